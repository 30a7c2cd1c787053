#pragma once
/// Scale and direction at the middle of the map.

#include "cartography/scene.hpp"
#include "model/language.hpp"

#include <string>

namespace bordermap::cartography {

/// A round length that fits, true at the place asked for.
struct ScaleBar {
    double metres = 0;  ///< 1, 2 or 5 times a power of ten
    float px = 0;       ///< its length in the picture
    std::string label;  ///< "50 km", "500 m", its number in the language asked for
};
/// The longest that is at most `most_px`. Ground distance at the middle of the map: the projection's scale error there is
/// taken out (geodesic on WGS 84; C. F. F. Karney, "Algorithms for geodesics", 2013).
[[nodiscard]] ScaleBar make_scale_bar(const View& view, float most_px, model::Language language);
/// Direction of true north at the middle of the map, radians clockwise from up.
[[nodiscard]] float north_angle(const View& view);

}  // namespace bordermap::cartography
