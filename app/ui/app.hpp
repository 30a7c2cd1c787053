#pragma once
/// The state of the window and what every panel may do with it. Panels read; they change the Session by emit() alone.

#include "cartography/compose.hpp"
#include "query/describe.hpp"
#include "query/selection.hpp"
#include "render/gl/kept_frame.hpp"
#include "render/gl/renderer.hpp"
#include "session/commands.hpp"
#include "session/session.hpp"
#include "ui/application.hpp"
#include "ui/camera_motion.hpp"
#include "ui/exporter.hpp"
#include "ui/frame_pacer.hpp"
#include "ui/layout.hpp"
#include "ui/loader.hpp"
#include "ui/records_behind.hpp"
#include "ui/state_file.hpp"
#include "ui/style.hpp"
#include "ui/timeline_model.hpp"

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bordermap::ui {

enum LeftTab : int { FilterTab, ResultsTab, MeetingsTab };

enum class Dialog { None, Export, Problems, About, Help };

/// What a key, menu or button asks of the window itself: nothing that a picture depends on.
struct WindowState {
    bool panels = true;  ///< H
    bool left_open = true;
    int left_tab = 0;         ///< LeftTab
    bool presenting = false;  ///< F11
    bool filter_by_click = false;
    bool show_frame_counter = false;
    Dialog dialog = Dialog::None;
    bool dialog_opened = false;          ///< this frame is its first
    Dialog dialog_shown = Dialog::None;  ///< the one of the last frame: closed when `dialog` is none
    bool focus_search = false;
    bool quit = false;
};

struct PlayState {
    bool playing = false;
    int speed = 1;    ///< index into kPlaySeconds
    double next = 0;  ///< time of the next step
};
/// Seconds per month of the three speeds.
inline constexpr std::array kPlaySeconds{1.6, 0.8, 0.35};

struct TimelineState {
    Grip grip = Grip::None;
    DayWindow start_window;
    model::Day start_day = 0, start_as_of = 0;
    bool moved = false;
    std::optional<model::Interval> axis;  ///< chosen by wheel or drag; none: by the data
    // Of everything that passes but for the date window, which the strip is there to choose.
    std::optional<query::Filter> drawn_filter;  ///< that filter
    std::vector<MonthShare> shares;             ///< per Selection::months
    std::vector<CoverStep> unsure;              ///< events and incidents that may lie in more than one month
    std::vector<CoverStep> lives;               ///< agreements
};

struct FilterPanelState {
    std::string place_search, text;
    std::string shown_text;  ///< text of the Session that `text` was last taken from
    bool places_open = true, categories_open = true, areas_open = false, kinds_open = false;
    std::map<std::string, bool> expanded;
    std::vector<std::string>
        narrowed_from;  ///< places that the filter had before it was narrowed to what they came from
};

struct ResultsPanelState {
    Behind behind{Behind::What::Agreements, {}, 0, {}};  ///< what is listed
    DatedList list;                                      ///< of it
    std::uint64_t listed_for = 0;                        ///< App::selection_revision of the list
    Behind listed;
    model::Language listed_in = model::Language::English;
    bool to_top = false;  ///< the list is a new one
};

struct SearchState {
    std::string text, searched;
    std::vector<query::Match> matches;
    int active = 0;
    bool open = false;
};

struct ExportState {
    std::string folder, name;
    int preset = 0;
    int width = 1920, height = 1080;
    bool furniture = true;
    std::string title, disclaimer;  ///< as they are being typed
    bool named = false;             ///< the user wrote the name: it is not suggested anew
    std::string error;
    Exporter::State seen = Exporter::State::Idle;  ///< of the last frame: a change is said
};

struct MapState {
    cartography::Scene scene;
    bool has_scene = false;
    cartography::Page page;
    session::Session drawn_session;  ///< with the camera of the frame: what the scene was made from
    bool kept = false;               ///< the drawn map is kept as pixels
    bool exact = false;              ///< the drawn map is the picture that a whole drawing gives
    std::uint64_t composed = 0;      ///< number of scenes made
    CameraMotion motion;
    model::Ref hovered;
    bool hovered_ring = false;  ///< it is the ring of a cluster
    model::Ref opened;          ///< an incident of the cluster that stands open
    model::LonLat cursor;       ///< ground under the pointer; not known off the map
    std::string cursor_place;   ///< boundaries there, in words
    bool pressed = false, panning = false, pressed_with_control = false;
    float press_x = 0, press_y = 0, last_x = 0, last_y = 0;
    double menu_x = 0, menu_y = 0;  ///< where the context menu was asked for
    std::vector<model::Index> menu_boundaries;
    model::Ref menu_ref;
    double metres_per_px = 0;
};

/// Words folded once for the searches of the panels.
struct PlaceRow {
    model::Index boundary = model::kNone;
    std::string folded;  ///< names and aliases
};

struct App {
    ApplicationOptions options;
    std::function<void()> wake;  ///< from any thread: the next frame is due
    Style style;
    FramePacer pacer;
    Loader loader;
    Exporter exporter;
    RememberedState remembered;

    std::shared_ptr<const Loaded> data;
    std::optional<session::History> history;  ///< once the data is there
    query::Selection selection;
    std::uint64_t selection_revision = 0;       ///< counts the Selections
    std::vector<query::MonthCount> all_months;  ///< of the whole data: the axis does not jump with the filter
    std::string message;                        ///< a sentence for the user, shown for a while
    double message_until = 0;
    bool message_is_error = false;

    std::unique_ptr<cartography::Composer> composer;
    std::unique_ptr<render::Renderer> renderer;
    std::unique_ptr<render::KeptFrame> kept_frame;

    WindowState window;
    PlayState play;
    TimelineState timeline;
    FilterPanelState filter_panel;
    ResultsPanelState results_panel;
    SearchState search;
    ExportState exporting;
    MapState map;
    Layout layout;
    std::vector<model::Ref> visited;  ///< selections, for back and forward
    std::size_t visited_at = 0;
    std::vector<PlaceRow> place_rows;
    std::array<std::vector<model::Index>, 3> places_by_name;  ///< boundaries in the order of their names, per language

    int width = 0, height = 0;  ///< framebuffer px
    double now = 0;             ///< seconds
    std::uint64_t frames = 0;
    double compose_ms = 0, draw_ms = 0, frame_ms = 0;  ///< of the last frame
    unsigned hint_item = 0;                            ///< item under the pointer that has a hint
    double hint_since = 0;
    std::string tooltip;                   ///< words of the last one
    std::uint64_t tooltip_frame = 0;       ///< the last one with it
    std::map<std::string, Rect> marks;     ///< widgets that tests click on, px
    std::vector<std::string> command_log;  ///< the newest last, at most 50

    /// Of the data, or the one to begin with while it loads.
    [[nodiscard]] const session::Session& session() const { return history ? history->current() : options.session; }
    [[nodiscard]] model::Language language() const { return session().language; }
    /// The program's word, ready for ImGui (Lao marks in place).
    [[nodiscard]] std::string tr(std::string_view key) const;
    [[nodiscard]] bool ready() const { return data != nullptr; }
    [[nodiscard]] model::Ref selected() const;

    /// Runs after the panels of this frame, so that lists that are being drawn do not change under them.
    void emit(std::string name, nlohmann::json args = nlohmann::json::object());
    void undo() { pending_undo_ = -1; }
    void redo() { pending_undo_ = 1; }
    /// The drag or play that sent continuous commands is over.
    void end_run() { pending_end_ = true; }
    void select(model::Ref ref, bool fit);
    /// Lists the records behind a number in the panel of results.
    void show_behind(Behind behind);
    void say(std::string words, bool error = false);
    void open(Dialog dialog);
    void mark(const std::string& name, float x, float y, float w, float h) { marks[name] = {x, y, w, h}; }

    /// Carries out what was emitted. True when the Session changed.
    bool carry_out();
    /// Takes the loaded data over.
    void adopt(std::shared_ptr<const Loaded> loaded);
    /// Reads the theme files again and draws with them. What is wrong with one is said; what it held before stays.
    void read_themes(bool quiet = false);  ///< quiet: faults alone are said
    /// The same when a file has changed since: for when the window comes to the front.
    void read_changed_themes();
    /// The next theme, and its name said.
    void next_theme();
    /// The name of a theme in the language of the Session; one of the user's own is called as its file does.
    [[nodiscard]] std::string theme_title(std::string_view name) const;
    void set_playing(bool on);
    /// Remembers the filter that is set as a recent one.
    void keep_filter();
    /// Steps the play when it is time.
    void advance_play();
    /// Days that the timeline covers when no axis was chosen, and all of it.
    [[nodiscard]] model::Interval data_days() const;
    [[nodiscard]] model::Interval default_axis() const;
    [[nodiscard]] DayWindow day_window() const { return {session().filter.from, session().filter.to}; }

private:
    void run_command(const session::Command& command);
    void reselect();
    std::vector<session::Command> pending_;
    std::string theme_files_seen_;  ///< names, sizes and times of the theme files when they were last read
    int pending_undo_ = 0;
    bool pending_end_ = false;
};

// Panels, one file each.
void draw_loading(App& app);
void draw_top_bar(App& app);
void draw_left_panel(App& app);  // frame and tabs; calls the three below
void draw_filter_panel(App& app);
void draw_results_panel(App& app);
void draw_meetings_panel(App& app);
void draw_details_panel(App& app);
void draw_timeline(App& app);
void draw_status_bar(App& app);
void draw_dialogs(App& app);  // the open one of the four below
void draw_export_dialog(App& app);
void draw_problems(App& app);
void draw_about(App& app);
void draw_help(App& app);
/// The frame that all dialogs share; a `height` of 0 is the content's.
bool begin_dialog(App& app, const char* name, const std::string& title, float width, float height);
void end_dialog(App& app);
void draw_hints(App& app);  // messages, empty state

// The map.
void update_map(App& app);        // mouse on the map: pan, zoom, hover, click, context menu
void draw_map(App& app);          // compose and draw; before the panels' own pixels
void draw_map_overlay(App& app);  // tooltip, scale bar, context menu
/// How incidents are drawn, and the legend of areas.
void draw_incident_areas(App& app);
void zoom_map(App& app, double x, double y, double factor);
void pan_map(App& app, double dx, double dy, bool eased);
[[nodiscard]] cartography::Page page_of(const App& app);
[[nodiscard]] session::Camera camera_of(const App& app);  ///< where the Session looks on this page
/// Shows or hides panels and keeps the ground where it is.
void set_panels(App& app, bool panels, bool left_open);

/// Opens the export dialog with a suggested name.
void begin_export(App& app);
/// JSON of everything that a test may want to know.
[[nodiscard]] nlohmann::json state_json(const App& app);

}  // namespace bordermap::ui
