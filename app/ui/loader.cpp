#include "ui/loader.hpp"

#include "cartography/projection.hpp"

#include <chrono>
#include <exception>
#include <glm/geometric.hpp>
#include <set>
#include <utility>

namespace bordermap::ui {
namespace {

// Shares of the whole, measured on the embedded data.
constexpr double kReading = 0.45, kIndexing = 0.15;

struct Cancelled {};

// Samples of the border line, a little to each side of it, on each day on which boundaries change.
std::vector<std::uint8_t> find_border_units(const Loaded& loaded) {
    constexpr double kStep = 4000, kAside = 1500;  // metres; a commune of the border is far wider
    std::set<model::Day> days;
    for (const model::AdminUnit& unit : loaded.dataset->boundaries) {
        days.insert(unit.valid.from == model::kOpenPast ? unit.valid.to - 1 : unit.valid.from);
    }
    std::vector<std::uint8_t> on_border(loaded.dataset->boundaries.size(), 0);
    const auto& projection = cartography::projection();
    for (const auto& line : loaded.map->border) {
        double since = kStep;
        for (std::size_t i = 0; i < line.size(); ++i) {
            const glm::dvec2 at(line[i]);
            since += i == 0 ? 0 : glm::distance(at, glm::dvec2(line[i - 1]));
            if (since < kStep) {
                continue;
            }
            since = 0;
            for (const glm::dvec2 aside : {glm::dvec2{kAside, 0}, {-kAside, 0}, {0, kAside}, {0, -kAside}}) {
                const model::LonLat ground = projection.inverse(at + aside);
                for (const model::Day day : days) {
                    for (const model::Index unit : loaded.index->boundaries_at(ground, day)) {
                        on_border[unit] = 1;
                    }
                }
            }
        }
    }
    return on_border;
}

}  // namespace

void Loader::start(catalog::LoadOptions options, std::function<void()> wake) {
    stop();
    cancel_ = false;
    wake_ = std::move(wake);
    status_ = {Stage::Reading, 0, {}};
    thread_ = std::thread([this, options = std::move(options)]() mutable { work(std::move(options)); });
}

void Loader::stop() {
    cancel_ = true;
    if (thread_.joinable()) {
        thread_.join();
    }
}

Loader::Status Loader::status() const {
    const std::lock_guard lock(mutex_);
    return status_;
}

std::shared_ptr<const Loaded> Loader::take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(result_, nullptr);
}

void Loader::report(Stage stage, double fraction, std::string what) {
    if (cancel_) {
        throw Cancelled{};  // prepare() has no other way to be stopped
    }
    {
        const std::lock_guard lock(mutex_);
        // A whole file is one step of the bar at most: too fine a report would only make frames.
        if (status_.stage == stage && status_.what == what && fraction - status_.fraction < 0.01) {
            return;
        }
        status_ = {stage, fraction, std::move(what)};
    }
    wake_();
}

void Loader::work(catalog::LoadOptions options) {
    const auto start = std::chrono::steady_clock::now();
    try {
        auto loaded = std::make_shared<Loaded>();
        options.cancel = &cancel_;
        options.progress = [this](double fraction, const std::string& file) {
            if (!cancel_) {
                report(Stage::Reading, kReading * fraction, file);
            }
        };
        catalog::LoadResult result = catalog::load(options);
        loaded->dataset = std::move(result.dataset);
        loaded->problems = std::move(result.problems);
        loaded->layers = std::move(result.layers);
        report(Stage::Indexing, kReading, {});
        loaded->index = std::make_unique<query::QueryIndex>(loaded->dataset);
        loaded->gazetteer = std::make_unique<query::Gazetteer>(*loaded->dataset);
        report(Stage::Preparing, kReading + kIndexing, {});
        loaded->map = cartography::prepare(
            loaded->dataset,
            [this](double fraction, const char*) {
                report(Stage::Preparing, kReading + kIndexing + (1 - kReading - kIndexing) * fraction, {});
            },
            [&](model::Problem problem) { loaded->problems.push_back(std::move(problem)); });
        loaded->on_border = find_border_units(*loaded);
        loaded->seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        {
            const std::lock_guard lock(mutex_);
            result_ = std::move(loaded);
            status_ = {Stage::Done, 1, {}};
        }
        wake_();
    } catch (const Cancelled&) {
        // the window is closing: nobody waits for a word
    } catch (const std::exception& error) {
        {
            const std::lock_guard lock(mutex_);
            status_ = {Stage::Failed, 0, error.what()};
        }
        wake_();
    }
}

}  // namespace bordermap::ui
