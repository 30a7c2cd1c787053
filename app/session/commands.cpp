#include "session/commands.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <stdexcept>
#include <utility>

namespace bordermap::session {
namespace {

using nlohmann::json;

constexpr std::size_t kMostSteps = 1000;  // Sessions are small; a briefing never needs more

[[noreturn]] void refuse(const Command& command, std::string_view what) {
    throw std::invalid_argument(fmt::format("command {}: {}", command.name, what));
}

const json& argument(const Command& command, const char* key) {
    if (!command.args.is_object() || !command.args.contains(key)) {
        refuse(command, fmt::format("\"{}\" is missing", key));
    }
    return command.args.at(key);
}

std::string text_argument(const Command& command, const char* key) {
    const json& value = argument(command, key);
    if (!value.is_string()) {
        refuse(command, fmt::format("\"{}\" is not a text", key));
    }
    return value.get<std::string>();
}

bool bool_argument(const Command& command, const char* key) {
    const json& value = argument(command, key);
    if (!value.is_boolean()) {
        refuse(command, fmt::format("\"{}\" is not true or false", key));
    }
    return value.get<bool>();
}

double number_argument(const Command& command, const char* key) {
    const json& value = argument(command, key);
    if (!value.is_number() || !std::isfinite(value.get<double>())) {
        refuse(command, fmt::format("\"{}\" is not a number", key));
    }
    return value.get<double>();
}

std::optional<model::Day> day_argument(const Command& command, const char* key) {
    const json& value = argument(command, key);
    if (value.is_null()) {
        return std::nullopt;
    }
    const auto day = value.is_string() ? model::parse_day(value.get<std::string>()) : std::nullopt;
    if (!day) {
        refuse(command, fmt::format("\"{}\" is not a day like 2026-01-15", key));
    }
    return day;
}

void toggle(std::vector<std::string>& values, const std::string& value) {
    const auto found = std::find(values.begin(), values.end(), value);
    if (found == values.end()) {
        values.push_back(value);
    } else {
        values.erase(found);
    }
}

void require(const Command& command, const std::unordered_map<std::string, model::Index>& known,
             const std::string& id) {
    if (!known.contains(id)) {
        refuse(command, fmt::format("nothing has the id \"{}\"", id));
    }
}

void clear_filter(Session& session, const Command&, const Context&) {
    query::Filter cleared;
    cleared.as_of = session.filter.as_of;  // the as-of date is a view of the map, not a restriction
    session.filter = std::move(cleared);
}

void toggle_place(Session& session, const Command& command, const Context& context) {
    const std::string id = text_argument(command, "id");
    require(command, context.index.dataset().boundary_by_id, id);
    toggle(session.filter.places, id);
}

void set_places(Session& session, const Command& command, const Context& context) {
    const json& ids = argument(command, "ids");
    if (!ids.is_array()) {
        refuse(command, "\"ids\" is not a list");
    }
    std::vector<std::string> places;
    for (const json& item : ids) {
        if (!item.is_string()) {
            refuse(command, "\"ids\" is not a list of texts");
        }
        require(command, context.index.dataset().boundary_by_id, item.get<std::string>());
        places.push_back(item.get<std::string>());
    }
    session.filter.places = std::move(places);
}

void set_window(Session& session, const Command& command, const Context&) {
    auto from = day_argument(command, "from");
    auto to = day_argument(command, "to");
    if (from && to && *from > *to) {
        std::swap(from, to);  // a dragged end that passes the other
    }
    session.filter.from = from;
    session.filter.to = to;
}

void set_as_of(Session& session, const Command& command, const Context&) {
    const auto day = day_argument(command, "day");
    if (!day) {
        refuse(command, "\"day\" is missing");
    }
    session.filter.as_of = *day;
}

void toggle_category(Session& session, const Command& command, const Context& context) {
    const std::string id = text_argument(command, "id");
    require(command, context.index.dataset().category_by_id, id);
    toggle(session.filter.categories, id);
}

void toggle_area(Session& session, const Command& command, const Context& context) {
    const std::string id = text_argument(command, "id");
    require(command, context.index.dataset().area_by_id, id);
    toggle(session.filter.areas, id);
}

void toggle_kind(Session& session, const Command& command, const Context&) {
    toggle(session.filter.unit_kinds, text_argument(command, "kind"));
}

void set_text(Session& session, const Command& command, const Context&) {
    session.filter.text = text_argument(command, "text");
}

void set_camera(Session& session, const Command& command, const Context&) {
    Camera camera{number_argument(command, "lon"), number_argument(command, "lat"),
                  number_argument(command, "metres_across")};
    if (std::abs(camera.lon) > 180 || std::abs(camera.lat) > 90 || camera.metres_across <= 0) {
        refuse(command, "lon, lat or metres_across is out of range");
    }
    session.camera = camera;
}

template <Fit kFit>
void fit(Session& session, const Command&, const Context&) {
    session.camera.reset();
    session.fit = kFit;
}

void select_thing(Session& session, const Command& command, const Context& context) {
    const auto kind = parse_kind(text_argument(command, "kind"));
    const std::string id = text_argument(command, "id");
    if (!kind || !model::find_ref(context.index.dataset(), *kind, id)) {
        refuse(command, fmt::format("there is no {} with the id \"{}\"", text_argument(command, "kind"), id));
    }
    session.selected_kind = *kind;
    session.selected_id = id;
}

void select_none(Session& session, const Command&, const Context&) {
    session.selected_kind = model::RefKind::None;
    session.selected_id.clear();
}

void set_theme(Session& session, const Command& command, const Context&) {
    session.theme = text_argument(command, "name");
}

void set_language(Session& session, const Command& command, const Context&) {
    const auto language = model::parse_language(text_argument(command, "code"));
    if (!language) {
        refuse(command, "\"code\" is not en, vi or lo");
    }
    session.language = *language;
}

void next_language(Session& session, const Command&, const Context&) {
    const auto next = (static_cast<std::size_t>(session.language) + 1) % model::kLanguages.size();
    session.language = model::kLanguages.at(next);
}

void set_layer(Session& session, const Command& command, const Context&) {
    const auto layer = parse_layer(text_argument(command, "name"));
    if (!layer) {
        refuse(command, "\"name\" is not a layer");
    }
    session.show(*layer, bool_argument(command, "on"));
}

void set_title(Session& session, const Command& command, const Context&) {
    session.title = text_argument(command, "text");
}

void set_disclaimer(Session& session, const Command& command, const Context&) {
    session.disclaimer = text_argument(command, "text");
}

void set_lineage(Session& session, const Command& command, const Context&) {
    session.filter.lineage = bool_argument(command, "on");
}

void set_ended(Session& session, const Command& command, const Context&) {
    session.filter.ended = bool_argument(command, "on");
}

/// Sets a member of the Session to the value whose name is given.
template <auto kMember, auto kParse>
void set_named(Session& session, const Command& command, const Context&) {
    const auto value = kParse(text_argument(command, "name"));
    if (!value) {
        refuse(command, fmt::format("there is no \"{}\" to choose", text_argument(command, "name")));
    }
    session.*kMember = *value;
}

using Handler = void (*)(Session&, const Command&, const Context&);

struct Entry {
    CommandInfo info;
    Handler handler = nullptr;
};

// Sorted by name: found by binary search, listed as it stands.
constexpr std::array kEntries{
    Entry{{"classing", R"({"name": "quantile" | "equal" | "natural"})",
           "How a choropleth's values are put into classes", false, true},
          set_named<&Session::classing, &parse_classing>},
    Entry{{"disclaimer", R"({"text": line})", "Disclaimer of the picture; empty: the standard line", true, true},
          set_disclaimer},
    Entry{{"filter.area.toggle", R"({"id": area or group})",
           "Show only records of this area of cooperation, or no longer", false, true},
          toggle_area},
    Entry{{"filter.as_of", R"({"day": "YYYY-MM-DD"})", "Draw boundaries and relations as they were on this day", true,
           true},
          set_as_of},
    Entry{{"filter.category.toggle", R"({"id": category or group})",
           "Show only incidents of this category, or no longer", false, true},
          toggle_category},
    Entry{{"filter.clear", "{}", "Let everything pass; the as-of date stays", false, true}, clear_filter},
    Entry{
        {"filter.ended", R"({"on": true or false})", "Show agreements that have ended, too, or no longer", false, true},
        set_ended},
    Entry{
        {"filter.kind.toggle", R"({"kind": kind of unit})", "Show only units of this kind, or no longer", false, true},
        toggle_kind},
    Entry{{"filter.lineage", R"({"on": true or false})",
           "Show records that a place has by inheritance, or only its own", false, true},
          set_lineage},
    Entry{{"filter.place.set", R"({"ids": [boundary ids]})", "Show only records of these places", false, true},
          set_places},
    Entry{{"filter.place.toggle", R"({"id": boundary id})", "Show only records of this place too, or no longer", false,
           true},
          toggle_place},
    Entry{{"filter.text", R"({"text": words})", "Show only records that hold these words", true, true}, set_text},
    Entry{{"filter.window", R"({"from": day or null, "to": day or null})",
           "Show only events and incidents of these days, both included", true, true},
          set_window},
    Entry{{"incidents", R"({"name": "symbols" | "circles" | "choropleth"})", "How incidents are drawn", false, true},
          set_named<&Session::incident_style, &parse_incident_style>},
    Entry{{"language", R"({"code": "en" | "vi" | "lo"})", "Names, words, dates and numbers in this language", false,
           true},
          set_language},
    Entry{{"language.next", "{}", "The next language", false, true}, next_language},
    Entry{{"layer", R"({"name": layer, "on": true or false})", "Draw this layer or not", false, true}, set_layer},
    Entry{{"measure", R"({"name": "border" | "area" | "number"})", "What a choropleth is of", false, true},
          set_named<&Session::measure, &parse_measure>},
    Entry{{"mode", R"({"name": mode})", "What the map is about: overview, boundaries, cooperation, incidents, meetings",
           false, true},
          set_named<&Session::mode, &parse_mode>},
    Entry{{"sea_names", R"({"name": "off" | "neutral" | "viet_nam"})", "How the archipelagos of the sea are named",
           false, true},
          set_named<&Session::sea_names, &parse_sea_names>},
    Entry{{"select", R"({"kind": kind, "id": id})", "Select one thing and show what is known of it", false, false},
          select_thing},
    Entry{{"select.none", "{}", "Select nothing", false, false}, select_none},
    Entry{{"theme", R"({"name": theme})", "Draw with this theme", false, true}, set_theme},
    Entry{{"title", R"({"text": title})", "Title of the picture; empty: the sentence of the filter", true, true},
          set_title},
    Entry{{"view.camera", R"({"lon": degrees, "lat": degrees, "metres_across": metres})", "Look here", true, false},
          set_camera},
    Entry{{"view.fit_all", "{}", "Look at the whole border", false, false}, fit<Fit::All>},
    Entry{{"view.fit_filter", "{}", "Look at what passes the filter", false, false}, fit<Fit::Filter>},
    Entry{{"view.fit_selected", "{}", "Look at what is selected", false, false}, fit<Fit::Selected>},
};

constexpr bool sorted_by_name() {
    for (std::size_t i = 1; i < kEntries.size(); ++i) {
        if (kEntries[i].info.name <= kEntries[i - 1].info.name) {
            return false;
        }
    }
    return true;
}
static_assert(sorted_by_name());

const Entry& entry_of(const Command& command) {
    const auto found =
        std::lower_bound(kEntries.begin(), kEntries.end(), command.name,
                         [](const Entry& entry, const std::string& name) { return entry.info.name < name; });
    if (found == kEntries.end() || found->info.name != command.name) {
        refuse(command, "no command has this name");
    }
    return *found;
}

}  // namespace

std::span<const CommandInfo> commands() {
    static const auto infos = [] {
        std::array<CommandInfo, kEntries.size()> list{};
        std::transform(kEntries.begin(), kEntries.end(), list.begin(), [](const Entry& entry) { return entry.info; });
        return list;
    }();
    return infos;
}

Session apply(const Session& session, const Command& command, const Context& context) {
    const Entry& entry = entry_of(command);
    Session changed = session;
    entry.handler(changed, command, context);
    return changed;
}

void History::run(const Command& command, const Context& context) {
    const CommandInfo& info = entry_of(command).info;
    Session changed = apply(current_, command, context);
    if (changed == current_) {
        return;
    }
    if (info.undoable) {
        const bool extends = info.continuous && run_open_ && !undo_.empty() && undo_.back().name == command.name;
        if (!extends) {
            undo_.push_back({current_, command.name});
            if (undo_.size() > kMostSteps) {
                undo_.erase(undo_.begin());
            }
        }
        redo_.clear();
        run_open_ = info.continuous;
    }
    current_ = std::move(changed);
}

void History::end_run() {
    run_open_ = false;
}

void History::restore(std::vector<Step>& from, std::vector<Step>& to) {
    Step step = std::move(from.back());
    from.pop_back();
    to.push_back({current_, step.name});
    // What is looked at and selected is not part of a step: undo changes what is asked, not where one looks.
    step.before.camera = current_.camera;
    step.before.fit = current_.fit;
    step.before.selected_kind = current_.selected_kind;
    step.before.selected_id = current_.selected_id;
    current_ = std::move(step.before);
    run_open_ = false;
}

bool History::undo() {
    if (undo_.empty()) {
        return false;
    }
    restore(undo_, redo_);
    return true;
}

bool History::redo() {
    if (redo_.empty()) {
        return false;
    }
    restore(redo_, undo_);
    return true;
}

std::string_view History::undo_name() const {
    return undo_.empty() ? std::string_view{} : std::string_view{undo_.back().name};
}

}  // namespace bordermap::session
