#pragma once
/// Writes one snapshot at a time on a worker thread.

#include "export/snapshot.hpp"
#include "session/session.hpp"
#include "ui/loader.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace bordermap::ui {

class Exporter {
public:
    enum class State { Idle, Running, Done, Failed };
    struct Status {
        State state = State::Idle;
        std::string path;
        std::string message;  ///< why it failed
        double seconds = 0;   ///< it took
    };

    /// Refused (false) while one is running. `wake` is called from the worker when it is over.
    bool start(exporting::SnapshotRequest request, std::shared_ptr<const Loaded> data, session::Session session,
               std::function<void()> wake);
    [[nodiscard]] Status status() const;
    /// Waits for a running export: a half-written picture is never left.
    void wait();
    Exporter() = default;
    ~Exporter() { wait(); }
    Exporter(const Exporter&) = delete;
    Exporter& operator=(const Exporter&) = delete;

private:
    mutable std::mutex mutex_;
    Status status_;
    std::thread thread_;
};

/// "bordermap-quang-tri-2026-01-15.png": a file name that says what is shown. `words` is the filter in words.
[[nodiscard]] std::string suggest_file_name(const std::string& words, const std::string& as_of);

}  // namespace bordermap::ui
