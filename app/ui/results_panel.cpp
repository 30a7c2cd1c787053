/// What passes, as lists: a button per kind, or the records behind a number that was clicked.

#include "ui/app.hpp"
#include "ui/widgets.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <imgui.h>

namespace bordermap::ui {
namespace {

using model::Ref;
using model::RefKind;
using What = Behind::What;

struct Kind {
    What what;
    const char* key;
};
constexpr std::array kKinds{Kind{What::Agreements, "ui.results.agreements"}, Kind{What::Events, "ui.results.events"},
                            Kind{What::Incidents, "ui.results.incidents"},   Kind{What::Totals, "ui.results.totals"},
                            Kind{What::Units, "ui.results.units"},           Kind{What::Gates, "ui.results.gates"}};

std::uint64_t count_of(const App& app, What what) {
    const query::Selection& selection = app.selection;
    switch (what) {
        case What::Agreements:
            return selection.agreements.size();
        case What::Events:
            return selection.counts.events;
        case What::Incidents:
            return selection.counts.incidents;
        case What::Totals:
            return selection.counts.totals;
        case What::Units:
            return selection.units.size();
        case What::Gates:
            return selection.gates.size();
        default:
            return 0;
    }
}

std::string join(std::string a, const std::string& b) {
    if (!a.empty() && !b.empty()) {
        a += " · ";
    }
    return a + b;
}

std::string below_of(const App& app, const Ref& ref) {
    const model::Dataset& data = *app.data->dataset;
    const model::Language language = app.language();
    const model::FuzzyDate* date = model::date_of(data, ref);
    const std::string when = date != nullptr ? display_text(query::describe_date(*date, language)) : std::string();
    switch (ref.kind) {
        case RefKind::Agreement: {
            const model::Agreement& agreement = data.agreements[ref.index];
            std::string words = when;
            for (const query::SelectedAgreement& entry : app.selection.agreements) {
                if (entry.agreement == ref.index) {
                    words = join(words, display_text(query::describe_stage(entry, language)));
                    break;
                }
            }
            return join(words, fmt::format(fmt::runtime(app.tr("ui.parties.count")), agreement.parties.size()));
        }
        case RefKind::Event: {
            const model::Event& event = data.events[ref.index];
            return join(join(when, word(app, "event.status", event.status)), display_text(event.place));
        }
        case RefKind::Incident:
            return join(when, place_words(app, data.incidents[ref.index].admin));
        case RefKind::Unit:
            return join(kind_words(app, ref), place_words(app, data.units[ref.index].admin));
        case RefKind::Gate:
        case RefKind::Boundary:
            return kind_words(app, ref);
        default:
            return {};
    }
}

std::string name_of(const App& app, const std::unordered_map<std::string, model::Index>& by_id,
                    const std::vector<model::Term>& terms, const std::string& id) {
    const auto found = by_id.find(id);
    return found == by_id.end() ? id : display_text(capitalised(terms[found->second].name.display(app.language())));
}

/// What is listed, where it is none of the kinds.
std::string title_of(const App& app, const Behind& behind) {
    const model::Dataset& data = *app.data->dataset;
    switch (behind.what) {
        case What::Undated:
            return app.tr("ui.results.undated");
        case What::Month: {
            const model::YearMonth month = model::year_month(behind.day);
            return display_text(fmt::format("{}-{:02}", month.year, month.month));
        }
        case What::Category:
            return name_of(app, data.category_by_id, data.categories, behind.id);
        case What::Area:
            return name_of(app, data.area_by_id, data.areas, behind.id);
        case What::UnitKind:
            return word(app, "unit.kind", behind.id);
        case What::Province:
        case What::District: {
            const auto found = data.boundary_by_id.find(behind.id);
            if (found == data.boundary_by_id.end()) {
                return app.tr("ui.results.incidents");
            }
            std::string words = app.tr("ui.results.incidents") + " · " + place_words(app, found->second);
            if (behind.what == What::District && data.boundaries[found->second].level == 1) {
                words += " · " + app.tr("areas.circles.province");
            }
            return words;
        }
        case What::Lives:
            return app.tr("ui.timeline.agreements") + " · " +
                   display_text(query::describe_day(behind.day, app.language()));
        case What::Provinces:
            return app.tr("ui.layer.provinces") + " · " +
                   app.tr(behind.id == model::country_code(model::Country::VietNam) ? "ui.country.vn"
                                                                                    : "ui.country.la");
        case What::Refs: {
            std::string words = app.tr("ui.results.here");
            if (!behind.id.empty()) {
                words += " · " + name_of(app, data.category_by_id, data.categories, behind.id);
            }
            return words;
        }
        default:
            return {};
    }
}

void draw_kinds(App& app) {
    ResultsPanelState& state = app.results_panel;
    // Two by two: their names need the room.
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {app.style.px(4), app.style.px(2)});
    const float half = (ImGui::GetContentRegionAvail().x - app.style.px(4)) / 2;
    for (std::size_t i = 0; i < kKinds.size(); ++i) {
        const Kind& kind = kKinds.at(i);
        ButtonLook look;
        look.label = fmt::format("{}  {}", app.tr(kind.key), number(app, count_of(app, kind.what)));
        look.width = half;
        look.height = 30;
        look.quiet = true;
        look.active = state.behind.what == kind.what;
        look.hint = kind.what == What::Totals ? app.tr("ui.badge.total.hint") : std::string();
        if (i % 2 == 1) {
            ImGui::SameLine();
        }
        if (button(app, fmt::format("results.{}", i).c_str(), look)) {
            app.show_behind({kind.what, {}, 0, {}});
        }
    }
    ImGui::PopStyleVar();
}

void draw_rows(App& app, const std::vector<Ref>& rows) {
    const Ref selected = app.selected();
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(rows.size()), app.style.px(kRecordRow));
    while (clipper.Step()) {
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            const Ref ref = rows[static_cast<std::size_t>(i)];
            RecordLook look;
            look.of = look_of(app, ref);
            look.title = title_words(app, ref);
            look.below = below_of(app, ref);
            look.badges = badges_of(app, ref);
            look.selected = ref == selected;
            const std::string id = fmt::format("result.{}", model::id_of(*app.data->dataset, ref));
            if (record_row(app, id.c_str(), look)) {
                app.select(ref, true);
            }
        }
    }
    clipper.End();
}

void heading(App& app, const char* key, std::size_t count) {
    const float height = app.style.px(34);
    const bool first = ImGui::GetCursorPosY() < app.style.px(1);  // below a line already
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImFont* font = app.style.fonts.small;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float width = ImGui::GetContentRegionAvail().x;
    const std::string words = fmt::format("{}  {}", app.tr(key), number(app, count));
    draw_text(list, font, {at.x + app.style.px(10), at.y + app.style.px(14)}, app.style.colours.accent_strong,
              fitted(font, words, width - app.style.px(20)));
    if (!first) {
        list->AddLine({at.x, at.y + app.style.px(8)}, {at.x + width, at.y + app.style.px(8)}, app.style.colours.line);
    }
    ImGui::Dummy({width, height});
    app.mark(std::string("heading.") + key, at.x, at.y, width, height);
}

// Places stand by their names in the language of the window, as in the filter.
void sort_places(const App& app, std::vector<Ref>& refs) {
    if (refs.empty() || refs.front().kind != RefKind::Boundary) {
        return;
    }
    std::vector<Ref> sorted;
    for (const model::Index i : app.places_by_name.at(static_cast<std::size_t>(app.language()))) {
        const Ref place{RefKind::Boundary, i};
        if (std::find(refs.begin(), refs.end(), place) != refs.end()) {
            sorted.push_back(place);
        }
    }
    refs = std::move(sorted);
}

}  // namespace

void draw_results_panel(App& app) {
    ResultsPanelState& state = app.results_panel;
    if (state.listed_for != app.selection_revision || !(state.listed == state.behind) ||
        state.listed_in != app.language()) {
        state.list = part_by_date(*app.data->dataset, records_behind(*app.data->index, app.selection, state.behind));
        sort_places(app, state.list.undated);
        state.listed = state.behind;
        state.listed_for = app.selection_revision;
        state.listed_in = app.language();
    }
    draw_kinds(app);
    const std::string title = title_of(app, state.behind);
    if (!title.empty()) {
        ImGui::Dummy({0, app.style.px(2)});
        if (chip(app, "results.behind", fmt::format("{}  {}", title, number(app, state.list.size())), true, true) !=
            0) {
            app.show_behind({What::Agreements, {}, 0, {}});
        }
    }
    separator(app, 4);
    if (state.list.size() == 0) {
        ImGui::Dummy({0, app.style.px(16)});
        const bool nothing = app.selection.agreements.empty() && app.selection.events.empty() &&
                             app.selection.incidents.empty() && !app.session().filter.passes_all();
        text_wrapped(app, app.style.fonts.body, app.style.colours.muted,
                     app.tr(nothing ? "ui.empty.filter" : "ui.results.none"));
        return;
    }
    ImGui::BeginChild("results scroll");
    if (std::exchange(state.to_top, false)) {
        ImGui::SetScrollY(0);
    }
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    draw_rows(app, state.list.known);
    if (!state.list.uncertain.empty()) {
        heading(app, "ui.results.date_uncertain", state.list.uncertain.size());
        draw_rows(app, state.list.uncertain);
    }
    if (!state.list.undated.empty()) {
        const RefKind kind = state.list.undated.front().kind;
        const bool things = kind == RefKind::Unit || kind == RefKind::Gate || kind == RefKind::Boundary;
        if (!things) {
            heading(app, "ui.results.undated", state.list.undated.size());
        }
        draw_rows(app, state.list.undated);
    }
    ImGui::PopStyleVar();
    ImGui::EndChild();
}

}  // namespace bordermap::ui
