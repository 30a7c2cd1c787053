#include "session/session.hpp"

#include "model/atomic_file.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace bordermap::session {
namespace {

using nlohmann::json;

constexpr std::string_view kFormat = "bordermap-session";
constexpr int kVersion = 1;

constexpr std::array<std::string_view, static_cast<std::size_t>(Layer::Count)> kLayerNames{
    "glow",  "districts", "provinces", "rivers", "towns",     "labels",   "units",
    "links", "incidents", "events",    "gates",  "precision", "graticule"};

constexpr std::array<std::string_view, static_cast<std::size_t>(Fit::Count)> kFitNames{"filter", "all", "selected"};

constexpr std::array<std::string_view, static_cast<std::size_t>(Mode::Count)> kModeNames{
    "overview", "boundaries", "cooperation", "incidents", "meetings"};

constexpr std::array<std::string_view, static_cast<std::size_t>(SeaNames::Count)> kSeaNames{"off", "neutral",
                                                                                            "viet_nam"};

constexpr std::array<std::string_view, static_cast<std::size_t>(IncidentStyle::Count)> kIncidentStyleNames{
    "symbols", "circles", "choropleth"};
constexpr std::array<std::string_view, static_cast<std::size_t>(Measure::Count)> kMeasureNames{"border", "area",
                                                                                               "number"};
constexpr std::array<std::string_view, static_cast<std::size_t>(Classing::Count)> kClassingNames{"quantile", "equal",
                                                                                                 "natural"};

/// The value whose name this is, of an enumeration that counts from 0 as its names do.
template <typename Value, std::size_t kCount>
std::optional<Value> parse_name(const std::array<std::string_view, kCount>& names, std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? std::nullopt : std::optional(static_cast<Value>(found - names.begin()));
}

struct KindName {
    model::RefKind kind;
    std::string_view name;
};
constexpr std::array kKindNames{
    KindName{model::RefKind::None, ""},       KindName{model::RefKind::Boundary, "boundary"},
    KindName{model::RefKind::Unit, "unit"},   KindName{model::RefKind::Agreement, "agreement"},
    KindName{model::RefKind::Event, "event"}, KindName{model::RefKind::Incident, "incident"},
    KindName{model::RefKind::Gate, "gate"},   KindName{model::RefKind::Source, "source"}};

[[noreturn]] void refuse(std::string_view key, std::string_view expected) {
    throw std::runtime_error(fmt::format("session: \"{}\" is not {}; correct it or remove it", key, expected));
}

std::vector<std::string> strings(const json& object, const char* key) {
    std::vector<std::string> values;
    const auto found = object.find(key);
    if (found == object.end()) {
        return values;
    }
    if (!found->is_array()) {
        refuse(key, "a list of texts");
    }
    for (const json& item : *found) {
        if (!item.is_string()) {
            refuse(key, "a list of texts");
        }
        values.push_back(item.get<std::string>());
    }
    return values;
}

std::string string_or(const json& object, const char* key, const std::string& fallback) {
    const auto found = object.find(key);
    if (found == object.end()) {
        return fallback;
    }
    if (!found->is_string()) {
        refuse(key, "a text");
    }
    return found->get<std::string>();
}

bool bool_or(const json& object, const char* key, bool fallback) {
    const auto found = object.find(key);
    if (found == object.end()) {
        return fallback;
    }
    if (!found->is_boolean()) {
        refuse(key, "true or false");
    }
    return found->get<bool>();
}

/// The value whose name stands under the key; without the key the first.
template <typename Value, std::size_t kCount>
Value named_or(const json& object, const char* key, const std::array<std::string_view, kCount>& names) {
    const auto value = parse_name<Value>(names, string_or(object, key, std::string(names.front())));
    if (!value) {
        refuse(key, fmt::format("one of {}", fmt::join(names, ", ")));
    }
    return *value;
}

std::optional<model::Day> day_or_none(const json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end() || found->is_null()) {
        return std::nullopt;
    }
    const auto day = found->is_string() ? model::parse_day(found->get<std::string>()) : std::nullopt;
    if (!day) {
        refuse(key, "a day like 2026-01-15");
    }
    return day;
}

double number(const json& object, const char* key, double low, double high) {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number()) {
        refuse(key, "a number");
    }
    const double value = found->get<double>();
    if (!std::isfinite(value) || value < low || value > high) {
        refuse(key, fmt::format("between {} and {}", low, high));
    }
    return value;
}

json day_json(const std::optional<model::Day>& day) {
    return day ? json(model::format_day(*day)) : json(nullptr);
}

}  // namespace

std::string_view layer_name(Layer layer) {
    return kLayerNames.at(static_cast<std::size_t>(layer));
}

std::optional<Layer> parse_layer(std::string_view name) {
    return parse_name<Layer>(kLayerNames, name);
}

std::string_view mode_name(Mode mode) {
    return kModeNames.at(static_cast<std::size_t>(mode));
}

std::optional<Mode> parse_mode(std::string_view name) {
    return parse_name<Mode>(kModeNames, name);
}

std::string_view sea_names_name(SeaNames names) {
    return kSeaNames.at(static_cast<std::size_t>(names));
}

std::optional<SeaNames> parse_sea_names(std::string_view name) {
    return parse_name<SeaNames>(kSeaNames, name);
}

std::string_view incident_style_name(IncidentStyle style) {
    return kIncidentStyleNames.at(static_cast<std::size_t>(style));
}

std::optional<IncidentStyle> parse_incident_style(std::string_view name) {
    return parse_name<IncidentStyle>(kIncidentStyleNames, name);
}

std::string_view measure_name(Measure measure) {
    return kMeasureNames.at(static_cast<std::size_t>(measure));
}

std::optional<Measure> parse_measure(std::string_view name) {
    return parse_name<Measure>(kMeasureNames, name);
}

std::string_view classing_name(Classing classing) {
    return kClassingNames.at(static_cast<std::size_t>(classing));
}

std::optional<Classing> parse_classing(std::string_view name) {
    return parse_name<Classing>(kClassingNames, name);
}

std::string_view kind_name(model::RefKind kind) {
    for (const KindName& entry : kKindNames) {
        if (entry.kind == kind) {
            return entry.name;
        }
    }
    return "";
}

std::optional<model::RefKind> parse_kind(std::string_view name) {
    for (const KindName& entry : kKindNames) {
        if (entry.name == name) {
            return entry.kind;
        }
    }
    return std::nullopt;
}

std::uint32_t default_layers() {
    constexpr std::uint32_t kAll = (1U << static_cast<unsigned>(Layer::Count)) - 1U;
    return kAll & ~(1U << static_cast<unsigned>(Layer::Graticule));
}

Session make_session(model::Day as_of) {
    Session session;
    session.filter.as_of = as_of;
    session.layers = default_layers();
    return session;
}

json to_json(const Session& session) {
    json layers = json::array();
    for (std::size_t i = 0; i < kLayerNames.size(); ++i) {
        if (session.shows(static_cast<Layer>(i))) {
            layers.push_back(kLayerNames.at(i));
        }
    }
    const query::Filter& filter = session.filter;
    json result{{"format", kFormat},
                {"version", kVersion},
                {"filter",
                 {{"places", filter.places},
                  {"from", day_json(filter.from)},
                  {"to", day_json(filter.to)},
                  {"as_of", model::format_day(filter.as_of)},
                  {"categories", filter.categories},
                  {"areas", filter.areas},
                  {"unit_kinds", filter.unit_kinds},
                  {"text", filter.text},
                  {"lineage", filter.lineage},
                  {"ended", filter.ended}}},
                {"theme", session.theme},
                {"language", model::language_code(session.language)},
                {"layers", layers},
                {"fit", kFitNames.at(static_cast<std::size_t>(session.fit))},
                {"mode", mode_name(session.mode)},
                {"sea_names", sea_names_name(session.sea_names)},
                {"incident_style", incident_style_name(session.incident_style)},
                {"measure", measure_name(session.measure)},
                {"classing", classing_name(session.classing)},
                {"title", session.title},
                {"disclaimer", session.disclaimer}};
    if (session.camera) {
        result["camera"] = {{"lon", session.camera->lon},
                            {"lat", session.camera->lat},
                            {"metres_across", session.camera->metres_across}};
    }
    if (session.selected_kind != model::RefKind::None) {
        result["selected"] = {{"kind", kind_name(session.selected_kind)}, {"id", session.selected_id}};
    }
    return result;
}

Session session_from_json(const json& object) {
    if (!object.is_object() || string_or(object, "format", "") != kFormat) {
        refuse("format", fmt::format("\"{}\": this is not a session file", kFormat));
    }
    const auto version = object.find("version");
    if (version == object.end() || !version->is_number_integer()) {
        refuse("version", "a whole number");
    }
    if (version->get<int>() > kVersion) {
        throw std::runtime_error(
            fmt::format("session: version {} is newer than this program knows ({}); open it with a newer bordermap",
                        version->get<int>(), kVersion));
    }
    Session session = make_session(model::today());
    if (const auto found = object.find("filter"); found != object.end()) {
        if (!found->is_object()) {
            refuse("filter", "an object");
        }
        query::Filter& filter = session.filter;
        filter.places = strings(*found, "places");
        filter.from = day_or_none(*found, "from");
        filter.to = day_or_none(*found, "to");
        filter.as_of = day_or_none(*found, "as_of").value_or(filter.as_of);
        filter.categories = strings(*found, "categories");
        filter.areas = strings(*found, "areas");
        filter.unit_kinds = strings(*found, "unit_kinds");
        filter.text = string_or(*found, "text", "");
        filter.lineage = bool_or(*found, "lineage", filter.lineage);
        filter.ended = bool_or(*found, "ended", filter.ended);
    }
    session.theme = string_or(object, "theme", session.theme);
    session.title = string_or(object, "title", "");
    session.disclaimer = string_or(object, "disclaimer", "");
    session.mode = named_or<Mode>(object, "mode", kModeNames);
    session.sea_names = named_or<SeaNames>(object, "sea_names", kSeaNames);
    session.incident_style = named_or<IncidentStyle>(object, "incident_style", kIncidentStyleNames);
    session.measure = named_or<Measure>(object, "measure", kMeasureNames);
    session.classing = named_or<Classing>(object, "classing", kClassingNames);
    if (const auto found = object.find("language"); found != object.end()) {
        const auto language = model::parse_language(string_or(object, "language", ""));
        if (!language) {
            refuse("language", "en, vi or lo");
        }
        session.language = *language;
    }
    if (object.contains("layers")) {
        session.layers = 0;
        for (const std::string& name : strings(object, "layers")) {
            if (const auto layer = parse_layer(name)) {  // a layer of a later version is no fault
                session.show(*layer, true);
            }
        }
    }
    session.fit = named_or<Fit>(object, "fit", kFitNames);
    if (const auto found = object.find("camera"); found != object.end() && !found->is_null()) {
        session.camera = Camera{number(*found, "lon", -180, 180), number(*found, "lat", -90, 90),
                                number(*found, "metres_across", 1, 4e7)};
    }
    if (const auto found = object.find("selected"); found != object.end() && !found->is_null()) {
        const auto kind = parse_kind(string_or(*found, "kind", ""));
        if (!kind) {
            refuse("selected.kind", "boundary, unit, agreement, event, incident or gate");
        }
        session.selected_kind = *kind;
        session.selected_id = string_or(*found, "id", "");
    }
    return session;
}

void save_session(const Session& session, const std::string& path) {
    model::write_file_atomically(path, to_json(session).dump(2) + "\n");
}

Session load_session(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        throw std::runtime_error(
            fmt::format("cannot read session file {}; check that it exists and can be read", path));
    }
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    const json object = json::parse(text, nullptr, false);
    if (object.is_discarded()) {
        throw std::runtime_error(fmt::format("session file {} is not JSON; save it again from the program", path));
    }
    try {
        return session_from_json(object);
    } catch (const std::exception& error) {  // json's own type errors included
        throw std::runtime_error(fmt::format("session file {}: {}", path, error.what()));
    }
}

}  // namespace bordermap::session
