#include "catalog/geometry.hpp"

#include "catalog/gdal_errors.hpp"
#include "catalog/limits.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <ogr_geometry.h>
#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>
#include <utility>

namespace bordermap::catalog {
namespace {

using model::LonLat;
using model::Severity;

constexpr std::size_t kMinRingPoints = 4;
// One feature can be a whole coast: a load that is cancelled must not wait for its end.
constexpr std::size_t kVerticesBetweenCancel = 65536;
// WGS 84 as most writers spell it: recognising it here saves PROJ's search through its database.
constexpr const char* kWgs84 = "GCS_WGS_1984";

bool on_globe(const LonLat& at) {
    return std::abs(at.lon) <= 180.0 && std::abs(at.lat) <= 90.0;  // false for NaN
}

bool is_wgs84(const OGRSpatialReference& system) {
    const char* authority = system.GetAuthorityName(nullptr);
    const char* code = system.GetAuthorityCode(nullptr);
    if (authority != nullptr && code != nullptr && std::string_view(authority) == "EPSG" &&
        std::string_view(code) == "4326") {
        return true;
    }
    if (system.IsGeographic() == 0) {
        return false;
    }
    const char* name = system.GetAttrValue("GEOGCS");
    if (name != nullptr && std::string_view(name) == kWgs84) {
        return true;
    }
    const char* datum = system.GetAttrValue("DATUM");
    return datum != nullptr && std::string_view(datum) == "WGS_1984";
}

struct Bounds {
    double west = std::numeric_limits<double>::infinity(), south = west, east = -west, north = -west;
    void add(const LonLat& at) {
        west = std::min(west, at.lon);
        east = std::max(east, at.lon);
        south = std::min(south, at.lat);
        north = std::max(north, at.lat);
    }
    [[nodiscard]] bool inside(const Region& region) const {
        return west >= region.west && east <= region.east && south >= region.south && north <= region.north;
    }
};

}  // namespace

GeometryReader::GeometryReader(Table& table) : table_(table) {
    find_transformation();
}

GeometryReader::~GeometryReader() = default;

void GeometryReader::report(std::string_view kind, Severity severity, std::string message, std::string cure) {
    reported_ = true;
    table_.report(kind, severity, "geometry", std::move(message), std::move(cure));
}

void GeometryReader::find_transformation() {
    const auto& layer = table_.layer();
    const auto report = [&](Severity severity, std::string message, std::string cure) {
        table_.context().log.add(
            "crs", {severity, layer.source->shown, layer.name, -1, {}, std::move(message), std::move(cure)});
    };
    const auto* system = layer.layer->GetSpatialRef();
    if (system == nullptr) {
        OGREnvelope extent;
        if (layer.layer->GetExtent(&extent) != OGRERR_NONE) {
            return;  // no geometry
        }
        const auto degrees =
            extent.MinX >= -180.0 && extent.MaxX <= 180.0 && extent.MinY >= -180.0 && extent.MaxY <= 180.0;
        if (!degrees) {
            usable_ = false;
            report(Severity::Error,
                   fmt::format("has no coordinate system and its coordinates ({:.0f} to {:.0f}) are not degrees; the "
                               "layer is not read",
                               extent.MinX, extent.MaxX),
                   "add the .prj file with the true coordinate system");
            return;
        }
        const auto shapefile = layer.source->driver == "ESRI Shapefile";
        report(Severity::Warning,
               fmt::format("{}; assumed EPSG:4326 because the coordinates look like degrees",
                           shapefile ? "the .prj file is missing" : "has no coordinate system"),
               shapefile ? "write the .prj file" : "state the coordinate system");
        return;
    }
    if (is_wgs84(*system)) {
        return;
    }
    OGRSpatialReference from(*system);
    from.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    OGRSpatialReference wgs84;
    wgs84.SetWellKnownGeogCS("WGS84");
    wgs84.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    transformation_.reset(OGRCreateCoordinateTransformation(&from, &wgs84));
    if (transformation_ == nullptr) {
        usable_ = false;
        report(Severity::Error,
               fmt::format("its coordinate system ({}) cannot be turned into WGS 84; the layer is not read",
                           system->GetName() == nullptr ? "unnamed" : system->GetName()),
               "transform it to EPSG:4326");
    }
}

void GeometryReader::read_vertices(const OGRSimpleCurve& curve) {
    const auto count = static_cast<std::size_t>(std::max(curve.getNumPoints(), 0));
    since_cancel_check_ += count + 1;
    if (since_cancel_check_ >= kVerticesBetweenCancel) {
        since_cancel_check_ = 0;
        table_.context().throw_if_cancelled();
    }
    scratch_.resize(count);
    if (count == 0) {
        return;
    }
    if (transformation_ == nullptr) {
        static_assert(sizeof(LonLat) == 2 * sizeof(double));
        curve.getPoints(&scratch_.front().lon, sizeof(LonLat), &scratch_.front().lat, sizeof(LonLat));
    } else {
        x_.resize(count);
        y_.resize(count);
        curve.getPoints(x_.data(), sizeof(double), y_.data(), sizeof(double));
        // What cannot be transformed comes back as infinity and is reported below.
        transformation_->Transform(static_cast<int>(count), x_.data(), y_.data(), nullptr, nullptr);
        for (std::size_t i = 0; i < count; ++i) {
            scratch_[i] = {x_[i], y_[i]};
        }
    }
    Bounds bounds;
    bool good = true;
    for (const auto& at : scratch_) {
        good = good && on_globe(at);
        bounds.add(at);
    }
    const Region exchanged{kRegion.south, kRegion.west, kRegion.north, kRegion.east};
    if (bounds.inside(exchanged)) {
        for (auto& at : scratch_) {
            std::swap(at.lon, at.lat);
        }
        if (!std::exchange(swapped_, true)) {
            report("swapped", Severity::Error,
                   fmt::format("longitude and latitude are exchanged (first vertex {} {}); read as {} E, {} N",
                               scratch_.front().lat, scratch_.front().lon, scratch_.front().lon, scratch_.front().lat),
                   "exchange them in the file");
        }
    } else if (!good) {
        const auto bad = std::erase_if(scratch_, [](const LonLat& at) { return !on_globe(at); });
        report("vertex", Severity::Error,
               fmt::format("{} vertices of {} are not finite or not on the globe; they are left out", bad, count),
               "digitise the shape again");
    }
}

bool GeometryReader::append_ring(const OGRLinearRing& ring, bool exterior, model::PolygonColumns& columns) {
    read_vertices(ring);
    if (!scratch_.empty() && !(scratch_.front() == scratch_.back())) {
        scratch_.push_back(scratch_.front());
        report("unclosed", Severity::Warning,
               fmt::format("a ring was not closed at {} E, {} N; closed by a straight line", scratch_.front().lon,
                           scratch_.front().lat),
               "end each ring at its first vertex");
    }
    if (scratch_.size() < kMinRingPoints) {
        report("short ring", Severity::Error,
               fmt::format("a ring has {} points, fewer than {}; it is left out", scratch_.size(), kMinRingPoints),
               "delete the ring or digitise it again");
        return false;
    }
    columns.vertices.insert(columns.vertices.end(), scratch_.begin(), scratch_.end());
    columns.ring_vertices.push_back(static_cast<std::uint32_t>(columns.vertices.size()));
    columns.exterior.push_back(exterior ? 1 : 0);
    table_.context().vertices += scratch_.size();
    return true;
}

void GeometryReader::append_polygon(const OGRPolygon& polygon, model::PolygonColumns& columns) {
    const auto* outer = polygon.getExteriorRing();
    if (outer == nullptr || !append_ring(*outer, true, columns)) {
        return;  // its holes mean nothing without it
    }
    for (int hole = 0; hole < polygon.getNumInteriorRings(); ++hole) {
        append_ring(*polygon.getInteriorRing(hole), false, columns);
    }
}

void GeometryReader::append_any(const OGRGeometry& geometry, model::PolygonColumns& columns) {
    if (geometry.hasCurveGeometry() != 0) {
        const std::unique_ptr<OGRGeometry> linear(geometry.getLinearGeometry());
        if (linear != nullptr) {
            append_any(*linear, columns);
        }
        return;
    }
    const auto type = wkbFlatten(geometry.getGeometryType());
    if (type == wkbPolygon) {
        append_polygon(*geometry.toPolygon(), columns);
    } else if (OGR_GT_IsSubClassOf(type, wkbGeometryCollection) != 0) {
        for (const auto* part : *geometry.toGeometryCollection()) {
            append_any(*part, columns);
        }
    } else {
        report("geometry type", Severity::Error,
               fmt::format("is a {}, not a polygon; it is left out", geometry.getGeometryName()), "give polygons");
    }
}

std::size_t GeometryReader::append_polygons(model::PolygonColumns& columns) {
    const auto before = columns.exterior.size();
    swapped_ = false;
    reported_ = false;
    if (const auto* geometry = table_.geometry(); geometry != nullptr) {
        append_any(*geometry, columns);
    }
    columns.feature_rings.push_back(static_cast<std::uint32_t>(columns.exterior.size()));
    const auto rings = columns.exterior.size() - before;
    if (rings == 0 && !reported_) {
        report("no geometry", Severity::Error, "has no usable polygon; it is listed but cannot be drawn",
               "add its shape");
    }
    return rings;
}

void GeometryReader::append_any(const OGRGeometry& geometry, model::LineColumns& columns) {
    const auto type = wkbFlatten(geometry.getGeometryType());
    if (type == wkbLineString) {
        read_vertices(*geometry.toLineString());
        if (scratch_.size() < 2) {
            report("short line", Severity::Error, "a line has fewer than 2 points; it is left out", "delete it");
            return;
        }
        columns.vertices.insert(columns.vertices.end(), scratch_.begin(), scratch_.end());
        columns.part_vertices.push_back(static_cast<std::uint32_t>(columns.vertices.size()));
        table_.context().vertices += scratch_.size();
    } else if (OGR_GT_IsSubClassOf(type, wkbGeometryCollection) != 0) {
        for (const auto* part : *geometry.toGeometryCollection()) {
            append_any(*part, columns);
        }
    } else {
        report("geometry type", Severity::Error,
               fmt::format("is a {}, not a line; it is left out", geometry.getGeometryName()), "give lines");
    }
}

std::size_t GeometryReader::append_lines(model::LineColumns& columns) {
    const auto before = columns.part_vertices.size();
    swapped_ = false;
    if (const auto* geometry = table_.geometry(); geometry != nullptr) {
        append_any(*geometry, columns);
    }
    columns.feature_parts.push_back(static_cast<std::uint32_t>(columns.part_vertices.size() - 1));
    return columns.part_vertices.size() - before;
}

bool GeometryReader::is_polygonal(const OGRGeometry& geometry) {
    const auto type = wkbFlatten(geometry.getGeometryType());
    return OGR_GT_IsSubClassOf(type, wkbCurvePolygon) != 0 || OGR_GT_IsSubClassOf(type, wkbMultiSurface) != 0;
}

LonLat GeometryReader::point() {
    const auto* geometry = table_.geometry();
    if (geometry == nullptr || geometry->IsEmpty() != 0 || wkbFlatten(geometry->getGeometryType()) != wkbPoint) {
        return {};
    }
    const auto* at = geometry->toPoint();
    OGRLineString one;
    one.addPoint(at->getX(), at->getY());
    swapped_ = false;
    read_vertices(one);
    return scratch_.empty() ? LonLat{} : scratch_.front();
}

}  // namespace bordermap::catalog
