#include "query/meetings.hpp"

#include "query/gazetteer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <tuple>

namespace bordermap::query {

namespace {

constexpr int kMonthsPerYear = 12;
constexpr int kDaysPerWeek = 7;
constexpr int kMostMonths = 1000 * kMonthsPerYear;
constexpr int kMostDays = 1000 * 366;

/// Kinds of events that are meetings of the parties to an agreement. Those left out carry the agreement out (patrol, exchange,
/// visit, relief ...) or make it (signing, announcement, ceremony): they are no review of it, though one may go with it.
constexpr std::array<std::string_view, 4> kReviewKinds{
    "review_meeting",      // what a cadence is about
    "talks",               // regular talks of the commands are their review meeting (hội đàm)
    "dialogue",            // policy dialogue: talks by another name
    "ministerial_meeting"  // talks of ministers
};

/// Words with two readings: twice in the period, or once in two of them.
constexpr std::array<std::string_view, 8> kTwoReadings{"biannual",  "bi-annual",  "biennial", "bi-ennial",
                                                       "bimonthly", "bi-monthly", "biweekly", "bi-weekly"};

/// Words, folded, that tell a rhythm from a term ("three-year term").
constexpr std::array<std::string_view, 15> kRhythms{"every",   "annual",    "yearly",   "quarterly",  "monthly",
                                                    "weekly",  "regular",   "periodic", "dinhky",     "hangnam",
                                                    "hangquy", "hangthang", "thuongky", "thuongnien", "biennial"};

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Without regard to the case of ASCII letters; npos when it does not occur.
std::size_t find_word(std::string_view text, std::string_view word) {
    const auto at = std::search(text.begin(), text.end(), word.begin(), word.end(),
                                [](char a, char b) { return lower(a) == lower(b); });
    return at == text.end() && !word.empty() ? std::string_view::npos : static_cast<std::size_t>(at - text.begin());
}

bool has_word(std::string_view text, std::string_view word) {
    return find_word(text, word) != std::string_view::npos;
}

bool has_two_readings(std::string_view text) {
    return std::any_of(kTwoReadings.begin(), kTwoReadings.end(),
                       [text](std::string_view word) { return has_word(text, word); }) ||
           (has_word(text, "every ") && has_word(text, " or "));
}

bool names_rhythm(std::string_view text) {
    const std::string folded = fold(text);
    return std::any_of(kRhythms.begin(), kRhythms.end(),
                       [&folded](std::string_view word) { return folded.find(word) != std::string::npos; });
}

/// "P6M/P1Y": durations only.
std::size_t count_readings(std::string_view fact) {
    std::size_t count = 0;
    while (!fact.empty()) {
        const std::size_t end = std::min(fact.find('/'), fact.size());
        if (!parse_period(fact.substr(0, end))) {
            return 0;
        }
        ++count;
        fact.remove_prefix(std::min(end + 1, fact.size()));
    }
    return count;
}

/// The later one; undated before every dated one.
bool earlier(const ReviewSeries::Meeting& a, const ReviewSeries::Meeting& b) {
    const auto key = [](const ReviewSeries::Meeting& meeting) {
        const model::Interval days = meeting.days.value_or(model::Interval{0, 0});
        return std::tuple(meeting.days.has_value(), days.to, days.from);
    };
    return key(a) < key(b);
}

}  // namespace

std::optional<Period> parse_period(std::string_view iso) {
    if (iso.size() < 3 || iso.front() != 'P') {
        return std::nullopt;
    }
    iso.remove_prefix(1);
    constexpr std::string_view kUnits = "YMWD";
    std::size_t next_unit = 0;
    Period period;
    while (!iso.empty()) {
        int amount = 0;
        const auto [end, error] = std::from_chars(iso.data(), iso.data() + iso.size(), amount);
        const auto digits = static_cast<std::size_t>(end - iso.data());
        if (error != std::errc{} || amount < 0 || amount > kMostDays || digits == iso.size()) {
            return std::nullopt;
        }
        const std::size_t unit = kUnits.find(iso[digits], next_unit);
        if (unit == std::string_view::npos) {
            return std::nullopt;
        }
        switch (kUnits[unit]) {
            case 'Y':
                period.months += amount * kMonthsPerYear;
                break;
            case 'M':
                period.months += amount;
                break;
            case 'W':
                period.days += amount * kDaysPerWeek;
                break;
            default:
                period.days += amount;
                break;
        }
        next_unit = unit + 1;
        iso.remove_prefix(digits + 1);
    }
    const bool in_range = period.months <= kMostMonths && period.days <= kMostDays;
    return in_range && period != Period{} ? std::optional(period) : std::nullopt;
}

model::Day add(model::Day day, const Period& period) {
    if (day <= model::kOpenPast || day >= model::kOpenFuture) {
        return day;
    }
    using namespace std::chrono;
    const year_month_day from{sys_days{std::chrono::days{day}}};
    const year_month month = year_month{from.year(), from.month()} + std::chrono::months{period.months};
    const year_month_day_last last = month / std::chrono::last;
    const sys_days at = sys_days{month / std::min(from.day(), last.day())} + std::chrono::days{period.days};
    return std::min(static_cast<model::Day>(at.time_since_epoch().count()), model::kOpenFuture);
}

model::Interval add(const model::Interval& days, const Period& period) {
    const model::Day last = days.to >= model::kOpenFuture ? days.to : days.to - 1;
    const model::Day to = add(last, period);
    return {add(days.from, period), to >= model::kOpenFuture ? model::kOpenFuture : to + 1};
}

bool is_review_meeting(std::string_view event_kind) {
    return std::find(kReviewKinds.begin(), kReviewKinds.end(), event_kind) != kReviewKinds.end();
}

std::optional<Cadence> read_cadence(std::string_view cadence, std::string_view text, std::string_view fact,
                                    std::string_view note) {
    Cadence read;
    read.period = parse_period(cadence);
    const std::size_t readings = count_readings(fact);
    if (!read.period) {
        // A fact that is no list of durations is a term or a plan; words count only where there is no fact.
        const bool stated = !cadence.empty() || readings > 0 || (fact.empty() && names_rhythm(text));
        if (!stated) {
            return std::nullopt;
        }
    }
    read.ambiguous =
        readings > 1 || has_two_readings(text) || has_word(fact, "ambiguous") || has_word(note, "ambiguous");
    return read;
}

std::string_view ambiguous_words(std::string_view text) {
    for (const std::string_view word : kTwoReadings) {
        if (const std::size_t at = find_word(text, word); at != std::string_view::npos) {
            return text.substr(at, word.size());
        }
    }
    return text;
}

MeetingDue meeting_due(const ReviewSeries& series, model::Day as_of) {
    MeetingDue due;
    due.ambiguous = series.cadence.ambiguous;

    const ReviewSeries::Meeting* last = nullptr;
    for (const ReviewSeries::Meeting& meeting : series.held) {
        // One that may have been held by then is not said to be missing.
        if ((!meeting.days || meeting.days->from <= as_of) && (last == nullptr || earlier(*last, meeting))) {
            last = &meeting;
        }
    }
    due.last = last != nullptr ? last->event : model::kNone;

    const ReviewSeries::Meeting* planned = nullptr;
    for (const ReviewSeries::Meeting& meeting : series.planned) {
        const bool done = meeting.replaced && (!meeting.replaced_on || meeting.replaced_on->from <= as_of);
        const bool ahead = !meeting.days || meeting.days->to > as_of;
        const bool sooner = planned == nullptr || (meeting.days && (!planned->days || *meeting.days < *planned->days));
        if (!done && ahead && sooner) {
            planned = &meeting;
        }
    }
    due.planned = planned != nullptr ? planned->event : model::kNone;

    const std::optional<model::Interval> counted_from = last != nullptr ? last->days : series.signed_on;
    if (!series.cadence.period || !counted_from) {
        return due;
    }
    due.next = add(*counted_from, *series.cadence.period);
    due.overdue = as_of >= due.next->to;
    due.state = last == nullptr           ? MeetingState::NeverHeld
                : due.overdue             ? MeetingState::Overdue
                : as_of >= due.next->from ? MeetingState::Due
                                          : MeetingState::Upcoming;
    return due;
}

}  // namespace bordermap::query
