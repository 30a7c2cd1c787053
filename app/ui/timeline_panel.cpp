/// The strip at the bottom: months as bars, the date window, the as-of marker, presets, play.

#include "ui/app.hpp"
#include "ui/widgets.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <imgui.h>

namespace bordermap::ui {
namespace {

using model::Day;

nlohmann::json day_json(const std::optional<Day>& day) {
    return day ? nlohmann::json(model::format_day(*day)) : nlohmann::json();
}

void emit_window(App& app, const DayWindow& window) {
    app.emit("filter.window", {{"from", day_json(window.from)}, {"to", day_json(window.to)}});
}

std::string window_words(const App& app, const DayWindow& window) {
    const auto day = [&](Day value) { return display_text(query::describe_day(value, app.language())); };
    if (window.from && window.to) {
        return fmt::format("{} – {}", day(*window.from), day(*window.to));
    }
    if (window.from) {
        return fmt::format(fmt::runtime(app.tr("ui.window.since")), day(*window.from));
    }
    if (window.to) {
        return fmt::format(fmt::runtime(app.tr("ui.window.until")), day(*window.to));
    }
    return app.tr("ui.window.all");
}

void draw_controls(App& app, const Rect& rect) {
    const Palette& c = app.style.colours;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float size = app.style.px(48);
    const ImVec2 at{rect.x + app.style.px(16), rect.y + app.style.px(14)};
    ImGui::SetCursorScreenPos(at);
    if (ImGui::InvisibleButton("play", {size, size})) {
        app.set_playing(!app.play.playing);
    }
    app.mark("timeline.play", at.x, at.y, size, size);
    const ImVec2 centre{at.x + size / 2, at.y + size / 2};
    list->AddCircleFilled(centre, size / 2, c.accent, 48);
    if (ImGui::IsItemHovered()) {
        list->AddCircleFilled(centre, size / 2, IM_COL32(255, 255, 255, 30), 48);
        tooltip(app, app.tr(app.play.playing ? "ui.play.pause" : "ui.play.play"));
    }
    draw_icon(list, app.play.playing ? Icon::Pause : Icon::Play,
              {centre.x + (app.play.playing ? 0 : app.style.px(1)), centre.y}, app.style.px(22), c.accent_text);

    const float x = at.x + size + app.style.px(14), width = rect.right() - x - app.style.px(8);
    draw_text(list, app.style.fonts.small, {x, rect.y + app.style.px(12)}, c.muted, app.tr("ui.window.title"));
    const std::string words = window_words(app, app.day_window());
    ImFont* font =
        text_size(app.style.fonts.headline, words).x <= width ? app.style.fonts.headline : app.style.fonts.strong;
    draw_text(list, font, {x, rect.y + app.style.px(28)}, c.text, fitted(font, words, width));

    // Speed: three steps, as the strength of one mark.
    ImGui::SetCursorScreenPos({x, rect.y + app.style.px(54)});
    static constexpr std::array kSpeeds{"1x", "2x", "4x"};
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {app.style.px(2), 0});
    for (int i = 0; i < 3; ++i) {
        ButtonLook look;
        look.label = kSpeeds.at(static_cast<std::size_t>(i));
        look.quiet = true;
        look.active = app.play.speed == i;
        look.height = 22;
        look.width = app.style.px(38);
        look.hint = app.tr("ui.play.speed");
        if (button(app, fmt::format("timeline.speed.{}", i).c_str(), look)) {
            app.play.speed = i;
        }
        ImGui::SameLine();
    }
    ImGui::PopStyleVar();

    ImGui::SetCursorScreenPos({rect.x + app.style.px(16), rect.y + app.style.px(84)});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {app.style.px(4), 0});
    const Day today = app.session().filter.as_of;
    const Day reform = *model::day_from_civil(2025, 7, 1);
    const struct {
        const char* id;
        std::string words;
        DayWindow window;
    } presets[] = {
        {"preset.all", app.tr("ui.preset.all"), {}},
        {"preset.year", app.tr("ui.preset.last_12"), {add_months(today, -12) + 1, today}},
        {"preset.reform", app.tr("ui.preset.reform"), {reform, std::nullopt}},
        {"preset.2025", "2025", {model::day_from_civil(2025, 1, 1), model::day_from_civil(2025, 12, 31)}},
    };
    for (const auto& preset : presets) {
        if (chip(app, preset.id, preset.words, app.day_window() == preset.window) != 0) {
            app.set_playing(false);
            emit_window(app, preset.window);
            app.end_run();
        }
        ImGui::SameLine();
    }
    ImGui::PopStyleVar();
}

// Events beside incidents: there, but not louder.
ImU32 event_colour(const App& app) {
    return to_u32(mix(app.style.theme->event, app.style.theme->panel.with_alpha(1), 0.42F));
}

// As a part that is not sure: the same hue, let through.
ImU32 translucent(ImU32 colour) {
    const ImU32 alpha = (colour >> IM_COL32_A_SHIFT) & 0xFFU;
    return (colour & ~IM_COL32_A_MASK) | ((alpha * 2 / 5) << IM_COL32_A_SHIFT);
}

struct Strip {
    TimelineHit hit;
    float y_top = 0, y_lane = 0, y_base = 0;  ///< bars stand on y_base
    float y_lives = 0, y_ticks = 0;  ///< below: what may lie in more than one month, then the agreements, then the axis
};

void draw_bars(App& app, const Strip& strip, const DayWindow& window) {
    const Palette& c = app.style.colours;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const TimelineAxis& axis = strip.hit.axis;
    std::uint32_t most = 1;
    for (const query::MonthCount& month : app.selection.months) {
        if (month.month >= axis.from && month.month < axis.to) {
            most = std::max(most, month.incidents + month.events);
        }
    }
    const float room = strip.y_base - strip.y_lane - app.style.px(6);
    const Day first = window.from.value_or(model::kOpenPast), last = window.to.value_or(model::kOpenFuture);
    const ImU32 faint = to_u32(app.style.theme->histogram, 0.55F);
    const ImU32 event_on = event_colour(app),
                event_off = to_u32(mix(app.style.theme->histogram, app.style.theme->event, 0.35F), 0.6F);
    for (std::size_t i = 0; i < app.selection.months.size(); ++i) {
        const query::MonthCount& month = app.selection.months[i];
        const Day next = model::month_start(month.month, 1);
        const std::uint32_t sum = month.incidents + month.events;
        if (next <= axis.from || month.month >= axis.to || sum == 0) {
            continue;
        }
        const auto x0 = static_cast<float>(axis.x_of(month.month)), x1 = static_cast<float>(axis.x_of(next));
        const float gap = std::min(app.style.px(2), (x1 - x0) * 0.2F);
        const bool in = next > first && month.month <= last;
        const float left = std::round(x0 + gap / 2), right = std::max(left + 1, std::round(x1 - gap / 2));
        const float radius = std::min(app.style.px(2), (right - left) / 2);
        // Of each kind first those of this month for certain, then, translucent, those that may lie in another one, too.
        const MonthShare unsure = i < app.timeline.shares.size() ? app.timeline.shares[i] : MonthShare{};
        const struct {
            std::uint32_t count;
            ImU32 ink;
        } parts[] = {
            {month.incidents - std::min(unsure.incidents, month.incidents), in ? c.histogram_selected : faint},
            {std::min(unsure.incidents, month.incidents), translucent(in ? c.histogram_selected : faint)},
            {month.events - std::min(unsure.events, month.events), in ? event_on : event_off},
            {std::min(unsure.events, month.events), translucent(in ? event_on : event_off)},
        };
        std::uint32_t below = 0;
        for (const auto& part : parts) {
            if (part.count == 0) {
                continue;
            }
            const float foot = room * static_cast<float>(below) / static_cast<float>(most);
            below += part.count;
            const float head = room * static_cast<float>(below) / static_cast<float>(most);
            list->AddRectFilled({left, strip.y_base - head}, {right, strip.y_base - foot - (foot > 0 ? 1.0F : 0.0F)},
                                part.ink, below == sum ? radius : 0, ImDrawFlags_RoundCornersTop);
        }
    }
}

// One lane of steps: as high as the number that is certain, and translucent above it what is possible. What begins before
// the axis or has no end fades out at its edge, with an arrow.
void draw_cover(const App& app, const TimelineAxis& axis, const std::vector<CoverStep>& steps, float top, float bottom,
                ImU32 ink) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    std::uint32_t most = 0;
    for (const CoverStep& step : steps) {
        most = std::max(most, step.certain + step.possible);
    }
    if (most == 0) {
        return;
    }
    const float least = std::min(bottom - top, app.style.px(3));  // one record must be seen
    const auto height = [&](std::uint32_t count) {
        return count == 0 ? 0.0F
                          : least + (bottom - top - least) * static_cast<float>(count - 1) /
                                        static_cast<float>(std::max<std::uint32_t>(1, most - 1));
    };
    const float fade = app.style.px(26);
    const auto start = static_cast<float>(axis.x0), end = static_cast<float>(axis.x1);
    const auto piece = [&](float x0, float x1, float y0, float y1, ImU32 colour, bool open) {
        if (x1 <= x0 || y1 <= y0) {
            return;
        }
        const float solid = open ? std::max(x0, std::min(x1, end - fade)) : x1;
        list->AddRectFilled({x0, y0}, {solid, y1}, colour);
        if (solid < x1) {
            const ImU32 clear = colour & ~IM_COL32_A_MASK;
            list->AddRectFilledMultiColor({solid, y0}, {x1, y1}, colour, clear, clear, colour);
        }
    };
    bool before = false, after = false;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const Day to = i + 1 < steps.size() ? steps[i + 1].from : model::kOpenFuture;
        if (to <= axis.from || steps[i].from >= axis.to || steps[i].certain + steps[i].possible == 0) {
            continue;
        }
        const bool open = to == model::kOpenFuture;
        after = after || open;
        before = before || steps[i].from == model::kOpenPast;
        const float x0 = std::max(start, static_cast<float>(axis.x_of(std::max(steps[i].from, axis.from))));
        const float x1 = std::min(end, static_cast<float>(axis.x_of(std::min(to, axis.to))));
        const float sure = bottom - height(steps[i].certain);
        const float all = bottom - height(steps[i].certain + steps[i].possible);
        piece(x0, x1, sure, bottom, ink, open);
        piece(x0, x1, all, sure, translucent(ink), open);
    }
    const float middle = (top + bottom) / 2, r = std::min(app.style.px(4), (bottom - top) / 2);
    if (after) {
        list->AddTriangleFilled({end + app.style.px(1), middle - r}, {end + app.style.px(1) + r * 1.4F, middle},
                                {end + app.style.px(1), middle + r}, ink);
    }
    if (before) {
        list->AddTriangleFilled({start - app.style.px(1), middle - r}, {start - app.style.px(1) - r * 1.4F, middle},
                                {start - app.style.px(1), middle + r}, translucent(ink));
    }
}

// The time of what is selected, over the bars: its certain days opaque, the others translucent, an open end fading.
void draw_selected(const App& app, const Strip& strip) {
    const model::Ref ref = app.selected();
    const model::Dataset& data = *app.data->dataset;
    const model::FuzzyDate* date = ref ? model::date_of(data, ref) : nullptr;
    if (date == nullptr || !date->dated()) {
        return;
    }
    const Extent extent =
        ref.kind == model::RefKind::Agreement ? life_of(data.agreements[ref.index]) : extent_of(*date);
    const TimelineAxis& axis = strip.hit.axis;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImU32 ink = to_u32(app.style.theme->selected);
    const float y0 = strip.y_base - app.style.px(2.5F), y1 = strip.y_base + app.style.px(2.5F);
    const auto x_of = [&](Day day) { return static_cast<float>(std::clamp(axis.x_of(day), axis.x0, axis.x1)); };
    const auto bar = [&](const model::Interval& days, ImU32 colour) {
        if (days.empty() || days.to <= axis.from || days.from >= axis.to) {
            return;
        }
        float x0 = x_of(days.from), x1 = std::max(x_of(days.to), x_of(days.from) + app.style.px(2));
        const float fade = std::min(app.style.px(30), x1 - x0);
        const ImU32 clear = colour & ~IM_COL32_A_MASK;
        if (days.from == model::kOpenPast) {
            list->AddRectFilledMultiColor({x0, y0}, {x0 + fade, y1}, clear, colour, colour, clear);
            x0 += fade;
        }
        if (days.to == model::kOpenFuture && x1 > x0) {
            const float solid = std::max(x0, x1 - fade);
            list->AddRectFilledMultiColor({solid, y0}, {x1, y1}, colour, clear, clear, colour);
            x1 = solid;
        }
        list->AddRectFilled({x0, y0}, {x1, y1}, colour);
    };
    bar(extent.possible, translucent(ink));
    bar(extent.certain, ink);
}

// What has no date stands apart from the axis, and opens as a list.
void draw_undated(App& app, const Rect& rect) {
    const Palette& c = app.style.colours;
    const std::uint32_t count = app.selection.counts.undated;
    ImDrawList* list = ImGui::GetWindowDrawList();
    ImGui::SetCursorScreenPos({rect.x, rect.y});
    const bool clicked = ImGui::InvisibleButton("undated", {rect.w, rect.h}) && count > 0;
    app.mark("timeline.undated", rect.x, rect.y, rect.w, rect.h);
    const bool hovered = ImGui::IsItemHovered() && count > 0;
    const bool open = app.results_panel.behind.what == Behind::What::Undated && app.window.left_tab == ResultsTab;
    list->AddRectFilled({rect.x, rect.y}, {rect.right(), rect.bottom()},
                        open      ? c.accent_soft
                        : hovered ? c.hover
                                  : c.control,
                        app.style.px(6));
    const std::string digits = number(app, count);
    const ImVec2 size = text_size(app.style.fonts.headline, digits);
    const ImU32 ink = count == 0 ? c.muted : open ? c.accent_strong : c.text;
    draw_text(list, app.style.fonts.headline, {rect.centre_x() - size.x / 2, rect.y + app.style.px(5)}, ink, digits);
    const std::string words = fitted(app.style.fonts.small, app.tr("ui.timeline.undated"), rect.w - app.style.px(6));
    const ImVec2 below = text_size(app.style.fonts.small, words);
    draw_text(list, app.style.fonts.small, {rect.centre_x() - below.x / 2, rect.bottom() - below.y - app.style.px(6)},
              count == 0 ? c.muted : ink, words);
    if (hovered) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        hint(app, ImGui::GetID("undated"), app.tr("ui.timeline.undated.hint"));
    }
    if (clicked) {
        app.show_behind({Behind::What::Undated, {}, 0, {}});
    }
}

void draw_axis(App& app, const Strip& strip, float bottom) {
    const Palette& c = app.style.colours;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const TimelineAxis& axis = strip.hit.axis;
    for (const float y : {strip.y_base, strip.y_ticks}) {
        list->AddLine({static_cast<float>(axis.x0), y}, {static_cast<float>(axis.x1), y}, c.line, app.style.px(1));
    }
    for (const Tick& tick : ticks(axis, static_cast<double>(app.style.px(7)), static_cast<double>(app.style.px(42)))) {
        const float x = std::round(static_cast<float>(axis.x_of(tick.day)));
        list->AddLine({x, strip.y_ticks}, {x, strip.y_ticks + app.style.px(tick.year ? 7 : 4)},
                      tick.year ? c.muted : c.line, app.style.px(1));
        if (!tick.label.empty() && x < static_cast<float>(axis.x1) - app.style.px(24)) {
            ImFont* font = app.style.fonts.small;
            draw_text(list, font, {x + app.style.px(4), bottom - font->FontSize - app.style.px(4)},
                      tick.year ? c.text : c.muted, tick.label);
        }
    }
}

void draw_window_grips(App& app, const Strip& strip, const DayWindow& window, Grip over) {
    const Palette& c = app.style.colours;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const TimelineAxis& axis = strip.hit.axis;
    const auto inside = [&](double x) { return static_cast<float>(std::clamp(x, axis.x0, axis.x1)); };
    const float x0 = inside(axis.x_of(window.from.value_or(axis.from)));
    const float x1 = inside(axis.x_of(window.to ? *window.to + 1 : axis.to));
    const bool set = window.from || window.to;
    const float lane = strip.y_lane, base = strip.y_base;
    if (set) {
        list->AddRectFilled({static_cast<float>(axis.x0), lane}, {x0, base}, to_u32(app.style.theme->panel, 0.55F));
        list->AddRectFilled({x1, lane}, {static_cast<float>(axis.x1), base}, to_u32(app.style.theme->panel, 0.55F));
        list->AddRectFilled({x0, lane}, {x1, base},
                            to_u32(app.style.theme->accent, over == Grip::Window ? 0.20F : 0.13F));
        list->AddRectFilled({x0, lane}, {x1, lane + app.style.px(3)}, c.accent);
    }
    for (const auto& [x, grip, name] :
         {std::tuple{x0, Grip::From, "timeline.from"}, std::tuple{x1, Grip::To, "timeline.to"}}) {
        const bool hot = over == grip;
        const ImU32 ink =
            set || hot ? c.accent : to_u32(mix(app.style.theme->panel_line, app.style.theme->text_muted, 0.5F));
        list->AddLine({x, lane}, {x, base}, ink, app.style.px(hot ? 3 : 2));
        // The tabs stand outside the window, so that those of a narrow one do not cover each other.
        const float w = app.style.px(hot ? 13 : 11), h = app.style.px(26), middle = (lane + base) / 2;
        const float left = grip == Grip::From ? x - w : x;
        list->AddRectFilled({left, middle - h / 2}, {left + w, middle + h / 2}, ink, app.style.px(4),
                            grip == Grip::From ? ImDrawFlags_RoundCornersLeft : ImDrawFlags_RoundCornersRight);
        for (const float dx : {-1.5F, 1.5F}) {
            const float line_x = left + w / 2 + app.style.px(dx);
            list->AddLine({line_x, middle - app.style.px(5)}, {line_x, middle + app.style.px(5)}, c.accent_text,
                          app.style.px(1));
        }
        app.mark(name, left, middle - h / 2, w, h);
    }
    app.mark("timeline.window", x0, lane, x1 - x0, base - lane);
}

std::string as_of_words(const App& app) {
    return fmt::format(fmt::runtime(app.tr("ui.as_of")),
                       display_text(query::describe_day(app.session().filter.as_of, app.language())));
}

// Where the flag of the as-of date begins, with its words where they stand on its left.
float as_of_words_start(const App& app, const TimelineAxis& axis) {
    const auto x = static_cast<float>(std::clamp(axis.x_of(app.session().filter.as_of + 0.5), axis.x0, axis.x1));
    const float width = text_size(app.style.fonts.small, as_of_words(app)).x + app.style.px(24);
    return static_cast<double>(x + width) > axis.x1 ? x - width : x;
}

void draw_as_of_marker(App& app, const Strip& strip, Grip over) {
    const Palette& c = app.style.colours;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const TimelineAxis& axis = strip.hit.axis;
    const double true_x = axis.x_of(app.session().filter.as_of + 0.5);
    const auto x = static_cast<float>(std::clamp(true_x, axis.x0, axis.x1));
    const ImU32 ink = to_u32(app.style.theme->border);
    const bool hot = over == Grip::AsOf;
    if (true_x == static_cast<double>(x) || std::abs(true_x - static_cast<double>(x)) < 0.5) {
        list->AddLine({x, strip.y_top + app.style.px(16)}, {x, strip.y_ticks + app.style.px(3)}, ink,
                      app.style.px(hot ? 2.5F : 1.6F));
    }
    // A flag whose words stand on the side that has room.
    const std::string words = as_of_words(app);
    ImFont* font = app.style.fonts.small;
    const ImVec2 size = text_size(font, words);
    const float r = app.style.px(hot ? 7 : 6), y = strip.y_top + app.style.px(11);
    list->AddTriangleFilled({x - r, y - r * 0.7F}, {x + r, y - r * 0.7F}, {x, y + r * 0.9F}, ink);
    const bool left = static_cast<double>(x + r + size.x) + 8 > axis.x1;
    draw_text(list, font,
              {left ? x - r - app.style.px(5) - size.x : x + r + app.style.px(5), y - size.y / 2 - app.style.px(1)},
              c.text, words);
    app.mark("timeline.as_of", x - r, y - r, 2 * r, 2 * r);
}

std::string month_words(const App& app, Day day) {
    for (const query::MonthCount& month : app.selection.months) {
        if (day >= month.month && day < model::month_start(month.month, 1) && month.incidents + month.events > 0) {
            const model::YearMonth ym = model::year_month(month.month);
            return fmt::format(fmt::runtime(app.tr("ui.month.counts")), fmt::format("{}-{:02}", ym.year, ym.month),
                               month.incidents, month.events);
        }
    }
    return {};
}

}  // namespace

void draw_timeline(App& app) {
    const Rect& rect = app.layout.timeline;
    if (rect.empty()) {
        return;
    }
    const Palette& c = app.style.colours;
    begin_panel(app, "timeline", rect, false, 0, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddLine({rect.x, rect.y}, {rect.right(), rect.y}, c.line);
    const float controls = app.style.px(376);
    draw_controls(app, {rect.x, rect.y, controls, rect.h});

    TimelineState& state = app.timeline;
    const model::Interval span = state.axis.value_or(app.default_axis());
    Strip strip;
    strip.y_top = rect.y + app.style.px(4);
    strip.y_lane = rect.y + app.style.px(26);
    strip.y_base = rect.bottom() - app.style.px(42);
    strip.y_lives = strip.y_base + app.style.px(7);
    strip.y_ticks = rect.bottom() - app.style.px(23);
    strip.hit.axis = {span.from, span.to, static_cast<double>(rect.x + controls + app.style.px(16)),
                      static_cast<double>(rect.right() - app.style.px(28 + 92))};
    strip.hit.top = static_cast<double>(strip.y_top);
    strip.hit.lane_bottom = static_cast<double>(strip.y_lane);
    strip.hit.lives_top = static_cast<double>(strip.y_lives);
    strip.hit.bottom = static_cast<double>(strip.y_ticks);
    strip.hit.reach = static_cast<double>(app.style.px(8));
    const TimelineAxis& axis = strip.hit.axis;

    ImGui::SetCursorScreenPos({static_cast<float>(axis.x0) - app.style.px(14), rect.y});
    ImGui::InvisibleButton("strip", {static_cast<float>(axis.x1 - axis.x0) + app.style.px(28), rect.h});
    ImGui::SetItemAllowOverlap();  // the buttons that stand on it
    const ImGuiIO& io = ImGui::GetIO();
    const auto x = static_cast<double>(io.MousePos.x), y = static_cast<double>(io.MousePos.y);
    const DayWindow window = app.day_window();
    const Day as_of = app.session().filter.as_of;
    Grip over = state.grip;
    if (ImGui::IsItemHovered() && over == Grip::None) {
        over = grip_at(strip.hit, window, as_of, x, y);
    }
    if (ImGui::IsItemActivated()) {
        state.grip = over;
        state.start_window = window;
        state.start_day = axis.day_at(x);
        state.start_as_of = as_of;
        state.moved = false;
        app.set_playing(false);
    }
    if (state.grip != Grip::None && ImGui::IsItemActive()) {
        const Day day = axis.day_at(x);
        if (day != state.start_day) {
            state.moved = true;
        }
        if (state.grip == Grip::AsOf) {
            const Day wanted = std::clamp(state.start_as_of + day - state.start_day, axis.from, axis.to - 1);
            if (wanted != as_of) {
                app.emit("filter.as_of", {{"day", model::format_day(wanted)}});
            }
        } else if (state.moved) {
            const DayWindow wanted = drag_window(axis, state.grip, state.start_window, state.start_day, day);
            if (!(wanted == window)) {
                emit_window(app, wanted);
            }
        }
    }
    if (ImGui::IsItemDeactivated() && state.grip != Grip::None) {
        // A click that did not drag takes the month under it; a second one on the same month lets all pass again.
        if (!state.moved && (state.grip == Grip::Empty || state.grip == Grip::Window) && y >= strip.hit.lane_bottom) {
            const Day month = model::month_start(state.start_day);
            const DayWindow wanted{month, model::month_start(month, 1) - 1};
            const bool off = wanted == window;
            emit_window(app, off ? DayWindow{} : wanted);
            if (off) {
                app.results_panel.behind = {Behind::What::Agreements, {}, 0, {}};
            } else {
                app.show_behind({Behind::What::Month, {}, month, {}});
            }
        } else if (state.grip == Grip::Lives && covering(state.lives, state.start_day) > 0) {
            app.show_behind({Behind::What::Lives, {}, state.start_day, {}});
        }
        state.grip = Grip::None;
        app.end_run();
    }
    if (ImGui::IsItemHovered() && io.MouseWheel != 0) {
        // The day under the pointer stays; from two months to all that there is.
        const model::Interval all = app.data_days();
        const Day low = std::min(all.from, app.default_axis().from), high = std::max(all.to, app.default_axis().to);
        const double factor = std::pow(1.25, static_cast<double>(-io.MouseWheel));
        const double pivot = static_cast<double>(axis.from) + (x - axis.x0) / axis.px_per_day();
        const Day from = std::max(low, static_cast<Day>(std::floor(pivot - (pivot - axis.from) * factor)));
        const Day to = std::min(high, static_cast<Day>(std::ceil(pivot + (axis.to - pivot) * factor)));
        if (to - from >= 60) {
            state.axis = model::Interval{from, to};
        }
    }
    draw_bars(app, strip, window);
    draw_cover(app, axis, app.timeline.unsure, strip.y_base + app.style.px(1), strip.y_lives - app.style.px(1),
               event_colour(app));
    draw_cover(app, axis, app.timeline.lives, strip.y_lives, strip.y_ticks,
               to_u32(app.style.theme->link_twinning, 0.75F));
    draw_window_grips(app, strip, window, over);
    draw_axis(app, strip, rect.bottom());
    draw_selected(app, strip);
    draw_as_of_marker(app, strip, over);
    draw_undated(app, {static_cast<float>(axis.x1) + app.style.px(28), strip.y_lane, app.style.px(80),
                       strip.y_ticks - strip.y_lane});

    // What lies before the axis is said, not hidden.
    std::uint32_t earlier = 0;
    for (const query::MonthCount& month : app.selection.months) {
        if (month.month < axis.from) {
            earlier += month.incidents + month.events;
        }
    }
    if (earlier > 0) {
        const std::string words = fmt::format(fmt::runtime(app.tr("ui.timeline.earlier")), earlier);
        ImGui::SetCursorScreenPos({static_cast<float>(axis.x0) + app.style.px(10), strip.y_top - app.style.px(1)});
        ButtonLook look;
        look.icon = Icon::ChevronLeft;
        look.label = words;
        look.height = 22;
        look.quiet = true;
        if (button(app, "timeline.earlier", look)) {
            state.axis = model::Interval{app.data_days().from, axis.to};
        }
    } else if (state.axis) {
        ImGui::SetCursorScreenPos({static_cast<float>(axis.x0) + app.style.px(10), strip.y_top - app.style.px(1)});
        ButtonLook look;
        look.icon = Icon::Fit;
        look.height = 22;
        look.quiet = true;
        look.hint = app.tr("ui.timeline.reset");
        if (button(app, "timeline.reset", look)) {
            state.axis.reset();
        }
    }
    // What the colours mean, where no bar and no flag stands.
    {
        float legend_x = static_cast<float>(axis.x0) + app.style.px(120);
        const float middle = strip.y_top + app.style.px(10), box = app.style.px(9);
        const float legend_end = as_of_words_start(app, axis);
        for (const auto& [colour, key] : {std::pair{c.histogram_selected, "ui.results.incidents"},
                                          {event_colour(app), "ui.results.events"},
                                          {translucent(c.histogram_selected), "ui.timeline.unsure"},
                                          {to_u32(app.style.theme->link_twinning, 0.75F), "ui.timeline.agreements"}}) {
            const std::string words = app.tr(key);
            const float width = box + app.style.px(22) + text_size(app.style.fonts.small, words).x;
            if (legend_x + width > legend_end) {
                break;
            }
            list->AddRectFilled({legend_x, middle - box / 2}, {legend_x + box, middle + box / 2}, colour,
                                app.style.px(2));
            draw_text(list, app.style.fonts.small,
                      {legend_x + box + app.style.px(6), middle - app.style.fonts.small->FontSize / 2}, c.muted, words);
            legend_x += width;
        }
    }
    if (over == Grip::From || over == Grip::To) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
    } else if (over == Grip::Window || over == Grip::AsOf) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    }
    if (state.grip == Grip::None && (over == Grip::Empty || over == Grip::Window)) {
        const std::string words = month_words(app, axis.day_at(x));
        if (!words.empty()) {
            tooltip(app, words);
        }
    }
    if (state.grip == Grip::None && over == Grip::Lives) {
        const Day day = axis.day_at(x);
        if (const std::uint32_t count = covering(state.lives, day); count > 0) {
            const std::string words =
                fmt::format(fmt::runtime(app.tr(count == 1 ? "count.agreements.one" : "count.agreements.other")),
                            number(app, count));
            tooltip(app, fmt::format("{} · {}\n{}", display_text(query::describe_day(day, app.language())), words,
                                     app.tr("ui.records.open")));
            ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        }
    }
    app.mark("timeline.lives", static_cast<float>(axis.x0), strip.y_lives, static_cast<float>(axis.x1 - axis.x0),
             strip.y_ticks - strip.y_lives);
    app.mark("timeline.axis", static_cast<float>(axis.x0), strip.y_lane, static_cast<float>(axis.x1 - axis.x0),
             strip.y_base - strip.y_lane);
    end_panel();
}

}  // namespace bordermap::ui
