#pragma once
/// Incidents as marks. OpenGL tests the records in incident.vert; back ends without a shader take them from here.

#include "cartography/scene.hpp"

#include <vector>

namespace bordermap::cartography {

/// Where the symbol of an incident that is in no ring stands, px; NaN without a place.
[[nodiscard]] glm::vec2 incident_px(const Scene& scene, model::Index index);

/// The incidents that a Scene shows each by itself, in order: what incident.vert draws, by the same rule.
[[nodiscard]] std::vector<SymbolMark> incident_symbols(const Scene& scene);

/// The hovered and the selected incident, where they are shown: a ring of the accent colour and the symbol once more, larger;
/// drawn over the incidents.
[[nodiscard]] Overlay incident_emphasis(const Scene& scene);

}  // namespace bordermap::cartography
