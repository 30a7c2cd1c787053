#include "query/index_impl.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <limits>
#include <tuple>

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
        EndedParty party;
        std::vector<Index> units;  ///< the heirs, else the party itself
        bool inherited = false;
        bool gone = false;
        bool wanted = false;  ///< is party of an agreement that passes
    };
    struct Standing {
        Stage stage;
        bool sure;
    };

    void boundaries();
    void units();
    void agreements();
    void meetings();
    void events();
    void incidents();
    void gates();
    void months();
    void count_units();

    [[nodiscard]] PlacePass locus_place(std::uint32_t locus) const { return base_->place[locus]; }
    [[nodiscard]] PlacePass unit_place(Index unit) const { return locus_place(index_.unit_locus[unit]); }
    /// Nothing: it does not pass on the as-of date.
    [[nodiscard]] std::optional<Standing> stage_of(std::size_t agreement) const;
    /// Of a unit as a party: by itself, else through those that stand for it.
    [[nodiscard]] PlacePass party_place(Index unit) const;
    /// Best over the parties.
    [[nodiscard]] PlacePass agreement_place(std::size_t agreement) const;
    [[nodiscard]] bool any_area(std::span<const Index> areas) const {
        return std::any_of(areas.begin(), areas.end(), [this](Index area) { return area_pass_[area] != 0; });
    }
    void add_links(std::size_t agreement, Standing standing);
    void make_stands();
    /// Calls `count` for each unit of the heritage that one of the loci lies in.
    template <typename Count>
    void inherit(std::span<const std::uint32_t> loci, Count&& count) {
        for (std::size_t k = 0; k < out_.heritage.size(); ++k) {
            const std::vector<std::uint8_t>& lies = base_->in_kin[k];
            if (std::any_of(loci.begin(), loci.end(), [&lies](std::uint32_t locus) { return lies[locus] != 0; })) {
                count(out_.heritage[k]);
            }
        }
    }
    /// Of the parties, into loci_.
    void add_loci(std::size_t agreement) {
        for (const auto& party : index_.parties_of(agreement)) {
            loci_.push_back(index_.unit_locus[party.unit]);
        }
    }

    const QueryIndex::Impl& index_;
    const model::Dataset& data_;
    Selection out_;
    model::Interval window_;
    bool windowed_;
    bool placed_;
    std::shared_ptr<const BasePass> base_;
    std::vector<std::uint8_t> area_pass_;
    std::vector<std::uint8_t> kind_pass_;
    std::shared_ptr<const TextPass> text_;
    std::vector<std::uint8_t> unit_flag_;
    std::vector<Stand> ended_;             ///< of the units that have ended
    std::vector<std::uint32_t> ended_at_;  ///< per unit: 1 + index into ended_, 0 for a unit that has not ended
    struct End {
        Index unit;
        bool inherited;
    };
    std::vector<End> ends_;                ///< scratch of add_links
    std::vector<std::uint32_t> loci_;      ///< scratch of inherit
    std::vector<model::Country> country_;  ///< per unit
    std::vector<std::uint32_t> incident_months_, event_months_;
    std::int32_t first_month_ = 0;
};

Selector::Selector(const QueryIndex::Impl& index, const Filter& filter)
    : index_(index),
      data_(*index.data),
      window_(filter.window()),
      windowed_(filter.windowed()),
      placed_(!filter.places.empty()) {
    out_.filter = filter;
    std::vector<Index> places;
    for (const std::string& id : filter.places) {
        if (const auto found = data_.boundary_by_id.find(id); found != data_.boundary_by_id.end()) {
            places.push_back(found->second);
        }
    }
    out_.category_pass = flags_of(filter.categories, data_.category_by_id, index_.category_ancestors);
    area_pass_ = flags_of(filter.areas, data_.area_by_id, index_.area_ancestors);
    for (const std::string& kind : index_.kinds) {
        kind_pass_.push_back(filter.unit_kinds.empty() || std::find(filter.unit_kinds.begin(), filter.unit_kinds.end(),
                                                                    kind) != filter.unit_kinds.end());
    }
    text_ = index_.text_pass(filter.text);
    base_ = index_.base_pass(places, placed_, filter.lineage, out_.category_pass, filter.categories.empty(), text_);
    for (const Index relative : base_->kin) {
        out_.heritage.push_back({relative, 0, 0, 0});
    }
}

Selection Selector::run() {
    boundaries();
    make_stands();
    units();
    agreements();
    meetings();
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
        out_.boundary_in_filter[i] = locus_place(index_.boundary_locus[i]) != PlacePass::No ? 1 : 0;
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
    for (const model::Unit& unit : data_.units) {
        country_.push_back(unit.country);
    }
    for (std::size_t i = 0; i < data_.units.size(); ++i) {
        if (data_.units[i].valid.to > out_.filter.as_of) {
            continue;
        }
        Stand stand;
        stand.party = {static_cast<Index>(i), index_.living_heirs(static_cast<Index>(i), out_.filter.as_of)};
        for (const EndedParty::Heir& heir : stand.party.heirs) {
            stand.units.push_back(heir.unit);
        }
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

std::optional<Selector::Standing> Selector::stage_of(std::size_t agreement) const {
    const QueryIndex::Impl::AgreementLife& life = index_.agreement_life[agreement];
    const model::Day as_of = out_.filter.as_of;
    if (as_of < life.announced.may || as_of < life.parties_from) {
        return std::nullopt;
    }
    if (as_of >= life.ended.sure) {
        return out_.filter.ended ? std::optional(Standing{Stage::Ended, true}) : std::nullopt;
    }
    const bool goes_on = as_of < life.ended.may;
    if (!life.known) {
        return Standing{Stage::Unknown, false};
    }
    if (as_of >= life.in_force.may) {
        return Standing{Stage::InForce, goes_on && as_of >= life.in_force.sure};
    }
    if (as_of >= life.signed_on.may) {
        return Standing{Stage::Signed, goes_on && as_of >= life.signed_on.sure};
    }
    return Standing{Stage::Announced, goes_on && as_of >= life.announced.sure};
}

PlacePass Selector::party_place(Index unit) const {
    const PlacePass own = unit_place(unit);
    if (own == PlacePass::No && out_.filter.lineage && ended_at_[unit] != 0) {
        for (const Index heir : ended_[ended_at_[unit] - 1].units) {
            if (unit_place(heir) != PlacePass::No) {
                return PlacePass::Inherited;
            }
        }
    }
    return own;
}

PlacePass Selector::agreement_place(std::size_t agreement) const {
    if (!placed_) {
        return PlacePass::Direct;
    }
    PlacePass best = PlacePass::No;
    for (const auto& party : index_.parties_of(agreement)) {
        best = std::max(best, party_place(party.unit));
    }
    return best;
}

void Selector::agreements() {
    const bool by_area = !out_.filter.areas.empty();
    const bool by_kind = !out_.filter.unit_kinds.empty();
    std::vector<std::uint32_t> area_counts(data_.areas.size(), 0);
    for (std::size_t i = 0; i < index_.agreement_life.size(); ++i) {
        if (text_ && text_->agreements[i] == 0) {
            continue;
        }
        const std::optional<Standing> standing = stage_of(i);
        const auto parties = index_.parties_of(i);
        const auto areas = index_.agreement_areas[i];
        if (!standing || (by_area && !any_area(areas)) ||
            (by_kind && std::none_of(parties.begin(), parties.end(), [this](const auto& party) {
                 return kind_pass_[index_.unit_kind[party.unit]] != 0;
             }))) {
            continue;
        }
        const PlacePass pass = agreement_place(i);
        if (pass == PlacePass::No) {
            continue;
        }
        SelectedAgreement selected;
        selected.agreement = static_cast<Index>(i);
        selected.stage = standing->stage;
        selected.sure = standing->sure;
        selected.by_inheritance = pass == PlacePass::Inherited;
        for (const auto& party : parties) {
            if (const std::uint32_t ended = ended_at_[party.unit]; ended != 0) {
                Stand& stand = ended_[ended - 1];
                stand.wanted = true;
                selected.inherited = selected.inherited || stand.inherited;
                selected.party_gone = selected.party_gone || stand.gone;
                for (const Index unit : stand.units) {
                    unit_flag_[unit] = 1;
                }
            } else {
                unit_flag_[party.unit] = 1;
            }
        }
        out_.counts.agreements_by_inheritance += selected.by_inheritance ? 1 : 0;
        out_.agreements.push_back(selected);
        if (!out_.heritage.empty()) {
            loci_.clear();
            add_loci(i);
            inherit(loci_, [](Heritage& heritage) { ++heritage.agreements; });
        }
        add_links(i, *standing);
        for (const Index area : areas) {
            ++area_counts[area];
        }
    }
    for (Stand& stand : ended_) {
        if (stand.wanted) {
            out_.ended_parties.push_back(std::move(stand.party));
        }
    }
    for (std::size_t i = 0; i < area_counts.size(); ++i) {
        if (area_counts[i] > 0) {
            out_.counts.agreements_by_area[data_.areas[i].id] += area_counts[i];
        }
    }
}

void Selector::meetings() {
    for (const SelectedAgreement& selected : out_.agreements) {
        const std::uint32_t series = index_.review_series_of[selected.agreement];
        if (series == 0 || selected.stage == Stage::Ended) {
            continue;
        }
        out_.meetings.push_back(meeting_due(index_.review_series[series - 1], out_.filter.as_of));
        out_.meetings.back().agreement = selected.agreement;
        ++out_.counts.meetings_by_state[std::string(meeting_state_name(out_.meetings.back().state))];
    }
    const auto key = [](const MeetingDue& due) {
        return std::tuple(due.state, !due.next.has_value(), due.next.value_or(model::Interval{}), due.agreement);
    };
    std::sort(out_.meetings.begin(), out_.meetings.end(),
              [&key](const MeetingDue& a, const MeetingDue& b) { return key(a) < key(b); });
}

void Selector::add_links(std::size_t agreement, Standing standing) {
    using PartyRole = QueryIndex::Impl::PartyRole;
    const auto parties = index_.parties_of(agreement);
    // Signatories alone make a link as soon as two countries have one; a supervisor never does.
    model::Country first = model::Country::None;
    bool several = false;
    bool any = false;
    for (const auto& party : parties) {
        if (party.role == PartyRole::Signatory) {
            const model::Country country = country_[party.unit];
            several = several || (any && country != first);
            first = country;
            any = true;
        }
    }
    ends_.clear();
    const auto add = [this](Index unit, bool inherited) {
        const auto same = std::find_if(ends_.begin(), ends_.end(), [unit](const End& end) { return end.unit == unit; });
        if (same == ends_.end()) {
            ends_.push_back({unit, inherited});
        } else {
            same->inherited = same->inherited && inherited;  // the successor signed for itself, too
        }
    };
    for (const auto& party : parties) {
        if (several ? party.role != PartyRole::Signatory : party.role == PartyRole::Supervisor) {
            continue;
        }
        if (const std::uint32_t ended = ended_at_[party.unit]; ended != 0) {
            for (const Index unit : ended_[ended - 1].units) {
                add(unit, ended_[ended - 1].inherited);
            }
        } else {
            add(party.unit, false);
        }
    }
    const auto rank = [this](Index unit) {
        return country_[unit] == model::Country::VietNam ? 0 : country_[unit] == model::Country::Laos ? 2 : 1;
    };
    for (std::size_t a = 0; a < ends_.size(); ++a) {
        for (std::size_t b = a + 1; b < ends_.size(); ++b) {
            if (country_[ends_[a].unit] == country_[ends_[b].unit]) {
                continue;
            }
            const bool swap = rank(ends_[a].unit) > rank(ends_[b].unit);
            Link link;
            link.agreement = static_cast<Index>(agreement);
            link.from = ends_[swap ? b : a].unit;
            link.to = ends_[swap ? a : b].unit;
            link.stage = standing.stage;
            link.sure = standing.sure;
            link.inherited = ends_[a].inherited || ends_[b].inherited;
            out_.links.push_back(link);
        }
    }
}

void Selector::events() {
    const bool by_area = !out_.filter.areas.empty();
    const bool by_kind = !out_.filter.unit_kinds.empty();
    for (std::size_t at = 0; at < index_.event_order.size(); ++at) {
        const Index i = index_.event_order[at];
        if (text_ && text_->events[i] == 0) {
            continue;
        }
        const auto parties = index_.event_parties[i];
        const Index agreement = data_.events[i].agreement;
        const bool agreed = agreement < index_.agreement_life.size();
        if (placed_ && locus_place(index_.event_locus[i]) == PlacePass::No &&
            std::none_of(parties.begin(), parties.end(),
                         [this](Index unit) { return party_place(unit) != PlacePass::No; }) &&
            (!agreed || agreement_place(agreement) == PlacePass::No)) {
            continue;
        }
        if (by_kind && std::none_of(parties.begin(), parties.end(),
                                    [this](Index unit) { return kind_pass_[index_.unit_kind[unit]] != 0; })) {
            continue;
        }
        if (by_area && !any_area(index_.event_areas[i]) && !(agreed && any_area(index_.agreement_areas[agreement]))) {
            continue;
        }
        const auto count_event = [&] {
            ++out_.counts.events;
            if (!out_.heritage.empty()) {
                loci_.assign(1, index_.event_locus[i]);
                for (const Index unit : parties) {
                    loci_.push_back(index_.unit_locus[unit]);
                }
                if (agreed) {
                    add_loci(agreement);
                }
                inherit(loci_, [](Heritage& heritage) { ++heritage.events; });
            }
        };
        if (at >= index_.dated_events) {
            out_.events.push_back(i);
            ++out_.counts.undated;
            if (!windowed_) {
                count_event();
            }
            continue;
        }
        ++event_months_[static_cast<std::size_t>(index_.event_month[at] - first_month_)];
        if (data_.events[i].date.interval().overlaps(window_)) {
            out_.events.push_back(i);
            count_event();
        }
    }
}

void Selector::incidents() {
    const auto tally = index_.tally(base_, window_, windowed_);
    out_.incidents = tally->listed;
    out_.incident_pass = tally->pass;
    out_.incident_pass_but_window_and_category = base_->but_window_and_category;
    out_.counts.totals = tally->totals;
    out_.counts.undated += tally->undated;
    if (!base_->months.empty()) {
        std::copy(base_->months.begin(), base_->months.end(),
                  incident_months_.begin() + (index_.first_incident_month - first_month_));
    }
    const auto& by_category = tally->by_category;
    const auto& by_locus = tally->by_locus;
    const auto& by_month = tally->by_month;
    for (std::size_t i = 0; i < by_category.size(); ++i) {
        if (by_category[i] > 0) {
            const std::string& id = i == 0 ? std::string() : data_.categories[i - 1].id;
            out_.counts.incidents_by_category[id] += by_category[i];
            out_.counts.incidents += by_category[i];
        }
    }
    const auto provinces = index_.units_on(1, out_.filter.as_of);
    const auto districts = index_.units_on(2, out_.filter.as_of);
    std::vector<std::uint32_t> by_province(data_.boundaries.size() + 1, 0), by_district = by_province,
                                                                            by_province_only = by_province;
    for (std::size_t i = 0; i < by_locus.size(); ++i) {
        const Index province = (*provinces)[i];
        const Index district = (*districts)[i];
        by_province[province == kNone ? 0 : province + 1] += by_locus[i];
        by_district[district == kNone ? 0 : district + 1] += by_locus[i];
        by_province_only[province == kNone ? 0 : province + 1] += district == kNone ? by_locus[i] : 0;
        if (locus_place(static_cast<std::uint32_t>(i)) == PlacePass::Inherited) {
            out_.counts.incidents_by_inheritance += by_locus[i];
        }
        if (by_locus[i] > 0 && !out_.heritage.empty()) {
            const auto locus = static_cast<std::uint32_t>(i);
            inherit(std::span(&locus, 1), [&](Heritage& heritage) { heritage.incidents += by_locus[i]; });
        }
    }
    for (std::size_t i = 0; i < by_province.size(); ++i) {
        const auto count = [&](const std::vector<std::uint32_t>& numbers,
                               std::map<std::string, std::uint32_t>& counts) {
            if (numbers[i] > 0) {
                counts[i == 0 ? std::string() : data_.boundaries[i - 1].id] += numbers[i];
            }
        };
        count(by_province, out_.counts.incidents_by_province);
        count(by_district, out_.counts.incidents_by_district);
        count(by_province_only, out_.counts.incidents_to_province);
    }
    for (std::size_t i = 0; i < by_month.size(); ++i) {
        if (by_month[i] > 0) {
            const auto [year, month] =
                model::year_month(first_day_of(index_.first_incident_month + static_cast<std::int32_t>(i)));
            const std::string key = fmt::format("{}{:04}-{:02}", year < 0 ? "-" : "", year < 0 ? -year : year, month);
            out_.counts.incidents_by_month[key] = by_month[i];
        }
    }
}

void Selector::gates() {
    for (std::size_t i = 0; i < data_.gates.size(); ++i) {
        const bool here = locus_place(index_.gate_locus_vn[i]) != PlacePass::No ||
                          locus_place(index_.gate_locus_la[i]) != PlacePass::No;
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

std::string_view stage_name(Stage stage) {
    constexpr std::array<std::string_view, 5> kNames{"announced", "signed", "in_force", "ended", "unknown"};
    return kNames.at(static_cast<std::size_t>(stage));
}

std::string_view meeting_state_name(MeetingState state) {
    constexpr std::array<std::string_view, 5> kNames{"overdue", "never_held", "due", "upcoming", "unknown"};
    return kNames.at(static_cast<std::size_t>(state));
}

Selection select(const QueryIndex& index, const Filter& filter) {
    return Selector(index.impl(), filter).run();
}

std::vector<const EndedParty*> ended_parties_of(const model::Dataset& dataset, const Selection& selection,
                                                Index agreement) {
    std::vector<const EndedParty*> found;
    const bool passes = std::any_of(selection.agreements.begin(), selection.agreements.end(),
                                    [agreement](const SelectedAgreement& one) { return one.agreement == agreement; });
    if (!passes) {
        return found;
    }
    for (const model::Party& party : dataset.agreements[agreement].parties) {
        const auto at = std::lower_bound(selection.ended_parties.begin(), selection.ended_parties.end(), party.unit,
                                         [](const EndedParty& one, Index unit) { return one.unit < unit; });
        if (at != selection.ended_parties.end() && at->unit == party.unit &&
            std::find(found.begin(), found.end(), &*at) == found.end()) {
            found.push_back(&*at);
        }
    }
    return found;
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
