#pragma once
/// Draw on demand: says when the next frame is due. Every request expires by itself, so that an idle program draws nothing.

#include <algorithm>

namespace bordermap::ui {

class FramePacer {
public:
    /// Input or new data: this many frames as soon as possible. A popup needs three to measure itself and appear.
    void request(int frames = 3) { frames_ = std::max(frames_, frames); }
    /// An animation: frames until `time` (seconds of the caller's clock), not more often than every `interval` seconds, and one
    /// when it is over: on a slow machine the last one before may have been drawn long before the end.
    void keep_until(double time, double interval = 1.0 / 60.0) {
        wake_at(time);
        if (time > until_) {
            until_ = time;
            interval_ = interval;
        }
    }
    /// One frame at `time`: a step of play, the end of a hint.
    void wake_at(double time) { wake_ = wake_ < 0 ? time : std::min(wake_, time); }
    [[nodiscard]] bool due(double now) const {
        return frames_ > 0 || (wake_ >= 0 && now >= wake_) || (now < until_ && now >= last_ + interval_);
    }
    /// Seconds to sleep until something is due; 0: now; negative: until an event comes.
    [[nodiscard]] double wait(double now) const {
        if (due(now)) {
            return 0;
        }
        double next = -1;
        if (now < until_) {
            next = std::max(0.0, last_ + interval_ - now);
        }
        if (wake_ >= 0) {
            const double wake = std::max(0.0, wake_ - now);
            next = next < 0 ? wake : std::min(next, wake);
        }
        return next;
    }
    /// A frame begins.
    void drawn(double now) {
        frames_ = std::max(0, frames_ - 1);
        if (wake_ >= 0 && now >= wake_) {
            wake_ = -1;
        }
        last_ = now;
    }

private:
    int frames_ = 3;
    double until_ = -1, interval_ = 1.0 / 60.0, wake_ = -1, last_ = -1e9;
};

}  // namespace bordermap::ui
