#include "cartography/count_marks.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace bordermap::cartography {

using glm::vec2;

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

}  // namespace bordermap::cartography
