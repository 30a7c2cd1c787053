#include "ui/input_queue.hpp"

#include <algorithm>

namespace bordermap::ui {
namespace {

constexpr int kControl = 0x2, kAlt = 0x4, kSuper = 0x8;  // GLFW_MOD_*

}  // namespace

bool makes_character(const InputEvent& key) {
    return key.code > 0 && key.code < 256 && (key.mods & (kControl | kAlt | kSuper)) == 0;
}

std::vector<InputEvent> InputQueue::next_frame(bool text_input) {
    std::vector<InputEvent> taken;
    bool button = false;
    std::vector<int> pressed;
    while (!events_.empty()) {
        const InputEvent& event = events_.front();
        switch (event.kind) {
            case InputEvent::Kind::Move:
            case InputEvent::Kind::Wheel:
                if (button) {
                    return taken;
                }
                break;
            case InputEvent::Kind::Button:
                if (button) {
                    return taken;
                }
                button = true;
                break;
            case InputEvent::Kind::Key:
                if (button) {
                    return taken;  // a modifier let go after the click still counts for it
                }
                if (text_input && makes_character(event)) {
                    break;
                }
                if (event.action == 0 && !text_input) {
                    break;  // keys are commands then, and a release means nothing
                }
                if (event.action == 0) {
                    if (std::find(pressed.begin(), pressed.end(), event.code) != pressed.end()) {
                        return taken;
                    }
                } else {
                    // One command per frame: the next key may mean something else after it.
                    if (!pressed.empty()) {
                        return taken;
                    }
                    pressed.push_back(event.code);
                }
                break;
            case InputEvent::Kind::Char:
            case InputEvent::Kind::Focus:
                break;
        }
        taken.push_back(event);
        events_.pop_front();
    }
    return taken;
}

}  // namespace bordermap::ui
