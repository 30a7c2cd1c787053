#pragma once
/// Title, legend, scale bar, north arrow, source line: laid out by rules on an 8 px grid (at 96 dpi).

#include "cartography/compose.hpp"
#include "cartography/compose_map.hpp"
#include "cartography/incident_areas.hpp"
#include "cartography/labels.hpp"
#include "cartography/meetings.hpp"

#include <array>
#include <functional>
#include <string>
#include <vector>

namespace bordermap::cartography {

/// A round length that fits, true at the place asked for.
struct ScaleBar {
    double metres = 0;  ///< 1, 2 or 5 times a power of ten
    float px = 0;       ///< its length in the picture
    std::string label;  ///< "50 km", "500 m"
};
/// The longest that is at most `most_px`. Ground distance at the middle of the map: the projection's scale error there is
/// taken out (geodesic on WGS 84; C. F. F. Karney, "Algorithms for geodesics", 2013).
[[nodiscard]] ScaleBar make_scale_bar(const View& view, float most_px);
/// Direction of true north at the middle of the map, radians clockwise from up.
[[nodiscard]] float north_angle(const View& view);

/// What is on the picture, for the legend to list and to keep clear of.
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

/// One row of the legend, as drawn; also what a test reads.
struct LegendRow {
    enum class Sample : std::uint8_t {
        Header,
        Line,
        DashedLine,
        Link,
        LinkNumber,
        Symbol,
        Ring,
        Count,
        Meeting,
        Words,
        Fill,
        Circles,
        Donut
    };
    Sample sample = Sample::Header;
    std::string text;
    Colour colour, casing;
    float width = 0, casing_width = 0;  ///< px at 96 dpi
    SymbolShape shape = SymbolShape::Circle;
    bool hollow = false;
    float dash = 0, gap = 0;                         ///< of a dashed line, px at 96 dpi
    SymbolShape under_or_over = SymbolShape::Count;  ///< OneBar, TwoBars or Crossed with the symbol; Count: none
    std::vector<std::pair<std::uint32_t, float>> circles{};  ///< nested, greatest first: number, radius in px at 96 dpi
    std::vector<Colour> arcs{};                              ///< of a donut, clockwise from the top
};
[[nodiscard]] std::vector<LegendRow> legend_rows(const FurnitureRequest& request);
/// Of them those of incidents by area, without their header: circles or classes, what is not on the map, and what the numbers are
/// not. Empty for symbols.
[[nodiscard]] std::vector<LegendRow> area_rows(const IncidentAreas& areas, const Theme& theme,
                                               model::Language language);
/// Their header: what the circles or classes are of.
[[nodiscard]] std::string area_title(const IncidentAreas& areas, model::Language language);
/// The category that stands for this one in the legend: its topmost ancestor of the same colour and shape.
[[nodiscard]] model::Index legend_category(const model::Dataset& dataset, const Theme& theme, model::Index category);

/// What the picture is of, as its headline says it: the given title, else what is selected, else the filter.
struct Headline {
    std::string mode;   ///< what the map is about; empty in the overview
    std::string title;  ///< never empty
    /// Below it: what is selected in a few facts, or the filter where the title is given, and what passes and is drawn.
    std::vector<std::string> facts;
    std::string day;  ///< "As of 15 January 2026"
};
[[nodiscard]] Headline headline_of(const model::Dataset& dataset, const query::Selection& selection,
                                   const session::Session& session);
/// The disclaimer of a Session: its own words, or the standard line in its language.
[[nodiscard]] std::string disclaimer_of(const session::Session& session);
/// "Sea names: neutral, both forms"; empty while none are shown.
[[nodiscard]] std::string sea_names_of(const session::Session& session);

/// Appends the furniture and returns the boxes that it covers.
std::vector<Box> add_furniture(const FurnitureRequest& request, TextShaper& text, Overlay& overlay);

}  // namespace bordermap::cartography
