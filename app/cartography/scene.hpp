#pragma once
/// The Scene: all that is drawn, in picture pixels (x right, y down) over a PreparedMap in plane metres. A value; drawn the
/// same by every back end, whole or in tiles.

#include "cartography/prepared_map.hpp"
#include "cartography/projection.hpp"
#include "cartography/symbols.hpp"
#include "cartography/text.hpp"
#include "cartography/theme.hpp"
#include "model/dataset.hpp"

#include <array>
#include <cstdint>
#include <glm/vec2.hpp>
#include <memory>
#include <string>
#include <vector>

namespace bordermap::cartography {

struct RectMark {
    glm::vec2 min{0, 0}, max{0, 0};
    float radius = 0;  ///< of the corners
    Colour fill, stroke;
    float stroke_width = 0;
};

/// Where a record may truly be: a circle at its true size.
struct RingMark {
    glm::vec2 at{0, 0};
    float radius = 0;  ///< px
    Colour fill, stroke;
    float stroke_width = 1.2F;
    float dash = 6, gap = 4;  ///< px along the circle; gap 0: solid
    model::Ref ref;
};

/// Round joins and caps. Points [first, first + count) of Overlay::points.
struct PolylineMark {
    std::uint32_t first = 0, count = 0;
    float width = 1, casing = 0;  ///< px; casing is the full width of the halo below, 0: none
    Colour colour, casing_colour;
    float dash = 0, gap = 0;  ///< px along the line; gap 0: solid
    model::Ref ref;
};

struct SymbolMark {
    glm::vec2 at{0, 0};
    float size = 14;  ///< px, side of the square that holds it
    SymbolShape shape = SymbolShape::Circle;
    Colour fill, halo;
    float halo_width = 1.6F;  ///< px
    bool hollow = false;      ///< outline only: place or date not sure
    model::Ref ref;
    float angle = 0;  ///< radians, clockwise on screen (north arrow)
};

struct PlacedGlyph {
    glm::vec2 at{0, 0};  ///< baseline origin, px
    std::uint32_t atlas = 0;
    float angle = 0;            ///< radians, clockwise on screen
    std::uint32_t cluster = 0;  ///< byte of its TextLine's words that it begins to show
};

/// Glyphs [first, first + count) of Overlay::glyphs are these words: what makes a drawn name one that can be found.
struct TextLine {
    std::uint32_t first = 0, count = 0;
    std::shared_ptr<const std::string> text;  ///< UTF-8
    bool spaced = false;                      ///< letter-spaced
};

/// Glyphs [first, first + count) of Overlay::glyphs, all of one size and colour: whole TextLines.
struct TextMark {
    std::uint32_t first = 0, count = 0;
    float size = 12;  ///< px per em
    Colour colour, halo;
    float halo_width = 0;            ///< px
    glm::vec2 min{0, 0}, max{0, 0};  ///< box that it occupies, px
    model::Ref ref;
};

/// One arc of a DonutMark: from `from` to `to` turns, clockwise from the top. At an end that is trimmed the ground shows
/// through, as wide as half a gap.
struct DonutShare {
    float from = 0, to = 1;
    Colour colour;
    bool hollow = false;  ///< outline only, as of a symbol
    bool trim_from = false, trim_to = false;
    model::Index category = model::kNone;  ///< that the legend lists; as many as there are: not stated
    std::uint32_t count = 0;
};

/// A ring whose arcs are shares [first, first + count) of Overlay::shares, on a disc with a halo of one colour.
struct DonutMark {
    glm::vec2 at{0, 0};
    float radius = 10, width = 3.5F;      ///< px: outer radius, and width of the ring inwards
    Colour ground;                        ///< of the disc, the halo and the gaps
    float halo_width = 1.6F, gap = 1.4F;  ///< px
    std::uint32_t first = 0, count = 0;
    model::Ref ref;  ///< the `shown` of its SharedMark
};

/// Drawn in this order: rects, rings, polylines, donuts, symbols, texts.
struct Overlay {
    std::vector<RectMark> rects;
    std::vector<RingMark> rings;
    std::vector<PolylineMark> polylines;
    std::vector<glm::vec2> points;
    std::vector<DonutMark> donuts;
    std::vector<DonutShare> shares;
    std::vector<SymbolMark> symbols;
    std::vector<TextMark> texts;
    std::vector<PlacedGlyph> glyphs;
    std::vector<TextLine> lines;  ///< in the order of the glyphs
};

/// How each incident category is drawn: same index as Dataset::categories, and a last one for incidents without a category.
struct CategoryStyle {
    Colour colour;
    SymbolShape shape = SymbolShape::Circle;
    bool visible = false;
};

/// FeatureState::area_fill: 1 to Theme::kClasses are the classes of a choropleth, the two after them areas without class.
inline constexpr std::uint8_t kFillNone = Theme::kClasses + 1;           ///< no incident recorded
inline constexpr std::uint8_t kFillNotApplicable = Theme::kClasses + 2;  ///< the measure has no meaning there
inline constexpr std::size_t kAreaFills = Theme::kClasses + 3;

/// Per boundary feature, packed for a texture: what its fill looks like now.
struct FeatureState {
    std::uint8_t visible =
        0;  ///< 1: this feature's triangles are drawn: it carries the fill, or stands out from what does
    std::uint8_t side = 0;       ///< 0 none, 1 Viet Nam, 2 Laos: base colour and glow
    std::uint8_t veil = 0;       ///< 0..255 strength of theme.dim over it (outside the place filter)
    std::uint8_t highlight = 0;  ///< 0 none, 1 in the place filter, 2 hovered, 3 selected
    std::uint8_t area_fill = 0;  ///< index into Scene::area_fills, in place of the side's colour; 0: the side's colour
    std::array<std::uint8_t, 3> unused{};
    bool operator==(const FeatureState&) const = default;
};

struct IncidentAreas;

/// A mark that stands for several records: a symbol, a ring or a link with a number. pick() answers with `shown`.
struct SharedMark {
    model::Ref shown;
    std::vector<model::Ref> all;  ///< `shown` among them; of a ring in the order of its shares
};

struct Scene {
    View view;
    float scale = 1.0F;  ///< px per px at 96 dpi: every width and size of the theme is multiplied by it
    std::shared_ptr<const PreparedMap> map;
    std::shared_ptr<const GlyphAtlas> atlas;
    const Theme* theme = nullptr;
    bool show_glow = true;
    std::array<bool, static_cast<std::size_t>(LineClass::Count)> show_lines{};
    model::Day as_of = 0;
    std::vector<FeatureState> features;           ///< per boundary
    std::array<Colour, kAreaFills> area_fills{};  ///< by FeatureState::area_fill; the first is not used

    // Incidents are instances of the PreparedMap, filtered in the shader.
    bool show_incidents = true;
    model::Interval window;  ///< half-open
    std::vector<CategoryStyle> categories;
    std::vector<std::uint8_t>
        incident_pass;  ///< per incident: passes place and text (Selection::incident_pass_but_window_and_category), and
                        ///< is in no ring
    bool spread_incidents = true;  ///< those of one place side by side; else each at its place
    float incident_size = 14;      ///< px at 96 dpi
    float incident_alpha = 1;      ///< less where something else is brought forward
    model::Index selected_incident = model::kNone, hovered_incident = model::kNone;

    std::shared_ptr<const IncidentAreas> areas;  ///< incidents by area, where they are drawn so
    std::vector<SharedMark> shared;
    Overlay marks;  ///< over the map: rings, links, [incidents drawn after polylines], clusters, symbols, labels
    /// Over everything: title, legend, scale bar, north arrow, sources. A panel is an Overlay whose first rect is its ground,
    /// which lets nothing through; its other marks lie inside the ground, clear of its stroke and of what its corners cut off.
    /// No panel lies over another. So the picture of a panel that stays as it is may be kept from frame to frame.
    std::vector<Overlay> furniture;
};

}  // namespace bordermap::cartography
