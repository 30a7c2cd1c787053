#pragma once
/// The real data of the tree, read and prepared once per process.

#include "cartography/compose.hpp"
#include "cartography/prepared_map.hpp"
#include "catalog/catalog.hpp"
#include "query/selection.hpp"

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace bordermap::test {

struct RealWorld {
    std::shared_ptr<const cartography::PreparedMap> map;
    std::unique_ptr<query::QueryIndex> index;
};

/// The records of the tree over these boundaries, those of the tree when none are named. Throws std::runtime_error when
/// there are none.
inline RealWorld load_world(const std::vector<std::string>& boundaries = {}) {
    catalog::LoadOptions options;
    options.data = {BORDERMAP_GEODATA_DIR};
    options.boundaries = boundaries;
    const catalog::LoadResult loaded = catalog::load(options);
    if (loaded.dataset->boundaries.empty()) {
        throw std::runtime_error("no boundaries to be read");
    }
    return {cartography::prepare(loaded.dataset), std::make_unique<query::QueryIndex>(loaded.dataset)};
}

inline const RealWorld& real_world() {
    static const RealWorld world = load_world();
    return world;
}

/// The real map as if its countries were of another source than its provinces.
inline std::shared_ptr<const cartography::PreparedMap> map_of_provinces() {
    auto apart = std::make_shared<cartography::PreparedMap>(*real_world().map);
    apart->tiled.assign(apart->tiled.size(), {});
    return apart;
}

/// The scene that a Session has on a page of this size.
inline cartography::Scene real_scene(cartography::Composer& composer, const session::Session& session, int width,
                                     int height, bool furniture = true, const RealWorld& world = real_world()) {
    cartography::Page page;
    page.width = width;
    page.height = height;
    page.scale = cartography::natural_scale(width, height);
    page.furniture = furniture;
    return composer.compose(world.map, *world.index, query::select(*world.index, session.filter), session, page);
}

}  // namespace bordermap::test
