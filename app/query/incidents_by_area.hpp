#pragma once
/// Incidents by administrative unit: the numbers of Selection::counts per boundary, and the records behind each.

#include "query/selection.hpp"

#include <cstdint>
#include <vector>

namespace bordermap::query {

/// Incidents (record_kind incident; of the undated as many as in Counts::incidents) per unit of a level alive on the as-of date.
/// What is known to no more than a larger unit, or lies on several, belongs to none: it is counted apart, never spread.
struct AreaCounts {
    int level = 2;
    std::vector<std::uint32_t> incidents;   ///< per boundary; 0 for those of other levels
    std::vector<std::uint32_t> no_farther;  ///< per boundary of level 1: known to be there, and to no unit of the level
    std::uint32_t not_located = 0;          ///< to a unit of the level; with `incidents` it sums to Counts::incidents
    std::uint32_t nowhere = 0;              ///< of these, not even to a province: not_located less `no_farther`
};

/// Level 1 (provinces) or 2 (districts, or communes where these are abolished).
[[nodiscard]] AreaCounts incidents_by_area(const model::Dataset& dataset, const Selection& selection, int level);

/// The incidents behind one number of incidents_by_area, by date. Level 1: Counts::incidents_by_province. Level 2:
/// Counts::incidents_by_district; a province: Counts::incidents_to_province. kNone: those not located to the level.
[[nodiscard]] std::vector<model::Index> incidents_in_area(const QueryIndex& index, const Selection& selection,
                                                          int level, model::Index area);

}  // namespace bordermap::query
