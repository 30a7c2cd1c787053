#include "cartography/text_distance.hpp"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <glm/vec2.hpp>
#include FT_OUTLINE_H

namespace bordermap::cartography {

namespace {

using glm::vec2;

struct Segment {
    vec2 a, b;
};

vec2 pixels(const FT_Vector& v) {
    return {static_cast<float>(v.x) / 64.F, static_cast<float>(v.y) / 64.F};
}

/// Collects an outline as straight segments.
struct Flattener {
    std::vector<Segment> segments;
    vec2 at{0, 0}, start{0, 0};

    void line_to(vec2 to) {
        if (to != at) {
            segments.push_back({at, to});
        }
        at = to;
    }
    void close() { line_to(start); }

    /// Steps so that a chord leaves the curve by less than 0.02 px; `bend` is the largest second difference.
    static int steps(float bend) { return std::clamp(static_cast<int>(std::ceil(std::sqrt(bend / 0.16F))), 1, 32); }

    void conic_to(vec2 control, vec2 to) {
        const vec2 from = at;
        const int count = steps(2.F * glm::length(from - 2.F * control + to));
        for (int i = 1; i <= count; ++i) {
            const float t = static_cast<float>(i) / static_cast<float>(count);
            const float s = 1.F - t;
            line_to(s * s * from + 2.F * s * t * control + t * t * to);
        }
    }
    void cubic_to(vec2 c1, vec2 c2, vec2 to) {
        const vec2 from = at;
        const float bend = std::max(glm::length(from - 2.F * c1 + c2), glm::length(c1 - 2.F * c2 + to));
        const int count = steps(6.F * bend);
        for (int i = 1; i <= count; ++i) {
            const float t = static_cast<float>(i) / static_cast<float>(count);
            const float s = 1.F - t;
            line_to(s * s * s * from + 3.F * s * s * t * c1 + 3.F * s * t * t * c2 + t * t * t * to);
        }
    }
};

Flattener& self(void* user) {
    return *static_cast<Flattener*>(user);
}
int move_to(const FT_Vector* to, void* user) {
    Flattener& flat = self(user);
    flat.close();
    flat.at = flat.start = pixels(*to);
    return 0;
}
int line_to(const FT_Vector* to, void* user) {
    self(user).line_to(pixels(*to));
    return 0;
}
int conic_to(const FT_Vector* control, const FT_Vector* to, void* user) {
    self(user).conic_to(pixels(*control), pixels(*to));
    return 0;
}
int cubic_to(const FT_Vector* c1, const FT_Vector* c2, const FT_Vector* to, void* user) {
    self(user).cubic_to(pixels(*c1), pixels(*c2), pixels(*to));
    return 0;
}

float squared_distance(vec2 p, const Segment& segment) {
    const vec2 edge = segment.b - segment.a;
    const float t = std::clamp(glm::dot(p - segment.a, edge) / glm::dot(edge, edge), 0.F, 1.F);
    const vec2 off = p - segment.a - t * edge;
    return glm::dot(off, off);
}

struct Crossing {
    float x;
    int winding;
};

}  // namespace

DistanceField distance_field(FT_Outline& outline, int spread_px) {
    DistanceField field;
    if (outline.n_points <= 0) {
        return field;
    }
    Flattener flat;
    FT_Outline_Funcs callbacks{};
    callbacks.move_to = move_to;
    callbacks.line_to = line_to;
    callbacks.conic_to = conic_to;
    callbacks.cubic_to = cubic_to;
    if (FT_Outline_Decompose(&outline, &callbacks, &flat) != 0) {
        return field;
    }
    flat.close();
    if (flat.segments.empty()) {
        return field;
    }

    vec2 low = flat.segments.front().a;
    vec2 high = low;
    for (const Segment& segment : flat.segments) {
        low = {std::min(low.x, segment.b.x), std::min(low.y, segment.b.y)};
        high = {std::max(high.x, segment.b.x), std::max(high.y, segment.b.y)};
    }
    field.left = static_cast<int>(std::floor(low.x)) - spread_px;
    field.top = static_cast<int>(std::ceil(high.y)) + spread_px;
    field.width = static_cast<int>(std::ceil(high.x)) + spread_px - field.left;
    field.height = field.top - (static_cast<int>(std::floor(low.y)) - spread_px);
    const auto spread = static_cast<float>(spread_px);
    const auto cells = static_cast<std::size_t>(field.width) * static_cast<std::size_t>(field.height);
    std::vector<float> nearest(cells, spread * spread);

    // Pixel (column, row) has its centre at (left + column + 0.5, top - row - 0.5). A segment reaches only the pixels
    // within the spread of it.
    const auto centre = [&field](int column, int row) {
        return vec2{static_cast<float>(field.left + column) + 0.5F, static_cast<float>(field.top - row) - 0.5F};
    };
    for (const Segment& segment : flat.segments) {
        const float left = std::min(segment.a.x, segment.b.x) - spread;
        const float right = std::max(segment.a.x, segment.b.x) + spread;
        const float bottom = std::min(segment.a.y, segment.b.y) - spread;
        const float top = std::max(segment.a.y, segment.b.y) + spread;
        const int first_column = std::max(0, static_cast<int>(left) - field.left - 1);
        const int last_column = std::min(field.width - 1, static_cast<int>(right) - field.left + 1);
        const int first_row = std::max(0, field.top - static_cast<int>(top) - 2);
        const int last_row = std::min(field.height - 1, field.top - static_cast<int>(bottom) + 1);
        for (int row = first_row; row <= last_row; ++row) {
            float* cell = nearest.data() + static_cast<std::size_t>(row) * static_cast<std::size_t>(field.width);
            for (int column = first_column; column <= last_column; ++column) {
                cell[column] = std::min(cell[column], squared_distance(centre(column, row), segment));
            }
        }
    }

    field.values.resize(cells);
    std::vector<Crossing> crossings;
    for (int row = 0; row < field.height; ++row) {
        const float y = centre(0, row).y;
        crossings.clear();
        for (const Segment& segment : flat.segments) {
            if ((segment.a.y > y) != (segment.b.y > y)) {
                const float t = (y - segment.a.y) / (segment.b.y - segment.a.y);
                crossings.push_back(
                    {segment.a.x + t * (segment.b.x - segment.a.x), segment.b.y > segment.a.y ? 1 : -1});
            }
        }
        std::sort(crossings.begin(), crossings.end(), [](const Crossing& a, const Crossing& b) { return a.x < b.x; });
        std::size_t passed = 0;
        int winding = 0;
        for (int column = 0; column < field.width; ++column) {
            const float x = centre(column, row).x;
            for (; passed < crossings.size() && crossings[passed].x <= x; ++passed) {
                winding += crossings[passed].winding;
            }
            const std::size_t at = static_cast<std::size_t>(row) * static_cast<std::size_t>(field.width) +
                                   static_cast<std::size_t>(column);
            const float distance = std::sqrt(nearest[at]) * (winding != 0 ? 1.F : -1.F);
            field.values[at] =
                static_cast<std::uint8_t>(std::clamp(std::lround(128.F + 128.F * distance / spread), 0L, 255L));
        }
    }
    return field;
}

}  // namespace bordermap::cartography
