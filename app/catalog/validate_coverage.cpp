#include "catalog/geos.hpp"
#include "catalog/validate.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace bordermap::catalog {
namespace {

using model::Index;
using model::Severity;

// Below this, overlaps and gaps are rounding of coordinates; between the two, they are seen only at survey scale.
constexpr double kNoticeKm2 = 1e-6;
constexpr double kErrorKm2 = 0.01;
// Corners of a gap are computed crossings of two lines: this near (about 0.1 mm) they lie on either line.
constexpr double kOnLineDegrees = 1e-9;
constexpr const char* kHoleCure = "right for water and enclaves; else a unit is missing";
// A child may stick out of its parent by this share before the parent is wrong rather than the line.
constexpr double kSharedOutside = 0.01;

std::string area_text(double km2) {
    if (km2 < kErrorKm2) {
        return fmt::format("{:.0f} m2", km2 * 1e6);
    }
    return fmt::format("{:.{}f} km2", km2, km2 < 1.0 ? 3 : km2 < 100.0 ? 1 : 0);
}

struct Shape {
    Index unit = model::kNone;
    Geos::Geometry geometry;  // valid
};

struct Finding {
    double km2 = 0.0;
    Index first = model::kNone, second = model::kNone;
    std::string place;
};

/// Findings of one kind. Those below kNoticeKm2 are counted, since a line drawn twice is seen by their number, but not listed.
struct Findings {
    std::vector<Finding> listed;
    std::size_t below_notice = 0;
};

void collect(void* item, void* found) {
    static_cast<std::vector<Shape*>*>(found)->push_back(static_cast<Shape*>(item));
}

/// The shapes of one level, with a tree over their extents.
class Level {
public:
    Level(const Geos& geos, LoadContext& context, int level)
        : geos_(geos), context_(context), level_(level), tree_(geos.tree()) {
        const auto& dataset = context.dataset;
        for (std::size_t i = 0; i < dataset.boundaries.size(); ++i) {
            if (dataset.boundaries[i].level != level) {
                continue;
            }
            if (auto geometry = geos.make_valid(geos.feature(dataset.boundary_polygons, i));
                geometry != nullptr && !is_second_copy(static_cast<Index>(i), *geometry)) {
                shapes_.push_back({static_cast<Index>(i), std::move(geometry)});
            }
        }
        for (auto& shape : shapes_) {
            GEOSSTRtree_insert_r(geos.get(), tree_.get(), shape.geometry.get(), &shape);
        }
    }

    [[nodiscard]] const std::vector<Shape>& shapes() const { return shapes_; }

    [[nodiscard]] std::vector<Shape*> near(const GEOSGeometry& geometry) const {
        std::vector<Shape*> found;
        GEOSSTRtree_query_r(geos_.get(), tree_.get(), &geometry, collect, &found);
        std::sort(found.begin(), found.end(), [](const Shape* a, const Shape* b) { return a->unit < b->unit; });
        return found;
    }

    void report_overlaps() {
        Findings findings;
        for (const auto& shape : shapes_) {
            context_.throw_if_cancelled();
            for (const auto* other : near(*shape.geometry)) {
                if (other->unit > shape.unit && unit(other->unit).valid.overlaps(unit(shape.unit).valid)) {
                    const auto common =
                        geos_.own(GEOSIntersection_r(geos_.get(), shape.geometry.get(), other->geometry.get()));
                    const auto km2 = common == nullptr ? 0.0 : area_km2(geos_, *common);
                    if (km2 > kNoticeKm2) {
                        findings.listed.push_back({km2, shape.unit, other->unit, place_of(geos_, *common)});
                    }
                }
            }
        }
        summarise(findings, "overlap", "pairs of neighbours overlap");
        for (const auto& finding : findings.listed) {
            context_.report("overlap", severity(finding.km2), unit(finding.first), "geometry",
                            fmt::format(R"("{}" and "{}" overlap by {} at {})", unit(finding.first).id,
                                        unit(finding.second).id, area_text(finding.km2), finding.place),
                            "give both the same line");
        }
    }

    void report_gaps() {
        Findings gaps;
        Findings holes;
        std::set<std::string> told;
        for (const auto day : epochs()) {
            context_.throw_if_cancelled();
            const auto united = unite(day);
            if (united == nullptr) {
                continue;
            }
            for (int part = 0; part < GEOSGetNumGeometries_r(geos_.get(), united.get()); ++part) {
                const auto* polygon = GEOSGetGeometryN_r(geos_.get(), united.get(), part);
                for (int hole = 0; hole < GEOSGetNumInteriorRings_r(geos_.get(), polygon); ++hole) {
                    find_gap(*GEOSGetInteriorRingN_r(geos_.get(), polygon, hole), day, gaps, holes, told);
                }
            }
        }
        summarise(gaps, "gap", "gaps between neighbours");
        for (const auto& gap : gaps.listed) {
            context_.report("gap", severity(gap.km2), unit(gap.first), "geometry",
                            fmt::format(R"(a gap of {} between "{}" and "{}" at {})", area_text(gap.km2),
                                        unit(gap.first).id, unit(gap.second).id, gap.place),
                            "give both the same line, or add the unit that is missing");
        }
        summarise(holes, "hole", "holes inside single units");
        for (const auto& hole : holes.listed) {
            context_.report(
                "hole", Severity::Warning, unit(hole.first), "geometry",
                fmt::format(R"(a hole of {} in "{}" at {})", area_text(hole.km2), unit(hole.first).id, hole.place),
                kHoleCure);
        }
    }

    void report_outside_parent() {
        std::map<Index, Geos::Geometry> parents;
        const auto& dataset = context_.dataset;
        for (const auto& shape : shapes_) {
            context_.throw_if_cancelled();
            const auto parent = unit(shape.unit).parent;
            if (parent == model::kNone || !may_hold(unit(parent), unit(shape.unit))) {
                continue;  // without a parent, or with a wrong one, which has been reported
            }
            auto found = parents.find(parent);
            if (found == parents.end()) {
                found =
                    parents.emplace(parent, geos_.make_valid(geos_.feature(dataset.boundary_polygons, parent))).first;
            }
            if (found->second == nullptr) {
                continue;
            }
            const auto outside = geos_.own(GEOSDifference_r(geos_.get(), shape.geometry.get(), found->second.get()));
            const auto km2 = outside == nullptr ? 0.0 : area_km2(geos_, *outside);
            if (km2 > kErrorKm2) {
                const auto share = km2 / std::max(area_km2(geos_, *shape.geometry), kNoticeKm2);
                context_.report(
                    "outside parent", share > kSharedOutside ? Severity::Error : Severity::Warning, unit(shape.unit),
                    "geometry",
                    fmt::format(R"({} ({:.1f} %) of "{}" lie outside its parent "{}", at {})", area_text(km2),
                                share * 100.0, unit(shape.unit).id, unit(parent).id, place_of(geos_, *outside)),
                    "correct the parent or the lines");
            }
        }
    }

private:
    [[nodiscard]] const model::AdminUnit& unit(Index index) const { return context_.dataset.boundaries[index]; }
    [[nodiscard]] static bool may_hold(const model::AdminUnit& parent, const model::AdminUnit& unit) {
        return parent.level == unit.level - 1 && parent.country == unit.country && parent.valid.overlaps(unit.valid);
    }
    [[nodiscard]] static Severity severity(double km2) {
        return km2 >= kErrorKm2 ? Severity::Error : Severity::Warning;
    }

    /// A second row of an id is a fault of its own. Where it has the ground of the first it is left out here, since it would
    /// overlap the first everywhere.
    [[nodiscard]] bool is_second_copy(Index index, const GEOSGeometry& geometry) const {
        const auto first = context_.dataset.boundary_by_id.find(unit(index).id);
        if (first == context_.dataset.boundary_by_id.end() || first->second == index) {
            return false;
        }
        const auto other = geos_.make_valid(geos_.feature(context_.dataset.boundary_polygons, first->second));
        if (other == nullptr) {
            return false;
        }
        const auto common = geos_.own(GEOSIntersection_r(geos_.get(), &geometry, other.get()));
        return common != nullptr &&
               area_km2(geos_, *common) > 0.5 * std::min(area_km2(geos_, geometry), area_km2(geos_, *other));
    }

    /// One day of each stretch of time in which the same units are alive.
    [[nodiscard]] std::vector<model::Day> epochs() const {
        std::set<model::Day> days;
        for (const auto& shape : shapes_) {
            days.insert(unit(shape.unit).valid.from);
            if (unit(shape.unit).valid.to != model::kOpenFuture) {
                days.insert(unit(shape.unit).valid.to);
            }
        }
        return {days.begin(), days.end()};
    }

    [[nodiscard]] Geos::Geometry unite(model::Day day) const {
        std::vector<GEOSGeometry*> alive;
        for (const auto& shape : shapes_) {
            if (unit(shape.unit).valid.contains(day)) {
                alive.push_back(GEOSGeom_clone_r(geos_.get(), shape.geometry.get()));
            }
        }
        if (alive.empty()) {
            return geos_.own(nullptr);
        }
        const auto all = geos_.own(GEOSGeom_createCollection_r(geos_.get(), GEOS_GEOMETRYCOLLECTION, alive.data(),
                                                               static_cast<unsigned>(alive.size())));
        return geos_.own(GEOSUnaryUnion_r(geos_.get(), all.get()));
    }

    /// The shapes that are alive on the day and touch the gap.
    [[nodiscard]] std::vector<Index> around(const GEOSGeometry& gap, model::Day day) const {
        double west = 0.0;
        double south = 0.0;
        double east = 0.0;
        double north = 0.0;
        if (GEOSGeom_getExtent_r(geos_.get(), &gap, &west, &south, &east, &north) != 1) {
            return {};
        }
        const auto reach = geos_.own(GEOSGeom_createRectangle_r(
            geos_.get(), west - kOnLineDegrees, south - kOnLineDegrees, east + kOnLineDegrees, north + kOnLineDegrees));
        std::vector<Index> found;
        for (const auto* shape : near(*reach)) {
            if (unit(shape->unit).valid.contains(day) &&
                GEOSDistanceWithin_r(geos_.get(), &gap, shape->geometry.get(), kOnLineDegrees) == 1) {
                found.push_back(shape->unit);
            }
        }
        return found;
    }

    void find_gap(const GEOSGeometry& ring, model::Day day, Findings& gaps, Findings& holes,
                  std::set<std::string>& told) {
        const auto gap =
            geos_.own(GEOSGeom_createPolygon_r(geos_.get(), GEOSGeom_clone_r(geos_.get(), &ring), nullptr, 0));
        const auto km2 = area_km2(geos_, *gap);
        auto place = place_of(geos_, *gap);
        const auto units = around(*gap, day);
        if (units.empty() || !told.insert(fmt::format("{} {:.6f}", place, km2)).second) {
            return;  // the same gap in another stretch of time
        }
        auto& findings = units.size() == 1 ? holes : gaps;
        if (km2 <= kNoticeKm2) {
            ++findings.below_notice;
        } else {
            findings.listed.push_back(
                {km2, units.front(), units.size() == 1 ? units.front() : units[1], std::move(place)});
        }
    }

    /// Largest first, with one line for all of them.
    void summarise(Findings& all, std::string_view kind, std::string_view what) {
        auto& findings = all.listed;
        std::stable_sort(findings.begin(), findings.end(),
                         [](const Finding& a, const Finding& b) { return a.km2 > b.km2; });
        if (findings.size() < 2) {
            return;  // its own line says it all
        }
        double total = 0.0;
        for (const auto& finding : findings) {
            total += finding.km2;
        }
        const auto& largest = findings.front();
        const auto worst = kind == "hole" ? Severity::Warning : severity(largest.km2);
        const auto& place = context_.file_layers[unit(largest.first).file];
        context_.log.add(
            fmt::format("{} summary", kind),
            {worst, place.file, place.layer, -1, "geometry",
             fmt::format(R"(level {}: {} {}{}, {} in all; the largest has {} at {} ("{}"{}))", level_,
                         findings.size() + all.below_notice, what,
                         all.below_notice == 0
                             ? ""
                             : fmt::format(" ({} of them below {})", all.below_notice, area_text(kNoticeKm2)),
                         area_text(total), area_text(largest.km2), largest.place, unit(largest.first).id,
                         largest.second == largest.first ? "" : fmt::format(R"( and "{}")", unit(largest.second).id)),
             kind == "hole" ? kHoleCure : "draw the units as one coverage with shared lines"});
    }

    const Geos& geos_;
    LoadContext& context_;
    int level_;
    Geos::Tree tree_;
    std::vector<Shape> shapes_;
};

}  // namespace

void validate_coverage(LoadContext& context) {
    const Geos geos;
    for (const int number : {0, 1, 2}) {
        Level level(geos, context, number);
        if (level.shapes().empty()) {
            continue;
        }
        level.report_overlaps();
        level.report_gaps();
        level.report_outside_parent();
    }
}

}  // namespace bordermap::catalog
