#include "ui/camera_motion.hpp"

#include <gtest/gtest.h>

namespace bordermap::ui {
namespace {

cartography::Page page_with_panels() {
    cartography::Page page;
    page.width = 1600;
    page.height = 900;
    page.inset_left = 348;
    page.inset_top = 56;
    page.inset_bottom = 148;
    return page;
}

glm::dvec2 ground(const session::Camera& camera, const cartography::Page& page, glm::dvec2 px) {
    return cartography::view_of(camera, page).to_metres(px);
}

TEST(CameraMotion, AZoomKeepsTheGroundUnderThePointerInEveryFrame) {
    const cartography::Page page = page_with_panels();
    const session::Camera start{105.5, 17.0, 700'000};
    const glm::dvec2 pointer{1210, 333};
    const glm::dvec2 before = ground(start, page, pointer);
    CameraMotion motion;
    motion.set(start);
    session::Camera target = start;
    double now = 0;
    for (int notch = 0; notch < 5; ++notch) {  // turned faster than the motion ends
        target = cartography::zoomed(target, page, pointer, 1.25);
        motion.ease_to(target, now, 0.15);
        for (int frame = 0; frame < 4; ++frame) {
            now += 0.02;
            const session::Camera shown = motion.at(now);
            const glm::dvec2 after = ground(shown, page, pointer);
            const double px = cartography::view_of(shown, page).metres_per_px;
            EXPECT_NEAR(after.x, before.x, 0.05 * px);
            EXPECT_NEAR(after.y, before.y, 0.05 * px);
        }
    }
    EXPECT_EQ(motion.at(now + 1), target);
    EXPECT_FALSE(motion.moving(now + 1));
}

TEST(CameraMotion, TheFirstCameraIsThereAtOnce) {
    CameraMotion motion;
    EXPECT_FALSE(motion.started());
    motion.ease_to({104, 18, 1000}, 5, 0.3);
    EXPECT_EQ(motion.at(5), (session::Camera{104, 18, 1000}));
}

TEST(CameraMotion, OtherInsetsSameGround) {
    const cartography::Page with = page_with_panels();
    cartography::Page without = with;
    without.inset_left = without.inset_top = without.inset_bottom = 0;
    const cartography::View view = cartography::view_of({106.2, 16.6, 220'000}, with);
    const cartography::View same = cartography::view_of(camera_of_view(view, without), without);
    EXPECT_NEAR(same.metres_per_px, view.metres_per_px, 1e-6 * view.metres_per_px);
    for (const glm::dvec2 px : {glm::dvec2{0, 0}, {1600, 900}, {400, 777}}) {
        const glm::dvec2 a = view.to_metres(px), b = same.to_metres(px);
        EXPECT_NEAR(a.x, b.x, 0.5);
        EXPECT_NEAR(a.y, b.y, 0.5);
    }
}

}  // namespace
}  // namespace bordermap::ui
