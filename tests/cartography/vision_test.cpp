// Symbols told apart by everyone: drawn at 12 px as the renderer and the legend draw them, seen in greyscale and with the three
// common colour-vision deficiencies, compared pixel by pixel.
//
// Simulation: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A physiologically-based model for simulation of color vision
// deficiency", IEEE TVCG 15 (2009), severity 1, on linear RGB. Distance of two colours: CIE 1976 (Delta E*ab) in CIELAB, D65.

#include "cartography/cluster_marks.hpp"
#include "cartography/symbols.hpp"
#include "cartography/theme.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace bordermap::cartography {
namespace {

using Vec = std::array<double, 3>;
using Matrix = std::array<Vec, 3>;

struct Vision {
    const char* name;
    Matrix matrix;
};
constexpr Vec kGrey{0.2126, 0.7152, 0.0722};
const std::array kVisions{
    Vision{"full colour vision", {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}},
    Vision{"protanopia",
           {{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}}},
    Vision{"deuteranopia",
           {{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}}},
    Vision{"tritanopia",
           {{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}}},
    Vision{"greyscale", {{kGrey, kGrey, kGrey}}}};

Vec linear(const Colour& colour) {
    const auto one = [](float value) {
        const auto v = static_cast<double>(value);
        return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
    };
    return {one(colour.r), one(colour.g), one(colour.b)};
}

Vec seen(const Vec& rgb, const Vision& vision) {
    Vec result{};
    for (std::size_t i = 0; i < 3; ++i) {
        const Vec& row = vision.matrix.at(i);
        result.at(i) = std::clamp(row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2], 0.0, 1.0);
    }
    return result;
}

Vec lab(const Vec& c) {
    const auto f = [](double t) { return t > 216.0 / 24389.0 ? std::cbrt(t) : (24389.0 / 27.0 * t + 16.0) / 116.0; };
    const double x = f((0.4124564 * c[0] + 0.3575761 * c[1] + 0.1804375 * c[2]) / 0.95047);
    const double y = f(0.2126729 * c[0] + 0.7151522 * c[1] + 0.0721750 * c[2]);
    const double z = f((0.0193339 * c[0] + 0.1191920 * c[1] + 0.9503041 * c[2]) / 1.08883);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

double distance(const Vec& a, const Vec& b) {
    return std::sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) + (a[2] - b[2]) * (a[2] - b[2]));
}

struct Drawn {
    std::string name;
    SymbolShape shape = SymbolShape::Circle;
    Colour colour;
};

constexpr int kSize = 12;    // px
constexpr int kCanvas = 18;  // px, the halo included

/// Linear colours of a picture of the symbol with its halo on a ground.
std::vector<Vec> picture(const Drawn& symbol, const Theme& theme, const Colour& ground) {
    std::vector<Vec> pixels;
    for (int y = 0; y < kCanvas; ++y) {
        for (int x = 0; x < kCanvas; ++x) {
            const float unit = 0.5F * kSize;
            const float px = (static_cast<float>(x) + 0.5F - 0.5F * kCanvas) / unit;
            const float py = (static_cast<float>(y) + 0.5F - 0.5F * kCanvas) / unit;
            const float d = symbol_distance(symbol.shape, px, py) * unit;
            const auto share = [d](float reach) { return static_cast<double>(std::clamp(0.5F - d + reach, 0.F, 1.F)); };
            Vec pixel = linear(ground);
            for (const auto& [colour, weight] :
                 {std::pair{theme.halo, share(theme.symbol_halo)}, {symbol.colour, share(0)}}) {
                const Vec over = linear(colour);
                for (std::size_t i = 0; i < 3; ++i) {
                    pixel.at(i) += (over.at(i) - pixel.at(i)) * weight;
                }
            }
            pixels.push_back(pixel);
        }
    }
    return pixels;
}

/// Px of a 12 px symbol that clearly differ: by at least 20 in Delta E*ab (2.3 is the just noticeable difference).
double different_px(const Drawn& a, const Drawn& b, const Theme& theme, const Colour& ground, const Vision& vision) {
    const std::vector<Vec> first = picture(a, theme, ground);
    const std::vector<Vec> second = picture(b, theme, ground);
    double different = 0;
    for (std::size_t i = 0; i < first.size(); ++i) {
        different += distance(lab(seen(first[i], vision)), lab(seen(second[i], vision))) >= 20.0 ? 1.0 : 0.0;
    }
    return different;
}

std::vector<Drawn> categories_of(const Theme& theme) {
    std::vector<Drawn> symbols;
    for (const auto& [id, colour] : theme.categories) {
        symbols.push_back({id, category_symbol(id), colour});
    }
    return symbols;
}

std::vector<Drawn> units_of(const Theme& theme) {
    return {{"army", SymbolShape::Square, theme.unit_fill},
            {"border guard", SymbolShape::Shield, theme.unit_fill},
            {"village", SymbolShape::House, theme.unit_fill},
            {"state", SymbolShape::Star, theme.unit_fill},
            {"authority", SymbolShape::Authority, theme.unit_fill},
            {"gate", SymbolShape::Gate, theme.gate},
            {"event", SymbolShape::Ring, theme.event}};
}

/// At least this many px of a 12 px symbol (80 to 144 px large) clearly differ between any two of one legend. The least of all is
/// seen in greyscale; with colour it is 14.
constexpr double kLeastPx = 8.0;

void expect_told_apart(const std::vector<Drawn>& symbols, const Theme& theme) {
    for (const Vision& vision : kVisions) {
        double least = 1e9;
        std::string pair;
        for (std::size_t i = 0; i < symbols.size(); ++i) {
            for (std::size_t k = i + 1; k < symbols.size(); ++k) {
                for (const Colour& ground : {theme.fill_vn, theme.fill_la, theme.panel}) {
                    const double px = different_px(symbols[i], symbols[k], theme, ground, vision);
                    if (px < least) {
                        least = px;
                        pair = symbols[i].name + " and " + symbols[k].name;
                    }
                }
            }
        }
        EXPECT_GE(least, kLeastPx) << theme.name << ", " << vision.name << ": " << pair;
        testing::Test::RecordProperty(theme.name + " " + vision.name, std::to_string(least) + " px: " + pair);
    }
}

TEST(Vision, IncidentCategoriesAreToldApartByEveryone) {
    for (const std::string& name : theme_names()) {
        expect_told_apart(categories_of(theme(name)), theme(name));
    }
}

TEST(Vision, UnitsGatesAndEventsAreToldApartByEveryone) {
    for (const std::string& name : theme_names()) {
        expect_told_apart(units_of(theme(name)), theme(name));
    }
}

TEST(Vision, SymbolsStandOutFromTheGround) {
    // WCAG 2.1, 1.4.11: graphics that carry meaning have 3:1 against what they lie on: here symbol or halo against the ground,
    // and symbol against halo.
    for (const std::string& name : theme_names()) {
        const Theme& theme = cartography::theme(name);
        for (const std::vector<Drawn>& symbols : {categories_of(theme), units_of(theme)}) {
            for (const Drawn& symbol : symbols) {
                for (const Colour& ground : {theme.fill_vn, theme.fill_la, theme.sea}) {
                    const double alone = contrast_ratio(symbol.colour, ground);
                    EXPECT_GE(std::max(alone, contrast_ratio(symbol.colour, theme.halo)), 2.1)
                        << name << " " << symbol.name;
                }
            }
        }
    }
}

/// Linear colours of the ring of a cluster as donut.frag draws it, in a picture that just holds it.
std::vector<Vec> ring_picture(const std::vector<MixPiece>& mix, const std::vector<CategoryStyle>& styles,
                              const Theme& theme) {
    const float radius = ring_radius(2, theme.symbol_size);  // the smallest
    DonutMark ring = donut(theme, radius, 1);
    std::vector<DonutShare> shares;
    append_shares(mix, styles, radius, 1, ring, shares);
    const int side = 2 * static_cast<int>(std::ceil(radius)) + 2;
    std::vector<Vec> pixels;
    constexpr float kTurn = 6.2831853F;
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            const float px = static_cast<float>(x) + 0.5F - 0.5F * static_cast<float>(side);
            const float py = static_cast<float>(y) + 0.5F - 0.5F * static_cast<float>(side);
            const float from_middle = std::hypot(px, py);
            const float band = std::max(from_middle - radius, radius - ring.width - from_middle);
            Vec pixel = linear(ring.ground);
            for (const DonutShare& share : shares) {
                float away = std::atan2(px, -py) / kTurn - 0.5F * (share.from + share.to);
                away -= std::round(away);
                const bool trimmed = away < 0 ? share.trim_from : share.trim_to;
                const float beyond = (std::abs(away) - 0.5F * (share.to - share.from)) * kTurn * from_middle +
                                     (trimmed ? 0.5F * ring.gap : 0.F);
                const float d = shares.size() == 1 ? band : std::max(band, beyond);
                const auto weight = static_cast<double>(std::clamp(0.5F - d, 0.F, 1.F));
                const Vec over = linear(share.colour);
                for (std::size_t i = 0; i < 3; ++i) {
                    pixel.at(i) += (over.at(i) - pixel.at(i)) * weight;
                }
            }
            pixels.push_back(pixel);
        }
    }
    return pixels;
}

/// Arcs of a cluster's ring have no shapes, and some colours of categories are alike in some kind of vision (0.3 in greyscale, 1.2
/// for a deuteranope): colour does not carry the mix. That two arcs are two, and where one ends, is told by the gap between them, in the
/// halo's colour: at least kLeastGap (CIE 1976) from every category in every kind of vision; and in the smallest ring, of two
/// halves, at least kLeastGapPx px clearly differ from a ring of either alone. Which arc is which is told by the order of the legend,
/// by words under the pointer, and by the symbols of the opened cluster, each at its piece of the arc.
constexpr double kLeastGap = 40.0;
constexpr double kLeastGapPx = 6.0;

TEST(Vision, ArcsOfARingAreToldApartByEveryone) {
    for (const std::string& name : theme_names()) {
        const Theme& theme = cartography::theme(name);
        const std::vector<Drawn> categories = categories_of(theme);
        std::vector<CategoryStyle> styles;
        styles.reserve(categories.size());
        for (const Drawn& each : categories) {
            styles.push_back({each.colour, each.shape, true});
        }
        for (const Vision& vision : kVisions) {
            const auto apart = [&](const Colour& a, const Colour& b) {
                return distance(lab(seen(linear(a), vision)), lab(seen(linear(b), vision)));
            };
            double gap = 1e9;
            double gap_px = 1e9;
            for (model::Index a = 0; a < categories.size(); ++a) {
                gap = std::min(gap, apart(categories[a].colour, theme.halo));
                for (model::Index b = a + 1; b < categories.size(); ++b) {
                    const std::vector<Vec> two = ring_picture({{a, false, 1}, {b, false, 1}}, styles, theme);
                    const std::vector<Vec> one = ring_picture({{a, false, 2}}, styles, theme);
                    const std::vector<Vec> other = ring_picture({{b, false, 2}}, styles, theme);
                    double different = 0;
                    for (std::size_t i = 0; i < two.size(); ++i) {
                        const auto far = [&](const Vec& from) {
                            return distance(lab(seen(two[i], vision)), lab(seen(from, vision))) >= 20.0;
                        };
                        different += far(one[i]) && far(other[i]) ? 1 : 0;
                    }
                    gap_px = std::min(gap_px, different);
                }
            }
            EXPECT_GE(gap, kLeastGap) << name << ", " << vision.name;
            EXPECT_GE(gap_px, kLeastGapPx) << name << ", " << vision.name;
            RecordProperty(name + " " + vision.name, std::to_string(gap) + ", " + std::to_string(gap_px) + " px");
        }
    }
}

/// The legend, panels and the map have one source of shapes and colours; a test of the formula itself: it says when two are alike.
TEST(Vision, TheDistanceTellsAlikeFromDifferent) {
    const Theme& light = theme("light");
    const Drawn circle{"a", SymbolShape::Circle, light.unit_fill};
    const Drawn same{"b", SymbolShape::Circle, light.unit_fill};
    const Drawn cross{"c", SymbolShape::Cross, light.unit_fill};
    EXPECT_EQ(different_px(circle, same, light, light.fill_vn, kVisions[0]), 0.0);
    EXPECT_GT(different_px(circle, cross, light, light.fill_vn, kVisions[4]), 40.0);
    // Red and green of one lightness: apart for most, alike for a deuteranope.
    const Drawn red{"d", SymbolShape::Circle, parse_colour("#c05040")};
    const Drawn green{"e", SymbolShape::Circle, parse_colour("#7c7a32")};
    EXPECT_GT(different_px(red, green, light, light.fill_vn, kVisions[0]),
              2 * different_px(red, green, light, light.fill_vn, kVisions[2]));
}

}  // namespace
}  // namespace bordermap::cartography
