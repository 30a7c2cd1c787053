// The Dataset made ready to draw: the embedded boundaries, a synthetic grid, and the parts of the work that have a rival.
//
// Why these libraries: GEOS triangulates (GEOSConstrainedDelaunayTriangulation); at some 3 microseconds a vertex the embedded
// data takes about 150 ms on one quiet core, half of it on two, which the target for a cold start allows. Anchors are found by
// our own search: GEOSMaximumInscribedCircle takes two to three times as long for the same answer (compare anchors_own and
// anchors_geos), which is a fifth of the whole preparation.

#include "cartography/anchor.hpp"
#include "cartography/prepared_map.hpp"
#include "cartography/topology.hpp"
#include "cartography/triangulate.hpp"
#include "catalog/catalog.hpp"

#include <array>
#include <benchmark/benchmark.h>
#include <cmath>
#include <geos_c.h>
#include <memory>
#include <string>
#include <vector>

namespace bordermap::cartography {
namespace {

std::shared_ptr<const model::Dataset> embedded() {
    static const std::shared_ptr<const model::Dataset> dataset = [] {
        catalog::LoadOptions options;
        options.data = {BORDERMAP_GEODATA_DIR};
        return catalog::load(options).dataset;
    }();
    return dataset;
}

/// Synthetic: side x side provinces that share their edges, eight vertices each.
std::shared_ptr<const model::Dataset> grid(int side) {
    auto dataset = std::make_shared<model::Dataset>();
    const double step = 16.0 / side;
    const auto point = [&](int x, int y) {  // half steps
        return model::LonLat{97 + step * x / 2 + 0.1 * step * std::sin(1.7 * y),
                             7 + step * y / 2 + 0.1 * step * std::sin(2.3 * x)};
    };
    model::PolygonColumns& polygons = dataset->boundary_polygons;
    for (int x = 0; x < side; ++x) {
        for (int y = 0; y < side; ++y) {
            for (const auto& [dx, dy] : std::array<std::pair<int, int>, 9>{
                     {{0, 0}, {1, 0}, {2, 0}, {2, 1}, {2, 2}, {1, 2}, {0, 2}, {0, 1}, {0, 0}}}) {
                polygons.vertices.push_back(point(2 * x + dx, 2 * y + dy));
            }
            polygons.ring_vertices.push_back(static_cast<std::uint32_t>(polygons.vertices.size()));
            polygons.exterior.push_back(1);
            polygons.feature_rings.push_back(static_cast<std::uint32_t>(polygons.exterior.size()));
            model::AdminUnit unit;
            unit.id = std::to_string(x) + "-" + std::to_string(y);
            unit.level = 1;
            unit.country = x * 2 < side ? model::Country::Laos : model::Country::VietNam;
            dataset->boundaries.push_back(std::move(unit));
        }
    }
    return dataset;
}

std::vector<std::vector<PlaneRing>> plane_polygons(const model::PolygonColumns& polygons) {
    std::vector<std::vector<PlaneRing>> features(polygons.feature_count());
    for (std::size_t f = 0; f < features.size(); ++f) {
        for (std::uint32_t r = polygons.feature_rings[f]; r < polygons.feature_rings[f + 1]; ++r) {
            PlaneRing ring;
            ring.exterior = polygons.exterior[r] != 0;
            for (std::uint32_t v = polygons.ring_vertices[r]; v + 1 < polygons.ring_vertices[r + 1]; ++v) {
                ring.points.push_back(projection().forward(polygons.vertices[v]));
            }
            features[f].push_back(std::move(ring));
        }
    }
    return features;
}

void count_vertices(benchmark::State& state, const model::Dataset& dataset) {
    state.counters["vertices"] = static_cast<double>(dataset.boundary_polygons.vertices.size());
    state.counters["vertices/s"] = benchmark::Counter(static_cast<double>(dataset.boundary_polygons.vertices.size()),
                                                      benchmark::Counter::kIsIterationInvariantRate);
}

void BM_prepare_embedded(benchmark::State& state) {
    const auto dataset = embedded();
    if (dataset->boundaries.empty()) {
        state.SkipWithError("no boundaries in geodata/");
        return;
    }
    for (auto _ : state) {
        benchmark::DoNotOptimize(prepare(dataset));
    }
    count_vertices(state, *dataset);
}
BENCHMARK(BM_prepare_embedded)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();

void BM_prepare_grid(benchmark::State& state) {
    const auto dataset = grid(static_cast<int>(state.range(0)));
    for (auto _ : state) {
        benchmark::DoNotOptimize(prepare(dataset));
    }
    count_vertices(state, *dataset);
}
// 100: 10,000 polygons; 548 (300,000) by hand: it takes as long as thirty of these.
BENCHMARK(BM_prepare_grid)->Arg(100)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();

void BM_project(benchmark::State& state) {
    const auto& vertices = embedded()->boundary_polygons.vertices;
    std::vector<glm::dvec2> plane(vertices.size());
    for (auto _ : state) {
        projection().forward(vertices, plane);
        benchmark::DoNotOptimize(plane.data());
    }
    count_vertices(state, *embedded());
}
BENCHMARK(BM_project)->Unit(benchmark::kMillisecond);

void BM_shared_edges(benchmark::State& state) {
    const std::array layers = {&embedded()->boundary_polygons, &embedded()->neighbour_polygons};
    for (auto _ : state) {
        const EdgeGraph graph = build_edges(layers);
        benchmark::DoNotOptimize(build_arcs(graph));
    }
    count_vertices(state, *embedded());
}
BENCHMARK(BM_shared_edges)->Unit(benchmark::kMillisecond);

void BM_triangulate(benchmark::State& state) {
    const auto features = plane_polygons(embedded()->boundary_polygons);
    Triangulator triangulator;
    for (auto _ : state) {
        for (const auto& rings : features) {
            benchmark::DoNotOptimize(triangulator.triangulate(rings));
        }
    }
    count_vertices(state, *embedded());
}
BENCHMARK(BM_triangulate)->Unit(benchmark::kMillisecond);

void BM_anchors_own(benchmark::State& state) {
    const auto features = plane_polygons(embedded()->boundary_polygons);
    for (auto _ : state) {
        for (const auto& rings : features) {
            benchmark::DoNotOptimize(find_anchor(rings));
        }
    }
}
BENCHMARK(BM_anchors_own)->Unit(benchmark::kMillisecond);

void BM_anchors_geos(benchmark::State& state) {
    GEOSContextHandle_t context = GEOS_init_r();
    std::vector<std::pair<GEOSGeometry*, double>> shells;  // of the first part, which is enough to compare
    for (const auto& rings : plane_polygons(embedded()->boundary_polygons)) {
        if (!rings.empty()) {
            std::vector<glm::dvec2> closed = rings[0].points;
            closed.push_back(closed.front());
            GEOSCoordSequence* sequence =
                GEOSCoordSeq_copyFromBuffer_r(context, &closed[0].x, static_cast<unsigned>(closed.size()), 0, 0);
            GEOSGeometry* ring = GEOSGeom_createLinearRing_r(context, sequence);
            shells.emplace_back(GEOSGeom_createPolygon_r(context, ring, nullptr, 0),
                                0.01 * std::sqrt(area_of(std::span(rings).first(1))));
        }
    }
    for (auto _ : state) {
        for (const auto& [polygon, tolerance] : shells) {
            GEOSGeometry* radius = GEOSMaximumInscribedCircle_r(context, polygon, tolerance);
            if (radius == nullptr) {
                state.SkipWithError("GEOS found no circle");
                break;
            }
            GEOSGeom_destroy_r(context, radius);
        }
    }
    for (const auto& shell : shells) {
        GEOSGeom_destroy_r(context, shell.first);
    }
    GEOS_finish_r(context);
}
BENCHMARK(BM_anchors_geos)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace bordermap::cartography
