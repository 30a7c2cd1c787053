#include "cartography/line_distance.hpp"

#include "render/real_world.hpp"

#include <algorithm>
#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <gtest/gtest.h>
#include <limits>
#include <random>

namespace bordermap::cartography {
namespace {

using glm::vec2;
using Triangle = std::array<vec2, 3>;

float from_segment(vec2 p, vec2 a, vec2 b) {
    const vec2 ab = b - a;
    const float t = glm::dot(ab, ab) > 0 ? glm::clamp(glm::dot(p - a, ab) / glm::dot(ab, ab), 0.F, 1.F) : 0.F;
    return glm::distance(p, a + ab * t);
}

/// From points of the triangle, ever nearer to each other, to the lines: never less than the true distance.
float sampled(const Triangle& triangle, const std::vector<std::vector<vec2>>& lines) {
    float least = std::numeric_limits<float>::infinity();
    constexpr int kSteps = 24;
    for (int i = 0; i <= kSteps; ++i) {
        for (int k = 0; i + k <= kSteps; ++k) {
            const vec2 p = (static_cast<float>(i) * triangle[0] + static_cast<float>(k) * triangle[1] +
                            static_cast<float>(kSteps - i - k) * triangle[2]) /
                           static_cast<float>(kSteps);
            for (const auto& line : lines) {
                for (std::size_t piece = 1; piece < line.size(); ++piece) {
                    least = std::min(least, from_segment(p, line[piece - 1], line[piece]));
                }
            }
        }
    }
    return least;
}

TEST(LineDistance, IsNeverMoreThanTheTrueDistanceAndNotMuchLess) {
    std::mt19937 random(7);
    std::uniform_real_distribution<float> place(-100'000, 100'000);
    std::uniform_real_distribution<float> step(-3'000, 3'000);
    std::vector<std::vector<vec2>> lines(3);
    for (auto& line : lines) {
        vec2 at{place(random), place(random)};
        for (int i = 0; i < 60; ++i) {
            at += vec2{step(random), step(random)};
            line.push_back(at);
        }
    }
    const LineDistance distance(lines);
    int far = 0;
    for (int i = 0; i < 500; ++i) {
        const vec2 at{place(random), place(random)};
        const float size = i % 3 == 0 ? 8.F : 1.F;
        const Triangle triangle{at, at + size * vec2{step(random), step(random)},
                                at + size * vec2{step(random), 100.F}};
        const float bound = distance.at_least(triangle);
        const float found = sampled(triangle, lines);
        EXPECT_LE(bound, found * 1.0001F + 0.01F) << i;
        if (found > 4'000) {
            EXPECT_GE(bound, 0.6F * found - size * 300.F) << i;
            ++far;
        }
    }
    EXPECT_GT(far, 200);
}

TEST(LineDistance, IsNoneWhereTheyTouch) {
    const LineDistance distance(std::vector<std::vector<vec2>>{{{0, 0}, {10, 0}, {10, 10}}, {}, {{50, 50}}});
    EXPECT_EQ(distance.at_least({{{10, 10}, {20, 12}, {18, 30}}}), 0.F) << "a corner in common";
    EXPECT_EQ(distance.at_least({{{5, -5}, {6, 5}, {4, 5}}}), 0.F) << "crossed";
    EXPECT_EQ(distance.at_least({{{-99, -99}, {99, -99}, {0, 199}}}), 0.F) << "around it";
    EXPECT_FLOAT_EQ(distance.at_least({{{13, 0}, {20, 0}, {20, 8}}}), 3.F);
    EXPECT_FLOAT_EQ(distance.at_least({{{5, 5}, {5, 5}, {5, 5}}}), 5.F) << "no more than a point";
    EXPECT_EQ(LineDistance({}).at_least({{{0, 0}, {1, 0}, {0, 1}}}), std::numeric_limits<float>::infinity());
}

TEST(LineDistance, StepsGoUpWithTheDistance) {
    EXPECT_EQ(distance_step(0), 0);
    EXPECT_EQ(distance_step(3'999), 0);
    EXPECT_EQ(distance_step(5'000), 1);
    EXPECT_EQ(distance_step(6'100), 2);
    EXPECT_GT(distance_step(std::numeric_limits<float>::infinity()), distance_step(500'000));
}

TEST(LineDistance, EveryTriangleOfTheMapKnowsIt) {
    const test::RealWorld& world = test::real_world();
    for (const FillLevel& level : world.map->boundary_fills) {
        ASSERT_EQ(level.from_border.size(), level.indices.size() / 3);
        std::size_t touching = 0;
        for (std::size_t i = 0; i < level.from_border.size(); i += 97) {
            const Triangle triangle{level.positions[level.indices[3 * i]], level.positions[level.indices[3 * i + 1]],
                                    level.positions[level.indices[3 * i + 2]]};
            EXPECT_LE(level.from_border[i], sampled(triangle, world.map->border) * 1.0001F + 1.F) << i;
            touching += level.from_border[i] == 0 ? 1U : 0U;
        }
        EXPECT_GT(touching, 20U);
    }
}

}  // namespace
}  // namespace bordermap::cartography
