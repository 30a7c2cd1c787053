/// The state of the program for tests: what is selected, counted and drawn, and where things stand on the screen.

#include "cartography/cluster_marks.hpp"
#include "cartography/projection.hpp"
#include "query/describe.hpp"
#include "ui/app.hpp"

#include <algorithm>
#include <cmath>
#include <glm/common.hpp>
#include <nlohmann/json.hpp>

namespace bordermap::ui {
namespace {

using nlohmann::json;

const char* stage_name(Loader::Stage stage) {
    switch (stage) {
        case Loader::Stage::Idle:
            return "idle";
        case Loader::Stage::Reading:
            return "reading";
        case Loader::Stage::Indexing:
            return "indexing";
        case Loader::Stage::Preparing:
            return "preparing";
        case Loader::Stage::Done:
            return "done";
        case Loader::Stage::Failed:
            return "failed";
    }
    return "";
}

const char* dialog_name(Dialog dialog) {
    switch (dialog) {
        case Dialog::None:
            return "";
        case Dialog::Export:
            return "export";
        case Dialog::Problems:
            return "problems";
        case Dialog::About:
            return "about";
        case Dialog::Help:
            return "help";
    }
    return "";
}

const char* export_state(Exporter::State state) {
    switch (state) {
        case Exporter::State::Idle:
            return "idle";
        case Exporter::State::Running:
            return "running";
        case Exporter::State::Done:
            return "done";
        case Exporter::State::Failed:
            return "failed";
    }
    return "";
}

json point(glm::dvec2 px) {
    return json::array({std::floor(px.x), std::floor(px.y)});
}

// Where a click reaches each province and each link: a place that pick() answers with it and that no panel covers.
json targets(const App& app) {
    const model::Dataset& data = *app.data->dataset;
    const cartography::Scene& scene = app.map.scene;
    const auto reachable = [&](glm::dvec2 px, model::Ref wanted) {
        px = glm::floor(px);  // a pointer stands on whole pixels
        if (!app.layout.map_free.contains(static_cast<float>(px.x), static_cast<float>(px.y))) {
            return false;
        }
        return cartography::pick(scene, *app.data->index, app.selection, px,
                                 6.0 * static_cast<double>(app.style.scale())) == wanted;
    };
    json boundaries = json::object(), links = json::object(), symbols = json::object();
    for (std::size_t i = 0; i < data.boundaries.size() && i < app.data->map->anchors.size(); ++i) {
        const cartography::AreaAnchor& anchor = app.data->map->anchors[i];
        if (data.boundaries[i].level == 0 || anchor.radius_m <= 0 || app.selection.boundary_alive[i] == 0) {
            continue;
        }
        const model::Ref ref{model::RefKind::Boundary, static_cast<model::Index>(i)};
        const glm::dvec2 middle = scene.view.to_px(anchor.at);
        const double radius = anchor.radius_m / scene.view.metres_per_px;
        for (int step = 0; step < 24; ++step) {  // a spiral out of the middle: symbols may stand on it
            const double angle = step * 2.4, r = radius * 0.85 * std::sqrt(step / 24.0);
            const glm::dvec2 px = middle + glm::dvec2{r * std::cos(angle), r * std::sin(angle)};
            if (reachable(px, ref)) {
                boundaries[data.boundaries[i].id] = point(px);
                break;
            }
        }
    }
    for (const cartography::PolylineMark& mark : scene.marks.polylines) {
        if (mark.ref.kind != model::RefKind::Agreement || mark.count < 2) {
            continue;
        }
        const std::string& id = data.agreements[mark.ref.index].id;
        if (links.contains(id)) {
            continue;
        }
        for (int step = 0; step < 36; ++step) {  // from the middle outwards: symbols may stand on it
            const double share = 0.5 + (step % 2 == 0 ? 0.0125 : -0.0125) * step;
            const glm::vec2 at = scene.marks.points[mark.first + static_cast<std::uint32_t>(share * (mark.count - 1))];
            if (reachable(glm::dvec2(at), mark.ref)) {
                links[id] = point(glm::dvec2(at));
                break;
            }
        }
    }
    for (const cartography::SymbolMark& mark : scene.marks.symbols) {
        if (mark.ref && mark.ref.kind != model::RefKind::Boundary && reachable(glm::dvec2(mark.at), mark.ref)) {
            symbols[model::id_of(data, mark.ref)] = point(glm::dvec2(mark.at));
        }
    }
    json rings = json::array();
    for (const cartography::DonutMark& mark : scene.marks.donuts) {
        const auto found = std::find_if(scene.shared.begin(), scene.shared.end(),
                                        [&](const cartography::SharedMark& each) { return each.shown == mark.ref; });
        if (found == scene.shared.end() || !reachable(glm::dvec2(mark.at), mark.ref)) {
            continue;
        }
        json arcs = json::array();
        for (const cartography::DonutArc& arc : cartography::arcs_of(scene, mark)) {
            const glm::dvec2 px = glm::floor(
                glm::dvec2(mark.at + cartography::towards((arc.from + arc.to) / 2) * (mark.radius - mark.width / 2)));
            const auto picked = cartography::pick_arc(scene, mark, px);
            if (picked && picked->first == arc.first && reachable(px, mark.ref)) {
                arcs.push_back({{"at", point(px)}, {"records", arc.count}});
            }
        }
        rings.push_back(
            {{"at", point(glm::dvec2(mark.at))}, {"records", found->all.size()}, {"arcs", std::move(arcs)}});
    }
    json shared = json::object();  // what stands behind a number, by what a click on it answers
    for (const cartography::SharedMark& each : scene.shared) {
        json ids = json::array();
        for (const model::Ref ref : each.all) {
            ids.push_back(model::id_of(data, ref));
        }
        shared[model::id_of(data, each.shown)] = std::move(ids);
    }
    return {{"boundaries", std::move(boundaries)},
            {"links", std::move(links)},
            {"symbols", std::move(symbols)},
            {"rings", std::move(rings)},
            {"shared", std::move(shared)}};
}

}  // namespace

json state_json(const App& app) {
    const Loader::Status loading = app.loader.status();
    json state{{"frames", app.frames},
               {"loading",
                {{"stage", app.ready() ? "done" : stage_name(loading.stage)},
                 {"fraction", loading.fraction},
                 {"what", loading.what}}},
               {"window",
                {{"width", app.width},
                 {"height", app.height},
                 {"scale", app.style.scale()},
                 {"panels", app.window.panels},
                 {"left_open", app.window.left_open},
                 {"left_tab", app.window.left_tab},
                 {"presenting", app.window.presenting},
                 {"filter_by_click", app.window.filter_by_click},
                 {"dialog", dialog_name(app.window.dialog)}}},
               {"playing", app.play.playing},
               {"message", app.now < app.message_until ? app.message : std::string()}};
    const Exporter::Status exported = app.exporter.status();
    state["export"] = {{"state", export_state(exported.state)}, {"path", exported.path}, {"message", exported.message}};
    json marks = json::object();
    for (const auto& [name, rect] : app.marks) {
        marks[name] = {rect.x, rect.y, rect.w, rect.h};
    }
    state["widgets"] = std::move(marks);
    if (!app.ready()) {
        return state;
    }
    const model::Dataset& data = *app.data->dataset;
    state["problems"] = app.data->problems.size();
    state["session"] = session::to_json(app.session());
    const json query = query::to_json(data, app.selection);
    state["selection"] = {{"agreements", app.selection.agreements.size()},
                          {"incidents", app.selection.incidents.size()},
                          {"events", app.selection.events.size()},
                          {"units", app.selection.units.size()},
                          {"links", app.selection.links.size()},
                          {"counts", query.value("counts", json::object())},
                          {"boundaries", query.value("boundaries", json::object())}};
    json listed = json::array();
    if (app.window.left_tab == ResultsTab) {
        for (const auto* part :
             {&app.results_panel.list.known, &app.results_panel.list.uncertain, &app.results_panel.list.undated}) {
            json ids = json::array();
            for (std::size_t i = 0; i < std::min<std::size_t>(part->size(), 500); ++i) {
                ids.push_back(model::id_of(data, (*part)[i]));
            }
            listed.push_back(std::move(ids));
        }
    }
    state["listed"] = std::move(listed);  // dated, uncertain, undated
    json meetings = json::array();
    for (const query::MeetingDue& due : app.selection.meetings) {
        meetings.push_back(
            {{"agreement", data.agreements[due.agreement].id}, {"state", query::meeting_state_name(due.state)}});
    }
    state["meetings"] = std::move(meetings);
    const model::Ref selected = app.selected();
    state["selected"] = selected
                            ? json{{"kind", session::kind_name(selected.kind)}, {"id", model::id_of(data, selected)}}
                            : json(nullptr);
    const model::Ref hovered = app.map.hovered;
    state["hovered"] =
        hovered ? json{{"kind", session::kind_name(hovered.kind)}, {"id", model::id_of(data, hovered)}} : json(nullptr);
    if (app.map.cursor.known()) {
        state["cursor"] = {{"lon", app.map.cursor.lon}, {"lat", app.map.cursor.lat}};
    }
    state["headline"] = query::describe(data, app.selection, app.language());
    state["undo"] = {{"can_undo", app.history->can_undo()},
                     {"can_redo", app.history->can_redo()},
                     {"name", app.history->undo_name()}};
    state["commands"] = app.command_log;
    if (app.map.has_scene) {
        const session::Camera camera = app.map.motion.at(app.now);
        state["camera"] = {{"lon", camera.lon},
                           {"lat", camera.lat},
                           {"metres_across", camera.metres_across},
                           {"moving", app.map.motion.moving(app.now)},
                           {"metres_per_px", app.map.metres_per_px}};
        const render::FrameStats& stats = app.renderer->stats();
        state["frame_stats"] = {{"compose_ms", app.compose_ms},
                                {"draw_ms", app.draw_ms},
                                {"frame_ms", app.frame_ms},
                                {"draw_calls", stats.draw_calls},
                                {"geometry_bytes_uploaded", stats.geometry_bytes_uploaded},
                                {"bytes_uploaded", stats.bytes_uploaded}};
        // Dear to find, and of no use while the map moves.
        static json found;
        static std::uint64_t found_for = 0;
        static Rect found_in;
        if (!app.map.motion.moving(app.now) && !app.map.panning &&
            (found_for != app.map.composed || !(found_in == app.layout.map_free))) {
            found = targets(app);
            found_for = app.map.composed;
            found_in = app.layout.map_free;
        }
        state["targets"] = found_for == app.map.composed ? found : json(nullptr);
    }
    return state;
}

}  // namespace bordermap::ui
