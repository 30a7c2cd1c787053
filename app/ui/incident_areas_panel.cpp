/// In the lower left corner of the map: how incidents are drawn, what a choropleth is of, and its legend.

#include "cartography/legend.hpp"
#include "ui/app.hpp"
#include "ui/widgets.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <imgui.h>

namespace bordermap::ui {
namespace {

using cartography::IncidentAreas;
using cartography::LegendRow;
using session::IncidentStyle;

constexpr float kWidth = 424;  // px of the design
constexpr float kSample = 36;

/// Legend of the scene that is on the screen.
const std::vector<LegendRow>& rows_of(const App& app) {
    static std::vector<LegendRow> rows;
    static std::uint64_t composed = 0;
    static std::uint64_t revision = 0;
    static session::Session made_for;
    if (composed != app.map.composed || revision != app.selection_revision || !(made_for == app.session())) {
        composed = app.map.composed;
        revision = app.selection_revision;
        made_for = app.session();
        IncidentAreas areas = app.map.scene.areas ? *app.map.scene.areas : IncidentAreas{};
        areas.district_circles = areas.most > 0;
        areas.province_circles = std::any_of(areas.counts.no_farther.begin(), areas.counts.no_farther.end(),
                                             [](std::uint32_t number) { return number > 0; });
        rows = cartography::area_rows(areas, *app.style.theme, app.language());
        LegendRow title;
        title.text = cartography::area_title(areas, app.language());
        rows.insert(rows.begin(), std::move(title));
    }
    return rows;
}

template <typename Value, typename Name>
void choice(App& app, const char* command, Value now, Name name, float width) {
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < static_cast<std::size_t>(Value::Count); ++i) {
        labels.push_back(app.tr(fmt::format("ui.{}.{}", command, name(static_cast<Value>(i)))));
    }
    int index = static_cast<int>(now);
    if (segmented(app, command, labels, index, width)) {
        app.emit(command, {{"name", name(static_cast<Value>(index))}});
    }
}

void draw_sample(const App& app, const LegendRow& row, ImVec2 at) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float h = app.style.px(14), w = app.style.px(26);
    if (row.sample == LegendRow::Sample::Fill) {
        list->AddRectFilled({at.x, at.y - h / 2}, {at.x + w, at.y + h / 2}, to_u32(row.colour));
        list->AddRect({at.x, at.y - h / 2}, {at.x + w, at.y + h / 2}, app.style.colours.line);
    } else if (row.sample == LegendRow::Sample::Ring) {
        constexpr int kDashes = 10;
        for (int i = 0; i < kDashes; ++i) {
            const float from = 6.2832F * static_cast<float>(i) / kDashes;
            list->PathArcTo({at.x + w / 2, at.y}, h / 2, from, from + 0.36F, 4);
            list->PathStroke(to_u32(row.colour), 0, app.style.px(1.4F));
        }
    }
}

/// Height of the legend; draws it where `draw`.
float legend(App& app, float width, bool draw) {
    float height = 0;
    const ImVec2 start = draw ? ImGui::GetCursorScreenPos() : ImVec2{0, 0};
    ImDrawList* list = draw ? ImGui::GetWindowDrawList() : nullptr;
    const Palette& c = app.style.colours;
    ImFont* font = app.style.fonts.small;
    for (const LegendRow& row : rows_of(app)) {
        const bool sampled = row.sample == LegendRow::Sample::Fill || row.sample == LegendRow::Sample::Ring;
        if (row.sample == LegendRow::Sample::Circles) {
            const float greatest = app.style.px(row.circles.front().second);
            if (draw) {
                float x = start.x;
                for (const auto& [number, radius] : row.circles) {
                    const float r = app.style.px(radius);
                    const ImVec2 at{x + r, start.y + height + greatest};
                    list->AddCircleFilled(at, r, to_u32(app.style.theme->area_classes[2], 0.6F), 48);
                    list->AddCircle(at, r, to_u32(app.style.theme->area_classes[4]), 48, app.style.px(1.4F));
                    const std::string words = fmt::format("{}", number);
                    draw_text(list, font, {x + 2 * r + app.style.px(5), at.y - text_size(font, words).y / 2}, c.text,
                              words);
                    x += 2 * r + text_size(font, words).x + app.style.px(20);
                }
            }
            height += 2 * greatest + app.style.px(8);
            continue;
        }
        const bool header = row.sample == LegendRow::Sample::Header;
        ImFont* face = header ? app.style.fonts.strong : font;
        const std::string words = display_text(row.text);
        const float indent = sampled ? app.style.px(kSample) : 0;
        const float wrap = width - indent;
        const ImVec2 size = face->CalcTextSizeA(face->FontSize, 1e6F, wrap, words.c_str());
        if (draw) {
            if (sampled) {
                draw_sample(app, row, {start.x, start.y + height + face->FontSize * 0.5F});
            }
            list->AddText(face, face->FontSize, {start.x + indent, start.y + height}, header ? c.text : c.muted,
                          words.c_str(), nullptr, wrap);
        }
        height += size.y + app.style.px(header ? 6 : 5);
    }
    return height;
}

}  // namespace

void draw_incident_areas(App& app) {
    const session::Session& session = app.session();
    const bool drawn =
        session.shows(session::Layer::Incidents) && cartography::mode_draws(session.mode, session::Layer::Incidents);
    const bool by_area = session.incident_style != IncidentStyle::Symbols;
    if (!drawn || !app.map.has_scene || (!by_area && session.mode != session::Mode::Incidents)) {
        return;
    }
    const Rect& free = app.layout.map_free;
    const float pad = app.style.px(10), row = app.style.px(34), gap = app.style.px(6);
    const float margin = app.style.px(8), top = free.y + app.style.px(48);
    const float x = free.x + margin;
    const float width = std::min(app.style.px(kWidth), free.w - 2 * margin);
    const float inner = width - 2 * pad;
    if (inner < app.style.px(120)) {
        return;
    }
    const bool choropleth = session.incident_style == IncidentStyle::Choropleth;
    const float rows = choropleth ? 3.F : 1.F;
    float height = pad + rows * row + (rows - 1) * gap + pad;
    if (by_area) {
        height += legend(app, inner, false) + 2 * gap;
    }
    const float most = free.bottom() - margin - top;
    if (most < row) {
        return;
    }
    const bool whole = height <= most;
    height = std::min(height, most);
    begin_panel(app, "incident areas", {x, free.bottom() - margin - height, width, height}, true, 10,
                whole ? ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse : ImGuiWindowFlags_None);
    ImGui::SetCursorPos({pad, pad});
    choice(app, "incidents", session.incident_style, session::incident_style_name, inner);
    if (choropleth) {
        ImGui::SetCursorPos({pad, pad + row + gap});
        choice(app, "measure", session.measure, session::measure_name, inner);
        ImGui::SetCursorPos({pad, pad + 2 * (row + gap)});
        choice(app, "classing", session.classing, session::classing_name, inner);
    }
    if (by_area) {
        ImGui::SetCursorPos({pad, pad + rows * (row + gap) + gap});
        const float tall = legend(app, inner, true);
        ImGui::Dummy({inner, tall});
    }
    end_panel();
}

}  // namespace bordermap::ui
