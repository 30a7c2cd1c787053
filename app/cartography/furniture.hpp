#pragma once
/// Title, legend, scale bar, north arrow, locator, source line: laid out by rules on an 8 px grid (at 96 dpi).

#include "cartography/labels.hpp"
#include "cartography/visible.hpp"

#include <vector>

namespace bordermap::cartography {

/// The px that a panel covers.
[[nodiscard]] Box ground_of(const Overlay& panel);
/// Panels, as Scene::furniture holds them.
[[nodiscard]] std::vector<Overlay> make_furniture(const FurnitureRequest& request, TextShaper& text);

}  // namespace bordermap::cartography
