// Synthetic polygons with known topology: two countries west (Laos) and east (Viet Nam) of 105 E, provinces, districts.

#include "cartography/prepare_points.hpp"
#include "cartography/prepared_map.hpp"
#include "prepare_support.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <map>
#include <set>
#include <tuple>

namespace bordermap::cartography {
namespace {

using model::Country;
using model::Dataset;
using model::Day;
using model::Interval;
using testing::add_boundary;
using testing::box;
using testing::length_on;

constexpr Day kMerger = 20270;  // 2025-07-01
constexpr Interval kBefore{model::kOpenPast, kMerger};
constexpr Interval kAfter{kMerger, model::kOpenFuture};

std::shared_ptr<const PreparedMap> prepared(Dataset dataset, std::vector<model::Problem>* problems = nullptr) {
    return prepare(std::make_shared<const Dataset>(std::move(dataset)), {}, [problems](model::Problem problem) {
        if (problems != nullptr) {
            problems->push_back(std::move(problem));
        } else {
            ADD_FAILURE() << problem.message;
        }
    });
}

double distance(double lon_a, double lat_a, double lon_b, double lat_b) {
    const glm::dvec2 d = projection().forward({lon_b, lat_b}) - projection().forward({lon_a, lat_a});
    return std::hypot(d.x, d.y);
}

/// East: provinces north and south until the merger, one province from it. West: one province of two districts.
Dataset two_countries() {
    Dataset d;
    const testing::Ring east = {{105, 16}, {106, 16}, {106, 17}, {106, 18}, {105, 18}, {105, 17}};
    const testing::Ring west = {{104, 16}, {105, 16}, {105, 17}, {105, 18}, {104.5, 18}, {104, 18}};
    add_boundary(d, "VN", 0, Country::VietNam, east);
    add_boundary(d, "LA", 0, Country::Laos, west);
    add_boundary(d, "VN-S", 1, Country::VietNam, box(105, 16, 106, 17), kBefore);
    add_boundary(d, "VN-N", 1, Country::VietNam, box(105, 17, 106, 18), kBefore);
    add_boundary(d, "VN-X", 1, Country::VietNam, east, kAfter);
    add_boundary(d, "LA-W", 1, Country::Laos, west);
    add_boundary(d, "LA-1", 2, Country::Laos, {{104, 16}, {105, 16}, {105, 17}, {104.5, 17}, {104.5, 18}, {104, 18}});
    add_boundary(d, "LA-2", 2, Country::Laos, box(104.5, 17, 105, 18));
    return d;
}

TEST(Prepare, TheBorderIsDrawnOnce) {
    const auto map = prepared(two_countries());
    const double border = distance(105, 16, 105, 17) + distance(105, 17, 105, 18);
    for (const Day day : {kMerger - 1, kMerger}) {
        EXPECT_NEAR(length_on(*map, LineClass::Border, day), border, 1);
    }
    EXPECT_EQ(map->lines[static_cast<std::size_t>(LineClass::Border)][0].segments.size(), 2U);
    ASSERT_EQ(map->border.size(), 1U);
    ASSERT_EQ(map->border[0].size(), 3U) << "joined at 17 N, where a province and a district end";
    EXPECT_GT(map->border[0].front().y, map->border[0].back().y) << "north to south";
}

TEST(Prepare, OutlineIsTheRestOfTheCountries) {
    const auto map = prepared(two_countries());
    const double outline = distance(104, 16, 105, 16) + distance(105, 16, 106, 16) + distance(106, 16, 106, 17) +
                           distance(106, 17, 106, 18) + distance(106, 18, 105, 18) + distance(105, 18, 104.5, 18) +
                           distance(104.5, 18, 104, 18) + distance(104, 18, 104, 16);
    EXPECT_NEAR(length_on(*map, LineClass::Outline, kMerger), outline, 10);
    EXPECT_NEAR(length_on(*map, LineClass::Outline, kMerger - 1), outline, 10);
}

TEST(Prepare, AProvinceLineLivesAsLongAsItDivides) {
    const auto map = prepared(two_countries());
    EXPECT_NEAR(length_on(*map, LineClass::Province, kMerger - 1), distance(105, 17, 106, 17), 1);
    EXPECT_EQ(length_on(*map, LineClass::Province, kMerger), 0);
    EXPECT_EQ(length_on(*map, LineClass::Province, model::kOpenPast), length_on(*map, LineClass::Province, 0));
}

TEST(Prepare, ADistrictLineIsOnlyWhatIsNoHigherLine) {
    const auto map = prepared(two_countries());
    const double inner = distance(104.5, 17, 104.5, 18) + distance(104.5, 17, 105, 17);
    EXPECT_NEAR(length_on(*map, LineClass::District, kMerger), inner, 1);
    EXPECT_EQ(length_on(*map, LineClass::Neighbour, kMerger), 0);
}

TEST(Prepare, AnOldDistrictLineThatBecomesAProvinceLineIsNotDrawnTwice) {
    Dataset d;
    add_boundary(d, "VN-1", 1, Country::VietNam, {{105, 16}, {106, 16}, {106, 17}, {106, 18}, {105, 18}, {105, 17}},
                 kBefore);
    add_boundary(d, "VN-2", 1, Country::VietNam, box(105, 16, 106, 17), kAfter);
    add_boundary(d, "VN-3", 1, Country::VietNam, box(105, 17, 106, 18), kAfter);
    add_boundary(d, "d-1", 2, Country::VietNam, box(105, 16, 106, 17));
    add_boundary(d, "d-2", 2, Country::VietNam, box(105, 17, 106, 18));
    const auto map = prepared(std::move(d));
    const double across = distance(105, 17, 106, 17);
    EXPECT_NEAR(length_on(*map, LineClass::District, kMerger - 1), across, 1);
    EXPECT_EQ(length_on(*map, LineClass::Province, kMerger - 1), 0);
    EXPECT_NEAR(length_on(*map, LineClass::Province, kMerger), across, 1);
    EXPECT_EQ(length_on(*map, LineClass::District, kMerger), 0);
}

TEST(Prepare, ALineDrawnInTwoSpansOfTimeIsTwoSegments) {
    Dataset d;
    const testing::Ring whole = {{105, 16}, {106, 16}, {106, 17}, {106, 18}, {105, 18}, {105, 17}};
    for (const Interval days : {Interval{0, 100}, Interval{200, 300}}) {
        add_boundary(d, "s" + std::to_string(days.from), 1, Country::VietNam, box(105, 16, 106, 17), days);
        add_boundary(d, "n" + std::to_string(days.from), 1, Country::VietNam, box(105, 17, 106, 18), days);
    }
    add_boundary(d, "w", 1, Country::VietNam, whole, {100, 200});
    const auto map = prepared(std::move(d));
    const auto& segments = map->lines[static_cast<std::size_t>(LineClass::Province)][0].segments;
    ASSERT_EQ(segments.size(), 2U);
    std::set<std::pair<float, float>> days;
    for (const LineSegment& s : segments) {
        days.emplace(s.from_day, s.to_day);
    }
    EXPECT_EQ(days, (std::set<std::pair<float, float>>{{0, 100}, {200, 300}}));
}

TEST(Prepare, WithoutCountriesTheProvincesMakeTheBorder) {
    Dataset whole = two_countries();
    Dataset d;
    for (std::size_t i = 2; i < 6; ++i) {
        const auto ring = testing::ring_of(whole.boundary_polygons, whole.boundary_polygons.feature_rings[i]);
        add_boundary(d, whole.boundaries[i].id, 1, whole.boundaries[i].country, {ring.begin(), ring.end() - 1},
                     whole.boundaries[i].valid);
    }
    const auto map = prepared(std::move(d));
    const auto reference = prepared(std::move(whole));
    for (const LineClass line : {LineClass::Border, LineClass::Outline, LineClass::Province}) {
        for (const Day day : {kMerger - 1, kMerger}) {
            EXPECT_NEAR(length_on(*map, line, day), length_on(*reference, line, day), 1) << static_cast<int>(line);
        }
    }
}

TEST(Prepare, SourcesThatShareNoVertexStillHaveOneBorder) {
    // The eastern outline waves 500 m about 105 E, with its own vertices; the western one is straight.
    Dataset d;
    testing::Ring east = {{105, 16}, {106, 16}, {106, 18}, {105, 18}};
    for (int i = 1; i < 40; ++i) {
        east.push_back({105 + (i % 2 == 0 ? 0.0047 : -0.0047), 18 - 0.05 * i});
    }
    add_boundary(d, "VN-X", 1, Country::VietNam, east);
    add_boundary(d, "LA-W", 1, Country::Laos,
                 {{104, 16.001}, {105.0001, 16.001}, {105.0001, 17.3}, {105.0001, 18.002}, {104, 18}});
    const auto map = prepared(std::move(d));
    ASSERT_EQ(map->border.size(), 1U);
    EXPECT_GE(map->border[0].size(), 38U) << "the finer of the two";
    const double straight = distance(105, 16, 105, 18);
    EXPECT_NEAR(length_on(*map, LineClass::Border, 0), straight, 0.06 * straight);
    // Nothing of the western line is left beside it: only its other sides.
    const double outline = length_on(*map, LineClass::Outline, 0);
    const double expected = distance(104, 16, 106, 16) + distance(104, 18, 106, 18) + 2 * straight;
    EXPECT_NEAR(outline, expected, 0.05 * expected);
    EXPECT_EQ(length_on(*map, LineClass::Province, 0), 0);
}

TEST(Prepare, ContextEndsWithoutALineAtItsFrame) {
    Dataset d;
    add_boundary(d, "VN", 0, Country::VietNam, box(105, 16, 106, 17));
    testing::add_feature(d.neighbour_polygons, {{105, 17}, {106, 17}, {107, 17}, {107, 20}, {104, 20}, {104, 17}});
    testing::add_feature(d.neighbour_polygons, box(107, 17, 108, 20));
    d.neighbours = {{"north"}, {"north-east"}};
    const auto map = prepared(std::move(d));
    // West, north, east and the south of the second are the frame; shared with the country: its outline.
    EXPECT_NEAR(length_on(*map, LineClass::Neighbour, 0), distance(107, 17, 107, 20), 1)
        << "edges at 17 N lie on the frame's southern side";
    EXPECT_NEAR(length_on(*map, LineClass::Outline, 0),
                distance(105, 16, 106, 16) + distance(106, 16, 106, 17) + distance(105, 16, 105, 17), 1);
    ASSERT_FALSE(map->neighbour_fills.empty());
    EXPECT_GT(testing::triangle_area(map->neighbour_fills[0], 1), 0) << "features count from 0 among neighbours";
}

TEST(Prepare, FillsCoverEachFeatureOnceAndStayTogether) {
    const auto map = prepared(two_countries());
    const FillLevel& fill = map->boundary_fills.at(0);
    EXPECT_EQ(fill.tolerance_m, 0);
    for (std::uint32_t f = 0; f < map->anchors.size(); ++f) {
        EXPECT_NEAR(testing::triangle_area(fill, f), map->anchors[f].area_m2, 1e-6 * map->anchors[f].area_m2 + 100)
            << f;
        EXPECT_GT(map->anchors[f].radius_m, 20000) << f;
    }
    std::set<std::uint32_t> seen;
    std::uint32_t last = 0xffffffffU;
    for (const std::uint32_t i : fill.indices) {
        if (fill.feature[i] != last) {
            last = fill.feature[i];
            EXPECT_TRUE(seen.insert(last).second) << last << " comes in two runs";
        }
    }
    EXPECT_EQ(seen.size(), 8U);
}

/// Every element in exactly one chunk, in order, inside its box.
template <typename Level, typename Inside>
void expect_chunks(const Level& level, std::size_t elements, const Inside& inside) {
    std::uint32_t next = 0;
    for (const Chunk& chunk : level.chunks) {
        ASSERT_EQ(chunk.first, next);
        for (std::uint32_t i = chunk.first; i < chunk.first + chunk.count; ++i) {
            ASSERT_TRUE(inside(i, chunk));
        }
        next += chunk.count;
    }
    ASSERT_EQ(next, elements);
}
bool in_box(glm::vec2 p, const Chunk& c) {
    return p.x >= c.min.x && p.x <= c.max.x && p.y >= c.min.y && p.y <= c.max.y;
}

/// A grid of provinces that share wavy edges: 220 m waves of 4.5 km, 33 m waves of 0.8 km.
Dataset wavy_grid(int side, int steps) {
    const auto point = [&](double x, double y) {
        return model::LonLat{103 + 0.2 * x + 0.002 * std::sin(31 * y) + 0.0003 * std::sin(173 * (x + y)),
                             15 + 0.2 * y + 0.002 * std::sin(37 * x) + 0.0003 * std::sin(191 * (x - y))};
    };
    Dataset d;
    for (int x = 0; x < side; ++x) {
        for (int y = 0; y < side; ++y) {
            testing::Ring ring;
            // Positions are k / steps exactly as the neighbour computes them: k is a whole number on the shared edge.
            const auto add = [&](int kx, int ky) {
                ring.push_back(point(static_cast<double>(kx) / steps, static_cast<double>(ky) / steps));
            };
            for (int i = 0; i < steps; ++i) {
                add(x * steps + i, y * steps);
            }
            for (int i = 0; i < steps; ++i) {
                add((x + 1) * steps, y * steps + i);
            }
            for (int i = steps; i > 0; --i) {
                add(x * steps + i, (y + 1) * steps);
            }
            for (int i = steps; i > 0; --i) {
                add(x * steps, y * steps + i);
            }
            add_boundary(d, std::to_string(x) + "-" + std::to_string(y), 1,
                         x * 2 < side ? Country::Laos : Country::VietNam, ring);
        }
    }
    return d;
}

TEST(Prepare, EveryLevelStaysWithinItsToleranceAndKeepsEdgesShared) {
    constexpr int kSide = 8;
    const auto map = prepared(wavy_grid(kSide, 500));
    ASSERT_GE(map->boundary_fills.size(), 2U);
    const auto lines = static_cast<std::size_t>(LineClass::Province);
    for (std::size_t l = 1; l < map->lines[lines].size(); ++l) {
        EXPECT_GT(map->lines[lines][l].tolerance_m, map->lines[lines][l - 1].tolerance_m);
        EXPECT_LT(map->lines[lines][l].segments.size(), map->lines[lines][l - 1].segments.size());
    }
    double whole = 0;
    for (const AreaAnchor& a : map->anchors) {
        whole += a.area_m2;
    }
    for (const FillLevel& fill : map->boundary_fills) {
        // Edges with one triangle are the outlines: inner ones must occur in two features, end to end, or there is a gap.
        using Point = std::pair<float, float>;
        std::map<std::pair<Point, Point>, int> edges;
        const auto at = [&](std::uint32_t i) { return Point{fill.positions[i].x, fill.positions[i].y}; };
        for (std::size_t i = 0; i < fill.indices.size(); i += 3) {
            for (std::size_t k = 0; k < 3; ++k) {
                const Point a = at(fill.indices[i + k]);
                const Point b = at(fill.indices[i + (k + 1) % 3]);
                ++edges[{a, b}];
            }
        }
        double open = 0;
        for (const auto& [edge, count] : edges) {
            ASSERT_EQ(count, 1) << "tolerance " << fill.tolerance_m << ": twice at " << edge.first.first << ", "
                                << edge.first.second;
            if (!edges.contains({edge.second, edge.first})) {
                open += std::hypot(static_cast<double>(edge.first.first) - static_cast<double>(edge.second.first),
                                   static_cast<double>(edge.first.second) - static_cast<double>(edge.second.second));
            }
        }
        std::size_t l = 0;
        while (map->lines[lines][l].tolerance_m < fill.tolerance_m) {
            ++l;
        }
        EXPECT_NEAR(open, length_on(*map, LineClass::Outline, 0, l), 0.001 * open) << fill.tolerance_m;
        double sum = 0;
        for (std::uint32_t f = 0; f < map->anchors.size(); ++f) {
            const double area = testing::triangle_area(fill, f);
            sum += area;
            EXPECT_NEAR(area, map->anchors[f].area_m2,
                        0.01 * map->anchors[f].area_m2 + 5e4 * static_cast<double>(fill.tolerance_m))
                << f;
        }
        EXPECT_NEAR(sum, whole, 0.01 * whole);
    }
}

TEST(Prepare, ChunksHoldEverythingOnceInsideTheirBoxes) {
    const auto map = prepared(wavy_grid(6, 200));
    for (const FillLevel& fill : map->boundary_fills) {
        EXPECT_EQ(fill.positions.size(), fill.feature.size());
        expect_chunks(fill, fill.indices.size(), [&](std::uint32_t i, const Chunk& chunk) {
            return in_box(fill.positions[fill.indices[i]], chunk);
        });
        for (const Chunk& chunk : fill.chunks) {
            EXPECT_EQ(chunk.count % 3, 0U);
            EXPECT_LE(chunk.count, 8192U);
        }
    }
    for (const auto& of_class : map->lines) {
        ASSERT_FALSE(of_class.empty());
        for (const LineLevel& level : of_class) {
            expect_chunks(level, level.segments.size(), [&](std::uint32_t i, const Chunk& chunk) {
                return in_box(level.segments[i].a, chunk) && in_box(level.segments[i].b, chunk);
            });
        }
    }
}

TEST(Prepare, AnIslandSurvivesEveryLevel) {
    Dataset d = wavy_grid(8, 500);
    testing::Ring island;
    for (int i = 0; i < 60; ++i) {
        island.push_back({110 + 0.001 * std::cos(i * 0.104719755), 12 + 0.001 * std::sin(i * 0.104719755)});
    }
    add_boundary(d, "island", 1, Country::VietNam, island);
    const auto id = static_cast<std::uint32_t>(d.boundaries.size() - 1);
    const auto map = prepared(std::move(d));
    ASSERT_GE(map->boundary_fills.size(), 2U);
    for (const FillLevel& fill : map->boundary_fills) {
        EXPECT_GT(testing::triangle_area(fill, id), 0) << fill.tolerance_m;
    }
}

TEST(Prepare, BadRingsAreReportedAndTheRestIsDrawn) {
    Dataset d = two_countries();
    d.files = {"provinces.shp"};
    add_boundary(d, "VN-BAD", 1, Country::VietNam, {{105, 16}, {std::nan(""), 17}, {105, 17}});
    d.boundaries.back().row = 7;
    add_boundary(d, "VN-FAR", 1, Country::VietNam, box(-166, -1, -165, 1));
    add_boundary(d, "VN-BOW", 1, Country::VietNam, {{110, 16}, {111, 17}, {111, 16}, {110, 17}});
    add_boundary(d, "VN-NONE", 1, Country::VietNam, {{110, 16}, {111, 16}});
    std::vector<model::Problem> problems;
    const auto map = prepared(std::move(d), &problems);
    ASSERT_EQ(problems.size(), 2U);
    EXPECT_EQ(problems[0].file, "provinces.shp");
    EXPECT_EQ(problems[0].row, 7);
    EXPECT_EQ(problems[0].field, "geometry");
    EXPECT_NE(problems[0].message.find("VN-BAD"), std::string::npos);
    EXPECT_FALSE(problems[0].cure.empty());
    EXPECT_NE(problems[1].message.find("VN-FAR"), std::string::npos);
    const FillLevel& fill = map->boundary_fills.at(0);
    EXPECT_GT(testing::triangle_area(fill, 0), 0);
    EXPECT_EQ(testing::triangle_area(fill, 8), 0);
    EXPECT_GT(testing::triangle_area(fill, 10), 0) << "the bow tie is repaired";
    EXPECT_EQ(map->anchors.size(), 12U);
    EXPECT_EQ(map->anchors[8].radius_m, 0);
    for (const auto& of_class : map->lines) {
        for (const LineSegment& s : of_class[0].segments) {
            EXPECT_TRUE(std::isfinite(s.a.x) && std::isfinite(s.b.y));
        }
    }
}

TEST(Prepare, AnEmptyDatasetIsAnEmptyMap) {
    double last = -1;
    const auto map = prepare(std::make_shared<const Dataset>(), [&](double done, const char* what) {
        EXPECT_GE(done, last);
        EXPECT_NE(std::string(what), "");
        last = done;
    });
    EXPECT_EQ(last, 1);
    ASSERT_FALSE(map->boundary_fills.empty());
    ASSERT_FALSE(map->neighbour_fills.empty());
    for (const auto& of_class : map->lines) {
        EXPECT_FALSE(of_class.empty()) << "level_for needs one";
    }
    EXPECT_FALSE(map->bounds.valid());
    EXPECT_TRUE(map->border.empty());
}

TEST(Prepare, RecordsWithoutPolygonsAreAllowed) {
    Dataset d;
    d.boundaries.resize(3);
    const auto map = prepared(std::move(d));
    EXPECT_EQ(map->anchors.size(), 3U);
}

TEST(Prepare, RiversByLevelAndAlwaysAlive) {
    Dataset d;
    for (const int level : {0, 2, 3, 4}) {
        d.rivers.push_back({{}, level});
        for (int i = 0; i <= 10; ++i) {
            d.river_lines.vertices.push_back({104 + 0.1 * i, 16.0 + level});
        }
        d.river_lines.part_vertices.push_back(static_cast<std::uint32_t>(d.river_lines.vertices.size()));
        d.river_lines.feature_parts.push_back(static_cast<std::uint32_t>(d.river_lines.part_vertices.size() - 1));
    }
    const auto map = prepared(std::move(d));
    EXPECT_EQ(map->rivers.size(), 4U);
    for (const LineClass line : {LineClass::RiverMajor, LineClass::RiverMinor}) {
        const auto& segments = map->lines[static_cast<std::size_t>(line)][0].segments;
        EXPECT_EQ(segments.size(), 20U);
        for (const LineSegment& s : segments) {
            EXPECT_EQ(s.from_day, static_cast<float>(model::kOpenPast));
            EXPECT_EQ(s.to_day, static_cast<float>(model::kOpenFuture));
        }
    }
}

TEST(Prepare, TheSameTwice) {
    const auto a = prepared(wavy_grid(4, 100));
    const auto b = prepared(wavy_grid(4, 100));
    ASSERT_EQ(a->boundary_fills.size(), b->boundary_fills.size());
    EXPECT_EQ(a->boundary_fills[0].positions, b->boundary_fills[0].positions);
    EXPECT_EQ(a->boundary_fills[0].indices, b->boundary_fills[0].indices);
}

// Incidents.

void add_incident(Dataset& d, const std::string& id, const char* date, double lon, double lat) {
    model::Incident incident;
    incident.id = id;
    incident.date = *model::FuzzyDate::parse(date);
    incident.position = {{lon, lat}, 2.5};
    incident.category = 3;
    d.incidents.push_back(std::move(incident));
}

TEST(PrepareIncidents, ColumnsAsTheRendererReadsThem) {
    Dataset d;
    add_incident(d, "a", "2025-08-10/2025-08-14", 105, 17);
    add_incident(d, "b", "", 106, 17);
    add_incident(d, "c", "2025", std::nan(""), std::nan(""));
    d.incidents[1].position.precision_km = -1;
    const auto p = prepare_incidents(d);
    ASSERT_EQ(p.size(), 3U);
    EXPECT_EQ(p[0].at, glm::vec2(0, 0));
    EXPECT_EQ(p[0].to_day - p[0].from_day, 5);
    EXPECT_EQ(p[0].category, 3U);
    EXPECT_EQ(p[0].precision_m, 2500);
    EXPECT_EQ(p[0].spread, glm::vec2(0, 0)) << "alone: in its place";
    EXPECT_EQ(p[1].from_day, static_cast<float>(model::kOpenPast)) << "undated: always in the window";
    EXPECT_EQ(p[1].to_day, static_cast<float>(model::kOpenFuture));
    EXPECT_EQ(p[1].precision_m, 0);
    EXPECT_TRUE(std::isnan(p[2].at.x));
}

TEST(PrepareIncidents, CoincidentOnesStandByDateThenId) {
    Dataset d;
    add_incident(d, "late", "2025-03-01", 105, 17);
    add_incident(d, "b", "2024-03-01", 105.0005, 17);  // 53 m off
    add_incident(d, "a", "2024-03-01", 105, 17);
    add_incident(d, "far", "2024-03-01", 105.003, 17);  // 319 m off
    const auto p = prepare_incidents(d);
    EXPECT_EQ(p[2].spread, spread_offset(0, 3));
    EXPECT_EQ(p[1].spread, spread_offset(1, 3));
    EXPECT_EQ(p[0].spread, spread_offset(2, 3));
    EXPECT_EQ(p[3].spread, glm::vec2(0, 0));
    // The order of the rows does not matter.
    Dataset turned = d;
    std::reverse(turned.incidents.begin(), turned.incidents.end());
    const auto q = prepare_incidents(turned);
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_EQ(q[3 - i].spread, p[i].spread) << i;
    }
}

TEST(PrepareIncidents, SpreadKeepsSymbolsApartAndTogether) {
    for (std::size_t n = 2; n <= 200; ++n) {
        double least = 1e9;
        double widest = 0;
        for (std::size_t i = 0; i < n; ++i) {
            const glm::vec2 a = spread_offset(i, n);
            widest = std::max(widest, std::hypot(static_cast<double>(a.x), static_cast<double>(a.y)));
            double nearest = 1e9;
            for (std::size_t j = 0; j < n; ++j) {
                if (j != i) {
                    const glm::vec2 b = spread_offset(j, n);
                    nearest = std::min(nearest, std::hypot(static_cast<double>(a.x) - static_cast<double>(b.x),
                                                           static_cast<double>(a.y) - static_cast<double>(b.y)));
                }
            }
            least = std::min(least, nearest);
            ASSERT_LT(nearest, 1.6) << n;
        }
        ASSERT_GE(least, 1.099) << n;
        // Not wider than a disc of two thirds filling.
        ASSERT_LE(widest, 0.7 * std::sqrt(static_cast<double>(n)) + 1.1) << n;
    }
}

}  // namespace
}  // namespace bordermap::cartography
