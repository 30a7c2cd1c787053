// Islands of the sea: in no picture part of a country, named only when asked for. Outlines here are synthetic squares where
// the islands are; the real ones are tested where they are at hand.

#include "cartography/sea.hpp"

#include "cartography/compose_support.hpp"
#include "cartography/headline.hpp"
#include "model/messages.hpp"

#include <algorithm>
#include <filesystem>
#include <gtest/gtest.h>
#include <set>

namespace bordermap::cartography {
namespace {

/// A square of half a degree or less around a place.
void add_square(model::PolygonColumns& polygons, double lon, double lat, double half, bool exterior = true) {
    for (const auto& [x, y] : {std::pair{-1, -1}, {1, -1}, {1, 1}, {-1, 1}, {-1, -1}}) {
        polygons.vertices.push_back({lon + x * half, lat + y * half});
    }
    polygons.ring_vertices.push_back(static_cast<std::uint32_t>(polygons.vertices.size()));
    polygons.exterior.push_back(exterior ? 1 : 0);
}
void end_feature(model::PolygonColumns& polygons) {
    polygons.feature_rings.push_back(static_cast<std::uint32_t>(polygons.exterior.size()));
}

/// A country with one province on the mainland (107, 16), islands in both archipelagos and one near the coast.
std::shared_ptr<const model::Dataset> with_islands() {
    auto dataset = std::make_shared<model::Dataset>();
    for (const int level : {0, 1}) {
        model::AdminUnit unit;
        unit.id = level == 0 ? "VN" : "VN-X";
        unit.level = level;
        unit.country = model::Country::VietNam;
        unit.name.en = level == 0 ? "Viet Nam" : "Synthetic province";
        dataset->boundaries.push_back(unit);
        add_square(dataset->boundary_polygons, 107, 16, 0.5);
        add_square(dataset->boundary_polygons, 112.3, 16.8, 0.05);
        add_square(dataset->boundary_polygons, 112.3, 16.8, 0.02, false);
        add_square(dataset->boundary_polygons, 114.4, 10.0, 0.1);
        add_square(dataset->boundary_polygons, 109.1, 15.4, 0.05);
        end_feature(dataset->boundary_polygons);
    }
    model::link(*dataset, [](const model::Problem& problem) { ADD_FAILURE() << model::format_problem(problem); });
    return dataset;
}

TEST(Sea, TheTableIsWholeInEveryLanguage) {
    std::set<std::string> ids;
    for (const SeaFeature& feature : sea_features()) {
        EXPECT_TRUE(ids.insert(feature.id).second);
        for (const model::Names* names : {&feature.neutral, &feature.viet_nam}) {
            EXPECT_FALSE(names->en.empty() || names->vi.empty() || names->lo.empty()) << feature.id;
        }
        if (feature.archipelago) {
            EXPECT_TRUE(in_archipelago(feature.label)) << feature.id;
            // Neutral: both forms of the name, and no country.
            EXPECT_NE(feature.neutral.en.find(" / "), std::string::npos);
            EXPECT_EQ(feature.neutral.en.find("Nam"), std::string::npos);
        }
    }
    EXPECT_TRUE(ids.contains("paracel") && ids.contains("spratly") && ids.contains("east-sea"));
    EXPECT_EQ(sea_features().back().neutral.en, "East Sea (internationally known as the South China Sea)");
}

TEST(Sea, BrokenTablesAreRefusedByName) {
    for (const char* text :
         {"", "[]", R"({"features": [{}]})", R"({"features": [{"id": "a", "kind": "reef"}]})",
          R"({"features": [{"id": "a", "kind": "sea", "label": [200, 0]}]})",
          R"({"features": [{"id": "a", "kind": "archipelago", "label": [1, 2], "extent": []}]})",
          R"({"features": [{"id": "a", "kind": "sea", "label": [1, 2], "neutral": {"en": "A"}}]})"}) {
        try {
            (void)sea_features_from_json(text, "table.json");
            ADD_FAILURE() << text;
        } catch (const std::runtime_error& error) {
            EXPECT_TRUE(std::string(error.what()).starts_with("table.json: ")) << error.what();
        }
    }
}

TEST(Sea, CoastsAndTheirIslandsAreNoArchipelago) {
    // Ly Son, Phu Quy, Con Dao, Hainan, Palawan: places of GeoNames, rounded.
    for (const model::LonLat at : {model::LonLat{109.12, 15.38},
                                   {108.95, 10.52},
                                   {106.6, 8.7},
                                   {109.7, 19.2},
                                   {118.0, 9.4},
                                   {117.3, 8.6},
                                   {107.0, 20.8}}) {
        EXPECT_FALSE(in_archipelago(at)) << at.lon << " " << at.lat;
    }
    EXPECT_FALSE(in_archipelago({}));
}

TEST(Sea, IslandsHaveNoFillNoLineAndNoSayInAnythingElse) {
    const auto dataset = with_islands();
    const std::vector<std::uint8_t> islands = archipelago_rings(dataset->boundary_polygons);
    EXPECT_EQ(islands, (std::vector<std::uint8_t>{0, 1, 1, 1, 0, 0, 1, 1, 1, 0}));
    const auto map = prepare(dataset);
    const auto at_sea = [](glm::vec2 metres) { return projection().inverse(glm::dvec2(metres)).lon > 110.0; };
    for (const FillLevel& level : map->boundary_fills) {
        EXPECT_FALSE(level.positions.empty());
        EXPECT_TRUE(std::none_of(level.positions.begin(), level.positions.end(), at_sea));
    }
    std::size_t segments = 0;
    for (const auto& of_class : map->lines) {
        for (const LineLevel& level : of_class) {
            for (const LineSegment& segment : level.segments) {
                EXPECT_FALSE(at_sea(segment.a) || at_sea(segment.b));
                ++segments;
            }
        }
    }
    EXPECT_GE(segments, 8U);  // the mainland and the island near the coast
    for (const AreaAnchor& anchor : map->anchors) {
        EXPECT_LT(projection().inverse(anchor.bounds.max).lon, 110.0);
        EXPECT_LT(projection().inverse(anchor.at).lon, 108.0);
    }
    EXPECT_LT(projection().inverse(map->bounds.max).lon, 110.0);
    // A fit to the province, and a click on an island.
    const query::QueryIndex index(dataset);
    session::Session session = session::make_session(testing::day("2026-01-15"));
    session.filter.places = {"VN-X"};
    const query::Selection selection = query::select(index, session.filter);
    const session::Camera camera = resolve_camera(*map, index, selection, session, Page{});
    EXPECT_LT(camera.lon, 109.0);
    EXPECT_LT(camera.metres_across, 400'000.0);
    session.camera = session::Camera{112.0, 14.0, 1'500'000};
    Composer composer;
    const Scene scene = composer.compose(map, index, selection, session, Page{});
    EXPECT_FALSE(pick(scene, index, selection, scene.view.to_px(projection().forward({112.3, 16.84}))));
    EXPECT_TRUE(pick(scene, index, selection, scene.view.to_px(projection().forward({107.0, 16.0}))));
}

/// Words of the sea on a picture: texts that belong to nothing, in the colour of the sea's names, not along a river.
std::size_t sea_words(const Scene& scene) {
    return static_cast<std::size_t>(
        std::count_if(scene.marks.texts.begin(), scene.marks.texts.end(), [&](const TextMark& mark) {
            const auto glyphs = scene.marks.glyphs.begin() + static_cast<std::ptrdiff_t>(mark.first);
            const bool turned = std::any_of(glyphs, glyphs + static_cast<std::ptrdiff_t>(mark.count),
                                            [](const PlacedGlyph& glyph) { return glyph.angle != 0.F; });
            return mark.colour == scene.theme->river_text && !mark.ref && !turned;
        }));
}

TEST(Sea, NamesAreLabelsThatTheSessionAsksForWhereTheCameraIs) {
    Composer composer;
    const auto words = [&](session::SeaNames names, std::optional<session::Camera> camera, model::Language language) {
        testing::Shot shot;
        shot.session.sea_names = names;
        shot.session.camera = camera;
        shot.session.language = language;
        shot.take(composer);
        return sea_words(shot.scene);
    };
    const session::Camera far{110.0, 14.0, 2'200'000};
    using model::Language;
    EXPECT_EQ(words(session::SeaNames::Off, far, Language::English), 0U);
    for (const Language language : model::kLanguages) {
        EXPECT_EQ(words(session::SeaNames::Neutral, far, language), sea_features().size());
        EXPECT_EQ(words(session::SeaNames::VietNam, far, language), sea_features().size());
    }
    EXPECT_EQ(words(session::SeaNames::Neutral, testing::khe_sanh(), Language::English), 0U);
}

TEST(Sea, TheViewIsSaidOnTheStripOfSources) {
    session::Session session;
    EXPECT_TRUE(sea_names_of(session).empty());
    session.sea_names = session::SeaNames::Neutral;
    EXPECT_EQ(sea_names_of(session), "Sea names: neutral, both forms");
    session.sea_names = session::SeaNames::VietNam;
    for (const model::Language language : model::kLanguages) {
        session.language = language;
        EXPECT_NE(sea_names_of(session).find(model::tr("furniture.sea_names.viet_nam", language)), std::string::npos);
    }
}

TEST(Sea, RealOutlinesOf2025StayOffTheIslands) {
    const std::string file = std::string(BORDERMAP_SHARED_DIR) + "/testdata/boundaries/vn_adm1_34_2025.shp";
    if (!std::filesystem::exists(file)) {
        GTEST_SKIP() << "shared test data is absent: " << file;
    }
    const test::RealWorld world = test::load_world({file});
    const std::vector<std::uint8_t> islands = archipelago_rings(world.map->dataset->boundary_polygons);
    EXPECT_GT(std::count(islands.begin(), islands.end(), 1), 150);
    EXPECT_LT(projection().inverse(world.map->bounds.max).lon, 110.5);
    for (const AreaAnchor& anchor : world.map->anchors) {
        EXPECT_FALSE(in_archipelago(projection().inverse(anchor.at)));
    }
}

}  // namespace
}  // namespace bordermap::cartography
