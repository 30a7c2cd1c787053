// Words of the gallery against the ground that they really stand on.

#include "render/gallery.hpp"
#include "render/gl/context.hpp"
#include "render/gl/renderer.hpp"
#include "render/real_world.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace bordermap::test {
namespace {

using cartography::Colour;
using cartography::TextMark;

/// WCAG 2.1, 1.4.3: 4.5 to 1; 3 to 1 for large text, which is 18.66 px and more when bold.
constexpr double kText = 4.5;
constexpr double kLargeText = 3.0;
constexpr float kLarge = 18.66F;

/// The median over the mark's box of the contrast of its colour with what lies below it, halo included.
double contrast_on(const render::Image& ground, const TextMark& mark) {
    std::vector<double> ratios;
    const int left = std::max(0, static_cast<int>(std::floor(mark.min.x)));
    const int right = std::min(ground.width, static_cast<int>(std::ceil(mark.max.x)));
    const int top = std::max(0, static_cast<int>(std::floor(mark.min.y)));
    const int bottom = std::min(ground.height, static_cast<int>(std::ceil(mark.max.y)));
    for (int y = top; y < bottom; ++y) {
        for (int x = left; x < right; ++x) {
            const std::uint8_t* pixel =
                &ground.pixels[4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(ground.width) +
                                    static_cast<std::size_t>(x))];
            const Colour below{static_cast<float>(pixel[0]) / 255.F, static_cast<float>(pixel[1]) / 255.F,
                               static_cast<float>(pixel[2]) / 255.F, 1};
            const auto over = [&](float ink, float paper) { return paper + (ink - paper) * mark.colour.a; };
            const Colour seen{over(mark.colour.r, below.r), over(mark.colour.g, below.g), over(mark.colour.b, below.b),
                              1};
            ratios.push_back(cartography::contrast_ratio(seen, below));
        }
    }
    if (ratios.empty()) {
        return 21;
    }
    const auto middle = ratios.begin() + static_cast<std::ptrdiff_t>(ratios.size() / 2);
    std::nth_element(ratios.begin(), middle, ratios.end());
    return *middle;
}

std::string words_of(const cartography::Overlay& overlay, const TextMark& mark) {
    for (const cartography::TextLine& line : overlay.lines) {
        if (line.first == mark.first) {
            return *line.text;
        }
    }
    return {};
}

template <typename Visit>
void for_each_overlay(cartography::Scene& scene, const Visit& visit) {
    visit(scene.marks);
    std::for_each(scene.furniture.begin(), scene.furniture.end(), visit);
}

TEST(Contrast, WordsOfTheGalleryAreReadableOnTheirGround) {
    const render::OffscreenContext context;
    render::Renderer renderer;
    std::size_t words = 0;
    for (const GalleryScene& kept : gallery()) {
        if (!kept.words) {
            continue;
        }
        cartography::Composer composer;
        cartography::Scene scene = real_scene(composer, kept.session, kept.width, kept.height, kept.furniture);
        cartography::Scene mute = scene;
        for_each_overlay(mute, [](cartography::Overlay& overlay) {
            for (TextMark& mark : overlay.texts) {
                mark.colour.a = 0;
            }
        });
        const render::Image ground = renderer.draw_image(mute);
        for_each_overlay(scene, [&](const cartography::Overlay& overlay) {
            for (const TextMark& mark : overlay.texts) {
                const double least = mark.size >= kLarge * scene.scale ? kLargeText : kText;
                EXPECT_GE(contrast_on(ground, mark), least)
                    << kept.name << ": " << words_of(overlay, mark) << " at " << mark.min.x << " " << mark.min.y;
                ++words;
            }
        });
    }
    EXPECT_GT(words, 2'000U);
}

}  // namespace
}  // namespace bordermap::test
