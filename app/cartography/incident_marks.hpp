#pragma once
/// Incidents as marks. OpenGL tests the records in incident.vert; back ends without a shader take them from here.

#include "cartography/scene.hpp"

#include <vector>

namespace bordermap::cartography {

/// The incidents that a Scene shows, in order: what incident.vert draws, by the same rule.
[[nodiscard]] std::vector<SymbolMark> incident_symbols(const Scene& scene);

/// The hovered and the selected incident, where they are shown: a ring of the accent colour and the symbol once more, larger;
/// drawn over the incidents.
[[nodiscard]] Overlay incident_emphasis(const Scene& scene);

}  // namespace bordermap::cartography
