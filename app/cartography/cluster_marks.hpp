#pragma once
/// Clusters of incidents in the picture: rings whose arcs are shares by category, and the symbols of one that stands open.

#include "cartography/compose_marks.hpp"
#include "cartography/incident_clusters.hpp"

#include <span>
#include <vector>

namespace bordermap::cartography {

/// A cluster of at most so many stands open as a fan: each incident's symbol beside the ring, at its own piece of the arc. Of a
/// larger one the selected incident alone comes forward.
inline constexpr std::size_t kMostFanned = 16;

/// One piece of the mix of a cluster, in the order of the legend, those at a known place before the hollow ones of a category.
struct MixPiece {
    model::Index category = model::kNone;  ///< that the legend lists
    bool hollow = false;
    std::uint32_t count = 0;
};
/// Appends the arcs of a ring, from the top clockwise, in proportion to the counts; no arc is shorter than kLeastArc px at 96 dpi.
inline constexpr float kLeastArc = 2.4F;
void append_shares(std::span<const MixPiece> mix, const std::vector<CategoryStyle>& styles, float radius_px,
                   float scale, DonutMark& mark, std::vector<DonutShare>& shares);
/// The unit vector from the middle of a ring to a place of it, turns clockwise from the top.
[[nodiscard]] glm::vec2 towards(float turns);
/// The measures of a ring of `radius` px; its first and count are not set.
[[nodiscard]] DonutMark donut(const Theme& theme, float radius, float scale);

/// Rings, fans, their numbers and obstacles. `colour_group` maps a category to the one that the legend lists.
void add_clusters(const Frame& frame, const IncidentRings& rings, const std::vector<std::uint32_t>& colour_group,
                  Scene& scene, TextShaper& text, Visible& visible, CollisionGrid& obstacles);

/// The selected incident where incidents are not drawn each at its place (circles, choropleth): its symbol.
void add_selected_incident(const Frame& frame, Scene& scene, Visible& visible, CollisionGrid& obstacles);

}  // namespace bordermap::cartography
