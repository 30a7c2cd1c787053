#include "render/gl/renderer.hpp"

#include "render/gl/context.hpp"
#include "render/gl/gl_objects.hpp"
#include "render/gl/map_buffers.hpp"
#include "render/gl/overlay_stream.hpp"
#include "render/gl/symbol_table.hpp"

#include <algorithm>
#include <array>
#include <bit>
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
using cartography::LineClass;
using cartography::Scene;
using cartography::Theme;

// Texture units, fixed for all programs.
constexpr GLuint kStreamUnit = 0;
constexpr GLuint kRecordUnit = 1;  // line pieces, incidents
constexpr GLuint kStateUnit = 2;   // feature states, incident passes
constexpr GLuint kProximityUnit = 3;
constexpr GLuint kSymbolUnit = 4;
constexpr GLuint kAtlasUnit = 5;

constexpr double kGlowCoarser = 4.0;              // blurred as it is, the glow may lie 1.6 px beside the line
constexpr double kBeyondFade = 120'000.0;         ///< m over which the map fades out before its context data ends
constexpr int kGlowCell = 32;                     // px
constexpr int kRingSides = 32;                    // as in ring.vert
constexpr std::uint32_t kManyIncidents = 20'000;  // beyond, a point of one vertex each instead of a rectangle of four

/// std140 image of the uniform block in frame.glsl.
struct FrameBlock {
    glm::vec4 centre, place, clip, tile, days;
};

/// The part of the picture that the framebuffer holds: px, y down.
struct Tile {
    int left = 0, top = 0, width = 0, height = 0;
};

struct PictureSize {
    int width = 0, height = 0;
};

PictureSize size_of(const Scene& scene) {
    const double width = std::round(scene.view.size_px.x);
    const double height = std::round(scene.view.size_px.y);
    if (!(width >= 1 && height >= 1 && width <= 32768 && height <= 32768)) {
        throw GraphicsError(
            fmt::format("a picture of {} x {} px cannot be drawn; 1 to 32768 px a side can", width, height));
    }
    if (!(scene.view.metres_per_px > 0) || !std::isfinite(scene.view.metres_per_px)) {
        throw GraphicsError(fmt::format("a map of {} m per px cannot be drawn", scene.view.metres_per_px));
    }
    return {static_cast<int>(width), static_cast<int>(height)};
}

/// Px per fragment of the glow: it has no detail finer than a few px at scale 1. A power of two.
int glow_step(float scale) {
    int step = 1;
    while (step < 64 && static_cast<float>(step) * 2.0F <= 4.0F * scale) {
        step *= 2;
    }
    return step;
}

/// The theme's glow widths in px. From above 250 m per px on they shrink to 0.6: there the border winds so closely that full
/// widths run into each other.
std::array<float, 3> glow_widths(const Scene& scene, const Theme& theme) {
    const double coarseness = scene.view.metres_per_px * static_cast<double>(scene.scale) / 250.0;
    const auto shrink = static_cast<float>(std::clamp(1.0 - 0.2 * std::log2(coarseness), 0.6, 1.0));
    std::array<float, 3> widths = theme.glow_widths;
    for (float& width : widths) {
        width *= shrink * scene.scale;
    }
    return widths;
}

std::array<float, 4> rgba(const Colour& c) {
    return {c.r, c.g, c.b, c.a};
}

template <std::size_t N>
std::array<float, 4 * N> rgba(const std::array<Colour, N>& colours) {
    std::array<float, 4 * N> all{};
    for (std::size_t i = 0; i < N; ++i) {
        const std::array<float, 4> one = rgba(colours.at(i));
        std::copy(one.begin(), one.end(), all.begin() + static_cast<std::ptrdiff_t>(4 * i));
    }
    return all;
}

float high_part(double value) {
    return static_cast<float>(value);
}
float low_part(double value) {
    return static_cast<float>(value - static_cast<double>(high_part(value)));
}

/// A texture that framebuffers draw into, made again when the size changes.
class DrawTexture {
public:
    explicit DrawTexture(GLenum internal_format) : internal_format_(internal_format) {}
    void resize(int width, int height) {
        if (width == width_ && height == height_) {
            return;
        }
        width_ = width;
        height_ = height;
        glActiveTexture(GL_TEXTURE0 + kProximityUnit);
        glBindTexture(GL_TEXTURE_2D, texture_.get());
        glTexImage2D(GL_TEXTURE_2D, 0, static_cast<GLint>(internal_format_), width, height, 0,
                     internal_format_ == GL_R8 ? GL_RED : GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
        glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_.get());
        glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture_.get(), 0);
        if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE) {
            width_ = height_ = 0;
            throw GraphicsError(fmt::format("the graphics driver ({}) has no framebuffer of {} x {} px",
                                            gl_description(), width, height));
        }
    }
    [[nodiscard]] GLuint texture() const { return texture_.get(); }
    [[nodiscard]] GLuint framebuffer() const { return framebuffer_.get(); }
    [[nodiscard]] std::uint64_t bytes() const {
        return static_cast<std::uint64_t>(width_) * static_cast<std::uint64_t>(height_) *
               (internal_format_ == GL_R8 ? 1U : 4U);
    }

private:
    Texture texture_;
    Framebuffer framebuffer_;
    GLenum internal_format_;
    int width_ = 0, height_ = 0;
};

}  // namespace

struct Renderer::Impl {
    Program land{{"land.vert"}, {"plain.frag"}};
    Program glow_land{{"land.vert"}, {"fragment.glsl", "glow_land.frag"}};
    Program beyond{{"beyond.vert"}, {"fragment.glsl", "beyond.frag"}};
    Program line{{"line.vert"}, {"fragment.glsl", "line.frag"}};
    Program glow{{"line.vert"}, {"fragment.glsl", "glow.frag"}};
    Program rect{{"rect.vert"}, {"fragment.glsl", "rect.frag"}};
    Program ring_inside{{"ring.vert"}, {"ring_inside.frag"}};
    Program ring{{"ring.vert"}, {"fragment.glsl", "ring.frag"}};
    Program polyline{{"polyline.vert"}, {"fragment.glsl", "polyline.frag"}};
    Program symbol{{"symbol.vert"}, {"fragment.glsl", "symbol.glsl", "symbol.frag"}};
    Program incident{{"incident.vert"}, {"fragment.glsl", "symbol.glsl", "symbol.frag"}};
    Program text{{"text.vert"}, {"fragment.glsl", "text.frag"}};

    Buffer frame_block;
    Buffer quads;
    VertexArray quad_array;
    Texture symbols;
    Texture atlas;
    DrawTexture proximity{GL_R8};
    std::array<float, 4> proximity_place{};

    BufferTexture stream{GL_RGBA32F};
    std::vector<glm::vec4> streamed, next_stream;
    BufferTexture states{GL_RGBA8UI};
    std::vector<cartography::FeatureState> uploaded_states;
    std::vector<BufferTexture> passes;  // as MapBuffers::incidents
    std::vector<std::uint8_t> uploaded_passes;
    const cartography::GlyphAtlas* uploaded_atlas = nullptr;
    std::uint64_t atlas_version = 0;
    std::uint64_t atlas_bytes = 0;
    std::optional<MapBuffers> map;

    GLint max_viewport = 0;
    float subpixels = 256;
    FrameStats stats;

    // Where the parts of the scene lie in the stream.
    OverlayRanges marks, furniture, emphasis;
    StreamRange categories;

    Impl();

    void upload(const Scene& scene);
    void upload_map(const Scene& scene);
    void upload_atlas(const Scene& scene);
    void upload_stream(const Scene& scene);
    void paint_tile(const Scene& scene, const PictureSize& size, const Tile& tile, GLuint target);

    [[nodiscard]] ViewBox view_box(const Scene& scene, const Tile& tile, double pad_px) const;
    void begin();
    /// Clip space covers `covered`; the framebuffer holds `tile`, each fragment a square of that many px.
    void look_at(const Scene& scene, const Tile& covered, const Tile& tile, int px_per_fragment);
    void draw_proximity(const Scene& scene, const Theme& theme, const Tile& tile);
    [[nodiscard]] std::vector<Tile> glow_areas(const Scene& scene, const Theme& theme, const Tile& tile) const;
    void draw_fills(const Scene& scene, const Theme& theme, const Tile& tile);
    void draw_beyond(const Scene& scene, const Theme& theme, const Tile& tile);
    void draw_lines(const Scene& scene, const Theme& theme, const Tile& tile);
    void draw_line_class(const Scene& scene, const Tile& tile, LineClass line_class, float width, const Colour& colour);
    void draw_overlay(const OverlayRanges& ranges, const Scene* scene_with_incidents);
    void draw_incidents(const Scene& scene);
    void draw_symbols(const StreamRange& range);
    void emphasise(const Scene& scene, model::Index index, const Colour& accent, cartography::Overlay& overlay) const;
    void quads_of(const StreamRange& range, std::uint32_t per_record = 1);
    void finish();
};

Renderer::Impl::Impl() {
    collect_driver_messages();
    std::array<GLint, 2> limits{};
    glGetIntegerv(GL_MAX_VIEWPORT_DIMS, limits.data());
    max_viewport = std::min(limits[0], limits[1]);
    GLint bits = 8;
    glGetIntegerv(GL_SUBPIXEL_BITS, &bits);
    subpixels = static_cast<float>(1 << std::clamp(bits, 4, 8));

    glBindBuffer(GL_UNIFORM_BUFFER, frame_block.get());
    glBufferData(GL_UNIFORM_BUFFER, sizeof(FrameBlock), nullptr, GL_DYNAMIC_DRAW);
    glBindBuffer(GL_UNIFORM_BUFFER, 0);

    glBindVertexArray(quad_array.get());
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, quads.get());
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, static_cast<GLsizeiptr>(quad_indices().size() * sizeof(std::uint16_t)),
                 quad_indices().data(), GL_STATIC_DRAW);
    glBindVertexArray(0);

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
         {&land, &glow_land, &line, &glow, &rect, &ring_inside, &ring, &polyline, &symbol, &incident, &text}) {
        program->use();
        program->set("stream", static_cast<int>(kStreamUnit));
        program->set("segments", static_cast<int>(kRecordUnit));
        program->set("incidents", static_cast<int>(kRecordUnit));
        program->set("states", static_cast<int>(kStateUnit));
        program->set("passes", static_cast<int>(kStateUnit));
        program->set("proximity", static_cast<int>(kProximityUnit));
        program->set("symbols", static_cast<int>(kSymbolUnit));
        program->set("atlas", static_cast<int>(kAtlasUnit));
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
        uploaded_states.clear();
        uploaded_passes.clear();
        passes.clear();
        stats.geometry_bytes_uploaded += map->bytes;
        stats.bytes_uploaded += map->bytes;
        states.upload(nullptr, 0, GL_DYNAMIC_DRAW);
        check_gl("uploading the map");
    }
    static_assert(sizeof(cartography::FeatureState) == 4, "one texel of four bytes");
    const auto same = [](const cartography::FeatureState& a, const cartography::FeatureState& b) {
        return a.visible == b.visible && a.side == b.side && a.veil == b.veil && a.highlight == b.highlight;
    };
    if (!std::equal(uploaded_states.begin(), uploaded_states.end(), scene.features.begin(), scene.features.end(),
                    same)) {
        uploaded_states = scene.features;
        states.upload(uploaded_states.data(), uploaded_states.size() * sizeof(cartography::FeatureState),
                      GL_DYNAMIC_DRAW);
        stats.bytes_uploaded += states.bytes();
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
            stats.bytes_uploaded += bits.bytes();
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
        stats.bytes_uploaded += atlas_bytes;
        check_gl("uploading the glyphs");
    }
    uploaded_atlas = scene.atlas.get();
    atlas_version = glyphs.version();
}

/// A ring of the accent colour and the symbol once more, larger: drawn over the incidents.
void Renderer::Impl::emphasise(const Scene& scene, model::Index index, const Colour& accent,
                               cartography::Overlay& overlay) const {
    if (!scene.map || !scene.theme || index >= scene.map->incidents.size() || index >= scene.incident_pass.size() ||
        scene.incident_pass[index] == 0) {
        return;
    }
    const cartography::PointInstance& record = scene.map->incidents[index];
    const bool dated = record.from_day < record.to_day;
    const bool in_window =
        record.from_day < static_cast<float>(scene.window.to) && static_cast<float>(scene.window.from) < record.to_day;
    if (record.category >= scene.categories.size() || !scene.categories[record.category].visible ||
        (dated && !in_window) || !std::isfinite(record.at.x) || !std::isfinite(record.at.y)) {
        return;
    }
    const float size = scene.incident_size * scene.scale;
    const glm::vec2 at = glm::vec2(scene.view.to_px(record.at)) + record.spread * size;
    cartography::RingMark circle;
    circle.at = at;
    circle.radius = size * 1.05F;
    circle.fill = accent.with_alpha(0.16F);
    circle.stroke = accent.with_alpha(1.0F);
    circle.stroke_width = 2.2F * scene.scale;
    circle.gap = 0;
    overlay.rings.push_back(circle);
    cartography::SymbolMark symbol_mark;
    symbol_mark.at = at;
    symbol_mark.size = size * 1.25F;
    symbol_mark.shape = scene.categories[record.category].shape;
    symbol_mark.fill = scene.categories[record.category].colour;
    symbol_mark.halo = scene.theme->halo;
    symbol_mark.halo_width = scene.theme->symbol_halo * scene.scale;
    overlay.symbols.push_back(symbol_mark);
}

void Renderer::Impl::upload_stream(const Scene& scene) {
    next_stream.clear();
    categories = append(scene.categories, next_stream);
    marks = append(scene.marks, scene.atlas.get(), next_stream);
    cartography::Overlay emphasised;
    if (scene.show_incidents && scene.theme != nullptr) {
        if (scene.hovered_incident != scene.selected_incident) {
            emphasise(scene, scene.hovered_incident, scene.theme->hover, emphasised);
        }
        emphasise(scene, scene.selected_incident, scene.theme->selected, emphasised);
    }
    emphasis = append(emphasised, nullptr, next_stream);
    furniture = append(scene.furniture, scene.atlas.get(), next_stream);
    if (next_stream != streamed || stream.bytes() == 0) {
        std::swap(streamed, next_stream);
        stream.upload(streamed.data(), streamed.size() * sizeof(glm::vec4), GL_STREAM_DRAW);
        stats.bytes_uploaded += stream.bytes();
        check_gl("uploading the overlay");
    }
}

void Renderer::Impl::upload(const Scene& scene) {
    upload_map(scene);
    upload_atlas(scene);
    upload_stream(scene);
    stats.buffer_bytes = (map ? map->bytes : 0) + stream.bytes() + states.bytes() + uploaded_passes.size() +
                         atlas_bytes + symbol_table().size() * 2 + quad_indices().size() * sizeof(std::uint16_t);
}

ViewBox Renderer::Impl::view_box(const Scene& scene, const Tile& tile, double pad_px) const {
    const glm::dvec2 top_left = scene.view.to_metres({tile.left - pad_px, tile.top - pad_px});
    const glm::dvec2 bottom_right =
        scene.view.to_metres({tile.left + tile.width + pad_px, tile.top + tile.height + pad_px});
    return {{top_left.x, bottom_right.y}, {bottom_right.x, top_left.y}};
}

void Renderer::Impl::look_at(const Scene& scene, const Tile& covered, const Tile& tile, int px_per_fragment) {
    const cartography::View& view = scene.view;
    const FrameBlock block{
        {high_part(view.centre.x), high_part(view.centre.y), low_part(view.centre.x), low_part(view.centre.y)},
        {static_cast<float>(view.middle_px.x), static_cast<float>(view.middle_px.y),
         static_cast<float>(1.0 / view.metres_per_px), scene.scale},
        {static_cast<float>(covered.left), static_cast<float>(covered.top), static_cast<float>(covered.width),
         static_cast<float>(covered.height)},
        {static_cast<float>(tile.left), static_cast<float>(tile.top + tile.height), subpixels,
         static_cast<float>(px_per_fragment)},
        {static_cast<float>(scene.as_of), static_cast<float>(scene.window.from), static_cast<float>(scene.window.to),
         0}};
    glBindBuffer(GL_UNIFORM_BUFFER, frame_block.get());
    glBufferData(GL_UNIFORM_BUFFER, sizeof(block), &block, GL_DYNAMIC_DRAW);
    glBindBufferBase(GL_UNIFORM_BUFFER, 0, frame_block.get());
    stats.bytes_uploaded += sizeof(block);
    glViewport((covered.left - tile.left) / px_per_fragment,
               ((tile.top + tile.height) - (covered.top + covered.height)) / px_per_fragment,
               covered.width / px_per_fragment, covered.height / px_per_fragment);
}

void Renderer::Impl::begin() {
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
    // The picture stays opaque whatever is blended onto it.
    glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);

    glActiveTexture(GL_TEXTURE0 + kSymbolUnit);
    glBindTexture(GL_TEXTURE_2D_ARRAY, symbols.get());
    glActiveTexture(GL_TEXTURE0 + kAtlasUnit);
    glBindTexture(GL_TEXTURE_2D, atlas.get());
    stream.bind(kStreamUnit);
    glBindVertexArray(quad_array.get());
}

void Renderer::Impl::quads_of(const StreamRange& range, std::uint32_t per_record) {
    const std::uint32_t count = static_cast<std::uint32_t>(range.count) * per_record;
    draw_quads(0, count, stats.draw_calls);
    stats.triangles += 2ULL * count;
}

void Renderer::Impl::draw_proximity(const Scene& scene, const Theme& theme, const Tile& tile) {
    // On a grid that is the same for every tile, and with sides of powers of two, so that a pixel's place in the texture is
    // exact and tiles equal the whole.
    const int step = glow_step(scene.scale);
    const auto below = [step](int px) { return (px >= 0 ? px / step : -((step - 1 - px) / step)) * step; };
    Tile covered{below(tile.left) - step, below(tile.top) - step, 0, 0};
    covered.width =
        static_cast<int>(std::bit_ceil(static_cast<unsigned>((tile.left + tile.width - covered.left) / step + 2))) *
        step;
    covered.height =
        static_cast<int>(std::bit_ceil(static_cast<unsigned>((tile.top + tile.height - covered.top) / step + 2))) *
        step;
    proximity.resize(covered.width / step, covered.height / step);
    proximity_place = {static_cast<float>(covered.left), static_cast<float>(covered.top + covered.height),
                       1.0F / static_cast<float>(covered.width), 1.0F / static_cast<float>(covered.height)};
    glBindFramebuffer(GL_FRAMEBUFFER, proximity.framebuffer());
    const std::array<float, 4> zero{};
    glClearBufferfv(GL_COLOR, 0, zero.data());
    if (!scene.show_glow || !map) {
        return;
    }
    const std::array<float, 3> widths = glow_widths(scene, theme);
    const float reach = *std::max_element(widths.begin(), widths.end());
    const LineBuffers* border = map->lines(LineClass::Border, scene.view.metres_per_px * kGlowCoarser);
    if (border == nullptr || !(reach > 0)) {
        return;
    }
    look_at(scene, covered, covered, step);
    glEnable(GL_BLEND);
    glBlendEquation(GL_MAX);
    glow.use();
    glow.set("reach", reach);
    glow.set("glow_widths", widths[0], widths[1], widths[2]);
    const std::uint64_t drawn = border->draw(view_box(scene, tile, static_cast<double>(reach) + 2.0 * step), glow,
                                             kRecordUnit, stats.draw_calls);
    stats.segments += drawn;
    stats.triangles += 2 * drawn;
    glBlendEquation(GL_FUNC_ADD);
    glDisable(GL_BLEND);
}

/// Squares of kGlowCell px of the tile that the glow may reach, gathered into rectangles of one row each.
std::vector<Tile> Renderer::Impl::glow_areas(const Scene& scene, const Theme& theme, const Tile& tile) const {
    std::vector<Tile> areas;
    if (!scene.show_glow || !map) {
        return areas;
    }
    const std::vector<cartography::LineLevel>& levels = map->map->lines[static_cast<std::size_t>(LineClass::Border)];
    if (levels.empty()) {
        return areas;
    }
    // Nowhere beyond may the proximity differ from 0.
    const std::array<float, 3> widths = glow_widths(scene, theme);
    const double reach =
        static_cast<double>(*std::max_element(widths.begin(), widths.end())) + 2.0 * glow_step(scene.scale);
    const int columns = (tile.width + kGlowCell - 1) / kGlowCell;
    const int rows = (tile.height + kGlowCell - 1) / kGlowCell;
    std::vector<std::uint8_t> reached(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows), 0);
    const auto cell = [](double px, int count) {
        return std::clamp(static_cast<int>(std::floor(px / kGlowCell)), 0, count - 1);
    };
    const auto at = [columns](int x, int y) {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(x);
    };
    const auto mark = [&](glm::dvec2 a, glm::dvec2 b) {
        const glm::dvec2 low = glm::min(a, b) - reach - glm::dvec2(tile.left, tile.top);
        const glm::dvec2 high = glm::max(a, b) + reach - glm::dvec2(tile.left, tile.top);
        if (high.x < 0 || high.y < 0 || low.x >= tile.width || low.y >= tile.height) {
            return;
        }
        for (int y = cell(low.y, rows); y <= cell(high.y, rows); ++y) {
            for (int x = cell(low.x, columns); x <= cell(high.x, columns); ++x) {
                reached[at(x, y)] = 1;
            }
        }
    };
    const ViewBox box = view_box(scene, tile, reach);
    const auto as_of = static_cast<float>(scene.as_of);
    for (const cartography::LineSegment& piece :
         cartography::level_for(levels, scene.view.metres_per_px * kGlowCoarser).segments) {
        const cartography::Chunk bounds{glm::min(piece.a, piece.b), glm::max(piece.a, piece.b), 0, 0};
        if (!(piece.from_day <= as_of && as_of < piece.to_day) || !box.meets(bounds)) {
            continue;
        }
        // A long piece in short steps: its own rectangle could be the whole picture.
        const glm::dvec2 a = scene.view.to_px(piece.a);
        const glm::dvec2 b = scene.view.to_px(piece.b);
        const int steps = std::clamp(static_cast<int>(glm::distance(a, b) / kGlowCell), 1, 1024);
        for (int i = 0; i < steps; ++i) {
            mark(glm::mix(a, b, static_cast<double>(i) / steps), glm::mix(a, b, static_cast<double>(i + 1) / steps));
        }
    }
    for (int y = 0; y < rows; ++y) {
        for (int x = 0; x < columns; ++x) {
            if (reached[at(x, y)] == 0) {
                continue;
            }
            const int first = x;
            while (x < columns && reached[at(x, y)] != 0) {
                ++x;
            }
            const int left = first * kGlowCell;
            const int top = y * kGlowCell;
            areas.push_back({tile.left + left, tile.top + top, std::min(x * kGlowCell, tile.width) - left,
                             std::min(top + kGlowCell, tile.height) - top});
        }
    }
    return areas;
}

void Renderer::Impl::draw_fills(const Scene& scene, const Theme& theme, const Tile& tile) {
    const FillBuffers* neighbours = map->neighbour_fills(scene.view.metres_per_px);
    const FillBuffers* boundaries = map->boundary_fills(scene.view.metres_per_px);
    const auto highlight = [](const Colour& c, float most) { return c.with_alpha(std::min(c.a, most)); };
    const auto fills = rgba<3>({theme.context_land, theme.fill_vn, theme.fill_la});
    const auto glows = rgba<3>({theme.context_land, theme.glow_vn, theme.glow_la});
    // A highlight tints the ground; it never hides which country it is.
    const auto highlights = rgba<4>(
        {Colour{0, 0, 0, 0}, Colour{0, 0, 0, 0}, highlight(theme.hover, 0.16F), highlight(theme.selected, 0.20F)});
    const auto dim = rgba(theme.dim);
    for (const Program* program : {&land, &glow_land}) {
        program->use();
        program->set4("fills", fills.data(), 3);
        program->set4("glows", glows.data(), 3);
        program->set4("highlights", highlights.data(), 4);
        program->set4("dim", dim.data(), 1);
        program->set("state_count", static_cast<int>(uploaded_states.size()));
        program->set("has_states", true);
    }
    glow_land.set4("proximity_place", proximity_place.data(), 1);
    glActiveTexture(GL_TEXTURE0 + kProximityUnit);
    glBindTexture(GL_TEXTURE_2D, proximity.texture());
    states.bind(kStateUnit);

    const ViewBox box = view_box(scene, tile, 1.0);
    land.use();
    if (neighbours != nullptr) {
        land.set("has_states", false);
        stats.triangles += neighbours->draw(box, nullptr, stats.draw_calls);
        land.set("has_states", true);
    }
    if (boundaries != nullptr) {
        stats.triangles += boundaries->draw(box, &scene.features, stats.draw_calls);
        // Once more where the glow lies, and only there: a fill that reads the proximity costs three times a plain one.
        glow_land.use();
        glEnable(GL_SCISSOR_TEST);
        for (const Tile& area : glow_areas(scene, theme, tile)) {
            glScissor(area.left - tile.left, tile.top + tile.height - area.top - area.height, area.width, area.height);
            stats.triangles += boundaries->draw(view_box(scene, area, 1.0), &scene.features, stats.draw_calls);
        }
        glDisable(GL_SCISSOR_TEST);
    }
    glBindVertexArray(quad_array.get());
}

void Renderer::Impl::draw_line_class(const Scene& scene, const Tile& tile, LineClass line_class, float width,
                                     const Colour& colour) {
    const LineBuffers* buffers = map->lines(line_class, scene.view.metres_per_px);
    if (buffers == nullptr || !(width > 0)) {
        return;
    }
    // A line thinner than a pixel fades instead of shimmering.
    const float half = 0.5F * std::max(width, 1.0F);
    const auto paint = rgba(colour.with_alpha(colour.a * std::min(width, 1.0F)));
    line.set4("line_colour", paint.data(), 1);
    line.set("half_width", half);
    line.set("reach", half + 1.0F);
    const std::uint64_t drawn =
        buffers->draw(view_box(scene, tile, static_cast<double>(half) + 1.0), line, kRecordUnit, stats.draw_calls);
    stats.segments += drawn;
    stats.triangles += 2 * drawn;
}

void Renderer::Impl::draw_beyond(const Scene& scene, const Theme& theme, const Tile& tile) {
    const cartography::Bounds& known = map->map->context;
    const ViewBox box = view_box(scene, tile, 0.0);
    if (!known.valid() || (box.min.x >= known.min.x + kBeyondFade && box.max.x <= known.max.x - kBeyondFade &&
                           box.min.y >= known.min.y + kBeyondFade && box.max.y <= known.max.y - kBeyondFade)) {
        return;
    }
    const glm::vec2 north_west(scene.view.to_px({known.min.x, known.max.y}));
    const glm::vec2 south_east(scene.view.to_px({known.max.x, known.min.y}));
    beyond.use();
    const std::array<float, 4> edges{north_west.x, north_west.y, south_east.x, south_east.y};
    beyond.set4("known", edges.data(), 1);
    beyond.set("fade", static_cast<float>(kBeyondFade / scene.view.metres_per_px));
    const auto tone =
        rgba(Colour{0.5F * (theme.sea.r + theme.context_land.r), 0.5F * (theme.sea.g + theme.context_land.g),
                    0.5F * (theme.sea.b + theme.context_land.b), 1.0F});
    beyond.set4("tone", tone.data(), 1);
    draw_quads(0, 1, stats.draw_calls);
}

void Renderer::Impl::draw_lines(const Scene& scene, const Theme& theme, const Tile& tile) {
    struct Style {
        LineClass line_class = LineClass::Outline;
        float width = 0;
        Colour colour;
    };
    // The casing takes the fill's place beside the border; the border comes last, over everything that meets it.
    const std::array<Style, 8> styles{{{LineClass::Neighbour, theme.outline_width, theme.context_line},
                                       {LineClass::District, theme.district_width, theme.district_line},
                                       {LineClass::RiverMinor, theme.river_minor_width, theme.river},
                                       {LineClass::RiverMajor, theme.river_major_width, theme.river},
                                       {LineClass::Province, theme.province_width, theme.province_line},
                                       {LineClass::Outline, theme.outline_width, theme.outline},
                                       {LineClass::Border, theme.border_casing_width, theme.border_casing},
                                       {LineClass::Border, theme.border_width, theme.border}}};
    for (const Style& style : styles) {
        if (style.line_class == LineClass::District) {
            draw_beyond(scene, theme, tile);  // over the context, under the two countries' lines
        }
        line.use();
        if (scene.show_lines.at(static_cast<std::size_t>(style.line_class))) {
            draw_line_class(scene, tile, style.line_class, style.width * scene.scale, style.colour);
        }
    }
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
            ++stats.draw_calls;
        } else {
            draw_quads(0, part.count, stats.draw_calls);
            stats.triangles += 2ULL * part.count;
        }
    }
}

void Renderer::Impl::draw_symbols(const StreamRange& range) {
    if (range.count > 0) {
        symbol.use();
        symbol.set("base", range.base);
        quads_of(range);
    }
}

void Renderer::Impl::draw_overlay(const OverlayRanges& ranges, const Scene* scene_with_incidents) {
    if (ranges.rects.count > 0) {
        rect.use();
        rect.set("base", ranges.rects.base);
        quads_of(ranges.rects);
    }
    if (ranges.rings.count > 0) {
        for (const Program* program : {&ring_inside, &ring}) {
            const bool inside = program == &ring_inside;
            program->use();
            program->set("base", ranges.rings.base);
            program->set("inside_pass", inside);
            quads_of(ranges.rings, inside ? kRingSides / 2 : kRingSides);
        }
    }
    if (ranges.pieces.count > 0) {
        polyline.use();
        polyline.set("base", ranges.pieces.base);
        polyline.set("marks", ranges.polyline_marks.base);
        // Casings of all first, so that none cuts through another line.
        for (const bool casing : {true, false}) {
            if (!casing || ranges.casings) {
                polyline.set("casing_pass", casing);
                quads_of(ranges.pieces);
                stats.segments += static_cast<std::uint64_t>(ranges.pieces.count);
            }
        }
    }
    if (scene_with_incidents != nullptr) {
        draw_incidents(*scene_with_incidents);
        draw_overlay(emphasis, nullptr);
    }
    draw_symbols(ranges.symbols);
    if (ranges.glyphs.count > 0 && atlas_bytes > 0) {
        text.use();
        text.set("base", ranges.glyphs.base);
        text.set("marks", ranges.text_marks.base);
        const std::uint64_t texels = atlas_bytes / cartography::GlyphAtlas::kWidth;
        text.set("atlas_scale", 1.0F / static_cast<float>(cartography::GlyphAtlas::kWidth),
                 1.0F / static_cast<float>(texels));
        text.set("field_em", cartography::GlyphAtlas::kSpreadPixels / cartography::GlyphAtlas::kPixelsPerEm);
        for (const bool halo : {true, false}) {
            if (!halo || ranges.halos) {
                text.set("halo_pass", halo);
                quads_of(ranges.glyphs);
            }
        }
    }
}

void Renderer::Impl::paint_tile(const Scene& scene, const PictureSize& size, const Tile& tile, GLuint target) {
    const Theme& theme = scene.theme != nullptr ? *scene.theme : cartography::theme("light");
    begin();
    draw_proximity(scene, theme, tile);
    // Clip space covers the whole picture, also for a tile: then the driver rounds and clips every vertex alike, and tiles
    // equal the whole. Only where the driver's viewport is too small for that does it cover the tile alone.
    const bool whole = std::max(size.width, size.height) <= max_viewport;
    look_at(scene, whole ? Tile{0, 0, size.width, size.height} : tile, tile, 1);
    glBindFramebuffer(GL_FRAMEBUFFER, target);
    const std::array<float, 4> sea{theme.sea.r, theme.sea.g, theme.sea.b, 1.0F};
    glClearBufferfv(GL_COLOR, 0, sea.data());
    if (map) {
        draw_fills(scene, theme, tile);
        glEnable(GL_BLEND);
        draw_lines(scene, theme, tile);
    }
    glEnable(GL_BLEND);
    draw_overlay(marks, &scene);
    draw_overlay(furniture, nullptr);
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

void Renderer::draw(const Scene& scene, unsigned target) {
    clear_gl_errors();
    std::array<GLint, 4> viewport{};
    glGetIntegerv(GL_VIEWPORT, viewport.data());
    const PictureSize size = size_of(scene);
    impl_->stats = {};
    impl_->upload(scene);
    impl_->paint_tile(scene, size, {0, 0, size.width, size.height}, target);
    glViewport(viewport[0], viewport[1], viewport[2], viewport[3]);
    impl_->stats.buffer_bytes += impl_->proximity.bytes();
    check_gl("drawing the map");
}

Image Renderer::draw_image(const Scene& scene, int max_tile) {
    clear_gl_errors();
    const PictureSize size = size_of(scene);
    std::array<GLint, 4> viewport{};
    GLint draw_framebuffer = 0;
    GLint read_framebuffer = 0;
    glGetIntegerv(GL_VIEWPORT, viewport.data());
    glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &draw_framebuffer);
    glGetIntegerv(GL_READ_FRAMEBUFFER_BINDING, &read_framebuffer);
    GLint limit = 0;
    glGetIntegerv(GL_MAX_TEXTURE_SIZE, &limit);
    const int most = std::max(std::min({max_tile, static_cast<int>(limit), static_cast<int>(impl_->max_viewport)}), 16);

    Image image;
    image.width = size.width;
    image.height = size.height;
    const std::size_t row = static_cast<std::size_t>(size.width) * 4;
    image.pixels.resize(row * static_cast<std::size_t>(size.height));

    impl_->stats = {};
    impl_->upload(scene);
    {
        DrawTexture surface(GL_RGBA8);
        glPixelStorei(GL_PACK_ALIGNMENT, 4);
        glPixelStorei(GL_PACK_ROW_LENGTH, size.width);
        for (int top = 0; top < size.height; top += most) {
            for (int left = 0; left < size.width; left += most) {
                const Tile tile{left, top, std::min(most, size.width - left), std::min(most, size.height - top)};
                surface.resize(tile.width, tile.height);
                impl_->paint_tile(scene, size, tile, surface.framebuffer());
                // OpenGL's rows go upwards: the picture is gathered upside down and turned once at the end.
                const auto below = static_cast<std::size_t>(size.height - tile.top - tile.height);
                glReadPixels(0, 0, tile.width, tile.height, GL_RGBA, GL_UNSIGNED_BYTE,
                             image.pixels.data() + below * row + static_cast<std::size_t>(tile.left) * 4);
                check_gl("drawing the picture");
            }
        }
        glPixelStorei(GL_PACK_ROW_LENGTH, 0);
        impl_->stats.buffer_bytes += impl_->proximity.bytes() + surface.bytes();
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
    return impl_->stats;
}

}  // namespace bordermap::render
