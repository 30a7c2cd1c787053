#include "cartography/compose_marks.hpp"

#include "cartography/cluster_marks.hpp"
#include "cartography/compose_links.hpp"
#include "cartography/incident_marks.hpp"
#include "cartography/legend.hpp"
#include "cartography/meetings.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <iterator>
#include <map>
#include <unordered_map>
#include <utility>

namespace bordermap::cartography {

namespace {

using glm::dvec2;
using glm::vec2;
using model::kNone;
using model::Ref;
using model::RefKind;

/// One symbol: a unit or several of one look, the gate, or the events at a place.
struct Item {
    Ref ref;
    KnownTo known_to = KnownTo::Point;
    bool gone = false;  ///< dissolved, and no successor is documented
    SymbolShape shape = SymbolShape::Square;
    float size = 14;  ///< px
    Colour fill;
    bool hollow = false;
    std::uint32_t count = 1;
    std::vector<Ref> others;  ///< what it stands for beside `ref`
    vec2 at{0, 0};            ///< px, where it is drawn
};

/// Everything that stands at one place, drawn side by side.
struct Group {
    vec2 px{0, 0};      ///< the place
    vec2 middle{0, 0};  ///< of the symbols
    float reach = 0;    ///< radius around them, px
    std::vector<Item> items;
    vec2 half{0, 0};  ///< what they reach to each side of the middle, px
};

constexpr float kDimmed = 0.4F;  ///< opacity of what steps back

std::uint64_t place_key(dvec2 at) {
    // Records within 50 m of each other stand at one place.
    const auto cell = [](double metres) {
        return static_cast<std::uint32_t>(static_cast<std::int32_t>(std::lround(metres / 50.0)));
    };
    return static_cast<std::uint64_t>(cell(at.x)) << 32U | cell(at.y);
}

class Marks {
public:
    Marks(const Frame& frame, Scene& scene, TextShaper& text, Visible& visible, CollisionGrid& obstacles)
        : frame_(frame),
          scene_(scene),
          text_(text),
          visible_(visible),
          obstacles_(obstacles),
          data_(*frame.index.map().dataset),
          s_(frame.scale),
          counts_(frame, scene, text, obstacles),
          links_(frame),
          meetings_(frame.session.mode == session::Mode::Meetings),
          gone_(data_.units.size(), 0) {
        for (const query::EndedParty& party : frame.selection.ended_parties) {
            gone_[party.unit] = party.heirs.empty() ? 1 : 0;
        }
    }

    void run() {
        gather_sites();
        gather_units();
        gather_gates();
        gather_events();
        lay_out_groups();
        lay_out_links();
        add_rings();
        add_area_circles();
        if (frame_.session.shows(session::Layer::Links)) {
            links_.draw(scene_, text_, visible_, obstacles_, counts_);
        }
        add_symbols();
        add_incident_obstacles();
        if (rings_ != nullptr && rings_->on) {
            add_clusters(frame_, *rings_, colour_group_, scene_, text_, visible_, obstacles_);
        }
        add_selected_incident(frame_, scene_, visible_, obstacles_);
        add_border_obstacles();
    }

private:
    void gather_sites();
    void gather_units();
    void gather_gates();
    void gather_events();
    void lay_out_groups();
    void part_groups();
    [[nodiscard]] vec2 beside_incidents(vec2 px, vec2 half) const;
    void add_rings();
    void add_area_circles();
    void lay_out_links();
    void add_symbols();
    void add_incident_obstacles();
    void add_border_obstacles();
    void add_known_to(vec2 below, float size, KnownTo known_to, Colour colour);
    void add_ring_around(vec2 at, float radius, Colour colour, float width);

    /// Places whose symbols would cover each other share a group: they stand side by side, and apart again farther in.
    std::size_t group_at(dvec2 at) {
        const auto [entry, fresh] = group_of_place_.try_emplace(place_key(at), groups_.size());
        if (!fresh) {
            return entry->second;
        }
        const vec2 px = frame_.px(at);
        const float near = 0.6F * frame_.theme.symbol_size * frame_.symbol_factor * s_;
        for (std::size_t g = 0; g < groups_.size(); ++g) {
            if (glm::distance(groups_[g].px, px) < near) {
                entry->second = g;
                return g;
            }
        }
        groups_.push_back({px, {}, 0, {}});
        return entry->second;
    }

    const Frame& frame_;
    Scene& scene_;
    TextShaper& text_;
    Visible& visible_;
    CollisionGrid& obstacles_;
    const model::Dataset& data_;
    float s_;

    CountMarks counts_;
    Links links_;
    bool meetings_ = false;           ///< the picture is about review meetings
    std::vector<std::uint8_t> gone_;  ///< per unit
    std::vector<Group> groups_;
    std::unordered_map<std::uint64_t, std::size_t> group_of_place_;
    std::vector<LinkSlot> slot_of_unit_;
    const std::vector<IncidentSite>* sites_ = nullptr;
    const IncidentRings* rings_ = nullptr;
    std::vector<std::uint32_t> colour_group_;  ///< per category: the one that the legend lists
    struct Stand {
        vec2 at;
        float radius;
        bool ring;
    };
    std::vector<Stand> stands_;  ///< px: rings and symbols of incidents, from left to right
    std::unordered_map<std::uint64_t, float> incident_reach_;  ///< px above a place that incidents take up
};

void Marks::gather_sites() {
    if (!scene_.show_incidents) {
        return;
    }
    std::vector<std::uint32_t> colour_group(scene_.categories.size());
    for (model::Index i = 0; i < colour_group.size(); ++i) {
        colour_group[i] = i < data_.categories.size() ? legend_category(data_, frame_.theme, i) : i;
    }
    sites_ = &frame_.index.sites(frame_.selection, colour_group);
    const float size = scene_.incident_size * s_;
    colour_group_ = std::move(colour_group);
    rings_ = &frame_.index.rings(frame_.selection, scene_.categories, colour_group_, frame_.theme.symbol_size,
                                 frame_.nominal);
    if (rings_->on) {
        // From here on incidents stand at their places, those in rings behind these.
        scene_.spread_incidents = false;
        for (const IncidentRings::Ring& ring : rings_->rings) {
            const vec2 at = frame_.px(ring.at);
            const float radius = ring_radius(ring.incidents.size(), frame_.theme.symbol_size) * s_;
            stands_.push_back({at, radius, true});
            if (frame_.on_page(at, radius)) {
                counts_.keep_off(Box{at, at}.grown(radius));  // no other number on it
            }
            for (const model::Index incident : ring.incidents) {
                scene_.incident_pass[incident] = 0;
            }
        }
        for (const model::Index incident : rings_->alone) {
            stands_.push_back({incident_px(scene_, incident), 0.5F * size, false});
        }
        std::sort(stands_.begin(), stands_.end(), [](const Stand& a, const Stand& b) { return a.at.x < b.at.x; });
        return;
    }
    if (sites_->size() > kMostClustered) {
        return;  // the map is full of them: nothing stands clear
    }
    for (const IncidentSite& site : *sites_) {
        float& reach = incident_reach_[place_key(site.at)];
        reach = std::max(reach, (site.spread + 0.5F) * size);
    }
}

void Marks::gather_units() {
    slot_of_unit_.assign(data_.units.size(), {});
    if (!frame_.session.shows(session::Layer::Units)) {
        return;
    }
    // Where the whole border is in view only the parties of what passes are drawn: the others are a multitude of little
    // stations that tell nothing at that scale.
    const bool all = frame_.nominal < kDistrictLines && !meetings_;
    for (const model::Index unit : frame_.selection.units) {
        const RecordPlace& place = frame_.index.unit(unit);
        const Ref ref{RefKind::Unit, unit};
        const bool wanted = all || links_.is_end(unit) || ref == frame_.selected || ref == frame_.hovered;
        if (!place.known || !wanted) {
            continue;
        }
        const model::Unit& record = data_.units[unit];
        const bool loose = frame_.loose(place.precision_m);
        Item item;
        item.ref = ref;
        item.shape = unit_symbol(record.kind);
        item.size =
            frame_.theme.symbol_size * frame_.symbol_factor * echelon_scale(record.echelon) * (loose ? 0.9F : 1.F) * s_;
        item.fill = frame_.theme.unit_fill;
        if (meetings_) {
            const query::MeetingDue* due = links_.meeting_of_unit(unit);
            item.fill = due != nullptr ? meeting_style(frame_.theme, due->state).colour : frame_.theme.text_muted;
        }
        item.gone = gone_[unit] != 0;
        item.hollow = loose || item.gone;
        item.known_to = loose ? place.known_to : KnownTo::Point;
        const std::size_t group = group_at(place.at);
        slot_of_unit_[unit] = {static_cast<std::uint32_t>(group),
                               static_cast<std::uint32_t>(groups_[group].items.size())};
        groups_[group].items.push_back(item);
    }
    // Many at one place (a province's companies, known only to its middle) are one symbol per look, with their number.
    constexpr std::size_t kMostApart = 3;
    for (std::uint32_t g = 0; g < groups_.size(); ++g) {
        Group& group = groups_[g];
        if (group.items.size() <= kMostApart) {
            continue;
        }
        std::vector<Item> merged;
        for (const Item& item : group.items) {
            const bool alone = item.ref == frame_.selected || item.ref == frame_.hovered;
            const auto same = std::find_if(merged.begin(), merged.end(), [&](const Item& other) {
                return !alone && other.shape == item.shape && other.fill == item.fill && !item.gone && !other.gone &&
                       other.ref != frame_.selected && other.ref != frame_.hovered;
            });
            std::uint32_t slot = 0;
            if (same == merged.end()) {
                slot = static_cast<std::uint32_t>(merged.size());
                merged.push_back(item);
            } else {
                slot = static_cast<std::uint32_t>(same - merged.begin());
                ++same->count;
                same->others.push_back(item.ref);
                same->size = std::max(same->size, item.size);
                same->known_to = std::min(same->known_to, item.known_to);
            }
            slot_of_unit_[item.ref.index] = {g, slot};
        }
        group.items = std::move(merged);
    }
}

void Marks::gather_gates() {
    if (!frame_.session.shows(session::Layer::Gates) || frame_.nominal > kSmallMarks) {
        return;
    }
    for (const model::Index gate : frame_.selection.gates) {
        const RecordPlace& place = frame_.index.gate(gate);
        if (!place.known) {
            continue;
        }
        Item item;
        item.ref = {RefKind::Gate, gate};
        item.shape = SymbolShape::Gate;
        item.size = frame_.theme.symbol_size * (frame_.nominal > 500.0 ? 0.72F : 0.95F) * s_;
        item.fill = frame_.theme.gate;
        item.hollow = frame_.loose(place.precision_m);
        groups_[group_at(place.at)].items.push_back(item);
    }
}

void Marks::gather_events() {
    if (!frame_.session.shows(session::Layer::Events) || frame_.nominal > kSmallMarks) {
        return;
    }
    std::unordered_map<std::size_t, std::size_t> seen;  ///< group -> its event symbol
    for (const model::Index event : frame_.selection.events) {
        const RecordPlace& place = frame_.index.event(event);
        const Ref ref{RefKind::Event, event};
        if (!place.known) {
            continue;
        }
        const std::size_t at = group_at(place.at);
        Group& group = groups_[at];
        const bool own = ref == frame_.selected || ref == frame_.hovered;
        const auto [entry, fresh] = seen.try_emplace(at, group.items.size());
        if (!fresh) {
            Item& first = group.items[entry->second];
            ++first.count;
            first.others.push_back(own ? first.ref : ref);
            first.ref = own ? ref : first.ref;
            first.known_to =
                std::min(first.known_to, frame_.loose(place.precision_m) ? place.known_to : KnownTo::Point);
            first.hollow = first.hollow && frame_.loose(place.precision_m);
            continue;
        }
        Item item;
        item.ref = ref;
        item.shape = SymbolShape::Ring;
        item.size = frame_.theme.symbol_size * frame_.symbol_factor * (frame_.nominal > 500.0 ? 0.85F : 0.95F) * s_;
        item.fill = frame_.theme.event;
        item.hollow = frame_.loose(place.precision_m);
        item.known_to = item.hollow ? place.known_to : KnownTo::Point;
        group.items.push_back(item);
    }
}

/// The middle of a group whose symbols reach `half` px to each side: aside from the ring of a cluster on which it would stand, away
/// from that ring's middle; above an incident's symbol at its place.
vec2 Marks::beside_incidents(vec2 px, vec2 half) const {
    const float most = half.x + ring_radius(kMostClustered, frame_.theme.symbol_size) * s_;
    auto stand = std::lower_bound(stands_.begin(), stands_.end(), px.x - most,
                                  [](const Stand& each, float x) { return each.at.x < x; });
    const Stand* under = nullptr;
    float deepest = 0;
    for (; stand != stands_.end() && stand->at.x <= px.x + most; ++stand) {
        const float deep = stand->radius + (stand->ring ? half.y : 0.F) - glm::distance(stand->at, px);
        if (deep > deepest) {
            deepest = deep;
            under = &*stand;
        }
    }
    if (under == nullptr) {
        return px;
    }
    const vec2 off = px - under->at;
    const float far = glm::length(off);
    const vec2 way = under->ring && far > 0.25F * under->radius ? off / far : vec2{0, -1};
    return under->at + way * (under->radius + 1.F * s_ + std::abs(way.x) * half.x + std::abs(way.y) * half.y);
}

void Marks::lay_out_groups() {
    // place_key of a group is found again through the map, so that incidents at the same place push the group up.
    std::vector<float> lift(groups_.size(), 0.F);
    for (const auto& [key, index] : group_of_place_) {
        if (const auto found = incident_reach_.find(key); found != incident_reach_.end()) {
            lift[index] = std::max(lift[index], found->second);
        }
    }
    const auto cell_of = [this](const Group& group) {
        float cell = 0;
        for (const Item& item : group.items) {
            cell = std::max(cell, item.size);
        }
        return cell + 2.F * s_;
    };
    const auto columns_of = [](std::size_t count) { return count <= 3 ? count : (count + 1) / 2; };
    const auto rows_of = [&](std::size_t count) {
        const std::size_t columns = columns_of(count);
        return columns == 0 ? 0 : (count + columns - 1) / columns;
    };
    for (std::size_t g = 0; g < groups_.size(); ++g) {
        Group& group = groups_[g];
        const std::size_t count = group.items.size();
        group.half =
            0.5F * cell_of(group) * vec2{static_cast<float>(columns_of(count)), static_cast<float>(rows_of(count))};
        group.middle = group.px;
        if (lift[g] > 0) {
            group.middle.y -= lift[g] + group.half.y;
        }
        if (count > 0 && !stands_.empty()) {
            group.middle = beside_incidents(group.px, group.half);
        }
    }
    part_groups();
    for (Group& group : groups_) {
        const float cell = cell_of(group);
        const std::size_t count = group.items.size();
        const std::size_t columns = columns_of(count);
        const std::size_t rows = rows_of(count);
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t row = i / columns;
            const std::size_t in_row = std::min(columns, count - row * columns);
            const vec2 step{static_cast<float>(i % columns) - 0.5F * static_cast<float>(in_row - 1),
                            static_cast<float>(row) - 0.5F * static_cast<float>(rows - 1)};
            group.items[i].at = group.middle + step * cell;
        }
        group.reach =
            count <= 1 ? cell * 0.5F : 0.5F * cell * std::max(static_cast<float>(columns), static_cast<float>(rows));
    }
}

/// Groups that cover each other or a ring are moved apart, each by half, but by no more than a symbol or so: a mark must stay
/// with its place. Depends on distances in the picture alone, so a pan moves nothing.
void Marks::part_groups() {
    constexpr int kRounds = 12;
    const float most = 1.6F * frame_.theme.symbol_size * frame_.symbol_factor * s_;
    std::vector<std::size_t> order;
    for (std::size_t g = 0; g < groups_.size(); ++g) {
        if (!groups_[g].items.empty()) {
            order.push_back(g);
        }
    }
    // By place, so that which of two gives way where does not hang on the order of the records.
    std::sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
        const vec2 at = groups_[a].px;
        const vec2 other = groups_[b].px;
        return at.x != other.x ? at.x < other.x : at.y < other.y;
    });
    std::vector<vec2> stood;
    stood.reserve(order.size());
    float widest = 0;
    for (const std::size_t g : order) {
        stood.push_back(groups_[g].middle);
        widest = std::max(widest, groups_[g].half.x);
    }
    const auto hold = [&](std::size_t i) {
        vec2& middle = groups_[order[i]].middle;
        const vec2 off = middle - stood[i];
        const float far = glm::length(off);
        if (far > most) {
            middle = stood[i] + off * (most / far);
        }
    };
    std::vector<Stand> rings;
    std::copy_if(stands_.begin(), stands_.end(), std::back_inserter(rings),
                 [](const Stand& each) { return each.ring; });
    bool moved = true;
    for (int round = 0; round < kRounds && moved; ++round) {
        moved = false;
        for (std::size_t i = 0; i < order.size(); ++i) {
            Group& one = groups_[order[i]];
            for (std::size_t k = i + 1; k < order.size() && stood[k].x - stood[i].x < 2.F * (widest + most); ++k) {
                Group& two = groups_[order[k]];
                const vec2 way = two.middle - one.middle;
                const vec2 over = one.half + two.half - glm::abs(way);
                if (over.x <= 0.05F || over.y <= 0.05F) {
                    continue;
                }
                // Along the axis where less is to go.
                const bool across = over.x < over.y;
                const vec2 step = across ? vec2{(way.x < 0 ? -0.5F : 0.5F) * over.x, 0}
                                         : vec2{0, (way.y < 0 ? -0.5F : 0.5F) * over.y};
                one.middle -= step;
                two.middle += step;
                hold(i);
                hold(k);
                moved = true;
            }
            if (std::any_of(rings.begin(), rings.end(), [&](const Stand& ring) {
                    return glm::distance(ring.at, one.middle) < ring.radius + one.half.x + one.half.y;
                })) {
                const vec2 clear = beside_incidents(one.middle, one.half);
                if (glm::distance(clear, one.middle) > 0.05F) {
                    one.middle = clear;
                    hold(i);
                    moved = true;
                }
            }
        }
    }
}

/// The ends of the links, and what their numbers keep clear of.
void Marks::lay_out_links() {
    std::vector<LinkPlace> places;
    std::vector<Box> taken;
    places.reserve(groups_.size());
    for (const Group& group : groups_) {
        LinkPlace& place = places.emplace_back();
        place.whole = {group.middle, group.reach + 1.F * s_};
        for (const Item& item : group.items) {
            place.symbols.push_back({item.at, item.size * 0.5F + 2.F * s_});
            taken.push_back(Box{item.at, item.at}.grown(item.size * 0.5F + frame_.theme.symbol_halo * s_));
        }
    }
    constexpr std::size_t kMostSites = 2000;  // beyond that there is no clear place
    for (const Stand& stand : stands_) {
        if (stands_.size() <= kMostSites && frame_.on_page(stand.at, stand.radius)) {
            taken.push_back(Box{stand.at, stand.at}.grown(stand.radius));
        }
    }
    if (stands_.empty() && sites_ != nullptr && sites_->size() <= kMostSites) {
        const float size = scene_.incident_size * s_;
        for (const IncidentSite& site : *sites_) {
            const vec2 at = frame_.px(site.at);
            if (frame_.on_page(at, size)) {
                taken.push_back(Box{at, at}.grown((site.spread + 0.5F) * size));
            }
        }
    }
    links_.lay_out(std::move(places), slot_of_unit_, std::move(taken));
    scene_.incident_alpha = links_.dimming() ? kDimmed : 1.F;
}

void Marks::add_rings() {
    if (!frame_.session.shows(session::Layer::Precision)) {
        return;
    }
    enum class Weight : std::uint8_t { Quiet, Record, Focus };
    struct Circle {
        vec2 at;
        float radius;
        Colour colour;
        Ref ref;
        Weight weight;
    };
    std::vector<Circle> circles;
    std::map<std::pair<std::uint64_t, long>, std::size_t> drawn;
    const auto add = [&](dvec2 at, float precision_m, Colour colour, Ref ref, Weight weight) {
        const float radius = precision_m / static_cast<float>(frame_.view.metres_per_px);
        const vec2 px = frame_.px(at);
        // A quiet circle hardly larger than its symbol would only make it look heavier.
        const bool too_small = weight == Weight::Quiet && radius < 18.F * s_;
        if (!frame_.loose(precision_m) || too_small || !frame_.on_page(px, radius)) {
            return;
        }
        // Of what is known to one and the same circle one is enough.
        const auto [same, fresh] = drawn.try_emplace({place_key(at), std::lround(precision_m)}, circles.size());
        if (fresh) {
            circles.push_back({px, radius, colour, ref, weight});
        } else if (weight > circles[same->second].weight) {
            circles[same->second] = {px, radius, colour, ref, weight};
        }
    };
    // Known to a province alone: the bars under the symbol say it; a circle as large as the province would cover its
    // neighbours and tell nothing more.
    const auto quiet = [&](const RecordPlace& place) {
        return place.known_to == KnownTo::Point ||
               (place.known_to == KnownTo::District && frame_.nominal < kDistrictNames);
    };
    if (sites_ != nullptr) {
        for (const IncidentSite& site : *sites_) {
            const bool known = !site.mixed && site.category < scene_.categories.size();
            add(site.at, site.precision_m, known ? scene_.categories[site.category].colour : frame_.theme.text_muted,
                {}, Weight::Record);
        }
    }
    for (const model::Index unit : frame_.selection.units) {
        const RecordPlace& place = frame_.index.unit(unit);
        const Ref ref{RefKind::Unit, unit};
        const bool focus = ref == frame_.selected || ref == frame_.hovered;
        const bool party = links_.is_highlit_end(unit);
        if (place.known && slot_of_unit_[unit].place != kNone && (focus || party || quiet(place))) {
            add(place.at, place.precision_m, frame_.theme.link_twinning, ref, focus ? Weight::Focus : Weight::Quiet);
        }
    }
    if (frame_.session.shows(session::Layer::Events) && frame_.nominal <= kSmallMarks) {
        for (const model::Index event : frame_.selection.events) {
            const RecordPlace& place = frame_.index.event(event);
            const Ref ref{RefKind::Event, event};
            const bool focus = ref == frame_.selected || ref == frame_.hovered;
            if (place.known && (focus || quiet(place))) {
                add(place.at, place.precision_m, frame_.theme.event, ref, focus ? Weight::Focus : Weight::Quiet);
            }
        }
    }
    if (frame_.selected.kind == RefKind::Incident && frame_.selected.index != kNone && scene_.show_incidents) {
        const PointInstance& point = frame_.index.map().incidents[frame_.selected.index];
        if (std::isfinite(point.at.x)) {
            add(dvec2(point.at), point.precision_m, frame_.theme.selected, frame_.selected, Weight::Focus);
        }
    }
    // Largest first, so that a small ring is not veiled by a large one.
    std::stable_sort(circles.begin(), circles.end(),
                     [](const Circle& a, const Circle& b) { return a.radius > b.radius; });
    constexpr std::size_t kMost = 600;
    if (circles.size() > kMost) {
        circles.erase(circles.begin(), circles.end() - kMost);
    }
    for (const Circle& circle : circles) {
        // Where many cover each other each is fainter: together they must not outweigh the story.
        float over = 0;
        for (const Circle& other : circles) {
            const float reach = std::max(circle.radius, other.radius);
            over += glm::distance(circle.at, other.at) < reach ? 1.F : 0.F;
        }
        const float share = 1.F / std::sqrt(std::max(1.F, over));
        const float whole = std::clamp(1.25F - circle.radius / (300.F * s_), 0.45F, 1.F);
        float fill = 0;
        float stroke = 0;
        switch (circle.weight) {
            case Weight::Record:
                fill = 0.07F * share * whole;
                stroke = std::max(0.22F, 0.6F * share) * whole;
                break;
            case Weight::Quiet:
                // Fainter the larger: the whole circle carries about the same ink.
                fill = 0.05F * share * std::clamp(40.F * s_ / circle.radius, 0.2F, 1.F);
                stroke = 0.3F * std::max(0.4F, share) * whole;
                break;
            case Weight::Focus:
                fill = 0.06F * std::clamp(60.F * s_ / circle.radius, 0.25F, 1.F);
                stroke = 0.7F;
                break;
        }
        RingMark ring;
        ring.at = circle.at;
        ring.radius = circle.radius;
        ring.fill = circle.colour.with_alpha(fill);
        ring.stroke = circle.colour.with_alpha(stroke);
        ring.stroke_width = (circle.weight == Weight::Quiet ? 1.F : 1.2F) * s_;
        ring.dash = (circle.weight == Weight::Quiet ? 3.F : 6.F) * s_;
        ring.gap = 4.F * s_;
        ring.ref = circle.ref;
        scene_.marks.rings.push_back(ring);
        visible_.rings = true;
    }
}

void Marks::add_known_to(vec2 below, float size, KnownTo known_to, Colour colour) {
    cartography::add_known_to(frame_, below, size, known_to, colour, scene_, visible_, obstacles_);
}

/// A circle per district or commune, and per province for what is known to no more: small ones over large ones.
void Marks::add_area_circles() {
    const IncidentAreas& areas = visible_.areas;
    if (areas.style != session::IncidentStyle::Circles) {
        return;
    }
    struct Circle {
        model::Index boundary;
        std::uint32_t number;
        bool province;
    };
    std::vector<Circle> circles;
    for (model::Index i = 0; i < data_.boundaries.size(); ++i) {
        const bool drawn = frame_.index.map().anchors[i].radius_m > 0;
        if (drawn && areas.counts.incidents[i] > 0) {
            circles.push_back({i, areas.counts.incidents[i], false});
        }
        if (drawn && areas.counts.no_farther[i] > 0) {
            circles.push_back({i, areas.counts.no_farther[i], true});
        }
    }
    std::stable_sort(circles.begin(), circles.end(),
                     [](const Circle& a, const Circle& b) { return a.number > b.number; });
    for (const Circle& circle : circles) {
        const Ref ref{RefKind::Boundary, circle.boundary};
        const float radius = areas.radius(circle.number) * s_;
        const vec2 at = frame_.px(frame_.index.map().anchors[circle.boundary].at);
        if (!frame_.on_page(at, radius)) {
            continue;
        }
        const bool focus = ref == frame_.selected || ref == frame_.hovered;
        RingMark ring = area_circle(frame_.theme, circle.province, s_);
        ring.at = at;
        ring.radius = radius;
        ring.ref = ref;
        if (focus) {
            ring.stroke = ref == frame_.selected ? frame_.theme.selected : frame_.theme.hover;
            ring.stroke_width = 2.4F * s_;
        }
        scene_.marks.rings.push_back(ring);
        (circle.province ? visible_.areas.province_circles : visible_.areas.district_circles) = true;
        visible_.story.push_back({at, focus ? 8.F : 1.F});
        const Box box{at - vec2(radius), at + vec2(radius)};
        obstacles_.add(box, radius > 12.F * s_ ? Obstacle::Soft : Obstacle::Hard);
        const float size = std::clamp(radius * 0.8F, 10.F * s_, 15.F * s_);
        const std::string words = fmt::format("{}", circle.number);
        if (static_cast<float>(words.size()) * size * 0.6F < 1.7F * radius && radius > 7.F * s_) {
            // The number in a circle needs no row of the legend.
            static_cast<void>(counts_.add(circle.number, {at}, size, frame_.theme.text, ref));
        }
    }
}

void Marks::add_ring_around(vec2 at, float radius, Colour colour, float width) {
    RingMark ring;
    ring.at = at;
    ring.radius = radius;
    ring.stroke = colour;
    ring.fill = colour.with_alpha(0.12F);
    ring.stroke_width = width;
    ring.gap = 0;
    scene_.marks.rings.push_back(ring);
}

void Marks::add_symbols() {
    // Events and gates first: units, the parties of the story, stand on top of them.
    const auto rank = [](const Item& item) {
        return item.ref.kind == RefKind::Event ? 0 : (item.ref.kind == RefKind::Gate ? 1 : 2);
    };
    std::vector<const Item*> items;
    for (const Group& group : groups_) {
        for (const Item& item : group.items) {
            if (frame_.on_page(item.at, item.size)) {
                items.push_back(&item);
            }
        }
    }
    std::stable_sort(items.begin(), items.end(), [&](const Item* a, const Item* b) { return rank(*a) < rank(*b); });
    for (const Item* item : items) {
        SymbolMark mark;
        mark.at = item->at;
        mark.size = item->size;
        mark.shape = item->shape;
        const bool dim = links_.dimming() && item->ref.kind == RefKind::Unit &&
                         !links_.is_highlit_end(item->ref.index) && item->ref != frame_.selected &&
                         item->ref != frame_.hovered;
        mark.fill = item->fill.with_alpha(dim ? 0.4F : 1.F);
        mark.halo = frame_.theme.halo.with_alpha(dim ? 0.4F : 1.F);
        mark.halo_width = frame_.theme.symbol_halo * s_;
        mark.hollow = item->hollow;
        mark.ref = item->ref;
        scene_.marks.symbols.push_back(mark);
        visible_.hollow = visible_.hollow || (item->hollow && !item->gone);
        if (item->gone) {
            SymbolMark crossed = mark;
            crossed.shape = SymbolShape::Crossed;
            crossed.size = item->size * 1.1F;
            crossed.hollow = false;
            crossed.ref = {};  // the symbol below stands for the unit
            scene_.marks.symbols.push_back(crossed);
            visible_.party_gone = true;
        }
        add_known_to(item->at + vec2{0, item->size * 0.5F}, item->size, item->known_to, mark.fill);
        const float reach = item->size * 0.5F + mark.halo_width;
        obstacles_.add(Box{item->at, item->at}.grown(reach), Obstacle::Hard);
        // The parties of what is selected are what the picture is about: no panel hides them.
        const bool party = item->ref.kind == RefKind::Unit && links_.is_highlit_end(item->ref.index);
        visible_.story.push_back({item->at, party || item->ref == frame_.selected ? 8.F : 1.F});
        if (item->ref == frame_.selected || item->ref == frame_.hovered) {
            add_ring_around(item->at, item->size * 0.75F + 3.F * s_,
                            item->ref == frame_.selected ? frame_.theme.selected : frame_.theme.hover, 2.2F * s_);
        }
        if (item->count > 1) {
            visible_.merged.push_back(item->ref);
            SharedMark shared{item->ref, item->others};
            shared.all.push_back(item->ref);
            scene_.shared.push_back(std::move(shared));
            const float off = item->size * 0.62F;
            visible_.counts |= counts_.add(item->count,
                                           {item->at + vec2{off, -off}, item->at + vec2{off, off},
                                            item->at - vec2{off, off}, item->at + vec2{-off, off}},
                                           10.F * s_, item->fill, item->ref);
        }
        switch (item->ref.kind) {
            case RefKind::Event:
                visible_.events = true;
                break;
            case RefKind::Gate:
                visible_.gates = true;
                break;
            default:
                visible_.unit_shapes[static_cast<std::size_t>(item->shape)] = true;
                break;
        }
    }
}

void Marks::add_incident_obstacles() {
    if (!scene_.show_incidents) {
        return;
    }
    const std::vector<PointInstance>& points = frame_.index.map().incidents;
    const float size = scene_.incident_size * s_;
    constexpr std::size_t kMost = 20'000;  // beyond that the map is full and names cannot keep clear
    std::size_t added = 0;
    const bool clustered = rings_ != nullptr && rings_->on;
    for (const model::Index incident : clustered ? rings_->alone : frame_.selection.incidents) {
        const PointInstance& point = points[incident];
        const vec2 at = incident_px(scene_, incident);
        if (!std::isfinite(at.x) || !std::isfinite(at.y) || !frame_.on_page(at, size)) {
            continue;
        }
        if (point.category < visible_.categories.size()) {
            visible_.categories[point.category] = 1;
        }
        visible_.hollow = visible_.hollow || frame_.loose(point.precision_m);
        if (added++ < kMost) {
            obstacles_.add(Box{at, at}.grown(size * 0.5F), Obstacle::Hard);
            visible_.story.push_back({at, 1.F});
        }
    }
    // Under the places, once for all that stand there; where they are a multitude the bars would be noise.
    constexpr std::size_t kMostSites = 600;
    const bool bars =
        sites_ != nullptr && sites_->size() <= kMostSites && frame_.session.shows(session::Layer::Precision);
    if (bars && clustered) {
        for (const model::Index incident : rings_->alone) {
            const PointInstance& point = points[incident];
            const vec2 at = incident_px(scene_, incident);
            if (frame_.loose(point.precision_m) && frame_.on_page(at, size)) {
                add_known_to(at + vec2{0, 0.42F * size}, size,
                             known_to(frame_.index.map(), data_.incidents[incident].admin,
                                      static_cast<double>(point.precision_m)),
                             scene_.categories[point.category].colour.with_alpha(scene_.incident_alpha));
            }
        }
    } else if (bars) {
        for (const IncidentSite& site : *sites_) {
            const vec2 at = frame_.px(site.at);
            if (frame_.loose(site.precision_m) && frame_.on_page(at, size)) {
                const bool one_colour = !site.mixed && site.category < scene_.categories.size();
                add_known_to(at + vec2{0, (site.spread + 0.42F) * size}, size, site.known_to,
                             one_colour ? scene_.categories[site.category].colour : frame_.theme.text_muted);
            }
        }
    }
    if (scene_.selected_incident != kNone || scene_.hovered_incident != kNone) {
        for (const auto& [incident, colour] : {std::pair{scene_.hovered_incident, frame_.theme.hover},
                                               std::pair{scene_.selected_incident, frame_.theme.selected}}) {
            const bool alone = incident != kNone && scene_.incident_pass[incident] != 0;
            if (alone && std::isfinite(points[incident].at.x)) {
                add_ring_around(incident_px(scene_, incident), size * 0.75F + 3.F * s_, colour, 2.2F * s_);
            }
        }
    }
}

void Marks::add_border_obstacles() {
    const float reach = 5.F * s_;
    constexpr float kOneLine = 1000.F;  // m; the points stand nearer than that in one line
    const std::vector<vec2>& border = frame_.index.border();
    vec2 last{-1e9F, -1e9F};
    for (std::size_t i = 0; i < border.size(); ++i) {
        const vec2 from = frame_.px(dvec2(border[i]));
        const bool goes_on = i + 1 < border.size() && glm::distance(border[i], border[i + 1]) < kOneLine;
        const vec2 way = goes_on ? frame_.px(dvec2(border[i + 1])) - from : vec2{0, 0};
        // Near by the points stand apart by more than a label is high.
        const int pieces = std::clamp(static_cast<int>(glm::length(way) / reach), 1, 1024);
        for (int k = 0; k < pieces; ++k) {
            const vec2 at = from + way * (static_cast<float>(k) / static_cast<float>(pieces));
            if (glm::distance(at, last) >= reach * 0.99F && frame_.on_page(at, reach)) {
                last = at;
                obstacles_.add(Box{at, at}.grown(reach * 0.6F), Obstacle::Soft);
            }
        }
    }
}

}  // namespace

void add_known_to(const Frame& frame, vec2 below, float size, KnownTo known_to, Colour colour, Scene& scene,
                  Visible& visible, CollisionGrid& obstacles) {
    if (known_to == KnownTo::Point) {
        return;
    }
    SymbolMark bars;
    bars.size = std::max(size * 0.62F, 6.F * frame.scale);
    bars.at = below + vec2{0, bars.size * 0.5F + 0.5F * frame.scale};
    bars.shape = known_to == KnownTo::Province ? SymbolShape::TwoBars : SymbolShape::OneBar;
    bars.fill = colour;
    bars.halo = frame.theme.halo.with_alpha(colour.a);
    bars.halo_width = 1.2F * frame.scale;
    scene.marks.symbols.push_back(bars);
    obstacles.add(Box{bars.at, bars.at}.grown(bars.size * 0.42F), Obstacle::Hard);
    (known_to == KnownTo::Province ? visible.known_province : visible.known_district) = true;
}

RingMark area_circle(const Theme& theme, bool province, float scale) {
    RingMark ring;
    ring.fill = theme.area_classes[Theme::kClasses - 3].with_alpha(province ? 0.22F : 0.62F);
    ring.stroke = theme.area_classes[Theme::kClasses - 1];
    ring.stroke_width = 1.4F * scale;
    ring.dash = 5.F * scale;
    ring.gap = province ? 3.5F * scale : 0.F;
    return ring;
}

void compose_marks(const Frame& frame, Scene& scene, TextShaper& text, Visible& visible, CollisionGrid& obstacles) {
    Marks(frame, scene, text, visible, obstacles).run();
}

}  // namespace bordermap::cartography
