/// Review meetings that fall due, by what the public records say.

#include "ui/app.hpp"
#include "ui/widgets.hpp"

#include <fmt/format.h>
#include <imgui.h>

namespace bordermap::ui {
namespace {

using model::Ref;
using model::RefKind;
using query::MeetingDue;
using query::MeetingState;

std::string event_words(const App& app, model::Index event) {
    return display_text(query::describe_date(app.data->dataset->events[event].date, app.language()));
}

RecordLook look_of_meeting(const App& app, const MeetingDue& due) {
    const model::Dataset& data = *app.data->dataset;
    const model::Agreement& agreement = data.agreements[due.agreement];
    const Ref ref{RefKind::Agreement, due.agreement};
    RecordLook look;
    look.of = {cartography::SymbolShape::Dot, meeting_colour(app, due), due.state == MeetingState::Unknown};
    look.title = title_words(app, ref);
    const auto said = [&](const char* key, const std::string& value) {
        return fmt::format(fmt::runtime(app.tr(key)), value);
    };
    look.below = display_text(capitalised(query::describe_meeting(data, due, app.language())));
    const auto join = [&](const std::string& more) { look.third += (look.third.empty() ? "" : " · ") + more; };
    if (due.planned < data.events.size()) {
        join(said("ui.meetings.planned", event_words(app, due.planned)));
    }
    if (due.last < data.events.size()) {
        join(said("ui.meetings.last", event_words(app, due.last)));
    }
    const std::string cadence = agreement.cadence_text.empty() ? agreement.cadence : agreement.cadence_text;
    join(fmt::format("“{}”", display_text(cadence)));
    if (due.ambiguous) {
        look.badges.push_back({app.tr("ui.meetings.ambiguous"),
                               fmt::format(fmt::runtime(app.tr("ui.meetings.ambiguous.hint")), display_text(cadence)),
                               true});
    }
    return look;
}

}  // namespace

ImU32 meeting_colour(const App& app, const MeetingDue& due) {
    const cartography::Theme& theme = *app.style.theme;
    switch (due.state) {
        case MeetingState::Overdue:
            return to_u32(theme.meeting_overdue);
        case MeetingState::NeverHeld:
            return to_u32(theme.meeting_never);
        case MeetingState::Due:
            return to_u32(theme.meeting_due);
        case MeetingState::Upcoming:
            return to_u32(theme.meeting_upcoming);
        case MeetingState::Unknown:
            break;
    }
    return to_u32(theme.meeting_unknown);
}

void draw_meetings_panel(App& app) {
    const auto& meetings = app.selection.meetings;
    const Palette& c = app.style.colours;
    text_wrapped(app, app.style.fonts.small, c.muted, app.tr("ui.meetings.note"));
    separator(app, 6);
    if (meetings.empty()) {
        ImGui::Dummy({0, app.style.px(16)});
        text_wrapped(app, app.style.fonts.body, c.muted, app.tr("ui.meetings.none"));
        return;
    }
    ImGui::BeginChild("meetings scroll");
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    const Ref selected = app.selected();
    for (std::size_t i = 0; i < meetings.size(); ++i) {
        const MeetingDue& due = meetings[i];
        const std::string state(query::meeting_state_name(due.state));
        if (i == 0 || meetings[i - 1].state != due.state) {
            std::size_t count = 0;
            for (const MeetingDue& other : meetings) {
                count += other.state == due.state ? 1 : 0;
            }
            const ImVec2 at = ImGui::GetCursorScreenPos();
            const std::string words = fmt::format("{}  {}", app.tr("ui.meetings.state." + state), number(app, count));
            draw_text(ImGui::GetWindowDrawList(), app.style.fonts.strong,
                      {at.x + app.style.px(10), at.y + app.style.px(10)}, c.text,
                      fitted(app.style.fonts.strong, words, ImGui::GetContentRegionAvail().x - app.style.px(20)));
            ImGui::Dummy({ImGui::GetContentRegionAvail().x, app.style.px(34)});
        }
        RecordLook look = look_of_meeting(app, due);
        const Ref ref{RefKind::Agreement, due.agreement};
        look.selected = ref == selected;
        if (record_row(app, ("meeting." + app.data->dataset->agreements[due.agreement].id).c_str(), look)) {
            app.select(ref, true);
        }
    }
    ImGui::PopStyleVar();
    ImGui::EndChild();
}

}  // namespace bordermap::ui
