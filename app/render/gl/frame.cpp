#include "render/gl/frame.hpp"

#include "render/gl/context.hpp"

#include <algorithm>
#include <cmath>
#include <glm/vec4.hpp>

namespace bordermap::render {
namespace {

/// std140 image of the uniform block in frame.glsl.
struct FrameBlock {
    glm::vec4 centre, place, clip, tile, days;
};

float high_part(double value) {
    return static_cast<float>(value);
}
float low_part(double value) {
    return static_cast<float>(value - static_cast<double>(high_part(value)));
}

}  // namespace

std::array<float, 4> rgba(const cartography::Colour& c) {
    return {c.r, c.g, c.b, c.a};
}

Tile picture_of(const cartography::View& view) {
    return {0, 0, static_cast<int>(std::round(view.size_px.x)), static_cast<int>(std::round(view.size_px.y))};
}

ViewBox view_box(const cartography::View& view, const Tile& tile, double pad_px) {
    const glm::dvec2 top_left = view.to_metres({tile.left - pad_px, tile.top - pad_px});
    const glm::dvec2 bottom_right = view.to_metres({tile.left + tile.width + pad_px, tile.top + tile.height + pad_px});
    return {{top_left.x, bottom_right.y}, {bottom_right.x, top_left.y}};
}

Frame::Frame() {
    std::array<GLint, 2> limits{};
    glGetIntegerv(GL_MAX_VIEWPORT_DIMS, limits.data());
    max_viewport_ = std::min(limits[0], limits[1]);
    GLint bits = 8;
    glGetIntegerv(GL_SUBPIXEL_BITS, &bits);
    subpixels_ = static_cast<float>(1 << std::clamp(bits, 4, 8));
    in_software_ = draws_in_software();

    glBindBuffer(GL_UNIFORM_BUFFER, block_.get());
    glBufferData(GL_UNIFORM_BUFFER, sizeof(FrameBlock), nullptr, GL_DYNAMIC_DRAW);
    glBindBuffer(GL_UNIFORM_BUFFER, 0);

    glBindVertexArray(quad_array_.get());
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, quads_.get());
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, static_cast<GLsizeiptr>(quad_indices().size() * sizeof(std::uint16_t)),
                 quad_indices().data(), GL_STATIC_DRAW);
    glBindVertexArray(0);
}

void Frame::prepare(const Program& program) {
    program.use();
    program.set("stream", static_cast<int>(kStreamUnit));
    program.set("segments", static_cast<int>(kRecordUnit));
    program.set("incidents", static_cast<int>(kRecordUnit));
    program.set("states", static_cast<int>(kStateUnit));
    program.set("passes", static_cast<int>(kStateUnit));
    program.set("proximity", static_cast<int>(kProximityUnit));
    program.set("symbols", static_cast<int>(kSymbolUnit));
    program.set("atlas", static_cast<int>(kAtlasUnit));
}

void Frame::begin(const cartography::Scene& scene) {
    scene_ = &scene;
    glDisable(GL_SCISSOR_TEST);
    glDisable(GL_DEPTH_TEST);
    glDisable(GL_STENCIL_TEST);
    glDisable(GL_CULL_FACE);
    glDisable(GL_FRAMEBUFFER_SRGB);
    glDisable(GL_MULTISAMPLE);
    glDisable(GL_BLEND);
    glEnable(GL_PROGRAM_POINT_SIZE);
    glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    glPolygonMode(GL_FRONT_AND_BACK, GL_FILL);
    // Of colours times their opacity (frame.glsl); the picture stays opaque whatever is blended onto it.
    glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    bind_quads();
}

void Frame::look_at(const Tile& covered, const Tile& tile, int px_per_fragment) {
    const cartography::Scene& scene = *scene_;
    const cartography::View& view = scene.view;
    const FrameBlock block{
        {high_part(view.centre.x), high_part(view.centre.y), low_part(view.centre.x), low_part(view.centre.y)},
        {static_cast<float>(view.middle_px.x), static_cast<float>(view.middle_px.y),
         static_cast<float>(1.0 / view.metres_per_px), scene.scale},
        {static_cast<float>(covered.left), static_cast<float>(covered.top), static_cast<float>(covered.width),
         static_cast<float>(covered.height)},
        {static_cast<float>(tile.left), static_cast<float>(tile.top + tile.height), subpixels_,
         static_cast<float>(px_per_fragment)},
        {static_cast<float>(scene.as_of), static_cast<float>(scene.window.from), static_cast<float>(scene.window.to),
         0}};
    glBindBuffer(GL_UNIFORM_BUFFER, block_.get());
    glBufferData(GL_UNIFORM_BUFFER, sizeof(block), &block, GL_DYNAMIC_DRAW);
    glBindBufferBase(GL_UNIFORM_BUFFER, 0, block_.get());
    stats.bytes_uploaded += sizeof(block);
    glViewport((covered.left - tile.left) / px_per_fragment, rows_below(covered, tile) / px_per_fragment,
               covered.width / px_per_fragment, covered.height / px_per_fragment);
}

void Frame::look_at_picture(const Tile& tile) {
    const Tile picture = picture_of(scene_->view);
    look_at(std::max(picture.width, picture.height) <= max_viewport_ ? picture : tile, tile, 1);
}

const cartography::Theme& Frame::theme() const {
    return scene_->theme != nullptr ? *scene_->theme : cartography::theme("light");
}

void Frame::settle() const {
    if (in_software_) {
        finish_drawing();
    }
}

void Frame::quads(std::uint32_t count) {
    draw_quads(0, count, stats.draw_calls);
    stats.triangles += 2ULL * count;
}

}  // namespace bordermap::render
