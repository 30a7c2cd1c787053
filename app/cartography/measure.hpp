#pragma once
/// Areas and border lengths of boundaries on the ellipsoid: what a choropleth is normalised by.

#include "cartography/prepare_lines.hpp"

#include <span>
#include <vector>

namespace bordermap::cartography {

/// km2 on WGS 84 inside rings of degrees: exteriors less holes, whatever their direction. Between vertices the edges are straight
/// in the cylindrical equal-area projection of the ellipsoid (J. P. Snyder, "Map Projections: A Working Manual", USGS
/// Professional Paper 1395, 1987, equation 3-12), which for the short edges of an outline is the geodesic.
[[nodiscard]] double ellipsoidal_area_km2(const model::PolygonColumns& polygons, std::size_t feature);

/// km along vertices of degrees: geodesics on WGS 84 (C. F. F. Karney, "Algorithms for geodesics", Journal of Geodesy 87, 2013).
[[nodiscard]] double geodesic_length_km(std::span<const model::LonLat> line);

/// Per feature: km of the Viet Nam - Laos border along it, as its own outline has it: arcs that are Border on a day of its
/// validity, and those marked as Twin of a border drawn by another outline. 0 for features of other countries.
[[nodiscard]] std::vector<double> border_lengths_km(const EdgeGraph& graph, const Topology& topology,
                                                    std::span<const FeatureTraits> features,
                                                    std::span<const ClassedArc> classed);

}  // namespace bordermap::cartography
