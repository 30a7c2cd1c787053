// The step that a drag of the timeline waits for, over SYNTHETIC incidents spread at random over the shipped boundaries.
//   build/tests/query_bench --benchmark_filter=window_step

#include "catalog/catalog.hpp"
#include "query/gazetteer.hpp"
#include "query/selection.hpp"

#include <benchmark/benchmark.h>
#include <functional>
#include <map>
#include <memory>
#include <random>

namespace {

using namespace bordermap;

constexpr int kAgreementsPerIncident = 100;

/// The shipped data plus `count` incidents and a hundredth as many agreements that do not exist.
std::shared_ptr<const model::Dataset> synthetic(std::size_t count) {
    static std::map<std::size_t, std::shared_ptr<const model::Dataset>> made;
    auto& slot = made[count];
    if (slot) {
        return slot;
    }
    catalog::LoadOptions options;
    options.data = {BORDERMAP_GEODATA_DIR};
    auto data = std::make_shared<model::Dataset>(*catalog::load(options).dataset);
    std::mt19937 random(42);
    const auto below = [&random](std::size_t limit) {
        return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
    };
    std::uniform_real_distribution<double> lon(101.0, 108.0);
    std::uniform_real_distribution<double> lat(14.0, 22.0);
    std::uniform_int_distribution<model::Day> day(*model::parse_day("2005-01-01"), *model::parse_day("2026-01-15"));
    // Half of them name the administrative unit of their day that they lie in, as the records do; the others give the point only.
    const query::QueryIndex places(std::make_shared<const model::Dataset>(*data));
    for (std::size_t i = 0; i < count; ++i) {
        model::Incident incident;
        incident.id = "synthetic-" + std::to_string(i);
        const model::Day on = day(random);
        incident.date = model::FuzzyDate::from_day(on);
        incident.position = {{lon(random), lat(random)}, 5.0};
        incident.category_id = data->categories[below(data->categories.size())].id;
        incident.summary = "synthetic incident with a summary of some words, number " + std::to_string(i);
        const auto inside = places.boundaries_at(incident.position.at, on);
        if (!inside.empty() && below(2) == 0) {
            incident.admin_id = data->boundaries[inside.back()].id;
        }
        data->incidents.push_back(std::move(incident));
    }
    for (std::size_t i = 0; i < count / kAgreementsPerIncident; ++i) {
        model::Agreement agreement;
        agreement.id = "synthetic-" + std::to_string(i);
        agreement.signed_on = model::FuzzyDate::from_day(day(random));
        for (int party = 0; party < 4; ++party) {
            agreement.parties.push_back({static_cast<model::Index>(below(data->units.size())), "signatory"});
        }
        data->agreements.push_back(std::move(agreement));
    }
    link(*data, {});
    slot = data;
    return slot;
}

const query::QueryIndex& index_of(std::size_t count) {
    static std::map<std::size_t, std::unique_ptr<query::QueryIndex>> made;
    auto& slot = made[count];
    if (!slot) {
        slot = std::make_unique<query::QueryIndex>(synthetic(count));
    }
    return *slot;
}

query::Filter base() {
    query::Filter filter;
    filter.as_of = *model::parse_day("2026-01-15");
    return filter;
}

/// A window of two years that moves by a month each step.
query::Filter window(int step) {
    query::Filter filter = base();
    filter.from = *model::parse_day("2006-01-01") + 30 * (step % 200);
    filter.to = *filter.from + 730;
    return filter;
}

void run(benchmark::State& state, const std::function<query::Filter(int)>& filter_at) {
    const query::QueryIndex& index = index_of(static_cast<std::size_t>(state.range(0)));
    int step = 0;
    std::size_t listed = query::select(index, filter_at(0)).incidents.size();  // what is kept for later is there
    for (auto _ : state) {
        const query::Selection selection = query::select(index, filter_at(step++));
        listed = selection.incidents.size();
        benchmark::DoNotOptimize(selection);
    }
    state.counters["listed"] = static_cast<double>(listed);
    state.SetItemsProcessed(state.iterations() * state.range(0));
}

void no_filter(benchmark::State& state) {
    run(state, [](int) { return base(); });
}
void window_step(benchmark::State& state) {
    run(state, window);
}
void window_step_in_a_province(benchmark::State& state) {
    run(state, [](int step) {
        query::Filter filter = window(step);
        filter.places = {"VN-44", "LA-SV"};
        filter.categories = {"INC.TOC"};
        return filter;
    });
}
void as_of_step(benchmark::State& state) {
    run(state, [](int step) {
        query::Filter filter = base();
        filter.as_of -= 30 * (step % 200);
        return filter;
    });
}
/// Another province at each step: more than are kept.
void place_step(benchmark::State& state) {
    const auto& boundaries = index_of(static_cast<std::size_t>(state.range(0))).dataset().boundaries;
    run(state, [&boundaries](int step) {
        query::Filter filter = base();
        filter.places = {boundaries[2 + static_cast<std::size_t>(step) % 100].id};
        return filter;
    });
}
/// The text is matched once and kept; each step then reads the kept answer.
void window_step_with_text(benchmark::State& state) {
    run(state, [](int step) {
        query::Filter filter = window(step);
        filter.text = "synthetic quang";
        return filter;
    });
}

void first_match_of_a_text(benchmark::State& state) {
    const query::QueryIndex& index = index_of(static_cast<std::size_t>(state.range(0)));
    int word = 0;
    for (auto _ : state) {
        query::Filter filter = base();
        filter.text = "number " + std::to_string(word++);
        benchmark::DoNotOptimize(query::select(index, filter));
    }
}

void build_index(benchmark::State& state) {
    const auto data = synthetic(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        benchmark::DoNotOptimize(query::QueryIndex(data).dataset().incidents.size());
    }
}

void build_gazetteer(benchmark::State& state) {
    const auto data = synthetic(0);
    for (auto _ : state) {
        benchmark::DoNotOptimize(query::Gazetteer(*data));
    }
}

constexpr int kShipped = 0;
#ifdef NDEBUG
constexpr int kMany = 100'000;
constexpr int kMillion = 1'000'000;
#else  // under the sanitizers it is the code that is looked at, not the time
constexpr int kMany = 1'000;
constexpr int kMillion = 10'000;
#endif

BENCHMARK(no_filter)->Arg(kShipped)->Arg(kMany)->Arg(kMillion)->Unit(benchmark::kMillisecond);
BENCHMARK(window_step)->Arg(kShipped)->Arg(kMany)->Arg(kMillion)->Unit(benchmark::kMillisecond);
BENCHMARK(window_step_in_a_province)->Arg(kShipped)->Arg(kMany)->Arg(kMillion)->Unit(benchmark::kMillisecond);
BENCHMARK(as_of_step)->Arg(kShipped)->Arg(kMany)->Arg(kMillion)->Unit(benchmark::kMillisecond);
BENCHMARK(place_step)->Arg(kShipped)->Arg(kMany)->Arg(kMillion)->Unit(benchmark::kMillisecond);
BENCHMARK(window_step_with_text)->Arg(kShipped)->Arg(kMany)->Arg(kMillion)->Unit(benchmark::kMillisecond);
BENCHMARK(first_match_of_a_text)->Arg(kShipped)->Arg(kMany)->Arg(kMillion)->Unit(benchmark::kMillisecond);
BENCHMARK(build_index)->Arg(kShipped)->Arg(kMany)->Arg(kMillion)->Unit(benchmark::kMillisecond);
BENCHMARK(build_gazetteer)->Unit(benchmark::kMillisecond);

}  // namespace
