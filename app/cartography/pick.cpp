#include "cartography/compose.hpp"
#include "cartography/incident_marks.hpp"
#include "cartography/sea.hpp"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <limits>
#include <numbers>

namespace bordermap::cartography {

namespace {

using glm::dvec2;
using glm::vec2;
using model::Ref;
using model::RefKind;

float segment_distance(vec2 p, vec2 a, vec2 b) {
    const vec2 edge = b - a;
    const float length = glm::dot(edge, edge);
    const float t = length > 0 ? std::clamp(glm::dot(p - a, edge) / length, 0.F, 1.F) : 0.F;
    return glm::distance(p, a + edge * t);
}

struct Hit {
    Ref ref;
    const DonutMark* donut = nullptr;
};

/// A symbol is hit on its shape, its halo, or within the radius of its edge; the nearest middle wins.
Hit pick_symbol(const Scene& scene, const query::Selection& selection, vec2 at, float radius) {
    Hit best;
    float nearest = std::numeric_limits<float>::max();
    const auto consider = [&](vec2 middle, float size, Ref ref, const DonutMark* donut = nullptr) {
        const float distance = glm::distance(at, middle);
        // Equal distances go to what is drawn later, on top.
        if (ref && distance <= size * 0.5F + radius * 0.5F && distance <= nearest) {
            nearest = distance;
            best = {ref, donut};
        }
    };
    if (scene.show_incidents && scene.map) {
        const float size = scene.incident_size * scene.scale;
        for (const model::Index incident : selection.incidents) {
            const vec2 px = incident_px(scene, incident);
            if (incident < scene.incident_pass.size() && scene.incident_pass[incident] != 0 && std::isfinite(px.x) &&
                std::isfinite(px.y)) {
                consider(px, size, {RefKind::Incident, incident});
            }
        }
    }
    for (const DonutMark& mark : scene.marks.donuts) {
        consider(mark.at, 2.F * mark.radius, mark.ref, &mark);
    }
    for (const SymbolMark& mark : scene.marks.symbols) {
        consider(mark.at, mark.size, mark.ref);
    }
    return best;
}

Ref pick_name(const Scene& scene, vec2 at) {
    // The last drawn is on top.
    for (std::size_t i = scene.marks.texts.size(); i-- > 0;) {
        const TextMark& mark = scene.marks.texts[i];
        const bool story = mark.ref.kind != RefKind::None && mark.ref.kind != RefKind::Boundary;
        if (story && at.x >= mark.min.x && at.x <= mark.max.x && at.y >= mark.min.y && at.y <= mark.max.y) {
            return mark.ref;
        }
    }
    return {};
}

Ref pick_line(const Scene& scene, vec2 at, float radius) {
    Ref best;
    float nearest = radius;
    for (const PolylineMark& mark : scene.marks.polylines) {
        if (!mark.ref) {
            continue;
        }
        for (std::uint32_t i = 1; i < mark.count; ++i) {
            const float distance =
                segment_distance(at, scene.marks.points[mark.first + i - 1], scene.marks.points[mark.first + i]) -
                mark.width * 0.5F;
            if (distance <= nearest) {
                nearest = distance;
                best = mark.ref;
            }
        }
    }
    return best;
}

Ref pick_area(const Scene& scene, const query::QueryIndex& index, dvec2 px) {
    const model::LonLat at = projection().inverse(scene.view.to_metres(px));
    if (!at.known() || in_archipelago(at)) {
        return {};
    }
    const std::vector<model::Index> found = index.boundaries_at(at, scene.as_of);
    const bool districts = scene.show_lines[static_cast<std::size_t>(LineClass::District)];
    for (std::size_t i = found.size(); i-- > 0;) {
        const model::Index each = found[i];
        const int level = index.dataset().boundaries[each].level;
        if (level <= 1 || districts || (each < scene.features.size() && scene.features[each].visible != 0)) {
            return {RefKind::Boundary, each};
        }
    }
    return {};
}

}  // namespace

Ref pick_circle(const Scene& scene, dvec2 px) {
    // The last drawn is on top.
    for (std::size_t i = scene.marks.rings.size(); i-- > 0;) {
        const RingMark& ring = scene.marks.rings[i];
        if (ring.ref.kind == RefKind::Boundary && glm::distance(ring.at, vec2(px)) <= ring.radius + 1.F) {
            return ring.ref;
        }
    }
    return {};
}

const DonutMark* pick_donut(const Scene& scene, const query::Selection& selection, dvec2 px, double radius_px) {
    return pick_symbol(scene, selection, vec2(px), static_cast<float>(radius_px) * scene.scale).donut;
}

std::vector<DonutArc> arcs_of(const Scene& scene, const DonutMark& donut) {
    std::vector<DonutArc> arcs;
    std::uint32_t first = 0;
    for (std::uint32_t i = donut.first; i < donut.first + donut.count; ++i) {
        const DonutShare& share = scene.marks.shares[i];
        if (arcs.empty() || arcs.back().category != share.category) {
            arcs.push_back({share.from, share.to, share.category, first, 0});
        }
        arcs.back().to = share.to;
        arcs.back().count += share.count;
        first += share.count;
    }
    return arcs;
}

std::optional<DonutArc> pick_arc(const Scene& scene, const DonutMark& donut, dvec2 px) {
    const vec2 way = vec2(px) - donut.at;
    const std::vector<DonutArc> arcs = arcs_of(scene, donut);
    if (arcs.size() < 2 || glm::length(way) < donut.radius - donut.width) {
        return std::nullopt;
    }
    const float clockwise = std::atan2(way.x, -way.y) / (2.F * std::numbers::pi_v<float>);
    const float turns = clockwise < 0 ? clockwise + 1.F : clockwise;
    const auto found = std::find_if(arcs.begin(), arcs.end(), [&](const DonutArc& arc) { return turns < arc.to; });
    return found != arcs.end() ? *found : arcs.back();
}

Ref pick(const Scene& scene, const query::QueryIndex& index, const query::Selection& selection, dvec2 px,
         double radius_px) {
    const vec2 at(px);
    const float radius = static_cast<float>(radius_px) * scene.scale;
    if (const Hit symbol = pick_symbol(scene, selection, at, radius); symbol.ref) {
        return symbol.ref;
    }
    if (const Ref name = pick_name(scene, at)) {
        return name;
    }
    if (const Ref line = pick_line(scene, at, radius)) {
        return line;
    }
    if (const Ref circle = pick_circle(scene, px)) {
        return circle;
    }
    return pick_area(scene, index, px);
}

}  // namespace bordermap::cartography
