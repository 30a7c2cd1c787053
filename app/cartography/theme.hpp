#pragma once
/// Colours and widths, defined in data: one JSON file per theme (app/cartography/themes/*.json, compiled in; more, or others in
/// their place, from a folder of the user's).

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace bordermap::cartography {

/// sRGB, straight alpha, 0..1.
struct Colour {
    float r = 0, g = 0, b = 0, a = 1;
    [[nodiscard]] Colour with_alpha(float alpha) const { return {r, g, b, alpha}; }
    bool operator==(const Colour&) const = default;
};
/// "#rrggbb" or "#rrggbbaa"; throws std::invalid_argument.
[[nodiscard]] Colour parse_colour(std::string_view text);
/// WCAG 2.1 contrast ratio of two opaque colours, 1..21.
[[nodiscard]] double contrast_ratio(const Colour& a, const Colour& b);

struct Theme {
    std::string name;
    bool dark = false;
    Colour sea, context_land, context_line;
    Colour fill_vn, fill_la, glow_vn, glow_la;
    Colour border, border_casing, outline;
    Colour province_line, district_line, river, river_text;
    Colour country_text, province_text, district_text, town_text, halo;
    Colour link_twinning, link_coordination, link_other;
    /// Agreements by when their next review meeting falls due; told apart by shape and dash, too.
    Colour meeting_overdue, meeting_never, meeting_due, meeting_upcoming, meeting_unknown;
    Colour unit_fill, unit_text, gate, event;
    std::vector<std::pair<std::string, Colour>>
        categories;               ///< group id (INC.TOC.DRUG, INC.MIG ...) -> colour; longest prefix wins
    Colour hover, selected, dim;  ///< dim: veil over what the place filter leaves out
    // Panels and furniture
    Colour panel, panel_line, text, text_muted, accent, accent_text, control, control_hover, histogram,
        histogram_selected, warning;

    /// Widths in px at 96 dpi.
    float border_width = 2.4F, border_casing_width = 5.0F, province_width = 1.2F, district_width = 0.7F,
          outline_width = 1.2F;
    float river_major_width = 1.6F, river_minor_width = 0.9F;
    std::array<float, 3> glow_widths{14, 24, 34};
    float link_width = 3.0F, link_halo = 6.0F, symbol_size = 14.0F, symbol_halo = 1.6F;

    [[nodiscard]] Colour category_colour(std::string_view category_id) const;
    bool operator==(const Theme&) const = default;
};

/// Names of the themes: "light" and "dark" first, the others built in, then those of the folder by file name. Any thread.
[[nodiscard]] std::vector<std::string> theme_names();
/// Unknown name: the light theme. The reference stays good for the life of the program, and what it refers to never changes: a
/// theme that is read again is a new object. Any thread.
[[nodiscard]] const Theme& theme(std::string_view name);
/// Throws std::runtime_error naming the file, the key (or the line of what is no JSON) and the cure.
[[nodiscard]] Theme theme_from_json(std::string_view text, std::string_view file);

struct ThemeReading {
    bool changed = false;  ///< theme_names() or theme() now answer otherwise
    std::vector<std::string>
        faults;  ///< a sentence per file that could not be taken: file, key, cure. What it held before stays
};
/// Reads the *.json files of a folder. One that has the name of a built-in theme takes its place; a file that is gone gives the
/// place back. To be called again when they may have changed. Any thread.
ThemeReading read_theme_folder(const std::filesystem::path& folder);

}  // namespace bordermap::cartography
