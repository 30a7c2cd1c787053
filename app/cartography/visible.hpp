#pragma once
/// What is on the picture: gathered while the map is composed, for the furniture to list and to keep clear of.

#include "cartography/compose.hpp"
#include "cartography/compose_map.hpp"
#include "cartography/incident_areas.hpp"

#include <array>
#include <functional>
#include <string>
#include <vector>

namespace bordermap::cartography {

struct Visible {
    bool border = false, provinces = false, districts = false;
    double border_piece_m = 0;  ///< length of the straight pieces of the border where they show as such
    bool link_twinning = false, link_coordination = false, link_other = false, counts = false;
    bool province_bundles = false;  ///< lines for all the agreements between two provinces, with their number
    bool link_counts = false;       ///< likewise between two places
    bool link_unsure = false, link_inherited = false, link_ended = false;
    bool party_gone = false;  ///< a party that ended and left no documented successor
    bool hollow = false, known_district = false, known_province = false;
    std::array<bool, static_cast<std::size_t>(SymbolShape::Count)> unit_shapes{};
    bool gates = false, events = false, rings = false;
    bool clusters = false;                 ///< of incidents, as rings
    const LocatorMap* locator = nullptr;   ///< where the picture shows a small part of the border
    IncidentAreas areas;                   ///< incidents by area, where they are drawn so
    std::vector<model::Ref> merged;        ///< symbols that stand for several records: never named after one of them
    std::vector<std::uint8_t> categories;  ///< as Scene::categories: an incident of it is on the picture
    struct Weight {
        glm::vec2 at;
        float weight;
    };
    /// Words beside a link, placed before the names. Of those with one number the first that finds room is written.
    struct Note {
        glm::vec2 at{0, 0};  ///< px
        float gap = 0;       ///< px kept free around it
        std::vector<std::string> lines;
        Colour colour;
        model::Ref ref;
        std::uint32_t number = 0;  ///< what they tell; the same in every frame
    };
    std::vector<Note> notes;
    std::vector<Weight> story;               ///< px: what a panel had better not cover, and how much it matters
    std::function<bool(glm::vec2)> on_land;  ///< px: on Viet Nam or Laos
};

struct FurnitureRequest {
    const model::Dataset* dataset = nullptr;
    const query::Selection* selection = nullptr;
    const session::Session* session = nullptr;
    const Page* page = nullptr;
    const Theme* theme = nullptr;
    View view;
    const Visible* visible = nullptr;
};

}  // namespace bordermap::cartography
