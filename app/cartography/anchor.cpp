#include "cartography/anchor.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <queue>

namespace bordermap::cartography {

namespace {

constexpr double kPrecision = 0.01;  ///< of the side of a square of the same area

double twice_signed_area(std::span<const glm::dvec2> points) {
    double sum = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const glm::dvec2 a = points[i] - points[0];
        const glm::dvec2 b = points[(i + 1) % points.size()] - points[0];
        sum += a.x * b.y - b.x * a.y;
    }
    return sum;
}

/// An exterior with its holes.
std::span<const PlaneRing> largest_part(std::span<const PlaneRing> rings) {
    std::span<const PlaneRing> largest;
    double most = 0;
    for (std::size_t first = 0; first < rings.size();) {
        std::size_t end = first + 1;
        while (end < rings.size() && !rings[end].exterior) {
            ++end;
        }
        const auto part = rings.subspan(first, end - first);
        if (const double area = area_of(part); area > most) {
            most = area;
            largest = part;
        }
        first = end;
    }
    return largest;
}

glm::dvec2 centroid(std::span<const glm::dvec2> points) {
    glm::dvec2 sum{0, 0};
    for (std::size_t i = 0; i < points.size(); ++i) {
        const glm::dvec2 a = points[i] - points[0];
        const glm::dvec2 b = points[(i + 1) % points.size()] - points[0];
        sum += (a + b) * (a.x * b.y - b.x * a.y);
    }
    const double twice_area = twice_signed_area(points);
    return twice_area == 0 ? points[0] : points[0] + sum / (3 * twice_area);
}

struct Square {
    glm::dvec2 centre;
    double half = 0;      ///< of the side
    double distance = 0;  ///< from the centre to the outline
    [[nodiscard]] double most() const { return distance + half * std::numbers::sqrt2; }
    bool operator<(const Square& other) const { return most() < other.most(); }
};

}  // namespace

double distance_inside(std::span<const PlaneRing> rings, glm::dvec2 p) {
    bool inside = false;
    double nearest2 = std::numeric_limits<double>::infinity();
    for (const PlaneRing& ring : rings) {
        if (ring.points.empty()) {
            continue;
        }
        glm::dvec2 a = ring.points.back() - p;
        for (const glm::dvec2 point : ring.points) {
            const glm::dvec2 b = point - p;
            const glm::dvec2 ab = b - a;
            // A ray to the east crosses the edge.
            if ((a.y > 0) != (b.y > 0) && a.x - a.y / ab.y * ab.x > 0) {
                inside = !inside;
            }
            const double along = -(a.x * ab.x + a.y * ab.y);
            const double length2 = ab.x * ab.x + ab.y * ab.y;
            if (along <= 0) {
                nearest2 = std::min(nearest2, a.x * a.x + a.y * a.y);
            } else if (along < length2) {
                const double cross = a.x * ab.y - a.y * ab.x;
                if (cross * cross < nearest2 * length2) {
                    nearest2 = cross * cross / length2;
                }
            }  // else b is nearest: the next edge starts there
            a = b;
        }
    }
    const double nearest = std::sqrt(nearest2);
    return inside ? nearest : -nearest;
}

double area_of(std::span<const PlaneRing> rings) {
    double area = 0;
    for (const PlaneRing& ring : rings) {
        const double of_ring = std::abs(twice_signed_area(ring.points)) / 2;
        area += ring.exterior ? of_ring : -of_ring;
    }
    return area;
}

AreaAnchor find_anchor(std::span<const PlaneRing> rings) {
    AreaAnchor anchor;
    for (const PlaneRing& ring : rings) {
        for (const glm::dvec2 p : ring.points) {
            anchor.bounds.add(p);
        }
    }
    anchor.area_m2 = std::max(0.0, area_of(rings));
    const auto part = largest_part(rings);
    if (part.empty()) {
        return anchor;
    }
    const double precision = kPrecision * std::sqrt(area_of(part));
    Bounds box;
    for (const glm::dvec2 p : part.front().points) {
        box.add(p);
    }
    const glm::dvec2 size = box.max - box.min;
    const double side = std::max(std::min(size.x, size.y), std::max(size.x, size.y) / 64);

    const auto square = [&](glm::dvec2 centre, double half) {
        return Square{centre, half, distance_inside(part, centre)};
    };
    Square best = square(centroid(part.front().points), 0);
    std::priority_queue<Square> open;
    for (double x = box.min.x; x < box.max.x; x += side) {
        for (double y = box.min.y; y < box.max.y; y += side) {
            open.push(square({x + side / 2, y + side / 2}, side / 2));
        }
    }
    while (!open.empty()) {
        const Square top = open.top();
        open.pop();
        if (top.distance > best.distance) {
            best = top;
        }
        if (top.most() - best.distance <= precision) {
            break;  // the others promise less still
        }
        const double half = top.half / 2;
        for (const glm::dvec2 corner : {glm::dvec2{-1, -1}, {1, -1}, {-1, 1}, {1, 1}}) {
            open.push(square(top.centre + corner * half, half));
        }
    }
    if (best.distance > 0) {
        anchor.at = best.centre;
        anchor.radius_m = best.distance;
    }
    return anchor;
}

}  // namespace bordermap::cartography
