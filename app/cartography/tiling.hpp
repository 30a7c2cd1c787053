#pragma once
/// When a country is no more and no less than its provinces together: its own polygon then shows all that theirs would.

#include "cartography/prepare_lines.hpp"

namespace bordermap::cartography {

/// The days, in order, on which the provinces of a country (a feature of level 0) fill it to the last edge and nothing besides,
/// without gap or overlap: every arc has the country on one side exactly where it has provinces alive on that side alone. Empty
/// for other features, and where polygons of different origin share no vertices.
[[nodiscard]] std::vector<model::Interval> days_tiled(const Topology& topology, std::span<const FeatureTraits> features,
                                                      std::uint32_t country);

}  // namespace bordermap::cartography
