#pragma once
/// The real program in a real window, driven by mouse and keys, read through its state dump and the files that it writes.

#include "support/process.hpp"

#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace bordermap::test {

struct Point {
    int x = 0, y = 0;
};

/// 8-bit RGB rows of the whole screen.
struct Screenshot {
    int width = 0, height = 0;
    std::vector<std::uint8_t> rgb;
};

/// One window on the X server of DISPLAY. Ended, and waited for, with the object.
class Window {
public:
    /// Options of the program beside those that every test has (a state dump, nothing remembered, 1280x800, a fixed as-of
    /// date); waits until the data is loaded.
    explicit Window(std::vector<std::string> options = {});
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    /// The newest state.
    [[nodiscard]] nlohmann::json state() const;
    /// Waits until the state passes; a test failure that names `what` after 40 seconds.
    bool wait(const std::string& what, const std::function<bool(const nlohmann::json&)>& passes) const;
    /// Waits until no frame was drawn for a while: everything that was asked has happened and stands still.
    nlohmann::json settle() const;

    void move(Point to) const;
    void click(Point at, int button = 1) const;
    void press() const;  ///< and lets go, where the pointer is; does not wait
    void double_click(Point at) const;
    void control_click(Point at) const;
    /// Presses at `from`, goes to `to` in steps, lets go.
    void drag(Point from, Point to) const;
    void wheel(Point at, int notches) const;  ///< positive: away from the user
    void key(const std::string& name) const;  ///< as xdotool names it: "ctrl+e", "space"
    void type(const std::string& text) const;

    /// Middle of a widget that the dump names.
    [[nodiscard]] Point widget(const std::string& name) const;
    /// A place of the map that answers a click with this thing. Group: "boundaries", "links", "symbols".
    [[nodiscard]] Point target(const std::string& group, const std::string& id) const;

    [[nodiscard]] std::uint64_t frames() const;
    [[nodiscard]] long cpu_ticks() const;  ///< user and system time of the process, clock ticks
    [[nodiscard]] Screenshot screenshot() const;
    [[nodiscard]] const TemporaryFolder& folder() const { return folder_; }
    [[nodiscard]] std::string log() const;
    /// Closes it with Ctrl+Q; the exit code.
    int close();

private:
    void xdotool(const std::vector<std::string>& arguments) const;
    TemporaryFolder folder_;
    std::string dump_;
    pid_t process_ = -1;
};

/// A PNG as pixels (through ImageMagick).
[[nodiscard]] Screenshot read_picture(const std::string& path, const TemporaryFolder& scratch);

}  // namespace bordermap::test
