#pragma once
/// Eases the camera that is drawn towards the camera of the Session. Pure but for the clock that is handed in.

#include "cartography/compose.hpp"
#include "session/session.hpp"

namespace bordermap::ui {

/// The camera on `page` that shows the same view: for a page with other insets. `view` is of the same picture size.
[[nodiscard]] session::Camera camera_of_view(const cartography::View& view, const cartography::Page& page);

class CameraMotion {
public:
    /// Jumps.
    void set(const session::Camera& camera) {
        from_ = to_ = camera;
        duration_ = 0;
        started_ = true;
    }
    /// Begins to ease from what is shown now. A target equal to the present one changes nothing.
    void ease_to(const session::Camera& camera, double now, double duration);
    /// The scale changes geometrically and the centre linearly in scale, so that a zoom about a point keeps that point
    /// exactly in place in every frame.
    [[nodiscard]] session::Camera at(double now) const;
    [[nodiscard]] bool moving(double now) const { return duration_ > 0 && now < start_ + duration_; }
    [[nodiscard]] double end() const { return start_ + duration_; }
    [[nodiscard]] bool started() const { return started_; }
    [[nodiscard]] const session::Camera& target() const { return to_; }

private:
    session::Camera from_, to_;
    double start_ = 0, duration_ = 0;
    bool started_ = false;
};

}  // namespace bordermap::ui
