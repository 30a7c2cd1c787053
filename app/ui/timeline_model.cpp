#include "ui/timeline_model.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <iterator>
#include <map>

namespace bordermap::ui {

using model::Day;

Day TimelineAxis::day_at(double x) const {
    return from + static_cast<Day>(std::floor((x - x0) * static_cast<double>(to - from) / (x1 - x0)));
}

Grip grip_at(const TimelineHit& strip, const DayWindow& window, Day as_of, double x, double y) {
    if (y < strip.top || y >= strip.bottom || x < strip.axis.x0 - 2 * strip.reach ||
        x > strip.axis.x1 + 2 * strip.reach) {
        return Grip::None;
    }
    if (y < strip.lane_bottom) {
        const double marker = strip.axis.x_of(as_of + 0.5);
        return std::abs(x - marker) <= strip.reach * 1.5 ? Grip::AsOf : Grip::None;
    }
    if (y >= strip.lives_top) {
        return x >= strip.axis.x0 && x < strip.axis.x1 ? Grip::Lives : Grip::None;
    }
    const double left = strip.axis.x_of(window.from.value_or(strip.axis.from));
    const double right = strip.axis.x_of(window.to ? *window.to + 1 : strip.axis.to);
    // The tabs stand outside the window: an end is caught mostly from there, so that a narrow window can still be held.
    const double outside = strip.reach * 1.6, inside = strip.reach * 0.5;
    const bool on_left = x >= left - outside && x <= left + inside,
               on_right = x >= right - inside && x <= right + outside;
    if (on_left && on_right) {
        return std::abs(x - left) < std::abs(x - right) || (x < left) ? Grip::From : Grip::To;
    }
    if (on_left || on_right) {
        return on_left ? Grip::From : Grip::To;
    }
    if ((window.from || window.to) && x > left && x < right) {
        return Grip::Window;
    }
    return Grip::Empty;
}

DayWindow drag_window(const TimelineAxis& axis, Grip grip, const DayWindow& start, Day start_day, Day now_day) {
    const Day first = start.from.value_or(axis.from);
    const Day last = start.to.value_or(axis.to - 1);
    DayWindow moved = start;
    switch (grip) {
        case Grip::From: {
            const Day day = std::min(first + (now_day - start_day), last);
            moved.from = day <= axis.from ? std::nullopt : std::optional(day);
            break;
        }
        case Grip::To: {
            const Day day = std::max(last + (now_day - start_day), first);
            moved.to = day >= axis.to - 1 ? std::nullopt : std::optional(day);
            break;
        }
        case Grip::Window: {
            const Day length = last - first;
            const Day low = std::min(axis.from, first), high = std::max(axis.to - 1, last);
            const Day begin = std::clamp(first + (now_day - start_day), low, std::max(low, high - length));
            moved.from = begin;
            moved.to = begin + length;
            break;
        }
        case Grip::Empty: {
            const auto [a, b] = std::minmax(start_day, now_day);
            moved.from = std::clamp(a, axis.from, axis.to - 1);
            moved.to = std::clamp(b, axis.from, axis.to - 1);
            break;
        }
        case Grip::AsOf:
        case Grip::Lives:
        case Grip::None:
            break;
    }
    return moved;
}

Day add_months(Day day, int months) {
    const std::chrono::sys_days at{std::chrono::days{day}};
    const std::chrono::year_month_day civil{at};
    auto moved = civil + std::chrono::months{months};
    if (!moved.ok()) {
        moved = moved.year() / moved.month() / std::chrono::last;
    }
    return static_cast<Day>(std::chrono::sys_days{moved}.time_since_epoch().count());
}

DayWindow step_window(const DayWindow& window, int months, const model::Interval& limits, int default_months) {
    if (!window.from || !window.to) {
        Day start = window.from.value_or(limits.from);
        if (add_months(start, default_months) > limits.to) {
            start = limits.from;
        }
        return {start, add_months(start, default_months) - 1};
    }
    const Day from = *window.from;
    const Day end = *window.to + 1;  // half-open: month ends step without drifting
    const Day next_from = add_months(from, months), next_end = add_months(end, months);
    if (next_end > limits.to && months > 0) {
        int length = 0;
        while (add_months(from, length) < end) {
            ++length;
        }
        return {limits.from, std::min(add_months(limits.from, std::max(1, length)), limits.to) - 1};
    }
    return {next_from, std::max(next_from, next_end - 1)};
}

std::vector<Tick> ticks(const TimelineAxis& axis, double min_month_px, double min_label_px) {
    std::vector<Tick> list;
    const bool months = axis.px_per_day() * 30.0 >= min_month_px;
    double last_year_label = -1e9;
    std::chrono::year_month_day civil{std::chrono::sys_days{std::chrono::days{axis.from}}};
    for (auto month = civil.year() / civil.month();; month += std::chrono::months{1}) {
        const Day day = static_cast<Day>(std::chrono::sys_days{month / 1}.time_since_epoch().count());
        if (day >= axis.to) {
            break;
        }
        const unsigned number = static_cast<unsigned>(month.month());
        if (day < axis.from || (!months && number != 1)) {
            continue;
        }
        Tick tick{day, number == 1, {}};
        const double x = axis.x_of(day);
        if (tick.year) {
            if (x - last_year_label >= min_label_px) {
                tick.label = fmt::format("{}", static_cast<int>(month.year()));
                last_year_label = x;
            }
        } else if (axis.px_per_day() * 30.0 >= min_label_px ||
                   ((number - 1) % 3 == 0 && axis.px_per_day() * 90.0 >= min_label_px)) {
            tick.label = fmt::format("{:02}", number);
        }
        list.push_back(std::move(tick));
    }
    return list;
}

Extent extent_of(const model::FuzzyDate& date) {
    return {date.interval(), date.certain()};
}

Extent life_of(const model::Agreement& agreement) {
    Extent life;
    Day sure = model::kOpenFuture;  // from then on it is signed for certain
    if (agreement.signed_on.dated()) {
        life.possible.from = agreement.signed_on.interval().from;
        sure = agreement.signed_on.interval().to - 1;
    } else if (agreement.announced.dated()) {
        sure = agreement.announced.interval().to - 1;
    }
    Day sure_end = model::kOpenFuture;
    if (agreement.ends.dated()) {
        life.possible.to = agreement.ends.interval().to;
        sure_end = std::min(life.possible.to, agreement.ends.interval().from + 1);
    }
    life.certain = {sure, sure_end};
    if (life.certain.empty()) {
        life.certain = {0, 0};
    }
    return life;
}

namespace {

bool has_life(const model::Agreement& agreement) {
    return agreement.signed_on.dated() || agreement.announced.dated();
}

bool within_one_month(const model::Interval& days) {
    return days.from > model::kOpenPast && days.to <= model::month_start(days.from, 1);
}

template <typename Visit>
void each_counted(const model::Dataset& dataset, const query::Selection& selection, const Visit& visit) {
    for (const model::Index i : selection.incidents) {
        const model::Incident& incident = dataset.incidents[i];
        if (incident.record_kind == model::RecordKind::Incident && incident.date.dated()) {
            visit(incident.date, &MonthShare::incidents);
        }
    }
    for (const model::Index i : selection.events) {
        if (dataset.events[i].date.dated()) {
            visit(dataset.events[i].date, &MonthShare::events);
        }
    }
}

}  // namespace

std::vector<MonthShare> uncertain_shares(const model::Dataset& dataset, const query::Selection& selection) {
    std::vector<MonthShare> shares(selection.months.size());
    each_counted(dataset, selection, [&](const model::FuzzyDate& date, std::uint32_t MonthShare::*part) {
        if (within_one_month(date.interval())) {
            return;
        }
        const auto found = std::lower_bound(selection.months.begin(), selection.months.end(),
                                            model::month_start(model::counting_day(date.interval())),
                                            [](const query::MonthCount& month, Day day) { return month.month < day; });
        if (found != selection.months.end()) {
            ++(shares[static_cast<std::size_t>(found - selection.months.begin())].*part);
        }
    });
    return shares;
}

std::vector<CoverStep> cover(const std::vector<Extent>& extents) {
    std::map<Day, std::pair<int, int>> changes{{model::kOpenPast, {0, 0}}};  // day -> change of certain, of all
    for (const Extent& extent : extents) {
        ++changes[extent.possible.from].second;
        --changes[extent.possible.to].second;
        if (!extent.certain.empty()) {
            ++changes[extent.certain.from].first;
            --changes[extent.certain.to].first;
        }
    }
    changes.erase(model::kOpenFuture);
    std::vector<CoverStep> steps;
    int certain = 0, all = 0;
    for (const auto& [day, change] : changes) {
        certain += change.first;
        all += change.second;
        steps.push_back({day, static_cast<std::uint32_t>(certain), static_cast<std::uint32_t>(all - certain)});
    }
    return steps;
}

std::uint32_t covering(const std::vector<CoverStep>& steps, Day day) {
    const auto after = std::upper_bound(steps.begin(), steps.end(), day,
                                        [](Day wanted, const CoverStep& step) { return wanted < step.from; });
    return after == steps.begin() ? 0 : std::prev(after)->certain + std::prev(after)->possible;
}

bool may_live_on(const model::Agreement& agreement, Day day) {
    return has_life(agreement) && life_of(agreement).possible.contains(day);
}

std::vector<CoverStep> life_cover(const model::Dataset& dataset, const query::Selection& selection) {
    std::vector<Extent> lives;
    for (const query::SelectedAgreement& entry : selection.agreements) {
        const model::Agreement& agreement = dataset.agreements[entry.agreement];
        if (has_life(agreement)) {
            lives.push_back(life_of(agreement));
        }
    }
    return cover(lives);
}

std::vector<CoverStep> uncertain_cover(const model::Dataset& dataset, const query::Selection& selection) {
    std::vector<Extent> extents;
    each_counted(dataset, selection, [&](const model::FuzzyDate& date, std::uint32_t MonthShare::*) {
        if (!within_one_month(date.interval())) {
            extents.push_back(extent_of(date));
        }
    });
    return cover(extents);
}

}  // namespace bordermap::ui
