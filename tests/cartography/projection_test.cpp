#include "cartography/projection.hpp"

#include <array>
#include <cmath>
#include <gtest/gtest.h>
#include <thread>
#include <vector>

namespace bordermap::cartography {
namespace {

using model::LonLat;

TEST(Projection, OriginIsZero) {
    const glm::dvec2 p = projection().forward({105, 17});
    EXPECT_DOUBLE_EQ(p.x, 0);
    EXPECT_DOUBLE_EQ(p.y, 0);
}

// Expected values: the Krueger series to the sixth order of n (C. Karney 2011), computed apart from PROJ.
TEST(Projection, AgreesWithUtmZone48) {
    struct Case {
        LonLat at;
        glm::dvec2 utm;
    };
    const std::array cases = {
        Case{{102.6, 17.97}, {245826.1909, 1988509.5192}}, Case{{109.46, 8.562}, {991269.3449, 949279.6747}},
        Case{{100.084, 22.5}, {-6077.6827, 2496494.0233}}, Case{{96, 26}, {-402997.9436, 2906944.0237}}};
    for (const Case& c : cases) {
        const glm::dvec2 p = projection().forward(c.at);
        EXPECT_NEAR(p.x, c.utm.x - 500000, 0.001) << c.at.lon;
        EXPECT_NEAR(p.y, c.utm.y - 1879555.0357, 0.001) << c.at.lat;
    }
}

TEST(Projection, InverseGivesTheDegreesBack) {
    for (double lon = 96; lon <= 112; lon += 2.3) {
        for (double lat = 5; lat <= 26; lat += 3.1) {
            const LonLat back = projection().inverse(projection().forward({lon, lat}));
            EXPECT_NEAR(back.lon, lon, 1e-9);
            EXPECT_NEAR(back.lat, lat, 1e-9);
        }
    }
}

TEST(Projection, NanWhereUndefined) {
    const double nan = std::nan("");
    for (const LonLat at : {LonLat{}, LonLat{105, 120}, LonLat{nan, 17}, LonLat{-165, 0}}) {
        const glm::dvec2 p = projection().forward(at);
        EXPECT_TRUE(std::isnan(p.x) && std::isnan(p.y)) << at.lon << ' ' << at.lat;
    }
    EXPECT_FALSE(std::isnan(projection().forward({105, 17}).x)) << "one bad place must not spoil the next";
}

TEST(Projection, BulkEqualsOneByOneOnEveryThread) {
    std::vector<LonLat> in;
    in.reserve(2000);
    for (int i = 0; i < 2000; ++i) {
        in.push_back({100 + 0.005 * i, 8 + 0.007 * i});
    }
    in[1000] = {};  // not known
    std::vector<glm::dvec2> expected(in.size());
    for (std::size_t i = 0; i < in.size(); ++i) {
        expected[i] = projection().forward(in[i]);
    }
    std::array<std::vector<glm::dvec2>, 4> results;
    {
        std::vector<std::jthread> threads;
        threads.reserve(results.size());
        for (auto& result : results) {
            threads.emplace_back([&] {
                result.resize(in.size());
                projection().forward(in, result);
            });
        }
    }
    for (const auto& result : results) {
        for (std::size_t i = 0; i < in.size(); ++i) {
            if (i == 1000) {
                EXPECT_TRUE(std::isnan(result[i].x));
            } else {
                EXPECT_EQ(result[i], expected[i]) << i;
            }
        }
    }
    std::vector<glm::dvec2> short_out(1);
    EXPECT_THROW(projection().forward(in, short_out), std::invalid_argument);
}

TEST(Projection, ExtentHoldsItsWholeEdge) {
    const query::Extent extent{100, 14, 109, 23};
    const Bounds bounds = project(extent);
    for (int i = 0; i <= 1000; ++i) {
        const double t = i / 1000.0;
        for (const LonLat at : {LonLat{std::lerp(100, 109, t), 14}, LonLat{std::lerp(100, 109, t), 23},
                                LonLat{100, std::lerp(14, 23, t)}, LonLat{109, std::lerp(14, 23, t)}}) {
            const glm::dvec2 p = projection().forward(at);
            EXPECT_GE(p.x, bounds.min.x - 1);
            EXPECT_LE(p.x, bounds.max.x + 1);
            EXPECT_GE(p.y, bounds.min.y - 1);
            EXPECT_LE(p.y, bounds.max.y + 1);
        }
    }
    // The southern parallel hangs lowest on the central meridian: corners alone would cut it off.
    EXPECT_LT(bounds.min.y, projection().forward({100, 14}).y - 1000);
}

TEST(Projection, ViewGoesThereAndBack) {
    View view;
    view.centre = {12345, -6789};
    view.metres_per_px = 250;
    view.middle_px = {1100, 500};
    EXPECT_EQ(view.to_px(view.centre), view.middle_px);
    const glm::dvec2 px{17, 900};
    const glm::dvec2 back = view.to_px(view.to_metres(px));
    EXPECT_NEAR(back.x, px.x, 1e-9);
    EXPECT_NEAR(back.y, px.y, 1e-9);
    EXPECT_GT(view.to_metres({0, 0}).y, view.to_metres({0, 100}).y) << "north is up";
}

}  // namespace
}  // namespace bordermap::cartography
