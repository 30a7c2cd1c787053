#include "cartography/sea.hpp"

#include "embedded_sea.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace bordermap::cartography {

namespace {

using nlohmann::json;

[[noreturn]] void refuse(std::string_view file, std::string_view key, std::string_view cure) {
    throw std::runtime_error(fmt::format("{}: {}: {}", file, key, cure));
}

model::LonLat position(const json& value, std::string_view file, std::string_view key) {
    if (value.is_array() && value.size() == 2 && value[0].is_number() && value[1].is_number()) {
        const model::LonLat at{value[0].get<double>(), value[1].get<double>()};
        if (at.lon >= -180 && at.lon <= 180 && at.lat >= -90 && at.lat <= 90) {
            return at;
        }
    }
    refuse(file, key, "not a place; write [longitude, latitude] in degrees");
}

model::Names names(const json& feature, const char* form, std::string_view file) {
    const auto found = feature.find(form);
    const auto name = [&](const char* language) {
        if (found == feature.end() || !found->is_object() || !found->contains(language) ||
            !found->at(language).is_string()) {
            refuse(file, fmt::format("{}.{}", form, language), "missing; write the name in en, vi and lo");
        }
        return found->at(language).get<std::string>();
    };
    model::Names result;
    result.en = name("en");
    result.vi = name("vi");
    result.lo = name("lo");
    return result;
}

/// Even-odd rule.
bool inside(const std::vector<model::LonLat>& ring, model::LonLat at) {
    bool in = false;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const model::LonLat a = ring[i];
        const model::LonLat b = ring[(i + 1) % ring.size()];
        if ((a.lat > at.lat) != (b.lat > at.lat) &&
            at.lon < a.lon + (b.lon - a.lon) * (at.lat - a.lat) / (b.lat - a.lat)) {
            in = !in;
        }
    }
    return in;
}

bool ring_in_archipelago(const model::PolygonColumns& polygons, std::uint32_t ring) {
    const auto first = polygons.vertices.begin() + polygons.ring_vertices[ring];
    const auto last = polygons.vertices.begin() + polygons.ring_vertices[ring + 1];
    return first != last && std::any_of(sea_features().begin(), sea_features().end(), [&](const SeaFeature& feature) {
               return std::all_of(first, last, [&](model::LonLat at) { return inside(feature.extent, at); });
           });
}

void mark_rings(const model::PolygonColumns& polygons, std::uint32_t first, std::uint32_t end,
                std::vector<std::uint8_t>& marks) {
    std::uint8_t part = 0;
    for (std::uint32_t ring = first; ring < end; ++ring) {
        if (polygons.exterior[ring] != 0 || ring == first) {
            part = ring_in_archipelago(polygons, ring) ? 1 : 0;
        }
        marks.push_back(part);
    }
}

}  // namespace

std::vector<SeaFeature> sea_features_from_json(std::string_view text, std::string_view file) {
    const json root = json::parse(text, nullptr, false);
    if (root.is_discarded() || !root.is_object() || !root.contains("features") || !root.at("features").is_array()) {
        refuse(file, "features", "not a JSON object with a list of features");
    }
    std::vector<SeaFeature> features;
    for (const json& each : root.at("features")) {
        SeaFeature feature;
        if (!each.is_object() || !each.contains("id") || !each.at("id").is_string() || !each.contains("kind") ||
            (each.at("kind") != "archipelago" && each.at("kind") != "sea")) {
            refuse(file, "features", R"(a feature needs an "id" and a "kind" (archipelago or sea))");
        }
        feature.id = each.at("id").get<std::string>();
        feature.archipelago = each.at("kind") == "archipelago";
        feature.label = position(each.value("label", json()), file, feature.id + ".label");
        const json extent = each.value("extent", json::array());
        for (const json& corner : extent) {
            feature.extent.push_back(position(corner, file, feature.id + ".extent"));
        }
        if (feature.archipelago != (feature.extent.size() >= 3)) {
            refuse(file, feature.id + ".extent", "an archipelago has three corners or more, open water none");
        }
        feature.neutral = names(each, "neutral", file);
        feature.viet_nam = names(each, "viet_nam", file);
        features.push_back(std::move(feature));
    }
    return features;
}

const std::vector<SeaFeature>& sea_features() {
    static const std::vector<SeaFeature> features =
        sea_features_from_json(embedded_sea("sea_features.json"), "sea_features.json");
    return features;
}

bool in_archipelago(model::LonLat at) {
    return at.known() && std::any_of(sea_features().begin(), sea_features().end(),
                                     [at](const SeaFeature& feature) { return inside(feature.extent, at); });
}

std::vector<std::uint8_t> archipelago_rings(const model::PolygonColumns& polygons) {
    std::vector<std::uint8_t> marks;
    marks.reserve(polygons.exterior.size());
    for (std::size_t f = 0; f < polygons.feature_count(); ++f) {
        mark_rings(polygons, polygons.feature_rings[f], polygons.feature_rings[f + 1], marks);
    }
    return marks;
}

std::vector<std::uint8_t> archipelago_rings(const model::PolygonColumns& polygons, std::size_t feature) {
    std::vector<std::uint8_t> marks;
    if (feature < polygons.feature_count()) {
        mark_rings(polygons, polygons.feature_rings[feature], polygons.feature_rings[feature + 1], marks);
    }
    return marks;
}

model::PolygonColumns without_rings(const model::PolygonColumns& polygons, const std::vector<std::uint8_t>& left_out) {
    model::PolygonColumns kept;
    for (std::size_t f = 0; f < polygons.feature_count(); ++f) {
        for (std::uint32_t ring = polygons.feature_rings[f]; ring < polygons.feature_rings[f + 1]; ++ring) {
            if (left_out[ring] != 0) {
                continue;
            }
            kept.vertices.insert(kept.vertices.end(), polygons.vertices.begin() + polygons.ring_vertices[ring],
                                 polygons.vertices.begin() + polygons.ring_vertices[ring + 1]);
            kept.ring_vertices.push_back(static_cast<std::uint32_t>(kept.vertices.size()));
            kept.exterior.push_back(polygons.exterior[ring]);
        }
        kept.feature_rings.push_back(static_cast<std::uint32_t>(kept.exterior.size()));
    }
    return kept;
}

}  // namespace bordermap::cartography
