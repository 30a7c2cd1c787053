#include "cartography/count_marks.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace bordermap::cartography {

using glm::vec2;

Box add_number_disc(Overlay& overlay, TextShaper& text, const Theme& theme, std::string_view number, vec2 middle,
                    float size, float scale, Colour rim, Colour words, model::Ref ref) {
    SymbolMark disc;
    disc.at = middle;
    disc.shape = SymbolShape::Circle;
    disc.size = size / symbol_outline(disc.shape).radius;
    disc.fill = theme.panel.with_alpha(1);
    disc.halo = rim.with_alpha(1);
    disc.halo_width = 1.4F * scale;
    disc.ref = ref;
    overlay.symbols.push_back(disc);
    TextBlock block;
    block.lines[0] = &text.shape(number, FontFace::SemiBold);
    block.count = 1;
    block.size = (number.size() < 2 ? 0.8F : 0.66F) * size;
    block.colour = words;
    block.ascent = 0.72F;
    block.descent = 0.F;
    append_text(overlay, block, middle - block.extent() * 0.5F, Align::Centre, ref);
    return Box{middle, middle}.grown(0.5F * size + disc.halo_width);
}

bool CountMarks::add(std::uint32_t count, std::initializer_list<vec2> middles, float size, Colour colour,
                     model::Ref ref) {
    TextBlock block;
    block.lines[0] = &text_.shape(fmt::format("{}", count), FontFace::SemiBold);
    block.count = 1;
    block.size = size;
    block.colour = colour;
    block.halo = frame_.theme.halo;
    block.halo_width = 2.F * frame_.scale;
    block.ascent = 0.76F;
    block.descent = 0.06F;
    const vec2 extent = block.extent();
    for (const vec2 middle : middles) {
        const Box box{middle - extent * 0.5F, middle + extent * 0.5F};
        const bool on_page = box.inside({{0, 0}, vec2(frame_.view.size_px)});
        if (!on_page ||
            std::any_of(taken_.begin(), taken_.end(), [&](const Box& other) { return other.overlaps(box); })) {
            continue;
        }
        append_text(scene_.marks, block, box.min, Align::Centre, ref);
        obstacles_.add(box.grown(2.F * frame_.scale), Obstacle::Hard);
        taken_.push_back(box);
        return true;
    }
    return false;
}

void CountMarks::add_disc(std::uint32_t count, vec2 middle, Colour rim, Colour words, model::Ref ref) {
    const float s = frame_.scale;
    const Box box = add_number_disc(scene_.marks, text_, frame_.theme, fmt::format("{}", count), middle,
                                    kNumberDisc * s, s, rim, words, ref);
    obstacles_.add(box.grown(s), Obstacle::Hard);
    taken_.push_back(box);
}

}  // namespace bordermap::cartography
