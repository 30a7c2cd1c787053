#pragma once
/// Generalisation of lines by distance (U. Ramer 1972; D. Douglas, T. Peucker 1973), once for every tolerance.

#include <glm/vec2.hpp>
#include <span>

namespace bordermap::cartography {

/// importance[i]: point i stays in the line as long as the tolerance, in the unit of the points, is below this. Ends have
/// infinity; points that would fall below `least` may be given 0. The line of the points with importance > t is never farther
/// than t from a point left out. A closed line (first point == last) keeps at least three distinct points at every tolerance.
void rank_points(std::span<const glm::dvec2> line, double least, std::span<float> importance);

}  // namespace bordermap::cartography
