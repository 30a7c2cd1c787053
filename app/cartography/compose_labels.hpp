#pragma once
/// The names of a Scene.

#include "cartography/compose_marks.hpp"

namespace bordermap::cartography {

/// Adds names to scene.marks, keeping clear of what the placer holds; `placed` is kept by the caller to spare allocations.
void compose_labels(const Frame& frame, Scene& scene, const Visible& visible, TextShaper& text, LabelPlacer& placer,
                    std::vector<PlacedLabel>& placed);

}  // namespace bordermap::cartography
