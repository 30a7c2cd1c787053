// Thousands of random filters over the real records: what the map draws, what lists hold, what the timeline counts and what
// `query --json` prints are one Selection, and no merger of provinces loses a record.

#include "cartography/compose_support.hpp"
#include "query/describe.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <random>
#include <set>

namespace bordermap::cartography {
namespace {

using model::Index;
using model::RefKind;
using testing::data;
using testing::day;

class RandomFilters {
public:
    explicit RandomFilters(unsigned seed) : random_(seed) {
        for (const model::AdminUnit& boundary : data().boundaries) {
            (boundary.level == 1 ? provinces_ : districts_).push_back(boundary.id);
        }
    }
    query::Filter next() {
        query::Filter filter;
        filter.as_of = day("2025-07-01") + between(-2500, 500);
        for (int i = between(-1, 2); i > 0; --i) {
            filter.places.push_back(one_of(chance(70) ? provinces_ : districts_));
        }
        if (chance(50)) {
            filter.from = day("2020-01-01") + between(-3000, 2000);
        }
        if (chance(50)) {
            filter.to = filter.from.value_or(day("2020-01-01")) + between(0, 2500);
        }
        if (chance(40)) {
            filter.categories = {
                data()
                    .categories[static_cast<std::size_t>(between(0, static_cast<int>(data().categories.size()) - 1))]
                    .id};
        }
        if (chance(25)) {
            filter.areas = {
                data().areas[static_cast<std::size_t>(between(0, static_cast<int>(data().areas.size()) - 1))].id};
        }
        if (chance(20)) {
            filter.unit_kinds = {one_of({"army", "border_guard", "village", "state"})};
        }
        if (chance(20)) {
            filter.text =
                one_of({"drug", "Lao Bảo", "ma tuy", "gold", "Khe Sanh", "ສະຫວັນນະເຂດ", "nothing of the kind"});
        }
        filter.lineage = !chance(25);
        filter.ended = chance(40);
        return filter;
    }

private:
    int between(int low, int high) { return std::uniform_int_distribution<int>(low, high)(random_); }
    bool chance(int percent) { return between(1, 100) <= percent; }
    std::string one_of(const std::vector<std::string>& values) {
        return values[static_cast<std::size_t>(between(0, static_cast<int>(values.size()) - 1))];
    }
    std::mt19937 random_;
    std::vector<std::string> provinces_, districts_;
};

/// As shaders/incident.vert decides.
bool drawn_by_shader(const Scene& scene, Index incident) {
    const PointInstance& point = scene.map->incidents[incident];
    const bool dated = point.from_day < point.to_day;
    const bool in_window =
        point.from_day < static_cast<float>(scene.window.to) && static_cast<float>(scene.window.from) < point.to_day;
    return scene.show_incidents && incident < scene.incident_pass.size() && scene.incident_pass[incident] != 0 &&
           (!dated || in_window) && point.category < scene.categories.size() &&
           scene.categories[point.category].visible && std::isfinite(point.at.x) && std::isfinite(point.at.y);
}

std::set<std::string> ids(const nlohmann::json& list) {
    std::set<std::string> found;
    for (const nlohmann::json& item : list) {
        found.insert(item.is_string() ? item.get<std::string>() : item.at("id").get<std::string>());
    }
    return found;
}

template <typename Records>
std::set<std::string> ids(const Records& records, const std::vector<Index>& list) {
    std::set<std::string> found;
    for (const Index i : list) {
        found.insert(records[i].id);
    }
    return found;
}

std::uint32_t sum(const std::map<std::string, std::uint32_t>& counts) {
    std::uint32_t all = 0;
    for (const auto& [key, count] : counts) {
        all += count;
    }
    return all;
}

std::size_t number_in(const Scene& scene, const DonutMark& ring) {
    for (const TextMark& mark : scene.marks.texts) {
        const bool inside = mark.ref == ring.ref && mark.min.x > ring.at.x - ring.radius &&
                            mark.max.x < ring.at.x + ring.radius && mark.min.y > ring.at.y - ring.radius &&
                            mark.max.y < ring.at.y + ring.radius;
        for (const TextLine& line : scene.marks.lines) {
            if (inside && line.first == mark.first) {
                return std::stoul(*line.text);
            }
        }
    }
    return 0;
}

/// The map shows the incidents of the list that have a place, each once, and no other: by its symbol, or in the number of the one ring
/// that stands for it. Returns how many it shows of those that lie in view.
std::size_t expect_map_is_list(const Scene& scene, const query::Selection& selection) {
    const std::set<Index> listed(selection.incidents.begin(), selection.incidents.end());
    std::vector<std::size_t> rings_of(data().incidents.size(), 0);
    for (const DonutMark& ring : scene.marks.donuts) {
        const auto shared = std::find_if(scene.shared.begin(), scene.shared.end(),
                                         [&](const SharedMark& each) { return each.shown == ring.ref; });
        EXPECT_NE(shared, scene.shared.end());
        std::size_t in_arcs = 0;
        for (std::uint32_t i = ring.first; i < ring.first + ring.count; ++i) {
            in_arcs += scene.marks.shares[i].count;
        }
        EXPECT_GE(shared->all.size(), 2U);
        EXPECT_EQ(number_in(scene, ring), shared->all.size());
        EXPECT_EQ(in_arcs, shared->all.size());
        for (const model::Ref& ref : shared->all) {
            EXPECT_EQ(ref.kind, RefKind::Incident);
            ++rings_of[ref.index];
        }
    }
    std::size_t shown = 0;
    std::size_t in_view = 0;
    for (Index i = 0; i < data().incidents.size(); ++i) {
        const glm::dvec2 px = scene.view.to_px(glm::dvec2(scene.map->incidents[i].at));
        const bool visible = px.x >= 0 && px.y >= 0 && px.x <= scene.view.size_px.x && px.y <= scene.view.size_px.y;
        const std::size_t times = rings_of[i] + (drawn_by_shader(scene, i) ? 1 : 0);
        EXPECT_LE(times, std::isfinite(px.x) && listed.contains(i) ? 1U : 0U) << data().incidents[i].id;
        shown += visible ? times : 0;
        in_view += visible && listed.contains(i) ? 1 : 0;
    }
    EXPECT_EQ(shown, in_view);
    const std::set<Index> units(selection.units.begin(), selection.units.end());
    const std::set<Index> gates(selection.gates.begin(), selection.gates.end());
    const std::set<Index> events(selection.events.begin(), selection.events.end());
    std::set<Index> agreements;
    for (const query::SelectedAgreement& entry : selection.agreements) {
        agreements.insert(entry.agreement);
    }
    const auto belongs = [&](model::Ref ref) {
        switch (ref.kind) {
            case RefKind::Unit:
                return units.contains(ref.index);
            case RefKind::Gate:
                return gates.contains(ref.index);
            case RefKind::Event:
                return events.contains(ref.index);
            case RefKind::Agreement:
                return agreements.contains(ref.index);
            case RefKind::Incident:
                return listed.contains(ref.index);
            default:
                return true;
        }
    };
    for (const SymbolMark& mark : scene.marks.symbols) {
        EXPECT_TRUE(belongs(mark.ref)) << model::id_of(data(), mark.ref);
    }
    for (const PolylineMark& mark : scene.marks.polylines) {
        EXPECT_TRUE(belongs(mark.ref)) << model::id_of(data(), mark.ref);
    }
    return in_view;
}

/// The timeline's months and every count add up to what lists hold, and the JSON says the same.
void expect_counts_agree(const query::Selection& selection) {
    const bool windowed = selection.filter.from || selection.filter.to;
    std::uint32_t incidents = 0;
    std::uint32_t totals = 0;
    std::uint32_t undated = 0;
    for (const Index i : selection.incidents) {
        const model::Incident& incident = data().incidents[i];
        const bool dated = incident.date.dated();
        undated += dated ? 0 : 1;
        if (dated || !windowed) {
            ++(incident.record_kind == model::RecordKind::Incident ? incidents : totals);
        }
    }
    std::uint32_t events = 0;
    for (const Index i : selection.events) {
        const bool dated = data().events[i].date.dated();
        undated += dated ? 0 : 1;
        events += dated || !windowed ? 1 : 0;
    }
    const query::Counts& counts = selection.counts;
    ASSERT_EQ(counts.incidents, incidents);
    ASSERT_EQ(counts.totals, totals);
    ASSERT_EQ(counts.undated, undated);
    ASSERT_EQ(counts.events, events);
    ASSERT_EQ(sum(counts.incidents_by_category), incidents);
    ASSERT_EQ(sum(counts.incidents_by_province), incidents);
    ASSERT_EQ(sum(counts.incidents_by_district), incidents);
    if (!windowed) {
        std::uint32_t in_months = 0;
        std::uint32_t events_in_months = 0;
        for (const query::MonthCount& month : selection.months) {
            in_months += month.incidents;
            events_in_months += month.events;
        }
        ASSERT_EQ(in_months, sum(counts.incidents_by_month)) << "without a window the strip counts every dated one";
        const auto dated_events = std::count_if(selection.events.begin(), selection.events.end(),
                                                [](Index i) { return data().events[i].date.dated(); });
        ASSERT_EQ(events_in_months, static_cast<std::uint32_t>(dated_events));
    }
    const nlohmann::json json = query::to_json(data(), selection);
    ASSERT_EQ(ids(json.at("incidents")), ids(data().incidents, selection.incidents));
    ASSERT_EQ(ids(json.at("events")), ids(data().events, selection.events));
    ASSERT_EQ(ids(json.at("units")), ids(data().units, selection.units));
    ASSERT_EQ(json.at("agreements").size(), selection.agreements.size());
    ASSERT_EQ(json.at("meetings").size(), selection.meetings.size());
    ASSERT_EQ(json.at("counts").at("undated"), undated);
}

TEST(SelectionAndScene, AgreeForEveryFilter) {
    RandomFilters filters(20'260'115);
    Composer composer;
    testing::Shot shot(1280, 720);
    std::size_t shown = 0;
    for (int i = 0; i < 1200; ++i) {
        shot.session.filter = filters.next();
        // At every scale: fitted, and from the whole border down to a valley, with the edge of the page through the clusters.
        shot.session.camera.reset();
        if (i % 3 != 0) {
            shot.session.camera = testing::khe_sanh(900'000.0 / std::pow(1.35, i % 17));
            shot.session.camera->lon += 0.03 * (i % 7 - 3);
        }
        shot.take(composer);
        SCOPED_TRACE(query::describe_filter(data(), shot.session.filter, model::Language::English) + ", filter " +
                     std::to_string(i));
        shown += expect_map_is_list(shot.scene, shot.selection);
        ASSERT_FALSE(HasFailure());
        ASSERT_NO_FATAL_FAILURE(expect_counts_agree(shot.selection));
    }
    EXPECT_GT(shown, 5'000U) << "the cameras must see something";
}

TEST(SelectionAndScene, AMergerLosesNoRecord) {
    const query::QueryIndex& index = *test::real_world().index;
    RandomFilters filters(34);
    std::size_t inherited = 0;
    for (int i = 0; i < 60; ++i) {
        const query::Filter base = filters.next();
        for (const model::Succession& row : data().successions) {
            const auto from = data().boundary_by_id.find(row.from_id);
            const auto to = data().boundary_by_id.find(row.to_id);
            if (from == data().boundary_by_id.end() || to == data().boundary_by_id.end() ||
                data().boundaries[from->second].level != 1) {
                continue;
            }
            // All that the old province has of its own the new one has, too.
            query::Filter before = base;
            before.places = {row.from_id};
            before.lineage = false;
            query::Filter after = base;
            after.places = {row.to_id};
            after.lineage = true;
            const query::Selection old_one = query::select(index, before);
            const query::Selection new_one = query::select(index, after);
            const std::set<Index> incidents(new_one.incidents.begin(), new_one.incidents.end());
            const std::set<Index> events(new_one.events.begin(), new_one.events.end());
            for (const Index incident : old_one.incidents) {
                ASSERT_TRUE(incidents.contains(incident))
                    << row.from_id << " -> " << row.to_id << ": " << data().incidents[incident].id;
                ++inherited;
            }
            for (const Index event : old_one.events) {
                ASSERT_TRUE(events.contains(event))
                    << row.from_id << " -> " << row.to_id << ": " << data().events[event].id;
            }
            for (const query::SelectedAgreement& entry : old_one.agreements) {
                ASSERT_TRUE(std::any_of(new_one.agreements.begin(), new_one.agreements.end(),
                                        [&](const auto& other) { return other.agreement == entry.agreement; }))
                    << row.from_id << " -> " << row.to_id << ": " << data().agreements[entry.agreement].id;
            }
        }
    }
    EXPECT_GT(inherited, 100U) << "the filters must hit something";
}

}  // namespace
}  // namespace bordermap::cartography
