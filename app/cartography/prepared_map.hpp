#pragma once
/// The Dataset made ready to draw, once, off the UI thread: projected, split into shared edges, simplified per level of
/// detail with shared edges kept shared, triangulated, label positions found. Immutable; uploaded once.

#include "cartography/projection.hpp"
#include "model/dataset.hpp"

#include <cstdint>
#include <functional>
#include <glm/vec2.hpp>
#include <memory>
#include <vector>

namespace bordermap::cartography {

/// A run of elements with one bounding box, for culling: elements [first, first + count).
struct Chunk {
    glm::vec2 min, max;  ///< plane metres
    std::uint32_t first = 0, count = 0;
};

/// Triangles. Chunks count indices.
struct FillLevel {
    float tolerance_m = 0;  ///< greatest distance of simplified from true outline; 0: as given
    std::vector<glm::vec2> positions;
    std::vector<std::uint32_t> feature;  ///< per vertex: index into the Dataset's boundaries (or neighbours)
    std::vector<std::uint32_t> indices;  ///< three per triangle
    /// Per triangle: m by which no part of it is nearer to the border of any day (LineDistance). Empty: not known.
    std::vector<float> from_border;
    std::vector<Chunk> chunks;
};

/// One straight piece of a line with the half-open interval of days on which it is drawn (exact in float).
struct LineSegment {
    glm::vec2 a, b;
    float from_day, to_day;
};
struct LineLevel {
    float tolerance_m = 0;
    std::vector<LineSegment> segments;
    std::vector<Chunk> chunks;  ///< count segments
};

/// What a line is, by the features on its two sides; a piece belongs to exactly one class, the first that fits.
enum class LineClass : std::uint8_t {
    Border,   ///< between Viet Nam and Laos
    Outline,  ///< of one of the two countries against sea or neighbours
    Province,
    District,
    Neighbour,  ///< outlines of context countries
    RiverMajor,
    RiverMinor,
    Count
};

/// Where the name of a boundary may stand: the pole of inaccessibility (farthest inside point; polylabel, V. Agafonkin
/// 2016) of its largest part, and the radius of the inscribed circle there.
struct AreaAnchor {
    glm::dvec2 at{0, 0};
    double radius_m = 0;  ///< 0: no polygon
    double area_m2 = 0;   ///< of all parts, plane
    Bounds bounds;        ///< of all parts
};

/// What a choropleth of a boundary is normalised by, on the WGS 84 ellipsoid (measure.hpp).
struct AreaMeasure {
    double area_km2 = 0;   ///< 0: no polygon
    double border_km = 0;  ///< of the Viet Nam - Laos border along it, as its outline has it; 0: does not touch it
};

/// A point-like record on the map plane, same order as Dataset::incidents.
struct PointInstance {
    glm::vec2 at;            ///< plane metres; NaN: no place, never drawn
    glm::vec2 spread;        ///< offset in units of symbol size, so that coincident records stand side by side
    float from_day, to_day;  ///< half-open; an undated record: always in the window
    std::uint32_t category;  ///< index into Dataset::categories; as many as there are: not stated
    float precision_m;       ///< 0 when not stated
};

struct PreparedMap {
    std::shared_ptr<const model::Dataset> dataset;
    std::vector<FillLevel> boundary_fills;  ///< fine to coarse; every boundary feature of level 0 and 1 and 2
    std::vector<FillLevel> neighbour_fills;
    std::vector<LineLevel> lines[static_cast<std::size_t>(LineClass::Count)];  ///< fine to coarse per class
    std::vector<AreaAnchor> anchors;                                           ///< per boundary
    std::vector<AreaMeasure> measures;                                         ///< per boundary
    /// Per boundary: of a country, the days on which its provinces fill it and nothing else, so that its fill is theirs (tiling.hpp).
    std::vector<std::vector<model::Interval>> tiled;
    std::vector<PointInstance> incidents;
    std::vector<std::vector<glm::vec2>>
        border;  ///< the Viet Nam - Laos line as polylines, north to south, unsimplified
    double border_piece_m =
        0;  ///< median length of its straight pieces, which tells how far it is generalised; 0: no line
    std::vector<std::vector<glm::vec2>> rivers;  ///< per river part, for labels
    std::vector<model::Index> river_of_part;     ///< per entry of `rivers`: index into Dataset::rivers
    std::vector<glm::dvec2> places;              ///< per Dataset::places
    Bounds bounds;                               ///< of Viet Nam and Laos
    Bounds context;  ///< plane rectangle that the context land and the sea between fill; not valid without context
};

/// Progress 0..1 in words ("triangulating"). Never throws for bad rings: what GEOS cannot triangulate is repaired
/// (GEOSMakeValid) or reported and left out of the fills, its lines still drawn.
[[nodiscard]] std::shared_ptr<const PreparedMap> prepare(std::shared_ptr<const model::Dataset> dataset,
                                                         const std::function<void(double, const char*)>& progress = {},
                                                         const model::ProblemSink& report = {});

/// The coarsest level whose tolerance stays under 0.4 px at this scale; `levels` is not empty, fine to coarse.
template <typename Level>
[[nodiscard]] const Level& level_for(const std::vector<Level>& levels, double metres_per_px) {
    const Level* best = &levels.front();
    for (const Level& level : levels) {
        if (static_cast<double>(level.tolerance_m) <= 0.4 * metres_per_px) {
            best = &level;
        }
    }
    return *best;
}

/// What is known of a place: a point with a radius, or no more than an administrative unit. A record is known to no more than a
/// unit when its radius reaches that of the circle of the unit's area.
enum class KnownTo : std::uint8_t { Point, District, Province };
/// Of a record in the administrative unit `admin` whose true place lies within `precision_m` metres of its point.
[[nodiscard]] KnownTo known_to(const PreparedMap& map, model::Index admin, double precision_m);

}  // namespace bordermap::cartography
