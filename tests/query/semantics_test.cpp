// What passes and why, case by case, on SYNTHETIC data (synthetic.hpp draws it).

#include "query/selection.hpp"
#include "query/synthetic.hpp"

#include <algorithm>
#include <gtest/gtest.h>
#include <optional>
#include <set>

namespace bordermap::query {
namespace {

using model::Index;
using synthetic::Builder;
using synthetic::day;

Filter filter_of(const char* as_of, std::vector<std::string> places = {}) {
    Filter filter;
    filter.as_of = day(as_of);
    filter.places = std::move(places);
    return filter;
}

std::set<std::string> incidents_of(const QueryIndex& index, const Filter& filter) {
    std::set<std::string> ids;
    for (const Index i : select(index, filter).incidents) {
        ids.insert(index.dataset().incidents[i].id);
    }
    return ids;
}

using Ids = std::set<std::string>;

// --- Date window ---------------------------------------------------------------------------------------------------------

struct Form {
    std::string edtf;
    std::string from, last;  ///< first and last day that it may mean; "" open
};

// NOLINTNEXTLINE(readability-identifier-naming): GoogleTest's name
void PrintTo(const Form& form, std::ostream* out) {
    *out << form.edtf;
}

class WindowEdge : public testing::TestWithParam<Form> {};

// Every form against windows that end the day before it begins, on its first day, on its last and the day after.
TEST_P(WindowEdge, OverlapIsExact) {
    const Form& form = GetParam();
    Builder builder;
    builder.add_incident("I", form.edtf, "L-10");
    builder.add_event("E", form.edtf);
    const QueryIndex index(builder.build());
    const auto passes = [&](std::optional<model::Day> from, std::optional<model::Day> to) {
        Filter filter = filter_of("2026-01-15");
        filter.from = from;
        filter.to = to;
        const Selection selection = select(index, filter);
        EXPECT_EQ(selection.incidents.size(), selection.events.size());
        EXPECT_EQ(selection.counts.incidents, selection.incidents.size());
        EXPECT_EQ(selection.counts.events, selection.events.size());
        EXPECT_EQ(selection.incident_pass[0] != 0, !selection.incidents.empty());
        EXPECT_EQ(selection.counts.undated, 0U);
        return !selection.incidents.empty();
    };
    const auto optional_day = [](const std::string& text) {
        return text.empty() ? std::nullopt : std::optional(synthetic::date(text).interval().from);
    };
    const std::optional<model::Day> first = optional_day(form.from);
    const std::optional<model::Day> last = optional_day(form.last);
    EXPECT_TRUE(passes(std::nullopt, std::nullopt));
    if (first) {
        EXPECT_FALSE(passes(std::nullopt, *first - 1));
        EXPECT_FALSE(passes(*first - 30, *first - 1));
        EXPECT_TRUE(passes(std::nullopt, *first));
        EXPECT_TRUE(passes(*first, *first));
    } else {
        EXPECT_TRUE(passes(std::nullopt, day("0001-01-01")));
    }
    if (last) {
        EXPECT_FALSE(passes(*last + 1, std::nullopt));
        EXPECT_FALSE(passes(*last + 1, *last + 30));
        EXPECT_TRUE(passes(*last, std::nullopt));
        EXPECT_TRUE(passes(*last, *last));
    } else {
        EXPECT_TRUE(passes(day("9998-01-01"), std::nullopt));
    }
    if (first && last) {
        EXPECT_TRUE(passes((*first + *last) / 2, (*first + *last) / 2));
        EXPECT_TRUE(passes(*first - 1, *last + 1));
        if (*first != *last) {
            EXPECT_FALSE(passes(*last, *first)) << "a window that ends before it begins holds no day";
        }
    }
}

INSTANTIATE_TEST_SUITE_P(
    EveryForm, WindowEdge,
    testing::Values(Form{"2026-01-15", "2026-01-15", "2026-01-15"}, Form{"2026-01", "2026-01-01", "2026-01-31"},
                    Form{"2024-02", "2024-02-01", "2024-02-29"}, Form{"2026", "2026-01-01", "2026-12-31"},
                    Form{"2025-12-31T23:59:59Z", "2025-12-31", "2025-12-31"},
                    Form{"2025-08-10/2025-08-14", "2025-08-10", "2025-08-14"},
                    Form{"2008/2016", "2008-01-01", "2016-12-31"}, Form{"2024-11/2024-12", "2024-11-01", "2024-12-31"},
                    Form{"../2026-01-15", "", "2026-01-15"}, Form{"../2025", "", "2025-12-31"},
                    Form{"2013/..", "2013-01-01", ""}, Form{"/2020-05", "", "2020-05-31"},
                    Form{"2020-05/", "2020-05-01", ""}, Form{"2018?-04-05", "2018-04-05", "2018-04-05"},
                    Form{"2022?", "2022-01-01", "2022-12-31"}, Form{"2017~", "2017-01-01", "2017-12-31"},
                    Form{"2004-06-11%", "2004-06-11", "2004-06-11"}, Form{"201X", "2010-01-01", "2019-12-31"},
                    Form{"20XX", "2000-01-01", "2099-12-31"}, Form{"2021-XX", "2021-01-01", "2021-12-31"},
                    Form{"2021-04-XX", "2021-04-01", "2021-04-30"}, Form{"2021-XX-31", "2021-01-31", "2021-12-31"},
                    Form{"2021-24", "2021-12-01", "2022-02-28"}, Form{"2023-21", "2023-03-01", "2023-05-31"},
                    Form{"-0043-03-15", "-0043-03-15", "-0043-03-15"}),
    [](const auto& form) { return "form_" + std::to_string(form.index); });

TEST(Window, UndatedRecordsAreListedLastAndCountedApart) {
    Builder builder;
    builder.add_incident("undated", "XXXX-07-17", "L-10");
    builder.add_incident("dated", "2025-08-01", "L-10");
    builder.add_incident("empty", "", "L-10").record_kind = model::RecordKind::Total;
    builder.add_event("e-undated", "XXXX");
    builder.add_event("e-dated", "2025-08-02");
    const QueryIndex index(builder.build());
    Filter filter = filter_of("2026-01-15");
    const Selection open = select(index, filter);
    EXPECT_EQ(open.incidents, (std::vector<Index>{1, 0, 2}));
    EXPECT_EQ(open.events, (std::vector<Index>{1, 0}));
    EXPECT_EQ(open.counts.incidents, 2U);
    EXPECT_EQ(open.counts.totals, 1U);
    EXPECT_EQ(open.counts.events, 2U);
    EXPECT_EQ(open.counts.undated, 3U);
    EXPECT_EQ(open.counts.incidents_by_month, (std::map<std::string, std::uint32_t>{{"2025-08", 1}}));

    filter.from = day("2026-01-01");
    const Selection windowed = select(index, filter);
    EXPECT_EQ(windowed.incidents, (std::vector<Index>{0, 2})) << "never dropped";
    EXPECT_EQ(windowed.events, (std::vector<Index>{0}));
    EXPECT_EQ(windowed.counts.incidents, 0U);
    EXPECT_EQ(windowed.counts.totals, 0U);
    EXPECT_EQ(windowed.counts.events, 0U);
    EXPECT_EQ(windowed.counts.undated, 3U);
    ASSERT_EQ(windowed.months.size(), 1U) << "the window does not touch the months";
    EXPECT_EQ(windowed.months[0].incidents, 1U);
    EXPECT_EQ(windowed.months[0].events, 1U);
}

TEST(Window, MonthsAreGaplessAndHoldEachRecordOnce) {
    Builder builder;
    builder.add_incident("a", "2024-11-30", "L-10");
    builder.add_incident("b", "2025-01-20/2025-03-02", "L-10");
    builder.add_incident("c", "../2025-02-10", "L-10");
    builder.add_incident("total", "2023-01-01", "L-10").record_kind = model::RecordKind::Total;
    builder.add_event("e", "2025-04");
    const QueryIndex index(builder.build());
    const Selection selection = select(index, filter_of("2026-01-15"));
    ASSERT_EQ(selection.months.size(), 6U) << "2024-11 to 2025-04; totals are not summed";
    const std::vector<std::uint32_t> incidents{1, 0, 1, 1, 0, 0};
    for (std::size_t i = 0; i < 6; ++i) {
        EXPECT_EQ(selection.months[i].month, model::month_start(day("2024-11-01"), static_cast<int>(i)));
        EXPECT_EQ(selection.months[i].incidents, incidents[i]) << i;
        EXPECT_EQ(selection.months[i].events, i == 5 ? 1U : 0U) << i;
    }
    EXPECT_EQ(selection.counts.incidents_by_month,
              (std::map<std::string, std::uint32_t>{{"2024-11", 1}, {"2025-01", 1}, {"2025-02", 1}}));
}

// --- Places --------------------------------------------------------------------------------------------------------------

TEST(Places, AdministrativeUnitThenPoint) {
    Builder builder;
    builder.add_incident("commune", "2025-08-01", "C-B1");
    builder.add_incident("district", "2020-01-01", "D-B");
    builder.add_incident("province-then", "2020-01-01", "V-B");
    builder.add_incident("province-now", "2025-08-01", "V-AB");
    builder.add_incident("point", "2025-08-01", "").position = {{5.0, 6.0}, 5.0};
    builder.add_incident("rough point", "2025-08-01", "").position = {{5.0, 6.0}, 500.0};
    builder.add_incident("nowhere", "2025-08-01", "");
    // Its administrative unit counts, not the point beyond the line.
    builder.add_incident("at the line", "2025-08-01", "L-20").position = {{0.01, 6.0}, 1.0};
    const QueryIndex index(builder.build());

    EXPECT_EQ(incidents_of(index, filter_of("2025-08-01", {"C-B1"})), (Ids{"commune", "district", "point"}));
    EXPECT_EQ(incidents_of(index, filter_of("2025-08-01", {"C-B2"})), (Ids{"district"}))
        << "the district that it came from; the point lies in the other half";
    EXPECT_EQ(incidents_of(index, filter_of("2024-06-01", {"D-B"})), (Ids{"commune", "district", "point"}));
    EXPECT_EQ(incidents_of(index, filter_of("2024-06-01", {"V-B"})),
              (Ids{"commune", "district", "province-then", "province-now", "point", "rough point"}))
        << "somewhere in what it became";
    EXPECT_EQ(incidents_of(index, filter_of("2025-08-01", {"V-AB"})),
              (Ids{"commune", "district", "province-then", "province-now", "point", "rough point"}));
    EXPECT_EQ(incidents_of(index, filter_of("2025-08-01", {"L-20"})), (Ids{"at the line"}));
    EXPECT_EQ(incidents_of(index, filter_of("2025-08-01", {"L"})), (Ids{"at the line"}));
    EXPECT_EQ(incidents_of(index, filter_of("2025-08-01")).size(), 8U);
    EXPECT_EQ(incidents_of(index, filter_of("2025-08-01", {"C-A1", "L-20"})), (Ids{"at the line"})) << "any of them";
    EXPECT_EQ(incidents_of(index, filter_of("2025-08-01", {"nothing"})), Ids{});
}

TEST(Places, AMergedPlaceDoesNotGetTheRecordsOfTheOther) {
    Builder builder;
    builder.add_incident("commune of A", "2025-08-01", "C-A1");
    builder.add_incident("commune of B", "2025-08-01", "C-B2");
    Builder::extra(builder.add_incident("then B", "2020-01-01", "V-AB"), synthetic::kAdminIdsThen, "V-B");
    builder.add_incident("point in A", "2025-08-01", "V-AB").position = {{5.0, 1.0}, 20.0};
    builder.add_incident("rough in A", "2025-08-01", "V-AB").position = {{5.0, 1.0}, 520.0};
    const QueryIndex index(builder.build());
    EXPECT_EQ(incidents_of(index, filter_of("2024-06-01", {"V-A"})), (Ids{"commune of A", "point in A", "rough in A"}));
    EXPECT_EQ(incidents_of(index, filter_of("2024-06-01", {"V-B"})), (Ids{"commune of B", "then B", "rough in A"}));
    EXPECT_EQ(incidents_of(index, filter_of("2026-01-15", {"V-AB"})).size(), 5U);
}

TEST(Places, AnotherTimeIsFoundByThePointWhereNoSuccessionIsDocumented) {
    Builder builder;
    builder.add_incident("of today", "2025-08-01", "C-C").position = {{3.0, 8.0}, 5.0};
    builder.add_incident("of then", "2020-01-01", "D-C").position = {{3.0, 8.0}, 5.0};
    const QueryIndex index(builder.build());
    for (const char* place : {"D-C", "C-C"}) {
        const Selection selection = select(index, filter_of("2025-08-01", {place}));
        EXPECT_EQ(selection.incidents.size(), 2U) << place;
        EXPECT_EQ(selection.counts.incidents_by_inheritance, 1U) << place;
    }
    EXPECT_EQ(select(index, filter_of("2025-08-01", {"V-C"})).counts.incidents_by_inheritance, 0U);
}

TEST(Places, InheritanceIsCounted) {
    Builder builder;
    builder.add_incident("then", "2020-01-01", "V-B");
    builder.add_incident("now", "2025-08-01", "V-AB");
    const QueryIndex index(builder.build());
    const Selection now = select(index, filter_of("2026-01-15", {"V-AB"}));
    EXPECT_EQ(now.counts.incidents, 2U);
    EXPECT_EQ(now.counts.incidents_by_inheritance, 1U);
    EXPECT_EQ(now.counts.incidents_by_province, (std::map<std::string, std::uint32_t>{{"V-AB", 2}}));
    const Selection then = select(index, filter_of("2024-06-01"));
    EXPECT_EQ(then.counts.incidents_by_province, (std::map<std::string, std::uint32_t>{{"", 1}, {"V-B", 1}}))
        << "V-AB came from two provinces, and nothing tells which";
    EXPECT_EQ(then.counts.incidents_by_inheritance, 0U);
}

TEST(Places, BoundariesInsideTheFilterAreMarked) {
    const QueryIndex index(Builder().build());
    const Selection selection = select(index, filter_of("2026-01-15", {"V-B"}));
    Ids marked;
    Ids alive;
    for (std::size_t i = 0; i < selection.boundary_alive.size(); ++i) {
        const std::string& id = index.dataset().boundaries[i].id;
        if (selection.boundary_in_filter[i] != 0) {
            marked.insert(id);
        }
        if (selection.boundary_alive[i] != 0) {
            alive.insert(id);
        }
    }
    EXPECT_EQ(marked, (Ids{"V-B", "D-B", "V-AB", "C-B1", "C-B2"}));
    EXPECT_TRUE(alive.contains("V-AB") && alive.contains("V-C") && !alive.contains("V-A") && !alive.contains("D-B"));
    EXPECT_EQ(selection.counts.boundaries_vn_1, 2U);
    EXPECT_EQ(selection.counts.boundaries_vn_2, 5U);
    EXPECT_EQ(selection.counts.boundaries_la_1, 2U);
    EXPECT_EQ(selection.counts.boundaries_la_2, 4U);
    EXPECT_EQ(select(index, filter_of("2025-06-30")).counts.boundaries_vn_1, 3U);
}

// --- Agreements ----------------------------------------------------------------------------------------------------------

/// The stage by name, with a "?" when it is not sure; "" when it does not pass.
std::string stage_on(const QueryIndex& index, const char* as_of, bool ended = false) {
    Filter filter = filter_of(as_of);
    filter.ended = ended;
    const Selection selection = select(index, filter);
    if (selection.agreements.empty()) {
        return "";
    }
    const SelectedAgreement& agreement = selection.agreements.front();
    for (const Link& link : selection.links) {
        EXPECT_EQ(link.stage, agreement.stage);
        EXPECT_EQ(link.sure, agreement.sure);
    }
    return std::string(stage_name(agreement.stage)) + (agreement.sure ? "" : "?");
}

/// One agreement of a Vietnamese and a Lao unit that were always there.
struct Stages {
    Stages() {
        builder.add_unit("u", "V-C", "army", false);
        builder.add_unit("lao", "L-20", "army", true);
        agreement = &builder.add_agreement("a", "", {0, 1});
    }
    Builder builder;
    model::Agreement* agreement;
};

TEST(Agreements, LiveFromTheFirstDayThatTheyMayBeSigned) {
    Stages stages;
    stages.agreement->signed_on = synthetic::date("2024");
    stages.agreement->ends = synthetic::date("2026-06");
    const QueryIndex index(stages.builder.build());
    EXPECT_EQ(stage_on(index, "2023-12-31"), "");
    EXPECT_EQ(stage_on(index, "2023-12-31", true), "") << "not begun is not ended";
    EXPECT_EQ(stage_on(index, "2024-01-01"), "signed?");
    EXPECT_EQ(stage_on(index, "2024-12-30"), "signed?");
    EXPECT_EQ(stage_on(index, "2024-12-31"), "signed");
    EXPECT_EQ(stage_on(index, "2026-05-31"), "signed");
    EXPECT_EQ(stage_on(index, "2026-06-01"), "signed?") << "it may have ended";
    EXPECT_EQ(stage_on(index, "2026-06-29"), "signed?");
    EXPECT_EQ(stage_on(index, "2026-06-30"), "") << "half-open: ended by its last possible end";
    EXPECT_EQ(stage_on(index, "2026-06-29", true), "signed?");
    EXPECT_EQ(stage_on(index, "2026-06-30", true), "ended");
}

TEST(Agreements, EndOnTheirDay) {
    Stages stages;
    stages.agreement->signed_on = synthetic::date("2024-03-01");
    stages.agreement->ends = synthetic::date("2025-12-31");
    const QueryIndex index(stages.builder.build());
    EXPECT_EQ(stage_on(index, "2024-02-29"), "");
    EXPECT_EQ(stage_on(index, "2024-03-01"), "signed");
    EXPECT_EQ(stage_on(index, "2025-12-30"), "signed");
    EXPECT_EQ(stage_on(index, "2025-12-31"), "");
    EXPECT_EQ(stage_on(index, "2025-12-31", true), "ended");
}

TEST(Agreements, AreInForceFromTheDateOrByTheStatusThatASourceStates) {
    Stages stages;
    stages.agreement->signed_on = synthetic::date("2016-03-16");
    Builder::extra(*stages.agreement, synthetic::kInForce, "2017-09-05");
    const QueryIndex dated(stages.builder.build());
    EXPECT_EQ(stage_on(dated, "2016-03-15"), "");
    EXPECT_EQ(stage_on(dated, "2016-03-16"), "signed");
    EXPECT_EQ(stage_on(dated, "2017-09-04"), "signed");
    EXPECT_EQ(stage_on(dated, "2017-09-05"), "in_force");

    Stages by_status;
    by_status.agreement->signed_on = synthetic::date("2016");
    by_status.agreement->status = "in_force";
    const QueryIndex reported(by_status.builder.build());
    EXPECT_EQ(stage_on(reported, "2016-02-01"), "in_force?");
    EXPECT_EQ(stage_on(reported, "2016-12-31"), "in_force");

    Stages early;  // "2020" must not begin before the signing of 14 January 2020
    early.agreement->signed_on = synthetic::date("2020-01-14");
    Builder::extra(*early.agreement, synthetic::kInForce, "2020");
    const QueryIndex coarse(early.builder.build());
    EXPECT_EQ(stage_on(coarse, "2020-01-13"), "");
    EXPECT_EQ(stage_on(coarse, "2020-01-14"), "in_force?");
    EXPECT_EQ(stage_on(coarse, "2020-12-31"), "in_force");

    Stages no_day;
    no_day.agreement->signed_on = synthetic::date("XXXX");
    no_day.agreement->status = "in_force";
    EXPECT_EQ(stage_on(QueryIndex(no_day.builder.build()), "2026-01-15"), "in_force?");
}

TEST(Agreements, AnAnnouncementIsAStageBeforeTheSigning) {
    Stages stages;
    stages.agreement->announced = synthetic::date("2024-05");
    stages.agreement->signed_on = synthetic::date("2025-02-01");
    const QueryIndex index(stages.builder.build());
    EXPECT_EQ(stage_on(index, "2024-04-30"), "");
    EXPECT_EQ(stage_on(index, "2024-05-01"), "announced?");
    EXPECT_EQ(stage_on(index, "2024-05-31"), "announced");
    EXPECT_EQ(stage_on(index, "2025-01-31"), "announced");
    EXPECT_EQ(stage_on(index, "2025-02-01"), "signed");

    Stages only;  // announced, and no source says that it was signed
    only.agreement->announced = synthetic::date("2024-05-10");
    only.agreement->status = "announced";
    const QueryIndex announced(only.builder.build());
    EXPECT_EQ(stage_on(announced, "2024-05-09"), "");
    EXPECT_EQ(stage_on(announced, "2026-01-15"), "announced");

    Stages undated;
    undated.agreement->status = "announced";
    EXPECT_EQ(stage_on(QueryIndex(undated.builder.build()), "2026-01-15"), "announced?");
}

TEST(Agreements, AnAnnouncementBoundsAnUnknownSigning) {
    Builder builder;
    builder.add_unit("u", "V-C", "army", false, {day("2020-01-01"), model::kOpenFuture});
    builder.add_agreement("a", "", {0}).announced = synthetic::date("2026-01-15");
    const QueryIndex index(builder.build());
    EXPECT_EQ(stage_on(index, "2019-12-31"), "") << "its party did not exist";
    EXPECT_EQ(stage_on(index, "2020-01-01"), "signed?");
    EXPECT_EQ(stage_on(index, "2026-01-14"), "signed?");
    EXPECT_EQ(stage_on(index, "2026-01-15"), "signed");
}

TEST(Agreements, OfWhichNothingSaysTheStageAreUnknown) {
    for (const char* status : {"", "unknown", "ended"}) {
        Stages stages;
        stages.agreement->signed_on = synthetic::date("XXXX");
        stages.agreement->status = status;
        EXPECT_EQ(stage_on(QueryIndex(stages.builder.build()), "2026-01-15").substr(0, 7), "unknown") << status;
    }
    Stages stages;
    stages.agreement->status = "signed";
    EXPECT_EQ(stage_on(QueryIndex(stages.builder.build()), "2026-01-15"), "signed?");
}

struct Heirs : testing::Test {
    void SetUp() override {
        const model::Interval before{model::kOpenPast, synthetic::kReform};
        const model::Interval after{synthetic::kReform, model::kOpenFuture};
        builder.add_unit("old", "V-B", "army", false, before);           // 0, succeeded by 1
        builder.add_unit("heir", "V-AB", "army", false, after);          // 1
        builder.add_unit("gone", "V-B", "army", false, before);          // 2, no successor documented
        builder.add_unit("lao", "L-20", "army", true);                   // 3
        builder.add_unit("elsewhere", "L-10", "village", true);          // 4
        builder.add_unit("of the province", "V-B", "authority", false);  // 5, its unit lives on, its province does not
        builder.add_succession("old", "heir");
    }
    Builder builder;
};

TEST_F(Heirs, ADissolvedPartyIsDrawnAtItsSuccessor) {
    builder.add_agreement("a", "2020-01-01", {0, 3, 4});
    const QueryIndex index(builder.build());
    const Selection now = select(index, filter_of("2026-01-15"));
    ASSERT_EQ(now.agreements.size(), 1U);
    EXPECT_TRUE(now.agreements[0].inherited);
    EXPECT_FALSE(now.agreements[0].party_gone);
    EXPECT_EQ(now.agreements[0].stage, Stage::Signed) << "how it came to its parties is no stage";
    ASSERT_EQ(now.ended_parties.size(), 1U);
    EXPECT_EQ(now.ended_parties[0].unit, 0U);
    ASSERT_EQ(now.ended_parties[0].heirs.size(), 1U);
    EXPECT_EQ(now.ended_parties[0].heirs[0].unit, 1U);
    EXPECT_EQ(now.ended_parties[0].heirs[0].on, synthetic::kReform);
    ASSERT_EQ(now.links.size(), 2U);
    for (const Link& link : now.links) {
        EXPECT_EQ(link.from, 1U);
        EXPECT_TRUE(link.inherited);
        EXPECT_EQ(link.stage, Stage::Signed);
    }
    EXPECT_EQ(now.units, (std::vector<Index>{1, 3, 4, 5}));
    const Selection then = select(index, filter_of("2025-06-30"));
    ASSERT_EQ(then.links.size(), 2U);
    EXPECT_EQ(then.links[0].from, 0U);
    EXPECT_FALSE(then.links[0].inherited);
    EXPECT_TRUE(then.ended_parties.empty());
}

TEST_F(Heirs, WithoutADocumentedSuccessorThePartyIsKeptAndSaidToBeGone) {
    builder.add_agreement("a", "2020-01-01", {2, 3});
    const QueryIndex index(builder.build());
    const Selection now = select(index, filter_of("2026-01-15"));
    ASSERT_EQ(now.agreements.size(), 1U);
    EXPECT_FALSE(now.agreements[0].inherited);
    EXPECT_TRUE(now.agreements[0].party_gone);
    EXPECT_EQ(now.agreements[0].stage, Stage::Signed);
    ASSERT_EQ(now.ended_parties.size(), 1U);
    EXPECT_EQ(now.ended_parties[0].unit, 2U);
    EXPECT_TRUE(now.ended_parties[0].heirs.empty());
    ASSERT_EQ(now.links.size(), 1U);
    EXPECT_EQ(now.links[0].from, 2U);
    EXPECT_TRUE(std::binary_search(now.units.begin(), now.units.end(), 2U)) << "its link needs it";
    EXPECT_FALSE(std::binary_search(now.units.begin(), now.units.end(), 0U));
}

TEST_F(Heirs, ASuccessionAfterTheAsOfDateIsNotKnownYet) {
    builder.data().successions.back().date = day("2025-09-01");
    builder.add_agreement("a", "2020-01-01", {0, 3});
    const QueryIndex index(builder.build());
    EXPECT_TRUE(select(index, filter_of("2025-08-31")).agreements.at(0).party_gone);
    EXPECT_TRUE(select(index, filter_of("2025-09-01")).agreements.at(0).inherited);
}

TEST_F(Heirs, CirclesOfSuccessionsEnd) {
    builder.add_succession("heir", "old");
    builder.add_succession("V-AB", "V-A");
    builder.add_agreement("a", "2020-01-01", {0, 3});
    const QueryIndex index(builder.build());
    EXPECT_TRUE(select(index, filter_of("2026-01-15")).agreements.at(0).inherited);
    EXPECT_FALSE(index.lineage(index.dataset().boundary_by_id.at("V-A")).empty());
}

TEST_F(Heirs, ADissolvedProvinceAloneIsNoInheritance) {
    builder.add_agreement("a", "2020-01-01", {5, 3});
    const QueryIndex index(builder.build());
    const Selection now = select(index, filter_of("2026-01-15"));
    EXPECT_FALSE(now.agreements.at(0).inherited);
    EXPECT_FALSE(now.agreements.at(0).party_gone);
    EXPECT_EQ(now.links.at(0).from, 5U);
}

TEST_F(Heirs, PlacesFindAgreementsByAnyPartyAndByLineage) {
    builder.add_agreement("a", "2020-01-01", {0, 3});
    const QueryIndex index(builder.build());
    const auto pass = [&](const char* place) -> std::string {
        const Selection selection = select(index, filter_of("2026-01-15", {place}));
        return selection.agreements.empty() ? "no" : selection.agreements[0].by_inheritance ? "inherited" : "direct";
    };
    EXPECT_EQ(pass("L-20"), "direct");
    EXPECT_EQ(pass("L-2"), "direct");
    EXPECT_EQ(pass("V-B"), "direct");
    EXPECT_EQ(pass("V-AB"), "inherited");
    EXPECT_EQ(pass("L-10"), "no");
    EXPECT_EQ(pass("V-C"), "no");
    EXPECT_EQ(select(index, filter_of("2026-01-15", {"V-AB"})).counts.agreements_by_inheritance, 1U);
}

TEST_F(Heirs, LinksJoinSignatoriesOfDifferentCountriesOnce) {
    builder.add_unit("other", "V-C", "army", false);  // 6
    model::Agreement& agreement = builder.add_agreement("a", "2020-01-01", {1, 3, 4, 6});
    agreement.signed_on = synthetic::date("2025-09-01");
    agreement.parties[3].role = "supervisor";
    agreement.parties.push_back({0, "signatory"});  // stands as 1, which signed for itself
    const QueryIndex index(builder.build());
    const Selection selection = select(index, filter_of("2026-01-15"));
    ASSERT_EQ(selection.links.size(), 2U);
    for (const Link& link : selection.links) {
        EXPECT_EQ(link.from, 1U);
        EXPECT_FALSE(link.inherited) << "the successor is a party itself";
    }
    EXPECT_TRUE(std::binary_search(selection.units.begin(), selection.units.end(), 6U)) << "the supervisor is shown";
}

// --- The other filters ---------------------------------------------------------------------------------------------------

struct Everything : Heirs {
    void SetUp() override {
        Heirs::SetUp();
        builder.add_agreement("army", "2020-01-01", {1, 3}).areas = {{1, "twin"}, {1, "again"}, {2, "walk"}};
        builder.add_agreement("village", "2020-01-01", {4, 5}).areas = {{2, ""}};
        builder.data().agreements[0].signed_on = synthetic::date("2025-08-01");
        builder.add_event("of army", "2025-08-01").agreement_id = "army";
        Builder::extra(builder.add_event("with area", "2025-08-02"), synthetic::kAreaIds, "S|P.1");
        builder.add_event("with party", "2025-08-03").parties = {{4, "host"}};
        builder.add_event("somewhere", "2025-08-04").position = {{-5.0, 1.0}, 2.0};
        builder.add_incident("drugs", "2025-08-01", "L-10", "K.1").summary = "Bắt giữ";
        builder.add_incident("arms", "2025-08-02", "L-20", "K.2");
        builder.add_incident("flood", "2025-08-03", "V-C", "H");
        builder.add_incident("none", "2025-08-04", "V-C", "");
        model::Gate gate;
        gate.id = "G";
        gate.name.vi = "Cửa khẩu thử";
        gate.admin_vn_id = "C-B1";
        gate.admin_la_id = "L-20";
        builder.data().gates.push_back(gate);
        index = std::make_unique<QueryIndex>(builder.build());
    }
    [[nodiscard]] Ids agreements(const Filter& asked) const {
        Ids ids;
        for (const SelectedAgreement& selected : select(*index, asked).agreements) {
            ids.insert(index->dataset().agreements[selected.agreement].id);
        }
        return ids;
    }
    [[nodiscard]] Ids events(const Filter& asked) const {
        Ids ids;
        for (const Index i : select(*index, asked).events) {
            ids.insert(index->dataset().events[i].id);
        }
        return ids;
    }
    Filter filter = filter_of("2026-01-15");
    std::unique_ptr<QueryIndex> index;
};

TEST_F(Everything, ACategoryStandsForItsChildrenAndHidesIncidentsOnly) {
    filter.categories = {"K"};
    EXPECT_EQ(incidents_of(*index, filter), (Ids{"drugs", "arms"}));
    filter.categories = {"K.2", "H"};
    const Selection selection = select(*index, filter);
    EXPECT_EQ(incidents_of(*index, filter), (Ids{"arms", "flood"}));
    EXPECT_EQ(selection.category_pass, (std::vector<std::uint8_t>{0, 0, 1, 1}));
    EXPECT_EQ(selection.agreements.size(), 2U);
    EXPECT_EQ(selection.events.size(), 4U);
    EXPECT_EQ(selection.gates.size(), 1U);
    EXPECT_EQ(selection.incident_pass_but_window_and_category, (std::vector<std::uint8_t>{1, 1, 1, 1}));
    EXPECT_EQ(selection.counts.incidents_by_category, (std::map<std::string, std::uint32_t>{{"H", 1}, {"K.2", 1}}));
}

TEST_F(Everything, AnAreaHidesAgreementsAndEventsOnly) {
    filter.areas = {"P"};
    EXPECT_EQ(agreements(filter), (Ids{"army"}));
    EXPECT_EQ(events(filter), (Ids{"of army", "with area"}));
    const Selection selection = select(*index, filter);
    EXPECT_EQ(selection.incidents.size(), 4U);
    EXPECT_EQ(selection.gates.size(), 1U);
    EXPECT_EQ(selection.counts.agreements_by_area, (std::map<std::string, std::uint32_t>{{"P.1", 1}, {"S", 1}}));
    filter.areas = {"S"};
    EXPECT_EQ(agreements(filter), (Ids{"army", "village"}));
}

TEST_F(Everything, AKindOfUnitHidesUnitsAndWhatHasNoSuchParty) {
    filter.unit_kinds = {"village"};
    EXPECT_EQ(agreements(filter), (Ids{"village"}));
    EXPECT_EQ(events(filter), (Ids{"with party"}));
    const Selection selection = select(*index, filter);
    EXPECT_EQ(selection.units, (std::vector<Index>{4, 5})) << "5 is the other end of a link";
    EXPECT_EQ(selection.counts.units_by_kind, (std::map<std::string, std::uint32_t>{{"authority", 1}, {"village", 1}}));
    EXPECT_EQ(selection.incidents.size(), 4U);
}

TEST_F(Everything, TextFoldsAndNeedsEveryWord) {
    filter.text = "bat GIU";
    EXPECT_EQ(incidents_of(*index, filter), (Ids{"drugs"}));
    filter.text = "crime muang";
    EXPECT_EQ(incidents_of(*index, filter), (Ids{"drugs", "arms"})) << "a group of categories and a district";
    filter.text = "walk";
    EXPECT_EQ(agreements(filter), (Ids{"army"})) << "an undertaking";
    filter.text = "village twinning";
    EXPECT_EQ(agreements(filter), (Ids{"army"})) << "an area";
    EXPECT_EQ(events(filter), (Ids{"with area"}));
    filter.text = "cua-khau";
    EXPECT_EQ(select(*index, filter).gates.size(), 1U);
    EXPECT_TRUE(incidents_of(*index, filter).empty());
    filter.text = " -- ";
    EXPECT_EQ(incidents_of(*index, filter).size(), 4U) << "no word";
    filter.text = "dong dang";
    EXPECT_EQ(select(*index, filter).gates.size(), 0U);
}

TEST_F(Everything, EventsAreWhereTheyWereOrTheirPartiesAre) {
    filter.places = {"L-10"};
    EXPECT_EQ(events(filter), (Ids{"with party", "somewhere"}));
    filter.places = {"L-20"};
    EXPECT_EQ(events(filter), (Ids{"of army"})) << "by its agreement";
}

TEST_F(Everything, AGateIsOnBothSides) {
    for (const auto& [place, count] :
         {std::pair{"C-B1", 1U}, {"L-20", 1U}, {"D-B", 1U}, {"V-B", 1U}, {"C-B2", 0U}, {"V-A", 0U}}) {
        filter.places = {place};
        EXPECT_EQ(select(*index, filter).gates.size(), count) << place;
    }
}

TEST(Empty, ADatasetWithNothingGivesNothing) {
    const QueryIndex index(std::make_shared<const model::Dataset>());
    Filter filter = filter_of("2026-01-15", {"x"});
    filter.text = "word";
    filter.categories = {"x"};
    const Selection selection = select(index, filter);
    EXPECT_TRUE(selection.months.empty() && selection.incidents.empty() && selection.units.empty());
    EXPECT_FALSE(extent_of(index, selection));
    EXPECT_FALSE(extent_of(index, model::Ref{model::RefKind::Unit, 3}));
    EXPECT_TRUE(index.lineage(0).empty());
    EXPECT_EQ(index.province_of(7), model::kNone);
}

}  // namespace
}  // namespace bordermap::query
