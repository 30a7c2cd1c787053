#include "render/vector/canvas.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

namespace bordermap::render {
namespace {

using cartography::GlyphAtlas;
using cartography::Overlay;
using cartography::PlacedGlyph;
using cartography::TextLine;
using cartography::TextMark;

/// Glyphs of one line that one font draws in one direction, with the words that they show.
struct Stretch {
    std::vector<cairo_glyph_t> glyphs;  ///< px
    std::string text;
    std::vector<cairo_text_cluster_t> clusters;
    std::uint8_t font = 0;
    float angle = 0;
};

bool finite(glm::vec2 p) {
    return std::isfinite(p.x) && std::isfinite(p.y);
}

/// A stretch from glyph `first` on as long as font and angle stay the same, up to `end`; returns where it ended.
std::size_t next_stretch(const Overlay& overlay, const GlyphAtlas& atlas, const TextLine& line, std::size_t first,
                         std::size_t end, Stretch& stretch) {
    const auto byte_at = [&](std::size_t glyph) -> std::size_t {
        const std::size_t size = line.text ? line.text->size() : 0;
        return glyph < end ? std::min<std::size_t>(overlay.glyphs[glyph].cluster, size) : size;
    };
    stretch = {};
    stretch.font = atlas.glyph(overlay.glyphs[first].atlas).font;
    stretch.angle = overlay.glyphs[first].angle;
    std::size_t i = first;
    for (; i < end; ++i) {
        const PlacedGlyph& glyph = overlay.glyphs[i];
        const cartography::AtlasGlyph& shape = atlas.glyph(glyph.atlas);
        if (shape.font != stretch.font || glyph.angle != stretch.angle || !finite(glyph.at)) {
            break;
        }
        stretch.glyphs.push_back({shape.font_glyph, static_cast<double>(glyph.at.x), static_cast<double>(glyph.at.y)});
    }
    if (i == first) {
        return first + 1;  // a glyph that is nowhere
    }
    if (!line.text) {
        return i;
    }
    const std::string& text = *line.text;
    // Letters set far apart are found as the words that they make up.
    for (std::size_t at = first; at < i;) {
        std::size_t to = at + 1;
        while (to < i && (line.spaced || byte_at(to) == byte_at(at))) {
            ++to;
        }
        const std::size_t begin = byte_at(at);
        const std::size_t bytes = std::max(byte_at(to), begin) - begin;
        stretch.clusters.push_back({static_cast<int>(bytes), static_cast<int>(to - at)});
        stretch.text.append(text, begin, bytes);
        at = to;
    }
    return i;
}

class TextDrawing {
public:
    TextDrawing(cairo_t* context, const Overlay& overlay, const GlyphAtlas& atlas, Fonts& fonts)
        : context_(context), overlay_(overlay), atlas_(atlas), fonts_(fonts) {}

    void draw() {
        for (const bool halo : {true, false}) {
            for (const TextMark& mark : overlay_.texts) {
                if (mark.size > 0 && (halo ? mark.halo_width > 0 && mark.halo.a > 0 : mark.colour.a > 0)) {
                    draw_mark(mark, halo);
                }
            }
        }
    }

private:
    void draw_mark(const TextMark& mark, bool halo) {
        const std::size_t end = std::min<std::size_t>(std::size_t{mark.first} + mark.count, overlay_.glyphs.size());
        auto line = std::lower_bound(overlay_.lines.begin(), overlay_.lines.end(), mark.first,
                                     [](const TextLine& each, std::uint32_t first) { return each.first < first; });
        for (std::size_t glyph = mark.first; glyph < end;) {
            while (line != overlay_.lines.end() && std::size_t{line->first} + line->count <= glyph) {
                ++line;
            }
            // Glyphs that no line names are drawn as what they are.
            TextLine part;
            std::size_t part_end = end;
            if (line != overlay_.lines.end() && line->first <= glyph) {
                part = *line;
                part_end = std::min<std::size_t>(end, std::size_t{line->first} + line->count);
            } else if (line != overlay_.lines.end()) {
                part_end = std::min<std::size_t>(end, line->first);
            }
            while (glyph < part_end) {
                glyph = next_stretch(overlay_, atlas_, part, glyph, part_end, stretch_);
                if (!stretch_.glyphs.empty()) {
                    show(mark, halo);
                }
            }
        }
    }

    void show(const TextMark& mark, bool halo) {
        const auto size = static_cast<double>(mark.size);
        cairo_set_font_face(context_, fonts_.face(stretch_.font));
        cairo_matrix_t matrix;
        cairo_matrix_init_rotate(&matrix, static_cast<double>(stretch_.angle));
        cairo_matrix_scale(&matrix, size, size);
        cairo_set_font_matrix(context_, &matrix);
        const auto count = static_cast<int>(stretch_.glyphs.size());
        if (halo) {
            // As text.frag: the field knows no distance beyond its spread.
            const double spread = size * static_cast<double>(GlyphAtlas::kSpreadPixels / GlyphAtlas::kPixelsPerEm);
            const double width = std::min(static_cast<double>(mark.halo_width), spread - 0.6);
            if (width > 0) {
                set_paint(context_, mark.halo);
                cairo_set_line_width(context_, 2.0 * width);
                cairo_set_line_join(context_, CAIRO_LINE_JOIN_ROUND);
                cairo_glyph_path(context_, stretch_.glyphs.data(), count);
                cairo_stroke(context_);
            }
            return;
        }
        set_paint(context_, mark.colour);
        if (stretch_.clusters.empty()) {
            cairo_show_glyphs(context_, stretch_.glyphs.data(), count);
        } else {
            cairo_show_text_glyphs(context_, stretch_.text.data(), static_cast<int>(stretch_.text.size()),
                                   stretch_.glyphs.data(), count, stretch_.clusters.data(),
                                   static_cast<int>(stretch_.clusters.size()), cairo_text_cluster_flags_t{});
        }
    }

    cairo_t* context_;
    const Overlay& overlay_;
    const GlyphAtlas& atlas_;
    Fonts& fonts_;
    Stretch stretch_;
};

}  // namespace

void draw_texts(cairo_t* context, const Overlay& overlay, const GlyphAtlas& atlas, Fonts& fonts) {
    TextDrawing(context, overlay, atlas, fonts).draw();
}

}  // namespace bordermap::render
