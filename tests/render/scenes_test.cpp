// Pictures of the real data: each was looked at at full size before it was kept.

#include "render/baseline.hpp"
#include "render/gl/context.hpp"
#include "render/real_world.hpp"
#include "render/synthetic_scene.hpp"

#include <gtest/gtest.h>

namespace bordermap::test {
namespace {

using cartography::Scene;
using render::Image;

class RealScenes : public testing::Test {
protected:
    [[nodiscard]] static session::Session session_on(const char* day) {
        return session::make_session(*model::parse_day(day));
    }
    /// The agreement of 2026-01-15 between Khe Sanh and three Lao districts, as the selected thing.
    [[nodiscard]] static session::Session khe_sanh() {
        session::Session session = session_on("2026-01-15");
        session.selected_kind = model::RefKind::Agreement;
        session.selected_id = "A-2026-KHE-SANH";
        session.fit = session::Fit::Selected;
        return session;
    }
    [[nodiscard]] Scene scene(const session::Session& session, int width = 1920, int height = 1080,
                              bool furniture = true) {
        return real_scene(composer_, session, width, height, furniture);
    }
    [[nodiscard]] Image draw(const session::Session& session, int width = 1920, int height = 1080) {
        return renderer_.draw_image(scene(session, width, height));
    }

    render::OffscreenContext context_;
    render::Renderer renderer_;
    cartography::Composer composer_;
};

TEST_F(RealScenes, OverviewLight) {
    EXPECT_TRUE(compare(draw(session_on("2026-01-15")), "overview_light"));
}

TEST_F(RealScenes, OverviewWithoutWords) {
    // Geometry alone: tells a fault of the map from one of the labels.
    Scene wordless = scene(session_on("2026-01-15"), 1280, 720, false);
    wordless.marks.texts.clear();
    EXPECT_TRUE(compare(renderer_.draw_image(wordless), "overview_wordless"));
}

TEST_F(RealScenes, KheSanhAgreementLight) {
    ASSERT_TRUE(model::find_ref(real_world().index->dataset(), model::RefKind::Agreement, khe_sanh().selected_id));
    EXPECT_TRUE(compare(draw(khe_sanh()), "khe_sanh_light"));
}

TEST_F(RealScenes, KheSanhAgreementDark) {
    session::Session session = khe_sanh();
    session.theme = "dark";
    EXPECT_TRUE(compare(draw(session), "khe_sanh_dark"));
}

TEST_F(RealScenes, KheSanhAgreementInLao) {
    session::Session session = khe_sanh();
    session.language = model::Language::Lao;
    EXPECT_TRUE(compare(draw(session, 1280, 720), "khe_sanh_lao"));
}

TEST_F(RealScenes, KheSanhAgreementInVietnamese) {
    session::Session session = khe_sanh();
    session.language = model::Language::Vietnamese;
    EXPECT_TRUE(compare(draw(session), "khe_sanh_vi"));
}

TEST_F(RealScenes, KheSanhClose) {
    // Where symbols and names are thickest: leaders, and the border's name along it.
    session::Session session = session_on("2026-01-15");
    session.camera = session::Camera{106.6, 16.63, 38'000};
    const Image light = draw(session, 1600, 1000);
    session.language = model::Language::Vietnamese;
    const Image vi = draw(session, 1600, 1000);
    EXPECT_TRUE(compare(light, "khe_sanh_close_light"));
    EXPECT_TRUE(compare(vi, "khe_sanh_close_vi"));
}

TEST_F(RealScenes, MeetingsDue) {
    session::Session session = session_on("2026-01-15");
    session.mode = session::Mode::Meetings;
    const Image light = draw(session);
    session.theme = "dark";
    session.language = model::Language::Vietnamese;
    session.filter.places = {"VN-44"};
    const Image dark = draw(session);
    EXPECT_TRUE(compare(light, "meetings_light"));
    EXPECT_TRUE(compare(dark, "meetings_dark_vi"));
}

TEST_F(RealScenes, IncidentsByDistrictAsCircles) {
    session::Session session = session_on("2026-01-15");
    session.mode = session::Mode::Incidents;
    session.incident_style = session::IncidentStyle::Circles;
    const Image light = draw(session, 1600, 1000);
    session.theme = "dark";
    session.camera = session::Camera{106.2, 16.9, 420'000};
    const Image dark = draw(session, 1600, 1000);
    EXPECT_TRUE(compare(light, "circles_light"));
    EXPECT_TRUE(compare(dark, "circles_dark"));
}

TEST_F(RealScenes, IncidentsPerLengthOfBorder) {
    session::Session session = session_on("2026-01-15");
    session.mode = session::Mode::Incidents;
    session.incident_style = session::IncidentStyle::Choropleth;
    EXPECT_TRUE(compare(draw(session, 1600, 1000), "choropleth_border_quantile_light"));
}

TEST_F(RealScenes, IncidentsPerAreaByDistrict) {
    session::Session session = session_on("2026-01-15");
    session.mode = session::Mode::Incidents;
    session.incident_style = session::IncidentStyle::Choropleth;
    session.measure = session::Measure::PerArea;
    session.classing = session::Classing::NaturalBreaks;
    session.theme = "dark";
    session.camera = session::Camera{106.2, 16.9, 420'000};
    EXPECT_TRUE(compare(draw(session), "choropleth_area_natural_dark"));
}

TEST_F(RealScenes, NumbersOfIncidentsSayThatAreasDifferInSize) {
    session::Session session = session_on("2024-06-01");
    session.mode = session::Mode::Incidents;
    session.incident_style = session::IncidentStyle::Choropleth;
    session.measure = session::Measure::Number;
    session.classing = session::Classing::EqualInterval;
    session.language = model::Language::Vietnamese;
    EXPECT_TRUE(compare(draw(session), "choropleth_number_equal_vi"));
}

TEST_F(RealScenes, BoundariesAlone) {
    session::Session session = session_on("2026-01-15");
    session.mode = session::Mode::Boundaries;
    EXPECT_TRUE(compare(draw(session), "boundaries_only_light"));
}

TEST_F(RealScenes, IncidentsAsSymbolsDark) {
    session::Session session = session_on("2026-01-15");
    session.mode = session::Mode::Incidents;
    session.theme = "dark";
    EXPECT_TRUE(compare(draw(session), "incidents_symbols_dark"));
}

TEST_F(RealScenes, IncidentsAtKheSanhAsRingsAndOneOpen) {
    session::Session session = session_on("2026-01-15");
    session.mode = session::Mode::Incidents;
    session.camera = session::Camera{106.6, 16.65, 110'000};
    const Image light = draw(session, 1600, 1000);
    session.theme = "contrast";
    session.language = model::Language::Vietnamese;
    session.selected_kind = model::RefKind::Incident;
    session.selected_id = "INC-071";
    const Image open = draw(session, 1600, 1000);
    session.theme = "dark";
    session.language = model::Language::Lao;
    session.camera.reset();
    const Image far = draw(session, 1600, 1000);
    EXPECT_TRUE(compare(light, "rings_light"));
    EXPECT_TRUE(compare(open, "rings_open_contrast_vi"));
    EXPECT_TRUE(compare(far, "rings_overview_dark_lao"));
}

TEST_F(RealScenes, ASmallPartOfTheBorderSaysWhereItIs) {
    session::Session session = session_on("2026-01-15");
    session.camera = session::Camera{103.4, 21.3, 160'000};
    session.mode = session::Mode::Cooperation;
    EXPECT_TRUE(compare(draw(session, 1600, 1000), "locator_light"));
}

TEST_F(RealScenes, AnInheritedAgreement) {
    session::Session session = session_on("2026-01-15");
    session.selected_kind = model::RefKind::Agreement;
    session.selected_id = "A-COOP-076";
    session.fit = session::Fit::Selected;
    session.filter.ended = true;
    EXPECT_TRUE(compare(draw(session), "inherited_selected"));
}

TEST_F(RealScenes, TheSeaWithNeutralNames) {
    session::Session session = session_on("2026-01-15");
    session.mode = session::Mode::Boundaries;
    session.camera = session::Camera{109.0, 14.0, 2'200'000};
    session.sea_names = session::SeaNames::Neutral;
    EXPECT_TRUE(compare(draw(session, 1280, 720), "sea_neutral"));
}

TEST_F(RealScenes, SavannakhetFilter) {
    session::Session session = session_on("2026-01-15");
    for (const model::AdminUnit& unit : real_world().index->dataset().boundaries) {
        if (unit.level == 1 && unit.name.en == "Savannakhet") {
            session.filter.places.push_back(unit.id);
        }
    }
    ASSERT_EQ(session.filter.places.size(), 1U);
    EXPECT_TRUE(compare(draw(session), "savannakhet"));
}

TEST_F(RealScenes, BoundariesOfTheAsOfDate) {
    const auto middle = [](const char* day) {
        session::Session session = session_on(day);
        session.camera = session::Camera{106.9, 16.6, 330'000};
        return session;
    };
    const Image before = draw(middle("2024-06-01"), 1280, 720);
    const Image after = draw(middle("2026-01-15"), 1280, 720);
    EXPECT_TRUE(compare(before, "as_of_2024-06-01"));
    EXPECT_TRUE(compare(after, "as_of_2026-01-15"));
    // The pair that must differ: 63 provinces and districts against 34 and communes.
    EXPECT_GT(share_of_different_pixels(before, after, 0.05), 0.01);
}

TEST_F(RealScenes, TilesEqualTheWhole) {
    const Scene whole = scene(khe_sanh(), 1500, 900);
    EXPECT_EQ(mismatch(renderer_.draw_image(whole), renderer_.draw_image(whole, 400)).pixels, 0U);
}

TEST_F(RealScenes, IncidentsFilteredToNothingEqualNoIncidents) {
    Scene nothing = scene(session_on("2026-01-15"), 960, 540);
    Scene without = nothing;
    without.show_incidents = false;
    const Image all = renderer_.draw_image(nothing);
    const Image bare = renderer_.draw_image(without);
    EXPECT_GT(mismatch(all, bare).pixels, 300U);
    nothing.incident_pass.assign(nothing.incident_pass.size(), 0);
    EXPECT_EQ(mismatch(renderer_.draw_image(nothing), bare).pixels, 0U);
}

TEST_F(RealScenes, SteppingTheFilterUploadsNoGeometry) {
    (void)draw(session_on("2026-01-15"), 960, 540);
    EXPECT_GT(renderer_.stats().geometry_bytes_uploaded, 100'000U);
    session::Session session = session_on("2024-06-01");
    session.filter.from = model::parse_day("2023-01-01");
    session.filter.to = model::parse_day("2024-06-01");
    (void)draw(session, 960, 540);
    EXPECT_EQ(renderer_.stats().geometry_bytes_uploaded, 0U);
    EXPECT_GT(renderer_.stats().bytes_uploaded, 0U);
}

}  // namespace
}  // namespace bordermap::test
