#include "cartography/compose_map.hpp"

#include "cartography/sea.hpp"
#include "cartography/simplify.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <glm/geometric.hpp>
#include <numbers>
#include <unordered_map>

namespace bordermap::cartography {

namespace {

using glm::dvec2;
using glm::vec2;

/// Rings thinned to vertices at least `step` degrees apart and projected. Rings smaller than a few steps are left out.
LabelShape make_shape(const model::PolygonColumns& polygons, std::size_t feature, double step) {
    LabelShape shape;
    if (feature >= polygons.feature_count()) {
        return shape;
    }
    std::vector<model::LonLat> kept;
    std::vector<dvec2> plane;
    const std::vector<std::uint8_t> islands = archipelago_rings(polygons, feature);
    const std::uint32_t first = polygons.feature_rings[feature];
    for (std::uint32_t ring = first; ring < polygons.feature_rings[feature + 1]; ++ring) {
        if (islands[ring - first] != 0) {
            continue;
        }
        kept.clear();
        for (std::uint32_t v = polygons.ring_vertices[ring]; v < polygons.ring_vertices[ring + 1]; ++v) {
            const model::LonLat& at = polygons.vertices[v];
            const bool far = kept.empty() || std::abs(at.lon - kept.back().lon) >= step ||
                             std::abs(at.lat - kept.back().lat) >= step;
            if (at.known() && far) {
                kept.push_back(at);
            }
        }
        if (kept.size() < 4) {
            continue;
        }
        plane.resize(kept.size());
        projection().forward(kept, plane);
        vec2 a(plane.back());
        for (const dvec2 next : plane) {
            const vec2 b(next);
            if (std::isfinite(a.x + a.y + b.x + b.y)) {
                shape.add(a, b);
            }
            a = b;
        }
    }
    return shape;
}

std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {
    hash ^= value;
    hash *= 0x9E3779B97F4A7C15ULL;
    return hash ^ (hash >> 29U);
}

std::uint64_t hash_bytes(const std::vector<std::uint8_t>& bytes) {
    std::uint64_t hash = mix(0x2545F4914F6CDD1DULL, bytes.size());
    std::size_t at = 0;
    for (; at + 8 <= bytes.size(); at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + at, 8);
        hash = mix(hash, word);
    }
    for (; at < bytes.size(); ++at) {
        hash = mix(hash, bytes[at]);
    }
    return hash;
}

}  // namespace

MapIndex::MapIndex(std::shared_ptr<const PreparedMap> map) : map_(std::move(map)) {
    const model::Dataset& data = *map_->dataset;
    units_.reserve(data.units.size());
    for (const model::Unit& unit : data.units) {
        RecordPlace place = place_of(unit.position);
        const bool in_area = unit.admin != model::kNone && data.boundaries[unit.admin].level > 0 &&
                             map_->anchors[unit.admin].radius_m > 0;
        if (!place.known && in_area) {
            // Only its area is known: drawn in the middle of it, and known to no more than the area's size.
            const AreaAnchor& anchor = map_->anchors[unit.admin];
            place = {anchor.at, static_cast<float>(std::sqrt(anchor.area_m2 / std::numbers::pi)), true};
        }
        place.known_to = known_to(unit.admin, place.precision_m);
        units_.push_back(place);
    }
    for (const model::Gate& gate : data.gates) {
        gates_.push_back(place_of(gate.position));
    }
    constexpr float kStep = 400.F;
    for (const auto& part : map_->border) {
        for (std::size_t i = 0; i < part.size(); ++i) {
            const vec2 at = part[i];
            if (i == 0) {
                border_.push_back(at);
                continue;
            }
            // Long straight pieces are filled in.
            const vec2 from = border_.back();
            const float length = glm::distance(from, at);
            const auto pieces = static_cast<int>(length / kStep);
            for (int piece = 1; piece <= pieces; ++piece) {
                border_.push_back(from + (at - from) * (static_cast<float>(piece) / static_cast<float>(pieces)));
            }
        }
    }
    shapes_.resize(data.boundaries.size());
    neighbour_shapes_.resize(data.neighbours.size());
    events_.reserve(data.events.size());
    for (const model::Event& event : data.events) {
        RecordPlace place = place_of(event.position);
        if (place.known) {
            place.known_to = known_to(place, event.date.dated() ? event.date.interval() : model::Interval{});
        }
        events_.push_back(place);
    }
}

KnownTo MapIndex::known_to(model::Index admin, float precision_m) const {
    return cartography::known_to(*map_, admin, static_cast<double>(precision_m));
}

KnownTo known_to(const PreparedMap& map, model::Index admin, double precision_m) {
    const model::Dataset& data = *map.dataset;
    KnownTo result = KnownTo::Point;
    // Radii are given in whole kilometres.
    constexpr double kRounding = 500.0;
    constexpr double kMost = 0.97;
    std::size_t steps = 0;
    for (model::Index at = admin; at < data.boundaries.size() && steps < 8; at = data.boundaries[at].parent, ++steps) {
        const int level = data.boundaries[at].level;
        const double radius = std::sqrt(map.anchors[at].area_m2 / std::numbers::pi);
        if (level > 0 && precision_m > 0 && radius > 0 && precision_m + kRounding >= kMost * radius) {
            result = std::max(result, level == 1 ? KnownTo::Province : KnownTo::District);
        }
    }
    return result;
}

KnownTo MapIndex::known_to(const RecordPlace& place, const model::Interval& days) {
    const model::Dataset& data = *map_->dataset;
    // A town's own circle reaches over its ward or commune: below this the radius is that of a town.
    constexpr float kTown = 8000.F;
    KnownTo result = KnownTo::Point;
    if (place.precision_m < kTown) {
        return result;
    }
    for (model::Index i = 0; i < data.boundaries.size(); ++i) {
        const model::AdminUnit& unit = data.boundaries[i];
        const Bounds& bounds = map_->anchors[i].bounds;
        const bool near = unit.level > 0 && bounds.valid() && place.at.x >= bounds.min.x &&
                          place.at.x <= bounds.max.x && place.at.y >= bounds.min.y && place.at.y <= bounds.max.y &&
                          unit.valid.from < days.to && days.from < unit.valid.to;
        if (near && shape(i).encloses(vec2(place.at), vec2(place.at))) {
            result = std::max(result, known_to(i, place.precision_m));
        }
    }
    return result;
}

RecordPlace MapIndex::place_of(const model::Position& position) const {
    RecordPlace place;
    if (position.known()) {
        place.at = projection().forward(position.at);
        place.known = std::isfinite(place.at.x) && std::isfinite(place.at.y);
        place.precision_m = position.precision_km > 0 ? static_cast<float>(position.precision_km * 1000.0) : 0.F;
    }
    return place;
}

const LabelShape& MapIndex::shape(model::Index boundary) {
    std::optional<LabelShape>& shape = shapes_[boundary];
    if (!shape) {
        constexpr std::array kStep{0.03, 0.01, 0.004};  // degrees, by level
        const int level = std::clamp(map_->dataset->boundaries[boundary].level, 0, 2);
        shape = make_shape(map_->dataset->boundary_polygons, boundary, kStep[static_cast<std::size_t>(level)]);
    }
    return *shape;
}

const LabelShape& MapIndex::neighbour_shape(model::Index neighbour) {
    std::optional<LabelShape>& shape = neighbour_shapes_[neighbour];
    if (!shape) {
        shape = make_shape(map_->dataset->neighbour_polygons, neighbour, 0.05);
    }
    return *shape;
}

const LocatorMap& MapIndex::locator() {
    if (locator_) {
        return *locator_;
    }
    constexpr double kTolerance = 6000.0;  // m: under half a px of an inset
    constexpr double kLeast = 25'000.0;    // m: smaller islands are specks
    LocatorMap& locator = locator_.emplace();
    std::vector<float> importance;
    const auto simplified = [&](const std::vector<dvec2>& line) {
        importance.assign(line.size(), 0.F);
        rank_points(line, kTolerance, importance);
        std::vector<vec2> kept;
        for (std::size_t i = 0; i < line.size(); ++i) {
            if (static_cast<double>(importance[i]) > kTolerance) {
                kept.emplace_back(line[i]);
            }
        }
        return kept;
    };
    const model::Dataset& data = *map_->dataset;
    const model::PolygonColumns& polygons = data.boundary_polygons;
    for (std::size_t f = 0; f < data.boundaries.size() && f < polygons.feature_count(); ++f) {
        const model::AdminUnit& unit = data.boundaries[f];
        if (unit.level != 0 || (unit.country != model::Country::VietNam && unit.country != model::Country::Laos)) {
            continue;
        }
        const std::vector<std::uint8_t> islands = archipelago_rings(polygons, f);
        for (std::uint32_t r = polygons.feature_rings[f]; r < polygons.feature_rings[f + 1]; ++r) {
            Bounds bounds;
            std::vector<dvec2> ring;
            for (std::uint32_t i = polygons.ring_vertices[r]; i < polygons.ring_vertices[r + 1]; ++i) {
                const dvec2 at = projection().forward(polygons.vertices[i]);
                if (std::isfinite(at.x) && std::isfinite(at.y)) {
                    ring.push_back(at);
                    bounds.add(at);
                }
            }
            const bool speck = ring.size() < 4 || polygons.exterior[r] == 0 ||
                               islands[r - polygons.feature_rings[f]] != 0 ||
                               std::max(bounds.max.x - bounds.min.x, bounds.max.y - bounds.min.y) < kLeast;
            if (speck) {
                continue;
            }
            if (ring.front() != ring.back()) {
                ring.push_back(ring.front());
            }
            locator.outlines.push_back(simplified(ring));
            locator.bounds.add(bounds.min);
            locator.bounds.add(bounds.max);
        }
    }
    for (const auto& part : map_->border) {
        locator.border.push_back(simplified({part.begin(), part.end()}));
    }
    return locator;
}

const std::vector<IncidentSite>& MapIndex::sites(const query::Selection& selection,
                                                 const std::vector<std::uint32_t>& colour_group) {
    const std::uint64_t key = hash_bytes(selection.incident_pass);
    if (sites_known_ && key == sites_key_) {
        return sites_;
    }
    sites_.clear();
    std::unordered_map<std::uint64_t, std::size_t> found;
    for (const model::Index incident : selection.incidents) {
        const PointInstance& point = map_->incidents[incident];
        if (!std::isfinite(point.at.x) || !std::isfinite(point.at.y)) {
            continue;
        }
        const auto tens = [](float metres) {
            return static_cast<std::uint64_t>(std::llround(metres / 10.F) & 0x1fffff);
        };
        const std::uint64_t place = tens(point.at.x) << 42U | tens(point.at.y) << 21U | tens(point.precision_m);
        const auto [entry, fresh] = found.try_emplace(place, sites_.size());
        if (fresh) {
            sites_.push_back({dvec2(point.at), point.precision_m, 0.F, point.category, false, 0,
                              known_to(map_->dataset->incidents[incident].admin, point.precision_m)});
        }
        IncidentSite& site = sites_[entry->second];
        const bool grouped = point.category < colour_group.size() && site.category < colour_group.size();
        site.mixed = site.mixed || !grouped || colour_group[point.category] != colour_group[site.category];
        site.spread = std::max(site.spread, std::abs(point.spread.y));
        ++site.count;
    }
    sites_key_ = key;
    sites_known_ = true;
    return sites_;
}

const IncidentRings& MapIndex::rings(const query::Selection& selection, const std::vector<CategoryStyle>& styles,
                                     const std::vector<std::uint32_t>& colour_group, float symbol_size,
                                     double nominal) {
    const std::vector<std::uint8_t>& passes = selection.incident_pass_but_window_and_category;
    std::uint64_t key = mix(hash_bytes(passes), static_cast<std::uint64_t>(symbol_size * 64.F));
    for (const CategoryStyle& style : styles) {
        key = mix(key, style.visible ? 2 : 1);
    }
    const std::size_t count = map_->incidents.size();
    if (key != clusters_key_ || point_of_.size() != count) {
        clusters_key_ = key;
        rings_key_ = 0;
        point_of_.assign(count, model::kNone);
        std::vector<dvec2> points;
        for (std::size_t i = 0; i < count && points.size() <= kMostClustered; ++i) {
            const PointInstance& point = map_->incidents[i];
            if (i < passes.size() && passes[i] != 0 && point.category < styles.size() &&
                styles[point.category].visible && std::isfinite(point.at.x) && std::isfinite(point.at.y)) {
                point_of_[i] = static_cast<std::uint32_t>(points.size());
                points.emplace_back(point.at);
            }
        }
        rings_.on = points.size() <= kMostClustered;
        clusters_ = rings_.on ? ClusterTree(points, symbol_size) : ClusterTree();
    }
    if (!rings_.on) {
        rings_ = {};
        return rings_;
    }
    const int level = cluster_level(nominal);
    std::uint64_t shown = mix(mix(key, hash_bytes(selection.incident_pass)), static_cast<std::uint64_t>(level) + 1);
    for (const std::uint32_t group : colour_group) {
        shown = mix(shown, group);
    }
    if (shown == rings_key_) {
        return rings_;
    }
    rings_key_ = shown;
    rings_.rings.clear();
    rings_.alone.clear();
    rings_.ring_of.assign(count, model::kNone);
    const ClusterTree::Level& clusters = clusters_.level(level);
    std::vector<std::uint32_t> passing(clusters.clusters.size(), 0);
    const auto cluster_of = [&](model::Index incident) {
        return point_of_[incident] == model::kNone ? model::kNone : clusters.of[point_of_[incident]];
    };
    for (const model::Index incident : selection.incidents) {
        if (const std::uint32_t cluster = cluster_of(incident); cluster != model::kNone) {
            ++passing[cluster];
        }
    }
    std::vector<std::uint32_t> ring_of_cluster(passing.size(), model::kNone);
    for (const model::Index incident : selection.incidents) {
        const std::uint32_t cluster = cluster_of(incident);
        if (cluster == model::kNone) {
            continue;  // without a place
        }
        if (passing[cluster] < 2) {
            rings_.alone.push_back(incident);
            continue;
        }
        if (ring_of_cluster[cluster] == model::kNone) {
            ring_of_cluster[cluster] = static_cast<std::uint32_t>(rings_.rings.size());
            rings_.rings.push_back({clusters.clusters[cluster].at, 0, {}});
        }
        IncidentRings::Ring& ring = rings_.rings[ring_of_cluster[cluster]];
        ring.incidents.push_back(incident);
        ring.reach_m = std::max(ring.reach_m, glm::distance(ring.at, dvec2(map_->incidents[incident].at)));
        rings_.ring_of[incident] = ring_of_cluster[cluster];
    }
    const auto group = [&](model::Index incident) { return colour_group[map_->incidents[incident].category]; };
    for (IncidentRings::Ring& ring : rings_.rings) {
        std::stable_sort(ring.incidents.begin(), ring.incidents.end(),
                         [&](model::Index a, model::Index b) { return group(a) < group(b); });
    }
    return rings_;
}

}  // namespace bordermap::cartography
