#include "query/incidents_by_area.hpp"

#include "query/index_impl.hpp"

namespace bordermap::query {

using model::Index;
using model::kNone;

AreaCounts incidents_by_area(const model::Dataset& dataset, const Selection& selection, int level) {
    AreaCounts areas;
    areas.level = level;
    areas.incidents.assign(dataset.boundaries.size(), 0);
    areas.no_farther.assign(dataset.boundaries.size(), 0);
    const auto spread_out = [&](const std::map<std::string, std::uint32_t>& counts, std::vector<std::uint32_t>& per,
                                std::uint32_t& none) {
        for (const auto& [id, count] : counts) {
            if (const auto found = dataset.boundary_by_id.find(id); found != dataset.boundary_by_id.end()) {
                per[found->second] += count;
            } else {
                none += count;
            }
        }
    };
    if (level == 1) {
        spread_out(selection.counts.incidents_by_province, areas.incidents, areas.not_located);
        areas.nowhere = areas.not_located;
    } else {
        spread_out(selection.counts.incidents_by_district, areas.incidents, areas.not_located);
        spread_out(selection.counts.incidents_to_province, areas.no_farther, areas.nowhere);
    }
    return areas;
}

std::vector<Index> incidents_in_area(const QueryIndex& index, const Selection& selection, int level, Index area) {
    const QueryIndex::Impl& impl = index.impl();
    const auto units = impl.units_on(level, selection.filter.as_of);
    // Of a province at the level of districts: what is known to it alone.
    const bool province_only = level == 2 && area != kNone && impl.data->boundaries[area].level == 1;
    const auto provinces = province_only ? impl.units_on(1, selection.filter.as_of) : nullptr;
    const std::size_t counted = selection.filter.windowed() ? impl.dated_incidents : impl.incident_order.size();
    std::vector<Index> found;
    for (std::size_t at = 0; at < counted; ++at) {
        const Index incident = impl.incident_order[at];
        if (impl.is_incident[at] == 0 || selection.incident_pass[incident] == 0) {
            continue;
        }
        const std::uint32_t locus = impl.locus[at];
        if (province_only ? (*units)[locus] == kNone && (*provinces)[locus] == area : (*units)[locus] == area) {
            found.push_back(incident);
        }
    }
    return found;
}

}  // namespace bordermap::query
