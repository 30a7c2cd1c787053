#include "render/gl/ground.hpp"

#include "cartography/ground_style.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <utility>

namespace bordermap::render {
namespace {

using cartography::Colour;
using cartography::glow_widths;
using cartography::kBeyondFade;
using cartography::kGlowCoarser;
using cartography::LineClass;
using cartography::Scene;
using cartography::Theme;

constexpr int kGlowCell = 32;          // px
constexpr double kWholePx = 1.0 / 64;  // nearer than this to a whole px a move is one

/// Px per fragment of the glow: it has no detail finer than a few px at scale 1. A power of two.
int glow_step(float scale) {
    int step = 1;
    while (step < 64 && static_cast<float>(step) * 2.0F <= 4.0F * scale) {
        step *= 2;
    }
    return step;
}

}  // namespace

/// One drawing of a part of the ground.
class GroundPass {
public:
    GroundPass(Ground& ground, DrawTexture& proximity, const Scene& scene, const MapBuffers& map, Frame& frame,
               const Tile& surface, const Tile& area)
        : ground_(ground),
          proximity_(proximity),
          scene_(scene),
          theme_(frame.theme()),
          map_(map),
          frame_(frame),
          surface_(surface),
          area_(area) {}
    /// Nearness to the border, into its texture.
    void draw_proximity();
    void draw_fills();
    void draw_lines();
    /// Only this part of the picture is drawn into.
    void scissor(const Tile& part) const {
        glScissor(part.left - surface_.left, surface_.top + surface_.height - part.top - part.height, part.width,
                  part.height);
    }

private:
    [[nodiscard]] std::vector<Tile> glow_areas() const;
    void draw_line_class(LineClass line_class, float width, const Colour& colour);
    void draw_beyond();

    Ground& ground_;
    DrawTexture& proximity_;
    const Scene& scene_;
    const Theme& theme_;
    const MapBuffers& map_;
    Frame& frame_;
    Tile surface_, area_;
    std::array<float, 4> proximity_place_{};
};

void GroundPass::draw_proximity() {
    // On a grid that is the same for every tile, and with sides of powers of two, so that a pixel's place in the texture is
    // exact and tiles equal the whole.
    const int step = glow_step(scene_.scale);
    const auto below = [step](int px) { return (px >= 0 ? px / step : -((step - 1 - px) / step)) * step; };
    Tile covered{below(area_.left) - step, below(area_.top) - step, 0, 0};
    covered.width =
        static_cast<int>(std::bit_ceil(static_cast<unsigned>((area_.left + area_.width - covered.left) / step + 2))) *
        step;
    covered.height =
        static_cast<int>(std::bit_ceil(static_cast<unsigned>((area_.top + area_.height - covered.top) / step + 2))) *
        step;
    glActiveTexture(GL_TEXTURE0 + kProximityUnit);
    proximity_.resize(covered.width / step, covered.height / step);
    proximity_place_ = {static_cast<float>(covered.left), static_cast<float>(covered.top + covered.height),
                        1.0F / static_cast<float>(covered.width), 1.0F / static_cast<float>(covered.height)};
    glBindFramebuffer(GL_FRAMEBUFFER, proximity_.framebuffer());
    const std::array<float, 4> zero{};
    glClearBufferfv(GL_COLOR, 0, zero.data());
    if (!scene_.show_glow) {
        return;
    }
    const std::array<float, 3> widths = glow_widths(scene_);
    const float reach = *std::max_element(widths.begin(), widths.end());
    const LineBuffers* border = map_.lines(LineClass::Border, scene_.view.metres_per_px * kGlowCoarser);
    if (border == nullptr || !(reach > 0)) {
        return;
    }
    frame_.look_at(covered, covered, step);
    glEnable(GL_BLEND);
    glBlendEquation(GL_MAX);
    ground_.glow_.use();
    ground_.glow_.set("reach", reach);
    ground_.glow_.set("glow_widths", widths[0], widths[1], widths[2]);
    const std::uint64_t drawn = border->draw(view_box(scene_.view, area_, static_cast<double>(reach) + 2.0 * step),
                                             ground_.glow_, kRecordUnit, frame_.stats.draw_calls);
    frame_.stats.segments += drawn;
    frame_.stats.triangles += 2 * drawn;
    glBlendEquation(GL_FUNC_ADD);
    glDisable(GL_BLEND);
}

/// Squares of kGlowCell px of the tile that the glow may reach, gathered into rectangles of one row each.
std::vector<Tile> GroundPass::glow_areas() const {
    std::vector<Tile> areas;
    if (!scene_.show_glow) {
        return areas;
    }
    const std::vector<cartography::LineLevel>& levels = map_.map->lines[static_cast<std::size_t>(LineClass::Border)];
    if (levels.empty()) {
        return areas;
    }
    // Nowhere beyond may the proximity differ from 0.
    const std::array<float, 3> widths = glow_widths(scene_);
    const double reach =
        static_cast<double>(*std::max_element(widths.begin(), widths.end())) + 2.0 * glow_step(scene_.scale);
    const int columns = (area_.width + kGlowCell - 1) / kGlowCell;
    const int rows = (area_.height + kGlowCell - 1) / kGlowCell;
    std::vector<std::uint8_t> reached(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows), 0);
    const auto cell = [](double px, int count) {
        return std::clamp(static_cast<int>(std::floor(px / kGlowCell)), 0, count - 1);
    };
    const auto at = [columns](int x, int y) {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(x);
    };
    const auto mark = [&](glm::dvec2 a, glm::dvec2 b) {
        const glm::dvec2 low = glm::min(a, b) - reach - glm::dvec2(area_.left, area_.top);
        const glm::dvec2 high = glm::max(a, b) + reach - glm::dvec2(area_.left, area_.top);
        if (high.x < 0 || high.y < 0 || low.x >= area_.width || low.y >= area_.height) {
            return;
        }
        for (int y = cell(low.y, rows); y <= cell(high.y, rows); ++y) {
            for (int x = cell(low.x, columns); x <= cell(high.x, columns); ++x) {
                reached[at(x, y)] = 1;
            }
        }
    };
    const ViewBox box = view_box(scene_.view, area_, reach);
    const auto as_of = static_cast<float>(scene_.as_of);
    for (const cartography::LineSegment& piece :
         cartography::level_for(levels, scene_.view.metres_per_px * kGlowCoarser).segments) {
        const cartography::Chunk bounds{glm::min(piece.a, piece.b), glm::max(piece.a, piece.b), 0, 0};
        if (!(piece.from_day <= as_of && as_of < piece.to_day) || !box.meets(bounds)) {
            continue;
        }
        // A long piece in short steps: its own rectangle could be the whole picture.
        const glm::dvec2 a = scene_.view.to_px(piece.a);
        const glm::dvec2 b = scene_.view.to_px(piece.b);
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
            areas.push_back({area_.left + left, area_.top + top, std::min(x * kGlowCell, area_.width) - left,
                             std::min(top + kGlowCell, area_.height) - top});
        }
    }
    return areas;
}

void GroundPass::draw_fills() {
    const FillBuffers* neighbours = map_.neighbour_fills(scene_.view.metres_per_px);
    const FillBuffers* boundaries = map_.boundary_fills(scene_.view.metres_per_px);
    const auto fills = rgba<3>({theme_.context_land, theme_.fill_vn, theme_.fill_la});
    const auto glows = rgba<3>({theme_.context_land, theme_.glow_vn, theme_.glow_la});
    const auto highlights = rgba<4>(cartography::ground_highlights(theme_));
    const auto dim = rgba(theme_.dim);
    static_assert(cartography::kAreaFills == 8, "area_fills of land.vert");
    const auto area_fills = rgba(scene_.area_fills);
    for (const Program* program : {&ground_.land_, &ground_.glow_land_}) {
        program->use();
        program->set4("fills", fills.data(), 3);
        program->set4("glows", glows.data(), 3);
        program->set4("highlights", highlights.data(), 4);
        program->set4("area_fills", area_fills.data(), static_cast<int>(cartography::kAreaFills));
        program->set4("dim", dim.data(), 1);
        program->set("state_count", static_cast<int>(ground_.uploaded_states_.size()));
        program->set("has_states", true);
    }
    ground_.glow_land_.set4("proximity_place", proximity_place_.data(), 1);
    glActiveTexture(GL_TEXTURE0 + kProximityUnit);
    glBindTexture(GL_TEXTURE_2D, proximity_.texture());
    ground_.states_.bind(kStateUnit);

    const ViewBox box = view_box(scene_.view, area_, 1.0);
    ground_.land_.use();
    if (neighbours != nullptr) {
        ground_.land_.set("has_states", false);
        frame_.stats.triangles += neighbours->draw(box, nullptr, frame_.stats.draw_calls);
        ground_.land_.set("has_states", true);
    }
    if (boundaries != nullptr) {
        frame_.stats.triangles += boundaries->draw(box, &scene_.features, frame_.stats.draw_calls);
        // Once more where the glow lies, and only there: a fill that reads the proximity costs three times a plain one.
        ground_.glow_land_.use();
        for (const Tile& area : glow_areas()) {
            scissor(area);
            frame_.stats.triangles +=
                boundaries->draw(view_box(scene_.view, area, 1.0), &scene_.features, frame_.stats.draw_calls);
        }
        scissor(area_);
    }
    frame_.bind_quads();
}

void GroundPass::draw_line_class(LineClass line_class, float width, const Colour& colour) {
    const LineBuffers* buffers = map_.lines(line_class, scene_.view.metres_per_px);
    if (buffers == nullptr || !(width > 0)) {
        return;
    }
    // A line thinner than a pixel fades instead of shimmering.
    const float half = 0.5F * std::max(width, 1.0F);
    const auto paint = rgba(colour.with_alpha(colour.a * std::min(width, 1.0F)));
    ground_.line_.set4("line_colour", paint.data(), 1);
    ground_.line_.set("half_width", half);
    ground_.line_.set("reach", half + 1.0F);
    const std::uint64_t drawn = buffers->draw(view_box(scene_.view, area_, static_cast<double>(half) + 1.0),
                                              ground_.line_, kRecordUnit, frame_.stats.draw_calls);
    frame_.stats.segments += drawn;
    frame_.stats.triangles += 2 * drawn;
}

void GroundPass::draw_beyond() {
    const cartography::Bounds& known = map_.map->context;
    const ViewBox box = view_box(scene_.view, area_, 0.0);
    if (!known.valid() || (box.min.x >= known.min.x + kBeyondFade && box.max.x <= known.max.x - kBeyondFade &&
                           box.min.y >= known.min.y + kBeyondFade && box.max.y <= known.max.y - kBeyondFade)) {
        return;
    }
    const glm::vec2 north_west(scene_.view.to_px({known.min.x, known.max.y}));
    const glm::vec2 south_east(scene_.view.to_px({known.max.x, known.min.y}));
    ground_.beyond_.use();
    const std::array<float, 4> edges{north_west.x, north_west.y, south_east.x, south_east.y};
    ground_.beyond_.set4("known", edges.data(), 1);
    ground_.beyond_.set("fade", static_cast<float>(kBeyondFade / scene_.view.metres_per_px));
    const auto tone = rgba(cartography::beyond_tone(theme_));
    ground_.beyond_.set4("tone", tone.data(), 1);
    frame_.quads(1);
}

void GroundPass::draw_lines() {
    const std::array<cartography::GroundLine, 8> lines = cartography::ground_lines(theme_);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const cartography::GroundLine& line = lines.at(i);
        if (i == cartography::kFirstOfTheTwo) {
            draw_beyond();
        }
        ground_.line_.use();
        if (scene_.show_lines.at(static_cast<std::size_t>(line.line_class))) {
            draw_line_class(line.line_class, line.width * scene_.scale, line.colour);
        }
    }
}

Ground::Ground() {
    for (const Program* program : {&land_, &glow_land_, &beyond_, &line_, &glow_}) {
        Frame::prepare(*program);
    }
}

void Ground::upload(const Scene& scene, Frame& frame) {
    static_assert(sizeof(cartography::FeatureState) == 8, "two texels of four bytes");
    if (uploaded_states_ == scene.features && states_version_ > 0) {
        return;
    }
    uploaded_states_ = scene.features;
    ++states_version_;
    states_.upload(uploaded_states_.data(), uploaded_states_.size() * sizeof(cartography::FeatureState),
                   GL_DYNAMIC_DRAW);
    frame.stats.bytes_uploaded += states_.bytes();
}

std::uint64_t Ground::bytes() const {
    return proximity_.bytes() + strip_proximity_.bytes() + states_.bytes() + kept_[0].bytes() + kept_[1].bytes();
}

void Ground::draw(const Scene& scene, const MapBuffers* map, Frame& frame, GLuint target, const Tile& surface,
                  const Tile& area) {
    const bool part = !(area == surface);
    const auto sea = rgba(frame.theme().sea.with_alpha(1.0F));
    if (map == nullptr) {
        frame.look_at_picture(surface);
        glBindFramebuffer(GL_FRAMEBUFFER, target);
        glClearBufferfv(GL_COLOR, 0, sea.data());
        return;
    }
    GroundPass pass(*this, part ? strip_proximity_ : proximity_, scene, *map, frame, surface, area);
    glDisable(GL_BLEND);
    pass.draw_proximity();
    frame.look_at_picture(surface);
    glBindFramebuffer(GL_FRAMEBUFFER, target);
    glEnable(GL_SCISSOR_TEST);
    pass.scissor(area);
    glClearBufferfv(GL_COLOR, 0, sea.data());
    pass.draw_fills();
    glEnable(GL_BLEND);
    pass.draw_lines();
    glDisable(GL_SCISSOR_TEST);
}

std::optional<glm::ivec2> Ground::kept_offset(const Look& look, const cartography::View& view) const {
    if (kept_look_ != look) {
        return std::nullopt;
    }
    const glm::dvec2 moved{(kept_centre_.x - view.centre.x) / view.metres_per_px,
                           (view.centre.y - kept_centre_.y) / view.metres_per_px};
    const glm::dvec2 whole = glm::round(moved);
    if (std::abs(moved.x - whole.x) > kWholePx || std::abs(moved.y - whole.y) > kWholePx ||
        std::abs(whole.x) >= view.size_px.x || std::abs(whole.y) >= view.size_px.y) {
        return std::nullopt;
    }
    return glm::ivec2(whole);
}

bool Ground::draw_moving(const Scene& scene, const MapBuffers* map, Frame& frame, GLuint target) {
    const cartography::View& view = scene.view;
    const Tile picture{0, 0, static_cast<int>(std::round(view.size_px.x)),
                       static_cast<int>(std::round(view.size_px.y))};
    const Look look{scene.map,          &frame.theme(),  states_version_, scene.area_fills,
                    scene.show_lines,   scene.show_glow, scene.scale,     scene.as_of,
                    view.metres_per_px, view.size_px,    view.middle_px};
    const std::optional<glm::ivec2> offset = kept_offset(look, view);
    glActiveTexture(GL_TEXTURE0 + kProximityUnit);
    const auto copy = [](GLuint from, GLuint to, const Tile& part, glm::ivec2 to_corner) {
        glBindFramebuffer(GL_READ_FRAMEBUFFER, from);
        glBindFramebuffer(GL_DRAW_FRAMEBUFFER, to);
        glBlitFramebuffer(part.left, part.top, part.left + part.width, part.top + part.height, to_corner.x, to_corner.y,
                          to_corner.x + part.width, to_corner.y + part.height, GL_COLOR_BUFFER_BIT, GL_NEAREST);
    };
    if (!offset) {
        kept_look_.reset();
        kept_[kept_now_].resize(picture.width, picture.height);
        draw(scene, map, frame, kept_[kept_now_].framebuffer(), picture, picture);
        kept_look_ = look;
        kept_centre_ = view.centre;
        kept_exact_ = true;
    } else if (*offset != glm::ivec2(0, 0)) {
        const std::size_t next = 1 - kept_now_;
        kept_[next].resize(picture.width, picture.height);
        const glm::ivec2 by = *offset;
        const Tile still{std::max(-by.x, 0), std::max(by.y, 0), picture.width - std::abs(by.x),
                         picture.height - std::abs(by.y)};  // rows upwards, as OpenGL counts them
        glDisable(GL_SCISSOR_TEST);
        copy(kept_[kept_now_].framebuffer(), kept_[next].framebuffer(), still, {std::max(by.x, 0), std::max(-by.y, 0)});
        if (by.x != 0) {
            const int width = std::abs(by.x);
            draw(scene, map, frame, kept_[next].framebuffer(), picture,
                 {by.x > 0 ? 0 : picture.width - width, 0, width, picture.height});
        }
        if (by.y != 0) {
            const int height = std::abs(by.y);
            draw(scene, map, frame, kept_[next].framebuffer(), picture,
                 {0, by.y > 0 ? 0 : picture.height - height, picture.width, height});
        }
        kept_now_ = next;
        kept_exact_ = false;
        kept_centre_ -= glm::dvec2(by.x, -by.y) * view.metres_per_px;
    }
    glDisable(GL_SCISSOR_TEST);
    copy(kept_[kept_now_].framebuffer(), target, picture, {0, 0});
    glBindFramebuffer(GL_FRAMEBUFFER, target);
    frame.look_at_picture(picture);
    return kept_exact_ && kept_centre_ == view.centre;
}

}  // namespace bordermap::render
