#include "cartography/links.hpp"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>

namespace bordermap::cartography {

namespace {

using glm::vec2;

/// The parameter nearest to t = `inside` at which the arc leaves the circle around `centre`, going towards `outside`.
float leave(const LinkArc& arc, vec2 centre, float radius, float inside, float outside) {
    for (int i = 0; i < 24; ++i) {
        const float middle = 0.5F * (inside + outside);
        (glm::distance(arc.at(middle), centre) < radius ? inside : outside) = middle;
    }
    return outside;
}

}  // namespace

vec2 LinkArc::at(float t) const {
    const float s = 1.F - t;
    return s * s * from + 2.F * s * t * control + t * t * to;
}

LinkArc make_arc(vec2 from, vec2 to, float scale) {
    const vec2 chord = to - from;
    const float length = glm::length(chord);
    LinkArc arc{from, (from + to) * 0.5F, to};
    if (length > 0.F) {
        // y points down: the left of the direction (x, y) is (y, -x). The curve reaches half the height of its control.
        const vec2 left = vec2{chord.y, -chord.x} / length;
        arc.control += left * (2.F * std::min(LinkArc::kBend * length, LinkArc::kMostBend * scale));
    }
    return arc;
}

std::size_t append_arc(const LinkArc& arc, const LinkEnd& from, const LinkEnd& to, float scale,
                       std::vector<vec2>& points) {
    const float length = glm::distance(arc.from, arc.to);
    if (length <= from.gap + to.gap + LinkArc::kLeast * scale) {
        return 0;
    }
    const float first = from.gap > 0.F ? leave(arc, from.at, from.gap, 0.F, 0.5F) : 0.F;
    const float last = to.gap > 0.F ? leave(arc, to.at, to.gap, 1.F, 0.5F) : 1.F;
    if (first >= last) {
        return 0;
    }
    const auto steps = static_cast<std::size_t>(std::clamp(length / (7.F * scale), 8.F, 64.F));
    for (std::size_t i = 0; i <= steps; ++i) {
        points.push_back(arc.at(first + (last - first) * static_cast<float>(i) / static_cast<float>(steps)));
    }
    return steps + 1;
}

}  // namespace bordermap::cartography
