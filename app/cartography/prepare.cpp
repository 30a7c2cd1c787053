#include "cartography/anchor.hpp"
#include "cartography/line_distance.hpp"
#include "cartography/measure.hpp"
#include "cartography/prepare_lines.hpp"
#include "cartography/prepare_points.hpp"
#include "cartography/prepared_map.hpp"
#include "cartography/sea.hpp"
#include "cartography/simplify.hpp"
#include "cartography/tiling.hpp"
#include "cartography/topology.hpp"
#include "cartography/triangulate.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <exception>
#include <fmt/format.h>
#include <glm/geometric.hpp>
#include <limits>
#include <mutex>
#include <numeric>
#include <thread>

namespace bordermap::cartography {

namespace {

/// Simplification steps, m. Under 0.4 px each (level_for) they serve from 375, 1250, 2500 and 5000 m per pixel on.
constexpr std::array kTolerances = {150.0F, 500.0F, 1000.0F, 2000.0F};
/// A step that leaves more than this share of the vertices of the one before is not worth its memory.
constexpr double kWorthwhile = 0.75;
/// Fills of outlines with no more vertices than this are drawn as they are: triangulating costs more than it would save.
constexpr std::size_t kFewVertices = 60000;
/// m, the most that a triangle of a country measures: one that reached from the border to the coast would be drawn with the glow
/// all over (FillLevel::from_border).
constexpr double kCountryPiece = 60'000;
constexpr std::uint32_t kFillChunk = 6144;  ///< indices
constexpr std::uint32_t kLineChunk = 1024;  ///< segments
constexpr unsigned kMostThreads = 4;

using Report = std::function<void(double, const char*)>;

/// Runs work(i, worker) for every i < count on the calling thread (worker 0) and others; `done(n)` is called by the calling
/// thread only. The first exception is thrown again when all have stopped.
template <typename Work, typename Done>
void for_each_parallel(std::size_t count, unsigned threads, const Work& work, const Done& done) {
    std::atomic<std::size_t> next{0};
    std::atomic<std::size_t> finished{0};
    std::exception_ptr failure;
    std::mutex failure_mutex;
    const auto loop = [&](unsigned worker) {
        try {
            for (std::size_t i = next++; i < count; i = next++) {
                work(i, worker);
                ++finished;
                if (worker == 0) {
                    done(finished.load());
                }
            }
        } catch (...) {
            const std::lock_guard lock(failure_mutex);
            failure = failure ? failure : std::current_exception();
            next = count;
        }
    };
    {
        std::vector<std::jthread> others;
        for (unsigned worker = 1; worker < threads; ++worker) {
            others.emplace_back(loop, worker);
        }
        loop(0);
    }
    if (failure) {
        std::rethrow_exception(failure);
    }
}

/// Sort key that keeps near things together: the bits of x and y in turn (G. Morton 1966).
std::uint32_t morton(glm::dvec2 p, const Bounds& bounds) {
    const auto spread = [](double value, double low, double high) {
        constexpr double kMost = 65535;
        const double share = high > low ? (value - low) / (high - low) : 0;
        auto bits = static_cast<std::uint32_t>(std::clamp(share, 0.0, 1.0) * kMost);
        bits = (bits | (bits << 8U)) & 0x00ff00ffU;
        bits = (bits | (bits << 4U)) & 0x0f0f0f0fU;
        bits = (bits | (bits << 2U)) & 0x33333333U;
        return (bits | (bits << 1U)) & 0x55555555U;
    };
    return spread(p.x, bounds.min.x, bounds.max.x) | (spread(p.y, bounds.min.y, bounds.max.y) << 1U);
}

struct Box {
    glm::vec2 min{std::numeric_limits<float>::max()};
    glm::vec2 max{std::numeric_limits<float>::lowest()};
    void add(glm::vec2 p) {
        min = {std::min(min.x, p.x), std::min(min.y, p.y)};
        max = {std::max(max.x, p.x), std::max(max.y, p.y)};
    }
};

/// The arcs at one tolerance.
struct ArcLevel {
    float tolerance = 0;
    std::vector<std::uint32_t> vertices;
    std::vector<std::uint32_t> first{0};
    [[nodiscard]] std::span<const std::uint32_t> arc(std::size_t a) const {
        return std::span(vertices).subspan(first[a], first[a + 1] - first[a]);
    }
};

class Preparation {
public:
    Preparation(std::shared_ptr<const model::Dataset> dataset, const Report& progress, const model::ProblemSink& report)
        : progress_(progress), report_(report), map_(std::make_shared<PreparedMap>()) {
        map_->dataset = std::move(dataset);
    }

    std::shared_ptr<const PreparedMap> run() {
        step(0, "finding shared edges");
        describe_features();
        build_topology();
        step(0.15, "simplifying");
        simplify();
        border();
        step(0.2, "triangulating");
        triangulate();
        step(0.92, "drawing lines");
        lines();
        measures();
        rivers();
        step(0.97, "placing records");
        points();
        step(1, "ready");
        return map_;
    }

private:
    [[nodiscard]] const model::Dataset& data() const { return *map_->dataset; }
    [[nodiscard]] std::size_t boundary_count() const { return data().boundaries.size(); }

    void step(double done, const char* what) const {
        if (progress_) {
            progress_(done, what);
        }
    }

    /// A Problem of a polygon; features are numbered boundaries first, then neighbours.
    void problem(std::uint32_t feature, model::Severity severity, std::string message, std::string cure) const {
        if (!report_) {
            return;
        }
        model::Problem problem;
        problem.severity = severity;
        if (feature < boundary_count()) {
            const model::AdminUnit& unit = data().boundaries[feature];
            if (unit.file < data().files.size()) {
                problem.file = data().files[unit.file];
            }
            problem.row = unit.row;
            problem.message = fmt::format("{}: {}", unit.id, message);
        } else {
            const std::size_t neighbour = feature - boundary_count();
            problem.layer = "neighbours";
            problem.row = static_cast<std::int64_t>(neighbour) + 1;
            problem.message = neighbour < data().neighbours.size()
                                  ? fmt::format("{}: {}", data().neighbours[neighbour].name, message)
                                  : std::move(message);
        }
        problem.field = "geometry";
        problem.cure = std::move(cure);
        report_(std::move(problem));
    }

    void describe_features() {
        traits_.reserve(boundary_count() + data().neighbour_polygons.feature_count());
        for (const model::AdminUnit& unit : data().boundaries) {
            traits_.push_back({unit.level, unit.country, unit.valid, false});
        }
        traits_.resize(traits_.size() + data().neighbour_polygons.feature_count(),
                       {0, model::Country::Other, model::Interval{}, true});
    }

    void build_topology() {
        model::PolygonColumns padded;
        const model::PolygonColumns* boundaries = &data().boundary_polygons;
        if (boundaries->feature_count() < boundary_count()) {
            padded = *boundaries;
            padded.feature_rings.resize(boundary_count() + 1, padded.feature_rings.back());
            boundaries = &padded;
        }
        std::array layers = {boundaries, &data().neighbour_polygons};
        // Islands of the sea are no part of any country's picture, whatever data they come with.
        std::array<model::PolygonColumns, 2> without_islands;
        for (std::size_t i = 0; i < layers.size(); ++i) {
            const std::vector<std::uint8_t> islands = archipelago_rings(*layers[i]);
            if (std::find(islands.begin(), islands.end(), 1) != islands.end()) {
                without_islands[i] = without_rings(*layers[i], islands);
                layers[i] = &without_islands[i];
            }
        }
        graph_ = build_edges(layers, [this](std::uint32_t feature, std::uint32_t) {
            problem(feature, model::Severity::Error,
                    "a ring has a vertex that is no place on the globe; the ring is left out",
                    "give longitudes of -180 to 180 and latitudes of -90 to 90 degrees (EPSG:4326)");
        });
        plane_.resize(graph_.vertices.size());
        constexpr std::size_t kBlock = 16384;
        for_each_parallel((plane_.size() + kBlock - 1) / kBlock, threads_,
                          [&](std::size_t block, unsigned) {
                              const std::size_t first = block * kBlock;
                              const std::size_t count = std::min(kBlock, plane_.size() - first);
                              projection().forward(std::span(graph_.vertices).subspan(first, count),
                                                   std::span(plane_).subspan(first, count));
                          },
                          [](std::size_t) {});
        step(0.08, "finding shared edges");

        std::vector<std::uint8_t> marks = mark_frame(graph_, traits_);
        topology_ = build_arcs(graph_, marks);
        classed_ = classify_arcs(topology_, traits_);
        if (mark_border(graph_, topology_, traits_, classed_, plane_, marks)) {
            topology_ = build_arcs(graph_, marks);
            classed_ = classify_arcs(topology_, traits_);
        }
        for (std::size_t f = 0; f < boundary_count(); ++f) {
            if (data().boundaries[f].country == model::Country::VietNam ||
                data().boundaries[f].country == model::Country::Laos) {
                for (std::uint32_t r = graph_.feature_rings[f]; r < graph_.feature_rings[f + 1]; ++r) {
                    for (std::uint32_t i = graph_.ring_first[r]; i < graph_.ring_first[r + 1]; ++i) {
                        map_->bounds.add(plane_[graph_.walk_vertices[i]]);
                    }
                }
            }
        }
    }

    void simplify() {
        std::vector<float> importance(topology_.arc_vertices.size());
        std::vector<glm::dvec2> line;
        for (std::size_t a = 0; a < topology_.arc_count(); ++a) {
            const auto arc = topology_.arc(a);
            line.clear();
            std::transform(arc.begin(), arc.end(), std::back_inserter(line),
                           [this](std::uint32_t v) { return plane_[v]; });
            rank_points(line, kTolerances.front(), std::span(importance).subspan(topology_.arc_first[a], arc.size()));
        }
        levels_.push_back({0.0F, topology_.arc_vertices, topology_.arc_first});
        for (const float tolerance : kTolerances) {
            ArcLevel level;
            level.tolerance = tolerance;
            for (std::size_t a = 0; a < topology_.arc_count(); ++a) {
                for (std::uint32_t i = topology_.arc_first[a]; i < topology_.arc_first[a + 1]; ++i) {
                    if (importance[i] > tolerance) {
                        level.vertices.push_back(topology_.arc_vertices[i]);
                    }
                }
                level.first.push_back(static_cast<std::uint32_t>(level.vertices.size()));
            }
            if (static_cast<double>(level.vertices.size()) <=
                kWorthwhile * static_cast<double>(levels_.back().vertices.size())) {
                part_crossings(levels_.back(), level);
                levels_.push_back(std::move(level));
            }
        }
        for (const ArcLevel& level : levels_) {
            if (fill_levels_.empty() || fill_levels_.back()->vertices.size() > kFewVertices) {
                fill_levels_.push_back(&level);
            }
        }
    }

    /// Calls with each pair of arcs of the feature that cross at the level, or touch elsewhere than at a common end.
    template <typename Visit>
    void each_crossing(std::size_t feature, const ArcLevel& level, const Visit& visit) const {
        struct Segment {
            std::uint32_t a, b;  ///< vertices
            std::uint32_t arc;
            double x_min, x_max;
        };
        std::vector<Segment> segments;
        for (std::uint32_t r = graph_.feature_rings[feature]; r < graph_.feature_rings[feature + 1]; ++r) {
            for (const ArcRef ref : topology_.ring(r)) {
                const auto arc = level.arc(ref.arc);
                for (std::size_t i = 1; i < arc.size(); ++i) {
                    const auto [low, high] = std::minmax(plane_[arc[i - 1]].x, plane_[arc[i]].x);
                    segments.push_back({arc[i - 1], arc[i], ref.arc, low, high});
                }
            }
        }
        std::sort(segments.begin(), segments.end(),
                  [](const Segment& s, const Segment& t) { return s.x_min < t.x_min; });
        const auto side = [this](std::uint32_t a, std::uint32_t b, std::uint32_t p) {
            const glm::dvec2 ab = plane_[b] - plane_[a];
            const glm::dvec2 ap = plane_[p] - plane_[a];
            return ab.x * ap.y - ab.y * ap.x;
        };
        for (std::size_t i = 0; i < segments.size(); ++i) {
            const Segment& s = segments[i];
            for (std::size_t j = i + 1; j < segments.size() && segments[j].x_min <= s.x_max; ++j) {
                const Segment& t = segments[j];
                const bool joined = s.a == t.a || s.a == t.b || s.b == t.a || s.b == t.b;
                if (!joined && side(s.a, s.b, t.a) * side(s.a, s.b, t.b) <= 0 &&
                    side(t.a, t.b, s.a) * side(t.a, t.b, s.b) <= 0) {
                    visit(s.arc, t.arc);
                }
            }
        }
    }

    /// Simplified arcs may cross near their junctions, which would make neighbours overlap: those that do are taken as at the
    /// finer level.
    void part_crossings(const ArcLevel& finer, ArcLevel& level) {
        constexpr int kRounds = 4;  // an arc put back may cross one that is not
        std::vector<std::uint8_t> put_back(topology_.arc_count(), 0);
        for (int round = 0; round < kRounds; ++round) {
            std::vector<std::vector<std::uint32_t>> crossing(traits_.size());  // arcs, per feature
            for_each_parallel(
                traits_.size(), threads_,
                [&](std::size_t f, unsigned worker) {
                    if (!triangulator(worker).is_valid(rings_of(f, level))) {
                        each_crossing(f, level, [&](std::uint32_t s, std::uint32_t t) {
                            crossing[f].push_back(s);
                            crossing[f].push_back(t);
                        });
                    }
                },
                [](std::size_t) {});
            bool changed = false;
            for (const auto& arcs : crossing) {
                for (const std::uint32_t arc : arcs) {
                    changed = changed || put_back[arc] == 0;
                    put_back[arc] = 1;
                }
            }
            if (!changed) {
                return;
            }
            ArcLevel mended;
            mended.tolerance = level.tolerance;
            for (std::size_t arc = 0; arc < topology_.arc_count(); ++arc) {
                const auto points = (put_back[arc] != 0 ? finer : level).arc(arc);
                mended.vertices.insert(mended.vertices.end(), points.begin(), points.end());
                mended.first.push_back(static_cast<std::uint32_t>(mended.vertices.size()));
            }
            level = std::move(mended);
        }
    }

    [[nodiscard]] Triangulator& triangulator(unsigned worker) {
        if (triangulators_[worker] == nullptr) {
            triangulators_[worker] = std::make_unique<Triangulator>();
        }
        return *triangulators_[worker];
    }

    /// The feature's rings at a level; those that closed up there are left out, with an exterior its holes.
    [[nodiscard]] std::vector<PlaneRing> rings_of(std::size_t feature, const ArcLevel& level) const {
        std::vector<PlaneRing> rings;
        bool exterior_kept = false;
        for (std::uint32_t r = graph_.feature_rings[feature]; r < graph_.feature_rings[feature + 1]; ++r) {
            PlaneRing ring;
            ring.exterior = graph_.ring_exterior[r] != 0;
            for (const ArcRef ref : topology_.ring(r)) {
                const auto arc = level.arc(ref.arc);
                for (std::size_t i = 0; i + 1 < arc.size(); ++i) {
                    ring.points.push_back(plane_[ref.reversed ? arc[arc.size() - 1 - i] : arc[i]]);
                }
            }
            const bool usable = ring.points.size() >= 3 && std::all_of(ring.points.begin(), ring.points.end(),
                                                                       [](glm::dvec2 p) { return std::isfinite(p.x); });
            exterior_kept = ring.exterior ? usable : exterior_kept;
            if (usable && exterior_kept) {
                rings.push_back(std::move(ring));
            }
        }
        return rings;
    }

    struct FeatureFill {
        Triangles triangles;
        std::vector<float> from_border;  ///< per triangle, as in FillLevel
    };
    struct FeatureResult {
        std::vector<FeatureFill> levels;
        AreaAnchor anchor;
        std::string error;
        bool off_plane = false;
    };

    [[nodiscard]] FeatureResult triangulate_feature(std::size_t feature, Triangulator& triangulates,
                                                    const LineDistance& border) const {
        FeatureResult result;
        const bool country = !traits_[feature].context && traits_[feature].level == 0;
        const double most_extent = country ? kCountryPiece : std::numeric_limits<double>::infinity();
        for (const ArcLevel* level : fill_levels_) {
            const std::vector<PlaneRing> rings = rings_of(feature, *level);
            if (result.levels.empty() && feature < boundary_count()) {
                result.anchor = find_anchor(rings);
            }
            Triangles triangles = triangulates.triangulate(rings, most_extent);
            if (!triangulates.error().empty()) {
                if (result.levels.empty()) {
                    result.error = triangulates.error();
                } else {
                    triangles = result.levels.back().triangles;  // too fine rather than missing
                }
            }
            result.levels.push_back(sorted(triangles, feature < boundary_count() ? &border : nullptr));
        }
        for (std::uint32_t r = graph_.feature_rings[feature]; r < graph_.feature_rings[feature + 1]; ++r) {
            for (std::uint32_t i = graph_.ring_first[r]; i < graph_.ring_first[r + 1]; ++i) {
                result.off_plane = result.off_plane || !std::isfinite(plane_[graph_.walk_vertices[i]].x);
            }
        }
        return result;
    }

    void triangulate() {
        std::vector<FeatureResult> results(traits_.size());
        // The largest first, so that no thread is left alone with one at the end.
        std::vector<std::uint32_t> order(traits_.size());
        std::iota(order.begin(), order.end(), 0U);
        const auto size = [this](std::uint32_t f) {
            return graph_.ring_first[graph_.feature_rings[f + 1]] - graph_.ring_first[graph_.feature_rings[f]];
        };
        std::stable_sort(order.begin(), order.end(),
                         [&](std::uint32_t a, std::uint32_t b) { return size(a) > size(b); });
        const LineDistance border(map_->border);
        for_each_parallel(
            order.size(), threads_,
            [&](std::size_t i, unsigned worker) {
                results[order[i]] = triangulate_feature(order[i], triangulator(worker), border);
            },
            [&](std::size_t done) {
                if (done % 16 == 0) {
                    step(0.2 + 0.7 * static_cast<double>(done) / static_cast<double>(order.size()), "triangulating");
                }
            });

        map_->anchors.reserve(boundary_count());
        for (std::uint32_t f = 0; f < results.size(); ++f) {
            if (!results[f].error.empty()) {
                problem(f, model::Severity::Error,
                        fmt::format("the polygon cannot be filled ({}); its lines are drawn", results[f].error),
                        "repair the outline so that its rings neither cross nor overlap");
            }
            if (results[f].off_plane) {
                problem(f, model::Severity::Warning, "a ring lies too far from the map to be projected and is left out",
                        "check that longitude and latitude are not exchanged");
            }
            if (f < boundary_count()) {
                map_->anchors.push_back(results[f].anchor);
            }
        }
        map_->tiled.resize(boundary_count());
        for (std::uint32_t f = 0; f < boundary_count(); ++f) {
            if (results[f].error.empty() && !results[f].off_plane) {
                map_->tiled[f] = days_tiled(topology_, traits_, f);
            }
        }
        std::vector<std::uint32_t> boundaries(boundary_count());
        std::iota(boundaries.begin(), boundaries.end(), 0U);
        std::vector<std::uint32_t> nearness(boundary_count());
        std::transform(map_->anchors.begin(), map_->anchors.end(), nearness.begin(), [this](const AreaAnchor& anchor) {
            return anchor.bounds.valid() ? morton((anchor.bounds.min + anchor.bounds.max) / 2.0, map_->bounds) : 0U;
        });
        std::stable_sort(boundaries.begin(), boundaries.end(), [&](std::uint32_t a, std::uint32_t b) {
            return std::pair(traits_[a].level, nearness[a]) < std::pair(traits_[b].level, nearness[b]);
        });
        std::vector<std::uint32_t> neighbours(traits_.size() - boundary_count());
        std::iota(neighbours.begin(), neighbours.end(), static_cast<std::uint32_t>(boundary_count()));
        for (std::size_t l = 0; l < fill_levels_.size(); ++l) {
            map_->boundary_fills.push_back(assemble(l, boundaries, results, 0));
            map_->neighbour_fills.push_back(
                assemble(l, neighbours, results, static_cast<std::uint32_t>(boundary_count())));
        }
    }

    /// One level of fills in the given order of features; chunks never mix levels of boundaries.
    [[nodiscard]] FillLevel assemble(std::size_t level, const std::vector<std::uint32_t>& order,
                                     std::vector<FeatureResult>& results, std::uint32_t first_feature) const {
        FillLevel fill;
        fill.tolerance_m = fill_levels_[level]->tolerance;
        int chunk_of = -1;
        for (const std::uint32_t f : order) {
            const FeatureFill filled = std::move(results[f].levels[level]);
            const Triangles& triangles = filled.triangles;
            if (triangles.indices.empty()) {
                continue;
            }
            fill.from_border.insert(fill.from_border.end(), filled.from_border.begin(), filled.from_border.end());
            const auto base = static_cast<std::uint32_t>(fill.positions.size());
            fill.positions.insert(fill.positions.end(), triangles.positions.begin(), triangles.positions.end());
            fill.feature.resize(fill.positions.size(), f - first_feature);
            for (std::size_t i = 0; i < triangles.indices.size(); i += 3) {
                // A new chunk when this one is full, at another level, and not within a small feature that still fits.
                const bool split = fill.chunks.empty() || fill.chunks.back().count >= kFillChunk ||
                                   chunk_of != traits_[f].level ||
                                   (i == 0 && fill.chunks.back().count + triangles.indices.size() > kFillChunk);
                if (split) {
                    const Box empty;
                    fill.chunks.push_back({empty.min, empty.max, static_cast<std::uint32_t>(fill.indices.size()), 0});
                    chunk_of = traits_[f].level;
                }
                Chunk& chunk = fill.chunks.back();
                Box box{chunk.min, chunk.max};
                for (std::size_t k = i; k < i + 3; ++k) {
                    box.add(triangles.positions[triangles.indices[k]]);
                    fill.indices.push_back(base + triangles.indices[k]);
                }
                chunk.min = box.min;
                chunk.max = box.max;
                chunk.count += 3;
            }
        }
        return fill;
    }

    /// Those of one step of distance from the border together, and of these those near to each other, so that chunks are compact.
    [[nodiscard]] static FeatureFill sorted(const Triangles& triangles, const LineDistance* border) {
        Bounds bounds;
        for (const glm::vec2 p : triangles.positions) {
            bounds.add(p);
        }
        struct Keyed {
            int step;
            std::uint32_t place;
            float from_border;
            std::array<std::uint32_t, 3> corners;
        };
        std::vector<Keyed> keyed;
        keyed.reserve(triangles.indices.size() / 3);
        for (std::size_t i = 0; i < triangles.indices.size(); i += 3) {
            const std::array corners = {triangles.indices[i], triangles.indices[i + 1], triangles.indices[i + 2]};
            const std::array points = {triangles.positions[corners[0]], triangles.positions[corners[1]],
                                       triangles.positions[corners[2]]};
            const glm::dvec2 middle = glm::dvec2(points[0] + points[1] + points[2]) / 3.0;
            const float from_border =
                border != nullptr ? border->at_least(points) : std::numeric_limits<float>::infinity();
            keyed.push_back({distance_step(from_border), morton(middle, bounds), from_border, corners});
        }
        std::stable_sort(keyed.begin(), keyed.end(), [](const Keyed& a, const Keyed& b) {
            return std::pair(a.step, a.place) < std::pair(b.step, b.place);
        });
        FeatureFill fill{{triangles.positions, {}}, {}};
        fill.triangles.indices.reserve(triangles.indices.size());
        for (const Keyed& each : keyed) {
            fill.triangles.indices.insert(fill.triangles.indices.end(), each.corners.begin(), each.corners.end());
            fill.from_border.push_back(each.from_border);
        }
        return fill;
    }

    /// Segments with their chunks.
    static void add_segment(LineLevel& level, glm::dvec2 a, glm::dvec2 b, model::Interval days) {
        if (!std::isfinite(a.x) || !std::isfinite(b.x)) {
            return;
        }
        if (level.chunks.empty() || level.chunks.back().count >= kLineChunk) {
            const Box empty;
            level.chunks.push_back({empty.min, empty.max, static_cast<std::uint32_t>(level.segments.size()), 0});
        }
        level.segments.push_back(
            {glm::vec2(a), glm::vec2(b), static_cast<float>(days.from), static_cast<float>(days.to)});
        Chunk& chunk = level.chunks.back();
        Box box{chunk.min, chunk.max};
        box.add(level.segments.back().a);
        box.add(level.segments.back().b);
        chunk.min = box.min;
        chunk.max = box.max;
        ++chunk.count;
    }

    void lines() {
        // Near arcs together, for compact chunks; the ends of an arc are in order, so that dashes and joins run through.
        Bounds all;
        for (const glm::dvec2 p : plane_) {
            all.add(p);
        }
        std::vector<std::pair<std::uint32_t, std::uint32_t>> order;  // place, number in classed_
        order.reserve(classed_.size());
        for (std::uint32_t i = 0; i < classed_.size(); ++i) {
            const auto arc = topology_.arc(classed_[i].arc);
            order.emplace_back(morton(plane_[arc[arc.size() / 2]], all), i);
        }
        std::sort(order.begin(), order.end());
        for (auto& of_class : map_->lines) {
            for (const ArcLevel& level : levels_) {
                of_class.emplace_back().tolerance_m = level.tolerance;
            }
        }
        for (const auto& [place, number] : order) {
            const ClassedArc& classed = classed_[number];
            for (std::size_t l = 0; l < levels_.size(); ++l) {
                const auto arc = levels_[l].arc(classed.arc);
                LineLevel& level = map_->lines[static_cast<std::size_t>(classed.line)][l];
                for (std::size_t i = 1; i < arc.size(); ++i) {
                    add_segment(level, plane_[arc[i - 1]], plane_[arc[i]], classed.days);
                }
            }
        }
    }

    void border() {
        std::vector<std::uint32_t> arcs;
        for (const ClassedArc& c : classed_) {
            if (c.line == LineClass::Border && (arcs.empty() || arcs.back() != c.arc)) {
                arcs.push_back(c.arc);
            }
        }
        for (const auto& vertices : join_arcs(topology_, arcs, plane_)) {
            auto& line = map_->border.emplace_back();
            line.reserve(vertices.size());
            for (const std::uint32_t v : vertices) {
                line.emplace_back(plane_[v]);
            }
        }
        std::vector<double> pieces;
        for (const std::vector<glm::vec2>& line : map_->border) {
            for (std::size_t i = 1; i < line.size(); ++i) {
                pieces.push_back(static_cast<double>(glm::distance(line[i - 1], line[i])));
            }
        }
        if (!pieces.empty()) {
            const auto middle = pieces.begin() + static_cast<std::ptrdiff_t>(pieces.size() / 2);
            std::nth_element(pieces.begin(), middle, pieces.end());
            map_->border_piece_m = *middle;
        }
    }

    void measures() {
        const std::vector<double> lengths = border_lengths_km(graph_, topology_, traits_, classed_);
        map_->measures.resize(boundary_count());
        for (std::size_t f = 0; f < boundary_count(); ++f) {
            map_->measures[f].border_km = lengths[f];
            if (f < data().boundary_polygons.feature_count()) {
                map_->measures[f].area_km2 = ellipsoidal_area_km2(data().boundary_polygons, f);
            }
        }
    }

    void rivers() {
        const model::LineColumns& columns = data().river_lines;
        std::vector<glm::dvec2> plane(columns.vertices.size());
        projection().forward(columns.vertices, plane);
        std::vector<float> importance(plane.size());
        constexpr int kMajor = 2;  ///< levels 0 to 2
        for (std::size_t f = 0; f < columns.feature_count(); ++f) {
            const bool major = f >= data().rivers.size() || data().rivers[f].level <= kMajor;
            auto& lines = map_->lines[static_cast<std::size_t>(major ? LineClass::RiverMajor : LineClass::RiverMinor)];
            for (std::uint32_t p = columns.feature_parts[f]; p < columns.feature_parts[f + 1]; ++p) {
                const std::uint32_t first = columns.part_vertices[p];
                const auto line = std::span(plane).subspan(first, columns.part_vertices[p + 1] - first);
                const auto rank = std::span(importance).subspan(first, line.size());
                rank_points(line, kTolerances.front(), rank);
                auto& kept = map_->rivers.emplace_back();
                map_->river_of_part.push_back(static_cast<model::Index>(f));
                for (const glm::dvec2 point : line) {
                    if (std::isfinite(point.x)) {
                        kept.emplace_back(point);
                    }
                }
                for (std::size_t l = 0; l < levels_.size(); ++l) {
                    std::size_t from = 0;
                    for (std::size_t i = 1; i < line.size(); ++i) {
                        if (l == 0 || rank[i] > levels_[l].tolerance) {
                            add_segment(lines[l], line[from], line[i], model::Interval{});
                            from = i;
                        }
                    }
                }
            }
        }
    }

    void points() {
        std::vector<model::LonLat> places;
        places.reserve(data().places.size());
        for (const model::Place& place : data().places) {
            places.push_back(place.at);
        }
        context();
        map_->places.resize(places.size());
        projection().forward(places, map_->places);
        map_->incidents = prepare_incidents(data());
    }

    /// The neighbours are cut off along meridians and parallels: the largest plane rectangle inside that frame.
    void context() {
        const std::vector<model::LonLat>& vertices = data().neighbour_polygons.vertices;
        if (vertices.empty()) {
            return;
        }
        const auto [west, east] = std::minmax_element(vertices.begin(), vertices.end(),
                                                      [](const auto& a, const auto& b) { return a.lon < b.lon; });
        const auto [south, north] = std::minmax_element(vertices.begin(), vertices.end(),
                                                        [](const auto& a, const auto& b) { return a.lat < b.lat; });
        constexpr int kSteps = 32;
        Bounds inside{{-1e300, -1e300}, {1e300, 1e300}};
        for (int i = 0; i <= kSteps; ++i) {
            const double lon = west->lon + (east->lon - west->lon) * i / kSteps;
            const double lat = south->lat + (north->lat - south->lat) * i / kSteps;
            inside.min.x = std::max(inside.min.x, projection().forward({west->lon, lat}).x);
            inside.max.x = std::min(inside.max.x, projection().forward({east->lon, lat}).x);
            inside.min.y = std::max(inside.min.y, projection().forward({lon, south->lat}).y);
            inside.max.y = std::min(inside.max.y, projection().forward({lon, north->lat}).y);
        }
        map_->context = inside;
    }

    const Report& progress_;
    const model::ProblemSink& report_;
    const unsigned threads_ = std::clamp(std::thread::hardware_concurrency(), 1U, kMostThreads);
    std::vector<std::unique_ptr<Triangulator>> triangulators_{threads_};  ///< per worker
    std::shared_ptr<PreparedMap> map_;
    std::vector<FeatureTraits> traits_;  ///< boundaries, then neighbours
    EdgeGraph graph_;
    std::vector<glm::dvec2> plane_;  ///< per vertex of the graph; NaN where not projected
    Topology topology_;
    std::vector<ClassedArc> classed_;
    std::vector<ArcLevel> levels_;              ///< fine to coarse
    std::vector<const ArcLevel*> fill_levels_;  ///< of these the ones that are triangulated
};

}  // namespace

std::shared_ptr<const PreparedMap> prepare(std::shared_ptr<const model::Dataset> dataset,
                                           const std::function<void(double, const char*)>& progress,
                                           const model::ProblemSink& report) {
    return Preparation(std::move(dataset), progress, report).run();
}

}  // namespace bordermap::cartography
