/// Nothing was lost on the way from the facts to the shipped data: geodata/ledger.csv says what became of each fact.

#include "catalog/catalog.hpp"
#include "support/process.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gdal_priv.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <ogrsf_frmts.h>
#include <regex>
#include <set>

namespace bordermap::test {
namespace {

using Row = std::map<std::string, std::string>;

/// A CSV file as it stands, every cell a text.
std::vector<Row> read_csv(const std::string& path) {
    GDALAllRegister();
    const char* const drivers[] = {"CSV", nullptr};
    const char* const options[] = {"AUTODETECT_TYPE=NO", "EMPTY_STRING_AS_NULL=NO", nullptr};
    const GDALDatasetUniquePtr file(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR, drivers, options, nullptr));
    std::vector<Row> rows;
    if (!file) {
        ADD_FAILURE() << "cannot read " << path;
        return rows;
    }
    for (const auto& feature : file->GetLayer(0)) {
        Row row;
        for (int i = 0; i < feature->GetFieldCount(); ++i) {
            row[feature->GetFieldDefnRef(i)->GetNameRef()] = feature->GetFieldAsString(i);
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

const std::vector<Row>& ledger() {
    static const std::vector<Row> rows = read_csv(BORDERMAP_GEODATA_DIR "/ledger.csv");
    return rows;
}

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> parts;
    std::size_t from = 0;
    for (std::size_t bar = text.find('|'); bar != std::string::npos; bar = text.find('|', from)) {
        parts.push_back(text.substr(from, bar - from));
        from = bar + 1;
    }
    parts.push_back(text.substr(from));
    return parts;
}

TEST(Ledger, EveryFactHasOneOutcomeAndTheLeftOutTheirReason) {
    std::set<std::pair<std::string, std::string>> seen;
    for (const Row& row : ledger()) {
        const std::string& outcome = row.at("outcome");
        EXPECT_TRUE(outcome == "entered" || outcome == "merged" || outcome == "left_out") << outcome;
        EXPECT_TRUE(seen.insert({row.at("fact_file"), row.at("fact_id")}).second)
            << row.at("fact_file") << " " << row.at("fact_id") << " stands twice";
        if (outcome == "left_out") {
            EXPECT_FALSE(row.at("reason").empty()) << row.at("fact_id");
        } else {  // a section of notes is merged as a whole: the reason says where to
            EXPECT_FALSE(row.at("record_id").empty() && row.at("reason").empty()) << row.at("fact_id");
        }
    }
    EXPECT_GT(seen.size(), 1000U);
}

TEST(Ledger, EveryRecordThatItNamesIsInTheShippedData) {
    catalog::LoadOptions options;
    options.data = {BORDERMAP_GEODATA_DIR};
    const catalog::LoadResult loaded = catalog::load(options);
    const model::Dataset& data = *loaded.dataset;
    const std::map<std::string, const std::unordered_map<std::string, model::Index>*> tables{
        {"boundaries", &data.boundary_by_id}, {"countries", &data.boundary_by_id},
        {"provinces", &data.boundary_by_id},  {"districts", &data.boundary_by_id},
        {"units", &data.unit_by_id},          {"agreements", &data.agreement_by_id},
        {"events", &data.event_by_id},        {"incidents", &data.incident_by_id},
        {"gates", &data.gate_by_id},          {"categories", &data.category_by_id},
        {"areas", &data.area_by_id}};
    std::size_t checked = 0;
    for (const Row& row : ledger()) {
        const std::vector<std::string> of = split(row.at("record_table"));
        for (const std::string& id : split(row.at("record_id"))) {
            bool known = false;
            bool findable = true;
            for (const std::string& table : of) {
                const auto found = tables.find(table);
                findable = findable && found != tables.end();
                known = known || (found != tables.end() && found->second->contains(id));
            }
            if (findable && !id.empty() && row.at("outcome") != "left_out") {
                EXPECT_TRUE(known) << row.at("fact_file") << " " << row.at("fact_id") << ": " << id << " is not there";
                ++checked;
            }
        }
    }
    EXPECT_GT(checked, 800U);
}

TEST(Ledger, TheCountsInTheReadmeAreItsOwn) {
    std::map<std::string, std::map<std::string, int>> counts;
    for (const Row& row : ledger()) {
        ++counts[row.at("fact_file")][row.at("outcome")];
        ++counts[row.at("fact_file")]["rows"];
    }
    const std::string readme = read_text(BORDERMAP_GEODATA_DIR "/README.md");
    std::size_t compared = 0;
    const std::regex line(R"(\| ([a-z_/]+\.(?:csv|md|geojson)) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|)");
    for (std::sregex_iterator at(readme.begin(), readme.end(), line), end; at != end; ++at) {
        auto& own = counts[(*at)[1]];
        EXPECT_EQ(std::stoi((*at)[2]), own["rows"]) << (*at)[1];
        EXPECT_EQ(std::stoi((*at)[3]), own["entered"]) << (*at)[1];
        EXPECT_EQ(std::stoi((*at)[4]), own["merged"]) << (*at)[1];
        EXPECT_EQ(std::stoi((*at)[5]), own["left_out"]) << (*at)[1];
        ++compared;
    }
    EXPECT_EQ(compared, counts.size());
}

std::map<std::string, std::set<std::string>> ledger_ids() {
    std::map<std::string, std::set<std::string>> ids;
    for (const Row& row : ledger()) {
        ids[row.at("fact_file")].insert(row.at("fact_id"));
    }
    return ids;
}

TEST(Ledger, HoldsEveryRowOfTheFacts) {
    struct FactFile {
        const char *file, *id;
        std::size_t rows;
    };
    const FactFile files[] = {{"cooperation_records.csv", "record_id", 88},
                              {"incidents.csv", "incident_id", 93},
                              {"border_gates.csv", "gate_id", 23},
                              {"admin_units.csv", "unit_id", 283}};
    const auto known = ledger_ids();
    for (const auto& [file, id, rows] : files) {
        EXPECT_EQ(known.at(file).size(), rows) << file;
        const std::string path = std::string(BORDERMAP_SHARED_DIR "/facts/records/") + file;
        if (!std::filesystem::exists(path)) {
            GTEST_SKIP() << path << " is not beside this checkout";
        }
        const std::vector<Row> facts = read_csv(path);
        EXPECT_EQ(facts.size(), rows) << file;
        for (const Row& row : facts) {
            std::string key = row.at(id);
            if (const auto version = row.find("version"); version != row.end() && version->second != "1") {
                key += "@" + version->second;
            }
            EXPECT_TRUE(known.at(file).contains(key)) << file << " " << key;
        }
    }
}

/// Every id in the first column of a table of the news facts, counted apart from the tool that made the ledger.
TEST(Ledger, HoldsEveryFactOfTheNews) {
    const std::string path = BORDERMAP_SHARED_DIR "/facts/news_facts.md";
    if (!std::filesystem::exists(path)) {
        GTEST_SKIP() << path << " is not beside this checkout";
    }
    const auto known = ledger_ids().at("news_facts.md");
    const std::string text = read_text(path);
    const std::regex first_cell(R"((?:^|\n)\| ([URAEPMT]\d\d(?:\.\d+)?) \|)");
    const std::regex term(R"(\| ((?:INC|COOP)\.[A-Z]+\.[A-Z_]+) \|)");
    std::set<std::string> seen;  // an area stands at the undertakings, too
    std::map<char, std::size_t> counts;
    for (const auto* of : {&first_cell, &term}) {
        for (std::sregex_iterator at(text.begin(), text.end(), *of), end; at != end; ++at) {
            const std::string id = (*at)[1];
            EXPECT_TRUE(known.contains(id)) << id;
            if (seen.insert(id).second) {
                ++counts[id.size() > 3 && id[0] == 'A' ? 'u' : id[0]];
            }
        }
    }
    const std::map<char, std::size_t> expected{{'U', 21}, {'R', 13}, {'A', 5},  {'u', 11}, {'E', 10},
                                               {'P', 3},  {'M', 15}, {'T', 12}, {'I', 24}, {'C', 27}};
    EXPECT_EQ(counts, expected);
}

/// The mechanisms of the reports can be filtered by: each is an area of the record that the ledger names, and has a source.
TEST(Ledger, EveryMechanismIsAnAreaOfASourcedRecord) {
    const std::map<std::string, std::string> areas{
        {"M01", "COOP.PPL.UNIT_TWINNING"},  {"M02", "COOP.MEC.REVIEW"},     {"M03", "COOP.MEC.DEFENCE_DIALOGUE"},
        {"M04", "COOP.SEC.BORDER_MGMT"},    {"M05", "COOP.TRN.TRAINING"},   {"M06", "COOP.PPL.DELEGATION"},
        {"M07", "COOP.PPL.YOUNG_OFFICERS"}, {"M08", "COOP.PPL.WOMEN"},      {"M09", "COOP.PPL.MIL_CIV_TWINNING"},
        {"M10", "COOP.MEC.ANNUAL_CONF"},    {"M11", "COOP.MEM.REMAINS"},    {"M12", "COOP.MED.PRESS"},
        {"M13", "COOP.EDU.FRIENDSHIP"},     {"M14", "COOP.MEC.TRILATERAL"}, {"M15", "COOP.MEC.HIGH_LEVEL"}};
    std::map<std::string, std::set<std::string>> areas_of;
    std::map<std::string, std::string> sources_of;
    for (const Row& row : read_csv(BORDERMAP_GEODATA_DIR "/records/events.csv")) {
        for (const std::string& area : split(row.at("area_ids"))) {
            areas_of[row.at("id")].insert(area);
        }
        sources_of[row.at("id")] = row.at("source_ids");
    }
    for (const Row& row : read_csv(BORDERMAP_GEODATA_DIR "/records/agreement_areas.csv")) {
        areas_of[row.at("agreement_id")].insert(row.at("area_id"));
    }
    for (const Row& row : read_csv(BORDERMAP_GEODATA_DIR "/records/agreements.csv")) {
        sources_of[row.at("id")] = row.at("source_ids");
    }
    std::size_t found = 0;
    for (const Row& row : ledger()) {
        const auto mechanism = areas.find(row.at("fact_id"));
        if (row.at("fact_file") == "news_facts.md" && mechanism != areas.end()) {
            EXPECT_TRUE(areas_of[row.at("record_id")].contains(mechanism->second))
                << mechanism->first << ": " << row.at("record_id") << " has no area " << mechanism->second;
            EXPECT_NE(sources_of[row.at("record_id")], "") << row.at("record_id");
            ++found;
        }
    }
    EXPECT_EQ(found, areas.size());
}

TEST(Ledger, PlannedEventsLeadToTheHeldOnesThatFulfilThem) {
    std::map<std::string, std::string> fulfilled;
    for (const Row& row : read_csv(BORDERMAP_GEODATA_DIR "/records/events.csv")) {
        if (!row.at("fulfils").empty()) {
            fulfilled[row.at("fulfils")] = row.at("id");
        }
    }
    EXPECT_EQ(fulfilled,
              (std::map<std::string, std::string>{
                  {"E-NEWS-08", "E-COOP-012"}, {"E-COOP-016-PLAN", "E-COOP-016"}, {"E-COOP-021-PLAN", "E-COOP-021"}}));
}

TEST(Names, CategoriesAndAreasHaveAllThreeAndSayWhoseTheyAre) {
    for (const char* table : {"categories", "areas"}) {
        for (const Row& row : read_csv(std::string(BORDERMAP_GEODATA_DIR "/records/") + table + ".csv")) {
            for (const char* name : {"name_en", "name_vi", "name_lo", "name_basis"}) {
                EXPECT_FALSE(row.at(name).empty()) << row.at("id") << " " << name;
            }
            const bool lao = std::any_of(row.at("name_lo").begin(), row.at("name_lo").end(),
                                         [](char c) { return static_cast<unsigned char>(c) == 0xE0; });
            EXPECT_TRUE(lao) << row.at("id") << ": " << row.at("name_lo");
        }
    }
}

/// Calls `look` with every cell of every table, and with the table, the row's id and the column.
template <typename Look>
void every_cell(const Look& look) {
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(BORDERMAP_GEODATA_DIR)) {
        const std::string extension = entry.path().extension().string();
        if (extension == ".csv") {
            for (const Row& row : read_csv(entry.path().string())) {
                for (const auto& [column, text] : row) {
                    look(entry.path().filename().string() + " " + row.begin()->second + " " + column, text);
                }
            }
            ++files;
        } else if (extension == ".md" || extension == ".dbf") {
            look(entry.path().filename().string(), read_text(entry.path().string()));
            ++files;
        }
    }
    EXPECT_GT(files, 20U);
}

/// Officials by office only: no person of the founding reports, and no rank or title before a name.
TEST(Restraint, NoPersonIsNamed) {
    const std::regex person(
        "Thieu Dang Anh|Thiều Đăng Ánh|Trịnh Văn Quyết|Trinh Van Quyet|Vongsone|Inpanphim|Outhakaysone|Outhakaisone|"
        "(?:Colonel|General|Lieutenant|Major|Captain|Mr|Mrs|Ms|Dr)\\.? [A-Z][a-z]+ [A-Z][a-z]+ [A-Z][a-z]+|"
        "(?:Đại tá|Thượng tá|Trung tá|Thiếu tá|Đại tướng|Thượng tướng|Trung tướng|Thiếu tướng|đồng chí) [A-ZĐ]");
    every_cell([&](const std::string& where, const std::string& text) {
        std::smatch found;
        EXPECT_FALSE(std::regex_search(text, found, person)) << where << ": " << found.str();
    });
}

/// No ethnicity: the peoples that live along this border are not named as such. (Ta Oy is the name of a district, too.)
TEST(Restraint, NoEthnicityIsStored) {
    const std::regex people(
        R"(\b(?:[Ee]thnic|Hmong|H'Mong|Khmu|Khơ Mú|Bru|Vân Kiều|Van Kieu|Pa Cô|Pa Co|Cơ Tu|Katu|Co Tu|Xơ Đăng|Giẻ Triêng|Brâu|Rơ Măm|Chứt|Phu Thai|Lao Theung|Lao Soung|dân tộc thiểu số|người dân tộc)\b)");
    every_cell([&](const std::string& where, const std::string& text) {
        std::smatch found;
        EXPECT_FALSE(std::regex_search(text, found, people)) << where << ": " << found.str();
    });
}

/// What the parties call others stands in quotation marks wherever a table says it, in each language.
TEST(Restraint, WordsOfThePartiesStandInQuotationMarks) {
    const std::regex label(
        "[Hh]ostile (?:forces|elements)|[Rr]eactionar|[Dd]istorted (?:propaganda|argument)|"
        "[Ii]llegal religious|thế lực (?:thù địch|phản động)|luận điệu xuyên tạc|phản động|"
        "ກຳລັງປໍລະປັກ|ການໂຄສະນາບິດເບືອນ");
    std::map<std::string, std::size_t> found;
    for (const auto& entry : std::filesystem::directory_iterator(BORDERMAP_GEODATA_DIR "/records")) {
        for (const Row& row : read_csv(entry.path().string())) {
            for (const auto& [column, text] : row) {
                // A note explains a word of the source, which it sets apart as *word*.
                for (std::sregex_iterator at(text.begin(), text.end(), label), end; at != end; ++at) {
                    const auto before = text.begin() + at->position();
                    const bool quoted = std::count(text.begin(), before, '"') % 2 == 1;
                    const bool set_apart = column == "note" && std::count(text.begin(), before, '*') % 2 == 1;
                    EXPECT_TRUE(quoted || set_apart) << entry.path().filename() << " " << column << ": " << text;
                    ++found[column];
                }
            }
        }
    }
    EXPECT_GE(found["name_en"], 3U);
    EXPECT_GE(found["name_vi"], 3U);
    EXPECT_GE(found["name_lo"], 3U);
    EXPECT_GE(found["undertaking"], 3U);
}

/// A command is a town with a radius, or has no place; none is an area.
TEST(Restraint, ARegionalDefenceCommandHasNoArea) {
    std::set<std::string> commands;
    for (const Row& row : read_csv(BORDERMAP_GEODATA_DIR "/records/units.csv")) {
        if (row.at("echelon") == "regional defence command") {
            commands.insert(row.at("id"));
            EXPECT_EQ(row.at("lon").empty(), row.at("precision_km").empty()) << row.at("id");
            if (!row.at("lon").empty()) {
                EXPECT_GE(std::stod(row.at("precision_km")), 5.0) << row.at("id");
            }
        }
    }
    EXPECT_GE(commands.size(), 4U);
    catalog::LoadOptions options;
    options.data = {BORDERMAP_GEODATA_DIR};
    const std::shared_ptr<const model::Dataset> dataset = catalog::load(options).dataset;
    for (const model::AdminUnit& boundary : dataset->boundaries) {
        EXPECT_FALSE(commands.contains(boundary.id)) << boundary.id;
        EXPECT_EQ(boundary.kind.find("defence"), std::string::npos) << boundary.id;
    }
}

}  // namespace
}  // namespace bordermap::test
