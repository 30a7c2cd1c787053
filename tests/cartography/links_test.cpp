#include "cartography/links.hpp"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <gtest/gtest.h>
#include <numbers>
#include <vector>

namespace bordermap::cartography {
namespace {

using glm::vec2;

float cross(vec2 a, vec2 b) {
    return a.x * b.y - a.y * b.x;
}

bool segments_cross(vec2 a, vec2 b, vec2 c, vec2 d) {
    return cross(b - a, c - a) * cross(b - a, d - a) < 0 && cross(d - c, a - c) * cross(d - c, b - c) < 0;
}

TEST(Links, BendToTheLeftOfTheWayWhateverItsDirection) {
    for (int step = 0; step < 16; ++step) {
        const float angle = static_cast<float>(step) * std::numbers::pi_v<float> / 8.F;
        const vec2 from{500, 400};
        const vec2 to = from + 200.F * vec2{std::cos(angle), std::sin(angle)};
        const LinkArc arc = make_arc(from, to, 1.F);
        // y points down: left of the way is where the cross product is negative.
        EXPECT_LT(cross(to - from, arc.at(0.5F) - from), 0) << step;
        EXPECT_EQ(arc.at(0.F), from);
        EXPECT_NEAR(glm::distance(arc.at(1.F), to), 0, 1e-3);
    }
}

TEST(Links, HeightIsBounded) {
    for (const float length : {10.F, 100.F, 400.F, 3000.F}) {
        for (const float scale : {1.F, 2.F}) {
            const LinkArc arc = make_arc({0, 0}, {length, 0}, scale);
            EXPECT_NEAR(std::abs(arc.at(0.5F).y), std::min(0.14F * length, 64.F * scale), 1e-2);
        }
    }
}

TEST(Links, StopAtTheEdgesOfTheirSymbols) {
    for (const float gap : {4.F, 9.F, 20.F}) {
        const LinkEnd from{{100, 100}, gap};
        const LinkEnd to{{300, 180}, gap * 0.5F};
        std::vector<vec2> points{{7, 7}};  // appended to, never replaced
        const std::size_t count = append_arc(make_arc(from.at, to.at, 1.F), from, to, 1.F, points);
        ASSERT_EQ(points.size(), count + 1);
        EXPECT_EQ(points.front(), vec2(7, 7));
        EXPECT_NEAR(glm::distance(points[1], from.at), from.gap, 0.05);
        EXPECT_NEAR(glm::distance(points.back(), to.at), to.gap, 0.05);
        for (std::size_t i = 2; i + 1 < points.size(); ++i) {
            EXPECT_GT(glm::distance(points[i], from.at), from.gap);
            EXPECT_GT(glm::distance(points[i], to.at), to.gap);
        }
    }
}

TEST(Links, NothingIsDrawnBetweenSymbolsThatTouch) {
    std::vector<vec2> points;
    const LinkEnd from{{100, 100}, 8};
    EXPECT_EQ(append_arc(make_arc(from.at, {112, 100}, 1.F), from, {{112, 100}, 8}, 1.F, points), 0U);
    EXPECT_EQ(append_arc(make_arc(from.at, from.at, 1.F), from, from, 1.F, points), 0U);
    EXPECT_TRUE(points.empty());
}

TEST(Links, ArcsThatLeaveOnePlaceDoNotCross) {
    const vec2 from{500, 500};
    std::vector<std::vector<vec2>> arcs;
    for (const vec2 to : {vec2{250, 380}, vec2{380, 640}, vec2{610, 700}, vec2{700, 480}}) {
        std::vector<vec2> points;
        static_cast<void>(append_arc(make_arc(from, to, 1.F), {from, 8}, {to, 8}, 1.F, points));
        arcs.push_back(points);
    }
    for (std::size_t a = 0; a < arcs.size(); ++a) {
        for (std::size_t b = a + 1; b < arcs.size(); ++b) {
            for (std::size_t i = 1; i < arcs[a].size(); ++i) {
                for (std::size_t k = 1; k < arcs[b].size(); ++k) {
                    EXPECT_FALSE(segments_cross(arcs[a][i - 1], arcs[a][i], arcs[b][k - 1], arcs[b][k]));
                }
            }
        }
    }
}

}  // namespace
}  // namespace bordermap::cartography
