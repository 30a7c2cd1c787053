#pragma once
/// Which arcs are which lines, and on which days.

#include "cartography/prepared_map.hpp"
#include "cartography/topology.hpp"
#include "model/dataset.hpp"

#include <glm/vec2.hpp>
#include <span>
#include <vector>

namespace bordermap::cartography {

/// What a polygon is, as far as lines are concerned.
struct FeatureTraits {
    int level = 0;  ///< 0 country, 1 province, 2 district
    model::Country country = model::Country::None;
    model::Interval valid;
    bool context = false;  ///< a neighbour
};

/// Marks of edges (Topology::arc_mark).
enum class EdgeMark : std::uint8_t {
    None,
    Frame,   ///< where the context was cut off: no line
    Border,  ///< the border by one country's outline, where the two countries share no vertices
    Twin     ///< the same stretch of border by another outline: not drawn again
};

struct ClassedArc {
    std::uint32_t arc = 0;
    LineClass line = LineClass::Border;
    model::Interval days;
};

/// Edges that run along the extent of the context polygons.
[[nodiscard]] std::vector<std::uint8_t> mark_frame(const EdgeGraph& graph, std::span<const FeatureTraits> features);

/// Every arc with the days on which it is a line of each class. Border: Viet Nam on one side, Laos on the other, by features
/// of any level alive on the day. Outline: the most general level that the country has on that day, on one side only.
/// Province, district: on the two sides there are different features of the level alive, or only one.
[[nodiscard]] std::vector<ClassedArc> classify_arcs(const Topology& topology, std::span<const FeatureTraits> features);

/// Data of different origin: outlines of Viet Nam and Laos that run side by side within kBorderMatch without sharing
/// vertices. Marks the finer of the two as Border, the other as Twin; false when there is none.
inline constexpr double kBorderMatch = 2000;  ///< m; sources disagree by 0.07 to 2 km
[[nodiscard]] bool mark_border(const EdgeGraph& graph, const Topology& topology,
                               std::span<const FeatureTraits> features, std::span<const ClassedArc> classed,
                               std::span<const glm::dvec2> plane, std::span<std::uint8_t> marks);

/// Arcs (vertex lists) joined end to end where exactly two meet; north to south.
[[nodiscard]] std::vector<std::vector<std::uint32_t>> join_arcs(const Topology& topology,
                                                                std::span<const std::uint32_t> arcs,
                                                                std::span<const glm::dvec2> plane);

}  // namespace bordermap::cartography
