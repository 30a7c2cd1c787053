#include "cartography/compose_links.hpp"

#include "cartography/meetings.hpp"
#include "query/describe.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <glm/geometric.hpp>
#include <map>
#include <utility>

namespace bordermap::cartography {

namespace {

using glm::vec2;
using model::kNone;
using model::Ref;
using model::RefKind;

enum class LinkStyle : std::uint8_t { Twinning, Coordination, Other };

LinkStyle link_style(const model::Agreement& agreement) {
    if (agreement.kind == "twinning") {
        return LinkStyle::Twinning;
    }
    return agreement.kind == "coordination_regulation" ? LinkStyle::Coordination : LinkStyle::Other;
}

/// One picture's links.
class Drawing {
public:
    Drawing(const Frame& frame, std::span<const LinkPlace> places, std::span<const LinkSlot> slots, Scene& scene,
            TextShaper& text, Visible& visible, CollisionGrid& obstacles, CountMarks& counts,
            std::span<const query::MeetingDue* const> meeting_of, std::span<const std::uint8_t> highlit, bool dimming)
        : frame_(frame),
          places_(places),
          slots_(slots),
          scene_(scene),
          text_(text),
          visible_(visible),
          obstacles_(obstacles),
          counts_(counts),
          meeting_of_(meeting_of),
          highlit_agreement_(highlit),
          dimming_(dimming),
          meetings_(frame.session.mode == session::Mode::Meetings),
          data_(*frame.index.map().dataset),
          s_(frame.scale) {}

    void run();

private:
    void add_meeting(const query::MeetingDue& due, vec2 middle, bool dim);
    void add_inheritance(model::Index agreement, vec2 middle, Colour colour);
    [[nodiscard]] bool is_highlit(model::Index agreement) const {
        return agreement < highlit_agreement_.size() && highlit_agreement_[agreement] != 0;
    }

    const Frame& frame_;
    std::span<const LinkPlace> places_;
    std::span<const LinkSlot> slots_;
    Scene& scene_;
    TextShaper& text_;
    Visible& visible_;
    CollisionGrid& obstacles_;
    CountMarks& counts_;
    std::span<const query::MeetingDue* const> meeting_of_;
    std::span<const std::uint8_t> highlit_agreement_;
    bool dimming_;
    bool meetings_;  ///< the picture is about review meetings
    const model::Dataset& data_;
    float s_;
};

void Drawing::run() {
    enum class Line : std::uint8_t { Solid, Inherited, Unsure, Ended };
    const auto line_of = [](const query::Link& link) {
        if (link.stage == query::Stage::Ended) {
            return Line::Ended;
        }
        if (link.inherited) {
            return Line::Inherited;
        }
        const bool signed_or_more = link.stage == query::Stage::Signed || link.stage == query::Stage::InForce;
        return link.sure && signed_or_more ? Line::Solid : Line::Unsure;
    };
    struct Bundle {
        std::uint32_t from_group = 0, to_group = 0;
        std::uint32_t from_item = kNone, to_item = kNone;  ///< kNone: several
        std::vector<model::Index> agreements;
        LinkStyle style = LinkStyle::Other;
        Line line = Line::Ended;                     ///< the surest of its agreements
        const query::MeetingDue* meeting = nullptr;  ///< the most pressing of its agreements
    };
    std::map<std::pair<std::uint32_t, std::uint32_t>, Bundle> bundles;
    const auto add = [&](std::map<std::pair<std::uint32_t, std::uint32_t>, Bundle>& into, const query::Link& link) {
        const LinkSlot& from = slots_[link.from];
        const LinkSlot& to = slots_[link.to];
        if (from.place == kNone || to.place == kNone || from.place == to.place) {
            return;
        }
        const auto [entry, fresh] = into.try_emplace({from.place, to.place});
        Bundle& bundle = entry->second;
        const LinkStyle style = link_style(data_.agreements[link.agreement]);
        if (fresh) {
            bundle = {from.place, to.place, from.symbol, to.symbol, {}, style, line_of(link), nullptr};
        }
        bundle.from_item = bundle.from_item == from.symbol ? from.symbol : kNone;
        bundle.to_item = bundle.to_item == to.symbol ? to.symbol : kNone;
        // The closest tie gives the line its look: twinning before coordination before the rest.
        bundle.style = std::min(bundle.style, style);
        bundle.line = std::min(bundle.line, line_of(link));
        if (const query::MeetingDue* due = meeting_of_[link.agreement];
            due != nullptr && (bundle.meeting == nullptr || due->state < bundle.meeting->state)) {
            bundle.meeting = due;
        }
        if (std::find(bundle.agreements.begin(), bundle.agreements.end(), link.agreement) == bundle.agreements.end()) {
            bundle.agreements.push_back(link.agreement);
        }
    };
    // What is highlighted leaves its bundles and is drawn over the dimmed rest.
    std::map<std::pair<std::uint32_t, std::uint32_t>, Bundle> highlit;
    for (const query::Link& link : frame_.selection.links) {
        add(is_highlit(link.agreement) ? highlit : bundles, link);
    }

    const float zoom = std::max(0.45F, 0.55F + 0.45F * (frame_.symbol_factor - 0.72F) / 0.28F);
    const auto end_of = [&](std::uint32_t group, std::uint32_t item) {
        const LinkPlace& at = places_[group];
        return item < at.symbols.size() ? at.symbols[item] : at.whole;
    };
    const auto draw = [&](const Bundle& bundle, bool strong) {
        const LinkEnd from = end_of(bundle.from_group, bundle.from_item);
        const LinkEnd to = end_of(bundle.to_group, bundle.to_item);
        const LinkArc arc = make_arc(from.at, to.at, s_);
        const Box reach{
            {std::min({arc.from.x, arc.control.x, arc.to.x}), std::min({arc.from.y, arc.control.y, arc.to.y})},
            {std::max({arc.from.x, arc.control.x, arc.to.x}), std::max({arc.from.y, arc.control.y, arc.to.y})}};
        if (!reach.grown(1.F).overlaps({{0, 0}, vec2(frame_.view.size_px)})) {
            return;
        }
        PolylineMark mark;
        mark.first = static_cast<std::uint32_t>(scene_.marks.points.size());
        mark.count = static_cast<std::uint32_t>(append_arc(arc, from, to, s_, scene_.marks.points));
        if (mark.count == 0) {
            return;
        }
        const std::array colours{frame_.theme.link_twinning, frame_.theme.link_coordination, frame_.theme.link_other};
        const bool dim = dimming_ && !strong;
        const float strength = 1.F + std::min(0.5F, 0.2F * std::log2(static_cast<float>(bundle.agreements.size())));
        const bool aside = bundle.line == Line::Ended || (meetings_ && bundle.meeting == nullptr);
        const float width =
            frame_.theme.link_width * zoom * strength * (strong ? 1.25F : 1.F) * (aside ? kEndedDash.width : 1.F);
        mark.width = width * s_;
        mark.casing = (width + (frame_.theme.link_halo - frame_.theme.link_width) * zoom) * s_;
        Colour colour = colours[static_cast<std::size_t>(bundle.style)];
        LinkDash dash;
        if (meetings_) {
            if (bundle.meeting != nullptr) {
                const MeetingStyle style = meeting_style(frame_.theme, bundle.meeting->state);
                colour = style.colour;
                dash = {style.dash, style.gap, 1};
            } else {
                colour = quiet_link(frame_.theme);
            }
        } else {
            switch (bundle.line) {
                case Line::Inherited:
                    dash = kInheritedDash;
                    visible_.link_inherited = true;
                    break;
                case Line::Unsure:
                    dash = kUnsureDash;
                    visible_.link_unsure = true;
                    break;
                case Line::Ended:
                    dash = kEndedDash;
                    colour = quiet_link(frame_.theme).with_alpha(0.8F);
                    visible_.link_ended = true;
                    break;
                case Line::Solid:
                    break;
            }
            if (bundle.line != Line::Ended) {
                visible_.link_twinning = visible_.link_twinning || bundle.style == LinkStyle::Twinning;
                visible_.link_coordination = visible_.link_coordination || bundle.style == LinkStyle::Coordination;
                visible_.link_other = visible_.link_other || bundle.style == LinkStyle::Other;
            }
        }
        mark.colour = colour.with_alpha(colour.a * (dim ? 0.28F : 1.F));
        mark.casing_colour = frame_.theme.halo.with_alpha(dim ? 0.2F : (aside ? 0.6F : 0.9F));
        mark.dash = dash.dash * zoom * s_;
        mark.gap = dash.gap * zoom * s_;
        mark.ref = {RefKind::Agreement,
                    bundle.meeting != nullptr && !strong ? bundle.meeting->agreement : bundle.agreements.front()};
        scene_.marks.polylines.push_back(mark);
        const vec2* points = scene_.marks.points.data() + mark.first;
        for (std::uint32_t i = 0; i < mark.count; ++i) {
            const float around = 0.5F * mark.casing + 2.F * s_;
            // Between the points, too: those of a long link stand far apart.
            const vec2 way = i + 1 < mark.count ? points[i + 1] - points[i] : vec2{0, 0};
            const float length = std::min(glm::length(way), 8000.F * s_);
            for (float at = 0; at == 0 || at < length; at += 2.F * around) {
                const vec2 px = points[i] + way * (length > 0 ? at / length : 0.F);
                if (at == 0 || frame_.on_page(px, around)) {
                    obstacles_.add(Box{px, px}.grown(around), Obstacle::Soft);
                }
            }
            visible_.story.push_back({points[i], 0.1F});
        }
        if (meetings_ && bundle.meeting != nullptr) {
            add_meeting(*bundle.meeting, arc.at(0.5F), dim);
        }
        if (!dim && (strong || frame_.nominal < kNotes)) {
            for (const model::Index agreement : bundle.agreements) {
                add_inheritance(agreement, arc.at(meetings_ ? 0.35F : 0.5F), mark.colour);
            }
        }
        if (bundle.agreements.size() > 1) {
            SharedMark shared{mark.ref, {}};
            for (const model::Index agreement : bundle.agreements) {
                shared.all.push_back({RefKind::Agreement, agreement});
            }
            scene_.shared.push_back(std::move(shared));
        }
        if (bundle.agreements.size() > 1 && !dim && !(meetings_ && bundle.meeting != nullptr)) {
            visible_.counts |=
                counts_.add(static_cast<std::uint32_t>(bundle.agreements.size()),
                            {arc.at(0.5F), arc.at(0.4F), arc.at(0.6F), arc.at(0.3F)}, 11.F * s_, mark.colour, mark.ref);
        }
    };
    for (const auto& [key, bundle] : bundles) {
        draw(bundle, false);
    }
    for (const auto& [key, bundle] : highlit) {
        draw(bundle, true);
    }
}

/// The badge and the words of a review meeting in the middle of its link. The words stand at one of the links of an agreement.
void Drawing::add_meeting(const query::MeetingDue& due, vec2 middle, bool dim) {
    const MeetingStyle style = meeting_style(frame_.theme, due.state);
    SymbolMark badge;
    badge.at = middle;
    badge.size = 12.F * s_;
    badge.shape = style.badge;
    badge.fill = style.colour.with_alpha(dim ? 0.4F : 1.F);
    badge.halo = frame_.theme.halo.with_alpha(dim ? 0.4F : 1.F);
    badge.halo_width = frame_.theme.symbol_halo * s_;
    badge.hollow = style.hollow;
    badge.ref = {RefKind::Agreement, due.agreement};
    scene_.marks.symbols.push_back(badge);
    obstacles_.add(Box{middle, middle}.grown(badge.size * 0.5F + badge.halo_width), Obstacle::Hard);
    if (!dim && frame_.on_page(middle)) {
        Visible::Note note;
        note.at = middle;
        note.gap = badge.size * 0.5F + 4.F * s_;
        note.lines = meeting_note(due, frame_.session.language);
        note.colour = style.colour;

        note.ref = badge.ref;
        note.number = due.agreement * 2;
        visible_.notes.push_back(std::move(note));
    }
}

/// "inherited from ... on ..." beside the link of an agreement that a successor has taken over.
void Drawing::add_inheritance(model::Index agreement, vec2 middle, Colour colour) {
    const auto found =
        std::find_if(frame_.selection.agreements.begin(), frame_.selection.agreements.end(),
                     [agreement](const query::SelectedAgreement& each) { return each.agreement == agreement; });
    const bool told = found != frame_.selection.agreements.end() && (found->inherited || found->party_gone);
    if (!told || !frame_.on_page(middle)) {
        return;
    }
    for (const std::string& sentence :
         query::describe_inheritance(data_, frame_.selection, agreement, frame_.session.language)) {
        Visible::Note note;
        note.at = middle;
        note.gap = 6.F * s_;
        for (float wide = 16.F; wide < 60.F; wide += 4.F) {
            note.lines = text_.wrap(sentence, FontFace::Italic, wide);
            if (note.lines.size() <= static_cast<std::size_t>(TextBlock::kMostLines)) {
                break;
            }
        }
        note.colour = colour.with_alpha(1.F);

        note.ref = {RefKind::Agreement, agreement};
        note.number = agreement * 2 + 1;
        visible_.notes.push_back(std::move(note));
        break;  // of several the first: the others are in its details
    }
}

}  // namespace

Links::Links(const Frame& frame) : frame_(frame) {
    const model::Dataset& data = *frame.index.map().dataset;
    highlit_agreement_.assign(data.agreements.size(), 0);
    linked_unit_.assign(data.units.size(), 0);
    meeting_of_.assign(data.agreements.size(), nullptr);
    unit_meeting_.assign(data.units.size(), nullptr);
    if (frame.session.mode == session::Mode::Meetings) {
        for (const query::MeetingDue& due : frame.selection.meetings) {
            meeting_of_[due.agreement] = &due;
        }
        for (const query::Link& link : frame.selection.links) {
            const query::MeetingDue* due = meeting_of_[link.agreement];
            for (const model::Index unit : {link.from, link.to}) {
                if (due != nullptr && (unit_meeting_[unit] == nullptr || due->state < unit_meeting_[unit]->state)) {
                    unit_meeting_[unit] = due;
                }
            }
        }
    }
    for (const query::Link& link : frame.selection.links) {
        linked_unit_[link.from] = linked_unit_[link.to] = 1;
    }
    const Ref focus = frame.hovered.kind == RefKind::Agreement || frame.hovered.kind == RefKind::Unit ? frame.hovered
                                                                                                      : frame.selected;
    const auto mark = [&](model::Index agreement) {
        if (agreement != kNone) {
            highlit_agreement_[agreement] = 1;
        }
    };
    if (focus.kind == RefKind::Agreement) {
        mark(focus.index);
    } else if (focus.kind == RefKind::Event && focus.index != kNone) {
        mark(data.events[focus.index].agreement);
    } else if (focus.kind == RefKind::Unit) {
        for (const query::Link& link : frame.selection.links) {
            if (link.from == focus.index || link.to == focus.index) {
                mark(link.agreement);
            }
        }
    }
    for (const query::Link& link : frame.selection.links) {
        if (link.agreement < highlit_agreement_.size() && highlit_agreement_[link.agreement] != 0) {
            linked_unit_[link.from] = linked_unit_[link.to] = 2;
            dimming_ = true;
        }
    }
}

void Links::draw(std::span<const LinkPlace> places, std::span<const LinkSlot> slots, Scene& scene, TextShaper& text,
                 Visible& visible, CollisionGrid& obstacles, CountMarks& counts) const {
    Drawing(frame_, places, slots, scene, text, visible, obstacles, counts, meeting_of_, highlit_agreement_, dimming_)
        .run();
}

}  // namespace bordermap::cartography
