#include "ui/widgets.hpp"

#include "model/messages.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <imgui_stdlib.h>

namespace bordermap::ui {
namespace {

ImDrawList* list() {
    return ImGui::GetWindowDrawList();
}

// The part that is seen: a click on its middle reaches it.
void mark_seen(App& app, const char* id, ImVec2 low, ImVec2 high) {
    const ImVec2 clip_low = list()->GetClipRectMin(), clip_high = list()->GetClipRectMax();
    const float x0 = std::max(low.x, clip_low.x), y0 = std::max(low.y, clip_low.y);
    const float x1 = std::min(high.x, clip_high.x), y1 = std::min(high.y, clip_high.y);
    if (x1 > x0 && y1 > y0) {
        app.mark(id, x0, y0, x1 - x0, y1 - y0);
    }
}

void mark_item(App& app, const char* id) {
    if (id[0] != '#') {
        mark_seen(app, id, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
    }
}

// What a control that is pressed as a whole stands on.
struct HitArea {
    ImVec2 low, high;
    unsigned item = 0;  ///< ImGui id
    bool clicked = false, hovered = false;
};

HitArea hit_area(App& app, const char* id, ImVec2 size) {
    HitArea area;
    area.low = ImGui::GetCursorScreenPos();
    area.high = {area.low.x + size.x, area.low.y + size.y};
    ImGui::PushID(id);
    area.item = ImGui::GetID("hit");
    area.clicked = ImGui::InvisibleButton("hit", size);
    ImGui::PopID();
    area.hovered = ImGui::IsItemHovered();
    if (ImGui::IsItemVisible()) {
        mark_item(app, id);
    }
    return area;
}

std::size_t utf8_start(std::string_view text, std::size_t at) {
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) {
        --at;
    }
    return at;
}

}  // namespace

bool begin_panel(App& app, const char* name, const Rect& rect, bool rounded, float padding, int flags) {
    const float pad = app.style.px(padding);
    ImGui::SetNextWindowPos({rect.x, rect.y});
    ImGui::SetNextWindowSize({rect.w, rect.h});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, rounded ? app.style.px(6) : 0.0F);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {pad, pad});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, app.style.colours.panel);
    ImDrawList* background = ImGui::GetBackgroundDrawList();
    const ImU32 shadow = app.style.colours.shadow;
    const auto alpha = static_cast<float>((shadow >> IM_COL32_A_SHIFT) & 0xFF);
    for (int i = 1; i <= 4; ++i) {  // a soft edge out of four faint ones
        const float grow = app.style.px(1.5F) * static_cast<float>(i);
        const auto faint = static_cast<ImU32>(alpha / static_cast<float>(2 * i + 1));
        background->AddRectFilled({rect.x - grow, rect.y - grow + app.style.px(1)},
                                  {rect.right() + grow, rect.bottom() + grow + app.style.px(1)},
                                  (shadow & ~IM_COL32_A_MASK) | (faint << IM_COL32_A_SHIFT),
                                  rounded ? app.style.px(6) + grow : 0.0F);
    }
    const bool open = ImGui::Begin(name, nullptr,
                                   ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                                       ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoSavedSettings |
                                       ImGuiWindowFlags_NoBringToFrontOnFocus | flags);
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(2);
    if (!app.options.state_dump.empty()) {
        app.mark(std::string("panel.") + name, rect.x, rect.y, rect.w, rect.h);
    }
    return open;
}

void end_panel() {
    ImGui::End();
}

ImVec2 text_size(ImFont* font, std::string_view utf8) {
    return font->CalcTextSizeA(font->FontSize, FLT_MAX, 0, utf8.data(), utf8.data() + utf8.size());
}

void draw_text(ImDrawList* where, ImFont* font, ImVec2 at, ImU32 colour, std::string_view utf8) {
    where->AddText(font, font->FontSize, {std::floor(at.x), std::floor(at.y)}, colour, utf8.data(),
                   utf8.data() + utf8.size());
}

std::string fitted(ImFont* font, std::string_view utf8, float width) {
    if (text_size(font, utf8).x <= width) {
        return std::string(utf8);
    }
    constexpr std::string_view kEllipsis = "…";
    const float room = width - text_size(font, kEllipsis).x;
    std::size_t low = 0, high = utf8.size();
    while (low < high) {
        const std::size_t middle = utf8_start(utf8, (low + high + 1) / 2);
        if (middle <= low) {
            break;
        }
        if (text_size(font, utf8.substr(0, middle)).x <= room) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    low = utf8_start(utf8, low);
    while (low > 0 && utf8[low - 1] == ' ') {
        --low;
    }
    return std::string(utf8.substr(0, low)) + std::string(kEllipsis);
}

void tooltip(App& app, std::string_view words) {
    if (app.tooltip != words || app.tooltip_frame + 1 < app.frames) {
        app.tooltip = words;
        app.pacer.request();  // it measures itself before it is seen
    }
    app.tooltip_frame = app.frames;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {app.style.px(10), app.style.px(6)});
    ImGui::BeginTooltip();
    text_wrapped(app, app.style.fonts.small, app.style.colours.text, words, app.style.px(360));
    ImGui::EndTooltip();
    ImGui::PopStyleVar();
}

void text_fitted(App& app, ImFont* font, ImU32 colour, std::string_view utf8, float width) {
    const std::string shown = fitted(font, utf8, width);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_text(list(), font, at, colour, shown);
    ImGui::Dummy({std::min(width, text_size(font, shown).x), font->FontSize});
    if (shown.size() != utf8.size() && ImGui::IsItemHovered()) {
        tooltip(app, utf8);
    }
}

void text_wrapped(App& app, ImFont* font, ImU32 colour, std::string_view utf8, float width) {
    if (utf8.empty()) {
        return;
    }
    if (width <= 0) {
        width = ImGui::GetContentRegionAvail().x;
    }
    const ImVec2 start = ImGui::GetCursorScreenPos();
    const float line = std::round(font->FontSize * 1.3F);
    std::vector<std::string> lines;
    if (has_lao(utf8) && app.composer) {
        const auto face = font == app.style.fonts.body || font == app.style.fonts.small
                              ? cartography::FontFace::Regular
                              : cartography::FontFace::SemiBold;
        lines = app.composer->text().wrap(utf8, face, width / font->FontSize);
        for (std::string& one : lines) {
            one = display_text(one);
        }
    } else {
        const char* at = utf8.data();
        const char* end = at + utf8.size();
        while (at < end) {
            const char* stop = font->CalcWordWrapPositionA(1.0F, at, end, width);
            const char* newline = std::find(at, stop, '\n');
            stop = newline != stop ? newline : stop;
            if (stop == at && newline == stop && (at == end || *at != '\n')) {
                stop = at + 1;  // narrower than one character: still go on
                while (stop < end && (static_cast<unsigned char>(*stop) & 0xC0) == 0x80) {
                    ++stop;
                }
            }
            lines.emplace_back(at, stop);
            at = stop;
            while (at < end && (*at == ' ' || *at == '\n')) {
                const bool ended = *at == '\n';
                ++at;
                if (ended) {
                    break;
                }
            }
        }
    }
    float widest = 0, y = start.y;
    for (const std::string& one : lines) {
        draw_text(list(), font, {start.x, y + (line - font->FontSize) / 2}, colour, one);
        widest = std::max(widest, text_size(font, one).x);
        y += line;
    }
    ImGui::Dummy({widest, y - start.y});
}

void hint(App& app, unsigned item, std::string_view words) {
    constexpr double kPatience = 0.5;  // seconds that the pointer rests before words cover what is near
    if (app.hint_item != item) {
        app.hint_item = item;
        app.hint_since = app.now;
    }
    if (app.now - app.hint_since >= kPatience) {
        tooltip(app, words);
    } else {
        app.pacer.wake_at(app.hint_since + kPatience);
    }
}

bool button(App& app, const char* id, const ButtonLook& look) {
    const Palette& c = app.style.colours;
    ImFont* font = look.primary ? app.style.fonts.strong : app.style.fonts.body;
    const float height = app.style.px(look.height), icon = app.style.px(16), gap = app.style.px(8),
                pad = app.style.px(12);
    const ImVec2 label = text_size(font, look.label);
    const float content = label.x + (look.icon ? icon + (look.label.empty() ? 0 : gap) : 0);
    const float width = look.width > 0 ? look.width : content + 2 * pad;
    const HitArea area = hit_area(app, id, {width, height});
    const ImVec2 at = area.low, end = area.high;
    const bool clicked = area.clicked && look.enabled, hovered = area.hovered && look.enabled;
    const float radius = app.style.px(6);
    if (look.primary) {
        list()->AddRectFilled(at, end, look.enabled ? c.accent : c.control, radius);
        if (hovered) {
            list()->AddRectFilled(at, end, IM_COL32(255, 255, 255, 28), radius);
        }
    } else if (look.active) {
        list()->AddRectFilled(at, end, c.accent_soft, radius);
    } else if (hovered || !look.quiet) {
        list()->AddRectFilled(at, end, hovered ? c.hover : c.control, radius);
    }
    const ImU32 ink = !look.enabled ? c.muted : look.primary ? c.accent_text : look.active ? c.accent_strong : c.text;
    float x = at.x + (width - content) / 2;
    if (look.icon) {
        draw_icon(list(), *look.icon, {x + icon / 2, at.y + height / 2}, icon, ink);
        x += icon + gap;
    }
    draw_text(list(), font, {x, at.y + (height - font->FontSize) / 2 - app.style.px(0.5F)}, ink, look.label);
    if (hovered && !look.hint.empty()) {
        hint(app, area.item, look.hint);
    }
    return clicked;
}

bool icon_button(App& app, const char* id, Icon icon, const std::string& hint, bool active, float size, bool enabled) {
    ButtonLook look;
    look.icon = icon;
    look.hint = hint;
    look.active = active;
    look.quiet = true;
    look.enabled = enabled;
    look.width = app.style.px(size);
    look.height = size;
    return button(app, id, look);
}

int chip(App& app, const char* id, const std::string& label, bool active, bool closable) {
    const Palette& c = app.style.colours;
    ImFont* font = app.style.fonts.small;
    const float height = app.style.px(26), pad = app.style.px(10), cross = closable ? app.style.px(16) : 0;
    const float most = ImGui::GetContentRegionAvail().x;
    const std::string shown = fitted(font, label, most - 2 * pad - cross);
    const float width = text_size(font, shown).x + 2 * pad + cross;
    const HitArea area = hit_area(app, id, {width, height});
    const ImVec2 at = area.low;
    list()->AddRectFilled(at, area.high, active ? c.accent : area.hovered ? c.hover : c.control, height / 2);
    const ImU32 ink = active ? c.accent_text : c.text;
    draw_text(list(), font, {at.x + pad, at.y + (height - font->FontSize) / 2}, ink, shown);
    if (closable) {
        draw_icon(list(), Icon::Close, {at.x + width - pad - cross / 2 + app.style.px(3), at.y + height / 2},
                  app.style.px(12), ink);
    }
    if (!area.clicked) {
        return 0;
    }
    return closable && ImGui::GetIO().MousePos.x > at.x + width - pad - cross ? 2 : 1;
}

bool segmented(App& app, const char* id, const std::vector<std::string>& labels, int& index, float width) {
    const Palette& c = app.style.colours;
    const float height = app.style.px(34), inner = app.style.px(3);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    list()->AddRectFilled(at, {at.x + width, at.y + height}, c.control, app.style.px(6));
    const float each = (width - 2 * inner) / static_cast<float>(labels.size());
    bool changed = false;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const float x = at.x + inner + each * static_cast<float>(i);
        ImGui::SetCursorScreenPos({x, at.y + inner});
        const std::string name = fmt::format("{}.{}", id, i);
        const HitArea area = hit_area(app, name.c_str(), {each, height - 2 * inner});
        if (area.clicked && index != static_cast<int>(i)) {
            index = static_cast<int>(i);
            changed = true;
        }
        const bool on = index == static_cast<int>(i);
        if (on) {
            list()->AddRectFilled(area.low, area.high, c.panel | IM_COL32_A_MASK, app.style.px(4));
        } else if (area.hovered) {
            list()->AddRectFilled(area.low, area.high, c.hover, app.style.px(4));
        }
        ImFont* font = on ? app.style.fonts.strong : app.style.fonts.body;
        const std::string shown = fitted(font, labels[i], each - app.style.px(8));
        const ImVec2 size = text_size(font, shown);
        if (area.hovered && shown.size() != labels[i].size()) {
            tooltip(app, labels[i]);
        }
        draw_text(list(), font, {x + (each - size.x) / 2, at.y + (height - size.y) / 2}, on ? c.accent_strong : c.muted,
                  shown);
    }
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({width, height});
    return changed;
}

bool switch_row(App& app, const char* id, const std::string& label, bool on) {
    const Palette& c = app.style.colours;
    const float height = app.style.px(32), width = ImGui::GetContentRegionAvail().x;
    const HitArea area = hit_area(app, id, {width, height});
    const ImVec2 at = area.low;
    if (area.hovered) {
        list()->AddRectFilled(at, area.high, c.hover, app.style.px(6));
    }
    const float knob_w = app.style.px(34), knob_h = app.style.px(18), pad = app.style.px(8);
    const ImVec2 low{at.x + width - pad - knob_w, at.y + (height - knob_h) / 2};
    list()->AddRectFilled(low, {low.x + knob_w, low.y + knob_h}, on ? c.accent : c.line, knob_h / 2);
    const float r = knob_h / 2 - app.style.px(2.5F);
    list()->AddCircleFilled({on ? low.x + knob_w - knob_h / 2 : low.x + knob_h / 2, low.y + knob_h / 2}, r,
                            on ? c.accent_text : c.panel | IM_COL32_A_MASK);
    ImFont* font = app.style.fonts.body;
    const std::string shown = fitted(font, label, width - knob_w - 3 * pad);
    draw_text(list(), font, {at.x + pad, at.y + (height - font->FontSize) / 2}, c.text, shown);
    if (area.hovered && shown.size() != label.size()) {
        tooltip(app, label);
    }
    return area.clicked;
}

bool search_field(App& app, const char* id, std::string& text, const std::string& hint, float width, bool focus) {
    const Palette& c = app.style.colours;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float icon = app.style.px(16), pad = app.style.px(10);
    if (focus) {
        ImGui::SetKeyboardFocusHere();
    }
    ImGui::PushStyleVar(
        ImGuiStyleVar_FramePadding,
        {pad + icon + app.style.px(8), std::floor((app.style.px(34) - app.style.fonts.body->FontSize) / 2)});
    ImGui::SetNextItemWidth(width);
    ImGui::PushID(id);
    const bool changed = ImGui::InputTextWithHint("##text", hint.c_str(), &text);
    ImGui::PopID();
    ImGui::PopStyleVar();
    mark_item(app, id);
    const bool active = ImGui::IsItemActive();
    const ImVec2 size = ImGui::GetItemRectSize();
    draw_icon(list(), Icon::Search, {at.x + pad + icon / 2, at.y + size.y / 2}, icon,
              active ? c.accent_strong : c.muted);
    if (active) {
        list()->AddRect(at, {at.x + size.x, at.y + size.y}, c.accent, app.style.px(6), 0, app.style.px(1.5F));
    }
    return changed;
}

bool section(App& app, const char* id, const std::string& title, const std::string& note, bool& open) {
    const Palette& c = app.style.colours;
    const float height = app.style.px(36), width = ImGui::GetContentRegionAvail().x;
    const HitArea area = hit_area(app, id, {width, height});
    const ImVec2 at = area.low;
    if (area.clicked) {
        open = !open;
        app.pacer.request();
    }
    if (area.hovered) {
        list()->AddRectFilled(at, area.high, c.control, app.style.px(6));
    }
    const float icon = app.style.px(14);
    draw_icon(list(), open ? Icon::ChevronDown : Icon::ChevronRight, {at.x + icon / 2, at.y + height / 2}, icon,
              c.muted);
    ImFont* font = app.style.fonts.strong;
    draw_text(list(), font, {at.x + icon + app.style.px(8), at.y + (height - font->FontSize) / 2}, c.text, title);
    if (!note.empty()) {
        const ImVec2 size = text_size(app.style.fonts.small, note);
        draw_text(list(), app.style.fonts.small,
                  {at.x + width - size.x - app.style.px(8), at.y + (height - size.y) / 2}, c.accent_strong, note);
    }
    return open;
}

int row(App& app, const char* id, const RowLook& look) {
    const Palette& c = app.style.colours;
    const float height = app.style.px(look.height), width = ImGui::GetContentRegionAvail().x;
    const HitArea area = hit_area(app, id, {width, height});
    const ImVec2 at = area.low;
    const bool hovered = area.hovered;
    if (look.selected) {
        list()->AddRectFilled(at, area.high, c.accent_soft, app.style.px(6));
    } else if (hovered) {
        list()->AddRectFilled(at, area.high, c.control, app.style.px(6));
    }
    const float middle = at.y + height / 2;
    float x = at.x + app.style.px(4 + look.indent);
    const float arrow_end = x + app.style.px(22);
    if (look.arrow >= 0) {
        draw_icon(list(), look.arrow == 1 ? Icon::ChevronDown : Icon::ChevronRight, {x + app.style.px(8), middle},
                  app.style.px(12), c.muted);
        x += app.style.px(20);
    }
    if (look.check >= 0) {
        const float box = app.style.px(16);
        const ImVec2 low{x, middle - box / 2};
        const ImVec2 high{x + box, middle + box / 2};
        if (look.check > 0) {
            list()->AddRectFilled(low, high, c.accent, app.style.px(3.5F));
            draw_icon(list(), look.check == 1 ? Icon::Check : Icon::Minus, {x + box / 2, middle}, box * 0.9F,
                      c.accent_text);
        } else {
            list()->AddRect(
                low, high,
                hovered ? c.muted : to_u32(mix(app.style.theme->panel_line, app.style.theme->text_muted, 0.5F)),
                app.style.px(3.5F), 0, app.style.px(1.3F));
        }
        x += box + app.style.px(8);
    }
    if (look.symbol) {
        draw_symbol(list(), *look.symbol, {x + app.style.px(8), middle}, app.style.px(13), look.symbol_colour,
                    to_u32(app.style.theme->halo, 0.0F));
        x += app.style.px(22);
    }
    ImFont* small = app.style.fonts.small;
    float right = at.x + width - app.style.px(8), count_start = right;
    bool on_count = false;
    if (!look.count.empty()) {
        const ImVec2 size = text_size(small, look.count);
        count_start = right - size.x - app.style.px(8);
        on_count = look.count_opens && hovered && ImGui::GetIO().MousePos.x >= count_start;
        if (look.count_opens && hovered) {  // a number that opens says so
            list()->AddRectFilled({count_start, middle - app.style.px(11)},
                                  {right + app.style.px(6), middle + app.style.px(11)},
                                  on_count ? c.accent_soft : c.hover, app.style.px(4));
        }
        if (look.count_opens) {
            mark_seen(app, (std::string(id) + ".count").c_str(), {count_start, middle - app.style.px(11)},
                      {right, middle + app.style.px(11)});
        }
        draw_text(list(), small, {right - size.x, middle - size.y / 2}, on_count ? c.accent_strong : c.muted,
                  look.count);
        right -= size.x + app.style.px(8);
    }
    ImFont* font = look.strong ? app.style.fonts.strong : app.style.fonts.body;
    const std::string shown = fitted(font, look.label, right - x);
    draw_text(list(), font, {x, middle - font->FontSize / 2 - app.style.px(0.5F)}, look.faint ? c.muted : c.text,
              shown);
    if (on_count) {
        hint(app, area.item, app.tr("ui.records.open"));
    } else if (hovered && !look.hint.empty()) {
        hint(app, area.item, shown.size() != look.label.size() ? look.label + "\n" + look.hint : look.hint);
    } else if (hovered && shown.size() != look.label.size()) {
        tooltip(app, look.label);
    }
    if (!area.clicked) {
        return 0;
    }
    if (on_count) {
        return 3;
    }
    return look.arrow >= 0 && ImGui::GetIO().MousePos.x < arrow_end ? 2 : 1;
}

bool record_row(App& app, const char* id, const RecordLook& look) {
    const Palette& c = app.style.colours;
    const float width = look.width > 0 ? look.width : ImGui::GetContentRegionAvail().x;
    const float height = app.style.px(look.third.empty() ? kRecordRow : kTallRecordRow);
    const HitArea area = hit_area(app, id, {width, height});
    const ImVec2 at = area.low;
    if (look.selected || area.hovered) {
        list()->AddRectFilled(at, {area.high.x, area.high.y - app.style.px(2)},
                              look.selected ? c.accent_soft : c.control, app.style.px(6));
    }
    if (look.selected) {
        list()->AddRectFilled({at.x, at.y + app.style.px(8)},
                              {at.x + app.style.px(3), at.y + height - app.style.px(10)}, c.accent, app.style.px(1.5F));
    }
    float x = at.x + app.style.px(10);
    if (look.of.shape) {
        draw_symbol(list(), *look.of.shape, {x + app.style.px(9), at.y + app.style.px(16)}, app.style.px(14),
                    look.of.colour, 0, look.of.hollow);
    }
    x += app.style.px(28);
    const float end = at.x + width - app.style.px(8), room = end - x;
    ImFont* small = app.style.fonts.small;
    const std::string shown = fitted(app.style.fonts.body, look.title, room);
    draw_text(list(), app.style.fonts.body, {x, at.y + app.style.px(7)}, c.text, shown);
    // Badges stand at the end of the second line and leave it at least a date's room.
    const float pad = app.style.px(6), gap = app.style.px(4), pill = app.style.px(18);
    const float pill_y = at.y + app.style.px(27);
    float left = end;
    const Badge* pointed = nullptr;
    for (const Badge& badge : look.badges) {
        const float size = text_size(small, badge.word).x + 2 * pad;
        if (left - size - gap < x + app.style.px(84)) {
            break;
        }
        left -= size;
        const ImVec2 low{left, pill_y}, high{left + size, pill_y + pill};
        list()->AddRectFilled(low, high, badge.strong ? c.warning_soft : c.hover, pill / 2);
        draw_text(list(), small, {left + pad, pill_y + (pill - small->FontSize) / 2 - app.style.px(0.5F)},
                  badge.strong ? c.text : c.muted, badge.word);
        const ImVec2 mouse = ImGui::GetIO().MousePos;
        if (area.hovered && mouse.x >= low.x && mouse.x < high.x && mouse.y >= low.y && mouse.y < high.y) {
            pointed = &badge;
        }
        left -= gap;
    }
    draw_text(list(), small, {x, at.y + app.style.px(28)}, c.muted, fitted(small, look.below, left - x));
    if (!look.third.empty()) {
        draw_text(list(), small, {x, at.y + app.style.px(46)}, c.muted, fitted(small, look.third, room));
    }
    if (pointed != nullptr) {
        hint(app, area.item, pointed->hint);
    } else if (area.hovered) {
        const bool cut = shown.size() != look.title.size() || text_size(small, look.below).x > left - x ||
                         text_size(small, look.third).x > room;
        std::string whole =
            look.title + (look.below.empty() ? "" : "\n" + look.below) + (look.third.empty() ? "" : "\n" + look.third);
        for (const Badge& badge : look.badges) {
            whole += "\n" + badge.hint;
        }
        if (cut || !look.badges.empty()) {
            hint(app, area.item, whole);
        }
    }
    return area.clicked;
}

void field(App& app, const std::string& name, const std::string& value) {
    if (value.empty()) {
        return;
    }
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {app.style.px(8), app.style.px(1)});
    text_wrapped(app, app.style.fonts.small, app.style.colours.muted, name);
    text_wrapped(app, app.style.fonts.body, app.style.colours.text, value);
    ImGui::PopStyleVar();
    ImGui::Dummy({0, app.style.px(2)});
}

bool link(App& app, const char* id, const std::string& label, const std::string& note,
          std::optional<cartography::SymbolShape> symbol, ImU32 colour) {
    const Palette& c = app.style.colours;
    const float width = ImGui::GetContentRegionAvail().x;
    const float height = app.style.px(note.empty() ? 32 : 48);
    const HitArea area = hit_area(app, id, {width, height});
    const ImVec2 at = area.low;
    const bool hovered = area.hovered;
    list()->AddRectFilled(at, area.high, hovered ? c.hover : c.control, app.style.px(6));
    float x = at.x + app.style.px(10);
    if (symbol) {
        draw_symbol(list(), *symbol, {x + app.style.px(7), at.y + app.style.px(16)}, app.style.px(13), colour, 0);
        x += app.style.px(24);
    }
    const float icon = app.style.px(12), room = at.x + width - app.style.px(14) - icon - x;
    const std::string shown = fitted(app.style.fonts.body, label, room);
    draw_text(list(), app.style.fonts.body, {x, at.y + app.style.px(7)}, c.text, shown);
    if (!note.empty()) {
        draw_text(list(), app.style.fonts.small, {x, at.y + app.style.px(27)}, c.muted,
                  fitted(app.style.fonts.small, note, room));
    }
    draw_icon(list(), Icon::ChevronRight, {at.x + width - app.style.px(10) - icon / 2, at.y + height / 2}, icon,
              c.muted);
    if (hovered) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        if (shown.size() != label.size()) {
            tooltip(app, label);
        }
    }
    return area.clicked;
}

void separator(App& app, float space) {
    ImGui::Dummy({0, app.style.px(space) / 2});
    const ImVec2 at = ImGui::GetCursorScreenPos();
    list()->AddLine(at, {at.x + ImGui::GetContentRegionAvail().x, at.y}, app.style.colours.line);
    ImGui::Dummy({0, app.style.px(space) / 2});
}

bool number_words(App& app, const char* id, const std::string& words, bool opens) {
    const Palette& c = app.style.colours;
    ImFont* font = app.style.fonts.small;
    const ImVec2 size = text_size(font, words);
    const HitArea area = hit_area(app, id, {size.x, app.style.px(20)});
    const ImVec2 at{area.low.x, area.low.y + app.style.px(2)};
    const bool hovered = area.hovered && opens;
    draw_text(list(), font, at, hovered ? c.accent_strong : c.muted, words);
    if (hovered) {
        list()->AddLine({at.x, at.y + size.y}, {at.x + size.x, at.y + size.y}, c.accent_strong);
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        hint(app, area.item, app.tr("ui.records.open"));
    }
    return area.clicked && opens;
}

std::string number(const App& app, std::uint64_t value) {
    return query::describe_number(static_cast<double>(value), app.language());
}

std::string word(const App& app, std::string_view group, std::string_view value) {
    if (value.empty()) {
        return {};
    }
    const std::string key = fmt::format("{}.{}", group, value);
    const std::string_view found = model::tr(key, app.language());
    std::string readable(found != key ? found : value);
    if (found == key) {
        std::replace(readable.begin(), readable.end(), '_', ' ');
    }
    return display_text(capitalised(readable));
}

ImU32 category_colour(const App& app, model::Index category) {
    if (category >= app.data->dataset->categories.size()) {
        return app.style.colours.muted;
    }
    return to_u32(app.style.theme->category_colour(app.data->dataset->categories[category].id));
}

cartography::SymbolShape category_shape(const App& app, model::Index category) {
    if (category >= app.data->dataset->categories.size()) {
        return cartography::SymbolShape::Circle;
    }
    return cartography::category_symbol(app.data->dataset->categories[category].id);
}

Look look_of(const App& app, model::Ref ref) {
    const model::Dataset& data = *app.data->dataset;
    const cartography::Theme& theme = *app.style.theme;
    switch (ref.kind) {
        case model::RefKind::Unit: {
            const model::Unit& unit = data.units[ref.index];
            return {cartography::unit_symbol(unit.kind), to_u32(theme.unit_fill), !unit.position.known()};
        }
        case model::RefKind::Agreement: {
            const std::string& kind = data.agreements[ref.index].kind;
            const auto& colour = kind == "twinning"                  ? theme.link_twinning
                                 : kind == "coordination_regulation" ? theme.link_coordination
                                                                     : theme.link_other;
            return {cartography::SymbolShape::Dot, to_u32(colour), false};
        }
        case model::RefKind::Event:
            return {cartography::SymbolShape::Ring, to_u32(theme.event), false};
        case model::RefKind::Incident: {
            const model::Incident& incident = data.incidents[ref.index];
            return {category_shape(app, incident.category), category_colour(app, incident.category),
                    incident.record_kind != model::RecordKind::Incident};
        }
        case model::RefKind::Gate:
            return {cartography::SymbolShape::Gate, to_u32(theme.gate), false};
        case model::RefKind::Boundary:
        case model::RefKind::Source:
        case model::RefKind::None:
            break;
    }
    return {};
}

std::string title_words(const App& app, model::Ref ref) {
    const model::Dataset& data = *app.data->dataset;
    if (ref.kind == model::RefKind::Incident && !data.incidents[ref.index].summary.empty()) {
        return display_text(data.incidents[ref.index].summary);
    }
    return display_text(model::title_of(data, ref, app.language()));
}

std::string label_note(const App& app, const model::Term& term) {
    const model::Dataset& data = *app.data->dataset;
    if (term.name.display(app.language()).find('"') == std::string::npos) {
        return {};
    }
    std::string named_in(model::extra_value(data, term, "named_in"));
    // The facts number their news items; the source row has the publisher and the title.
    if (const auto source = data.source_by_id.find("S-NEWS-" + (named_in.starts_with("S") ? named_in.substr(1) : ""));
        source != data.source_by_id.end()) {
        const model::Source& found = data.sources[source->second];
        named_in = found.publisher + (found.title.empty() ? "" : ": " + found.title);
    }
    return fmt::format(fmt::runtime(app.tr("ui.label.note")), display_text(named_in));
}

bool is_commune(const model::AdminUnit& place) {
    return place.level >= 2 && (place.kind.starts_with("commune") || place.kind.starts_with("ward") ||
                                place.kind.starts_with("special zone"));
}

std::string kind_words(const App& app, model::Ref ref) {
    const model::Dataset& data = *app.data->dataset;
    switch (ref.kind) {
        case model::RefKind::Boundary: {
            const model::AdminUnit& place = data.boundaries[ref.index];
            const std::string_view level = place.level == 0    ? "ui.level.country"
                                           : place.level == 1  ? "ui.level.province"
                                           : is_commune(place) ? "ui.level.commune"
                                                               : "ui.level.district";
            const std::string_view country = place.country == model::Country::VietNam ? "ui.country.vn"
                                             : place.country == model::Country::Laos  ? "ui.country.la"
                                                                                      : "";
            if (place.level == 0 || country.empty()) {
                return app.tr(level);
            }
            return fmt::format("{} · {}", app.tr(level), app.tr(country));
        }
        case model::RefKind::Unit: {
            const model::Unit& unit = data.units[ref.index];
            const std::string_view country = unit.country == model::Country::VietNam ? "ui.country.vn"
                                             : unit.country == model::Country::Laos  ? "ui.country.la"
                                                                                     : "";
            return country.empty() ? word(app, "unit.kind", unit.kind)
                                   : fmt::format("{} · {}", word(app, "unit.kind", unit.kind), app.tr(country));
        }
        case model::RefKind::Agreement:
            return word(app, "agreement.kind", data.agreements[ref.index].kind);
        case model::RefKind::Event:
            return word(app, "event.kind", data.events[ref.index].kind);
        case model::RefKind::Incident: {
            const model::Index category = data.incidents[ref.index].category;
            return category < data.categories.size()
                       ? display_text(capitalised(data.categories[category].name.display(app.language())))
                       : app.tr("ui.incident");
        }
        case model::RefKind::Gate: {
            const std::string& gate_class = data.gates[ref.index].class_vn;
            return gate_class.empty() ? app.tr("ui.gate") : word(app, "gate.class", gate_class);
        }
        case model::RefKind::Source:
            return app.tr("ui.source");
        case model::RefKind::None:
            break;
    }
    return {};
}

std::string place_words(const App& app, model::Index boundary) {
    const model::Dataset& data = *app.data->dataset;
    if (boundary >= data.boundaries.size()) {
        return {};
    }
    const model::AdminUnit& place = data.boundaries[boundary];
    std::string words = place.name.display(app.language());
    if (place.level >= 2 && place.parent < data.boundaries.size()) {
        words += ", " + data.boundaries[place.parent].name.display(app.language());
    }
    return display_text(words);
}

}  // namespace bordermap::ui
