#include "cartography/simplify.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace bordermap::cartography {

namespace {

constexpr float kAlways = std::numeric_limits<float>::infinity();

/// Squared distance to the piece from a to b, not to the endless line: a bay that folds back behind an end counts in full.
double squared_distance(glm::dvec2 p, glm::dvec2 a, glm::dvec2 b) {
    const glm::dvec2 ab = b - a;
    glm::dvec2 ap = p - a;
    const double length2 = ab.x * ab.x + ab.y * ab.y;
    if (length2 > 0) {
        const double t = std::clamp((ap.x * ab.x + ap.y * ab.y) / length2, 0.0, 1.0);
        ap -= t * ab;
    }
    return ap.x * ap.x + ap.y * ap.y;
}

struct Farthest {
    std::size_t index = 0;
    double distance = -1;
};

Farthest farthest(std::span<const glm::dvec2> line, std::size_t first, std::size_t last) {
    Farthest found;
    for (std::size_t i = first + 1; i < last; ++i) {
        const double d = squared_distance(line[i], line[first], line[last]);
        if (d > found.distance) {
            found = {i, d};
        }
    }
    found.distance = std::sqrt(std::max(0.0, found.distance));
    return found;
}

}  // namespace

void rank_points(std::span<const glm::dvec2> line, double least, std::span<float> importance) {
    std::fill(importance.begin(), importance.end(), 0.0F);
    if (line.empty()) {
        return;
    }
    importance.front() = kAlways;
    importance.back() = kAlways;

    struct Piece {
        std::size_t first, last;
        float limit;  ///< a point goes no later than the one that split the line here
    };
    std::vector<Piece> pieces;
    const std::size_t end = line.size() - 1;
    if (end >= 3 && line.front() == line.back()) {
        const std::size_t far = farthest(line, 0, end).index;
        importance[far] = kAlways;
        // The third corner: the farthest from the chord on either side.
        Farthest third;
        for (const auto& [a, b] : {std::pair{std::size_t{0}, far}, std::pair{far, end}}) {
            const Farthest candidate = farthest(line, a, b);
            if (candidate.index != 0 && candidate.distance > third.distance) {
                third = candidate;
            }
        }
        if (third.index != 0) {
            importance[third.index] = kAlways;
        }
        std::size_t from = 0;
        for (std::size_t i = 1; i <= end; ++i) {
            if (importance[i] == kAlways) {
                pieces.push_back({from, i, kAlways});
                from = i;
            }
        }
    } else {
        pieces.push_back({0, end, kAlways});
    }
    while (!pieces.empty()) {
        const Piece piece = pieces.back();
        pieces.pop_back();
        if (piece.last - piece.first < 2) {
            continue;
        }
        const Farthest split = farthest(line, piece.first, piece.last);
        if (split.distance < least) {
            continue;
        }
        const float value = std::min(piece.limit, static_cast<float>(split.distance));
        importance[split.index] = value;
        pieces.push_back({piece.first, split.index, value});
        pieces.push_back({split.index, piece.last, value});
    }
}

}  // namespace bordermap::cartography
