#pragma once
/// Distance field of a glyph outline.

#include <cstdint>
#include <ft2build.h>
#include <vector>
#include FT_FREETYPE_H

namespace bordermap::cartography {

/// 8-bit field, rows top to bottom: 128 on the outline, 128 + 128 d / spread inside. (left, top) is where the top left
/// corner of the field stands relative to the glyph's origin, px, y up.
struct DistanceField {
    int width = 0, height = 0, left = 0, top = 0;
    std::vector<std::uint8_t> values;
};

/// Exact distance to the outline with curves flattened to 0.02 px; sign by the non-zero winding rule. The same field as
/// FT_RENDER_MODE_SDF (a test compares them) at a fiftieth of its time: 6 ms a glyph there would be a second of a cold
/// snapshot (tests/bench/labels_bench.cpp measures both). Empty for an outline without points.
[[nodiscard]] DistanceField distance_field(FT_Outline& outline, int spread_px);

}  // namespace bordermap::cartography
