#pragma once
/// Incidents that would stand on one another in the picture, as clusters. What is in a cluster follows from the records and from
/// a discrete zoom level, never from where the camera stands: a pan regroups nothing, and a zoom in splits clusters and never
/// joins any.

#include "model/dataset.hpp"

#include <cstdint>
#include <glm/vec2.hpp>
#include <span>
#include <vector>

namespace bordermap::cartography {

/// Where more incidents than these pass (whatever the date window) there are no clusters: a symbol or point each.
inline constexpr std::size_t kMostClustered = 20'000;

/// Levels are half octaves of scale: level k is for 2^((k-1)/2) < m per px at 96 dpi <= 2^(k/2).
inline constexpr int kCoarsestLevel = 28;  // 16 km per px
[[nodiscard]] int cluster_level(double nominal);
/// The coarse end of a level, m per px at 96 dpi.
[[nodiscard]] double cluster_scale(int level);

/// Radius of the ring of a cluster in the unit of `symbol_size`: six classes, up to 4, 9, 24, 99, 999 and more records; from one to
/// the next the area grows by a third.
[[nodiscard]] float ring_radius(std::size_t records, float symbol_size);

/// Clusters of points for every level, made bottom up when first asked for: from the finest level on, the two marks that overlap most
/// are joined at the mean of their points until none overlap (at the level's coarse end, where they are nearest). Marks are
/// the symbol of a single point or the ring of a cluster. Ties go to the
/// western ones: the same points give the same clusters.
class ClusterTree {
public:
    struct Cluster {
        glm::dvec2 at{0, 0};  ///< mean of the points, plane metres
        std::uint32_t count = 0;
    };
    struct Level {
        std::vector<Cluster> clusters;
        std::vector<std::uint32_t> of;  ///< per point: index into `clusters`
    };
    ClusterTree() = default;
    /// Plane metres, finite; `symbol_size` px at 96 dpi at scales where a province fills the picture.
    ClusterTree(std::span<const glm::dvec2> points, float symbol_size);
    [[nodiscard]] const Level& level(int level);

private:
    float symbol_size_ = 14;
    std::vector<Level> levels_;  ///< the first: points that are one place
};

/// The clusters of a Selection at a level, as far as its incidents are in them.
struct IncidentRings {
    bool on = false;  ///< not: too many; each incident by itself
    struct Ring {
        glm::dvec2 at{0, 0};                  ///< plane metres; stays while the date window moves
        double reach_m = 0;                   ///< to its farthest incident
        std::vector<model::Index> incidents;  ///< two or more, by group, then in the order of the Selection
    };
    std::vector<Ring> rings;
    std::vector<model::Index> alone;     ///< incidents that are in none, in the order of the Selection
    std::vector<std::uint32_t> ring_of;  ///< per incident: index into `rings`, kNone
    [[nodiscard]] const Ring* ring(model::Index incident) const {
        return incident < ring_of.size() && ring_of[incident] != model::kNone ? &rings[ring_of[incident]] : nullptr;
    }
};

}  // namespace bordermap::cartography
