#include "cartography/cluster_marks.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <glm/geometric.hpp>
#include <numbers>

namespace bordermap::cartography {

namespace {

using glm::vec2;
using model::Ref;
using model::RefKind;

constexpr float kTurn = 2.F * std::numbers::pi_v<float>;

class Clusters {
public:
    Clusters(const Frame& frame, const IncidentRings& rings, const std::vector<std::uint32_t>& colour_group,
             Scene& scene, TextShaper& text, Visible& visible, CollisionGrid& obstacles)
        : frame_(frame),
          rings_(rings),
          colour_group_(colour_group),
          scene_(scene),
          text_(text),
          visible_(visible),
          obstacles_(obstacles),
          points_(frame.index.map().incidents),
          s_(frame.scale) {}

    void run() {
        const auto ring_of = [&](Ref ref) { return ref.kind == RefKind::Incident ? rings_.ring(ref.index) : nullptr; };
        const IncidentRings::Ring* hovered = frame_.hovered_ring ? ring_of(frame_.hovered) : nullptr;
        const IncidentRings::Ring* selected = ring_of(frame_.selected);
        const IncidentRings::Ring* opened = ring_of(frame_.opened);
        for (const IncidentRings::Ring& ring : rings_.rings) {
            if ((&ring == selected || &ring == opened) && ring.incidents.size() <= kMostFanned) {
                const float radius = ring_radius(ring.incidents.size(), frame_.theme.symbol_size) * s_;
                fans_.push_back({frame_.px(ring.at), ground_radius(radius, ring.incidents.size())});
            }
        }
        // Open ones last: on top of those that they cover.
        for (const bool open : {false, true}) {
            for (const IncidentRings::Ring& ring : rings_.rings) {
                if ((&ring == selected || &ring == opened) == open) {
                    add(ring, open, &ring == hovered, &ring == selected);
                }
            }
        }
    }

private:
    void add(const IncidentRings::Ring& ring, bool open, bool hovered, bool selected);
    /// The incidents of a ring as its arcs have them, and the mix.
    void sort_out(const IncidentRings::Ring& ring);
    void add_number(vec2 at, float radius, Ref ref, bool dimmed);
    [[nodiscard]] float fan_size() const { return std::max(scene_.incident_size, 12.F) * s_; }
    /// From the middle of a ring to the middles of the symbols beside it.
    [[nodiscard]] float fan_radius(float ring_radius_px, std::size_t symbols) const {
        const float side_by_side =
            symbols > 1 ? 1.4F * fan_size() / (2.F * std::sin(0.5F * kTurn / static_cast<float>(symbols))) : 0.F;
        return std::max(ring_radius_px + frame_.theme.symbol_halo * s_ + 1.5F * fan_size(), side_by_side);
    }
    [[nodiscard]] float ground_radius(float ring_radius_px, std::size_t symbols) const {
        return fan_radius(ring_radius_px, symbols) + 0.95F * fan_size();
    }
    void add_fan(vec2 at, const DonutMark& mark, bool whole);
    void add_known(const IncidentRings::Ring& ring, vec2 below);
    [[nodiscard]] float turn_of(const DonutMark& mark, std::size_t member) const;

    const Frame& frame_;
    const IncidentRings& rings_;
    const std::vector<std::uint32_t>& colour_group_;
    Scene& scene_;
    TextShaper& text_;
    Visible& visible_;
    CollisionGrid& obstacles_;
    const std::vector<PointInstance>& points_;
    float s_;
    std::vector<model::Index> members_;
    std::vector<MixPiece> mix_;
    struct Fan {
        vec2 at;
        float radius;
    };
    std::vector<Fan> fans_;  ///< px: the grounds of those that stand open
};

void Clusters::sort_out(const IncidentRings::Ring& ring) {
    members_.clear();
    mix_.clear();
    for (std::size_t first = 0; first < ring.incidents.size();) {
        const model::Index group = colour_group_[points_[ring.incidents[first]].category];
        std::size_t last = first;
        while (last < ring.incidents.size() && colour_group_[points_[ring.incidents[last]].category] == group) {
            ++last;
        }
        for (const bool hollow : {false, true}) {
            const std::size_t before = members_.size();
            for (std::size_t i = first; i < last; ++i) {
                if (frame_.loose(points_[ring.incidents[i]].precision_m) == hollow) {
                    members_.push_back(ring.incidents[i]);
                }
            }
            if (members_.size() > before) {
                mix_.push_back({group, hollow, static_cast<std::uint32_t>(members_.size() - before)});
                visible_.hollow = visible_.hollow || hollow;
            }
        }
        first = last;
    }
    for (const model::Index incident : members_) {
        visible_.categories[points_[incident].category] = 1;
    }
}

void Clusters::add(const IncidentRings::Ring& ring, bool open, bool hovered, bool selected) {
    const vec2 at = frame_.px(ring.at);
    const float radius = ring_radius(ring.incidents.size(), frame_.theme.symbol_size) * s_;
    // Also a ring beside the page of which an incident lies on it: what is counted does not hang on the page's edge.
    if (!frame_.on_page(at, radius + static_cast<float>(ring.reach_m / frame_.view.metres_per_px))) {
        return;
    }
    sort_out(ring);
    DonutMark mark = donut(frame_.theme, radius, s_);
    mark.at = at;
    mark.ref = {RefKind::Incident, ring.incidents.front()};
    const std::size_t first = scene_.marks.shares.size();
    append_shares(mix_, scene_.categories, radius, s_, mark, scene_.marks.shares);
    const bool fanned = open && ring.incidents.size() <= kMostFanned;
    // Behind an open one a ring steps back, and leaves its number to the pointer.
    const bool behind = !open && std::any_of(fans_.begin(), fans_.end(), [&](const Fan& fan) {
        return glm::distance(fan.at, at) < fan.radius + radius;
    });
    constexpr float kBehind = 0.3F;
    const float alpha = behind ? kBehind : (open || hovered ? 1.F : scene_.incident_alpha);
    constexpr float kPaper = 0.8F;  // below a dimmed number, which is read as other words are
    mark.ground = mark.ground.with_alpha(mark.ground.a * (behind ? kBehind : std::max(alpha, kPaper)));
    for (std::size_t i = first; i < scene_.marks.shares.size(); ++i) {
        Colour& colour = scene_.marks.shares[i].colour;
        colour = colour.with_alpha(colour.a * alpha);
    }
    scene_.marks.donuts.push_back(mark);
    SharedMark shared{mark.ref, {}};
    shared.all.reserve(members_.size());
    for (const model::Index incident : members_) {
        shared.all.push_back({RefKind::Incident, incident});
        visible_.story.push_back({at, 1.F});
    }
    scene_.shared.push_back(std::move(shared));
    visible_.clusters = true;
    const float reach = radius + mark.halo_width;
    obstacles_.add(Box{at, at}.grown(reach + 1.F * s_), Obstacle::Hard);
    if (hovered) {
        RingMark around;
        around.at = at;
        around.radius = reach + 2.F * s_;
        around.stroke = frame_.theme.hover;
        around.fill = frame_.theme.hover.with_alpha(0.16F);
        around.stroke_width = 2.2F * s_;
        around.gap = 0;
        scene_.marks.rings.push_back(around);
    }
    if (!behind) {
        add_number(at, radius, mark.ref, alpha < 1);
    }
    add_known(ring, at + vec2{0, reach});
    if (fanned || selected) {
        add_fan(at, mark, fanned);
    }
}

void Clusters::add_number(vec2 at, float radius, Ref ref, bool dimmed) {
    TextBlock block;
    const std::string words = fmt::format("{}", members_.size());
    block.lines[0] = &text_.shape(words, FontFace::SemiBold);
    block.count = 1;
    const float room = 2.F * (radius - donut(frame_.theme, radius, s_).width) * 0.82F;
    block.size = std::min(0.98F * radius, room / std::max(block.lines[0]->width, 0.1F));
    block.colour = dimmed ? frame_.theme.text_muted : frame_.theme.text;  // as clear as other words even so
    block.ascent = 0.72F;
    block.descent = 0;
    const vec2 extent = block.extent();
    append_text(scene_.marks, block, at - extent * 0.5F, Align::Centre, ref);
}

/// Bars below a ring whose incidents are all known to no more than an area: of the smallest such area.
void Clusters::add_known(const IncidentRings::Ring& ring, vec2 below) {
    if (!frame_.session.shows(session::Layer::Precision)) {
        return;
    }
    KnownTo known = KnownTo::Province;
    for (const model::Index incident : ring.incidents) {
        const float precision = points_[incident].precision_m;
        known =
            std::min(known, frame_.loose(precision)
                                ? known_to(frame_.index.map(), frame_.index.map().dataset->incidents[incident].admin,
                                           static_cast<double>(precision))
                                : KnownTo::Point);
        if (known == KnownTo::Point) {
            return;
        }
    }
    const bool one_colour = mix_.front().category == mix_.back().category;
    const Colour colour = one_colour ? scene_.categories[mix_.front().category].colour : frame_.theme.text_muted;
    add_known_to(frame_, below, scene_.incident_size * s_, known, colour.with_alpha(scene_.incident_alpha), scene_,
                 visible_, obstacles_);
}

/// Where on the arc a member has its piece, turns.
float Clusters::turn_of(const DonutMark& mark, std::size_t member) const {
    std::size_t before = 0;
    for (std::uint32_t i = mark.first; i < mark.first + mark.count; ++i) {
        const DonutShare& share = scene_.marks.shares[i];
        if (member < before + share.count) {
            const float within = (static_cast<float>(member - before) + 0.5F) / static_cast<float>(share.count);
            return share.from + (share.to - share.from) * within;
        }
        before += share.count;
    }
    return 0;
}

void Clusters::add_fan(vec2 at, const DonutMark& mark, bool whole) {
    const float size = fan_size();
    const float start = mark.radius + mark.halo_width;
    const float far = fan_radius(mark.radius, whole ? members_.size() : 1);
    if (whole) {
        // A quiet ground, so that thin lines and small symbols are read as one figure.
        RingMark ground;
        ground.at = at;
        ground.radius = ground_radius(mark.radius, members_.size());
        ground.fill = frame_.theme.halo.with_alpha(0.72F);
        ground.stroke = frame_.theme.text_muted.with_alpha(0.5F);
        ground.stroke_width = 1.F * s_;
        ground.gap = 0;
        scene_.marks.rings.push_back(ground);
        obstacles_.add(Box{at, at}.grown(0.72F * ground.radius), Obstacle::Hard);
    }
    for (std::size_t i = 0; i < members_.size(); ++i) {
        const Ref ref{RefKind::Incident, members_[i]};
        const bool selected = ref == frame_.selected;
        if (!whole && !selected) {
            continue;
        }
        const vec2 way = towards(turn_of(mark, i));
        const bool focus = selected || (ref == frame_.hovered && !frame_.hovered_ring);
        const CategoryStyle& style = scene_.categories[points_[members_[i]].category];
        SymbolMark symbol;
        symbol.at = at + way * far;
        symbol.size = size * (focus ? 1.25F : 1.F);
        symbol.shape = style.shape;
        symbol.fill = style.colour;
        symbol.halo = frame_.theme.halo;
        symbol.halo_width = frame_.theme.symbol_halo * s_;
        symbol.hollow = frame_.loose(points_[members_[i]].precision_m);
        symbol.ref = ref;
        scene_.marks.symbols.push_back(symbol);
        obstacles_.add(Box{symbol.at, symbol.at}.grown(0.5F * symbol.size + symbol.halo_width), Obstacle::Hard);
        visible_.story.push_back({symbol.at, selected ? 8.F : 1.F});
        append_leader(scene_.marks, at + way * start, symbol.at - way * (0.5F * symbol.size), 1.2F * s_, 3.2F * s_,
                      frame_.theme.text_muted, frame_.theme.halo);
        if (focus) {
            RingMark around;
            around.at = symbol.at;
            around.radius = 0.8F * symbol.size + 1.F * s_;
            around.stroke = selected ? frame_.theme.selected : frame_.theme.hover;
            around.fill = around.stroke.with_alpha(0.16F);
            around.stroke_width = 2.2F * s_;
            around.gap = 0;
            scene_.marks.rings.push_back(around);
        }
    }
}

}  // namespace

vec2 towards(float turns) {
    return {std::sin(kTurn * turns), -std::cos(kTurn * turns)};
}

DonutMark donut(const Theme& theme, float radius, float scale) {
    DonutMark mark;
    mark.radius = radius;
    mark.width = 0.36F * radius;
    mark.ground = theme.halo;
    mark.halo_width = theme.symbol_halo * scale;
    mark.gap = 1.5F * scale;
    return mark;
}

void append_shares(std::span<const MixPiece> mix, const std::vector<CategoryStyle>& styles, float radius_px,
                   float scale, DonutMark& mark, std::vector<DonutShare>& shares) {
    mark.first = static_cast<std::uint32_t>(shares.size());
    mark.count = static_cast<std::uint32_t>(mix.size());
    std::uint32_t all = 0;
    for (const MixPiece& piece : mix) {
        all += piece.count;
    }
    const float least = (kLeastArc * scale + mark.gap) / (kTurn * (radius_px - 0.5F * mark.width));
    // What would be too short is as long as it takes; the others have the rest in proportion, until none of these is too short.
    std::vector<float> length(mix.size(), 0.F);
    float rest = 1;
    float of = static_cast<float>(std::max(all, 1U));
    const auto proportion = [&](const MixPiece& piece) { return rest * static_cast<float>(piece.count) / of; };
    for (bool settled = false; !settled;) {
        settled = true;
        for (std::size_t i = 0; i < mix.size(); ++i) {
            if (length[i] <= 0 && proportion(mix[i]) < least && rest > least) {
                length[i] = least;
                rest -= least;
                of -= static_cast<float>(mix[i].count);
                settled = false;
            }
        }
    }
    float from = 0;
    for (std::size_t i = 0; i < mix.size(); ++i) {
        DonutShare share;
        share.from = from;
        share.to = i + 1 == mix.size() ? 1.F : from + (length[i] > 0 ? length[i] : proportion(mix[i]));
        share.colour = styles[mix[i].category].colour;
        share.hollow = mix[i].hollow;
        share.category = mix[i].category;
        share.count = mix[i].count;
        share.trim_from = mix[i].category != mix[(i + mix.size() - 1) % mix.size()].category;
        share.trim_to = mix[i].category != mix[(i + 1) % mix.size()].category;
        shares.push_back(share);
        from = share.to;
    }
}

void add_clusters(const Frame& frame, const IncidentRings& rings, const std::vector<std::uint32_t>& colour_group,
                  Scene& scene, TextShaper& text, Visible& visible, CollisionGrid& obstacles) {
    Clusters(frame, rings, colour_group, scene, text, visible, obstacles).run();
}

void add_selected_incident(const Frame& frame, Scene& scene, Visible& visible, CollisionGrid& obstacles) {
    const model::Index incident = scene.selected_incident;
    const bool by_area = frame.session.shows(session::Layer::Incidents) &&
                         frame.session.incident_style != session::IncidentStyle::Symbols;
    if (!by_area || incident >= frame.selection.incident_pass.size() || frame.selection.incident_pass[incident] == 0) {
        return;
    }
    const PointInstance& point = frame.index.map().incidents[incident];
    const vec2 at = frame.px(glm::dvec2(point.at));
    if (!std::isfinite(at.x) || !std::isfinite(at.y) || point.category >= scene.categories.size()) {
        return;
    }
    const float s = frame.scale;
    SymbolMark symbol;
    symbol.at = at;
    symbol.size = 1.25F * std::max(scene.incident_size, 12.F) * s;
    symbol.shape = scene.categories[point.category].shape;
    symbol.fill = scene.categories[point.category].colour;
    symbol.halo = frame.theme.halo;
    symbol.halo_width = frame.theme.symbol_halo * s;
    symbol.hollow = frame.loose(point.precision_m);
    symbol.ref = {RefKind::Incident, incident};
    scene.marks.symbols.push_back(symbol);
    RingMark around;
    around.at = at;
    around.radius = 0.8F * symbol.size + 1.F * s;
    around.stroke = frame.theme.selected;
    around.fill = frame.theme.selected.with_alpha(0.16F);
    around.stroke_width = 2.2F * s;
    around.gap = 0;
    scene.marks.rings.push_back(around);
    obstacles.add(Box{at, at}.grown(around.radius), Obstacle::Hard);
    visible.categories[point.category] = 1;
    visible.hollow = visible.hollow || symbol.hollow;
    visible.story.push_back({at, 8.F});
}

}  // namespace bordermap::cartography
