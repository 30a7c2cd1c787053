#pragma once
/// The rows of the legend: what is visible, and nothing else.

#include "cartography/visible.hpp"

#include <string>
#include <utility>
#include <vector>

namespace bordermap::cartography {

/// One row of the legend, as drawn; also what a test reads.
struct LegendRow {
    enum class Sample : std::uint8_t {
        Header,
        Line,
        DashedLine,
        Link,
        LinkNumber,
        Symbol,
        Ring,
        Count,
        Meeting,
        Words,
        Fill,
        Circles,
        Donut
    };
    Sample sample = Sample::Header;
    std::string text;
    Colour colour, casing;
    float width = 0, casing_width = 0;  ///< px at 96 dpi
    SymbolShape shape = SymbolShape::Circle;
    bool hollow = false;
    float dash = 0, gap = 0;                         ///< of a dashed line, px at 96 dpi
    SymbolShape under_or_over = SymbolShape::Count;  ///< OneBar, TwoBars or Crossed with the symbol; Count: none
    std::vector<std::pair<std::uint32_t, float>> circles{};  ///< nested, greatest first: number, radius in px at 96 dpi
    std::vector<Colour> arcs{};                              ///< of a donut, clockwise from the top
};
[[nodiscard]] std::vector<LegendRow> legend_rows(const FurnitureRequest& request);
/// Of them those of incidents by area, without their header: circles or classes, what is not on the map, and what the numbers are
/// not. Empty for symbols.
[[nodiscard]] std::vector<LegendRow> area_rows(const IncidentAreas& areas, const Theme& theme,
                                               model::Language language);
/// Their header: what the circles or classes are of.
[[nodiscard]] std::string area_title(const IncidentAreas& areas, model::Language language);
/// A category's name in the language, else the program's own word for its group, else its name in another language; with a
/// capital at its start.
[[nodiscard]] std::string category_name(const model::Term& category, model::Language language);
/// The category that stands for this one in the legend: its topmost ancestor of the same colour and shape.
[[nodiscard]] model::Index legend_category(const model::Dataset& dataset, const Theme& theme, model::Index category);

}  // namespace bordermap::cartography
