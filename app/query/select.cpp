#include "query/index_impl.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <limits>

namespace bordermap::query {

namespace {

using model::Index;
using model::kNone;

/// Members of a list of ids (a group stands for its children) as a flag per record.
template <typename Ids>
std::vector<std::uint8_t> flags_of(const std::vector<std::string>& wanted, const Ids& by_id,
                                   const IndexLists& ancestors) {
    std::vector<std::uint8_t> chosen(ancestors.size(), 0);
    for (const std::string& id : wanted) {
        if (const auto found = by_id.find(id); found != by_id.end()) {
            chosen[found->second] = 1;
        }
    }
    std::vector<std::uint8_t> flags(ancestors.size(), 0);
    for (std::size_t i = 0; i < flags.size(); ++i) {
        const auto chain = ancestors[i];
        flags[i] = wanted.empty() ||
                   std::any_of(chain.begin(), chain.end(), [&](Index ancestor) { return chosen[ancestor] != 0; });
    }
    return flags;
}

class Selector {
public:
    Selector(const QueryIndex::Impl& index, const Filter& filter);
    [[nodiscard]] Selection run();

private:
    /// The units that stand for a party on the as-of date.
    struct Stand {
        std::vector<Index> units;
        bool inherited = false;
        bool gone = false;
    };

    void boundaries();
    void units();
    void agreements();
    void events();
    void incidents();
    void gates();
    void months();
    void count_units();

    [[nodiscard]] PlacePass unit_place(Index unit) const { return place_[index_.unit_locus[unit]]; }
    /// Not alive: nothing.
    [[nodiscard]] std::optional<Stage> stage_of(const model::Agreement& agreement) const;
    /// Best over the parties and those that stand for them; by no party at all only without a place filter.
    [[nodiscard]] PlacePass party_place(const std::vector<model::Party>& parties) const;
    [[nodiscard]] bool party_kind(const std::vector<model::Party>& parties) const;
    void add_links(Index agreement, const std::vector<model::Party>& parties, Stage stage);
    void make_stands();

    const QueryIndex::Impl& index_;
    const model::Dataset& data_;
    Selection out_;
    model::Interval window_;
    bool windowed_;
    bool placed_;
    std::vector<Index> places_;
    std::vector<PlacePass> place_;  ///< per locus
    std::vector<std::uint8_t> area_pass_;
    std::vector<std::uint8_t> kind_pass_;
    std::shared_ptr<const TextPass> text_;
    std::vector<std::uint8_t> unit_flag_;
    std::vector<Stand> ended_;             ///< of the units that have ended
    std::vector<std::uint32_t> ended_at_;  ///< per unit: 1 + index into ended_, 0 for a unit that has not ended
    std::vector<std::uint32_t> incident_months_, event_months_;
    std::int32_t first_month_ = 0;
};

Selector::Selector(const QueryIndex::Impl& index, const Filter& filter)
    : index_(index),
      data_(*index.data),
      window_(filter.window()),
      windowed_(filter.from.has_value() || filter.to.has_value()),
      placed_(!filter.places.empty()) {
    out_.filter = filter;
    for (const std::string& id : filter.places) {
        if (const auto found = data_.boundary_by_id.find(id); found != data_.boundary_by_id.end()) {
            places_.push_back(found->second);
        }
    }
    if (placed_) {
        place_ = index_.place_pass(places_);
    } else {
        place_.assign(index_.loci.size(), PlacePass::Direct);
    }
    out_.category_pass = flags_of(filter.categories, data_.category_by_id, index_.category_ancestors);
    area_pass_ = flags_of(filter.areas, data_.area_by_id, index_.area_ancestors);
    for (const std::string& kind : index_.kinds) {
        kind_pass_.push_back(filter.unit_kinds.empty() || std::find(filter.unit_kinds.begin(), filter.unit_kinds.end(),
                                                                    kind) != filter.unit_kinds.end());
    }
    text_ = index_.text_pass(filter.text);
}

Selection Selector::run() {
    boundaries();
    make_stands();
    units();
    agreements();
    // One axis of months for both counts, wide enough for every record; cut to what is there at the end.
    std::int32_t low = index_.first_incident_month;
    std::int32_t high = index_.last_incident_month;
    for (std::size_t at = 0; at < index_.dated_events; ++at) {
        low = std::min(low, index_.event_month[at]);
        high = std::max(high, index_.event_month[at]);
    }
    if (low <= high) {
        first_month_ = low;
        incident_months_.assign(static_cast<std::size_t>(high - low) + 1, 0);
        event_months_.assign(incident_months_.size(), 0);
    }
    events();
    incidents();
    gates();
    months();
    count_units();
    return std::move(out_);
}

void Selector::boundaries() {
    const std::size_t count = data_.boundaries.size();
    out_.boundary_alive.resize(count);
    out_.boundary_in_filter.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
        const model::AdminUnit& boundary = data_.boundaries[i];
        const bool alive = boundary.valid.contains(out_.filter.as_of);
        out_.boundary_alive[i] = alive ? 1 : 0;
        out_.boundary_in_filter[i] = place_[index_.boundary_locus[i]] != PlacePass::No ? 1 : 0;
        if (alive && (boundary.level == 1 || boundary.level == 2)) {
            Counts& counts = out_.counts;
            if (boundary.country == model::Country::VietNam) {
                ++(boundary.level == 1 ? counts.boundaries_vn_1 : counts.boundaries_vn_2);
            } else if (boundary.country == model::Country::Laos) {
                ++(boundary.level == 1 ? counts.boundaries_la_1 : counts.boundaries_la_2);
            }
        }
    }
}

void Selector::make_stands() {
    ended_at_.assign(data_.units.size(), 0);
    for (std::size_t i = 0; i < data_.units.size(); ++i) {
        if (data_.units[i].valid.to > out_.filter.as_of) {
            continue;
        }
        Stand stand;
        stand.units = index_.living_heirs(static_cast<Index>(i), out_.filter.as_of);
        stand.inherited = !stand.units.empty();
        stand.gone = stand.units.empty();
        if (stand.gone) {
            stand.units.push_back(static_cast<Index>(i));
        }
        ended_.push_back(std::move(stand));
        ended_at_[i] = static_cast<std::uint32_t>(ended_.size());
    }
}

void Selector::units() {
    unit_flag_.assign(data_.units.size(), 0);
    for (std::size_t i = 0; i < data_.units.size(); ++i) {
        unit_flag_[i] = data_.units[i].valid.contains(out_.filter.as_of) &&
                        unit_place(static_cast<Index>(i)) != PlacePass::No && kind_pass_[index_.unit_kind[i]] != 0 &&
                        (!text_ || text_->units[i] != 0);
    }
}

std::optional<Stage> Selector::stage_of(const model::Agreement& agreement) const {
    const model::Day as_of = out_.filter.as_of;
    model::Interval signing;  // open both ways: not known
    bool known = false;
    if (agreement.signed_on.dated()) {
        signing = agreement.signed_on.interval();
        known = true;
    } else if (agreement.announced.dated()) {
        signing.to = agreement.announced.interval().to;
        known = true;
    }
    if (as_of < signing.from) {
        return std::nullopt;
    }
    bool sure = known && as_of >= signing.to - 1;
    if (agreement.ends.dated()) {
        const model::Interval end = agreement.ends.interval();
        if (as_of >= end.to - 1) {
            return std::nullopt;
        }
        sure = sure && as_of < end.from;
    }
    for (const model::Party& party : agreement.parties) {
        if (party.unit < data_.units.size() && as_of < data_.units[party.unit].valid.from) {
            return std::nullopt;
        }
    }
    return sure ? Stage::InForce : Stage::Possible;
}

PlacePass Selector::party_place(const std::vector<model::Party>& parties) const {
    if (!placed_) {
        return PlacePass::Direct;
    }
    PlacePass best = PlacePass::No;
    for (const model::Party& party : parties) {
        if (party.unit >= data_.units.size()) {
            continue;
        }
        best = std::max(best, unit_place(party.unit));
        if (best == PlacePass::No && ended_at_[party.unit] != 0) {
            for (const Index heir : ended_[ended_at_[party.unit] - 1].units) {
                if (unit_place(heir) != PlacePass::No) {
                    best = PlacePass::Inherited;
                }
            }
        }
    }
    return best;
}

bool Selector::party_kind(const std::vector<model::Party>& parties) const {
    return out_.filter.unit_kinds.empty() ||
           std::any_of(parties.begin(), parties.end(), [this](const model::Party& party) {
               return party.unit < data_.units.size() && kind_pass_[index_.unit_kind[party.unit]] != 0;
           });
}

void Selector::agreements() {
    const bool by_area = !out_.filter.areas.empty();
    std::vector<std::uint32_t> area_counts(data_.areas.size(), 0);
    std::vector<Index> areas;
    for (std::size_t i = 0; i < data_.agreements.size(); ++i) {
        const model::Agreement& agreement = data_.agreements[i];
        if (text_ && text_->agreements[i] == 0) {
            continue;
        }
        if (by_area &&
            std::none_of(agreement.areas.begin(), agreement.areas.end(), [this](const model::Undertaking& term) {
                return term.area < area_pass_.size() && area_pass_[term.area] != 0;
            })) {
            continue;
        }
        const std::optional<Stage> stage = stage_of(agreement);
        if (!stage || !party_kind(agreement.parties)) {
            continue;
        }
        const PlacePass pass = party_place(agreement.parties);
        if (pass == PlacePass::No) {
            continue;
        }
        SelectedAgreement selected;
        selected.agreement = static_cast<Index>(i);
        selected.stage = *stage;
        selected.by_inheritance = pass == PlacePass::Inherited;
        for (const model::Party& party : agreement.parties) {
            if (party.unit >= data_.units.size()) {
                continue;
            }
            if (const std::uint32_t ended = ended_at_[party.unit]; ended != 0) {
                const Stand& stand = ended_[ended - 1];
                selected.inherited = selected.inherited || stand.inherited;
                selected.party_gone = selected.party_gone || stand.gone;
                for (const Index unit : stand.units) {
                    unit_flag_[unit] = 1;
                }
            } else {
                unit_flag_[party.unit] = 1;
            }
        }
        if (selected.inherited && selected.stage == Stage::InForce) {
            selected.stage = Stage::Inherited;
        }
        out_.counts.agreements_by_inheritance += selected.by_inheritance ? 1 : 0;
        out_.agreements.push_back(selected);
        add_links(selected.agreement, agreement.parties, *stage);

        areas.clear();
        for (const model::Undertaking& term : agreement.areas) {
            if (term.area < area_counts.size() && std::find(areas.begin(), areas.end(), term.area) == areas.end()) {
                areas.push_back(term.area);
                ++area_counts[term.area];
            }
        }
    }
    for (std::size_t i = 0; i < area_counts.size(); ++i) {
        if (area_counts[i] > 0) {
            out_.counts.agreements_by_area[data_.areas[i].id] += area_counts[i];
        }
    }
}

void Selector::add_links(Index agreement, const std::vector<model::Party>& parties, Stage stage) {
    // Signatories alone make a link as soon as two countries have one; a supervisor never does.
    const auto signs = [](const model::Party& party) { return party.role.empty() || party.role == "signatory"; };
    model::Country first = model::Country::None;
    bool several = false;
    bool any = false;
    for (const model::Party& party : parties) {
        if (party.unit < data_.units.size() && signs(party)) {
            const model::Country country = data_.units[party.unit].country;
            several = several || (any && country != first);
            first = country;
            any = true;
        }
    }
    struct End {
        Index unit;
        bool inherited;
    };
    std::vector<End> ends;
    for (const model::Party& party : parties) {
        if (party.unit >= data_.units.size() || (several ? !signs(party) : party.role == "supervisor")) {
            continue;
        }
        const std::uint32_t ended = ended_at_[party.unit];
        const auto add = [&ends](Index unit, bool inherited) {
            const auto same =
                std::find_if(ends.begin(), ends.end(), [unit](const End& end) { return end.unit == unit; });
            if (same == ends.end()) {
                ends.push_back({unit, inherited});
            } else {
                same->inherited = same->inherited && inherited;  // the successor signed for itself, too
            }
        };
        if (ended == 0) {
            add(party.unit, false);
        } else {
            for (const Index unit : ended_[ended - 1].units) {
                add(unit, ended_[ended - 1].inherited);
            }
        }
    }
    const auto rank = [this](Index unit) {
        switch (data_.units[unit].country) {
            case model::Country::VietNam:
                return 0;
            case model::Country::Laos:
                return 2;
            case model::Country::None:
            case model::Country::Other:
                break;
        }
        return 1;
    };
    for (std::size_t a = 0; a < ends.size(); ++a) {
        for (std::size_t b = a + 1; b < ends.size(); ++b) {
            if (data_.units[ends[a].unit].country == data_.units[ends[b].unit].country) {
                continue;
            }
            const bool swap = rank(ends[a].unit) > rank(ends[b].unit);
            Link link;
            link.agreement = agreement;
            link.from = ends[swap ? b : a].unit;
            link.to = ends[swap ? a : b].unit;
            link.inherited = ends[a].inherited || ends[b].inherited;
            link.stage = link.inherited && stage == Stage::InForce ? Stage::Inherited : stage;
            out_.links.push_back(link);
        }
    }
}

void Selector::events() {
    const bool by_area = !out_.filter.areas.empty();
    for (std::size_t at = 0; at < index_.event_order.size(); ++at) {
        const Index i = index_.event_order[at];
        const model::Event& event = data_.events[i];
        if (text_ && text_->events[i] == 0) {
            continue;
        }
        const model::Agreement* agreement =
            event.agreement < data_.agreements.size() ? &data_.agreements[event.agreement] : nullptr;
        if (placed_ && place_[index_.event_locus[i]] == PlacePass::No && party_place(event.parties) == PlacePass::No &&
            (agreement == nullptr || party_place(agreement->parties) == PlacePass::No)) {
            continue;
        }
        if (!party_kind(event.parties)) {
            continue;
        }
        if (by_area) {
            const auto own = index_.event_areas[i];
            const bool passes =
                std::any_of(own.begin(), own.end(), [this](Index area) { return area_pass_[area] != 0; }) ||
                (agreement != nullptr &&
                 std::any_of(agreement->areas.begin(), agreement->areas.end(), [this](const model::Undertaking& term) {
                     return term.area < area_pass_.size() && area_pass_[term.area] != 0;
                 }));
            if (!passes) {
                continue;
            }
        }
        if (at >= index_.dated_events) {
            out_.events.push_back(i);
            ++out_.counts.undated;
            out_.counts.events += windowed_ ? 0 : 1;
            continue;
        }
        ++event_months_[static_cast<std::size_t>(index_.event_month[at] - first_month_)];
        if (event.date.interval().overlaps(window_)) {
            out_.events.push_back(i);
            ++out_.counts.events;
        }
    }
}

void Selector::incidents() {
    const std::size_t count = index_.incident_order.size();
    const std::size_t dated = index_.dated_incidents;
    out_.incident_pass.assign(count, 0);
    out_.incident_pass_but_window_and_category.assign(count, 0);

    std::vector<std::uint8_t> category_pass(data_.categories.size() + 1, 0);
    category_pass[0] = out_.filter.categories.empty() ? 1 : 0;
    std::copy(out_.category_pass.begin(), out_.category_pass.end(), category_pass.begin() + 1);
    std::vector<std::uint8_t> place_pass(place_.size());
    std::transform(place_.begin(), place_.end(), place_pass.begin(),
                   [](PlacePass pass) { return static_cast<std::uint8_t>(pass != PlacePass::No); });
    std::vector<std::uint32_t> by_category(category_pass.size(), 0);
    std::vector<std::uint32_t> by_locus(place_.size(), 0);
    std::vector<std::uint32_t> by_month(incident_months_.size(), 0);

    // The loop that a step of the timeline waits for: columns and tables only.
    std::vector<Index> listed(count);
    std::size_t found = 0;
    std::uint32_t totals = 0;
    const std::uint8_t* text = text_ ? text_->incidents.data() : nullptr;
    const auto scan = [&](std::size_t begin, std::size_t end, bool is_dated) {
        for (std::size_t at = begin; at < end; ++at) {
            const std::uint32_t locus = index_.locus[at];
            if (place_pass[locus] == 0 || (text != nullptr && text[at] == 0)) {
                continue;
            }
            const Index i = index_.incident_order[at];
            out_.incident_pass_but_window_and_category[i] = 1;
            const std::uint16_t category = index_.category[at];
            if (category_pass[category] == 0) {
                continue;
            }
            const std::uint32_t incident = index_.is_incident[at];
            const auto month = static_cast<std::size_t>(index_.month[at] - first_month_);
            if (is_dated) {
                incident_months_[month] += incident;
                if (index_.from[at] >= window_.to || index_.to[at] <= window_.from) {
                    continue;
                }
                by_month[month] += incident;
            }
            out_.incident_pass[i] = 1;
            listed[found++] = i;
            if (is_dated || !windowed_) {
                by_category[category] += incident;
                by_locus[locus] += incident;
                totals += 1 - incident;
            }
        }
    };
    // A window that is empty (its end before its start) holds no day.
    if (window_.empty()) {
        window_ = {0, std::numeric_limits<model::Day>::min()};
    }
    scan(0, dated, true);
    const std::size_t listed_dated = found;
    scan(dated, count, false);
    out_.counts.undated += static_cast<std::uint32_t>(found - listed_dated);
    listed.resize(found);
    out_.incidents = std::move(listed);
    out_.counts.totals = totals;

    for (std::size_t i = 0; i < by_category.size(); ++i) {
        if (by_category[i] > 0) {
            const std::string& id = i == 0 ? std::string() : data_.categories[i - 1].id;
            out_.counts.incidents_by_category[id] += by_category[i];
            out_.counts.incidents += by_category[i];
        }
    }
    for (std::size_t i = 0; i < by_locus.size(); ++i) {
        if (by_locus[i] > 0) {
            const Index province = index_.province_at(index_.loci[i], out_.filter.as_of);
            out_.counts.incidents_by_province[province == kNone ? std::string() : data_.boundaries[province].id] +=
                by_locus[i];
            if (place_[i] == PlacePass::Inherited) {
                out_.counts.incidents_by_inheritance += by_locus[i];
            }
        }
    }
    for (std::size_t i = 0; i < by_month.size(); ++i) {
        if (by_month[i] > 0) {
            const auto [year, month] = model::year_month(first_day_of(first_month_ + static_cast<std::int32_t>(i)));
            const std::string key = fmt::format("{}{:04}-{:02}", year < 0 ? "-" : "", year < 0 ? -year : year, month);
            out_.counts.incidents_by_month[key] = by_month[i];
        }
    }
}

void Selector::gates() {
    for (std::size_t i = 0; i < data_.gates.size(); ++i) {
        const bool here =
            place_[index_.gate_locus_vn[i]] != PlacePass::No || place_[index_.gate_locus_la[i]] != PlacePass::No;
        if (here && (!text_ || text_->gates[i] != 0)) {
            out_.gates.push_back(static_cast<Index>(i));
        }
    }
}

void Selector::months() {
    std::size_t begin = 0;
    std::size_t end = incident_months_.size();
    const auto empty = [this](std::size_t month) { return incident_months_[month] == 0 && event_months_[month] == 0; };
    while (begin < end && empty(begin)) {
        ++begin;
    }
    while (end > begin && empty(end - 1)) {
        --end;
    }
    out_.months.reserve(end - begin);
    for (std::size_t i = begin; i < end; ++i) {
        out_.months.push_back(
            {first_day_of(first_month_ + static_cast<std::int32_t>(i)), incident_months_[i], event_months_[i]});
    }
}

void Selector::count_units() {
    std::vector<std::uint32_t> by_kind(index_.kinds.size(), 0);
    for (std::size_t i = 0; i < unit_flag_.size(); ++i) {
        if (unit_flag_[i] != 0) {
            out_.units.push_back(static_cast<Index>(i));
            ++by_kind[index_.unit_kind[i]];
        }
    }
    for (std::size_t i = 0; i < by_kind.size(); ++i) {
        if (by_kind[i] > 0) {
            out_.counts.units_by_kind[index_.kinds[i]] = by_kind[i];
        }
    }
}

void grow(std::optional<Extent>& extent, const Extent& by) {
    if (!extent) {
        extent = by;
        return;
    }
    extent->west = std::min(extent->west, by.west);
    extent->south = std::min(extent->south, by.south);
    extent->east = std::max(extent->east, by.east);
    extent->north = std::max(extent->north, by.north);
}

void grow(std::optional<Extent>& extent, const model::Position& position) {
    if (position.known()) {
        grow(extent, Extent{position.at.lon, position.at.lat, position.at.lon, position.at.lat});
    }
}

void grow_by_boundary(std::optional<Extent>& extent, const QueryIndex::Impl& index, Index boundary) {
    if (boundary < index.locator.size()) {
        if (const auto box = index.locator.box(boundary)) {
            grow(extent, *box);
        }
    }
}

/// A unit without a position is somewhere in its administrative unit.
void grow_by_unit(std::optional<Extent>& extent, const QueryIndex::Impl& index, Index unit) {
    if (unit >= index.data->units.size()) {
        return;
    }
    const model::Unit& at = index.data->units[unit];
    if (at.position.known()) {
        grow(extent, at.position);
    } else {
        grow_by_boundary(extent, index, at.admin);
    }
}

}  // namespace

Selection select(const QueryIndex& index, const Filter& filter) {
    return Selector(index.impl(), filter).run();
}

std::optional<Extent> extent_of(const QueryIndex& index, const Selection& selection) {
    const QueryIndex::Impl& impl = index.impl();
    const model::Dataset& data = *impl.data;
    std::optional<Extent> extent;
    for (const std::string& id : selection.filter.places) {
        const auto found = data.boundary_by_id.find(id);
        if (found == data.boundary_by_id.end()) {
            continue;
        }
        bool alive = false;
        if (selection.boundary_alive[found->second] == 0) {
            for (const Index relative : impl.lineage[found->second]) {
                if (selection.boundary_alive[relative] != 0) {
                    grow_by_boundary(extent, impl, relative);
                    alive = true;
                }
            }
        }
        if (!alive) {
            grow_by_boundary(extent, impl, found->second);
        }
    }
    if (extent) {
        return extent;
    }
    for (const Index i : selection.incidents) {
        grow(extent, data.incidents[i].position);
    }
    for (const Index i : selection.events) {
        grow(extent, data.events[i].position);
    }
    for (const Index i : selection.gates) {
        grow(extent, data.gates[i].position);
    }
    for (const Link& link : selection.links) {
        grow(extent, data.units[link.from].position);
        grow(extent, data.units[link.to].position);
    }
    return extent;
}

std::optional<Extent> extent_of(const QueryIndex& index, model::Ref ref) {
    const QueryIndex::Impl& impl = index.impl();
    const model::Dataset& data = *impl.data;
    std::optional<Extent> extent;
    const auto grow_by_parties = [&](const std::vector<model::Party>& parties) {
        for (const model::Party& party : parties) {
            grow_by_unit(extent, impl, party.unit);
        }
    };
    switch (ref.kind) {
        case model::RefKind::Boundary:
            grow_by_boundary(extent, impl, ref.index);
            break;
        case model::RefKind::Unit:
            grow_by_unit(extent, impl, ref.index);
            break;
        case model::RefKind::Agreement:
            if (ref.index < data.agreements.size()) {
                grow_by_parties(data.agreements[ref.index].parties);
                grow(extent, data.agreements[ref.index].position);
            }
            break;
        case model::RefKind::Event:
            if (ref.index < data.events.size()) {
                grow(extent, data.events[ref.index].position);
                if (!extent) {
                    grow_by_parties(data.events[ref.index].parties);
                }
            }
            break;
        case model::RefKind::Incident:
            if (ref.index < data.incidents.size()) {
                grow(extent, data.incidents[ref.index].position);
                if (!extent) {
                    grow_by_boundary(extent, impl, data.incidents[ref.index].admin);
                }
            }
            break;
        case model::RefKind::Gate:
            if (ref.index < data.gates.size()) {
                grow(extent, data.gates[ref.index].position);
            }
            break;
        case model::RefKind::Source:
        case model::RefKind::None:
            break;
    }
    return extent;
}

}  // namespace bordermap::query
