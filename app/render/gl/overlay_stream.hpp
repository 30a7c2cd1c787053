#pragma once
/// An Overlay as the records that the shaders read: four floats a texel, laid out as each shader's head says.

#include "cartography/scene.hpp"

#include <glm/vec4.hpp>
#include <vector>

namespace bordermap::render {

/// `count` records from texel `base` on.
struct StreamRange {
    int base = 0;
    int count = 0;
};

/// Rectangles in their order; a large one, whose inside is worth a program of its own, is alone in its run.
struct RectRun {
    StreamRange range;
    bool large = false;
};

struct OverlayRanges {
    std::vector<RectRun> rects;
    StreamRange large_rings, small_rings, pieces, polyline_marks, donuts, shares, symbols, glyphs, text_marks;
    bool casings = false, halos = false;
};

/// Appends the overlay. References out of range (a glyph that the atlas does not hold, points past the end) and marks that
/// are not finite are left out.
[[nodiscard]] OverlayRanges append(const cartography::Overlay& overlay, const cartography::GlyphAtlas* atlas,
                                   std::vector<glm::vec4>& stream);
[[nodiscard]] StreamRange append(const std::vector<cartography::CategoryStyle>& categories,
                                 std::vector<glm::vec4>& stream);

}  // namespace bordermap::render
