#pragma once
/// The panels of a Scene as one Overlay, for tests that look for a mark wherever it stands.

#include "cartography/scene.hpp"

namespace bordermap::test {

[[nodiscard]] inline cartography::Overlay furniture_of(const cartography::Scene& scene) {
    cartography::Overlay all;
    const auto append = [](auto& to, const auto& from) { to.insert(to.end(), from.begin(), from.end()); };
    for (cartography::Overlay panel : scene.furniture) {
        for (cartography::PolylineMark& mark : panel.polylines) {
            mark.first += static_cast<std::uint32_t>(all.points.size());
        }
        for (cartography::DonutMark& mark : panel.donuts) {
            mark.first += static_cast<std::uint32_t>(all.shares.size());
        }
        for (cartography::TextMark& mark : panel.texts) {
            mark.first += static_cast<std::uint32_t>(all.glyphs.size());
        }
        for (cartography::TextLine& line : panel.lines) {
            line.first += static_cast<std::uint32_t>(all.glyphs.size());
        }
        append(all.rects, panel.rects);
        append(all.rings, panel.rings);
        append(all.polylines, panel.polylines);
        append(all.points, panel.points);
        append(all.donuts, panel.donuts);
        append(all.shares, panel.shares);
        append(all.symbols, panel.symbols);
        append(all.texts, panel.texts);
        append(all.glyphs, panel.glyphs);
        append(all.lines, panel.lines);
    }
    return all;
}

}  // namespace bordermap::test
