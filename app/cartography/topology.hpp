#pragma once
/// Polygons taken apart into the edges that they share. Neighbours whose vertices agree to 1e-7 degree (11 mm) share an arc,
/// whatever their level, country or time of validity.

#include "model/dataset.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace bordermap::cartography {

/// Gives each distinct 64-bit key the next number, from 0: open addressing over one flat array.
class KeyNumbers {
public:
    explicit KeyNumbers(std::size_t expected);
    std::uint32_t number(std::uint64_t key);
    [[nodiscard]] std::size_t size() const { return keys_.size(); }
    [[nodiscard]] const std::vector<std::uint64_t>& keys() const { return keys_; }

private:
    void grow();
    std::vector<std::uint64_t> keys_;
    std::vector<std::uint32_t> slots_;
};

/// Stage 1: distinct vertices, the straight edges between them, and the rings as walks over these. Features and rings of
/// all layers are numbered on: layer 0 first.
struct EdgeGraph {
    struct Edge {
        std::uint32_t a = 0, b = 0;  ///< vertices, a < b
    };
    std::vector<model::LonLat> vertices;
    std::vector<Edge> edges;
    std::vector<std::uint32_t> walk_vertices;  ///< ring r: [ring_first[r], ring_first[r+1]), not closed
    std::vector<std::uint32_t> walk_edges;     ///< from each walk vertex to the next, the last back to the first
    std::vector<std::uint32_t> ring_first{0};  ///< an empty walk: the ring encloses nothing or has no usable vertices
    std::vector<std::uint32_t> ring_feature;
    std::vector<std::uint8_t> ring_exterior;
    std::vector<std::uint8_t> ring_interior_left;  ///< the feature lies to the left of the walk
    std::vector<std::uint32_t> feature_rings{0};   ///< feature f: rings [feature_rings[f], feature_rings[f+1])
    [[nodiscard]] std::size_t ring_count() const { return ring_feature.size(); }
    [[nodiscard]] std::size_t feature_count() const { return feature_rings.size() - 1; }
};

/// `unusable(feature, ring)` is told of each ring that has a vertex off the globe or not a number; the ring is left out.
[[nodiscard]] EdgeGraph build_edges(std::span<const model::PolygonColumns* const> layers,
                                    const std::function<void(std::uint32_t, std::uint32_t)>& unusable = {});

/// A feature on one side of an arc.
struct ArcUse {
    std::uint32_t feature = 0;
    bool left = false;
    auto operator<=>(const ArcUse&) const = default;  // NOLINT(modernize-use-nullptr): takes the 0 of <=> for a pointer
};
struct ArcRef {
    std::uint32_t arc = 0;
    bool reversed = false;
    bool operator==(const ArcRef&) const = default;
};

/// Stage 2: maximal runs of edges with the same features (and the same mark). A junction is a vertex where these change or
/// where other than two edges meet; every arc runs from junction to junction, or is a closed ring without any.
struct Topology {
    std::vector<std::uint32_t> arc_vertices;  ///< arc a: [arc_first[a], arc_first[a+1]), both ends included
    std::vector<std::uint32_t> arc_first{0};
    std::vector<std::uint8_t> arc_mark;
    std::vector<std::uint32_t> edge_arc;  ///< per edge of the graph
    std::vector<ArcUse> uses;             ///< arc a: [use_first[a], use_first[a+1]), sorted, no duplicates
    std::vector<std::uint32_t> use_first{0};
    std::vector<ArcRef> ring_arcs;  ///< ring r: [ring_first[r], ring_first[r+1])
    std::vector<std::uint32_t> ring_first{0};

    [[nodiscard]] std::size_t arc_count() const { return arc_first.size() - 1; }
    [[nodiscard]] std::span<const std::uint32_t> arc(std::size_t a) const {
        return std::span(arc_vertices).subspan(arc_first[a], arc_first[a + 1] - arc_first[a]);
    }
    [[nodiscard]] std::span<const ArcUse> arc_uses(std::size_t a) const {
        return std::span(uses).subspan(use_first[a], use_first[a + 1] - use_first[a]);
    }
    [[nodiscard]] std::span<const ArcRef> ring(std::size_t r) const {
        return std::span(ring_arcs).subspan(ring_first[r], ring_first[r + 1] - ring_first[r]);
    }
};

/// `edge_mark` is empty or one value per edge: arcs are cut where it changes.
[[nodiscard]] Topology build_arcs(const EdgeGraph& graph, std::span<const std::uint8_t> edge_mark = {});

}  // namespace bordermap::cartography
