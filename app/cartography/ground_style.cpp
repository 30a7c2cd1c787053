#include "cartography/ground_style.hpp"

#include <algorithm>
#include <cmath>

namespace bordermap::cartography {

Colour beyond_tone(const Theme& theme) {
    return {0.5F * (theme.sea.r + theme.context_land.r), 0.5F * (theme.sea.g + theme.context_land.g),
            0.5F * (theme.sea.b + theme.context_land.b), 1.0F};
}

std::array<float, 3> glow_widths(const Scene& scene) {
    const double coarseness = scene.view.metres_per_px * static_cast<double>(scene.scale) / 250.0;
    const auto shrink = static_cast<float>(std::clamp(1.0 - 0.2 * std::log2(coarseness), 0.6, 1.0));
    std::array<float, 3> widths = (scene.theme != nullptr ? *scene.theme : theme("light")).glow_widths;
    for (float& width : widths) {
        width *= shrink * scene.scale;
    }
    return widths;
}

std::array<GroundLine, 8> ground_lines(const Theme& theme) {
    return {{{LineClass::Neighbour, theme.outline_width, theme.context_line},
             {LineClass::District, theme.district_width, theme.district_line},
             {LineClass::RiverMinor, theme.river_minor_width, theme.river},
             {LineClass::RiverMajor, theme.river_major_width, theme.river},
             {LineClass::Province, theme.province_width, theme.province_line},
             {LineClass::Outline, theme.outline_width, theme.outline},
             {LineClass::Border, theme.border_casing_width, theme.border_casing},
             {LineClass::Border, theme.border_width, theme.border}}};
}

std::array<Colour, 4> ground_highlights(const Theme& theme) {
    const auto at_most = [](const Colour& colour, float alpha) { return colour.with_alpha(std::min(colour.a, alpha)); };
    return {Colour{0, 0, 0, 0}, Colour{0, 0, 0, 0}, at_most(theme.hover, 0.16F), at_most(theme.selected, 0.20F)};
}

}  // namespace bordermap::cartography
