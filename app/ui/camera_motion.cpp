#include "ui/camera_motion.hpp"

#include "cartography/projection.hpp"

#include <algorithm>
#include <cmath>

namespace bordermap::ui {
namespace {

glm::dvec2 plane(const session::Camera& camera) {
    return cartography::projection().forward({camera.lon, camera.lat});
}

}  // namespace

session::Camera camera_of_view(const cartography::View& view, const cartography::Page& page) {
    session::Camera camera;
    camera.metres_across = 100'000.0;  // within the range that a camera may have
    const cartography::View unit = cartography::view_of(camera, page);
    const auto centre = cartography::projection().inverse(view.to_metres(unit.middle_px));
    camera.lon = centre.lon;
    camera.lat = centre.lat;
    camera.metres_across *= view.metres_per_px / unit.metres_per_px;
    return camera;
}

void CameraMotion::ease_to(const session::Camera& camera, double now, double duration) {
    if (!started_ || duration <= 0) {
        set(camera);
        return;
    }
    if (camera == to_) {
        return;
    }
    from_ = at(now);
    to_ = camera;
    start_ = now;
    duration_ = duration;
}

session::Camera CameraMotion::at(double now) const {
    if (!moving(now)) {
        return to_;
    }
    const double t = std::clamp((now - start_) / duration_, 0.0, 1.0);
    const double eased = 1.0 - std::pow(1.0 - t, 3.0);
    const double s0 = from_.metres_across, s1 = to_.metres_across;
    session::Camera camera;
    camera.metres_across = s0 * std::pow(s1 / s0, eased);
    const double along = std::abs(s1 - s0) > 1e-6 * s0 ? (camera.metres_across - s0) / (s1 - s0) : eased;
    const glm::dvec2 a = plane(from_), b = plane(to_);
    const auto centre = cartography::projection().inverse(a + (b - a) * along);
    camera.lon = centre.lon;
    camera.lat = centre.lat;
    return camera;
}

}  // namespace bordermap::ui
