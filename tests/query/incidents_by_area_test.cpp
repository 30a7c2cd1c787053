// Incidents per district and province: each once, never spread over several, never dropped.

#include "query/incidents_by_area.hpp"

#include "query/synthetic.hpp"

#include <gtest/gtest.h>
#include <numeric>
#include <stdexcept>

namespace bordermap::query {
namespace {

using model::Index;
using synthetic::Builder;
using Counted = std::map<std::string, std::uint32_t>;

Selection on(const QueryIndex& index, const char* day) {
    Filter filter;
    filter.as_of = synthetic::day(day);
    return select(index, filter);
}

TEST(IncidentsByArea, ADistrictIsToldByTheRecordOrItsPoint) {
    Builder builder;
    builder.add_incident("named", "2025-08-01", "C-A1");
    builder.add_incident("by point", "2025-08-01", "V-AB").position = {{5.0, 1.0}, 10.0};
    builder.add_incident("point alone", "2025-08-01", "").position = {{-5.0, 6.0}, 10.0};
    const QueryIndex index(builder.build());
    const Selection selection = on(index, "2026-01-15");
    EXPECT_EQ(selection.counts.incidents_by_district, (Counted{{"C-A1", 2}, {"L-20", 1}}));
    EXPECT_EQ(selection.counts.incidents_to_province, Counted{});
}

TEST(IncidentsByArea, WhatIsKnownToAProvinceOrLiesOnSeveralIsCountedApart) {
    Builder builder;
    builder.add_incident("province", "2025-08-01", "L-1");
    builder.add_incident("rough", "2025-08-01", "L-1").position = {{-5.0, 1.0}, 520.0};
    builder.add_incident("old district of two communes", "2024-08-01", "D-B");
    builder.add_incident("elsewhere than it says", "2025-08-01", "L-1").position = {{-5.0, 6.0}, 10.0};
    builder.add_incident("country", "2025-08-01", "V");
    builder.add_incident("nowhere", "2025-08-01", "");
    builder.add_incident("a total", "2025-08-01", "C-A1").record_kind = model::RecordKind::Total;
    builder.add_incident("a snapshot", "2025-08-01", "C-A1").record_kind = model::RecordKind::Snapshot;
    const QueryIndex index(builder.build());
    const Selection selection = on(index, "2026-01-15");
    EXPECT_EQ(selection.counts.incidents_by_district, (Counted{{"", 6}}));
    EXPECT_EQ(selection.counts.incidents_to_province, (Counted{{"", 2}, {"L-1", 3}, {"V-AB", 1}}));
    const model::Dataset& data = index.dataset();
    const AreaCounts areas = incidents_by_area(data, selection, 2);
    EXPECT_EQ(areas.not_located, 6U);
    EXPECT_EQ(areas.nowhere, 2U);
    EXPECT_EQ(areas.no_farther[data.boundary_by_id.at("L-1")], 3U);
    EXPECT_EQ(std::accumulate(areas.incidents.begin(), areas.incidents.end(), 0U), 0U);
}

TEST(IncidentsByArea, UnitsAreThoseOfTheAsOfDate) {
    Builder builder;
    builder.add_incident("then", "2024-08-01", "D-A1");
    builder.add_incident("of two", "2024-08-01", "D-B").position = {{5.0, 7.0}, 20.0};
    const QueryIndex index(builder.build());
    EXPECT_EQ(on(index, "2024-12-01").counts.incidents_by_district, (Counted{{"D-A1", 1}, {"D-B", 1}}));
    EXPECT_EQ(on(index, "2026-01-15").counts.incidents_by_district, (Counted{{"C-A1", 1}, {"C-B2", 1}}))
        << "one successor; of two the one that holds the point";
}

TEST(IncidentsByArea, UndatedOnesCountOnlyWithoutAWindow) {
    Builder builder;
    builder.add_incident("undated", "XXXX-07-17", "C-A1");
    const QueryIndex index(builder.build());
    Filter filter;
    filter.as_of = synthetic::day("2026-01-15");
    EXPECT_EQ(select(index, filter).counts.incidents_by_district, (Counted{{"C-A1", 1}}));
    filter.from = synthetic::day("2025-01-01");
    EXPECT_EQ(select(index, filter).counts.incidents_by_district, Counted{});
    EXPECT_TRUE(incidents_in_area(index, select(index, filter), 2, index.dataset().boundary_by_id.at("C-A1")).empty());
}

}  // namespace
}  // namespace bordermap::query
