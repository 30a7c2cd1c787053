#include "cartography/link_bundles.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <glm/geometric.hpp>
#include <limits>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace bordermap::cartography {

namespace {

using glm::vec2;
using model::Index;
using model::kNone;
using model::RefKind;

/// The province of the day that a unit stands in; kNone: a unit of a whole country, or not known.
Index province_of(const Frame& frame, Index unit) {
    const model::Dataset& data = *frame.index.map().dataset;
    Index at = data.units[unit].admin;
    while (at != kNone && data.boundaries[at].level > 1) {
        at = data.boundaries[at].parent;
    }
    if (at == kNone || data.boundaries[at].level != 1 || frame.selection.boundary_alive[at] != 0) {
        return at != kNone && data.boundaries[at].level == 1 ? at : kNone;
    }
    // Of another day: the one that lies there now.
    const vec2 place(frame.index.unit(unit).at);
    for (Index i = 0; i < data.boundaries.size(); ++i) {
        if (data.boundaries[i].level == 1 && data.boundaries[i].country == data.boundaries[at].country &&
            frame.selection.boundary_alive[i] != 0 && frame.index.shape(i).encloses(place, place)) {
            return i;
        }
    }
    return at;
}

/// Whether append_arc() has something to draw between them.
bool has_line(const Frame& frame, const LinkGround& ground, const LinkSpan& span) {
    const LinkEnd from = span.from_end(ground);
    const LinkEnd to = span.to_end(ground);
    return span.from.place != span.to.place &&
           glm::distance(from.at, to.at) > from.gap + to.gap + LinkArc::kLeast * frame.scale;
}

void add_once(std::vector<Index>& to, Index what) {
    if (std::find(to.begin(), to.end(), what) == to.end()) {
        to.push_back(what);
    }
}

bool covers(const Box& box, std::span<const Box> others) {
    return std::any_of(others.begin(), others.end(), [&](const Box& other) { return other.overlaps(box); });
}

class Bundler {
public:
    Bundler(const Frame& frame, const LinkGround& ground, std::span<const std::uint8_t> apart)
        : frame_(frame), ground_(ground), apart_(apart), links_(frame.selection.links) {}

    std::vector<LinkBundle> run() {
        gather();
        for (auto& [key, bundle] : bundles_) {
            find_line(bundle);
        }
        join_same_lines();
        std::vector<LinkBundle> result;
        for (auto& [key, bundle] : bundles_) {
            if (bundle.span.from.place != kNone) {
                result.push_back(std::move(bundle));
            }
        }
        name_them(result);
        return result;
    }

private:
    [[nodiscard]] LinkSpan span_of(std::uint32_t link) const {
        return {ground_.slots[links_[link].from], ground_.slots[links_[link].to]};
    }
    [[nodiscard]] double length(std::uint32_t link) const {
        return glm::distance(frame_.index.unit(links_[link].from).at, frame_.index.unit(links_[link].to).at);
    }
    void gather();
    void find_line(LinkBundle& bundle) const;
    void join_same_lines();
    void name_them(std::vector<LinkBundle>& bundles) const;

    const Frame& frame_;
    const LinkGround& ground_;
    std::span<const std::uint8_t> apart_;
    const std::vector<query::Link>& links_;
    using Key = std::tuple<bool, Index, Index>;
    std::map<Key, LinkBundle> bundles_;
};

void Bundler::gather() {
    std::map<Index, Index> provinces;
    const auto province = [&](Index unit) {
        const auto [entry, fresh] = provinces.try_emplace(unit, kNone);
        if (fresh) {
            entry->second = province_of(frame_, unit);
        }
        return entry->second;
    };
    for (std::uint32_t i = 0; i < links_.size(); ++i) {
        const query::Link& link = links_[i];
        const LinkSpan span = span_of(i);
        if (span.from.place == kNone || span.to.place == kNone) {
            continue;
        }
        Key key{false, span.from.place, span.to.place};
        if (frame_.nominal > kProvinceBundles && apart_[link.agreement] == 0) {
            const Index from = province(link.from);
            const Index to = province(link.to);
            if (from != kNone && to != kNone) {
                key = {true, from, to};
            }
        }
        LinkBundle& bundle = bundles_[key];
        bundle.of_provinces = std::get<bool>(key);
        bundle.links.push_back(i);
        add_once(bundle.agreements, link.agreement);
    }
}

/// The line of a bundle of provinces is that of the surest of its links, so that it ends where what it looks like ends; of several
/// the longest, which is there at any scale at which one of them is: it stays where it is while the picture is zoomed and when the
/// bundle opens.
void Bundler::find_line(LinkBundle& bundle) const {
    std::optional<std::pair<LinkLook, double>> best;
    for (const std::uint32_t link : bundle.links) {
        const std::pair rank(look_of_link(*frame_.index.map().dataset, links_[link]), -length(link));
        if (const LinkSpan span = span_of(link); has_line(frame_, ground_, span) && (!best || rank < *best)) {
            best = rank;
            bundle.span = span;
        }
    }
    for (const std::uint32_t link : bundle.links) {
        if (const LinkSpan span = span_of(link); best && span.same_places(bundle.span)) {
            bundle.span.join(span);
        }
    }
}

void Bundler::join_same_lines() {
    std::map<std::pair<std::uint32_t, std::uint32_t>, LinkBundle*> of_places;
    for (auto& [key, bundle] : bundles_) {
        if (bundle.span.from.place == kNone) {
            continue;
        }
        const auto [entry, fresh] = of_places.try_emplace({bundle.span.from.place, bundle.span.to.place}, &bundle);
        if (fresh) {
            continue;
        }
        LinkBundle& first = *entry->second;
        first.of_provinces |= bundle.of_provinces;
        first.links.insert(first.links.end(), bundle.links.begin(), bundle.links.end());
        for (const Index agreement : bundle.agreements) {
            add_once(first.agreements, agreement);
        }
        first.span.join(bundle.span);
        bundle.span = {};
    }
}

/// What a bundle is pointed at by is an agreement on its own line: one that the picture is about, of it alone where there is one,
/// so that it names no other.
void Bundler::name_them(std::vector<LinkBundle>& bundles) const {
    std::map<Index, int> bundles_of;
    for (const LinkBundle& bundle : bundles) {
        for (const Index agreement : bundle.agreements) {
            ++bundles_of[agreement];
        }
    }
    std::set<Index> taken;
    for (LinkBundle& bundle : bundles) {
        int best = std::numeric_limits<int>::max();
        for (const std::uint32_t link : bundle.links) {
            const Index agreement = links_[link].agreement;
            const int cost = (bundles_of[agreement] > 1 ? 1 : 0) + (taken.contains(agreement) ? 2 : 0) +
                             (apart_[agreement] == 0 ? 4 : 0);
            if (span_of(link).same_places(bundle.span) && cost < best) {
                best = cost;
                bundle.shown = agreement;
            }
        }
        taken.insert(bundle.shown);
    }
}

}  // namespace

LinkLook look_of_link(const model::Dataset& dataset, const query::Link& link) {
    LinkLook look;
    const std::string& kind = dataset.agreements[link.agreement].kind;
    if (kind == "twinning") {
        look.kind = LinkKind::Twinning;
    } else if (kind == "coordination_regulation") {
        look.kind = LinkKind::Coordination;
    }
    const bool signed_or_more = link.stage == query::Stage::Signed || link.stage == query::Stage::InForce;
    if (link.stage == query::Stage::Ended) {
        look.sureness = LinkSureness::Ended;
    } else if (link.inherited) {
        look.sureness = LinkSureness::Inherited;
    } else {
        look.sureness = link.sure && signed_or_more ? LinkSureness::Certain : LinkSureness::Unsure;
    }
    return look;
}

void LinkSpan::join(const LinkSpan& other) {
    from.symbol = from.symbol == other.from.symbol ? from.symbol : kNone;
    to.symbol = to.symbol == other.to.symbol ? to.symbol : kNone;
}

std::vector<LinkBundle> bundle_links(const Frame& frame, const LinkGround& ground,
                                     std::span<const std::uint8_t> apart) {
    return Bundler(frame, ground, apart).run();
}

std::vector<std::uint8_t> light_links(const Frame& frame, std::vector<LinkBundle>& bundles) {
    const std::vector<query::Link>& links = frame.selection.links;
    std::vector<std::uint8_t> lit(links.size(), 0);
    const model::Ref focus = frame.hovered.kind == RefKind::Agreement || frame.hovered.kind == RefKind::Unit
                                 ? frame.hovered
                                 : frame.selected;
    Index agreement = focus.kind == RefKind::Agreement ? focus.index : kNone;
    if (focus.kind == RefKind::Event && focus.index != kNone) {
        agreement = frame.index.map().dataset->events[focus.index].agreement;
    }
    for (std::size_t i = 0; i < links.size(); ++i) {
        const bool of_unit = focus.kind == RefKind::Unit && focus.index != kNone &&
                             (links[i].from == focus.index || links[i].to == focus.index);
        lit[i] = of_unit || (agreement != kNone && links[i].agreement == agreement) ? 1 : 0;
    }
    if (focus.kind == RefKind::Unit) {
        // Its agreements are, with all their links.
        std::set<Index> its;
        for (std::size_t i = 0; i < links.size(); ++i) {
            if (lit[i] != 0) {
                its.insert(links[i].agreement);
            }
        }
        for (std::size_t i = 0; i < links.size(); ++i) {
            lit[i] = its.contains(links[i].agreement) ? 1 : 0;
        }
    }
    for (LinkBundle& bundle : bundles) {
        const bool pointed_at = frame.hovered == model::Ref{RefKind::Agreement, bundle.shown};
        for (const std::uint32_t link : bundle.links) {
            lit[link] = pointed_at ? std::uint8_t{1} : lit[link];
            bundle.open = bundle.open || (bundle.of_provinces && lit[link] != 0);
        }
    }
    return lit;
}

void place_numbers(const Frame& frame, const LinkGround& ground, std::span<const Box> taken, float size,
                   std::vector<LinkBundle>& bundles) {
    // From the middle of the line outwards; beside it where every place on it is taken.
    constexpr std::array kShares{0.5F, 0.44F, 0.56F, 0.38F, 0.62F, 0.32F, 0.68F, 0.26F, 0.74F, 0.2F, 0.8F};
    std::vector<Box> numbers;
    for (LinkBundle& bundle : bundles) {
        if (bundle.agreements.size() < 2) {
            continue;
        }
        const LinkEnd from = bundle.span.from_end(ground);
        const LinkEnd to = bundle.span.to_end(ground);
        const LinkArc arc = make_arc(from.at, to.at, frame.scale);
        float best = std::numeric_limits<float>::max();
        for (const float aside : {0.F, 1.F, -1.F, 2.F, -2.F, 3.F, -3.F, 4.F, -4.F}) {
            for (const float share : kShares) {
                const vec2 way = arc.at(share + 0.02F) - arc.at(share - 0.02F);
                const float length = glm::length(way);
                const vec2 normal = length > 0 ? vec2{way.y, -way.x} / length : vec2{0, -1};
                const vec2 middle = arc.at(share) + normal * (aside * 0.75F * size);
                const Box box = Box{middle, middle}.grown(0.5F * size);
                if (!box.inside(frame.area)) {
                    continue;
                }
                const float cost = (covers(box, numbers) ? 100.F : 0.F) + (covers(box, taken) ? 10.F : 0.F) +
                                   2.F * std::abs(aside) + std::abs(share - 0.5F) - 0.01F * aside;
                if (cost < best) {
                    best = cost;
                    bundle.mark = middle;
                    bundle.stem = std::abs(aside) > 1.F ? std::optional(arc.at(share)) : std::nullopt;
                }
            }
        }
        if (bundle.mark) {
            numbers.push_back(Box{*bundle.mark, *bundle.mark}.grown(0.5F * size));
        }
    }
}

}  // namespace bordermap::cartography
