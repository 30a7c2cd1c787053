#include "ui/app.hpp"

#include "model/messages.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <system_error>
#include <utility>

namespace bordermap::ui {
namespace {

constexpr std::size_t kMostLogged = 50;

// Commands after which a camera that fits the filter or the selection may follow it. All others must not move the map.
bool may_move_camera(const session::Session& before, const std::string& command) {
    if (command.starts_with("view.")) {
        return true;
    }
    if (command.starts_with("select")) {
        return false;  // the details panel narrows what a fit has: looking at a thing must not push it away
    }
    if (before.fit == session::Fit::All) {
        return true;  // fits the border, whatever passes
    }
    return before.fit == session::Fit::Filter && (command.starts_with("filter.place.") || command == "filter.clear");
}

}  // namespace

std::string App::tr(std::string_view key) const {
    return display_text(model::tr(key, language()));
}

model::Ref App::selected() const {
    const session::Session& current = session();
    if (!data || current.selected_kind == model::RefKind::None) {
        return {};
    }
    return model::find_ref(*data->dataset, current.selected_kind, current.selected_id);
}

void App::emit(std::string name, nlohmann::json args) {
    pending_.push_back({std::move(name), std::move(args)});
    pacer.request();
}

void App::select(model::Ref ref, bool fit) {
    if (!ref || !data) {
        emit("select.none");
        return;
    }
    if (ref.kind == model::RefKind::Source) {
        return;
    }
    emit("select", {{"kind", session::kind_name(ref.kind)}, {"id", model::id_of(*data->dataset, ref)}});
    if (fit) {
        emit("view.fit_selected");
    }
}

void App::show_behind(Behind behind) {
    results_panel.behind = std::move(behind);
    results_panel.to_top = true;
    window.left_tab = ResultsTab;
    set_panels(*this, true, true);
    pacer.request();
}

void App::reselect() {
    selection = query::select(*data->index, session().filter);
    ++selection_revision;
    query::Filter wide = selection.filter;
    wide.from.reset();
    wide.to.reset();
    if (timeline.drawn_filter == wide) {
        return;
    }
    const model::Dataset& dataset = *data->dataset;
    const auto prepare = [&](const query::Selection& all) {
        timeline.shares = uncertain_shares(dataset, all);
        timeline.unsure = uncertain_cover(dataset, all);
        timeline.lives = life_cover(dataset, all);
    };
    if (selection.filter == wide) {
        prepare(selection);
    } else {
        prepare(query::select(*data->index, wide));
    }
    timeline.drawn_filter = std::move(wide);
}

void App::say(std::string words, bool error) {
    message = std::move(words);
    message_is_error = error;
    message_until = now + (error ? 12.0 : 5.0);
    pacer.wake_at(message_until + 0.01);
    pacer.request();
}

namespace {

/// Changes when a theme file comes, goes or is written.
std::string theme_files(const std::string& folder) {
    std::vector<std::string> files;
    std::error_code error;
    for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        if (at->path().extension() == ".json") {
            std::error_code gone;  // between the listing and the look at it
            files.push_back(fmt::format("{} {} {}", at->path().string(), at->file_size(gone),
                                        at->last_write_time(gone).time_since_epoch().count()));
        }
    }
    std::sort(files.begin(), files.end());
    return fmt::format("{}", fmt::join(files, "\n"));
}

}  // namespace

void App::read_themes(bool quiet) {
    if (options.theme_folder.empty()) {
        if (!quiet) {
            say(tr("ui.theme.no_folder"), true);
        }
        return;
    }
    theme_files_seen_ = theme_files(options.theme_folder);
    const cartography::ThemeReading reading = cartography::read_theme_folder(options.theme_folder);
    if (reading.changed) {
        style.use_theme(cartography::theme(session().theme));
        map.has_scene = false;
    }
    if (!reading.faults.empty()) {
        say(fmt::format("{}", fmt::join(reading.faults, "\n")), true);
    } else if (!quiet) {
        say(tr("ui.theme.reread_done"));
    }
}

void App::read_changed_themes() {
    if (!options.theme_folder.empty() && theme_files(options.theme_folder) != theme_files_seen_) {
        read_themes();
    }
}

void App::next_theme() {
    const std::vector<std::string> names = cartography::theme_names();
    const auto found = std::find(names.begin(), names.end(), session().theme);
    const std::string& next = found == names.end() || found + 1 == names.end() ? names.front() : *(found + 1);
    emit("theme", {{"name", next}});
    say(tr("ui.theme") + ": " + theme_title(next));
}

std::string App::theme_title(std::string_view name) const {
    for (const auto& [theme, key] : {std::pair{"light", "ui.theme.light"}, std::pair{"dark", "ui.theme.dark"},
                                     std::pair{"contrast", "ui.theme.contrast"}}) {
        if (name == theme) {
            return tr(key);
        }
    }
    return std::string(name);
}

void App::open(Dialog dialog) {
    window.dialog = dialog;
    window.dialog_opened = true;
    pacer.request();
}

void App::run_command(const session::Command& command) {
    const session::Context context{*data->index, *data->gazetteer};
    const session::Session before = history->current();
    try {
        if (!before.camera && !may_move_camera(before, command.name)) {
            const session::Camera camera = map.motion.started() ? map.motion.target() : camera_of(*this);
            history->run(
                {"view.camera", {{"lon", camera.lon}, {"lat", camera.lat}, {"metres_across", camera.metres_across}}},
                context);
        }
        if (command.name == "filter.clear" || command.name == "filter.place.set") {
            keep_filter();
        }
        history->run(command, context);
        command_log.push_back(command.name);
        if (command_log.size() > kMostLogged) {
            command_log.erase(command_log.begin());
        }
    } catch (const std::invalid_argument& error) {
        say(error.what(), true);
    }
}

bool App::carry_out() {
    const bool busy = !pending_.empty() || pending_undo_ != 0 || pending_end_;
    if (!history) {
        pending_.clear();
        pending_undo_ = 0;
        pending_end_ = false;
        return false;
    }
    if (!busy) {
        return false;
    }
    const session::Session before = history->current();
    for (const session::Command& command : std::exchange(pending_, {})) {
        run_command(command);
    }
    if (std::exchange(pending_end_, false)) {
        history->end_run();
    }
    if (const int step = std::exchange(pending_undo_, 0); step != 0) {
        const bool done = step < 0 ? history->undo() : history->redo();
        if (!done) {
            say(tr(step < 0 ? "ui.undo.nothing" : "ui.redo.nothing"));
        }
    }
    const session::Session& after = history->current();
    if (after == before) {
        return false;
    }
    if (!(after.filter == before.filter)) {
        reselect();
    }
    if (after.mode != before.mode) {
        if (after.mode == session::Mode::Meetings) {
            window.left_tab = MeetingsTab;
        } else if (before.mode == session::Mode::Meetings && window.left_tab == MeetingsTab) {
            window.left_tab = ResultsTab;
        }
    }
    if (after.theme != before.theme) {
        style.use_theme(cartography::theme(after.theme));
    }
    if (const model::Ref ref = selected(); ref && (visited.empty() || visited[visited_at] != ref)) {
        // A new step forgets what lay ahead; going back and forward only moves visited_at and comes here equal.
        visited.resize(visited.empty() ? 0 : visited_at + 1);
        visited.push_back(ref);
        visited_at = visited.size() - 1;
    }
    pacer.request();
    return true;
}

void App::adopt(std::shared_ptr<const Loaded> loaded) {
    data = std::move(loaded);
    session::Session session = options.session;
    if (options.resolve) {
        try {
            session = options.resolve(*data->index, *data->gazetteer, session);
        } catch (const std::exception& error) {
            say(error.what(), true);
        }
    }
    history.emplace(std::move(session));
    timeline.drawn_filter.reset();
    reselect();
    if (history->current().mode == session::Mode::Meetings) {
        window.left_tab = MeetingsTab;
    }
    query::Filter everything;
    everything.as_of = history->current().filter.as_of;
    all_months = query::select(*data->index, everything).months;
    style.use_theme(cartography::theme(history->current().theme));
    const model::Dataset& dataset = *data->dataset;
    place_rows.clear();
    std::vector<std::string> names(dataset.boundaries.size());
    for (std::size_t i = 0; i < dataset.boundaries.size(); ++i) {
        const model::Names& name = dataset.boundaries[i].name;
        names[i] = query::fold(name.en) + " " + query::fold(name.vi) + " " + query::fold(name.lo);
    }
    for (const model::Alias& alias : dataset.aliases) {
        if (const auto found = dataset.boundary_by_id.find(alias.target_id); found != dataset.boundary_by_id.end()) {
            names[found->second] += " " + query::fold(alias.alias);
        }
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        place_rows.push_back({static_cast<model::Index>(i), std::move(names[i])});
    }
    for (const model::Language language : model::kLanguages) {
        std::vector<std::pair<std::string, model::Index>> named;
        for (std::size_t i = 0; i < dataset.boundaries.size(); ++i) {
            named.emplace_back(query::fold(dataset.boundaries[i].name.display(language)), static_cast<model::Index>(i));
        }
        std::sort(named.begin(), named.end());
        auto& order = places_by_name.at(static_cast<std::size_t>(language));
        order.clear();
        for (const auto& [name, index] : named) {
            order.push_back(index);
        }
    }
    map.motion = {};
    map.has_scene = false;
    pacer.request();
}

model::Interval App::data_days() const {
    if (all_months.empty()) {
        const model::Day as_of = session().filter.as_of;
        return {model::month_start(as_of, -12), model::month_start(as_of, 1)};
    }
    return {all_months.front().month, model::month_start(all_months.back().month, 1)};
}

model::Interval App::default_axis() const {
    const model::Interval days = data_days();
    std::uint64_t all = 0;
    for (const query::MonthCount& month : all_months) {
        all += month.incidents + month.events;
    }
    // Few old records would squeeze the rest together: the axis begins where all but one in twenty lie ahead.
    model::Day from = days.from;
    std::uint64_t before = 0;
    for (const query::MonthCount& month : all_months) {
        before += month.incidents + month.events;
        if (before * 20 > all) {
            from = month.month;
            break;
        }
    }
    const auto year_start = [](model::Day day) {
        return model::day_from_civil(model::year_month(day).year, 1, 1).value_or(day);
    };
    const model::Day last = std::max(days.to, session().filter.as_of + 31);
    return {year_start(from), model::month_start(last, 1)};
}

void App::keep_filter() {
    if (!ready() || session().filter.passes_all()) {
        return;
    }
    session::Session kept = session::make_session(session().filter.as_of);
    kept.filter = session().filter;
    remember_filter(remembered,
                    {query::describe_filter(*data->dataset, kept.filter, language()), session::to_json(kept).dump()});
}

void App::set_playing(bool on) {
    if (!ready() || play.playing == on) {
        return;
    }
    play.playing = on;
    history->end_run();  // a play is one step of undo
    if (on) {
        play.next = now;
    }
    pacer.request();
}

void App::advance_play() {
    if (!play.playing) {
        return;
    }
    if (now >= play.next) {
        const DayWindow next = step_window(day_window(), 1, timeline.axis.value_or(default_axis()), 3);
        emit("filter.window", {{"from", next.from ? nlohmann::json(model::format_day(*next.from)) : nlohmann::json()},
                               {"to", next.to ? nlohmann::json(model::format_day(*next.to)) : nlohmann::json()}});
        const double step = kPlaySeconds.at(static_cast<std::size_t>(play.speed));
        // A slow frame delays the play; it does not make it jump.
        play.next = std::max(play.next + step, now + step / 2);
    }
    pacer.wake_at(play.next);
}

}  // namespace bordermap::ui
