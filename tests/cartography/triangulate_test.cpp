#include "cartography/triangulate.hpp"

#include "cartography/anchor.hpp"
#include "prepare_support.hpp"

#include <algorithm>
#include <cmath>
#include <glm/common.hpp>
#include <gtest/gtest.h>
#include <numbers>
#include <random>

namespace bordermap::cartography {
namespace {

using Rings = std::vector<PlaneRing>;

double area(const Triangles& t) {
    double sum = 0;
    for (std::size_t i = 0; i < t.indices.size(); i += 3) {
        const glm::dvec2 a(t.positions[t.indices[i]]);
        const glm::dvec2 b = glm::dvec2(t.positions[t.indices[i + 1]]) - a;
        const glm::dvec2 c = glm::dvec2(t.positions[t.indices[i + 2]]) - a;
        const double twice = b.x * c.y - b.y * c.x;
        EXPECT_GE(twice, 0) << "counterclockwise";
        sum += twice / 2;
    }
    return sum;
}

/// How many triangles hold p; edges count as inside.
int covering(const Triangles& t, glm::dvec2 p) {
    int count = 0;
    for (std::size_t i = 0; i < t.indices.size(); i += 3) {
        bool inside = true;
        for (std::size_t k = 0; k < 3; ++k) {
            const glm::dvec2 a(t.positions[t.indices[i + k]]);
            const glm::dvec2 b(t.positions[t.indices[i + (k + 1) % 3]]);
            inside = inside && (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x) >= 0;
        }
        count += inside ? 1 : 0;
    }
    return count;
}

/// Points of a grid, none of which lies on an edge: each is covered once inside, never outside.
void expect_even_odd(const Triangles& t, const Rings& rings, double size) {
    for (int i = 0; i < 61; ++i) {
        for (int j = 0; j < 61; ++j) {
            const glm::dvec2 p{(i - 30) * size / 30 + 0.1371, (j - 30) * size / 30 + 0.0713};
            if (std::abs(distance_inside(rings, p)) > 0.01) {
                ASSERT_EQ(covering(t, p), testing::even_odd(rings, p) ? 1 : 0) << p.x << ' ' << p.y;
            }
        }
    }
}

PlaneRing star(unsigned seed, double radius, std::size_t points, bool exterior = true, glm::dvec2 centre = {0, 0}) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> share(0.3, 1.0);
    PlaneRing ring;
    ring.exterior = exterior;
    for (std::size_t i = 0; i < points; ++i) {
        const double angle = 2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(points);
        const double r = radius * share(random);
        ring.points.push_back(centre + glm::dvec2(r * std::cos(angle), r * std::sin(angle)));
    }
    return ring;
}

PlaneRing square(glm::dvec2 centre, double half, bool exterior = true) {
    PlaneRing ring;
    ring.exterior = exterior;
    for (const glm::dvec2 corner : {glm::dvec2{-1, -1}, {1, -1}, {1, 1}, {-1, 1}}) {
        ring.points.push_back(centre + corner * half);
    }
    return ring;
}

TEST(Triangulate, ASquareIsTwoTriangles) {
    Triangulator triangulator;
    const Triangles t = triangulator.triangulate(Rings{square({0, 0}, 50)});
    EXPECT_EQ(t.positions.size(), 4U);
    EXPECT_EQ(t.indices.size(), 6U);
    EXPECT_DOUBLE_EQ(area(t), 10000);
    EXPECT_FALSE(triangulator.repaired());
    EXPECT_EQ(triangulator.error(), "");
}

TEST(Triangulate, StarsWithAHoleAndAnIslandKeepTheirArea) {
    Triangulator triangulator;
    for (unsigned seed = 1; seed <= 12; ++seed) {
        const Rings rings = {
            star(seed, 1000, 40 + 20 * seed), star(seed + 100, 250, 17, false),
            star(seed + 200, 70, 9)};  // the hole's radius is under the star's least, the island's under the hole's
        const Triangles t = triangulator.triangulate(rings);
        EXPECT_EQ(triangulator.error(), "");
        EXPECT_FALSE(triangulator.repaired());
        EXPECT_NEAR(area(t), area_of(rings), 1e-4 * area_of(rings)) << seed;
        expect_even_odd(t, rings, 1000);
        EXPECT_EQ(t.positions.size(), rings[0].points.size() + rings[1].points.size() + rings[2].points.size());
    }
}

TEST(Triangulate, NoTriangleIsLargerThanAsked) {
    constexpr double kSize = 1000;
    const Rings rings{star(11, kSize, 300), star(12, 0.25 * kSize, 60, false)};
    Triangulator triangulator;
    const Triangles whole = triangulator.triangulate(rings);
    for (const double most : {400.0, 90.0}) {
        const Triangles cut = triangulator.triangulate(rings, most);
        EXPECT_EQ(triangulator.error(), "");
        EXPECT_NEAR(area(cut), area(whole), 1e-6 * area(whole));
        EXPECT_GT(cut.indices.size(), whole.indices.size());
        for (std::size_t i = 0; i < cut.indices.size(); i += 3) {
            glm::vec2 low = cut.positions[cut.indices[i]];
            glm::vec2 high = low;
            for (std::size_t k = i; k < i + 3; ++k) {
                low = glm::min(low, cut.positions[cut.indices[k]]);
                high = glm::max(high, cut.positions[cut.indices[k]]);
            }
            EXPECT_LE(static_cast<double>(std::max(high.x - low.x, high.y - low.y)), most + 0.01);
        }
        expect_even_odd(cut, rings, kSize);
    }
}

TEST(Triangulate, ManyHoles) {
    Rings rings = {square({0, 0}, 1000)};
    for (int i = -4; i <= 4; ++i) {
        for (int j = -4; j <= 4; ++j) {
            rings.push_back(star(static_cast<unsigned>(100 + 10 * i + j), 90, 11, false, {i * 210.0, j * 210.0}));
        }
    }
    Triangulator triangulator;
    const Triangles t = triangulator.triangulate(rings);
    EXPECT_EQ(triangulator.error(), "");
    EXPECT_NEAR(area(t), area_of(rings), 1.0);
    expect_even_odd(t, rings, 1000);
}

TEST(Triangulate, HolesThatTouchTheOutlineAndEachOther) {
    PlaneRing left = square({-30, 0}, 30, false);
    PlaneRing right;
    right.exterior = false;
    right.points = {{0, 30}, {60, 0}, {50, 50}};  // meets the corner of the first
    PlaneRing top;
    top.exterior = false;
    top.points = {{0, 100}, {-20, 60}, {20, 60}};  // stands on the outline
    const Rings rings = {square({0, 0}, 100), left, right, top};
    Triangulator triangulator;
    const Triangles t = triangulator.triangulate(rings);
    EXPECT_EQ(triangulator.error(), "");
    EXPECT_NEAR(area(t), area_of(rings), 0.01);
    expect_even_odd(t, rings, 100);
}

TEST(Triangulate, ABowTieIsRepaired) {
    const Rings rings = {PlaneRing{{{-100, -100}, {100, 100}, {100, -100}, {-100, 100}}, true}};
    Triangulator triangulator;
    const Triangles t = triangulator.triangulate(rings);
    EXPECT_TRUE(triangulator.repaired());
    EXPECT_EQ(triangulator.error(), "");
    EXPECT_NEAR(area(t), 20000, 0.01);
    expect_even_odd(t, rings, 100);
}

TEST(Triangulate, ARingThatCrossesItselfOften) {
    Rings rings = {PlaneRing{}};
    for (int i = 0; i < 11; ++i) {  // {11/4} star polygon
        const double angle = 2 * std::numbers::pi * 4 * i / 11;
        rings[0].points.emplace_back(1000 * std::cos(angle), 1000 * std::sin(angle));
    }
    Triangulator triangulator;
    const Triangles t = triangulator.triangulate(rings);
    EXPECT_TRUE(triangulator.repaired());
    expect_even_odd(t, rings, 1000);
}

TEST(Triangulate, RepeatedVerticesAndAClosedRing) {
    const Rings rings = {PlaneRing{{{0, 0}, {0, 0}, {10, 0}, {10, 10}, {10, 10}, {10, 10}, {0, 10}, {0, 0}}, true}};
    Triangulator triangulator;
    EXPECT_DOUBLE_EQ(area(triangulator.triangulate(rings)), 100);
}

TEST(Triangulate, NothingEnclosedIsNothing) {
    Triangulator triangulator;
    EXPECT_TRUE(triangulator.triangulate(Rings{}).indices.empty());
    EXPECT_EQ(triangulator.error(), "");
    EXPECT_TRUE(triangulator.triangulate(Rings{PlaneRing{{{0, 0}, {5, 5}}, true}}).indices.empty());
    EXPECT_TRUE(triangulator.triangulate(Rings{PlaneRing{{{0, 0}, {5, 5}, {10, 10}}, true}}).indices.empty());
    EXPECT_EQ(triangulator.error(), "");
    EXPECT_EQ(triangulator.triangulate(Rings{square({0, 0}, 1)}).indices.size(), 6U) << "and the next one is fine";
}

}  // namespace
}  // namespace bordermap::cartography
