#include "catalog/geos.hpp"
#include "catalog/validate.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <numbers>
#include <string_view>
#include <utility>

namespace bordermap::catalog {
namespace {

using model::Severity;

// Boundaries are generalised (geodata/README.md): a place this near the line counts as on it.
constexpr double kLineToleranceKm = 1.0;

class Positions {
public:
    explicit Positions(LoadContext& context) : context_(context) {}

    void compare(const model::Record& record, const model::Position& position, model::Index admin,
                 std::string_view field) {
        // What lies outside the whole region has been reported as that.
        if (!position.known() || admin == model::kNone || !kRegion.contains(position.at.lon, position.at.lat)) {
            return;
        }
        const auto& shape = shape_of(admin);
        if (shape.geometry == nullptr || contains(shape, position.at)) {
            return;
        }
        const auto km = distance_km(admin, position.at);
        const auto allowed = std::max(position.precision_km, 0.0) + kLineToleranceKm;
        if (km > allowed) {
            const auto& unit = context_.dataset.boundaries[admin];
            context_.report(
                "outside unit", Severity::Error, record, field,
                fmt::format(R"("{}" lies {:.1f} km outside "{}" ({}), more than its precision of {:.3g} km)", record.id,
                            km, unit.id, unit.name.display(model::Language::English),
                            std::max(position.precision_km, 0.0)),
                "correct the position, its precision or the unit");
        }
    }

private:
    struct Shape {
        Geos::Geometry geometry;
        Geos::Prepared prepared;
    };

    const Shape& shape_of(model::Index admin) {
        auto found = shapes_.find(admin);
        if (found == shapes_.end()) {
            auto geometry = geos_.make_valid(geos_.feature(context_.dataset.boundary_polygons, admin));
            auto prepared = geometry == nullptr ? Geos::Prepared{} : geos_.prepare(*geometry);
            found = shapes_.emplace(admin, Shape{std::move(geometry), std::move(prepared)}).first;
        }
        return found->second;
    }

    bool contains(const Shape& shape, const model::LonLat& at) const {
        const auto point = geos_.own(GEOSGeom_createPointFromXY_r(geos_.get(), at.lon, at.lat));
        return shape.prepared != nullptr &&
               GEOSPreparedIntersects_r(geos_.get(), shape.prepared.get(), point.get()) == 1;
    }

    /// Plane distance with degrees scaled to km at the latitude of the place: good to 1 % over the 100 km that matter.
    double distance_km(model::Index admin, const model::LonLat& at) const {
        const double scale_x = kKmPerDegree * std::cos(at.lat * std::numbers::pi / 180.0);
        const auto geometry = geos_.feature(context_.dataset.boundary_polygons, admin, scale_x, kKmPerDegree);
        const auto point =
            geos_.own(GEOSGeom_createPointFromXY_r(geos_.get(), at.lon * scale_x, at.lat * kKmPerDegree));
        double km = 0.0;
        return GEOSDistance_r(geos_.get(), geometry.get(), point.get(), &km) == 1 ? km : 0.0;
    }

    LoadContext& context_;
    Geos geos_;  // before the shapes, which it must outlive
    std::map<model::Index, Shape> shapes_;
};

}  // namespace

void validate_positions(LoadContext& context) {
    Positions positions(context);
    const auto& dataset = context.dataset;
    for (const auto& unit : dataset.units) {
        positions.compare(unit, unit.position, unit.admin, "admin_id");
    }
    for (const auto& incident : dataset.incidents) {
        positions.compare(incident, incident.position, incident.admin, "admin_id");
    }
    for (const auto& gate : dataset.gates) {
        positions.compare(gate, gate.position, gate.admin_vn, "admin_vn");
        positions.compare(gate, gate.position, gate.admin_la, "admin_la");
    }
}

}  // namespace bordermap::catalog
