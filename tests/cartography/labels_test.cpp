#include "cartography/labels.hpp"

#include "cartography/compose_support.hpp"

#include <algorithm>
#include <glm/geometric.hpp>
#include <gtest/gtest.h>
#include <map>
#include <random>

namespace bordermap::cartography {
namespace {

using glm::vec2;
using testing::Shot;

TEST(CollisionGrid, AgreesWithTryingEveryBox) {
    std::mt19937 engine(7);
    const auto chance = [&](float low, float high) { return std::uniform_real_distribution<float>(low, high)(engine); };
    CollisionGrid grid;
    for (int round = 0; round < 3; ++round) {
        grid.reset({800, 600}, 64);
        std::vector<Box> hard;
        for (int i = 0; i < 120; ++i) {
            // Some reach over the edges of the picture, some lie outside.
            const vec2 at{chance(-100, 900), chance(-100, 700)};
            const Box box{at, at + vec2{chance(1, 150), chance(1, 40)}};
            hard.push_back(box);
            grid.add(box, Obstacle::Hard);
        }
        int hits = 0;
        for (int i = 0; i < 500; ++i) {
            const vec2 at{chance(-50, 850), chance(-50, 650)};
            const Box box{at, at + vec2{chance(1, 60), chance(1, 20)}};
            const bool expected =
                std::any_of(hard.begin(), hard.end(), [&](const Box& other) { return other.overlaps(box); });
            EXPECT_EQ(grid.hits(box), expected);
            EXPECT_EQ(grid.soft_hits(box), 0U);
            hits += expected ? 1 : 0;
        }
        EXPECT_GT(hits, 50);
        EXPECT_LT(hits, 450);
    }
}

LabelShape polygon(const std::vector<vec2>& ring) {
    LabelShape shape;
    shape.min = shape.max = ring.front();
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const vec2 a = ring[i];
        const vec2 b = ring[(i + 1) % ring.size()];
        shape.edges.emplace_back(a.x, a.y, b.x, b.y);
        shape.min = {std::min(shape.min.x, a.x), std::min(shape.min.y, a.y)};
        shape.max = {std::max(shape.max.x, a.x), std::max(shape.max.y, a.y)};
    }
    return shape;
}

TEST(LabelShape, EnclosesOnlyWhatLiesWhollyInside) {
    // An L: the notch is at the upper right.
    const LabelShape shape = polygon({{0, 0}, {100, 0}, {100, 40}, {40, 40}, {40, 100}, {0, 100}});
    EXPECT_TRUE(shape.encloses({5, 5}, {95, 35}));
    EXPECT_TRUE(shape.encloses({5, 5}, {35, 95}));
    EXPECT_FALSE(shape.encloses({5, 5}, {95, 45}));    // over the notch's edge
    EXPECT_FALSE(shape.encloses({50, 50}, {90, 90}));  // in the notch
    EXPECT_FALSE(shape.encloses({-5, 5}, {20, 20}));
    EXPECT_FALSE(shape.encloses({20, 20}, {60, 60}));  // around the inner corner
    EXPECT_FALSE(shape.encloses({-10, -10}, {110, 110}));
}

struct Words {
    TextShaper text;
    LabelPlacer placer;
    View view;

    LabelCandidate point(std::uint64_t key, vec2 at, float priority = 1) {
        LabelCandidate candidate;
        candidate.key = key;
        candidate.priority = priority;
        candidate.block.lines[0] = &text.shape("Khe Sanh", FontFace::Regular);
        candidate.block.count = 1;
        candidate.block.size = 12;
        fit_metrics(candidate.block);
        candidate.at = at;
        candidate.gap = 11;
        return candidate;
    }
    std::vector<PlacedLabel> place(const std::vector<LabelCandidate>& candidates,
                                   const std::vector<Box>& obstacles = {}) {
        std::vector<PlacedLabel> placed;
        placer.begin(view, {{0, 0}, vec2(view.size_px)}, 1.F);
        for (const Box& box : obstacles) {
            placer.obstacles().add(box, Obstacle::Hard);
        }
        placer.place(candidates, placed);
        return placed;
    }
};

TEST(LabelPlacer, TakesAnotherSideWhenOneIsTaken) {
    Words words;
    const vec2 at{500, 500};
    const Box symbol = Box{at, at}.grown(7);
    const auto free = words.place({words.point(1, at)}, {symbol});
    ASSERT_EQ(free.size(), 1U);
    EXPECT_GT(free[0].box.min.x, at.x);  // beside it, to the right, is the first choice
    const Box right{{508, 480}, {600, 520}};
    Words other;
    const auto moved = other.place({other.point(1, at)}, {symbol, right});
    ASSERT_EQ(moved.size(), 1U);
    EXPECT_FALSE(moved[0].box.overlaps(right));
    EXPECT_FALSE(moved[0].box.overlaps(symbol));
    const Box all{{400, 440}, {600, 560}};
    Words none;
    EXPECT_TRUE(none.place({none.point(1, at)}, {all}).empty());
}

TEST(LabelPlacer, EveryOneOfTheEightPositionsIsUsable) {
    // The symbol alone is in the way; all other sides but one are closed.
    const vec2 at{500, 500};
    const Box symbol = Box{at, at}.grown(7);
    std::vector<Box> seen;
    Words words;
    std::vector<Box> closed{symbol};
    for (int i = 0; i < 8; ++i) {
        Words fresh;
        const auto placed = fresh.place({fresh.point(1, at)}, closed);
        ASSERT_EQ(placed.size(), 1U) << i;
        // A spot in its middle closes this position and no more than its neighbours' overlap.
        const vec2 middle = (placed[0].box.min + placed[0].box.max) * 0.5F;
        closed.push_back(Box{middle, middle}.grown(1));
        seen.push_back(placed[0].box);
        if (seen.size() >= 6) {
            break;
        }
    }
    EXPECT_EQ(seen.size(), 6U);
}

TEST(LabelPlacer, TheMoreImportantNameWins) {
    Words words;
    // So near each other, and so closed in, that one label fits.
    const std::vector<Box> walls{{{380, 380}, {498, 620}}, {{380, 380}, {700, 486}}, {{380, 514}, {700, 620}}};
    const auto placed = words.place({words.point(1, {500, 500}, 1), words.point(2, {504, 500}, 5)}, walls);
    ASSERT_EQ(placed.size(), 1U);
    EXPECT_EQ(placed[0].candidate, 1U);
}

TEST(LabelPlacer, AreaNamesStandInTheirAreaAndInThePicture) {
    Words words;
    words.view.metres_per_px = 100;
    // 60 km wide, 40 km high, its eastern part outside the picture.
    LabelShape shape = polygon({{60'000, -20'000}, {120'000, -20'000}, {120'000, 20'000}, {60'000, 20'000}});
    LabelCandidate candidate = words.point(1, vec2(words.view.to_px({90'000, 0})));
    candidate.shape = &shape;
    for (double east = 0; east < 100'000; east += 7'000) {
        words.view.centre = {90'000 - 96'000 - 30'000 + east, 0};
        candidate.at = vec2(words.view.to_px({90'000, 0}));
        const auto placed = words.place({candidate});
        const double visible_px = 1920 - words.view.to_px({60'000, 0}).x;
        if (visible_px > 60) {
            ASSERT_EQ(placed.size(), 1U) << east;
            EXPECT_TRUE(placed[0].box.inside({{0, 0}, {1920, 1080}}));
            const auto low = words.view.to_metres({placed[0].box.min.x, placed[0].box.max.y});
            const auto high = words.view.to_metres({placed[0].box.max.x, placed[0].box.min.y});
            EXPECT_TRUE(shape.encloses(vec2(low), vec2(high)));
        } else if (visible_px < 40) {
            EXPECT_TRUE(placed.empty()) << east;
        }
    }
}

/// Text boxes that are names, not the numbers at symbols.
std::vector<Box> text_boxes(const Scene& scene) {
    std::vector<Box> boxes;
    for (const TextMark& mark : scene.marks.texts) {
        boxes.push_back({mark.min, mark.max});
    }
    return boxes;
}

void expect_clean(const Shot& shot, const std::string& what) {
    const std::vector<Box> texts = text_boxes(shot.scene);
    EXPECT_GT(texts.size(), 10U) << what;
    for (std::size_t a = 0; a < texts.size(); ++a) {
        EXPECT_TRUE(texts[a].inside({{0, 0}, vec2(shot.scene.view.size_px)})) << what;
        for (std::size_t b = a + 1; b < texts.size(); ++b) {
            EXPECT_FALSE(texts[a].overlaps(texts[b])) << what << " " << a << " " << b;
        }
        for (const RectMark& rect : shot.scene.furniture.rects) {
            EXPECT_FALSE(texts[a].overlaps({rect.min, rect.max})) << what;
        }
    }
    for (const SymbolMark& symbol : shot.scene.marks.symbols) {
        // Town dots belong to their labels; the shape of a symbol fills about four fifths of its square.
        const Box box = Box{symbol.at, symbol.at}.grown(symbol.size * 0.4F);
        for (const Box& text : texts) {
            const vec2 size = text.size();
            const bool number = size.x < 16 * shot.page.scale && size.y < 14 * shot.page.scale;
            EXPECT_FALSE(!number && text.overlaps(box)) << what << " symbol at " << symbol.at.x << "," << symbol.at.y;
        }
    }
}

TEST(Labels, NeverOverlapInScenesOfTheRealData) {
    Composer composer;
    for (const model::Language language : model::kLanguages) {
        Shot overview;
        overview.session.language = language;
        expect_clean(overview.take(composer), "overview");
        Shot near;
        near.session.language = language;
        near.session.camera = testing::khe_sanh();
        expect_clean(near.take(composer), "near");
        Shot nearer;
        nearer.session.language = language;
        nearer.session.camera = testing::khe_sanh(60'000);
        nearer.page.furniture = false;
        nearer.page.inset_left = 340;
        nearer.page.inset_bottom = 120;
        expect_clean(nearer.take(composer), "nearer");
        Shot tall(1080, 1920);
        tall.session.language = language;
        tall.session.filter.places = {"LA-SV"};
        expect_clean(tall.take(composer), "tall");
    }
}

TEST(Labels, AFreshComposerAlwaysPlacesThemAlike) {
    Shot first;
    first.session.camera = testing::khe_sanh();
    Shot second = first;
    first.take();
    second.take();
    ASSERT_EQ(first.scene.marks.texts.size(), second.scene.marks.texts.size());
    for (std::size_t i = 0; i < first.scene.marks.texts.size(); ++i) {
        EXPECT_EQ(first.scene.marks.texts[i].min, second.scene.marks.texts[i].min);
    }
}

/// Boundary names by what they name, relative to the ground.
std::map<model::Ref, glm::dvec2> places_of_names(const Scene& scene) {
    std::map<model::Ref, glm::dvec2> places;
    for (const TextMark& mark : scene.marks.texts) {
        if (mark.ref) {
            places[mark.ref] = scene.view.to_metres(glm::dvec2((mark.min + mark.max) * 0.5F));
        }
    }
    return places;
}

TEST(Labels, KeepTheirPlaceWhileTheMapIsPanned) {
    Composer composer;
    Shot shot;
    shot.page.furniture = false;
    shot.session.camera = testing::khe_sanh();
    auto last = places_of_names(shot.take(composer).scene);
    std::size_t kept = 0;
    std::size_t all = 0;
    for (int frame = 0; frame < 60; ++frame) {
        shot.session.camera =
            panned(*shot.session.camera, shot.page, {frame < 30 ? 7.0 : -5.0, frame % 20 < 10 ? 3.0 : -4.0});
        const auto now = places_of_names(shot.take(composer).scene);
        for (const auto& [ref, place] : last) {
            // A name whose place left the picture could not be kept.
            const glm::dvec2 px = shot.scene.view.to_px(place);
            if (px.x < 90 || px.x > 1830 || px.y < 30 || px.y > 1050) {
                continue;
            }
            ++all;
            const auto found = now.find(ref);
            kept += found != now.end() && glm::distance(found->second, place) < 1.0 * shot.scene.view.metres_per_px
                        ? 1U
                        : 0U;
        }
        last = now;
    }
    ASSERT_GT(all, 1000U);
    EXPECT_GT(static_cast<double>(kept), 0.95 * static_cast<double>(all));
}

}  // namespace
}  // namespace bordermap::cartography
