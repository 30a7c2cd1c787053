#include "cartography/camera.hpp"

#include "cartography/compose.hpp"

#include <algorithm>
#include <cmath>
#include <glm/common.hpp>

namespace bordermap::cartography {

namespace {

using glm::dvec2;

constexpr double kRoomForNames = 0.2;  ///< on each side of selected symbols, share of what they span
constexpr double kNearestMetres = 2'000.0;
constexpr double kFarthestMetres = 6'000'000.0;
/// How far from the plane's origin the middle of the map may go: the projection is well defined there.
constexpr double kReachMetres = 1'800'000.0;
/// A fit never goes nearer than this, so that one lonely gate is still seen with its surroundings.
constexpr double kNearestFitMetres = 30'000.0;

session::Camera camera_at(dvec2 centre, double metres_across) {
    centre = glm::clamp(centre, dvec2(-kReachMetres), dvec2(kReachMetres));
    const model::LonLat at = projection().inverse(centre);
    return {at.lon, at.lat, std::clamp(metres_across, kNearestMetres, kFarthestMetres)};
}

void include(Bounds& bounds, const Bounds& other) {
    if (other.valid()) {
        bounds.add(other.min);
        bounds.add(other.max);
    }
}

/// Ends of the links that begin or end inside, where they are not farther away than half the size of what is fitted: a
/// district's partners across the border belong in its picture, the other capital does not.
void include_near_links(Bounds& bounds, const PreparedMap& map, const query::Selection& selection) {
    if (!bounds.valid()) {
        return;
    }
    const dvec2 margin = (bounds.max - bounds.min) * 0.5 + dvec2(15'000.0);
    const dvec2 low = bounds.min - margin;
    const dvec2 high = bounds.max + margin;
    Bounds wider = bounds;
    for (const query::Link& link : selection.links) {
        for (const model::Index unit : {link.from, link.to}) {
            const model::Position& position = map.dataset->units[unit].position;
            if (!position.known()) {
                continue;
            }
            const dvec2 at = projection().forward(position.at);
            if (at.x >= low.x && at.x <= high.x && at.y >= low.y && at.y <= high.y) {
                wider.add(at);
            }
        }
    }
    bounds = wider;
}

}  // namespace

MapArea map_area(const Page& page) {
    const double left = std::max(0.0, static_cast<double>(page.inset_left));
    const double top = std::max(0.0, static_cast<double>(page.inset_top));
    const double right = std::max(0.0, static_cast<double>(page.inset_right));
    const double bottom = std::max(0.0, static_cast<double>(page.inset_bottom));
    const dvec2 whole{page.width, page.height};
    // Panels may cover nearly everything in a small window: the map keeps a sliver so that no scale is zero.
    const dvec2 size = glm::max(whole - dvec2(left + right, top + bottom), dvec2(16.0));
    return {dvec2(left, top), size};
}

float natural_scale(int width, int height) {
    const float fit = std::min(static_cast<float>(width) / 1920.F, static_cast<float>(height) / 1080.F);
    return std::clamp(fit, 0.5F, 8.F);
}

session::Camera fit_camera(const Bounds& bounds, const Page& page) {
    if (!bounds.valid()) {
        return {};
    }
    const MapArea area = map_area(page);
    const dvec2 extent = glm::max(bounds.max - bounds.min, dvec2(1.0));
    const double shorter = std::min(area.size.x, area.size.y);
    const double margin = 0.06 * shorter;
    // The strip of sources along the bottom covers the map.
    const double strip = page.furniture ? std::min(48.0 * static_cast<double>(page.scale), 0.2 * area.size.y) : 0.0;
    const dvec2 room = glm::max(area.size - dvec2(2.0 * margin) - dvec2(0.0, strip), dvec2(8.0));
    const double metres_per_px = std::max({extent.x / room.x, extent.y / room.y, kNearestFitMetres / shorter});
    const dvec2 centre = (bounds.min + bounds.max) * 0.5 - dvec2(0.0, 0.5 * strip * metres_per_px);
    return camera_at(centre, metres_per_px * shorter);
}

session::Camera resolve_camera(const PreparedMap& map, const query::QueryIndex& index,
                               const query::Selection& selection, const session::Session& session, const Page& page) {
    if (session.camera) {
        return *session.camera;
    }
    const query::Filter& filter = selection.filter;
    Bounds bounds;
    const model::Ref selected = session.fit == session::Fit::Selected
                                    ? model::find_ref(*map.dataset, session.selected_kind, session.selected_id)
                                    : model::Ref{};
    if (selected.kind == model::RefKind::Boundary) {
        bounds = map.anchors[selected.index].bounds;
    } else if (const auto place = selected ? query::extent_of(index, selected) : std::nullopt) {
        bounds = project(*place);
        const dvec2 around = (bounds.max - bounds.min) * kRoomForNames;
        include(bounds, {bounds.min - around, bounds.max + around});
    } else if (session.fit == session::Fit::All) {
        bounds = {};  // the border, below
    } else if (!filter.places.empty()) {
        for (const std::string& id : filter.places) {
            if (const auto found = map.dataset->boundary_by_id.find(id); found != map.dataset->boundary_by_id.end()) {
                include(bounds, map.anchors[found->second].bounds);
            }
        }
        include_near_links(bounds, map, selection);
    } else if (!filter.passes_all()) {
        if (const auto extent = query::extent_of(index, selection)) {
            bounds = project(*extent);
        }
    }
    if (!bounds.valid()) {
        for (const auto& part : map.border) {
            for (const glm::vec2 at : part) {
                bounds.add(dvec2(at));
            }
        }
    }
    return fit_camera(bounds.valid() ? bounds : map.bounds, page);
}

View view_of(const session::Camera& camera, const Page& page) {
    const MapArea area = map_area(page);
    View view;
    view.centre = projection().forward({camera.lon, camera.lat});
    view.size_px = {page.width, page.height};
    view.middle_px = area.min + area.size * 0.5;
    view.metres_per_px =
        std::clamp(camera.metres_across, kNearestMetres, kFarthestMetres) / std::min(area.size.x, area.size.y);
    return view;
}

session::Camera panned(const session::Camera& camera, const Page& page, dvec2 delta_px) {
    const View view = view_of(camera, page);
    return camera_at(view.to_metres(view.middle_px - delta_px), camera.metres_across);
}

session::Camera zoomed(const session::Camera& camera, const Page& page, dvec2 anchor_px, double factor) {
    if (!(factor > 0.0) || !std::isfinite(factor)) {
        return camera;
    }
    const View view = view_of(camera, page);
    const double across = std::clamp(camera.metres_across / factor, kNearestMetres, kFarthestMetres);
    const double ratio = across / std::clamp(camera.metres_across, kNearestMetres, kFarthestMetres);
    const dvec2 anchor = view.to_metres(anchor_px);
    return camera_at(anchor + (view.centre - anchor) * ratio, across);
}

}  // namespace bordermap::cartography
