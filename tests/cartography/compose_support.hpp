#pragma once
/// Scenes of the real data for the tests of composing.

#include "cartography/camera.hpp"
#include "render/real_world.hpp"

#include <string>
#include <vector>

namespace bordermap::cartography::testing {

inline model::Day day(const char* text) {
    return model::parse_day(text).value();
}

/// Everything that one picture comes from.
struct Shot {
    session::Session session = session::make_session(day("2026-01-20"));
    Page page;
    query::Selection selection;
    Scene scene;

    explicit Shot(int width = 1920, int height = 1080) {
        page.width = width;
        page.height = height;
        page.scale = natural_scale(width, height);
    }
    Shot& take(Composer& composer) {
        const test::RealWorld& world = test::real_world();
        selection = query::select(*world.index, session.filter);
        scene = composer.compose(world.map, *world.index, selection, session, page);
        return *this;
    }
    Shot& take() {
        Composer composer;
        return take(composer);
    }
};

inline const model::Dataset& data() {
    return *test::real_world().map->dataset;
}

/// The middle border, where links, units and incidents are thick.
inline session::Camera khe_sanh(double metres_across = 220'000) {
    return {106.6, 16.65, metres_across};
}

inline model::Index boundary(const std::string& id) {
    return data().boundary_by_id.at(id);
}
inline model::Index agreement(const std::string& id) {
    return data().agreement_by_id.at(id);
}
inline model::Index unit(const std::string& id) {
    return data().unit_by_id.at(id);
}

}  // namespace bordermap::cartography::testing
