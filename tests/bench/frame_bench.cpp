// Time of a 1920x1080 frame, drawn off-screen and read back, on whatever driver EGL gives (software OpenGL in CI).
// "p95_ms" is the 95th percentile over the iterations; the first frame (upload) is not among them.

#include "render/gl/context.hpp"
#include "render/gl/gl_objects.hpp"
#include "render/gl/renderer.hpp"
#include "render/real_world.hpp"

#include <algorithm>
#include <array>
#include <benchmark/benchmark.h>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

namespace bordermap {
namespace {

using cartography::Scene;

constexpr int kWidth = 1920;
constexpr int kHeight = 1080;

struct Stage {
    render::OffscreenContext context;
    render::Renderer renderer;
};

Stage& stage() {
    static Stage one;
    return one;
}

template <typename Change>
void measure(benchmark::State& state, Scene scene, Change change) {
    render::Renderer& renderer = stage().renderer;
    benchmark::DoNotOptimize(renderer.draw_image(scene));
    std::vector<double> times;
    int step = 0;
    for (auto _ : state) {
        change(scene, step++);
        const auto begin = std::chrono::steady_clock::now();
        benchmark::DoNotOptimize(renderer.draw_image(scene));
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
        if (renderer.stats().geometry_bytes_uploaded != 0) {
            state.SkipWithError("geometry was uploaded again");
            break;
        }
    }
    if (!times.empty()) {
        std::sort(times.begin(), times.end());
        state.counters["p95_ms"] = times[std::min(times.size() - 1, times.size() * 95 / 100)];
    }
    state.counters["segments"] = static_cast<double>(renderer.stats().segments);
    state.counters["triangles"] = static_cast<double>(renderer.stats().triangles);
    state.counters["draw_calls"] = renderer.stats().draw_calls;
}

void nothing(Scene& /*scene*/, int /*step*/) {}

Scene blank(std::shared_ptr<const cartography::PreparedMap> map) {
    Scene scene;
    scene.view.size_px = {kWidth, kHeight};
    scene.view.middle_px = {kWidth / 2, kHeight / 2};
    scene.view.metres_per_px = 1;
    scene.theme = &cartography::theme("light");
    scene.show_lines.fill(true);
    scene.incident_pass.assign(map->incidents.size(), 1);
    scene.map = std::move(map);
    return scene;
}

/// Synthetic: curved lines that fill the picture with as many pieces as asked for.
void BM_SyntheticLines(benchmark::State& state) {
    auto map = std::make_shared<cartography::PreparedMap>();
    cartography::LineLevel level;
    const auto count = static_cast<std::size_t>(state.range(0));
    constexpr std::size_t kPerLine = 500;
    const std::size_t lines = count / kPerLine;
    for (std::size_t i = 0; i < lines; ++i) {
        const float y = -540.0F + 1080.0F * static_cast<float>(i) / static_cast<float>(lines);
        const auto first = static_cast<std::uint32_t>(level.segments.size());
        glm::vec2 last{-960.0F, y};
        for (std::size_t k = 1; k <= kPerLine; ++k) {
            const float t = static_cast<float>(k) / kPerLine;
            const glm::vec2 next{-960.0F + 1920.0F * t, y + 12.0F * std::sin(t * 40.0F)};
            level.segments.push_back({last, next, -1e6F, 1e6F});
            last = next;
        }
        level.chunks.push_back({{-960, y - 13}, {960, y + 13}, first, kPerLine});
    }
    map->lines[static_cast<std::size_t>(cartography::LineClass::Province)] = {level};
    measure(state, blank(map), nothing);
}
BENCHMARK(BM_SyntheticLines)->Arg(10'000)->Arg(50'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

/// Synthetic: a million incidents; the window moves and passes one in `range(1)`.
void BM_SyntheticIncidents(benchmark::State& state) {
    auto map = std::make_shared<cartography::PreparedMap>();
    const auto count = static_cast<std::uint32_t>(state.range(0));
    std::uint32_t seed = 1;
    const auto random = [&seed] {
        seed = seed * 1664525U + 1013904223U;
        return static_cast<float>(seed >> 8U) / static_cast<float>(1U << 24U);
    };
    for (std::uint32_t i = 0; i < count; ++i) {
        const float day = std::floor(random() * 10'000.0F);
        map->incidents.push_back(
            {{1920.0F * (random() - 0.5F), 1080.0F * (random() - 0.5F)}, {0, 0}, day, day + 1, i % 8, 0});
    }
    Scene scene = blank(map);
    for (int i = 0; i < 8; ++i) {
        scene.categories.push_back({{0.8F, 0.4F, 0, 1}, static_cast<cartography::SymbolShape>(i), true});
    }
    const auto width = static_cast<model::Day>(10'000 / state.range(1));
    scene.window = {0, width};
    measure(state, scene, [width](Scene& moving, int step) {
        const auto from = static_cast<model::Day>((step * 37) % (10'000 - width + 1));
        moving.window = {from, from + width};
    });
}
BENCHMARK(BM_SyntheticIncidents)
    ->Args({1'000'000, 100})
    ->Args({100'000, 100})
    ->Args({100'000, 1})
    ->Unit(benchmark::kMillisecond);

session::Session session_at(double metres_across, double lon, double lat) {
    session::Session session = session::make_session(*model::parse_day("2026-01-15"));
    session.camera = session::Camera{lon, lat, metres_across};
    return session;
}

/// The real data; the camera pans by 13 px each frame. Composing (labels and all) is not in the time: see compose_bench.
void BM_RealPan(benchmark::State& state) {
    cartography::Composer composer;
    const Scene scene = test::real_scene(
        composer, session_at(static_cast<double>(state.range(0)) * 1000.0, 106.6, 16.6), kWidth, kHeight);
    measure(state, scene, [](Scene& moving, int step) {
        moving.view.centre.x += (step % 20 < 10 ? 13.0 : -13.0) * moving.view.metres_per_px;
    });
}
BENCHMARK(BM_RealPan)->Arg(1500)->Arg(400)->Arg(120)->Arg(20)->Unit(benchmark::kMillisecond);

/// A whole frame of the window, without panels and the window system's copy: compose (select not: what passes stays), draw and
/// wait until it is drawn. Nothing is read back. Scripted: `pan` 13 px a frame to and fro, `zoom` 4 % a frame in and out,
/// `play` a week a frame, `hover` another province each frame, `still` the same picture drawn whole.
enum class Script : std::int64_t { Still, Pan, Zoom, Play, Hover };
void BM_WindowFrame(benchmark::State& state) {
    const auto script = static_cast<Script>(state.range(0));
    static constexpr std::array kNames{"still", "pan", "zoom", "play", "hover"};
    state.SetLabel(kNames.at(static_cast<std::size_t>(script)));
    Stage& here = stage();
    const test::RealWorld& world = test::real_world();
    render::DrawTexture window(GL_RGBA8);
    window.resize(kWidth, kHeight);
    cartography::Composer composer;
    cartography::Page page;
    page.width = kWidth;
    page.height = kHeight;
    session::Session session = session::make_session(*model::parse_day("2026-01-15"));
    query::Selection selection = query::select(*world.index, session.filter);
    const session::Camera start = cartography::resolve_camera(*world.map, *world.index, selection, session, page);
    session.camera = start;
    std::vector<double> times;
    double compose_ms = 0;
    int step = 0;
    const auto frame = [&](bool timed) {
        const int at = step++ % 40;
        const int way = at < 20 ? 1 : -1;
        switch (script) {
            case Script::Pan:
                session.camera = cartography::panned(*session.camera, page, {13.0 * way, 5.0 * way});
                break;
            case Script::Zoom:
                session.camera = cartography::zoomed(*session.camera, page, {700, 600}, way > 0 ? 1.04 : 1 / 1.04);
                break;
            case Script::Play:
                session.filter.from = *model::parse_day("2020-01-01") + 7 * step % 2000;
                session.filter.to = *session.filter.from + 365;
                selection = query::select(*world.index, session.filter);
                break;
            case Script::Hover:
                page.hovered = {
                    model::RefKind::Boundary,
                    static_cast<model::Index>(step % static_cast<int>(world.map->dataset->boundaries.size()))};
                break;
            case Script::Still:
                break;
        }
        const auto begin = std::chrono::steady_clock::now();
        double drawing_ms = 0;
        const auto draw = [&](auto draw_part) {
            const auto before = std::chrono::steady_clock::now();
            draw_part();
            drawing_ms += std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - before).count();
        };
        using Redraw = render::Renderer::Redraw;
        const auto how = script == Script::Still ? Redraw::Whole : Redraw::Moving;
        const Scene scene = composer.compose(
            world.map, *world.index, selection, session, page,
            [&](const Scene& ground) { draw([&] { here.renderer.draw_ground(ground, how, window.framebuffer()); }); });
        draw([&] {
            here.renderer.draw_story(scene, window.framebuffer());
            render::finish_drawing();
        });
        if (timed) {
            const auto end = std::chrono::steady_clock::now();
            times.push_back(std::chrono::duration<double, std::milli>(end - begin).count());
            compose_ms += times.back() - drawing_ms;
        }
    };
    frame(false);
    for (auto _ : state) {
        frame(true);
    }
    std::sort(times.begin(), times.end());
    if (!times.empty()) {
        state.counters["p95_ms"] = times[std::min(times.size() - 1, times.size() * 95 / 100)];
        state.counters["p95_of_33ms"] = state.counters["p95_ms"] / 33.0;
        state.counters["compose_ms"] = compose_ms / static_cast<double>(times.size());
    }
}
BENCHMARK(BM_WindowFrame)->DenseRange(0, 4)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();

/// As BM_RealPan over the boundaries of both countries at full resolution, where they lie beside the checkout. Also says
/// how long loading and preparing took, which the window does in the background.
void BM_FullResolutionPan(benchmark::State& state) {
    const std::string folder = BORDERMAP_SHARED_DIR "/testdata/boundaries/";
    const std::vector<std::string> files{folder + "vn_63_2020.gpkg", folder + "lao_2019.gpkg",
                                         folder + "vn_adm1_34_2025.shp"};
    if (!std::filesystem::exists(files.front())) {
        for (auto _ : state) {
        }
        state.SetLabel("not measured: the full-resolution boundaries are not beside this checkout");
        return;
    }
    static double seconds = 0;
    static const test::RealWorld world = [&files] {
        const auto begin = std::chrono::steady_clock::now();
        test::RealWorld loaded = test::load_world(files);
        seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        return loaded;
    }();
    cartography::Composer composer;
    const Scene scene = test::real_scene(
        composer, session_at(static_cast<double>(state.range(0)) * 1000.0, 106.6, 16.6), kWidth, kHeight, true, world);
    measure(state, scene, [](Scene& moving, int step) {
        moving.view.centre.x += (step % 20 < 10 ? 13.0 : -13.0) * moving.view.metres_per_px;
    });
    state.counters["vertices"] = static_cast<double>(world.map->dataset->boundary_polygons.vertices.size());
    state.counters["load_s"] = seconds;
}
BENCHMARK(BM_FullResolutionPan)->Arg(1500)->Arg(400)->Arg(120)->Unit(benchmark::kMillisecond);

/// The date window moves by a day each frame.
void BM_RealScrub(benchmark::State& state) {
    cartography::Composer composer;
    const Scene scene = test::real_scene(composer, session_at(900'000, 105.5, 17.5), kWidth, kHeight);
    measure(state, scene, [](Scene& moving, int step) {
        moving.window = {18'000 + step % 2000, 18'100 + step % 2000};
    });
}
BENCHMARK(BM_RealScrub)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace bordermap
