/// Every number of the window has exactly as many records behind it.

#include "ui/records_behind.hpp"

#include "catalog/catalog.hpp"
#include "ui/open_address.hpp"
#include "ui/timeline_model.hpp"

#include <gtest/gtest.h>
#include <set>

namespace bordermap::ui {
namespace {

using model::Day;
using What = Behind::What;

Day day(const char* text) {
    return model::parse_day(text).value();
}

class RecordsBehind : public testing::Test {
protected:
    static void SetUpTestSuite() {
        catalog::LoadOptions options;
        options.data = {BORDERMAP_GEODATA_DIR};
        query_index = std::make_unique<query::QueryIndex>(catalog::load(options).dataset);
    }
    static void TearDownTestSuite() { query_index.reset(); }
    static const model::Dataset& data() { return query_index->dataset(); }

    static std::vector<query::Filter> filters() {
        query::Filter all;
        all.as_of = day("2026-01-15");
        query::Filter window = all;
        window.from = day("2024-03-01");
        window.to = day("2025-02-28");
        query::Filter place = all;
        place.places = {"VN-44"};
        query::Filter before = all;
        before.as_of = day("2024-06-01");
        before.to = day("2024-06-30");
        return {all, window, place, before};
    }
    static std::size_t count(const query::Selection& selection, What what, std::string id = {}, Day month = 0) {
        return records_behind(*query_index, selection, {what, std::move(id), month, {}}).size();
    }
    static std::unique_ptr<query::QueryIndex> query_index;
};
std::unique_ptr<query::QueryIndex> RecordsBehind::query_index;

TEST_F(RecordsBehind, AreAsManyAsEachNumberSays) {
    for (const query::Filter& filter : filters()) {
        const query::Selection selection = query::select(*query_index, filter);
        const query::Counts& counts = selection.counts;
        EXPECT_EQ(count(selection, What::Agreements), selection.agreements.size());
        EXPECT_EQ(count(selection, What::Events), counts.events);
        EXPECT_EQ(count(selection, What::Incidents), counts.incidents);
        EXPECT_EQ(count(selection, What::Totals), counts.totals);
        EXPECT_EQ(count(selection, What::Undated), counts.undated);
        EXPECT_EQ(count(selection, What::Units), selection.units.size());
        EXPECT_EQ(count(selection, What::Gates), selection.gates.size());
        for (const auto& [id, number] : counts.incidents_by_category) {
            EXPECT_EQ(count(selection, What::Category, id), number) << id;
        }
        for (const auto& [id, number] : counts.incidents_by_province) {
            EXPECT_EQ(count(selection, What::Province, id), number) << id;
        }
        for (const auto& [id, number] : counts.incidents_by_district) {
            EXPECT_EQ(count(selection, What::District, id), number) << id;
        }
        for (const auto& [id, number] : counts.incidents_to_province) {
            if (!id.empty()) {
                EXPECT_EQ(count(selection, What::District, id), number) << id;
            }
        }
        for (const auto& [id, number] : counts.agreements_by_area) {
            EXPECT_EQ(count(selection, What::Area, id), number) << id;
        }
        for (const auto& [kind, number] : counts.units_by_kind) {
            EXPECT_EQ(count(selection, What::UnitKind, kind), number) << kind;
        }
        for (const CoverStep& step : life_cover(data(), selection)) {
            EXPECT_EQ(count(selection, What::Lives, {}, step.from), step.certain + step.possible)
                << model::format_day(step.from);
        }
        EXPECT_EQ(count(selection, What::Provinces, "VN"), counts.boundaries_vn_1);
        EXPECT_EQ(count(selection, What::Provinces, "LA"), counts.boundaries_la_1);
    }
}

TEST_F(RecordsBehind, ABarOfTheTimelineHoldsItsEventsAndIncidents) {
    query::Filter filter;
    filter.as_of = day("2026-01-15");
    const query::Selection selection = query::select(*query_index, filter);
    std::size_t bars = 0;
    for (const query::MonthCount& month : selection.months) {
        EXPECT_EQ(count(selection, What::Month, {}, month.month), month.incidents + month.events)
            << model::format_day(month.month);
        bars += month.incidents + month.events > 0 ? 1 : 0;
    }
    EXPECT_GT(bars, 20U);
}

TEST_F(RecordsBehind, AGroupHoldsWhatItsCategoriesHold) {
    query::Filter filter;
    filter.as_of = day("2026-01-15");
    const query::Selection selection = query::select(*query_index, filter);
    std::size_t sum = 0;
    for (const auto& [id, number] : selection.counts.incidents_by_category) {
        sum += id.starts_with("INC.TOC") ? number : 0;
    }
    EXPECT_GT(sum, 0U);
    EXPECT_EQ(count(selection, What::Category, "INC.TOC"), sum);
}

TEST_F(RecordsBehind, ListedThingsThatNoLongerPassAreLeftOut) {
    query::Filter filter;
    filter.as_of = day("2026-01-15");
    const query::Selection all = query::select(*query_index, filter);
    ASSERT_GE(all.incidents.size(), 2U);
    const Behind two{What::Refs,
                     {},
                     0,
                     {{model::RefKind::Incident, all.incidents[0]}, {model::RefKind::Incident, all.incidents[1]}}};
    EXPECT_EQ(records_behind(*query_index, all, two).size(), 2U);
    filter.text = "no record has these words";
    EXPECT_TRUE(records_behind(*query_index, query::select(*query_index, filter), two).empty());
}

TEST_F(RecordsBehind, PartedByDateNoneIsLost) {
    query::Filter filter;
    filter.as_of = day("2026-01-15");
    const query::Selection selection = query::select(*query_index, filter);
    for (const What what : {What::Agreements, What::Events, What::Incidents, What::Undated, What::Units}) {
        const auto records = records_behind(*query_index, selection, {what, {}, 0, {}});
        const DatedList parted = part_by_date(data(), records);
        std::set<model::Ref> once(parted.known.begin(), parted.known.end());
        once.insert(parted.uncertain.begin(), parted.uncertain.end());
        once.insert(parted.undated.begin(), parted.undated.end());
        EXPECT_EQ(once.size(), records.size());
        EXPECT_EQ(parted.size(), records.size());
        for (std::size_t i = 1; i < parted.known.size(); ++i) {
            EXPECT_GE(model::date_of(data(), parted.known[i - 1])->interval().from,
                      model::date_of(data(), parted.known[i])->interval().from);
        }
    }
    const auto dating = [&](const char* id) {
        return dating_of(data(), {model::RefKind::Agreement, data().agreement_by_id.at(id)});
    };
    EXPECT_EQ(dating("A-2026-KHE-SANH"), Dating::Uncertain) << "on or before a day";
    EXPECT_EQ(dating("A-COOP-001"), Dating::Known);
}

TEST(OpenAddress, OnlyWebAddressesArePassedOn) {
    EXPECT_TRUE(is_web_address("https://vietnamnews.vn/politics/1.html?a=b&c=%20"));
    EXPECT_TRUE(is_web_address("http://example.org/"));
    for (const char* bad : {"", "file:///etc/passwd", "javascript:alert(1)", "--help", "https://a b", "https://a\"b",
                            "https://a\nb", "HTTPS"}) {
        EXPECT_FALSE(is_web_address(bad)) << bad;
    }
}

}  // namespace
}  // namespace bordermap::ui
