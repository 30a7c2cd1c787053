#include "query/describe.hpp"

#include "model/messages.hpp"
#include "query/meetings.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unicode/numberformatter.h>
#include <unicode/unistr.h>

namespace bordermap::query {

namespace {

using model::DatePrecision;
using model::Day;
using model::FuzzyDate;
using model::Language;

constexpr std::string_view kSeparator = " \xC2\xB7 ";  // middle dot
constexpr std::size_t kMostNamed = 3;                  // of one list in the sentence of the filter

template <typename... Args>
std::string say(Language language, std::string_view key, const Args&... args) {
    return fmt::format(fmt::runtime(model::tr(key, language)), args...);
}

std::string count(std::string_view noun, std::uint32_t amount, Language language) {
    const bool one = amount == 1;
    return say(language, fmt::format("count.{}.{}", noun, one ? "one" : "other"), describe_number(amount, language));
}

std::string year_text(int year, Language language) {
    return year > 0 ? fmt::format("{}", year) : say(language, "date.year_bc", 1 - year);
}

std::string month_text(unsigned month, Language language) {
    return std::string(model::tr(fmt::format("date.month.{}", month), language));
}

unsigned day_of_month(Day day) {
    return static_cast<unsigned>(day - model::month_start(day)) + 1;
}

std::string describe_year(int year, Language language) {
    return say(language, "date.year", year_text(year, language));
}

/// One date without qualifiers, as an end of an interval or alone.
std::string describe_single(const FuzzyDate& date, Language language) {
    const model::Interval days = date.interval();
    const auto [year, month] = model::year_month(days.from);
    const int last_year = model::year_month(days.to - 1).year;
    switch (date.precision()) {
        case DatePrecision::SingleDay:
            return describe_day(days.from, language);
        case DatePrecision::Month:
            if (days.from != model::month_start(days.from) || days.to != model::month_start(days.from, 1)) {
                return describe_days(days, language);  // 2018-02-2X
            }
            return say(language, "date.month", month_text(month, language), year_text(year, language));
        case DatePrecision::Season:
            return say(language, fmt::format("date.season.{}", 20 + month / 3), year_text(year, language));
        case DatePrecision::Year:
            if (days.from != model::month_start(days.from) || month != 1 ||
                days.to != model::month_start(days.from, 12)) {
                return describe_days(days, language);  // 1984-1X
            }
            return describe_year(year, language);
        case DatePrecision::Decade:
        case DatePrecision::Century:
            return say(language, "date.between", describe_year(year, language), describe_year(last_year, language));
        case DatePrecision::None:
            break;
    }
    return std::string(model::tr("date.unknown", language));
}

std::string qualify(const FuzzyDate& date, const std::string& text, Language language) {
    if (!date.uncertain() && !date.approximate()) {
        return text;
    }
    return say(language,
               !date.approximate() ? "date.probably"
               : date.uncertain()  ? "date.probably_about"
                                   : "date.about",
               text);
}

std::string describe_span(const FuzzyDate& from, const FuzzyDate& to, Language language) {
    if (from.precision() == DatePrecision::SingleDay && to.precision() == DatePrecision::SingleDay) {
        const Day first = from.interval().from;
        const Day last = to.interval().from;
        const auto a = model::year_month(first);
        const auto b = model::year_month(last);
        if (first == last) {
            return describe_day(first, language);
        }
        if (a.year == b.year && a.month == b.month) {
            return say(language, "date.span_in_month", day_of_month(first), day_of_month(last),
                       month_text(a.month, language), year_text(a.year, language));
        }
        if (a.year == b.year) {
            return say(language, "date.span_in_year", day_of_month(first), month_text(a.month, language),
                       day_of_month(last), month_text(b.month, language), year_text(b.year, language));
        }
    }
    return say(language, "date.span", describe_single(from, language), describe_single(to, language));
}

/// "17 July, year not known" for XXXX-07-17.
std::string describe_undated(const FuzzyDate& date, Language language) {
    std::string text;
    for (const char c : date.text()) {
        if (c != '?' && c != '~' && c != '%') {
            text += c;
        }
    }
    if (text.starts_with('Y')) {
        // A year that no Day holds. The parser leaves digits only; of more than these no one counts the years.
        std::int64_t year = 0;
        const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), year);
        const std::string digits = error != std::errc{} ? text.substr(1)
                                   : year > 0           ? fmt::format("{}", year)
                                                        : say(language, "date.year_bc", 1 - year);
        return say(language, "date.year", digits);
    }
    constexpr std::string_view kNoYear = "XXXX";
    if (text.starts_with(kNoYear)) {
        // 2000 has every day that a year can have.
        const auto in_a_year = FuzzyDate::parse("2000" + text.substr(kNoYear.size()));
        if (in_a_year && in_a_year->precision() == DatePrecision::SingleDay && !in_a_year->is_span()) {
            const Day day = in_a_year->interval().from;
            return say(language, "date.year_unknown",
                       say(language, "date.day_of_month", day_of_month(day),
                           month_text(model::year_month(day).month, language)));
        }
        if (in_a_year && in_a_year->precision() == DatePrecision::Month) {
            return say(language, "date.year_unknown",
                       month_text(model::year_month(in_a_year->interval().from).month, language));
        }
    }
    return std::string(model::tr("date.unknown", language));
}

/// "until 30 June 2025", "from 1 July 2025"; empty for one that was always there.
std::string life_of(const model::AdminUnit& unit, Language language) {
    if (unit.valid.to < model::kOpenFuture) {
        return say(language, "heritage.until", describe_day(unit.valid.to - 1, language));
    }
    return unit.valid.from > model::kOpenPast ? say(language, "heritage.from", describe_day(unit.valid.from, language))
                                              : std::string();
}

template <typename Terms, typename Ids>
std::string named(const std::vector<std::string>& wanted, const Terms& terms, const Ids& by_id, Language language) {
    std::string text;
    for (std::size_t i = 0; i < wanted.size() && i < kMostNamed; ++i) {
        const auto found = by_id.find(wanted[i]);
        const std::string name = found == by_id.end() ? std::string() : terms[found->second].name.display(language);
        text += i == 0 ? "" : ", ";
        text += name.empty() ? wanted[i] : name;
    }
    if (wanted.size() > kMostNamed) {
        text = say(language, "filter.more", text,
                   describe_number(static_cast<double>(wanted.size() - kMostNamed), language));
    }
    return text;
}

}  // namespace

std::string describe_day(Day day, Language language) {
    const auto [year, month] = model::year_month(day);
    return say(language, "date.day", day_of_month(day), month_text(month, language), year_text(year, language));
}

std::string describe_date(const FuzzyDate& date, Language language) {
    std::string text;
    const std::size_t slash = date.text().find('/');
    if (!date.dated()) {
        text = describe_undated(date, language);
    } else if (slash == std::string::npos) {
        text = describe_single(date, language);
    } else {
        const std::string start_text = date.text().substr(0, slash);
        const std::string end_text = date.text().substr(slash + 1);
        const auto start = FuzzyDate::parse(start_text == ".." ? "" : start_text).value_or(FuzzyDate());
        const auto end = FuzzyDate::parse(end_text == ".." ? "" : end_text).value_or(FuzzyDate());
        if (start.dated() && end.dated()) {
            const bool alike = start.uncertain() == end.uncertain() && start.approximate() == end.approximate();
            if (!alike) {
                return say(language, "date.span", qualify(start, describe_single(start, language), language),
                           qualify(end, describe_single(end, language), language));
            }
            text = describe_span(start, end, language);
        } else if (start.dated()) {
            const bool day = start.precision() == DatePrecision::SingleDay;
            const std::string_view key = end_text != ".." ? "date.end_unknown"
                                         : day            ? "date.on_or_after"
                                                          : "date.in_or_after";
            text = say(language, key, describe_single(start, language));
        } else {
            const bool day = end.precision() == DatePrecision::SingleDay;
            const std::string_view key = start_text != ".." ? "date.start_unknown"
                                         : day              ? "date.on_or_before"
                                                            : "date.in_or_before";
            text = say(language, key, describe_single(end, language));
        }
    }
    return qualify(date, text, language);
}

std::string capitalised(const std::string& text) {
    icu::UnicodeString whole = icu::UnicodeString::fromUTF8(text);
    const std::int32_t first = whole.moveIndex32(0, 1);
    icu::UnicodeString start = whole.tempSubString(0, first);
    std::string result;
    (start.toUpper(icu::Locale::getRoot()) + whole.tempSubString(first)).toUTF8String(result);
    return result;
}

std::string describe_number(double value, Language language) {
    using icu::number::LocalizedNumberFormatter;
    static const auto formatters = [] {
        std::array<LocalizedNumberFormatter, model::kLanguages.size()> made;
        for (std::size_t i = 0; i < made.size(); ++i) {
            // English as it is written outside the United States, as in the dates.
            const std::string code(model::language_code(model::kLanguages[i]));
            made[i] = icu::number::NumberFormatter::withLocale(icu::Locale(code.c_str()))
                          .precision(icu::number::Precision::maxFraction(1));
        }
        return made;
    }();
    UErrorCode status = U_ZERO_ERROR;
    std::string text;
    formatters[static_cast<std::size_t>(language)].formatDouble(value, status).toTempString(status).toUTF8String(text);
    return U_SUCCESS(status) != 0 ? text : fmt::format("{}", value);
}

std::string describe_precision(const model::Position& position, Language language) {
    if (!position.known()) {
        return std::string(model::tr("precision.unknown", language));
    }
    if (!(position.precision_km >= 0.0)) {
        return std::string(model::tr("precision.not_stated", language));
    }
    if (position.precision_km == 0.0) {
        return std::string(model::tr("precision.exact", language));
    }
    // Rounded up: a radius must not be said smaller than it is.
    constexpr double kTenths = 10.0;
    const double km = position.precision_km < 1.0 ? std::ceil(position.precision_km * kTenths) / kTenths
                                                  : std::ceil(position.precision_km - 1e-9);
    return say(language, "precision.within", describe_number(km, language));
}

std::string describe_filter(const model::Dataset& dataset, const Filter& filter, Language language) {
    std::vector<std::string> parts;
    if (!filter.places.empty()) {
        std::string places;
        for (std::size_t i = 0; i < filter.places.size() && i < kMostNamed; ++i) {
            const auto found = dataset.boundary_by_id.find(filter.places[i]);
            places += i == 0 ? "" : ", ";
            places += found == dataset.boundary_by_id.end() ? filter.places[i]
                                                            : describe_place(dataset, found->second, language);
        }
        if (filter.places.size() > kMostNamed) {
            places = say(language, "filter.more", places,
                         describe_number(static_cast<double>(filter.places.size() - kMostNamed), language));
        }
        parts.push_back(places);
    }
    if (filter.from && filter.to) {
        parts.push_back(say(language, "filter.window", model::format_day(*filter.from), model::format_day(*filter.to)));
    } else if (filter.from) {
        parts.push_back(say(language, "filter.window_from", model::format_day(*filter.from)));
    } else if (filter.to) {
        parts.push_back(say(language, "filter.window_to", model::format_day(*filter.to)));
    }
    if (!filter.categories.empty()) {
        parts.push_back(named(filter.categories, dataset.categories, dataset.category_by_id, language));
    }
    if (!filter.areas.empty()) {
        parts.push_back(named(filter.areas, dataset.areas, dataset.area_by_id, language));
    }
    if (!filter.unit_kinds.empty()) {
        std::string kinds;
        for (const std::string& kind : filter.unit_kinds) {
            const std::string key = fmt::format("unit.kind.{}", kind);
            const std::string_view name = model::tr(key, language);
            kinds += kinds.empty() ? "" : ", ";
            kinds += name == key ? std::string_view(kind) : name;
        }
        parts.push_back(kinds);
    }
    if (!filter.text.empty()) {
        parts.push_back(say(language, "filter.text", filter.text));
    }
    if (parts.empty()) {
        parts.emplace_back(model::tr("filter.all", language));
    }
    return fmt::format("{}", fmt::join(parts, kSeparator));
}

std::vector<CountPart> describe_count_parts(const Selection& selection, Language language) {
    const Counts& counts = selection.counts;
    const auto agreements = static_cast<std::uint32_t>(selection.agreements.size());
    std::vector<CountPart> parts;
    const auto add = [&](CountPart::Of of, std::string_view noun, std::uint32_t amount, std::uint32_t inherited) {
        if (amount == 0) {
            return;
        }
        std::string text = count(noun, amount, language);
        if (inherited > 0) {
            text = say(language, "count.by_inheritance", text, describe_number(inherited, language));
        }
        parts.push_back({of, std::move(text)});
    };
    add(CountPart::Of::Incidents, "incidents", counts.incidents, counts.incidents_by_inheritance);
    add(CountPart::Of::Agreements, "agreements", agreements, counts.agreements_by_inheritance);
    add(CountPart::Of::Events, "events", counts.events, 0);
    add(CountPart::Of::Totals, "totals", counts.totals, 0);
    // While a window is set the undated are not among the numbers before.
    const bool windowed = selection.filter.windowed();
    add(CountPart::Of::Undated, windowed ? "undated" : "undated_among", counts.undated, 0);
    if (parts.empty()) {
        parts.push_back({CountPart::Of::Nothing, std::string(model::tr("count.nothing", language))});
    }
    return parts;
}

std::string describe_counts(const Selection& selection, Language language) {
    std::string text;
    for (const CountPart& part : describe_count_parts(selection, language)) {
        text += text.empty() ? "" : ", ";
        text += part.words;
    }
    return text;
}

std::string describe(const model::Dataset& dataset, const Selection& selection, Language language) {
    return fmt::format("{}{}{}", describe_filter(dataset, selection.filter, language), kSeparator,
                       describe_counts(selection, language));
}

std::string describe_inheritance(const model::Dataset& dataset, const EndedParty& party, Language language) {
    const std::string unit = title_of(dataset, {model::RefKind::Unit, party.unit}, language);
    if (party.heirs.empty()) {
        return say(language, "inherited.no_successor", unit);
    }
    std::vector<Day> days;
    for (const EndedParty::Heir& heir : party.heirs) {
        days.push_back(heir.on);
    }
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
    std::string on;
    for (const Day day : days) {
        on += on.empty() ? "" : ", ";
        on += describe_day(day, language);
    }
    return say(language, "inherited.from", unit, on);
}

std::vector<std::string> describe_inheritance(const model::Dataset& dataset, const Selection& selection,
                                              model::Index agreement, Language language) {
    std::vector<std::string> sentences;
    for (const EndedParty* party : ended_parties_of(dataset, selection, agreement)) {
        sentences.push_back(describe_inheritance(dataset, *party, language));
    }
    return sentences;
}

std::string describe_stage(const SelectedAgreement& agreement, Language language) {
    const std::string_view stage = model::tr(fmt::format("stage.{}", stage_name(agreement.stage)), language);
    return agreement.sure || agreement.stage == Stage::Unknown ? std::string(stage)
                                                               : say(language, "stage.possibly", stage);
}

std::string describe_place(const model::Dataset& dataset, model::Index boundary, Language language) {
    const model::AdminUnit& unit = dataset.boundaries[boundary];
    const std::string name = title_of(dataset, {model::RefKind::Boundary, boundary}, language);
    bool elsewhere = false;
    bool other_time = false;
    for (std::size_t i = 0; i < dataset.boundaries.size(); ++i) {
        const model::AdminUnit& other = dataset.boundaries[i];
        if (i == boundary || other.level != unit.level || other.name.display(language) != name) {
            continue;
        }
        (other.parent != unit.parent ? elsewhere : other_time) = true;
    }
    std::vector<std::string> apart;
    if (elsewhere && unit.parent < dataset.boundaries.size()) {
        apart.push_back(title_of(dataset, {model::RefKind::Boundary, unit.parent}, language));
    }
    if (const std::string time = life_of(unit, language); other_time && !time.empty()) {
        apart.push_back(time);
    }
    return apart.empty() ? name : fmt::format("{} ({})", name, fmt::join(apart, ", "));
}

std::string describe_heritage(const model::Dataset& dataset, const Heritage& heritage, Language language) {
    const model::AdminUnit& unit = dataset.boundaries[heritage.boundary];
    std::string which = unit.id;
    if (const std::string time = life_of(unit, language); !time.empty()) {
        which += ", " + time;
    }
    std::vector<std::string> counts;
    const auto add = [&](std::string_view noun, std::uint32_t amount) {
        if (amount > 0) {
            counts.push_back(count(noun, amount, language));
        }
    };
    add("incidents", heritage.incidents);
    add("agreements", heritage.agreements);
    add("events", heritage.events);
    const std::string found =
        counts.empty() ? std::string(model::tr("count.nothing", language)) : fmt::format("{}", fmt::join(counts, ", "));
    return say(language, "heritage.in", title_of(dataset, {model::RefKind::Boundary, heritage.boundary}, language),
               which, found);
}

std::string describe_days(const model::Interval& days, Language language) {
    const bool open_from = days.from <= model::kOpenPast;
    const bool open_to = days.to >= model::kOpenFuture;
    if (open_from && open_to) {
        return std::string(model::tr("date.unknown", language));
    }
    if (open_from) {
        return say(language, "date.on_or_before", describe_day(days.to - 1, language));
    }
    if (open_to) {
        return say(language, "date.on_or_after", describe_day(days.from, language));
    }
    const auto [year, month] = model::year_month(days.from);
    if (days.from == model::month_start(days.from) && days.to == model::month_start(days.from, 1)) {
        return say(language, "date.month", month_text(month, language), year_text(year, language));
    }
    constexpr int kMonths = 12;
    if (days.from == model::month_start(days.from) && month == 1 && days.to == model::month_start(days.from, kMonths)) {
        return describe_year(year, language);
    }
    return days.to - days.from == 1
               ? describe_day(days.from, language)
               : say(language, "date.between", describe_day(days.from, language), describe_day(days.to - 1, language));
}

std::string describe_period(std::string_view iso, Language language) {
    const auto period = parse_period(iso);
    if (!period || (period->months > 0 && period->days > 0)) {
        return std::string(iso);
    }
    const auto every = [language](std::string_view unit, int amount) {
        return amount == 1 ? std::string(model::tr(fmt::format("period.{}.one", unit), language))
                           : say(language, fmt::format("period.{}.other", unit), describe_number(amount, language));
    };
    constexpr int kMonths = 12;
    constexpr int kWeek = 7;
    if (period->months > 0) {
        return period->months % kMonths == 0 ? every("years", period->months / kMonths)
                                             : every("months", period->months);
    }
    return period->days % kWeek == 0 ? every("weeks", period->days / kWeek) : every("days", period->days);
}

std::string describe_meeting(const model::Dataset& dataset, const MeetingDue& meeting, Language language) {
    const model::Agreement& agreement = dataset.agreements[meeting.agreement];
    const std::string& words = agreement.cadence_text.empty() ? agreement.cadence : agreement.cadence_text;
    if (!meeting.next) {
        const bool stated = parse_period(agreement.cadence).has_value();
        return stated ? std::string(model::tr("meeting.no_start", language))
                      : say(language, "meeting.no_period", words);
    }
    const auto since = [&] { return say(language, "meeting.overdue", describe_day(meeting.next->to, language)); };
    const std::string days = describe_days(*meeting.next, language);
    std::string text;
    switch (meeting.state) {
        case MeetingState::NeverHeld:
            text = say(language, "meeting.never_held",
                       meeting.overdue ? since() : say(language, "meeting.first_due", days));
            break;
        case MeetingState::Overdue:
            text = since();
            break;
        case MeetingState::Due:
            text = say(language, "meeting.due", days);
            break;
        case MeetingState::Upcoming:
        case MeetingState::Unknown:
            text = say(language, "meeting.next_due", days);
            break;
    }
    return meeting.ambiguous
               ? say(language, "meeting.if", text, ambiguous_words(words), describe_period(agreement.cadence, language))
               : text;
}

nlohmann::json to_json(const model::Dataset& dataset, const Selection& selection) {
    using nlohmann::json;
    const Counts& counts = selection.counts;
    const auto day = [](const std::optional<Day>& value) {
        return value ? json(model::format_day(*value)) : json(nullptr);
    };
    json result;
    result["as_of"] = model::format_day(selection.filter.as_of);
    result["from"] = day(selection.filter.from);
    result["to"] = day(selection.filter.to);
    result["boundaries"] = {{"VN", {{"1", counts.boundaries_vn_1}, {"2", counts.boundaries_vn_2}}},
                            {"LA", {{"1", counts.boundaries_la_1}, {"2", counts.boundaries_la_2}}}};
    result["units"] = json::array();
    for (const model::Index i : selection.units) {
        const model::Unit& unit = dataset.units[i];
        result["units"].push_back(
            {{"id", unit.id}, {"name", title_of(dataset, {model::RefKind::Unit, i}, Language::English)}});
    }
    result["agreements"] = json::array();
    for (const SelectedAgreement& selected : selection.agreements) {
        const model::Agreement& agreement = dataset.agreements[selected.agreement];
        json parties = json::array();
        for (const model::Party& party : agreement.parties) {
            if (party.unit < dataset.units.size()) {
                parties.push_back(dataset.units[party.unit].id);
            }
        }
        json areas = json::array();
        for (const model::Undertaking& term : agreement.areas) {
            if (term.area < dataset.areas.size()) {
                json id = dataset.areas[term.area].id;
                if (std::find(areas.begin(), areas.end(), id) == areas.end()) {
                    areas.push_back(std::move(id));
                }
            }
        }
        json inherited_from = json::array();
        for (const EndedParty* party : ended_parties_of(dataset, selection, selected.agreement)) {
            for (const EndedParty::Heir& heir : party->heirs) {
                inherited_from.push_back({{"unit", dataset.units[party->unit].id},
                                          {"to", dataset.units[heir.unit].id},
                                          {"date", model::format_day(heir.on)}});
            }
        }
        result["agreements"].push_back({{"id", agreement.id},
                                        {"signed", agreement.signed_on.text()},
                                        {"parties", std::move(parties)},
                                        {"areas", std::move(areas)},
                                        {"stage", stage_name(selected.stage)},
                                        {"sure", selected.sure},
                                        {"inherited", selected.inherited},
                                        {"inherited_from", std::move(inherited_from)},
                                        {"party_gone", selected.party_gone}});
    }
    result["meetings"] = json::array();
    const auto event_id = [&dataset](model::Index event) {
        return event < dataset.events.size() ? json(dataset.events[event].id) : json(nullptr);
    };
    for (const MeetingDue& meeting : selection.meetings) {
        const model::Agreement& agreement = dataset.agreements[meeting.agreement];
        const bool begins = meeting.next && meeting.next->from > model::kOpenPast;
        const bool ends = meeting.next && meeting.next->to < model::kOpenFuture;
        result["meetings"].push_back(
            {{"agreement", agreement.id},
             {"state", meeting_state_name(meeting.state)},
             {"last", event_id(meeting.last)},
             {"planned", event_id(meeting.planned)},
             {"next_from", begins ? json(model::format_day(meeting.next->from)) : json(nullptr)},
             {"next_to", ends ? json(model::format_day(meeting.next->to - 1)) : json(nullptr)},
             {"overdue", meeting.overdue},
             {"ambiguous", meeting.ambiguous},
             {"cadence", agreement.cadence},
             {"cadence_text", agreement.cadence_text}});
    }
    result["heritage"] = json::array();
    for (const Heritage& heritage : selection.heritage) {
        result["heritage"].push_back({{"boundary", dataset.boundaries[heritage.boundary].id},
                                      {"incidents", heritage.incidents},
                                      {"agreements", heritage.agreements},
                                      {"events", heritage.events}});
    }
    result["events"] = json::array();
    for (const model::Index i : selection.events) {
        result["events"].push_back(dataset.events[i].id);
    }
    result["incidents"] = json::array();
    for (const model::Index i : selection.incidents) {
        result["incidents"].push_back(dataset.incidents[i].id);
    }
    result["counts"] = {{"incidents_by_category", json(counts.incidents_by_category)},
                        {"incidents_by_province", json(counts.incidents_by_province)},
                        {"incidents_by_district", json(counts.incidents_by_district)},
                        {"incidents_by_month", json(counts.incidents_by_month)},
                        {"incidents_by_inheritance", counts.incidents_by_inheritance},
                        {"agreements_by_inheritance", counts.agreements_by_inheritance},
                        {"meetings_by_state", json(counts.meetings_by_state)},
                        {"undated", counts.undated}};
    return result;
}

}  // namespace bordermap::query
