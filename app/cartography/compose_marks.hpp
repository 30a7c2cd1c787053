#pragma once
/// The story: rings, links, units, gates and events of a Scene.

#include "cartography/compose.hpp"
#include "cartography/compose_map.hpp"
#include "cartography/labels.hpp"
#include "cartography/visible.hpp"

namespace bordermap::cartography {

/// Metres per px at 96 dpi under which the finer lines and names appear. Chosen by looking.
inline constexpr double kDistrictLines = 620.0;
inline constexpr double kProvinceBundles = kDistrictLines;  ///< beyond it the links between two provinces are one line
inline constexpr double kMinorRivers = 600.0;
inline constexpr double kDistrictNames = 420.0;
inline constexpr double kUnitNames = 330.0;
inline constexpr double kGateNames = 420.0;
inline constexpr double kNotes = 150.0;        ///< words beside every inherited link
inline constexpr double kSmallMarks = 1900.0;  ///< gates and events, beyond which they would hide the border
/// A position worse than this, and wider in the picture than a symbol, is drawn as an area.
inline constexpr float kLoosePrecisionM = 3000.F;
inline constexpr float kLooseRadiusPx = 9.F;

/// What one picture is made of. Refers to values that outlive it.
struct Frame {
    MapIndex& index;
    const query::Selection& selection;
    const session::Session& session;
    const Page& page;
    const Theme& theme;
    View view;
    float scale = 1;
    double nominal = 1000;    ///< metres per px at 96 dpi
    float symbol_factor = 1;  ///< on the theme's symbol size
    Box area{};               ///< px that panels leave free
    model::Ref selected{}, hovered{}, opened{};
    bool hovered_ring = false;  ///< as Page::hovered_ring

    [[nodiscard]] glm::vec2 px(glm::dvec2 metres) const { return glm::vec2(view.to_px(metres)); }
    [[nodiscard]] bool on_page(glm::vec2 at, float reach = 0) const {
        return at.x + reach >= 0 && at.y + reach >= 0 && at.x - reach <= static_cast<float>(view.size_px.x) &&
               at.y - reach <= static_cast<float>(view.size_px.y);
    }
    [[nodiscard]] bool loose(float precision_m) const {
        return precision_m >= kLoosePrecisionM &&
               precision_m / static_cast<float>(view.metres_per_px) > kLooseRadiusPx * scale;
    }
};

/// Bars under a symbol whose place is known only to an administrative unit.
void add_known_to(const Frame& frame, glm::vec2 below, float size, KnownTo known_to, Colour colour, Scene& scene,
                  Visible& visible, CollisionGrid& obstacles);

/// A graduated circle, without its place and radius; of a province for what is known to no more it is dashed and lighter.
[[nodiscard]] RingMark area_circle(const Theme& theme, bool province, float scale);

/// Fills scene.marks, says what is visible and adds what labels keep clear of.
void compose_marks(const Frame& frame, Scene& scene, TextShaper& text, Visible& visible, CollisionGrid& obstacles);

}  // namespace bordermap::cartography
