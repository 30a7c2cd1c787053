#pragma once
/// Point in polygon for many points: a grid of the boundaries' boxes, then an even-odd test over the edges of one band of
/// latitude. GEOS would need a geometry per boundary and per point for the same answer; the columns are already here.

#include "model/dataset.hpp"
#include "query/selection.hpp"

#include <optional>
#include <vector>

namespace bordermap::query {

class PolygonLocator {
public:
    /// Keeps no reference to the polygons.
    explicit PolygonLocator(const model::PolygonColumns& polygons);

    /// Calls `found(feature)` for every feature that holds the point, in ascending order. A point on a shared edge is in
    /// exactly one of the neighbours.
    template <typename Found>
    void at(model::LonLat point, Found&& found) const {
        if (const auto cell = cell_of(point)) {
            for (std::uint32_t i = cell_starts_[*cell]; i < cell_starts_[*cell + 1]; ++i) {
                if (contains(cell_features_[i], point)) {
                    found(static_cast<model::Index>(cell_features_[i]));
                }
            }
        }
    }

    [[nodiscard]] bool contains(std::size_t feature, model::LonLat point) const;
    /// Nothing for a feature without vertices.
    [[nodiscard]] std::optional<Extent> box(std::size_t feature) const;
    /// Radius in km of the circle of the same area, on the sphere, flattened at the middle latitude of the feature; 0 for a
    /// feature without area. Good to a few per cent below country size.
    [[nodiscard]] double radius_km(std::size_t feature) const { return features_[feature].radius_km; }
    /// A point inside: the middle of the longest stretch of the feature along its middle latitude. NaN without area.
    [[nodiscard]] model::LonLat inner_point(std::size_t feature) const { return features_[feature].inner; }
    [[nodiscard]] std::size_t size() const { return features_.size(); }

private:
    struct Edge {
        double x0, y0, x1, y1;
    };
    struct Feature {
        Extent box{0, 0, -1, -1};
        double radius_km = 0.0;
        model::LonLat inner;
        std::uint32_t first_band = 0;  ///< into band_starts_
        std::uint32_t bands = 0;
        double bands_per_degree = 0.0;
    };

    [[nodiscard]] std::optional<std::size_t> cell_of(model::LonLat point) const;
    void build_bands(Feature& feature, const std::vector<Edge>& edges);
    void build_grid();
    [[nodiscard]] model::LonLat find_inner_point(std::size_t feature) const;

    std::vector<Feature> features_;
    std::vector<std::uint32_t> band_starts_;
    std::vector<Edge> band_edges_;

    Extent world_{0, 0, -1, -1};
    std::size_t columns_ = 0, rows_ = 0;
    std::vector<std::uint32_t> cell_starts_;
    std::vector<std::uint32_t> cell_features_;
};

}  // namespace bordermap::query
