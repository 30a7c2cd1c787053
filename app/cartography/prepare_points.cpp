#include "cartography/prepare_points.hpp"

#include "cartography/projection.hpp"
#include "cartography/topology.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

namespace bordermap::cartography {

namespace {

constexpr double kSpacing = 1.1;  ///< between neighbours, symbol sizes

glm::vec2 on_circle(double radius, std::size_t k, std::size_t n, double start) {
    const double angle = start - 2 * std::numbers::pi * static_cast<double>(k) / static_cast<double>(n);
    return {static_cast<float>(radius * std::cos(angle)), static_cast<float>(radius * std::sin(angle))};
}

double radius_for(std::size_t n) {
    return kSpacing / 2 / std::sin(std::numbers::pi / static_cast<double>(n));
}

/// Grid cell of kSamePlace; the plane is a few thousand kilometres wide, far within 32 bits.
struct Cell {
    std::int32_t x = 0, y = 0;
    [[nodiscard]] std::uint64_t key() const {
        return (std::uint64_t{static_cast<std::uint32_t>(x)} << 32U) | static_cast<std::uint32_t>(y);
    }
};
Cell cell_of(glm::dvec2 p) {
    return {static_cast<std::int32_t>(std::floor(p.x / kSamePlace)),
            static_cast<std::int32_t>(std::floor(p.y / kSamePlace))};
}

/// For each record the group that it belongs to, in the order given: it joins the nearest earlier first-comer within
/// kSamePlace, or becomes a first-comer.
class Groups {
public:
    explicit Groups(std::size_t expected) : cells_(expected) {}

    std::uint32_t join(glm::dvec2 p) {
        const Cell home = cell_of(p);
        std::uint32_t best = kNone;
        double best_distance = kSamePlace;
        for (int dx = -1; dx <= 1; ++dx) {
            for (int dy = -1; dy <= 1; ++dy) {
                const std::uint32_t cell = number(Cell{home.x + dx, home.y + dy});
                for (std::uint32_t g = first_in_cell_[cell]; g != kNone; g = groups_[g].next) {
                    const double d = std::hypot(groups_[g].at.x - p.x, groups_[g].at.y - p.y);
                    if (d < best_distance || (d <= best_distance && best == kNone)) {
                        best_distance = d;
                        best = g;
                    }
                }
            }
        }
        if (best == kNone) {
            const std::uint32_t cell = number(home);
            best = static_cast<std::uint32_t>(groups_.size());
            groups_.push_back({p, first_in_cell_[cell]});
            first_in_cell_[cell] = best;
        }
        return best;
    }
    [[nodiscard]] std::size_t size() const { return groups_.size(); }

private:
    static constexpr std::uint32_t kNone = 0xffffffffU;
    struct Group {
        glm::dvec2 at;
        std::uint32_t next;
    };
    std::uint32_t number(Cell cell) {
        const std::uint32_t n = cells_.number(cell.key());
        if (n == first_in_cell_.size()) {
            first_in_cell_.push_back(kNone);
        }
        return n;
    }
    KeyNumbers cells_;
    std::vector<std::uint32_t> first_in_cell_;
    std::vector<Group> groups_;
};

}  // namespace

glm::vec2 spread_offset(std::size_t k, std::size_t n) {
    if (n < 2) {
        return {0, 0};
    }
    if (n < 7) {
        // Two stand side by side, three and more in a ring that begins at the top.
        return on_circle(radius_for(n), k, n, n == 2 ? std::numbers::pi : std::numbers::pi / 2);
    }
    if (k == 0) {
        return {0, 0};
    }
    // Ring r, at r spacings, holds 6 r; what is left for the last ring is spread evenly.
    std::size_t ring = 1;
    std::size_t before = 1;
    while (k >= before + 6 * ring) {
        before += 6 * ring;
        ++ring;
    }
    const std::size_t in_ring = std::min(6 * ring, n - before);
    return on_circle(kSpacing * static_cast<double>(ring), k - before, in_ring, std::numbers::pi / 2);
}

std::vector<PointInstance> prepare_incidents(const model::Dataset& dataset) {
    constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
    const std::size_t count = dataset.incidents.size();
    std::vector<PointInstance> instances(count);
    std::vector<model::LonLat> places(count);
    for (std::size_t i = 0; i < count; ++i) {
        const model::Incident& incident = dataset.incidents[i];
        const model::Interval days = incident.date.dated()
                                         ? incident.date.interval()
                                         : model::Interval{};  // an undated record: always in the window
        instances[i] = {{kNaN, kNaN},
                        {0, 0},
                        static_cast<float>(days.from),
                        static_cast<float>(days.to),
                        incident.category == model::kNone ? static_cast<std::uint32_t>(dataset.categories.size())
                                                          : incident.category,
                        static_cast<float>(std::max(0.0, incident.position.precision_km) * 1000.0)};
        places[i] = incident.position.at;
    }
    std::vector<glm::dvec2> plane(count);
    projection().forward(places, plane);

    std::vector<std::uint32_t> order;
    order.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        if (std::isfinite(plane[i].x)) {
            instances[i].at = glm::vec2(plane[i]);
            order.push_back(static_cast<std::uint32_t>(i));
        }
    }
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        if (instances[a].from_day != instances[b].from_day) {
            return instances[a].from_day < instances[b].from_day;
        }
        const int by_id = dataset.incidents[a].id.compare(dataset.incidents[b].id);
        return by_id != 0 ? by_id < 0 : a < b;
    });

    Groups groups(order.size());
    std::vector<std::uint32_t> group(order.size());
    std::transform(order.begin(), order.end(), group.begin(), [&](std::uint32_t i) { return groups.join(plane[i]); });
    std::vector<std::uint32_t> members(groups.size(), 0);
    for (const std::uint32_t g : group) {
        ++members[g];
    }
    std::vector<std::uint32_t> placed(groups.size(), 0);
    for (std::size_t i = 0; i < order.size(); ++i) {
        instances[order[i]].spread = spread_offset(placed[group[i]]++, members[group[i]]);
    }
    return instances;
}

}  // namespace bordermap::cartography
