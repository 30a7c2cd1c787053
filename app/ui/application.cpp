#include "ui/application.hpp"

#include "model/messages.hpp"
#include "render/gl/context.hpp"
#include "ui/app.hpp"
#include "ui/input_queue.hpp"

#include <GLFW/glfw3.h>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <imgui.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>
#include <memory>
#include <stdexcept>
#include <utility>

namespace bordermap::ui {
namespace {

constexpr int kDefaultWidth = 1600, kDefaultHeight = 900, kLeastWidth = 960, kLeastHeight = 600;
constexpr double kArrowStep = 0.12;  // of the shorter side of the map
constexpr double kKeyZoom = 1.5;

std::string last_glfw_error() {
    const char* words = nullptr;
    glfwGetError(&words);
    return words != nullptr ? words : "no reason given";
}

struct GlfwLibrary {
    GlfwLibrary() {
        if (glfwInit() == GLFW_FALSE) {
            throw render::GraphicsError(fmt::format(
                "no window can be opened: {}; start it in a graphical session, or use the snapshot subcommand",
                last_glfw_error()));
        }
    }
    ~GlfwLibrary() { glfwTerminate(); }
    GlfwLibrary(const GlfwLibrary&) = delete;
    GlfwLibrary& operator=(const GlfwLibrary&) = delete;
};

class Application {
public:
    explicit Application(const ApplicationOptions& options);
    ~Application();
    Application(const Application&) = delete;
    Application& operator=(const Application&) = delete;
    int run();

private:
    static Application& of(GLFWwindow* window) { return *static_cast<Application*>(glfwGetWindowUserPointer(window)); }
    void open_window();
    void install_callbacks();
    void push(const InputEvent& event, int frames = 3) {
        queue_.push(event);
        app_.pacer.request(frames);
    }
    void frame();
    void take_input();
    void key(const InputEvent& event);
    void character(unsigned code);
    void escape();
    void apply_present();
    void update_scale(bool force);
    void write_dump();
    void save_remembered();

    App app_;
    GlfwLibrary glfw_;
    GLFWwindow* window_ = nullptr;
    InputQueue queue_;
    double mouse_x_ = -1, mouse_y_ = -1;
    bool mouse_known_ = false;              ///< the pointer is over the window, or dragging out of it
    double cursor_x_ = -1, cursor_y_ = -1;  ///< of the last event, before it is taken
    std::array<bool, 5> buttons_{};
    bool fullscreen_ = false;
    int windowed_x_ = 0, windowed_y_ = 0, windowed_w_ = 0, windowed_h_ = 0;
    std::string dumped_;
    std::string state_path_;
    bool imgui_ready_ = false;
};

Application::Application(const ApplicationOptions& options) {
    app_.options = options;
    app_.wake = [] { glfwPostEmptyEvent(); };
    if (options.remember) {
        state_path_ = state_file_path();
        std::string message;
        if (!state_path_.empty()) {
            app_.remembered = load_state(state_path_, &message);
        }
        app_.message = std::move(message);
        app_.message_until = app_.message.empty() ? 0 : 12;
        const RememberedState& state = app_.remembered;
        app_.window.panels = true;  // a window that opens without panels would puzzle
        app_.window.left_open = state.left_open;
        app_.window.left_tab = state.left_tab;
        if (!options.theme_given && !state.theme.empty()) {
            app_.options.session.theme = state.theme;
        }
        if (const auto language = model::parse_language(state.language); language && !options.language_given) {
            app_.options.session.language = *language;
        }
    }
    open_window();
    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;  // what is remembered is ours to write
    io.LogFilename = nullptr;
    io.ConfigInputTextCursorBlink = false;  // a blinking cursor would draw frames for ever
    io.ConfigWindowsMoveFromTitleBarOnly = true;
    ImGui_ImplGlfw_InitForOpenGL(window_, false);  // events come through the queue
    ImGui_ImplOpenGL3_Init("#version 330 core");
    imgui_ready_ = true;
    app_.read_themes(true);
    app_.style.use_theme(cartography::theme(app_.options.session.theme));
    update_scale(true);
    app_.composer = std::make_unique<cartography::Composer>();
    app_.renderer = std::make_unique<render::Renderer>();
    app_.kept_frame = std::make_unique<render::KeptFrame>();
    install_callbacks();
}

Application::~Application() {
    app_.loader.stop();
    app_.exporter.wait();
    app_.kept_frame.reset();
    app_.renderer.reset();
    app_.composer.reset();
    if (imgui_ready_) {
        ImGui_ImplOpenGL3_Shutdown();
        ImGui_ImplGlfw_Shutdown();
        ImGui::DestroyContext();
    }
    if (window_ != nullptr) {
        glfwDestroyWindow(window_);
    }
}

void Application::open_window() {
    const ApplicationOptions& options = app_.options;
    int width = options.width, height = options.height;
    if (width <= 0 || height <= 0) {
        width = app_.remembered.width > 0 ? app_.remembered.width : kDefaultWidth;
        height = app_.remembered.height > 0 ? app_.remembered.height : kDefaultHeight;
    }
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHint(GLFW_DEPTH_BITS, 0);
    glfwWindowHint(GLFW_STENCIL_BITS, 0);
    glfwWindowHint(GLFW_AUTO_ICONIFY, GLFW_FALSE);  // a presentation stays while notes are read on another screen
    glfwWindowHint(GLFW_MAXIMIZED, app_.remembered.maximised && options.width <= 0 ? GLFW_TRUE : GLFW_FALSE);
    glfwWindowHintString(GLFW_X11_CLASS_NAME, "bordermap");
    glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "bordermap");
    window_ = glfwCreateWindow(width, height, "bordermap", nullptr, nullptr);
    if (window_ == nullptr) {
        throw render::GraphicsError(
            fmt::format("no window with OpenGL 3.3 can be made: {}; install the driver of the graphics card, "
                        "or libgl1-mesa-dri for drawing without one",
                        last_glfw_error()));
    }
    glfwSetWindowSizeLimits(window_, kLeastWidth, kLeastHeight, GLFW_DONT_CARE, GLFW_DONT_CARE);
    glfwMakeContextCurrent(window_);
    glfwSwapInterval(1);
    render::load_gl(glfwGetProcAddress);
    glfwGetFramebufferSize(window_, &app_.width, &app_.height);
}

void Application::install_callbacks() {
    glfwSetWindowUserPointer(window_, this);
    glfwSetCursorPosCallback(window_, [](GLFWwindow* w, double x, double y) {
        Application& self = of(w);
        self.cursor_x_ = x;
        self.cursor_y_ = y;
        self.push({InputEvent::Kind::Move, x, y}, 1);
    });
    glfwSetMouseButtonCallback(window_, [](GLFWwindow* w, int button, int action, int mods) {
        Application& self = of(w);
        // A press without a motion before it (a touch, a window that just came up) still has a place.
        if (self.cursor_x_ < 0) {
            glfwGetCursorPos(w, &self.cursor_x_, &self.cursor_y_);
            self.push({InputEvent::Kind::Move, self.cursor_x_, self.cursor_y_});
        }
        InputEvent event{InputEvent::Kind::Button};
        event.code = button;
        event.action = action;
        event.mods = mods;
        self.push(event);
    });
    glfwSetScrollCallback(window_, [](GLFWwindow* w, double x, double y) {
        of(w).push({InputEvent::Kind::Wheel, x, y});
    });
    glfwSetKeyCallback(window_, [](GLFWwindow* w, int code, int scancode, int action, int mods) {
        InputEvent event{InputEvent::Kind::Key};
        event.code = code;
        event.scancode = scancode;
        event.action = action;
        event.mods = mods;
        of(w).push(event, action == GLFW_RELEASE ? 1 : 3);
    });
    glfwSetCharCallback(window_, [](GLFWwindow* w, unsigned code) {
        InputEvent event{InputEvent::Kind::Char};
        event.code = static_cast<int>(code);
        of(w).push(event);
    });
    glfwSetCursorEnterCallback(window_, [](GLFWwindow* w, int entered) {
        // A drag goes on outside the window: the server still tells where the pointer is.
        const bool held = glfwGetMouseButton(w, GLFW_MOUSE_BUTTON_LEFT) == GLFW_PRESS ||
                          glfwGetMouseButton(w, GLFW_MOUSE_BUTTON_RIGHT) == GLFW_PRESS;
        if (entered == GLFW_FALSE && !held) {
            InputEvent away{InputEvent::Kind::Move};
            away.code = 1;
            of(w).push(away, 1);
        }
    });
    glfwSetWindowFocusCallback(window_, [](GLFWwindow* w, int focused) {
        InputEvent event{InputEvent::Kind::Focus};
        event.code = focused;
        of(w).push(event);
    });
    glfwSetFramebufferSizeCallback(window_, [](GLFWwindow* w, int, int) { of(w).app_.pacer.request(); });
    glfwSetWindowRefreshCallback(window_, [](GLFWwindow* w) { of(w).app_.pacer.request(1); });
    glfwSetWindowContentScaleCallback(window_, [](GLFWwindow* w, float, float) { of(w).app_.pacer.request(); });
}

void Application::update_scale(bool force) {
    float content_x = 1, content_y = 1;
    glfwGetWindowContentScale(window_, &content_x, &content_y);
    const float wanted = app_.options.ui_scale > 0
                             ? app_.options.ui_scale
                             : panel_scale(app_.width, app_.height, std::max(content_x, content_y));
    if (!force && wanted == app_.style.scale()) {
        return;
    }
    app_.style.load_fonts(wanted);
    ImGui_ImplOpenGL3_DestroyFontsTexture();
    ImGui_ImplOpenGL3_CreateFontsTexture();
    app_.pacer.request();
}

void Application::take_input() {
    ImGuiIO& io = ImGui::GetIO();
    bool hidden = false;
    for (const InputEvent& event : queue_.next_frame(io.WantTextInput)) {
        switch (event.kind) {
            case InputEvent::Kind::Move:
                mouse_x_ = event.x;
                mouse_y_ = event.y;
                mouse_known_ = event.code == 0;
                break;
            case InputEvent::Kind::Button:
                if (event.code >= 0 && event.code < static_cast<int>(buttons_.size())) {
                    buttons_.at(static_cast<std::size_t>(event.code)) = event.action != GLFW_RELEASE;
                }
                break;
            case InputEvent::Kind::Wheel:
                io.MouseWheelH += static_cast<float>(event.x);
                io.MouseWheel += static_cast<float>(event.y);
                break;
            case InputEvent::Kind::Key:
                if (event.action == GLFW_RELEASE || !(io.WantTextInput && makes_character(event))) {
                    ImGui_ImplGlfw_KeyCallback(window_, event.code, event.scancode, event.action, event.mods);
                }
                if (event.action != GLFW_RELEASE) {
                    key(event);
                }
                break;
            case InputEvent::Kind::Char:
                if (io.WantTextInput) {
                    io.AddInputCharacter(static_cast<unsigned>(event.code));
                } else {
                    character(static_cast<unsigned>(event.code));
                }
                break;
            case InputEvent::Kind::Focus:
                ImGui_ImplGlfw_WindowFocusCallback(window_, event.code);
                if (event.code == 0) {
                    buttons_ = {};
                    std::fill(std::begin(io.KeysDown), std::end(io.KeysDown), false);
                    hidden = true;
                } else {
                    app_.read_changed_themes();
                }
                break;
        }
    }
    if (hidden) {
        app_.end_run();
    }
}

void Application::escape() {
    if (app_.window.presenting) {
        app_.window.presenting = false;
    } else if (app_.window.dialog != Dialog::None) {
        app_.window.dialog = Dialog::None;
    } else if (app_.search.open) {
        app_.search.open = false;
    } else if (app_.play.playing) {
        app_.set_playing(false);
    } else if (app_.map.opened) {
        app_.map.opened = {};
    } else if (app_.selected()) {
        app_.emit("select.none");
    } else {
        ImGui::SetWindowFocus(nullptr);
    }
}

void Application::key(const InputEvent& event) {
    const ImGuiIO& io = ImGui::GetIO();
    const bool control = (event.mods & GLFW_MOD_CONTROL) != 0, shift = (event.mods & GLFW_MOD_SHIFT) != 0;
    const bool alt = (event.mods & (GLFW_MOD_ALT | GLFW_MOD_SUPER)) != 0;
    const bool repeat = event.action == GLFW_REPEAT;
    App& app = app_;
    if (event.code == GLFW_KEY_ESCAPE) {
        if (!io.WantTextInput || app.window.dialog != Dialog::None) {
            escape();
        }
        return;
    }
    if (event.code == GLFW_KEY_F11 && !repeat) {
        if (app.ready()) {
            app.window.presenting = !app.window.presenting;
        }
        return;
    }
    if (control && event.code == GLFW_KEY_Q) {
        app.window.quit = true;
        return;
    }
    if (app.window.dialog != Dialog::None || !app.ready()) {
        return;
    }
    if (event.code == GLFW_KEY_F1) {
        app.open(Dialog::Help);
        return;
    }
    if (control && !alt) {
        switch (event.code) {
            case GLFW_KEY_E:
                begin_export(app);
                return;
            case GLFW_KEY_F:
                set_panels(app, true, app.window.left_open);
                app.window.focus_search = true;
                return;
            default:
                break;
        }
        if (io.WantTextInput) {
            return;  // a text field has its own undo
        }
        switch (event.code) {
            case GLFW_KEY_Z:
                shift ? app.redo() : app.undo();
                return;
            case GLFW_KEY_Y:
                app.redo();
                return;
            case GLFW_KEY_BACKSPACE:
                app.emit("filter.clear");
                return;
            default:
                return;
        }
    }
    if (io.WantTextInput || alt) {
        return;
    }
    const double step = kArrowStep * std::min(app.width, app.height);
    const auto x = static_cast<double>(app.layout.map_fitted.centre_x()),
               y = static_cast<double>(app.layout.map_fitted.centre_y());
    switch (event.code) {
        case GLFW_KEY_LEFT:
            pan_map(app, step, 0, true);
            return;
        case GLFW_KEY_RIGHT:
            pan_map(app, -step, 0, true);
            return;
        case GLFW_KEY_UP:
            pan_map(app, 0, step, true);
            return;
        case GLFW_KEY_DOWN:
            pan_map(app, 0, -step, true);
            return;
        case GLFW_KEY_KP_ADD:
            zoom_map(app, x, y, kKeyZoom);
            return;
        case GLFW_KEY_KP_SUBTRACT:
            zoom_map(app, x, y, 1 / kKeyZoom);
            return;
        case GLFW_KEY_HOME:
            app.emit("view.fit_all");
            return;
        default:
            break;
    }
    if (repeat) {
        return;
    }
    switch (event.code) {
        case GLFW_KEY_TAB:
            set_panels(app, !app.window.panels, app.window.left_open);
            return;
        case GLFW_KEY_F5:
            app.read_themes();
            return;
        case GLFW_KEY_SPACE:
            app.set_playing(!app.play.playing);
            return;
        default:
            return;
    }
}

namespace {

/// The command that sets a named value to the next one.
template <typename Value, typename Name>
void next_value(App& app, const char* command, Value now, Name name) {
    const auto next = (static_cast<std::size_t>(now) + 1) % static_cast<std::size_t>(Value::Count);
    app.emit(command, {{"name", name(static_cast<Value>(next))}});
}

}  // namespace

// Letters and signs as they are typed, whatever the layout of the keyboard.
void Application::character(unsigned code) {
    App& app = app_;
    if (!app.ready() || app.window.dialog != Dialog::None) {
        return;
    }
    const auto x = static_cast<double>(app.layout.map_fitted.centre_x()),
               y = static_cast<double>(app.layout.map_fitted.centre_y());
    const auto step_as_of = [&](int months) {
        app.emit("filter.as_of", {{"day", model::format_day(add_months(app.session().filter.as_of, months))}});
    };
    switch (code) {
        case '+':
        case '=':
            zoom_map(app, x, y, kKeyZoom);
            break;
        case '-':
        case '_':
            zoom_map(app, x, y, 1 / kKeyZoom);
            break;
        case '0':
            app.emit("view.fit_all");
            break;
        case 'f':
        case 'F':
            app.emit("view.fit_filter");
            break;
        case 'g':
        case 'G':
            if (app.selected()) {
                app.emit("view.fit_selected");
            }
            break;
        case 'c':
        case 'C':
            app.emit("filter.clear");
            break;
        case 't':
        case 'T':
            app.next_theme();
            break;
        case 'l':
        case 'L':
            app.emit("language.next");
            break;
        case 'h':
        case 'H':
            set_panels(app, !app.window.panels, app.window.left_open);
            break;
        case '[':
            step_as_of(-1);
            break;
        case ']':
            step_as_of(1);
            break;
        case '1':
        case '2':
        case '3':
        case '4':
        case '5':
            app.emit("mode", {{"name", session::mode_name(static_cast<session::Mode>(code - '1'))}});
            break;
        case 'i':
        case 'I':
            next_value(app, "incidents", app.session().incident_style, session::incident_style_name);
            break;
        case 'n':
        case 'N':
        case 'k':
        case 'K':
            // They mean nothing where no choropleth is drawn.
            if (app.session().incident_style == session::IncidentStyle::Choropleth) {
                if (code == 'n' || code == 'N') {
                    next_value(app, "measure", app.session().measure, session::measure_name);
                } else {
                    next_value(app, "classing", app.session().classing, session::classing_name);
                }
            }
            break;
        case 'm':
        case 'M':
            app.window.left_tab = MeetingsTab;
            set_panels(app, true, true);
            app.pacer.request();
            break;
        case '/':
            set_panels(app, true, app.window.left_open);
            app.window.focus_search = true;
            break;
        case '?':
            app.open(Dialog::Help);
            break;
        default:
            break;
    }
}

void Application::apply_present() {
    if (app_.window.presenting == fullscreen_) {
        return;
    }
    fullscreen_ = app_.window.presenting;
    if (fullscreen_) {
        glfwGetWindowPos(window_, &windowed_x_, &windowed_y_);
        glfwGetWindowSize(window_, &windowed_w_, &windowed_h_);
        // The monitor that holds the middle of the window.
        GLFWmonitor* best = glfwGetPrimaryMonitor();
        int count = 0;
        GLFWmonitor** monitors = glfwGetMonitors(&count);
        for (int i = 0; i < count; ++i) {
            int x = 0, y = 0;
            glfwGetMonitorPos(monitors[i], &x, &y);
            const GLFWvidmode* mode = glfwGetVideoMode(monitors[i]);
            const int cx = windowed_x_ + windowed_w_ / 2, cy = windowed_y_ + windowed_h_ / 2;
            if (mode != nullptr && cx >= x && cy >= y && cx < x + mode->width && cy < y + mode->height) {
                best = monitors[i];
            }
        }
        if (const GLFWvidmode* mode = best != nullptr ? glfwGetVideoMode(best) : nullptr) {
            glfwSetWindowMonitor(window_, best, 0, 0, mode->width, mode->height, mode->refreshRate);
        }
    } else {
        glfwSetWindowMonitor(window_, nullptr, windowed_x_, windowed_y_, windowed_w_, windowed_h_, GLFW_DONT_CARE);
    }
    app_.pacer.request();
}

void Application::frame() {
    App& app = app_;
    ImGuiIO& io = ImGui::GetIO();
    apply_present();
    glfwGetFramebufferSize(window_, &app.width, &app.height);
    if (app.width <= 0 || app.height <= 0) {
        app.pacer.drawn(app.now);
        return;  // an iconified window
    }
    update_scale(false);
    if (auto loaded = app.loader.take()) {
        app.adopt(std::move(loaded));
    }
    take_input();
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplGlfw_NewFrame();
    // Over what the backend polled: the queue's order is the truth.
    const float ratio = io.DisplayFramebufferScale.x > 0 ? io.DisplayFramebufferScale.x : 1.0F;
    io.DisplaySize = {static_cast<float>(app.width), static_cast<float>(app.height)};
    io.DisplayFramebufferScale = {1, 1};
    io.MousePos = mouse_known_ ? ImVec2(static_cast<float>(mouse_x_) * ratio, static_cast<float>(mouse_y_) * ratio)
                               : ImVec2(-FLT_MAX, -FLT_MAX);
    for (std::size_t i = 0; i < buttons_.size(); ++i) {
        io.MouseDown[i] = buttons_.at(i);
    }
    ImGui::NewFrame();
    app.marks.clear();
    if (!ImGui::IsAnyItemHovered()) {
        app.hint_item = 0;
    }
    app.pacer.drawn(app.now);
    ++app.frames;

    const bool shown = app.window.panels && !app.window.presenting && app.ready();
    app.layout = lay_out({static_cast<float>(app.width), static_cast<float>(app.height), app.style.scale(), shown,
                          app.window.left_open, static_cast<bool>(app.selected())});
    if (!app.ready()) {
        draw_loading(app);
    } else {
        app.advance_play();
        update_map(app);
        if (shown) {
            draw_top_bar(app);
            draw_left_panel(app);
            draw_details_panel(app);
            draw_timeline(app);
            draw_status_bar(app);
        }
        draw_map_overlay(app);
        draw_dialogs(app);
    }
    draw_hints(app);
    if (app.carry_out()) {
        // What was selected just now has its panel in the next frame; a fit must know already.
        app.layout = lay_out({static_cast<float>(app.width), static_cast<float>(app.height), app.style.scale(), shown,
                              app.window.left_open, static_cast<bool>(app.selected())});
    }
    if (app.ready()) {
        draw_map(app);
    }
    ImGui::Render();
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    glfwSwapBuffers(window_);
    app.frame_ms = (glfwGetTime() - app.now) * 1000.0;
    if (!queue_.empty()) {
        app.pacer.request(1);
    }
    write_dump();
}

void Application::write_dump() {
    if (app_.options.state_dump.empty()) {
        return;
    }
    std::string text = state_json(app_).dump(1, ' ', false, nlohmann::json::error_handler_t::replace);
    if (text == dumped_) {
        return;
    }
    // Renamed into place, so that a reader never sees half of it; not flushed to the disk, it is not kept.
    const std::string temporary = app_.options.state_dump + ".part";
    {
        std::ofstream file(temporary, std::ios::binary | std::ios::trunc);
        file << text;
    }
    std::error_code error;
    std::filesystem::rename(temporary, app_.options.state_dump, error);
    if (error) {
        throw std::runtime_error(
            fmt::format("{}: the state cannot be written: {}", app_.options.state_dump, error.message()));
    }
    dumped_ = std::move(text);
}

void Application::save_remembered() {
    if (!app_.options.remember || state_path_.empty()) {
        return;
    }
    RememberedState& state = app_.remembered;
    state.maximised = glfwGetWindowAttrib(window_, GLFW_MAXIMIZED) == GLFW_TRUE;
    if (fullscreen_) {
        state.width = windowed_w_;
        state.height = windowed_h_;
    } else if (!state.maximised) {
        glfwGetWindowSize(window_, &state.width, &state.height);
    }
    state.panels = app_.window.panels;
    state.left_open = app_.window.left_open;
    state.left_tab = app_.window.left_tab;
    state.theme = app_.session().theme;
    state.language = model::language_code(app_.language());
    app_.keep_filter();
    try {
        save_state(state_path_, state);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bordermap: %s\n", error.what());  // the last word of a window that is gone
    }
}

int Application::run() {
    App& app = app_;
    app.now = glfwGetTime();
    frame();  // the window shows itself before anything is read
    app.loader.start(app.options.load, app.wake);
    Loader::Status seen;
    Exporter::State exported = Exporter::State::Idle;
    while (true) {
        app.now = glfwGetTime();
        const double wait = app.pacer.wait(app.now);
        if (wait == 0) {
            glfwPollEvents();
        } else if (wait > 0) {
            glfwWaitEventsTimeout(wait);
        } else {
            glfwWaitEvents();
        }
        if (glfwWindowShouldClose(window_) == GLFW_TRUE || app.window.quit) {
            break;
        }
        app.now = glfwGetTime();
        // A wake without input: a worker has something new.
        if (!app.ready()) {
            const Loader::Status status = app.loader.status();
            if (status.stage != seen.stage || status.fraction != seen.fraction || status.what != seen.what) {
                seen = status;
                app.pacer.request(status.stage == Loader::Stage::Done ? 3 : 1);
            }
        }
        if (const Exporter::State state = app.exporter.status().state; state != exported) {
            exported = state;
            app.pacer.request();
        }
        if (app.pacer.due(app.now)) {
            frame();
        }
    }
    save_remembered();
    glfwHideWindow(window_);  // gone at once, even while a worker finishes
    app.loader.stop();
    app.exporter.wait();
    return 0;
}

}  // namespace

int run(const ApplicationOptions& options) {
    glfwSetErrorCallback(nullptr);
    Application application(options);
    return application.run();
}

}  // namespace bordermap::ui
