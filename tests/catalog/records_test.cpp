// Record tables from CSV: text, dates, numbers, references. All data here is synthetic.
#include "catalog/write_data.hpp"

#include <atomic>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bordermap {
namespace {

using catalog::LoadOptions;
using model::Severity;
using test::all_problems;
using test::find_problem;
using test::load_data;
using test::TemporaryFolder;
using testing::ElementsAre;
using testing::HasSubstr;

#define EXPECT_PROBLEM(problems, severity_, words, file, row, field)                                          \
    do {                                                                                                      \
        const auto* found = find_problem(problems, words, file, row, field);                                  \
        ASSERT_NE(found, nullptr) << R"(no problem ")" << (words) << R"(" among:)" << all_problems(problems); \
        EXPECT_EQ(found->severity, severity_) << model::format_problem(*found);                               \
        EXPECT_FALSE(found->layer.empty());                                                                   \
    } while (false)

TEST(Records, EveryColumnOfAnIncidentIsRead) {
    const TemporaryFolder folder;
    folder.write("categories.csv",
                 "id,parent_id,name_en,name_vi,name_lo,colour,symbol\nINC.X,,Synthetic,,,#112233,circle\n");
    folder.write("sources.csv", "id,publisher,title,url\nS1,Pub,Title,https://example.org\nS2,Pub,Title,\n");
    folder.write(
        "incidents.csv",
        "id,category_id,date,lon,lat,precision_km,admin_id,record_kind,quantity,quantity_unit,summary,caveat,"
        "confidence,source_ids,time_local\n"
        "I1,INC.X,2026-01,106.5,16.5,27,,total,12,kg,\"line one\nline, two \"\"quoted\"\"\",care,high,S1;S2,13:40\n");
    const auto result = load_data({folder.path().string()});
    EXPECT_THAT(result.problems, testing::IsEmpty()) << all_problems(result.problems);
    ASSERT_EQ(result.dataset->incidents.size(), 1U);
    const auto& incident = result.dataset->incidents.front();
    EXPECT_EQ(incident.id, "I1");
    EXPECT_EQ(incident.row, 1U);
    EXPECT_EQ(incident.category, 0U);
    EXPECT_EQ(incident.date.text(), "2026-01");
    EXPECT_EQ(incident.position.at, (model::LonLat{106.5, 16.5}));
    EXPECT_EQ(incident.position.precision_km, 27.0);
    EXPECT_EQ(incident.record_kind, model::RecordKind::Total);
    EXPECT_EQ(incident.quantity, "12");
    EXPECT_EQ(incident.quantity_unit, "kg");
    EXPECT_EQ(incident.summary, "line one\nline, two \"quoted\"");
    EXPECT_EQ(incident.caveat, "care");
    EXPECT_EQ(incident.confidence, "high");
    EXPECT_THAT(incident.sources, ElementsAre(0U, 1U));
    ASSERT_EQ(incident.extra.size(), 1U);
    EXPECT_EQ(result.dataset->extra_names.at(incident.extra[0].name), "time_local");
    EXPECT_EQ(incident.extra[0].value, "13:40");
    EXPECT_EQ(result.dataset->categories.at(0).colour, "#112233");
}

TEST(Records, AByteOrderMarkAndColumnsInAnyCaseAreTaken) {
    const TemporaryFolder folder;
    folder.write("areas.csv", "\xEF\xBB\xBFID;Name_EN;Parent_Id\r\nA.ONE;One;\r\nA.TWO;Two;A.ONE\r\n");
    const auto result = load_data({folder.path().string()});
    EXPECT_THAT(result.problems, testing::IsEmpty()) << all_problems(result.problems);
    ASSERT_EQ(result.dataset->areas.size(), 2U);
    EXPECT_EQ(result.dataset->areas[0].id, "A.ONE");
    EXPECT_EQ(result.dataset->areas[1].parent, 0U);
}

TEST(Records, DecomposedTextBecomesComposed) {
    const TemporaryFolder folder;
    folder.write("areas.csv", "id,name_en,name_vi\nA,x,Que\xCC\x82\xCC\x89\n");  // e + circumflex + hook, decomposed
    const auto result = load_data({folder.path().string()});
    ASSERT_EQ(result.dataset->areas.size(), 1U);
    EXPECT_EQ(result.dataset->areas[0].name.vi, "Qu\xE1\xBB\x83");
    const auto problems = catalog::check({folder.path().string()});
    EXPECT_PROBLEM(problems, Severity::Warning, "normal form C", "areas.csv", 1, "name_vi");
}

TEST(Records, InvalidUtf8IsRepairedAndNamed) {
    const TemporaryFolder folder;
    folder.write("areas.csv",
                 "id,name_en\nA,good\nB,b\xFF"
                 "d\n");
    const auto result = load_data({folder.path().string()});
    ASSERT_EQ(result.dataset->areas.size(), 2U);
    EXPECT_EQ(result.dataset->areas[1].name.en,
              "b\xEF\xBF\xBD"
              "d");
    EXPECT_PROBLEM(result.problems, Severity::Error, "U+FFFD", "areas.csv", 2, "name_en");
}

TEST(Records, TextInAnotherEncodingIsReadWhenToldSo) {
    const TemporaryFolder folder;
    folder.write("areas.csv",
                 "id,name_en,name_vi\nA,x,\xD0\xF4ng H\xE0\n");  // windows-1258: Dong Ha with stroke, circumflex, grave
    LoadOptions options;
    options.data = {folder.path().string()};
    options.encoding = "cp1258";
    const auto result = catalog::load(options);
    EXPECT_THAT(result.problems, testing::IsEmpty()) << all_problems(result.problems);
    ASSERT_EQ(result.dataset->areas.size(), 1U);
    EXPECT_EQ(result.dataset->areas[0].name.vi, "Đông Hà");
}

TEST(Records, DatesThatDoNotExistAreNamedAndTheRecordStays) {
    const TemporaryFolder folder;
    folder.write("incidents.csv",
                 "id,category_id,date\nI1,X,2025-02-30\nI2,X,2025-08-14/"
                 "2025-08-10\nI3,X,soon\nI4,X,\nI5,X,XXXX-07-17\nI6,X,../2026-01-15\n");
    const auto result = load_data({folder.path().string()});
    ASSERT_EQ(result.dataset->incidents.size(), 6U);
    for (const std::int64_t row : {1, 2, 3}) {
        EXPECT_PROBLEM(result.problems, Severity::Error, "read as undated", "incidents.csv", row, "date");
        EXPECT_FALSE(result.dataset->incidents[static_cast<std::size_t>(row - 1)].date.dated());
    }
    for (const std::int64_t row : {4, 5, 6}) {
        EXPECT_EQ(find_problem(result.problems, "", "incidents.csv", row, "date"), nullptr)
            << all_problems(result.problems);
    }
    EXPECT_TRUE(result.dataset->incidents[5].date.dated());
}

TEST(Records, PositionsAreCheckedAndSwappedOnesTurned) {
    const TemporaryFolder folder;
    folder.write("incidents.csv",
                 "id,category_id,date,lon,lat,precision_km\n"
                 "GOOD,X,2026,106.5,16.5,1\n"
                 "SWAPPED,X,2026,16.5,106.5,1\n"
                 "HALF,X,2026,106.5,,\n"
                 "COMMA,X,2026,\"106,5\",16.5,\n"
                 "MOON,X,2026,500,16.5,\n"
                 "FAR,X,2026,2.35,48.85,\n"
                 "NEGATIVE,X,2026,106.5,16.5,-3\n");
    const auto result = load_data({folder.path().string()});
    const auto& incidents = result.dataset->incidents;
    ASSERT_EQ(incidents.size(), 7U);
    EXPECT_PROBLEM(result.problems, Severity::Error, "exchanged", "incidents.csv", 2, "lon");
    EXPECT_EQ(incidents[1].position.at, (model::LonLat{106.5, 16.5}));
    EXPECT_PROBLEM(result.problems, Severity::Error, "without the other", "incidents.csv", 3, "lat");
    EXPECT_FALSE(incidents[2].position.known());
    EXPECT_PROBLEM(result.problems, Severity::Error, "is not a number", "incidents.csv", 4, "lon");
    EXPECT_THAT(find_problem(result.problems, "is not a number")->cure, HasSubstr("decimal point"));
    EXPECT_PROBLEM(result.problems, Severity::Error, "not on the globe", "incidents.csv", 5, "lon");
    EXPECT_FALSE(incidents[4].position.known());
    EXPECT_PROBLEM(result.problems, Severity::Warning, "outside the region", "incidents.csv", 6, "lon");
    EXPECT_TRUE(incidents[5].position.known());
    EXPECT_PROBLEM(result.problems, Severity::Error, "negative", "incidents.csv", 7, "precision_km");
    EXPECT_LT(incidents[6].position.precision_km, 0.0);
}

TEST(Records, PartiesAndUndertakingsFindTheirRecordsAndOrphansAreLeftOut) {
    const TemporaryFolder folder;
    folder.write("units.csv", "id,name_en,kind,country\nU1,One,border guard,VN\nU2,Two,military,LA\n");
    folder.write("areas.csv", "id,name_en\nA1,Area\n");
    folder.write("agreements.csv", "id,kind,signed\nG1,twinning,2026-01-15\n");
    folder.write("agreement_parties.csv",
                 "agreement_id,unit_id,role\nG1,U2,signatory\nG1,U1,signatory\nG1,NOBODY,signatory\nNOTHING,U1,\n");
    folder.write("agreement_areas.csv", "agreement_id,area_id,undertaking\nG1,A1,to meet\nG1,A9,to part\n");
    folder.write("events.csv", "id,kind,date,status,fulfils\nE1,talks,2026,planned,\nE2,talks,2026,held,E1\n");
    folder.write("event_parties.csv", "event_id,unit_id,role\nE2,U1,host\nE7,U1,guest\n");
    const auto result = load_data({folder.path().string()});
    ASSERT_EQ(result.dataset->agreements.size(), 1U);
    const auto& agreement = result.dataset->agreements.front();
    ASSERT_EQ(agreement.parties.size(), 2U);
    EXPECT_EQ(agreement.parties[0].unit, 1U);
    EXPECT_EQ(agreement.parties[1].unit, 0U);
    ASSERT_EQ(agreement.areas.size(), 1U);
    EXPECT_EQ(agreement.areas[0].text, "to meet");
    EXPECT_EQ(result.dataset->events.at(1).fulfils, 0U);
    EXPECT_EQ(result.dataset->events.at(1).parties.size(), 1U);
    EXPECT_PROBLEM(result.problems, Severity::Error, R"(there is no unit "NOBODY")", "agreement_parties.csv", 3,
                   "unit_id");
    EXPECT_PROBLEM(result.problems, Severity::Error, R"(there is no agreement "NOTHING")", "agreement_parties.csv", 4,
                   "agreement_id");
    EXPECT_PROBLEM(result.problems, Severity::Error, R"(there is no area "A9")", "agreement_areas.csv", 2, "area_id");
    EXPECT_PROBLEM(result.problems, Severity::Error, R"(there is no event "E7")", "event_parties.csv", 2, "event_id");
}

TEST(Records, DuplicateAndUnknownIdsAreNamedWithTheirRow) {
    const TemporaryFolder folder;
    folder.write("units.csv",
                 "id,name_en,kind,country,parent_id\nU1,One,military,VN,\nU1,Again,military,VN,\nU3,Three,military,VN,"
                 "U9\n,No id,military,VN,\n");
    const auto result = load_data({folder.path().string()});
    EXPECT_EQ(result.dataset->units.size(), 3U);
    EXPECT_EQ(result.dataset->unit_by_id.at("U1"), 0U);
    EXPECT_PROBLEM(result.problems, Severity::Error, "U1", "units.csv", 2, "id");
    EXPECT_PROBLEM(result.problems, Severity::Error, "U9", "units.csv", 3, "parent_id");
    EXPECT_PROBLEM(result.problems, Severity::Error, "the row is left out", "units.csv", 4, "id");
}

TEST(Records, ValidityIsHalfOpenAndAReversedOneIsNamed) {
    const TemporaryFolder folder;
    folder.write("units.csv",
                 "id,name_en,kind,country,valid_from,valid_to\nU1,a,military,VN,2008-08-01,2025-07-01\nU2,b,military,"
                 "VN,2020,2021\n"
                 "U3,c,military,VN,2025-07-01,2020-01-01\n");
    const auto result = load_data({folder.path().string()});
    ASSERT_EQ(result.dataset->units.size(), 3U);
    const auto day = [](int year, unsigned month, unsigned of_month) {
        return *model::day_from_civil(year, month, of_month);
    };
    EXPECT_EQ(result.dataset->units[0].valid, (model::Interval{day(2008, 8, 1), day(2025, 7, 1)}));
    EXPECT_EQ(result.dataset->units[1].valid, (model::Interval{day(2020, 1, 1), day(2022, 1, 1)}));
    EXPECT_EQ(result.dataset->units[2].valid, (model::Interval{day(2025, 7, 1), model::kOpenFuture}));
    EXPECT_PROBLEM(result.problems, Severity::Error, "not after", "units.csv", 3, "valid_to");
}

TEST(Records, AnUnknownRecordKindIsNeverSummed) {
    const TemporaryFolder folder;
    folder.write("incidents.csv", "id,category_id,date,record_kind\nI1,X,2026,\nI2,X,2026,statistic\n");
    const auto result = load_data({folder.path().string()});
    ASSERT_EQ(result.dataset->incidents.size(), 2U);
    EXPECT_EQ(result.dataset->incidents[0].record_kind, model::RecordKind::Incident);
    EXPECT_EQ(result.dataset->incidents[1].record_kind, model::RecordKind::Snapshot);
    EXPECT_PROBLEM(result.problems, Severity::Error, "statistic", "incidents.csv", 2, "record_kind");
}

TEST(Records, RowsWithTooManyOrTooFewFieldsAreNamed) {
    const TemporaryFolder folder;
    folder.write("areas.csv", "id,name_en\nA,fine\nB,has, a comma\nC\n\nD,\"open\n");
    const auto result = load_data({folder.path().string()});
    EXPECT_PROBLEM(result.problems, Severity::Error, "line 3: 3 fields where the header has 2", "areas.csv", 2, "");
    EXPECT_PROBLEM(result.problems, Severity::Error, "line 4: 1 fields", "areas.csv", 3, "");
    EXPECT_PROBLEM(result.problems, Severity::Error, "quotation marks open", "areas.csv", 4, "");
    EXPECT_GE(result.dataset->areas.size(), 3U);
}

TEST(Records, AMissingRequiredColumnIsNamedAndOnlyAKeyStopsTheTable) {
    const TemporaryFolder folder;
    folder.write("areas.csv", "id,name_vi\nA,x\n");
    folder.write("units.csv", "name_en,kind,country\nNo ids,military,VN\n");
    const auto result = load_data({folder.path().string()});
    EXPECT_EQ(result.dataset->areas.size(), 1U);
    EXPECT_TRUE(result.dataset->units.empty());
    EXPECT_PROBLEM(result.problems, Severity::Error, "required column is missing", "areas.csv", -1, "name_en");
    EXPECT_PROBLEM(result.problems, Severity::Error, "nothing of the layer", "units.csv", -1, "id");
}

TEST(Records, ProblemsOfOneKindAreListedUpToALimitAndThenCounted) {
    const TemporaryFolder folder;
    std::string rows = "id,category_id,date\n";
    for (int i = 0; i < 432; ++i) {
        rows += "I" + std::to_string(i) + ",X,never\n";
    }
    folder.write("incidents.csv", rows + "LAST,,2026\n");
    const auto result = load_data({folder.path().string()});
    EXPECT_EQ(result.dataset->incidents.size(), 433U);
    EXPECT_EQ(std::count_if(result.problems.begin(), result.problems.end(),
                            [](const model::Problem& problem) {
                                return problem.message.find("read as undated") != std::string::npos;
                            }),
              20);
    EXPECT_PROBLEM(result.problems, Severity::Error, "and 412 more", "incidents.csv", -1, "");
    EXPECT_PROBLEM(result.problems, Severity::Error, "is empty", "incidents.csv", 433, "category_id");
}

TEST(Records, JointAndForeignUnitsAreNoFault) {
    const TemporaryFolder folder;
    folder.write("units.csv",
                 "id,name_en,kind,country\nU1,a,military,KH\nU2,b,authority,VN|LA\nU3,c,military,Vietnam\n");
    const auto result = load_data({folder.path().string()});
    ASSERT_EQ(result.dataset->units.size(), 3U);
    EXPECT_EQ(result.dataset->units[0].country, model::Country::Other);
    EXPECT_EQ(result.dataset->units[1].country, model::Country::None);
    EXPECT_EQ(find_problem(result.problems, "", "units.csv", 1), nullptr);
    EXPECT_EQ(find_problem(result.problems, "", "units.csv", 2), nullptr);
    EXPECT_PROBLEM(result.problems, Severity::Error, "Vietnam", "units.csv", 3, "country");
}

TEST(Records, OneTableAloneSaysOnceThatReferencesCannotBeFollowed) {
    const TemporaryFolder folder;
    const auto path = folder.write("incidents.csv", "id,category_id,date,source_ids\nI1,X,2026,S1\nI2,Y,2026,S2\n");
    const auto result = load_data({path});
    EXPECT_FALSE(result.has_errors()) << all_problems(result.problems);
    EXPECT_EQ(result.problems.size(), 2U) << all_problems(result.problems);
    EXPECT_PROBLEM(result.problems, Severity::Warning, "cannot be followed", "incidents.csv", -1, "category_id");
}

TEST(Records, AGeoPackageHoldsTheSameTables) {
    const TemporaryFolder folder;
    const auto path = folder.file("data.gpkg");
    test::write_layer(
        path, "GPKG",
        {"areas", {{"id"}, {"name_en"}, {"name_lo"}}, {{{"A", "Area", "ລາວ"}, "", nullptr}}, 4326, "none"});
    test::write_layer(path, "GPKG",
                      {"incidents",
                       {{"id"}, {"category_id"}, {"date"}},
                       {{{"I1", "X", "2026-01"}, "POINT (106.5 16.5)", nullptr}},
                       4326,
                       "point"});
    const auto result = load_data({path});
    ASSERT_EQ(result.dataset->areas.size(), 1U) << all_problems(result.problems);
    EXPECT_EQ(result.dataset->areas[0].name.lo, "ລາວ");
    ASSERT_EQ(result.dataset->incidents.size(), 1U);
    EXPECT_EQ(result.dataset->incidents[0].position.at, (model::LonLat{106.5, 16.5}));
    ASSERT_EQ(result.layers.size(), 2U);
    EXPECT_EQ(result.layers[0].driver, "GPKG");
    EXPECT_EQ(result.layers[0].table, "areas");
    EXPECT_THAT(result.dataset->files, testing::Contains(path + ":incidents"));
}

TEST(Records, GeoJsonDatesAreTakenAsWritten) {
    const TemporaryFolder folder;
    folder.write(
        "incidents.geojson",
        R"({"type":"FeatureCollection","name":"other","features":[{"type":"Feature","properties":)"
        R"({"id":"I1","category_id":"X","date":"2026-01-15","source_ids":["S1","S2"]},"geometry":{"type":"Point","coordinates":[106.5,16.5]}}]})");
    const auto result = load_data({folder.path().string()});
    ASSERT_EQ(result.dataset->incidents.size(), 1U) << all_problems(result.problems);
    EXPECT_EQ(result.dataset->incidents[0].date.text(), "2026-01-15");
    EXPECT_THAT(result.dataset->incidents[0].source_ids, ElementsAre("S1", "S2"));
}

TEST(Records, ProgressRunsFromStartToEnd) {
    const TemporaryFolder folder;
    folder.write("areas.csv", "id,name_en\nA,x\n");
    folder.write("sources.csv", "id,publisher,title\nS,x,y\n");
    std::vector<double> fractions;
    LoadOptions options;
    options.data = {folder.path().string()};
    options.progress = [&](double fraction, const std::string&) { fractions.push_back(fraction); };
    const auto result = catalog::load(options);
    ASSERT_GE(fractions.size(), 2U);
    EXPECT_TRUE(std::is_sorted(fractions.begin(), fractions.end()));
    EXPECT_EQ(fractions.back(), 1.0);
    EXPECT_GE(fractions.front(), 0.0);
}

TEST(Records, ACancelledLoadHoldsNothing) {
    const TemporaryFolder folder;
    folder.write("areas.csv", "id,name_en\nA,x\n");
    std::atomic<bool> cancel{false};
    LoadOptions options;
    options.data = {folder.path().string()};
    options.cancel = &cancel;
    options.progress = [&](double, const std::string&) { cancel = true; };
    const auto result = catalog::load(options);
    ASSERT_NE(result.dataset, nullptr);
    EXPECT_NE(find_problem(result.problems, "cancelled"), nullptr);
    EXPECT_TRUE(result.dataset->areas.empty());
}

}  // namespace
}  // namespace bordermap
