#pragma once
/// The fonts of a GlyphAtlas for Cairo.

#include <cairo.h>
#include <cstdint>
#include <map>

namespace bordermap::render {

class Fonts {
public:
    Fonts() = default;
    ~Fonts();
    Fonts(const Fonts&) = delete;
    Fonts& operator=(const Fonts&) = delete;
    /// Font of an AtlasGlyph (AtlasGlyph::font), unhinted. Throws std::runtime_error when it cannot be read.
    cairo_font_face_t* face(std::uint8_t font);

private:
    std::map<std::uint8_t, cairo_font_face_t*> faces_;
};

}  // namespace bordermap::render
