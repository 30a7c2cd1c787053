#include "render/gl/renderer.hpp"

#include "cartography/incident_marks.hpp"
#include "render/gl/context.hpp"
#include "render/gl/frame.hpp"
#include "render/gl/gl_objects.hpp"
#include "render/gl/ground.hpp"
#include "render/gl/map_buffers.hpp"
#include "render/gl/overlay_stream.hpp"
#include "render/gl/panels.hpp"
#include "render/gl/symbol_table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/vec4.hpp>
#include <optional>
#include <utility>

namespace bordermap::render {
namespace {

using cartography::Colour;
using cartography::Scene;

constexpr int kRingSides = 32;                             // as in ring.vert
enum class Parts : std::uint8_t { Whole, Edges, Inside };  // as in frame.glsl
constexpr std::uint32_t kManyIncidents = 20'000;  // beyond, a point of one vertex each instead of a rectangle of four

/// Throws what a picture that cannot be drawn has to say.
void check_drawable(const Scene& scene) {
    const double width = std::round(scene.view.size_px.x);
    const double height = std::round(scene.view.size_px.y);
    if (!(width >= 1 && height >= 1 && width <= 32768 && height <= 32768)) {
        throw GraphicsError(
            fmt::format("a picture of {} x {} px cannot be drawn; 1 to 32768 px a side can", width, height));
    }
    if (!(scene.view.metres_per_px > 0) || !std::isfinite(scene.view.metres_per_px)) {
        throw GraphicsError(fmt::format("a map of {} m per px cannot be drawn", scene.view.metres_per_px));
    }
}

}  // namespace

struct Renderer::Impl {
    Frame frame;
    Ground ground;
    Panels panels;
    Program rect{{"rect.vert"}, {"fragment.glsl", "rect.frag"}};
    Program rect_inside{{"rect.vert"}, {"inside.frag"}};
    Program ring_inside{{"ring.vert"}, {"inside.frag"}};
    Program ring{{"ring.vert"}, {"fragment.glsl", "ring.frag"}};
    Program polyline{{"polyline.vert"}, {"fragment.glsl", "polyline.frag"}};
    Program donut{{"donut.vert"}, {"fragment.glsl", "donut.frag"}};
    Program symbol{{"symbol.vert"}, {"fragment.glsl", "symbol.glsl", "symbol.frag"}};
    Program incident{{"incident.vert"}, {"fragment.glsl", "symbol.glsl", "symbol.frag"}};
    Program text_halo{{"text.vert"}, {"fragment.glsl", "text.glsl", "text_halo.frag"}};
    Program text{{"text.vert"}, {"fragment.glsl", "text.glsl", "text.frag"}};

    Texture symbols;
    Texture atlas;

    BufferTexture stream{GL_RGBA32F};
    std::vector<glm::vec4> streamed, next_stream;
    std::vector<BufferTexture> passes;  // as MapBuffers::incidents
    std::vector<std::uint8_t> uploaded_passes;
    const cartography::GlyphAtlas* uploaded_atlas = nullptr;
    std::uint64_t atlas_version = 0;
    std::uint64_t atlas_bytes = 0;
    std::optional<MapBuffers> map;

    // Where the parts of the scene lie in the stream.
    OverlayRanges marks, emphasis;
    StreamRange categories;

    Impl();

    /// What the story needs.
    void upload(const Scene& scene, bool keep_panels);
    void upload_map(const Scene& scene);
    void upload_passes(const Scene& scene);
    void upload_atlas(const Scene& scene);
    void upload_stream(const Scene& scene, bool keep_panels);
    void begin(const Scene& scene);
    [[nodiscard]] const MapBuffers* buffers() const { return map ? &*map : nullptr; }
    /// Everything but the ground into the framebuffer that is bound.
    void draw_story(const Scene& scene);
    /// Half a frame of a window; the viewport is as it was after.
    template <typename Draw>
    void draw_window(const Scene& scene, Draw draw);
    void draw_overlay(const OverlayRanges& ranges, const Scene* scene_with_incidents);
    void draw_incidents(const Scene& scene);
    void draw_shapes(const Program& program, const StreamRange& range, Parts parts, std::uint32_t quads);
    void draw_rects(const std::vector<RectRun>& runs);
    void draw_rings(const OverlayRanges& ranges);
    void draw_donuts(const OverlayRanges& ranges);
    void draw_symbols(const StreamRange& range);
    /// Halos of all first, so that none covers a letter.
    void draw_text(const OverlayRanges& ranges);
    void quads_of(const StreamRange& range, std::uint32_t per_record = 1);
    void finish();
};

Renderer::Impl::Impl() {
    collect_driver_messages();
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    glActiveTexture(GL_TEXTURE0 + kSymbolUnit);
    glBindTexture(GL_TEXTURE_2D_ARRAY, symbols.get());
    glTexImage3D(GL_TEXTURE_2D_ARRAY, 0, GL_R16F, kSymbolTexels, kSymbolTexels,
                 static_cast<GLsizei>(cartography::SymbolShape::Count), 0, GL_RED, GL_FLOAT, symbol_table().data());
    for (const auto& [name, value] : {std::pair{GL_TEXTURE_MIN_FILTER, GL_LINEAR},
                                      {GL_TEXTURE_MAG_FILTER, GL_LINEAR},
                                      {GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE},
                                      {GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE},
                                      {GL_TEXTURE_MAX_LEVEL, 0}}) {
        glTexParameteri(GL_TEXTURE_2D_ARRAY, static_cast<GLenum>(name), value);
    }
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);

    for (const Program* program :
         {&rect, &rect_inside, &ring_inside, &ring, &polyline, &donut, &symbol, &incident, &text_halo, &text}) {
        Frame::prepare(*program);
    }
    finish();
    check_gl("preparing the renderer");
}

void Renderer::Impl::upload_map(const Scene& scene) {
    if (!scene.map) {
        map.reset();
        return;
    }
    if (!map || map->map != scene.map) {
        map.reset();  // first, so that two maps are never held at once
        map.emplace(scene.map);
        uploaded_passes.clear();
        passes.clear();
        frame.stats.geometry_bytes_uploaded += map->bytes;
        frame.stats.bytes_uploaded += map->bytes;
        check_gl("uploading the map");
    }
    ground.upload(scene, frame);
}

void Renderer::Impl::upload_passes(const Scene& scene) {
    if (!map) {
        return;
    }
    // A short column says nothing of the rest: that rest does not pass.
    const bool pass_changed = passes.size() != map->incidents.size() || uploaded_passes != scene.incident_pass;
    if (scene.show_incidents && pass_changed) {
        uploaded_passes = scene.incident_pass;
        passes.clear();
        std::vector<std::uint8_t> padded = uploaded_passes;
        padded.resize(scene.map->incidents.size(), 0);
        for (const MapBuffers::IncidentPart& part : map->incidents) {
            BufferTexture& bits = passes.emplace_back(GL_R8UI);
            bits.upload(padded.data() + part.first, part.count, GL_DYNAMIC_DRAW);
            frame.stats.bytes_uploaded += bits.bytes();
        }
    }
}

void Renderer::Impl::upload_atlas(const Scene& scene) {
    if (!scene.atlas || (scene.atlas.get() == uploaded_atlas && scene.atlas->version() == atlas_version)) {
        return;
    }
    const cartography::GlyphAtlas& glyphs = *scene.atlas;
    if (glyphs.height() > 0) {
        glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
        glActiveTexture(GL_TEXTURE0 + kAtlasUnit);
        glBindTexture(GL_TEXTURE_2D, atlas.get());
        glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, cartography::GlyphAtlas::kWidth, glyphs.height(), 0, GL_RED,
                     GL_UNSIGNED_BYTE, glyphs.pixels().data());
        for (const auto& [name, value] : {std::pair{GL_TEXTURE_MIN_FILTER, GL_LINEAR},
                                          {GL_TEXTURE_MAG_FILTER, GL_LINEAR},
                                          {GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE},
                                          {GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE},
                                          {GL_TEXTURE_MAX_LEVEL, 0}}) {
            glTexParameteri(GL_TEXTURE_2D, static_cast<GLenum>(name), value);
        }
        glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
        atlas_bytes = glyphs.pixels().size();
        frame.stats.bytes_uploaded += atlas_bytes;
        check_gl("uploading the glyphs");
    }
    uploaded_atlas = scene.atlas.get();
    atlas_version = glyphs.version();
}

void Renderer::Impl::upload_stream(const Scene& scene, bool keep_panels) {
    next_stream.clear();
    categories = append(scene.categories, next_stream);
    marks = append(scene.marks, scene.atlas.get(), next_stream);
    const cartography::Overlay emphasised = cartography::incident_emphasis(scene);
    emphasis = append(emphasised, nullptr, next_stream);
    panels.append(scene, keep_panels, next_stream);
    if (next_stream != streamed || stream.bytes() == 0) {
        std::swap(streamed, next_stream);
        stream.upload(streamed.data(), streamed.size() * sizeof(glm::vec4), GL_STREAM_DRAW);
        frame.stats.bytes_uploaded += stream.bytes();
        check_gl("uploading the overlay");
    }
}

void Renderer::Impl::upload(const Scene& scene, bool keep_panels) {
    upload_passes(scene);
    upload_atlas(scene);
    upload_stream(scene, keep_panels);
    frame.stats.buffer_bytes = (map ? map->bytes : 0) + stream.bytes() + uploaded_passes.size() + atlas_bytes +
                               symbol_table().size() * 2 + quad_indices().size() * sizeof(std::uint16_t);
}

void Renderer::Impl::begin(const Scene& scene) {
    frame.begin(scene);
    glActiveTexture(GL_TEXTURE0 + kSymbolUnit);
    glBindTexture(GL_TEXTURE_2D_ARRAY, symbols.get());
    glActiveTexture(GL_TEXTURE0 + kAtlasUnit);
    glBindTexture(GL_TEXTURE_2D, atlas.get());
    stream.bind(kStreamUnit);
}

void Renderer::Impl::quads_of(const StreamRange& range, std::uint32_t per_record) {
    frame.quads(static_cast<std::uint32_t>(range.count) * per_record);
}

void Renderer::Impl::draw_incidents(const Scene& scene) {
    if (!scene.show_incidents || !map || !(scene.incident_size > 0)) {
        return;
    }
    const float size = scene.incident_size * scene.scale;
    const float halo = (scene.theme != nullptr ? scene.theme->symbol_halo : 0.0F) * scene.scale;
    std::array<GLfloat, 2> range{};
    glGetFloatv(GL_POINT_SIZE_RANGE, range.data());
    incident.use();
    incident.set("base", categories.base);
    incident.set("category_count", categories.count);
    incident.set("symbol_size", size);
    incident.set("spread", scene.spread_incidents ? size : 0.0F);
    incident.set("opacity", scene.incident_alpha);
    incident.set("halo_style", halo, 9.0F * scene.scale);
    const auto halo_colour = rgba(scene.theme != nullptr ? scene.theme->halo : Colour{1, 1, 1, 1});
    incident.set4("halo_colour", halo_colour.data(), 1);
    for (std::size_t i = 0; i < map->incidents.size(); ++i) {
        const MapBuffers::IncidentPart& part = map->incidents[i];
        part.records.bind(kRecordUnit);
        passes.at(i).bind(kStateUnit);
        const bool as_points = part.count > kManyIncidents && size + 2 * halo + 4 <= range[1];
        incident.set("as_points", as_points);
        if (as_points) {
            glDrawArrays(GL_POINTS, 0, static_cast<GLsizei>(part.count));
            ++frame.stats.draw_calls;
        } else {
            draw_quads(0, part.count, frame.stats.draw_calls);
            frame.stats.triangles += 2ULL * part.count;
        }
    }
}

void Renderer::Impl::draw_donuts(const OverlayRanges& ranges) {
    if (ranges.donuts.count > 0) {
        donut.use();
        donut.set("base", ranges.donuts.base);
        donut.set("shares", ranges.shares.base);
        quads_of(ranges.donuts);
    }
}

void Renderer::Impl::draw_symbols(const StreamRange& range) {
    if (range.count > 0) {
        symbol.use();
        symbol.set("base", range.base);
        quads_of(range);
    }
}

void Renderer::Impl::draw_shapes(const Program& program, const StreamRange& range, Parts parts, std::uint32_t quads) {
    if (range.count > 0) {
        program.use();
        program.set("base", range.base);
        program.set("parts", static_cast<int>(parts));
        quads_of(range, quads);
    }
}

void Renderer::Impl::draw_rects(const std::vector<RectRun>& runs) {
    for (const RectRun& run : runs) {
        if (run.large) {
            draw_shapes(rect_inside, run.range, Parts::Inside, 1);
            draw_shapes(rect, run.range, Parts::Edges, 4);
        } else {
            draw_shapes(rect, run.range, Parts::Whole, 1);
        }
    }
}

void Renderer::Impl::draw_rings(const OverlayRanges& ranges) {
    draw_shapes(ring_inside, ranges.large_rings, Parts::Inside, kRingSides / 2);
    draw_shapes(ring, ranges.large_rings, Parts::Edges, kRingSides);
    draw_shapes(ring, ranges.small_rings, Parts::Whole, 1);
}

void Renderer::Impl::draw_overlay(const OverlayRanges& ranges, const Scene* scene_with_incidents) {
    draw_rects(ranges.rects);
    draw_rings(ranges);
    if (ranges.pieces.count > 0) {
        polyline.use();
        polyline.set("base", ranges.pieces.base);
        polyline.set("marks", ranges.polyline_marks.base);
        // Casings of all first, so that none cuts through another line.
        for (const bool casing : {true, false}) {
            if (!casing || ranges.casings) {
                polyline.set("casing_pass", casing);
                quads_of(ranges.pieces);
                frame.stats.segments += static_cast<std::uint64_t>(ranges.pieces.count);
            }
        }
    }
    if (scene_with_incidents != nullptr) {
        draw_incidents(*scene_with_incidents);
        draw_overlay(emphasis, nullptr);
    }
    draw_donuts(ranges);
    draw_symbols(ranges.symbols);
    draw_text(ranges);
}

void Renderer::Impl::draw_text(const OverlayRanges& ranges) {
    if (ranges.glyphs.count == 0 || atlas_bytes == 0) {
        return;
    }
    const std::uint64_t texels = atlas_bytes / cartography::GlyphAtlas::kWidth;
    for (const Program* program : {&text_halo, &text}) {
        const bool halo = program == &text_halo;
        if (halo && !ranges.halos) {
            continue;
        }
        program->use();
        program->set("base", ranges.glyphs.base);
        program->set("marks", ranges.text_marks.base);
        program->set("atlas_scale", 1.0F / static_cast<float>(cartography::GlyphAtlas::kWidth),
                     1.0F / static_cast<float>(texels));
        program->set("field_em", cartography::GlyphAtlas::kSpreadPixels / cartography::GlyphAtlas::kPixelsPerEm);
        program->set("halo_pass", halo);
        quads_of(ranges.glyphs);
    }
}

void Renderer::Impl::draw_story(const Scene& scene) {
    glEnable(GL_BLEND);
    draw_overlay(marks, &scene);
    panels.draw_others([this](const OverlayRanges& panel) { draw_overlay(panel, nullptr); });
    draw_shapes(rect, panels.edges(), Parts::Edges, 4);
    finish();
}

/// Leaves nothing of ours bound for whoever draws next.
void Renderer::Impl::finish() {
    glBindVertexArray(0);
    glUseProgram(0);
    glDisable(GL_BLEND);
    glDisable(GL_PROGRAM_POINT_SIZE);
    for (const GLuint unit : {kStreamUnit, kRecordUnit, kStateUnit}) {
        glActiveTexture(GL_TEXTURE0 + unit);
        glBindTexture(GL_TEXTURE_BUFFER, 0);
    }
    glActiveTexture(GL_TEXTURE0 + kSymbolUnit);
    glBindTexture(GL_TEXTURE_2D_ARRAY, 0);
    for (const GLuint unit : {kProximityUnit, kAtlasUnit}) {
        glActiveTexture(GL_TEXTURE0 + unit);
        glBindTexture(GL_TEXTURE_2D, 0);
    }
    glActiveTexture(GL_TEXTURE0);
    glBindBufferBase(GL_UNIFORM_BUFFER, 0, 0);
    glBindBuffer(GL_UNIFORM_BUFFER, 0);
}

Renderer::Renderer() : impl_(std::make_unique<Impl>()) {}

Renderer::~Renderer() = default;

template <typename Draw>
void Renderer::Impl::draw_window(const Scene& scene, Draw draw) {
    clear_gl_errors();
    std::array<GLint, 4> viewport{};
    glGetIntegerv(GL_VIEWPORT, viewport.data());
    check_drawable(scene);
    draw();
    glViewport(viewport[0], viewport[1], viewport[2], viewport[3]);
    check_gl("drawing the map");
}

bool Renderer::draw_ground(const Scene& scene, Redraw how, unsigned target) {
    bool exact = false;
    impl_->draw_window(scene, [&] {
        impl_->frame.stats = {};
        impl_->upload_map(scene);
        impl_->begin(scene);
        exact = impl_->ground.draw_moving(scene, impl_->buffers(), impl_->frame, target, how == Redraw::Whole);
        impl_->finish();
    });
    glFlush();  // drawn while the rest of the scene is composed
    return exact;
}

void Renderer::draw_story(const Scene& scene, unsigned target) {
    impl_->draw_window(scene, [&] {
        impl_->upload(scene, true);
        impl_->begin(scene);
        impl_->panels.renew(impl_->frame, [this](const OverlayRanges& panel) { impl_->draw_overlay(panel, nullptr); });
        impl_->ground.show(impl_->frame, target, picture_of(scene.view));
        impl_->draw_story(scene);
        impl_->panels.show(target);  // last: software OpenGL waits here for all that is drawn
        impl_->frame.stats.buffer_bytes += impl_->ground.bytes() + impl_->panels.bytes();
    });
}

Image Renderer::draw_image(const Scene& scene, int max_tile) {
    clear_gl_errors();
    check_drawable(scene);
    const Tile size = picture_of(scene.view);
    std::array<GLint, 4> viewport{};
    GLint draw_framebuffer = 0;
    GLint read_framebuffer = 0;
    glGetIntegerv(GL_VIEWPORT, viewport.data());
    glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &draw_framebuffer);
    glGetIntegerv(GL_READ_FRAMEBUFFER_BINDING, &read_framebuffer);
    GLint limit = 0;
    glGetIntegerv(GL_MAX_TEXTURE_SIZE, &limit);
    const int most =
        std::max(std::min({max_tile, static_cast<int>(limit), static_cast<int>(impl_->frame.max_viewport())}), 16);

    Image image;
    image.width = size.width;
    image.height = size.height;
    const std::size_t row = static_cast<std::size_t>(size.width) * 4;
    image.pixels.resize(row * static_cast<std::size_t>(size.height));

    impl_->frame.stats = {};
    impl_->upload_map(scene);
    impl_->upload(scene, false);
    {
        DrawTexture surface(GL_RGBA8);
        glPixelStorei(GL_PACK_ALIGNMENT, 4);
        glPixelStorei(GL_PACK_ROW_LENGTH, size.width);
        for (int top = 0; top < size.height; top += most) {
            for (int left = 0; left < size.width; left += most) {
                const Tile tile{left, top, std::min(most, size.width - left), std::min(most, size.height - top)};
                surface.resize(tile.width, tile.height);
                impl_->begin(scene);
                impl_->ground.draw(scene, impl_->buffers(), impl_->frame, surface.framebuffer(), tile, tile);
                impl_->draw_story(scene);
                // OpenGL's rows go upwards: the picture is gathered upside down and turned once at the end.
                const auto below = static_cast<std::size_t>(rows_below(tile, size));
                glReadPixels(0, 0, tile.width, tile.height, GL_RGBA, GL_UNSIGNED_BYTE,
                             image.pixels.data() + below * row + static_cast<std::size_t>(tile.left) * 4);
                check_gl("drawing the picture");
            }
        }
        glPixelStorei(GL_PACK_ROW_LENGTH, 0);
        impl_->frame.stats.buffer_bytes += impl_->ground.bytes() + surface.bytes();
    }
    for (std::size_t top = 0, bottom = static_cast<std::size_t>(size.height) - 1; top < bottom; ++top, --bottom) {
        const auto upper = image.pixels.begin() + static_cast<std::ptrdiff_t>(top * row);
        const auto lower = image.pixels.begin() + static_cast<std::ptrdiff_t>(bottom * row);
        std::swap_ranges(upper, upper + static_cast<std::ptrdiff_t>(row), lower);
    }
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, static_cast<GLuint>(draw_framebuffer));
    glBindFramebuffer(GL_READ_FRAMEBUFFER, static_cast<GLuint>(read_framebuffer));
    glViewport(viewport[0], viewport[1], viewport[2], viewport[3]);
    return image;
}

const FrameStats& Renderer::stats() const {
    return impl_->frame.stats;
}

}  // namespace bordermap::render
