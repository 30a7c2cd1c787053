#pragma once
/// How agreements look by when their next review meeting falls due: by colour, by dash and by the shape of a badge, so that
/// they are told apart without colour. For the map, its legend and lists.

#include "cartography/symbols.hpp"
#include "cartography/theme.hpp"
#include "model/language.hpp"
#include "query/selection.hpp"

#include <array>
#include <string>
#include <vector>

namespace bordermap::cartography {

inline constexpr std::array kMeetingStates{query::MeetingState::Overdue, query::MeetingState::NeverHeld,
                                           query::MeetingState::Due, query::MeetingState::Upcoming,
                                           query::MeetingState::Unknown};

struct MeetingStyle {
    Colour colour;
    SymbolShape badge = SymbolShape::Circle;
    bool hollow = false;      ///< of the badge
    float dash = 0, gap = 0;  ///< of the link, px at 96 dpi; gap 0: solid
};
[[nodiscard]] MeetingStyle meeting_style(const Theme& theme, query::MeetingState state);

/// "Overdue", "No meeting on public record" ...
[[nodiscard]] std::string meeting_words(query::MeetingState state, model::Language language);
/// What stands beside the link, one or two lines: "next: July 2026", "overdue since July 2005", "no public record" and
/// "first due by July 2026". A state that rests on one reading of the source's words ends with " (?)".
[[nodiscard]] std::vector<std::string> meeting_note(const query::MeetingDue& meeting, model::Language language);

}  // namespace bordermap::cartography
