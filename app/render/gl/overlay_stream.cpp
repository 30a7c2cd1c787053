#include "render/gl/overlay_stream.hpp"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <span>

namespace bordermap::render {
namespace {

using cartography::Overlay;
using Stream = std::vector<glm::vec4>;

glm::vec4 paint(const cartography::Colour& c) {
    return {c.r, c.g, c.b, c.a};
}

bool finite(glm::vec2 p) {
    return std::isfinite(p.x) && std::isfinite(p.y);
}

int next_texel(const Stream& stream) {
    return static_cast<int>(stream.size());
}

/// The part of `all` that a mark refers to.
template <typename T>
std::span<const T> part(const std::vector<T>& all, std::uint32_t first, std::uint32_t count) {
    if (first >= all.size()) {
        return {};
    }
    return std::span<const T>(all).subspan(first, std::min<std::size_t>(count, all.size() - first));
}

constexpr float kLargeRect = 48;  // px, the shorter side less what the corners take

std::vector<RectRun> append_rects(const Overlay& overlay, Stream& stream) {
    std::vector<RectRun> runs;
    for (const cartography::RectMark& rect : overlay.rects) {
        if (!finite(rect.min) || !finite(rect.max)) {
            continue;
        }
        const glm::vec2 size = rect.max - rect.min;
        const bool large = std::min(size.x, size.y) - 2 * std::max(rect.radius, rect.stroke_width) > kLargeRect;
        if (runs.empty() || large || runs.back().large) {
            runs.push_back({{next_texel(stream), 0}, large});
        }
        stream.insert(
            stream.end(),
            {{rect.min, rect.max}, paint(rect.fill), paint(rect.stroke), {rect.radius, rect.stroke_width, 0, 0}});
        ++runs.back().range.count;
    }
    return runs;
}

constexpr float kLargeRing = 24;  // px, radius

StreamRange append_rings(const Overlay& overlay, bool large, Stream& stream) {
    StreamRange range{next_texel(stream), 0};
    for (const cartography::RingMark& ring : overlay.rings) {
        if (finite(ring.at) && std::isfinite(ring.radius) && ring.radius > 0 && (ring.radius > kLargeRing) == large) {
            stream.insert(stream.end(), {{ring.at, ring.radius, ring.stroke_width},
                                         paint(ring.fill),
                                         paint(ring.stroke),
                                         {std::max(ring.dash, 0.01F), std::max(ring.gap, 0.0F), 0, 0}});
            ++range.count;
        }
    }
    return range;
}

void append_polylines(const Overlay& overlay, Stream& stream, OverlayRanges& ranges) {
    ranges.polyline_marks = {next_texel(stream), 0};
    for (const cartography::PolylineMark& mark : overlay.polylines) {
        stream.insert(stream.end(), {paint(mark.colour),
                                     paint(mark.casing_colour),
                                     {mark.width, mark.casing, std::max(mark.dash, 0.01F), std::max(mark.gap, 0.0F)}});
        ranges.casings = ranges.casings || mark.casing > mark.width;
        ++ranges.polyline_marks.count;
    }
    ranges.pieces = {next_texel(stream), 0};
    std::vector<glm::vec2> line;
    for (std::size_t m = 0; m < overlay.polylines.size(); ++m) {
        const cartography::PolylineMark& mark = overlay.polylines[m];
        line.clear();
        for (const glm::vec2 p : part(overlay.points, mark.first, mark.count)) {
            // Points that coincide would make pieces without a direction.
            if (finite(p) && (line.empty() || glm::distance(line.back(), p) > 1e-3F)) {
                line.push_back(p);
            }
        }
        float along = 0;
        for (std::size_t i = 0; i + 1 < line.size(); ++i) {
            const bool before = i > 0;
            const bool after = i + 2 < line.size();
            stream.insert(stream.end(), {{before ? line[i - 1] : line[i], line[i]},
                                         {line[i + 1], after ? line[i + 2] : line[i + 1]},
                                         {along, static_cast<float>(m), before ? 1 : 0, after ? 1 : 0}});
            along += glm::distance(line[i], line[i + 1]);
            ++ranges.pieces.count;
        }
    }
}

void append_donuts(const Overlay& overlay, Stream& stream, OverlayRanges& ranges) {
    ranges.donuts = {next_texel(stream), 0};
    for (const cartography::DonutMark& donut : overlay.donuts) {
        const bool whole = std::size_t{donut.first} + donut.count <= overlay.shares.size();
        if (finite(donut.at) && std::isfinite(donut.radius) && donut.radius > 0 && whole) {
            stream.insert(stream.end(), {{donut.at, donut.radius, std::clamp(donut.width, 0.0F, donut.radius)},
                                         paint(donut.ground),
                                         {std::max(donut.halo_width, 0.0F), std::max(donut.gap, 0.0F),
                                          static_cast<float>(donut.first), static_cast<float>(donut.count)}});
            ++ranges.donuts.count;
        }
    }
    ranges.shares = {next_texel(stream), 0};
    for (const cartography::DonutShare& share : overlay.shares) {
        const float trimmed = (share.trim_from ? 1.0F : 0.0F) + (share.trim_to ? 2.0F : 0.0F);
        stream.insert(stream.end(), {paint(share.colour), {share.from, share.to, share.hollow ? 1.0F : 0.0F, trimmed}});
        ++ranges.shares.count;
    }
}

StreamRange append_symbols(const Overlay& overlay, Stream& stream) {
    StreamRange range{next_texel(stream), 0};
    for (const cartography::SymbolMark& symbol : overlay.symbols) {
        if (finite(symbol.at) && std::isfinite(symbol.angle) && symbol.size > 0 &&
            symbol.shape < cartography::SymbolShape::Count) {
            stream.insert(stream.end(), {{symbol.at, symbol.size, static_cast<float>(symbol.shape)},
                                         paint(symbol.fill),
                                         paint(symbol.halo),
                                         {std::max(symbol.halo_width, 0.0F), symbol.hollow ? 1 : 0, symbol.angle, 0}});
            ++range.count;
        }
    }
    return range;
}

void append_texts(const Overlay& overlay, const cartography::GlyphAtlas& atlas, Stream& stream, OverlayRanges& ranges) {
    ranges.text_marks = {next_texel(stream), 0};
    for (const cartography::TextMark& text : overlay.texts) {
        stream.insert(stream.end(), {paint(text.colour), paint(text.halo), {text.size, text.halo_width, 0, 0}});
        ranges.halos = ranges.halos || (text.halo_width > 0 && text.halo.a > 0);
        ++ranges.text_marks.count;
    }
    ranges.glyphs = {next_texel(stream), 0};
    for (std::size_t m = 0; m < overlay.texts.size(); ++m) {
        const cartography::TextMark& text = overlay.texts[m];
        for (const cartography::PlacedGlyph& glyph : part(overlay.glyphs, text.first, text.count)) {
            const cartography::AtlasGlyph& shape = atlas.glyph(glyph.atlas);
            if (finite(glyph.at) && shape.box_max.x > shape.box_min.x) {
                stream.insert(stream.end(), {{glyph.at, glyph.angle, static_cast<float>(m)},
                                             {shape.box_min, shape.box_max},
                                             {shape.texel_min, shape.texel_max}});
                ++ranges.glyphs.count;
            }
        }
    }
}

}  // namespace

OverlayRanges append(const Overlay& overlay, const cartography::GlyphAtlas* atlas, Stream& stream) {
    OverlayRanges ranges;
    ranges.rects = append_rects(overlay, stream);
    ranges.large_rings = append_rings(overlay, true, stream);
    ranges.small_rings = append_rings(overlay, false, stream);
    append_polylines(overlay, stream, ranges);
    append_donuts(overlay, stream, ranges);
    ranges.symbols = append_symbols(overlay, stream);
    if (atlas != nullptr) {
        append_texts(overlay, *atlas, stream, ranges);
    }
    return ranges;
}

StreamRange append(const std::vector<cartography::CategoryStyle>& categories, Stream& stream) {
    const StreamRange range{next_texel(stream), static_cast<int>(categories.size())};
    for (const cartography::CategoryStyle& style : categories) {
        stream.insert(stream.end(),
                      {paint(style.colour), {static_cast<float>(style.shape), style.visible ? 1 : 0, 0, 0}});
    }
    return range;
}

}  // namespace bordermap::render
