#pragma once
/// Numbers of records beside symbols, in circles and on lines.

#include "cartography/compose_marks.hpp"

#include <initializer_list>
#include <string_view>
#include <vector>

namespace bordermap::cartography {

/// Px at 96 dpi across the disc that holds the number of a line.
inline constexpr float kNumberDisc = 13.F;

/// A number in a disc with a rim, `size` px across; `scale` as Scene::scale. Returns the box that it covers.
Box add_number_disc(Overlay& overlay, TextShaper& text, const Theme& theme, std::string_view number, glm::vec2 middle,
                    float size, float scale, Colour rim, Colour words, model::Ref ref);

class CountMarks {
public:
    CountMarks(const Frame& frame, Scene& scene, TextShaper& text, CollisionGrid& obstacles)
        : frame_(frame), scene_(scene), text_(text), obstacles_(obstacles) {}

    /// A number at the first of the places where it covers no other number; false where there is none. `size` in px.
    bool add(std::uint32_t count, std::initializer_list<glm::vec2> middles, float size, Colour colour, model::Ref ref);

    /// Numbers of `add` keep off this box, too; px.
    void keep_off(const Box& box) { taken_.push_back(box); }

    /// The number of a line, in a disc.
    void add_disc(std::uint32_t count, glm::vec2 middle, Colour rim, Colour words, model::Ref ref);

private:
    const Frame& frame_;
    Scene& scene_;
    TextShaper& text_;
    CollisionGrid& obstacles_;
    std::vector<Box> taken_;
};

}  // namespace bordermap::cartography
