// The program's own data, and the full-resolution boundaries where they are there.
#include "catalog/write_data.hpp"

#include <algorithm>
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>

namespace bordermap {
namespace {

using model::Country;
using test::all_problems;
using test::find_problem;
using test::load_data;

const catalog::LoadResult& geodata() {
    static const auto result = load_data({BORDERMAP_GEODATA_DIR});
    return result;
}

std::ptrdiff_t alive(const model::Dataset& data, Country country, int level, const char* day) {
    return std::count_if(data.boundaries.begin(), data.boundaries.end(), [&](const model::AdminUnit& unit) {
        return unit.country == country && unit.level == level && unit.valid.contains(*model::parse_day(day));
    });
}

TEST(Geodata, LoadsWithoutErrors) {
    EXPECT_FALSE(geodata().has_errors()) << all_problems(geodata().problems);
    for (const auto& layer : geodata().layers) {
        EXPECT_EQ(layer.rows, layer.loaded) << layer.file;
        EXPECT_EQ(layer.encoding, "UTF-8") << layer.file;
    }
}

TEST(Geodata, HasTheProvincesOfEachTime) {
    const auto& data = *geodata().dataset;
    EXPECT_EQ(alive(data, Country::VietNam, 1, "2024-06-01"), 63);
    EXPECT_EQ(alive(data, Country::VietNam, 1, "2025-06-30"), 63);
    EXPECT_EQ(alive(data, Country::VietNam, 1, "2025-07-01"), 34);
    EXPECT_EQ(alive(data, Country::VietNam, 1, "2026-01-15"), 34);
    EXPECT_EQ(alive(data, Country::Laos, 1, "2024-06-01"), 18);
    EXPECT_EQ(alive(data, Country::Laos, 2, "2026-01-15"), 148);
    EXPECT_EQ(alive(data, Country::VietNam, 2, "2024-06-01"), 36);
    EXPECT_EQ(alive(data, Country::VietNam, 2, "2026-01-15"), 104);
    EXPECT_EQ(data.boundary_polygons.feature_count(), data.boundaries.size());
}

TEST(Geodata, HasTheRecords) {
    const auto& data = *geodata().dataset;
    EXPECT_EQ(data.incidents.size(), 93U);
    EXPECT_EQ(data.gates.size(), 23U);
    EXPECT_FALSE(data.rivers.empty());
    EXPECT_FALSE(data.places.empty());
    EXPECT_EQ(data.neighbours.size(), 5U);
    EXPECT_GE(data.agreements.size(), 30U);
}

TEST(Geodata, JoinsTheKheSanhAgreementToItsFourParties) {
    const auto& data = *geodata().dataset;
    const auto found =
        std::find_if(data.agreements.begin(), data.agreements.end(), [](const model::Agreement& agreement) {
            return agreement.signed_on.dated() &&
                   agreement.signed_on.interval().contains(*model::parse_day("2026-01-15")) &&
                   agreement.parties.size() == 4;
        });
    ASSERT_NE(found, data.agreements.end());
    std::multiset<Country> countries;
    for (const auto& party : found->parties) {
        ASSERT_LT(party.unit, data.units.size());
        countries.insert(data.units[party.unit].country);
    }
    EXPECT_EQ(countries.count(Country::VietNam), 1U);
    EXPECT_EQ(countries.count(Country::Laos), 3U);
    EXPECT_FALSE(found->areas.empty());
    EXPECT_FALSE(found->sources.empty());
}

TEST(Geodata, KeepsVietnameseAndLaoLetters) {
    const auto& data = *geodata().dataset;
    const auto& province = data.boundaries.at(data.boundary_by_id.at("LA-AT"));
    EXPECT_EQ(province.name.lo, "ອັດຕະປື");
    const auto& capital = data.boundaries.at(data.boundary_by_id.at("VN-01"));
    EXPECT_EQ(capital.name.vi, "Hà Nội");
}

TEST(Geodata, IsFoundFromTheBuildTree) {
    const auto folder = catalog::find_geodata();
    ASSERT_FALSE(folder.empty());
    EXPECT_TRUE(std::filesystem::exists(std::filesystem::path(folder) / "boundaries/provinces.shp")) << folder;
}

TEST(FullResolution, KnownForeignLayersLoadAsBoundaries) {
    const std::filesystem::path folder = std::filesystem::path(BORDERMAP_SHARED_DIR) / "testdata/boundaries";
    if (!std::filesystem::exists(folder)) {
        GTEST_SKIP() << "shared test data is not here: " << folder;
    }
    catalog::LoadOptions options;
    for (const auto* file : {"lao_2019.gpkg", "vn_63_2020.gpkg", "vn_adm1_34_2025.shp", "vn_commune_2025.gpkg"}) {
        options.boundaries.push_back((folder / file).string());
    }
    const auto result = catalog::load(options);
    EXPECT_FALSE(result.has_errors()) << all_problems(result.problems);
    EXPECT_NE(find_problem(result.problems, "lao_adm1_from_adm2 has the same with more detail"), nullptr);
    const auto& data = *result.dataset;
    EXPECT_EQ(alive(data, Country::Laos, 1, "2026-01-15"), 18);
    EXPECT_EQ(alive(data, Country::Laos, 2, "2026-01-15"), 148);
    EXPECT_EQ(alive(data, Country::VietNam, 1, "2024-06-01"), 63);
    EXPECT_EQ(alive(data, Country::VietNam, 1, "2026-01-15"), 34);
    EXPECT_EQ(alive(data, Country::VietNam, 2, "2024-06-01"), 692);
    EXPECT_EQ(alive(data, Country::VietNam, 2, "2026-01-15"), 3321);
    EXPECT_GE(data.boundary_polygons.vertices.size(), 800'000U);
    // The ids are those of the program's own data, so that records find their places.
    for (const auto* id : {"LA-SV", "LA-0101", "VN-01", "VN63-01", "VN-D001", "VN-C00004"}) {
        EXPECT_EQ(data.boundary_by_id.count(id), 1U) << id;
    }
    const auto& district = data.boundaries.at(data.boundary_by_id.at("LA-0101"));
    EXPECT_EQ(data.boundaries.at(district.parent).id, "LA-VT");
    const auto& commune = data.boundaries.at(data.boundary_by_id.at("VN-C00004"));
    EXPECT_EQ(data.boundaries.at(commune.parent).id, "VN-01");
    EXPECT_EQ(commune.name.vi, "Ba Đình");
}

}  // namespace
}  // namespace bordermap
