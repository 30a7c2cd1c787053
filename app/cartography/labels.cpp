#include "cartography/labels.hpp"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
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

unsigned CollisionGrid::soft_hits(const Box& box) const {
    const Cells cells = cells_of(box);
    const auto& heads = heads_[static_cast<std::size_t>(Obstacle::Soft)];
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

bool LabelShape::encloses(vec2 low, vec2 high) const {
    if (low.x < min.x || low.y < min.y || high.x > max.x || high.y > max.y) {
        return false;
    }
    const vec2 middle = (low + high) * 0.5F;
    bool inside = false;
    for (const glm::vec4& edge : edges) {
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
    // What has not been seen for a while is forgotten, so that a long session does not grow.
    if ((number_ & 0xffU) == 0) {
        std::erase_if(memory_, [this](const auto& entry) { return entry.second.frame + 0x100U < number_; });
    }
}

bool LabelPlacer::place_point(const LabelCandidate& candidate, const Memory* last, PlacedLabel& placed,
                              Memory& memory) const {
    unsigned best = 256;
    if (candidate.dot > 0 && grid_.hits(Box{candidate.at, candidate.at}.grown(candidate.dot))) {
        return false;
    }
    for (const TextBlock* block : {&candidate.block, &candidate.narrow}) {
        if (block->count == 0) {
            continue;
        }
        const bool narrow = block == &candidate.narrow;
        const vec2 extent = block->extent();
        const auto consider = [&](std::uint8_t index) {
            const Box box = point_box(candidate.at, extent, candidate.gap, kPositions[index]);
            if (!box.inside(frame_) || grid_.hits(box.grown(candidate.air * scale_))) {
                return false;
            }
            const unsigned cost = grid_.soft_hits(box);
            if (cost >= best || (cost > 0 && !candidate.on_lines)) {
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
        if (last != nullptr && last->narrow == narrow && consider(last->position)) {
            return true;
        }
        for (std::uint8_t i = 0; i < kPositions.size() && best > 0; ++i) {
            consider(i);
        }
        if (best == 0) {
            break;
        }
    }
    return best < 256;
}

bool LabelPlacer::area_fits(const LabelCandidate& candidate, vec2 middle, vec2 extent, Box& box) const {
    box = {middle - extent * 0.5F, middle + extent * 0.5F};
    if (!box.inside(frame_)) {
        return false;
    }
    const vec2 core = extent * (0.5F - candidate.overhang);
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

bool LabelPlacer::try_area(const LabelCandidate& candidate, const TextBlock& block, PlacedLabel& placed) const {
    const vec2 extent = block.extent();
    const LabelShape& shape = *candidate.shape;
    // What of the area is on the picture, px.
    const glm::dvec2 a = view_.to_px({shape.min.x, shape.max.y});
    const glm::dvec2 b = view_.to_px({shape.max.x, shape.min.y});
    const Box seen{{std::max(static_cast<float>(a.x), frame_.min.x), std::max(static_cast<float>(a.y), frame_.min.y)},
                   {std::min(static_cast<float>(b.x), frame_.max.x), std::min(static_cast<float>(b.y), frame_.max.y)}};
    const vec2 needed = extent * (1.F - 2.F * candidate.overhang);
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
    constexpr int kRings = 5;
    unsigned best = 256;
    for (int ring = 0; ring <= kRings && best > 0; ++ring) {
        for (int row = -ring; row <= ring && best > 0; ++row) {
            const int stride = std::abs(row) == ring ? 1 : 2 * ring;
            for (int column = -ring; column <= ring; column += std::max(1, stride)) {
                const vec2 middle{start.x + static_cast<float>(column) * step_x,
                                  start.y + static_cast<float>(row) * step_y};
                if (middle.x < seen.min.x || middle.x > seen.max.x || middle.y < seen.min.y || middle.y > seen.max.y) {
                    continue;
                }
                Box box;
                if (!area_fits(candidate, middle, extent, box)) {
                    continue;
                }
                const unsigned cost = grid_.soft_hits(box);
                if (cost < best && (cost == 0 || candidate.on_lines)) {
                    best = cost;
                    placed.box = box;
                }
                if (best == 0) {
                    break;
                }
            }
        }
    }
    return best < 256;
}

bool LabelPlacer::place_area(const LabelCandidate& candidate, const Memory* last, PlacedLabel& placed,
                             Memory& memory) const {
    placed.align = Align::Centre;
    bool found = false;
    if (last != nullptr) {
        const TextBlock& block = last->narrow ? candidate.narrow : candidate.block;
        if (block.count > 0 && area_fits(candidate, vec2(view_.to_px(last->metres)), block.extent(), placed.box)) {
            placed.narrow = last->narrow;
            found = true;
        }
    }
    if (!found && try_area(candidate, candidate.block, placed)) {
        placed.narrow = false;
        found = true;
    }
    if (!found && candidate.narrow.count > 0 && try_area(candidate, candidate.narrow, placed)) {
        placed.narrow = true;
        found = true;
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
        const bool found = candidate.shape == nullptr ? place_point(candidate, last, placed, memory)
                                                      : place_area(candidate, last, placed, memory);
        if (found) {
            grid_.add(placed.box, Obstacle::Hard);
            if (candidate.dot > 0) {
                grid_.add(Box{candidate.at, candidate.at}.grown(candidate.dot), Obstacle::Hard);
            }
            memory_[candidate.key] = memory;
            out.push_back(placed);
        }
    }
}

}  // namespace bordermap::cartography
