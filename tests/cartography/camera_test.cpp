#include "cartography/compose_support.hpp"

#include <glm/geometric.hpp>
#include <gtest/gtest.h>
#include <random>

namespace bordermap::cartography {
namespace {

using glm::dvec2;
using testing::data;
using testing::Shot;

Page page_of(int width, int height) {
    Page page;
    page.width = width;
    page.height = height;
    page.furniture = false;
    return page;
}

struct Chance {
    std::mt19937 engine{20260120};
    double operator()(double low, double high) { return std::uniform_real_distribution<double>(low, high)(engine); }
};

session::Camera random_camera(Chance& chance) {
    return {chance(101.0, 109.0), chance(12.0, 22.5), std::exp(chance(std::log(4'000.0), std::log(300'000.0)))};
}

TEST(Camera, ZoomKeepsTheGroundUnderThePointer) {
    Chance chance;
    for (int i = 0; i < 400; ++i) {
        Page page = page_of(static_cast<int>(chance(800, 2000)), static_cast<int>(chance(600, 1500)));
        page.inset_left = static_cast<float>(chance(0, 120));
        page.inset_bottom = static_cast<float>(chance(0, 90));
        const session::Camera before = random_camera(chance);
        const dvec2 anchor{chance(0, page.width), chance(0, page.height)};
        const session::Camera after = zoomed(before, page, anchor, std::exp(chance(-1.0, 1.0)));
        const dvec2 ground = view_of(before, page).to_metres(anchor);
        const dvec2 px = view_of(after, page).to_px(ground);
        ASSERT_NEAR(glm::distance(px, anchor), 0.0, 0.01) << i;
    }
}

TEST(Camera, PanMovesTheGroundWithThePointer) {
    Chance chance;
    for (int i = 0; i < 400; ++i) {
        const Page page = page_of(1920, 1080);
        const session::Camera before = random_camera(chance);
        const dvec2 from{chance(0, 1920), chance(0, 1080)};
        const dvec2 delta{chance(-300, 300), chance(-300, 300)};
        const session::Camera after = panned(before, page, delta);
        EXPECT_DOUBLE_EQ(after.metres_across, before.metres_across);
        const dvec2 ground = view_of(before, page).to_metres(from);
        ASSERT_NEAR(glm::distance(view_of(after, page).to_px(ground), from + delta), 0.0, 0.01) << i;
    }
}

TEST(Camera, ZoomStopsAtItsLimitsAndKeepsThePointerThere) {
    const Page page = page_of(1000, 800);
    session::Camera camera{106.5, 16.6, 5'000};
    const dvec2 anchor{100, 700};
    const dvec2 ground = view_of(camera, page).to_metres(anchor);
    camera = zoomed(camera, page, anchor, 1000.0);
    EXPECT_DOUBLE_EQ(camera.metres_across, 2'000);
    EXPECT_NEAR(glm::distance(view_of(camera, page).to_px(ground), anchor), 0, 0.01);
    const session::Camera again = zoomed(camera, page, anchor, 2.0);
    EXPECT_NEAR(again.lon, camera.lon, 1e-9);
    EXPECT_NEAR(again.lat, camera.lat, 1e-9);
    EXPECT_DOUBLE_EQ(zoomed(camera, page, anchor, 1e-9).metres_across, 6'000'000);
    for (const double senseless : {0.0, -1.0, std::nan("")}) {
        EXPECT_EQ(zoomed(camera, page, anchor, senseless), camera);
    }
}

TEST(Camera, FitShowsAllOfTheBoundsInWhatPanelsLeave) {
    Chance chance;
    for (int i = 0; i < 200; ++i) {
        Page page = page_of(static_cast<int>(chance(500, 3000)), static_cast<int>(chance(500, 2000)));
        page.inset_left = static_cast<float>(chance(0, 200));
        page.inset_bottom = static_cast<float>(chance(0, 150));
        page.furniture = i % 2 == 0;
        Bounds bounds;
        bounds.add({chance(-400'000, 0), chance(-400'000, 0)});
        bounds.add(bounds.min + dvec2(chance(1'000, 500'000), chance(1'000, 500'000)));
        const View view = view_of(fit_camera(bounds, page), page);
        const MapArea area = map_area(page);
        const dvec2 low = view.to_px({bounds.min.x, bounds.max.y});
        const dvec2 high = view.to_px({bounds.max.x, bounds.min.y});
        EXPECT_GE(low.x, area.min.x - 0.5) << i;
        EXPECT_GE(low.y, area.min.y - 0.5) << i;
        EXPECT_LE(high.x, area.max().x + 0.5) << i;
        EXPECT_LE(high.y, area.max().y - (page.furniture ? 40.0 * static_cast<double>(page.scale) : 0.0) + 0.5) << i;
    }
}

TEST(Camera, APanelThatCoversAllLeavesAUsableMap) {
    Page page = page_of(300, 200);
    page.inset_left = 400;
    page.inset_bottom = 300;
    const View view = view_of({106, 17, 100'000}, page);
    EXPECT_GT(view.metres_per_px, 0);
    EXPECT_TRUE(std::isfinite(view.to_metres({10, 10}).x));
}

TEST(Camera, NaturalScaleFollowsTheShorterFit) {
    EXPECT_FLOAT_EQ(natural_scale(1920, 1080), 1.F);
    EXPECT_FLOAT_EQ(natural_scale(3840, 2160), 2.F);
    EXPECT_FLOAT_EQ(natural_scale(3840, 1080), 1.F);
    EXPECT_FLOAT_EQ(natural_scale(100, 100), 0.5F);
    EXPECT_FLOAT_EQ(natural_scale(16384, 16384), 8.F);
}

TEST(Camera, WithoutAFilterTheBorderFillsThePicture) {
    const test::RealWorld& world = test::real_world();
    Shot shot;
    shot.selection = query::select(*world.index, shot.session.filter);
    const View view =
        view_of(resolve_camera(*world.map, *world.index, shot.selection, shot.session, shot.page), shot.page);
    Bounds px;
    for (const auto& part : world.map->border) {
        for (const glm::vec2 at : part) {
            px.add(view.to_px(dvec2(at)));
        }
    }
    EXPECT_GE(px.min.y, 0);
    EXPECT_LE(px.max.y, 1080);
    EXPECT_GE(px.min.x, 0);
    EXPECT_LE(px.max.x, 1920);
    EXPECT_GT(px.max.y - px.min.y, 0.75 * 1080);
}

TEST(Camera, APlaceFilterFitsItsPlace) {
    const test::RealWorld& world = test::real_world();
    Shot shot;
    shot.session.filter.places = {"LA-SV"};
    shot.selection = query::select(*world.index, shot.session.filter);
    const View view =
        view_of(resolve_camera(*world.map, *world.index, shot.selection, shot.session, shot.page), shot.page);
    const Bounds& place = world.map->anchors[testing::boundary("LA-SV")].bounds;
    const dvec2 low = view.to_px({place.min.x, place.max.y});
    const dvec2 high = view.to_px({place.max.x, place.min.y});
    EXPECT_GE(std::min(low.x, low.y), 0);
    EXPECT_LE(high.x, 1920);
    EXPECT_LE(high.y, 1080);
    EXPECT_GT(high.y - low.y, 0.5 * 1080);
    // The three partners of the Khe Sanh agreement lie near: the picture holds them too.
    const dvec2 khe_sanh =
        view.to_px(projection().forward(data().units[testing::unit("U-VN-QT-RDC5-KHE-SANH")].position.at));
    EXPECT_LT(khe_sanh.x, 1920);
}

}  // namespace
}  // namespace bordermap::cartography
