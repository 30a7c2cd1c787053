// Thousands of random filters over SYNTHETIC records: the Selection against a recount written as plainly as its rules are, record by
// record, with sets of names and no columns.

#include "query/gazetteer.hpp"
#include "query/incidents_by_area.hpp"
#include "query/selection.hpp"
#include "query/synthetic.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <map>
#include <numbers>
#include <set>

namespace bordermap::query {
namespace {

using model::Index;
using Ids = std::set<std::string>;

enum class Pass { No, Inherited, Direct };

class World {
public:
    explicit World(unsigned seed) : random_(seed) {
        make_units();
        make_agreements();
        make_events();
        make_incidents();
        data = builder_.build();
    }

    Filter random_filter() {
        Filter filter;
        filter.as_of = synthetic::kReform + between(-400, 400);
        filter.lineage = chance(75);
        filter.ended = chance(40);
        const std::vector<std::string> places = place_ids();
        for (int i = between(-2, 2); i > 0; --i) {
            filter.places.push_back(one_of(places));
        }
        if (chance(50)) {
            filter.from = synthetic::kReform + between(-1500, 600);
        }
        if (chance(50)) {
            filter.to = filter.from.value_or(synthetic::kReform) + between(-30, 900);
        }
        if (chance(40)) {
            filter.categories = some_of({"K", "K.1", "K.2", "H", "none such"});
        }
        if (chance(30)) {
            filter.areas = some_of({"P", "P.1", "S"});
        }
        if (chance(30)) {
            filter.unit_kinds = some_of({"army", "village", "police"});
        }
        if (chance(30)) {
            filter.text =
                one_of<std::string>({"mot", "drugs", "xa BA", "đồng", "unit 3", "title", "MUANG nong", "seized", "zz"});
        }
        return filter;
    }

    std::shared_ptr<const model::Dataset> data;

    // --- the recount ---

    [[nodiscard]] Ids chain(const std::string& id) const {
        Ids ids;
        for (std::string at = id; !at.empty();) {
            ids.insert(at);
            at = boundary(at).parent_id;
        }
        return ids;
    }
    [[nodiscard]] Ids kin(const std::string& id) const {
        Ids ids;
        for (const bool forward : {true, false}) {
            Ids todo{id};
            while (!todo.empty()) {
                const std::string at = *todo.begin();
                todo.erase(todo.begin());
                for (const model::Succession& row : data->successions) {
                    if ((forward ? row.from_id : row.to_id) == at) {
                        const std::string& next = forward ? row.to_id : row.from_id;
                        ids.insert(next);
                        todo.insert(next);
                    }
                }
            }
        }
        return ids;
    }
    struct Where {
        std::string admin;
        Ids own, then, now, inside;
    };
    [[nodiscard]] Where where(const model::Record& record, const std::string& admin, model::Position position) const {
        Where at;
        at.admin = admin;
        if (!admin.empty()) {
            at.own = chain(admin);
            const Box box = box_of(admin);
            if (!position.known()) {
                position.at = {box.west ? -5.0 : 5.0, 0.5 * (box.south + box.north)};
                position.precision_km = radius(admin);
            } else if (position.precision_km < 0) {
                position.precision_km = radius(admin);
            }
        }
        for (const model::ExtraField& field : record.extra) {
            for (const std::string& id : split(field.value)) {
                if (data->extra_names[field.name] == "admin_ids_then") {
                    at.own.merge(chain(id));
                    at.then.merge(chain(id));
                } else if (data->extra_names[field.name].starts_with("admin_")) {
                    at.now.merge(chain(id));
                }
            }
        }
        if (position.known()) {
            for (const Box& box : builder_.boxes) {
                const bool across = box.west ? position.at.lon < 0 : position.at.lon > 0;
                if (across && position.at.lat > box.south && position.at.lat < box.north &&
                    position.precision_km <= 1.1 * radius(box.id)) {
                    at.inside.merge(chain(box.id));
                }
            }
        }
        return at;
    }
    [[nodiscard]] Pass pass(const Where& at, const std::string& place) const {
        if (!data->boundary_by_id.contains(place)) {
            return Pass::No;
        }
        const bool named = !at.own.empty();
        if (at.own.contains(place)) {
            bool known = false;
            bool of_its_time = at.then.contains(place);
            for (const std::string& then : at.then) {
                if (boundary(then).level == 1 && boundary(then).country == boundary(place).country) {
                    known = true;
                    of_its_time = of_its_time || boundary(then).valid.overlaps(boundary(place).valid);
                }
            }
            return known && !of_its_time ? Pass::Inherited : Pass::Direct;
        }
        if (!named && at.inside.contains(place)) {
            return Pass::Direct;
        }
        const auto together = [this](const std::string& a, const std::string& b) {
            return boundary(a).valid.overlaps(boundary(b).valid);
        };
        if (at.now.contains(place)) {
            return !at.admin.empty() && together(at.admin, place) ? Pass::Direct : Pass::Inherited;
        }
        if (at.inside.contains(place) && !at.admin.empty() && !together(at.admin, place) &&
            boundary(at.admin).country == boundary(place).country) {
            return Pass::Inherited;
        }
        for (const std::string& relative : kin(place)) {
            if (!(named ? at.own : at.inside).contains(relative)) {
                continue;
            }
            bool elsewhere = false;
            for (const std::string& other : kin(relative)) {
                elsewhere =
                    elsewhere ||
                    (other != place && boundary(other).level == boundary(place).level && together(other, place) &&
                     (at.own.contains(other) || at.now.contains(other) || at.inside.contains(other)));
            }
            if (!elsewhere || at.inside.contains(place)) {
                return Pass::Inherited;
            }
        }
        return Pass::No;
    }
    [[nodiscard]] Pass pass(const Where& at, const Filter& filter) const {
        Pass best = filter.places.empty() ? Pass::Direct : Pass::No;
        for (const std::string& place : filter.places) {
            best = std::max(best, pass(at, place));
        }
        return best == Pass::Inherited && !filter.lineage ? Pass::No : best;
    }
    [[nodiscard]] std::vector<Index> heirs(Index unit, model::Day as_of) const {
        std::set<Index> found;
        std::set<Index> todo{unit};
        std::set<Index> seen;
        while (!todo.empty()) {
            const Index at = *todo.begin();
            todo.erase(todo.begin());
            seen.insert(at);
            for (const model::Succession& row : data->successions) {
                if (row.from_id == data->units[at].id && row.date <= as_of) {
                    const Index heir = data->unit_by_id.at(row.to_id);
                    if (data->units[heir].valid.contains(as_of)) {
                        found.insert(heir);
                    } else if (!seen.contains(heir)) {
                        todo.insert(heir);
                    }
                }
            }
        }
        return {found.begin(), found.end()};
    }
    [[nodiscard]] Pass unit_pass(Index unit, const Filter& filter) const {
        const model::Unit& at = data->units[unit];
        return pass(where(at, at.admin_id, at.position), filter);
    }
    [[nodiscard]] Pass party_pass(const std::vector<model::Party>& parties, const Filter& filter) const {
        Pass best = filter.places.empty() ? Pass::Direct : Pass::No;
        for (const model::Party& party : parties) {
            best = std::max(best, unit_pass(party.unit, filter));
            if (filter.lineage && data->units[party.unit].valid.to <= filter.as_of) {
                for (const Index heir : heirs(party.unit, filter.as_of)) {
                    if (unit_pass(heir, filter) != Pass::No) {
                        best = std::max(best, Pass::Inherited);
                    }
                }
            }
        }
        return best;
    }
    [[nodiscard]] bool kind_pass(const std::vector<model::Party>& parties, const Filter& filter) const {
        return filter.unit_kinds.empty() || std::any_of(parties.begin(), parties.end(), [&](const model::Party& party) {
                   return contains(filter.unit_kinds, data->units[party.unit].kind);
               });
    }
    template <typename Terms>
    [[nodiscard]] static bool term_pass(const Terms& terms, Index term, const std::vector<std::string>& wanted) {
        for (; term != model::kNone; term = terms[term].parent) {
            if (contains(wanted, terms[term].id)) {
                return true;
            }
        }
        return false;
    }
    [[nodiscard]] static bool text_pass(const std::vector<std::string>& fields, const std::string& text) {
        std::string all;
        for (const std::string& field : fields) {
            all += fold(field) + '\n';
        }
        for (const std::string& word : split(text, ' ')) {
            if (all.find(fold(word)) == std::string::npos) {
                return false;
            }
        }
        return true;
    }
    [[nodiscard]] std::vector<std::string> names_of(const Ids& boundaries) const {
        std::vector<std::string> names;
        for (const std::string& id : boundaries) {
            if (boundary(id).level > 0) {
                names.push_back(boundary(id).name.en);
            }
        }
        return names;
    }
    [[nodiscard]] std::vector<std::string> unit_names(Index unit) const {
        const model::Unit& at = data->units[unit];
        std::vector<std::string> names =
            at.admin_id.empty() ? std::vector<std::string>() : names_of(chain(at.admin_id));
        names.push_back(at.name.en);
        return names;
    }
    [[nodiscard]] const model::AdminUnit& boundary(const std::string& id) const {
        return data->boundaries[data->boundary_by_id.at(id)];
    }
    static bool contains(const std::vector<std::string>& list, const std::string& value) {
        return std::find(list.begin(), list.end(), value) != list.end();
    }
    static std::vector<std::string> split(const std::string& text, char by = '|') {
        std::vector<std::string> parts(1);
        for (const char c : text) {
            if (c == by) {
                parts.emplace_back();
            } else {
                parts.back() += c;
            }
        }
        std::erase(parts, "");
        return parts;
    }

private:
    using Box = synthetic::Box;

    [[nodiscard]] const Box& box_of(const std::string& id) const {
        return *std::find_if(builder_.boxes.begin(), builder_.boxes.end(),
                             [&](const Box& box) { return box.id == id; });
    }
    [[nodiscard]] double radius(const std::string& id) const {
        const Box& box = box_of(id);
        constexpr double kDegree = 6371.0088 * std::numbers::pi / 180.0;
        const double across = 10.0 * kDegree * std::cos(0.5 * (box.south + box.north) * std::numbers::pi / 180.0);
        return std::sqrt(across * (box.north - box.south) * kDegree / std::numbers::pi);
    }

    int between(int low, int high) { return std::uniform_int_distribution<int>(low, high)(random_); }
    bool chance(int percent) { return between(1, 100) <= percent; }
    template <typename T>
    T one_of(const std::vector<T>& values) {
        return values[static_cast<std::size_t>(between(0, static_cast<int>(values.size()) - 1))];
    }
    std::vector<std::string> some_of(const std::vector<std::string>& values) {
        std::vector<std::string> chosen{one_of(values)};
        if (chance(40)) {
            chosen.push_back(one_of(values));
        }
        return chosen;
    }
    std::vector<std::string> place_ids() {
        std::vector<std::string> ids{"no such place"};
        for (const Box& box : builder_.boxes) {
            ids.push_back(box.id);
        }
        return ids;
    }
    std::string some_admin() {
        const std::string id = one_of(place_ids());
        return id == "no such place" ? "" : id;
    }
    std::string some_date() {
        const model::Day at = synthetic::kReform + between(-1500, 400);
        std::string text = model::format_day(at);
        switch (between(0, 11)) {
            case 0:
                return text.substr(0, 7);
            case 1:
                return text.substr(0, 4);
            case 2:
                return text + "/" + model::format_day(at + between(0, 90));
            case 3:
                return "../" + text;
            case 4:
                return text + "/..";
            case 5:
                return "XXXX" + text.substr(4);
            case 6:
                return "";
            case 7:
                return text + "?";
            case 8:
                return text.substr(0, 3) + "X";
            case 9:
                return text.substr(0, 4) + "-2" + std::to_string(between(1, 4));
            default:
                return text;
        }
    }
    model::Position some_position() {
        if (chance(30)) {
            return {};
        }
        // Off every edge of a box.
        return {{0.37 + between(-10, 9), 0.13 + between(0, 9)}, one_of<double>({-1.0, 0.0, 5.0, 200.0, 400.0, 3000.0})};
    }
    void make_units() {
        for (int i = 0; i < 30; ++i) {
            const bool west = chance(50);
            model::Interval valid;
            if (chance(30)) {
                valid.to = synthetic::kReform + between(-200, 200);
            } else if (chance(30)) {
                valid.from = synthetic::kReform + between(-200, 200);
            }
            model::Unit& unit =
                builder_.add_unit("unit " + std::to_string(i), some_admin(),
                                  one_of<std::string>({"army", "village", "police", "ministry"}), west, valid);
            unit.position = some_position();
            if (chance(20)) {
                synthetic::Builder::extra(unit, synthetic::kAdminNowId, some_admin());
            }
        }
        for (int i = 0; i < 12; ++i) {
            builder_.add_succession("unit " + std::to_string(between(0, 29)), "unit " + std::to_string(between(0, 29)),
                                    synthetic::kReform + between(-200, 200));
        }
    }
    std::vector<model::Party> some_parties(int least) {
        std::vector<model::Party> parties;
        for (int i = between(least, 4); i > 0; --i) {
            parties.push_back({static_cast<Index>(between(0, 29)),
                               one_of<std::string>({"signatory", "signatory", "participant", "supervisor", ""})});
        }
        return parties;
    }
    void make_agreements() {
        for (int i = 0; i < 40; ++i) {
            model::Agreement& agreement = builder_.add_agreement("agreement " + std::to_string(i), some_date(), {});
            agreement.parties = some_parties(1);
            if (chance(30)) {
                agreement.announced = synthetic::date(some_date());
            }
            agreement.status =
                one_of<std::string>({"signed", "signed", "in_force", "announced", "ended", "unknown", ""});
            if (chance(20)) {
                synthetic::Builder::extra(agreement, synthetic::kInForce, some_date());
            }
            if (chance(40)) {
                agreement.ends = synthetic::date(some_date());
            }
            for (int area = between(0, 3); area > 0; --area) {
                agreement.areas.push_back({static_cast<Index>(between(0, 2)), "undertaking"});
            }
        }
    }
    void make_events() {
        for (int i = 0; i < 60; ++i) {
            model::Event& event = builder_.add_event("event " + std::to_string(i), some_date());
            event.parties = some_parties(0);
            event.position = some_position();
            event.title.en = chance(50) ? "title of talks" : "";
            if (chance(40)) {
                event.agreement_id = "agreement " + std::to_string(between(0, 39));
            }
            if (chance(40)) {
                synthetic::Builder::extra(event, synthetic::kAreaIds, chance(50) ? "S|P.1" : "P");
            }
            if (chance(30)) {
                synthetic::Builder::extra(event, synthetic::kAdminIdsThen, some_admin());
            }
        }
    }
    void make_incidents() {
        for (int i = 0; i < 300; ++i) {
            model::Incident& incident =
                builder_.add_incident("incident " + std::to_string(i), some_date(), chance(75) ? some_admin() : "",
                                      one_of<std::string>({"K", "K.1", "K.2", "H", ""}));
            incident.position = some_position();
            incident.summary = chance(30) ? "seized in Đồng" : "";
            incident.record_kind = chance(85)   ? model::RecordKind::Incident
                                   : chance(50) ? model::RecordKind::Total
                                                : model::RecordKind::Snapshot;
            if (chance(30)) {
                synthetic::Builder::extra(incident, synthetic::kAdminIdsThen, some_admin() + "|" + some_admin());
            }
            if (chance(30)) {
                synthetic::Builder::extra(incident, synthetic::kAdminIdsNow, some_admin());
            }
        }
    }

    std::mt19937 random_;
    synthetic::Builder builder_;
};

std::string month_key(const model::FuzzyDate& date) {
    const model::Interval days = date.interval();
    return model::format_day(days.from == model::kOpenPast ? days.to - 1 : days.from).substr(0, 7);
}

template <typename Records>
Ids ids_of(const Records& records, const std::vector<Index>& selected) {
    Ids ids;
    for (const Index i : selected) {
        ids.insert(records[i].id);
    }
    return ids;
}

std::string say(const Filter& filter) {
    std::string text = model::format_day(filter.as_of) + " places:";
    for (const std::string& place : filter.places) {
        text += " " + place;
    }
    text += " text: " + filter.text;
    return text;
}

/// Districts, provinces and what is located to neither: every incident in exactly one, and as many records behind each number.
void expect_areas_add_up(const World& world, const Selection& selection) {
    static const QueryIndex* index = nullptr;
    static std::shared_ptr<const model::Dataset> of;
    if (of != world.data) {
        of = world.data;
        static std::unique_ptr<QueryIndex> kept;
        kept = std::make_unique<QueryIndex>(of);
        index = kept.get();
    }
    for (const int level : {1, 2}) {
        const AreaCounts areas = incidents_by_area(*world.data, selection, level);
        std::uint32_t located = 0;
        std::uint32_t to_province = 0;
        std::set<Index> seen;
        const auto behind = [&](Index area, std::uint32_t number) {
            const std::vector<Index> records = incidents_in_area(*index, selection, level, area);
            EXPECT_EQ(records.size(), number);
            for (const Index record : records) {
                if (area != model::kNone) {
                    EXPECT_TRUE(seen.insert(record).second) << "in two areas";
                }
            }
        };
        for (Index i = 0; i < world.data->boundaries.size(); ++i) {
            located += areas.incidents[i];
            to_province += areas.no_farther[i];
            if (areas.incidents[i] > 0) {
                EXPECT_EQ(world.data->boundaries[i].level, level);
                EXPECT_TRUE(selection.boundary_alive[i]);
                behind(i, areas.incidents[i]);
            }
            if (areas.no_farther[i] > 0) {
                EXPECT_EQ(world.data->boundaries[i].level, 1);
                behind(i, areas.no_farther[i]);
            }
        }
        behind(model::kNone, areas.not_located);
        EXPECT_EQ(located + areas.not_located, selection.counts.incidents);
        EXPECT_EQ(areas.nowhere + to_province, areas.not_located);
    }
}

void check_incidents(const World& world, const Filter& filter, const Selection& selection) {
    const bool windowed = filter.from || filter.to;
    Ids expected;
    std::map<std::string, std::uint32_t> by_category;
    std::map<std::string, std::uint32_t> by_month;
    std::map<std::string, std::uint32_t> all_months;
    std::uint32_t incidents = 0;
    std::uint32_t totals = 0;
    std::uint32_t undated = 0;
    std::uint32_t inherited = 0;
    for (std::size_t i = 0; i < world.data->incidents.size(); ++i) {
        const model::Incident& incident = world.data->incidents[i];
        const World::Where at = world.where(incident, incident.admin_id, incident.position);
        std::vector<std::string> fields = world.names_of(at.own.empty() ? at.inside : at.own);
        fields.push_back(incident.summary);
        for (Index c = incident.category; c != model::kNone; c = world.data->categories[c].parent) {
            fields.push_back(world.data->categories[c].name.en);
        }
        const Pass pass = world.pass(at, filter);
        const bool base = pass != Pass::No && World::text_pass(fields, filter.text);
        EXPECT_EQ(selection.incident_pass_but_window_and_category[i] != 0, base) << incident.id << ' ' << say(filter);
        const bool category =
            filter.categories.empty() || World::term_pass(world.data->categories, incident.category, filter.categories);
        if (!base || !category) {
            continue;
        }
        const bool single = incident.record_kind == model::RecordKind::Incident;
        if (incident.date.dated() && single) {
            ++all_months[month_key(incident.date)];
        }
        if (incident.date.dated() && !incident.date.interval().overlaps(filter.window())) {
            continue;
        }
        expected.insert(incident.id);
        undated += incident.date.dated() ? 0 : 1;
        if (!incident.date.dated() && windowed) {
            continue;
        }
        totals += single ? 0 : 1;
        if (single) {
            ++incidents;
            ++by_category[incident.category_id];
            inherited += pass == Pass::Inherited ? 1 : 0;
            if (incident.date.dated()) {
                ++by_month[month_key(incident.date)];
            }
        }
    }
    EXPECT_EQ(ids_of(world.data->incidents, selection.incidents), expected) << say(filter);
    EXPECT_EQ(selection.incidents.size(), expected.size());
    for (std::size_t i = 0; i < world.data->incidents.size(); ++i) {
        EXPECT_EQ(selection.incident_pass[i] != 0, expected.contains(world.data->incidents[i].id));
    }
    EXPECT_EQ(selection.counts.incidents, incidents);
    EXPECT_EQ(selection.counts.totals, totals);
    EXPECT_EQ(selection.counts.incidents_by_category, by_category);
    EXPECT_EQ(selection.counts.incidents_by_month, by_month);
    EXPECT_EQ(selection.counts.incidents_by_inheritance, inherited) << say(filter);
    std::uint32_t in_provinces = 0;
    for (const auto& [id, count] : selection.counts.incidents_by_province) {
        in_provinces += count;
        EXPECT_TRUE(id.empty() || (world.boundary(id).level == 1 && world.boundary(id).valid.contains(filter.as_of)))
            << id;
    }
    EXPECT_EQ(in_provinces, incidents);
    expect_areas_add_up(world, selection);

    std::uint32_t undated_events = 0;
    for (const Index i : selection.events) {
        undated_events += world.data->events[i].date.dated() ? 0 : 1;
    }
    EXPECT_EQ(selection.counts.undated, undated + undated_events);
    std::map<std::string, std::uint32_t> listed_months;
    for (std::size_t i = 0; i < selection.months.size(); ++i) {
        const MonthCount& month = selection.months[i];
        EXPECT_EQ(month.month, model::month_start(selection.months[0].month, static_cast<int>(i))) << "gapless";
        if (month.incidents > 0) {
            listed_months[model::format_day(month.month).substr(0, 7)] = month.incidents;
        }
    }
    EXPECT_EQ(listed_months, all_months);
    if (!selection.months.empty()) {
        EXPECT_GT(selection.months.front().incidents + selection.months.front().events, 0U);
        EXPECT_GT(selection.months.back().incidents + selection.months.back().events, 0U);
    }
}

/// Written as the header says it, day by day: "" for one that has not begun.
std::string naive_stage(const model::Agreement& agreement, model::Day on, bool& sure) {
    const auto may = [on](const model::FuzzyDate& date) { return date.dated() && date.interval().from <= on; };
    const auto surely = [on](const model::FuzzyDate& date) { return date.dated() && date.interval().to <= on + 1; };
    model::FuzzyDate in_force;
    for (const model::ExtraField& field : agreement.extra) {
        if (field.name == synthetic::kInForce) {
            in_force = synthetic::date(field.value);
        }
    }
    const bool only_announced = agreement.status == "announced";
    const bool signing_open = !agreement.signed_on.dated() && !only_announced;
    const bool may_be_signed = signing_open || may(agreement.signed_on);
    const bool is_signed = signing_open ? surely(agreement.announced) : surely(agreement.signed_on);
    sure = false;
    if (!may_be_signed && !may(agreement.announced) && !(only_announced && !agreement.announced.dated())) {
        return "";
    }
    if (surely(agreement.ends)) {
        sure = true;
        return "ended";
    }
    const bool goes_on = !may(agreement.ends);
    const bool nothing_known = !agreement.signed_on.dated() && !agreement.announced.dated() && !in_force.dated() &&
                               (agreement.status.empty() || agreement.status == "unknown");
    if (nothing_known || (agreement.status == "ended" && !agreement.ends.dated())) {
        return "unknown";
    }
    if (in_force.dated() ? may(in_force) && may_be_signed : agreement.status == "in_force" && may_be_signed) {
        sure = goes_on && (in_force.dated() ? surely(in_force) : is_signed);
        return "in_force";
    }
    sure = goes_on && (may_be_signed ? is_signed : surely(agreement.announced));
    return may_be_signed ? "signed" : "announced";
}

void check_agreements(const World& world, const Filter& filter, const Selection& selection) {
    const model::Dataset& data = *world.data;
    std::map<std::string, const SelectedAgreement*> selected;
    for (const SelectedAgreement& agreement : selection.agreements) {
        selected[data.agreements[agreement.agreement].id] = &agreement;
    }
    EXPECT_EQ(selected.size(), selection.agreements.size());
    std::set<Index> units;
    std::map<std::string, std::set<std::pair<Index, Index>>> links;
    for (const Link& link : selection.links) {
        EXPECT_TRUE(links[data.agreements[link.agreement].id].insert({link.from, link.to}).second) << "twice";
    }
    std::size_t passing = 0;
    for (const model::Agreement& agreement : data.agreements) {
        bool sure = false;
        const std::string stage = naive_stage(agreement, filter.as_of, sure);
        bool alive = !stage.empty() && (stage != "ended" || filter.ended);
        std::vector<std::string> fields{agreement.title.en};
        bool area = filter.areas.empty();
        for (const model::Undertaking& term : agreement.areas) {
            area = area || World::term_pass(data.areas, term.area, filter.areas);
            fields.push_back(term.text);
            for (Index a = term.area; a != model::kNone; a = data.areas[a].parent) {
                fields.push_back(data.areas[a].name.en);
            }
        }
        for (const model::Party& party : agreement.parties) {
            alive = alive && data.units[party.unit].valid.from <= filter.as_of;
            for (const std::string& name : world.unit_names(party.unit)) {
                fields.push_back(name);
            }
        }
        const Pass pass = world.party_pass(agreement.parties, filter);
        const bool expected = alive && area && pass != Pass::No && world.kind_pass(agreement.parties, filter) &&
                              World::text_pass(fields, filter.text);
        ASSERT_EQ(selected.contains(agreement.id), expected) << agreement.id << ' ' << say(filter);
        if (!expected) {
            continue;
        }
        ++passing;
        const SelectedAgreement& found = *selected[agreement.id];
        bool inherited = false;
        bool gone = false;
        for (const model::Party& party : agreement.parties) {
            const bool ended = data.units[party.unit].valid.to <= filter.as_of;
            const auto heirs = ended ? world.heirs(party.unit, filter.as_of) : std::vector<Index>();
            inherited = inherited || !heirs.empty();
            gone = gone || (ended && heirs.empty());
            units.insert(heirs.begin(), heirs.end());
            if (heirs.empty()) {
                units.insert(party.unit);
            }
        }
        EXPECT_EQ(found.inherited, inherited);
        EXPECT_EQ(found.party_gone, gone);
        EXPECT_EQ(found.by_inheritance, pass == Pass::Inherited);
        EXPECT_EQ(stage_name(found.stage), stage) << agreement.id;
        EXPECT_EQ(found.sure, sure) << agreement.id;
        for (const auto& [from, to] : links[agreement.id]) {
            EXPECT_TRUE(units.contains(from) && units.contains(to));
            EXPECT_EQ(data.units[from].country, model::Country::VietNam);
            EXPECT_EQ(data.units[to].country, model::Country::Laos);
        }
    }
    EXPECT_EQ(passing, selection.agreements.size());
    for (std::size_t i = 0; i < data.units.size(); ++i) {
        const auto unit = static_cast<Index>(i);
        const bool own = data.units[i].valid.contains(filter.as_of) && world.unit_pass(unit, filter) != Pass::No &&
                         (filter.unit_kinds.empty() || World::contains(filter.unit_kinds, data.units[i].kind)) &&
                         World::text_pass(world.unit_names(unit), filter.text);
        EXPECT_EQ(std::binary_search(selection.units.begin(), selection.units.end(), unit), own || units.contains(unit))
            << data.units[i].id << ' ' << say(filter);
    }
}

void check_events(const World& world, const Filter& filter, const Selection& selection) {
    const model::Dataset& data = *world.data;
    Ids expected;
    for (const model::Event& event : data.events) {
        std::vector<std::string> fields{event.title.en};
        std::set<Index> areas;
        for (const model::ExtraField& field : event.extra) {
            if (field.name == synthetic::kAreaIds) {
                for (const std::string& id : World::split(field.value)) {
                    areas.insert(data.area_by_id.at(id));
                }
            }
        }
        for (const Index own : areas) {
            for (Index a = own; a != model::kNone; a = data.areas[a].parent) {
                fields.push_back(data.areas[a].name.en);
            }
        }
        Pass pass = std::max(world.pass(world.where(event, "", event.position), filter),
                             world.party_pass(event.parties, filter));
        if (event.agreement != model::kNone) {
            pass = std::max(pass, world.party_pass(data.agreements[event.agreement].parties, filter));
            for (const model::Undertaking& term : data.agreements[event.agreement].areas) {
                areas.insert(term.area);
            }
        }
        for (const model::Party& party : event.parties) {
            for (const std::string& name : world.unit_names(party.unit)) {
                fields.push_back(name);
            }
        }
        const bool area = filter.areas.empty() || std::any_of(areas.begin(), areas.end(), [&](Index a) {
                              return World::term_pass(data.areas, a, filter.areas);
                          });
        const bool window = !event.date.dated() || event.date.interval().overlaps(filter.window());
        if (pass != Pass::No && area && window && world.kind_pass(event.parties, filter) &&
            World::text_pass(fields, filter.text)) {
            expected.insert(event.id);
        }
    }
    EXPECT_EQ(ids_of(data.events, selection.events), expected) << say(filter);
    bool undated = false;
    model::Day last = model::kOpenPast;
    for (const Index i : selection.events) {
        const model::FuzzyDate& date = data.events[i].date;
        EXPECT_TRUE(!undated || !date.dated()) << "the undated come last";
        undated = undated || !date.dated();
        if (date.dated()) {
            EXPECT_LE(last, date.interval().from) << "by date";
            last = date.interval().from;
        }
    }
}

// What is said to be left when a filter is narrowed is what is left, and more only where a record that is in the relative alone
// does not pass the place itself (the relative was split).
void check_heritage(const World& world, const QueryIndex& index, const Filter& filter, const Selection& selection) {
    Ids kin;
    for (const std::string& place : filter.places) {
        if (filter.lineage && world.data->boundary_by_id.contains(place)) {
            kin.merge(world.kin(place));
        }
    }
    for (const std::string& place : filter.places) {
        kin.erase(place);
    }
    ASSERT_EQ(selection.heritage.size(), kin.size());
    const auto passing = [&](const std::vector<Index>& some, const std::vector<Index>& others, auto&& counted) {
        return static_cast<std::uint32_t>(std::count_if(some.begin(), some.end(), [&](Index one) {
            return std::find(others.begin(), others.end(), one) != others.end() && counted(one);
        }));
    };
    const bool windowed = filter.from || filter.to;
    for (const Heritage& heritage : selection.heritage) {
        EXPECT_TRUE(kin.contains(world.data->boundaries[heritage.boundary].id));
        Filter narrow = filter;
        narrow.places = {world.data->boundaries[heritage.boundary].id};
        narrow.lineage = false;
        const Selection left = select(index, narrow);
        EXPECT_EQ(heritage.incidents, passing(left.incidents, selection.incidents, [&](Index i) {
                      const model::Incident& incident = world.data->incidents[i];
                      return incident.record_kind == model::RecordKind::Incident &&
                             (incident.date.dated() || !windowed);
                  }));
        EXPECT_EQ(heritage.events, passing(left.events, selection.events,
                                           [&](Index i) { return world.data->events[i].date.dated() || !windowed; }));
        const auto agreements = [](const Selection& of) {
            std::vector<Index> found;
            for (const SelectedAgreement& one : of.agreements) {
                EXPECT_FALSE(one.by_inheritance && !of.filter.lineage);
                found.push_back(one.agreement);
            }
            return found;
        };
        EXPECT_EQ(heritage.agreements, passing(agreements(left), agreements(selection), [](Index) { return true; }));
        EXPECT_EQ(left.counts.incidents_by_inheritance + left.counts.agreements_by_inheritance, 0U);
    }
}

class RandomFilters : public testing::TestWithParam<unsigned> {};

TEST_P(RandomFilters, EveryCountIsTheNaiveCount) {
    World world(GetParam());
    const QueryIndex index(world.data);
    std::size_t listed = 0;
    for (int i = 0; i < 300 && !HasFailure(); ++i) {
        const Filter filter = world.random_filter();
        const Selection selection = select(index, filter);
        EXPECT_EQ(selection.filter, filter);
        check_incidents(world, filter, selection);
        check_agreements(world, filter, selection);
        check_events(world, filter, selection);
        check_heritage(world, index, filter, selection);
        listed += selection.incidents.size();
    }
    EXPECT_GT(listed, 1000U) << "the filters let something pass";
}

INSTANTIATE_TEST_SUITE_P(Worlds, RandomFilters, testing::Range(1U, 11U));

// What the map shows for the old provinces together is what it shows for the new one, where no record contradicts itself.
TEST_P(RandomFilters, AMergeLosesNoRecord) {
    World world(GetParam() + 100);
    const QueryIndex index(world.data);
    Ids contradictory;
    for (const model::Incident& incident : world.data->incidents) {
        const bool elsewhere = incident.position.known() && !incident.admin_id.empty() &&
                               !world.where(incident, "", incident.position).inside.contains(incident.admin_id);
        if (elsewhere || !incident.extra.empty()) {
            contradictory.insert(incident.id);
        }
    }
    const auto incidents = [&](std::vector<std::string> places) {
        Filter filter;
        filter.as_of = synthetic::kReform;
        filter.places = std::move(places);
        Ids ids = ids_of(world.data->incidents, select(index, filter).incidents);
        for (const std::string& id : contradictory) {
            ids.erase(id);
        }
        return ids;
    };
    const Ids merged = incidents({"V-AB"});
    Ids either = incidents({"V-A"});
    either.merge(incidents({"V-B"}));
    EXPECT_EQ(merged, either);
    EXPECT_EQ(incidents({"V-A", "V-B"}), either);
    EXPECT_GT(merged.size(), 5U);
}

}  // namespace
}  // namespace bordermap::query
