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
using model::RefKind;

/// Px at 96 dpi of the badge of a review meeting.
constexpr float kMeetingBadge = 12.F;
/// Of a line with no end in the picture: thin, yet darker than a boundary, or it would be taken for one.
constexpr float kPassingWidth = 0.5F;
constexpr float kPassingStrength = 0.8F;

/// What one drawn line stands for.
struct Line {
    LinkSpan span;
    std::vector<model::Index> agreements;
    LinkLook look;                               ///< of the surest of its links
    const query::MeetingDue* meeting = nullptr;  ///< the most pressing of its agreements
    model::Index shown = kNone;
    bool strong = false;  ///< what is pointed at or selected
};

/// One picture's links.
class Drawing {
public:
    Drawing(const Frame& frame, const LinkGround& ground, Scene& scene, TextShaper& text, Visible& visible,
            CollisionGrid& obstacles, CountMarks& counts, std::span<const query::MeetingDue* const> meeting_of,
            std::span<const std::uint8_t> lit, bool dimming)
        : frame_(frame),
          ground_(ground),
          scene_(scene),
          text_(text),
          visible_(visible),
          obstacles_(obstacles),
          counts_(counts),
          meeting_of_(meeting_of),
          lit_(lit),
          dimming_(dimming),
          meetings_(frame.session.mode == session::Mode::Meetings),
          data_(*frame.index.map().dataset),
          s_(frame.scale),
          zoom_(std::max(0.45F, 0.55F + 0.45F * (frame.symbol_factor - 0.72F) / 0.28F)) {}

    void run(std::span<const LinkBundle> bundles) {
        // What is highlighted leaves its bundles and is drawn over the dimmed rest.
        for (const bool strong : {false, true}) {
            for (const LinkBundle& bundle : bundles) {
                add_lines(bundle, strong);
            }
        }
        for (const LinkBundle& bundle : bundles) {
            add_number(bundle);
        }
    }

private:
    void add_lines(const LinkBundle& bundle, bool strong);
    void add_line(const Line& line);
    void add_number(const LinkBundle& bundle);
    void add_meeting(const query::MeetingDue& due, vec2 middle, bool dim);
    void add_inheritance(model::Index agreement, vec2 middle, Colour colour);
    [[nodiscard]] Line line_of(const LinkBundle& bundle, std::span<const std::uint32_t> links) const;
    [[nodiscard]] std::pair<Colour, LinkDash> look_of(const Line& line) const;
    void note_look(const Line& line);

    const Frame& frame_;
    const LinkGround& ground_;
    Scene& scene_;
    TextShaper& text_;
    Visible& visible_;
    CollisionGrid& obstacles_;
    CountMarks& counts_;
    std::span<const query::MeetingDue* const> meeting_of_;
    std::span<const std::uint8_t> lit_;
    bool dimming_;
    bool meetings_;  ///< the picture is about review meetings
    const model::Dataset& data_;
    float s_;
    float zoom_;  ///< on widths and dashes
};

Line Drawing::line_of(const LinkBundle& bundle, std::span<const std::uint32_t> links) const {
    Line line;
    for (const std::uint32_t i : links) {
        const query::Link& link = frame_.selection.links[i];
        const LinkSpan span{ground_.slots[link.from], ground_.slots[link.to]};
        if (line.agreements.empty()) {
            line.span = span;
        }
        line.span.join(span);
        line.look = std::min(line.look, look_of_link(data_, link));
        const query::MeetingDue* due = meeting_of_[link.agreement];
        if (due != nullptr && (line.meeting == nullptr || due->state < line.meeting->state)) {
            line.meeting = due;
        }
        if (std::find(line.agreements.begin(), line.agreements.end(), link.agreement) == line.agreements.end()) {
            line.agreements.push_back(link.agreement);
        }
        line.strong = lit_[i] != 0;
    }
    const auto has = [&](model::Index agreement) {
        return std::find(line.agreements.begin(), line.agreements.end(), agreement) != line.agreements.end();
    };
    line.shown = has(bundle.shown) ? bundle.shown : line.agreements.front();
    return line;
}

void Drawing::add_lines(const LinkBundle& bundle, bool strong) {
    const bool whole = bundle.of_provinces && !bundle.open;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::uint32_t>> lines;
    for (const std::uint32_t i : bundle.links) {
        if ((lit_[i] != 0) == strong) {
            const query::Link& link = frame_.selection.links[i];
            lines[whole ? std::pair(0U, 0U) : std::pair(ground_.slots[link.from].place, ground_.slots[link.to].place)]
                .push_back(i);
        }
    }
    for (const auto& [places, links] : lines) {
        Line line = line_of(bundle, links);
        if (whole || line.span.same_places(bundle.span)) {
            line.span = bundle.span;  // opened, where it was while the bundle was closed
        }
        add_line(line);
    }
}

/// The number of a bundle, and the list behind it. It goes with its line into the background.
void Drawing::add_number(const LinkBundle& bundle) {
    if (bundle.agreements.size() < 2) {
        return;
    }
    SharedMark shared{{RefKind::Agreement, bundle.shown}, {}};
    for (const model::Index agreement : bundle.agreements) {
        shared.all.push_back({RefKind::Agreement, agreement});
    }
    const bool lit = std::any_of(bundle.links.begin(), bundle.links.end(), [&](std::uint32_t i) {
        const query::Link& link = frame_.selection.links[i];
        return lit_[i] != 0 && LinkSpan{ground_.slots[link.from], ground_.slots[link.to]}.same_places(bundle.span);
    });
    const Line line = line_of(bundle, bundle.links);
    // Where a meeting has its badge the line has no room for another.
    const bool badge = meetings_ && line.meeting != nullptr;
    if (bundle.mark && (lit || !dimming_) && !badge) {
        if (bundle.stem) {
            append_leader(scene_.marks, *bundle.stem, *bundle.mark, 1.F * s_, 3.4F * s_, look_of(line).first,
                          frame_.theme.halo.with_alpha(0.9F));
        }
        counts_.add_disc(static_cast<std::uint32_t>(bundle.agreements.size()), *bundle.mark, look_of(line).first,
                         meetings_ ? frame_.theme.text_muted : frame_.theme.text, shared.shown);
        (bundle.of_provinces ? visible_.province_bundles : visible_.link_counts) = true;
    }
    scene_.shared.push_back(std::move(shared));
}

std::pair<Colour, LinkDash> Drawing::look_of(const Line& line) const {
    const auto [sure, kind] = line.look;
    if (meetings_) {
        if (line.meeting == nullptr) {
            return {quiet_link(frame_.theme), {}};
        }
        const MeetingStyle style = meeting_style(frame_.theme, line.meeting->state);
        return {style.colour, {style.dash, style.gap, 1}};
    }
    const std::array colours{frame_.theme.link_twinning, frame_.theme.link_coordination, frame_.theme.link_other};
    const Colour colour = colours[static_cast<std::size_t>(kind)];
    switch (sure) {
        case LinkSureness::Inherited:
            return {colour, kInheritedDash};
        case LinkSureness::Unsure:
            return {colour, kUnsureDash};
        case LinkSureness::Ended:
            return {quiet_link(frame_.theme).with_alpha(0.8F), kEndedDash};
        case LinkSureness::Certain:
            break;
    }
    return {colour, {}};
}

void Drawing::note_look(const Line& line) {
    if (meetings_) {
        return;
    }
    const auto [sure, kind] = line.look;
    visible_.link_inherited |= sure == LinkSureness::Inherited;
    visible_.link_unsure |= sure == LinkSureness::Unsure;
    visible_.link_ended |= sure == LinkSureness::Ended;
    if (sure != LinkSureness::Ended) {
        visible_.link_twinning |= kind == LinkKind::Twinning;
        visible_.link_coordination |= kind == LinkKind::Coordination;
        visible_.link_other |= kind == LinkKind::Other;
    }
}

void Drawing::add_line(const Line& line) {
    if (line.span.from.place == line.span.to.place) {
        return;
    }
    const LinkEnd from = line.span.from_end(ground_);
    const LinkEnd to = line.span.to_end(ground_);
    const LinkArc arc = make_arc(from.at, to.at, s_);
    const Box reach{{std::min({arc.from.x, arc.control.x, arc.to.x}), std::min({arc.from.y, arc.control.y, arc.to.y})},
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
    const bool dim = dimming_ && !line.strong;
    const float strength = 1.F + std::min(0.75F, 0.25F * std::log2(static_cast<float>(line.agreements.size())));
    const bool aside = line.look.sureness == LinkSureness::Ended || (meetings_ && line.meeting == nullptr);
    // What only passes through the picture, of parties that are not in it, is not its story.
    const bool passing = !aside && !line.strong && !frame_.on_page(from.at) && !frame_.on_page(to.at);
    const float width = frame_.theme.link_width * zoom_ * strength * (line.strong ? 1.25F : 1.F) *
                        (aside ? kEndedDash.width : 1.F) * (passing ? kPassingWidth : 1.F);
    const auto [colour, dash] = look_of(line);
    note_look(line);
    mark.width = width * s_;
    mark.casing = (width + (frame_.theme.link_halo - frame_.theme.link_width) * zoom_) * s_;
    mark.colour = colour.with_alpha(colour.a * (dim ? 0.28F : (passing ? kPassingStrength : 1.F)));
    mark.casing_colour = frame_.theme.halo.with_alpha(dim ? 0.2F : (aside ? 0.6F : 0.9F));
    mark.dash = dash.dash * zoom_ * s_;
    mark.gap = dash.gap * zoom_ * s_;
    mark.ref = {RefKind::Agreement, line.shown};
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
    if (meetings_ && line.meeting != nullptr) {
        add_meeting(*line.meeting, arc.at(0.5F), dim);
    }
    if (!dim && (line.strong || frame_.nominal < kNotes)) {
        for (const model::Index agreement : line.agreements) {
            add_inheritance(agreement, arc.at(meetings_ ? 0.35F : 0.5F), mark.colour);
        }
    }
}

/// The badge and the words of a review meeting in the middle of its link. The words stand at one of the links of an agreement.
void Drawing::add_meeting(const query::MeetingDue& due, vec2 middle, bool dim) {
    const MeetingStyle style = meeting_style(frame_.theme, due.state);
    SymbolMark badge;
    badge.at = middle;
    badge.size = kMeetingBadge * s_;
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
    linked_unit_.assign(data.units.size(), 0);
    meeting_of_.assign(data.agreements.size(), nullptr);
    unit_meeting_.assign(data.units.size(), nullptr);
    if (frame.session.mode == session::Mode::Meetings) {
        for (const query::MeetingDue& due : frame.selection.meetings) {
            meeting_of_[due.agreement] = &due;
        }
    }
    for (const query::Link& link : frame.selection.links) {
        const query::MeetingDue* due = meeting_of_[link.agreement];
        for (const model::Index unit : {link.from, link.to}) {
            linked_unit_[unit] = 1;
            if (due != nullptr && (unit_meeting_[unit] == nullptr || due->state < unit_meeting_[unit]->state)) {
                unit_meeting_[unit] = due;
            }
        }
    }
}

void Links::lay_out(std::vector<LinkPlace> places, std::vector<LinkSlot> slots, std::vector<Box> taken) {
    places_ = std::move(places);
    slots_ = std::move(slots);
    // Where the picture is about meetings each agreement that has them is a line of its own.
    std::vector<std::uint8_t> apart(meeting_of_.size(), 0);
    std::transform(meeting_of_.begin(), meeting_of_.end(), apart.begin(),
                   [](const query::MeetingDue* due) -> std::uint8_t { return due != nullptr ? 1 : 0; });
    const LinkGround ground{places_, slots_};
    bundles_ = bundle_links(frame_, ground, apart);
    for (const LinkBundle& bundle : bundles_) {
        if (apart[bundle.shown] != 0) {
            const vec2 badge =
                make_arc(bundle.span.from_end(ground).at, bundle.span.to_end(ground).at, frame_.scale).at(0.5F);
            taken.push_back(Box{badge, badge}.grown(0.7F * kMeetingBadge * frame_.scale));
        }
    }
    place_numbers(frame_, ground, taken, kNumberDisc * frame_.scale, bundles_);
    lit_ = light_links(frame_, bundles_);
    for (std::size_t i = 0; i < lit_.size(); ++i) {
        if (lit_[i] != 0) {
            linked_unit_[frame_.selection.links[i].from] = linked_unit_[frame_.selection.links[i].to] = 2;
            dimming_ = true;
        }
    }
}

void Links::draw(Scene& scene, TextShaper& text, Visible& visible, CollisionGrid& obstacles, CountMarks& counts) const {
    const LinkGround ground{places_, slots_};
    Drawing(frame_, ground, scene, text, visible, obstacles, counts, meeting_of_, lit_, dimming_).run(bundles_);
}

}  // namespace bordermap::cartography
