#pragma once
/// Meridians and parallels.

#include "cartography/compose_marks.hpp"

namespace bordermap::cartography {

/// Degrees between two lines so that they stand 160 to 480 px apart at 96 dpi: 5, 2, 1, 0.5, 0.25 or fewer.
[[nodiscard]] double graticule_step(double metres_per_px_96dpi);

/// "106° E", "16° 30′ N", "16° 15′ 00″ N": as fine as the step asks for.
[[nodiscard]] std::string degree_label(double degrees, double step, bool longitude);

/// Adds the lines; says where their degrees stand along the left and upper edge of the map area.
struct DegreeMark {
    TextBlock block;
    Box box;
};
[[nodiscard]] std::vector<DegreeMark> compose_graticule(const Frame& frame, Scene& scene, TextShaper& text);
/// Adds the degrees that nothing covers.
void compose_degrees(const std::vector<DegreeMark>& marks, Scene& scene, CollisionGrid& obstacles);

}  // namespace bordermap::cartography
