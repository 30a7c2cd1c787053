#include "cartography/topology.hpp"

#include "prepare_support.hpp"

#include <algorithm>
#include <array>
#include <gtest/gtest.h>
#include <set>

namespace bordermap::cartography {
namespace {

using model::PolygonColumns;
using testing::add_feature;
using testing::add_ring;
using testing::box;
using testing::end_feature;

struct Built {
    EdgeGraph graph;
    Topology topology;
};

Built build(const PolygonColumns& polygons) {
    const std::array layers = {&polygons};
    Built built;
    built.graph = build_edges(layers);
    built.topology = build_arcs(built.graph);
    return built;
}

/// The ring put together again from its arcs, not closed.
std::vector<std::uint32_t> rebuilt(const Built& built, std::size_t ring) {
    std::vector<std::uint32_t> vertices;
    for (const ArcRef ref : built.topology.ring(ring)) {
        const auto arc = built.topology.arc(ref.arc);
        for (std::size_t i = 0; i + 1 < arc.size(); ++i) {
            vertices.push_back(ref.reversed ? arc[arc.size() - 1 - i] : arc[i]);
        }
    }
    return vertices;
}

void expect_rings_rebuilt(const Built& built) {
    for (std::size_t r = 0; r < built.graph.ring_count(); ++r) {
        std::vector<std::uint32_t> walk(built.graph.walk_vertices.begin() + built.graph.ring_first[r],
                                        built.graph.walk_vertices.begin() + built.graph.ring_first[r + 1]);
        const auto ring = rebuilt(built, r);
        ASSERT_EQ(ring.size(), walk.size()) << r;
        if (ring.empty()) {
            continue;
        }
        const auto start = std::find(walk.begin(), walk.end(), ring.front());
        ASSERT_NE(start, walk.end());
        std::rotate(walk.begin(), start, walk.end());
        // A vertex that the ring visits twice may be either start.
        if (walk != ring) {
            std::rotate(walk.begin(), std::find(walk.begin() + 1, walk.end(), ring.front()), walk.end());
        }
        EXPECT_EQ(ring, walk) << r;
    }
}

TEST(KeyNumbers, NumbersInOrderOfFirstSight) {
    KeyNumbers numbers(1);  // far too small: it grows
    for (std::uint64_t i = 0; i < 5000; ++i) {
        ASSERT_EQ(numbers.number(i * 0x100000000ULL), i);
    }
    for (std::uint64_t i = 0; i < 5000; ++i) {
        ASSERT_EQ(numbers.number(i * 0x100000000ULL), i);
    }
    EXPECT_EQ(numbers.size(), 5000U);
}

TEST(Topology, TwoSquaresShareOneArc) {
    PolygonColumns polygons;
    add_feature(polygons, box(104, 16, 105, 17));
    add_feature(polygons, box(105, 16, 106, 17));
    const Built built = build(polygons);
    EXPECT_EQ(built.graph.vertices.size(), 6U);
    EXPECT_EQ(built.graph.edges.size(), 7U);
    ASSERT_EQ(built.topology.arc_count(), 3U);
    std::size_t shared = 0;
    for (std::size_t a = 0; a < 3; ++a) {
        const auto uses = built.topology.arc_uses(a);
        if (uses.size() == 2) {
            ++shared;
            EXPECT_EQ(built.topology.arc(a).size(), 2U);
            EXPECT_NE(uses[0].feature, uses[1].feature);
            EXPECT_NE(uses[0].left, uses[1].left) << "one on each side";
        } else {
            EXPECT_EQ(built.topology.arc(a).size(), 4U);
        }
    }
    EXPECT_EQ(shared, 1U);
    expect_rings_rebuilt(built);
}

TEST(Topology, SidesDoNotDependOnTheDirectionOfRings) {
    for (int flip = 0; flip < 4; ++flip) {
        PolygonColumns polygons;
        auto west = box(104, 16, 105, 17);
        auto east = box(105, 16, 106, 17);
        if ((flip & 1) != 0) {
            std::reverse(west.begin(), west.end());
        }
        if ((flip & 2) != 0) {
            std::reverse(east.begin(), east.end());
        }
        add_feature(polygons, west);
        add_feature(polygons, east);
        const Built built = build(polygons);
        ASSERT_EQ(built.topology.arc_count(), 3U);
        for (std::size_t a = 0; a < 3; ++a) {
            const auto uses = built.topology.arc_uses(a);
            if (uses.size() == 2) {
                const auto arc = built.topology.arc(a);
                const bool northward = built.graph.vertices[arc.front()].lat < built.graph.vertices[arc.back()].lat;
                const bool west_left = uses[0].feature == 0 ? uses[0].left : uses[1].left;
                EXPECT_EQ(west_left, northward) << flip;
            }
        }
    }
}

TEST(Topology, JunctionWhereThreeMeet) {
    // Two squares below one wide one: its southern edge has a vertex in the middle.
    PolygonColumns polygons;
    add_feature(polygons, box(104, 16, 105, 17));
    add_feature(polygons, box(105, 16, 106, 17));
    add_feature(polygons, {{104, 17}, {105, 17}, {106, 17}, {106, 18}, {104, 18}});
    const Built built = build(polygons);
    EXPECT_EQ(built.topology.arc_count(), 6U);  // three shared, three outer
    expect_rings_rebuilt(built);
}

TEST(Topology, LevelsAndTimesShareTheirArcs) {
    // A country, its two provinces, and one province of later days with the country's outline.
    PolygonColumns polygons;
    const testing::Ring whole = {{104, 16}, {105, 16}, {106, 16}, {106, 17}, {105, 17}, {104, 17}};
    add_feature(polygons, whole);
    add_feature(polygons, box(104, 16, 105, 17));
    add_feature(polygons, box(105, 16, 106, 17));
    add_feature(polygons, whole);
    const Built built = build(polygons);
    ASSERT_EQ(built.topology.arc_count(), 3U);
    for (std::size_t a = 0; a < 3; ++a) {
        const auto uses = built.topology.arc_uses(a);
        EXPECT_EQ(uses.size(), built.topology.arc(a).size() == 2 ? 2U : 3U);
    }
    expect_rings_rebuilt(built);
}

TEST(Topology, AnIslandIsOneClosedArcAndFillsItsHole) {
    PolygonColumns polygons;
    add_ring(polygons, box(104, 16, 108, 20));
    auto hole = box(105, 17, 106, 18);
    std::reverse(hole.begin(), hole.end());
    std::rotate(hole.begin(), hole.begin() + 2, hole.end());
    add_ring(polygons, hole, false);
    end_feature(polygons);
    add_feature(polygons, box(105, 17, 106, 18));  // the enclave
    const Built built = build(polygons);
    ASSERT_EQ(built.topology.arc_count(), 2U);
    const auto ring = built.topology.ring(1);
    ASSERT_EQ(ring.size(), 1U);
    EXPECT_EQ(ring[0].arc, built.topology.ring(2)[0].arc);
    EXPECT_NE(ring[0].reversed, built.topology.ring(2)[0].reversed);
    const auto uses = built.topology.arc_uses(ring[0].arc);
    ASSERT_EQ(uses.size(), 2U);
    EXPECT_NE(uses[0].left, uses[1].left) << "the enclave lies on the other side than the land around it";
    EXPECT_EQ(built.topology.arc(ring[0].arc).front(), built.topology.arc(ring[0].arc).back());
}

TEST(Topology, VerticesAgreeToElevenMillimetresNotMore) {
    PolygonColumns polygons;
    add_feature(polygons, box(104, 16, 105, 17));
    add_feature(polygons, box(105.00000004, 16, 106, 17));  // rounds to the same 1e-7 degree
    EXPECT_EQ(build(polygons).topology.arc_count(), 3U);
    PolygonColumns apart;
    add_feature(apart, box(104, 16, 105, 17));
    add_feature(apart, box(105.0000002, 16, 106, 17));
    EXPECT_EQ(build(apart).topology.arc_count(), 2U) << "two squares that share nothing";
}

TEST(Topology, RepeatedVerticesAndEmptyRingsAreNoEdges) {
    PolygonColumns polygons;
    add_feature(polygons, {{104, 16}, {104, 16}, {105, 16}, {105, 17}, {105, 17}, {105, 17}, {104, 17}, {104, 16}});
    add_feature(polygons, {{104, 16}, {105, 16}});  // encloses nothing
    add_feature(polygons, {{104, 16}, {104, 16}, {104, 16}});
    const Built built = build(polygons);
    EXPECT_EQ(built.graph.edges.size(), 4U);
    EXPECT_EQ(built.topology.arc_count(), 1U);
    EXPECT_TRUE(built.topology.ring(1).empty());
    EXPECT_TRUE(built.topology.ring(2).empty());
    EXPECT_EQ(built.graph.feature_count(), 3U);
}

TEST(Topology, ASpikeHasItsFeatureOnBothSides) {
    PolygonColumns polygons;
    add_feature(polygons, {{104, 16}, {105, 16}, {105, 17}, {105.5, 17.5}, {105, 17}, {104, 17}});
    const Built built = build(polygons);
    ASSERT_EQ(built.topology.arc_count(), 2U);
    std::set<std::size_t> uses;
    for (std::size_t a = 0; a < 2; ++a) {
        uses.insert(built.topology.arc_uses(a).size());
    }
    EXPECT_EQ(uses, (std::set<std::size_t>{1, 2}));
    expect_rings_rebuilt(built);
}

TEST(Topology, ARingThatTouchesItselfIsCutThere) {
    PolygonColumns polygons;
    add_feature(polygons, {{104, 16}, {105, 17}, {106, 16}, {106, 18}, {105, 17}, {104, 18}});
    const Built built = build(polygons);
    EXPECT_EQ(built.topology.arc_count(), 2U);
    expect_rings_rebuilt(built);
}

TEST(Topology, UnusableRingsAreToldAndLeftOut) {
    PolygonColumns polygons;
    add_feature(polygons, box(104, 16, 105, 17));
    add_feature(polygons, {{104, 16}, {1e30, 16}, {105, 17}});
    add_feature(polygons, {{104, 16}, {std::nan(""), 16}, {105, 17}});
    const std::array layers = {&polygons};
    std::vector<std::uint32_t> told;
    const EdgeGraph graph = build_edges(layers, [&](std::uint32_t feature, std::uint32_t) { told.push_back(feature); });
    EXPECT_EQ(told, (std::vector<std::uint32_t>{1, 2}));
    EXPECT_EQ(build_arcs(graph).arc_count(), 1U);
}

TEST(Topology, MarksCutArcs) {
    PolygonColumns polygons;
    add_feature(polygons, box(104, 16, 105, 17));
    const std::array layers = {&polygons};
    const EdgeGraph graph = build_edges(layers);
    std::vector<std::uint8_t> marks(graph.edges.size(), 0);
    marks[1] = 1;
    const Topology topology = build_arcs(graph, marks);
    ASSERT_EQ(topology.arc_count(), 2U);
    EXPECT_EQ(topology.arc(topology.edge_arc[1]).size(), 2U);
    EXPECT_EQ(topology.arc_mark[topology.edge_arc[1]], 1);
    EXPECT_EQ(topology.arc(topology.edge_arc[0]).size(), 4U);
    EXPECT_EQ(topology.arc_mark[topology.edge_arc[0]], 0);
}

TEST(Topology, AGridCountsOut) {
    constexpr std::size_t kSide = 40;
    PolygonColumns polygons;
    for (std::size_t x = 0; x < kSide; ++x) {
        for (std::size_t y = 0; y < kSide; ++y) {
            const double west = 100 + 0.1 * static_cast<double>(x);
            const double south = 10 + 0.1 * static_cast<double>(y);
            add_feature(polygons, box(west, south, 100 + 0.1 * static_cast<double>(x + 1),
                                      10 + 0.1 * static_cast<double>(y + 1)));
        }
    }
    const Built built = build(polygons);
    EXPECT_EQ(built.graph.vertices.size(), (kSide + 1) * (kSide + 1));
    EXPECT_EQ(built.graph.edges.size(), 2 * kSide * (kSide + 1));
    // Only at the four outer corners do two edges make one arc.
    EXPECT_EQ(built.topology.arc_count(), 2 * kSide * (kSide + 1) - 4);
    EXPECT_EQ(built.topology.uses.size(), 4 * kSide * kSide - 4);
    expect_rings_rebuilt(built);
}

}  // namespace
}  // namespace bordermap::cartography
