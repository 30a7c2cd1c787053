// Composing with clusters of incidents: on the real data with warm caches (a pan) and with another date window each time (play),
// and with SYNTHETIC incidents up to the most that are clustered.

#include "cartography/camera.hpp"
#include "cartography/compose.hpp"
#include "cartography/compose_map.hpp"
#include "cartography/incident_clusters.hpp"
#include "render/real_world.hpp"

#include <benchmark/benchmark.h>
#include <numeric>
#include <random>
#include <vector>

namespace bordermap::cartography {
namespace {

session::Session incidents_session(std::int64_t km_across) {
    session::Session session = session::make_session(model::parse_day("2026-01-20").value());
    session.mode = session::Mode::Incidents;
    session.camera = session::Camera{106.6, 16.65, static_cast<double>(km_across) * 1000.0};
    return session;
}

void compose_incidents_pan(benchmark::State& state) {
    const test::RealWorld& world = test::real_world();
    session::Session session = incidents_session(state.range(0));
    const query::Selection selection = query::select(*world.index, session.filter);
    Page page;
    page.furniture = false;
    Composer composer;
    int step = 0;
    for (auto _ : state) {
        session.camera = panned(*session.camera, page, {step++ % 20 < 10 ? 13.0 : -13.0, 0});
        benchmark::DoNotOptimize(composer.compose(world.map, *world.index, selection, session, page));
    }
}
BENCHMARK(compose_incidents_pan)->ArgName("km_across")->Arg(900)->Arg(220)->Arg(40)->Unit(benchmark::kMillisecond);

void compose_incidents_play(benchmark::State& state) {
    const test::RealWorld& world = test::real_world();
    session::Session session = incidents_session(state.range(0));
    std::vector<query::Selection> selections;
    for (int step = 0; step < 24; ++step) {
        session.filter.from = model::parse_day("2019-01-01").value() + 91 * step;
        session.filter.to = *session.filter.from + 730;
        selections.push_back(query::select(*world.index, session.filter));
    }
    Page page;
    page.furniture = false;
    Composer composer;
    std::size_t step = 0;
    for (auto _ : state) {
        const query::Selection& selection = selections[step++ % selections.size()];
        session.filter = selection.filter;
        benchmark::DoNotOptimize(composer.compose(world.map, *world.index, selection, session, page));
    }
}
BENCHMARK(compose_incidents_play)->ArgName("km_across")->Arg(900)->Unit(benchmark::kMillisecond);

/// SYNTHETIC: the real map with incidents all along the border, half of them on a few hundred places.
struct Many {
    std::shared_ptr<PreparedMap> map;
    const query::QueryIndex* index = nullptr;
    query::Selection selection;

    explicit Many(std::size_t count) {
        const test::RealWorld& world = test::real_world();
        auto dataset = std::make_shared<model::Dataset>(*world.map->dataset);
        const model::Incident first = dataset->incidents.front();
        dataset->incidents.assign(count, first);
        map = std::make_shared<PreparedMap>(*world.map);
        map->dataset = dataset;
        map->incidents.clear();
        index = world.index.get();  // of the map's areas alone
        selection = query::select(*world.index, session::make_session(model::parse_day("2026-01-20").value()).filter);
        std::mt19937 engine(17);
        std::normal_distribution<float> aside(0, 20'000);
        std::vector<glm::vec2> border;
        for (const auto& part : map->border) {
            border.insert(border.end(), part.begin(), part.end());
        }
        const std::size_t places = count / 60 + 1;
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t along =
                i % 2 == 0 ? (i / 2 % places) * (border.size() / places) : engine() % border.size();
            const glm::vec2 off = i % 2 == 0 ? glm::vec2(0) : glm::vec2(aside(engine), aside(engine));
            map->incidents.push_back({border[along] + off,
                                      {0, 0},
                                      static_cast<float>(18'000 + i % 2000),
                                      static_cast<float>(18'001 + i % 2000),
                                      static_cast<std::uint32_t>(i % dataset->categories.size()),
                                      0});
        }
        selection.incident_pass.assign(count, 1);
        selection.incident_pass_but_window_and_category.assign(count, 1);
        selection.incidents.resize(count);
        std::iota(selection.incidents.begin(), selection.incidents.end(), 0U);
    }
};

void compose_many_incidents(benchmark::State& state) {
    const Many many(static_cast<std::size_t>(state.range(0)));
    session::Session session = incidents_session(state.range(1));
    Page page;
    page.furniture = false;
    Composer composer;
    int step = 0;
    Scene scene;
    for (auto _ : state) {
        session.camera = panned(*session.camera, page, {step++ % 20 < 10 ? 13.0 : -13.0, 0});
        scene = composer.compose(many.map, *many.index, many.selection, session, page);
        benchmark::DoNotOptimize(scene);
    }
    state.counters["rings"] = static_cast<double>(scene.marks.donuts.size());
}
BENCHMARK(compose_many_incidents)
    ->ArgNames({"incidents", "km_across"})
    ->Args({20'000, 900})
    ->Args({20'000, 100})
    ->Args({1'000'000, 900})
    ->Unit(benchmark::kMillisecond);

/// All levels of the clusters: once for each other filter by place, text or category.
void make_clusters(benchmark::State& state) {
    const Many many(static_cast<std::size_t>(state.range(0)));
    std::vector<glm::dvec2> points;
    for (const PointInstance& point : many.map->incidents) {
        points.emplace_back(point.at);
    }
    for (auto _ : state) {
        ClusterTree tree(points, 14);
        benchmark::DoNotOptimize(tree.level(static_cast<int>(state.range(1))));
    }
}
BENCHMARK(make_clusters)
    ->ArgNames({"incidents", "level"})
    ->Args({100, 20})
    ->Args({20'000, 12})
    ->Args({20'000, 20})
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace bordermap::cartography
