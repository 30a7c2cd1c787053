#pragma once
/// Synthetic polygons for the tests of topology and preparation: known by construction, no place on earth.

#include "cartography/prepared_map.hpp"
#include "cartography/triangulate.hpp"
#include "model/dataset.hpp"

#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>
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

/// Polygons of an ESRI shapefile (technical description of 1998), clockwise rings being exteriors; one feature a record.
inline std::size_t read_shapefile(const std::string& path, model::PolygonColumns& polygons) {
    std::ifstream file(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    const auto value = [&bytes]<typename T>(std::size_t at, T result) {
        std::memcpy(&result, bytes.data() + at, sizeof(T));
        return result;
    };
    std::size_t records = 0;
    constexpr std::size_t kHeader = 100;
    for (std::size_t at = kHeader; at + 52 <= bytes.size(); ++records) {
        const auto big_endian_words = value(at + 4, std::uint32_t{});
        const std::size_t parts = at + 52;
        const auto part_count = value(at + 44, std::uint32_t{});
        const auto point_count = value(at + 48, std::uint32_t{});
        const std::size_t points = parts + std::size_t{4} * part_count;
        for (std::uint32_t p = 0; p < part_count; ++p) {
            const auto first = value(parts + std::size_t{4} * p, std::uint32_t{});
            const auto end = p + 1 < part_count ? value(parts + std::size_t{4} * p + 4, std::uint32_t{}) : point_count;
            Ring ring;
            double twice_area = 0;
            for (std::uint32_t i = first; i < end; ++i) {
                ring.push_back(
                    {value(points + std::size_t{16} * i, 0.0), value(points + std::size_t{16} * i + 8, 0.0)});
                if (ring.size() > 1) {
                    const model::LonLat a = ring[ring.size() - 2];
                    twice_area += (a.lon - ring[0].lon) * (ring.back().lat - ring[0].lat) -
                                  (ring.back().lon - ring[0].lon) * (a.lat - ring[0].lat);
                }
            }
            add_ring(polygons, std::move(ring), twice_area < 0);
        }
        end_feature(polygons);
        at += 8 + std::size_t{2} * __builtin_bswap32(big_endian_words);
    }
    return records;
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
