#pragma once
/// Point-like records on the plane.

#include "cartography/prepared_map.hpp"
#include "model/dataset.hpp"

#include <glm/vec2.hpp>
#include <vector>

namespace bordermap::cartography {

/// Records nearer than this stand on one another at any useful scale, m.
inline constexpr double kSamePlace = 200;

/// Place k of n around a point, in units of symbol size: neighbours about 1.1 apart, the first in the middle from seven on.
[[nodiscard]] glm::vec2 spread_offset(std::size_t k, std::size_t n);

/// One instance per incident. Records within kSamePlace of the first of them (by date, then id) stand around it in that order,
/// whatever the filter, so that a symbol never moves while time plays.
[[nodiscard]] std::vector<PointInstance> prepare_incidents(const model::Dataset& dataset);

}  // namespace bordermap::cartography
