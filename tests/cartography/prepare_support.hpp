#pragma once
/// Synthetic polygons for the tests of topology and preparation: known by construction, no place on earth.

#include "cartography/prepared_map.hpp"
#include "cartography/triangulate.hpp"
#include "model/dataset.hpp"

#include <cmath>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace bordermap::cartography::testing {

using Ring = std::vector<model::LonLat>;

/// Closes the ring; `exterior` false: a hole of the part before.
inline void add_ring(model::PolygonColumns& polygons, Ring ring, bool exterior = true) {
    ring.push_back(ring.front());
    polygons.vertices.insert(polygons.vertices.end(), ring.begin(), ring.end());
    polygons.ring_vertices.push_back(static_cast<std::uint32_t>(polygons.vertices.size()));
    polygons.exterior.push_back(exterior ? 1 : 0);
}
inline void end_feature(model::PolygonColumns& polygons) {
    polygons.feature_rings.push_back(static_cast<std::uint32_t>(polygons.exterior.size()));
}
inline void add_feature(model::PolygonColumns& polygons, Ring ring) {
    add_ring(polygons, std::move(ring));
    end_feature(polygons);
}

/// Corners counterclockwise from the south-west.
inline Ring box(double west, double south, double east, double north) {
    return {{west, south}, {east, south}, {east, north}, {west, north}};
}

inline void add_boundary(model::Dataset& dataset, const std::string& id, int level, model::Country country, Ring ring,
                         model::Interval valid = {}) {
    model::AdminUnit unit;
    unit.id = id;
    unit.level = level;
    unit.country = country;
    unit.valid = valid;
    dataset.boundaries.push_back(std::move(unit));
    add_feature(dataset.boundary_polygons, std::move(ring));
}

inline std::vector<model::LonLat> ring_of(const model::PolygonColumns& polygons, std::size_t ring) {
    return {polygons.vertices.begin() + polygons.ring_vertices[ring],
            polygons.vertices.begin() + polygons.ring_vertices[ring + 1]};
}

inline double length_of(const LineSegment& s) {
    return std::hypot(static_cast<double>(s.b.x) - static_cast<double>(s.a.x),
                      static_cast<double>(s.b.y) - static_cast<double>(s.a.y));
}
/// Length in m of a class at its finest level on a day.
inline double length_on(const PreparedMap& map, LineClass line, model::Day day, std::size_t level = 0) {
    double sum = 0;
    for (const LineSegment& s : map.lines[static_cast<std::size_t>(line)].at(level).segments) {
        if (s.from_day <= static_cast<float>(day) && static_cast<float>(day) < s.to_day) {
            sum += length_of(s);
        }
    }
    return sum;
}

/// Area of a feature's triangles in m2.
inline double triangle_area(const FillLevel& fill, std::uint32_t feature) {
    double sum = 0;
    for (std::size_t i = 0; i + 2 < fill.indices.size(); i += 3) {
        if (fill.feature[fill.indices[i]] == feature) {
            const glm::dvec2 a(fill.positions[fill.indices[i]]);
            const glm::dvec2 b = glm::dvec2(fill.positions[fill.indices[i + 1]]) - a;
            const glm::dvec2 c = glm::dvec2(fill.positions[fill.indices[i + 2]]) - a;
            sum += std::abs(b.x * c.y - b.y * c.x) / 2;
        }
    }
    return sum;
}

inline bool even_odd(const std::vector<PlaneRing>& rings, glm::dvec2 p) {
    bool inside = false;
    for (const PlaneRing& ring : rings) {
        for (std::size_t i = 0, j = ring.points.size() - 1; i < ring.points.size(); j = i++) {
            const glm::dvec2 a = ring.points[i];
            const glm::dvec2 b = ring.points[j];
            if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) {
                inside = !inside;
            }
        }
    }
    return inside;
}

}  // namespace bordermap::cartography::testing
