#pragma once
/// The arithmetic of the timeline strip: days and pixels, what the mouse holds, what a drag makes of the window. Pure.

#include "model/dataset.hpp"
#include "model/date.hpp"
#include "query/selection.hpp"

#include <optional>
#include <string>
#include <vector>

namespace bordermap::ui {

/// A linear axis of days: [from, to) drawn from pixel x0 to pixel x1.
struct TimelineAxis {
    model::Day from = 0, to = 1;
    double x0 = 0, x1 = 1;
    [[nodiscard]] double x_of(double day) const {
        return x0 + (day - from) * (x1 - x0) / static_cast<double>(to - from);
    }
    /// The day whose column holds x, not limited to the axis.
    [[nodiscard]] model::Day day_at(double x) const;
    [[nodiscard]] double px_per_day() const { return (x1 - x0) / static_cast<double>(to - from); }
};

/// The date window, both days inclusive; an open end is not set.
struct DayWindow {
    std::optional<model::Day> from, to;
    bool operator==(const DayWindow&) const = default;
};

enum class Grip { None, From, To, Window, AsOf, Empty, Lives };

/// What is at (x, y). `lane_bottom` ends the as-of marker's own lane at the top of the strip, [top, lane_bottom); the bars
/// and the window have [lane_bottom, lives_top), the lives of the agreements [lives_top, bottom), where nothing is dragged.
/// An end is caught from 1.6 `reach` px outside the window to half a `reach` inside, where its tab stands; of two ends under
/// the pointer the nearer.
struct TimelineHit {
    TimelineAxis axis;
    double top = 0, lane_bottom = 0, lives_top = 0, bottom = 0, reach = 6;
};
[[nodiscard]] Grip grip_at(const TimelineHit& strip, const DayWindow& window, model::Day as_of, double x, double y);

/// The window after the grip was dragged from `start_day` to `now_day` (days under the pointer). Ends cannot pass each
/// other; an end that reaches the end of the axis is open. Grip::Empty brushes a new window between the two days. A whole
/// window keeps its length and stays on the axis.
[[nodiscard]] DayWindow drag_window(const TimelineAxis& axis, Grip grip, const DayWindow& start, model::Day start_day,
                                    model::Day now_day);

/// `day` moved by whole months; the day of the month is kept or becomes the last one of a shorter month.
[[nodiscard]] model::Day add_months(model::Day day, int months);
/// The window moved by whole months (an end on the last day of its month stays on the last). When it would end after the
/// last day of `limits` it starts again at their first day, with the same length in months. A window with an open end becomes
/// `default_months` months from where it starts, or from the first day of the limits.
[[nodiscard]] DayWindow step_window(const DayWindow& window, int months, const model::Interval& limits,
                                    int default_months);

/// The days of a record: those that are certain stand opaque, the rest of those that it may have translucent.
struct Extent {
    model::Interval possible;  ///< an open end is not known, and drawn fading
    model::Interval certain;   ///< within possible; empty where no day is certain
    bool operator==(const Extent&) const = default;
};
/// Of a date that is dated(). A single day, or a month that fills its own bar, is certain of the column that it stands in:
/// `possible` within one month has no part to be drawn apart.
[[nodiscard]] Extent extent_of(const model::FuzzyDate& date);
/// The time for which an agreement lives: from the earliest signing (else the announcement) to the last day that its end may
/// mean. Without a date of signing both bounds are those of the announcement from above; without an end it is open.
[[nodiscard]] Extent life_of(const model::Agreement& agreement);

/// How many of the records of a month may lie in another month, too.
struct MonthShare {
    std::uint32_t incidents = 0, events = 0;
    bool operator==(const MonthShare&) const = default;
};
/// Per entry of Selection::months. `selection` must be without a date window.
[[nodiscard]] std::vector<MonthShare> uncertain_shares(const model::Dataset& dataset,
                                                       const query::Selection& selection);

/// How many records cover the days from `from` until the next step: for certain, and possibly beside those.
struct CoverStep {
    model::Day from = 0;
    std::uint32_t certain = 0, possible = 0;
    bool operator==(const CoverStep&) const = default;
};
/// Steps from the open past on, sorted by day; the last one lasts for ever.
[[nodiscard]] std::vector<CoverStep> cover(const std::vector<Extent>& extents);
/// How many records the step that holds a day counts, certain or possible.
[[nodiscard]] std::uint32_t covering(const std::vector<CoverStep>& steps, model::Day day);
/// Whether an agreement is dated and may live on a day: is counted by life_cover() there.
[[nodiscard]] bool may_live_on(const model::Agreement& agreement, model::Day day);
/// Of the agreements that are dated.
[[nodiscard]] std::vector<CoverStep> life_cover(const model::Dataset& dataset, const query::Selection& selection);
/// Of the events and incidents (record_kind incident) that may lie in more than one month.
[[nodiscard]] std::vector<CoverStep> uncertain_cover(const model::Dataset& dataset, const query::Selection& selection);

/// A mark under the axis: the first day of a year or month.
struct Tick {
    model::Day day = 0;
    bool year = false;  ///< January
    std::string label;  ///< "2025", "Jul" as number "07"; empty when there is no room
};
/// Years, and months where a month has at least `min_month_px`; labels at least `min_label_px` apart.
[[nodiscard]] std::vector<Tick> ticks(const TimelineAxis& axis, double min_month_px, double min_label_px);

}  // namespace bordermap::ui
