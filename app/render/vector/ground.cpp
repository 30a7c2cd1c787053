#include "cartography/ground_style.hpp"
#include "render/vector/canvas.hpp"
#include "render/vector/outlines.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <numbers>
#include <tuple>

namespace bordermap::render {
namespace {

using cartography::Colour;
using cartography::FeatureState;
using cartography::LineClass;
using cartography::Scene;
using cartography::Theme;

constexpr double kFiner = 4.0;  // a print is looked at from near: detail of a quarter of a px at 96 dpi
constexpr double kMargin = 8;   // px at 96 dpi around the picture within which outlines are kept

Colour mix(const Colour& a, const Colour& b, float share) {
    return {a.r + (b.r - a.r) * share, a.g + (b.g - a.g) * share, a.b + (b.b - a.b) * share, 1.0F};
}

/// Steps from one colour to the other that are too small to be seen as such, and no smaller than viewers of 8 bits a channel
/// can lay on each other.
int steps_between(const Colour& a, const Colour& b) {
    const float most = std::max({std::abs(a.r - b.r), std::abs(a.g - b.g), std::abs(a.b - b.b)});
    return std::clamp(static_cast<int>(std::lround(most * 255.0F)), 2, 32);
}

/// Land that is filled alike: drawn as one. In the order of drawing.
struct LandKey {
    int level = -1;  ///< of the boundaries; -1: context
    FeatureState state;
    bool operator<(const LandKey& other) const {
        const auto tie = [](const LandKey& key) {
            return std::tuple(key.level, key.state.side, key.state.veil, key.state.highlight, key.state.area_fill);
        };
        return tie(*this) < tie(other);
    }
};

class GroundDrawing {
public:
    GroundDrawing(cairo_t* context, const Scene& scene)
        : context_(context),
          scene_(scene),
          theme_(scene.theme != nullptr ? *scene.theme : cartography::theme("light")),
          metres_per_px_(scene.view.metres_per_px * std::max(static_cast<double>(scene.scale), 1e-3) / kFiner) {}

    void draw() {
        set_paint(context_, theme_.sea.with_alpha(1.0F));
        cairo_paint(context_);
        if (scene_.map) {
            gather_land();
            gather_glow();
            draw_land();
            draw_lines();
        }
    }

private:
    [[nodiscard]] PxBox box(double beyond_px) const {
        const double margin = kMargin * static_cast<double>(scene_.scale) + beyond_px;
        return {{-margin, -margin}, scene_.view.size_px + margin};
    }

    void gather_land() {
        const cartography::PreparedMap& map = *scene_.map;
        if (!map.neighbour_fills.empty()) {
            const cartography::FillLevel& level = cartography::level_for(map.neighbour_fills, metres_per_px_);
            for (std::size_t i = 0; i + 2 < level.indices.size(); i += 3) {
                add_triangle(level, i, {});
            }
        }
        if (!map.boundary_fills.empty()) {
            const cartography::FillLevel& level = cartography::level_for(map.boundary_fills, metres_per_px_);
            for (std::size_t i = 0; i + 2 < level.indices.size(); i += 3) {
                const std::uint32_t feature = level.feature[level.indices[i]];
                if (feature < scene_.features.size() && scene_.features[feature].visible != 0) {
                    add_triangle(level, i, {level_of(feature), scene_.features[feature]});
                }
            }
        }
    }

    [[nodiscard]] int level_of(std::uint32_t feature) const {
        const auto& dataset = scene_.map->dataset;
        return dataset && feature < dataset->boundaries.size() ? dataset->boundaries[feature].level : 0;
    }

    void add_triangle(const cartography::FillLevel& level, std::size_t first, const LandKey& key) {
        std::vector<glm::vec2>& corners = land_[key];
        for (std::size_t k = first; k < first + 3; ++k) {
            corners.push_back(level.positions[level.indices[k]]);
        }
    }

    void gather_glow() {
        const auto& levels = scene_.map->lines[static_cast<std::size_t>(LineClass::Border)];
        widths_ = cartography::glow_widths(scene_);
        const float reach = *std::max_element(widths_.begin(), widths_.end());
        if (scene_.show_glow && !levels.empty() && reach > 0) {
            glow_ = chains_of(cartography::level_for(levels, scene_.view.metres_per_px * cartography::kGlowCoarser),
                              scene_.as_of, scene_.view, box(static_cast<double>(reach)));
        }
    }

    /// As glow.frag.
    [[nodiscard]] double nearness(double distance) const {
        constexpr std::array kShares{0.40, 0.34, 0.26};
        double sum = 0;
        for (std::size_t i = 0; i < kShares.size(); ++i) {
            const double x = std::clamp(1.0 - distance / static_cast<double>(widths_.at(i)), 0.0, 1.0);
            sum += kShares.at(i) * x * x * (3.0 - 2.0 * x);
        }
        return sum;
    }

    /// Half width of the stroke from whose edge on inwards the nearness is at least this.
    [[nodiscard]] double reach_of(double wanted) const {
        double low = 0;
        auto high = static_cast<double>(*std::max_element(widths_.begin(), widths_.end()));
        for (int i = 0; i < 40; ++i) {
            const double middle = 0.5 * (low + high);
            (nearness(middle) >= wanted ? low : high) = middle;
        }
        return 0.5 * (low + high);
    }

    /// The glow falls off in steps: strokes from wide to narrow, opaque as the land below is of one colour.
    void draw_glow(const Colour& fill, const Colour& colour) {
        if (glow_.empty()) {
            return;
        }
        for (const Chain& chain : glow_) {
            add_line(context_, chain.points, chain.closed);
        }
        cairo_set_line_cap(context_, CAIRO_LINE_CAP_ROUND);
        cairo_set_line_join(context_, CAIRO_LINE_JOIN_ROUND);
        const int steps = steps_between(fill, colour);
        for (int step = 1; step <= steps; ++step) {
            const double before = static_cast<double>(step - 1) / steps;
            const double after = static_cast<double>(step) / steps;
            set_paint(context_, mix(fill, colour, static_cast<float>(after)));
            cairo_set_line_width(context_, 2.0 * reach_of(0.5 * (before + after)));
            cairo_stroke_preserve(context_);
        }
        cairo_new_path(context_);
    }

    void add_rings(const std::vector<Ring>& rings) {
        for (const Ring& ring : rings) {
            add_line(context_, ring, true);
        }
    }

    /// Each colour is laid under all that come after it: where two meet, the soft edge of the upper one has the lower one
    /// below it and never the sea.
    void draw_land() {
        const std::array fills{theme_.context_land, theme_.fill_vn, theme_.fill_la};
        const std::array glows{theme_.context_land, theme_.glow_vn, theme_.glow_la};
        const std::array<Colour, 4> highlights = cartography::ground_highlights(theme_);
        cairo_set_fill_rule(context_, CAIRO_FILL_RULE_WINDING);
        std::vector<std::vector<Ring>> regions;
        std::vector<glm::vec2> corners;
        // NOLINTNEXTLINE(modernize-loop-convert): std::views::reverse is beyond clang 14
        for (auto land = land_.rbegin(); land != land_.rend(); ++land) {
            corners.insert(corners.end(), land->second.begin(), land->second.end());
            regions.push_back(seen_rings(union_outline(corners), scene_.view, box(0)));
        }
        for (const auto& [key, triangles] : land_) {
            const std::vector<Ring> region = std::move(regions.back());
            regions.pop_back();
            if (region.empty()) {
                continue;
            }
            // As land.vert.
            const std::size_t side = std::min<std::size_t>(key.state.side, 2);
            const Colour& light = highlights.at(std::min<std::size_t>(key.state.highlight, 3));
            const float veil = theme_.dim.a * static_cast<float>(key.state.veil) / 255.0F;
            const std::size_t by_class = std::min<std::size_t>(key.state.area_fill, cartography::kAreaFills - 1);
            const Colour& ground = by_class > 0 ? scene_.area_fills.at(by_class) : fills.at(side);
            const Colour& glow = by_class > 0 ? ground : glows.at(side);
            const Colour fill = mix(mix(ground, light, light.a), theme_.dim, veil);
            set_paint(context_, fill);
            add_rings(region);
            cairo_fill(context_);
            if (key.level >= 0 && !glow_.empty()) {
                // A group is cut off once, where each of its strokes would carry the outline of the land along.
                cairo_push_group(context_);
                draw_glow(fill, mix(mix(glow, light, light.a * 0.5F), theme_.dim, veil));
                cairo_pop_group_to_source(context_);
                const Saved saved(context_);
                add_rings(region);
                cairo_clip(context_);
                cairo_paint(context_);
            }
        }
    }

    void draw_line_class(LineClass line_class, double width, const Colour& colour) {
        const auto& levels = scene_.map->lines[static_cast<std::size_t>(line_class)];
        if (levels.empty() || !(width > 0)) {
            return;
        }
        for (const Chain& chain :
             chains_of(cartography::level_for(levels, metres_per_px_), scene_.as_of, scene_.view, box(width))) {
            add_line(context_, chain.points, chain.closed);
        }
        // All pieces are one path: where they meet, a translucent line is no darker.
        set_paint(context_, colour);
        cairo_set_line_width(context_, width);
        cairo_set_line_cap(context_, CAIRO_LINE_CAP_ROUND);
        cairo_set_line_join(context_, CAIRO_LINE_JOIN_ROUND);
        cairo_stroke(context_);
    }

    /// Beyond the context data land and sea fade into one tone: the outsides of rounded rectangles laid on each other, whose
    /// edges are the places of equal distance to what is known.
    void draw_beyond() {
        const cartography::Bounds& known = scene_.map->context;
        if (!known.valid()) {
            return;
        }
        const double fade = cartography::kBeyondFade / scene_.view.metres_per_px;
        glm::dvec2 low = scene_.view.to_px({known.min.x, known.max.y}) + fade;
        glm::dvec2 high = scene_.view.to_px({known.max.x, known.min.y}) - fade;
        const glm::dvec2 middle = 0.5 * (low + high);
        low = glm::dvec2(std::min(low.x, middle.x), std::min(low.y, middle.y));
        high = glm::dvec2(std::max(high.x, middle.x), std::max(high.y, middle.y));
        const PxBox page = box(0);
        cairo_set_fill_rule(context_, CAIRO_FILL_RULE_EVEN_ODD);
        const Colour tone = cartography::beyond_tone(theme_);
        const int steps = std::max(steps_between(tone, theme_.sea), steps_between(tone, theme_.context_land));
        for (int step = 1; step <= steps; ++step) {
            const double before = static_cast<double>(step - 1) / steps;
            const double after = static_cast<double>(step) / steps;
            const double radius = fade * inverse_smoothstep(0.5 * (before + after));
            const glm::dvec2 corner = low - radius;
            const glm::dvec2 far = high + radius;
            if (corner.x <= page.min.x && corner.y <= page.min.y && far.x >= page.max.x && far.y >= page.max.y &&
                corners_inside(low, high, radius, page)) {
                continue;
            }
            cairo_rectangle(context_, page.min.x, page.min.y, page.max.x - page.min.x, page.max.y - page.min.y);
            constexpr double kQuarter = 0.5 * std::numbers::pi;
            cairo_new_sub_path(context_);
            cairo_arc(context_, high.x, low.y, radius, -kQuarter, 0);
            cairo_arc(context_, high.x, high.y, radius, 0, kQuarter);
            cairo_arc(context_, low.x, high.y, radius, kQuarter, 2 * kQuarter);
            cairo_arc(context_, low.x, low.y, radius, 2 * kQuarter, 3 * kQuarter);
            cairo_close_path(context_);
            set_paint(context_, tone.with_alpha(static_cast<float>(1.0 - (1.0 - after) / (1.0 - before))));
            cairo_fill(context_);
        }
        cairo_set_fill_rule(context_, CAIRO_FILL_RULE_WINDING);
    }

    static double inverse_smoothstep(double y) { return 0.5 - std::sin(std::asin(1.0 - 2.0 * y) / 3.0); }

    /// All corners of the page are nearer than the radius to the rectangle: this step touches nothing of it.
    static bool corners_inside(glm::dvec2 low, glm::dvec2 high, double radius, const PxBox& page) {
        const double dx = std::max({low.x - page.min.x, page.max.x - high.x, 0.0});
        const double dy = std::max({low.y - page.min.y, page.max.y - high.y, 0.0});
        return std::hypot(dx, dy) <= radius;
    }

    void draw_lines() {
        const std::array<cartography::GroundLine, 8> lines = cartography::ground_lines(theme_);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const cartography::GroundLine& line = lines.at(i);
            if (i == cartography::kFirstOfTheTwo) {
                draw_beyond();
            }
            if (scene_.show_lines.at(static_cast<std::size_t>(line.line_class))) {
                draw_line_class(line.line_class, static_cast<double>(line.width * scene_.scale), line.colour);
            }
        }
    }

    cairo_t* context_;
    const Scene& scene_;
    const Theme& theme_;
    double metres_per_px_;  ///< that the levels of detail are chosen for
    std::map<LandKey, std::vector<glm::vec2>> land_;
    std::vector<Chain> glow_;
    std::array<float, 3> widths_{};
};

}  // namespace

void draw_ground(cairo_t* context, const Scene& scene) {
    GroundDrawing(context, scene).draw();
}

}  // namespace bordermap::render
