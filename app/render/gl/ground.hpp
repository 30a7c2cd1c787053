#pragma once
/// What lies under the story: sea, land with its glow along the border, rivers and boundaries.

#include "render/gl/frame.hpp"

#include <optional>

namespace bordermap::render {

class Ground {
public:
    Ground();
    /// Holds the looks of the boundaries as the scene has them.
    void upload(const cartography::Scene& scene, Frame& frame);
    /// Draws what lies in `area` of the picture into `target`, which holds `surface` of it. The frame has begun.
    /// `coarser`: its lines may lie that many times as far from the true ones.
    void draw(const cartography::Scene& scene, const MapBuffers* map, Frame& frame, GLuint target, const Tile& surface,
              const Tile& area, double coarser = 1.0);
    /// Draws the whole picture and keeps it for `show`. Where only the camera has moved, by whole px, since the last time, what
    /// is still in view is copied from then and the rest drawn; where only states of features have changed, the rectangles around
    /// those features are drawn; where nothing has changed, all of it is copied. A pixel copied from another place may differ from
    /// a drawn one by what the driver's rounding makes of the same shape elsewhere, in the glow by up to 6 / 255: its grid is
    /// coarser than a px and moves with it. `whole`: draws all of it whatever is kept.
    /// Where only the scale has changed, the camera is zooming: it is drawn into `target`, nothing is kept, and lines are drawn from
    /// the level of detail for kZoomCoarser times the scale, at most 1 px beside the true ones, which a picture that changes all
    /// over does not show.
    /// False where pixels were copied from another place or drawn while zooming: not what `draw` draws.
    bool draw_moving(const cartography::Scene& scene, const MapBuffers* map, Frame& frame, GLuint target, bool whole);
    /// Copies what draw_moving has kept into `target`, which is bound after and looked at as the whole picture. Software OpenGL
    /// waits here for what is being drawn.
    void show(Frame& frame, GLuint target, const Tile& picture) const;
    [[nodiscard]] std::uint64_t bytes() const;

private:
    friend class GroundPass;

    /// All that a picture of the ground depends on but the place of the camera and the states of the features.
    struct Look {
        std::shared_ptr<const cartography::PreparedMap> map;
        const cartography::Theme* theme = nullptr;
        std::array<cartography::Colour, cartography::kAreaFills> area_fills{};
        std::array<bool, static_cast<std::size_t>(cartography::LineClass::Count)> lines{};
        bool glow = false;
        float scale = 0;
        model::Day as_of = 0;
        double metres_per_px = 0;
        glm::dvec2 size_px{0, 0}, middle_px{0, 0};
        [[nodiscard]] bool operator==(const Look&) const = default;
    };
    /// By how many whole px the kept picture has to move right and down to lie where the scene has it.
    [[nodiscard]] std::optional<glm::ivec2> kept_offset(const Look& look, const cartography::View& view) const;
    [[nodiscard]] bool differs_in_scale_alone(const Look& look) const;
    void draw_kept(const cartography::Scene& scene, const MapBuffers* map, Frame& frame, const Tile& picture);
    void move_kept(const cartography::Scene& scene, const MapBuffers* map, Frame& frame, const Tile& picture,
                   glm::ivec2 by);
    /// Where the picture shows features whose states are not those that the kept picture was drawn with.
    [[nodiscard]] std::vector<Tile> changed_areas(const cartography::Scene& scene, const MapBuffers* map,
                                                  const Tile& picture) const;

    Program land_{{"land.vert"}, {"plain.frag"}};
    Program glow_land_{{"land.vert"}, {"fragment.glsl", "glow_land.frag"}};
    Program beyond_{{"beyond.vert"}, {"fragment.glsl", "beyond.frag"}};
    Program line_{{"line.vert"}, {"fragment.glsl", "line.frag"}};
    Program glow_{{"line.vert"}, {"fragment.glsl", "glow.frag"}};
    DrawTexture proximity_{GL_R8};        ///< of the whole picture or a tile
    DrawTexture strip_proximity_{GL_R8};  ///< of what comes into view: another size each time
    BufferTexture states_{GL_RGBA8UI};
    std::vector<cartography::FeatureState> uploaded_states_;

    std::optional<Look> look_;  ///< of the frame before
    std::array<DrawTexture, 2> pictures_{DrawTexture{GL_RGBA8}, DrawTexture{GL_RGBA8}};
    std::size_t kept_now_ = 0;  ///< which of them holds the kept picture
    bool kept_ = false;         ///< it holds the picture of the frame before
    std::vector<cartography::FeatureState> kept_states_;
    bool kept_exact_ = false;       ///< drawn whole, where it now lies
    glm::dvec2 kept_centre_{0, 0};  ///< plane metres; moved by whole px only, so that copies of copies do not drift
};

}  // namespace bordermap::render
