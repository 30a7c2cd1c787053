#include "cartography/line_distance.hpp"

#include <algorithm>
#include <cmath>
#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <limits>

namespace bordermap::cartography {
namespace {

using glm::vec2;

float between_boxes(vec2 min_a, vec2 max_a, vec2 min_b, vec2 max_b) {
    return glm::length(glm::max(glm::max(min_a - max_b, min_b - max_a), 0.F));
}

/// The gap between a triangle and a segment along an axis, 0 where they meet there.
float gap_along(vec2 axis, const std::array<vec2, 3>& triangle, vec2 a, vec2 b) {
    const float long_axis = glm::length(axis);
    if (!(long_axis > 0)) {
        return 0;
    }
    const auto [t_min, t_max] = std::minmax(
        {glm::dot(triangle[0] - a, axis), glm::dot(triangle[1] - a, axis), glm::dot(triangle[2] - a, axis)});
    const auto [s_min, s_max] = std::minmax({0.F, glm::dot(b - a, axis)});
    return std::max({t_min - s_max, s_min - t_max, 0.F}) / long_axis;
}

}  // namespace

LineDistance::LineDistance(std::span<const std::vector<vec2>> lines) {
    for (const std::vector<vec2>& line : lines) {
        for (std::size_t i = 1; i < line.size(); ++i) {
            const vec2 low = glm::min(line[i - 1], line[i]);
            const vec2 high = glm::max(line[i - 1], line[i]);
            if (pieces_.size() % kRun == 0) {
                runs_.push_back({low, high});
            }
            pieces_.push_back({line[i - 1], line[i]});
            runs_.back() = {glm::min(runs_.back().min, low), glm::max(runs_.back().max, high)};
        }
    }
}

float LineDistance::at_least(const std::array<vec2, 3>& triangle) const {
    const vec2 low = glm::min(glm::min(triangle[0], triangle[1]), triangle[2]);
    const vec2 high = glm::max(glm::max(triangle[0], triangle[1]), triangle[2]);
    const auto to_run = [&](const Run& run) { return between_boxes(low, high, run.min, run.max); };
    float least = std::numeric_limits<float>::infinity();
    const auto look_at = [&](std::size_t run) {
        const std::size_t end = std::min((run + 1) * kRun, pieces_.size());
        for (std::size_t i = run * kRun; i < end && least > 0; ++i) {
            const Piece& piece = pieces_[i];
            float gap = between_boxes(low, high, glm::min(piece.a, piece.b), glm::max(piece.a, piece.b));
            for (std::size_t side = 0; side < 4 && gap < least; ++side) {
                const vec2 along = side < 3 ? triangle[(side + 1) % 3] - triangle[side] : piece.b - piece.a;
                gap = std::max(gap, gap_along({-along.y, along.x}, triangle, piece.a, piece.b));
            }
            least = std::min(least, gap);
        }
    };
    // The nearest first, so that most of the others are passed over.
    const auto nearest =
        std::min_element(runs_.begin(), runs_.end(), [&](const Run& a, const Run& b) { return to_run(a) < to_run(b); });
    if (nearest != runs_.end()) {
        look_at(static_cast<std::size_t>(nearest - runs_.begin()));
    }
    for (std::size_t run = 0; run < runs_.size() && least > 0; ++run) {
        const float gap = to_run(runs_[run]);
        if (gap >= least) {
            continue;
        }
        if (gap > 2 * glm::distance(runs_[run].min, runs_[run].max)) {
            least = gap;  // so far off that the box is near enough to what it holds
        } else {
            look_at(run);
        }
    }
    return least;
}

int distance_step(float metres) {
    constexpr float kFirst = 4'000;
    constexpr float kFar = 1e6F;  // never drawn near
    return metres < kFirst ? 0 : 1 + static_cast<int>(std::log(std::min(metres, kFar) / kFirst) / std::log(1.5F));
}

}  // namespace bordermap::cartography
