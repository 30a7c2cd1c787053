#pragma once
/// What the camera's functions share with the layout of a page.

#include "cartography/compose.hpp"

namespace bordermap::cartography {

/// The part of a page that panels leave to the map, px.
struct MapArea {
    glm::dvec2 min{0, 0}, size{16, 16};
    [[nodiscard]] glm::dvec2 max() const { return min + size; }
};
[[nodiscard]] MapArea map_area(const Page& page);

}  // namespace bordermap::cartography
