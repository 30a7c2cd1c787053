#include "cartography/prepare_lines.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <unordered_map>

namespace bordermap::cartography {

namespace {

using model::Country;
using model::Day;
using model::Interval;

constexpr std::size_t kLevels = 3;
constexpr std::array kSides = {Country::VietNam, Country::Laos};

std::size_t country_slot(Country country) {
    return country == Country::Laos ? 1 : 0;
}
bool is_side(Country country) {
    return country == Country::VietNam || country == Country::Laos;
}

/// The days from the first to the last on which a country has features of a level.
using LevelDays = std::array<std::array<Interval, kLevels>, kSides.size()>;

LevelDays level_days(std::span<const FeatureTraits> features) {
    LevelDays days;
    for (auto& of_country : days) {
        of_country.fill({model::kOpenFuture, model::kOpenPast});
    }
    for (const FeatureTraits& f : features) {
        if (!f.context && is_side(f.country) && !f.valid.empty()) {
            Interval& hull =
                days[country_slot(f.country)][static_cast<std::size_t>(std::clamp(f.level, 0, int{kLevels} - 1))];
            hull = {std::min(hull.from, f.valid.from), std::max(hull.to, f.valid.to)};
        }
    }
    return days;
}

/// What is on the two sides of an arc on one day.
class Sides {
public:
    Sides(std::span<const ArcUse> uses, std::span<const FeatureTraits> features, const LevelDays& levels, Day day) {
        for (const ArcUse& use : uses) {
            const FeatureTraits& f = features[use.feature];
            if (!f.valid.contains(day)) {
                continue;
            }
            if (f.context || !is_side(f.country)) {
                context_ = context_ || f.context || f.level == 0;
                if (f.context || f.level == 0) {
                    continue;
                }
            } else {
                const std::size_t c = country_slot(f.country);
                any_[c][use.left ? 1 : 0] = true;
                const auto general = std::find_if(levels[c].begin(), levels[c].end(),
                                                  [day](const Interval& i) { return i.contains(day); });
                if (f.level == general - levels[c].begin()) {
                    general_[c][use.left ? 1 : 0] = true;
                }
            }
            // Sorted by feature: with the same feature on both sides it is no boundary of that feature.
            const bool both_sides = std::any_of(uses.begin(), uses.end(), [&use](const ArcUse& other) {
                return other.feature == use.feature && other.left != use.left;
            });
            if (!both_sides && f.level >= 1) {
                (f.level == 1 ? province_ : district_) = true;
            }
        }
    }

    /// Nothing of either country lies on the other side of this country's outline.
    [[nodiscard]] bool open_outline(std::size_t c) const {
        return general_[c][0] != general_[c][1] && !any_[c][general_[c][0] ? 1 : 0] &&
               !any_[1 - c][general_[c][0] ? 1 : 0];
    }
    /// As open_outline, by features of any level.
    [[nodiscard]] bool open_edge(std::size_t c) const {
        return any_[c][0] != any_[c][1] && !any_[1 - c][any_[c][0] ? 1 : 0];
    }

    [[nodiscard]] std::optional<LineClass> line(EdgeMark mark) const {
        if (mark == EdgeMark::Twin || mark == EdgeMark::Frame) {
            return std::nullopt;
        }
        if ((any_[0][0] && any_[1][1]) || (any_[0][1] && any_[1][0]) ||
            (mark == EdgeMark::Border && (open_edge(0) || open_edge(1)))) {
            return LineClass::Border;
        }
        if (general_[0][0] != general_[0][1] || general_[1][0] != general_[1][1]) {
            return LineClass::Outline;
        }
        if (province_) {
            return LineClass::Province;
        }
        if (district_) {
            return LineClass::District;
        }
        return context_ ? std::optional(LineClass::Neighbour) : std::nullopt;
    }

private:
    std::array<std::array<bool, 2>, 2> any_{};      ///< [country][left]: a feature of any level
    std::array<std::array<bool, 2>, 2> general_{};  ///< [country][left]: a feature of the country's most general level
    bool province_ = false, district_ = false, context_ = false;
};

/// The days on which something changes on the sides of an arc, in order, from the open past to the open future.
void change_days(std::span<const ArcUse> uses, std::span<const FeatureTraits> features, std::vector<Day>& days) {
    days.assign({model::kOpenPast, model::kOpenFuture});
    for (const ArcUse& use : uses) {
        days.push_back(features[use.feature].valid.from);
        days.push_back(features[use.feature].valid.to);
    }
    for (Day& day : days) {
        day = std::clamp(day, model::kOpenPast, model::kOpenFuture);
    }
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
}

}  // namespace

std::vector<std::uint8_t> mark_frame(const EdgeGraph& graph, std::span<const FeatureTraits> features) {
    std::vector<std::uint8_t> marks(graph.edges.size(), 0);
    constexpr double kFar = 1e9;
    model::LonLat low{kFar, kFar};
    model::LonLat high{-kFar, -kFar};
    const auto each_context_ring = [&](const auto& visit) {
        for (std::size_t r = 0; r < graph.ring_count(); ++r) {
            if (features[graph.ring_feature[r]].context) {
                for (std::uint32_t i = graph.ring_first[r]; i < graph.ring_first[r + 1]; ++i) {
                    visit(i);
                }
            }
        }
    };
    each_context_ring([&](std::uint32_t i) {
        const model::LonLat p = graph.vertices[graph.walk_vertices[i]];
        low = {std::min(low.lon, p.lon), std::min(low.lat, p.lat)};
        high = {std::max(high.lon, p.lon), std::max(high.lat, p.lat)};
    });
    const auto on = [](double x, double y, double line) { return x == line && y == line; };
    each_context_ring([&](std::uint32_t i) {
        const EdgeGraph::Edge edge = graph.edges[graph.walk_edges[i]];
        const model::LonLat a = graph.vertices[edge.a];
        const model::LonLat b = graph.vertices[edge.b];
        if (on(a.lon, b.lon, low.lon) || on(a.lon, b.lon, high.lon) || on(a.lat, b.lat, low.lat) ||
            on(a.lat, b.lat, high.lat)) {
            marks[graph.walk_edges[i]] = static_cast<std::uint8_t>(EdgeMark::Frame);
        }
    });
    return marks;
}

std::vector<ClassedArc> classify_arcs(const Topology& topology, std::span<const FeatureTraits> features) {
    const LevelDays levels = level_days(features);
    std::vector<ClassedArc> classed;
    classed.reserve(topology.arc_count());
    std::vector<Day> days;
    for (std::size_t a = 0; a < topology.arc_count(); ++a) {
        const auto uses = topology.arc_uses(a);
        const auto mark = static_cast<EdgeMark>(topology.arc_mark[a]);
        change_days(uses, features, days);
        for (std::size_t i = 0; i + 1 < days.size(); ++i) {
            const std::optional<LineClass> line = Sides(uses, features, levels, days[i]).line(mark);
            if (!line) {
                continue;
            }
            if (!classed.empty() && classed.back().arc == a && classed.back().line == *line &&
                classed.back().days.to == days[i]) {
                classed.back().days.to = days[i + 1];
            } else {
                classed.push_back({static_cast<std::uint32_t>(a), *line, {days[i], days[i + 1]}});
            }
        }
    }
    return classed;
}

namespace {

/// Straight pieces findable by place.
class NearIndex {
public:
    explicit NearIndex(std::span<const glm::dvec2> plane) : plane_(plane) {}

    void add(EdgeGraph::Edge edge) {
        const auto number = static_cast<std::uint32_t>(edges_.size());
        edges_.push_back(edge);
        std::uint64_t last = ~0ULL;
        each_sample(edge, [&](glm::dvec2 p) {
            if (const std::uint64_t key = cell_key(cell(p.x), cell(p.y)); key != last) {
                cells_[key].push_back(number);
                last = key;
            }
        });
    }

    [[nodiscard]] bool empty() const { return edges_.empty(); }

    [[nodiscard]] bool near(glm::dvec2 p, double distance) const {
        const auto reach = static_cast<std::int32_t>(std::ceil(distance / kCell));
        const std::int32_t x = cell(p.x);
        const std::int32_t y = cell(p.y);
        for (std::int32_t i = x - reach; i <= x + reach; ++i) {
            for (std::int32_t j = y - reach; j <= y + reach; ++j) {
                const auto found = cells_.find(cell_key(i, j));
                if (found != cells_.end() &&
                    std::any_of(found->second.begin(), found->second.end(),
                                [&](std::uint32_t e) { return distance_to(edges_[e], p) <= distance; })) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Calls with points along the edge, its ends included, at most half a cell apart.
    template <typename Visit>
    void each_sample(EdgeGraph::Edge edge, const Visit& visit) const {
        const glm::dvec2 a = plane_[edge.a];
        const glm::dvec2 b = plane_[edge.b];
        const double length = std::hypot(b.x - a.x, b.y - a.y);
        if (!std::isfinite(length)) {
            return;
        }
        const int steps = 1 + static_cast<int>(length / (kCell / 2));
        for (int i = 0; i <= steps; ++i) {
            visit(a + (b - a) * (static_cast<double>(i) / steps));
        }
    }

private:
    static constexpr double kCell = kBorderMatch;
    static std::int32_t cell(double x) { return static_cast<std::int32_t>(std::floor(x / kCell)); }
    static std::uint64_t cell_key(std::int32_t x, std::int32_t y) {
        return (std::uint64_t{static_cast<std::uint32_t>(x)} << 32U) | static_cast<std::uint32_t>(y);
    }
    [[nodiscard]] double distance_to(EdgeGraph::Edge edge, glm::dvec2 p) const {
        const glm::dvec2 a = plane_[edge.a] - p;
        const glm::dvec2 ab = plane_[edge.b] - plane_[edge.a];
        const double length2 = ab.x * ab.x + ab.y * ab.y;
        const double t = length2 > 0 ? std::clamp(-(a.x * ab.x + a.y * ab.y) / length2, 0.0, 1.0) : 0.0;
        return std::hypot(a.x + t * ab.x, a.y + t * ab.y);
    }
    std::span<const glm::dvec2> plane_;
    std::vector<EdgeGraph::Edge> edges_;
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> cells_;
};

struct OpenEdge {
    std::uint32_t edge = 0;
    bool general = false;  ///< of the outline itself, not only of a province or district
};

}  // namespace

bool mark_border(const EdgeGraph& graph, const Topology& topology, std::span<const FeatureTraits> features,
                 std::span<const ClassedArc> classed, std::span<const glm::dvec2> plane,
                 std::span<std::uint8_t> marks) {
    const LevelDays levels = level_days(features);
    std::vector<std::uint8_t> arc_open(topology.arc_count(), 0);  // bits: 1 VN, 2 LA, 4 outline
    for (const ClassedArc& c : classed) {
        const Sides sides(topology.arc_uses(c.arc), features, levels, c.days.from);
        for (std::size_t country = 0; country < kSides.size(); ++country) {
            if (sides.open_edge(country)) {
                arc_open[c.arc] |= static_cast<std::uint8_t>((1U << country) | (sides.open_outline(country) ? 4U : 0U));
            }
        }
    }
    if (std::none_of(arc_open.begin(), arc_open.end(), [](std::uint8_t o) { return (o & 1U) != 0; }) ||
        std::none_of(arc_open.begin(), arc_open.end(), [](std::uint8_t o) { return (o & 2U) != 0; })) {
        return false;
    }

    // From here on by edges: only a part of an arc may run beside the other country.
    NearIndex shared(plane);  // border already found
    std::array<NearIndex, 2> open{NearIndex(plane), NearIndex(plane)};
    std::array<std::vector<OpenEdge>, 2> candidates;
    std::vector<std::uint8_t> arc_border(topology.arc_count(), 0);
    for (const ClassedArc& c : classed) {
        arc_border[c.arc] |= static_cast<std::uint8_t>(c.line == LineClass::Border ? 1U : 0U);
    }
    for (std::size_t e = 0; e < graph.edges.size(); ++e) {
        const std::uint32_t arc = topology.edge_arc[e];
        if (arc_border[arc] != 0) {
            shared.add(graph.edges[e]);
        }
        for (std::size_t country = 0; country < kSides.size(); ++country) {
            if ((arc_open[arc] & (1U << country)) != 0) {
                candidates[country].push_back({static_cast<std::uint32_t>(e), (arc_open[arc] & 4U) != 0});
                if ((arc_open[arc] & 4U) != 0) {
                    open[country].add(graph.edges[e]);
                }
            }
        }
    }

    std::array<std::vector<OpenEdge>, 2> beside;
    for (std::size_t country = 0; country < kSides.size(); ++country) {
        for (const OpenEdge candidate : candidates[country]) {
            int samples = 0;
            int near = 0;
            open[country].each_sample(graph.edges[candidate.edge], [&](glm::dvec2 p) {
                ++samples;
                // Outlines draw near where three countries meet, which is no second border.
                if (open[1 - country].near(p, kBorderMatch) && (shared.empty() || !shared.near(p, 2 * kBorderMatch))) {
                    ++near;
                }
            });
            if (near * 2 > samples) {
                beside[country].push_back(candidate);
            }
        }
    }
    if (beside[0].empty() || beside[1].empty()) {
        return false;
    }
    const std::size_t finer = beside[0].size() >= beside[1].size() ? 0 : 1;
    for (const OpenEdge e : beside[finer]) {
        marks[e.edge] = static_cast<std::uint8_t>(e.general ? EdgeMark::Border : EdgeMark::Twin);
    }
    for (const OpenEdge e : beside[1 - finer]) {
        marks[e.edge] = static_cast<std::uint8_t>(EdgeMark::Twin);
    }
    return true;
}

std::vector<std::vector<std::uint32_t>> join_arcs(const Topology& topology, std::span<const std::uint32_t> arcs,
                                                  std::span<const glm::dvec2> plane) {
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> at_vertex;  // numbers into `arcs`
    for (std::uint32_t i = 0; i < arcs.size(); ++i) {
        const auto line = topology.arc(arcs[i]);
        at_vertex[line.front()].push_back(i);
        at_vertex[line.back()].push_back(i);
    }
    std::vector<std::uint8_t> taken(arcs.size(), 0);
    const auto extend = [&](std::vector<std::uint32_t>& line) {
        for (;;) {
            const auto& here = at_vertex.at(line.back());
            const auto next = std::find_if(here.begin(), here.end(), [&](std::uint32_t i) { return taken[i] == 0; });
            if (here.size() != 2 || next == here.end()) {
                return;
            }
            taken[*next] = 1;
            const auto piece = topology.arc(arcs[*next]);
            if (piece.front() == line.back()) {
                line.insert(line.end(), piece.begin() + 1, piece.end());
            } else {
                line.insert(line.end(), piece.rbegin() + 1, piece.rend());
            }
        }
    };
    std::vector<std::vector<std::uint32_t>> lines;
    for (std::uint32_t i = 0; i < arcs.size(); ++i) {
        if (taken[i] != 0) {
            continue;
        }
        taken[i] = 1;
        const auto piece = topology.arc(arcs[i]);
        std::vector<std::uint32_t> line(piece.begin(), piece.end());
        extend(line);
        std::reverse(line.begin(), line.end());
        extend(line);
        if (plane[line.front()].y < plane[line.back()].y) {
            std::reverse(line.begin(), line.end());
        }
        lines.push_back(std::move(line));
    }
    std::stable_sort(lines.begin(), lines.end(),
                     [&](const auto& a, const auto& b) { return plane[a.front()].y > plane[b.front()].y; });
    return lines;
}

}  // namespace bordermap::cartography
