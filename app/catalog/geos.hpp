#pragma once
/// GEOS with owners and without printing: messages are kept, geometry is freed.

#include "model/dataset.hpp"

#include <cstddef>
#include <geos_c.h>
#include <memory>
#include <optional>
#include <string>

namespace bordermap::catalog {

/// A GEOS context of one thread. Geometries that it makes must not outlive it.
class Geos {
public:
    struct Free {
        GEOSContextHandle_t context = nullptr;
        void operator()(GEOSGeometry* geometry) const { GEOSGeom_destroy_r(context, geometry); }
        void operator()(const GEOSPreparedGeometry* geometry) const { GEOSPreparedGeom_destroy_r(context, geometry); }
        void operator()(GEOSSTRtree* tree) const { GEOSSTRtree_destroy_r(context, tree); }
    };
    using Geometry = std::unique_ptr<GEOSGeometry, Free>;
    using Prepared = std::unique_ptr<const GEOSPreparedGeometry, Free>;
    using Tree = std::unique_ptr<GEOSSTRtree, Free>;

    Geos();
    ~Geos();
    Geos(const Geos&) = delete;
    Geos& operator=(const Geos&) = delete;
    Geos(Geos&&) = delete;
    Geos& operator=(Geos&&) = delete;

    [[nodiscard]] GEOSContextHandle_t get() const { return context_; }
    [[nodiscard]] Geometry own(GEOSGeometry* geometry) const { return {geometry, Free{context_}}; }
    [[nodiscard]] Prepared prepare(const GEOSGeometry& geometry) const {
        return {GEOSPrepare_r(context_, &geometry), Free{context_}};
    }
    [[nodiscard]] Tree tree() const;
    /// The feature as a MultiPolygon in degrees; null when it has no ring. Each coordinate is multiplied by the scales.
    [[nodiscard]] Geometry feature(const model::PolygonColumns& columns, std::size_t feature, double scale_x = 1.0,
                                   double scale_y = 1.0) const;
    /// A copy without self-crossings, or the geometry itself when it has none.
    [[nodiscard]] Geometry make_valid(Geometry geometry) const;
    [[nodiscard]] const std::string& last_message() const { return message_; }
    void keep_message(const char* message) { message_ = message; }

private:
    GEOSContextHandle_t context_ = nullptr;
    std::string message_;
};

/// Area in km2 of the polygonal parts of a geometry in degrees: sinusoidal equal-area projection (Snyder, Map Projections,
/// 1987, p. 243) of the sphere that has the area of WGS 84. Within 0.5 % of the ellipsoid: for reports, not for cadastre.
[[nodiscard]] double area_km2(const Geos& geos, const GEOSGeometry& geometry);
/// The same of a closed ring.
[[nodiscard]] double ring_area_km2(const model::LonLat* vertices, std::size_t count);
/// "105.123 E, 16.456 N" of a point on the geometry; "" when it is empty.
[[nodiscard]] std::string place_of(const Geos& geos, const GEOSGeometry& geometry);
[[nodiscard]] std::string place_text(double lon, double lat);

inline constexpr double kKmPerDegree = 6371.0072 * 3.14159265358979323846 / 180.0;

}  // namespace bordermap::catalog
