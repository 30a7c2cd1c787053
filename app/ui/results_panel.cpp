/// What passes, as lists: agreements, events, incidents, and what has no date.

#include "ui/app.hpp"
#include "ui/widgets.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <imgui.h>

namespace bordermap::ui {
namespace {

using model::Ref;
using model::RefKind;

struct Lists {
    std::vector<Ref> of[4];
};

Lists make_lists(const App& app) {
    const model::Dataset& data = *app.data->dataset;
    Lists lists;
    for (const query::SelectedAgreement& entry : app.selection.agreements) {
        lists.of[0].push_back({RefKind::Agreement, entry.agreement});
    }
    const auto signed_from = [&](const Ref& ref) {
        const model::Agreement& agreement = data.agreements[ref.index];
        return agreement.signed_on.dated()   ? std::max(agreement.signed_on.interval().from, model::Day{-(1 << 22)})
               : agreement.announced.dated() ? agreement.announced.interval().from
                                             : model::kOpenPast;
    };
    std::stable_sort(lists.of[0].begin(), lists.of[0].end(),
                     [&](const Ref& a, const Ref& b) { return signed_from(a) > signed_from(b); });
    for (const model::Index index : app.selection.events) {
        lists.of[data.events[index].date.dated() ? 1 : 3].push_back({RefKind::Event, index});
    }
    for (const model::Index index : app.selection.incidents) {
        lists.of[data.incidents[index].date.dated() ? 2 : 3].push_back({RefKind::Incident, index});
    }
    // The Selection is oldest first; a list is read from the newest.
    std::reverse(lists.of[1].begin(), lists.of[1].end());
    std::reverse(lists.of[2].begin(), lists.of[2].end());
    return lists;
}

std::string below_of(const App& app, const Ref& ref) {
    const model::Dataset& data = *app.data->dataset;
    const model::Language language = app.language();
    const auto join = [](std::string a, const std::string& b) {
        if (!a.empty() && !b.empty()) {
            a += " · ";
        }
        return a + b;
    };
    switch (ref.kind) {
        case RefKind::Agreement: {
            const model::Agreement& agreement = data.agreements[ref.index];
            std::string words = agreement.signed_on.empty()
                                    ? display_text(query::describe_date(agreement.announced, language))
                                    : display_text(query::describe_date(agreement.signed_on, language));
            for (const query::SelectedAgreement& entry : app.selection.agreements) {
                if (entry.agreement == ref.index) {
                    if (entry.inherited) {
                        words = join(words, app.tr("ui.stage.inherited"));
                    } else if (!entry.sure) {
                        words = join(words, app.tr("ui.stage.possible"));
                    }
                    break;
                }
            }
            return join(words, fmt::format(fmt::runtime(app.tr("ui.parties.count")), agreement.parties.size()));
        }
        case RefKind::Event: {
            const model::Event& event = data.events[ref.index];
            return join(
                join(display_text(query::describe_date(event.date, language)), word(app, "event.status", event.status)),
                display_text(event.place));
        }
        case RefKind::Incident: {
            const model::Incident& incident = data.incidents[ref.index];
            std::string words = display_text(query::describe_date(incident.date, language));
            if (incident.record_kind != model::RecordKind::Incident) {
                words = join(words, app.tr(incident.record_kind == model::RecordKind::Total ? "ui.record.total"
                                                                                            : "ui.record.snapshot"));
            }
            return join(words, place_words(app, incident.admin));
        }
        default:
            return {};
    }
}

}  // namespace

void draw_results_panel(App& app) {
    const Lists lists = make_lists(app);
    ResultsPanelState& state = app.results_panel;
    static constexpr std::array kKeys{"ui.results.agreements", "ui.results.events", "ui.results.incidents",
                                      "ui.results.undated"};
    // Four kinds, two by two: their names need the room.
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {app.style.px(4), app.style.px(4)});
    const float half = (ImGui::GetContentRegionAvail().x - app.style.px(4)) / 2;
    for (int i = 0; i < 4; ++i) {
        ButtonLook look;
        look.label =
            fmt::format("{} {}", app.tr(kKeys.at(static_cast<std::size_t>(i))), number(app, lists.of[i].size()));
        look.width = half;
        look.quiet = true;
        look.active = state.list == i;
        if (i % 2 == 1) {
            ImGui::SameLine();
        }
        if (button(app, fmt::format("results.{}", i).c_str(), look)) {
            state.list = i;
            app.pacer.request();
        }
    }
    ImGui::PopStyleVar();
    separator(app, 4);
    const std::vector<Ref>& shown = lists.of[state.list];
    if (shown.empty()) {
        ImGui::Dummy({0, app.style.px(16)});
        text_wrapped(app, app.style.fonts.body, app.style.colours.muted,
                     app.tr(lists.of[0].empty() && lists.of[1].empty() && lists.of[2].empty() && lists.of[3].empty() &&
                                    !app.session().filter.passes_all()
                                ? "ui.empty.filter"
                                : "ui.results.none"));
        return;
    }
    ImGui::BeginChild("results scroll");
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    const Ref selected = app.selected();
    const float width = ImGui::GetContentRegionAvail().x;
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(shown.size()), app.style.px(52));
    while (clipper.Step()) {
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            const Ref ref = shown[static_cast<std::size_t>(i)];
            const Look look = look_of(app, ref);
            const std::string id = fmt::format("result.{}", model::id_of(*app.data->dataset, ref));
            if (record_row(app, id.c_str(), look.shape, look.colour, look.hollow, title_words(app, ref),
                           below_of(app, ref), ref == selected, width)) {
                app.select(ref, true);
            }
        }
    }
    clipper.End();
    ImGui::PopStyleVar();
    ImGui::EndChild();
}

}  // namespace bordermap::ui
