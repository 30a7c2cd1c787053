// Synthetic countries of boxes: known by construction, no place on earth.

#include "cartography/tiling.hpp"

#include "prepare_support.hpp"

#include <array>
#include <gtest/gtest.h>

namespace bordermap::cartography {
namespace {

using model::Country;
using model::Interval;
using testing::add_feature;
using testing::add_ring;
using testing::box;
using testing::end_feature;
using testing::Ring;

struct Features {
    model::PolygonColumns polygons;
    std::vector<FeatureTraits> traits;

    void add(int level, const Ring& ring, Interval valid = {}, Country country = Country::Laos, bool context = false) {
        add_feature(polygons, ring);
        traits.push_back({level, country, valid, context});
    }
    [[nodiscard]] std::vector<Interval> tiled(std::uint32_t feature = 0) const {
        const std::array layers = {&polygons};
        return days_tiled(build_arcs(build_edges(layers)), traits, feature);
    }
};

/// Its outline has every vertex that its provinces have.
const Ring kCountry{{104, 16}, {105, 16}, {106, 16}, {106, 17}, {105, 17}, {104, 17}};

/// A country and the two provinces that fill it.
Features two_provinces() {
    Features features;
    features.add(0, kCountry);
    features.add(1, box(104, 16, 105, 17));
    features.add(1, box(105, 16, 106, 17));
    return features;
}

TEST(Tiling, TwoProvincesFillTheirCountry) {
    Features features = two_provinces();
    EXPECT_EQ(features.tiled(), std::vector{Interval{}});
    EXPECT_TRUE(features.tiled(1).empty());  // of a country alone
    // What else lies there says nothing.
    features.add(2, box(104.2, 16.2, 104.4, 16.4));
    features.add(1, box(106, 16, 107, 17), {}, Country::VietNam);
    features.add(0, box(104.5, 15, 105.5, 16), {}, Country::Other, true);
    EXPECT_EQ(features.tiled(), std::vector{Interval{}});
}

TEST(Tiling, AGapIsSeen) {
    Features features;
    features.add(0, kCountry);
    EXPECT_TRUE(features.tiled().empty());
    features.add(1, box(104, 16, 105, 17));
    EXPECT_TRUE(features.tiled().empty());
    features.add(1, box(105, 16, 106.0001, 17));  // of another source: 11 m too wide
    EXPECT_TRUE(features.tiled().empty());
}

TEST(Tiling, ASpareProvinceIsSeen) {
    for (const Ring& spare : {box(105, 16, 106, 17),          // on another
                              box(104.3, 16.3, 104.6, 16.6),  // within one
                              box(110, 16, 111, 17)}) {       // beyond the country
        Features features = two_provinces();
        features.add(1, spare);
        EXPECT_TRUE(features.tiled().empty()) << spare.front().lon;
    }
}

TEST(Tiling, AHoleOfTheCountryIsNoGap) {
    Features features;
    for (const int level : {0, 1}) {
        add_ring(features.polygons, box(104, 16, 106, 18));
        add_ring(features.polygons, box(104.5, 16.5, 105, 17), false);
        end_feature(features.polygons);
        features.traits.push_back({level, Country::Laos, {}, false});
    }
    EXPECT_EQ(features.tiled(), std::vector{Interval{}});
    features.add(1, box(104.5, 16.5, 105, 17));
    EXPECT_TRUE(features.tiled().empty());
}

TEST(Tiling, EachDayIsLookedAt) {
    Features features;
    features.add(0, kCountry, {-1000, 5000});
    features.add(1, box(104, 16, 105, 17), {0, 100});
    features.add(1, box(105, 16, 106, 17), {0, 100});
    features.add(1, kCountry, {100, 300});  // the two become one
    features.add(1, box(104, 16, 105, 17), {400, model::kOpenFuture});
    features.add(1, box(105, 16, 106, 17), {400, model::kOpenFuture});
    EXPECT_EQ(features.tiled(), (std::vector<Interval>{{0, 300}, {400, 5000}}));
}

}  // namespace
}  // namespace bordermap::cartography
