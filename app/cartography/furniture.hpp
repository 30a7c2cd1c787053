#pragma once
/// Title, legend, scale bar, north arrow, locator, source line: laid out by rules on an 8 px grid (at 96 dpi).

#include "cartography/labels.hpp"
#include "cartography/visible.hpp"

#include <vector>

namespace bordermap::cartography {

/// Appends the furniture and returns the boxes that it covers.
std::vector<Box> add_furniture(const FurnitureRequest& request, TextShaper& text, Overlay& overlay);

}  // namespace bordermap::cartography
