#include "cartography/incident_marks.hpp"
#include "cartography/symbols.hpp"
#include "render/vector/canvas.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <glm/geometric.hpp>
#include <numbers>
#include <span>
#include <utility>
#include <vector>

namespace bordermap::render {
namespace {

using cartography::Overlay;
using cartography::SymbolMark;

constexpr double kTurn = 2.0 * std::numbers::pi;

bool finite(glm::vec2 p) {
    return std::isfinite(p.x) && std::isfinite(p.y);
}

void set_stroke(cairo_t* context, double width, cairo_line_cap_t cap, cairo_line_join_t join) {
    cairo_set_line_width(context, width);
    cairo_set_line_cap(context, cap);
    cairo_set_line_join(context, join);
}

void draw_rect(cairo_t* context, const cartography::RectMark& rect) {
    const glm::dvec2 low = rect.min;
    const glm::dvec2 high = rect.max;
    if (!finite(rect.min) || !finite(rect.max) || !(high.x > low.x) || !(high.y > low.y)) {
        return;
    }
    const double radius =
        std::clamp(static_cast<double>(rect.radius), 0.0, 0.5 * std::min(high.x - low.x, high.y - low.y));
    if (radius > 0) {
        cairo_new_sub_path(context);
        cairo_arc(context, high.x - radius, low.y + radius, radius, -0.25 * kTurn, 0);
        cairo_arc(context, high.x - radius, high.y - radius, radius, 0, 0.25 * kTurn);
        cairo_arc(context, low.x + radius, high.y - radius, radius, 0.25 * kTurn, 0.5 * kTurn);
        cairo_arc(context, low.x + radius, low.y + radius, radius, 0.5 * kTurn, 0.75 * kTurn);
        cairo_close_path(context);
    } else {
        cairo_rectangle(context, low.x, low.y, high.x - low.x, high.y - low.y);
    }
    if (rect.fill.a > 0) {
        set_paint(context, rect.fill);
        cairo_fill_preserve(context);
    }
    if (rect.stroke_width > 0 && rect.stroke.a > 0) {
        set_paint(context, rect.stroke);
        set_stroke(context, static_cast<double>(rect.stroke_width), CAIRO_LINE_CAP_BUTT, CAIRO_LINE_JOIN_MITER);
        cairo_stroke_preserve(context);
    }
    cairo_new_path(context);
}

void draw_ring(cairo_t* context, const cartography::RingMark& ring) {
    if (!finite(ring.at) || !std::isfinite(ring.radius) || !(ring.radius > 0)) {
        return;
    }
    const auto radius = static_cast<double>(ring.radius);
    cairo_new_sub_path(context);
    cairo_arc(context, static_cast<double>(ring.at.x), static_cast<double>(ring.at.y), radius, 0, kTurn);
    cairo_close_path(context);
    if (ring.fill.a > 0) {
        set_paint(context, ring.fill);
        cairo_fill_preserve(context);
    }
    if (ring.stroke_width > 0 && ring.stroke.a > 0) {
        set_paint(context, ring.stroke);
        set_stroke(context, static_cast<double>(ring.stroke_width), CAIRO_LINE_CAP_BUTT, CAIRO_LINE_JOIN_ROUND);
        if (ring.gap > 0) {
            // As ring.frag: a whole number of dashes goes round, none odd where the circle closes.
            const auto dash = static_cast<double>(std::max(ring.dash, 0.01F));
            const auto gap = static_cast<double>(ring.gap);
            const double period = kTurn * radius / std::max(std::round(kTurn * radius / (dash + gap)), 3.0);
            const double solid = period * dash / (dash + gap);
            const std::array pattern{solid, period - solid};
            cairo_set_dash(context, pattern.data(), 2, 0.5 * (solid + period));
        }
        cairo_stroke_preserve(context);
        cairo_set_dash(context, nullptr, 0, 0);
    }
    cairo_new_path(context);
}

std::vector<glm::dvec2> points_of(const Overlay& overlay, const cartography::PolylineMark& mark) {
    std::vector<glm::dvec2> line;
    const std::size_t end = std::min<std::size_t>(std::size_t{mark.first} + mark.count, overlay.points.size());
    for (std::size_t i = mark.first; i < end; ++i) {
        const glm::vec2 p = overlay.points[i];
        if (finite(p) && (line.empty() || glm::distance(line.back(), glm::dvec2(p)) > 1e-3)) {
            line.emplace_back(p);
        }
    }
    return line;
}

void draw_polylines(cairo_t* context, const Overlay& overlay) {
    // Casings of all first, so that none cuts through another line.
    for (const bool casing : {true, false}) {
        for (const cartography::PolylineMark& mark : overlay.polylines) {
            const float width = casing ? mark.casing : mark.width;
            const cartography::Colour& colour = casing ? mark.casing_colour : mark.colour;
            if (!(width > 0) || !(colour.a > 0) || (casing && mark.casing <= mark.width)) {
                continue;
            }
            const std::vector<glm::dvec2> line = points_of(overlay, mark);
            if (line.size() < 2) {
                continue;
            }
            add_line(context, line, false);
            set_paint(context, colour);
            set_stroke(context, static_cast<double>(width), CAIRO_LINE_CAP_ROUND, CAIRO_LINE_JOIN_ROUND);
            if (mark.gap > 0) {
                // As polyline.frag: round ends lengthen a dash by the width of the line.
                const auto dash = static_cast<double>(std::max(mark.dash, 0.01F));
                const double period = dash + static_cast<double>(mark.gap);
                const double solid = std::max(dash - static_cast<double>(mark.width), 0.0);
                const std::array pattern{solid, period - solid};
                cairo_set_dash(context, pattern.data(), 2, period - 0.5 * (dash - solid));
            }
            cairo_stroke(context);
            cairo_set_dash(context, nullptr, 0, 0);
        }
    }
}

/// The path's inside in one colour, with a rim of another along its inner side, `rim` px wide.
void fill_hollow(cairo_t* context, const cartography::Colour& inside, const cartography::Colour& colour, double rim) {
    set_paint(context, inside);
    cairo_fill_preserve(context);
    const Saved saved(context);
    cairo_clip_preserve(context);
    set_paint(context, colour);
    set_stroke(context, 2.0 * rim, CAIRO_LINE_CAP_BUTT, CAIRO_LINE_JOIN_ROUND);
    cairo_stroke(context);
}

/// One arc of a ring: a piece of the band whose trimmed ends are straight and as far apart at both edges.
void add_share(cairo_t* context, const cartography::DonutMark& mark, const cartography::DonutShare& share) {
    const glm::dvec2 at = mark.at;
    const auto outer = static_cast<double>(mark.radius);
    const double inner = std::max(outer - static_cast<double>(mark.width), 0.0);
    cairo_new_sub_path(context);
    if (mark.count == 1) {
        cairo_arc(context, at.x, at.y, outer, 0, kTurn);
        cairo_close_path(context);
        cairo_new_sub_path(context);
        cairo_arc_negative(context, at.x, at.y, inner, 0, -kTurn);
        cairo_close_path(context);
        return;
    }
    const auto angle = [&](float turns, bool trimmed, double radius, double sign) {
        const double trim = trimmed && radius > 0 ? 0.5 * static_cast<double>(mark.gap) / radius : 0.0;
        return kTurn * (static_cast<double>(turns) - 0.25) + sign * trim;
    };
    const auto ends = [&](double radius) {
        const double from = angle(share.from, share.trim_from, radius, 1);
        return std::pair{from, std::max(angle(share.to, share.trim_to, radius, -1), from)};
    };
    const auto [outer_from, outer_to] = ends(outer);
    const auto [inner_from, inner_to] = ends(inner);
    cairo_arc(context, at.x, at.y, outer, outer_from, outer_to);
    cairo_arc_negative(context, at.x, at.y, inner, inner_to, inner_from);
    cairo_close_path(context);
}

void draw_donut(cairo_t* context, const Overlay& overlay, const cartography::DonutMark& mark) {
    const bool whole = std::size_t{mark.first} + mark.count <= overlay.shares.size();
    if (!finite(mark.at) || !std::isfinite(mark.radius) || !(mark.radius > 0) || !whole) {
        return;
    }
    const glm::dvec2 at = mark.at;
    cairo_new_sub_path(context);
    cairo_arc(context, at.x, at.y, static_cast<double>(mark.radius + mark.halo_width), 0, kTurn);
    set_paint(context, mark.ground);
    cairo_fill(context);
    cairo_set_fill_rule(context, CAIRO_FILL_RULE_WINDING);
    for (std::uint32_t i = mark.first; i < mark.first + mark.count; ++i) {
        const cartography::DonutShare& share = overlay.shares[i];
        add_share(context, mark, share);
        if (!share.hollow) {
            set_paint(context, share.colour);
            cairo_fill(context);
            continue;
        }
        // As donut.frag: a rim of the colour, the ground within.
        fill_hollow(context, mark.ground.with_alpha(share.colour.a), share.colour,
                    std::max(0.24 * static_cast<double>(mark.width), 1.1));
    }
}

/// The outline of a symbol in px.
void add_symbol(cairo_t* context, const SymbolMark& mark) {
    const cartography::SymbolOutline outline = cartography::symbol_outline(mark.shape);
    const glm::dvec2 at = mark.at;
    const double unit = 0.5 * static_cast<double>(mark.size);
    if (outline.radius > 0) {
        cairo_new_sub_path(context);
        cairo_arc(context, at.x, at.y, static_cast<double>(outline.radius) * unit, 0, kTurn);
        cairo_close_path(context);
        if (outline.hole > 0) {
            cairo_new_sub_path(context);
            cairo_arc_negative(context, at.x, at.y, static_cast<double>(outline.hole) * unit, 0, -kTurn);
            cairo_close_path(context);
        }
        return;
    }
    const double cosine = std::cos(static_cast<double>(mark.angle));
    const double sine = std::sin(static_cast<double>(mark.angle));
    std::vector<glm::dvec2> corners;
    for (const std::span<const glm::vec2> polygon : outline.polygons) {
        corners.clear();
        for (const glm::dvec2 p : polygon) {
            corners.push_back(at + unit * glm::dvec2(p.x * cosine - p.y * sine, p.x * sine + p.y * cosine));
        }
        if (!corners.empty()) {
            add_line(context, corners, true);
        }
    }
}

void draw_symbol(cairo_t* context, const SymbolMark& mark) {
    if (!finite(mark.at) || !(mark.size > 0) || mark.shape >= cartography::SymbolShape::Count) {
        return;
    }
    cairo_set_fill_rule(context, CAIRO_FILL_RULE_WINDING);
    add_symbol(context, mark);
    if (mark.halo_width > 0 && mark.halo.a > 0) {
        // Everything nearer to the outline than the halo is wide, inside too: what shines through the body is the halo.
        set_stroke(context, 2.0 * static_cast<double>(mark.halo_width), CAIRO_LINE_CAP_BUTT, CAIRO_LINE_JOIN_ROUND);
        if (mark.fill.a < 1 && mark.halo.a < 1) {
            cairo_push_group(context);
            set_paint(context, mark.halo.with_alpha(1));
            cairo_fill_preserve(context);
            cairo_stroke_preserve(context);
            cairo_pop_group_to_source(context);
            cairo_paint_with_alpha(context, static_cast<double>(mark.halo.a));
        } else {
            set_paint(context, mark.halo);
            if (mark.fill.a < 1) {
                cairo_fill_preserve(context);
            }
            cairo_stroke_preserve(context);
        }
    }
    if (!mark.hollow) {
        set_paint(context, mark.fill);
        cairo_fill(context);
        return;
    }
    // As symbol.glsl: a rim of the colour inside the outline, the halo's colour within.
    fill_hollow(context, mark.halo.with_alpha(mark.fill.a), mark.fill,
                std::max(0.12 * static_cast<double>(mark.size), 1.2));
}

}  // namespace

void draw_overlay(cairo_t* context, const Overlay& overlay, const cartography::GlyphAtlas* atlas, Fonts& fonts,
                  const cartography::Scene* incidents_of) {
    for (const cartography::RectMark& rect : overlay.rects) {
        draw_rect(context, rect);
    }
    for (const cartography::RingMark& ring : overlay.rings) {
        draw_ring(context, ring);
    }
    draw_polylines(context, overlay);
    if (incidents_of != nullptr) {
        const glm::vec2 size(incidents_of->view.size_px);
        for (const SymbolMark& mark : cartography::incident_symbols(*incidents_of)) {
            const float reach = mark.size + mark.halo_width;
            if (mark.at.x > -reach && mark.at.y > -reach && mark.at.x < size.x + reach && mark.at.y < size.y + reach) {
                draw_symbol(context, mark);
            }
        }
        draw_overlay(context, cartography::incident_emphasis(*incidents_of), nullptr, fonts, nullptr);
    }
    for (const cartography::DonutMark& mark : overlay.donuts) {
        draw_donut(context, overlay, mark);
    }
    for (const SymbolMark& mark : overlay.symbols) {
        draw_symbol(context, mark);
    }
    if (atlas != nullptr) {
        draw_texts(context, overlay, *atlas, fonts);
    }
}

}  // namespace bordermap::render
