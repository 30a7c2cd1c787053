#include "render/vector/fonts.hpp"

#include "cartography/text.hpp"
#include "render/vector/canvas.hpp"

#include <cairo-ft.h>
#include <fontconfig/fontconfig.h>
#include <string>

namespace bordermap::render {

Fonts::~Fonts() {
    for (const auto& [font, face] : faces_) {
        cairo_font_face_destroy(face);
    }
}

cairo_font_face_t* Fonts::face(std::uint8_t font) {
    const auto [entry, fresh] = faces_.try_emplace(font, nullptr);
    if (fresh) {
        // By its file and not by a face of ours: Cairo keeps fonts in a cache of its own, which outlives this.
        const std::string& file = cartography::TextShaper::font_file(font);
        FcPattern* pattern = FcPatternCreate();
        FcPatternAddString(pattern, FC_FILE, reinterpret_cast<const FcChar8*>(file.c_str()));
        FcPatternAddInteger(pattern, FC_INDEX, 0);
        FcPatternAddBool(pattern, FC_HINTING, FcFalse);
        FcPatternAddBool(pattern, FC_AUTOHINT, FcFalse);
        FcPatternAddInteger(pattern, FC_HINT_STYLE, FC_HINT_NONE);
        entry->second = cairo_ft_font_face_create_for_pattern(pattern);
        FcPatternDestroy(pattern);
    }
    check(cairo_font_face_status(entry->second));
    return entry->second;
}

}  // namespace bordermap::render
