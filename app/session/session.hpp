#pragma once
/// The Session: everything about a picture that is not data. A value; a picture is a pure function of
/// (Dataset, Session, size, dpi).

#include "model/dataset.hpp"
#include "query/filter.hpp"

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

namespace bordermap::session {

/// Where the map looks. Position in the map's projection is the cartography's affair: here are degrees and metres.
struct Camera {
    double lon = 105.5;  ///< centre, degrees
    double lat = 17.0;
    double metres_across = 900'000.0;  ///< ground distance along the shorter side of the map area, > 0
    bool operator==(const Camera&) const = default;
};

enum class Layer : std::uint8_t {
    Glow,
    Districts,
    Provinces,
    Rivers,
    Towns,
    Labels,
    Units,
    Links,
    Incidents,
    Events,
    Gates,
    Precision,
    Graticule,
    Count
};

/// What a Session without a camera of its own is fitted to, on whatever page it is drawn.
enum class Fit : std::uint8_t {
    Filter,    ///< what passes the filter; everything when it passes all
    All,       ///< the whole border
    Selected,  ///< the selected thing; as Filter when nothing is selected
    Count
};

/// What the picture is about. A mode says which parts of the story may be drawn; the layers switch within it.
enum class Mode : std::uint8_t {
    Overview,     ///< cooperation and incidents together
    Boundaries,   ///< ground and boundaries only
    Cooperation,  ///< units, links, events, gates
    Incidents,    ///< incidents
    Meetings,     ///< the agreements by when their next review meeting falls due
    Count
};

/// How incidents are drawn in the modes that show them.
enum class IncidentStyle : std::uint8_t {
    Symbols,     ///< each at its place
    Circles,     ///< a circle per district or commune, its area in proportion to the number
    Choropleth,  ///< areas filled by class of a measure
    Count
};
/// What a choropleth is of. Raw numbers on areas of different sizes mislead: the legend says so where they are chosen.
enum class Measure : std::uint8_t {
    PerBorder,  ///< incidents per 100 km of the Viet Nam - Laos border in the area
    PerArea,    ///< incidents per 1,000 km2
    Number,     ///< incidents
    Count
};
/// How a choropleth's values are put into classes.
enum class Classing : std::uint8_t {
    Quantile,       ///< as many places in each class as can be
    EqualInterval,  ///< classes of one width
    NaturalBreaks,  ///< the least sum of squared deviations from the means of the classes
    Count
};

/// How the archipelagos of the sea are named. They are never filled and carry no boundary in any view.
enum class SeaNames : std::uint8_t {
    Off,      ///< not named
    Neutral,  ///< both forms of the name, no country
    VietNam,  ///< as Vietnamese official maps write them
    Count
};

struct Session {
    query::Filter filter;
    std::optional<Camera> camera;  ///< none: see fit
    Fit fit = Fit::Filter;
    std::string theme = "light";  ///< name of a theme file
    model::Language language = model::Language::English;
    std::uint32_t layers = 0;  ///< bit per Layer; default_layers()
    model::RefKind selected_kind = model::RefKind::None;
    std::string selected_id;
    std::string title;  ///< of the picture; empty: the sentence of the filter
    std::string
        disclaimer;  ///< on boundaries and names; empty: the standard line. Never left out of a picture with furniture
    Mode mode = Mode::Overview;
    SeaNames sea_names = SeaNames::Off;
    IncidentStyle incident_style = IncidentStyle::Symbols;
    Measure measure = Measure::PerBorder;
    Classing classing = Classing::Quantile;
    bool operator==(const Session&) const = default;

    [[nodiscard]] bool shows(Layer layer) const { return (layers >> static_cast<unsigned>(layer)) & 1U; }
    void show(Layer layer, bool on) {
        const std::uint32_t bit = 1U << static_cast<unsigned>(layer);
        layers = on ? (layers | bit) : (layers & ~bit);
    }
};

[[nodiscard]] std::uint32_t default_layers();
/// Default Session as of `as_of`.
[[nodiscard]] Session make_session(model::Day as_of);
[[nodiscard]] std::string_view layer_name(Layer layer);  ///< "incidents"
[[nodiscard]] std::optional<Layer> parse_layer(std::string_view name);
[[nodiscard]] std::string_view mode_name(Mode mode);  ///< "meetings"
[[nodiscard]] std::optional<Mode> parse_mode(std::string_view name);
[[nodiscard]] std::string_view sea_names_name(SeaNames names);  ///< "off", "neutral", "viet_nam"
[[nodiscard]] std::optional<SeaNames> parse_sea_names(std::string_view name);
[[nodiscard]] std::string_view incident_style_name(IncidentStyle style);  ///< "symbols", "circles", "choropleth"
[[nodiscard]] std::optional<IncidentStyle> parse_incident_style(std::string_view name);
[[nodiscard]] std::string_view measure_name(Measure measure);  ///< "border", "area", "number"
[[nodiscard]] std::optional<Measure> parse_measure(std::string_view name);
[[nodiscard]] std::string_view classing_name(Classing classing);  ///< "quantile", "equal", "natural"
[[nodiscard]] std::optional<Classing> parse_classing(std::string_view name);
/// "boundary", "unit", "agreement", "event", "incident", "gate", "source"; "" for None.
[[nodiscard]] std::string_view kind_name(model::RefKind kind);
[[nodiscard]] std::optional<model::RefKind> parse_kind(std::string_view name);

/// Session file: JSON, versioned ("format": "bordermap-session", "version": 1). Unknown keys are ignored; a newer version is
/// refused with a message. Written atomically (sibling file, flush, rename).
[[nodiscard]] nlohmann::json to_json(const Session& session);
/// Throws std::runtime_error with a sentence that names the key and the cure.
[[nodiscard]] Session session_from_json(const nlohmann::json& object);
void save_session(const Session& session, const std::string& path);
[[nodiscard]] Session load_session(const std::string& path);

}  // namespace bordermap::session
