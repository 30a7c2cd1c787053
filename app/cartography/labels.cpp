#include "cartography/labels.hpp"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <limits>
#include <numbers>
#include <numeric>

namespace bordermap::cartography {

namespace {

using glm::vec2;

/// Where a label stands around its point, best first: beside it on the line of reading, then above, then below.
struct Position {
    float x, y;  ///< -1, 0, 1: left, middle, right; above, middle, below
};
constexpr std::array<Position, 8> kPositions{{{1, 0}, {-1, 0}, {1, -1}, {-1, -1}, {1, 1}, {-1, 1}, {0, -1}, {0, 1}}};

Box point_box(vec2 at, vec2 extent, float gap, const Position& position) {
    vec2 middle = at;
    if (position.y == 0) {
        middle.x += position.x * (gap + extent.x * 0.5F);
    } else {
        // Above or below the symbol; on the diagonals shifted to the side, so that the label still leads to its point.
        middle.x += position.x * (gap * 0.3F + extent.x * 0.5F);
        middle.y += position.y * (gap + extent.y * 0.5F);
    }
    return {middle - extent * 0.5F, middle + extent * 0.5F};
}

/// Where a label that finds no room beside its symbol is moved: twelve directions on three rings.
constexpr std::uint8_t kDirections = 12;
constexpr std::array<float, 3> kRingShares{0.3F, 0.6F, 1.F};  // of the candidate's leader
constexpr std::uint8_t kFirstLed = kPositions.size();
constexpr std::uint8_t kLedEnd = kFirstLed + kDirections * kRingShares.size();
/// What moving costs; kCoverCost is that of one soft box covered by letters: a label that touches a line is better than one
/// far off, one across a line is not.
constexpr unsigned kMoveCost = 8;
constexpr unsigned kRingCost = 4;
constexpr unsigned kCoverCost = 4;
constexpr unsigned kNarrowCost = 2;  // of the wrapped form
constexpr unsigned kFaintCost = 1;   // of a faint box
constexpr unsigned kNowhere = 4096;  // more than any place costs
constexpr unsigned kLeaderCost = 2;  // of a soft box under the line to it; of a hard one twice that

vec2 direction_of(int direction) {
    const float angle = (static_cast<float>(direction) + 0.5F) * 2.F * std::numbers::pi_v<float> / kDirections;
    return {std::cos(angle), std::sin(angle)};
}

/// Whether the segment meets the box (slabs).
bool meets(vec2 a, vec2 b, const Box& box) {
    float from = 0;
    float to = 1;
    for (int axis = 0; axis < 2; ++axis) {
        const float d = b[axis] - a[axis];
        if (std::abs(d) < 1e-6F) {
            if (a[axis] < box.min[axis] || a[axis] > box.max[axis]) {
                return false;
            }
            continue;
        }
        const float t0 = (box.min[axis] - a[axis]) / d;
        const float t1 = (box.max[axis] - a[axis]) / d;
        from = std::max(from, std::min(t0, t1));
        to = std::min(to, std::max(t0, t1));
    }
    return from <= to;
}

bool cross(vec2 a, vec2 b, vec2 c, vec2 d) {
    const auto side = [](vec2 p, vec2 q, vec2 r) { return (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x); };
    return side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0;
}

Align align_of(const Position& position) {
    if (position.x > 0) {
        return Align::Left;
    }
    return position.x < 0 ? Align::Right : Align::Centre;
}

}  // namespace

void CollisionGrid::reset(vec2 size_px, float cell_px) {
    cell_ = cell_px;
    columns_ = std::max(1, static_cast<int>(std::ceil(size_px.x / cell_px)));
    rows_ = std::max(1, static_cast<int>(std::ceil(size_px.y / cell_px)));
    for (auto& heads : heads_) {
        heads.assign(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_), -1);
    }
    entries_.clear();
    boxes_.clear();
}

CollisionGrid::Cells CollisionGrid::cells_of(const Box& box) const {
    const auto cell = [this](float at, int count) {
        return std::clamp(static_cast<int>(std::floor(std::clamp(at, -1e6F, 1e6F) / cell_)), 0, count - 1);
    };
    return {cell(box.min.x, columns_), cell(box.min.y, rows_), cell(box.max.x, columns_), cell(box.max.y, rows_)};
}

void CollisionGrid::add(const Box& box, Obstacle kind) {
    const auto index = static_cast<std::uint32_t>(boxes_.size());
    boxes_.push_back(box);
    const Cells cells = cells_of(box);
    auto& heads = heads_[static_cast<std::size_t>(kind)];
    for (int y = cells.y0; y <= cells.y1; ++y) {
        for (int x = cells.x0; x <= cells.x1; ++x) {
            std::int32_t& head = heads[cell_index(x, y)];
            entries_.push_back({index, head});
            head = static_cast<std::int32_t>(entries_.size() - 1);
        }
    }
}

bool CollisionGrid::hits(const Box& box) const {
    const Cells cells = cells_of(box);
    const auto& heads = heads_[static_cast<std::size_t>(Obstacle::Hard)];
    for (int y = cells.y0; y <= cells.y1; ++y) {
        for (int x = cells.x0; x <= cells.x1; ++x) {
            for (std::int32_t at = heads[cell_index(x, y)]; at >= 0;) {
                const Entry& entry = entries_[static_cast<std::size_t>(at)];
                if (boxes_[entry.box].overlaps(box)) {
                    return true;
                }
                at = entry.next;
            }
        }
    }
    return false;
}

unsigned CollisionGrid::count(const Box& box, Obstacle kind) const {
    const Cells cells = cells_of(box);
    const auto& heads = heads_[static_cast<std::size_t>(kind)];
    unsigned count = 0;
    for (int y = cells.y0; y <= cells.y1; ++y) {
        for (int x = cells.x0; x <= cells.x1; ++x) {
            for (std::int32_t at = heads[cell_index(x, y)]; at >= 0 && count < 255;) {
                const Entry& entry = entries_[static_cast<std::size_t>(at)];
                count += boxes_[entry.box].overlaps(box) ? 1U : 0U;
                at = entry.next;
            }
        }
    }
    return count;
}

float TextBlock::line_width(int line) const {
    return (lines[static_cast<std::size_t>(line)]->width - spacing) * size;
}

vec2 TextBlock::extent() const {
    float width = 0;
    for (int i = 0; i < count; ++i) {
        width = std::max(width, line_width(i));
    }
    return {width, (ascent + descent + leading * static_cast<float>(std::max(0, count - 1))) * size};
}

void fit_metrics(TextBlock& block) {
    bool lao = false;
    for (int i = 0; i < block.count; ++i) {
        lao = lao || block.lines[static_cast<std::size_t>(i)]->ascent > 1.1F;
    }
    // Noto's own ascent and descent leave room for every script; these are what the letters of the names use.
    block.ascent = lao ? 1.12F : 0.92F;
    block.descent = lao ? 0.40F : 0.26F;
    block.leading = lao ? 1.5F : 1.2F;
}

namespace {

void append_line(Overlay& overlay, const ShapedRun& run, vec2 baseline, float size) {
    overlay.lines.push_back({static_cast<std::uint32_t>(overlay.glyphs.size()),
                             static_cast<std::uint32_t>(run.glyphs.size()), run.text, run.spaced});
    for (const ShapedGlyph& glyph : run.glyphs) {
        overlay.glyphs.push_back({baseline + glyph.offset * size, glyph.atlas, 0.F, glyph.cluster});
    }
}

}  // namespace

void append_run(Overlay& overlay, const ShapedRun& run, vec2 baseline, float size, Colour colour, Colour halo,
                float halo_width, model::Ref ref) {
    TextMark mark;
    mark.first = static_cast<std::uint32_t>(overlay.glyphs.size());
    append_line(overlay, run, baseline, size);
    mark.count = static_cast<std::uint32_t>(run.glyphs.size());
    mark.size = size;
    mark.colour = colour;
    mark.halo = halo;
    mark.halo_width = halo_width;
    mark.min = {baseline.x, baseline.y - run.ascent * size};
    mark.max = {baseline.x + run.width * size, baseline.y + run.descent * size};
    mark.ref = ref;
    overlay.texts.push_back(mark);
}

void append_text(Overlay& overlay, const TextBlock& block, vec2 corner, Align align, model::Ref ref) {
    const vec2 extent = block.extent();
    TextMark mark;
    mark.first = static_cast<std::uint32_t>(overlay.glyphs.size());
    for (int i = 0; i < block.count; ++i) {
        const float slack = extent.x - block.line_width(i);
        const float share = align == Align::Left ? 0.F : (align == Align::Right ? 1.F : 0.5F);
        const vec2 baseline{corner.x + slack * share,
                            corner.y + (block.ascent + block.leading * static_cast<float>(i)) * block.size};
        append_line(overlay, *block.lines[static_cast<std::size_t>(i)], baseline, block.size);
    }
    mark.count = static_cast<std::uint32_t>(overlay.glyphs.size()) - mark.first;
    mark.size = block.size;
    mark.colour = block.colour;
    mark.halo = block.halo;
    mark.halo_width = block.halo_width;
    mark.min = corner;
    mark.max = corner + extent;
    mark.ref = ref;
    overlay.texts.push_back(mark);
}

void append_polyline(Overlay& overlay, std::span<const vec2> points, PolylineMark mark) {
    mark.first = static_cast<std::uint32_t>(overlay.points.size());
    mark.count = static_cast<std::uint32_t>(points.size());
    overlay.points.insert(overlay.points.end(), points.begin(), points.end());
    overlay.polylines.push_back(mark);
}

void append_leader(Overlay& overlay, vec2 from, vec2 to, float width, float casing, Colour colour, Colour casing_colour,
                   model::Ref ref) {
    PolylineMark leader;
    leader.width = width;
    leader.casing = casing;
    leader.colour = colour;
    leader.casing_colour = casing_colour;
    leader.ref = ref;
    append_polyline(overlay, std::array{from, to}, leader);
}

void append_turned(Overlay& overlay, const TextBlock& block, const std::vector<TurnedCluster>& clusters,
                   model::Ref ref) {
    const ShapedRun& run = *block.lines[0];
    TextMark mark;
    mark.first = static_cast<std::uint32_t>(overlay.glyphs.size());
    overlay.lines.push_back({mark.first, static_cast<std::uint32_t>(run.glyphs.size()), run.text, run.spaced});
    mark.min = clusters.front().box.min;
    mark.max = clusters.front().box.max;
    for (const TurnedCluster& cluster : clusters) {
        const vec2 along{std::cos(cluster.angle), std::sin(cluster.angle)};
        for (std::uint32_t i = cluster.first; i < cluster.first + cluster.count; ++i) {
            const ShapedGlyph& glyph = run.glyphs[i];
            const vec2 off = (glyph.offset - vec2{cluster.middle, 0}) * block.size;
            overlay.glyphs.push_back({cluster.at + along * off.x + vec2{-along.y, along.x} * off.y, glyph.atlas,
                                      cluster.angle, glyph.cluster});
        }
        mark.min = glm::min(mark.min, cluster.box.min);
        mark.max = glm::max(mark.max, cluster.box.max);
    }
    mark.count = static_cast<std::uint32_t>(run.glyphs.size());
    mark.size = block.size;
    mark.colour = block.colour;
    mark.halo = block.halo;
    mark.halo_width = block.halo_width;
    mark.ref = ref;
    overlay.texts.push_back(mark);
}

void LabelShape::add(vec2 a, vec2 b) {
    const vec2 low = glm::min(a, b);
    const vec2 high = glm::max(a, b);
    if (edges_.size() % kRun == 0) {
        runs_.emplace_back(low.y, high.y);
    }
    edges_.emplace_back(a.x, a.y, b.x, b.y);
    runs_.back() = {std::min(runs_.back().x, low.y), std::max(runs_.back().y, high.y)};
    min = glm::min(min, low);
    max = glm::max(max, high);
}

bool LabelShape::encloses(vec2 low, vec2 high) const {
    if (low.x < min.x || low.y < min.y || high.x > max.x || high.y > max.y) {
        return false;
    }
    const vec2 middle = (low + high) * 0.5F;
    bool inside = false;
    for (std::size_t i = 0; i < edges_.size(); ++i) {
        if (i % kRun == 0 && (runs_[i / kRun].x > high.y || runs_[i / kRun].y < low.y)) {
            i += kRun - 1;
            continue;
        }
        const glm::vec4& edge = edges_[i];
        const vec2 a{edge.x, edge.y};
        const vec2 b{edge.z, edge.w};
        if ((a.y > middle.y) != (b.y > middle.y) && middle.x < a.x + (b.x - a.x) * (middle.y - a.y) / (b.y - a.y)) {
            inside = !inside;
        }
        if (std::max(a.x, b.x) < low.x || std::min(a.x, b.x) > high.x || std::max(a.y, b.y) < low.y ||
            std::min(a.y, b.y) > high.y) {
            continue;
        }
        // The edge's box meets the rectangle: does the edge itself? It does unless all corners lie on one side of it.
        const auto side = [&](vec2 p) { return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x) > 0.F; };
        const bool first = side(low);
        if (side(high) != first || side({low.x, high.y}) != first || side({high.x, low.y}) != first) {
            return false;
        }
    }
    return inside;
}

void LabelPlacer::begin(const View& view, const Box& frame, float scale) {
    view_ = view;
    frame_ = frame;
    scale_ = scale;
    ++number_;
    grid_.reset(vec2(view.size_px), 64.F * scale);
    names_.clear();
    leaders_.clear();
    path_names_.clear();
    // What has not been seen for a while is forgotten, so that a long session does not grow.
    if ((number_ & 0xffU) == 0) {
        std::erase_if(memory_, [this](const auto& entry) { return entry.second.frame + 0x100U < number_; });
    }
}

bool LabelPlacer::place_point(const LabelCandidate& candidate, const Memory* last, PlacedLabel& placed,
                              Memory& memory) const {
    constexpr unsigned kSoftCost = 4;  // of a faint one
    unsigned best = kNowhere;
    if (candidate.dot > 0 && grid_.hits(Box{candidate.at, candidate.at}.grown(candidate.dot + 1.F * scale_))) {
        return false;
    }
    for (const TextBlock* block : {&candidate.block, &candidate.narrow}) {
        if (block->count == 0) {
            continue;
        }
        const bool narrow = block == &candidate.narrow;
        const vec2 extent = block->extent();
        // A label that was moved comes back only where there is ample room, not to flicker.
        const bool moved = last != nullptr && last->position >= kFirstLed;
        const float air = (candidate.air + (moved ? 3.F : 0.F)) * scale_;
        const auto consider = [&](std::uint8_t index) {
            const Box box = point_box(candidate.at, extent, candidate.gap, kPositions[index]);
            if (!box.inside(frame_) || grid_.hits(box.grown(air))) {
                return false;
            }
            unsigned cost = grid_.soft_hits(box);
            if (cost > 0 && !candidate.on_lines) {
                return false;
            }
            if (candidate.leader <= 0) {
                cost = kSoftCost * cost + grid_.faint_hits(box);
            }
            if (cost >= best) {
                return false;
            }
            best = cost;
            placed.box = box;
            placed.narrow = narrow;
            placed.align = align_of(kPositions[index]);
            memory.position = index;
            memory.narrow = narrow;
            return true;
        };
        // The place of the last frame is kept while nothing hard is in the way.
        if (last != nullptr && last->narrow == narrow && last->position < kFirstLed && consider(last->position)) {
            return true;
        }
        for (std::uint8_t i = 0; i < kPositions.size() && best > 0; ++i) {
            consider(i);
        }
        if (best == 0) {
            break;
        }
    }
    const bool found =
        (candidate.leader > 0 && best > 0 && place_led(candidate, last, best, placed, memory)) || best < kNowhere;
    return found && grid_.soft_hits(placed.box) <= candidate.most_lines;
}

bool LabelPlacer::leader_cost(const LabelCandidate& candidate, const Leader& leader, unsigned& cost) const {
    for (const Box& name : names_) {
        if (meets(leader.from, leader.to, name.grown(1.5F * scale_))) {
            return false;
        }
    }
    for (const Leader& other : leaders_) {
        if (cross(leader.from, leader.to, other.from, other.to)) {
            return false;
        }
    }
    const vec2 way = leader.to - leader.from;
    const float length = glm::length(way);
    const float step = 4.F * scale_;
    const auto steps = static_cast<int>(length / step);
    unsigned hard = 0;
    for (int i = 0; i <= steps; ++i) {
        const vec2 at = leader.from + way * (static_cast<float>(i) * step / std::max(length, 1.F));
        // Its own symbol's box reaches farther than the symbol at the corners.
        if (glm::distance(at, candidate.at) < candidate.reach * 1.5F) {
            continue;
        }
        const Box box = Box{at, at}.grown(1.F * scale_);
        hard += grid_.hits(box) ? 1U : 0U;
        cost += kLeaderCost * std::min(1U, grid_.soft_hits(box));
    }
    // About two symbols side by side; panels are wider than that.
    constexpr unsigned kMostHard = 8;
    cost += 2U * kLeaderCost * hard;
    return hard <= kMostHard;
}

bool LabelPlacer::place_led(const LabelCandidate& candidate, const Memory* last, unsigned near_cost,
                            PlacedLabel& placed, Memory& memory) const {
    unsigned best = near_cost < 256 ? kCoverCost * near_cost : std::numeric_limits<unsigned>::max();
    const auto consider = [&](std::uint8_t index, bool narrow, bool keep) {
        const vec2 extent = (narrow ? candidate.narrow : candidate.block).extent();
        const int ring = (index - kFirstLed) / kDirections;
        const vec2 direction = direction_of((index - kFirstLed) % kDirections);
        const float distance = candidate.leader * kRingShares[static_cast<std::size_t>(ring)];
        const Leader leader{candidate.at + direction * candidate.reach,
                            candidate.at + direction * (candidate.reach + distance)};
        // The leader ends at the middle of a side; the letters keep a little off it.
        const float pad = 2.F * scale_;
        vec2 middle = leader.to;
        Position side{0, 0};
        if (std::abs(direction.x) > 0.6F) {
            side.x = direction.x > 0 ? 1.F : -1.F;
            middle.x += side.x * (extent.x * 0.5F + pad);
        } else {
            middle.y += (direction.y > 0 ? 1.F : -1.F) * (extent.y * 0.5F + pad);
        }
        const Box box{middle - extent * 0.5F, middle + extent * 0.5F};
        if (!box.inside(frame_) || grid_.hits(box.grown(candidate.air * scale_))) {
            return false;
        }
        unsigned cost = kMoveCost + kRingCost * static_cast<unsigned>(ring) + kCoverCost * grid_.soft_hits(box) +
                        kFaintCost * grid_.faint_hits(box) + (narrow ? kNarrowCost : 0U);
        if (!leader_cost(candidate, leader, cost) || (cost >= best && !keep)) {
            return false;
        }
        best = cost;
        placed.box = box;
        placed.narrow = narrow;
        placed.led = true;
        placed.align = align_of(side);
        placed.leader_from = leader.from;
        placed.leader_to = leader.to;
        memory.position = index;
        memory.narrow = narrow;
        return true;
    };
    const bool wrapped = candidate.narrow.count > 0;
    if (last != nullptr && last->position >= kFirstLed && (wrapped || !last->narrow) &&
        consider(last->position, last->narrow, true)) {
        return true;
    }
    bool found = false;
    for (const bool narrow : {false, true}) {
        for (std::uint8_t index = kFirstLed; index < kLedEnd && (wrapped || !narrow); ++index) {
            found = consider(index, narrow, false) || found;
        }
    }
    return found;
}

float LabelPlacer::try_path(const LabelCandidate& candidate, float middle, std::uint8_t side,
                            std::vector<TurnedCluster>& clusters) {
    const LabelPath& path = *candidate.path;
    const TextBlock& block = candidate.block;
    const ShapedRun& run = *block.lines[0];
    const auto metres = static_cast<float>(view_.metres_per_px);
    const float half = block.line_width(0) * 0.5F;
    const float spare = 8.F * scale_;
    const float reach = (half * 1.15F + spare) * metres;
    if (middle - reach < 0 || middle + reach > path.reach()) {
        return -1;
    }
    // The line itself winds about the path; the letters keep clear of its bends.
    const float winding = path.farthest_off(middle - half * metres, middle + half * metres) / metres;
    if (winding > 7.F * scale_) {
        return -1;
    }
    const auto px = [&](float along) { return vec2(view_.to_px(glm::dvec2(path.at(along)))); };
    // Both banks of a river, or a bend that comes back, are not named twice side by side.
    for (const PathName& name : path_names_) {
        if (name.run == &run && glm::distance(name.middle, px(middle)) < candidate.apart) {
            return -1;
        }
    }
    // Read from left to right; where the line is nearly upright, from below.
    const vec2 way = px(middle + half * metres) - px(middle - half * metres);
    const bool upright = std::abs(way.x) < 0.12F * std::abs(way.y);
    const float sign = (upright ? way.y > 0 : way.x < 0) ? -1.F : 1.F;

    // The base line of the letters: beside the path, by as much everywhere.
    const float off = side == 0 ? candidate.beside + winding + block.descent * block.size
                                : -(candidate.beside + winding + block.ascent * 0.85F * block.size);
    const float step = 4.F * scale_;
    const auto sides = static_cast<int>(std::ceil((half * 1.15F + spare) / step));
    curve_.clear();
    curve_length_.clear();
    vec2 before = px(middle - sign * static_cast<float>(sides + 1) * step * metres);
    vec2 here = px(middle - sign * static_cast<float>(sides) * step * metres);
    for (int i = -sides; i <= sides; ++i) {
        const vec2 after = px(middle + sign * static_cast<float>(i + 1) * step * metres);
        const vec2 along = after - before;
        const float length = glm::length(along);
        const vec2 up = length > 0 ? vec2{along.y, -along.x} / length : vec2{0, -1};
        const vec2 at = here + up * off;
        curve_length_.push_back(curve_.empty() ? 0.F : curve_length_.back() + glm::distance(curve_.back(), at));
        curve_.push_back(at);
        before = here;
        here = after;
    }
    const float centre = curve_length_[static_cast<std::size_t>(sides)];
    const auto on_curve = [&](float length) {
        const auto found = std::upper_bound(curve_length_.begin() + 1, curve_length_.end() - 1, length);
        const auto next = static_cast<std::size_t>(found - curve_length_.begin());
        const float piece = curve_length_[next] - curve_length_[next - 1];
        const float share = piece > 0 ? (length - curve_length_[next - 1]) / piece : 0.F;
        return curve_[next - 1] + (curve_[next] - curve_[next - 1]) * share;
    };
    if (centre < half || curve_length_.back() - centre < half) {
        return -1;
    }

    clusters.clear();
    float pen = 0;
    float least = 10;
    float most = -10;
    float last = 0;
    for (std::uint32_t i = 0; i < run.glyphs.size();) {
        TurnedCluster cluster;
        cluster.first = i;
        float width = 0;
        for (; i < run.glyphs.size() && run.glyphs[i].cluster == run.glyphs[cluster.first].cluster; ++i) {
            width += run.glyphs[i].advance;
        }
        cluster.count = i - cluster.first;
        const float seen = width - block.spacing;
        cluster.middle = pen + seen * 0.5F;
        pen += width;
        const float at = centre - half + cluster.middle * block.size;
        const float around = std::max(seen, 0.8F) * 0.5F * block.size;
        const vec2 ahead = on_curve(at + around) - on_curve(at - around);
        cluster.at = on_curve(at);
        cluster.angle = std::atan2(ahead.y, ahead.x);
        least = std::min(least, cluster.angle);
        most = std::max(most, cluster.angle);
        const bool turned = !clusters.empty() && std::abs(cluster.angle - last) > kMostTurn;
        if (turned || most - least > kMostBend || std::abs(cluster.angle) > 1.75F) {
            return -1;
        }
        last = cluster.angle;
        const vec2 along{std::cos(cluster.angle), std::sin(cluster.angle)};
        const vec2 up{along.y, -along.x};
        const vec2 core = cluster.at + up * (block.ascent - block.descent) * 0.5F * block.size;
        const float tall = (block.ascent + block.descent) * 0.5F * block.size;
        const vec2 reaches = glm::abs(along) * seen * 0.5F * block.size + glm::abs(up) * tall;
        cluster.box = {core - reaches, core + reaches};
        const Box kernel = Box{core, core}.grown(0.3F * block.size);
        if (!cluster.box.inside(frame_) || grid_.hits(cluster.box.grown(candidate.air * scale_)) ||
            grid_.soft_hits(kernel) > 0) {
            return -1;
        }
        clusters.push_back(cluster);
    }
    return clusters.empty() ? -1.F : most - least;
}

bool LabelPlacer::place_path(const LabelCandidate& candidate, const Memory* last, PlacedLabel& placed, Memory& memory) {
    const LabelPath& path = *candidate.path;
    const auto metres = static_cast<float>(view_.metres_per_px);
    bool found = false;
    if (last != nullptr) {
        const float middle = path.nearest(vec2(last->metres), candidate.along - 2.F * candidate.slack,
                                          candidate.along + 2.F * candidate.slack);
        if (glm::distance(path.at(middle), vec2(last->metres)) < 8.F * scale_ * metres &&
            try_path(candidate, middle, last->position, placed.clusters) >= 0) {
            memory.position = last->position;
            memory.metres = last->metres;
            found = true;
        }
    }
    if (!found) {
        float best = 1e9F;
        const float step = 24.F * scale_ * metres;
        const auto steps = static_cast<int>(candidate.slack / step);
        for (int i = 0; i <= 2 * steps && best > 0.2F; ++i) {
            const float middle = candidate.along + static_cast<float>(i % 2 == 0 ? i / 2 : -(i + 1) / 2) * step;
            // Nothing of it would be in the picture.
            const vec2 at(view_.to_px(glm::dvec2(path.at(middle))));
            if (!Box{at, at}.inside(frame_)) {
                continue;
            }
            for (std::uint8_t side = 0; side < 2; ++side) {
                const float bend = try_path(candidate, middle, side, trial_);
                if (bend >= 0 && bend + 0.05F < best) {
                    best = bend;
                    placed.clusters.swap(trial_);
                    memory.position = side;
                    memory.metres = glm::dvec2(path.at(middle));
                    found = true;
                }
            }
        }
    }
    if (found) {
        placed.box = placed.clusters.front().box;
        for (const TurnedCluster& cluster : placed.clusters) {
            placed.box.min = glm::min(placed.box.min, cluster.box.min);
            placed.box.max = glm::max(placed.box.max, cluster.box.max);
        }
    }
    return found;
}

void LabelPlacer::keep_clear(const LabelCandidate& candidate, const PlacedLabel& placed) {
    if (candidate.path != nullptr) {
        for (const TurnedCluster& cluster : placed.clusters) {
            grid_.add(cluster.box, Obstacle::Hard);
            names_.push_back(cluster.box);
        }
        path_names_.push_back({candidate.block.lines[0], (placed.box.min + placed.box.max) * 0.5F});
        return;
    }
    grid_.add(placed.box.grown(candidate.berth * scale_), Obstacle::Hard);
    names_.push_back(placed.box);
    if (candidate.dot > 0) {
        grid_.add(Box{candidate.at, candidate.at}.grown(candidate.dot), Obstacle::Hard);
    }
    if (placed.led) {
        leaders_.push_back({placed.leader_from, placed.leader_to});
        const vec2 way = placed.leader_to - placed.leader_from;
        const auto pieces = static_cast<int>(std::ceil(glm::length(way) / (4.F * scale_)));
        for (int i = 0; i <= pieces; ++i) {
            const vec2 at =
                placed.leader_from + way * (static_cast<float>(i) / static_cast<float>(std::max(1, pieces)));
            grid_.add(Box{at, at}.grown(2.F * scale_), Obstacle::Hard);
        }
    }
}

bool LabelPlacer::area_fits(const LabelCandidate& candidate, vec2 middle, vec2 extent, float overhang, Box& box) const {
    box = {middle - extent * 0.5F, middle + extent * 0.5F};
    if (!box.inside(frame_)) {
        return false;
    }
    const vec2 core = extent * (0.5F - overhang);
    const glm::dvec2 low = view_.to_metres(glm::dvec2(middle.x - core.x, middle.y + core.y));
    const glm::dvec2 high = view_.to_metres(glm::dvec2(middle.x + core.x, middle.y - core.y));
    return candidate.shape->encloses(vec2(low), vec2(high)) && !grid_.hits(box.grown(candidate.air * scale_));
}

vec2 LabelPlacer::middle_of_visible(const LabelShape& shape, const Box& seen) const {
    constexpr int kSteps = 9;
    std::array<vec2, static_cast<std::size_t>(kSteps) * kSteps> inside{};
    std::size_t count = 0;
    vec2 mean{0, 0};
    for (int row = 0; row < kSteps; ++row) {
        for (int column = 0; column < kSteps; ++column) {
            const vec2 share{(static_cast<float>(column) + 0.5F) / kSteps, (static_cast<float>(row) + 0.5F) / kSteps};
            const vec2 at = seen.min + seen.size() * share;
            const vec2 metres(view_.to_metres(glm::dvec2(at)));
            if (shape.encloses(metres, metres)) {
                inside[count++] = at;
                mean += at;
            }
        }
    }
    if (count == 0) {
        return (seen.min + seen.max) * 0.5F;
    }
    mean /= static_cast<float>(count);
    return *std::min_element(inside.begin(), inside.begin() + static_cast<std::ptrdiff_t>(count),
                             [&](vec2 a, vec2 b) { return glm::distance(a, mean) < glm::distance(b, mean); });
}

bool LabelPlacer::try_area(const LabelCandidate& candidate, const TextBlock& block, float overhang,
                           PlacedLabel& placed) const {
    const vec2 extent = block.extent();
    const LabelShape& shape = *candidate.shape;
    // What of the area is on the picture, px.
    const glm::dvec2 a = view_.to_px({shape.min.x, shape.max.y});
    const glm::dvec2 b = view_.to_px({shape.max.x, shape.min.y});
    const Box seen{{std::max(static_cast<float>(a.x), frame_.min.x), std::max(static_cast<float>(a.y), frame_.min.y)},
                   {std::min(static_cast<float>(b.x), frame_.max.x), std::min(static_cast<float>(b.y), frame_.max.y)}};
    const vec2 needed = extent * (1.F - 2.F * overhang);
    if (seen.size().x < needed.x || seen.size().y < needed.y) {
        return false;
    }
    const vec2 half = needed * 0.5F;
    vec2 wanted = candidate.at;
    if (!Box{wanted, wanted}.inside(frame_)) {
        wanted = middle_of_visible(shape, seen);
    }
    const vec2 start{std::clamp(wanted.x, seen.min.x + half.x, std::max(seen.min.x + half.x, seen.max.x - half.x)),
                     std::clamp(wanted.y, seen.min.y + half.y, std::max(seen.min.y + half.y, seen.max.y - half.y))};
    // Outwards from the best place over a grid, ring by ring: near places first, at most about 120 of them.
    const float step_x = std::max(extent.x * 0.3F, 10.F * scale_);
    const float step_y = std::max(extent.y * 0.8F, 10.F * scale_);
    // Wholly inside only near the best place: a name in a far corner of its area would not seem to be that of the whole.
    const int rings = overhang < candidate.overhang ? 2 : 5;
    constexpr unsigned kLineCost = 8;    // of a soft box; of a faint one 1
    constexpr unsigned kAwayCost = 8;    // of a ring farther from the best place
    constexpr float kBesideLines = 3.F;  // px at 96 dpi from the border, to look free of it
    unsigned best = kNowhere;
    const auto beaten = [&best](int ring) { return best <= kAwayCost * static_cast<unsigned>(ring); };
    for (int ring = 0; ring <= rings && !beaten(ring); ++ring) {
        for (int row = -ring; row <= ring && !beaten(ring); ++row) {
            const int stride = std::abs(row) == ring ? 1 : 2 * ring;
            for (int column = -ring; column <= ring && !beaten(ring); column += std::max(1, stride)) {
                const vec2 middle{start.x + static_cast<float>(column) * step_x,
                                  start.y + static_cast<float>(row) * step_y};
                if (middle.x < seen.min.x || middle.x > seen.max.x || middle.y < seen.min.y || middle.y > seen.max.y) {
                    continue;
                }
                Box box;
                if (!area_fits(candidate, middle, extent, overhang, box)) {
                    continue;
                }
                const unsigned lines = grid_.soft_hits(box.grown(kBesideLines * scale_));
                // Of a ring straight above or beside before askew.
                const auto away = static_cast<unsigned>(std::abs(row) + std::abs(column) - ring);
                const unsigned cost = kLineCost * lines + kFaintCost * grid_.faint_hits(box) +
                                      kAwayCost * static_cast<unsigned>(ring) + away;
                if (cost < best && (lines == 0 || candidate.on_lines)) {
                    best = cost;
                    placed.box = box;
                }
            }
        }
    }
    return best < kNowhere;
}

bool LabelPlacer::place_area(const LabelCandidate& candidate, const Memory* last, PlacedLabel& placed,
                             Memory& memory) const {
    placed.align = Align::Centre;
    bool found = false;
    if (last != nullptr) {
        const TextBlock& block = last->narrow ? candidate.narrow : candidate.block;
        if (block.count > 0 &&
            area_fits(candidate, vec2(view_.to_px(last->metres)), block.extent(), candidate.overhang, placed.box)) {
            placed.narrow = last->narrow;
            found = true;
        }
    }
    // Wholly inside in either form before a little outside in the preferred one.
    for (const float overhang : {0.F, candidate.overhang}) {
        for (const bool narrow : {false, true}) {
            const TextBlock& block = narrow ? candidate.narrow : candidate.block;
            if (!found && block.count > 0 && try_area(candidate, block, overhang, placed)) {
                placed.narrow = narrow;
                found = true;
            }
        }
        if (found || candidate.overhang <= 0) {
            break;
        }
    }
    if (found) {
        memory.narrow = placed.narrow;
        memory.metres = view_.to_metres(glm::dvec2((placed.box.min + placed.box.max) * 0.5F));
    }
    return found;
}

void LabelPlacer::place(std::span<const LabelCandidate> candidates, std::vector<PlacedLabel>& out) {
    order_.resize(candidates.size());
    seen_.assign(candidates.size(), 0);
    std::iota(order_.begin(), order_.end(), 0U);
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const auto found = memory_.find(candidates[i].key);
        seen_[i] = found != memory_.end() && found->second.frame + 1 == number_ ? 1 : 0;
    }
    // Of two equals the one that was there goes first.
    std::stable_sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) {
        if (candidates[a].priority != candidates[b].priority) {
            return candidates[a].priority > candidates[b].priority;
        }
        return seen_[a] > seen_[b];
    });
    for (const std::uint32_t index : order_) {
        const LabelCandidate& candidate = candidates[index];
        const Memory* last = nullptr;
        if (seen_[index] != 0) {
            last = &memory_.at(candidate.key);
        }
        PlacedLabel placed;
        placed.candidate = index;
        Memory memory;
        memory.frame = number_;
        const bool found = candidate.path != nullptr    ? place_path(candidate, last, placed, memory)
                           : candidate.shape != nullptr ? place_area(candidate, last, placed, memory)
                                                        : place_point(candidate, last, placed, memory);
        if (found) {
            keep_clear(candidate, placed);
            memory_[candidate.key] = memory;
            out.push_back(std::move(placed));
        }
    }
}

}  // namespace bordermap::cartography
