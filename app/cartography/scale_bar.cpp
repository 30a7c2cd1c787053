#include "cartography/scale_bar.hpp"

#include "cartography/camera.hpp"
#include "query/describe.hpp"

#include <algorithm>
#include <cmath>
#include <geodesic.h>

namespace bordermap::cartography {

namespace {

using glm::dvec2;

constexpr double kSemiMajor = 6378137.0;
constexpr double kFlattening = 1.0 / 298.257223563;  // WGS 84

/// Ground metres per plane metre along x at the middle of the map.
double ground_scale(const View& view) {
    const double half = std::clamp(view.metres_per_px * 50.0, 10.0, 50'000.0);
    const model::LonLat west = projection().inverse(view.centre - dvec2(half, 0));
    const model::LonLat east = projection().inverse(view.centre + dvec2(half, 0));
    geod_geodesic earth{};
    geod_init(&earth, kSemiMajor, kFlattening);
    double ground = 0;
    geod_inverse(&earth, west.lat, west.lon, east.lat, east.lon, &ground, nullptr, nullptr);
    return std::isfinite(ground) && ground > 0 ? ground / (2.0 * half) : 1.0;
}

std::string length_label(double metres, model::Language language) {
    const bool far = metres >= 1000.0;
    return query::describe_number(far ? metres / 1000.0 : metres, language) + (far ? " km" : " m");
}

}  // namespace

ScaleBar make_scale_bar(const View& view, float most_px, model::Language language) {
    const double ground_per_px = view.metres_per_px * ground_scale(view);
    const double most = std::max(1.0, ground_per_px * static_cast<double>(most_px));
    ScaleBar bar;
    bar.metres = 1.0;
    for (double power = 1.0; power <= most; power *= 10.0) {
        for (const double digit : {1.0, 2.0, 5.0}) {
            if (digit * power <= most) {
                bar.metres = digit * power;
            }
        }
    }
    bar.px = static_cast<float>(bar.metres / ground_per_px);
    bar.label = length_label(bar.metres, language);
    return bar;
}

float north_angle(const View& view) {
    const model::LonLat at = projection().inverse(view.centre);
    const dvec2 north = projection().forward({at.lon, at.lat + 0.01}) - view.centre;
    return std::isfinite(north.x) && std::isfinite(north.y) ? static_cast<float>(std::atan2(north.x, north.y)) : 0.F;
}

}  // namespace bordermap::cartography
