// Frames of a movement, in which the ground is copied from the frame before: the same picture as one drawn whole.

#include "render/baseline.hpp"
#include "render/gl/context.hpp"
#include "render/gl/gl_objects.hpp"
#include "render/real_world.hpp"
#include "render/synthetic_scene.hpp"

#include <functional>
#include <glm/geometric.hpp>
#include <gtest/gtest.h>

namespace bordermap::test {
namespace {

using cartography::Scene;
using render::Image;
using Redraw = render::Renderer::Redraw;

class Moving : public testing::Test {
protected:
    /// As the window shows it.
    Image frame(const Scene& scene, Redraw how = Redraw::Moving) {
        const auto width = static_cast<int>(scene.view.size_px.x);
        const auto height = static_cast<int>(scene.view.size_px.y);
        window_.resize(width, height);
        exact_ = renderer_.draw_ground(scene, how, window_.framebuffer());
        renderer_.draw_story(scene, window_.framebuffer());
        Image image{width, height, {}};
        image.pixels.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
        const std::size_t row = static_cast<std::size_t>(width) * 4;
        for (int y = 0; y < height; ++y) {
            glReadPixels(0, height - 1 - y, width, 1, GL_RGBA, GL_UNSIGNED_BYTE,
                         image.pixels.data() + static_cast<std::size_t>(y) * row);
        }
        return image;
    }
    /// A frame after `change`, against the same scene drawn whole. Returns how many pieces of line the frame drew.
    std::uint64_t step(Scene& scene, const std::function<void(Scene&)>& change, const char* what) {
        change(scene);
        const Image moving = frame(scene);
        const std::uint64_t drawn = renderer_.stats().segments;
        const Image whole = renderer_.draw_image(scene);
        const Mismatch found = mismatch(moving, whole);
        EXPECT_LE(found.greatest, exact_ ? 0 : 6) << what;  // the grid of the glow moves with the copy
        return drawn;
    }
    /// The real map without its story.
    [[nodiscard]] static Scene real_ground(double metres_across) {
        cartography::Composer composer;
        session::Session session = session::make_session(*model::parse_day("2026-01-15"));
        session.camera = session::Camera{106.6, 16.6, metres_across};
        Scene scene = real_scene(composer, session, 960, 540);
        scene.marks = {};
        scene.furniture = {};
        return scene;
    }
    static void pan(Scene& scene, double x, double y) {
        scene.view.centre += glm::dvec2(-x, y) * scene.view.metres_per_px;
    }

    render::OffscreenContext context_;
    render::Renderer renderer_;
    render::DrawTexture window_{GL_RGBA8};
    cartography::TextShaper shaper_;
    bool exact_ = false;  ///< the last frame
};

TEST_F(Moving, PansOfWholePixelsEqualWholeDrawings) {
    Scene scene = rich_scene(shaper_, 640, 400);
    static_cast<void>(frame(scene));
    for (const glm::ivec2 by : {glm::ivec2{13, 0},
                                {0, 9},
                                {-7, 5},
                                {31, -22},
                                {-64, -64},
                                {1, 1},
                                {0, 0},
                                {-300, 180},
                                {639, 0},
                                {0, -399},
                                {-700, 0}}) {
        step(
            scene, [&](Scene& moved) { pan(moved, by.x, by.y); },
            (std::to_string(by.x) + ", " + std::to_string(by.y)).c_str());
    }
}

TEST_F(Moving, APanOfTheRealMapEqualsWholeDrawings) {
    Scene scene = real_ground(400'000);
    static_cast<void>(frame(scene));
    for (int i = 0; i < 30; ++i) {
        step(
            scene, [](Scene& moved) { pan(moved, 5, -3); }, "pan");
    }
}

TEST_F(Moving, WhatTheGroundDependsOnIsDrawnAnew) {
    Scene scene = rich_scene(shaper_, 320, 200);
    const std::uint64_t whole = step(
        scene, [](Scene&) {}, "first");
    EXPECT_LT(step(
                  scene, [](Scene&) {}, "the same"),
              whole);
    EXPECT_EQ(step(
                  scene, [](Scene& s) { s.view.metres_per_px *= 1.01; }, "a zoom"),
              whole);
    EXPECT_EQ(step(
                  scene, [](Scene& s) { s.view.centre.x += 0.4 * s.view.metres_per_px; }, "part of a pixel"),
              whole);
    EXPECT_EQ(step(
                  scene, [](Scene& s) { s.view.middle_px.x += 20; }, "a panel opens"),
              whole);
    step(
        scene, [](Scene& s) { s.show_glow = false; }, "no glow");
    step(
        scene, [](Scene& s) { s.show_lines.fill(false); }, "no lines");
    step(
        scene,
        [](Scene& s) {
            s.window = {0, 1};
        },
        "another window of days");
    step(
        scene, [](Scene& s) { s.theme = &cartography::theme("dark"); }, "another theme");
    step(
        scene, [](Scene& s) { s.map = nullptr; }, "no map");
}

TEST_F(Moving, ChangedStatesAreDrawnToTheByteWhereTheyShow) {
    cartography::Composer composer;
    session::Session session = session::make_session(*model::parse_day("2026-01-15"));
    session.camera = session::Camera{106.6, 16.6, 700'000};
    Scene scene = real_scene(composer, session, 960, 540);
    scene.marks = {};
    scene.furniture = {};
    // Provinces each by itself, as where they do not fill their country.
    std::vector<std::size_t> shown;
    for (std::size_t i = 0; i < scene.features.size(); ++i) {
        const model::AdminUnit& unit = scene.map->dataset->boundaries[i];
        scene.features[i].visible = unit.level == 1 && unit.valid.contains(scene.as_of) ? 1 : 0;
        if (scene.features[i].visible != 0) {
            shown.push_back(i);
        }
    }
    ASSERT_GT(shown.size(), 20U);
    const std::uint64_t whole = step(
        scene, [](Scene&) {}, "first");
    std::uint64_t drawn = 0;
    for (std::size_t at = 0; at < shown.size(); ++at) {
        drawn += step(
            scene,
            [&](Scene& hovered) {
                hovered.features[shown[at == 0 ? 0 : at - 1]].highlight = 0;
                hovered.features[shown[at]].highlight = 2;
            },
            "hover");
        EXPECT_TRUE(exact_);
    }
    EXPECT_LT(drawn, shown.size() * whole / 3);
    step(
        scene, [](Scene& dimmed) { dimmed.features[3].veil = dimmed.features[40].veil = 200; }, "two veils");
    EXPECT_TRUE(exact_);
    step(
        scene,
        [&](Scene& all) {
            for (const std::size_t i : shown) {
                all.features[i].veil = 90;
            }
        },
        "all");
    EXPECT_TRUE(exact_);
    step(
        scene, [&](Scene& hidden) { hidden.features[shown[2]].visible = 0; }, "one goes");
    EXPECT_TRUE(exact_);
    step(
        scene,
        [&](Scene& moved) {
            pan(moved, 9, -4);
            moved.features[shown[5]].highlight = 3;
        },
        "a pan and a selection at once");
    step(
        scene, [&](Scene& moved) { moved.features[shown[5]].highlight = 0; }, "after a pan");
}

TEST_F(Moving, AZoomEndsInTheWholePicture) {
    Scene scene = real_ground(900'000);
    static_cast<void>(frame(scene));
    EXPECT_TRUE(exact_);
    for (int i = 0; i < 12; ++i) {
        scene.view.metres_per_px *= i < 6 ? 1.06 : 1 / 1.1;
        const Image zooming = frame(scene);
        EXPECT_FALSE(exact_);
        // The same map but for lines a fraction of a px beside.
        EXPECT_LT(share_of_different_pixels(zooming, renderer_.draw_image(scene), 0.1), 0.03) << i;
    }
    step(
        scene,
        [&](Scene& hovered) {
            hovered.features.front().highlight = 2;
            frame(hovered, Redraw::Whole);
        },
        "at rest");
    EXPECT_TRUE(exact_) << "the lines have been drawn as they are, and they are kept";
}

TEST_F(Moving, AWholeDrawingIsKept) {
    Scene scene = rich_scene(shaper_, 320, 200);
    window_.resize(320, 200);
    static_cast<void>(frame(scene));
    pan(scene, 7, 3);
    static_cast<void>(frame(scene));
    EXPECT_FALSE(exact_);
    frame(scene, Redraw::Whole);
    const std::uint64_t whole = renderer_.stats().segments;
    EXPECT_LT(step(
                  scene, [](Scene&) {}, "at rest"),
              whole);
    EXPECT_TRUE(exact_);
}

TEST_F(Moving, PanelsAreDrawnAnewOnlyWhereTheyChange) {
    cartography::Composer composer;
    Scene scene = real_scene(composer, session::make_session(*model::parse_day("2026-01-15")), 1280, 720);
    scene.marks = {};
    ASSERT_GE(scene.furniture.size(), 3U);
    std::uint64_t triangles = 0;
    const auto expect_drawn = [&](const char* what) {
        const Image window = frame(scene);
        triangles = renderer_.stats().triangles;
        EXPECT_EQ(window.pixels, renderer_.draw_image(scene).pixels) << what;
    };
    expect_drawn("the first time");
    const std::uint64_t all = triangles;
    expect_drawn("the same");
    const std::uint64_t none = triangles;
    const auto of_words = [&](const cartography::Overlay& panel) { return 2 * panel.glyphs.size(); };
    EXPECT_LT(none + of_words(scene.furniture[0]) + of_words(scene.furniture[1]), all);
    scene.furniture[1].texts.front().colour = {0.9F, 0.1F, 0.1F, 1};
    expect_drawn("other words");
    EXPECT_GE(triangles, none + scene.furniture[1].texts.front().count);
    EXPECT_LE(triangles, none + of_words(scene.furniture[1]) + 200);
    std::swap(scene.furniture[1], scene.furniture[2]);
    expect_drawn("another order");
    EXPECT_EQ(triangles, none);
    scene.furniture[0].rects.front().fill.a = 0.5F;
    expect_drawn("a ground that lets the map through: not as it should be, and not kept");
    scene.furniture.erase(scene.furniture.begin());
    expect_drawn("one less");
    scene.furniture.clear();
    expect_drawn("none");
}

TEST_F(Moving, AContextWithinAContextGivesItBack) {
    const Scene scene = rich_scene(shaper_, 320, 200);
    const Image before = renderer_.draw_image(scene);
    {
        const render::OffscreenContext inner;
        EXPECT_FALSE(render::gl_description().empty());
    }
    EXPECT_EQ(renderer_.draw_image(scene).pixels, before.pixels);
}

TEST_F(Moving, CopiesOfCopiesDoNotDrift) {
    Scene scene = rich_scene(shaper_, 400, 300);
    static_cast<void>(frame(scene));
    const glm::dvec2 start = scene.view.centre;
    for (int i = 0; i < 200; ++i) {
        pan(scene, i % 2 == 0 ? 11.004 : -11.0, 0);  // each by a little more than whole px
        static_cast<void>(frame(scene));
    }
    EXPECT_GT(glm::distance(scene.view.centre, start), 0.3 * scene.view.metres_per_px);
    step(
        scene, [](Scene&) {}, "after 200 steps");
}

}  // namespace
}  // namespace bordermap::test
