#pragma once
/// Hand-made (synthetic) maps and scenes with pixels that can be reckoned: one metre is one pixel, the plane's origin is the
/// middle of the picture.

#include "cartography/scene.hpp"
#include "render/gl/renderer.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace bordermap::test {

using Rgb = std::array<int, 3>;

[[nodiscard]] Rgb rgb(const cartography::Colour& colour);
[[nodiscard]] Rgb pixel(const render::Image& image, int x, int y);
/// `over` laid on `under` with a weight of 0..1.
[[nodiscard]] Rgb blend(const Rgb& under, const Rgb& over, double weight);
/// Greatest difference of a channel.
[[nodiscard]] int difference(const Rgb& a, const Rgb& b);
/// Pixels that are not the same, and the greatest difference of a channel.
struct Mismatch {
    std::size_t pixels = 0;
    int greatest = 0;
};
[[nodiscard]] Mismatch mismatch(const render::Image& a, const render::Image& b);
/// Pixels that differ from `background` by more than 8 in a channel.
[[nodiscard]] std::size_t ink(const render::Image& image, const Rgb& background);

/// Opaque primary colours, so that what is where can be told from a pixel.
[[nodiscard]] const cartography::Theme& plain_theme();

class MapBuilder {
public:
    MapBuilder();
    /// A boundary feature: two triangles. Returns its index.
    std::uint32_t square(glm::vec2 min, glm::vec2 max);
    void neighbour(glm::vec2 min, glm::vec2 max);
    /// A line through the points, alive on [from, to).
    void line(cartography::LineClass line_class, const std::vector<glm::vec2>& points, float from = -1e6F,
              float to = 1e6F);
    void incident(glm::vec2 at, std::uint32_t category, float from, float to, float precision_m = 0,
                  glm::vec2 spread = {0, 0});
    [[nodiscard]] std::shared_ptr<const cartography::PreparedMap> finish();

private:
    std::shared_ptr<cartography::PreparedMap> map_;
    std::uint32_t features_ = 0;
};

/// A scene of the map with every line shown, all incidents passing, and no feature visible until the test says so.
[[nodiscard]] cartography::Scene scene_of(std::shared_ptr<const cartography::PreparedMap> map, int width, int height);
void show(cartography::Scene& scene, std::uint32_t feature, std::uint8_t side);

/// A bit of everything (fills, all classes of line, glow, incidents, every overlay mark, text), for comparisons of whole pictures.
[[nodiscard]] cartography::Scene rich_scene(cartography::TextShaper& shaper, int width, int height);
/// Adds a line of text whose baseline starts at `at`.
void add_text(cartography::Overlay& overlay, cartography::TextShaper& shaper, std::string_view utf8, glm::vec2 at,
              float size, const cartography::Colour& colour, const cartography::Colour& halo = {}, float halo_width = 0,
              float angle = 0);

}  // namespace bordermap::test
