#pragma once
/// Geographic degrees <-> metres on the map plane.

#include "model/dataset.hpp"
#include "query/selection.hpp"

#include <glm/vec2.hpp>
#include <memory>
#include <span>
#include <vector>

namespace bordermap::cartography {

/// WGS 84 / UTM zone 48N (EPSG:32648; transverse Mercator, central meridian 105 E, scale 0.9996; Poder/Engsager
/// algorithm of PROJ): conformal, and the border runs along its central meridian, so that scale error stays under 0.4 %
/// from 100 E to 110 E. Plane coordinates are relative to kOrigin (105 E, 17 N), x east and y north in metres, so that a
/// float holds them to 0.1 m over the region.
class Projection {
public:
    Projection();
    ~Projection();
    Projection(const Projection&) = delete;
    Projection& operator=(const Projection&) = delete;
    Projection(Projection&&) = delete;
    Projection& operator=(Projection&&) = delete;

    /// NaN where the projection is not defined. Thread-safe.
    [[nodiscard]] glm::dvec2 forward(model::LonLat at) const;
    [[nodiscard]] model::LonLat inverse(glm::dvec2 metres) const;
    void forward(std::span<const model::LonLat> in, std::span<glm::dvec2> out) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// The one instance of the process (PROJ contexts are per thread inside).
[[nodiscard]] const Projection& projection();

/// Plane rectangle in metres.
struct Bounds {
    glm::dvec2 min{1e300, 1e300};
    glm::dvec2 max{-1e300, -1e300};
    void add(glm::dvec2 p);
    [[nodiscard]] bool valid() const { return min.x <= max.x && min.y <= max.y; }
};
/// Bounds of a geographic extent (edges are densified: parallels are not straight here).
[[nodiscard]] Bounds project(const query::Extent& extent);

/// The map plane seen through a picture: plane metres <-> picture pixels (x right, y down, origin top left).
struct View {
    glm::dvec2 centre{0, 0};         ///< plane metres at the middle of the map area
    double metres_per_px = 1000;     ///< > 0
    glm::dvec2 size_px{1920, 1080};  ///< whole picture
    glm::dvec2 middle_px{960, 540};  ///< where `centre` is drawn (middle of the area that panels leave free)
    [[nodiscard]] glm::dvec2 to_px(glm::dvec2 metres) const {
        return {middle_px.x + (metres.x - centre.x) / metres_per_px,
                middle_px.y - (metres.y - centre.y) / metres_per_px};
    }
    [[nodiscard]] glm::dvec2 to_metres(glm::dvec2 px) const {
        return {centre.x + (px.x - middle_px.x) * metres_per_px, centre.y - (px.y - middle_px.y) * metres_per_px};
    }
};

}  // namespace bordermap::cartography
