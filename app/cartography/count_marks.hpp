#pragma once
/// Numbers of records beside symbols and in circles.

#include "cartography/compose_marks.hpp"

#include <initializer_list>
#include <vector>

namespace bordermap::cartography {

class CountMarks {
public:
    CountMarks(const Frame& frame, Scene& scene, TextShaper& text, CollisionGrid& obstacles)
        : frame_(frame), scene_(scene), text_(text), obstacles_(obstacles) {}

    /// A number at the first of the places where it covers no other number; false where there is none. `size` in px.
    bool add(std::uint32_t count, std::initializer_list<glm::vec2> middles, float size, Colour colour, model::Ref ref);

private:
    const Frame& frame_;
    Scene& scene_;
    TextShaper& text_;
    CollisionGrid& obstacles_;
    std::vector<Box> taken_;
};

}  // namespace bordermap::cartography
