#include "catalog/geos.hpp"

#include <cmath>
#include <fmt/format.h>
#include <new>
#include <numbers>
#include <utility>
#include <vector>

namespace bordermap::catalog {
namespace {

constexpr std::size_t kTreeNodeCapacity = 10;  // GEOS's own recommendation

void keep(const char* message, void* geos) {
    static_cast<Geos*>(geos)->keep_message(message);
}

std::vector<model::LonLat> ring_vertices(const Geos& geos, const GEOSGeometry& ring) {
    const auto* sequence = GEOSGeom_getCoordSeq_r(geos.get(), &ring);
    unsigned size = 0;
    if (sequence == nullptr || GEOSCoordSeq_getSize_r(geos.get(), sequence, &size) == 0) {
        return {};
    }
    std::vector<model::LonLat> vertices(size);
    GEOSCoordSeq_copyToBuffer_r(geos.get(), sequence, &vertices.data()->lon, 0, 0);
    return vertices;
}

double abs_ring_area_km2(const Geos& geos, const GEOSGeometry& ring) {
    const auto vertices = ring_vertices(geos, ring);
    return ring_area_km2(vertices.data(), vertices.size());
}

}  // namespace

Geos::Geos() : context_(GEOS_init_r()) {
    if (context_ == nullptr) {
        throw std::bad_alloc();
    }
    GEOSContext_setErrorMessageHandler_r(context_, keep, this);
    GEOSContext_setNoticeMessageHandler_r(context_, keep, this);
}

Geos::~Geos() {
    GEOS_finish_r(context_);
}

Geos::Tree Geos::tree() const {
    return {GEOSSTRtree_create_r(context_, kTreeNodeCapacity), Free{context_}};
}

Geos::Geometry Geos::feature(const model::PolygonColumns& columns, std::size_t feature, double scale_x,
                             double scale_y) const {
    std::vector<GEOSGeometry*> polygons;
    std::vector<model::LonLat> scaled;
    const auto make_ring = [&](std::size_t ring) {
        const auto first = columns.ring_vertices[ring];
        const auto count = columns.ring_vertices[ring + 1] - first;
        const auto* vertices = &columns.vertices[first];
        if (scale_x != 1.0 || scale_y != 1.0) {
            scaled.assign(vertices, vertices + count);
            for (auto& at : scaled) {
                at = {at.lon * scale_x, at.lat * scale_y};
            }
            vertices = scaled.data();
        }
        return GEOSGeom_createLinearRing_r(context_,
                                           GEOSCoordSeq_copyFromBuffer_r(context_, &vertices->lon, count, 0, 0));
    };
    const auto end = columns.feature_rings[feature + 1];
    for (std::size_t ring = columns.feature_rings[feature]; ring < end;) {
        auto* outer = make_ring(ring++);
        std::vector<GEOSGeometry*> holes;
        while (ring < end && columns.exterior[ring] == 0) {
            holes.push_back(make_ring(ring++));
        }
        polygons.push_back(
            GEOSGeom_createPolygon_r(context_, outer, holes.data(), static_cast<unsigned>(holes.size())));
    }
    if (polygons.empty()) {
        return own(nullptr);
    }
    return own(GEOSGeom_createCollection_r(context_, GEOS_MULTIPOLYGON, polygons.data(),
                                           static_cast<unsigned>(polygons.size())));
}

Geos::Geometry Geos::make_valid(Geometry geometry) const {
    if (geometry == nullptr || GEOSisValid_r(context_, geometry.get()) == 1) {
        return geometry;
    }
    auto valid = own(GEOSMakeValid_r(context_, geometry.get()));
    return valid == nullptr ? std::move(geometry) : std::move(valid);
}

double ring_area_km2(const model::LonLat* vertices, std::size_t count) {
    if (count < 3) {
        return 0.0;
    }
    constexpr double kRadians = std::numbers::pi / 180.0;
    // Relative to the first vertex: small rings far from the meridian would lose their digits.
    const auto origin = vertices[0];
    const auto project = [&](const model::LonLat& at) {
        return std::pair{(at.lon - origin.lon) * std::cos(at.lat * kRadians) * kKmPerDegree,
                         (at.lat - origin.lat) * kKmPerDegree};
    };
    double twice = 0.0;
    auto before = project(vertices[count - 1]);
    for (std::size_t i = 0; i < count; ++i) {
        const auto at = project(vertices[i]);
        twice += before.first * at.second - at.first * before.second;
        before = at;
    }
    return std::abs(twice) / 2.0;
}

double area_km2(const Geos& geos, const GEOSGeometry& geometry) {
    const auto type = GEOSGeomTypeId_r(geos.get(), &geometry);
    if (type == GEOS_POLYGON) {
        if (GEOSisEmpty_r(geos.get(), &geometry) != 0) {
            return 0.0;
        }
        double area = abs_ring_area_km2(geos, *GEOSGetExteriorRing_r(geos.get(), &geometry));
        for (int hole = 0; hole < GEOSGetNumInteriorRings_r(geos.get(), &geometry); ++hole) {
            area -= abs_ring_area_km2(geos, *GEOSGetInteriorRingN_r(geos.get(), &geometry, hole));
        }
        return area;
    }
    if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
        double area = 0.0;
        for (int part = 0; part < GEOSGetNumGeometries_r(geos.get(), &geometry); ++part) {
            area += area_km2(geos, *GEOSGetGeometryN_r(geos.get(), &geometry, part));
        }
        return area;
    }
    return 0.0;
}

std::string place_text(double lon, double lat) {
    return fmt::format("{:.4f} {}, {:.4f} {}", std::abs(lon), lon < 0.0 ? 'W' : 'E', std::abs(lat),
                       lat < 0.0 ? 'S' : 'N');
}

std::string place_of(const Geos& geos, const GEOSGeometry& geometry) {
    if (GEOSisEmpty_r(geos.get(), &geometry) != 0) {
        return {};
    }
    const auto point = geos.own(GEOSPointOnSurface_r(geos.get(), &geometry));
    double lon = 0.0;
    double lat = 0.0;
    if (point == nullptr || GEOSGeomGetX_r(geos.get(), point.get(), &lon) != 1 ||
        GEOSGeomGetY_r(geos.get(), point.get(), &lat) != 1) {
        return {};
    }
    return place_text(lon, lat);
}

}  // namespace bordermap::catalog
