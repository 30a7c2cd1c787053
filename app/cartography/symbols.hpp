#pragma once
/// The one family of symbols. symbol_outline() is its one definition: what is drawn as outlines takes it, the shader and
/// the panels sample symbol_distance(), which measures from it.

#include <array>
#include <cstdint>
#include <glm/vec2.hpp>
#include <span>
#include <string_view>

namespace bordermap::cartography {

enum class SymbolShape : std::uint8_t {
    Diamond = 0,       ///< drugs
    Triangle = 1,      ///< other transnational crime
    Circle = 2,        ///< migration
    Square = 3,        ///< land and settlement; army units (size by echelon)
    Pentagon = 4,      ///< natural resources
    TriangleDown = 5,  ///< hazards
    Cross = 6,         ///< epidemic
    Hexagon = 7,       ///< information
    Shield = 8,        ///< border guard
    House = 9,         ///< village
    Gate = 10,         ///< border gate
    Ring = 11,         ///< event
    Star = 12,         ///< state, ministry, national body
    Authority = 13,    ///< civil authority: square with a roof line
    Dot = 14,          ///< town
    NorthArrow = 15,
    OneBar = 16,   ///< under a symbol: its place is known only to a district or commune
    TwoBars = 17,  ///< under a symbol: its place is known only to a province
    Crossed = 18,  ///< over a symbol: dissolved, and no successor is documented
    Count
};

/// Shape of an incident category by its id: longest known prefix (INC.TOC.DRUG, INC.TOC, INC.MIG, INC.LAND, INC.RES,
/// INC.HAZ, INC.EPI, INC.INFO); Circle for an unknown one.
[[nodiscard]] SymbolShape category_symbol(std::string_view category_id);
/// Shape of a unit by its kind.
[[nodiscard]] SymbolShape unit_symbol(std::string_view kind);
/// Size factor of a unit by its echelon, 0.7..1.3.
[[nodiscard]] float echelon_scale(std::string_view echelon);
/// Size factor of all symbols by scale, 0.5..1: smaller where the whole border is in view, full size where a province fills the
/// picture. `nominal`: metres per px at 96 dpi.
[[nodiscard]] float symbol_factor(double nominal);
/// Outline of a symbol in units of half its size, y down: closed polygons (all clockwise on screen, apart from each other),
/// or a disc where there are none.
struct SymbolOutline {
    std::array<std::span<const glm::vec2>, 2> polygons;
    float radius = 0;  ///< of the disc
    float hole = 0;    ///< radius of the hole in the disc
};
[[nodiscard]] SymbolOutline symbol_outline(SymbolShape shape);
/// Signed distance to that outline in units of half the symbol's size (negative inside) at (x, y) in -1..1, y down: sampled by the
/// renderer and the panels. Formulas after I. Quilez, "2D distance functions".
[[nodiscard]] float symbol_distance(SymbolShape shape, float x, float y);

}  // namespace bordermap::cartography
