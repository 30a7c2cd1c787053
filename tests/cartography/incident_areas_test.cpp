// Graduated circles and choropleths of the real records, and incidents without a category.

#include "cartography/incident_areas.hpp"

#include "cartography/legend.hpp"
#include "compose_support.hpp"
#include "support/furniture.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <numbers>
#include <set>

namespace bordermap::cartography {
namespace {

using model::Index;
using session::Classing;
using session::IncidentStyle;
using session::Measure;
using testing::data;
using testing::day;
using testing::Shot;

Shot shot_of(IncidentStyle style) {
    Shot shot;
    shot.session.mode = session::Mode::Incidents;
    shot.session.incident_style = style;
    return shot;
}

IncidentAreas areas_of(const Shot& shot, double nominal) {
    return incident_areas(*test::real_world().map, shot.selection, shot.session, nominal);
}

TEST(IncidentAreas, CirclesHaveAreasInProportionAndSumToTheCount) {
    Shot shot = shot_of(IncidentStyle::Circles);
    shot.take();
    EXPECT_FALSE(shot.scene.show_incidents) << "either the symbols or the circles";
    std::uint32_t total = 0;
    std::map<Index, float> radius;
    float before = 1e9F;
    for (const RingMark& ring : shot.scene.marks.rings) {
        if (ring.ref.kind != model::RefKind::Boundary) {
            continue;
        }
        EXPECT_LE(ring.radius, before) << "small ones over large ones";
        before = ring.radius;
        const bool province = data().boundaries[ring.ref.index].level == 1;
        EXPECT_EQ(ring.gap > 0, province) << "dashed: known only to the province";
        const auto& counts =
            province ? shot.selection.counts.incidents_to_province : shot.selection.counts.incidents_by_district;
        const std::uint32_t number = counts.at(data().boundaries[ring.ref.index].id);
        total += number;
        const float of_one = areas_of(shot, 800).radius_of_one * shot.scene.scale;
        EXPECT_NEAR(ring.radius * ring.radius / (of_one * of_one), static_cast<float>(number),
                    0.01F * static_cast<float>(number));
    }
    EXPECT_EQ(total + areas_of(shot, 800).counts.nowhere, shot.selection.counts.incidents);
    EXPECT_GT(total, 50U);
}

TEST(IncidentAreas, ACircleIsFoundUnderThePointer) {
    Shot shot = shot_of(IncidentStyle::Circles);
    shot.session.camera = testing::khe_sanh(600'000);
    shot.take();
    std::size_t circles = 0;
    for (const RingMark& ring : shot.scene.marks.rings) {
        if (ring.ref.kind == model::RefKind::Boundary) {
            ++circles;
            EXPECT_TRUE(pick_circle(shot.scene, glm::dvec2(ring.at)));
        }
    }
    EXPECT_GT(circles, 5U);
    EXPECT_FALSE(pick_circle(shot.scene, {-100, -100}));
}

TEST(IncidentAreas, EveryAreaHasItsClassOrSaysWhyNot) {
    for (const Measure measure : {Measure::PerBorder, Measure::PerArea, Measure::Number}) {
        for (const Classing classing : {Classing::Quantile, Classing::EqualInterval, Classing::NaturalBreaks}) {
            for (const double nominal : {900.0, 300.0}) {
                Shot shot = shot_of(IncidentStyle::Choropleth);
                shot.session.measure = measure;
                shot.session.classing = classing;
                shot.take();
                const IncidentAreas areas = areas_of(shot, nominal);
                EXPECT_EQ(areas.counts.level, nominal > 600 ? 1 : 2);
                std::uint32_t classed = 0;
                for (const std::uint32_t number : areas.in_class) {
                    classed += number;
                }
                std::uint32_t with = 0;
                std::uint32_t alive = 0;
                for (std::size_t i = 0; i < data().boundaries.size(); ++i) {
                    const bool here =
                        data().boundaries[i].level == areas.counts.level && shot.selection.boundary_alive[i] != 0;
                    alive += here ? 1 : 0;
                    // Between outlines of districts the province shows, without a value.
                    const bool province_there = areas.counts.level == 2 && data().boundaries[i].level == 1;
                    EXPECT_TRUE(province_there ? areas.fill_of[i] == 0 || areas.fill_of[i] == kFillNotApplicable
                                               : (areas.fill_of[i] > 0) == here);
                    const bool in_class = areas.fill_of[i] > 0 && areas.fill_of[i] <= Theme::kClasses;
                    with += in_class ? areas.counts.incidents[i] : 0;
                    EXPECT_TRUE(!in_class || areas.counts.incidents[i] > 0);
                }
                EXPECT_EQ(classed + areas.without_incident + areas.not_applicable, alive);
                EXPECT_EQ(with + areas.incidents_there + areas.counts.not_located, shot.selection.counts.incidents);
                EXPECT_EQ(areas.not_applicable > 0, measure == Measure::PerBorder);
                // All of Laos is outlined to its districts, of Viet Nam the communes on the border are.
                EXPECT_EQ(areas.no_outlines, areas.counts.level == 2);
                EXPECT_EQ(areas.fill_of[testing::boundary("LA-SV")] == kFillNotApplicable, false);
                EXPECT_EQ(areas.fill_of[testing::boundary("VN-44")] == kFillNotApplicable, areas.counts.level == 2);
                EXPECT_LE(areas.classes.count(), Theme::kClasses);
            }
        }
    }
}

TEST(IncidentAreas, TheSceneFillsTheAreasAndTheGlowStepsBack) {
    Shot shot = shot_of(IncidentStyle::Choropleth);
    shot.take();
    EXPECT_FALSE(shot.scene.show_glow);
    EXPECT_FALSE(shot.scene.show_incidents);
    std::set<std::uint8_t> fills;
    for (std::size_t i = 0; i < data().boundaries.size(); ++i) {
        const FeatureState& state = shot.scene.features[i];
        EXPECT_TRUE(state.area_fill == 0 || state.visible == 1);
        fills.insert(state.area_fill);
    }
    EXPECT_TRUE(fills.contains(1) && fills.contains(Theme::kClasses) && fills.contains(kFillNone) &&
                fills.contains(kFillNotApplicable));
    // In the modes that draw no incidents nothing of it is left.
    shot.session.mode = session::Mode::Boundaries;
    shot.take();
    EXPECT_TRUE(shot.scene.show_glow);
    EXPECT_TRUE(std::all_of(shot.scene.features.begin(), shot.scene.features.end(),
                            [](const FeatureState& state) { return state.area_fill == 0; }));
}

TEST(IncidentAreas, RampsRunOneWayInLightness) {
    for (const std::string& name : theme_names()) {
        const Theme& each = theme(name);
        const Colour paper{1, 1, 1, 1};
        double before = 0;
        for (std::size_t i = 0; i < Theme::kClasses; ++i) {
            const double contrast = contrast_ratio(each.area_classes.at(i), paper);
            if (i > 0) {
                EXPECT_TRUE(each.dark ? contrast < before / 1.2 : contrast > before * 1.2) << name << " class " << i;
            }
            before = contrast;
        }
    }
}

TEST(IncidentAreas, SampleCirclesAreRoundNumbersUpToTheGreatest) {
    using Numbers = std::vector<std::uint32_t>;
    EXPECT_EQ(sample_numbers(0), Numbers{});
    EXPECT_EQ(sample_numbers(1), Numbers{1});
    EXPECT_EQ(sample_numbers(9), (Numbers{9, 2, 1}));
    EXPECT_EQ(sample_numbers(47), (Numbers{40, 10, 2}));
    EXPECT_EQ(sample_numbers(1234), (Numbers{1000, 250, 62}));
}

TEST(IncidentAreas, ValuesAreOfTheMeasure) {
    const AreaMeasure area{2'000, 50};
    EXPECT_DOUBLE_EQ(area_value(area, 4, Measure::PerBorder), 8);
    EXPECT_DOUBLE_EQ(area_value(area, 4, Measure::PerArea), 2);
    EXPECT_DOUBLE_EQ(area_value(area, 4, Measure::Number), 4);
    EXPECT_TRUE(std::isnan(area_value({2'000, 0}, 4, Measure::PerBorder)));
}

TEST(IncidentAreas, TheLocatorComesOnlyWithASmallPartOfTheBorder) {
    Shot whole;
    whole.take();
    Shot part;
    part.session.camera = testing::khe_sanh(200'000);
    part.take();
    const auto frames = [](const Shot& shot) {
        const Overlay furniture = test::furniture_of(shot.scene);
        return std::count_if(furniture.polylines.begin(), furniture.polylines.end(),
                             [](const PolylineMark& mark) { return mark.count > 60; });
    };
    EXPECT_EQ(frames(whole), 0);
    EXPECT_GE(frames(part), 2) << "two countries";
    std::size_t points = 0;
    for (const PolylineMark& mark : test::furniture_of(part.scene).polylines) {
        points += mark.count;
    }
    EXPECT_LT(points, 2'000U);
}

/// SYNTHETIC: incidents at one place, one of them without a category.
TEST(IncidentsWithoutACategory, AreDrawnWhileNoneIsChosen) {
    auto made = std::make_shared<model::Dataset>(data());
    model::Incident incident = made->incidents.front();
    incident.id = "SYNTHETIC";
    incident.category = model::kNone;
    incident.category_id.clear();
    incident.position = {{106.6, 16.65}, 1.0};
    made->incidents.push_back(incident);
    const auto map = prepare(made);
    const query::QueryIndex index(made);
    Composer composer;
    Page page;
    page.width = 1280;
    page.height = 720;
    session::Session session = session::make_session(day("2026-01-20"));
    session.mode = session::Mode::Incidents;
    session.camera = testing::khe_sanh();
    const auto drawn = [&](const Scene& scene) {
        const PointInstance& point = scene.map->incidents.back();
        return point.category < scene.categories.size() && scene.categories[point.category].visible &&
               (scene.incident_pass.back() != 0 ||
                std::any_of(scene.shared.begin(), scene.shared.end(), [&](const SharedMark& shared) {
                    const model::Ref last{model::RefKind::Incident,
                                          static_cast<model::Index>(scene.map->incidents.size() - 1)};
                    return std::find(shared.all.begin(), shared.all.end(), last) != shared.all.end();
                }));
    };
    query::Selection selection = query::select(index, session.filter);
    const Scene all = composer.compose(map, index, selection, session, page);
    ASSERT_EQ(all.categories.size(), made->categories.size() + 1);
    EXPECT_TRUE(drawn(all));
    EXPECT_EQ(selection.incident_pass.back(), 1);
    session.filter.categories = {"INC.TOC.DRUG"};
    selection = query::select(index, session.filter);
    EXPECT_FALSE(drawn(composer.compose(map, index, selection, session, page)));
    EXPECT_EQ(selection.incident_pass.back(), 0);
}

}  // namespace
}  // namespace bordermap::cartography
