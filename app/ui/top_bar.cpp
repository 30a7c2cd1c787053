/// Headline, as-of chip, search, language, theme, menu.

#include "ui/app.hpp"
#include "ui/widgets.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <imgui.h>
#include <imgui_stdlib.h>

namespace bordermap::ui {
namespace {

using model::Day;

Icon theme_icon(const App& app) {
    if (app.session().theme == "contrast") {
        return Icon::Contrast;
    }
    return app.style.theme->dark ? Icon::Moon : Icon::Sun;
}

void set_as_of(App& app, Day day) {
    app.emit("filter.as_of", {{"day", model::format_day(day)}});
}

// Under the bar, at its left or right end.
void place_popup(App& app, bool right) {
    const Rect& bar = app.layout.top;
    const float gap = app.style.px(8);
    ImGui::SetNextWindowPos({right ? bar.right() - gap : bar.x + gap, bar.bottom() + app.style.px(4)}, ImGuiCond_Always,
                            {right ? 1.0F : 0.0F, 0.0F});
}

bool menu_entry(App& app, const char* id, Icon icon, const std::string& label, const std::string& key,
                bool enabled = true, bool active = false) {
    const Palette& c = app.style.colours;
    const float width = app.style.px(280), height = app.style.px(32);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::PushID(id);
    const bool clicked = ImGui::InvisibleButton("m", {width, height}) && enabled;
    ImGui::PopID();
    app.mark(id, at.x, at.y, width, height);
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (ImGui::IsItemHovered() && enabled) {
        list->AddRectFilled(at, {at.x + width, at.y + height}, c.hover, app.style.px(6));
    }
    const ImU32 ink = !enabled ? c.muted : active ? c.accent_strong : c.text;
    draw_icon(list, icon, {at.x + app.style.px(16), at.y + height / 2}, app.style.px(16), ink);
    ImFont* font = app.style.fonts.body;
    const ImVec2 key_size = text_size(app.style.fonts.small, key);
    draw_text(list, font, {at.x + app.style.px(36), at.y + (height - font->FontSize) / 2}, ink,
              fitted(font, label, width - app.style.px(56) - key_size.x));
    draw_text(list, app.style.fonts.small,
              {at.x + width - key_size.x - app.style.px(10), at.y + (height - key_size.y) / 2}, c.muted, key);
    if (clicked) {
        ImGui::CloseCurrentPopup();
    }
    return clicked;
}

void heading(App& app, std::string_view key) {
    ImGui::Dummy({0, app.style.px(2)});
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + app.style.px(8));
    text_wrapped(app, app.style.fonts.small, app.style.colours.muted, app.tr(key), app.style.px(260));
}

void draw_menu(App& app) {
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {app.style.px(8), app.style.px(8)});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {app.style.px(8), app.style.px(2)});
    place_popup(app, false);
    if (ImGui::BeginPopup("main menu")) {
        heading(app, "ui.menu.file");
        if (menu_entry(app, "menu.export", Icon::Export, app.tr("ui.export.menu"), "Ctrl+E", app.ready())) {
            begin_export(app);
        }
        heading(app, "ui.menu.edit");
        if (menu_entry(app, "menu.undo", Icon::Undo, app.tr("ui.undo"), "Ctrl+Z",
                       app.history && app.history->can_undo())) {
            app.undo();
        }
        if (menu_entry(app, "menu.redo", Icon::Redo, app.tr("ui.redo"), "Ctrl+Shift+Z",
                       app.history && app.history->can_redo())) {
            app.redo();
        }
        if (menu_entry(app, "menu.clear", Icon::Filter, app.tr("ui.filter.clear"), "C",
                       app.ready() && !app.session().filter.passes_all())) {
            app.emit("filter.clear");
        }
        heading(app, "ui.menu.view");
        if (menu_entry(app, "menu.fit_all", Icon::Fit, app.tr("ui.fit.all"), "Home")) {
            app.emit("view.fit_all");
        }
        if (menu_entry(app, "menu.fit_filter", Icon::Target, app.tr("ui.fit.filter"), "F")) {
            app.emit("view.fit_filter");
        }
        if (menu_entry(app, "menu.panels", Icon::Panel, app.tr("ui.panels.hide"), "H")) {
            set_panels(app, false, app.window.left_open);
        }
        if (menu_entry(app, "menu.present", Icon::Present, app.tr("ui.present"), "F11")) {
            app.window.presenting = true;
        }
        heading(app, "ui.mode");
        for (unsigned i = 0; i < static_cast<unsigned>(session::Mode::Count); ++i) {
            const auto mode = static_cast<session::Mode>(i);
            const std::string name(session::mode_name(mode));
            if (menu_entry(app, ("menu.mode." + name).c_str(), Icon::Layers, app.tr("ui.mode." + name),
                           std::to_string(i + 1), app.ready(), app.ready() && app.session().mode == mode)) {
                app.emit("mode", {{"name", name}});
            }
        }
        heading(app, "ui.menu.help");
        if (menu_entry(app, "menu.help", Icon::Help, app.tr("ui.help.keys"), "F1")) {
            app.open(Dialog::Help);
        }
        if (menu_entry(app, "menu.problems", Icon::Warning, app.tr("ui.problems"),
                       app.ready() ? number(app, app.data->problems.size()) : "", app.ready())) {
            app.open(Dialog::Problems);
        }
        if (menu_entry(app, "menu.about", Icon::Info, app.tr("ui.about"), "")) {
            app.open(Dialog::About);
        }
        if (menu_entry(app, "menu.quit", Icon::Close, app.tr("ui.quit"), "Ctrl+Q")) {
            app.window.quit = true;
        }
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar(2);
}

void draw_layers(App& app) {
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {app.style.px(8), app.style.px(8)});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {app.style.px(8), app.style.px(1)});
    ImGui::SetNextWindowSize({app.style.px(260), 0});
    place_popup(app, true);
    if (ImGui::BeginPopup("layers")) {
        for (unsigned i = 0; i < static_cast<unsigned>(session::Layer::Count); ++i) {
            const auto layer = static_cast<session::Layer>(i);
            const std::string name(session::layer_name(layer));
            const bool on = app.session().shows(layer);
            if (switch_row(app, ("layer." + name).c_str(), app.tr("ui.layer." + name), on)) {
                app.emit("layer", {{"name", name}, {"on", !on}});
            }
        }
        const auto named = [&](const char* command, auto now, auto name) {
            using Value = decltype(now);
            separator(app);
            text_wrapped(app, app.style.fonts.small, app.style.colours.muted, app.tr(std::string("ui.") + command));
            for (std::size_t i = 0; i < static_cast<std::size_t>(Value::Count); ++i) {
                const auto value = static_cast<Value>(i);
                const std::string id(name(value));
                RowLook look;
                look.label = app.tr(fmt::format("ui.{}.{}", command, id));
                look.selected = value == now;
                look.check = look.selected ? 1 : 0;
                if (row(app, fmt::format("{}.{}", command, id).c_str(), look) != 0) {
                    app.emit(command, {{"name", id}});
                }
            }
        };
        named("incidents", app.session().incident_style, session::incident_style_name);
        if (app.session().incident_style == session::IncidentStyle::Choropleth) {
            named("measure", app.session().measure, session::measure_name);
            named("classing", app.session().classing, session::classing_name);
        }
        named("sea_names", app.session().sea_names, session::sea_names_name);
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar(2);
}

void draw_as_of_editor(App& app) {
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {app.style.px(16), app.style.px(14)});
    ImGui::SetNextWindowSize({app.style.px(320), 0});
    ImGui::SetNextWindowPos({app.marks["as_of"].x, app.layout.top.bottom() + app.style.px(4)}, ImGuiCond_Always);
    if (ImGui::BeginPopup("as-of")) {
        const Day day = app.session().filter.as_of;
        const model::YearMonth month = model::year_month(day);
        const Palette& c = app.style.colours;
        text_wrapped(app, app.style.fonts.strong, c.text, app.tr("ui.as_of.title"));
        text_wrapped(app, app.style.fonts.small, c.muted, app.tr("ui.as_of.note"));
        static std::string typed;  // the field keeps what is being typed while the popup is open
        if (ImGui::IsWindowAppearing()) {
            typed = model::format_day(day);
        }
        ImGui::SetNextItemWidth(app.style.px(120));
        if (ImGui::InputTextWithHint("##day", "2026-01-15", &typed)) {
            if (const auto parsed = model::parse_day(typed)) {
                set_as_of(app, *parsed);
            }
        }
        app.mark("as_of.field", ImGui::GetItemRectMin().x, ImGui::GetItemRectMin().y, ImGui::GetItemRectSize().x,
                 ImGui::GetItemRectSize().y);
        const bool typing = ImGui::IsItemActive();
        if (!typing) {
            typed = model::format_day(day);
        }
        ImGui::SameLine();
        if (typing && !model::parse_day(typed)) {
            text_wrapped(app, app.style.fonts.small, c.warning, app.tr("ui.as_of.wrong"));
        } else {
            text_wrapped(app, app.style.fonts.small, c.muted, display_text(query::describe_day(day, app.language())));
        }
        const float step = app.style.px(32);
        if (icon_button(app, "as_of.year_back", Icon::ChevronLeft, app.tr("ui.as_of.year_back"))) {
            set_as_of(app, add_months(day, -12));
        }
        ImGui::SameLine();
        const std::string year = std::to_string(month.year);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float middle = ImGui::GetContentRegionAvail().x - step - app.style.px(8);
        ImGui::Dummy({middle, step});
        const ImVec2 size = text_size(app.style.fonts.strong, year);
        draw_text(ImGui::GetWindowDrawList(), app.style.fonts.strong,
                  {at.x + (middle - size.x) / 2, at.y + (step - size.y) / 2}, c.text, year);
        ImGui::SameLine();
        if (icon_button(app, "as_of.year_on", Icon::ChevronRight, app.tr("ui.as_of.year_on"))) {
            set_as_of(app, add_months(day, 12));
        }
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {app.style.px(4), app.style.px(4)});
        const float cell = (ImGui::GetContentRegionAvail().x - app.style.px(20)) / 6;
        for (unsigned m = 1; m <= 12; ++m) {
            ButtonLook look;
            look.label = fmt::format("{:02}", m);
            look.width = cell;
            look.primary = m == month.month;
            look.quiet = true;
            look.height = 30;
            if (m % 6 != 1) {
                ImGui::SameLine();
            }
            if (button(app, fmt::format("as_of.month.{}", m).c_str(), look)) {
                set_as_of(app, add_months(day, static_cast<int>(m) - static_cast<int>(month.month)));
            }
        }
        ImGui::PopStyleVar();
        separator(app);
        const struct {
            const char* id;
            Day day;
            std::string words;
        } presets[] = {
            {"as_of.before", *model::day_from_civil(2025, 6, 30), app.tr("ui.as_of.before_reform")},
            {"as_of.after", *model::day_from_civil(2025, 7, 1), app.tr("ui.as_of.after_reform")},
            {"as_of.today", model::today(), app.tr("ui.as_of.today")},
        };
        for (const auto& preset : presets) {
            RowLook look;
            look.label = preset.words;
            look.count = model::format_day(preset.day);
            look.selected = preset.day == day;
            if (row(app, preset.id, look) != 0) {
                set_as_of(app, preset.day);
            }
        }
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
}

// What tells things of one name apart: kind, place, time, and the spelling that was found.
std::string found_words(const App& app, const query::Match& match, const std::string& title) {
    const model::Dataset& data = *app.data->dataset;
    std::string words = kind_words(app, match.ref);
    const auto add = [&](const std::string& more) {
        if (!more.empty()) {
            words += " · " + more;
        }
    };
    const auto name = [&](model::Index boundary) {
        return boundary < data.boundaries.size() ? display_text(data.boundaries[boundary].name.display(app.language()))
                                                 : std::string();
    };
    switch (match.ref.kind) {
        case model::RefKind::Boundary: {
            const model::AdminUnit& place = data.boundaries[match.ref.index];
            if (place.level > 1) {
                add(name(place.parent));
            }
            const auto year = [](model::Day day) { return std::to_string(model::year_month(day).year); };
            if (place.valid.to != model::kOpenFuture) {
                add(fmt::format(fmt::runtime(app.tr("ui.search.until")), year(place.valid.to - 1)));
            } else if (!place.valid.contains(app.session().filter.as_of)) {
                add(fmt::format(fmt::runtime(app.tr("ui.search.since")), year(place.valid.from)));
            }
            break;
        }
        case model::RefKind::Unit:
            add(place_words(app, data.units[match.ref.index].admin));
            break;
        case model::RefKind::Gate: {
            const model::Gate& gate = data.gates[match.ref.index];
            add(name(app.data->index->province_of(gate.admin_vn)));
            add(name(app.data->index->province_of(gate.admin_la)));
            break;
        }
        default:
            if (const model::FuzzyDate* date = model::date_of(data, match.ref); date != nullptr) {
                add(display_text(query::describe_date(*date, app.language())));
            }
            break;
    }
    if (!match.matched.empty() && display_text(match.matched) != title && match.matched.size() < 60) {
        add(display_text(match.matched));
    }
    return words;
}

void draw_search(App& app, float x, float y, float width) {
    SearchState& search = app.search;
    ImGui::SetCursorPos({x, y});
    const bool focus = std::exchange(app.window.focus_search, false);
    const bool changed = search_field(app, "search", search.text, app.tr("ui.search.hint"), width, focus);
    const bool active = ImGui::IsItemActive();
    const bool left = ImGui::IsItemDeactivated();
    const ImVec2 low = ImGui::GetItemRectMin(), size = ImGui::GetItemRectSize();
    if (changed || (focus && !search.text.empty())) {
        search.active = 0;
        search.matches =
            search.text.empty() ? std::vector<query::Match>{} : app.data->gazetteer->search(search.text, 12);
        search.searched = search.text;
        search.open = !search.text.empty();
    }
    const auto choose = [&](const query::Match& match) {
        app.select(match.ref, true);
        search.open = false;
        search.text.clear();
        search.matches.clear();
    };
    const bool enter = left && (ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Enter)) ||
                                ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_KeyPadEnter)));
    if (enter && search.open && static_cast<std::size_t>(search.active) < search.matches.size()) {
        choose(search.matches[static_cast<std::size_t>(search.active)]);
        return;
    }
    if (active && search.open && !search.matches.empty()) {
        const int last = static_cast<int>(search.matches.size()) - 1;
        if (ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_DownArrow))) {
            search.active = std::min(search.active + 1, last);
        }
        if (ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_UpArrow))) {
            search.active = std::max(search.active - 1, 0);
        }
    }
    if (!search.open) {
        return;
    }
    const float list_width = std::max(width, app.style.px(380));
    ImGui::SetNextWindowPos({low.x + size.x - list_width, low.y + size.y + app.style.px(6)});
    ImGui::SetNextWindowSize({list_width, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {app.style.px(8), app.style.px(8)});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1);
    ImGui::Begin("search results", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_AlwaysAutoResize);
    const bool over = ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
    if (search.matches.empty()) {
        text_wrapped(app, app.style.fonts.body, app.style.colours.muted, app.tr("ui.search.none"));
    }
    for (std::size_t i = 0; i < search.matches.size(); ++i) {
        const query::Match& match = search.matches[i];
        RecordLook row_look;
        row_look.of = look_of(app, match.ref);
        row_look.title = title_words(app, match.ref);
        row_look.below = found_words(app, match, row_look.title);
        row_look.selected = static_cast<int>(i) == search.active;
        row_look.width = list_width - app.style.px(16);
        if (record_row(app, fmt::format("search.{}", i).c_str(), row_look)) {
            choose(match);
            break;
        }
    }
    ImGui::End();
    ImGui::PopStyleVar(3);
    if (!active && !left && !over && (ImGui::IsMouseClicked(0) || !ImGui::GetIO().WantTextInput)) {
        search.open = false;
    }
}

// What passes, below the headline: each number opens its records.
void draw_counts(App& app, float x, float width) {
    const auto parts = query::describe_count_parts(app.selection, app.language());
    ImFont* font = app.style.fonts.small;
    const float end = x + width;
    for (std::size_t i = 0; i < parts.size() && x < end; ++i) {
        const std::string words = fitted(font, display_text(parts[i].words), end - x);
        const auto kind = parts[i].of;
        using Of = query::CountPart::Of;
        const auto what = kind == Of::Incidents    ? Behind::What::Incidents
                          : kind == Of::Agreements ? Behind::What::Agreements
                          : kind == Of::Events     ? Behind::What::Events
                          : kind == Of::Totals     ? Behind::What::Totals
                          : kind == Of::Undated    ? Behind::What::Undated
                                                   : Behind::What::Nothing;
        ImGui::SetCursorPos({x, app.style.px(30)});
        if (number_words(app, fmt::format("count.{}", i).c_str(), words, what != Behind::What::Nothing)) {
            app.show_behind({what, {}, 0, {}});
        }
        x += text_size(font, words).x + app.style.px(14);
    }
}

}  // namespace

void draw_top_bar(App& app) {
    const Rect& rect = app.layout.top;
    if (rect.empty()) {
        return;
    }
    const Palette& c = app.style.colours;
    begin_panel(app, "top", rect, false, 8, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {app.style.px(4), app.style.px(4)});
    const float middle = (rect.h - app.style.px(34)) / 2;
    ImGui::SetCursorPos({app.style.px(10), middle});
    if (icon_button(app, "menu", Icon::Menu, app.tr("ui.menu"), false, 34)) {
        ImGui::OpenPopup("main menu");
    }
    ImGui::SameLine();
    if (icon_button(app, "panels.left", Icon::Panel, app.tr("ui.panel.left"), app.window.left_open, 34)) {
        set_panels(app, true, !app.window.left_open);
    }
    ImGui::SameLine();
    if (icon_button(app, "undo", Icon::Undo, app.tr("ui.undo"), false, 34, app.history && app.history->can_undo())) {
        app.undo();
    }
    ImGui::SameLine();
    if (icon_button(app, "redo", Icon::Redo, app.tr("ui.redo"), false, 34, app.history && app.history->can_redo())) {
        app.redo();
    }
    ImGui::SameLine();
    const float headline_x = ImGui::GetCursorPosX() + app.style.px(12);

    // From the right: theme, language, layers, search, as-of.
    const float search_width = std::clamp(rect.w * 0.16F, app.style.px(190), app.style.px(300));
    const std::string as_of =
        fmt::format(fmt::runtime(app.tr("ui.as_of")),
                    display_text(query::describe_day(app.session().filter.as_of, app.language())));
    const float as_of_width = text_size(app.style.fonts.strong, as_of).x + app.style.px(52);
    const float right_width = 3 * app.style.px(38) + app.style.px(24) + search_width + as_of_width + app.style.px(24);
    float x = rect.w - right_width;
    const float headline_width = x - headline_x - app.style.px(16);

    // The headline: the filter in words, and below what passes.
    const model::Dataset& data = *app.data->dataset;
    const query::Filter& filter = app.session().filter;
    const std::string title = app.session().title.empty()
                                  ? display_text(query::describe_filter(data, filter, app.language()))
                                  : display_text(app.session().title);
    ImGui::SetCursorPos({headline_x, app.style.px(7)});
    text_fitted(app, app.style.fonts.headline, c.text, title, headline_width);
    draw_counts(app, headline_x, headline_width);
    if (!filter.passes_all()) {
        const float end = std::min(text_size(app.style.fonts.headline, title).x, headline_width);
        if (end < headline_width - app.style.px(30)) {
            ImGui::SetCursorPos({headline_x + end + app.style.px(6), app.style.px(5)});
            if (icon_button(app, "filter.clear", Icon::Close, app.tr("ui.filter.clear") + " (C)", false, 26)) {
                app.emit("filter.clear");
            }
        }
    }

    ImGui::SetCursorPos({x, middle});
    {
        ButtonLook look;
        look.icon = Icon::Calendar;
        look.label = as_of;
        look.active = true;
        look.height = 34;
        look.hint = app.tr("ui.as_of.hint");
        look.width = as_of_width;
        if (button(app, "as_of", look)) {
            ImGui::OpenPopup("as-of");
        }
    }
    x += as_of_width + app.style.px(12);
    draw_search(app, x, middle, search_width);
    x += search_width + app.style.px(12);
    ImGui::SetCursorPos({x, middle});
    if (icon_button(app, "layers", Icon::Layers, app.tr("ui.layers"), false, 34)) {
        ImGui::OpenPopup("layers");
    }
    ImGui::SameLine();
    {
        static constexpr std::array kCodes{"EN", "VI", "LO"};
        ButtonLook look;
        look.label = kCodes.at(static_cast<std::size_t>(app.language()));
        look.quiet = true;
        look.height = 34;
        look.width = app.style.px(38);
        look.hint = app.tr("ui.language") + " (L)";
        if (button(app, "language", look)) {
            ImGui::OpenPopup("languages");
        }
    }
    ImGui::SameLine();
    const std::string theme_hint = app.tr("ui.theme") + ": " + app.theme_title(app.session().theme) + " (T)";
    if (icon_button(app, "theme", theme_icon(app), theme_hint, false, 34)) {
        app.next_theme();
    }
    draw_menu(app);
    draw_layers(app);
    draw_as_of_editor(app);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {app.style.px(8), app.style.px(8)});
    place_popup(app, true);
    if (ImGui::BeginPopup("languages")) {
        static constexpr std::array kNames{"English", "Tiếng Việt", "ພາສາລາວ"};
        for (const model::Language language : model::kLanguages) {
            ButtonLook look;
            look.label = display_text(kNames.at(static_cast<std::size_t>(language)));
            look.quiet = true;
            look.active = language == app.language();
            look.width = app.style.px(150);
            const std::string code(model::language_code(language));
            if (button(app, ("language." + code).c_str(), look)) {
                app.emit("language", {{"code", code}});
                ImGui::CloseCurrentPopup();
            }
        }
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
    ImGui::PopStyleVar();
    end_panel();
}

}  // namespace bordermap::ui
