// The embedded boundaries, made ready to draw.

#include "cartography/prepared_map.hpp"
#include "catalog/catalog.hpp"
#include "prepare_support.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <gtest/gtest.h>
#include <map>
#include <numbers>
#include <set>

namespace bordermap::cartography {
namespace {

using model::AdminUnit;
using model::Country;
using model::Day;
using testing::length_on;

constexpr Day kMerger = 20270;  // 2025-07-01
constexpr Day kBefore = 19875;  // 2024-06-01
constexpr Day kAfter = 20468;   // 2026-01-15

class PrepareGeodata : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        const std::string folder = std::string(BORDERMAP_GEODATA_DIR) + "/boundaries";
        if (!std::filesystem::is_directory(folder)) {
            return;
        }
        catalog::LoadOptions options;
        options.boundaries = {folder};
        shared_dataset = catalog::load(options).dataset;
        shared_problems.clear();
        shared_map = prepare(shared_dataset, {}, [](const model::Problem& problem) {
            shared_problems.push_back(model::format_problem(problem));
        });
    }
    static void TearDownTestSuite() {
        shared_map.reset();
        shared_dataset.reset();
    }
    void SetUp() override {
        ASSERT_NE(shared_map, nullptr) << "geodata/boundaries is part of the tree: without it nothing here is tested";
        ASSERT_FALSE(shared_dataset->boundaries.empty());
    }

    static inline std::shared_ptr<const model::Dataset> shared_dataset;
    static inline std::shared_ptr<const PreparedMap> shared_map;
    static inline std::vector<std::string> shared_problems;
};

TEST_F(PrepareGeodata, NothingIsLeftOut) {
    EXPECT_TRUE(shared_problems.empty()) << shared_problems.front();
    EXPECT_EQ(shared_map->anchors.size(), shared_dataset->boundaries.size());
    EXPECT_EQ(shared_map->places.size(), shared_dataset->places.size());
    EXPECT_EQ(shared_map->rivers.size(), shared_dataset->river_lines.part_vertices.size() - 1);
}

TEST_F(PrepareGeodata, TheBorderIsOneLineOf2036Km) {
    ASSERT_EQ(shared_map->border.size(), 1U);
    // Ground length by the sphere of the mean radius, a check apart from the projection.
    double km = 0;
    const auto& line = shared_map->border[0];
    for (std::size_t i = 1; i < line.size(); ++i) {
        const model::LonLat a = projection().inverse(glm::dvec2(line[i - 1]));
        const model::LonLat b = projection().inverse(glm::dvec2(line[i]));
        constexpr double kRadian = std::numbers::pi / 180;
        const double x = (b.lon - a.lon) * kRadian * std::cos((a.lat + b.lat) / 2 * kRadian);
        const double y = (b.lat - a.lat) * kRadian;
        km += 6371.009 * std::hypot(x, y);
    }
    EXPECT_NEAR(km, 2036, 6);
    EXPECT_NEAR(length_on(*shared_map, LineClass::Border, kAfter) / 1000, 2036, 6);
    EXPECT_EQ(length_on(*shared_map, LineClass::Border, kAfter), length_on(*shared_map, LineClass::Border, kBefore));
    const model::LonLat north = projection().inverse(glm::dvec2(line.front()));
    const model::LonLat south = projection().inverse(glm::dvec2(line.back()));
    EXPECT_NEAR(north.lat, 22.4, 0.2) << "where China, Laos and Viet Nam meet";
    EXPECT_NEAR(south.lat, 14.7, 0.2) << "where Cambodia, Laos and Viet Nam meet";
}

using Edge = std::pair<std::pair<float, float>, std::pair<float, float>>;
Edge edge(glm::vec2 a, glm::vec2 b) {
    const std::pair p{a.x, a.y};
    const std::pair q{b.x, b.y};
    return p < q ? Edge{p, q} : Edge{q, p};
}

TEST_F(PrepareGeodata, EachStretchIsInOneClassOnce) {
    for (const Day day : {kBefore, kMerger - 1, kMerger, kAfter}) {
        std::map<Edge, LineClass> seen;
        for (const LineClass line :
             {LineClass::Border, LineClass::Outline, LineClass::Province, LineClass::District, LineClass::Neighbour}) {
            for (const LineSegment& s : shared_map->lines[static_cast<std::size_t>(line)][0].segments) {
                if (s.from_day <= static_cast<float>(day) && static_cast<float>(day) < s.to_day) {
                    ASSERT_TRUE(seen.emplace(edge(s.a, s.b), line).second) << static_cast<int>(line);
                }
            }
        }
        EXPECT_GT(seen.size(), 10000U);
    }
}

TEST_F(PrepareGeodata, ProvinceLinesAreThoseBetweenTheProvincesOfTheDay) {
    for (const Day day : {kBefore, kAfter}) {
        // Counted afresh: each edge of the rings of the provinces alive, with the provinces that have it.
        std::map<Edge, std::set<std::size_t>> edges;
        std::set<Edge> country_edges;
        std::map<Country, int> provinces;
        for (std::size_t f = 0; f < shared_dataset->boundaries.size(); ++f) {
            const AdminUnit& unit = shared_dataset->boundaries[f];
            if (unit.level > 1 || !unit.valid.contains(day)) {
                continue;
            }
            provinces[unit.country] += unit.level;
            const auto& polygons = shared_dataset->boundary_polygons;
            for (std::uint32_t r = polygons.feature_rings[f]; r < polygons.feature_rings[f + 1]; ++r) {
                const auto ring = testing::ring_of(polygons, r);
                for (std::size_t i = 1; i < ring.size(); ++i) {
                    const Edge e =
                        edge(glm::vec2(projection().forward(ring[i - 1])), glm::vec2(projection().forward(ring[i])));
                    if (unit.level == 0) {
                        country_edges.insert(e);
                    } else {
                        edges[e].insert(f);
                    }
                }
            }
        }
        EXPECT_EQ(provinces[Country::VietNam], day == kBefore ? 63 : 34);
        EXPECT_EQ(provinces[Country::Laos], 18);
        std::set<Edge> expected;
        for (const auto& [e, features] : edges) {
            if (!country_edges.contains(e)) {
                EXPECT_EQ(features.size(), 2U);
                expected.insert(e);
            }
        }
        std::set<Edge> drawn;
        for (const LineSegment& s : shared_map->lines[static_cast<std::size_t>(LineClass::Province)][0].segments) {
            if (s.from_day <= static_cast<float>(day) && static_cast<float>(day) < s.to_day) {
                drawn.insert(edge(s.a, s.b));
            }
        }
        EXPECT_EQ(drawn, expected) << day;
    }
    EXPECT_GT(length_on(*shared_map, LineClass::Province, kBefore),
              1.15 * length_on(*shared_map, LineClass::Province, kAfter))
        << "63 provinces have more lines between them than 34";
}

TEST_F(PrepareGeodata, TrianglesHaveTheAreaOfTheirPolygon) {
    for (const FillLevel& fill : shared_map->boundary_fills) {
        std::vector<double> area(shared_dataset->boundaries.size(), 0);
        for (std::size_t i = 0; i < fill.indices.size(); i += 3) {
            const glm::dvec2 a(fill.positions[fill.indices[i]]);
            const glm::dvec2 b = glm::dvec2(fill.positions[fill.indices[i + 1]]) - a;
            const glm::dvec2 c = glm::dvec2(fill.positions[fill.indices[i + 2]]) - a;
            area[fill.feature[fill.indices[i]]] += (b.x * c.y - b.y * c.x) / 2;
        }
        for (std::size_t f = 0; f < area.size(); ++f) {
            const double slack = fill.tolerance_m == 0 ? 1e-4 : 0.1;
            EXPECT_NEAR(area[f], shared_map->anchors[f].area_m2, slack * shared_map->anchors[f].area_m2)
                << shared_dataset->boundaries[f].id;
        }
    }
}

TEST_F(PrepareGeodata, TheProvincesOfADayCoverTheirCountry) {
    for (const Day day : {kBefore, kAfter}) {
        std::map<Country, double> provinces;
        std::map<Country, double> country;
        for (std::size_t f = 0; f < shared_dataset->boundaries.size(); ++f) {
            const AdminUnit& unit = shared_dataset->boundaries[f];
            if (unit.valid.contains(day) && unit.level < 2) {
                (unit.level == 0 ? country : provinces)[unit.country] += shared_map->anchors[f].area_m2;
            }
        }
        for (const Country c : {Country::VietNam, Country::Laos}) {
            EXPECT_NEAR(provinces[c], country[c], 1e-6 * country[c]);
        }
        EXPECT_NEAR(country[Country::Laos] / 1e6, 230000, 5000) << "km2; 236,800 with its waters";
        EXPECT_NEAR(country[Country::VietNam] / 1e6, 329000, 5000) << "km2; 331,000 with its islands";
    }
}

TEST_F(PrepareGeodata, ProvincesFillTheirCountryOnEveryDay) {
    for (std::size_t f = 0; f < shared_dataset->boundaries.size(); ++f) {
        const AdminUnit& unit = shared_dataset->boundaries[f];
        if (unit.level == 0) {
            EXPECT_EQ(shared_map->tiled[f], std::vector{unit.valid}) << unit.id;
        } else {
            EXPECT_TRUE(shared_map->tiled[f].empty()) << unit.id;
        }
    }
}

TEST_F(PrepareGeodata, AnchorsLieInTheirPolygon) {
    for (std::size_t f = 0; f < shared_dataset->boundaries.size(); ++f) {
        std::vector<PlaneRing> rings;
        const auto& polygons = shared_dataset->boundary_polygons;
        for (std::uint32_t r = polygons.feature_rings[f]; r < polygons.feature_rings[f + 1]; ++r) {
            PlaneRing ring;
            for (const model::LonLat p : testing::ring_of(polygons, r)) {
                ring.points.push_back(projection().forward(p));
            }
            rings.push_back(std::move(ring));
        }
        const AreaAnchor& anchor = shared_map->anchors[f];
        EXPECT_TRUE(testing::even_odd(rings, anchor.at)) << shared_dataset->boundaries[f].id;
        EXPECT_GT(anchor.radius_m, 0.1 * std::sqrt(anchor.area_m2)) << shared_dataset->boundaries[f].id;
        EXPECT_LT(anchor.radius_m, 0.57 * std::sqrt(anchor.area_m2)) << "a circle has no more";
    }
}

TEST_F(PrepareGeodata, EveryNeighbourIsFilled) {
    for (const FillLevel& fill : shared_map->neighbour_fills) {
        for (std::uint32_t n = 0; n < shared_dataset->neighbours.size(); ++n) {
            EXPECT_GT(testing::triangle_area(fill, n), 1e9)
                << shared_dataset->neighbours[n].name << ' ' << fill.tolerance_m;
        }
    }
}

TEST_F(PrepareGeodata, LevelsOfLinesGetShorterNotMuch) {
    for (const LineClass line : {LineClass::Border, LineClass::Outline, LineClass::Province}) {
        const auto& levels = shared_map->lines[static_cast<std::size_t>(line)];
        ASSERT_GE(levels.size(), 2U);
        for (std::size_t l = 1; l < levels.size(); ++l) {
            EXPECT_LT(levels[l].segments.size(), 0.8 * static_cast<double>(levels[l - 1].segments.size()));
            EXPECT_GT(length_on(*shared_map, line, kAfter, l), 0.7 * length_on(*shared_map, line, kAfter));
        }
    }
}

TEST_F(PrepareGeodata, BoundsAreThoseOfTheTwoCountries) {
    const model::LonLat low = projection().inverse(shared_map->bounds.min);
    const model::LonLat high = projection().inverse(shared_map->bounds.max);
    EXPECT_NEAR(low.lat, 8.5, 0.3);
    EXPECT_NEAR(high.lat, 23.4, 0.3);
    EXPECT_NEAR(shared_map->bounds.min.x, projection().forward({100.1, 20.3}).x, 20000);
    EXPECT_NEAR(shared_map->bounds.max.x, projection().forward({109.46, 12.9}).x, 20000);
}

// Full-resolution boundaries of two origins, which share no vertex along the border.
TEST(PrepareFullResolution, ForeignSourcesMakeOneBorder) {
    const std::string folder = std::string(BORDERMAP_SHARED_DIR) + "/testdata/boundaries";
    if (!std::filesystem::exists(folder + "/vn_adm1_34_2025.shp")) {
        GTEST_SKIP() << "full-resolution boundaries are not beside the checkout";
    }
    // Their columns are not those of the contract: only the shapes are taken.
    auto dataset = std::make_shared<model::Dataset>();
    const auto add = [&](const std::string& file, Country country, int level) {
        const std::size_t count = testing::read_shapefile(folder + file, dataset->boundary_polygons);
        for (std::size_t i = 0; i < count; ++i) {
            AdminUnit unit;
            unit.id = file + std::to_string(i);
            unit.level = level;
            unit.country = country;
            dataset->boundaries.push_back(std::move(unit));
        }
        return count;
    };
    ASSERT_EQ(add("/vn_adm1_34_2025.shp", Country::VietNam, 1), 34U);
    ASSERT_EQ(add("/lao_adm2_2019.shp", Country::Laos, 2), 148U);
    std::vector<std::string> problems;
    const auto map =
        prepare(dataset, {}, [&](const model::Problem& p) { problems.push_back(model::format_problem(p)); });
    EXPECT_TRUE(problems.empty()) << problems.front();

    // Surveyed in more detail the line is longer than the generalised 2,036 km, and never drawn from both sides.
    const double border = length_on(*map, LineClass::Border, 0) / 1000;
    EXPECT_GT(border, 2036);
    EXPECT_LT(border, 2400);
    double longest = 0;
    for (const auto& line : map->border) {
        double km = 0;
        for (std::size_t i = 1; i < line.size(); ++i) {
            const glm::dvec2 step = glm::dvec2(line[i]) - glm::dvec2(line[i - 1]);
            km += std::hypot(step.x, step.y) / 1000;
        }
        longest = std::max(longest, km);
    }
    EXPECT_GT(longest, 0.5 * border);

    ASSERT_GE(map->boundary_fills.size(), 2U);
    for (const FillLevel& fill : map->boundary_fills) {
        double sum = 0;
        double whole = 0;
        for (const AreaAnchor& anchor : map->anchors) {
            whole += anchor.area_m2;
        }
        for (std::size_t i = 0; i < fill.indices.size(); i += 3) {
            const glm::dvec2 a(fill.positions[fill.indices[i]]);
            const glm::dvec2 b = glm::dvec2(fill.positions[fill.indices[i + 1]]) - a;
            const glm::dvec2 c = glm::dvec2(fill.positions[fill.indices[i + 2]]) - a;
            sum += (b.x * c.y - b.y * c.x) / 2;
        }
        EXPECT_NEAR(sum, whole, 1e-3 * whole) << fill.tolerance_m;
    }
}

}  // namespace
}  // namespace bordermap::cartography
