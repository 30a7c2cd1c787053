#include "cartography/symbols.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <vector>

namespace bordermap::cartography {
namespace {

constexpr int kShapes = static_cast<int>(SymbolShape::Count);

TEST(Symbols, StayInTheirSquare) {
    for (int i = 0; i < kShapes; ++i) {
        const auto shape = static_cast<SymbolShape>(i);
        double inside = 0;
        for (int row = -30; row <= 30; ++row) {
            for (int column = -30; column <= 30; ++column) {
                const float x = static_cast<float>(column) / 20.F;
                const float y = static_cast<float>(row) / 20.F;
                const bool in = symbol_distance(shape, x, y) < 0;
                inside += in ? 1 : 0;
                EXPECT_FALSE(in && (std::abs(x) > 1.001F || std::abs(y) > 1.001F)) << i;
            }
        }
        EXPECT_GT(inside / (40.0 * 40.0), 0.2) << i;  // enough ink to be seen
    }
}

TEST(Symbols, FieldIsADistance) {
    // Never changes faster than the way that one goes, and is exact outside: halo and anti-aliasing are as wide as asked.
    for (int i = 0; i < kShapes; ++i) {
        const auto shape = static_cast<SymbolShape>(i);
        for (int row = -28; row <= 28; ++row) {
            for (int column = -28; column <= 28; ++column) {
                const float x = static_cast<float>(column) / 20.F;
                const float y = static_cast<float>(row) / 20.F;
                const float here = symbol_distance(shape, x, y);
                EXPECT_LE(std::abs(symbol_distance(shape, x + 0.05F, y) - here), 0.0501F) << i;
                EXPECT_LE(std::abs(symbol_distance(shape, x, y + 0.05F) - here), 0.0501F) << i;
            }
        }
    }
}

TEST(Symbols, AreSymmetricLeftToRight) {
    for (int i = 0; i < kShapes; ++i) {
        const auto shape = static_cast<SymbolShape>(i);
        for (const float y : {-0.8F, -0.3F, 0.05F, 0.4F, 0.9F}) {
            for (const float x : {0.1F, 0.45F, 0.8F, 1.2F}) {
                EXPECT_NEAR(symbol_distance(shape, x, y), symbol_distance(shape, -x, y), 1e-4) << i;
            }
        }
    }
}

/// Coverage of a symbol drawn 12 px wide, in grey.
std::vector<float> drawn(SymbolShape shape) {
    std::vector<float> pixels;
    for (int row = 0; row < 12; ++row) {
        for (int column = 0; column < 12; ++column) {
            const float x = (static_cast<float>(column) + 0.5F) / 6.F - 1.F;
            const float y = (static_cast<float>(row) + 0.5F) / 6.F - 1.F;
            pixels.push_back(std::clamp(0.5F - symbol_distance(shape, x, y) * 6.F, 0.F, 1.F));
        }
    }
    return pixels;
}

TEST(Symbols, AreToldApartByShapeAloneAtTwelvePixels) {
    // Without colour, at the smallest size in use: any two of a family differ in at least an eighth of their ink.
    using enum SymbolShape;
    const std::vector<std::vector<SymbolShape>> families{
        {Diamond, Triangle, Circle, Square, Pentagon, TriangleDown, Cross, Hexagon},
        {Square, Shield, House, Star, Authority, Gate, Ring}};
    for (const auto& family : families) {
        for (std::size_t a = 0; a < family.size(); ++a) {
            for (std::size_t b = a + 1; b < family.size(); ++b) {
                const auto one = drawn(family[a]);
                const auto other = drawn(family[b]);
                float both = 0;
                float differ = 0;
                for (std::size_t i = 0; i < one.size(); ++i) {
                    both += std::max(one[i], other[i]);
                    differ += std::abs(one[i] - other[i]);
                }
                EXPECT_GE(differ / both, 0.125F)
                    << static_cast<int>(family[a]) << " and " << static_cast<int>(family[b]);
            }
        }
    }
}

TEST(Symbols, CategoriesAndUnitsHaveTheirShapes) {
    EXPECT_EQ(category_symbol("INC.TOC.DRUG"), SymbolShape::Diamond);
    EXPECT_EQ(category_symbol("INC.TOC.GOLD"), SymbolShape::Triangle);
    EXPECT_EQ(category_symbol("INC.TOC"), SymbolShape::Triangle);
    EXPECT_EQ(category_symbol("INC.MIG.CROSS"), SymbolShape::Circle);
    EXPECT_EQ(category_symbol("INC.LAND.SETTLE"), SymbolShape::Square);
    EXPECT_EQ(category_symbol("INC.RES.FOREST"), SymbolShape::Pentagon);
    EXPECT_EQ(category_symbol("INC.HAZ.FLOOD"), SymbolShape::TriangleDown);
    EXPECT_EQ(category_symbol("INC.EPI.PEST"), SymbolShape::Cross);
    EXPECT_EQ(category_symbol("INC.INFO.HOSTILE"), SymbolShape::Hexagon);
    EXPECT_EQ(category_symbol("INC.HAZARD"), SymbolShape::Circle);
    EXPECT_EQ(category_symbol(""), SymbolShape::Circle);

    EXPECT_EQ(unit_symbol("army"), SymbolShape::Square);
    EXPECT_EQ(unit_symbol("border_guard"), SymbolShape::Shield);
    EXPECT_EQ(unit_symbol("police"), SymbolShape::Shield);
    EXPECT_EQ(unit_symbol("village"), SymbolShape::House);
    EXPECT_EQ(unit_symbol("ministry"), SymbolShape::Star);
    EXPECT_EQ(unit_symbol("state"), SymbolShape::Star);
    EXPECT_EQ(unit_symbol("authority"), SymbolShape::Authority);
    EXPECT_EQ(unit_symbol("something else"), SymbolShape::Authority);

    for (const char* echelon : {"national", "provincial command", "district command", "post", "village", "", "?"}) {
        EXPECT_GE(echelon_scale(echelon), 0.7F);
        EXPECT_LE(echelon_scale(echelon), 1.3F);
    }
    EXPECT_GT(echelon_scale("ministry"), echelon_scale("provincial command"));
    EXPECT_GT(echelon_scale("provincial command"), echelon_scale("post"));
}

}  // namespace
}  // namespace bordermap::cartography
