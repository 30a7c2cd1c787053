#include "catalog/geos.hpp"
#include "catalog/validate.hpp"

#include <fmt/format.h>

namespace bordermap::catalog {
namespace {

using model::Severity;

constexpr double kTinyPartKm2 = 0.01;  // one hectare

/// `valid`: the polygon crosses itself nowhere, so that its parts have an area.
void validate_vertices(LoadContext& context, const model::PolygonColumns& polygons, std::size_t feature,
                       const model::Record& record, bool valid) {
    std::size_t repeated = 0;
    std::size_t tiny = 0;
    std::string first_repeated;
    std::string first_tiny;
    for (auto ring = polygons.feature_rings[feature]; ring < polygons.feature_rings[feature + 1]; ++ring) {
        const auto first = polygons.ring_vertices[ring];
        const auto last = polygons.ring_vertices[ring + 1];
        for (auto at = first + 1; at < last; ++at) {
            if (polygons.vertices[at] == polygons.vertices[at - 1] && repeated++ == 0) {
                first_repeated = place_text(polygons.vertices[at].lon, polygons.vertices[at].lat);
            }
        }
        if (valid && polygons.exterior[ring] != 0 &&
            ring_area_km2(&polygons.vertices[first], last - first) < kTinyPartKm2 && tiny++ == 0) {
            first_tiny = place_text(polygons.vertices[first].lon, polygons.vertices[first].lat);
        }
    }
    if (repeated != 0) {
        context.report(
            "repeated vertices", Severity::Warning, record, "geometry",
            fmt::format(R"("{}" repeats a vertex {} times, first at {})", record.id, repeated, first_repeated),
            "delete the repeats");
    }
    if (tiny != 0) {
        context.report("tiny parts", Severity::Warning, record, "geometry",
                       fmt::format(R"("{}" has {} parts of less than 1 ha, first at {})", record.id, tiny, first_tiny),
                       "delete them if they are left over from an overlay");
    }
}

}  // namespace

void validate_rings(LoadContext& context, const model::PolygonColumns& polygons,
                    const std::vector<const model::Record*>& records) {
    const Geos geos;
    for (std::size_t feature = 0; feature < polygons.feature_count() && feature < records.size(); ++feature) {
        context.throw_if_cancelled();
        const auto& record = *records[feature];
        const auto geometry = geos.feature(polygons, feature);
        if (geometry == nullptr) {
            continue;
        }
        char* reason = nullptr;
        GEOSGeometry* location = nullptr;
        const auto valid = GEOSisValidDetail_r(geos.get(), geometry.get(), 0, &reason, &location);
        const auto at = geos.own(location);
        validate_vertices(context, polygons, feature, record, valid == 1);
        if (valid == 0) {
            context.report("ring", Severity::Error, record, "geometry",
                           fmt::format(R"("{}" is not a valid polygon: {} at {})", record.id,
                                       reason == nullptr ? "" : reason, at == nullptr ? "" : place_of(geos, *at)),
                           "digitise the ring again so that it does not cross or touch itself");
        }
        GEOSFree_r(geos.get(), reason);
    }
}

}  // namespace bordermap::catalog
