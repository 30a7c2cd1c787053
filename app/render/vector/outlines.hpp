#pragma once
/// From the triangles and pieces of a PreparedMap back to outlines and polylines, in picture pixels.

#include "cartography/prepared_map.hpp"
#include "cartography/projection.hpp"
#include "model/date.hpp"

#include <functional>
#include <glm/vec2.hpp>
#include <span>
#include <vector>

namespace bordermap::render {

/// Rectangle in px.
struct PxBox {
    glm::dvec2 min, max;
};

using Ring = std::vector<glm::dvec2>;

/// Rings around the union of triangles (nonzero winding; holes run the other way): what two triangles share cancels out, so
/// that neither triangles nor neighbours of one colour leave a seam between them. Triangles are counterclockwise in the
/// plane, three positions each.
[[nodiscard]] std::vector<Ring> union_outline(std::span<const glm::vec2> triangles);

/// To px, cut off at the box: what lies far outside costs nothing and stays within the numbers of the file.
[[nodiscard]] std::vector<Ring> seen_rings(const std::vector<Ring>& rings, const cartography::View& view,
                                           const PxBox& box);

struct Chain {
    std::vector<glm::dvec2> points;  ///< px
    bool closed = false;             ///< the last point runs on to the first, which is not repeated
};
/// The pieces that are alive on the day and meet the box, joined where one goes on from the other.
[[nodiscard]] std::vector<Chain> chains_of(const cartography::LineLevel& level, model::Day as_of,
                                           const cartography::View& view, const PxBox& box);

}  // namespace bordermap::render
