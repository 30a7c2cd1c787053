#pragma once
/// How far triangles lie from lines: what the glow along the border may reach, and what it never does.

#include <array>
#include <glm/vec2.hpp>
#include <span>
#include <vector>

namespace bordermap::cartography {

/// Plane metres. Safe to ask from several threads.
class LineDistance {
public:
    explicit LineDistance(std::span<const std::vector<glm::vec2>> lines);
    /// m by which no point of the triangle is nearer to a line; infinity where there are no lines. The greatest gap between the
    /// triangle and a piece along the normals of their sides (separating axes: S. Gottschalk, M. C. Lin, D. Manocha 1996).
    [[nodiscard]] float at_least(const std::array<glm::vec2, 3>& triangle) const;

private:
    struct Piece {
        glm::vec2 a, b;
    };
    struct Run {
        glm::vec2 min, max;
    };
    static constexpr std::size_t kRun = 16;
    std::vector<Piece> pieces_;
    std::vector<Run> runs_;  ///< around each kRun pieces
};

/// Steps of distance: 0 below 4 km, each next one half as far again. Triangles of one step are drawn together.
[[nodiscard]] int distance_step(float metres);

}  // namespace bordermap::cartography
