#include "cartography/incident_clusters.hpp"

#include "cartography/symbols.hpp"
#include "cartography/topology.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <glm/geometric.hpp>
#include <iterator>
#include <map>
#include <numeric>
#include <queue>
#include <tuple>

namespace bordermap::cartography {

namespace {

using glm::dvec2;
using model::kNone;
using Level = ClusterTree::Level;

std::uint64_t cell_key(dvec2 at, double cell) {
    const auto along = [cell](double metres) {
        return static_cast<std::uint32_t>(static_cast<std::int32_t>(std::floor(metres / cell)));
    };
    return std::uint64_t{along(at.x)} << 32U | along(at.y);
}

/// Clusters of one level on their way to the next coarser one. They come nearly in order from west to east, and leave so.
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
        if (!find_pairs()) {
            join_crowds();
            (void)find_pairs();
        }
        while (!pairs_.empty()) {
            const Pair pair = pairs_.top();
            pairs_.pop();
            if (into_[pair.a] == pair.a && into_[pair.b] == pair.b) {
                pair_up(join(pair.a, pair.b));
            }
        }
        Level level;
        std::vector<std::uint32_t> number(nodes_.size(), kNone);
        std::vector<std::uint32_t> of_finer(finer.clusters.size());
        for (std::uint32_t i = 0; i < of_finer.size(); ++i) {
            const std::uint32_t node = root(i);
            if (number[node] == kNone) {
                number[node] = static_cast<std::uint32_t>(level.clusters.size());
                level.clusters.push_back(nodes_[node]);
            }
            of_finer[i] = number[node];
        }
        level.of.reserve(finer.of.size());
        std::transform(finer.of.begin(), finer.of.end(), std::back_inserter(level.of),
                       [&](std::uint32_t before) { return of_finer[before]; });
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
    using Pairs = std::priority_queue<Pair, std::vector<Pair>, std::less<>>;

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
        widest_ = std::max(widest_, reach(both.count));
        return number;
    }

    /// Puts the living in order and finds those that overlap; false: they are crowds, with more pairs than are worth going through.
    bool find_pairs() {
        constexpr std::size_t kMostPairs = 24;  // each
        order_.clear();
        joined_.clear();
        widest_ = 0;
        for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
            if (into_[i] != i) {
                continue;
            }
            widest_ = std::max(widest_, reach(nodes_[i].count));
            order_.push_back(i);
            // What comes nearly in order is soon put in order.
            for (std::size_t at = order_.size() - 1; at > 0 && west_of(order_[at], order_[at - 1]); --at) {
                std::swap(order_[at], order_[at - 1]);
            }
        }
        std::vector<Pair> found;
        for (std::size_t i = 0; i < order_.size(); ++i) {
            const ClusterTree::Cluster& node = nodes_[order_[i]];
            const double most = reach(node.count) + widest_;
            for (std::size_t k = i + 1; k < order_.size() && nodes_[order_[k]].at.x - node.at.x < most; ++k) {
                add_pair(order_[i], order_[k], found);
            }
            if (found.size() > kMostPairs * order_.size() + 1000) {
                return false;
            }
        }
        pairs_ = Pairs(std::less<>(), std::move(found));
        return true;
    }
    [[nodiscard]] bool west_of(std::uint32_t a, std::uint32_t b) const {
        return std::tie(nodes_[a].at.x, nodes_[a].at.y) < std::tie(nodes_[b].at.x, nodes_[b].at.y);
    }
    template <typename Pairs>
    void add_pair(std::uint32_t a, std::uint32_t b, Pairs& pairs) const {
        const double need = reach(nodes_[a].count) + reach(nodes_[b].count);
        if (std::abs(nodes_[a].at.y - nodes_[b].at.y) < need) {
            const double share = glm::distance(nodes_[a].at, nodes_[b].at) / need;
            if (share < 1) {
                pairs.push_back({share, std::min(a, b), std::max(a, b)});
            }
        }
    }
    /// Those that a joined one overlaps.
    void pair_up(std::uint32_t node) {
        const double x = nodes_[node].at.x;
        const double most = reach(nodes_[node].count) + widest_;
        std::vector<Pair> found;
        auto at = std::lower_bound(order_.begin(), order_.end(), x - most,
                                   [this](std::uint32_t each, double west) { return nodes_[each].at.x < west; });
        for (; at != order_.end() && nodes_[*at].at.x < x + most; ++at) {
            if (into_[*at] == *at) {
                add_pair(*at, node, found);
            }
        }
        for (auto each = joined_.lower_bound(x - most); each != joined_.end() && each->first < x + most; ++each) {
            if (into_[each->second] == each->second) {
                add_pair(each->second, node, found);
            }
        }
        joined_.emplace(x, node);
        for (const Pair& pair : found) {
            pairs_.push(pair);
        }
    }

    /// Many in a square so small that all of them overlap are one at once: what is left has few pairs each.
    void join_crowds() {
        constexpr std::uint32_t kCrowd = 8;
        const double cell = 0.7 * scale_ * static_cast<double>(symbol_);
        KeyNumbers cells(nodes_.size());
        std::vector<std::uint32_t> in;  ///< per cell
        std::vector<std::uint32_t> cell_of(into_.size());
        for (std::uint32_t i = 0; i < cell_of.size(); ++i) {
            cell_of[i] = cells.number(cell_key(nodes_[i].at, cell));
            in.resize(cells.size(), 0);
            ++in[cell_of[i]];
        }
        std::vector<std::uint32_t> crowd(in.size(), kNone);
        for (std::uint32_t i = 0; i < cell_of.size(); ++i) {
            if (std::uint32_t& all = crowd[cell_of[i]]; in[cell_of[i]] > kCrowd) {
                all = all == kNone ? i : join(all, i);
            }
        }
    }

    double scale_;
    float symbol_, ring_;
    std::vector<ClusterTree::Cluster> nodes_;
    std::vector<std::uint32_t> into_;   ///< per node: itself, or what it was joined into
    double widest_ = 0;                 ///< the greatest reach
    std::vector<std::uint32_t> order_;  ///< the living at the start, from west to east
    std::multimap<double, std::uint32_t> joined_;
    Pairs pairs_;
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
    std::vector<std::uint32_t> order(points.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return points[a].x < points[b].x; });
    KeyNumbers places(points.size());
    base.of.resize(points.size());
    for (const std::uint32_t i : order) {
        const std::uint32_t number = places.number(cell_key(points[i], kOnePlace));
        if (number == base.clusters.size()) {
            base.clusters.push_back({points[i], 0});
        }
        ++base.clusters[number].count;
        base.of[i] = number;
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
