#include "model/date.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <fmt/format.h>

namespace bordermap::model {

namespace {

namespace chrono = std::chrono;

constexpr int kFirstYear = -9999;
constexpr int kLastYear = 9999;
/// Of the years written with Y: inside what a Day can be.
constexpr int kFirstLongYear = -20000;
constexpr int kLastLongYear = 24000;

chrono::year_month_day civil(Day day) {
    return chrono::year_month_day{chrono::sys_days{chrono::days{day}}};
}

Day days_of(chrono::year_month_day date) {
    return static_cast<Day>(chrono::sys_days{date}.time_since_epoch().count());
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Level 1 and 2 qualifiers. `%` is both.
bool is_qualifier(char c) {
    return c == '?' || c == '~' || c == '%';
}

/// The first day of the season (21 spring .. 24 winter) that begins in `year`: the meteorological seasons of the northern
/// hemisphere, where this border lies. EDTF leaves the days open; winter runs over the end of its year.
constexpr unsigned kSpring = 21;
constexpr unsigned kWinter = 24;
constexpr unsigned kMonthsPerSeason = 3;

/// A component of a date as written: digits with X for the unspecified ones.
struct Pattern {
    std::string_view digits;

    [[nodiscard]] bool given() const { return !digits.empty(); }
    [[nodiscard]] bool unspecified() const { return digits.find('X') != std::string_view::npos; }
    [[nodiscard]] bool matches(unsigned value) const {
        for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, value /= 10) {
            if (*digit != 'X' && static_cast<unsigned>(*digit - '0') != value % 10) {
                return false;
            }
        }
        return value == 0;
    }
};

/// One date, that is an end of an interval or the whole text.
struct Single {
    bool dated = false;
    Interval possible{0, 0};
    DatePrecision precision = DatePrecision::None;
    bool uncertain = false;
    bool approximate = false;

    [[nodiscard]] bool is_sure_day() const {
        return dated && precision == DatePrecision::SingleDay && !uncertain && !approximate;
    }
};

/// What stands at an end of an interval.
enum class End : std::uint8_t { Date, Open, Unknown };

class Refusal {
public:
    Refusal(std::string_view text, std::string* error) : text_(text), error_(error) {}

    template <typename... Args>
    std::nullopt_t operator()(fmt::format_string<Args...> reason, Args&&... args) const {
        if (error_ != nullptr) {
            *error_ = fmt::format("'{}' is not a date that can be read: {}", text_,
                                  fmt::format(reason, std::forward<Args>(args)...));
        }
        return std::nullopt;
    }

private:
    std::string_view text_;
    std::string* error_;
};

/// hh:mm:ss with an optional zone (Z, +hh, +hh:mm), as level 0 has it: nothing may be left out.
bool is_time_of_day(std::string_view time) {
    const auto two = [](std::string_view part, int last) {
        return part.size() == 2 && is_digit(part[0]) && is_digit(part[1]) &&
               (part[0] - '0') * 10 + (part[1] - '0') <= last;
    };
    constexpr std::size_t kClock = 8;
    if (time.size() < kClock || time[2] != ':' || time[5] != ':' || !two(time.substr(0, 2), 23) ||
        !two(time.substr(3, 2), 59) || !two(time.substr(6, 2), 59)) {
        return false;
    }
    const std::string_view zone = time.substr(kClock);
    if (zone.empty() || zone == "Z") {
        return true;
    }
    if (zone[0] != '+' && zone[0] != '-') {
        return false;
    }
    if (zone.size() == 3) {
        return two(zone.substr(1), 23);
    }
    return zone.size() == 6 && zone[3] == ':' && two(zone.substr(1, 2), 23) && two(zone.substr(4), 59);
}

DatePrecision year_precision(std::string_view year) {
    if (year[1] == 'X' || year[2] == 'X') {
        return DatePrecision::Century;
    }
    return year[3] == 'X' ? DatePrecision::Decade : DatePrecision::Year;
}

/// Splits off the qualifiers around a component; false when there is more than one on a side or one inside.
bool take_qualifiers(std::string_view& component, Single& date) {
    const auto note = [&date](char qualifier) {
        date.uncertain = date.uncertain || qualifier == '?' || qualifier == '%';
        date.approximate = date.approximate || qualifier == '~' || qualifier == '%';
    };
    if (!component.empty() && is_qualifier(component.front())) {
        note(component.front());
        component.remove_prefix(1);
    }
    if (!component.empty() && is_qualifier(component.back())) {
        note(component.back());
        component.remove_suffix(1);
    }
    return std::none_of(component.begin(), component.end(), is_qualifier);
}

/// The hull of the days that the three patterns allow, from the first match to the last.
std::optional<Interval> hull(Pattern year, Pattern month, Pattern day, bool negative) {
    unsigned low = 0;
    unsigned high = 0;
    for (const char digit : year.digits) {
        low = low * 10 + (digit == 'X' ? 0U : static_cast<unsigned>(digit - '0'));
        high = high * 10 + (digit == 'X' ? 9U : static_cast<unsigned>(digit - '0'));
    }
    const auto days_in_year = [&](unsigned magnitude) -> std::optional<Interval> {
        if (!year.matches(magnitude) || (negative && magnitude == 0)) {
            return std::nullopt;
        }
        const int signed_year = negative ? -static_cast<int>(magnitude) : static_cast<int>(magnitude);
        const chrono::year in{signed_year};
        if (!month.given()) {
            return Interval{days_of(in / 1 / 1), days_of(in / 12 / 31) + 1};
        }
        std::optional<Interval> found;
        for (unsigned m = 1; m <= 12; ++m) {
            if (!month.matches(m)) {
                continue;
            }
            const auto last = static_cast<unsigned>((in / chrono::month{m} / chrono::last).day());
            for (unsigned d = 1; d <= last; ++d) {
                if (day.given() && !day.matches(d)) {
                    continue;
                }
                const Day at = days_of(in / static_cast<int>(m) / static_cast<int>(d));
                found = found ? Interval{found->from, at + 1} : Interval{at, at + 1};
            }
        }
        return found;
    };
    std::optional<Interval> first;
    for (unsigned value = low; value <= high && !first; ++value) {
        first = days_in_year(value);
    }
    std::optional<Interval> last;
    for (unsigned value = high + 1; value > low && !last; --value) {
        last = days_in_year(value - 1);
    }
    if (!first || !last) {
        return std::nullopt;
    }
    return Interval{std::min(first->from, last->from), std::max(first->to, last->to)};
}

/// `Y17000`, `Y-17000`, qualified or not: a year that needs more than four digits.
std::optional<Single> parse_long_year(std::string_view text, const Refusal& refuse) {
    Single date;
    if (text.front() != 'Y' || !take_qualifiers(text, date)) {
        return refuse("Y stands before the digits of a year of more than four digits, a qualifier (? ~ %) after them");
    }
    text.remove_prefix(1);
    const bool negative = !text.empty() && text.front() == '-';
    if (negative) {
        text.remove_prefix(1);
    }
    if (text.empty() || !std::all_of(text.begin(), text.end(), is_digit)) {
        return refuse("Y is followed by the digits of a year of more than four digits, and by nothing else");
    }
    if (text.size() <= 4 || text.front() == '0') {
        return refuse("a year of four digits is written without Y, one of more without a zero before it");
    }
    // Beyond what a Day holds it names no interval: kept as undated.
    constexpr std::size_t kDigits = 5;
    int year = 0;
    for (const char c : text.substr(0, kDigits)) {
        year = year * 10 + (c - '0');
    }
    year = negative ? -year : year;
    if (text.size() == kDigits && year >= kFirstLongYear && year <= kLastLongYear) {
        const chrono::year in{year};
        date.dated = true;
        date.precision = DatePrecision::Year;
        date.possible = {days_of(in / 1 / 1), days_of(in / 12 / 31) + 1};
    }
    return date;
}

std::optional<Single> parse_single(std::string_view text, bool time_allowed, const Refusal& refuse) {
    Single date;
    std::string_view rest = text;
    const auto unexpected = std::find_if(rest.begin(), rest.end(), [](char c) {
        return !is_digit(c) && !is_qualifier(c) && std::string_view("-X:TZ+YES").find(c) == std::string_view::npos;
    });
    if (unexpected != rest.end()) {
        if (static_cast<unsigned char>(*unexpected) >= 0x80) {
            return refuse("it holds a character that is not ASCII; write YYYY-MM-DD with plain digits and hyphens");
        }
        return refuse("it holds '{}'; write YYYY-MM-DD, YYYY-MM or YYYY", *unexpected);
    }
    if (const auto t = rest.find('T'); t != std::string_view::npos) {
        if (!time_allowed) {
            return refuse("an end of an interval is a day, without a time");
        }
        if (!is_time_of_day(rest.substr(t + 1))) {
            return refuse("after T comes a time of day hh:mm:ss, with or without Z, +hh or +hh:mm");
        }
        rest = rest.substr(0, t);
        constexpr std::size_t kFullDate = 10;
        if (rest.size() < kFullDate || std::any_of(rest.begin(), rest.end(), is_qualifier) ||
            rest.find('X') != std::string_view::npos) {
            return refuse("a time of day needs a full, unqualified date before it");
        }
    }
    const bool exponent = rest.find('E') != std::string_view::npos;
    const bool significant = rest.find('S') != std::string_view::npos;
    if (exponent || significant) {
        return refuse("years with {} (EDTF level 2) are not supported; {}",
                      exponent ? "an exponent" : "significant digits",
                      exponent ? "write all digits after Y" : "write the years as an interval a/b, or 19XX");
    }
    if (rest.find('Y') != std::string_view::npos) {
        return parse_long_year(rest, refuse);
    }
    if (rest.find_first_of(":Z+") != std::string_view::npos) {
        return refuse("a time of day comes after a full date and a T");
    }

    // The qualifier of a negative year stands before its sign, and is taken here; any other is taken with its component.
    if (rest.size() > 1 && is_qualifier(rest[0]) && rest[1] == '-') {
        std::string_view qualifier = rest.substr(0, 1);
        take_qualifiers(qualifier, date);
        rest.remove_prefix(1);
    }
    const bool negative = !rest.empty() && rest.front() == '-';
    if (negative) {
        rest.remove_prefix(1);
        if (!rest.empty() && is_qualifier(rest.front())) {
            return refuse("the qualifier of a negative year stands before its sign");
        }
    }
    std::array<std::string_view, 3> parts;
    std::size_t count = 0;
    for (;;) {
        if (count == parts.size()) {
            return refuse("it has more parts than year, month and day");
        }
        const auto dash = rest.find('-');
        parts[count++] = rest.substr(0, dash);
        if (dash == std::string_view::npos) {
            break;
        }
        rest.remove_prefix(dash + 1);
    }
    for (std::size_t i = 0; i < count; ++i) {
        if (!take_qualifiers(parts[i], date)) {
            return refuse("a qualifier (? ~ %) stands before or after a whole component, once");
        }
    }
    const Pattern year{parts[0]};
    const Pattern month{parts[1]};
    const Pattern day{parts[2]};
    if (year.digits.size() != 4 || (count > 1 && month.digits.size() != 2) || (count > 2 && day.digits.size() != 2)) {
        return refuse("a year has four digits, a month and a day two each (YYYY-MM-DD)");
    }
    if (negative && year.digits == "0000") {
        return refuse("the year 0000 has no sign");
    }
    if (count > 1 && !month.unspecified()) {
        const auto number = static_cast<unsigned>((month.digits[0] - '0') * 10 + (month.digits[1] - '0'));
        if (number >= kSpring && number <= 41) {
            if (number > kWinter) {
                return refuse(
                    "the sub-year grouping {} (EDTF level 2) is not supported; seasons are 21 to 24, other "
                    "parts of a year an interval of months a/b",
                    number);
            }
            if (count > 2) {
                return refuse("a season has no day");
            }
            if (year.unspecified()) {
                return refuse("a season needs a full year");
            }
            const int signed_year =
                (negative ? -1 : 1) * ((year.digits[0] - '0') * 1000 + (year.digits[1] - '0') * 100 +
                                       (year.digits[2] - '0') * 10 + (year.digits[3] - '0'));
            const unsigned first_month = kMonthsPerSeason * (number - kSpring + 1);
            const Day first = days_of(chrono::year{signed_year} / static_cast<int>(first_month) / 1);
            date.dated = true;
            date.precision = DatePrecision::Season;
            date.possible = {first, month_start(first, static_cast<int>(kMonthsPerSeason))};
            return date;
        }
        if (number < 1 || number > 12) {
            return refuse("there is no month {}", month.digits);
        }
    }
    // A year of which not even the first digit is known names no interval of days: the record is undated. The day and month
    // must exist all the same; 2000 has every day that any year has.
    const bool year_known = year.digits[0] != 'X';
    const auto days = hull(year_known ? year : Pattern{"2000"}, month, day, year_known && negative);
    if (!days) {
        return refuse("the calendar has no such day");
    }
    if (!year_known) {
        return date;
    }
    date.dated = true;
    date.possible = *days;
    if (year.unspecified()) {
        date.precision = year_precision(year.digits);
    } else if (count == 1 || month.unspecified()) {
        date.precision = DatePrecision::Year;
    } else if (count == 2 || day.unspecified()) {
        date.precision = DatePrecision::Month;
    } else {
        date.precision = DatePrecision::SingleDay;
    }
    return date;
}

}  // namespace

std::optional<Day> day_from_civil(int year, unsigned month, unsigned day) {
    // chrono keeps a month and a day in a byte each: out of range must not wrap into range.
    if (year < kFirstYear || year > kLastYear || month > 12 || day > 31) {
        return std::nullopt;
    }
    const chrono::year_month_day date{chrono::year{year}, chrono::month{month}, chrono::day{day}};
    if (!date.ok()) {
        return std::nullopt;
    }
    return days_of(date);
}

std::optional<Day> parse_day(std::string_view text) {
    constexpr std::string_view kShape = "dddd-dd-dd";
    if (text.size() != kShape.size()) {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (kShape[i] == 'd' ? !is_digit(text[i]) : text[i] != kShape[i]) {
            return std::nullopt;
        }
    }
    const auto number = [text](std::size_t from, std::size_t count) {
        int value = 0;
        for (const char c : text.substr(from, count)) {
            value = value * 10 + (c - '0');
        }
        return value;
    };
    return day_from_civil(number(0, 4), static_cast<unsigned>(number(5, 2)), static_cast<unsigned>(number(8, 2)));
}

std::string format_day(Day day) {
    if (day <= kOpenPast || day >= kOpenFuture) {
        return {};
    }
    const chrono::year_month_day date = civil(day);
    const int year = static_cast<int>(date.year());
    return fmt::format("{}{:04}-{:02}-{:02}", year < 0 ? "-" : "", year < 0 ? -year : year,
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

Day month_start(Day day, int months) {
    const chrono::year_month_day date = civil(day);
    return days_of((date.year() / date.month() + chrono::months{months}) / 1);
}

YearMonth year_month(Day day) {
    const chrono::year_month_day date = civil(day);
    return {static_cast<int>(date.year()), static_cast<unsigned>(date.month())};
}

Day today() {
    const auto now = chrono::floor<chrono::days>(chrono::system_clock::now());
    return static_cast<Day>(now.time_since_epoch().count());
}

FuzzyDate FuzzyDate::from_day(Day day) {
    FuzzyDate date;
    date.text_ = format_day(day);
    date.possible_ = {day, day + 1};
    date.certain_ = date.possible_;
    date.precision_ = DatePrecision::SingleDay;
    date.dated_ = true;
    return date;
}

std::optional<FuzzyDate> FuzzyDate::parse(std::string_view edtf, std::string* error) {
    constexpr std::string_view kBlank = " \t\r\n";
    const auto begin = edtf.find_first_not_of(kBlank);
    FuzzyDate date;
    if (begin == std::string_view::npos) {
        return date;
    }
    const std::string_view text = edtf.substr(begin, edtf.find_last_not_of(kBlank) - begin + 1);
    date.text_ = text;
    const Refusal refuse(text, error);
    if (text.find_first_of("[]{},") != std::string_view::npos) {
        return refuse("sets of dates (EDTF level 2) are not supported; give an interval a/b or several records");
    }

    const auto slash = text.find('/');
    if (slash == std::string_view::npos) {
        const auto single = parse_single(text, true, refuse);
        if (!single) {
            return std::nullopt;
        }
        date.dated_ = single->dated;
        date.uncertain_ = single->uncertain;
        date.approximate_ = single->approximate;
        date.precision_ = single->precision;
        if (single->dated) {
            date.possible_ = single->possible;
        }
        if (single->is_sure_day()) {
            date.certain_ = single->possible;
        }
        return date;
    }

    if (text.find('/', slash + 1) != std::string_view::npos) {
        return refuse("an interval has two ends, so one slash");
    }
    if (text == "/") {
        return refuse("an interval needs at least one end");
    }
    std::array<Single, 2> ends;
    std::array<End, 2> kinds{};
    const std::array<std::string_view, 2> texts{text.substr(0, slash), text.substr(slash + 1)};
    for (std::size_t i = 0; i < 2; ++i) {
        if (texts[i].empty()) {
            kinds[i] = End::Unknown;
        } else if (texts[i] == "..") {
            kinds[i] = End::Open;
        } else {
            const auto single = parse_single(texts[i], false, refuse);
            if (!single) {
                return std::nullopt;
            }
            ends[i] = *single;
            kinds[i] = End::Date;
        }
    }
    const auto& [start, end] = ends;
    date.uncertain_ = start.uncertain || end.uncertain;
    date.approximate_ = start.approximate || end.approximate;
    date.dated_ = start.dated || end.dated;
    if (!date.dated_) {
        return date;
    }
    if (start.dated && end.dated && start.possible.from >= end.possible.to) {
        return refuse("it ends before it begins");
    }
    date.possible_ = {start.dated ? start.possible.from : kOpenPast, end.dated ? end.possible.to : kOpenFuture};
    date.precision_ = std::max(start.dated ? start.precision : DatePrecision::SingleDay,  //
                               end.dated ? end.precision : DatePrecision::SingleDay);
    // `../b` and `a/..` are how the records say "on or before" and "on or after": one day, bounded on one side only.
    date.span_ = kinds[0] != End::Open && kinds[1] != End::Open;
    const bool qualified = date.uncertain_ || date.approximate_;
    if (date.span_ && !qualified) {
        if (start.dated && end.dated) {
            date.certain_ = {start.possible.to - 1, end.possible.from + 1};
        } else if (start.is_sure_day()) {
            date.certain_ = start.possible;
        } else if (end.is_sure_day()) {
            date.certain_ = end.possible;
        }
        if (date.certain_.empty()) {
            date.certain_ = Interval{0, 0};
        }
    }
    return date;
}

}  // namespace bordermap::model
