// Boundaries from real file formats: geometry, encodings, coordinate systems. All shapes here are synthetic.
#include "catalog/write_data.hpp"

#include <atomic>
#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <limits>
#include <ogr_geometry.h>

namespace bordermap {
namespace {

using catalog::LoadOptions;
using model::Severity;
using test::all_problems;
using test::boundary;
using test::boundary_fields;
using test::find_problem;
using test::LayerSpec;
using test::load_data;
using test::square_wkt;
using test::TemporaryFolder;
using test::write_layer;
using testing::ElementsAre;

/// Two parts, the first with a hole.
const char* const kTwoParts =
    "MULTIPOLYGON (((105 16,105 17,106 17,106 16,105 16),(105.4 16.4,105.6 16.4,105.6 16.6,105.4 16.6,105.4 16.4)),"
    "((107 16,107 16.5,107.5 16.5,107.5 16,107 16)))";

struct Format {
    const char* driver;
    const char* file;
};

class EveryFormat : public testing::TestWithParam<Format> {};

TEST_P(EveryFormat, GivesTheSameBoundaries) {
    const TemporaryFolder folder;
    auto rows = LayerSpec{"provinces", boundary_fields(), {boundary("VN", 0, "VN", "", square_wkt(104, 15, 4))}};
    rows.features.push_back(boundary("VN-1", 1, "VN", "VN", kTwoParts, "2008-08-01", "2025-07-01"));
    rows.features.back().values[5] = "Quảng Trị";
    rows.features.back().values[6] = "ແຂວງ";
    write_layer(folder.file(GetParam().file), GetParam().driver, rows);
    const auto result = load_data({folder.path().string()});
    EXPECT_THAT(result.problems, testing::IsEmpty()) << all_problems(result.problems);
    const auto& data = *result.dataset;
    ASSERT_EQ(data.boundaries.size(), 2U);
    const auto& unit = data.boundaries[1];
    EXPECT_EQ(unit.id, "VN-1");
    EXPECT_EQ(unit.level, 1);
    EXPECT_EQ(unit.country, model::Country::VietNam);
    EXPECT_EQ(unit.parent, 0U);
    EXPECT_EQ(unit.name.en, "Synthetic VN-1");
    EXPECT_EQ(unit.name.vi, "Quảng Trị");
    EXPECT_EQ(unit.name.lo, "ແຂວງ");
    EXPECT_EQ(model::format_day(unit.valid.from), "2008-08-01");
    EXPECT_EQ(model::format_day(unit.valid.to), "2025-07-01");
    const auto& polygons = data.boundary_polygons;
    EXPECT_THAT(polygons.feature_rings, ElementsAre(0U, 1U, 4U));
    EXPECT_THAT(polygons.ring_vertices, ElementsAre(0U, 5U, 10U, 15U, 20U));
    EXPECT_THAT(polygons.exterior, ElementsAre(1, 1, 0, 1));
    EXPECT_EQ(polygons.vertices.size(), 20U);
    for (std::size_t ring = 0; ring < polygons.exterior.size(); ++ring) {
        EXPECT_EQ(polygons.vertices[polygons.ring_vertices[ring]],
                  polygons.vertices[polygons.ring_vertices[ring + 1] - 1]);
    }
    ASSERT_EQ(result.layers.size(), 1U);
    EXPECT_EQ(result.layers[0].driver, GetParam().driver);
    EXPECT_EQ(result.layers[0].vertices, 20U);
    EXPECT_EQ(result.layers[0].loaded, 2U);
}

INSTANTIATE_TEST_SUITE_P(Boundaries, EveryFormat,
                         testing::Values(Format{"ESRI Shapefile", "provinces.shp"}, Format{"GPKG", "any.gpkg"},
                                         Format{"GeoJSON", "provinces.geojson"}),
                         [](const auto& tested) {
                             return std::string(tested.param.driver, 3) == "ESR" ? "Shapefile"
                                                                                 : std::string(tested.param.driver);
                         });

class Boundaries : public testing::Test {
protected:
    [[nodiscard]] catalog::LoadResult load_shapes(const std::vector<test::FeatureSpec>& features,
                                                  int epsg = 4326) const {
        write_layer(folder_.file("b.gpkg"), "GPKG", {"boundaries", boundary_fields(), features, epsg});
        return load_data({folder_.file("b.gpkg")});
    }
    /// A shapefile with one province of this Vietnamese name.
    [[nodiscard]] std::string write_named(const std::string& name, int width = 60) const {
        auto fields = boundary_fields();
        fields[5].width = width;
        auto row = boundary("VN-1", 1, "VN", "", square_wkt(105, 16));
        row.values[5] = name;
        auto path = folder_.file("provinces.shp");
        write_layer(path, "ESRI Shapefile", {"provinces", fields, {row}});
        return path;
    }
    TemporaryFolder folder_;
};

TEST_F(Boundaries, AnUnclosedRingIsClosedAndNamed) {
    const auto result = load_shapes({boundary("A", 0, "VN", "", "POLYGON ((105 16,105 17,106 17,106 16))")});
    const auto* problem = find_problem(result.problems, "not closed", "b.gpkg", 1, "geometry");
    ASSERT_NE(problem, nullptr) << all_problems(result.problems);
    EXPECT_EQ(problem->severity, Severity::Warning);
    EXPECT_EQ(result.dataset->boundary_polygons.vertices.size(), 5U);
    EXPECT_EQ(result.dataset->boundary_polygons.vertices.front(), result.dataset->boundary_polygons.vertices.back());
}

TEST_F(Boundaries, VerticesThatAreNotFiniteAreLeftOut) {
    OGRLinearRing ring;
    for (const auto& [x, y] : {std::pair{105.0, 16.0},
                               {105.0, 17.0},
                               {std::numeric_limits<double>::quiet_NaN(), 17.0},
                               {106.0, std::numeric_limits<double>::infinity()},
                               {106.0, 17.0},
                               {106.0, 16.0},
                               {105.0, 16.0}}) {
        ring.addPoint(x, y);
    }
    OGRPolygon polygon;
    polygon.addRing(&ring);
    auto row = boundary("A", 0, "VN", "", "");
    row.geometry = &polygon;
    const auto result = load_shapes({row, boundary("B", 0, "LA", "", square_wkt(103, 18))});
    const auto* problem = find_problem(result.problems, "2 vertices of 7", "b.gpkg", 1, "geometry");
    ASSERT_NE(problem, nullptr) << all_problems(result.problems);
    ASSERT_EQ(result.dataset->boundaries.size(), 2U);
    EXPECT_EQ(result.dataset->boundary_polygons.ring_vertices[1], 5U);
    for (const auto& at : result.dataset->boundary_polygons.vertices) {
        EXPECT_TRUE(std::isfinite(at.lon) && std::isfinite(at.lat));
    }
}

TEST_F(Boundaries, RingsOfFewerThanFourPointsAndMissingShapesAreNamed) {
    const auto result =
        load_shapes({boundary("A", 0, "VN", "", "POLYGON ((105 16,105 17,105 16))"), boundary("B", 0, "LA", "", ""),
                     boundary("C", 1, "LA", "B", "POINT (105 16)"), boundary("D", 1, "LA", "B", square_wkt(103, 18))});
    EXPECT_NE(find_problem(result.problems, "has 3 points", "b.gpkg", 1), nullptr) << all_problems(result.problems);
    EXPECT_NE(find_problem(result.problems, "no usable polygon", "b.gpkg", 2), nullptr);
    EXPECT_NE(find_problem(result.problems, "is a POINT", "b.gpkg", 3), nullptr);
    ASSERT_EQ(result.dataset->boundaries.size(), 4U);
    EXPECT_THAT(result.dataset->boundary_polygons.feature_rings, ElementsAre(0U, 0U, 0U, 0U, 1U));
}

TEST_F(Boundaries, SwappedCoordinatesAreTurnedAndNamed) {
    const auto result = load_shapes({boundary("A", 0, "VN", "", "POLYGON ((16 105,17 105,17 106,16 106,16 105))")});
    const auto* problem = find_problem(result.problems, "exchanged", "b.gpkg", 1, "geometry");
    ASSERT_NE(problem, nullptr) << all_problems(result.problems);
    EXPECT_EQ(problem->severity, Severity::Error);
    EXPECT_EQ(result.dataset->boundary_polygons.vertices.front(), (model::LonLat{105.0, 16.0}));
}

TEST_F(Boundaries, ABadLevelOrKeyLeavesOutOnlyItsRow) {
    auto bad_level = boundary("A", 0, "VN", "", square_wkt(105, 16));
    bad_level.values[1] = "7";
    auto no_id = boundary("", 0, "VN", "", square_wkt(105, 16));
    auto no_country = boundary("C", 0, "Atlantis", "", square_wkt(105, 16));
    const auto result = load_shapes({bad_level, no_id, no_country, boundary("D", 0, "LA", "", square_wkt(103, 18))});
    ASSERT_EQ(result.dataset->boundaries.size(), 2U);
    EXPECT_EQ(result.dataset->boundary_polygons.feature_count(), 2U);
    EXPECT_NE(find_problem(result.problems, "is not 0, 1 or 2", "b.gpkg", 1, "level"), nullptr)
        << all_problems(result.problems);
    EXPECT_NE(find_problem(result.problems, "left out", "b.gpkg", 2, "id"), nullptr);
    EXPECT_NE(find_problem(result.problems, "Atlantis", "b.gpkg", 3, "country"), nullptr);
}

TEST_F(Boundaries, AProjectedLayerIsTransformed) {
    // EPSG:32648, UTM zone 48 N: the central meridian is 105 E at easting 500 000 m, the equator northing 0 m.
    const auto result = load_shapes(
        {boundary("A", 0, "VN", "",
                  "POLYGON ((500000 1800000,500000 1900000,600000 1900000,600000 1800000,500000 1800000))")},
        32648);
    EXPECT_FALSE(result.has_errors()) << all_problems(result.problems);
    const auto& first = result.dataset->boundary_polygons.vertices.front();
    EXPECT_NEAR(first.lon, 105.0, 1e-9);
    EXPECT_NEAR(first.lat, 16.2808, 1e-4);  // the meridian arc of 1 800 000 m / 0.9996 on WGS 84
}

TEST_F(Boundaries, WithoutAPrjDegreesAreAssumedAndMetresRefused) {
    std::filesystem::create_directories(folder_.path() / "degrees");
    write_layer(folder_.file("degrees/provinces.shp"), "ESRI Shapefile",
                {"provinces", boundary_fields(), {boundary("A", 0, "VN", "", square_wkt(105, 16))}, 0});
    const auto degrees = load_data({folder_.file("degrees")});
    ASSERT_NE(
        find_problem(degrees.problems, "assumed EPSG:4326 because the coordinates look like degrees", "provinces.shp"),
        nullptr)
        << all_problems(degrees.problems);
    EXPECT_FALSE(degrees.has_errors());
    EXPECT_EQ(degrees.dataset->boundaries.size(), 1U);

    std::filesystem::create_directories(folder_.path() / "metres");
    write_layer(folder_.file("metres/provinces.shp"), "ESRI Shapefile",
                {"provinces", boundary_fields(), {boundary("A", 0, "VN", "", square_wkt(500000, 1800000, 1000))}, 0});
    const auto metres = load_data({folder_.file("metres")});
    EXPECT_NE(find_problem(metres.problems, "are not degrees", "provinces.shp"), nullptr)
        << all_problems(metres.problems);
    EXPECT_TRUE(metres.has_errors());
    EXPECT_TRUE(metres.dataset->boundaries.empty());
}

TEST_F(Boundaries, AMissingCpgIsSettledByTheBytes) {
    const auto path = write_named("Quảng Trị");
    std::filesystem::remove(folder_.file("provinces.cpg"));
    const auto result = load_data({path});
    const auto* problem = find_problem(result.problems, "no .cpg", "provinces.shp");
    ASSERT_NE(problem, nullptr) << all_problems(result.problems);
    EXPECT_EQ(problem->severity, Severity::Warning);
    EXPECT_EQ(result.dataset->boundaries.at(0).name.vi, "Quảng Trị");
    EXPECT_EQ(result.layers.at(0).encoding, "UTF-8 (detected)");
}

TEST_F(Boundaries, ACpgThatSays1258OverUtf8BytesIsNotBelieved) {
    const auto path = write_named("Quảng Trị");
    folder_.write("provinces.cpg", "1258");
    const auto result = load_data({path});
    const auto* problem = find_problem(result.problems, "its .cpg says 1258 but the bytes are UTF-8", "provinces.shp");
    ASSERT_NE(problem, nullptr) << all_problems(result.problems);
    EXPECT_EQ(problem->severity, Severity::Error);
    EXPECT_NE(problem->cure.find("UTF-8"), std::string::npos);
    EXPECT_EQ(result.dataset->boundaries.at(0).name.vi, "Quảng Trị");
}

TEST_F(Boundaries, RealWindows1258IsReadAndComposed) {
    const auto path = write_named("PLACEHOLDER");
    // a-breve and e-circumflex with marks apart, as Windows-1258 writes them.
    const auto bytes = test::read_text(folder_.file("provinces.dbf"));
    test::patch_bytes(folder_.file("provinces.dbf"), bytes.find("PLACEHOLDER"), "Qua\xD2ng Tri\xF2");
    folder_.write("provinces.cpg", "1258");
    const auto result = load_data({path});
    EXPECT_FALSE(result.has_errors()) << all_problems(result.problems);
    EXPECT_EQ(result.dataset->boundaries.at(0).name.vi, "Quảng Trị");
    std::filesystem::remove(folder_.file("provinces.cpg"));
    const auto undeclared = load_data({path});
    EXPECT_NE(find_problem(undeclared.problems, "it is not UTF-8; letters are lost", "provinces.shp"), nullptr)
        << all_problems(undeclared.problems);
    LoadOptions options;
    options.data = {path};
    options.encoding = "1258";
    EXPECT_EQ(catalog::load(options).dataset->boundaries.at(0).name.vi, "Quảng Trị");
}

TEST_F(Boundaries, TextCutInTheMiddleOfALetterIsNamed) {
    const auto path = write_named("PLACEHOLDE", 10);
    const auto bytes = test::read_text(folder_.file("provinces.dbf"));
    test::patch_bytes(folder_.file("provinces.dbf"), bytes.find("PLACEHOLDE"),
                      "Quang Tr\xE1\xBB");  // first two of three bytes
    const auto result = load_data({path});
    EXPECT_NE(find_problem(result.problems, "cut in the middle of a character", "provinces.shp", 1, "name_vi"), nullptr)
        << all_problems(result.problems);
}

TEST_F(Boundaries, LongColumnNamesAreKnownInTheirDbfForm) {
    write_layer(folder_.file("places.shp"), "ESRI Shapefile",
                {"places",
                 {{"name"}, {"country"}, {"feature_co"}, {"population"}},
                 {{{"Town", "LA", "PPLA", "46800"}, "POINT (104.045 20.4164)", nullptr}},
                 4326,
                 "point"});
    const auto result = load_data({folder_.path().string()});
    ASSERT_EQ(result.dataset->places.size(), 1U) << all_problems(result.problems);
    EXPECT_EQ(result.dataset->places[0].feature_code, "PPLA");
    EXPECT_EQ(result.dataset->places[0].population, 46800);
    EXPECT_EQ(result.dataset->places[0].country, model::Country::Laos);
    EXPECT_NEAR(result.dataset->places[0].at.lat, 20.4164, 1e-9);
}

TEST_F(Boundaries, RiversAndNeighboursAreContext) {
    const auto path = folder_.file("c.gpkg");
    write_layer(path, "GPKG",
                {"rivers",
                 {{"level"}, {"name_vi"}},
                 {{{"1", "Mê Kông"}, "MULTILINESTRING ((104 17,105 17,105 18),(106 17,107 17))", nullptr}}});
    write_layer(path, "GPKG", {"neighbours", {{"country"}}, {{{"Synthetic land"}, square_wkt(100, 14), nullptr}}});
    const auto result = load_data({path});
    EXPECT_FALSE(result.has_errors()) << all_problems(result.problems);
    ASSERT_EQ(result.dataset->rivers.size(), 1U);
    EXPECT_EQ(result.dataset->rivers[0].level, 1);
    EXPECT_EQ(result.dataset->rivers[0].name, (model::Names{{}, "Mê Kông", {}}));
    EXPECT_THAT(result.dataset->river_lines.feature_parts, ElementsAre(0U, 2U));
    EXPECT_THAT(result.dataset->river_lines.part_vertices, ElementsAre(0U, 3U, 5U));
    ASSERT_EQ(result.dataset->neighbours.size(), 1U);
    EXPECT_EQ(result.dataset->neighbours[0].name, "Synthetic land");
}

TEST_F(Boundaries, OwnBoundariesReplaceThoseOfTheDataButKeepItsContext) {
    const auto data = folder_.file("data.gpkg");
    write_layer(data, "GPKG", {"boundaries", boundary_fields(), {boundary("OLD", 0, "VN", "", square_wkt(105, 16))}});
    write_layer(data, "GPKG", {"rivers", {{"level"}}, {{{"1"}, "LINESTRING (104 17,105 17)", nullptr}}});
    write_layer(folder_.file("own.gpkg"), "GPKG",
                {"boundaries", boundary_fields(), {boundary("NEW", 0, "VN", "", square_wkt(105, 16))}});
    LoadOptions options;
    options.data = {data};
    options.boundaries = {folder_.file("own.gpkg")};
    const auto result = catalog::load(options);
    ASSERT_EQ(result.dataset->boundaries.size(), 1U) << all_problems(result.problems);
    EXPECT_EQ(result.dataset->boundaries[0].id, "NEW");
    EXPECT_EQ(result.dataset->rivers.size(), 1U);
}

TEST_F(Boundaries, TheShippedBoundariesStandInWhereTheDataHasNone) {
    write_layer(folder_.file("shipped.gpkg"), "GPKG",
                {"boundaries", boundary_fields(), {boundary("SHIPPED", 0, "VN", "", square_wkt(105, 16))}});
    folder_.write("areas.csv", "id,name_en\nA,x\n");
    LoadOptions options;
    options.data = {folder_.file("areas.csv")};
    options.fallback_boundaries = folder_.file("shipped.gpkg");
    const auto without = catalog::load(options);
    ASSERT_EQ(without.dataset->boundaries.size(), 1U) << all_problems(without.problems);
    EXPECT_EQ(without.dataset->boundaries[0].id, "SHIPPED");
    EXPECT_EQ(without.dataset->areas.size(), 1U);
    write_layer(folder_.file("own.gpkg"), "GPKG",
                {"boundaries", boundary_fields(), {boundary("OWN", 0, "VN", "", square_wkt(105, 16))}});
    options.data.push_back(folder_.file("own.gpkg"));
    const auto with = catalog::load(options);
    ASSERT_EQ(with.dataset->boundaries.size(), 1U);
    EXPECT_EQ(with.dataset->boundaries[0].id, "OWN");
}

TEST_F(Boundaries, CancelIsSeenInsideOneFeature) {
    // One polygon with 40 000 holes. Cancel comes from the first Problem of a hole; no row begins after it.
    std::string wkt = "POLYGON ((100 10,100 20,110 20,110 10,100 10)";
    for (int i = 0; i < 40'000; ++i) {
        const int row = i / 200;
        const double west = 100.01 + i % 200 * 0.04;
        const double south = 10.01 + row * 0.04;
        wkt += fmt::format(",({0} {1},{2} {1},{2} {3},{0} {3},{0} {1})", west, south, west + 0.02, south + 0.02);
    }
    write_layer(folder_.file("b.gpkg"), "GPKG",
                {"boundaries", boundary_fields(), {boundary("A", 0, "VN", "", wkt + ")")}});
    std::atomic<bool> cancel{false};
    LoadOptions options;
    options.data = {folder_.file("b.gpkg")};
    options.cancel = &cancel;
    // Progress is told before a row is read: cancelled then, the row itself must notice.
    options.progress = [&](double, const std::string&) { cancel = true; };
    const auto result = catalog::load(options);
    EXPECT_NE(find_problem(result.problems, "cancelled"), nullptr) << all_problems(result.problems);
    EXPECT_TRUE(result.dataset->boundaries.empty());
}

}  // namespace
}  // namespace bordermap
