#include "query/gazetteer.hpp"
#include "query/index_impl.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <set>

namespace bordermap::query {

namespace {

using model::Index;
using model::kNone;

/// A position is taken for inside a boundary when the circle of its precision is not larger than the boundary; a centroid with the
/// radius of its own area, as rounded in the data, must still pass.
constexpr double kPrecisionSlack = 1.1;
/// Between the fields of a folded text: folding drops it, so that no word reaches over two fields.
constexpr char kFieldEnd = '\n';
constexpr std::size_t kCachedTexts = 8;
constexpr std::size_t kCachedBases = 4;
constexpr std::size_t kBlock = 2048;

void sort_unique(std::vector<Index>& values) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

bool holds(const std::vector<Index>& sorted, Index value) {
    return std::binary_search(sorted.begin(), sorted.end(), value);
}

void append_folded(std::string& text, std::string_view field) {
    const std::string folded = fold(field);
    if (!folded.empty()) {
        text += folded;
        text += kFieldEnd;
    }
}

void append_folded(std::string& text, const model::Names& names) {
    append_folded(text, names.en);
    append_folded(text, names.vi);
    append_folded(text, names.lo);
}

/// Itself and its ancestors, per record; link() has cut circles.
template <typename T>
IndexLists ancestor_lists(const std::vector<T>& records) {
    IndexLists lists;
    for (std::size_t i = 0; i < records.size(); ++i) {
        std::size_t steps = 0;
        for (auto at = static_cast<Index>(i); at < records.size() && steps <= records.size(); ++steps) {
            lists.push(at);
            at = records[at].parent;
        }
        lists.close_list();
    }
    return lists;
}

/// What is reached from `start` along the edges, without it.
void reach(const std::vector<std::vector<Index>>& edges, Index start, std::vector<Index>& reached) {
    std::vector<Index> todo{start};
    std::set<Index> seen{start};
    while (!todo.empty()) {
        const Index at = todo.back();
        todo.pop_back();
        for (const Index next : edges[at]) {
            if (seen.insert(next).second) {
                reached.push_back(next);
                todo.push_back(next);
            }
        }
    }
}

/// Dates by day, undated ones last; ties keep the order of the table.
template <typename DateOf>
std::vector<Index> date_order(std::size_t count, DateOf&& date_of, std::size_t& dated) {
    struct Key {
        model::Interval interval;
        Index index = kNone;
        auto operator<=>(const Key&) const =
            default;  // NOLINT(modernize-use-nullptr): takes the 0 of <=> for a pointer
    };
    std::vector<Key> keys;
    std::vector<Index> undated;
    keys.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const model::FuzzyDate& date = date_of(i);
        if (date.dated()) {
            keys.push_back({date.interval(), static_cast<Index>(i)});
        } else {
            undated.push_back(static_cast<Index>(i));
        }
    }
    std::sort(keys.begin(), keys.end());
    dated = keys.size();
    std::vector<Index> order;
    order.reserve(count);
    for (const Key& key : keys) {
        order.push_back(key.index);
    }
    order.insert(order.end(), undated.begin(), undated.end());
    return order;
}

std::vector<std::string_view> split_ids(std::string_view text) {
    std::vector<std::string_view> ids;
    while (!text.empty()) {
        const auto end = std::min(text.find('|'), text.size());
        if (end > 0) {
            ids.push_back(text.substr(0, end));
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return ids;
}

std::vector<std::string> words_of(std::string_view text) {
    constexpr std::string_view kBlank = " \t\r\n";
    std::vector<std::string> words;
    for (std::size_t begin = text.find_first_not_of(kBlank); begin != std::string_view::npos;
         begin = text.find_first_not_of(kBlank, begin)) {
        const std::size_t end = std::min(text.find_first_of(kBlank, begin), text.size());
        if (std::string word = fold(text.substr(begin, end - begin)); !word.empty()) {
            words.push_back(std::move(word));
        }
        begin = end;
    }
    return words;
}

}  // namespace

std::int32_t month_of(const model::Interval& interval) {
    const auto [year, month] = model::year_month(model::counting_day(interval));
    return year * 12 + static_cast<std::int32_t>(month) - 1;
}

model::Day first_day_of(std::int32_t month) {
    const std::int32_t year = month >= 0 ? month / 12 : (month - 11) / 12;
    return model::day_from_civil(year, static_cast<unsigned>(month - year * 12) + 1, 1).value_or(0);
}

std::size_t QueryIndex::Impl::LocusKeyHash::operator()(const LocusKey& key) const noexcept {
    std::size_t hash = 14695981039346656037ULL;  // FNV-1a
    for (const Index value : key) {
        hash = (hash ^ value) * 1099511628211ULL;
    }
    return hash;
}

QueryIndex::Impl::Impl(std::shared_ptr<const model::Dataset> dataset)
    : data(std::move(dataset)), locator(data->boundary_polygons) {
    index_boundaries();
    index_units();
    index_agreements();
    index_meetings();
    index_gates();
    index_events();
    index_incidents();
    index_texts();
}

void QueryIndex::Impl::index_boundaries() {
    const auto& boundaries = data->boundaries;
    const auto country_of = [&](model::Country country) -> Index {
        for (std::size_t i = 0; i < boundaries.size(); ++i) {
            if (boundaries[i].level == 0 && boundaries[i].country == country && country != model::Country::None) {
                return static_cast<Index>(i);
            }
        }
        return kNone;
    };
    const std::array countries{country_of(model::Country::VietNam), country_of(model::Country::Laos)};
    province.assign(boundaries.size(), kNone);
    for (std::size_t i = 0; i < boundaries.size(); ++i) {
        std::size_t steps = 0;
        Index top = kNone;
        for (auto at = static_cast<Index>(i); at < boundaries.size() && steps <= boundaries.size(); ++steps) {
            ancestors.push(at);
            if (boundaries[at].level == 1 && province[i] == kNone) {
                province[i] = at;
            }
            top = at;
            at = boundaries[at].parent;
        }
        // A parent chain that ends below the country is finished by the country column.
        const model::Country country = boundaries[i].country;
        const Index state = country == model::Country::VietNam ? countries[0]
                            : country == model::Country::Laos  ? countries[1]
                                                               : kNone;
        if (state != kNone && boundaries[top].level != 0) {
            ancestors.push(state);
        }
        ancestors.close_list();
    }

    std::vector<std::vector<Index>> became(boundaries.size());
    std::vector<std::vector<Index>> came_from(boundaries.size());
    for (const model::Succession& succession : data->successions) {
        const auto from_found = data->boundary_by_id.find(succession.from_id);
        const auto to_found = data->boundary_by_id.find(succession.to_id);
        if (from_found != data->boundary_by_id.end() && to_found != data->boundary_by_id.end()) {
            became[from_found->second].push_back(to_found->second);
            came_from[to_found->second].push_back(from_found->second);
        }
    }
    for (std::size_t i = 0; i < boundaries.size(); ++i) {
        // Each way for itself: turning round on the way would make siblings (what was merged into one heir) into kin.
        std::vector<Index> kin;
        reach(became, static_cast<Index>(i), kin);
        reach(came_from, static_cast<Index>(i), kin);
        sort_unique(kin);
        for (const Index other : kin) {
            if (other != i) {
                lineage.push(other);
            }
        }
        lineage.close_list();
    }

    for (std::size_t i = 0; i < boundaries.size(); ++i) {
        model::Position position;
        if (i < locator.size()) {
            position = {locator.inner_point(i), locator.radius_km(i)};
        }
        boundary_locus.push_back(locus_of(static_cast<Index>(i), {}, {}, position));
    }
    for (std::size_t level = 1; level <= level_times_.size(); ++level) {
        LevelTimes& times = level_times_.at(level - 1);
        for (const model::AdminUnit& boundary : boundaries) {
            // Where a record of no more than a province lies is told by the provinces' points, too.
            if (boundary.level >= 1 && boundary.level <= static_cast<int>(level)) {
                times.days.push_back(boundary.valid.from);
                times.days.push_back(boundary.valid.to);
            }
        }
        std::sort(times.days.begin(), times.days.end());
        times.days.erase(std::unique(times.days.begin(), times.days.end()), times.days.end());
        times.cache.resize(times.days.size() + 1);
    }
    category_ancestors = ancestor_lists(data->categories);
    area_ancestors = ancestor_lists(data->areas);
}

std::vector<Index> QueryIndex::Impl::extra_boundaries(const model::Record& record, std::string_view column) const {
    std::vector<Index> found;
    if (record.extra.empty()) {
        return found;
    }
    for (const std::string_view id : split_ids(extra_value(*data, record, column))) {
        if (const auto at = data->boundary_by_id.find(std::string(id)); at != data->boundary_by_id.end()) {
            found.push_back(at->second);
        }
    }
    return found;
}

std::uint32_t QueryIndex::Impl::locus_of(Index admin, std::span<const Index> then, std::span<const Index> now,
                                         const model::Position& position) {
    const auto& boundaries = data->boundaries;
    model::Position at = position;
    const bool shaped = admin < locator.size();
    if (!at.known() && shaped) {
        at = {locator.inner_point(admin), locator.radius_km(admin)};
    } else if (at.precision_km < 0.0 && shaped) {
        at.precision_km = locator.radius_km(admin);
    }
    thread_local LocusKey key;
    key.clear();
    key.push_back(admin);
    for (const auto list : {then, now}) {
        key.push_back(static_cast<Index>(list.size()));
        key.insert(key.end(), list.begin(), list.end());
    }
    const std::size_t first_inside = key.size();
    locator.at(at.at, [&](Index boundary) {
        if (boundary < boundaries.size() && at.precision_km <= kPrecisionSlack * locator.radius_km(boundary)) {
            key.push_back(boundary);
        }
    });
    const auto [found, is_new] = locus_by_key_.try_emplace(key, static_cast<std::uint32_t>(loci.size()));
    if (!is_new) {
        return found->second;
    }
    const auto add = [this](std::vector<Index>& list, Index boundary) {
        if (boundary < ancestors.size()) {
            const auto chain = ancestors[boundary];
            list.insert(list.end(), chain.begin(), chain.end());
        }
    };
    Locus made;
    made.admin = admin;
    made.has_admin = admin != kNone || !then.empty();
    add(made.own, admin);
    for (const Index boundary : then) {
        add(made.own, boundary);
        add(made.then, boundary);
    }
    for (const Index boundary : now) {
        add(made.now, boundary);
    }
    for (std::size_t i = first_inside; i < key.size(); ++i) {
        add(made.inside, key[i]);
    }
    sort_unique(made.own);
    sort_unique(made.then);
    sort_unique(made.now);
    sort_unique(made.inside);
    loci.push_back(std::move(made));
    return found->second;
}

void QueryIndex::Impl::index_units() {
    const auto& units = data->units;
    heirs.resize(units.size());
    for (const model::Succession& succession : data->successions) {
        const auto from_found = data->unit_by_id.find(succession.from_id);
        const auto to_found = data->unit_by_id.find(succession.to_id);
        if (from_found != data->unit_by_id.end() && to_found != data->unit_by_id.end()) {
            heirs[from_found->second].push_back({to_found->second, succession.date});
        }
    }
    std::set<std::string> names;
    for (const model::Unit& unit : units) {
        names.insert(unit.kind);
    }
    kinds.assign(names.begin(), names.end());
    for (const model::Unit& unit : units) {
        const auto at = std::lower_bound(kinds.begin(), kinds.end(), unit.kind) - kinds.begin();
        unit_kind.push_back(static_cast<std::uint16_t>(at));
        unit_locus.push_back(locus_of(unit.admin, {}, extra_boundaries(unit, "admin_now_id"), unit.position));
    }
}

void QueryIndex::Impl::index_agreements() {
    const auto& units = data->units;
    std::vector<Index> areas;
    for (const model::Agreement& agreement : data->agreements) {
        AgreementLife life;
        const auto reached = [](const model::FuzzyDate& date) {
            using Reached = AgreementLife::Reached;
            return date.dated() ? Reached{date.interval().from, date.interval().to - 1} : Reached{};
        };
        const auto in_force = model::FuzzyDate::parse(extra_value(*data, agreement, "in_force"));
        const bool announced_only = agreement.status == "announced";
        life.announced = reached(agreement.announced);
        if (agreement.signed_on.dated() || announced_only) {
            life.signed_on = reached(agreement.signed_on);
        } else {
            life.signed_on = {model::kOpenPast, life.announced.sure};
        }
        if (announced_only && !agreement.announced.dated()) {
            life.announced.may = model::kOpenPast;
        }
        life.announced.may = std::min(life.announced.may, life.signed_on.may);
        if (in_force && in_force->dated()) {
            // Not before it was signed; its own date may be coarser than that of the signing.
            life.in_force = reached(*in_force);
            life.in_force.may = std::max(life.in_force.may, life.signed_on.may);
        } else if (agreement.status == "in_force") {
            life.in_force = life.signed_on;
        }
        life.ended = reached(agreement.ends);
        // Reported as ended without a day: at no day since is it known whether it had ended.
        const bool ended_some_day = agreement.status == "ended" && !agreement.ends.dated();
        const bool has_date =
            agreement.signed_on.dated() || agreement.announced.dated() || (in_force && in_force->dated());
        const bool has_status = announced_only || agreement.status == "signed" || agreement.status == "in_force" ||
                                agreement.status == "ended";
        life.known = !ended_some_day && (has_date || has_status);
        for (const model::Party& party : agreement.parties) {
            if (party.unit >= units.size()) {
                continue;
            }
            life.parties_from = std::max(life.parties_from, units[party.unit].valid.from);
            const PartyRole role = party.role.empty() || party.role == "signatory" ? PartyRole::Signatory
                                   : party.role == "supervisor"                    ? PartyRole::Supervisor
                                                                                   : PartyRole::Other;
            agreement_parties.push_back({party.unit, role});
        }
        agreement_party_starts.push_back(static_cast<std::uint32_t>(agreement_parties.size()));
        agreement_life.push_back(life);
        areas.clear();
        for (const model::Undertaking& term : agreement.areas) {
            if (term.area < data->areas.size()) {
                areas.push_back(term.area);
            }
        }
        sort_unique(areas);
        for (const Index area : areas) {
            agreement_areas.push(area);
        }
        agreement_areas.close_list();
    }
    for (const model::Event& event : data->events) {
        for (const model::Party& party : event.parties) {
            if (party.unit < units.size()) {
                event_parties.push(party.unit);
            }
        }
        event_parties.close_list();
    }
}

void QueryIndex::Impl::index_meetings() {
    const auto days_of = [](const model::FuzzyDate& date) {
        return date.dated() ? std::optional(date.interval()) : std::nullopt;
    };
    review_series_of.assign(data->agreements.size(), 0);
    for (std::size_t i = 0; i < data->agreements.size(); ++i) {
        const model::Agreement& agreement = data->agreements[i];
        if (agreement.cadence.empty() && agreement.cadence_text.empty()) {
            continue;
        }
        const auto cadence =
            read_cadence(agreement.cadence, agreement.cadence_text, extra_value(*data, agreement, "cadence_fact"),
                         extra_value(*data, agreement, "cadence_note"));
        if (!cadence) {
            continue;
        }
        ReviewSeries series;
        series.cadence = *cadence;
        series.signed_on = days_of(agreement.signed_on);
        if (!series.signed_on && agreement.announced.dated() && agreement.status != "announced") {
            series.signed_on = model::Interval{model::kOpenPast, agreement.announced.interval().to};
        }
        const model::Day parties_from = agreement_life[i].parties_from;
        if (series.signed_on && series.signed_on->from < parties_from && parties_from < series.signed_on->to) {
            series.signed_on->from = parties_from;
        }
        review_series.push_back(std::move(series));
        review_series_of[i] = static_cast<std::uint32_t>(review_series.size());
    }
    if (review_series.empty()) {
        return;
    }
    std::unordered_map<Index, Index> fulfilled_by;
    for (std::size_t i = 0; i < data->events.size(); ++i) {
        if (data->events[i].fulfils != kNone) {
            fulfilled_by.try_emplace(data->events[i].fulfils, static_cast<Index>(i));
        }
    }
    for (std::size_t i = 0; i < data->events.size(); ++i) {
        const model::Event& event = data->events[i];
        if (event.agreement >= review_series_of.size() || review_series_of[event.agreement] == 0 ||
            !is_review_meeting(event.kind)) {
            continue;
        }
        ReviewSeries& series = review_series[review_series_of[event.agreement] - 1];
        ReviewSeries::Meeting meeting{static_cast<Index>(i), days_of(event.date), std::nullopt, false};
        if (event.status == "held") {
            if (!meeting.days || !series.signed_on || meeting.days->to > series.signed_on->from) {
                series.held.push_back(meeting);
            }
        } else if (event.status == "planned") {
            if (const auto found = fulfilled_by.find(meeting.event); found != fulfilled_by.end()) {
                meeting.replaced = true;
                meeting.replaced_on = days_of(data->events[found->second].date);
            }
            series.planned.push_back(meeting);
        }
    }
}

void QueryIndex::Impl::index_gates() {
    for (const model::Gate& gate : data->gates) {
        const bool named = gate.admin_vn != kNone || gate.admin_la != kNone;
        // On the line itself the point says nothing about the side: it places only a gate that names neither.
        const model::Position position = named ? model::Position{} : gate.position;
        gate_locus_vn.push_back(locus_of(gate.admin_vn, {}, {}, position));
        gate_locus_la.push_back(locus_of(gate.admin_la, {}, {}, position));
    }
}

void QueryIndex::Impl::index_events() {
    const auto& events = data->events;
    event_order = date_order(
        events.size(), [&](std::size_t i) -> const model::FuzzyDate& { return events[i].date; }, dated_events);
    for (std::size_t i = 0; i < events.size(); ++i) {
        const model::FuzzyDate& date = events[event_order[i]].date;
        event_month.push_back(date.dated() ? month_of(date.interval()) : 0);
    }
    for (const model::Event& event : events) {
        event_locus.push_back(locus_of(kNone, extra_boundaries(event, "admin_ids_then"),
                                       extra_boundaries(event, "admin_ids_now"), event.position));
        for (const std::string_view id : split_ids(extra_value(*data, event, "area_ids"))) {
            if (const auto at = data->area_by_id.find(std::string(id)); at != data->area_by_id.end()) {
                event_areas.push(at->second);
            }
        }
        event_areas.close_list();
    }
}

void QueryIndex::Impl::index_incidents() {
    const auto& incidents = data->incidents;
    const std::size_t count = incidents.size();
    incident_order = date_order(
        count, [&](std::size_t i) -> const model::FuzzyDate& { return incidents[i].date; }, dated_incidents);
    from.reserve(count);
    to.reserve(count);
    category.reserve(count);
    is_incident.reserve(count);
    locus.reserve(count);
    month.reserve(count);
    for (const Index i : incident_order) {
        const model::Incident& incident = incidents[i];
        const model::Interval interval = incident.date.dated() ? incident.date.interval() : model::Interval{0, 0};
        from.push_back(interval.from);
        to.push_back(interval.to);
        month.push_back(incident.date.dated() ? month_of(interval) : 0);
        if (incident.date.dated()) {
            first_incident_month = std::min(first_incident_month, month.back());
            last_incident_month = std::max(last_incident_month, month.back());
        }
        category.push_back(incident.category < 0xffffU ? static_cast<std::uint16_t>(incident.category + 1)
                                                       : std::uint16_t{0});
        is_incident.push_back(incident.record_kind == model::RecordKind::Incident ? 1 : 0);
        locus.push_back(locus_of(incident.admin, extra_boundaries(incident, "admin_ids_then"),
                                 extra_boundaries(incident, "admin_ids_now"), incident.position));
    }
    for (std::size_t begin = 0; begin < dated_incidents; begin += kBlock) {
        Block block;
        block.begin = begin;
        block.end = std::min(begin + kBlock, dated_incidents);
        for (std::size_t at = block.begin; at < block.end; ++at) {
            block.from = std::min(block.from, from[at]);
            block.to = std::max(block.to, to[at]);
        }
        blocks.push_back(block);
    }
}

std::shared_ptr<const BasePass> QueryIndex::Impl::base_pass(const std::vector<Index>& places, bool placed, bool inherit,
                                                            const std::vector<std::uint8_t>& category_pass,
                                                            bool every_category,
                                                            const std::shared_ptr<const TextPass>& text) const {
    auto pass = std::make_shared<BasePass>();
    pass->places = places;
    pass->placed = placed;
    pass->lineage = inherit;
    pass->category_pass.push_back(every_category ? 1 : 0);
    pass->category_pass.insert(pass->category_pass.end(), category_pass.begin(), category_pass.end());
    pass->text = text;
    {
        const std::scoped_lock lock(cache_mutex_);
        for (const auto& cached : base_cache_) {
            if (cached->places == pass->places && cached->placed == placed && cached->lineage == inherit &&
                cached->text == text && cached->category_pass == pass->category_pass) {
                return cached;
            }
        }
    }
    pass->place = placed ? place_pass(places) : std::vector<PlacePass>(loci.size(), PlacePass::Direct);
    if (inherit) {
        for (const Index place : places) {
            const auto relatives = lineage[place];
            pass->kin.insert(pass->kin.end(), relatives.begin(), relatives.end());
        }
        sort_unique(pass->kin);
        std::erase_if(pass->kin, [&places](Index relative) {
            return std::find(places.begin(), places.end(), relative) != places.end();
        });
        for (const Index relative : pass->kin) {
            std::vector<std::uint8_t>& lies = pass->in_kin.emplace_back(loci.size(), 0);
            for (std::size_t i = 0; i < loci.size(); ++i) {
                lies[i] = lies_in(loci[i], relative) ? 1 : 0;
            }
        }
    } else {
        std::replace(pass->place.begin(), pass->place.end(), PlacePass::Inherited, PlacePass::No);
    }
    const std::size_t count = incident_order.size();
    pass->but_window.assign(count, 0);
    pass->but_window_and_category.assign(count, 0);
    if (first_incident_month <= last_incident_month) {
        pass->months.assign(static_cast<std::size_t>(last_incident_month - first_incident_month) + 1, 0);
    }
    const std::uint8_t* by_text = text ? text->incidents.data() : nullptr;
    for (std::size_t at = 0; at < count; ++at) {
        if (pass->place[locus[at]] == PlacePass::No || (by_text != nullptr && by_text[at] == 0)) {
            continue;
        }
        pass->but_window_and_category[incident_order[at]] = 1;
        if (pass->category_pass[category[at]] == 0) {
            continue;
        }
        pass->but_window[at] = 1;
        if (at < dated_incidents) {
            pass->months[static_cast<std::size_t>(month[at] - first_incident_month)] += is_incident[at];
        }
    }
    const std::scoped_lock lock(cache_mutex_);
    if (base_cache_.size() == kCachedBases) {
        base_cache_.erase(base_cache_.begin());
    }
    base_cache_.push_back(pass);
    return pass;
}

std::shared_ptr<const IncidentTally> QueryIndex::Impl::tally(const std::shared_ptr<const BasePass>& base,
                                                             model::Interval window, bool windowed) const {
    {
        const std::scoped_lock lock(cache_mutex_);
        if (tally_cache_ && tally_cache_->base == base && tally_cache_->window == window &&
            tally_cache_->windowed == windowed) {
            return tally_cache_;
        }
    }
    auto made = std::make_shared<IncidentTally>();
    made->base = base;
    made->window = window;
    made->windowed = windowed;
    const std::size_t count = incident_order.size();
    made->pass.assign(count, 0);
    made->by_category.assign(base->category_pass.size(), 0);
    made->by_locus.assign(loci.size(), 0);
    made->by_month.assign(base->months.size(), 0);

    // The loop that a step of the timeline waits for: columns and tables only.
    const std::uint8_t* passes = base->but_window.data();
    const auto count_in = [&](std::size_t at) {
        const std::uint32_t incident = is_incident[at];
        made->by_category[category[at]] += incident;
        made->by_locus[locus[at]] += incident;
        made->totals += 1 - incident;
    };
    std::vector<Index> run(kBlock);
    for (const Block& block : blocks) {
        if (!window.overlaps({block.from, block.to})) {
            continue;
        }
        std::size_t found = 0;
        for (std::size_t at = block.begin; at < block.end; ++at) {
            if (passes[at] == 0 || from[at] >= window.to || to[at] <= window.from) {
                continue;
            }
            const Index i = incident_order[at];
            made->pass[i] = 1;
            run[found++] = i;
            count_in(at);
            made->by_month[static_cast<std::size_t>(month[at] - first_incident_month)] += is_incident[at];
        }
        made->listed.insert(made->listed.end(), run.begin(), run.begin() + static_cast<std::ptrdiff_t>(found));
    }
    for (std::size_t at = dated_incidents; at < count; ++at) {
        if (passes[at] == 0) {
            continue;
        }
        made->pass[incident_order[at]] = 1;
        made->listed.push_back(incident_order[at]);
        ++made->undated;
        if (!windowed) {
            count_in(at);
        }
    }
    const std::scoped_lock lock(cache_mutex_);
    tally_cache_ = made;
    return made;
}

std::shared_ptr<const std::vector<Index>> QueryIndex::Impl::units_on(int level, model::Day day) const {
    LevelTimes& times = level_times_.at(static_cast<std::size_t>(level - 1));
    const auto time =
        static_cast<std::size_t>(std::upper_bound(times.days.begin(), times.days.end(), day) - times.days.begin());
    {
        const std::scoped_lock lock(cache_mutex_);
        if (times.cache[time]) {
            return times.cache[time];
        }
    }
    auto units = std::make_shared<std::vector<Index>>();
    units->reserve(loci.size());
    for (const Locus& at : loci) {
        units->push_back(unit_at(at, level, day));
    }
    const std::scoped_lock lock(cache_mutex_);
    times.cache[time] = units;
    return units;
}

bool QueryIndex::Impl::lies_in(const Locus& at, Index place) const {
    const auto& boundaries = data->boundaries;
    const model::AdminUnit& wanted = boundaries[place];
    if (holds(at.own, place)) {
        // Where the geography of its time is known, units of another time than that (the commune of today that an old record
        // is entered under) are not the ones that it was made in.
        bool other_time = false;
        for (const Index boundary : at.then) {
            if (boundaries[boundary].country == wanted.country && boundaries[boundary].level == 1) {
                if (boundaries[boundary].valid.overlaps(wanted.valid)) {
                    return true;
                }
                other_time = true;
            }
        }
        return !other_time || holds(at.then, place);
    }
    return (!at.has_admin && holds(at.inside, place)) ||
           (at.admin != kNone && holds(at.now, place) && boundaries[at.admin].valid.overlaps(wanted.valid));
}

PlacePass QueryIndex::Impl::place_pass(const Locus& at, Index place) const {
    if (lies_in(at, place)) {
        return PlacePass::Direct;
    }
    if (holds(at.own, place) || holds(at.now, place)) {
        return PlacePass::Inherited;
    }
    const auto& boundaries = data->boundaries;
    const model::AdminUnit& wanted = boundaries[place];
    const auto of_one_time = [&](Index boundary) { return boundaries[boundary].valid.overlaps(wanted.valid); };
    if (holds(at.inside, place)) {
        // Its point lies in the place. That counts where the record's own geography cannot say, being of another time.
        const bool other_time =
            at.admin != kNone && !of_one_time(at.admin) && boundaries[at.admin].country == wanted.country;
        if (other_time) {
            return PlacePass::Inherited;
        }
    }
    const auto kin = lineage[place];
    PlacePass pass = PlacePass::No;
    for (const std::vector<Index>* list : {&at.own, at.has_admin ? nullptr : &at.inside}) {
        if (list == nullptr) {
            continue;
        }
        for (const Index relative : *list) {
            if (!std::binary_search(kin.begin(), kin.end(), relative)) {
                continue;
            }
            // The relative may be shared: does anything place the record in another one of those that share it?
            const auto sharing = lineage[relative];
            const bool elsewhere = std::any_of(sharing.begin(), sharing.end(), [&](Index other) {
                return other != place && boundaries[other].level == wanted.level && of_one_time(other) &&
                       (holds(at.own, other) || holds(at.now, other) || holds(at.inside, other));
            });
            if (!elsewhere || holds(at.inside, place)) {
                pass = PlacePass::Inherited;
            }
        }
    }
    return pass;
}

std::vector<PlacePass> QueryIndex::Impl::place_pass(std::span<const Index> places) const {
    std::vector<PlacePass> pass(loci.size(), PlacePass::No);
    for (std::size_t i = 0; i < loci.size(); ++i) {
        for (const Index place : places) {
            pass[i] = std::max(pass[i], place_pass(loci[i], place));
            if (pass[i] == PlacePass::Direct) {
                break;
            }
        }
    }
    return pass;
}

Index QueryIndex::Impl::unit_at(const Locus& at, int level, model::Day day) const {
    const auto& boundaries = data->boundaries;
    const auto is_unit = [&](Index boundary) {
        return boundaries[boundary].level == level && boundaries[boundary].valid.contains(day);
    };
    std::vector<Index> candidates;
    bool several = false;  // units are named, and the point does not tell which of them
    // The one candidate; of several the one that holds the point.
    const auto settle = [&]() -> Index {
        sort_unique(candidates);
        if (candidates.size() > 1) {
            several = true;
            std::erase_if(candidates, [&](Index candidate) { return !holds(at.inside, candidate); });
        }
        const Index found = candidates.size() == 1 ? candidates.front() : kNone;
        candidates.clear();
        return found;
    };
    const auto take = [&](auto&& list) {
        for (const Index boundary : list) {
            if (is_unit(boundary)) {
                candidates.push_back(boundary);
            }
        }
    };
    if (at.admin != kNone) {
        take(ancestors[at.admin]);
        if (const Index found = settle(); found != kNone) {
            return found;
        }
    }
    take(at.own);
    take(at.now);
    if (const Index found = settle(); found != kNone) {
        return found;
    }
    for (const Index boundary : at.own) {
        take(lineage[boundary]);
    }
    if (const Index found = settle(); found != kNone || (at.has_admin && (level == 1 || several))) {
        return found;
    }
    take(at.inside);
    if (at.has_admin) {
        const Index within = unit_at(at, 1, day);
        std::erase_if(candidates, [&](Index candidate) { return within == kNone || province[candidate] != within; });
    }
    return settle();
}

std::vector<EndedParty::Heir> QueryIndex::Impl::living_heirs(Index unit, model::Day day) const {
    std::vector<EndedParty::Heir> living;
    std::vector<Index> todo{unit};
    std::set<Index> seen{unit};
    while (!todo.empty()) {
        const Index at = todo.back();
        todo.pop_back();
        for (const Heir& heir : heirs[at]) {
            if (heir.date > day || !seen.insert(heir.unit).second) {
                continue;
            }
            if (data->units[heir.unit].valid.contains(day)) {
                living.push_back({heir.unit, heir.date});
            } else {
                todo.push_back(heir.unit);
            }
        }
    }
    std::sort(living.begin(), living.end(),
              [](const EndedParty::Heir& a, const EndedParty::Heir& b) { return a.unit < b.unit; });
    return living;
}

void QueryIndex::Impl::index_texts() {
    const model::Dataset& all = *data;
    std::unordered_map<std::string_view, std::string> aliases;
    for (const model::Alias& alias : all.aliases) {
        append_folded(aliases[alias.target_id], alias.alias);
    }
    const auto add_aliases = [&aliases](std::string& text, const std::string& id) {
        if (const auto found = aliases.find(id); found != aliases.end()) {
            text += found->second;
        }
    };
    boundary_text_.resize(all.boundaries.size());
    for (std::size_t i = 0; i < all.boundaries.size(); ++i) {
        append_folded(boundary_text_[i], all.boundaries[i].name);
        add_aliases(boundary_text_[i], all.boundaries[i].id);
    }
    const auto add_chain = [&](std::string& text, Index boundary) {
        if (boundary >= ancestors.size()) {
            return;
        }
        for (const Index ancestor : ancestors[boundary]) {
            if (all.boundaries[ancestor].level > 0) {  // "Lao" in Lao Bao does not ask for all of Laos
                text += boundary_text_[ancestor];
            }
        }
    };
    category_text_.resize(all.categories.size());
    for (std::size_t i = 0; i < all.categories.size(); ++i) {
        for (const Index ancestor : category_ancestors[i]) {
            append_folded(category_text_[i], all.categories[ancestor].name);
        }
    }
    std::vector<std::string> area_text(all.areas.size());
    for (std::size_t i = 0; i < all.areas.size(); ++i) {
        for (const Index ancestor : area_ancestors[i]) {
            append_folded(area_text[i], all.areas[ancestor].name);
        }
    }
    unit_text_.resize(all.units.size());
    for (std::size_t i = 0; i < all.units.size(); ++i) {
        append_folded(unit_text_[i], all.units[i].name);
        add_aliases(unit_text_[i], all.units[i].id);
        add_chain(unit_text_[i], all.units[i].admin);
    }
    const auto add_parties = [&](std::string& text, const std::vector<model::Party>& parties) {
        for (const model::Party& party : parties) {
            if (party.unit < unit_text_.size()) {
                text += unit_text_[party.unit];
            }
        }
    };
    agreement_text_.resize(all.agreements.size());
    for (std::size_t i = 0; i < all.agreements.size(); ++i) {
        const model::Agreement& agreement = all.agreements[i];
        append_folded(agreement_text_[i], agreement.title);
        append_folded(agreement_text_[i], agreement.place);
        add_parties(agreement_text_[i], agreement.parties);
        for (const model::Undertaking& undertaking : agreement.areas) {
            append_folded(agreement_text_[i], undertaking.text);
            if (undertaking.area < area_text.size()) {
                agreement_text_[i] += area_text[undertaking.area];
            }
        }
    }
    event_text_.resize(all.events.size());
    for (std::size_t i = 0; i < all.events.size(); ++i) {
        const model::Event& event = all.events[i];
        append_folded(event_text_[i], event.title);
        append_folded(event_text_[i], event.place);
        add_parties(event_text_[i], event.parties);
        for (const Index area : event_areas[i]) {
            event_text_[i] += area_text[area];
        }
    }
    gate_text_.resize(all.gates.size());
    for (std::size_t i = 0; i < all.gates.size(); ++i) {
        append_folded(gate_text_[i], all.gates[i].name);
        add_aliases(gate_text_[i], all.gates[i].id);
        add_chain(gate_text_[i], all.gates[i].admin_vn);
        add_chain(gate_text_[i], all.gates[i].admin_la);
    }
}

TextPass QueryIndex::Impl::match_text(const std::vector<std::string>& words) const {
    const auto match = [&words](const std::vector<std::string>& texts) {
        std::vector<std::uint8_t> pass(texts.size(), 0);
        for (std::size_t i = 0; i < texts.size(); ++i) {
            pass[i] = std::all_of(words.begin(), words.end(),
                                  [&](const std::string& word) { return texts[i].find(word) != std::string::npos; });
        }
        return pass;
    };
    TextPass pass;
    pass.units = match(unit_text_);
    pass.agreements = match(agreement_text_);
    pass.events = match(event_text_);
    pass.gates = match(gate_text_);

    std::call_once(incident_text_once_, [this] {
        incident_text_starts_.reserve(incident_order.size() + 1);
        incident_text_starts_.push_back(0);
        for (const Index i : incident_order) {
            append_folded(incident_text_, data->incidents[i].summary);
            append_folded(incident_text_, extra_value(*data, data->incidents[i], "place_text"));
            incident_text_starts_.push_back(incident_text_.size());
        }
    });
    pass.incidents.assign(incident_order.size(), 1);
    for (const std::string& word : words) {
        // Where an incident is and what it is of are matched once per boundary and category, not once per incident.
        std::vector<std::uint8_t> by_boundary(boundary_text_.size(), 0);
        for (std::size_t b = 0; b < by_boundary.size(); ++b) {
            for (const Index ancestor : ancestors[b]) {
                if (data->boundaries[ancestor].level > 0 && boundary_text_[ancestor].find(word) != std::string::npos) {
                    by_boundary[b] = 1;
                }
            }
        }
        std::vector<std::uint8_t> by_locus(loci.size(), 0);
        for (std::size_t l = 0; l < loci.size(); ++l) {
            const Locus& at = loci[l];
            for (const Index boundary : at.has_admin ? at.own : at.inside) {
                by_locus[l] = by_locus[l] != 0 || by_boundary[boundary] != 0 ? 1 : 0;
            }
        }
        std::vector<std::uint8_t> by_category(category_text_.size() + 1, 0);
        for (std::size_t c = 0; c < category_text_.size(); ++c) {
            by_category[c + 1] = category_text_[c].find(word) != std::string::npos ? 1 : 0;
        }
        const std::string_view texts = incident_text_;
        for (std::size_t i = 0; i < pass.incidents.size(); ++i) {
            if (pass.incidents[i] != 0 && by_locus[locus[i]] == 0 && by_category[category[i]] == 0) {
                const std::size_t begin = incident_text_starts_[i];
                const std::string_view text = texts.substr(begin, incident_text_starts_[i + 1] - begin);
                pass.incidents[i] = text.find(word) != std::string_view::npos ? 1 : 0;
            }
        }
    }
    return pass;
}

std::shared_ptr<const TextPass> QueryIndex::Impl::text_pass(const std::string& text) const {
    const std::vector<std::string> words = words_of(text);
    if (words.empty()) {
        return nullptr;
    }
    {
        const std::scoped_lock lock(cache_mutex_);
        for (const auto& cached : text_cache_) {
            if (cached->text == text) {
                return cached;
            }
        }
    }
    auto pass = std::make_shared<TextPass>(match_text(words));
    pass->text = text;
    const std::scoped_lock lock(cache_mutex_);
    if (text_cache_.size() == kCachedTexts) {
        text_cache_.erase(text_cache_.begin());
    }
    text_cache_.push_back(pass);
    return pass;
}

QueryIndex::QueryIndex(std::shared_ptr<const model::Dataset> dataset)
    : impl_(std::make_unique<Impl>(std::move(dataset))) {}

QueryIndex::~QueryIndex() = default;

const model::Dataset& QueryIndex::dataset() const {
    return *impl_->data;
}

std::vector<Index> QueryIndex::boundaries_at(model::LonLat at, model::Day day) const {
    std::vector<Index> found;
    const auto& boundaries = impl_->data->boundaries;
    impl_->locator.at(at, [&](Index boundary) {
        if (boundary < boundaries.size() && boundaries[boundary].valid.contains(day)) {
            found.push_back(boundary);
        }
    });
    std::stable_sort(found.begin(), found.end(),
                     [&](Index a, Index b) { return boundaries[a].level < boundaries[b].level; });
    return found;
}

std::vector<Index> QueryIndex::lineage(Index boundary) const {
    if (boundary >= impl_->lineage.size()) {
        return {};
    }
    const auto kin = impl_->lineage[boundary];
    return {kin.begin(), kin.end()};
}

Index QueryIndex::province_of(Index boundary) const {
    return boundary < impl_->province.size() ? impl_->province[boundary] : kNone;
}

}  // namespace bordermap::query
