// Known pixels of hand-made (synthetic) scenes, one primitive at a time.

#include "render/gl/context.hpp"
#include "render/synthetic_scene.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <numeric>

namespace bordermap::test {
namespace {

using cartography::LineClass;
using cartography::Scene;
using cartography::SymbolShape;
using render::Image;

class Primitives : public testing::Test {
protected:
    [[nodiscard]] Image draw(const Scene& scene) { return renderer_.draw_image(scene); }
    render::OffscreenContext context_;
    render::Renderer renderer_;
    Rgb sea_ = rgb(plain_theme().sea);
};

TEST_F(Primitives, EmptySceneIsSea) {
    const Image image = draw(scene_of(MapBuilder().finish(), 33, 17));
    ASSERT_EQ(image.width, 33);
    ASSERT_EQ(image.height, 17);
    EXPECT_EQ(ink(image, sea_), 0U);
    EXPECT_EQ(image.pixels[3], 255);
}

TEST_F(Primitives, SceneWithoutAMapIsSea) {
    Scene scene;
    scene.view.size_px = {20, 20};
    scene.theme = &plain_theme();
    EXPECT_EQ(ink(draw(scene), sea_), 0U);
}

TEST_F(Primitives, FillsTellCountriesApartAndNorthIsUp) {
    MapBuilder builder;
    const auto laos = builder.square({-40, -20}, {0, 20});
    const auto viet_nam = builder.square({0, -20}, {40, 30});
    builder.neighbour({-60, -50}, {-40, 50});
    const auto hidden = builder.square({40, -20}, {45, 20});
    Scene scene = scene_of(builder.finish(), 200, 100);
    show(scene, laos, 2);
    show(scene, viet_nam, 1);
    const Image image = draw(scene);
    EXPECT_EQ(pixel(image, 61, 50), rgb(plain_theme().fill_la));
    EXPECT_EQ(pixel(image, 99, 31), rgb(plain_theme().fill_la));
    EXPECT_EQ(pixel(image, 100, 50), rgb(plain_theme().fill_vn));
    EXPECT_EQ(pixel(image, 139, 50), rgb(plain_theme().fill_vn));
    EXPECT_EQ(pixel(image, 120, 20), rgb(plain_theme().fill_vn)) << "30 m north of the middle is 30 px above it";
    EXPECT_EQ(pixel(image, 120, 19), sea_);
    EXPECT_EQ(pixel(image, 120, 70), sea_);
    EXPECT_EQ(pixel(image, 45, 5), rgb(plain_theme().context_land));
    EXPECT_EQ(pixel(image, 142, 50), sea_) << "feature " << hidden << " is not visible";
}

TEST_F(Primitives, VeilAndHighlightTintTheFill) {
    MapBuilder builder;
    const auto a = builder.square({-40, -20}, {0, 20});
    const auto b = builder.square({0, -20}, {40, 20});
    Scene scene = scene_of(builder.finish(), 100, 50);
    show(scene, a, 1);
    show(scene, b, 1);
    scene.features[a].veil = 255;
    scene.features[b].highlight = 3;
    const Image image = draw(scene);
    EXPECT_LE(difference(pixel(image, 30, 25), blend(rgb(plain_theme().fill_vn), rgb(plain_theme().dim), 0.5)), 1);
    const Rgb selected = pixel(image, 70, 25);
    EXPECT_GT(difference(selected, rgb(plain_theme().fill_vn)), 20);
    EXPECT_LT(difference(selected, rgb(plain_theme().fill_vn)), 90) << "the ground still says which country it is";
}

TEST_F(Primitives, LineHasItsWidthAndSoftEdges) {
    MapBuilder builder;
    builder.line(LineClass::Outline, {{-30, 0}, {30, 0}});
    Scene scene = scene_of(builder.finish(), 100, 41);
    scene.view.middle_px = {50, 20.5};
    scene.scale = 3.0F / plain_theme().outline_width;  // 3 px: from 19 to 22
    const Image image = draw(scene);
    const Rgb black = rgb(plain_theme().outline);
    EXPECT_EQ(pixel(image, 50, 18), sea_);
    EXPECT_EQ(pixel(image, 50, 19), black);
    EXPECT_EQ(pixel(image, 50, 20), black);
    EXPECT_EQ(pixel(image, 50, 21), black);
    EXPECT_EQ(pixel(image, 50, 22), sea_);
    EXPECT_EQ(pixel(image, 17, 20), sea_) << "the round cap ends 1.5 px before the end of the line";
    EXPECT_EQ(pixel(image, 20, 20), black);
}

TEST_F(Primitives, HairlineFadesWithItsWidth) {
    MapBuilder builder;
    builder.line(LineClass::Outline, {{-30, 0.2F}, {30, 0.2F}});
    Scene scene = scene_of(builder.finish(), 100, 40);
    const double ground = rgb(plain_theme().sea)[2];
    for (const double width : {0.25, 0.5, 0.75, 1.0}) {
        scene.scale = static_cast<float>(width) / plain_theme().outline_width;
        const Image image = draw(scene);
        double covered = 0;
        for (int y = 10; y < 30; ++y) {
            covered += (ground - pixel(image, 50, y)[2]) / ground;
        }
        EXPECT_NEAR(covered, width, 0.02);
    }
}

TEST_F(Primitives, TranslucentLineIsNotDarkerAtItsJoints) {
    std::vector<glm::vec2> bent;
    for (int i = 0; i <= 80; ++i) {
        bent.emplace_back(-40 + i, 0);
    }
    MapBuilder many;
    many.line(LineClass::Outline, bent);
    MapBuilder one;
    one.line(LineClass::Outline, {bent.front(), bent.back()});
    Scene fine = scene_of(many.finish(), 100, 40);
    Scene plain = scene_of(one.finish(), 100, 40);
    cartography::Theme theme = plain_theme();
    theme.outline = {1, 1, 1, 0.5F};
    for (Scene* scene : {&fine, &plain}) {
        scene->theme = &theme;
        scene->scale = 4.0F;
    }
    const Mismatch found = mismatch(draw(fine), draw(plain));
    EXPECT_LE(found.greatest, 1);
    EXPECT_EQ(pixel(draw(fine), 50, 20)[0], 128);
}

TEST_F(Primitives, LineIsDrawnOnItsDaysOnly) {
    MapBuilder builder;
    builder.line(LineClass::Province, {{-30, 0}, {30, 0}}, 10, 20);
    Scene scene = scene_of(builder.finish(), 100, 40);
    const auto drawn = [&](model::Day day) {
        scene.as_of = day;
        return ink(draw(scene), sea_) > 0;
    };
    EXPECT_FALSE(drawn(9));
    EXPECT_TRUE(drawn(10));
    EXPECT_TRUE(drawn(19));
    EXPECT_FALSE(drawn(20));
}

TEST_F(Primitives, JointToALineOfOtherDaysIsWhole) {
    // The second half lives later; on day 5 the first half must end round, as if the second were not there.
    MapBuilder both;
    both.line(LineClass::Outline, {{-30, 0}, {0, 0}}, 0, 10);
    both.line(LineClass::Outline, {{0, 0}, {30, 10}}, 10, 20);
    MapBuilder first;
    first.line(LineClass::Outline, {{-30, 0}, {0, 0}}, 0, 10);
    Scene a = scene_of(both.finish(), 100, 40);
    Scene b = scene_of(first.finish(), 100, 40);
    a.scale = b.scale = 6;
    a.as_of = b.as_of = 5;
    EXPECT_EQ(mismatch(draw(a), draw(b)).pixels, 0U);
}

TEST_F(Primitives, BorderIsCasedAndLastOfTheLines) {
    MapBuilder builder;
    builder.line(LineClass::Border, {{0, -40}, {0, 40}});
    builder.line(LineClass::Province, {{-40, 0}, {40, 0}});
    Scene scene = scene_of(builder.finish(), 100, 100);
    scene.view.middle_px = {50.5, 50.5};
    scene.scale = 2;
    const Image image = draw(scene);
    EXPECT_EQ(pixel(image, 50, 50), rgb(plain_theme().border));
    EXPECT_EQ(pixel(image, 50, 20), rgb(plain_theme().border));
    EXPECT_EQ(pixel(image, 54, 50), rgb(plain_theme().border_casing)) << "the casing interrupts what meets the border";
    EXPECT_EQ(pixel(image, 60, 50), rgb(plain_theme().province_line));
    scene.show_lines[static_cast<std::size_t>(LineClass::Border)] = false;
    EXPECT_EQ(pixel(draw(scene), 50, 20), sea_);
}

TEST_F(Primitives, GlowFallsOffOnEachSideInThatCountrysTint) {
    MapBuilder builder;
    const auto laos = builder.square({-90, -60}, {0, 60});
    const auto viet_nam = builder.square({0, -60}, {60, 60});
    builder.line(LineClass::Border, {{0, -60}, {0, 60}});
    Scene scene = scene_of(builder.finish(), 200, 100);
    scene.show_lines.fill(false);
    show(scene, laos, 2);
    show(scene, viet_nam, 1);
    const Image without = draw(scene);
    scene.show_glow = true;
    const Image with = draw(scene);
    const Rgb land = rgb(plain_theme().fill_vn);
    int last = 300;
    for (int x = 101; x < 134; ++x) {
        const int tint = difference(pixel(with, x, 50), land);
        EXPECT_LE(tint, last) << "at " << x;
        last = tint;
    }
    EXPECT_LE(difference(pixel(with, 100, 50), rgb(plain_theme().glow_vn)), 12);
    EXPECT_LE(difference(pixel(with, 99, 50), rgb(plain_theme().glow_la)), 12);
    EXPECT_EQ(pixel(with, 136, 50), land) << "beyond the widest glow";
    EXPECT_EQ(pixel(without, 101, 50), land);
    EXPECT_EQ(pixel(with, 170, 50), sea_);
}

TEST_F(Primitives, GlowDoesNotTintTheSea) {
    MapBuilder builder;
    builder.line(LineClass::Border, {{0, -60}, {0, 60}});
    Scene scene = scene_of(builder.finish(), 100, 100);
    scene.show_lines.fill(false);
    scene.show_glow = true;
    EXPECT_EQ(ink(draw(scene), sea_), 0U);
}

TEST_F(Primitives, RectanglesHaveRoundCornersAndAStroke) {
    Scene scene = scene_of(MapBuilder().finish(), 60, 60);
    scene.furniture.emplace_back().rects.push_back({{10, 10}, {50, 50}, 8, {1, 0, 0, 1}, {0, 1, 0, 1}, 2});
    const Image image = draw(scene);
    EXPECT_EQ(pixel(image, 30, 30), (Rgb{255, 0, 0}));
    EXPECT_EQ(pixel(image, 10, 30), (Rgb{0, 255, 0}));
    EXPECT_EQ(pixel(image, 9, 30), (Rgb{0, 255, 0}));
    EXPECT_EQ(pixel(image, 7, 30), sea_);
    EXPECT_EQ(pixel(image, 10, 10), sea_) << "outside the rounded corner";
}

TEST_F(Primitives, RingIsACircleWithDashes) {
    Scene scene = scene_of(MapBuilder().finish(), 120, 120);
    scene.marks.rings.push_back({{60, 60}, 40, {1, 0, 0, 0.5F}, {1, 1, 1, 1}, 3, 6, 0, {}});
    const Image solid = draw(scene);
    scene.marks.rings.front().gap = 6;
    const Image dashed = draw(scene);
    EXPECT_LE(difference(pixel(solid, 60, 60), blend(sea_, {255, 0, 0}, 0.5)), 1);
    int covered = 0;
    for (int degree = 0; degree < 360; ++degree) {
        const double angle = degree * 3.14159265358979 / 180.0;
        const int x = static_cast<int>(std::floor(60 + 40 * std::cos(angle)));
        const int y = static_cast<int>(std::floor(60 + 40 * std::sin(angle)));
        EXPECT_GE(pixel(solid, x, y)[1], 250) << "solid at " << degree;
        covered += pixel(dashed, x, y)[1] > 128 ? 1 : 0;
    }
    EXPECT_NEAR(covered, 180, 25) << "half of the circle is dash";
    EXPECT_EQ(pixel(solid, 60, 17), sea_);
}

TEST_F(Primitives, LinkLiesInItsCasing) {
    Scene scene = scene_of(MapBuilder().finish(), 100, 40);
    scene.marks.points = {{10, 20.5F}, {50, 20.5F}, {90, 20.5F}};
    scene.marks.polylines.push_back({0, 3, 3, 7, {1, 0, 0, 1}, {1, 1, 1, 1}, 0, 0, {}});
    const Image image = draw(scene);
    EXPECT_EQ(pixel(image, 50, 20), (Rgb{255, 0, 0}));
    EXPECT_EQ(pixel(image, 50, 21), (Rgb{255, 0, 0}));
    EXPECT_EQ(pixel(image, 50, 22), (Rgb{255, 255, 255}));
    EXPECT_EQ(pixel(image, 50, 23), (Rgb{255, 255, 255}));
    EXPECT_EQ(pixel(image, 50, 24), sea_);
}

TEST_F(Primitives, TranslucentLinkIsEvenAlongACurve) {
    Scene scene = scene_of(MapBuilder().finish(), 200, 200);
    for (int i = 0; i <= 90; ++i) {
        const float angle = static_cast<float>(i) * 3.14159265F / 90.0F;
        scene.marks.points.emplace_back(100.0F + 70.0F * std::cos(angle), 150.0F - 70.0F * std::sin(angle));
    }
    scene.marks.polylines.push_back({0, 91, 9, 0, {1, 1, 1, 0.5F}, {}, 0, 0, {}});
    const Image image = draw(scene);
    for (int degree = 3; degree < 178; ++degree) {
        const double angle = degree * 3.14159265358979 / 180.0;
        const Rgb at = pixel(image, static_cast<int>(std::floor(100 + 70 * std::cos(angle))),
                             static_cast<int>(std::floor(150 - 70 * std::sin(angle))));
        EXPECT_LE(difference(at, blend(sea_, {255, 255, 255}, 0.5)), 1) << degree;
    }
}

TEST_F(Primitives, DashesAreCountedAlongTheWholeLine) {
    Scene scene = scene_of(MapBuilder().finish(), 240, 20);
    for (int i = 0; i <= 40; ++i) {
        scene.marks.points.emplace_back(20 + 5 * i, 10.5F);
    }
    scene.marks.polylines.push_back({0, 41, 2, 0, {1, 1, 1, 1}, {}, 12, 8, {}});
    const Image image = draw(scene);
    for (int dash = 0; dash < 10; ++dash) {
        EXPECT_EQ(pixel(image, 20 + 20 * dash + 6, 10), (Rgb{255, 255, 255})) << "dash " << dash;
        EXPECT_EQ(pixel(image, 20 + 20 * dash + 16, 10), sea_) << "gap " << dash;
    }
}

TEST_F(Primitives, EverySymbolHasTheShapeOfItsReference) {
    constexpr int kSide = 96;
    for (int i = 0; i < static_cast<int>(SymbolShape::Count); ++i) {
        const auto shape = static_cast<SymbolShape>(i);
        Scene scene = scene_of(MapBuilder().finish(), kSide, kSide);
        cartography::SymbolMark mark;
        mark.at = {kSide / 2.0F, kSide / 2.0F};
        mark.size = 64;
        mark.shape = shape;
        mark.fill = {1, 1, 1, 1};
        mark.halo = {0, 0, 0, 0};
        mark.halo_width = 0;
        scene.marks.symbols.push_back(mark);
        const Image image = draw(scene);
        double sum = 0;
        double inked = 0;
        for (int y = 0; y < kSide; ++y) {
            for (int x = 0; x < kSide; ++x) {
                const float d =
                    32.0F * cartography::symbol_distance(shape, (static_cast<float>(x) + 0.5F - kSide / 2.0F) / 32.0F,
                                                         (static_cast<float>(y) + 0.5F - kSide / 2.0F) / 32.0F);
                const double wanted = std::clamp(0.5 - static_cast<double>(d), 0.0, 1.0);
                const double drawn = pixel(image, x, y)[0] / 255.0;
                EXPECT_NEAR(drawn, wanted, 0.30) << "shape " << i << " at " << x << ", " << y;
                sum += std::abs(drawn - wanted);
                inked += wanted;
            }
        }
        EXPECT_GT(inked, 300) << "shape " << i;
        EXPECT_LT(sum, 0.02 * inked) << "shape " << i;
    }
}

TEST_F(Primitives, SymbolHasAHaloAndAHollowVariant) {
    Scene scene = scene_of(MapBuilder().finish(), 60, 60);
    cartography::SymbolMark mark;
    mark.at = {30.5F, 30.5F};
    mark.size = 30;
    mark.shape = SymbolShape::Square;
    mark.fill = {1, 0, 0, 1};
    mark.halo = {1, 1, 1, 1};
    mark.halo_width = 4;
    scene.marks.symbols.push_back(mark);
    const Image full = draw(scene);
    EXPECT_EQ(pixel(full, 30, 30), (Rgb{255, 0, 0}));
    EXPECT_EQ(pixel(full, 30, 44), (Rgb{255, 255, 255}));
    EXPECT_EQ(pixel(full, 30, 50), sea_);
    scene.marks.symbols.front().hollow = true;
    const Image hollow = draw(scene);
    EXPECT_EQ(pixel(hollow, 30, 30), (Rgb{255, 255, 255}));
    EXPECT_EQ(pixel(hollow, 30, 40), (Rgb{255, 0, 0}));
}

TEST_F(Primitives, SharesOfARingGoClockwiseFromTheTopWithGaps) {
    Scene scene = scene_of(MapBuilder().finish(), 100, 100);
    cartography::DonutMark donut;
    donut.at = {50, 50};
    donut.radius = 30;
    donut.width = 10;
    donut.ground = {1, 1, 1, 1};
    donut.halo_width = 3;
    donut.gap = 4;
    donut.count = 3;
    scene.marks.donuts.push_back(donut);
    scene.marks.shares = {{0, 0.25F, {1, 0, 0, 1}, false, true, true},
                          {0.25F, 0.75F, {0, 1, 0, 1}, false, true, true},
                          {0.75F, 1, {0, 0, 1, 1}, true, true, true}};
    const Image image = draw(scene);
    const Rgb white{255, 255, 255};
    EXPECT_EQ(pixel(image, 50, 50), white) << "the disc";
    EXPECT_EQ(pixel(image, 67, 32), (Rgb{255, 0, 0})) << "upper right";
    EXPECT_EQ(pixel(image, 67, 67), (Rgb{0, 255, 0})) << "lower right";
    EXPECT_EQ(pixel(image, 32, 67), (Rgb{0, 255, 0})) << "lower left";
    EXPECT_EQ(pixel(image, 32, 32), white) << "hollow: the ground within";
    EXPECT_EQ(pixel(image, 29, 29), (Rgb{0, 0, 255})) << "and a rim of the colour";
    for (const auto& [x, y] : {std::pair{50, 25}, {50, 23}, {74, 50}, {76, 50}, {26, 50}}) {
        EXPECT_EQ(pixel(image, x, y), white) << "a gap at " << x << ", " << y;
    }
    EXPECT_EQ(pixel(image, 50, 74), (Rgb{0, 255, 0})) << "none within a share";
    EXPECT_EQ(pixel(image, 72, 28), white) << "the halo";
    EXPECT_EQ(pixel(image, 76, 24), sea_);
    // One share is a whole ring without a seam; one whose shares are not there is left out.
    scene.marks.donuts[0].count = 1;
    const Image whole = draw(scene);
    for (int x = 45; x <= 55; ++x) {
        EXPECT_EQ(pixel(whole, x, 25), (Rgb{255, 0, 0}));
    }
    scene.marks.donuts[0].first = 3;
    EXPECT_EQ(ink(draw(scene), sea_), 0U);
}

TEST_F(Primitives, BadMarksAreLeftOut) {
    Scene scene = scene_of(MapBuilder().finish(), 60, 60);
    const float nan = std::numeric_limits<float>::quiet_NaN();
    scene.marks.rects.push_back({{nan, 0}, {10, 10}, 0, {1, 0, 0, 1}, {}, 0});
    scene.marks.rings.push_back({{nan, 0}, 10, {1, 0, 0, 1}, {1, 0, 0, 1}, 1, 6, 4, {}});
    scene.marks.polylines.push_back({5, 7, 3, 6, {1, 0, 0, 1}, {1, 0, 0, 1}, 0, 0, {}});
    scene.marks.symbols.push_back({{nan, nan}, 14, SymbolShape::Circle, {1, 0, 0, 1}, {1, 0, 0, 1}, 1, false, {}});
    scene.marks.texts.push_back({3, 9, 12, {1, 0, 0, 1}, {}, 0, {}, {}, {}});
    EXPECT_EQ(ink(draw(scene), sea_), 0U);
}

TEST_F(Primitives, PrecisionHoldsAtTheFarEndAndTwoKilometresAcross) {
    // 1,000 km from the origin at 1 m per px: the line must lie on its pixel, not tremble by the float's 6 cm times many.
    MapBuilder builder;
    builder.line(LineClass::Outline, {{-999'960, -999'990}, {-999'920, -999'990}});
    Scene scene = scene_of(builder.finish(), 100, 41);
    scene.view.centre = {-999'940, -999'990};
    scene.view.middle_px = {50, 20.5};
    scene.scale = 3.0F / plain_theme().outline_width;
    const Image image = draw(scene);
    EXPECT_LE(difference(pixel(image, 50, 19), {0, 0, 0}), 20);
    EXPECT_LE(difference(pixel(image, 50, 21), {0, 0, 0}), 20);
    EXPECT_LE(difference(pixel(image, 50, 18), sea_), 20);
    EXPECT_EQ(pixel(image, 25, 20), sea_);
    EXPECT_EQ(pixel(image, 32, 20), (Rgb{0, 0, 0}));
}

}  // namespace
}  // namespace bordermap::test
