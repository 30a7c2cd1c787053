#include "cartography/symbols.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <glm/geometric.hpp>
#include <glm/vec2.hpp>
#include <limits>
#include <span>
#include <utility>

namespace bordermap::cartography {

namespace {

using glm::vec2;

// Outlines in units of half the symbol's size, y down. Sizes are chosen so that the shapes look equally heavy: a triangle
// reaches further than a square, which has more area.
constexpr std::array kDiamond{vec2{0.F, -1.F}, vec2{1.F, 0.F}, vec2{0.F, 1.F}, vec2{-1.F, 0.F}};
constexpr std::array kTriangle{vec2{0.F, -0.95F}, vec2{0.98F, 0.78F}, vec2{-0.98F, 0.78F}};
constexpr std::array kSquare{vec2{-0.80F, -0.80F}, vec2{0.80F, -0.80F}, vec2{0.80F, 0.80F}, vec2{-0.80F, 0.80F}};
constexpr std::array kPentagon{vec2{0.F, -1.F}, vec2{0.98F, -0.22F}, vec2{0.62F, 0.84F}, vec2{-0.62F, 0.84F},
                               vec2{-0.98F, -0.22F}};
constexpr std::array kTriangleDown{vec2{0.F, 0.95F}, vec2{-0.98F, -0.78F}, vec2{0.98F, -0.78F}};
constexpr std::array kCross{vec2{-0.32F, -0.92F}, vec2{0.32F, -0.92F}, vec2{0.32F, -0.32F},  vec2{0.92F, -0.32F},
                            vec2{0.92F, 0.32F},   vec2{0.32F, 0.32F},  vec2{0.32F, 0.92F},   vec2{-0.32F, 0.92F},
                            vec2{-0.32F, 0.32F},  vec2{-0.92F, 0.32F}, vec2{-0.92F, -0.32F}, vec2{-0.32F, -0.32F}};
// Wider than high: a regular hexagon of this size cannot be told from the circle.
constexpr std::array kHexagon{vec2{-1.F, 0.F}, vec2{-0.5F, -0.62F}, vec2{0.5F, -0.62F},
                              vec2{1.F, 0.F},  vec2{0.5F, 0.62F},   vec2{-0.5F, 0.62F}};
constexpr std::array kShield{vec2{-0.80F, -0.86F}, vec2{0.80F, -0.86F}, vec2{0.80F, 0.02F},
                             vec2{0.70F, 0.36F},   vec2{0.46F, 0.67F},  vec2{0.F, 0.98F},
                             vec2{-0.46F, 0.67F},  vec2{-0.70F, 0.36F}, vec2{-0.80F, 0.02F}};
constexpr std::array kHouse{vec2{0.F, -0.95F},   vec2{0.98F, -0.08F},  vec2{0.70F, -0.08F}, vec2{0.70F, 0.84F},
                            vec2{-0.70F, 0.84F}, vec2{-0.70F, -0.08F}, vec2{-0.98F, -0.08F}};
constexpr std::array kGate{vec2{-0.96F, -0.86F}, vec2{0.96F, -0.86F}, vec2{0.96F, -0.40F},  vec2{0.78F, -0.40F},
                           vec2{0.78F, 0.90F},   vec2{0.30F, 0.90F},  vec2{0.30F, -0.40F},  vec2{-0.30F, -0.40F},
                           vec2{-0.30F, 0.90F},  vec2{-0.78F, 0.90F}, vec2{-0.78F, -0.40F}, vec2{-0.96F, -0.40F}};
constexpr std::array kStar{vec2{0.F, -1.F},      vec2{0.26F, -0.36F}, vec2{0.95F, -0.31F}, vec2{0.43F, 0.14F},
                           vec2{0.59F, 0.81F},   vec2{0.F, 0.45F},    vec2{-0.59F, 0.81F}, vec2{-0.43F, 0.14F},
                           vec2{-0.95F, -0.31F}, vec2{-0.26F, -0.36F}};
constexpr std::array kRoof{vec2{0.F, -0.96F}, vec2{0.94F, -0.34F}, vec2{-0.94F, -0.34F}};
constexpr std::array kHall{vec2{-0.76F, -0.10F}, vec2{0.76F, -0.10F}, vec2{0.76F, 0.84F}, vec2{-0.76F, 0.84F}};
constexpr std::array kNorthArrow{vec2{0.F, -1.F}, vec2{0.62F, 0.90F}, vec2{0.F, 0.50F}, vec2{-0.62F, 0.90F}};

constexpr std::array kOneBar{vec2{-0.95F, -0.24F}, vec2{0.95F, -0.24F}, vec2{0.95F, 0.24F}, vec2{-0.95F, 0.24F}};
constexpr std::array kUpperBar{vec2{-0.95F, -0.72F}, vec2{0.95F, -0.72F}, vec2{0.95F, -0.24F}, vec2{-0.95F, -0.24F}};
constexpr std::array kLowerBar{vec2{-0.95F, 0.24F}, vec2{0.95F, 0.24F}, vec2{0.95F, 0.72F}, vec2{-0.95F, 0.72F}};
constexpr std::array kCrossed{vec2{0.F, -0.16F},   vec2{0.80F, -0.96F}, vec2{0.96F, -0.80F},  vec2{0.16F, 0.F},
                              vec2{0.96F, 0.80F},  vec2{0.80F, 0.96F},  vec2{0.F, 0.16F},     vec2{-0.80F, 0.96F},
                              vec2{-0.96F, 0.80F}, vec2{-0.16F, 0.F},   vec2{-0.96F, -0.80F}, vec2{-0.80F, -0.96F}};

constexpr float kCircleRadius = 0.80F;
constexpr float kDotRadius = 0.60F;
constexpr float kRingRadius = 0.68F;
constexpr float kRingHalfWidth = 0.20F;

/// Exact distance to a closed outline: nearest edge, sign by the even-odd rule. After I. Quilez, "2D distance functions"
/// (polygon).
float polygon_distance(vec2 p, std::span<const vec2> outline) {
    float nearest = std::numeric_limits<float>::max();
    bool inside = false;
    vec2 a = outline.back();
    for (const vec2 b : outline) {
        const vec2 edge = b - a;
        const float t = std::clamp(glm::dot(p - a, edge) / glm::dot(edge, edge), 0.F, 1.F);
        const vec2 off = p - a - edge * t;
        nearest = std::min(nearest, glm::dot(off, off));
        if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + edge.x * (p.y - a.y) / edge.y) {
            inside = !inside;
        }
        a = b;
    }
    const float distance = std::sqrt(nearest);
    return inside ? -distance : distance;
}

template <typename Value>
Value longest_prefix(std::string_view id, std::span<const std::pair<std::string_view, Value>> table, Value otherwise) {
    std::size_t best = 0;
    Value value = otherwise;
    for (const auto& [prefix, candidate] : table) {
        const bool whole_part = id.size() == prefix.size() || (id.size() > prefix.size() && id[prefix.size()] == '.');
        if (id.starts_with(prefix) && whole_part && prefix.size() > best) {
            best = prefix.size();
            value = candidate;
        }
    }
    return value;
}

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

}  // namespace

SymbolShape category_symbol(std::string_view category_id) {
    using enum SymbolShape;
    static constexpr std::array<std::pair<std::string_view, SymbolShape>, 8> kTable{{{"INC.TOC.DRUG", Diamond},
                                                                                     {"INC.TOC", Triangle},
                                                                                     {"INC.MIG", Circle},
                                                                                     {"INC.LAND", Square},
                                                                                     {"INC.RES", Pentagon},
                                                                                     {"INC.HAZ", TriangleDown},
                                                                                     {"INC.EPI", Cross},
                                                                                     {"INC.INFO", Hexagon}}};
    return longest_prefix<SymbolShape>(category_id, kTable, Circle);
}

SymbolShape unit_symbol(std::string_view kind) {
    using enum SymbolShape;
    if (contains(kind, "guard") || contains(kind, "police") || contains(kind, "security")) {
        return Shield;
    }
    if (contains(kind, "village") || contains(kind, "community")) {
        return House;
    }
    if (contains(kind, "ministry") || contains(kind, "state") || contains(kind, "party") ||
        contains(kind, "national") || contains(kind, "government")) {
        return Star;
    }
    if (contains(kind, "army") || contains(kind, "military") || contains(kind, "defence")) {
        return Square;
    }
    return Authority;
}

float echelon_scale(std::string_view echelon) {
    // From the whole state down to a village: what commands more is drawn larger, within what stays legible. First match
    // wins: "provincial command" before "command".
    static constexpr std::array<std::pair<std::string_view, float>, 15> kTable{{{"national", 1.25F},
                                                                                {"minist", 1.25F},
                                                                                {"armed forces", 1.2F},
                                                                                {"general", 1.2F},
                                                                                {"high command", 1.2F},
                                                                                {"military region", 1.15F},
                                                                                {"provinc", 1.1F},
                                                                                {"regional", 1.0F},
                                                                                {"district", 1.0F},
                                                                                {"commune", 0.9F},
                                                                                {"post", 0.9F},
                                                                                {"company", 0.9F},
                                                                                {"station", 0.9F},
                                                                                {"platoon", 0.8F},
                                                                                {"village", 0.9F}}};
    for (const auto& [word, factor] : kTable) {
        if (contains(echelon, word)) {
            return factor;
        }
    }
    return 1.0F;
}

float symbol_factor(double nominal) {
    return nominal < 900.0 ? static_cast<float>(std::clamp(1.0 - (nominal - 300.0) / 600.0 * 0.28, 0.72, 1.0))
                           : static_cast<float>(std::clamp(0.72 - (nominal - 900.0) / 900.0 * 0.2, 0.5, 0.72));
}

SymbolOutline symbol_outline(SymbolShape shape) {
    switch (shape) {
        case SymbolShape::Diamond:
            return {{kDiamond}};
        case SymbolShape::Triangle:
            return {{kTriangle}};
        case SymbolShape::Square:
            return {{kSquare}};
        case SymbolShape::Pentagon:
            return {{kPentagon}};
        case SymbolShape::TriangleDown:
            return {{kTriangleDown}};
        case SymbolShape::Cross:
            return {{kCross}};
        case SymbolShape::Hexagon:
            return {{kHexagon}};
        case SymbolShape::Shield:
            return {{kShield}};
        case SymbolShape::House:
            return {{kHouse}};
        case SymbolShape::Gate:
            return {{kGate}};
        case SymbolShape::Star:
            return {{kStar}};
        case SymbolShape::NorthArrow:
            return {{kNorthArrow}};
        case SymbolShape::OneBar:
            return {{kOneBar}};
        case SymbolShape::Crossed:
            return {{kCrossed}};
        case SymbolShape::Authority:
            return {{kRoof, kHall}};
        case SymbolShape::TwoBars:
            return {{kUpperBar, kLowerBar}};
        case SymbolShape::Ring:
            return {{}, kRingRadius + kRingHalfWidth, kRingRadius - kRingHalfWidth};
        case SymbolShape::Dot:
            return {{}, kDotRadius};
        case SymbolShape::Circle:
        case SymbolShape::Count:
            break;
    }
    return {{}, kCircleRadius};
}

float symbol_distance(SymbolShape shape, float x, float y) {
    const SymbolOutline outline = symbol_outline(shape);
    const vec2 p{x, y};
    if (outline.radius > 0) {
        const float from_middle = glm::length(p);
        const float edge = from_middle - outline.radius;
        return outline.hole > 0 ? std::max(edge, outline.hole - from_middle) : edge;
    }
    float nearest = std::numeric_limits<float>::max();
    for (const std::span<const vec2> polygon : outline.polygons) {
        if (!polygon.empty()) {
            nearest = std::min(nearest, polygon_distance(p, polygon));
        }
    }
    return nearest;
}

}  // namespace bordermap::cartography
