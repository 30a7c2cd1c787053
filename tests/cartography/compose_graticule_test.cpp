#include "cartography/compose_graticule.hpp"

#include "cartography/compose_support.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

namespace bordermap::cartography {
namespace {

using testing::Shot;

TEST(Graticule, StepsAreRoundAndKeepTheirDistance) {
    for (double metres_per_px = 2.0; metres_per_px < 3000.0; metres_per_px *= 1.3) {
        const double step = graticule_step(metres_per_px);
        const double px = step * 111'000.0 / metres_per_px;
        EXPECT_LT(px, 480.0) << metres_per_px;
        EXPECT_TRUE(px >= 160.0 || step == 10.0) << metres_per_px;
    }
}

TEST(Graticule, LabelsAreAsFineAsTheStep) {
    EXPECT_EQ(degree_label(106.0, 1.0, true), "106° E");
    EXPECT_EQ(degree_label(16.5, 0.5, false), "16° 30′ N");
    EXPECT_EQ(degree_label(-2.25, 0.25, false), "2° 15′ S");
    EXPECT_EQ(degree_label(106.0 + 1.0 / 120.0, 1.0 / 120.0, true), "106° 00′ 30″ E");
    EXPECT_EQ(degree_label(17.0 - 1e-12, 0.25, false), "17° 00′ N");
}

TEST(Graticule, LinesLieOnTheirDegrees) {
    Shot shot;
    shot.session.camera = testing::khe_sanh();
    shot.session.show(session::Layer::Graticule, true);
    shot.session.show(session::Layer::Links, false);
    shot.take();
    const double step = graticule_step(shot.scene.view.metres_per_px);
    ASSERT_GT(shot.scene.marks.polylines.size(), 6U);
    for (const PolylineMark& mark : shot.scene.marks.polylines) {
        if (mark.ref) {
            continue;  // a leader
        }
        double worst_lon = 0;
        double worst_lat = 0;
        for (std::uint32_t i = 0; i < mark.count; ++i) {
            const model::LonLat at =
                projection().inverse(shot.scene.view.to_metres(glm::dvec2(shot.scene.marks.points[mark.first + i])));
            worst_lon = std::max(worst_lon, std::abs(at.lon / step - std::round(at.lon / step)));
            worst_lat = std::max(worst_lat, std::abs(at.lat / step - std::round(at.lat / step)));
        }
        EXPECT_LT(std::min(worst_lon, worst_lat), 1e-3);
    }
    Shot off;
    off.session.camera = testing::khe_sanh();
    off.session.show(session::Layer::Links, false);
    for (const PolylineMark& mark : off.take().scene.marks.polylines) {
        EXPECT_TRUE(mark.ref);
    }
}

}  // namespace
}  // namespace bordermap::cartography
