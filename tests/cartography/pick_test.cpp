#include "cartography/compose_support.hpp"
#include "cartography/incident_marks.hpp"

#include <algorithm>
#include <gtest/gtest.h>

namespace bordermap::cartography {
namespace {

using glm::dvec2;
using model::Ref;
using model::RefKind;
using testing::boundary;
using testing::data;
using testing::Shot;

struct Picked {
    Shot shot;
    Picked() {
        shot.session.camera = testing::khe_sanh(170'000);
        shot.page.furniture = false;
        shot.take();
    }
    Ref at(dvec2 px, double radius = 6) {
        return pick(shot.scene, *test::real_world().index, shot.selection, px, radius);
    }
};

TEST(Pick, SymbolsAreHitOnTheirShape) {
    Picked map;
    int units = 0;
    for (const SymbolMark& mark : map.shot.scene.marks.symbols) {
        const bool on_page = mark.at.x > 0 && mark.at.y > 0 && mark.at.x < 1920 && mark.at.y < 1080;
        if (mark.ref.kind == RefKind::Unit && on_page) {
            const Ref hit = map.at(dvec2(mark.at), 0);
            // Another symbol may lie nearer to the same pixel only by standing on it.
            EXPECT_TRUE(hit == mark.ref || hit.kind == RefKind::Incident || hit.kind == RefKind::Unit ||
                        hit.kind == RefKind::Gate);
            units += hit == mark.ref ? 1 : 0;
        }
    }
    EXPECT_GE(units, 10);
}

TEST(Pick, IncidentsAreHitWhereTheyAreDrawn) {
    Picked map;
    int hits = 0;
    for (const SymbolMark& mark : incident_symbols(map.shot.scene)) {
        const dvec2 px(mark.at);
        if (px.x > 0 && px.y > 0 && px.x < 1920 && px.y < 1080) {
            hits += map.at(px, 0) == mark.ref ? 1 : 0;
        }
    }
    EXPECT_GE(hits, 6);
    map.shot.session.show(session::Layer::Incidents, false);
    map.shot.take();
    for (const model::Index incident : map.shot.selection.incidents) {
        const dvec2 px = map.shot.scene.view.to_px(dvec2(test::real_world().map->incidents[incident].at));
        EXPECT_NE(map.at(px).kind, RefKind::Incident);
    }
}

TEST(Pick, LinksAreHitAlongTheirArc) {
    Picked map;
    int hits = 0;
    for (const PolylineMark& mark : map.shot.scene.marks.polylines) {
        const dvec2 middle(map.shot.scene.marks.points[mark.first + mark.count / 2]);
        const Ref hit = map.at(middle);
        hits += hit.kind == RefKind::Agreement ? 1 : 0;
    }
    EXPECT_GE(hits, 4);
}

TEST(Pick, AreasAreHitElsewhereTheMostDetailedThatIsDrawn) {
    Picked map;
    // Open ground in Phine district of Savannakhet.
    const dvec2 ground =
        map.shot.scene.view.to_px(test::real_world().map->anchors[boundary("LA-1305")].at + dvec2(9'000, -14'000));
    const Ref district = map.at(ground);
    ASSERT_EQ(district.kind, RefKind::Boundary);
    EXPECT_EQ(data().boundaries[district.index].level, 2);
    map.shot.session.show(session::Layer::Districts, false);
    map.shot.take();
    const Ref province = map.at(ground);
    ASSERT_EQ(province.kind, RefKind::Boundary);
    EXPECT_EQ(province.index, boundary("LA-SV"));
}

TEST(Pick, TheSeaIsNothing) {
    Picked map;
    map.shot.session.camera = session::Camera{109.0, 18.0, 60'000};
    map.shot.take();
    EXPECT_FALSE(map.at({960, 540}));
}

}  // namespace
}  // namespace bordermap::cartography
