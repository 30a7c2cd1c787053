// Placement of 2,000 candidates on one core (aim: at most 16 ms), composing of the default scene with warm caches (aim: under
// 4 ms), and what a glyph's distance field costs here and in FreeType's own renderer, the reason why ours exists.

#include "cartography/compose.hpp"
#include "cartography/labels.hpp"
#include "cartography/text_distance.hpp"
#include "render/real_world.hpp"

#include <benchmark/benchmark.h>
#include <cmath>
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
    std::vector<LabelCandidate> candidates;
    View view;

    explicit Crowd(std::size_t count) {
        std::mt19937 engine(11);
        const auto chance = [&](float low, float high) {
            return std::uniform_real_distribution<float>(low, high)(engine);
        };
        view.metres_per_px = 200;
        shapes.resize(count / 4);
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
                    const glm::vec2 a = corner(side);
                    const glm::vec2 b = corner((side + 1) % kSides);
                    shapes[i].edges.emplace_back(a.x, a.y, b.x, b.y);
                }
                shapes[i].min = glm::vec2(middle - glm::dvec2(12'000));
                shapes[i].max = glm::vec2(middle + glm::dvec2(12'000));
                candidate.shape = &shapes[i];
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
    state.counters["placed"] = static_cast<double>(placed.size());
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

/// Share of names that keep their place on the ground over a scripted pan, zoom and change of the day.
void label_stability(benchmark::State& state) {
    const test::RealWorld& world = test::real_world();
    Page page;
    page.furniture = false;
    std::size_t kept = 0;
    std::size_t all = 0;
    for (auto _ : state) {
        Composer composer;
        session::Session session = session::make_session(model::parse_day("2025-09-01").value());
        session.camera = session::Camera{106.6, 16.65, 220'000.0};
        std::vector<std::pair<model::Ref, glm::dvec2>> last;
        for (int frame = 0; frame < 90; ++frame) {
            if (frame < 30) {
                session.camera = panned(*session.camera, page, {6, -3});
            } else if (frame < 60) {
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
            for (const auto& [ref, place] : last) {
                const glm::dvec2 px = scene.view.to_px(place);
                if (px.x < 90 || px.x > 1830 || px.y < 30 || px.y > 1050) {
                    continue;
                }
                ++all;
                for (const auto& [other, at] : now) {
                    if (other == ref && glm::distance(at, place) < 4.0 * scene.view.metres_per_px) {
                        ++kept;
                        break;
                    }
                }
            }
            last = std::move(now);
        }
    }
    state.counters["kept_share"] = static_cast<double>(kept) / static_cast<double>(std::max<std::size_t>(all, 1));
}
BENCHMARK(label_stability)->Unit(benchmark::kMillisecond)->Iterations(1);

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
