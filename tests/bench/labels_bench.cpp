// Placement of 2,000 candidates on one core (aim: at most 16 ms), a third of them free to be moved and joined by a leader, and
// fifty along lines; the share of names that keep their place from frame to frame (aim: over 95 %); composing of the default scene with warm caches (aim: under
// 4 ms), and what a glyph's distance field costs here and in FreeType's own renderer, the reason why ours exists.

#include "cartography/camera.hpp"
#include "cartography/compose.hpp"
#include "cartography/labels.hpp"
#include "cartography/text_distance.hpp"
#include "render/real_world.hpp"

#include <algorithm>
#include <array>
#include <benchmark/benchmark.h>
#include <cmath>
#include <ctime>
#include <fmt/format.h>
#include <glm/geometric.hpp>
#include <random>
#include <string>
#include <vector>
#include FT_MODULE_H

namespace bordermap::cartography {
namespace {

/// A crowded picture: towns, and districts as rough circles, all over 1920x1080.
struct Crowd {
    TextShaper text;
    std::vector<LabelShape> shapes;
    LabelPath path;
    std::vector<LabelCandidate> candidates;
    View view;

    explicit Crowd(std::size_t count) {
        std::mt19937 engine(11);
        const auto chance = [&](float low, float high) {
            return std::uniform_real_distribution<float>(low, high)(engine);
        };
        view.metres_per_px = 200;
        shapes.resize(count / 4);
        std::vector<glm::vec2> line;
        for (int i = 0; i <= 2000; ++i) {
            const double x = i * 180.0 - 180'000.0;
            line.emplace_back(glm::vec2(glm::dvec2(x, 30'000.0 * std::sin(x / 40'000.0))));
        }
        path = smooth_path(line, 800, 4000);
        for (std::size_t i = 0; i < count; ++i) {
            LabelCandidate candidate;
            candidate.key = i;
            candidate.priority = chance(0, 100);
            candidate.block.lines[0] = &text.shape(fmt::format("Mường Xén {}", i), FontFace::Regular);
            candidate.block.count = 1;
            candidate.block.size = 11;
            fit_metrics(candidate.block);
            candidate.at = {chance(0, 1920), chance(0, 1080)};
            candidate.gap = 6;
            if (i < shapes.size()) {
                const glm::dvec2 middle = view.to_metres(glm::dvec2(candidate.at));
                constexpr int kSides = 120;
                for (int side = 0; side < kSides; ++side) {
                    const auto corner = [&](int at) {
                        const double angle = 2.0 * 3.14159265 * at / kSides;
                        const double radius = 9'000.0 + 3'000.0 * std::sin(5.0 * angle);
                        return glm::vec2(middle + radius * glm::dvec2(std::cos(angle), std::sin(angle)));
                    };
                    shapes[i].add(corner(side), corner((side + 1) % kSides));
                }
                candidate.shape = &shapes[i];
            } else if (i % 3 == 0) {
                candidate.leader = 80;
                candidate.reach = 5;
            } else if (i % 40 == 1) {
                candidate.path = &path;
                candidate.along = chance(0, path.reach());
                candidate.slack = 60'000;
                candidate.beside = 4;
            }
            candidates.push_back(candidate);
        }
    }
};

void place_labels(benchmark::State& state) {
    Crowd crowd(static_cast<std::size_t>(state.range(0)));
    LabelPlacer placer;
    std::vector<PlacedLabel> placed;
    const bool fresh = state.range(1) != 0;
    const std::clock_t began = std::clock();  // of the processor: others may be busy here
    for (auto _ : state) {
        if (fresh) {
            placer.forget();
        }
        placer.begin(crowd.view, {{0, 0}, {1920, 1080}}, 1.F);
        for (int i = 0; i < 500; ++i) {
            const glm::vec2 at{static_cast<float>((i * 577) % 1920), static_cast<float>((i * 331) % 1080)};
            placer.obstacles().add(Box{at, at}.grown(7), i % 3 == 0 ? Obstacle::Hard : Obstacle::Soft);
        }
        placed.clear();
        placer.place(crowd.candidates, placed);
        benchmark::DoNotOptimize(placed.data());
    }
    state.counters["ms_of_16"] =
        1000.0 * static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC / static_cast<double>(state.iterations());
    state.counters["placed"] = static_cast<double>(placed.size());
    state.counters["led"] = static_cast<double>(
        std::count_if(placed.begin(), placed.end(), [](const PlacedLabel& label) { return label.led; }));
    state.counters["turned"] = static_cast<double>(
        std::count_if(placed.begin(), placed.end(), [](const PlacedLabel& label) { return !label.clusters.empty(); }));
}
BENCHMARK(place_labels)
    ->ArgNames({"candidates", "fresh"})
    ->Args({2000, 1})
    ->Args({2000, 0})
    ->Unit(benchmark::kMillisecond);

void compose_scene(benchmark::State& state) {
    const test::RealWorld& world = test::real_world();
    session::Session session = session::make_session(model::parse_day("2026-01-20").value());
    if (state.range(0) > 0) {
        session.camera = session::Camera{106.6, 16.65, static_cast<double>(state.range(0)) * 1000.0};
    }
    const query::Selection selection = query::select(*world.index, session.filter);
    Page page;
    page.furniture = false;
    Composer composer;
    for (auto _ : state) {
        benchmark::DoNotOptimize(composer.compose(world.map, *world.index, selection, session, page));
    }
}
BENCHMARK(compose_scene)->ArgName("km_across")->Arg(0)->Arg(220)->Arg(40)->Unit(benchmark::kMillisecond);

/// Share of names that keep their place from one frame to the next over a scripted pan, zoom and play of the timeline: on the
/// ground, or at their symbol, for a leader is as long at every scale.
void label_stability(benchmark::State& state) {
    const test::RealWorld& world = test::real_world();
    Page page;
    page.furniture = false;
    struct Share {
        std::size_t kept = 0, all = 0;
    };
    std::array<Share, 3> shares;  // pan, zoom, play
    std::size_t led = 0;
    for (auto _ : state) {
        Composer composer;
        session::Session session = session::make_session(model::parse_day("2025-09-01").value());
        if (state.range(0) > 0) {
            session.camera = session::Camera{106.6, 16.65, static_cast<double>(state.range(0)) * 1000.0};
        } else {
            // The default view, as the camera that it comes to.
            const query::Selection all = query::select(*world.index, session.filter);
            session.camera = resolve_camera(*world.map, *world.index, all, session, page);
        }
        std::vector<std::pair<model::Ref, glm::dvec2>> last;
        constexpr int kFrames = 60;
        for (int frame = 0; frame < 3 * kFrames; ++frame) {
            const int motion = frame / kFrames;
            if (motion == 0) {
                session.camera = panned(*session.camera, page, {frame < kFrames / 2 ? 6.0 : -5.0, -3});
            } else if (motion == 1) {
                session.camera = zoomed(*session.camera, page, {900, 500}, 1.01);
            } else {
                session.filter.as_of += 5;
            }
            const Scene scene =
                composer.compose(world.map, *world.index, query::select(*world.index, session.filter), session, page);
            std::vector<std::pair<model::Ref, glm::dvec2>> now;
            for (const TextMark& mark : scene.marks.texts) {
                if (mark.ref) {
                    now.emplace_back(mark.ref, scene.view.to_metres(glm::dvec2((mark.min + mark.max) * 0.5F)));
                }
            }
            for (const PolylineMark& mark : scene.marks.polylines) {
                led += mark.ref && mark.ref.kind != model::RefKind::Agreement ? 1U : 0U;
            }
            Share& share = shares[static_cast<std::size_t>(motion)];
            for (const auto& [ref, place] : last) {
                const glm::dvec2 px = scene.view.to_px(place);
                if (px.x < 90 || px.x > 1830 || px.y < 30 || px.y > 1050) {
                    continue;
                }
                ++share.all;
                for (const auto& [other, at] : now) {
                    if (other == ref && glm::distance(at, place) < 4.0 * scene.view.metres_per_px) {
                        ++share.kept;
                        break;
                    }
                }
            }
            last = std::move(now);
        }
    }
    constexpr std::array kNames{"kept_share_pan", "kept_share_zoom", "kept_share_play"};
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        state.counters[kNames[i]] =
            static_cast<double>(shares[i].kept) / static_cast<double>(std::max<std::size_t>(shares[i].all, 1));
    }
    state.counters["leaders_per_frame"] = static_cast<double>(led) / 180.0;
}
BENCHMARK(label_stability)
    ->ArgName("km_across")
    ->Arg(0)
    ->Arg(220)
    ->Arg(100)
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1);

struct Letters {
    FT_Library library = nullptr;
    FT_Face face = nullptr;
    Letters() {
        FT_Init_FreeType(&library);
        FT_Int spread = 8;
        FT_Property_Set(library, "sdf", "spread", &spread);
        FT_New_Face(library, TextShaper::font_file(FontFace::Regular, "Latn").c_str(), 0, &face);
        FT_Set_Pixel_Sizes(face, 0, 56);
    }
    Letters(const Letters&) = delete;
    Letters& operator=(const Letters&) = delete;
    Letters(Letters&&) = delete;
    Letters& operator=(Letters&&) = delete;
    ~Letters() { FT_Done_FreeType(library); }
    void load(int step) const {
        FT_Load_Char(face, static_cast<FT_ULong>('A' + step % 58), FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP);
    }
};

void glyph_field(benchmark::State& state) {
    const Letters letters;
    int step = 0;
    for (auto _ : state) {
        letters.load(step++);
        benchmark::DoNotOptimize(distance_field(letters.face->glyph->outline, 8));
    }
}
BENCHMARK(glyph_field)->Unit(benchmark::kMicrosecond);

void glyph_field_freetype(benchmark::State& state) {
    const Letters letters;
    int step = 0;
    for (auto _ : state) {
        letters.load(step++);
        benchmark::DoNotOptimize(FT_Render_Glyph(letters.face->glyph, FT_RENDER_MODE_SDF));
    }
}
BENCHMARK(glyph_field_freetype)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace bordermap::cartography
