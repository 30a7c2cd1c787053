// What holds of any picture of the real data; gallery_test.cpp has the kept ones.

#include "render/baseline.hpp"
#include "render/gallery.hpp"
#include "render/gl/context.hpp"
#include "render/real_world.hpp"
#include "render/synthetic_scene.hpp"

#include <gtest/gtest.h>

namespace bordermap::test {
namespace {

using cartography::Scene;
using render::Image;

class RealScenes : public testing::Test {
protected:
    [[nodiscard]] static session::Session session_on(const char* day) {
        return session::make_session(*model::parse_day(day));
    }
    [[nodiscard]] Scene scene(const session::Session& session, int width = 1920, int height = 1080,
                              bool furniture = true) {
        return real_scene(composer_, session, width, height, furniture);
    }
    [[nodiscard]] Image draw(const session::Session& session, int width = 1920, int height = 1080) {
        return renderer_.draw_image(scene(session, width, height));
    }

    render::OffscreenContext context_;
    render::Renderer renderer_;
    cartography::Composer composer_;
};

TEST_F(RealScenes, TheDayDecidesTheBoundaries) {
    // 63 provinces and districts against 34 and communes.
    const auto middle = [&](const char* day) {
        session::Session session = session_on(day);
        session.camera = session::Camera{106.9, 16.6, 330'000};
        return draw(session, 1280, 720);
    };
    EXPECT_GT(share_of_different_pixels(middle("2024-06-01"), middle("2026-01-15"), 0.05), 0.01);
}

TEST_F(RealScenes, TilesEqualTheWhole) {
    const Scene whole = scene(gallery_scene("khe_sanh_light").session, 1500, 900);
    EXPECT_EQ(mismatch(renderer_.draw_image(whole), renderer_.draw_image(whole, 400)).pixels, 0U);
}

TEST_F(RealScenes, IncidentsFilteredToNothingEqualNoIncidents) {
    Scene nothing = scene(session_on("2026-01-15"), 960, 540);
    Scene without = nothing;
    without.show_incidents = false;
    const Image all = renderer_.draw_image(nothing);
    const Image bare = renderer_.draw_image(without);
    EXPECT_GT(mismatch(all, bare).pixels, 300U);
    nothing.incident_pass.assign(nothing.incident_pass.size(), 0);
    EXPECT_EQ(mismatch(renderer_.draw_image(nothing), bare).pixels, 0U);
}

TEST_F(RealScenes, SteppingTheFilterUploadsNoGeometry) {
    (void)draw(session_on("2026-01-15"), 960, 540);
    EXPECT_GT(renderer_.stats().geometry_bytes_uploaded, 100'000U);
    session::Session session = session_on("2024-06-01");
    session.filter.from = model::parse_day("2023-01-01");
    session.filter.to = model::parse_day("2024-06-01");
    (void)draw(session, 960, 540);
    EXPECT_EQ(renderer_.stats().geometry_bytes_uploaded, 0U);
    EXPECT_GT(renderer_.stats().bytes_uploaded, 0U);
}

}  // namespace
}  // namespace bordermap::test
