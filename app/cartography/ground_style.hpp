#pragma once
/// How the ground of a Scene looks: the same for every back end.

#include "cartography/scene.hpp"

#include <array>

namespace bordermap::cartography {

/// m over which the map fades into beyond_tone() before its context data ends.
inline constexpr double kBeyondFade = 120'000.0;
[[nodiscard]] Colour beyond_tone(const Theme& theme);

/// Blurred as it is, the glow may lie 1.6 px beside the line: its line is taken from the level for this many times the scale.
inline constexpr double kGlowCoarser = 4.0;
/// The theme's glow widths in px. From above 250 m per px on they shrink to 0.6: there the border winds so closely that full
/// widths run into each other.
[[nodiscard]] std::array<float, 3> glow_widths(const Scene& scene);

/// One stroke of the ground's lines.
struct GroundLine {
    LineClass line_class = LineClass::Outline;
    float width = 0;  ///< px at 96 dpi
    Colour colour;
};
/// Lowest first. The casing takes the fill's place beside the border; the border comes last, over everything that meets it.
/// What lies beyond the context is drawn before kFirstOfTheTwo: over the context, under the two countries' lines.
[[nodiscard]] std::array<GroundLine, 8> ground_lines(const Theme& theme);
inline constexpr std::size_t kFirstOfTheTwo = 1;

/// Highlights tint the ground at most this much; they never hide which country it is.
[[nodiscard]] std::array<Colour, 4> ground_highlights(const Theme& theme);

}  // namespace bordermap::cartography
