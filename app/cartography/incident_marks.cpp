#include "cartography/incident_marks.hpp"

#include <cmath>

namespace bordermap::cartography {
namespace {

constexpr float kLoosePrecision = 3000;  // m, as in incident.vert
constexpr float kLooseRing = 9;          // px at 96 dpi: radius from which a loose record is drawn lighter than a pin

/// Passes every filter and has a place.
bool shown(const Scene& scene, model::Index index) {
    if (index >= scene.map->incidents.size() || index >= scene.incident_pass.size() ||
        scene.incident_pass[index] == 0) {
        return false;
    }
    const PointInstance& record = scene.map->incidents[index];
    const bool dated = record.from_day < record.to_day;
    const bool in_window =
        record.from_day < static_cast<float>(scene.window.to) && static_cast<float>(scene.window.from) < record.to_day;
    return record.category < scene.categories.size() && scene.categories[record.category].visible &&
           (!dated || in_window) && std::isfinite(record.at.x) && std::isfinite(record.at.y);
}

Colour faded(const Colour& colour, float alpha) {
    return colour.with_alpha(colour.a * alpha);
}

SymbolMark mark_of(const Scene& scene, model::Index index) {
    const PointInstance& record = scene.map->incidents[index];
    SymbolMark mark;
    mark.size = scene.incident_size * scene.scale;
    mark.at = incident_px(scene, index);
    mark.shape = scene.categories[record.category].shape;
    mark.fill = faded(scene.categories[record.category].colour, scene.incident_alpha);
    mark.halo = faded(scene.theme != nullptr ? scene.theme->halo : Colour{1, 1, 1, 1}, scene.incident_alpha);
    mark.halo_width = (scene.theme != nullptr ? scene.theme->symbol_halo : 0.0F) * scene.scale;
    mark.ref = {model::RefKind::Incident, index};
    return mark;
}

void emphasise(const Scene& scene, model::Index index, const Colour& accent, Overlay& overlay) {
    if (!shown(scene, index)) {
        return;
    }
    SymbolMark symbol = mark_of(scene, index);
    symbol.fill = symbol.fill.with_alpha(1);
    symbol.halo = symbol.halo.with_alpha(1);
    symbol.ref = {};
    RingMark circle;
    circle.at = symbol.at;
    circle.radius = symbol.size * 1.05F;
    circle.fill = accent.with_alpha(0.16F);
    circle.stroke = accent.with_alpha(1.0F);
    circle.stroke_width = 2.2F * scene.scale;
    circle.gap = 0;
    overlay.rings.push_back(circle);
    symbol.size *= 1.25F;
    overlay.symbols.push_back(symbol);
}

}  // namespace

glm::vec2 incident_px(const Scene& scene, model::Index index) {
    const PointInstance& record = scene.map->incidents[index];
    const glm::vec2 at(scene.view.to_px(record.at));
    return scene.spread_incidents ? at + record.spread * scene.incident_size * scene.scale : at;
}

std::vector<SymbolMark> incident_symbols(const Scene& scene) {
    std::vector<SymbolMark> marks;
    if (!scene.show_incidents || !scene.map || !(scene.incident_size > 0)) {
        return marks;
    }
    const auto count = static_cast<model::Index>(scene.map->incidents.size());
    for (model::Index index = 0; index < count; ++index) {
        if (!shown(scene, index)) {
            continue;
        }
        SymbolMark mark = mark_of(scene, index);
        const auto precision = static_cast<double>(scene.map->incidents[index].precision_m);
        if (precision > static_cast<double>(kLoosePrecision) &&
            precision / scene.view.metres_per_px > static_cast<double>(kLooseRing * scene.scale)) {
            mark.size *= 0.74F;
            mark.hollow = true;
        }
        marks.push_back(mark);
    }
    return marks;
}

Overlay incident_emphasis(const Scene& scene) {
    Overlay overlay;
    if (scene.show_incidents && scene.map && scene.theme != nullptr) {
        if (scene.hovered_incident != scene.selected_incident) {
            emphasise(scene, scene.hovered_incident, scene.theme->hover, overlay);
        }
        emphasise(scene, scene.selected_incident, scene.theme->selected, overlay);
    }
    return overlay;
}

}  // namespace bordermap::cartography
