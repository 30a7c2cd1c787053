#pragma once
/// Loads data on a worker thread; the window asks how far it is.

#include "cartography/prepared_map.hpp"
#include "catalog/catalog.hpp"
#include "query/gazetteer.hpp"
#include "query/selection.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace bordermap::ui {

/// All that the window works on: made once by the worker, never changed again.
struct Loaded {
    std::shared_ptr<const model::Dataset> dataset;
    std::vector<model::Problem> problems;
    std::vector<catalog::LayerInfo> layers;
    std::unique_ptr<const query::QueryIndex> index;
    std::unique_ptr<const query::Gazetteer> gazetteer;
    std::shared_ptr<const cartography::PreparedMap> map;
    /// Per boundary: 1 when it touches the Viet Nam - Laos border at any time that it is alive.
    std::vector<std::uint8_t> on_border;
    double seconds = 0;
};

class Loader {
public:
    enum class Stage { Idle, Reading, Indexing, Preparing, Done, Failed };
    struct Status {
        Stage stage = Stage::Idle;
        double fraction = 0;  ///< of the whole
        std::string what;     ///< file that is read, or why it failed
    };

    /// `wake` is called from the worker whenever the status has changed.
    void start(catalog::LoadOptions options, std::function<void()> wake);
    [[nodiscard]] Status status() const;
    /// The result, once; null before it is there.
    [[nodiscard]] std::shared_ptr<const Loaded> take();
    /// Asks the worker to stop and waits for it.
    void stop();
    Loader() = default;
    ~Loader() { stop(); }
    Loader(const Loader&) = delete;
    Loader& operator=(const Loader&) = delete;

private:
    void report(Stage stage, double fraction, std::string what);
    void work(catalog::LoadOptions options);

    mutable std::mutex mutex_;
    Status status_;
    std::shared_ptr<const Loaded> result_;
    std::atomic<bool> cancel_{false};
    std::function<void()> wake_;
    std::thread thread_;
};

}  // namespace bordermap::ui
