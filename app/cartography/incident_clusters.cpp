#include "cartography/incident_clusters.hpp"

#include "cartography/symbols.hpp"
#include "cartography/topology.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <glm/geometric.hpp>
#include <numeric>
#include <queue>
#include <tuple>

namespace bordermap::cartography {

namespace {

using glm::dvec2;
using model::kNone;
using Level = ClusterTree::Level;

std::uint64_t cell_key(dvec2 at, double cell, int dx = 0, int dy = 0) {
    const auto along = [cell](double metres, int step) {
        return static_cast<std::uint32_t>(static_cast<std::int32_t>(std::floor(metres / cell)) + step);
    };
    return std::uint64_t{along(at.x, dx)} << 32U | along(at.y, dy);
}

/// Clusters of one level on their way to the next coarser one.
class Joining {
public:
    Joining(const Level& finer, double metres_per_px, float symbol_size)
        : scale_(metres_per_px),
          symbol_(symbol_size * symbol_factor(metres_per_px)),
          ring_(symbol_size),
          nodes_(finer.clusters),
          into_(finer.clusters.size()) {
        std::iota(into_.begin(), into_.end(), 0U);
    }

    Level run(const Level& finer) {
        join_crowds();
        join_nearest();
        Level level;
        std::vector<std::uint32_t> number(nodes_.size(), kNone);
        level.of.reserve(finer.of.size());
        for (const std::uint32_t before : finer.of) {
            const std::uint32_t node = root(before);
            if (number[node] == kNone) {
                number[node] = static_cast<std::uint32_t>(level.clusters.size());
                level.clusters.push_back(nodes_[node]);
            }
            level.of.push_back(number[node]);
        }
        return level;
    }

private:
    struct Pair {
        double overlap;  ///< distance in shares of what the two marks need: the smaller, the more they overlap
        std::uint32_t a, b;
        bool operator<(const Pair& other) const {
            return std::tie(overlap, a, b) > std::tie(other.overlap, other.a, other.b);  // the least on top
        }
    };

    [[nodiscard]] double reach(std::uint32_t count) const {  // metres
        constexpr float kAir = 1.F;                          // px between rings
        return scale_ * static_cast<double>(count > 1 ? ring_radius(count, ring_) + kAir : 0.5F * symbol_);
    }
    std::uint32_t root(std::uint32_t node) {
        while (into_[node] != node) {
            into_[node] = into_[into_[node]];
            node = into_[node];
        }
        return node;
    }
    std::uint32_t join(std::uint32_t a, std::uint32_t b) {
        const ClusterTree::Cluster& one = nodes_[a];
        const ClusterTree::Cluster& other = nodes_[b];
        ClusterTree::Cluster both;
        both.count = one.count + other.count;
        // Written so that points of one place stay exactly there.
        both.at = one.at + (other.at - one.at) * (static_cast<double>(other.count) / both.count);
        const auto number = static_cast<std::uint32_t>(nodes_.size());
        nodes_.push_back(both);
        into_.push_back(number);
        into_[a] = into_[b] = number;
        return number;
    }

    /// Many in a square so small that all of them overlap are one at once: what is left has room for the search of pairs.
    void join_crowds() {
        constexpr std::size_t kCrowd = 8;
        const double cell = 0.7 * scale_ * static_cast<double>(symbol_);
        KeyNumbers cells(nodes_.size());
        std::vector<std::vector<std::uint32_t>> in;
        for (std::uint32_t i = 0; i < into_.size(); ++i) {
            const std::uint32_t number = cells.number(cell_key(nodes_[i].at, cell));
            if (number == in.size()) {
                in.emplace_back();
            }
            in[number].push_back(i);
        }
        for (const std::vector<std::uint32_t>& crowd : in) {
            if (crowd.size() > kCrowd) {
                std::uint32_t all = crowd.front();
                for (std::size_t i = 1; i < crowd.size(); ++i) {
                    all = join(all, crowd[i]);
                }
            }
        }
    }

    void join_nearest() {
        std::uint32_t all = 0;
        std::vector<std::uint32_t> living;
        for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
            if (into_[i] == i) {
                living.push_back(i);
                all += nodes_[i].count;
            }
        }
        cell_ = 2 * reach(std::max(all, 2U));
        KeyNumbers cells(living.size());
        for (const std::uint32_t i : living) {
            pair_up(i, cells);
        }
        while (!pairs_.empty()) {
            const Pair pair = pairs_.top();
            pairs_.pop();
            if (into_[pair.a] == pair.a && into_[pair.b] == pair.b) {
                pair_up(join(pair.a, pair.b), cells);
            }
        }
    }

    /// Puts a node into its cell and finds those around it that it overlaps.
    void pair_up(std::uint32_t node, KeyNumbers& cells) {
        const dvec2 at = nodes_[node].at;
        const double own = reach(nodes_[node].count);
        next_.resize(nodes_.size(), kNone);
        for (int dx = -1; dx <= 1; ++dx) {
            for (int dy = -1; dy <= 1; ++dy) {
                const std::uint32_t cell = cells.number(cell_key(at, cell_, dx, dy));
                if (cell == first_.size()) {
                    first_.push_back(kNone);
                }
                for (std::uint32_t other = first_[cell]; other != kNone; other = next_[other]) {
                    const double share = glm::distance(nodes_[other].at, at) / (own + reach(nodes_[other].count));
                    if (into_[other] == other && share < 1) {
                        pairs_.push({share, other, node});
                    }
                }
            }
        }
        const std::uint32_t home = cells.number(cell_key(at, cell_));
        next_[node] = first_[home];
        first_[home] = node;
    }

    double scale_;
    float symbol_, ring_;
    std::vector<ClusterTree::Cluster> nodes_;
    std::vector<std::uint32_t> into_;  ///< per node: itself, or what it was joined into
    double cell_ = 1;
    std::vector<std::uint32_t> first_, next_;
    std::priority_queue<Pair> pairs_;
};

}  // namespace

int cluster_level(double nominal) {
    return std::clamp(static_cast<int>(std::ceil(2.0 * std::log2(std::max(nominal, 1.0)) - 1e-9)), 0, kCoarsestLevel);
}

double cluster_scale(int level) {
    return std::exp2(0.5 * level);
}

float ring_radius(std::size_t records, float symbol_size) {
    constexpr std::array<std::size_t, 5> kClasses{4, 9, 24, 99, 999};
    constexpr float kLeast = 0.66F;
    constexpr float kStep = 1.1547F;  // its square is 4 / 3
    float radius = kLeast * symbol_size;
    for (const std::size_t most : kClasses) {
        radius *= records > most ? kStep : 1.F;
    }
    return radius;
}

ClusterTree::ClusterTree(std::span<const glm::dvec2> points, float symbol_size) : symbol_size_(symbol_size) {
    Level& base = levels_.emplace_back();
    constexpr double kOnePlace = 1.0;  // m
    KeyNumbers places(points.size());
    base.of.reserve(points.size());
    for (const dvec2 at : points) {
        const std::uint32_t number = places.number(cell_key(at, kOnePlace));
        if (number == base.clusters.size()) {
            base.clusters.push_back({at, 0});
        }
        ++base.clusters[number].count;
        base.of.push_back(number);
    }
}

const ClusterTree::Level& ClusterTree::level(int level) {
    const auto wanted = static_cast<std::size_t>(std::clamp(level, 0, kCoarsestLevel)) + 1;
    while (levels_.size() <= wanted) {
        const double scale = cluster_scale(static_cast<int>(levels_.size()) - 1);
        levels_.push_back(Joining(levels_.back(), scale, symbol_size_).run(levels_.back()));
    }
    return levels_[wanted];
}

}  // namespace bordermap::cartography
