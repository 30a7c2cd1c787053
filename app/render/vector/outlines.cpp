#include "render/vector/outlines.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <glm/common.hpp>
#include <unordered_map>

namespace bordermap::render {
namespace {

std::uint64_t key_of(glm::vec2 p) {
    // 0 and -0 are one place.
    return (std::uint64_t{std::bit_cast<std::uint32_t>(p.x + 0.0F)} << 32U) | std::bit_cast<std::uint32_t>(p.y + 0.0F);
}

/// Cuts a closed ring at one side of the box: what `inside` keeps, with the crossings in between (I. Sutherland, G. Hodgman,
/// "Reentrant polygon clipping", 1974).
template <typename Depth>
void clip(Ring& ring, Ring& scratch, Depth depth) {
    scratch.clear();
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const glm::dvec2 a = ring[i];
        const glm::dvec2 b = ring[(i + 1) % ring.size()];
        const double in_a = depth(a);
        const double in_b = depth(b);
        if (in_a >= 0) {
            scratch.push_back(a);
        }
        if ((in_a >= 0) != (in_b >= 0)) {
            scratch.push_back(glm::mix(a, b, in_a / (in_a - in_b)));
        }
    }
    ring.swap(scratch);
}

}  // namespace

std::vector<Ring> union_outline(std::span<const glm::vec2> triangles) {
    std::unordered_map<std::uint64_t, std::uint32_t> numbers;
    numbers.reserve(triangles.size());
    std::vector<glm::vec2> corners;
    std::vector<std::uint32_t> corner_of;
    corner_of.reserve(triangles.size());
    for (const glm::vec2 p : triangles) {
        const auto [found, fresh] = numbers.try_emplace(key_of(p), static_cast<std::uint32_t>(corners.size()));
        if (fresh) {
            corners.push_back(p);
        }
        corner_of.push_back(found->second);
    }
    struct Edge {
        std::uint32_t low, high;
        int turns;  // 1: from low to high
        bool operator<(const Edge& other) const { return low != other.low ? low < other.low : high < other.high; }
    };
    std::vector<Edge> edges;
    edges.reserve(corner_of.size());
    for (std::size_t i = 0; i + 2 < corner_of.size(); i += 3) {
        for (std::size_t k = 0; k < 3; ++k) {
            const std::uint32_t a = corner_of[i + k];
            const std::uint32_t b = corner_of[i + (k + 1) % 3];
            if (a != b) {
                edges.push_back(a < b ? Edge{a, b, 1} : Edge{b, a, -1});
            }
        }
    }
    std::stable_sort(edges.begin(), edges.end());
    struct Step {
        std::uint32_t from, to;
    };
    std::vector<Step> steps;
    for (std::size_t i = 0; i < edges.size();) {
        int turns = 0;
        std::size_t end = i;
        for (; end < edges.size() && !(edges[i] < edges[end]); ++end) {
            turns += edges[end].turns;
        }
        for (int n = 0; n < std::abs(turns); ++n) {
            steps.push_back(turns > 0 ? Step{edges[i].low, edges[i].high} : Step{edges[i].high, edges[i].low});
        }
        i = end;
    }
    std::stable_sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) { return a.from < b.from; });
    std::vector<std::uint32_t> first(corners.size() + 1, 0);
    for (const Step& step : steps) {
        ++first[step.from + 1];
    }
    for (std::size_t i = 1; i < first.size(); ++i) {
        first[i] += first[i - 1];
    }
    // As many steps leave a corner as come to it: every walk ends where it began.
    std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
    std::vector<Ring> rings;
    for (std::uint32_t start = 0; start < corners.size(); ++start) {
        while (next[start] < first[start + 1]) {
            Ring& ring = rings.emplace_back();
            std::uint32_t at = start;
            do {
                ring.emplace_back(corners[at]);
                at = steps[next[at]++].to;
            } while (at != start && next[at] < first[at + 1]);
        }
    }
    return rings;
}

std::vector<Ring> seen_rings(const std::vector<Ring>& rings, const cartography::View& view, const PxBox& box) {
    std::vector<Ring> seen;
    Ring scratch;
    for (const Ring& ring : rings) {
        Ring px;
        px.reserve(ring.size());
        glm::dvec2 low{1e300, 1e300};
        glm::dvec2 high{-1e300, -1e300};
        for (const glm::dvec2 p : ring) {
            px.push_back(view.to_px(p));
            low = glm::min(low, px.back());
            high = glm::max(high, px.back());
        }
        if (low.x > box.max.x || low.y > box.max.y || high.x < box.min.x || high.y < box.min.y) {
            continue;
        }
        if (low.x < box.min.x) {
            clip(px, scratch, [&](glm::dvec2 p) { return p.x - box.min.x; });
        }
        if (high.x > box.max.x) {
            clip(px, scratch, [&](glm::dvec2 p) { return box.max.x - p.x; });
        }
        if (low.y < box.min.y) {
            clip(px, scratch, [&](glm::dvec2 p) { return p.y - box.min.y; });
        }
        if (high.y > box.max.y) {
            clip(px, scratch, [&](glm::dvec2 p) { return box.max.y - p.y; });
        }
        if (px.size() >= 3) {
            seen.push_back(std::move(px));
        }
    }
    return seen;
}

std::vector<Chain> chains_of(const cartography::LineLevel& level, model::Day as_of, const cartography::View& view,
                             const PxBox& box) {
    std::vector<Chain> chains;
    const auto day = static_cast<float>(as_of);
    const glm::vec2* end = nullptr;
    for (const cartography::LineSegment& piece : level.segments) {
        const glm::dvec2 a = view.to_px(piece.a);
        const glm::dvec2 b = view.to_px(piece.b);
        const glm::dvec2 low = glm::min(a, b);
        const glm::dvec2 high = glm::max(a, b);
        const bool alive = piece.from_day <= day && day < piece.to_day;
        if (!alive || low.x > box.max.x || low.y > box.max.y || high.x < box.min.x || high.y < box.min.y) {
            end = nullptr;
            continue;
        }
        if (end == nullptr || *end != piece.a) {
            chains.emplace_back().points.push_back(a);
        }
        chains.back().points.push_back(b);
        end = &piece.b;
    }
    for (Chain& chain : chains) {
        if (chain.points.size() > 3 && chain.points.front() == chain.points.back()) {
            chain.points.pop_back();
            chain.closed = true;
        }
    }
    return chains;
}

}  // namespace bordermap::render
