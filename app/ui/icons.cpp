#include "ui/icons.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace bordermap::ui {
namespace {

using cartography::SymbolShape;

constexpr float kPi = 3.14159265358979F;

// The outline of a star-shaped symbol, seen from its middle: for each direction the farthest point that is still inside.
// Shapes with a hole are drawn as a band by the caller.
std::vector<ImVec2> trace(SymbolShape shape) {
    constexpr int kDirections = 96;
    std::vector<ImVec2> outline;
    outline.reserve(kDirections);
    for (int i = 0; i < kDirections; ++i) {
        const float angle = 2 * kPi * static_cast<float>(i) / kDirections;
        const float c = std::cos(angle), s = std::sin(angle);
        float low = 0, high = 1.45F;
        // From outside inwards to the first point inside, then bisect.
        float inside = 0;
        for (float r = high; r >= 0; r -= 0.02F) {
            if (cartography::symbol_distance(shape, r * c, r * s) <= 0) {
                inside = r;
                break;
            }
            low = r;
        }
        high = low;
        low = inside;
        for (int step = 0; step < 8; ++step) {
            const float middle = (low + high) / 2;
            (cartography::symbol_distance(shape, middle * c, middle * s) <= 0 ? low : high) = middle;
        }
        outline.emplace_back(low * c, low * s);
    }
    return outline;
}

const std::vector<ImVec2>& outline_of(SymbolShape shape) {
    static std::array<std::vector<ImVec2>, static_cast<std::size_t>(SymbolShape::Count)> cache;
    auto& entry = cache.at(static_cast<std::size_t>(shape));
    if (entry.empty()) {
        entry = trace(shape);
    }
    return entry;
}

// A filled polygon that is star-shaped about its middle: a fan of convex pieces keeps ImGui's anti-aliasing of the rim.
void fill_star(ImDrawList* list, const std::vector<ImVec2>& points, ImVec2 centre, ImU32 colour) {
    for (std::size_t i = 0; i < points.size(); ++i) {
        list->AddTriangleFilled(centre, points[i], points[(i + 1) % points.size()], colour);
    }
}

}  // namespace

void draw_symbol(ImDrawList* list, SymbolShape shape, ImVec2 centre, float size, ImU32 fill, ImU32 halo, bool hollow) {
    const float half = size / 2;
    const auto& outline = outline_of(shape);
    std::vector<ImVec2> points;
    points.reserve(outline.size());
    for (const ImVec2& p : outline) {
        points.emplace_back(centre.x + p.x * half, centre.y + p.y * half);
    }
    const int count = static_cast<int>(points.size());
    if ((halo & IM_COL32_A_MASK) != 0) {
        list->AddPolyline(points.data(), count, halo, ImDrawFlags_Closed, std::max(2.0F, size * 0.22F));
    }
    const bool band = hollow || shape == SymbolShape::Ring;
    if (band) {
        const float width = std::max(1.5F, size * 0.14F);
        std::vector<ImVec2> middle;
        middle.reserve(points.size());
        for (const ImVec2& p : points) {
            middle.emplace_back(centre.x + (p.x - centre.x) * (1 - width / size),
                                centre.y + (p.y - centre.y) * (1 - width / size));
        }
        list->AddPolyline(middle.data(), count, fill, ImDrawFlags_Closed, width);
        return;
    }
    const ImDrawListFlags flags = list->Flags;
    list->Flags &= ~ImDrawListFlags_AntiAliasedFill;  // seams between the pieces; the rim below is smooth
    fill_star(list, points, centre, fill);
    list->Flags = flags;
    list->AddPolyline(points.data(), count, fill, ImDrawFlags_Closed, 1.0F);
}

void draw_icon(ImDrawList* list, Icon icon, ImVec2 c, float size, ImU32 colour) {
    const float u = size / 16;  // icons are drawn on a grid of 16
    const float w = std::max(1.2F, 1.5F * u);
    const auto at = [&](float x, float y) { return ImVec2{c.x + (x - 8) * u, c.y + (y - 8) * u}; };
    const auto line = [&](float x0, float y0, float x1, float y1) { list->AddLine(at(x0, y0), at(x1, y1), colour, w); };
    const auto path = [&](std::initializer_list<ImVec2> grid, bool closed = false) {
        for (const ImVec2& p : grid) {
            list->PathLineTo(at(p.x, p.y));
        }
        list->PathStroke(colour, closed ? ImDrawFlags_Closed : 0, w);
    };
    switch (icon) {
        case Icon::Play:
            list->AddTriangleFilled(at(4.5F, 2.5F), at(13.5F, 8), at(4.5F, 13.5F), colour);
            break;
        case Icon::Pause:
            list->AddRectFilled(at(3.5F, 2.5F), at(6.7F, 13.5F), colour, u);
            list->AddRectFilled(at(9.3F, 2.5F), at(12.5F, 13.5F), colour, u);
            break;
        case Icon::Search:
            list->AddCircle(at(7, 7), 4.5F * u, colour, 0, w);
            line(10.4F, 10.4F, 14, 14);
            break;
        case Icon::Close:
            line(4, 4, 12, 12);
            line(12, 4, 4, 12);
            break;
        case Icon::Back:
            path({{9.5F, 3}, {4.5F, 8}, {9.5F, 13}});
            break;
        case Icon::Forward:
            path({{6.5F, 3}, {11.5F, 8}, {6.5F, 13}});
            break;
        case Icon::ChevronDown:
            path({{4, 6}, {8, 10}, {12, 6}});
            break;
        case Icon::ChevronRight:
            path({{6, 4}, {10, 8}, {6, 12}});
            break;
        case Icon::ChevronLeft:
            path({{10, 4}, {6, 8}, {10, 12}});
            break;
        case Icon::Check:
            path({{3.5F, 8.5F}, {6.7F, 11.7F}, {12.5F, 4.8F}});
            break;
        case Icon::Minus:
            line(3.5F, 8, 12.5F, 8);
            break;
        case Icon::Plus:
            line(3.5F, 8, 12.5F, 8);
            line(8, 3.5F, 8, 12.5F);
            break;
        case Icon::Sun:
            list->AddCircle(at(8, 8), 3.2F * u, colour, 0, w);
            for (int i = 0; i < 8; ++i) {
                const float a = kPi * static_cast<float>(i) / 4;
                line(8 + 5.2F * std::cos(a), 8 + 5.2F * std::sin(a), 8 + 6.8F * std::cos(a), 8 + 6.8F * std::sin(a));
            }
            break;
        case Icon::Moon:
            list->PathArcTo(at(8, 8), 5.5F * u, 0.35F * kPi, 1.45F * kPi, 24);
            list->PathArcTo(at(10.6F, 6.2F), 4.6F * u, 1.28F * kPi, 0.45F * kPi, 20);
            list->PathStroke(colour, ImDrawFlags_Closed, w);
            break;
        case Icon::Contrast:
            list->AddCircle(at(8, 8), 5.6F * u, colour, 0, w);
            list->PathArcTo(at(8, 8), 5.6F * u, 0.5F * kPi, 1.5F * kPi, 24);
            list->PathFillConvex(colour);
            break;
        case Icon::Globe:
            list->AddCircle(at(8, 8), 6 * u, colour, 0, w);
            list->AddBezierCubic(at(8, 2), at(4.2F, 5), at(4.2F, 11), at(8, 14), colour, w);
            list->AddBezierCubic(at(8, 2), at(11.8F, 5), at(11.8F, 11), at(8, 14), colour, w);
            line(2, 8, 14, 8);
            break;
        case Icon::Menu:
            line(3, 4.5F, 13, 4.5F);
            line(3, 8, 13, 8);
            line(3, 11.5F, 13, 11.5F);
            break;
        case Icon::Undo:
        case Icon::Redo: {
            const float f = icon == Icon::Undo ? 1.0F : -1.0F;
            const auto m = [&](float x, float y) { return at(8 + f * (x - 8), y); };
            list->PathLineTo(m(3, 6.5F));
            list->PathLineTo(m(9.5F, 6.5F));
            list->PathBezierCubicCurveTo(m(14, 6.5F), m(14, 13), m(9.5F, 13));
            list->PathLineTo(m(6.5F, 13));
            list->PathStroke(colour, 0, w);
            list->PathLineTo(m(6, 3.3F));
            list->PathLineTo(m(2.8F, 6.5F));
            list->PathLineTo(m(6, 9.7F));
            list->PathStroke(colour, 0, w);
            break;
        }
        case Icon::Export:
            path({{8, 10}, {8, 2.5F}});
            path({{5, 5.3F}, {8, 2.3F}, {11, 5.3F}});
            path({{3, 9.5F}, {3, 13.5F}, {13, 13.5F}, {13, 9.5F}});
            break;
        case Icon::Fit:
        case Icon::Present:
            path({{2.5F, 6}, {2.5F, 2.5F}, {6, 2.5F}});
            path({{10, 2.5F}, {13.5F, 2.5F}, {13.5F, 6}});
            path({{13.5F, 10}, {13.5F, 13.5F}, {10, 13.5F}});
            path({{6, 13.5F}, {2.5F, 13.5F}, {2.5F, 10}});
            break;
        case Icon::Filter:
            path({{2.5F, 3}, {13.5F, 3}, {9.5F, 8}, {9.5F, 13.2F}, {6.5F, 11.4F}, {6.5F, 8}}, true);
            break;
        case Icon::Warning:
            path({{8, 2.5F}, {14, 13}, {2, 13}}, true);
            line(8, 6.5F, 8, 9.5F);
            list->AddCircleFilled(at(8, 11.2F), 0.9F * u, colour);
            break;
        case Icon::Info:
            list->AddCircle(at(8, 8), 6 * u, colour, 0, w);
            line(8, 7.5F, 8, 11.2F);
            list->AddCircleFilled(at(8, 5), 0.95F * u, colour);
            break;
        case Icon::Calendar:
            list->AddRect(at(2.5F, 3.5F), at(13.5F, 13.5F), colour, 1.5F * u, 0, w);
            line(2.5F, 6.8F, 13.5F, 6.8F);
            line(5.5F, 2, 5.5F, 4.6F);
            line(10.5F, 2, 10.5F, 4.6F);
            break;
        case Icon::Layers:
            path({{8, 2.5F}, {14, 5.8F}, {8, 9.1F}, {2, 5.8F}}, true);
            path({{2, 9.2F}, {8, 12.5F}, {14, 9.2F}});
            break;
        case Icon::Copy:
            list->AddRect(at(2.5F, 2.5F), at(10, 10), colour, 1.2F * u, 0, w);
            path({{12, 6}, {13.5F, 6}, {13.5F, 13.5F}, {6, 13.5F}, {6, 12}});
            break;
        case Icon::Panel:
            list->AddRect(at(2, 3), at(14, 13), colour, 1.5F * u, 0, w);
            line(6.4F, 3, 6.4F, 13);
            break;
        case Icon::Help:
            list->AddCircle(at(8, 8), 6 * u, colour, 0, w);
            list->PathArcTo(at(8, 6.4F), 2 * u, kPi, 2.4F * kPi, 12);
            list->PathLineTo(at(8, 9.4F));
            list->PathStroke(colour, 0, w);
            list->AddCircleFilled(at(8, 11.4F), 0.9F * u, colour);
            break;
        case Icon::Target:
            list->AddCircle(at(8, 8), 4.2F * u, colour, 0, w);
            line(8, 1.5F, 8, 5);
            line(8, 11, 8, 14.5F);
            line(1.5F, 8, 5, 8);
            line(11, 8, 14.5F, 8);
            break;
    }
}

}  // namespace bordermap::ui
