// Incidents are filtered in the shader: each test of the filter against pixels of a synthetic map.

#include "render/gl/context.hpp"
#include "render/synthetic_scene.hpp"

#include <gtest/gtest.h>

namespace bordermap::test {
namespace {

using cartography::Scene;
using cartography::SymbolShape;
using render::Image;

constexpr int kRow = 25;

class Incidents : public testing::Test {
protected:
    [[nodiscard]] Image draw(const Scene& scene) { return renderer_.draw_image(scene); }
    /// Two categories; records in a row, 30 px apart, the first 30 px from the left edge.
    [[nodiscard]] static Scene row(MapBuilder& builder, int width) {
        Scene scene = scene_of(builder.finish(), width, 2 * kRow);
        scene.view.middle_px = {0, kRow};
        scene.categories = {{{1, 0, 0, 1}, SymbolShape::Square, true}, {{0, 1, 0, 1}, SymbolShape::Square, true}};
        return scene;
    }
    [[nodiscard]] bool drawn(const Image& image, int number) const { return pixel(image, 30 * number, kRow) != sea_; }

    render::OffscreenContext context_;
    render::Renderer renderer_;
    Rgb sea_ = rgb(plain_theme().sea);
};

TEST_F(Incidents, WindowOverlapsHalfOpenIntervals) {
    MapBuilder builder;
    builder.incident({30, 0}, 0, 5, 10);                                  // ends where the window begins
    builder.incident({60, 0}, 0, 9, 11);                                  // one day inside
    builder.incident({90, 0}, 0, 19, 30);                                 // last day of the window
    builder.incident({120, 0}, 0, 20, 30);                                // begins where the window ends
    builder.incident({150, 0}, 0, 0, 0);                                  // undated
    builder.incident({180, 0}, 0, model::kOpenPast, model::kOpenFuture);  // any day
    Scene scene = row(builder, 220);
    scene.window = {10, 20};
    const Image image = draw(scene);
    EXPECT_FALSE(drawn(image, 1));
    EXPECT_TRUE(drawn(image, 2));
    EXPECT_TRUE(drawn(image, 3));
    EXPECT_FALSE(drawn(image, 4));
    EXPECT_TRUE(drawn(image, 5));
    EXPECT_TRUE(drawn(image, 6));
    EXPECT_EQ(pixel(image, 60, kRow), (Rgb{255, 0, 0}));
}

TEST_F(Incidents, CategoryAndPassBitsHide) {
    MapBuilder builder;
    builder.incident({30, 0}, 0, 0, 10);
    builder.incident({60, 0}, 1, 0, 10);
    builder.incident({90, 0}, 1, 0, 10);
    builder.incident({120, 0}, 7, 0, 10);  // a category that the table does not hold
    builder.incident({std::numeric_limits<float>::quiet_NaN(), 0}, 1, 0, 10);
    Scene scene = row(builder, 160);
    Image image = draw(scene);
    EXPECT_TRUE(drawn(image, 1));
    EXPECT_EQ(pixel(image, 60, kRow), (Rgb{0, 255, 0}));
    EXPECT_TRUE(drawn(image, 3));
    EXPECT_FALSE(drawn(image, 4));
    scene.categories[0].visible = false;
    scene.incident_pass = {1, 0, 1, 1, 1};
    image = draw(scene);
    EXPECT_FALSE(drawn(image, 1));
    EXPECT_FALSE(drawn(image, 2));
    EXPECT_TRUE(drawn(image, 3));
}

TEST_F(Incidents, FilteredToNothingEqualsTheMapWithout) {
    cartography::TextShaper shaper;
    Scene scene = rich_scene(shaper, 320, 200);
    const Image all = draw(scene);
    Scene without = scene;
    without.show_incidents = false;
    const Image bare = draw(without);
    EXPECT_GT(mismatch(all, bare).pixels, 500U);
    Scene window = scene;
    window.window = {500, 501};
    EXPECT_EQ(mismatch(draw(window), bare).pixels, 0U);
    Scene passes = scene;
    passes.incident_pass.assign(passes.incident_pass.size(), 0);
    EXPECT_EQ(mismatch(draw(passes), bare).pixels, 0U);
    Scene categories = scene;
    for (cartography::CategoryStyle& style : categories.categories) {
        style.visible = false;
    }
    EXPECT_EQ(mismatch(draw(categories), bare).pixels, 0U);
}

TEST_F(Incidents, SpreadSetsThemSideBySide) {
    MapBuilder builder;
    builder.incident({60, 0}, 0, 0, 10, 0, {-1, 0});
    builder.incident({60, 0}, 1, 0, 10, 0, {1, 0});
    Scene scene = row(builder, 120);
    scene.incident_size = 20;
    const Image image = draw(scene);
    EXPECT_EQ(pixel(image, 40, kRow), (Rgb{255, 0, 0}));
    EXPECT_EQ(pixel(image, 80, kRow), (Rgb{0, 255, 0}));
    EXPECT_EQ(pixel(image, 60, kRow), sea_);
}

TEST_F(Incidents, LoosePlaceIsNoPin) {
    MapBuilder builder;
    builder.incident({30'000, 0}, 0, 0, 10, 1'000);
    builder.incident({60'000, 0}, 0, 0, 10, 27'000);
    Scene scene = row(builder, 100);
    scene.view.metres_per_px = 1000;
    scene.incident_size = 20;
    const Image image = draw(scene);
    EXPECT_EQ(pixel(image, 30, kRow), (Rgb{255, 0, 0}));
    EXPECT_EQ(pixel(image, 60, kRow), rgb(plain_theme().halo)) << "hollow";
    const auto extent = [&](int x) {
        int count = 0;
        for (int y = 0; y < 2 * kRow; ++y) {
            count += pixel(image, x, y) != sea_ ? 1 : 0;
        }
        return count;
    };
    EXPECT_LT(extent(60), extent(30)) << "smaller";
}

TEST_F(Incidents, SelectedAndHoveredStandOut) {
    MapBuilder builder;
    builder.incident({30, 0}, 0, 0, 10);
    builder.incident({90, 0}, 0, 0, 10);
    Scene scene = row(builder, 120);
    const Image plain = draw(scene);
    scene.selected_incident = 0;
    scene.hovered_incident = 1;
    const Image marked = draw(scene);
    EXPECT_GT(ink(marked, sea_), ink(plain, sea_) + 100);
    EXPECT_EQ(pixel(marked, 30, kRow), (Rgb{255, 0, 0}));
    scene.incident_pass = {0, 0};
    EXPECT_EQ(ink(draw(scene), sea_), 0U) << "what does not pass is not drawn, selected or not";
}

TEST_F(Incidents, ManyAreDrawnLikeFew) {
    // Beyond some ten thousands the renderer draws points of one vertex each: same pixels.
    MapBuilder few;
    MapBuilder many;
    for (MapBuilder* builder : {&few, &many}) {
        for (int i = 1; i < 10; ++i) {
            builder->incident({static_cast<float>(30 * i) + 0.3F, 0}, static_cast<std::uint32_t>(i % 2), 0, 10, 0,
                              {0.1F, 0});
        }
    }
    for (int i = 0; i < 30'000; ++i) {
        many.incident({100, 5}, 0, 50, 60);
    }
    Scene a = row(few, 320);
    Scene b = row(many, 320);
    a.window = b.window = {0, 10};
    EXPECT_EQ(mismatch(draw(a), draw(b)).pixels, 0U);
    EXPECT_GT(ink(draw(a), sea_), 500U);
}

}  // namespace
}  // namespace bordermap::test
