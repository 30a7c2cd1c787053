/// The map: pan, zoom, hover, click; composes and draws the Scene.

#include "cartography/projection.hpp"
#include "cartography/scale_bar.hpp"
#include "ui/app.hpp"
#include "ui/widgets.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <imgui.h>

namespace bordermap::ui {
namespace {

constexpr double kZoomSeconds = 0.15, kFlySeconds = 0.45;
constexpr double kWheelFactor = 1.25, kDoubleClickFactor = 2.0;
constexpr float kClickSlack = 4;  // px that a click may wander

void emit_camera(App& app, const session::Camera& camera) {
    app.emit("view.camera", {{"lon", camera.lon}, {"lat", camera.lat}, {"metres_across", camera.metres_across}});
}

model::Ref pick_at(const App& app, double x, double y) {
    if (!app.map.has_scene) {
        return {};
    }
    return cartography::pick(app.map.scene, *app.data->index, app.selection, {x, y},
                             static_cast<double>(app.style.px(6)));
}

model::LonLat ground_at(const App& app, double x, double y) {
    if (!app.map.has_scene) {
        return {};
    }
    return cartography::projection().inverse(app.map.scene.view.to_metres({x, y}));
}

/// What stands behind the number of a symbol or a line; null: it is one record.
const cartography::SharedMark* shared_mark(const App& app, model::Ref ref) {
    const auto& all = app.map.scene.shared;
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const cartography::SharedMark& each) { return each.shown == ref; });
    return ref && found != all.end() ? &*found : nullptr;
}

/// The records of the ring of a cluster under a pixel; null: none there.
const cartography::SharedMark* cluster_at(const App& app, double x, double y, const cartography::DonutMark*& donut) {
    donut = app.map.has_scene
                ? cartography::pick_donut(app.map.scene, app.selection, {x, y}, static_cast<double>(app.style.px(6)))
                : nullptr;
    return donut != nullptr ? shared_mark(app, donut->ref) : nullptr;
}

void toggle_place(App& app, model::Ref ref) {
    if (ref.kind == model::RefKind::Boundary) {
        app.emit("filter.place.toggle", {{"id", app.data->dataset->boundaries[ref.index].id}});
    }
}

void hover(App& app, float x, float y) {
    MapState& map = app.map;
    map.hovered = pick_at(app, x, y);
    const cartography::DonutMark* donut = nullptr;
    map.hovered_ring = cluster_at(app, static_cast<double>(x), static_cast<double>(y), donut) != nullptr;
    map.cursor = ground_at(app, x, y);
    map.cursor_place.clear();
    if (map.cursor.known()) {
        const auto chain = app.data->index->boundaries_at(map.cursor, app.session().filter.as_of);
        if (!chain.empty()) {
            map.cursor_place = place_words(app, chain.back());
        }
    }
}

void leave(App& app) {
    app.map.hovered = {};
    app.map.hovered_ring = false;
    app.map.cursor = {};
    app.map.cursor_place.clear();
}

struct AreaNumber {
    Behind::What what;
    std::uint32_t number;
};
/// What the map shows of an area, where incidents are drawn by area: of a province's circle what is known to no more than it.
std::optional<AreaNumber> numbers_of_area(const App& app, model::Ref ref, float x, float y) {
    const session::Session& session = app.session();
    if (ref.kind != model::RefKind::Boundary || session.incident_style == session::IncidentStyle::Symbols ||
        !session.shows(session::Layer::Incidents) ||
        !cartography::mode_draws(session.mode, session::Layer::Incidents)) {
        return std::nullopt;
    }
    const model::AdminUnit& unit = app.data->dataset->boundaries[ref.index];
    const query::Counts& counts = app.selection.counts;
    const auto found = [&](Behind::What what,
                           const std::map<std::string, std::uint32_t>& numbers) -> std::optional<AreaNumber> {
        const auto at = numbers.find(unit.id);
        return at == numbers.end() ? std::nullopt : std::optional<AreaNumber>({what, at->second});
    };
    if (unit.level != 1) {
        return found(Behind::What::District, counts.incidents_by_district);
    }
    return cartography::pick_circle(app.map.scene, {x, y}) == ref
               ? found(Behind::What::District, counts.incidents_to_province)
               : found(Behind::What::Province, counts.incidents_by_province);
}

void click(App& app, float x, float y) {
    const model::Ref ref = pick_at(app, x, y);
    const cartography::DonutMark* donut = nullptr;
    if (const auto* cluster = cluster_at(app, static_cast<double>(x), static_cast<double>(y), donut)) {
        // Opens beside its ring, and in the list: none of its incidents is more selected than the others.
        const auto& all = cluster->all;
        if (const auto arc = cartography::pick_arc(app.map.scene, *donut, {x, y})) {
            // An arc is a list of its own: a fan would show the others, too.
            const auto& categories = app.data->dataset->categories;
            const auto first = all.begin() + arc->first;
            app.show_behind({Behind::What::Refs,
                             arc->category < categories.size() ? categories[arc->category].id : std::string(),
                             0,
                             {first, first + arc->count}});
            return;
        }
        const bool open = std::find(all.begin(), all.end(), app.map.opened) != all.end();
        app.map.opened = open ? model::Ref{} : donut->ref;
        app.show_behind({Behind::What::Refs, {}, 0, all});
        return;
    }
    if (ref.kind != model::RefKind::Incident) {
        app.map.opened = {};
    }
    if ((app.map.pressed_with_control || app.window.filter_by_click) && ref.kind == model::RefKind::Boundary) {
        toggle_place(app, ref);
        return;
    }
    app.select(ref, false);
    // Incidents drawn by area: a click opens what is behind the number.
    if (const auto behind = numbers_of_area(app, ref, x, y)) {
        app.show_behind({behind->what, app.data->dataset->boundaries[ref.index].id, 0, {}});
    }
    // What stands for several lists them all; an incident's own symbol stands for it alone.
    if (const cartography::SharedMark* shared = shared_mark(app, ref);
        shared != nullptr && ref.kind != model::RefKind::Incident) {
        app.show_behind({Behind::What::Refs, {}, 0, shared->all});
    }
}

void open_menu(App& app, float x, float y) {
    MapState& map = app.map;
    map.menu_x = static_cast<double>(x);
    map.menu_y = static_cast<double>(y);
    map.menu_ref = pick_at(app, x, y);
    map.menu_boundaries.clear();
    const model::LonLat ground = ground_at(app, x, y);
    if (ground.known()) {
        map.menu_boundaries = app.data->index->boundaries_at(ground, app.session().filter.as_of);
        // First what the map shows at this scale: the province where no districts are drawn.
        const model::Ref area = map.menu_ref;
        if (area.kind != model::RefKind::Boundary || app.data->dataset->boundaries[area.index].level > 1) {
            std::reverse(map.menu_boundaries.begin(), map.menu_boundaries.end());
        }
    }
    ImGui::OpenPopup("map menu");
}

void draw_context_menu(App& app) {
    MapState& map = app.map;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {app.style.px(8), app.style.px(8)});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {app.style.px(8), app.style.px(2)});
    if (ImGui::BeginPopup("map menu", ImGuiWindowFlags_NoMove)) {
        const model::Dataset& data = *app.data->dataset;
        const auto entry = [&](const std::string& id, Icon icon, const std::string& label, bool active = false) {
            ButtonLook look;
            look.icon = icon;
            look.label = fitted(app.style.fonts.body, label, app.style.px(300));
            look.quiet = true;
            look.active = active;
            const bool clicked = button(app, id.c_str(), look);
            if (clicked) {
                ImGui::CloseCurrentPopup();
            }
            return clicked;
        };
        if (map.menu_ref && map.menu_ref.kind != model::RefKind::Boundary) {
            if (entry("menu.select", Icon::Info,
                      fmt::format(fmt::runtime(app.tr("ui.menu.select")), title_words(app, map.menu_ref)))) {
                app.select(map.menu_ref, false);
            }
        }
        const auto& places = app.session().filter.places;
        for (const model::Index index : map.menu_boundaries) {
            const model::AdminUnit& place = data.boundaries[index];
            if (place.level == 0) {
                continue;
            }
            const bool on = std::find(places.begin(), places.end(), place.id) != places.end();
            const std::string name = display_text(place.name.display(app.language()));
            if (entry("menu.filter." + place.id, Icon::Filter,
                      fmt::format(fmt::runtime(app.tr(on ? "ui.menu.unfilter" : "ui.menu.filter")), name), on)) {
                app.emit("filter.place.toggle", {{"id", place.id}});
            }
            if (entry("menu.details." + place.id, Icon::Info,
                      fmt::format(fmt::runtime(app.tr("ui.menu.details")), name))) {
                app.select({model::RefKind::Boundary, index}, false);
            }
        }
        if (entry("menu.zoom", Icon::Plus, app.tr("ui.menu.zoom_here"))) {
            zoom_map(app, map.menu_x, map.menu_y, kDoubleClickFactor);
        }
        if (entry("menu.fit", Icon::Fit, app.tr("ui.fit.all"))) {
            app.emit("view.fit_all");
        }
        const model::LonLat ground = ground_at(app, map.menu_x, map.menu_y);
        if (ground.known()) {
            const std::string words = fmt::format("{:.5f}, {:.5f}", ground.lat, ground.lon);
            if (entry("menu.copy", Icon::Copy, fmt::format(fmt::runtime(app.tr("ui.menu.copy")), words))) {
                ImGui::SetClipboardText(words.c_str());
            }
        }
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar(2);
}

bool same_page(const cartography::Page& a, const cartography::Page& b) {
    return a.width == b.width && a.height == b.height && a.scale == b.scale && a.furniture == b.furniture &&
           a.inset_left == b.inset_left && a.inset_top == b.inset_top && a.inset_right == b.inset_right &&
           a.inset_bottom == b.inset_bottom && a.hovered == b.hovered && a.hovered_ring == b.hovered_ring &&
           a.opened == b.opened && a.covered_min == b.covered_min && a.covered_max == b.covered_max;
}

constexpr float kScaleBar = 140;  // px at scale 1, at most

// Room for the longest scale bar.
Rect scale_place(const App& app) {
    const Rect& free = app.layout.map_free;
    const Rect place{0, 0, app.style.px(kScaleBar + 20), app.style.px(32)};
    return {free.right() - app.style.px(10) - place.w, free.bottom() - app.style.px(10) - place.h, place.w, place.h};
}

void draw_scale_bar(App& app) {
    const cartography::ScaleBar bar =
        cartography::make_scale_bar(app.map.scene.view, app.style.px(kScaleBar), app.language());
    const Rect place = scale_place(app);
    ImDrawList* list = ImGui::GetBackgroundDrawList();
    ImFont* font = app.style.fonts.small;
    const float x1 = place.right() - app.style.px(10), y = place.bottom() - app.style.px(8), tick = app.style.px(5);
    const float x0 = x1 - bar.px;
    const cartography::Theme& theme = *app.style.theme;
    const ImU32 ink = to_u32(theme.text);
    list->AddRectFilled({x0 - app.style.px(10), place.y}, {place.right(), place.bottom()}, to_u32(theme.panel),
                        app.style.px(6));
    const float width = app.style.px(1.5F);
    list->AddLine({x0, y - tick}, {x0, y}, ink, width);
    list->AddLine({x0, y}, {x1, y}, ink, width);
    list->AddLine({x1, y - tick}, {x1, y}, ink, width);
    const ImVec2 size = text_size(font, bar.label);
    draw_text(list, font, {x0 + (bar.px - size.x) / 2, y - size.y - app.style.px(3)}, ink, bar.label);
}

// What the map is about: one row of words, or one button with a menu where the map is narrow.
void draw_mode_switch(App& app) {
    const Rect& place = app.layout.modes;
    if (place.empty() || !app.window.panels) {
        return;
    }
    const auto mode_words = [&](session::Mode mode) {
        return app.tr("ui.mode." + std::string(session::mode_name(mode)));
    };
    constexpr auto kCount = static_cast<int>(session::Mode::Count);
    const float room = place.w;
    std::vector<std::string> labels;
    float each = 0;
    for (int i = 0; i < kCount; ++i) {
        labels.push_back(mode_words(static_cast<session::Mode>(i)));
        each = std::max(each, text_size(app.style.fonts.strong, labels.back()).x + app.style.px(24));
    }
    const float inner = app.style.px(6), whole = each * kCount + inner;
    const bool wide = whole <= room;
    const std::string now = mode_words(app.session().mode);
    const float narrow = text_size(app.style.fonts.strong, now).x + app.style.px(64);
    const float width = wide ? whole : std::min(room, narrow);
    if (width < app.style.px(80)) {
        return;
    }
    begin_panel(app, "mode", {place.x, place.y, width, place.h}, true, 0,
                ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    if (wide) {
        int index = static_cast<int>(app.session().mode);
        if (segmented(app, "mode", labels, index, width)) {
            app.emit("mode", {{"name", session::mode_name(static_cast<session::Mode>(index))}});
        }
    } else {
        ButtonLook look;
        look.icon = Icon::Layers;
        look.label = now;
        look.quiet = true;
        look.width = width;
        look.height = 34;
        look.hint = app.tr("ui.mode");
        if (button(app, "mode", look)) {
            ImGui::OpenPopup("modes");
        }
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {app.style.px(8), app.style.px(8)});
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {app.style.px(8), app.style.px(2)});
        ImGui::SetNextWindowSize({app.style.px(220), 0});
        ImGui::SetNextWindowPos({place.x, place.bottom() + app.style.px(4)});
        if (ImGui::BeginPopup("modes")) {
            for (int i = 0; i < kCount; ++i) {
                const auto mode = static_cast<session::Mode>(i);
                RowLook row_look;
                row_look.label = labels[static_cast<std::size_t>(i)];
                row_look.count = std::to_string(i + 1);
                row_look.selected = mode == app.session().mode;
                if (row(app, fmt::format("mode.{}", i).c_str(), row_look) != 0) {
                    app.emit("mode", {{"name", session::mode_name(mode)}});
                    ImGui::CloseCurrentPopup();
                }
            }
            ImGui::EndPopup();
        }
        ImGui::PopStyleVar(2);
    }
    end_panel();
}

// Incidents of the area pointed at, where they are drawn by area; empty where they are not.
std::string count_words(const App& app) {
    const auto behind = numbers_of_area(app, app.map.hovered, ImGui::GetIO().MousePos.x, ImGui::GetIO().MousePos.y);
    return behind ? fmt::format(fmt::runtime(app.tr("ui.incidents.count")), number(app, behind->number))
                  : std::string();
}

/// The box of a tooltip beside the pointer, drawn; returns its corner.
ImVec2 tooltip_box(const App& app, ImVec2 size) {
    const float pad = app.style.px(10);
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    ImVec2 at{mouse.x + app.style.px(16), mouse.y + app.style.px(16)};
    if (at.x + size.x > static_cast<float>(app.width) - pad) {
        at.x = mouse.x - size.x - app.style.px(10);
    }
    if (at.y + size.y > static_cast<float>(app.height) - pad) {
        at.y = mouse.y - size.y - app.style.px(10);
    }
    ImDrawList* list = ImGui::GetForegroundDrawList();
    const Palette& c = app.style.colours;
    const ImVec2 end{at.x + size.x, at.y + size.y};
    list->AddRectFilled({at.x, at.y + app.style.px(2)}, {end.x, end.y + app.style.px(2)}, c.shadow, app.style.px(6));
    list->AddRectFilled(at, end, to_u32(app.style.theme->panel.with_alpha(1)), app.style.px(6));
    list->AddRect(at, end, c.line, app.style.px(6));
    return at;
}

std::string category_words(const App& app, model::Index category) {
    const auto& categories = app.data->dataset->categories;
    return category < categories.size() ? display_text(categories[category].name.display(app.language()))
                                        : app.tr("furniture.category.none");
}

/// How many of which category a ring stands for, in words and with the symbols of the legend.
void draw_cluster_tooltip(App& app, const cartography::DonutMark& donut, const cartography::SharedMark& cluster) {
    const model::Dataset& data = *app.data->dataset;
    query::Selection counted;
    for (const model::Ref& ref : cluster.all) {
        const bool incident = data.incidents[ref.index].record_kind == model::RecordKind::Incident;
        ++(incident ? counted.counts.incidents : counted.counts.totals);
    }
    struct Row {
        model::Index category;
        std::string words, number;
    };
    ImFont* small = app.style.fonts.small;
    const std::string title = display_text(query::describe_counts(counted, app.language()));
    const std::string hint = app.tr("ui.records.open");
    const float pad = app.style.px(10), symbol = app.style.px(22), gap = app.style.px(14);
    const float leading = text_size(small, title).y + app.style.px(5);
    float width = std::max(text_size(app.style.fonts.strong, title).x, text_size(small, hint).x);
    std::vector<Row> rows;
    for (const cartography::DonutArc& arc : cartography::arcs_of(app.map.scene, donut)) {
        rows.push_back({arc.category, fitted(small, capitalised(category_words(app, arc.category)), app.style.px(300)),
                        number(app, arc.count)});
        width = std::max(width,
                         symbol + text_size(small, rows.back().words).x + gap + text_size(small, rows.back().number).x);
    }
    const float head = text_size(app.style.fonts.strong, title).y + app.style.px(6);
    const ImVec2 size{width + 2 * pad, head + leading * static_cast<float>(rows.size() + 1) + app.style.px(16)};
    const ImVec2 at = tooltip_box(app, size);
    ImDrawList* list = ImGui::GetForegroundDrawList();
    const Palette& c = app.style.colours;
    float y = at.y + app.style.px(7);
    draw_text(list, app.style.fonts.strong, {at.x + pad, y}, c.text, title);
    y += head;
    for (const Row& row : rows) {
        draw_symbol(list, category_shape(app, row.category),
                    {at.x + pad + app.style.px(7), y + text_size(small, row.words).y / 2}, app.style.px(13),
                    category_colour(app, row.category), to_u32(app.style.theme->panel.with_alpha(1)));
        draw_text(list, small, {at.x + pad + symbol, y}, c.text, row.words);
        draw_text(list, small, {at.x + size.x - pad - text_size(small, row.number).x, y}, c.text, row.number);
        y += leading;
    }
    draw_text(list, small, {at.x + pad, y + app.style.px(3)}, c.muted, hint);
}

/// Two lines, the first one strong, with a symbol where it has one.
void draw_words_tooltip(App& app, const Look& look, std::string title, std::string below) {
    title = fitted(app.style.fonts.strong, title, app.style.px(360));
    below = fitted(app.style.fonts.small, below, app.style.px(360));
    const ImVec2 a = text_size(app.style.fonts.strong, title), b = text_size(app.style.fonts.small, below);
    const float pad = app.style.px(10), gap = app.style.px(2), symbol = look.shape ? app.style.px(22) : 0;
    const ImVec2 size{std::max(symbol + a.x, b.x) + 2 * pad, a.y + gap + b.y + 2 * app.style.px(7)};
    const ImVec2 at = tooltip_box(app, size);
    ImDrawList* list = ImGui::GetForegroundDrawList();
    const Palette& c = app.style.colours;
    if (look.shape) {
        draw_symbol(list, *look.shape, {at.x + pad + app.style.px(7), at.y + app.style.px(7) + a.y / 2},
                    app.style.px(13), look.colour, to_u32(app.style.theme->panel.with_alpha(1)));
    }
    draw_text(list, app.style.fonts.strong, {at.x + pad + symbol, at.y + app.style.px(7)}, c.text, title);
    draw_text(list, app.style.fonts.small, {at.x + pad, at.y + app.style.px(7) + a.y + gap}, c.muted, below);
}

void draw_tooltip(App& app) {
    const MapState& map = app.map;
    if (!map.hovered || map.panning || ImGui::GetIO().WantCaptureMouse) {
        return;
    }
    const ImVec2 pointer = ImGui::GetIO().MousePos;
    const cartography::DonutMark* donut = nullptr;
    if (const auto* cluster = cluster_at(app, static_cast<double>(pointer.x), static_cast<double>(pointer.y), donut)) {
        if (const auto arc = cartography::pick_arc(map.scene, *donut, {pointer.x, pointer.y})) {
            draw_words_tooltip(app, {category_shape(app, arc->category), category_colour(app, arc->category), false},
                               fmt::format("{} {}", number(app, arc->count), category_words(app, arc->category)),
                               app.tr("ui.records.open"));
        } else {
            draw_cluster_tooltip(app, *donut, *cluster);
        }
        return;
    }
    std::string title = title_words(app, map.hovered);
    std::string kind = kind_words(app, map.hovered);
    if (const cartography::SharedMark* shared = shared_mark(app, map.hovered);
        shared != nullptr && map.hovered.kind == model::RefKind::Agreement) {
        title = fmt::format(fmt::runtime(app.tr("count.agreements.other")), number(app, shared->all.size()));
        kind = app.tr("ui.shared.list");
    } else if (map.hovered.kind == model::RefKind::Incident) {
        kind += " · " + display_text(
                            query::describe_date(app.data->dataset->incidents[map.hovered.index].date, app.language()));
    } else if (const std::string count = count_words(app); !count.empty()) {
        kind += " · " + count;
    }
    draw_words_tooltip(app, {}, title, kind);
}

}  // namespace

cartography::Page page_of(const App& app) {
    cartography::Page page;
    page.width = std::clamp(app.width, 1, 16384);
    page.height = std::clamp(app.height, 1, 16384);
    page.furniture = app.window.presenting;
    if (app.window.presenting) {
        // The picture that a snapshot of this size makes: window and file are one.
        page.scale =
            app.options.ui_scale > 0 ? app.options.ui_scale : cartography::natural_scale(page.width, page.height);
        return page;
    }
    page.scale = app.style.scale();
    const Rect& fitted = app.layout.map_fitted;
    page.inset_left = fitted.x;
    page.inset_top = fitted.y;
    page.inset_right = static_cast<float>(app.width) - fitted.right();
    page.inset_bottom = static_cast<float>(app.height) - fitted.bottom();
    page.hovered = app.map.hovered;
    page.hovered_ring = app.map.hovered_ring;
    page.opened = app.map.opened;
    const Rect scale = scale_place(app);
    page.covered_min = {scale.x, scale.y};
    page.covered_max = {scale.right(), scale.bottom()};
    return page;
}

session::Camera camera_of(const App& app) {
    const cartography::Page page = page_of(app);
    cartography::Page free = page;
    if (!app.session().camera && !app.window.presenting && !app.layout.map_free.empty()) {
        // A fit has what the details panel leaves; the camera is told for the page that is drawn.
        free.inset_right = static_cast<float>(app.width) - app.layout.map_free.right();
    }
    const session::Camera fitted =
        cartography::resolve_camera(*app.data->map, *app.data->index, app.selection, app.session(), free);
    return free.inset_right == page.inset_right ? fitted : camera_of_view(cartography::view_of(fitted, free), page);
}

void zoom_map(App& app, double x, double y, double factor) {
    const session::Camera target = app.map.motion.started() ? app.map.motion.target() : camera_of(app);
    emit_camera(app, cartography::zoomed(target, app.map.page, {x, y}, factor));
}

void pan_map(App& app, double dx, double dy, bool eased) {
    MapState& map = app.map;
    const session::Camera base = eased ? map.motion.target() : map.motion.at(app.now);
    const session::Camera moved = cartography::panned(base, map.page, {dx, dy});
    if (!eased) {
        map.motion.set(moved);
    }
    emit_camera(app, moved);
}

void set_panels(App& app, bool panels, bool left_open) {
    if (app.window.panels == panels && app.window.left_open == left_open) {
        return;
    }
    const cartography::View before = app.map.has_scene ? app.map.scene.view : cartography::View{};
    app.window.panels = panels;
    app.window.left_open = left_open;
    app.layout = lay_out({static_cast<float>(app.width), static_cast<float>(app.height), app.style.scale(),
                          panels && !app.window.presenting, left_open, static_cast<bool>(app.selected())});
    if (app.ready() && app.map.has_scene && app.session().camera && !app.window.presenting) {
        const session::Camera camera = camera_of_view(before, page_of(app));
        app.map.motion.set(camera);
        emit_camera(app, camera);
    }
    app.pacer.request();
}

void update_map(App& app) {
    if (!app.ready() || !app.map.has_scene) {
        return;
    }
    MapState& map = app.map;
    const ImGuiIO& io = ImGui::GetIO();
    const float x = io.MousePos.x, y = io.MousePos.y;
    const bool inside = x >= 0 && y >= 0 && x < static_cast<float>(app.width) && y < static_cast<float>(app.height);
    const bool on_map = inside && !io.WantCaptureMouse && app.window.dialog == Dialog::None;

    if (map.pressed) {
        if (!map.panning && std::hypot(x - map.press_x, y - map.press_y) > app.style.px(kClickSlack)) {
            map.panning = true;
            map.motion.set(map.motion.at(app.now));
        }
        if (map.panning && (x != map.last_x || y != map.last_y)) {
            pan_map(app, static_cast<double>(x - map.last_x), static_cast<double>(y - map.last_y), false);
        }
        map.last_x = x;
        map.last_y = y;
        if (!io.MouseDown[0]) {
            if (!map.panning) {
                click(app, map.press_x, map.press_y);
            } else {
                app.end_run();
            }
            map.pressed = map.panning = false;
        }
    } else if (on_map) {
        if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
            zoom_map(app, static_cast<double>(x), static_cast<double>(y), kDoubleClickFactor);
        } else if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
            map.pressed = true;
            map.panning = false;
            map.pressed_with_control = io.KeyCtrl;  // as it was when the button went down
            map.press_x = map.last_x = x;
            map.press_y = map.last_y = y;
        }
        if (io.MouseWheel != 0) {
            zoom_map(app, static_cast<double>(x), static_cast<double>(y),
                     std::pow(kWheelFactor, static_cast<double>(io.MouseWheel)));
        }
    }
    if (on_map && !map.panning) {
        hover(app, x, y);
    } else if (!map.panning) {
        leave(app);
    }
    if (map.panning) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeAll);
    } else if (on_map && map.hovered && map.hovered.kind != model::RefKind::Boundary) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    }
}

void draw_map(App& app) {
    MapState& map = app.map;
    const cartography::Page page = page_of(app);
    const session::Camera target = camera_of(app);
    if (!map.motion.started()) {
        map.motion.set(target);
    } else if (app.session().camera && !map.panning) {
        map.motion.ease_to(target, app.now, kZoomSeconds);
    } else if (!map.panning) {
        // A window that changes its size refits at once; a command flies there.
        const bool resized =
            page.width != map.page.width || page.height != map.page.height || page.furniture != map.page.furniture;
        map.motion.ease_to(target, app.now, resized ? 0.0 : kFlySeconds);
    }
    if (page.furniture && !map.page.furniture) {
        map.motion.set(target);
    }
    session::Session shown = app.session();
    shown.camera = map.motion.at(app.now);
    if (map.motion.moving(app.now)) {
        app.pacer.keep_until(map.motion.end() + 0.02);
    } else if (!app.session().camera && app.window.presenting) {
        shown.camera.reset();  // the same picture, to the bit, as a snapshot of this Session
    }
    const bool same = map.has_scene && shown == map.drawn_session && same_page(page, map.page);
    map.page = page;
    if (same && map.kept && app.kept_frame->show(page.width, page.height)) {
        app.compose_ms = app.draw_ms = 0;
        return;  // only panels changed
    }
    using Clock = std::chrono::steady_clock;
    const auto start = Clock::now();
    Clock::duration drawing{};
    const auto draw = [&](auto draw_part) {
        const auto before = Clock::now();
        draw_part();
        drawing += Clock::now() - before;
    };
    const auto draw_ground = [&](const cartography::Scene& scene) {
        using Redraw = render::Renderer::Redraw;
        const auto how = same && !map.exact ? Redraw::Whole : Redraw::Moving;
        draw([&] { map.exact = app.renderer->draw_ground(scene, how); });
    };
    if (same) {
        draw_ground(map.scene);
    } else {
        if (page.furniture && !map.motion.moving(app.now)) {
            app.composer->forget_places();  // names stand where a snapshot has them, not where they came from
        }
        map.scene = app.composer->compose(app.data->map, *app.data->index, app.selection, shown, page, draw_ground);
        map.drawn_session = shown;
        ++map.composed;
        map.has_scene = true;
        map.metres_per_px = map.scene.view.metres_per_px;
    }
    draw([&] { app.renderer->draw_story(map.scene); });
    if (!map.exact) {
        app.pacer.request();  // drawn whole as soon as it stands still
    }
    // Kept once it stands still: a copy of every frame of a pan would be for nothing.
    map.kept = same;
    if (same) {
        app.kept_frame->keep(page.width, page.height);
    }
    using Milliseconds = std::chrono::duration<double, std::milli>;
    app.draw_ms = Milliseconds(drawing).count();
    app.compose_ms = Milliseconds(Clock::now() - start).count() - app.draw_ms;
}

void draw_map_overlay(App& app) {
    if (!app.map.has_scene || app.window.presenting) {
        return;
    }
    draw_scale_bar(app);
    // Popups belong to a window: one without size, behind everything.
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({1, 1});
    ImGui::Begin("map", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoInputs |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                     ImGuiWindowFlags_NoFocusOnAppearing);
    const ImGuiIO& io = ImGui::GetIO();
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Right) && !io.WantCaptureMouse && app.window.dialog == Dialog::None) {
        open_menu(app, io.MousePos.x, io.MousePos.y);
    }
    draw_context_menu(app);
    ImGui::End();
    draw_mode_switch(app);
    if (app.window.panels && !app.layout.map_free.empty()) {
        draw_incident_areas(app);
    }
    draw_tooltip(app);
}

}  // namespace bordermap::ui
