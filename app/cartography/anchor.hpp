#pragma once
/// Where the name of an area may stand.

#include "cartography/prepared_map.hpp"
#include "cartography/triangulate.hpp"

#include <span>

namespace bordermap::cartography {

/// Distance from p to the nearest edge of the rings, m; negative outside (even-odd). -infinity without rings.
[[nodiscard]] double distance_inside(std::span<const PlaneRing> rings, glm::dvec2 p);

/// Plane area in m2: exteriors less holes, whatever the direction of the rings.
[[nodiscard]] double area_of(std::span<const PlaneRing> rings);

/// Pole of inaccessibility of the largest part to 1 % of its size, by a search of ever smaller squares, the most promising
/// first (polylabel, V. Agafonkin 2016). GEOS has the same search, two to three times as
/// slow (tests/bench/prepare_bench.cpp).
[[nodiscard]] AreaAnchor find_anchor(std::span<const PlaneRing> rings);

}  // namespace bordermap::cartography
