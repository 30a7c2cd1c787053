/// The incidents behind a count of a province: told by the same loci that are counted.

#include "query/index_impl.hpp"

namespace bordermap::query {

using model::Index;

std::vector<Index> incidents_in_province(const QueryIndex& index, const Selection& selection, Index province) {
    const QueryIndex::Impl& impl = index.impl();
    const auto provinces = impl.provinces_on(selection.filter.as_of);
    const bool windowed = selection.filter.from || selection.filter.to;
    const std::size_t counted = windowed ? impl.dated_incidents : impl.incident_order.size();
    std::vector<Index> found;
    for (std::size_t at = 0; at < counted; ++at) {
        const Index incident = impl.incident_order[at];
        if (impl.is_incident[at] != 0 && selection.incident_pass[incident] != 0 &&
            (*provinces)[impl.locus[at]] == province) {
            found.push_back(incident);
        }
    }
    return found;
}

}  // namespace bordermap::query
