#pragma once
/// Polygons into triangles, by GEOS. A triangulator is one GEOS context: one per thread.

#include <cstdint>
#include <glm/vec2.hpp>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace bordermap::cartography {

/// Rings in plane metres, closed or not; `exterior` starts a new part, the others are its holes.
struct PlaneRing {
    std::vector<glm::dvec2> points;
    bool exterior = true;
};

/// Positions relative to the map's origin; indices three per triangle, counterclockwise (y up).
struct Triangles {
    std::vector<glm::vec2> positions;
    std::vector<std::uint32_t> indices;
};

class Triangulator {
public:
    Triangulator();
    ~Triangulator();
    Triangulator(const Triangulator&) = delete;
    Triangulator& operator=(const Triangulator&) = delete;
    Triangulator(Triangulator&&) = delete;
    Triangulator& operator=(Triangulator&&) = delete;

    /// Constrained Delaunay triangulation; a part wider or higher than `most_extent` m is cut first, along axes of the plane, so that no
    /// triangle is larger. Rings that cross or touch themselves or each other are made valid first (even-odd;
    /// GEOSMakeValid, linework). A polygon that GEOS 3.11 refuses or covers wrongly, as it does some with holes, is cut in
    /// two and tried again. Empty when the rings enclose nothing, or when that fails too: then error() says why.
    [[nodiscard]] Triangles triangulate(std::span<const PlaneRing> rings,
                                        double most_extent = std::numeric_limits<double>::infinity());

    /// No ring crosses or touches itself or another along an edge, holes lie inside their parts.
    [[nodiscard]] bool is_valid(std::span<const PlaneRing> rings);

    /// What GEOS said about the last call; empty when it went well. repaired(): the rings had to be made valid.
    [[nodiscard]] const std::string& error() const;
    [[nodiscard]] bool repaired() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace bordermap::cartography
