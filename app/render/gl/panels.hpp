#pragma once
/// The furniture's panels. In a window their pictures are kept: from frame to frame most of them stay as they are.

#include "render/gl/frame.hpp"
#include "render/gl/overlay_stream.hpp"

#include <functional>
#include <glm/vec4.hpp>
#include <vector>

namespace bordermap::render {

class Panels {
public:
    using DrawOverlay = std::function<void(const OverlayRanges&)>;

    /// Appends what has to be drawn of the scene's furniture. `keep`: that is the panels that are not those of the frame before,
    /// and the edges of all, which let the map through; else all.
    void append(const cartography::Scene& scene, bool keep, std::vector<glm::vec4>& stream);
    /// Draws the panels that are new into the kept picture. The frame has begun; the framebuffer and viewport are another after.
    void renew(Frame& frame, const DrawOverlay& draw);
    /// Panels that are not kept.
    void draw_others(const DrawOverlay& draw) const;
    /// Rounded corners and strokes of the kept ones, records of rect.vert.
    [[nodiscard]] const StreamRange& edges() const { return edges_; }
    /// Copies the kept panels, all but their edges, into a framebuffer that holds the whole picture. It is bound after.
    void show(GLuint target) const;
    [[nodiscard]] std::uint64_t bytes() const { return picture_.bytes(); }

private:
    /// All that the picture of a panel depends on.
    struct Look {
        Tile inside;
        std::vector<glm::vec4> records;
        [[nodiscard]] bool operator==(const Look&) const = default;
    };
    struct Renewed {
        Tile inside;
        OverlayRanges ranges;
    };
    DrawTexture picture_{GL_RGBA8};
    Tile whole_;  ///< what the picture is of
    const cartography::GlyphAtlas* atlas_ = nullptr;
    std::vector<Look> looks_;       ///< of the panels that are to be kept, until renew()
    std::vector<Look> drawn_;       ///< of those that the picture holds
    std::vector<Renewed> renewed_;  ///< to be drawn into the picture
    std::vector<OverlayRanges> others_;
    StreamRange edges_;
};

}  // namespace bordermap::render
