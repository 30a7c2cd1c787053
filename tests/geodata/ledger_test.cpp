/// Nothing was lost on the way from the facts to the shipped data: geodata/ledger.csv says what became of each fact.

#include "catalog/catalog.hpp"
#include "support/process.hpp"

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

TEST(Ledger, HoldsEveryRowOfTheFacts) {
    const std::pair<const char*, const char*> files[] = {
        {"cooperation_records.csv", "record_id"}, {"incidents.csv", "incident_id"}, {"border_gates.csv", "gate_id"}};
    std::set<std::pair<std::string, std::string>> known;
    for (const Row& row : ledger()) {
        known.insert({row.at("fact_file"), row.at("fact_id")});
    }
    for (const auto& [file, id] : files) {
        const std::string path = std::string(BORDERMAP_SHARED_DIR "/facts/records/") + file;
        if (!std::filesystem::exists(path)) {
            GTEST_SKIP() << path << " is not beside this checkout";
        }
        for (const Row& row : read_csv(path)) {
            EXPECT_TRUE(known.contains({file, row.at(id)})) << file << " " << row.at(id);
        }
    }
}

/// Officials by office only: no record names a person of the founding reports.
TEST(Restraint, NoPersonIsNamed) {
    const std::regex person(R"(Thieu Dang Anh|Trịnh Văn Quyết|Trinh Van Quyet|Vongsone|Inpanphim)");
    for (const auto& entry : std::filesystem::recursive_directory_iterator(BORDERMAP_GEODATA_DIR)) {
        if (entry.path().extension() == ".csv" || entry.path().extension() == ".md") {
            EXPECT_FALSE(std::regex_search(read_text(entry.path().string()), person)) << entry.path();
        }
    }
}

/// "Hostile forces" are words of the parties: in quotation marks wherever the data says them.
TEST(Restraint, WordsOfThePartiesStandInQuotationMarks) {
    catalog::LoadOptions options;
    options.data = {BORDERMAP_GEODATA_DIR};
    const catalog::LoadResult loaded = catalog::load(options);
    std::size_t found = 0;
    const auto check = [&](const std::string& text) {
        for (std::size_t at = text.find("hostile"); at != std::string::npos; at = text.find("hostile", at + 1)) {
            ++found;
            const auto quotes = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '"');
            EXPECT_EQ(quotes % 2, 1) << text;
        }
    };
    for (const model::Agreement& agreement : loaded.dataset->agreements) {
        for (const model::Undertaking& undertaking : agreement.areas) {
            check(undertaking.text);
        }
    }
    for (const model::Term& category : loaded.dataset->categories) {
        check(category.name.en);
    }
    EXPECT_GE(found, 3U);
}

}  // namespace
}  // namespace bordermap::test
