// Whole pictures: tiles, repetition, threads, what is uploaded, errors, and the baseline machinery itself.

#include "render/baseline.hpp"
#include "render/gl/context.hpp"
#include "render/real_world.hpp"
#include "render/synthetic_scene.hpp"

#include <algorithm>
#include <future>
#include <gtest/gtest.h>

namespace bordermap::test {
namespace {

using cartography::Scene;
using render::Image;

class Pictures : public testing::Test {
protected:
    render::OffscreenContext context_;
    render::Renderer renderer_;
    cartography::TextShaper shaper_;
};

TEST_F(Pictures, TilesEqualTheWhole) {
    const Scene scene = rich_scene(shaper_, 777, 543);
    const Image whole = renderer_.draw_image(scene);
    for (const int tile : {512, 256, 100, 61}) {
        const Mismatch found = mismatch(whole, renderer_.draw_image(scene, tile));
        EXPECT_EQ(found.pixels, 0U) << "tiles of " << tile << " px, greatest difference " << found.greatest;
    }
}

TEST_F(Pictures, TilesEqualTheWholeWhenShapesCrossTheEdge) {
    Scene scene = rich_scene(shaper_, 640, 400);
    scene.view.metres_per_px = 0.31;
    scene.view.centre = {13.7, -21.3};
    const Image whole = renderer_.draw_image(scene);
    EXPECT_EQ(mismatch(whole, renderer_.draw_image(scene, 128)).pixels, 0U);
}

TEST_F(Pictures, SameSceneSamePixels) {
    const Scene scene = rich_scene(shaper_, 400, 300);
    const Image first = renderer_.draw_image(scene);
    EXPECT_EQ(mismatch(first, renderer_.draw_image(scene)).pixels, 0U);
    render::Renderer other;
    EXPECT_EQ(mismatch(first, other.draw_image(scene)).pixels, 0U);
}

/// What days_tiled promises, in the drawn picture.
TEST_F(Pictures, ACountryIsDrawnLikeItsProvinces) {
    const RealWorld& world = real_world();
    const std::shared_ptr<const cartography::PreparedMap> apart = map_of_provinces();
    cartography::Composer composer;
    const auto compare = [&](const session::Session& session, const char* what) {
        const auto drawn = [&](const std::shared_ptr<const cartography::PreparedMap>& map) {
            cartography::Page page;
            page.width = 960;
            page.height = 540;
            page.scale = 0.5F;
            page.furniture = false;
            Scene scene =
                composer.compose(map, *world.index, query::select(*world.index, session.filter), session, page);
            scene.marks = {};
            const Image image = renderer_.draw_image(scene);
            return std::pair(image, renderer_.stats().triangles);
        };
        const auto [whole, fewer] = drawn(world.map);
        const auto [parts, more] = drawn(apart);
        EXPECT_LT(fewer, more) << what;
        EXPECT_EQ(mismatch(whole, parts).greatest, 0) << what;
    };
    for (const char* day : {"2026-01-15", "2024-06-01"}) {
        session::Session session = session::make_session(*model::parse_day(day));
        compare(session, day);
        session.filter.places = {"LA-SV"};
        compare(session, "in the filter, as far as it goes");
        session.filter.places.clear();
        session.camera = session::Camera{106.6, 16.6, 400'000};
        compare(session, "near");
        session.filter.places = {"LA-SV"};
        compare(session, "in the filter");
        session.selected_kind = model::RefKind::Boundary;
        session.selected_id = "LA-SL";
        compare(session, "selected");
        session.selected_id = "LA";
        compare(session, "the country selected");
        session.filter.places.clear();
        compare(session, "the country selected, without filter");
    }
}

TEST_F(Pictures, HideAndShowAgain) {
    Scene scene = rich_scene(shaper_, 400, 300);
    const Image first = renderer_.draw_image(scene);
    Scene hidden = scene;
    hidden.show_lines.fill(false);
    hidden.show_glow = false;
    hidden.show_incidents = false;
    hidden.marks = {};
    hidden.furniture = {};
    for (cartography::FeatureState& state : hidden.features) {
        state.visible = 0;
    }
    const Image nothing = renderer_.draw_image(hidden);
    EXPECT_LT(ink(nothing, rgb(plain_theme().sea)), ink(first, rgb(plain_theme().sea)) / 4)
        << "only the neighbours are left";
    EXPECT_EQ(mismatch(first, renderer_.draw_image(scene)).pixels, 0U);
}

TEST_F(Pictures, PanThereAndBack) {
    Scene scene = rich_scene(shaper_, 400, 300);
    const Image first = renderer_.draw_image(scene);
    scene.view.centre.x += 37.25;
    EXPECT_GT(mismatch(first, renderer_.draw_image(scene)).pixels, 1000U);
    scene.view.centre.x -= 37.25;
    EXPECT_EQ(mismatch(first, renderer_.draw_image(scene)).pixels, 0U);
}

TEST_F(Pictures, WholePixelPanMovesThePicture) {
    MapBuilder builder;
    builder.square({-40, -30}, {20, 30});
    builder.line(cartography::LineClass::Border, {{-40, -30}, {5, 7}, {20, 30}});
    Scene scene = scene_of(builder.finish(), 200, 100);
    show(scene, 0, 1);
    scene.show_glow = true;
    const Image first = renderer_.draw_image(scene);
    scene.view.centre.x -= 16;
    const Image second = renderer_.draw_image(scene);
    int greatest = 0;
    for (int y = 0; y < 100; ++y) {
        for (int x = 0; x < 184; ++x) {
            greatest = std::max(greatest, difference(pixel(first, x, y), pixel(second, x + 16, y)));
        }
    }
    EXPECT_LE(greatest, 2);
}

TEST_F(Pictures, ThreadsDrawTheSame) {
    const Scene scene = rich_scene(shaper_, 300, 200);
    const Image here = renderer_.draw_image(scene);
    const auto draw = [&scene] {
        const render::OffscreenContext context;
        render::Renderer renderer;
        return renderer.draw_image(scene);
    };
    auto first = std::async(std::launch::async, draw);
    auto second = std::async(std::launch::async, draw);
    EXPECT_EQ(mismatch(here, first.get()).pixels, 0U);
    EXPECT_EQ(mismatch(here, second.get()).pixels, 0U);
}

TEST_F(Pictures, FilterChangeUploadsNoGeometry) {
    Scene scene = rich_scene(shaper_, 300, 200);
    (void)renderer_.draw_image(scene);
    const render::FrameStats first = renderer_.stats();
    EXPECT_GT(first.geometry_bytes_uploaded, 0U);
    EXPECT_GT(first.draw_calls, 10U);
    EXPECT_GT(first.segments, 400U);
    EXPECT_GE(first.buffer_bytes, first.geometry_bytes_uploaded);

    (void)renderer_.draw_image(scene);
    EXPECT_EQ(renderer_.stats().geometry_bytes_uploaded, 0U);
    EXPECT_LT(renderer_.stats().bytes_uploaded, 256U) << "an unchanged scene uploads nothing but its frame block";

    scene.window = {3, 4};
    scene.categories[2].visible = false;
    scene.incident_pass[5] = 0;
    scene.features[0].veil = 90;
    scene.as_of = 77;
    (void)renderer_.draw_image(scene);
    EXPECT_EQ(renderer_.stats().geometry_bytes_uploaded, 0U);
    EXPECT_GT(renderer_.stats().bytes_uploaded, 0U);
    EXPECT_LT(renderer_.stats().bytes_uploaded, 64U * 1024U);

    const Scene other = rich_scene(shaper_, 300, 200);
    (void)renderer_.draw_image(other);
    EXPECT_GT(renderer_.stats().geometry_bytes_uploaded, 0U) << "a new map is uploaded";
}

TEST_F(Pictures, OutOfViewIsNotDrawn) {
    Scene scene = rich_scene(shaper_, 300, 200);
    (void)renderer_.draw_image(scene);
    const render::FrameStats all = renderer_.stats();
    scene.view.centre = {1e5, 1e5};
    const Image image = renderer_.draw_image(scene);
    EXPECT_LT(renderer_.stats().segments, all.segments / 2);
}

TEST_F(Pictures, VietnameseAndLaoTextIsDrawnInItsBox) {
    for (const char* text : {"Hướng Phùng", "ເຊໂປນ", "ສາລະວັນ"}) {
        Scene scene = scene_of(MapBuilder().finish(), 300, 80);
        add_text(scene.marks, shaper_, text, {40, 50}, 24, {1, 1, 1, 1});
        scene.atlas = shaper_.atlas();
        ASSERT_FALSE(shaper_.shape(text, cartography::FontFace::Regular).missing) << text;
        const Image image = renderer_.draw_image(scene);
        const cartography::TextMark& mark = scene.marks.texts.front();
        std::size_t inside = 0;
        std::size_t outside = 0;
        for (int y = 0; y < 80; ++y) {
            for (int x = 0; x < 300; ++x) {
                if (difference(pixel(image, x, y), rgb(plain_theme().sea)) > 60) {
                    const auto fx = static_cast<float>(x);
                    const auto fy = static_cast<float>(y);
                    const bool in =
                        fx > mark.min.x - 3 && fx < mark.max.x + 3 && fy > mark.min.y - 3 && fy < mark.max.y + 3;
                    ++(in ? inside : outside);
                }
            }
        }
        EXPECT_GT(inside, 250U) << text;
        EXPECT_EQ(outside, 0U) << text;
    }
}

TEST_F(Pictures, TextHaloLiesUnderEveryLetter) {
    Scene scene = scene_of(MapBuilder().finish(), 300, 80);
    add_text(scene.marks, shaper_, "Salavan", {40, 50}, 30, {1, 0, 0, 1});
    scene.atlas = shaper_.atlas();
    const Image bare = renderer_.draw_image(scene);
    scene.marks.texts.front().halo = {1, 1, 1, 1};
    scene.marks.texts.front().halo_width = 3;
    const Image haloed = renderer_.draw_image(scene);
    std::size_t white = 0;
    for (int y = 0; y < 80; ++y) {
        for (int x = 0; x < 300; ++x) {
            if (pixel(bare, x, y) == Rgb{255, 0, 0}) {
                EXPECT_EQ(pixel(haloed, x, y), (Rgb{255, 0, 0}))
                    << "a halo must not cover a letter at " << x << ", " << y;
            }
            white += pixel(haloed, x, y) == Rgb{255, 255, 255} ? 1U : 0U;
        }
    }
    EXPECT_GT(white, 300U);
}

TEST_F(Pictures, RotatedTextRunsDownhill) {
    Scene scene = scene_of(MapBuilder().finish(), 200, 200);
    add_text(scene.marks, shaper_, "HHHHHHH", {60, 20}, 20, {1, 1, 1, 1}, {}, 0, 1.5707963F);
    scene.atlas = shaper_.atlas();
    const Image image = renderer_.draw_image(scene);
    std::size_t below = 0;
    std::size_t right = 0;
    for (int i = 0; i < 200; ++i) {
        for (int j = 0; j < 200; ++j) {
            if (difference(pixel(image, i, j), rgb(plain_theme().sea)) > 60) {
                below += j > 60 ? 1U : 0U;
                right += i > 90 ? 1U : 0U;
            }
        }
    }
    EXPECT_GT(below, 100U);
    EXPECT_EQ(right, 0U);
}

TEST_F(Pictures, ImpossibleSizesAreRefused) {
    Scene scene = rich_scene(shaper_, 300, 200);
    scene.view.size_px = {0, 200};
    EXPECT_THROW((void)renderer_.draw_image(scene), render::GraphicsError);
    scene.view.size_px = {100'000, 200};
    EXPECT_THROW((void)renderer_.draw_image(scene), render::GraphicsError);
    scene.view.size_px = {300, 200};
    scene.view.metres_per_px = 0;
    EXPECT_THROW((void)renderer_.draw_image(scene), render::GraphicsError);
}

TEST_F(Pictures, DriverErrorIsToldNotPrinted) {
    // An off-screen context has no window: framebuffer 0 cannot be drawn into.
    const Scene scene = rich_scene(shaper_, 300, 200);
    testing::internal::CaptureStderr();
    try {
        renderer_.draw_ground(scene, render::Renderer::Redraw::Whole, 0);
        renderer_.draw_story(scene, 0);
        ADD_FAILURE() << "no error for a missing framebuffer";
    } catch (const render::GraphicsError& error) {
        EXPECT_NE(std::string(error.what()).find("framebuffer"), std::string::npos) << error.what();
    }
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
    EXPECT_GT(ink(renderer_.draw_image(scene), rgb(plain_theme().sea)), 1000U) << "and the renderer still works";
}

TEST_F(Pictures, DescriptionNamesTheDriver) {
    EXPECT_NE(render::gl_description().find("OpenGL"), std::string::npos);
}

TEST_F(Pictures, RichSceneMatchesItsBaseline) {
    EXPECT_TRUE(compare(renderer_.draw_image(rich_scene(shaper_, 800, 500)), "synthetic_rich"));
}

TEST_F(Pictures, ThresholdsBite) {
    // The pair that must differ: one label moved by three pixels, one line a little wider.
    Scene scene = rich_scene(shaper_, 800, 500);
    const Image first = renderer_.draw_image(scene);
    for (cartography::PlacedGlyph& glyph : scene.marks.glyphs) {
        glyph.at.x += 3;
    }
    EXPECT_GT(share_of_different_pixels(first, renderer_.draw_image(scene), 0.05), 0.0005);
    scene = rich_scene(shaper_, 800, 500);
    cartography::Theme wider = plain_theme();
    wider.province_width += 1.5F;
    scene.theme = &wider;
    EXPECT_GT(share_of_different_pixels(first, renderer_.draw_image(scene), 0.05), 0.0005);
}

}  // namespace
}  // namespace bordermap::test
