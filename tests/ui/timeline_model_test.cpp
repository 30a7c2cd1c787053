#include "ui/timeline_model.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bordermap::ui {
namespace {

using model::Day;

Day day(const char* text) {
    const auto parsed = model::parse_day(text);
    EXPECT_TRUE(parsed.has_value()) << text;
    return parsed.value_or(0);
}

DayWindow window(const char* from, const char* to) {
    return {*from != '\0' ? std::optional(day(from)) : std::nullopt,
            *to != '\0' ? std::optional(day(to)) : std::nullopt};
}

/// One year, two pixels a day from x = 100.
TimelineAxis axis_of_2025() {
    return {day("2025-01-01"), day("2026-01-01"), 100, 100 + 2 * 365};
}

TimelineHit strip() {
    return {axis_of_2025(), 0, 20, 70, 80, 8};
}

TEST(TimelineAxis, DaysAndPixelsAreInverse) {
    const TimelineAxis axis = axis_of_2025();
    EXPECT_DOUBLE_EQ(axis.x_of(axis.from), 100);
    EXPECT_DOUBLE_EQ(axis.x_of(axis.to), 830);
    for (Day d = axis.from; d < axis.to; ++d) {
        EXPECT_EQ(axis.day_at(axis.x_of(d) + 0.5), d);
    }
    EXPECT_EQ(axis.day_at(99), axis.from - 1);  // not limited to the axis
}

TEST(TimelineGrip, EndsAreCaughtFromOutsideAndTheMiddleFromInside) {
    const DayWindow held = window("2025-04-01", "2025-06-30");
    const TimelineHit hit = strip();
    const double left = hit.axis.x_of(day("2025-04-01")), right = hit.axis.x_of(day("2025-07-01"));
    const Day as_of = day("2025-12-01");
    EXPECT_EQ(grip_at(hit, held, as_of, left - 10, 50), Grip::From);
    EXPECT_EQ(grip_at(hit, held, as_of, left + 3, 50), Grip::From);
    EXPECT_EQ(grip_at(hit, held, as_of, left + 20, 50), Grip::Window);
    EXPECT_EQ(grip_at(hit, held, as_of, right + 10, 50), Grip::To);
    EXPECT_EQ(grip_at(hit, held, as_of, right - 3, 50), Grip::To);
    EXPECT_EQ(grip_at(hit, held, as_of, right + 60, 50), Grip::Empty);
    EXPECT_EQ(grip_at(hit, held, as_of, 400, 90), Grip::None) << "below the strip";
}

TEST(TimelineGrip, ANarrowWindowKeepsBothEndsWithinReach) {
    const DayWindow held = window("2025-04-01", "2025-04-02");  // four pixels
    const TimelineHit hit = strip();
    const double left = hit.axis.x_of(day("2025-04-01")), right = hit.axis.x_of(day("2025-04-03"));
    EXPECT_EQ(grip_at(hit, held, 0, left - 6, 50), Grip::From);
    EXPECT_EQ(grip_at(hit, held, 0, right + 6, 50), Grip::To);
}

TEST(TimelineGrip, AnOpenWindowHasItsEndsAtTheAxisAndNoBody) {
    const TimelineHit hit = strip();
    EXPECT_EQ(grip_at(hit, {}, 0, hit.axis.x0 - 5, 50), Grip::From);
    EXPECT_EQ(grip_at(hit, {}, 0, hit.axis.x1 + 5, 50), Grip::To);
    EXPECT_EQ(grip_at(hit, {}, 0, 400, 50), Grip::Empty);
}

TEST(TimelineGrip, TheAsOfMarkerHasALaneOfItsOwn) {
    const TimelineHit hit = strip();
    const Day as_of = day("2025-04-01");  // on the end of the window
    const DayWindow held = window("2025-04-01", "2025-06-30");
    const double x = hit.axis.x_of(as_of + 0.5);
    EXPECT_EQ(grip_at(hit, held, as_of, x, 10), Grip::AsOf);
    EXPECT_EQ(grip_at(hit, held, as_of, x, 50), Grip::From);
    EXPECT_EQ(grip_at(hit, held, as_of, x + 40, 10), Grip::None);
}

TEST(TimelineGrip, TheLivesOfTheAgreementsAreNotDragged) {
    const TimelineHit hit = strip();
    const DayWindow held = window("2025-04-01", "2025-06-30");
    const double x = hit.axis.x_of(day("2025-04-01"));
    EXPECT_EQ(grip_at(hit, held, 0, x, 69), Grip::From);
    EXPECT_EQ(grip_at(hit, held, 0, x, 70), Grip::Lives);
    EXPECT_EQ(grip_at(hit, held, 0, hit.axis.x1 + 5, 75), Grip::None) << "beside the axis";
    EXPECT_EQ(drag_window(hit.axis, Grip::Lives, held, day("2025-04-01"), day("2025-05-01")), held);
}

TEST(TimelineDrag, AnEndMovesByDaysAndStopsAtTheOther) {
    const TimelineAxis axis = axis_of_2025();
    const DayWindow start = window("2025-04-01", "2025-06-30");
    EXPECT_EQ(drag_window(axis, Grip::From, start, day("2025-04-01"), day("2025-04-11")),
              window("2025-04-11", "2025-06-30"));
    EXPECT_EQ(drag_window(axis, Grip::From, start, day("2025-04-01"), day("2025-11-01")),
              window("2025-06-30", "2025-06-30"));
    EXPECT_EQ(drag_window(axis, Grip::To, start, day("2025-06-30"), day("2025-01-02")),
              window("2025-04-01", "2025-04-01"));
}

TEST(TimelineDrag, AnEndAtTheEndOfTheAxisIsOpen) {
    const TimelineAxis axis = axis_of_2025();
    const DayWindow start = window("2025-04-01", "2025-06-30");
    EXPECT_EQ(drag_window(axis, Grip::From, start, day("2025-04-01"), day("2024-11-01")), window("", "2025-06-30"));
    EXPECT_EQ(drag_window(axis, Grip::To, start, day("2025-06-30"), day("2026-03-01")), window("2025-04-01", ""));
}

TEST(TimelineDrag, TheWholeWindowKeepsItsLengthAndStaysOnTheAxis) {
    const TimelineAxis axis = axis_of_2025();
    const DayWindow start = window("2025-04-01", "2025-06-30");
    EXPECT_EQ(drag_window(axis, Grip::Window, start, day("2025-05-01"), day("2025-05-11")),
              window("2025-04-11", "2025-07-10"));
    EXPECT_EQ(drag_window(axis, Grip::Window, start, day("2025-05-01"), day("2027-01-01")),
              window("2025-10-02", "2025-12-31"));
    EXPECT_EQ(drag_window(axis, Grip::Window, start, day("2025-05-01"), day("2020-01-01")),
              window("2025-01-01", "2025-04-01"));
}

TEST(TimelineDrag, EmptyGroundBrushesAWindowInEitherDirection) {
    const TimelineAxis axis = axis_of_2025();
    EXPECT_EQ(drag_window(axis, Grip::Empty, {}, day("2025-03-05"), day("2025-03-20")),
              window("2025-03-05", "2025-03-20"));
    EXPECT_EQ(drag_window(axis, Grip::Empty, {}, day("2025-03-20"), day("2025-03-05")),
              window("2025-03-05", "2025-03-20"));
}

TEST(Months, KeepTheDayOrTakeTheLast) {
    EXPECT_EQ(add_months(day("2025-01-15"), 1), day("2025-02-15"));
    EXPECT_EQ(add_months(day("2025-01-31"), 1), day("2025-02-28"));
    EXPECT_EQ(add_months(day("2024-02-29"), 12), day("2025-02-28"));
    EXPECT_EQ(add_months(day("2025-03-31"), -1), day("2025-02-28"));
}

TEST(Play, StepsWholeMonthsWithoutDrifting) {
    const model::Interval limits{day("2025-01-01"), day("2026-01-01")};
    DayWindow held = window("2025-01-01", "2025-01-31");
    for (const char* end : {"2025-02-28", "2025-03-31", "2025-04-30"}) {
        held = step_window(held, 1, limits, 3);
        EXPECT_EQ(held.to, day(end));
        EXPECT_EQ(model::format_day(*held.from).substr(8), "01");
    }
}

TEST(Play, LoopsAtTheEndWithTheSameLength) {
    const model::Interval limits{day("2025-01-01"), day("2026-01-01")};
    EXPECT_EQ(step_window(window("2025-10-01", "2025-12-31"), 1, limits, 3), window("2025-01-01", "2025-03-31"));
}

TEST(Play, AnOpenWindowBeginsWithTheDefaultLength) {
    const model::Interval limits{day("2025-01-01"), day("2026-01-01")};
    EXPECT_EQ(step_window({}, 1, limits, 3), window("2025-01-01", "2025-03-31"));
    EXPECT_EQ(step_window(window("2025-05-01", ""), 1, limits, 3), window("2025-05-01", "2025-07-31"));
    EXPECT_EQ(step_window(window("2025-12-20", ""), 1, limits, 3), window("2025-01-01", "2025-03-31"));
}

TEST(Ticks, LabelsNeverCrowd) {
    for (const double width : {80.0, 300.0, 1200.0, 6000.0}) {
        const TimelineAxis axis{day("2014-01-01"), day("2027-01-01"), 0, width};
        double last = -1e9;
        std::size_t years = 0;
        for (const Tick& tick : ticks(axis, 7, 42)) {
            years += tick.year ? 1 : 0;
            if (!tick.label.empty() && tick.year) {
                EXPECT_GE(axis.x_of(tick.day) - last, 42) << width;
                last = axis.x_of(tick.day);
            }
        }
        EXPECT_EQ(years, 13U) << width;
    }
}

model::FuzzyDate date(const char* edtf) {
    return model::FuzzyDate::parse(edtf).value_or(model::FuzzyDate());
}

TEST(TimelineCover, OnlyDaysThatAreCertainAreOpaque) {
    EXPECT_EQ(extent_of(date("2025-03-04")),
              (Extent{{day("2025-03-04"), day("2025-03-05")}, {day("2025-03-04"), day("2025-03-05")}}));
    EXPECT_TRUE(extent_of(date("2025-03")).certain.empty());
    EXPECT_EQ(extent_of(date("../2026-01-15")).possible.from, model::kOpenPast);
    EXPECT_TRUE(extent_of(date("../2026-01-15")).certain.empty());
    const Extent span = extent_of(date("2024-11/2025-02"));
    EXPECT_EQ(span.possible, (model::Interval{day("2024-11-01"), day("2025-03-01")}));
    EXPECT_EQ(span.certain, (model::Interval{day("2024-11-30"), day("2025-02-02")}));
}

TEST(TimelineCover, AnAgreementLivesFromItsSigningToItsEnd) {
    model::Agreement agreement;
    agreement.signed_on = date("2022");
    agreement.ends = date("2025-12-31");
    EXPECT_EQ(life_of(agreement),
              (Extent{{day("2022-01-01"), day("2026-01-01")}, {day("2022-12-31"), day("2026-01-01")}}));
    agreement.ends = {};
    EXPECT_EQ(life_of(agreement).certain.to, model::kOpenFuture);
    agreement.signed_on = {};
    agreement.announced = date("2026-01-15");
    EXPECT_EQ(life_of(agreement),
              (Extent{{model::kOpenPast, model::kOpenFuture}, {day("2026-01-15"), model::kOpenFuture}}));
}

TEST(TimelineCover, StepsCountWhatIsCertainAndWhatIsPossible) {
    const auto steps =
        cover({{{10, 20}, {12, 18}}, {{model::kOpenPast, 15}, {0, 0}}, {{14, model::kOpenFuture}, {16, 17}}});
    EXPECT_EQ(steps, (std::vector<CoverStep>{{model::kOpenPast, 0, 1},
                                             {10, 0, 2},
                                             {12, 1, 1},
                                             {14, 1, 2},
                                             {15, 1, 1},
                                             {16, 2, 0},
                                             {17, 1, 1},
                                             {18, 0, 2},
                                             {20, 0, 1}}));
    EXPECT_EQ(cover({}), (std::vector<CoverStep>{{model::kOpenPast, 0, 0}}));
    EXPECT_EQ(covering(steps, model::kOpenPast), 1U);
    EXPECT_EQ(covering(steps, 13), 2U);
    EXPECT_EQ(covering(steps, 14), 3U);
    EXPECT_EQ(covering(steps, 1'000), 1U);
    EXPECT_EQ(covering({}, 0), 0U);
}

TEST(TimelineCover, TotalsAreInNoBarAndAMonthIsSureOfItsBar) {
    model::Dataset data;
    const auto add = [&](const char* edtf, model::RecordKind kind) {
        model::Incident incident;
        incident.date = date(edtf);
        incident.record_kind = kind;
        data.incidents.push_back(incident);
    };
    add("2025-03-04", model::RecordKind::Incident);
    add("2025-03", model::RecordKind::Incident);
    add("2025-03/2025-05", model::RecordKind::Incident);
    add("2025", model::RecordKind::Total);
    add("2025", model::RecordKind::Snapshot);
    query::Selection selection;
    selection.incidents = {0, 1, 2, 3, 4};
    selection.months = {{day("2025-03-01"), 3, 0}, {day("2025-04-01"), 0, 0}};
    EXPECT_EQ(uncertain_shares(data, selection), (std::vector<MonthShare>{{1, 0}, {0, 0}}));
    const auto steps = uncertain_cover(data, selection);
    ASSERT_EQ(steps.size(), 5U);
    EXPECT_EQ(steps[1], (CoverStep{day("2025-03-01"), 0, 1}));
    EXPECT_EQ(steps[2], (CoverStep{day("2025-03-31"), 1, 0}));
}

}  // namespace
}  // namespace bordermap::ui
