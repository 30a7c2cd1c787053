// SYNTHETIC agreements and events: when the next review meeting falls due, day by day.

#include "query/meetings.hpp"

#include "query/describe.hpp"
#include "query/synthetic.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace bordermap::query {
namespace {

using synthetic::Builder;
using synthetic::day;

TEST(Periods, AreReadFromIsoDurations) {
    const std::vector<std::pair<const char*, Period>> read{
        {"P6M", {6, 0}},   {"P1Y", {12, 0}},    {"P3M", {3, 0}},   {"P1Y6M", {18, 0}},      {"P2W", {0, 14}},
        {"P10D", {0, 10}}, {"P1M15D", {1, 15}}, {"P0Y3M", {3, 0}}, {"P1Y2M3W4D", {14, 25}}, {"P1000Y", {12000, 0}}};
    for (const auto& [text, period] : read) {
        EXPECT_EQ(parse_period(text), period) << text;
    }
    for (const char* text : {"", "P", "6M", "P6", "PM", "P0D", "P0M", "P-6M", "PT6H", "P1YT1H", "P6M1Y", "P6M6M", "p6m",
                             "P6M ", "P1.5Y", "P1001Y", "P99999999999M", "annual", "P6M/P1Y"}) {
        EXPECT_EQ(parse_period(text), std::nullopt) << text;
    }
}

TEST(Periods, AreAddedByTheCalendar) {
    const std::vector<std::tuple<const char*, Period, const char*>> sums{
        {"2025-01-15", {6, 0}, "2025-07-15"},  {"2025-08-31", {6, 0}, "2026-02-28"},
        {"2023-08-31", {6, 0}, "2024-02-29"},  {"2024-02-29", {12, 0}, "2025-02-28"},
        {"2024-11-30", {3, 0}, "2025-02-28"},  {"2025-12-31", {1, 0}, "2026-01-31"},
        {"2024-02-28", {0, 2}, "2024-03-01"},  {"2025-01-31", {1, 1}, "2025-03-01"},
        {"2025-10-28", {12, 0}, "2026-10-28"}, {"1999-12-31", {24, 0}, "2001-12-31"}};
    for (const auto& [from, period, to] : sums) {
        EXPECT_EQ(model::format_day(add(day(from), period)), to) << from;
    }
    EXPECT_EQ(add(model::kOpenPast, Period{6, 0}), model::kOpenPast);
    EXPECT_EQ(add(model::kOpenFuture, Period{6, 0}), model::kOpenFuture);
    EXPECT_EQ(add(model::Interval{}, Period{6, 0}), model::Interval{});
    const model::Interval january{day("2025-01-01"), day("2025-02-01")};
    EXPECT_EQ(add(january, Period{1, 0}), (model::Interval{day("2025-02-01"), day("2025-03-01")}));
}

TEST(Cadences, AreReadAsTheSourcesStateThem) {
    struct Case {
        const char *cadence, *text, *fact, *note;
        bool stated, ambiguous;
        std::optional<Period> period;
    };
    const std::vector<Case> cases{
        {"P6M", "biannual rotating meetings", "", "", true, true, Period{6, 0}},
        {"P6M", "Bi-Annual", "", "", true, true, Period{6, 0}},
        {"P6M", "every half year", "", "", true, false, Period{6, 0}},
        {"P6M", "", "P6M (ambiguous: two readings)", "", true, true, Period{6, 0}},
        {"P6M", "", "", "Ambiguous: two readings", true, true, Period{6, 0}},
        {"P1Y", "annual, rotating", "P1Y", "", true, false, Period{12, 0}},
        {"", "information exchange every six months or a year", "P6M/P1Y", "", true, true, std::nullopt},
        {"", "every six months or a year", "", "", true, true, std::nullopt},
        {"", "regular", "", "", true, false, std::nullopt},
        {"", "giao ban định kỳ", "", "", true, false, std::nullopt},
        {"by turns", "", "", "", true, false, std::nullopt},
        {"", "three-year term 2023-2025", "2023/2025", "", false, false, std::nullopt},
        {"", "three-year term 2023-2025", "", "", false, false, std::nullopt},
        {"", "annual plan, five-year protocol", "P1Y;2025/2029", "terms of a plan", false, false, std::nullopt},
        {"", "", "", "", false, false, std::nullopt}};
    for (const Case& one : cases) {
        const auto read = read_cadence(one.cadence, one.text, one.fact, one.note);
        ASSERT_EQ(read.has_value(), one.stated) << one.cadence << '|' << one.text;
        if (read) {
            EXPECT_EQ(read->period, one.period) << one.text;
            EXPECT_EQ(read->ambiguous, one.ambiguous) << one.text << one.fact << one.note;
        }
    }
    EXPECT_EQ(ambiguous_words("Biannual rotating meetings"), "Biannual");
    EXPECT_EQ(ambiguous_words("every six months or a year"), "every six months or a year");
}

TEST(Meetings, AreOfTheKindsThatReview) {
    for (const char* kind : {"review_meeting", "talks", "dialogue", "ministerial_meeting"}) {
        EXPECT_TRUE(is_review_meeting(kind)) << kind;
    }
    for (const char* kind : {"signing", "announcement", "visit", "exchange", "patrol", "ceremony", "contacts", ""}) {
        EXPECT_FALSE(is_review_meeting(kind)) << kind;
    }
}

/// One agreement of two units with a cadence; events of it.
struct Series : testing::Test {
    void SetUp() override {
        builder.add_unit("vn", "V-C", "army", false, {day("2020-06-01"), model::kOpenFuture});
        builder.add_unit("la", "L-20", "army", true);
        agreement = &builder.add_agreement("a", "2024-08-31", {0, 1});
        agreement->cadence = "P6M";
        agreement->cadence_text = "every six months";
    }
    model::Event& event(const std::string& id, const std::string& on, const std::string& status,
                        const std::string& kind = "review_meeting") {
        model::Event& made = builder.add_event(id, on);
        made.agreement_id = "a";
        made.status = status;
        made.kind = kind;
        return made;
    }
    /// "state last planned next", "+overdue", "?" for ambiguous.
    std::string on(const char* as_of, bool ended = false) {
        if (!index) {
            index = std::make_unique<QueryIndex>(builder.build());
        }
        Filter filter;
        filter.as_of = day(as_of);
        filter.ended = ended;
        const Selection selection = select(*index, filter);
        if (selection.meetings.empty()) {
            return "none";
        }
        EXPECT_EQ(selection.meetings.size(), 1U);
        const MeetingDue& due = selection.meetings.front();
        EXPECT_EQ(selection.counts.meetings_by_state.at(std::string(meeting_state_name(due.state))), 1U);
        const auto name = [this](model::Index at) {
            return at == model::kNone ? std::string("-") : index->dataset().events[at].id;
        };
        std::string text(meeting_state_name(due.state));
        text += " " + name(due.last) + " " + name(due.planned) + " ";
        text += due.next ? model::format_day(due.next->from) + ".." + model::format_day(due.next->to - 1) : "-";
        return text + (due.overdue ? " overdue" : "") + (due.ambiguous ? " ?" : "");
    }
    Builder builder;
    model::Agreement* agreement = nullptr;
    std::unique_ptr<QueryIndex> index;
};

TEST_F(Series, CountsFromTheSigningWhileNoneWasHeld) {
    EXPECT_EQ(on("2024-08-30"), "none") << "not signed";
    EXPECT_EQ(on("2024-08-31"), "never_held - - 2025-02-28..2025-02-28");
    EXPECT_EQ(on("2025-02-28"), "never_held - - 2025-02-28..2025-02-28");
    EXPECT_EQ(on("2025-03-01"), "never_held - - 2025-02-28..2025-02-28 overdue");
}

TEST_F(Series, CountsFromTheLastHeldMeeting) {
    event("first", "2025-02-10", "held");
    event("second", "2025-08-05", "held", "talks");
    event("patrol", "2025-12-01", "held", "patrol");
    event("cancelled", "2025-12-02", "cancelled");
    event("signing", "2024-08-31", "held", "signing");
    event("too early", "2024-08-30", "held");
    EXPECT_EQ(on("2025-02-09"), "never_held - - 2025-02-28..2025-02-28");
    EXPECT_EQ(on("2025-02-10"), "upcoming first - 2025-08-10..2025-08-10");
    EXPECT_EQ(on("2025-08-04"), "upcoming first - 2025-08-10..2025-08-10");
    EXPECT_EQ(on("2025-08-05"), "upcoming second - 2026-02-05..2026-02-05");
    EXPECT_EQ(on("2026-02-05"), "due second - 2026-02-05..2026-02-05");
    EXPECT_EQ(on("2026-02-06"), "overdue second - 2026-02-05..2026-02-05 overdue");
}

TEST_F(Series, IsAsImpreciseAsTheDateCountedFrom) {
    event("month", "2025-02", "held");
    EXPECT_EQ(on("2025-02-01"), "upcoming month - 2025-08-01..2025-08-28") << "it may have been held";
    EXPECT_EQ(on("2025-08-01"), "due month - 2025-08-01..2025-08-28");
    EXPECT_EQ(on("2025-08-28"), "due month - 2025-08-01..2025-08-28");
    EXPECT_EQ(on("2025-08-29"), "overdue month - 2025-08-01..2025-08-28 overdue");
}

TEST_F(Series, AnOpenSigningIsBoundedByItsParties) {
    agreement->signed_on = synthetic::date("../2026-01-15");
    EXPECT_EQ(on("2026-01-15"), "never_held - - 2020-12-01..2026-07-15") << "the party exists since 2020-06-01";
    EXPECT_EQ(on("2026-07-15"), "never_held - - 2020-12-01..2026-07-15");
    EXPECT_EQ(on("2026-07-16"), "never_held - - 2020-12-01..2026-07-15 overdue");
}

TEST_F(Series, AnAnnouncementBoundsAnUnknownSigning) {
    agreement->signed_on = {};
    agreement->announced = synthetic::date("2026-01-15");
    EXPECT_EQ(on("2026-01-15"), "never_held - - 2020-12-01..2026-07-15");
}

TEST_F(Series, PlannedMeetingsWaitUntilTheyAreFulfilledOrPast) {
    event("plan", "2025-04", "planned");
    event("later plan", "2026-04", "planned");
    event("open plan", "2025-01-01/..", "planned");
    event("held", "2025-05-20", "held").fulfils_id = "plan";
    EXPECT_EQ(on("2025-03-01"), "never_held - open plan 2025-02-28..2025-02-28 overdue");
    EXPECT_EQ(on("2025-05-20"), "upcoming held open plan 2025-11-20..2025-11-20");
    index.reset();
    builder.data().events[2].status = "cancelled";
    EXPECT_EQ(on("2025-04-30"), "never_held - plan 2025-02-28..2025-02-28 overdue");
    EXPECT_EQ(on("2025-05-01"), "never_held - later plan 2025-02-28..2025-02-28 overdue")
        << "the planned days are past";
    EXPECT_EQ(on("2025-05-20"), "upcoming held later plan 2025-11-20..2025-11-20");
    EXPECT_EQ(on("2026-05-01"), "overdue held - 2025-11-20..2025-11-20 overdue");
}

TEST_F(Series, WithoutAPeriodOrADateIsUnknown) {
    agreement->cadence.clear();
    agreement->cadence_text = "every six months or a year";
    event("held", "2025-05-20", "held");
    EXPECT_EQ(on("2026-01-15"), "unknown held - - ?");
    index.reset();
    agreement->cadence = "P1Y";
    agreement->cadence_text = "annual";
    builder.data().events[0].date = synthetic::date("XXXX-05-20");
    EXPECT_EQ(on("2026-01-15"), "unknown held - -") << "one was held, no one knows when";
    index.reset();
    builder.data().events.clear();
    builder.data().event_by_id.clear();
    agreement->signed_on = synthetic::date("XXXX");
    EXPECT_EQ(on("2026-01-15"), "unknown - - -");
}

TEST_F(Series, AnEndedAgreementOwesNoMeeting) {
    agreement->ends = synthetic::date("2025-06-30");
    EXPECT_NE(on("2025-06-29", true), "none");
    EXPECT_EQ(on("2025-06-30", true), "none");
}

TEST_F(Series, IsSaidInWordsAndAsJson) {
    agreement->cadence_text = "biannual rotating meetings";
    event("held", "2025-08-05", "held");
    event("plan", "2026-02", "planned");
    index = std::make_unique<QueryIndex>(builder.build());
    const auto said = [&](const char* as_of, model::Language language = model::Language::English) {
        Filter filter;
        filter.as_of = day(as_of);
        const Selection selection = select(*index, filter);
        return describe_meeting(index->dataset(), selection.meetings.at(0), language);
    };
    EXPECT_EQ(
        said("2025-01-15"),
        "no public record of a held meeting; first one due 28 February 2025 (if “biannual” means every 6 months)");
    EXPECT_EQ(said("2025-03-15"),
              "no public record of a held meeting; overdue since 1 March 2025 (if “biannual” means every 6 months)");
    EXPECT_EQ(said("2025-09-01"), "next due 5 February 2026 (if “biannual” means every 6 months)");
    EXPECT_EQ(said("2026-02-05"), "due now: 5 February 2026 (if “biannual” means every 6 months)");
    EXPECT_EQ(said("2026-03-01"), "overdue since 6 February 2026 (if “biannual” means every 6 months)");
    EXPECT_EQ(said("2026-03-01", model::Language::Vietnamese),
              "quá hạn từ 6 tháng 2 năm 2026 (nếu “biannual” nghĩa là 6 tháng một lần)");
    EXPECT_EQ(said("2026-03-01", model::Language::Lao), "ກາຍກຳນົດແຕ່ 6 ກຸມພາ 2026 (ຖ້າ “biannual” ໝາຍເຖິງ ທຸກໆ 6 ເດືອນ)");
    Filter filter;
    filter.as_of = day("2026-01-15");
    EXPECT_EQ(to_json(index->dataset(), select(*index, filter))["meetings"],
              nlohmann::json::parse(R"([{"agreement": "a",
        "state": "upcoming", "last": "held", "planned": "plan", "next_from": "2026-02-05", "next_to": "2026-02-05",
        "overdue": false, "ambiguous": true, "cadence": "P6M", "cadence_text": "biannual rotating meetings"}])"));
}

TEST(MeetingList, IsByStateThenByTheNextDay) {
    Builder builder;
    builder.add_unit("vn", "V-C", "army", false);
    builder.add_unit("la", "L-20", "army", true);
    const auto add_one = [&](const std::string& id, const std::string& cadence, const std::string& held) {
        builder.add_agreement(id, "2020-01-01", {0, 1}).cadence = cadence;
        if (!held.empty()) {
            model::Event& event = builder.add_event("of " + id, held);
            event.agreement_id = id;
            event.kind = "talks";
            event.status = "held";
        }
    };
    add_one("words", "by turns", "");
    add_one("upcoming later", "P1Y", "2025-12-01");
    add_one("never", "P1Y", "");
    add_one("upcoming", "P1Y", "2025-11-01");
    add_one("overdue", "P1Y", "2024-11-01");
    add_one("longer overdue", "P1Y", "2023-11-01");
    add_one("due", "P1Y", "2025");
    builder.add_agreement("none", "2020-01-01", {0, 1});
    const QueryIndex index(builder.build());
    Filter filter;
    filter.as_of = day("2026-01-15");
    const Selection selection = select(index, filter);
    std::vector<std::string> order;
    for (const MeetingDue& due : selection.meetings) {
        order.push_back(index.dataset().agreements[due.agreement].id);
    }
    EXPECT_EQ(order, (std::vector<std::string>{"longer overdue", "overdue", "never", "due", "upcoming",
                                               "upcoming later", "words"}));
    EXPECT_EQ(selection.counts.meetings_by_state,
              (std::map<std::string, std::uint32_t>{
                  {"overdue", 2}, {"never_held", 1}, {"due", 1}, {"upcoming", 2}, {"unknown", 1}}));
}

TEST(DaysInWords, AreSaidAsWide) {
    const auto said = [](const char* from, const char* to) {
        return describe_days(
            {*from == '\0' ? model::kOpenPast : day(from), *to == '\0' ? model::kOpenFuture : day(to) + 1},
            model::Language::English);
    };
    EXPECT_EQ(said("2026-07-15", "2026-07-15"), "15 July 2026");
    EXPECT_EQ(said("2026-07-01", "2026-07-31"), "July 2026");
    EXPECT_EQ(said("2026-01-01", "2026-12-31"), "2026");
    EXPECT_EQ(said("2026-07-01", "2026-08-31"), "between 1 July 2026 and 31 August 2026");
    EXPECT_EQ(said("", "2026-07-15"), "on or before 15 July 2026");
    EXPECT_EQ(said("2026-07-15", ""), "on or after 15 July 2026");
    EXPECT_EQ(said("", ""), "date not known");
    EXPECT_EQ(describe_period("P1Y", model::Language::English), "every year");
    EXPECT_EQ(describe_period("P18M", model::Language::English), "every 18 months");
    EXPECT_EQ(describe_period("P2W", model::Language::English), "every 2 weeks");
    EXPECT_EQ(describe_period("P10D", model::Language::English), "every 10 days");
    EXPECT_EQ(describe_period("regular", model::Language::English), "regular");
}

}  // namespace
}  // namespace bordermap::query
