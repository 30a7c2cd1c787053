#pragma once
/// Title, legend, scale bar, north arrow, locator, source line: laid out by rules on an 8 px grid (at 96 dpi).

#include "cartography/labels.hpp"
#include "cartography/visible.hpp"

#include <vector>

namespace bordermap::cartography {

/// The px that a panel covers.
[[nodiscard]] Box ground_of(const Overlay& panel);
/// Px that are closed to names: the panels, and what is left between two of them or one and the edge of the page where that is so
/// narrow that it does not look like part of the map.
[[nodiscard]] std::vector<Box> closed_to_names(const std::vector<Overlay>& furniture, glm::vec2 page, float scale);
/// Panels, as Scene::furniture holds them.
[[nodiscard]] std::vector<Overlay> make_furniture(const FurnitureRequest& request, TextShaper& text);

}  // namespace bordermap::cartography
