#include "cartography/meetings.hpp"

#include "model/messages.hpp"
#include "query/describe.hpp"

#include <fmt/format.h>

namespace bordermap::cartography {

namespace {

using model::tr;
using query::MeetingState;

std::string month_of(model::Day day, model::Language language) {
    const auto [year, month] = model::year_month(day);
    const auto date = model::FuzzyDate::parse(fmt::format("{:04}-{:02}", year, month));
    return date ? query::describe_date(*date, language) : query::describe_day(day, language);
}

/// The months in which the days lie: a cadence counts in months, and what it counts from is seldom known to the day.
std::string months_of(const model::Interval& days, model::Language language) {
    if (days.to == model::kOpenFuture) {
        return days.from == model::kOpenPast
                   ? std::string(tr("date.unknown", language))
                   : fmt::format(fmt::runtime(tr("date.in_or_after", language)), month_of(days.from, language));
    }
    const std::string last = month_of(days.to - 1, language);
    if (days.from == model::kOpenPast) {
        return fmt::format(fmt::runtime(tr("date.in_or_before", language)), last);
    }
    const std::string first = month_of(days.from, language);
    return first == last ? last : fmt::format(fmt::runtime(tr("date.span", language)), first, last);
}

std::string say(std::string_view key, const std::string& words, model::Language language) {
    return fmt::format(fmt::runtime(tr(key, language)), words);
}

}  // namespace

MeetingStyle meeting_style(const Theme& theme, MeetingState state) {
    switch (state) {
        case MeetingState::Overdue:
            return {theme.meeting_overdue, SymbolShape::Triangle, false, 0, 0};
        case MeetingState::NeverHeld:
            return {theme.meeting_never, SymbolShape::Circle, true, 10, 5};
        case MeetingState::Due:
            return {theme.meeting_due, SymbolShape::Diamond, false, 0, 0};
        case MeetingState::Upcoming:
            return {theme.meeting_upcoming, SymbolShape::Circle, false, 0, 0};
        case MeetingState::Unknown:
            break;
    }
    return {theme.meeting_unknown, SymbolShape::Square, true, 2.5F, 4.5F};
}

std::string meeting_words(MeetingState state, model::Language language) {
    switch (state) {
        case MeetingState::Overdue:
            return std::string(tr("furniture.meeting.overdue", language));
        case MeetingState::NeverHeld:
            return std::string(tr("furniture.meeting.never", language));
        case MeetingState::Due:
            return std::string(tr("furniture.meeting.due", language));
        case MeetingState::Upcoming:
            return std::string(tr("furniture.meeting.upcoming", language));
        case MeetingState::Unknown:
            break;
    }
    return std::string(tr("furniture.meeting.unknown", language));
}

std::vector<std::string> meeting_note(const query::MeetingDue& meeting, model::Language language) {
    std::vector<std::string> lines;
    const bool dated = meeting.next.has_value();
    switch (meeting.state) {
        case MeetingState::Overdue:
            lines.push_back(
                dated ? say("furniture.meeting.note.overdue", month_of(meeting.next->to - 1, language), language)
                      : meeting_words(meeting.state, language));
            break;
        case MeetingState::NeverHeld:
            lines.emplace_back(tr("furniture.meeting.note.never", language));
            if (dated) {
                lines.push_back(
                    say(meeting.overdue ? "furniture.meeting.note.was_due" : "furniture.meeting.note.first_due",
                        months_of(*meeting.next, language), language));
            }
            break;
        case MeetingState::Due:
        case MeetingState::Upcoming:
            lines.push_back(dated ? say(meeting.state == MeetingState::Due ? "furniture.meeting.note.due"
                                                                           : "furniture.meeting.note.next",
                                        months_of(*meeting.next, language), language)
                                  : meeting_words(meeting.state, language));
            break;
        case MeetingState::Unknown:
            lines.emplace_back(tr("furniture.meeting.note.unknown", language));
            break;
    }
    if (meeting.ambiguous) {
        lines.back() += " (?)";
    }
    return lines;
}

}  // namespace bordermap::cartography
