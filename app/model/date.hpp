#pragma once
/// Days, half-open day intervals and EDTF dates (ISO 8601-2:2019; Library of Congress EDTF specification, 2019).

#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace bordermap::model {

/// A civil day of the proleptic Gregorian calendar as days since 1970-01-01 (std::chrono::sys_days).
using Day = std::int32_t;

/// Ends of an interval that has none. Within +-2^24 so that a float (a vertex attribute) holds every Day exactly.
inline constexpr Day kOpenPast = -(1 << 23);
inline constexpr Day kOpenFuture = (1 << 23);

/// Half-open [from, to). Empty when from >= to.
struct Interval {
    Day from = kOpenPast;
    Day to = kOpenFuture;

    [[nodiscard]] constexpr bool empty() const { return from >= to; }
    [[nodiscard]] constexpr bool contains(Day day) const { return from <= day && day < to; }
    [[nodiscard]] constexpr bool overlaps(const Interval& other) const {
        return !empty() && !other.empty() && from < other.to && other.from < to;
    }
    constexpr auto operator<=>(const Interval&) const =
        default;  // NOLINT(modernize-use-nullptr): takes the 0 of <=> for a pointer
};

/// Year -9999..9999, month 1..12, day 1..31; nullopt for a day that the calendar does not have (30 February).
[[nodiscard]] std::optional<Day> day_from_civil(int year, unsigned month, unsigned day);
/// "YYYY-MM-DD" only; nullopt for anything else.
[[nodiscard]] std::optional<Day> parse_day(std::string_view text);
/// "YYYY-MM-DD"; "" for an open end.
[[nodiscard]] std::string format_day(Day day);
/// The first day of the month that holds `day`, and of the month `months` later (may be negative).
[[nodiscard]] Day month_start(Day day, int months = 0);
/// The day as which an interval is counted and sorted: its first, its last where the past is open.
[[nodiscard]] constexpr Day counting_day(const Interval& interval) {
    return interval.from > kOpenPast ? interval.from : interval.to - 1;
}
/// Year and month (1..12) of a day.
struct YearMonth {
    int year = 1970;
    unsigned month = 1;
};
[[nodiscard]] YearMonth year_month(Day day);
/// Today by the system clock in UTC.
[[nodiscard]] Day today();

enum class DatePrecision : std::uint8_t { SingleDay, Month, Season, Year, Decade, Century, None };

/// An EDTF date: the interval of days that it may mean, plus how sure it is. Default-constructed: no date at all.
class FuzzyDate {
public:
    FuzzyDate() = default;

    /// Level 1 of the specification is supported, and in addition these features of level 2: qualification of a component
    /// (`2018?-04-05`, `2018-~04-05`) and unspecified digits anywhere (`XXXX-07-17`, `156X-12-25`), in intervals too.
    /// Refused, with the cure: exponents, significant digits, sub-year groupings (25 to 41) and sets. Empty text is no date
    /// (returns an undated value).
    /// A date and time is its day as written. Seasons (21 to 24) are the meteorological ones of the northern hemisphere:
    /// 21 is March to May, 24 is December to February of the next year. Unspecified digits mean every day from the first
    /// to the last that fits; a year whose first digit is unspecified means no days (undated, kept). A letter-prefixed year
    /// (`Y17000`) is dated from -20000 to 24000; one that lies further (`Y170000002`) is more than a Day holds: undated, kept.
    /// On refusal returns nullopt and, when `error` is given, one sentence that names the fault.
    [[nodiscard]] static std::optional<FuzzyDate> parse(std::string_view edtf, std::string* error = nullptr);
    [[nodiscard]] static FuzzyDate from_day(Day day);

    /// The text as given (trimmed).
    [[nodiscard]] const std::string& text() const { return text_; }
    /// True when the text names at least one bounded or half-bounded interval of days.
    [[nodiscard]] bool dated() const { return dated_; }
    /// Every day that it may mean; meaningless unless dated().
    [[nodiscard]] const Interval& interval() const { return possible_; }
    /// For `a/b`: the days that are surely inside (from the end of what `a` may mean to the start of what `b` may
    /// mean). For a single day: that day. Empty where no day is sure: part of a month or year, a qualified date, one bound
    /// only (`../b`). Drawn opaque; the rest of interval() translucent.
    [[nodiscard]] Interval certain() const { return certain_; }
    /// `a/b` with a stated duration (an end may be unknown: `a/`), as against one unknown day within a month or year, or
    /// bounded on one side (`../b`, on or before b; `a/..`, on or after a).
    [[nodiscard]] bool is_span() const { return span_; }
    [[nodiscard]] bool uncertain() const { return uncertain_; }      ///< carries ? or %
    [[nodiscard]] bool approximate() const { return approximate_; }  ///< carries ~ or %
    [[nodiscard]] DatePrecision precision() const { return precision_; }
    [[nodiscard]] bool empty() const { return text_.empty(); }

    bool operator==(const FuzzyDate&) const = default;

private:
    std::string text_;
    Interval possible_{};
    Interval certain_{0, 0};
    DatePrecision precision_ = DatePrecision::None;
    bool dated_ = false;
    bool span_ = false;
    bool uncertain_ = false;
    bool approximate_ = false;
};

}  // namespace bordermap::model
