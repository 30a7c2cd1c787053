#include "query/polygon_locator.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace bordermap::query {

namespace {

constexpr double kCellsPerDegree = 4.0;
constexpr std::size_t kMostCellsPerSide = 1440;
constexpr double kKmPerDegree = 6371.0088 * std::numbers::pi / 180.0;  // mean radius of the Earth, IUGG

double cos_degrees(double degrees) {
    return std::cos(degrees * std::numbers::pi / 180.0);
}

bool is_empty(const Extent& box) {
    return box.west > box.east;
}

void grow(Extent& box, const Extent& by) {
    if (is_empty(by)) {
        return;
    }
    if (is_empty(box)) {
        box = by;
        return;
    }
    box.west = std::min(box.west, by.west);
    box.south = std::min(box.south, by.south);
    box.east = std::max(box.east, by.east);
    box.north = std::max(box.north, by.north);
}

std::size_t band_of(double y, double south, double bands_per_degree, std::uint32_t bands) {
    const double band = (y - south) * bands_per_degree;
    return band <= 0.0 ? 0 : std::min(static_cast<std::size_t>(band), static_cast<std::size_t>(bands - 1));
}

}  // namespace

PolygonLocator::PolygonLocator(const model::PolygonColumns& polygons) {
    features_.resize(polygons.feature_count());
    std::vector<Edge> edges;
    for (std::size_t f = 0; f < features_.size(); ++f) {
        Feature& feature = features_[f];
        edges.clear();
        double twice_area = 0.0;  // square degrees
        for (std::uint32_t r = polygons.feature_rings[f]; r < polygons.feature_rings[f + 1]; ++r) {
            double ring_area = 0.0;
            const std::uint32_t first = polygons.ring_vertices[r];
            const std::uint32_t last = polygons.ring_vertices[r + 1];
            for (std::uint32_t v = first; v < last; ++v) {
                const model::LonLat a = polygons.vertices[v];
                grow(feature.box, {a.lon, a.lat, a.lon, a.lat});
                if (v + 1 == last) {
                    break;
                }
                const model::LonLat b = polygons.vertices[v + 1];
                const model::LonLat origin = polygons.vertices[first];
                ring_area += (a.lon - origin.lon) * (b.lat - origin.lat) - (b.lon - origin.lon) * (a.lat - origin.lat);
                if (a.lat != b.lat) {
                    edges.push_back({a.lon, a.lat, b.lon, b.lat});
                }
            }
            twice_area += (polygons.exterior[r] != 0 ? 1.0 : -1.0) * std::abs(ring_area);
        }
        const double mid_latitude = 0.5 * (feature.box.south + feature.box.north);
        const double area_km2 =
            0.5 * std::max(0.0, twice_area) * kKmPerDegree * kKmPerDegree * cos_degrees(mid_latitude);
        feature.radius_km = std::sqrt(area_km2 / std::numbers::pi);
        build_bands(feature, edges);
    }
    build_grid();
    for (std::size_t f = 0; f < features_.size(); ++f) {
        features_[f].inner = find_inner_point(f);
    }
}

void PolygonLocator::build_bands(Feature& feature, const std::vector<Edge>& edges) {
    if (edges.empty()) {
        return;
    }
    constexpr double kEdgesPerBand = 8.0;
    constexpr double kMostBands = 512.0;
    feature.bands =
        static_cast<std::uint32_t>(std::clamp(static_cast<double>(edges.size()) / kEdgesPerBand, 1.0, kMostBands));
    feature.bands_per_degree = feature.bands / (feature.box.north - feature.box.south);
    feature.first_band = static_cast<std::uint32_t>(band_starts_.size());
    std::vector<std::uint32_t> counts(feature.bands, 0);
    const auto each_band = [&](const Edge& edge, auto&& visit) {
        const auto low =
            band_of(std::min(edge.y0, edge.y1), feature.box.south, feature.bands_per_degree, feature.bands);
        const auto high =
            band_of(std::max(edge.y0, edge.y1), feature.box.south, feature.bands_per_degree, feature.bands);
        for (std::size_t band = low; band <= high; ++band) {
            visit(band);
        }
    };
    for (const Edge& edge : edges) {
        each_band(edge, [&counts](std::size_t band) { ++counts[band]; });
    }
    auto start = static_cast<std::uint32_t>(band_edges_.size());
    for (std::uint32_t& count : counts) {
        band_starts_.push_back(start);
        start += count;
        count = band_starts_.back();
    }
    band_starts_.push_back(start);
    band_edges_.resize(start);
    for (const Edge& edge : edges) {
        each_band(edge, [&](std::size_t band) { band_edges_[counts[band]++] = edge; });
    }
}

void PolygonLocator::build_grid() {
    for (const Feature& feature : features_) {
        grow(world_, feature.box);
    }
    if (is_empty(world_)) {
        return;
    }
    const auto cells = [](double degrees) {
        return std::clamp(static_cast<std::size_t>(std::ceil(degrees * kCellsPerDegree)), std::size_t{1},
                          kMostCellsPerSide);
    };
    columns_ = cells(world_.east - world_.west);
    rows_ = cells(world_.north - world_.south);
    cell_starts_.assign(columns_ * rows_ + 1, 0);
    const auto each_cell = [this](const Feature& feature, auto&& visit) {
        if (is_empty(feature.box)) {
            return;
        }
        const std::size_t low = *cell_of({feature.box.west, feature.box.south});
        const std::size_t high = *cell_of({feature.box.east, feature.box.north});
        for (std::size_t row = low / columns_; row <= high / columns_; ++row) {
            for (std::size_t column = low % columns_; column <= high % columns_; ++column) {
                visit(row * columns_ + column);
            }
        }
    };
    for (const Feature& feature : features_) {
        each_cell(feature, [this](std::size_t cell) { ++cell_starts_[cell + 1]; });
    }
    for (std::size_t cell = 1; cell < cell_starts_.size(); ++cell) {
        cell_starts_[cell] += cell_starts_[cell - 1];
    }
    cell_features_.resize(cell_starts_.back());
    std::vector<std::uint32_t> next(cell_starts_.begin(), cell_starts_.end() - 1);
    for (std::size_t f = 0; f < features_.size(); ++f) {
        each_cell(features_[f],
                  [&](std::size_t cell) { cell_features_[next[cell]++] = static_cast<std::uint32_t>(f); });
    }
}

std::optional<std::size_t> PolygonLocator::cell_of(model::LonLat point) const {
    if (!point.known() || point.lon < world_.west || point.lon > world_.east || point.lat < world_.south ||
        point.lat > world_.north) {
        return std::nullopt;
    }
    const auto along = [](double from, double to, double at, std::size_t cells) {
        const double width = to - from;
        const double cell = width > 0.0 ? (at - from) / width * static_cast<double>(cells) : 0.0;
        return std::min(static_cast<std::size_t>(cell), cells - 1);
    };
    return along(world_.south, world_.north, point.lat, rows_) * columns_ +
           along(world_.west, world_.east, point.lon, columns_);
}

bool PolygonLocator::contains(std::size_t f, model::LonLat point) const {
    const Feature& feature = features_[f];
    if (feature.bands == 0 || !(point.lon >= feature.box.west && point.lon <= feature.box.east &&
                                point.lat >= feature.box.south && point.lat <= feature.box.north)) {
        return false;
    }
    const std::size_t band =
        feature.first_band + band_of(point.lat, feature.box.south, feature.bands_per_degree, feature.bands);
    bool inside = false;
    for (std::uint32_t e = band_starts_[band]; e < band_starts_[band + 1]; ++e) {
        const Edge& edge = band_edges_[e];
        // Half-open in latitude, so that a vertex counts once. The lower end comes first, so that an edge that two
        // neighbours share gives both the same rounded crossing, and a point on it is in one of them.
        if ((edge.y0 > point.lat) == (edge.y1 > point.lat)) {
            continue;
        }
        const bool up = edge.y0 < edge.y1;
        const double xa = up ? edge.x0 : edge.x1;
        const double ya = up ? edge.y0 : edge.y1;
        const double xb = up ? edge.x1 : edge.x0;
        const double yb = up ? edge.y1 : edge.y0;
        if (point.lon < xa + (point.lat - ya) / (yb - ya) * (xb - xa)) {
            inside = !inside;
        }
    }
    return inside;
}

std::optional<Extent> PolygonLocator::box(std::size_t feature) const {
    return is_empty(features_[feature].box) ? std::nullopt : std::optional(features_[feature].box);
}

model::LonLat PolygonLocator::find_inner_point(std::size_t f) const {
    const Feature& feature = features_[f];
    if (feature.bands == 0) {
        return {};
    }
    const double y = 0.5 * (feature.box.south + feature.box.north);
    const std::size_t band =
        feature.first_band + band_of(y, feature.box.south, feature.bands_per_degree, feature.bands);
    std::vector<double> crossings;
    for (std::uint32_t e = band_starts_[band]; e < band_starts_[band + 1]; ++e) {
        const Edge& edge = band_edges_[e];
        if ((edge.y0 > y) != (edge.y1 > y)) {
            crossings.push_back(edge.x0 + (y - edge.y0) / (edge.y1 - edge.y0) * (edge.x1 - edge.x0));
        }
    }
    std::sort(crossings.begin(), crossings.end());
    model::LonLat inner;
    double longest = 0.0;
    for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
        if (crossings[i + 1] - crossings[i] > longest) {
            longest = crossings[i + 1] - crossings[i];
            inner = {0.5 * (crossings[i] + crossings[i + 1]), y};
        }
    }
    return inner;
}

}  // namespace bordermap::query
