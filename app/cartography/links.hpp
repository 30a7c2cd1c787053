#pragma once
/// The drawn lines between parties of the two countries.

#include "cartography/theme.hpp"

#include <glm/vec2.hpp>
#include <vector>

namespace bordermap::cartography {

/// How links that are not in force between their own parties are dashed, px at 96 dpi, and their width as share of the theme's.
struct LinkDash {
    float dash = 0, gap = 0, width = 1;
};
inline constexpr LinkDash kInheritedDash{9, 5, 1};
inline constexpr LinkDash kUnsureDash{3.5F, 3.5F, 1};
inline constexpr LinkDash kEndedDash{1.5F, 6, 0.7F};
/// Of links that are there, and not what the picture is about.
[[nodiscard]] inline Colour quiet_link(const Theme& theme) {
    return theme.text_muted.with_alpha(0.45F);
}

/// One end of an arc: the middle of its symbol and the radius at which the arc stops, px.
struct LinkEnd {
    glm::vec2 at{0, 0};
    float gap = 0;
};

/// A quadratic Bezier curve that always bends to the left of the way from `from` (the Vietnamese party) to `to` (the Lao
/// party), so that arcs which leave one place fan out and do not cross. Its height is 0.14 of the chord, at most
/// kMostBend px at 96 dpi: long links stay near their chord.
struct LinkArc {
    static constexpr float kBend = 0.14F;
    static constexpr float kMostBend = 64.F;
    static constexpr float kLeast = 2.F;  ///< px at 96 dpi between the symbols' edges; nothing shorter is drawn
    glm::vec2 from{0, 0}, control{0, 0}, to{0, 0};
    [[nodiscard]] glm::vec2 at(float t) const;
};
[[nodiscard]] LinkArc make_arc(glm::vec2 from, glm::vec2 to, float scale);

/// Appends the arc between the symbols' edges to `points` and returns how many points; 0 where the symbols touch.
[[nodiscard]] std::size_t append_arc(const LinkArc& arc, const LinkEnd& from, const LinkEnd& to, float scale,
                                     std::vector<glm::vec2>& points);

}  // namespace bordermap::cartography
