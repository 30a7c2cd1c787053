#include "cartography/measure.hpp"

#include <algorithm>
#include <cmath>
#include <geodesic.h>
#include <numbers>

namespace bordermap::cartography {

namespace {

constexpr double kSemiMajor = 6378137.0;
constexpr double kFlattening = 1.0 / 298.257223563;  // WGS 84
constexpr double kRadian = std::numbers::pi / 180.0;

/// Snyder's q of a latitude in degrees: half of it times a^2 is the area between the equator and the parallel per radian of
/// longitude.
double authalic_q(double lat) {
    const double e2 = kFlattening * (2.0 - kFlattening);
    const double e = std::sqrt(e2);
    const double s = std::sin(lat * kRadian);
    return (1.0 - e2) * (s / (1.0 - e2 * s * s) - std::log((1.0 - e * s) / (1.0 + e * s)) / (2.0 * e));
}

}  // namespace

double ellipsoidal_area_km2(const model::PolygonColumns& polygons, std::size_t feature) {
    double area = 0;
    for (std::uint32_t r = polygons.feature_rings[feature]; r < polygons.feature_rings[feature + 1]; ++r) {
        const std::uint32_t first = polygons.ring_vertices[r];
        const std::uint32_t last = polygons.ring_vertices[r + 1];
        if (last - first < 3) {
            continue;
        }
        double ring = 0;
        model::LonLat before = polygons.vertices[last - 1];
        double q_before = authalic_q(before.lat);
        for (std::uint32_t i = first; i < last; ++i) {
            const model::LonLat at = polygons.vertices[i];
            const double q = authalic_q(at.lat);
            ring += (at.lon - before.lon) * kRadian * (q + q_before) * 0.5;
            before = at;
            q_before = q;
        }
        const double km2 = std::abs(ring) * 0.5 * kSemiMajor * kSemiMajor * 1e-6;
        if (std::isfinite(km2)) {
            area += polygons.exterior[r] != 0 ? km2 : -km2;
        }
    }
    return std::max(area, 0.0);
}

double geodesic_length_km(std::span<const model::LonLat> line) {
    geod_geodesic earth{};
    geod_init(&earth, kSemiMajor, kFlattening);
    double length = 0;
    for (std::size_t i = 1; i < line.size(); ++i) {
        double piece = 0;
        geod_inverse(&earth, line[i - 1].lat, line[i - 1].lon, line[i].lat, line[i].lon, &piece, nullptr, nullptr);
        length += std::isfinite(piece) ? piece : 0.0;
    }
    return length * 1e-3;
}

std::vector<double> border_lengths_km(const EdgeGraph& graph, const Topology& topology,
                                      std::span<const FeatureTraits> features, std::span<const ClassedArc> classed) {
    std::vector<double> lengths(features.size(), 0.0);
    std::vector<model::LonLat> line;
    std::vector<std::uint32_t> counted;  // features of the arc
    const auto add_arc = [&](std::size_t arc, const model::Interval& days) {
        double length = -1;
        for (const ArcUse& use : topology.arc_uses(arc)) {
            const FeatureTraits& feature = features[use.feature];
            const bool side = feature.country == model::Country::VietNam || feature.country == model::Country::Laos;
            const bool inner = std::any_of(counted.begin(), counted.end(),
                                           [&use](std::uint32_t other) { return other == use.feature; });
            if (feature.context || !side || inner || !feature.valid.overlaps(days)) {
                continue;
            }
            counted.push_back(use.feature);
            if (length < 0) {
                line.clear();
                const auto vertices = topology.arc(arc);
                std::transform(vertices.begin(), vertices.end(), std::back_inserter(line),
                               [&graph](std::uint32_t v) { return graph.vertices[v]; });
                length = geodesic_length_km(line);
            }
            lengths[use.feature] += length;
        }
    };
    // The days of an arc follow each other: a feature that lives through several of them is counted once.
    std::uint32_t arc = ~0U;
    for (const ClassedArc& each : classed) {
        if (each.arc != arc) {
            counted.clear();
            arc = each.arc;
        }
        if (each.line == LineClass::Border) {
            add_arc(each.arc, each.days);
        }
    }
    for (std::size_t a = 0; a < topology.arc_count(); ++a) {
        if (topology.arc_mark[a] == static_cast<std::uint8_t>(EdgeMark::Twin)) {
            counted.clear();
            add_arc(a, model::Interval{});
        }
    }
    return lengths;
}

}  // namespace bordermap::cartography
