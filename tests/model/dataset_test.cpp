// link() on SYNTHETIC tables: every id resolved or reported with its row and a cure.

#include "model/dataset.hpp"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bordermap::model {
namespace {

using testing::HasSubstr;

template <typename T>
T& add(std::vector<T>& table, const std::string& id) {
    T record;
    record.id = id;
    record.row = static_cast<std::uint32_t>(table.size() + 1);
    table.push_back(record);
    return table.back();
}

struct Linked : testing::Test {
    Dataset data;
    std::vector<Problem> problems;

    void SetUp() override { data.files = {"tables/synthetic.csv"}; }
    void link_all() {
        link(data, [this](Problem problem) { problems.push_back(std::move(problem)); });
    }
    [[nodiscard]] std::vector<std::string> said() const {
        std::vector<std::string> lines;
        for (const Problem& problem : problems) {
            lines.push_back(format_problem(problem));
        }
        return lines;
    }
};

TEST_F(Linked, ResolvesEveryReference) {
    add(data.sources, "S");
    add(data.boundaries, "P").level = 1;
    add(data.boundaries, "D").parent_id = "P";
    Unit& unit = add(data.units, "U");
    unit.admin_id = "D";
    unit.source_ids = {"S"};
    add(data.units, "U2").parent_id = "U";
    add(data.agreements, "A").source_ids = {"S"};
    add(data.events, "E1").agreement_id = "A";
    add(data.events, "E2").fulfils_id = "E1";
    add(data.categories, "C");
    add(data.categories, "C.1").parent_id = "C";
    add(data.areas, "R");
    Incident& incident = add(data.incidents, "I");
    incident.category_id = "C.1";
    incident.admin_id = "P";
    incident.date = *FuzzyDate::parse("2025-08");
    incident.position = {{106.0, 16.5}, 5.0};
    Gate& gate = add(data.gates, "G");
    gate.admin_vn_id = "P";
    gate.admin_la_id = "D";
    Succession& succession = add(data.successions, "");
    succession.from_id = "U";
    succession.to_id = "U2";
    succession.source_ids = {"S"};
    add(data.aliases, "").target_id = "G";
    link_all();
    EXPECT_TRUE(problems.empty()) << said().front();
    EXPECT_EQ(data.boundaries[1].parent, 0U);
    EXPECT_EQ(data.boundaries[0].parent, kNone);
    EXPECT_EQ(data.units[0].admin, 1U);
    EXPECT_EQ(data.units[0].sources, std::vector<Index>{0});
    EXPECT_EQ(data.units[1].parent, 0U);
    EXPECT_EQ(data.events[0].agreement, 0U);
    EXPECT_EQ(data.events[1].fulfils, 0U);
    EXPECT_EQ(data.incidents[0].category, 1U);
    EXPECT_EQ(data.incidents[0].admin, 0U);
    EXPECT_EQ(data.gates[0].admin_vn, 0U);
    EXPECT_EQ(data.gates[0].admin_la, 1U);
    EXPECT_EQ(data.successions[0].sources, std::vector<Index>{0});

    const PointColumns& columns = data.incident_columns;
    ASSERT_EQ(columns.size(), 1U);
    EXPECT_EQ(columns.at[0], (LonLat{106.0, 16.5}));
    EXPECT_EQ(columns.from[0], parse_day("2025-08-01"));
    EXPECT_EQ(columns.to[0], parse_day("2025-09-01"));
    EXPECT_EQ(columns.category[0], 1U);
    EXPECT_EQ(columns.dated[0], 1U);

    link_all();
    EXPECT_TRUE(problems.empty()) << "again gives the same";
    EXPECT_EQ(data.incident_columns.size(), 1U);
    EXPECT_EQ(data.units[0].sources.size(), 1U);
}

TEST_F(Linked, ReportsEachIdThatLeadsNowhere) {
    add(data.boundaries, "B").parent_id = "no-parent";
    Unit& unit = add(data.units, "U");
    unit.admin_id = "no-admin";
    unit.parent_id = "no-unit";
    unit.source_ids = {"no-source"};
    Event& event = add(data.events, "E");
    event.agreement_id = "no-agreement";
    event.fulfils_id = "no-event";
    Incident& incident = add(data.incidents, "I");
    incident.category_id = "no-category";
    incident.admin_id = "no-place";
    Gate& gate = add(data.gates, "G");
    gate.admin_vn_id = "no-vn";
    gate.admin_la_id = "no-la";
    add(data.categories, "C").parent_id = "no-group";
    add(data.areas, "R").parent_id = "no-area";
    Succession& succession = add(data.successions, "");
    succession.from_id = "no-from";
    succession.to_id = "no-to";
    add(data.aliases, "").target_id = "no-target";
    link_all();
    const auto lines = said();
    for (const char* id : {"no-parent", "no-admin", "no-unit", "no-source", "no-agreement", "no-event", "no-category",
                           "no-place", "no-vn", "no-la", "no-group", "no-area", "no-from", "no-to", "no-target"}) {
        EXPECT_EQ(std::count_if(lines.begin(), lines.end(),
                                [id](const std::string& line) { return line.find(id) != std::string::npos; }),
                  1)
            << id;
    }
    EXPECT_EQ(problems.size(), 15U);
    for (const Problem& problem : problems) {
        EXPECT_EQ(problem.severity, Severity::Error);
        EXPECT_EQ(problem.file, "tables/synthetic.csv");
        EXPECT_EQ(problem.row, 1);
        EXPECT_FALSE(problem.field.empty());
        EXPECT_FALSE(problem.cure.empty());
    }
    EXPECT_EQ(data.incidents[0].category, kNone) << "the rest loads";
    EXPECT_EQ(data.incident_columns.category[0], 0xffff);
    EXPECT_EQ(data.incident_columns.dated[0], 0);
}

TEST_F(Linked, TheFirstOfTwoKeepsAnId) {
    add(data.units, "U").name.en = "first";
    add(data.units, "U").name.en = "second";
    link_all();
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(problems[0].row, 2);
    EXPECT_EQ(problems[0].field, "id");
    EXPECT_THAT(problems[0].message, HasSubstr("row 1"));
    EXPECT_EQ(data.units[data.unit_by_id.at("U")].name.en, "first");
}

TEST_F(Linked, CutsCirclesOfParents) {
    add(data.boundaries, "A").parent_id = "B";
    add(data.boundaries, "B").parent_id = "C";
    add(data.boundaries, "C").parent_id = "A";
    add(data.boundaries, "D").parent_id = "A";
    add(data.units, "self").parent_id = "self";
    link_all();
    EXPECT_EQ(problems.size(), 2U);
    for (std::size_t i = 0; i < data.boundaries.size(); ++i) {
        auto at = static_cast<Index>(i);
        int steps = 0;
        while (at != kNone && steps < 10) {
            at = data.boundaries[at].parent;
            ++steps;
        }
        EXPECT_LT(steps, 10) << data.boundaries[i].id;
    }
    EXPECT_EQ(data.boundaries[3].parent, 0U);
    EXPECT_EQ(data.units[0].parent, kNone);
}

TEST_F(Linked, ASuccessionStaysWithinItsKind) {
    add(data.boundaries, "B");
    add(data.units, "U");
    Succession& succession = add(data.successions, "");
    succession.from_id = "B";
    succession.to_id = "U";
    link_all();
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_THAT(problems[0].message, HasSubstr("one is a boundary"));
}

TEST_F(Linked, WorksWithoutASink) {
    add(data.units, "U").parent_id = "nobody";
    link(data, {});
    EXPECT_EQ(data.units[0].parent, kNone);
}

TEST(Problems, AreSaidInOneLine) {
    EXPECT_EQ(format_problem({Severity::Error, "a.csv", "units", 3, "id", "it is wrong", "mend it"}),
              "error a.csv:units:3:id: it is wrong; mend it");
    EXPECT_EQ(format_problem({Severity::Warning, "a.csv", "", -1, "", "m", "c"}), "warning a.csv:::: m; c");
}

TEST_F(Linked, EveryRefHasAnIdAndATitle) {
    add(data.boundaries, "B").name = {"Hue", "Huế", "ເຫວ້"};
    add(data.units, "U");
    add(data.agreements, "A").title.vi = "Kết nghĩa";
    add(data.events, "E").title.en = "Talks";
    add(data.categories, "C").name.en = "flood";
    add(data.incidents, "I").category_id = "C";
    add(data.incidents, "I2").summary = "Road cut";
    add(data.gates, "G").name.en = "Lao Bao";
    add(data.sources, "S").publisher = "The paper";
    link_all();
    const auto title = [&](RefKind kind, const char* id, Language language = Language::English) {
        const Ref ref = find_ref(data, kind, id);
        EXPECT_EQ(id_of(data, ref), id);
        return title_of(data, ref, language);
    };
    EXPECT_EQ(title(RefKind::Boundary, "B"), "Hue");
    EXPECT_EQ(title(RefKind::Boundary, "B", Language::Vietnamese), "Huế");
    EXPECT_EQ(title(RefKind::Boundary, "B", Language::Lao), "ເຫວ້");
    EXPECT_EQ(title(RefKind::Unit, "U"), "U") << "never empty";
    EXPECT_EQ(title(RefKind::Agreement, "A"), "Kết nghĩa");
    EXPECT_EQ(title(RefKind::Event, "E", Language::Lao), "Talks");
    EXPECT_EQ(title(RefKind::Incident, "I"), "flood");
    EXPECT_EQ(title(RefKind::Incident, "I2"), "Road cut");
    EXPECT_EQ(title(RefKind::Gate, "G"), "Lao Bao");
    EXPECT_EQ(title(RefKind::Source, "S"), "The paper");
    EXPECT_FALSE(find_ref(data, RefKind::Unit, "B"));
    EXPECT_FALSE(find_ref(data, RefKind::None, "B"));
    EXPECT_EQ(id_of(data, {RefKind::Unit, 99}), "");
    EXPECT_EQ(title_of(data, {}, Language::English), "");
}

TEST(Countries, HaveCodes) {
    EXPECT_EQ(parse_country("VN"), Country::VietNam);
    EXPECT_EQ(parse_country("LA"), Country::Laos);
    EXPECT_EQ(parse_country("KH"), Country::Other);
    EXPECT_EQ(parse_country(""), Country::None);
    EXPECT_EQ(country_code(Country::VietNam), "VN");
    EXPECT_EQ(country_code(Country::Laos), "LA");
    EXPECT_EQ(country_code(Country::Other), "");
}

}  // namespace
}  // namespace bordermap::model
