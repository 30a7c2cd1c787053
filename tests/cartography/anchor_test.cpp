#include "cartography/anchor.hpp"

#include "prepare_support.hpp"

#include <cmath>
#include <gtest/gtest.h>

namespace bordermap::cartography {
namespace {

using Rings = std::vector<PlaneRing>;

PlaneRing ring(std::vector<glm::dvec2> points, bool exterior = true) {
    return {std::move(points), exterior};
}

TEST(Anchor, MiddleOfASquare) {
    const AreaAnchor a = find_anchor(Rings{ring({{0, 0}, {1000, 0}, {1000, 1000}, {0, 1000}})});
    EXPECT_NEAR(a.at.x, 500, 15);
    EXPECT_NEAR(a.at.y, 500, 15);
    EXPECT_NEAR(a.radius_m, 500, 15);
    EXPECT_DOUBLE_EQ(a.area_m2, 1e6);
    EXPECT_EQ(a.bounds.min, glm::dvec2(0, 0));
    EXPECT_EQ(a.bounds.max, glm::dvec2(1000, 1000));
}

TEST(Anchor, InsideAHorseshoeNotInItsMouth) {
    // Arms 100 wide, base 200 high.
    const Rings u = {
        ring({{0, 0}, {1000, 0}, {1000, 1000}, {900, 1000}, {900, 200}, {100, 200}, {100, 1000}, {0, 1000}})};
    const AreaAnchor a = find_anchor(u);
    EXPECT_TRUE(testing::even_odd(u, a.at));
    // No circle in the base is larger, nor one in a corner: through (100, 200), touching both sides, r is 100 too.
    const double exact = 100;
    EXPECT_NEAR(a.radius_m, exact, 0.01 * std::sqrt(a.area_m2));
    EXPECT_DOUBLE_EQ(a.radius_m, distance_inside(u, a.at));
}

TEST(Anchor, KeepsClearOfHoles) {
    const Rings rings = {ring({{0, 0}, {1000, 0}, {1000, 1000}, {0, 1000}}),
                         ring({{300, 300}, {300, 700}, {700, 700}, {700, 300}}, false)};
    const AreaAnchor a = find_anchor(rings);
    EXPECT_TRUE(testing::even_odd(rings, a.at));
    EXPECT_DOUBLE_EQ(a.area_m2, 1e6 - 160000);
    // In a corner, touching both sides and the corner of the hole: (300 - r)^2 + (300 - r)^2 = r^2.
    const double exact = 600 - 300 * std::sqrt(2.0);
    EXPECT_NEAR(a.radius_m, exact, 12);
}

TEST(Anchor, OfTheLargestPart) {
    const Rings rings = {ring({{0, 0}, {100, 0}, {100, 100}, {0, 100}}),
                         ring({{5000, 0}, {6000, 0}, {6000, 1000}, {5000, 1000}}),
                         ring({{9000, 0}, {9100, 0}, {9100, 100}, {9000, 100}})};
    const AreaAnchor a = find_anchor(rings);
    EXPECT_NEAR(a.at.x, 5500, 15);
    EXPECT_NEAR(a.radius_m, 500, 15);
    EXPECT_DOUBLE_EQ(a.area_m2, 1020000);
    EXPECT_EQ(a.bounds.max.x, 9100) << "bounds are of all parts";
}

TEST(Anchor, LongAndThin) {
    const AreaAnchor a = find_anchor(Rings{ring({{0, 0}, {100000, 0}, {100000, 100}, {0, 100}})});
    EXPECT_NEAR(a.radius_m, 50, 32);
    EXPECT_GT(a.radius_m, 0);
}

TEST(Anchor, NothingForNothing) {
    EXPECT_EQ(find_anchor(Rings{}).radius_m, 0);
    EXPECT_EQ(find_anchor(Rings{ring({{0, 0}, {10, 10}, {20, 20}})}).radius_m, 0);
    EXPECT_FALSE(find_anchor(Rings{}).bounds.valid());
}

TEST(Anchor, DistanceInsideIsSigned) {
    const Rings square = {ring({{0, 0}, {10, 0}, {10, 10}, {0, 10}})};
    EXPECT_DOUBLE_EQ(distance_inside(square, {3, 5}), 3);
    EXPECT_DOUBLE_EQ(distance_inside(square, {-3, 5}), -3);
    EXPECT_DOUBLE_EQ(distance_inside(square, {13, 14}), -5);
    EXPECT_DOUBLE_EQ(distance_inside(square, {5, 10}), 0);
}

}  // namespace
}  // namespace bordermap::cartography
