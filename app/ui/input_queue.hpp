#pragma once
/// Mouse and key events in their order. A frame takes as many as it can tell apart: a press and the release that follows it
/// never fall into one frame, and a press is seen at the place where it happened, however slow the frames are.

#include <deque>
#include <vector>

namespace bordermap::ui {

struct InputEvent {
    enum class Kind { Move, Button, Wheel, Key, Char, Focus };
    Kind kind = Kind::Move;
    double x = 0, y = 0;  ///< Move: px; Wheel: notches
    int code = 0;         ///< Button: number; Key: key; Char: code point; Focus: 1 gained; Move: 1 left the window
    int scancode = 0;
    int action = 0;  ///< 0 release, 1 press, 2 repeat (as GLFW)
    int mods = 0;
};

class InputQueue {
public:
    void push(const InputEvent& event) { events_.push_back(event); }
    [[nodiscard]] bool empty() const { return events_.empty(); }
    /// The events of the next frame. `text_input`: a text field has the keyboard; keys that make characters (code below
    /// 256, no Ctrl or Alt) then need no frame of their own.
    [[nodiscard]] std::vector<InputEvent> next_frame(bool text_input);

private:
    std::deque<InputEvent> events_;
};

/// True for a key that only makes a character: left to the Char event while a text field has the keyboard.
[[nodiscard]] bool makes_character(const InputEvent& key);

}  // namespace bordermap::ui
