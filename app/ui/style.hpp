#pragma once
/// Fonts, colours and measures of the panels.

#include "cartography/theme.hpp"

#include <imgui.h>
#include <string>
#include <string_view>

namespace bordermap::ui {

[[nodiscard]] ImU32 to_u32(const cartography::Colour& colour, float alpha = 1.0F);
[[nodiscard]] cartography::Colour mix(const cartography::Colour& a, const cartography::Colour& b, float t);

/// Colours of the panels, from the theme of the map.
struct Palette {
    ImU32 panel = 0, line = 0, text = 0, muted = 0, accent = 0, accent_text = 0, accent_soft = 0, control = 0,
          hover = 0, histogram = 0, histogram_selected = 0, warning = 0, shadow = 0, sea = 0, veil = 0;
    ImU32 warning_soft = 0;   ///< ground of a word that warns
    ImU32 accent_strong = 0;  ///< accent as text on the panel, readable on it
};

struct Fonts {
    ImFont* small = nullptr;     ///< 13 px
    ImFont* body = nullptr;      ///< 15 px
    ImFont* strong = nullptr;    ///< 15 px semibold
    ImFont* headline = nullptr;  ///< 20 px semibold
    ImFont* large = nullptr;     ///< 26 px semibold
};

class Style {
public:
    /// Loads the fonts at this scale into the ImGui context. Throws std::runtime_error that names the package of a font
    /// that is missing. The caller renews the font texture.
    void load_fonts(float scale);
    void use_theme(const cartography::Theme& of_map);

    [[nodiscard]] float scale() const { return scale_; }
    /// Pixels of a measure of the design; the grid is 8.
    [[nodiscard]] float px(float design) const { return design * scale_; }
    Palette colours;
    Fonts fonts;
    const cartography::Theme* theme = nullptr;

private:
    float scale_ = 1;
};

/// Lao text made ready for ImGui, which does not shape: a tone mark above a vowel sign is replaced by a raised copy of its
/// glyph (private use area), SARA AM is taken apart. Text without Lao is returned as it is.
[[nodiscard]] std::string display_text(std::string_view utf8);
/// True when the text has a Lao character.
[[nodiscard]] bool has_lao(std::string_view utf8);

}  // namespace bordermap::ui
