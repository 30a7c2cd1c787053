#pragma once
/// Draws Scenes with OpenGL 3.3 core into the framebuffer that is bound, or into an image.

#include "cartography/scene.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace bordermap::render {

/// 8-bit sRGB RGBA, rows top to bottom, no padding.
struct Image {
    int width = 0, height = 0;
    std::vector<std::uint8_t> pixels;
};

/// What the last frame cost.
struct FrameStats {
    std::uint32_t draw_calls = 0;
    std::uint64_t triangles = 0, segments = 0;
    std::uint64_t bytes_uploaded = 0;           ///< this frame
    std::uint64_t geometry_bytes_uploaded = 0;  ///< of PreparedMap buffers, this frame: 0 unless a new map came
    std::uint64_t buffer_bytes = 0;             ///< held
};

/// Needs a current context for its whole life. Buffers of a PreparedMap are uploaded when it is first seen and kept.
class Renderer {
public:
    Renderer();  ///< compiles the shaders; throws GraphicsError with the driver's log
    ~Renderer();
    Renderer(const Renderer&) = delete;
    Renderer& operator=(const Renderer&) = delete;

    /// A frame of a window is the ground and then the story of one view, drawn into framebuffer `target` (0: the window) of the
    /// scene's size, which holds nothing of use in between. After the story it is bound with the viewport as it was, nothing of
    /// ours besides and blending off. Both throw GraphicsError when the driver reports an error (out of memory, a framebuffer that
    /// cannot be drawn into) or the scene has no drawable size.
    enum class Redraw : std::uint8_t {
        Whole,  ///< all of it is drawn
        Moving  ///< copied from the frame before as far as that may be
    };
    /// What Composer::compose calls the ground; the rest of the scene is not looked at. Returns while it may still be drawn.
    /// Moving: copied where only the camera has moved, by whole px, or what lies over the ground, or the states of features, has
    /// changed; what comes into view and those features are drawn. Where the scale has changed its lines are a little coarser
    /// (Ground::draw_moving says how much). False where the camera moved it: such a picture may differ from a whole one by 6 / 255 in
    /// the glow and by rounding at soft edges, while zooming by 1 px in the place of lines, and Whole is for the frame in which the
    /// movement ends. True: it is the whole one to the byte.
    bool draw_ground(const cartography::Scene& scene, Redraw how, unsigned target = 0);
    /// All the rest, over the ground that was drawn last.
    void draw_story(const cartography::Scene& scene, unsigned target = 0);
    /// Draws it into an image, in tiles where the page is larger than the driver's limit or `max_tile` px; tiles and whole
    /// give the same pixels.
    [[nodiscard]] Image draw_image(const cartography::Scene& scene, int max_tile = 4096);
    [[nodiscard]] const FrameStats& stats() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace bordermap::render
