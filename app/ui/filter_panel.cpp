/// What may pass: places, categories, areas, kinds of unit, words.

#include "ui/app.hpp"
#include "ui/widgets.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <imgui.h>
#include <imgui_stdlib.h>
#include <set>

namespace bordermap::ui {
namespace {

using model::Index;

bool contains(const std::vector<std::string>& values, const std::string& value) {
    return std::find(values.begin(), values.end(), value) != values.end();
}

std::uint32_t count_of(const std::map<std::string, std::uint32_t>& counts, const std::string& id) {
    const auto found = counts.find(id);
    return found == counts.end() ? 0 : found->second;
}

std::string count_words(const App& app, std::uint32_t count) {
    return count == 0 ? std::string() : number(app, count);
}

// Boundaries of one level below one parent (kNone: any), alive on the as-of date, by name.
std::vector<Index> places_of(const App& app, int level, model::Country country, Index parent) {
    const model::Dataset& data = *app.data->dataset;
    std::vector<Index> list;
    for (const Index i : app.places_by_name.at(static_cast<std::size_t>(app.language()))) {
        const model::AdminUnit& place = data.boundaries[i];
        if (place.level == level && place.country == country && app.selection.boundary_alive[i] != 0 &&
            (parent == model::kNone || place.parent == parent)) {
            list.push_back(i);
        }
    }
    return list;
}

void place_row(App& app, Index index, float indent, int arrow) {
    const model::AdminUnit& place = app.data->dataset->boundaries[index];
    RowLook look;
    look.label = display_text(place.name.display(app.language()));
    look.indent = indent;
    look.arrow = arrow;
    look.check = contains(app.session().filter.places, place.id) ? 1 : 0;
    if (look.check == 0 && place.level == 1) {
        for (const std::string& id : app.session().filter.places) {
            const auto found = app.data->dataset->boundary_by_id.find(id);
            if (found != app.data->dataset->boundary_by_id.end() &&
                app.data->dataset->boundaries[found->second].parent == index) {
                look.check = 2;
            }
        }
    }
    if (place.level == 1) {
        look.count = count_words(app, count_of(app.selection.counts.incidents_by_province, place.id));
        look.count_opens = true;
    }
    const int hit = row(app, ("place." + place.id).c_str(), look);
    if (hit == 1) {
        app.emit("filter.place.toggle", {{"id", place.id}});
    } else if (hit == 3) {
        app.show_behind({Behind::What::Province, place.id, 0, {}});
    } else if (hit == 2) {
        bool& open = app.filter_panel.expanded[place.id];
        open = !open;
        app.pacer.request();
    }
}

void draw_country(App& app, model::Country country, const char* key) {
    const model::Dataset& data = *app.data->dataset;
    const std::vector<Index> provinces = places_of(app, 1, country, model::kNone);
    const std::string code(model::country_code(country));
    bool& closed = app.filter_panel.expanded["closed." + code];
    RowLook head;
    head.label = app.tr(key);
    head.arrow = closed ? 0 : 1;
    head.strong = true;
    head.count = number(app, provinces.size());
    if (row(app, ("country." + code).c_str(), head) != 0) {
        closed = !closed;
        app.pacer.request();
    }
    if (closed) {
        return;
    }
    std::set<Index> parents;
    for (Index i = 0; i < data.boundaries.size(); ++i) {
        if (data.boundaries[i].level == 2 && app.selection.boundary_alive[i] != 0) {
            parents.insert(data.boundaries[i].parent);
        }
    }
    const auto draw = [&](Index province) {
        const bool has_districts = parents.contains(province);
        const auto open = app.filter_panel.expanded.find(data.boundaries[province].id);
        const bool expanded = has_districts && open != app.filter_panel.expanded.end() && open->second;
        place_row(app, province, has_districts ? 8 : 28, has_districts ? (expanded ? 1 : 0) : -1);
        if (expanded) {
            for (const Index district : places_of(app, 2, country, province)) {
                place_row(app, district, 48, -1);
            }
        }
    };
    // The border is what the map is about: the provinces on it stand first, the others fold away.
    std::size_t others = 0;
    for (const Index province : provinces) {
        if (app.data->on_border[province] != 0) {
            draw(province);
        } else {
            ++others;
        }
    }
    if (others == 0) {
        return;
    }
    bool& open = app.filter_panel.expanded["others." + code];
    RowLook more;
    more.label = app.tr("ui.filter.off_border");
    more.arrow = open ? 1 : 0;
    more.indent = 8;
    more.faint = true;
    more.count = number(app, others);
    if (row(app, ("others." + code).c_str(), more) != 0) {
        open = !open;
        app.pacer.request();
    }
    if (open) {
        for (const Index province : provinces) {
            if (app.data->on_border[province] == 0) {
                draw(province);
            }
        }
    }
}

void draw_place_search(App& app, const std::string& folded) {
    const model::Dataset& data = *app.data->dataset;
    std::vector<Index> found;
    for (const PlaceRow& candidate : app.place_rows) {
        if (data.boundaries[candidate.boundary].level >= 1 && app.selection.boundary_alive[candidate.boundary] != 0 &&
            candidate.folded.find(folded) != std::string::npos) {
            found.push_back(candidate.boundary);
        }
    }
    if (found.empty()) {
        text_wrapped(app, app.style.fonts.body, app.style.colours.muted, app.tr("ui.search.none"));
        return;
    }
    std::stable_sort(found.begin(), found.end(),
                     [&](Index a, Index b) { return data.boundaries[a].level < data.boundaries[b].level; });
    constexpr std::size_t kMost = 60;
    for (std::size_t i = 0; i < std::min(found.size(), kMost); ++i) {
        const model::AdminUnit& place = data.boundaries[found[i]];
        RowLook look;
        look.label = place_words(app, found[i]);
        look.check = contains(app.session().filter.places, place.id) ? 1 : 0;
        look.count = app.tr(place.level == 1    ? "ui.level.province"
                            : is_commune(place) ? "ui.level.commune"
                                                : "ui.level.district");
        if (row(app, ("place." + place.id).c_str(), look) == 1) {
            app.emit("filter.place.toggle", {{"id", place.id}});
        }
    }
    if (found.size() > kMost) {
        text_wrapped(app, app.style.fonts.small, app.style.colours.muted,
                     fmt::format(fmt::runtime(app.tr("ui.more")), found.size() - kMost));
    }
}

std::string name_of(const App& app, Index boundary) {
    return display_text(app.data->dataset->boundaries[boundary].name.display(app.language()));
}

// What passes only because places came from others: how much, a row per other unit, and the way there and back.
void draw_heritage(App& app) {
    const query::Filter& filter = app.session().filter;
    if (filter.places.empty()) {
        return;
    }
    const model::Dataset& data = *app.data->dataset;
    const Palette& c = app.style.colours;
    bool has_kin = false;
    for (const std::string& id : filter.places) {
        const auto found = data.boundary_by_id.find(id);
        has_kin = has_kin || (found != data.boundary_by_id.end() && !app.data->index->lineage(found->second).empty());
    }
    if (!has_kin) {
        return;
    }
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {app.style.px(8), app.style.px(1)});
    if (switch_row(app, "filter.lineage", app.tr("ui.filter.lineage"), filter.lineage)) {
        app.emit("filter.lineage", {{"on", !filter.lineage}});
    }
    if (ImGui::IsItemHovered()) {
        hint(app, ImGui::GetID("filter.lineage"), app.tr("ui.filter.lineage.hint"));
    }
    FilterPanelState& state = app.filter_panel;
    if (filter.lineage) {
        state.narrowed_from.clear();
        const query::Counts& counts = app.selection.counts;
        const std::uint32_t inherited = counts.incidents_by_inheritance + counts.agreements_by_inheritance;
        if (!app.selection.heritage.empty()) {
            ImGui::SetCursorPosX(ImGui::GetCursorPosX() + app.style.px(8));
            text_wrapped(app, app.style.fonts.small, c.muted,
                         fmt::format(fmt::runtime(app.tr("ui.filter.heritage")), number(app, inherited)));
        }
        for (const query::Heritage& heritage : app.selection.heritage) {
            const model::AdminUnit& unit = data.boundaries[heritage.boundary];
            const std::string& id = unit.id;
            const std::string whole = query::describe_heritage(data, heritage, app.language());
            const std::size_t colon = whole.rfind(": ");
            RecordLook look;
            look.title = name_of(app, heritage.boundary);
            if (unit.valid.to != model::kOpenFuture) {
                look.title += " · " + fmt::format(fmt::runtime(app.tr("ui.search.until")),
                                                  display_text(query::describe_day(unit.valid.to - 1, app.language())));
            }
            look.below = display_text(colon == std::string::npos ? whole : whole.substr(colon + 2));
            if (record_row(app, ("heritage." + id).c_str(), look)) {
                state.narrowed_from = filter.places;
                app.emit("filter.place.set", {{"ids", {id}}});
                app.emit("filter.lineage", {{"on", false}});
            }
        }
    } else if (filter.places.size() == 1) {
        const Index narrowed = data.boundary_by_id.at(filter.places.front());
        if (!state.narrowed_from.empty() && state.narrowed_from != filter.places) {
            ImGui::SetCursorPosX(ImGui::GetCursorPosX() + app.style.px(8));
            text_wrapped(app, app.style.fonts.small, c.muted,
                         fmt::format(fmt::runtime(app.tr("ui.filter.heritage.narrowed")), name_of(app, narrowed)));
            std::string names;
            for (const std::string& id : state.narrowed_from) {
                if (const auto found = data.boundary_by_id.find(id); found != data.boundary_by_id.end()) {
                    names += (names.empty() ? "" : ", ") + name_of(app, found->second);
                }
            }
            ButtonLook look;
            look.icon = Icon::Back;
            look.width = ImGui::GetContentRegionAvail().x;
            look.label =
                fitted(app.style.fonts.body, fmt::format(fmt::runtime(app.tr("ui.filter.heritage.back")), names),
                       look.width - app.style.px(56));
            if (button(app, "heritage.back", look)) {
                app.emit("filter.place.set", {{"ids", state.narrowed_from}});
                app.emit("filter.lineage", {{"on", true}});
            }
        }
    }
    ImGui::PopStyleVar();
    ImGui::Dummy({0, app.style.px(2)});
}

void draw_places(App& app) {
    FilterPanelState& state = app.filter_panel;
    const auto& places = app.session().filter.places;
    if (!section(app, "section.places", app.tr("ui.filter.places"),
                 count_words(app, static_cast<std::uint32_t>(places.size())), state.places_open)) {
        return;
    }
    search_field(app, "place_search", state.place_search, app.tr("ui.filter.place_hint"),
                 ImGui::GetContentRegionAvail().x);
    if (switch_row(app, "filter_by_click", app.tr("ui.filter.by_click"), app.window.filter_by_click)) {
        app.window.filter_by_click = !app.window.filter_by_click;
        app.pacer.request();
    }
    // What is chosen stands on top, to be taken off by one click.
    const model::Dataset& data = *app.data->dataset;
    float x = 0;
    const float width = ImGui::GetContentRegionAvail().x;
    for (const std::string& id : places) {
        const auto found = data.boundary_by_id.find(id);
        const std::string name = found == data.boundary_by_id.end()
                                     ? id
                                     : display_text(data.boundaries[found->second].name.display(app.language()));
        const float chip_width = text_size(app.style.fonts.small, name).x + app.style.px(36);
        if (x > 0 && x + chip_width < width) {
            ImGui::SameLine(0, app.style.px(4));
        } else {
            x = 0;
        }
        if (chip(app, ("chip." + id).c_str(), name, true, true) != 0) {
            app.emit("filter.place.toggle", {{"id", id}});
        }
        x += chip_width + app.style.px(4);
    }
    draw_heritage(app);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {app.style.px(8), app.style.px(1)});
    const std::string folded = query::fold(state.place_search);
    if (!folded.empty()) {
        draw_place_search(app, folded);
    } else {
        draw_country(app, model::Country::VietNam, "ui.country.vn");
        draw_country(app, model::Country::Laos, "ui.country.la");
    }
    ImGui::PopStyleVar();
}

// Counts of a group are those of its children.
std::uint32_t tree_count(const std::vector<model::Term>& terms, const std::map<std::string, std::uint32_t>& counts,
                         Index index) {
    std::uint32_t sum = count_of(counts, terms[index].id);
    for (Index i = 0; i < terms.size(); ++i) {
        if (terms[i].parent == index && i != index) {
            sum += tree_count(terms, counts, i);
        }
    }
    return sum;
}

void draw_term(App& app, const std::vector<model::Term>& terms, const std::map<std::string, std::uint32_t>& counts,
               const std::vector<std::string>& chosen, Index index, float indent, const char* command, bool symbols,
               bool inherited) {
    const model::Term& term = terms[index];
    std::vector<Index> children;
    for (Index i = 0; i < terms.size(); ++i) {
        if (terms[i].parent == index && i != index) {
            children.push_back(i);
        }
    }
    bool& open = app.filter_panel.expanded[term.id];
    const bool on = contains(chosen, term.id);
    RowLook look;
    look.label = display_text(capitalised(term.name.display(app.language())));
    look.indent = children.empty() ? indent + 20 : indent;
    look.arrow = children.empty() ? -1 : (open ? 1 : 0);
    look.check = on || inherited ? 1 : 0;
    for (const Index child : children) {
        if (look.check == 0 && contains(chosen, terms[child].id)) {
            look.check = 2;
        }
    }
    look.faint = inherited && !on;
    const std::uint32_t count = symbols ? tree_count(terms, counts, index) : count_of(counts, term.id);
    look.count = count_words(app, count);
    look.count_opens = true;
    look.hint = label_note(app, term);
    if (symbols) {
        look.symbol = category_shape(app, index);
        look.symbol_colour = category_colour(app, index);
    }
    const int hit = row(app, ("term." + term.id).c_str(), look);
    if (hit == 1) {
        app.emit(command, {{"id", term.id}});
    } else if (hit == 3) {
        app.show_behind({symbols ? Behind::What::Category : Behind::What::Area, term.id, 0, {}});
    } else if (hit == 2) {
        open = !open;
        app.pacer.request();
    }
    if (open) {
        for (const Index child : children) {
            draw_term(app, terms, counts, chosen, child, indent + 20, command, symbols, inherited || on);
        }
    }
}

void draw_terms(App& app, const std::vector<model::Term>& terms, const std::map<std::string, std::uint32_t>& counts,
                const std::vector<std::string>& chosen, const char* command, bool symbols) {
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {app.style.px(8), app.style.px(1)});
    for (Index i = 0; i < terms.size(); ++i) {
        if (terms[i].parent >= terms.size()) {
            draw_term(app, terms, counts, chosen, i, 0, command, symbols, false);
        }
    }
    ImGui::PopStyleVar();
}

void draw_kinds(App& app) {
    std::set<std::string> kinds;
    for (const model::Unit& unit : app.data->dataset->units) {
        kinds.insert(unit.kind);
    }
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {app.style.px(8), app.style.px(1)});
    for (const std::string& kind : kinds) {
        RowLook look;
        look.label = word(app, "unit.kind", kind);
        look.check = contains(app.session().filter.unit_kinds, kind) ? 1 : 0;
        look.symbol = cartography::unit_symbol(kind);
        look.symbol_colour = to_u32(app.style.theme->unit_fill);
        look.count = count_words(app, count_of(app.selection.counts.units_by_kind, kind));
        look.count_opens = true;
        const int hit = row(app, ("kind." + kind).c_str(), look);
        if (hit == 1) {
            app.emit("filter.kind.toggle", {{"kind", kind}});
        } else if (hit == 3) {
            app.show_behind({Behind::What::UnitKind, kind, 0, {}});
        }
    }
    ImGui::PopStyleVar();
}

void draw_recent(App& app) {
    if (app.remembered.recent_filters.empty()) {
        return;
    }
    bool& open = app.filter_panel.expanded["section.recent"];
    if (!section(app, "section.recent", app.tr("ui.filter.recent"), {}, open)) {
        return;
    }
    for (std::size_t i = 0; i < app.remembered.recent_filters.size(); ++i) {
        const RecentFilter& recent = app.remembered.recent_filters[i];
        RowLook look;
        look.label = display_text(recent.words);
        look.indent = 20;
        if (row(app, fmt::format("recent.{}", i).c_str(), look) != 1) {
            continue;
        }
        try {
            const query::Filter wanted = session::session_from_json(nlohmann::json::parse(recent.filter)).filter;
            const auto day = [](const std::optional<model::Day>& value) {
                return value ? nlohmann::json(model::format_day(*value)) : nlohmann::json();
            };
            app.emit("filter.clear");
            app.emit("filter.place.set", {{"ids", wanted.places}});
            app.emit("filter.window", {{"from", day(wanted.from)}, {"to", day(wanted.to)}});
            for (const std::string& id : wanted.categories) {
                app.emit("filter.category.toggle", {{"id", id}});
            }
            for (const std::string& id : wanted.areas) {
                app.emit("filter.area.toggle", {{"id", id}});
            }
            for (const std::string& kind : wanted.unit_kinds) {
                app.emit("filter.kind.toggle", {{"kind", kind}});
            }
            app.emit("filter.text", {{"text", wanted.text}});
            app.emit("filter.lineage", {{"on", wanted.lineage}});
            app.emit("filter.ended", {{"on", wanted.ended}});
            app.emit("filter.as_of", {{"day", model::format_day(wanted.as_of)}});
        } catch (const std::exception& error) {
            app.say(error.what(), true);
        }
    }
}

}  // namespace

void draw_filter_panel(App& app) {
    FilterPanelState& state = app.filter_panel;
    const query::Filter& filter = app.session().filter;
    const model::Dataset& data = *app.data->dataset;
    // The text follows the Session where it was changed elsewhere (undo, clear).
    if (filter.text != state.shown_text) {
        state.text = state.shown_text = filter.text;
    }
    if (search_field(app, "filter.text", state.text, app.tr("ui.filter.text_hint"), ImGui::GetContentRegionAvail().x)) {
        state.shown_text = state.text;
        app.emit("filter.text", {{"text", state.text}});
    }
    if (ImGui::IsItemDeactivated()) {
        app.end_run();
    }
    const float footer = filter.passes_all() ? 0 : app.style.px(48);
    ImGui::BeginChild("filter scroll", {0, -footer});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {app.style.px(8), app.style.px(4)});
    draw_places(app);
    if (section(app, "section.categories", app.tr("ui.filter.categories"),
                count_words(app, static_cast<std::uint32_t>(filter.categories.size())), state.categories_open)) {
        draw_terms(app, data.categories, app.selection.counts.incidents_by_category, filter.categories,
                   "filter.category.toggle", true);
    }
    if (switch_row(app, "filter.ended", app.tr("ui.filter.ended"), filter.ended)) {
        app.emit("filter.ended", {{"on", !filter.ended}});
    }
    if (section(app, "section.areas", app.tr("ui.filter.areas"),
                count_words(app, static_cast<std::uint32_t>(filter.areas.size())), state.areas_open)) {
        draw_terms(app, data.areas, app.selection.counts.agreements_by_area, filter.areas, "filter.area.toggle", false);
    }
    if (section(app, "section.kinds", app.tr("ui.filter.kinds"),
                count_words(app, static_cast<std::uint32_t>(filter.unit_kinds.size())), state.kinds_open)) {
        draw_kinds(app);
    }
    draw_recent(app);
    ImGui::PopStyleVar();
    ImGui::EndChild();
    if (footer > 0) {
        ImGui::SetCursorPosY(ImGui::GetWindowHeight() - app.style.px(48));
        ButtonLook look;
        look.label = app.tr("ui.filter.clear") + "  (C)";
        look.icon = Icon::Close;
        look.width = ImGui::GetContentRegionAvail().x;
        look.height = 36;
        if (button(app, "filter.clear_all", look)) {
            app.emit("filter.clear");
        }
    }
}

}  // namespace bordermap::ui
