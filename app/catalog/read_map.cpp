#include "catalog/geometry.hpp"
#include "catalog/readers.hpp"

#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

namespace bordermap::catalog {
namespace {

using model::Severity;

constexpr int kMaxLevel = 2;
constexpr int kMinorRiver = 4;

/// Files write a level as 1, 1.0 or 1.000.
std::optional<int> level_of(const std::string& text) {
    double number = -1.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc{} && end == text.data() + text.size() && number == std::floor(number);
    return whole && number >= 0.0 && number <= kMaxLevel ? std::optional(static_cast<int>(number)) : std::nullopt;
}

}  // namespace

void read_boundaries(Table& table) {
    GeometryReader geometry(table);
    if (!geometry.usable()) {
        return;
    }
    const auto id = table.column("id");
    const auto level = table.column("level");
    const auto country = table.column("country");
    const auto parent_id = table.column("parent_id");
    const auto name_en = table.column("name_en");
    const auto name_vi = table.column("name_vi");
    const auto name_lo = table.column("name_lo");
    const auto kind = table.column("kind");
    const auto code = table.column("code");
    const auto iso = table.column("iso_3166_2");
    const auto valid_from = table.column("valid_from");
    const auto valid_to = table.column("valid_to");
    auto& dataset = table.context().dataset;
    table.each_row([&] {
        model::AdminUnit unit;
        if (!table.begin_record(unit)) {
            return false;
        }
        unit.id = table.text(id);
        const auto rank = level_of(table.text(level));
        if (!rank) {
            table.report("level", Severity::Error, "level",
                         fmt::format(R"("{}" is not 0, 1 or 2; the row is left out)", table.text(level)),
                         "write 0 for a country, 1 for a province, 2 for a district or commune");
            return false;
        }
        unit.level = *rank;
        unit.country = table.country(country, false);
        unit.parent_id = table.text(parent_id);
        unit.name = {table.text(name_en), table.text(name_vi), table.text(name_lo)};
        if (unit.name.en.empty() && unit.name.vi.empty() && unit.name.lo.empty()) {
            table.report("name", Severity::Error, "name_en",
                         fmt::format(R"("{}" has no name in any language)", unit.id), "name it");
        }
        unit.kind = table.text(kind);
        unit.code = table.text(code);
        unit.iso_3166_2 = table.text(iso);
        unit.valid = table.validity(valid_from, valid_to);
        geometry.append_polygons(dataset.boundary_polygons);
        dataset.boundaries.push_back(std::move(unit));
        return true;
    });
}

void read_neighbours(Table& table) {
    GeometryReader geometry(table);
    if (!geometry.usable()) {
        return;
    }
    const auto name = table.column("name");
    const auto name_en = table.column("name_en");
    const auto country = table.column("country");
    auto& dataset = table.context().dataset;
    table.each_row([&] {
        model::Neighbour neighbour;
        for (const auto& column : {name, name_en, country}) {
            if (neighbour.name.empty()) {
                neighbour.name = table.text(column);
            }
        }
        geometry.append_polygons(dataset.neighbour_polygons);
        dataset.neighbours.push_back(std::move(neighbour));
        return true;
    });
}

void read_rivers(Table& table) {
    GeometryReader geometry(table);
    if (!geometry.usable()) {
        return;
    }
    const auto name = table.column("name");
    const auto name_en = table.column("name_en");
    const auto name_vi = table.column("name_vi");
    const auto name_lo = table.column("name_lo");
    const auto level = table.column("level");
    auto& dataset = table.context().dataset;
    table.each_row([&] {
        model::River river;
        river.name = {table.text(name_en), table.text(name_vi), table.text(name_lo)};
        if (river.name.en.empty()) {
            river.name.en = table.text(name);
        }
        const auto number = table.number(level).value_or(kMinorRiver);
        river.level = number >= 0.0 && number < 100.0 ? static_cast<int>(number) : kMinorRiver;
        geometry.append_lines(dataset.river_lines);
        dataset.rivers.push_back(std::move(river));
        return true;
    });
}

void read_places(Table& table) {
    GeometryReader geometry(table);
    const auto name = table.column("name");
    const auto country = table.column("country");
    const auto lon = table.column("lon");
    const auto lat = table.column("lat");
    const auto feature_code = table.column("feature_code");
    const auto population = table.column("population");
    auto& dataset = table.context().dataset;
    table.each_row([&] {
        model::Record record;
        if (!table.begin_record(record)) {
            return false;
        }
        model::Place place;
        place.name = table.text(name);
        place.country = model::parse_country(table.text(country));
        place.at = geometry.point();
        if (!place.at.known()) {
            place.at = table.position(lon, lat, {"precision_km", -1, nullptr}).at;
        }
        if (!place.at.known()) {
            table.report("position", Severity::Error, "lon",
                         fmt::format(R"("{}" has no position; it is left out)", place.name), "give lon and lat");
            return false;
        }
        place.feature_code = table.text(feature_code);
        place.population =
            static_cast<std::int64_t>(std::max(0.0, std::min(table.number(population).value_or(0.0), 1e12)));
        dataset.places.push_back(std::move(place));
        return true;
    });
}

void read_other(Table& table, model::PolygonColumns& polygons, std::vector<model::Record>& records) {
    GeometryReader geometry(table);
    table.each_row([&] {
        model::Record record;
        const bool loaded = table.begin_record(record);
        const auto* shape = table.geometry();
        if (geometry.usable() && shape != nullptr && GeometryReader::is_polygonal(*shape)) {
            geometry.append_polygons(polygons);
            records.push_back(std::move(record));
        }
        return loaded;
    });
}

}  // namespace bordermap::catalog
