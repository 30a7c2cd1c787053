#include "cartography/simplify.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <gtest/gtest.h>
#include <random>
#include <vector>

namespace bordermap::cartography {
namespace {

std::vector<float> rank(const std::vector<glm::dvec2>& line, double least = 0) {
    std::vector<float> importance(line.size(), -1);
    rank_points(line, least, importance);
    return importance;
}

std::vector<glm::dvec2> walk(unsigned seed, std::size_t count) {
    std::mt19937 random(seed);
    std::normal_distribution<double> step(0, 300);
    std::vector<glm::dvec2> line{{0, 0}};
    while (line.size() < count) {
        line.push_back(line.back() + glm::dvec2(step(random) + 100, step(random)));
    }
    return line;
}

double distance(glm::dvec2 p, glm::dvec2 a, glm::dvec2 b) {
    const glm::dvec2 ab = b - a;
    const double length2 = ab.x * ab.x + ab.y * ab.y;
    const double t = length2 > 0 ? std::clamp(((p.x - a.x) * ab.x + (p.y - a.y) * ab.y) / length2, 0.0, 1.0) : 0.0;
    return std::hypot(p.x - a.x - t * ab.x, p.y - a.y - t * ab.y);
}

TEST(Simplify, NoPointIsFartherThanTheTolerance) {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        const auto line = walk(seed, 500);
        const auto importance = rank(line, 100);
        for (const float tolerance : {100.0F, 150.0F, 500.0F, 1500.0F, 1e6F}) {
            std::size_t from = 0;
            std::size_t kept = 1;
            for (std::size_t to = 1; to < line.size(); ++to) {
                if (importance[to] > tolerance) {
                    for (std::size_t i = from + 1; i < to; ++i) {
                        ASSERT_LE(distance(line[i], line[from], line[to]), static_cast<double>(tolerance) + 0.01);
                    }
                    from = to;
                    ++kept;
                }
            }
            EXPECT_EQ(from, line.size() - 1) << "the end stays";
            if (tolerance >= 500) {
                EXPECT_LT(kept, line.size() / 2) << tolerance;
            }
        }
    }
}

TEST(Simplify, AStraightLineKeepsItsEndsOnly) {
    const auto importance = rank({{0, 0}, {1, 1}, {2, 2}, {3, 3}}, 1e-9);
    EXPECT_TRUE(std::isinf(importance.front()) && std::isinf(importance.back()));
    EXPECT_EQ(importance[1], 0);
    EXPECT_EQ(importance[2], 0);
}

TEST(Simplify, ACornerIsWorthItsDistance) {
    const auto importance = rank({{0, 0}, {1000, 700}, {2000, 0}});
    EXPECT_FLOAT_EQ(importance[1], 700);
}

TEST(Simplify, APointNeverOutlivesTheOneThatSplitItsLine) {
    // After the split at the 100 m corner the next one stands 400 m off its new chord.
    const auto line = walk(7, 300);
    const auto importance = rank(line);
    for (const float tolerance : {50.0F, 200.0F, 800.0F}) {
        std::vector<glm::dvec2> kept;
        std::vector<float> kept_importance;
        for (std::size_t i = 0; i < line.size(); ++i) {
            if (importance[i] > tolerance) {
                kept.push_back(line[i]);
                kept_importance.push_back(importance[i]);
            }
        }
        // Simplifying the simplified line again at the same tolerance changes nothing.
        const auto again = rank(kept);
        EXPECT_TRUE(std::all_of(again.begin(), again.end(), [&](float value) { return value > tolerance; }));
    }
}

TEST(Simplify, AClosedLineKeepsThreeCorners) {
    for (const std::size_t corners : {3U, 4U, 7U, 60U}) {
        std::vector<glm::dvec2> ring;
        for (std::size_t i = 0; i < corners; ++i) {
            const double angle = 6.283185307179586 * static_cast<double>(i) / static_cast<double>(corners);
            ring.emplace_back(10 * std::cos(angle), 10 * std::sin(angle));
        }
        ring.push_back(ring.front());
        const auto importance = rank(ring, 150);
        const auto kept = std::count_if(importance.begin(), importance.end() - 1, [](float i) { return i > 1e6F; });
        EXPECT_EQ(kept, 3) << corners;
    }
}

TEST(Simplify, ShortLinesAreLeftAlone) {
    EXPECT_TRUE(rank({}).empty());
    EXPECT_TRUE(std::isinf(rank({{1, 1}})[0]));
    const auto two = rank({{1, 1}, {1, 1}});
    EXPECT_TRUE(std::isinf(two[0]) && std::isinf(two[1]));
}

}  // namespace
}  // namespace bordermap::cartography
