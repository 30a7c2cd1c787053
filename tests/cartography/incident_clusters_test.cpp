// Clusters of incidents: grouped by the records and the scale alone, shown as rings, opened as fans.

#include "cartography/cluster_marks.hpp"
#include "cartography/compose_map.hpp"
#include "cartography/compose_support.hpp"
#include "cartography/incident_marks.hpp"
#include "cartography/legend.hpp"
#include "support/furniture.hpp"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <gtest/gtest.h>
#include <map>
#include <random>
#include <set>

namespace bordermap::cartography {
namespace {

using glm::dvec2;
using glm::vec2;
using model::Index;
using model::Ref;
using model::RefKind;
using testing::data;
using testing::day;
using testing::Shot;

constexpr float kSize = 14;

/// SYNTHETIC points: towns with a crowd each, a line of equal steps, some exactly on one another.
std::vector<dvec2> points(std::size_t count, unsigned seed) {
    std::mt19937 engine(seed);
    std::uniform_real_distribution<double> wide(-400'000, 400'000);
    std::normal_distribution<double> near(0, 3'000);
    std::vector<dvec2> all;
    dvec2 town(0);
    while (all.size() < count) {
        if (all.size() % 40 == 0) {
            town = {wide(engine), wide(engine)};
        }
        switch (all.size() % 4) {
            case 0:
                all.emplace_back(wide(engine), wide(engine));
                break;
            case 1:
                all.push_back(town);
                break;
            case 2:
                all.emplace_back(town + dvec2(near(engine), near(engine)));
                break;
            default:
                all.emplace_back(static_cast<double>(all.size()) * 211.0 - 200'000.0, 77'000.0);
                break;
        }
    }
    return all;
}

double reach_px(std::uint32_t count, double scale) {
    return static_cast<double>(count > 1 ? ring_radius(count, kSize) : 0.5F * kSize * symbol_factor(scale));
}

TEST(ClusterLevels, CoverEveryScaleOnce) {
    for (double nominal = 1.0; nominal < 12'000.0; nominal *= 1.03) {
        const int level = cluster_level(nominal);
        EXPECT_LE(nominal, cluster_scale(level) * 1.000001);
        EXPECT_GT(nominal * 1.000001, level > 0 ? cluster_scale(level - 1) : 0.0);
    }
    EXPECT_EQ(cluster_level(0.01), 0);
    EXPECT_EQ(cluster_level(1e9), kCoarsestLevel);
}

TEST(ClusterTree, EveryPointIsInOneClusterAndLevelsAreNested) {
    const std::vector<dvec2> all = points(3'000, 5);
    ClusterTree tree(all, kSize);
    std::size_t last = all.size();
    for (int k = 0; k <= kCoarsestLevel; ++k) {
        const ClusterTree::Level level = tree.level(k);
        ASSERT_EQ(level.of.size(), all.size());
        std::vector<std::uint32_t> counted(level.clusters.size(), 0);
        std::vector<dvec2> sum(level.clusters.size(), dvec2(0));
        for (std::size_t i = 0; i < all.size(); ++i) {
            ++counted.at(level.of[i]);
            sum[level.of[i]] += all[i];
        }
        for (std::size_t c = 0; c < level.clusters.size(); ++c) {
            ASSERT_EQ(counted[c], level.clusters[c].count);
            ASSERT_LT(glm::distance(sum[c] / static_cast<double>(counted[c]), level.clusters[c].at), 1.0);
        }
        EXPECT_LE(level.clusters.size(), last);
        last = level.clusters.size();
        if (k > 0) {
            // Of one cluster before, of one cluster now.
            const ClusterTree::Level& finer = tree.level(k - 1);
            std::vector<std::uint32_t> into(finer.clusters.size(), model::kNone);
            for (std::size_t i = 0; i < all.size(); ++i) {
                std::uint32_t& to = into[finer.of[i]];
                ASSERT_TRUE(to == model::kNone || to == level.of[i]) << "level " << k;
                to = level.of[i];
            }
        }
    }
    EXPECT_LT(last, 60U);
    EXPECT_GT(tree.level(0).clusters.size(), 2'000U);
}

TEST(ClusterTree, NoTwoMarksOverlapAndNothingFarIsJoined) {
    const std::vector<dvec2> all = points(1'200, 7);
    ClusterTree tree(all, kSize);
    for (const int k : {4, 10, 14, 18, 21}) {
        const double scale = cluster_scale(k);
        const ClusterTree::Level& level = tree.level(k);
        for (std::size_t a = 0; a < level.clusters.size(); ++a) {
            for (std::size_t b = a + 1; b < level.clusters.size(); ++b) {
                const double px = glm::distance(level.clusters[a].at, level.clusters[b].at) / scale;
                ASSERT_GE(px + 1e-6,
                          reach_px(level.clusters[a].count, scale) + reach_px(level.clusters[b].count, scale))
                    << "level " << k;
            }
        }
        for (std::size_t i = 0; i < all.size(); ++i) {
            const ClusterTree::Cluster& cluster = level.clusters[level.of[i]];
            EXPECT_LT(glm::distance(cluster.at, all[i]) / scale, 70.0) << "level " << k;
        }
    }
}

TEST(ClusterTree, OnePlaceStaysOnePlaceAndAPairPartsAtItsScale) {
    const std::vector<dvec2> all{{100, 100}, {100, 100}, {100, 100}, {50'000, 0}, {50'000 + 3'000, 0}};
    ClusterTree tree(all, kSize);
    for (int k = 0; k <= 20; ++k) {
        const ClusterTree::Level& level = tree.level(k);
        const ClusterTree::Cluster& three = level.clusters[level.of[0]];
        if (k < 18) {
            EXPECT_EQ(three.at, dvec2(100, 100));
            EXPECT_EQ(three.count, 3U);
        }
        const double scale = cluster_scale(k);
        const bool overlap = 3'000.0 < scale * static_cast<double>(kSize * symbol_factor(scale));
        EXPECT_EQ(level.of[3] == level.of[4], overlap) << "level " << k;
    }
}

TEST(ClusterTree, IsTheSameWhicheverLevelIsAskedForFirst) {
    const std::vector<dvec2> all = points(800, 9);
    ClusterTree down(all, kSize);
    ClusterTree up(all, kSize);
    (void)up.level(20);
    for (int k = 0; k <= 20; ++k) {
        EXPECT_EQ(down.level(k).of, up.level(k).of);
    }
}

TEST(RingRadius, GrowsByAThirdOfItsAreaFromClassToClass) {
    const std::vector<std::size_t> classes{2, 5, 10, 25, 100, 1000};
    for (std::size_t i = 1; i < classes.size(); ++i) {
        const float ratio = ring_radius(classes[i], kSize) / ring_radius(classes[i - 1], kSize);
        EXPECT_NEAR(ratio * ratio, 4.0 / 3.0, 0.001);
        EXPECT_EQ(ring_radius(classes[i] - 1, kSize), ring_radius(classes[i - 1], kSize));
    }
}

TEST(RingShares, AreInProportionAndNoneVanishes) {
    const std::vector<CategoryStyle> styles(4);
    DonutMark mark;
    mark.radius = 12;
    mark.width = 4;
    std::vector<DonutShare> shares;
    append_shares(std::vector<MixPiece>{{0, false, 6}, {0, true, 2}, {3, false, 8}}, styles, 12, 1, mark, shares);
    ASSERT_EQ(mark.count, 3U);
    EXPECT_FLOAT_EQ(shares[0].to, 0.375F);
    EXPECT_FLOAT_EQ(shares[1].to, 0.5F);
    EXPECT_FLOAT_EQ(shares[2].to, 1.F);
    EXPECT_TRUE(shares[0].trim_from);
    EXPECT_FALSE(shares[0].trim_to) << "one category: no gap";
    EXPECT_FALSE(shares[1].trim_from);
    EXPECT_TRUE(shares[1].trim_to && shares[1].hollow);
    EXPECT_TRUE(shares[2].trim_from && shares[2].trim_to);
    // One of a thousand still is an arc that can be seen.
    append_shares(std::vector<MixPiece>{{0, false, 999}, {1, false, 1}}, styles, 12, 1, mark, shares);
    EXPECT_EQ(mark.first, 3U);
    EXPECT_GT((shares[4].to - shares[4].from) * 2 * 3.14159F * 10.F - mark.gap, 0.95F * kLeastArc);
    EXPECT_FLOAT_EQ(shares[4].to, 1.F);
}

struct Rings {
    Composer composer;
    Shot shot{1600, 1000};
    Rings() {
        shot.session.mode = session::Mode::Incidents;
        shot.session.camera = testing::khe_sanh(160'000);
    }
    /// Members of each ring that is drawn, by its place (m).
    std::map<std::pair<long, long>, std::set<Index>> groups() {
        std::map<std::pair<long, long>, std::set<Index>> found;
        for (const DonutMark& ring : shot.scene.marks.donuts) {
            const dvec2 at = shot.scene.view.to_metres(dvec2(ring.at));
            for (const Ref& ref : members(ring)) {
                found[{std::lround(at.x / 100), std::lround(at.y / 100)}].insert(ref.index);
            }
        }
        return found;
    }
    std::vector<Ref> members(const DonutMark& ring) const {
        for (const SharedMark& shared : shot.scene.shared) {
            if (shared.shown == ring.ref) {
                return shared.all;
            }
        }
        return {};
    }
    const DonutMark& largest_of_at_most(std::size_t most) const {
        const DonutMark* best = nullptr;
        for (const DonutMark& ring : shot.scene.marks.donuts) {
            const bool fits = members(ring).size() <= most;
            if (fits && (best == nullptr || members(ring).size() > members(*best).size())) {
                best = &ring;
            }
        }
        return *best;
    }
};

TEST(IncidentRings, APanRegroupsNothing) {
    Rings map;
    map.shot.take(map.composer);
    const auto before = map.groups();
    ASSERT_GE(before.size(), 3U);
    std::size_t same = 0;
    for (int step = 1; step <= 12; ++step) {
        map.shot.session.camera = panned(*map.shot.session.camera, map.shot.page, {17.3 * step, -11.9});
        map.shot.take(map.composer);
        for (const auto& [at, members] : map.groups()) {
            if (const auto found = before.find(at); found != before.end()) {
                EXPECT_EQ(found->second, members);
                ++same;
            }
        }
    }
    EXPECT_GE(same, 20U);
}

TEST(IncidentRings, PlayChangesNothingButTheNumbers) {
    Rings map;
    map.shot.session.camera = testing::khe_sanh(700'000);
    map.shot.take(map.composer);
    const auto whole = map.groups();
    std::size_t seen = 0;
    std::size_t smaller = 0;
    for (model::Day from = day("2018-01-01"); from < day("2026-01-01"); from += 61) {
        map.shot.session.filter.from = from;
        map.shot.session.filter.to = from + 730;
        map.shot.take(map.composer);
        for (const auto& [at, members] : map.groups()) {
            const auto found = whole.find(at);
            ASSERT_NE(found, whole.end()) << "a ring stands where it stood";
            EXPECT_TRUE(std::includes(found->second.begin(), found->second.end(), members.begin(), members.end()));
            ++seen;
            smaller += members.size() < found->second.size() ? 1 : 0;
        }
    }
    EXPECT_GT(seen, 50U);
    EXPECT_GT(smaller, 20U);
}

TEST(IncidentRings, AZoomInOnlySplits) {
    Rings map;
    std::map<Index, std::set<Index>> with;  ///< of the scale before: the ring's members per incident
    for (double across = 1'500'000; across > 6'000; across /= 1.23) {
        map.shot.session.camera = session::Camera{105.3, 17.6, across};
        map.shot.take(map.composer);
        std::map<Index, std::set<Index>> now;
        for (const auto& [at, members] : map.groups()) {
            for (const Index incident : members) {
                now[incident] = members;
            }
        }
        for (const auto& [incident, members] : now) {
            const auto before = with.find(incident);
            if (before != with.end()) {
                EXPECT_TRUE(std::includes(before->second.begin(), before->second.end(), members.begin(), members.end()))
                    << data().incidents[incident].id << " at " << across;
            }
        }
        with = std::move(now);
    }
}

TEST(IncidentRings, ArcsStandInTheOrderAndColoursOfTheLegend) {
    for (const char* theme_name : {"light", "dark", "contrast"}) {
        Rings map;
        map.shot.session.theme = theme_name;
        map.shot.session.camera = testing::khe_sanh(700'000);
        map.shot.take(map.composer);
        const Theme& colours = theme(theme_name);
        std::size_t mixed = 0;
        for (const DonutMark& ring : map.shot.scene.marks.donuts) {
            const auto* shares = map.shot.scene.marks.shares.data() + ring.first;
            for (std::uint32_t i = 0; i < ring.count; ++i) {
                ASSERT_LT(shares[i].category, data().categories.size());
                EXPECT_EQ(shares[i].category, legend_category(data(), colours, shares[i].category));
                EXPECT_EQ(shares[i].colour, colours.category_colour(data().categories[shares[i].category].id));
                EXPECT_TRUE(i == 0 || shares[i - 1].category <= shares[i].category);
                const DonutShare& before = shares[(i + ring.count - 1) % ring.count];
                EXPECT_EQ(shares[i].trim_from, before.category != shares[i].category);
                EXPECT_EQ(before.trim_to, before.category != shares[i].category);
            }
            mixed += ring.count > 1 ? 1 : 0;
        }
        EXPECT_GE(mixed, 4U);
        // The legend lists the ring, and every category of an arc.
        std::vector<std::string> texts;
        for (const TextLine& line : test::furniture_of(map.shot.scene).lines) {
            texts.push_back(*line.text);
        }
        EXPECT_TRUE(std::any_of(texts.begin(), texts.end(), [](const std::string& text) {
            return text.starts_with("Several close together: number and mix");
        }));
        EXPECT_EQ(test::furniture_of(map.shot.scene).donuts.size(), 1U);
    }
}

TEST(IncidentRings, AnArcIsPickedByItsAngleAndHasTheIncidentsOfItsCategory) {
    Rings map;
    map.shot.session.camera = testing::khe_sanh(700'000);
    map.shot.take(map.composer);
    const Theme& colours = theme("light");
    std::size_t picked = 0;
    std::size_t joined = 0;
    for (const DonutMark& ring : map.shot.scene.marks.donuts) {
        const auto at = [&](float turns, float distance) {
            return pick_arc(map.shot.scene, ring, dvec2(ring.at + towards(turns) * distance));
        };
        const std::vector<DonutArc> arcs = arcs_of(map.shot.scene, ring);
        const std::vector<Ref> members = map.members(ring);
        const float inner = ring.radius - ring.width;
        EXPECT_FALSE(at(0.3F, 0));
        EXPECT_FALSE(at(0.3F, inner - 0.1F));
        joined += arcs.size() < ring.count ? 1 : 0;
        std::size_t all = 0;
        for (const DonutArc& arc : arcs) {
            ASSERT_EQ(arc.first, all) << "none is in two arcs";
            ASSERT_LE(arc.first + arc.count, members.size());
            for (std::size_t i = arc.first; i < arc.first + arc.count; ++i) {
                const Index category = data().incidents[members[i].index].category;
                EXPECT_EQ(legend_category(data(), colours, category), arc.category);
            }
            all += arc.count;
            for (const float turns : {arc.from + 0.001F, (arc.from + arc.to) / 2, arc.to - 0.001F}) {
                for (const float distance : {inner + 0.1F, ring.radius, ring.radius + 5}) {
                    const auto found = at(turns, distance);
                    ASSERT_EQ(found.has_value(), arcs.size() > 1) << "one that is the whole ring is no arc";
                    if (found) {
                        EXPECT_EQ(found->category, arc.category);
                        EXPECT_EQ(found->first, arc.first);
                        EXPECT_EQ(found->count, arc.count);
                        ++picked;
                    }
                }
            }
        }
        EXPECT_EQ(all, members.size());
    }
    EXPECT_GE(picked, 60U);
    EXPECT_GE(joined, 1U) << "what is known to no more than an area belongs to the arc of its category";
}

TEST(IncidentRings, TheLegendListsTheRingOnlyWhereOneIsDrawn) {
    Rings map;
    map.shot.session.camera = testing::khe_sanh(700'000);
    map.shot.session.filter.categories = {"INC.EPI.PEST"};
    map.shot.take(map.composer);
    ASSERT_TRUE(map.shot.scene.marks.donuts.empty());
    EXPECT_TRUE(test::furniture_of(map.shot.scene).donuts.empty());
    map.shot.session.filter.categories.clear();
    map.shot.session.incident_style = session::IncidentStyle::Circles;
    map.shot.take(map.composer);
    EXPECT_TRUE(map.shot.scene.marks.donuts.empty());
    EXPECT_TRUE(test::furniture_of(map.shot.scene).donuts.empty());
    ASSERT_NE(map.shot.scene.areas, nullptr);
    EXPECT_EQ(map.shot.scene.areas->style, session::IncidentStyle::Circles);
    map.shot.session.incident_style = session::IncidentStyle::Symbols;
    EXPECT_EQ(map.shot.take(map.composer).scene.areas, nullptr);
}

TEST(IncidentRings, AnOpenedOneShowsEachOfItsIncidentsAndEachIsReached) {
    Rings map;
    map.shot.take(map.composer);
    const DonutMark ring = map.largest_of_at_most(kMostFanned);
    const std::vector<Ref> members = map.members(ring);
    ASSERT_GE(members.size(), 8U);
    EXPECT_EQ(pick_donut(map.shot.scene, map.shot.selection, dvec2(ring.at)), &map.largest_of_at_most(kMostFanned));
    map.shot.page.opened = members[3];
    map.shot.take(map.composer);
    std::set<Index> fanned;
    for (const SymbolMark& symbol : map.shot.scene.marks.symbols) {
        if (symbol.ref.kind == RefKind::Incident) {
            fanned.insert(symbol.ref.index);
            EXPECT_EQ(pick(map.shot.scene, *test::real_world().index, map.shot.selection, dvec2(symbol.at), 1),
                      symbol.ref);
            EXPECT_GT(glm::distance(symbol.at, ring.at), ring.radius + 0.5F * symbol.size);
        }
    }
    EXPECT_EQ(fanned.size(), members.size());
    for (const Ref& ref : members) {
        EXPECT_TRUE(fanned.contains(ref.index));
    }
    EXPECT_EQ(map.shot.scene.marks.donuts.back().ref, ring.ref) << "in front of the others";
    // The ring stays, and answers as before.
    EXPECT_EQ(pick_donut(map.shot.scene, map.shot.selection, dvec2(ring.at)), &map.shot.scene.marks.donuts.back());
}

TEST(IncidentRings, TheSelectedIncidentComesForwardHoweverManyThereAre) {
    Rings map;
    map.shot.session.camera = testing::khe_sanh(900'000);
    map.shot.take(map.composer);
    const DonutMark ring = map.largest_of_at_most(1'000);
    const std::vector<Ref> members = map.members(ring);
    ASSERT_GT(members.size(), kMostFanned);
    const auto symbols = [&] {
        std::vector<SymbolMark> found;
        for (const SymbolMark& symbol : map.shot.scene.marks.symbols) {
            if (symbol.ref.kind == RefKind::Incident) {
                found.push_back(symbol);
            }
        }
        return found;
    };
    EXPECT_TRUE(symbols().empty());
    map.shot.page.opened = members[0];
    map.shot.take(map.composer);
    EXPECT_TRUE(symbols().empty()) << "too many for a fan: the list has them";
    map.shot.session.selected_kind = RefKind::Incident;
    map.shot.session.selected_id = data().incidents[members[5].index].id;
    map.shot.take(map.composer);
    ASSERT_EQ(symbols().size(), 1U);
    EXPECT_EQ(symbols()[0].ref, members[5]);
    EXPECT_GT(glm::distance(symbols()[0].at, ring.at), ring.radius);
    // Also where incidents are counted by area.
    for (const session::IncidentStyle style : {session::IncidentStyle::Circles, session::IncidentStyle::Choropleth}) {
        map.shot.session.incident_style = style;
        map.shot.take(map.composer);
        ASSERT_EQ(symbols().size(), 1U);
        EXPECT_EQ(symbols()[0].ref, members[5]);
        EXPECT_EQ(symbols()[0].fill,
                  theme("light").category_colour(data().categories[data().incidents[members[5].index].category].id));
    }
    map.shot.session.filter.text = "zzzz-no-such-word";
    map.shot.take(map.composer);
    EXPECT_TRUE(symbols().empty()) << "what does not pass is not drawn";
}

TEST(IncidentRings, StepBackBehindALinkThatIsPointedAt) {
    Rings map;
    map.shot.session.mode = session::Mode::Overview;
    map.shot.take(map.composer);
    EXPECT_EQ(map.shot.scene.incident_alpha, 1.F);
    EXPECT_EQ(map.shot.scene.marks.shares.front().colour.a, 1.F);
    map.shot.session.selected_kind = RefKind::Agreement;
    map.shot.session.selected_id = "A-2026-KHE-SANH";
    map.shot.take(map.composer);
    EXPECT_LT(map.shot.scene.incident_alpha, 0.6F);
    EXPECT_LT(map.shot.scene.marks.shares.front().colour.a, 0.6F);
    EXPECT_LT(incident_symbols(map.shot.scene).front().fill.a, 0.6F);
}

TEST(IncidentRings, BeyondTheMostEachIncidentIsByItself) {
    // SYNTHETIC: incidents on a few places.
    const auto made = [](std::size_t count) {
        auto map = std::make_shared<PreparedMap>();
        auto dataset = std::make_shared<model::Dataset>();
        dataset->incidents.resize(count);
        map->dataset = dataset;
        for (std::size_t i = 0; i < count; ++i) {
            const auto k = static_cast<float>(i % 50);
            map->incidents.push_back({{k * 9'000.F, k * 7'000.F}, {0, 0}, 0, 10, 0, 0});
        }
        return std::shared_ptr<const PreparedMap>(map);
    };
    for (const std::size_t count : {kMostClustered, kMostClustered + 1}) {
        MapIndex index(made(count));
        query::Selection selection;
        selection.incident_pass.assign(count, 1);
        selection.incident_pass_but_window_and_category.assign(count, 1);
        for (Index i = 0; i < count; ++i) {
            selection.incidents.push_back(i);
        }
        const std::vector<CategoryStyle> styles{{{}, SymbolShape::Circle, true}};
        const IncidentRings& rings = index.rings(selection, styles, {0}, kSize, 200);
        EXPECT_EQ(rings.on, count <= kMostClustered);
        std::size_t shown = rings.alone.size();
        for (const IncidentRings::Ring& ring : rings.rings) {
            shown += ring.incidents.size();
        }
        EXPECT_EQ(shown, rings.on ? count : 0U);
        EXPECT_EQ(rings.rings.size(), rings.on ? 50U : 0U);
    }
}

}  // namespace
}  // namespace bordermap::cartography
