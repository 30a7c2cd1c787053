#include "cartography/labels.hpp"

#include "cartography/compose_labels.hpp"
#include "cartography/compose_support.hpp"
#include "cartography/furniture.hpp"
#include "cartography/incident_marks.hpp"
#include "model/messages.hpp"
#include "support/furniture.hpp"

#include <algorithm>
#include <cmath>
#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <gtest/gtest.h>
#include <map>
#include <random>
#include <set>

namespace bordermap::cartography {
namespace {

using glm::vec2;
using testing::data;
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
    for (std::size_t i = 0; i < ring.size(); ++i) {
        shape.add(ring[i], ring[(i + 1) % ring.size()]);
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
                                   const std::vector<Box>& obstacles = {}, const std::vector<Box>& boundaries = {}) {
        std::vector<PlacedLabel> placed;
        placer.begin(view, {{0, 0}, vec2(view.size_px)}, 1.F);
        for (const Box& box : obstacles) {
            placer.obstacles().add(box, Obstacle::Hard);
        }
        for (const Box& box : boundaries) {
            placer.obstacles().add(box, Obstacle::Faint);
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

TEST(LabelPlacer, AnAreaNameCrossesFewBoundariesNearItsMiddle) {
    Words words;
    words.view.metres_per_px = 100;
    const LabelShape shape = polygon({{-60'000, -40'000}, {60'000, -40'000}, {60'000, 40'000}, {-60'000, 40'000}});
    LabelCandidate candidate = words.point(1, {960, 540});
    candidate.shape = &shape;
    // A boundary that runs across the picture through its middle.
    std::vector<Box> boundary;
    for (float x = 300; x < 1620; x += 4) {
        boundary.push_back(Box{{x, 540}, {x, 540}}.grown(2));
    }
    const auto placed = words.place({candidate}, {}, boundary);
    ASSERT_EQ(placed.size(), 1U);
    for (const Box& box : boundary) {
        EXPECT_FALSE(placed[0].box.overlaps(box));
    }
    EXPECT_NEAR((placed[0].box.min.x + placed[0].box.max.x) * 0.5F, 960.F, 1.F);
    EXPECT_NEAR((placed[0].box.min.y + placed[0].box.max.y) * 0.5F, 540.F, 30.F);
    // Boundaries everywhere: the middle is as good as any other place.
    std::vector<Box> everywhere;
    for (float x = 300; x < 1620; x += 8) {
        for (float y = 100; y < 980; y += 8) {
            everywhere.push_back({{x, y}, {x + 8, y + 8}});
        }
    }
    Words other;
    other.view = words.view;
    const auto middle = other.place({candidate}, {}, everywhere);
    ASSERT_EQ(middle.size(), 1U);
    EXPECT_NEAR((middle[0].box.min.x + middle[0].box.max.x) * 0.5F, 960.F, 1.F);
    EXPECT_NEAR((middle[0].box.min.y + middle[0].box.max.y) * 0.5F, 540.F, 1.F);
}

TEST(LabelPlacer, LaterNamesKeepOutOfABerth) {
    for (const float berth : {0.F, 30.F}) {
        Words words;
        LabelCandidate first = words.point(1, {500, 500}, 5);
        first.berth = {berth, 0};
        const Box named = words.place({first}).front().box;
        // To the left of its point, 20 px after the first name, or elsewhere where that is too near.
        const vec2 beside{named.max.x + 20 + named.size().x + first.gap, (named.min.y + named.max.y) * 0.5F};
        const Box right{{beside.x + 8, beside.y - 40}, {beside.x + 200, beside.y + 40}};
        Words both;
        const auto placed = both.place({first, both.point(2, beside)}, {right});
        ASSERT_EQ(placed.size(), 2U);
        const Box& second = placed[1].box;
        const bool level = second.min.y < named.max.y && named.min.y < second.max.y;
        EXPECT_EQ(level, berth == 0) << second.min.x << " " << second.min.y;
    }
}

bool meet(vec2 a, vec2 b, const Box& box) {
    for (int i = 0; i <= 200; ++i) {
        const vec2 at = a + (b - a) * (static_cast<float>(i) / 200.F);
        if (Box{at, at}.grown(0.01F).overlaps(box)) {
            return true;
        }
    }
    return false;
}
bool cross(vec2 a, vec2 b, vec2 c, vec2 d) {
    const auto side = [](vec2 p, vec2 q, vec2 r) { return (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x); };
    return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

/// Three by three symbols, so near each other that only some labels find room beside theirs.
struct Cluster {
    std::vector<LabelCandidate> candidates;
    std::vector<Box> symbols;

    Cluster(Words& words, vec2 corner, float pitch, float leader) {
        for (std::uint64_t i = 0; i < 9; ++i) {
            const std::uint64_t row = i / 3;
            const vec2 at = corner + vec2{static_cast<float>(i % 3), static_cast<float>(row)} * pitch;
            LabelCandidate candidate = words.point(i + 1, at);
            candidate.leader = leader;
            candidate.reach = 8;
            candidates.push_back(candidate);
            symbols.push_back(Box{at, at}.grown(8));
        }
    }
};

TEST(LabelPlacer, LabelsOfACrowdAreMovedAndJoinedToTheirSymbols) {
    Words words;
    const Cluster cluster(words, {600, 500}, 26, 80);
    const auto placed = words.place(cluster.candidates, cluster.symbols);
    ASSERT_EQ(placed.size(), 9U);  // each once
    std::vector<std::uint8_t> seen(9, 0);
    std::size_t led = 0;
    for (const PlacedLabel& label : placed) {
        EXPECT_EQ(seen[label.candidate]++, 0);
        for (const Box& symbol : cluster.symbols) {
            EXPECT_FALSE(label.box.overlaps(symbol));
        }
        if (label.led) {
            ++led;
            EXPECT_NEAR(glm::distance(label.leader_from, cluster.candidates[label.candidate].at), 8.F, 0.01F);
            EXPECT_LE(glm::distance(label.leader_from, label.leader_to), 80.01F);
            const Box near = Box{label.leader_to, label.leader_to}.grown(2.5F);
            EXPECT_TRUE(near.overlaps(label.box));
            EXPECT_FALSE((Box{label.leader_to, label.leader_to}.grown(0.5F).overlaps(label.box)));
        }
        for (const PlacedLabel& other : placed) {
            if (&other != &label) {
                EXPECT_FALSE(label.box.overlaps(other.box));
                if (label.led) {
                    EXPECT_FALSE(meet(label.leader_from, label.leader_to, other.box));
                    EXPECT_FALSE(other.led &&
                                 cross(label.leader_from, label.leader_to, other.leader_from, other.leader_to));
                }
            }
        }
    }
    EXPECT_GE(led, 1U);
    EXPECT_LT(led, 9U);  // who has room beside its symbol stays there

    // A town's name is never moved: it is placed beside its dot or not at all.
    Words towns;
    const Cluster bare(towns, {600, 500}, 26, 0);
    const auto near = towns.place(bare.candidates, bare.symbols);
    EXPECT_LT(near.size(), 9U);
    for (const PlacedLabel& label : near) {
        EXPECT_FALSE(label.led);
    }
}

TEST(LabelPlacer, AMovedLabelKeepsOffBoundaries) {
    const vec2 at{600, 500};
    const Box beside = Box{at, at}.grown(36);  // closed to letters, so that the name has to move
    Words words;
    LabelCandidate candidate = words.point(1, at);
    candidate.leader = 110;
    candidate.reach = 8;
    const auto open = words.place({candidate}, {beside});
    ASSERT_EQ(open.size(), 1U);
    ASSERT_TRUE(open[0].led);
    // Of a boundary across that place and its neighbours the other side is taken.
    std::vector<Box> boundary;
    const float side = open[0].box.min.x > at.x ? 1.F : -1.F;
    for (int y = 300; y < 700; y += 4) {
        const vec2 on{open[0].leader_to.x + side * 10, static_cast<float>(y)};
        boundary.push_back(Box{on, on}.grown(2));
    }
    Words other;
    const auto moved = other.place({candidate}, {beside}, boundary);
    ASSERT_EQ(moved.size(), 1U);
    for (const Box& box : boundary) {
        EXPECT_FALSE(moved[0].box.overlaps(box));
    }
    // Between boundaries it is wrapped sooner than laid across them.
    boundary.clear();
    for (int x = 400; x < 800; x += 34) {
        for (int y = 300; y < 700; y += 4) {
            const vec2 on{static_cast<float>(x), static_cast<float>(y)};
            boundary.push_back(Box{on, on}.grown(1));
        }
    }
    candidate.narrow = candidate.block;
    candidate.narrow.lines = {&other.text.shape("Khe", FontFace::Regular),
                              &other.text.shape("Sanh", FontFace::Regular)};
    candidate.narrow.count = 2;
    Words third;
    const auto wrapped = third.place({candidate}, {beside}, boundary);
    ASSERT_EQ(wrapped.size(), 1U);
    EXPECT_TRUE(wrapped[0].led && wrapped[0].narrow);
}

TEST(LabelPlacer, MovedLabelsKeepTheirPlaces) {
    Words words;
    std::map<std::uint32_t, vec2> last;
    std::size_t kept = 0;
    std::size_t all = 0;
    for (int frame = 0; frame < 80; ++frame) {
        // The crowd goes over the picture and then comes apart as it would when the map is zoomed.
        const auto step = static_cast<float>(frame);
        const vec2 corner{300.F + 7.3F * step, 300.F + 3.1F * step};
        const float pitch = frame < 40 ? 26.F : 26.F * std::pow(1.01F, step - 40.F);
        const Cluster cluster(words, corner, pitch, 80);
        std::map<std::uint32_t, vec2> now;
        for (const PlacedLabel& label : words.place(cluster.candidates, cluster.symbols)) {
            now[label.candidate] = label.box.min - cluster.candidates[label.candidate].at;
        }
        for (const auto& [candidate, offset] : last) {
            ++all;
            const auto found = now.find(candidate);
            kept += found != now.end() && glm::distance(found->second, offset) < 0.5F ? 1U : 0U;
        }
        last = now;
    }
    ASSERT_GT(all, 600U);
    EXPECT_GT(static_cast<double>(kept), 0.95 * static_cast<double>(all));
}

TEST(LabelPath, SmoothingKeepsTheEndsAndKnowsHowFarItIsOff) {
    std::vector<vec2> zigzag;
    for (int i = 0; i <= 400; ++i) {
        zigzag.emplace_back(static_cast<float>(i) * 100.F, i % 2 == 0 ? 0.F : 150.F);
    }
    const LabelPath path = smooth_path(zigzag, 50, 600);
    ASSERT_GT(path.points.size(), 100U);
    EXPECT_NEAR(path.at(0).x, 0.F, 1.F);
    EXPECT_NEAR(path.at(path.reach()).x, 40'000.F, 60.F);
    for (std::size_t i = path.points.size() / 4; i < path.points.size() * 3 / 4; ++i) {
        EXPECT_NEAR(path.points[i].y, 75.F, 12.F);
        EXPECT_LE(path.off[i], 90.F);
        EXPECT_NEAR(glm::distance(path.points[i - 1], path.points[i]), 50.F, 1.F);
        EXPECT_GT(path.origin[i], path.origin[i - 1]);
    }
    EXPECT_GT(path.farthest_off(10'000, 20'000), 40.F);
    EXPECT_NEAR(path.at(path.along(path.length * 0.5F)).x, 20'000.F, 200.F);
    const vec2 between = path.at(1234.F);
    EXPECT_NEAR(path.nearest(between, 0, path.reach()), 1234.F, 0.5F);
    EXPECT_TRUE(smooth_path(std::vector<vec2>{{0, 0}, {100, 0}}, 50, 600).points.empty());
}

/// A name along a line of the picture given in px.
struct AlongLine {
    Words words;
    LabelPath path;
    LabelCandidate candidate;

    AlongLine(const std::vector<vec2>& px, std::string_view name, float spacing = 0.15F) {
        words.view.metres_per_px = 100;
        std::vector<vec2> metres;
        metres.reserve(px.size());
        for (const vec2 at : px) {
            metres.emplace_back(words.view.to_metres(glm::dvec2(at)));
        }
        path = smooth_path(metres, 400, 2600);
        candidate.key = 1;
        candidate.block.lines[0] = &words.text.shape(name, FontFace::Regular, spacing);
        candidate.block.spacing = candidate.block.lines[0]->spaced ? spacing : 0.F;
        candidate.block.count = 1;
        candidate.block.size = 11;
        fit_metrics(candidate.block);
        candidate.path = &path;
        candidate.along = path.reach() * 0.5F;
        candidate.slack = path.reach() * 0.3F;
        candidate.beside = 5;
    }
    std::vector<PlacedLabel> place(const std::vector<Box>& obstacles = {}) {
        return words.place({candidate}, obstacles);
    }
};

std::vector<vec2> wave(float height, bool backwards) {
    std::vector<vec2> line;
    for (int i = 0; i <= 120; ++i) {
        const float x = 500.F + 6.F * static_cast<float>(backwards ? 120 - i : i);
        line.emplace_back(x, 500.F + height * std::sin((x - 500.F) / 80.F));
    }
    return line;
}

TEST(LabelPlacer, NamesFollowTheirLine) {
    for (const bool backwards : {false, true}) {
        for (const char* name : {"Sê Băng Hiêng", "Nam Ou (synthetic)", "ນ້ຳອູ ແມ່ນ້ຳ"}) {
            AlongLine line(wave(30, backwards), name);
            const auto placed = line.place();
            ASSERT_EQ(placed.size(), 1U) << name;
            const std::vector<TurnedCluster>& clusters = placed[0].clusters;
            const ShapedRun& run = *line.candidate.block.lines[0];
            std::uint32_t next = 0;
            for (std::size_t i = 0; i < clusters.size(); ++i) {
                // Whole clusters, all of them, in their order.
                EXPECT_EQ(clusters[i].first, next);
                next += clusters[i].count;
                for (std::uint32_t g = clusters[i].first; g < next; ++g) {
                    EXPECT_EQ(run.glyphs[g].cluster, run.glyphs[clusters[i].first].cluster);
                }
                EXPECT_LT(std::abs(clusters[i].angle), 1.75F);  // never upside down
                if (i > 0) {
                    EXPECT_LE(std::abs(clusters[i].angle - clusters[i - 1].angle), kMostTurn);
                    EXPECT_GT(clusters[i].at.x, clusters[i - 1].at.x);  // read from left to right
                }
                // Beside the line, as far everywhere.
                const float to_line = static_cast<float>(glm::distance(
                    glm::dvec2(clusters[i].at),
                    line.words.view.to_px(glm::dvec2(line.path.at(line.path.nearest(
                        vec2(line.words.view.to_metres(glm::dvec2(clusters[i].at))), 0, line.path.reach()))))));
                EXPECT_GT(to_line, 5.F);
                EXPECT_LT(to_line, 5.F + 1.2F * 11.F);
            }
            EXPECT_EQ(next, run.glyphs.size());
            Overlay overlay;
            append_turned(overlay, line.candidate.block, clusters, {});
            ASSERT_EQ(overlay.texts.size(), 1U);
            ASSERT_EQ(overlay.lines.size(), 1U);
            EXPECT_EQ(*overlay.lines[0].text, name);
            EXPECT_EQ(overlay.glyphs.size(), run.glyphs.size());
        }
    }
}

TEST(LabelPlacer, ANameStandsOnlyWhereItsLineIsSmooth) {
    // A hairpin every 40 px: no room for a name without kinks. With a quiet end the name goes there.
    std::vector<vec2> line;
    for (int i = 0; i <= 24; ++i) {
        line.emplace_back(300.F + 20.F * static_cast<float>(i), i % 2 == 0 ? 420.F : 580.F);
    }
    AlongLine sharp(line, "Nam Ou (synthetic)");
    EXPECT_TRUE(sharp.place().empty());
    for (int i = 1; i <= 40; ++i) {
        line.emplace_back(780.F + 20.F * static_cast<float>(i), 420.F);
    }
    AlongLine quiet(line, "Nam Ou (synthetic)");
    quiet.candidate.slack = quiet.path.reach();
    const auto placed = quiet.place();
    ASSERT_EQ(placed.size(), 1U);
    EXPECT_GT(placed[0].box.min.x, 780.F);
    // What is in the way moves it along the line, clear of it as a chain of boxes.
    const Box wall = placed[0].box.grown(4);
    AlongLine moved(line, "Nam Ou (synthetic)");
    moved.candidate.slack = moved.path.reach();
    const auto other = moved.place({wall});
    ASSERT_EQ(other.size(), 1U);
    for (const TurnedCluster& cluster : other[0].clusters) {
        EXPECT_FALSE(cluster.box.overlaps(wall));
    }
}

TEST(LabelPaths, RiversThatHaveANameAndTheBorder) {
    auto dataset = std::make_shared<model::Dataset>();
    dataset->rivers = {{{"Nam Ou (synthetic)", {}, {}}, 1}, {{}, 1}};
    PreparedMap map;
    map.dataset = dataset;
    map.rivers = {{{0, 0}, {60'000, 0}}, {{0, 5000}, {60'000, 5000}}};
    map.river_of_part = {0, 1};
    map.border = {{{0, 9000}, {90'000, 9000}}};
    LabelPaths paths;
    paths.prepare(map, 100);
    ASSERT_EQ(paths.lines().size(), 2U);
    EXPECT_EQ(paths.lines()[0].river, model::kNone);
    EXPECT_EQ(paths.lines()[1].river, 0U);
    EXPECT_EQ(paths.octave(), 6);
    const std::size_t points = paths.lines()[1].path.points.size();
    paths.prepare(map, 127);
    EXPECT_EQ(paths.lines()[1].path.points.size(), points);
    paths.prepare(map, 130);
    EXPECT_LT(paths.lines()[1].path.points.size(), points);
}

TEST(LabelPaths, PartsOfARiverThatMeetAreOneLine) {
    auto dataset = std::make_shared<model::Dataset>();
    const model::Names name{"Synthetic river", {}, {}};
    dataset->rivers = {{name, 1}, {{"Another", {}, {}}, 1}, {name, 1}, {name, 1}, {name, 1}};
    PreparedMap map;
    map.dataset = dataset;
    // In any order and direction; the third closes the gap, the last stands apart.
    map.rivers = {{{0, 0}, {30'000, 0}},
                  {{30'000, 0}, {90'000, 0}},
                  {{90'000, 0}, {60'000, 0}},
                  {{61'000, 0}, {31'000, 0}},
                  {{0, 70'000}, {50'000, 70'000}}};
    map.river_of_part = {0, 1, 2, 3, 4};
    LabelPaths paths;
    paths.prepare(map, 100);
    std::multiset<int> lengths;
    for (const LabelPaths::Line& line : paths.lines()) {
        lengths.insert(static_cast<int>(std::lround(line.path.length / 1000)));
    }
    EXPECT_EQ(lengths, (std::multiset<int>{50, 60, 92}));
}

TEST(LabelPaths, OfTheRealRiversTheMekongIsNamed) {
    LabelPaths real;
    real.prepare(*test::real_world().map, 200);
    float length = 0;
    float longest = 0;
    for (const LabelPaths::Line& line : real.lines()) {
        if (line.river != model::kNone) {
            EXPECT_EQ(data().rivers[line.river].name, (model::Names{"Mekong", "Mê Kông", {}}));
            length += line.path.length;
            longest = std::max(longest, line.path.length);
        }
    }
    EXPECT_GT(longest, 700'000.F) << "cut at the edges of the sheets of the source";
    EXPECT_NEAR(length, 2'000'000.F, 400'000.F);
}

/// Box around one turned letter as it is drawn.
Box glyph_box(const Scene& scene, const PlacedGlyph& glyph, float size) {
    const AtlasGlyph& atlas = scene.atlas->glyph(glyph.atlas);
    const float spread = GlyphAtlas::kSpreadPixels / GlyphAtlas::kPixelsPerEm;
    const vec2 low = (atlas.box_min + spread) * size;
    const vec2 high = (atlas.box_max - spread) * size;
    const vec2 along{std::cos(glyph.angle), std::sin(glyph.angle)};
    Box box{vec2(1e9F), vec2(-1e9F)};
    for (const vec2 corner : {low, high, vec2{low.x, high.y}, vec2{high.x, low.y}}) {
        const vec2 at = glyph.at + along * corner.x + vec2{-along.y, along.x} * corner.y;
        box.min = glm::min(box.min, at);
        box.max = glm::max(box.max, at);
    }
    return box;
}

struct Name {
    std::string text;  ///< its first line
    model::Ref ref;
    bool number = false;
    bool turned = false;
    std::vector<Box> boxes;
};

std::vector<Name> names_of(const Scene& scene) {
    std::vector<Name> names;
    for (const TextMark& mark : scene.marks.texts) {
        Name name;
        name.ref = mark.ref;
        for (const TextLine& line : scene.marks.lines) {
            if (line.first == mark.first) {
                name.text = *line.text;
            }
        }
        name.number = !name.text.empty() &&
                      std::all_of(name.text.begin(), name.text.end(), [](char c) { return c >= '0' && c <= '9'; });
        for (std::uint32_t g = mark.first; g < mark.first + mark.count; ++g) {
            const PlacedGlyph& glyph = scene.marks.glyphs[g];
            name.turned = name.turned || glyph.angle != 0.F;
        }
        for (std::uint32_t g = mark.first; name.turned && g < mark.first + mark.count; ++g) {
            const AtlasGlyph& atlas = scene.atlas->glyph(scene.marks.glyphs[g].atlas);
            if (atlas.box_max.x > atlas.box_min.x) {
                name.boxes.push_back(glyph_box(scene, scene.marks.glyphs[g], mark.size));
            }
        }
        if (!name.turned) {
            name.boxes.push_back({mark.min, mark.max});
        }
        names.push_back(std::move(name));
    }
    return names;
}

/// What is wrong with the names of a scene, in words; empty: nothing.
std::vector<std::string> faults_of(const Shot& shot) {
    const Scene& scene = shot.scene;
    std::vector<std::string> faults;
    const std::vector<Name> names = names_of(scene);
    const Box page{{0, 0}, vec2(scene.view.size_px)};
    const auto overlap = [](const Name& a, const Name& b) {
        return std::any_of(a.boxes.begin(), a.boxes.end(), [&](const Box& box) {
            return std::any_of(b.boxes.begin(), b.boxes.end(), [&](const Box& other) { return box.overlaps(other); });
        });
    };
    // Less than 40 px at 96 dpi between two panels, or one and the edge of the page.
    std::vector<Box> gaps;
    for (std::size_t a = 0; a < scene.furniture.size(); ++a) {
        std::vector<Box> others{Box{{-100, -100}, {page.max.x + 100, 0}}, Box{{-100, -100}, {0, page.max.y + 100}},
                                Box{{-100, page.max.y}, page.max + 100.F}, Box{{page.max.x, -100}, page.max + 100.F}};
        for (std::size_t b = 0; b < scene.furniture.size(); ++b) {
            if (b != a) {
                others.push_back(ground_of(scene.furniture[b]));
            }
        }
        const Box panel = ground_of(scene.furniture[a]);
        for (const Box& other : others) {
            const Box between{glm::min(glm::max(panel.min, other.min), glm::min(panel.max, other.max)),
                              glm::max(glm::max(panel.min, other.min), glm::min(panel.max, other.max))};
            const bool above = panel.min.x < other.max.x && other.min.x < panel.max.x;
            const bool beside = panel.min.y < other.max.y && other.min.y < panel.max.y;
            const vec2 size = between.size();
            if ((above && !beside && size.y < 40.F * scene.scale) ||
                (beside && !above && size.x < 40.F * scene.scale)) {
                gaps.push_back(between);
            }
        }
    }
    std::vector<Box> symbols;
    for (const SymbolMark& symbol : scene.marks.symbols) {
        // The shape of a symbol fills about four fifths of its square.
        symbols.push_back(Box{symbol.at, symbol.at}.grown(symbol.size * 0.4F));
    }
    for (const SymbolMark& symbol : incident_symbols(scene)) {
        symbols.push_back(Box{symbol.at, symbol.at}.grown(symbol.size * 0.4F));
    }
    for (const DonutMark& ring : scene.marks.donuts) {
        // The corners of its box are free.
        symbols.push_back(Box{ring.at, ring.at}.grown(ring.radius * 0.9F));
    }
    for (std::size_t a = 0; a < names.size(); ++a) {
        for (std::size_t b = a + 1; b < names.size(); ++b) {
            if (overlap(names[a], names[b])) {
                faults.push_back("'" + names[a].text + "' over '" + names[b].text + "'");
            }
        }
        if (names[a].number) {
            continue;
        }
        for (const Box& box : names[a].boxes) {
            if (!box.inside(page)) {
                faults.push_back("'" + names[a].text + "' is cut off by the edge");
            }
            for (const Box& gap : gaps) {
                if (box.overlaps(gap)) {
                    faults.push_back("'" + names[a].text + "' between the furniture");
                }
            }
            for (const RectMark& rect : test::furniture_of(scene).rects) {
                if (box.overlaps({rect.min, rect.max})) {
                    faults.push_back("'" + names[a].text + "' under the furniture");
                }
            }
            for (const Box& symbol : symbols) {
                if (box.overlaps(symbol)) {
                    faults.push_back("'" + names[a].text + "' over a symbol");
                }
            }
        }
    }
    std::vector<const PolylineMark*> leaders;
    for (const PolylineMark& mark : scene.marks.polylines) {
        if (mark.ref && mark.ref.kind != model::RefKind::Agreement) {
            leaders.push_back(&mark);
        }
    }
    for (const PolylineMark* leader : leaders) {
        const vec2* line = scene.marks.points.data() + leader->first;
        for (const Name& name : names) {
            for (const Box& box : name.boxes) {
                if (!name.number && meet(line[0], line[1], box)) {
                    faults.push_back("a leader crosses '" + name.text + "'");
                }
            }
        }
        for (const PolylineMark* other : leaders) {
            const vec2* way = scene.marks.points.data() + other->first;
            if (other != leader && cross(line[0], line[1], way[0], way[1])) {
                faults.emplace_back("two leaders cross");
            }
        }
    }
    for (const PlacedGlyph& glyph : scene.marks.glyphs) {
        const AtlasGlyph& atlas = scene.atlas->glyph(glyph.atlas);
        if (atlas.font_glyph == 0) {
            faults.emplace_back("a glyph is missing");
        }
    }
    return faults;
}

TEST(Labels, AreCleanInManyViews) {
    std::mt19937 engine(41);
    const auto chance = [&](double low, double high) {
        return std::uniform_real_distribution<double>(low, high)(engine);
    };
    const std::vector<std::vector<vec2>>& border = test::real_world().map->border;
    Composer composer;
    std::size_t names = 0;
    std::size_t turned = 0;
    std::size_t led = 0;
    for (int view = 0; view < 150; ++view) {
        // About a place of the border, which every part of the data lies near; 25 to 900 km across.
        const std::vector<vec2>& part = border[static_cast<std::size_t>(engine()) % border.size()];
        const vec2 at = part[static_cast<std::size_t>(engine()) % part.size()];
        const double across = 25'000.0 * std::pow(36.0, chance(0, 1));
        const model::LonLat centre =
            projection().inverse(glm::dvec2(at) + glm::dvec2(chance(-0.4, 0.4), chance(-0.2, 0.2)) * across);
        for (const model::Language language : model::kLanguages) {
            for (const glm::ivec2 size : {glm::ivec2(1600, 1000), glm::ivec2(1920, 1080)}) {
                Shot shot(size.x, size.y);
                shot.session.language = language;
                shot.session.camera = session::Camera{centre.lon, centre.lat, across};
                if (view % 3 == 0) {
                    shot.session.selected_kind = model::RefKind::Agreement;
                    shot.session.selected_id =
                        data().agreements[static_cast<std::size_t>(view) % data().agreements.size()].id;
                }
                shot.take(composer);
                const std::vector<std::string> faults = faults_of(shot);
                EXPECT_TRUE(faults.empty())
                    << "view " << view << " at " << centre.lon << " " << centre.lat << ", " << across << " m across, "
                    << size.x << " px, language " << static_cast<int>(language) << ": " << faults.size()
                    << " faults, first: " << (faults.empty() ? std::string() : faults.front());
                for (const Name& name : names_of(shot.scene)) {
                    names += name.number ? 0U : 1U;
                    turned += name.turned ? 1U : 0U;
                }
                for (const PolylineMark& mark : shot.scene.marks.polylines) {
                    led += mark.ref.kind == model::RefKind::Unit ? 1U : 0U;
                }
            }
        }
    }
    EXPECT_GT(names, 9'000U);
    EXPECT_GT(turned, 100U);
    EXPECT_GT(led, 200U);
    RecordProperty("names", static_cast<int>(names));
    RecordProperty("turned", static_cast<int>(turned));
    RecordProperty("led", static_cast<int>(led));
}

TEST(Labels, AllPartiesOfTheSelectedAgreementAreNamed) {
    for (const model::Language language : model::kLanguages) {
        for (const double across : {0.0, 60'000.0, 120'000.0, 220'000.0}) {
            Shot shot;
            shot.session.language = language;
            shot.session.selected_kind = model::RefKind::Agreement;
            shot.session.selected_id = "A-2026-KHE-SANH";
            shot.session.fit = session::Fit::Selected;
            if (across > 0) {
                shot.session.camera = session::Camera{106.6, 16.62, across};
            }
            shot.take();
            const std::vector<Name> names = names_of(shot.scene);
            std::size_t parties = 0;
            for (const query::Link& link : shot.selection.links) {
                if (link.agreement != testing::agreement(shot.session.selected_id)) {
                    continue;
                }
                for (const model::Index party : {link.from, link.to}) {
                    const model::Ref ref{model::RefKind::Unit, party};
                    const bool there = std::any_of(
                        shot.scene.marks.symbols.begin(), shot.scene.marks.symbols.end(),
                        [&](const SymbolMark& symbol) {
                            return symbol.ref == ref &&
                                   Box{symbol.at, symbol.at}.inside({{20, 20}, vec2(shot.scene.view.size_px) - 20.F});
                        });
                    const auto count = std::count_if(names.begin(), names.end(),
                                                     [&](const Name& name) { return name.ref == ref && !name.number; });
                    EXPECT_LE(count, 1);
                    if (there) {
                        ++parties;
                        EXPECT_EQ(count, 1)
                            << data().units[party].id << " " << across << " language " << static_cast<int>(language);
                    }
                }
            }
            EXPECT_GE(parties, across == 60'000.0 ? 2U : 6U) << across;  // each link counts its two
        }
    }
}

TEST(Labels, TheBorderIsNamedAlongItInTheLanguageOfTheMap) {
    for (const model::Language language : model::kLanguages) {
        Composer composer;
        const std::string expected(model::tr("furniture.boundary.border", language));
        std::size_t views = 0;
        for (const double across : {40'000.0, 80'000.0, 200'000.0}) {
            for (const auto& [lon, lat] :
                 {std::pair{104.9, 18.6}, {105.6, 18.1}, {106.5, 16.95}, {107.4, 15.9}, {107.5, 15.2}, {103.2, 20.8}}) {
                Shot shot;
                shot.session.language = language;
                shot.session.camera = session::Camera{lon, lat, across};
                const std::vector<Name> names = names_of(shot.take(composer).scene);
                views += std::any_of(names.begin(), names.end(),
                                     [&](const Name& name) { return name.turned && name.text == expected; })
                             ? 1U
                             : 0U;
                for (const Name& name : names) {
                    EXPECT_TRUE(!name.turned || name.text == expected || name.text.starts_with("M")) << name.text;
                }
            }
        }
        EXPECT_GE(views, 4U) << static_cast<int>(language);
    }
}

TEST(Labels, AnAreaIsNamedInItsVisiblePart) {
    // Savannakhet, with the best place of its name outside the picture.
    const model::Index province = testing::boundary("LA-SV");
    const AreaAnchor& anchor = test::real_world().map->anchors[province];
    const double across = 60'000;
    std::size_t views = 0;
    for (int step = 0; step < 12; ++step) {
        const double angle = step * 0.5236;
        const model::LonLat at = projection().inverse(anchor.at + glm::dvec2(std::cos(angle), std::sin(angle)) *
                                                                      glm::dvec2(across * 1.1, across * 0.68));
        Shot shot;
        shot.page.furniture = false;
        shot.session.camera = session::Camera{at.lon, at.lat, across};
        shot.session.selected_kind = model::RefKind::Boundary;
        shot.session.selected_id = "LA-SV";
        shot.take();
        const vec2 best(shot.scene.view.to_px(anchor.at));
        ASSERT_FALSE((Box{best, best}.inside({{0, 0}, vec2(shot.scene.view.size_px)}))) << step;
        const std::vector<model::Index> middle = test::real_world().index->boundaries_at(at, shot.scene.as_of);
        if (std::find(middle.begin(), middle.end(), province) == middle.end()) {
            continue;
        }
        ++views;
        std::size_t named = 0;
        for (const TextMark& mark : shot.scene.marks.texts) {
            if (mark.ref == model::Ref{model::RefKind::Boundary, province}) {
                ++named;
                const glm::dvec2 stands = shot.scene.view.to_metres(glm::dvec2((mark.min + mark.max) * 0.5F));
                const auto there =
                    test::real_world().index->boundaries_at(projection().inverse(stands), shot.scene.as_of);
                EXPECT_NE(std::find(there.begin(), there.end(), province), there.end()) << step;
            }
        }
        EXPECT_EQ(named, 1U) << step;
    }
    EXPECT_GE(views, 6U);
}

TEST(Labels, NoneStandsUnderAControlOfTheWindow) {
    Shot shot;
    shot.page.furniture = false;
    shot.take();
    const auto names_in = [&shot](const Box& box) {
        return std::count_if(shot.scene.marks.texts.begin(), shot.scene.marks.texts.end(), [&](const TextMark& mark) {
            return mark.ref.kind == model::RefKind::Boundary && box.overlaps({mark.min, mark.max});
        });
    };
    const std::vector<TextMark> names = shot.scene.marks.texts;
    int covered = 0;
    for (std::size_t i = 0; i < names.size() && covered < 8; ++i) {
        const Box box{names[i].min, names[i].max};
        if (names[i].ref.kind != model::RefKind::Boundary || !box.inside({{0, 0}, vec2(shot.scene.view.size_px)})) {
            continue;
        }
        ++covered;
        shot.page.covered_min = box.min;
        shot.page.covered_max = box.max;
        shot.take();
        EXPECT_EQ(names_in(box), 0) << i;
        shot.page.covered_max = box.min;  // nothing again
        shot.take();
        EXPECT_GE(names_in(box), 1) << i;
    }
    EXPECT_EQ(covered, 8);
}

/// Calls with the lines, once prepared for a language, and each name of `records` in it.
template <typename Record, typename Visit>
void each_name(const std::vector<Record>& records, const Visit& visit) {
    MapIndex index(test::real_world().map);
    for (const model::Language language : model::kLanguages) {
        NameLines lines;
        lines.prepare(index, language);
        for (const Record& record : records) {
            visit(lines, record.name.display(language));
        }
    }
}

TEST(Labels, NoNameIsBrokenInsideAWord) {
    TextShaper text;
    std::size_t broken = 0;
    each_name(data().boundaries, [&](NameLines& lines, const std::string& name) {
        const std::vector<std::string>& two = lines.two_lines(text, name, FontFace::Regular);
        if (two.size() != 2) {
            return;
        }
        ++broken;
        const std::size_t at = name.find(two[1], two[0].size());
        ASSERT_NE(at, std::string::npos) << name;
        const char before = name[at - 1];
        // More than a letter on each line: "A Doi" stays whole.
        for (const std::string& line : two) {
            const auto letters = std::count_if(line.begin(), line.end(),
                                               [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
            EXPECT_GT(letters, 1) << name;
        }
        const bool lao = static_cast<unsigned char>(name[at]) == 0xE0;
        EXPECT_TRUE(before == ' ' || before == '-' || lao) << name << ": " << two[0] << " / " << two[1];
    });
    EXPECT_GT(broken, 300U);
}

TEST(Labels, LongNamesAreNeverCut) {
    TextShaper text;
    std::size_t wrapped = 0;
    each_name(data().units, [&](NameLines& lines, const std::string& name) {
        std::string together;
        const std::vector<std::string>& set = lines.short_lines(text, name, FontFace::SemiBold);
        EXPECT_LE(set.size(), static_cast<std::size_t>(TextBlock::kMostLines)) << name;
        for (const std::string& line : set) {
            together += line;
        }
        wrapped += set.size() > 1 ? 1U : 0U;
        // All of its letters are there, but for what stands in brackets at the end of the longest.
        std::string letters = name;
        std::erase(letters, ' ');
        std::erase(together, ' ');
        EXPECT_TRUE(letters == together ||
                    (letters.starts_with(together) && letters[together.size()] == '(' && letters.ends_with(')')))
            << name << " became " << together;
    });
    EXPECT_GT(wrapped, 100U);
}

TEST(Labels, TownsAreWrittenInTheLanguageOfTheMap) {
    MapIndex index(test::real_world().map);
    const auto named = [&](model::Language language, const std::string& given) {
        NameLines lines;
        lines.prepare(index, language);
        for (std::size_t i = 0; i < data().places.size(); ++i) {
            if (data().places[i].name == given) {
                return lines.towns()[i].name;
            }
        }
        return std::string("no such place");
    };
    using enum model::Language;
    EXPECT_EQ(named(English, "Đồng Hới"), "Dong Hoi");
    EXPECT_EQ(named(Vietnamese, "Đồng Hới"), "Đồng Hới");
    EXPECT_EQ(named(Vietnamese, "Da Nang"), data().boundaries[testing::boundary("VN-48")].name.vi);
    EXPECT_EQ(named(Vietnamese, "Hanoi"), "Hà Nội");
    EXPECT_EQ(named(English, "Hanoi"), "Hanoi");
    EXPECT_EQ(named(Lao, "Savannakhet"), data().boundaries[testing::boundary("LA-SV")].name.lo);
    EXPECT_EQ(named(English, "Thakhèk"), "Thakhek");
    // GeoNames numbers places of one name.
    EXPECT_EQ(named(English, "Achiang (1)"), "Achiang");
    // and puts what they are before the names of a few.
    EXPECT_EQ(named(Vietnamese, "thị xã Quảng Trị"), "Quảng Trị");
    EXPECT_EQ(named(English, "Thành Phố Uông Bí"), "Uong Bi");
    // The capital lends its name from the province around it, without the words for "capital".
    const std::string capital = data().boundaries[testing::boundary("LA-VT")].name.lo;
    EXPECT_EQ(capital, "ນະຄອນຫຼວງວຽງຈັນ");
    EXPECT_EQ(named(Lao, "Vientiane"), "ວຽງຈັນ");
    EXPECT_EQ(named(English, "Vientiane"), "Vientiane");
}

TEST(Labels, CapitalsAreNamedWhateverStandsOnThem) {
    Composer composer;
    for (const std::string& theme : theme_names()) {
        for (const session::Mode mode : {session::Mode::Overview, session::Mode::Boundaries}) {
            Shot shot;
            shot.session.theme = theme;
            shot.session.mode = mode;
            const std::vector<Name> names = names_of(shot.take(composer).scene);
            EXPECT_TRUE(
                std::any_of(names.begin(), names.end(), [](const Name& name) { return name.text == "Vientiane"; }))
                << theme << " " << session::mode_name(mode);
        }
    }
}

TEST(Labels, ADistrictAndItsSeatOfOneNameAreNamedOnce) {
    for (const model::Language language : model::kLanguages) {
        Shot shot;
        shot.session.mode = session::Mode::Boundaries;
        shot.session.language = language;
        shot.session.camera = session::Camera{104.9, 17.35, 150'000};
        std::map<std::string, int> times;
        for (const Name& name : names_of(shot.take().scene)) {
            ++times[name.text];
        }
        std::size_t once = 0;
        for (const model::Place& place : data().places) {
            if (place.name == "Thakhèk") {
                MapIndex index(test::real_world().map);
                NameLines lines;
                lines.prepare(index, language);
                once += times[lines.towns()[static_cast<std::size_t>(&place - data().places.data())].name] == 1 ? 1 : 0;
            }
        }
        EXPECT_EQ(once, 1U) << static_cast<int>(language);
    }
}

void expect_clean(const Shot& shot, const std::string& what) {
    EXPECT_GT(shot.scene.marks.texts.size(), 10U) << what;
    for (const std::string& fault : faults_of(shot)) {
        ADD_FAILURE() << what << ": " << fault;
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
