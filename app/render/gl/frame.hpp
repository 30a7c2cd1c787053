#pragma once
/// What every pass of a frame shares: the tile that the framebuffer holds, the uniform block, texture units, rectangles.

#include "cartography/scene.hpp"
#include "render/gl/map_buffers.hpp"
#include "render/gl/renderer.hpp"

#include <array>
#include <cstdint>

namespace bordermap::render {

// Texture units, fixed for all programs.
inline constexpr GLuint kStreamUnit = 0;
inline constexpr GLuint kRecordUnit = 1;  // line pieces, incidents
inline constexpr GLuint kStateUnit = 2;   // feature states, incident passes
inline constexpr GLuint kProximityUnit = 3;
inline constexpr GLuint kSymbolUnit = 4;
inline constexpr GLuint kAtlasUnit = 5;

/// Px beyond a shape that its soft edge may colour (half a px) and what the rasteriser's grid may shift: as in frame.glsl.
inline constexpr float kSoftEdge = 0.52F;

/// A part of the picture: px, y down.
struct Tile {
    int left = 0, top = 0, width = 0, height = 0;
    [[nodiscard]] bool operator==(const Tile&) const = default;
};
/// All of the picture: the view's size in whole px.
[[nodiscard]] Tile picture_of(const cartography::View& view);
/// Rows of `whole` below a part of it: OpenGL counts them upwards.
[[nodiscard]] constexpr int rows_below(const Tile& part, const Tile& whole) {
    return whole.top + whole.height - part.top - part.height;
}

[[nodiscard]] std::array<float, 4> rgba(const cartography::Colour& c);
template <std::size_t N>
[[nodiscard]] std::array<float, 4 * N> rgba(const std::array<cartography::Colour, N>& colours) {
    std::array<float, 4 * N> all{};
    for (std::size_t i = 0; i < N; ++i) {
        const std::array<float, 4> one = rgba(colours.at(i));
        std::copy(one.begin(), one.end(), all.begin() + static_cast<std::ptrdiff_t>(4 * i));
    }
    return all;
}

/// The plane rectangle that a part of the picture shows, and `pad_px` around it.
[[nodiscard]] ViewBox view_box(const cartography::View& view, const Tile& tile, double pad_px);

/// One per Renderer.
class Frame {
public:
    Frame();
    /// Tells a program its texture units.
    static void prepare(const Program& program);
    /// Nothing of the last user's state stays.
    void begin(const cartography::Scene& scene);
    /// Clip space covers `covered`; the framebuffer holds `tile`, each fragment a square of that many px.
    void look_at(const Tile& covered, const Tile& tile, int px_per_fragment);
    /// As above for the picture itself. Clip space then covers the whole picture, also for a tile: the driver rounds and clips
    /// every vertex alike, and tiles equal the whole. Only where the driver's viewport is too small for that does it cover
    /// the tile alone.
    void look_at_picture(const Tile& tile);
    /// Rectangles of four vertices each, numbered from 0.
    void bind_quads() const { glBindVertexArray(quad_array_.get()); }
    void quads(std::uint32_t count);
    /// To be called between drawing a picture and reading it. Software OpenGL waits at the reading until it has drawn not only that
    /// picture but all that was asked for: it waits here instead, when that is less. Other drivers keep the order themselves.
    void settle() const;

    [[nodiscard]] GLint max_viewport() const { return max_viewport_; }
    /// Of the scene; the light one when it has none.
    [[nodiscard]] const cartography::Theme& theme() const;
    FrameStats stats;

private:
    Buffer block_;
    Buffer quads_;
    VertexArray quad_array_;
    GLint max_viewport_ = 0;
    float subpixels_ = 256;
    bool in_software_ = false;
    const cartography::Scene* scene_ = nullptr;
};

}  // namespace bordermap::render
