#pragma once
/// What `check` looks at beyond loading. Each function adds Problems to the log of the context.

#include "catalog/load_context.hpp"
#include "model/dataset.hpp"

#include <vector>

namespace bordermap::catalog {

/// Words of a fixed vocabulary, codes, colours, durations, addresses; records without parties or sources; rows that share
/// an id but not their names.
void validate_values(LoadContext& context);
/// Levels and parents of boundaries, in rank, country and time; successions against validity; cycles of succession.
void validate_lineage(LoadContext& context);
/// Each ring of `polygons` (feature i belongs to records[i]): self-crossings, repeated vertices, tiny parts.
void validate_rings(LoadContext& context, const model::PolygonColumns& polygons,
                    const std::vector<const model::Record*>& records);
/// Boundaries of one level that are alive together: overlaps, gaps between neighbours, holes; children against parents.
void validate_coverage(LoadContext& context);
/// Positions against the boundary that their record names.
void validate_positions(LoadContext& context);

}  // namespace bordermap::catalog
