#pragma once
/// Where names stand: greedy placement by priority against a grid of boxes, the same from the same input, and keeping its
/// places from one frame to the next while they stay valid.

#include "cartography/label_paths.hpp"
#include "cartography/scene.hpp"

#include <array>
#include <cstdint>
#include <glm/vec2.hpp>
#include <glm/vec4.hpp>
#include <limits>
#include <span>
#include <unordered_map>
#include <vector>

namespace bordermap::cartography {

/// Axis-parallel rectangle in px.
struct Box {
    glm::vec2 min{0, 0}, max{0, 0};
    [[nodiscard]] bool overlaps(const Box& other) const {
        return min.x < other.max.x && other.min.x < max.x && min.y < other.max.y && other.min.y < max.y;
    }
    [[nodiscard]] bool inside(const Box& outer) const {
        return min.x >= outer.min.x && min.y >= outer.min.y && max.x <= outer.max.x && max.y <= outer.max.y;
    }
    [[nodiscard]] Box grown(float by) const { return grown(glm::vec2(by)); }
    [[nodiscard]] Box grown(glm::vec2 by) const { return {min - by, max + by}; }
    [[nodiscard]] glm::vec2 size() const { return {max.x - min.x, max.y - min.y}; }
};

/// What labels keep clear of. Hard: never covered. Soft: covered only where there is no better place (links, the border).
/// Faint: of places that are else as good the one without is taken (coasts, boundaries).
enum class Obstacle : std::uint8_t { Hard, Soft, Faint, Count };

class CollisionGrid {
public:
    /// Forgets all boxes. Allocates only when the picture grows.
    void reset(glm::vec2 size_px, float cell_px);
    void add(const Box& box, Obstacle kind);
    [[nodiscard]] bool hits(const Box& box) const;
    /// Soft boxes that it covers, at most 255.
    [[nodiscard]] unsigned soft_hits(const Box& box) const { return count(box, Obstacle::Soft); }
    [[nodiscard]] unsigned faint_hits(const Box& box) const { return count(box, Obstacle::Faint); }

private:
    struct Entry {
        std::uint32_t box;
        std::int32_t next;
    };
    struct Cells {
        int x0, y0, x1, y1;
    };
    [[nodiscard]] Cells cells_of(const Box& box) const;
    [[nodiscard]] unsigned count(const Box& box, Obstacle kind) const;
    [[nodiscard]] std::size_t cell_index(int x, int y) const {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(x);
    }

    float cell_ = 64;
    int columns_ = 0, rows_ = 0;
    std::array<std::vector<std::int32_t>, static_cast<std::size_t>(Obstacle::Count)> heads_;
    std::vector<Entry> entries_;
    std::vector<Box> boxes_;
};

/// Up to three centred lines of one style.
struct TextBlock {
    static constexpr int kMostLines = 3;
    std::array<const ShapedRun*, kMostLines> lines{};
    int count = 0;
    float size = 12;                        ///< px per em
    float spacing = 0;                      ///< letter spacing, em; taken off the end of each line
    float leading = 1.2F;                   ///< em from line to line
    float ascent = 0.92F, descent = 0.26F;  ///< em that the letters really use above and below the baseline
    Colour colour, halo;
    float halo_width = 0;                            ///< px
    [[nodiscard]] float line_width(int line) const;  ///< px
    [[nodiscard]] glm::vec2 extent() const;          ///< px
};
/// Sets ascent, descent and leading for the script of the lines.
void fit_metrics(TextBlock& block);

enum class Align : std::uint8_t { Left, Centre, Right };
/// Appends the block with its top left corner at `corner`.
void append_text(Overlay& overlay, const TextBlock& block, glm::vec2 corner, Align align, model::Ref ref);
/// Appends one line; `baseline` is its start.
void append_run(Overlay& overlay, const ShapedRun& run, glm::vec2 baseline, float size, Colour colour, Colour halo = {},
                float halo_width = 0, model::Ref ref = {});

/// Appends a line through the points, looking like `mark`.
void append_polyline(Overlay& overlay, std::span<const glm::vec2> points, PolylineMark mark);
/// Appends a thin line that joins a label, number or symbol to its place. `width` and `casing` px.
void append_leader(Overlay& overlay, glm::vec2 from, glm::vec2 to, float width, float casing, Colour colour,
                   Colour casing_colour, model::Ref ref = {});

/// Outline of an area for placing its name, plane metres.
class LabelShape {
public:
    /// Edges of its rings, each ring in order.
    void add(glm::vec2 a, glm::vec2 b);
    [[nodiscard]] bool empty() const { return edges_.empty(); }
    /// The rectangle lies wholly inside.
    [[nodiscard]] bool encloses(glm::vec2 low, glm::vec2 high) const;
    /// Around all edges; the least beyond the greatest where there is none.
    glm::vec2 min{std::numeric_limits<float>::max()}, max{std::numeric_limits<float>::lowest()};

private:
    static constexpr std::size_t kRun = 16;
    std::vector<glm::vec4> edges_;  ///< (ax, ay, bx, by)
    std::vector<glm::vec2> runs_;   ///< of each kRun edges the least and the greatest y
};

struct LabelCandidate {
    std::uint64_t key = 0;  ///< the same thing has the same key in every frame
    float priority = 0;     ///< higher is placed first
    TextBlock block;        ///< preferred form
    TextBlock narrow;       ///< wrapped form, tried where the first does not fit; count 0: none
    glm::vec2 at{0, 0};     ///< px: the point, or the best place in the area
    float air = 2;          ///< px at 96 dpi kept free around the label
    glm::vec2 berth{0, 0};  ///< px at 96 dpi, across and up, around the label that those placed after it keep out of
    float gap = 0;          ///< px from the point to its label's edge
    float dot = 0;          ///< px, half the side of a mark that comes with the label and needs room too
    const LabelShape* shape = nullptr;  ///< null: a point, eight positions around it, or a path
    /// Of a point: px from its edge to where its label may be moved when nothing nearer is free, joined to it by a thin line;
    /// 0: never.
    float leader = 0;
    float reach = 0;                  ///< px from the point to the edge of its symbol, where a leader ends
    const LabelPath* path = nullptr;  ///< the first line of `block` stands along it, its letters turned
    float along = 0, slack = 0;  ///< metres along the path where its middle is wanted, and how far from there it may be
    float beside = 0;            ///< px from the path to the letters
    float apart = 0;             ///< px at least from the middle of the same name on another part of a line
    float overhang = 0;         ///< share of width and height that may stand out of the area on each side where no form
                                ///< fits wholly inside, 0..0.5
    bool on_lines = true;       ///< may cover soft obstacles where nothing else is free
    unsigned most_lines = 255;  ///< of a point: more soft boxes than these it never covers, and stays unnamed
    model::Ref ref;
};

/// Letters along a path that turn together: one cluster of the run, never less.
struct TurnedCluster {
    std::uint32_t first = 0, count = 0;  ///< glyphs of the run
    glm::vec2 at{0, 0};                  ///< px: its middle on the baseline
    float middle = 0;                    ///< em along the run
    float angle = 0;                     ///< radians, clockwise on screen
    Box box;                             ///< px, around the turned letters; empty for a space
};

struct PlacedLabel {
    std::uint32_t candidate = 0;
    bool narrow = false;
    bool led = false;  ///< joined to its symbol by a line
    Align align = Align::Centre;
    Box box;
    glm::vec2 leader_from{0, 0}, leader_to{0, 0};  ///< px: at the symbol's edge, at the label's box
    std::vector<TurnedCluster> clusters;           ///< of a name along a path
};

/// Names along lines: no two neighbouring clusters turn by more than kMostTurn, none of the name from its others by more than
/// kMostBend; radians.
inline constexpr float kMostTurn = 0.22F;
inline constexpr float kMostBend = 1.0F;

/// Appends a name along a path as one mark, whose box is that around all clusters.
void append_turned(Overlay& overlay, const TextBlock& block, const std::vector<TurnedCluster>& clusters,
                   model::Ref ref);

class LabelPlacer {
public:
    /// Starts a frame. Labels stand wholly inside `frame` (px). `scale` as Scene::scale.
    void begin(const View& view, const Box& frame, float scale);
    [[nodiscard]] CollisionGrid& obstacles() { return grid_; }
    /// Places what fits, by priority; every placed label becomes an obstacle.
    void place(std::span<const LabelCandidate> candidates, std::vector<PlacedLabel>& out);
    /// Forgets all earlier places (another map).
    void forget() { memory_.clear(); }

private:
    struct Memory {
        std::uint64_t frame = 0;
        std::uint8_t position = 0;  ///< of a point; of a path: the side
        bool narrow = false;
        glm::dvec2 metres{0, 0};  ///< of an area or path: plane position of the label's middle
    };
    struct Leader {
        glm::vec2 from, to;
    };
    bool place_led(const LabelCandidate& candidate, const Memory* last, unsigned near_cost, PlacedLabel& placed,
                   Memory& memory) const;
    /// What a leader crosses; not possible where it meets a label or another leader.
    [[nodiscard]] bool leader_cost(const LabelCandidate& candidate, const Leader& leader, unsigned& cost) const;
    bool place_path(const LabelCandidate& candidate, const Memory* last, PlacedLabel& placed, Memory& memory);
    /// Letters of the run along the path around `middle` metres, above (0) or below (1) it. Returns how sharply it bends,
    /// negative where it cannot stand.
    float try_path(const LabelCandidate& candidate, float middle, std::uint8_t side,
                   std::vector<TurnedCluster>& clusters);
    void keep_clear(const LabelCandidate& candidate, const PlacedLabel& placed);
    bool place_point(const LabelCandidate& candidate, const Memory* last, PlacedLabel& placed, Memory& memory) const;
    bool place_area(const LabelCandidate& candidate, const Memory* last, PlacedLabel& placed, Memory& memory) const;
    bool try_area(const LabelCandidate& candidate, const TextBlock& block, float overhang, PlacedLabel& placed) const;
    [[nodiscard]] bool area_fits(const LabelCandidate& candidate, glm::vec2 middle, glm::vec2 extent, float overhang,
                                 Box& box) const;

    /// Of the part of an area within `seen`, the sample point nearest to its middle, px.
    [[nodiscard]] glm::vec2 middle_of_visible(const LabelShape& shape, const Box& seen) const;

    CollisionGrid grid_;
    View view_;
    Box frame_;
    float scale_ = 1;
    std::uint64_t number_ = 0;
    std::unordered_map<std::uint64_t, Memory> memory_;
    std::vector<std::uint32_t> order_;
    std::vector<std::uint8_t> seen_;
    std::vector<Box> names_;  ///< of this frame
    std::vector<Leader> leaders_;
    struct PathName {
        const ShapedRun* run;
        glm::vec2 middle;  ///< px
    };
    std::vector<PathName> path_names_;
    std::vector<glm::vec2> curve_;
    std::vector<float> curve_length_;
    std::vector<TurnedCluster> trial_;
};

}  // namespace bordermap::cartography
