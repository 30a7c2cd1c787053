#pragma once
/// Islands and waters of the open sea that more than one state names or claims: a table (geodata/sea/sea_features.json,
/// compiled in, so that it holds whatever boundaries are loaded). They carry no fill, no line and no place of a province on
/// any picture; their names are labels that a Session asks for.

#include "model/dataset.hpp"
#include "model/language.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace bordermap::cartography {

struct SeaFeature {
    std::string id;
    bool archipelago = false;           ///< else open water, which has no extent
    model::LonLat label;                ///< where its name stands
    std::vector<model::LonLat> extent;  ///< ring, not closed: parts of boundaries wholly inside belong to it
    model::Names neutral, viet_nam;     ///< by session::SeaNames
};

/// The table, read once.
[[nodiscard]] const std::vector<SeaFeature>& sea_features();
/// Throws std::runtime_error naming the file, the key and the cure.
[[nodiscard]] std::vector<SeaFeature> sea_features_from_json(std::string_view text, std::string_view file);

/// Within the extent of an archipelago of the table.
[[nodiscard]] bool in_archipelago(model::LonLat at);

/// Per ring: 1 when it is a part (or a hole of a part) that lies wholly within the extent of an archipelago.
[[nodiscard]] std::vector<std::uint8_t> archipelago_rings(const model::PolygonColumns& polygons);
/// The same for one feature only: ring [feature_rings[f] + i] is element i.
[[nodiscard]] std::vector<std::uint8_t> archipelago_rings(const model::PolygonColumns& polygons, std::size_t feature);
/// The polygons without those rings; features keep their numbers.
[[nodiscard]] model::PolygonColumns without_rings(const model::PolygonColumns& polygons,
                                                  const std::vector<std::uint8_t>& left_out);

}  // namespace bordermap::cartography
