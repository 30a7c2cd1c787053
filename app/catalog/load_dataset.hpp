#pragma once
/// The work behind load() and check().

#include "catalog/load_context.hpp"

#include <vector>

namespace bordermap::catalog {

/// Polygons of layers that are not of the contract.
struct OtherLayers {
    model::PolygonColumns polygons;
    std::vector<model::Record> records;
};

/// Reads and links everything into `context`. `other`: where to put layers that are not of the contract; null: such layers
/// are reported and not read. Throws Cancelled.
void load_dataset(const LoadOptions& options, LoadContext& context, OtherLayers* other);

}  // namespace bordermap::catalog
