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

constexpr double kZoomCoarser = 2.5;   // of 0.4 px
constexpr double kWholePx = 1.0 / 64;  // nearer than this to a whole px a move is one

/// Px per fragment of the glow: it has no detail finer than a few px at scale 1. A power of two.
int glow_step(float scale) {
    int step = 1;
    while (step < 64 && static_cast<float>(step) * 2.0F <= 4.0F * scale) {
        step *= 2;
    }
    return step;
}

/// The part of the picture that a plane rectangle takes, and a px around it.
Tile part_of(const Tile& picture, const cartography::View& view, const ViewBox& box) {
    const glm::dvec2 from = view.to_px({box.min.x, box.max.y});
    const glm::dvec2 to = view.to_px({box.max.x, box.min.y});
    const auto within = [](double px, int size) {
        return static_cast<int>(std::clamp(px, 0.0, static_cast<double>(size)));
    };
    const int left = within(std::floor(from.x) - 1, picture.width);
    const int top = within(std::floor(from.y) - 1, picture.height);
    return {left, top, within(std::ceil(to.x) + 1, picture.width) - left,
            within(std::ceil(to.y) + 1, picture.height) - top};
}

/// Adds an area; those that meet become one, so that no pixel is drawn twice.
void join(std::vector<Tile>& areas, Tile area) {
    for (std::size_t i = 0; i < areas.size();) {
        const Tile& other = areas[i];
        if (area.left < other.left + other.width && other.left < area.left + area.width &&
            area.top < other.top + other.height && other.top < area.top + area.height) {
            const int right = std::max(area.left + area.width, other.left + other.width);
            const int bottom = std::max(area.top + area.height, other.top + other.height);
            area.left = std::min(area.left, other.left);
            area.top = std::min(area.top, other.top);
            area.width = right - area.left;
            area.height = bottom - area.top;
            areas.erase(areas.begin() + static_cast<std::ptrdiff_t>(i));
            i = 0;
        } else {
            ++i;
        }
    }
    areas.push_back(area);
}

/// What of a rectangle lies around one in it: above, left, right, below.
std::vector<Tile> bands_around(const Tile& outer, const Tile& inner) {
    const int right = outer.left + outer.width;
    const int bottom = outer.top + outer.height;
    const int inner_right = inner.left + inner.width;
    const int inner_bottom = inner.top + inner.height;
    std::vector<Tile> bands{{outer.left, outer.top, outer.width, inner.top - outer.top},
                            {outer.left, inner.top, inner.left - outer.left, inner.height},
                            {inner_right, inner.top, right - inner_right, inner.height},
                            {outer.left, inner_bottom, outer.width, bottom - inner_bottom}};
    std::erase_if(bands, [](const Tile& band) { return band.width <= 0 || band.height <= 0; });
    return bands;
}

}  // namespace

/// One drawing of a part of the ground.
class GroundPass {
public:
    GroundPass(Ground& ground, DrawTexture& proximity, const Scene& scene, const MapBuffers& map, Frame& frame,
               const Tile& surface, const Tile& area, double coarser)
        : ground_(ground),
          proximity_(proximity),
          scene_(scene),
          theme_(frame.theme()),
          map_(map),
          frame_(frame),
          surface_(surface),
          area_(area),
          coarser_(coarser) {}
    /// Nearness to the border, into its texture.
    void draw_proximity();
    void draw_fills();
    void draw_lines();
    /// Only this part of the picture is drawn into.
    void scissor(const Tile& part) const {
        glScissor(part.left - surface_.left, rows_below(part, surface_), part.width, part.height);
    }

private:
    [[nodiscard]] double glow_reach() const;
    void draw_line_class(LineClass line_class, float width, const Colour& colour);
    void draw_beyond();

    Ground& ground_;
    DrawTexture& proximity_;
    const Scene& scene_;
    const Theme& theme_;
    const MapBuffers& map_;
    Frame& frame_;
    Tile surface_, area_;
    double coarser_ = 1;
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
    frame_.settle();
}

/// m from the border beyond which the proximity is 0; 0 without glow.
double GroundPass::glow_reach() const {
    const std::vector<cartography::LineLevel>& levels = map_.map->lines[static_cast<std::size_t>(LineClass::Border)];
    const std::array<float, 3> widths = glow_widths(scene_);
    const auto reach = static_cast<double>(*std::max_element(widths.begin(), widths.end()));
    if (!scene_.show_glow || levels.empty() || !(reach > 0)) {
        return 0;
    }
    const double metres_per_px = scene_.view.metres_per_px;
    const cartography::LineLevel& drawn = cartography::level_for(levels, metres_per_px * kGlowCoarser);
    return (reach + 2.0 * glow_step(scene_.scale)) * metres_per_px + static_cast<double>(drawn.tolerance_m);
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
    for (std::size_t layer = 0; neighbours != nullptr && layer < neighbours->layers(); ++layer) {
        ground_.land_.use();
        ground_.land_.set("has_states", false);
        frame_.stats.triangles += neighbours->draw(layer, box, nullptr, frame_.stats.draw_calls);
        ground_.land_.set("has_states", true);
    }
    const double reach = glow_reach();
    for (std::size_t layer = 0; boundaries != nullptr && layer < boundaries->layers(); ++layer) {
        // A fill that reads the proximity costs three times a plain one: only what the glow may reach is drawn so.
        if (reach > 0) {
            ground_.glow_land_.use();
            frame_.stats.triangles +=
                boundaries->draw(layer, box, &scene_.features, frame_.stats.draw_calls, FillBuffers::Runs::Near, reach);
        }
        ground_.land_.use();
        frame_.stats.triangles += boundaries->draw(layer, box, &scene_.features, frame_.stats.draw_calls,
                                                   reach > 0 ? FillBuffers::Runs::Far : FillBuffers::Runs::All, reach);
    }
    frame_.bind_quads();
}

void GroundPass::draw_line_class(LineClass line_class, float width, const Colour& colour) {
    const LineBuffers* buffers = map_.lines(line_class, scene_.view.metres_per_px * coarser_);
    if (buffers == nullptr || !(width > 0)) {
        return;
    }
    // A line thinner than a pixel fades instead of shimmering.
    const float half = 0.5F * std::max(width, 1.0F);
    const auto paint = rgba(colour.with_alpha(colour.a * std::min(width, 1.0F)));
    ground_.line_.set4("line_colour", paint.data(), 1);
    ground_.line_.set("half_width", half);
    ground_.line_.set("reach", half + kSoftEdge);
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
    const glm::dvec2 north_west = scene_.view.to_px({known.min.x, known.max.y});
    const glm::dvec2 south_east = scene_.view.to_px({known.max.x, known.min.y});
    const double fade = kBeyondFade / scene_.view.metres_per_px;
    ground_.beyond_.use();
    const std::array<float, 4> edges{static_cast<float>(north_west.x), static_cast<float>(north_west.y),
                                     static_cast<float>(south_east.x), static_cast<float>(south_east.y)};
    ground_.beyond_.set4("known", edges.data(), 1);
    ground_.beyond_.set("fade", static_cast<float>(fade));
    const auto tone = rgba(cartography::beyond_tone(theme_));
    ground_.beyond_.set4("tone", tone.data(), 1);
    // Whole px within the area, `inset` px inside the known.
    const auto inside = [&](double inset) {
        const auto within = [](double px, int low, int high) {
            return static_cast<int>(std::clamp(px, static_cast<double>(low), static_cast<double>(high)));
        };
        const int right = area_.left + area_.width;
        const int bottom = area_.top + area_.height;
        const int x = within(std::ceil(north_west.x + inset), area_.left, right);
        const int y = within(std::ceil(north_west.y + inset), area_.top, bottom);
        return Tile{x, y, within(std::floor(south_east.x - inset), x, right) - x,
                    within(std::floor(south_east.y - inset), y, bottom) - y};
    };
    // To blend costs three times what it costs to fill: nothing is blended in the middle, where nothing fades, and beyond the
    // known, where nothing is left.
    const Tile known_px = inside(0);
    for (const Tile& band : bands_around(known_px, inside(fade + 1))) {
        const std::array<float, 4> sides{static_cast<float>(band.left), static_cast<float>(band.top),
                                         static_cast<float>(band.left + band.width),
                                         static_cast<float>(band.top + band.height)};
        ground_.beyond_.set4("band", sides.data(), 1);
        frame_.quads(1);
    }
    for (const Tile& band : bands_around(area_, known_px)) {
        scissor(band);
        glClearBufferfv(GL_COLOR, 0, tone.data());
    }
    scissor(area_);
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
    if (uploaded_states_ == scene.features && states_.bytes() > 0) {
        return;
    }
    uploaded_states_ = scene.features;
    states_.upload(uploaded_states_.data(), uploaded_states_.size() * sizeof(cartography::FeatureState),
                   GL_DYNAMIC_DRAW);
    frame.stats.bytes_uploaded += states_.bytes();
}

std::uint64_t Ground::bytes() const {
    return proximity_.bytes() + strip_proximity_.bytes() + states_.bytes() + pictures_[0].bytes() +
           pictures_[1].bytes();
}

void Ground::draw(const Scene& scene, const MapBuffers* map, Frame& frame, GLuint target, const Tile& surface,
                  const Tile& area, double coarser) {
    const bool part = !(area == surface);
    const auto sea = rgba(frame.theme().sea.with_alpha(1.0F));
    if (map == nullptr) {
        frame.look_at_picture(surface);
        glBindFramebuffer(GL_FRAMEBUFFER, target);
        glClearBufferfv(GL_COLOR, 0, sea.data());
        return;
    }
    GroundPass pass(*this, part ? strip_proximity_ : proximity_, scene, *map, frame, surface, area, coarser);
    glDisable(GL_BLEND);
    pass.draw_proximity();
    frame.look_at_picture(surface);
    glBindFramebuffer(GL_FRAMEBUFFER, target);
    glEnable(GL_SCISSOR_TEST);
    pass.scissor(area);
    glClearBufferfv(GL_COLOR, 0, sea.data());
    pass.draw_fills();
    glFlush();  // software OpenGL fills while the lines are prepared
    glEnable(GL_BLEND);
    pass.draw_lines();
    glDisable(GL_SCISSOR_TEST);
}

std::optional<glm::ivec2> Ground::kept_offset(const Look& look, const cartography::View& view) const {
    if (look_ != look) {
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

bool Ground::differs_in_scale_alone(const Look& look) const {
    if (!look_ || look_->metres_per_px == look.metres_per_px) {
        return false;
    }
    Look same_scale = *look_;
    same_scale.metres_per_px = look.metres_per_px;
    return same_scale == look;
}

void Ground::draw_kept(const Scene& scene, const MapBuffers* map, Frame& frame, const Tile& picture) {
    pictures_[kept_now_].resize(picture.width, picture.height);
    draw(scene, map, frame, pictures_[kept_now_].framebuffer(), picture, picture);
    kept_centre_ = scene.view.centre;
    kept_exact_ = true;
}

void Ground::move_kept(const Scene& scene, const MapBuffers* map, Frame& frame, const Tile& picture, glm::ivec2 by) {
    const std::size_t next = 1 - kept_now_;
    pictures_[next].resize(picture.width, picture.height);
    const Tile still{std::max(-by.x, 0), std::max(by.y, 0), picture.width - std::abs(by.x),
                     picture.height - std::abs(by.y)};  // rows upwards, as OpenGL counts them
    copy_pixels(pictures_[kept_now_].framebuffer(), pictures_[next].framebuffer(), still.left, still.top, still.width,
                still.height, std::max(by.x, 0), std::max(-by.y, 0));
    if (by.x != 0) {
        const int width = std::abs(by.x);
        draw(scene, map, frame, pictures_[next].framebuffer(), picture,
             {by.x > 0 ? 0 : picture.width - width, 0, width, picture.height});
    }
    if (by.y != 0) {
        const int height = std::abs(by.y);
        draw(scene, map, frame, pictures_[next].framebuffer(), picture,
             {0, by.y > 0 ? 0 : picture.height - height, picture.width, height});
    }
    kept_now_ = next;
    kept_exact_ = false;
    kept_centre_ -= glm::dvec2(by.x, -by.y) * scene.view.metres_per_px;
}

std::vector<Tile> Ground::changed_areas(const Scene& scene, const MapBuffers* map, const Tile& picture) const {
    std::vector<Tile> areas;
    if (map == nullptr || kept_states_ == scene.features) {
        return areas;
    }
    if (kept_states_.size() != scene.features.size()) {
        return {picture};
    }
    for (std::size_t i = 0; i < kept_states_.size(); ++i) {
        const bool seen = kept_states_[i].visible != 0 || scene.features[i].visible != 0;
        if (seen && kept_states_[i] != scene.features[i] && i < map->feature_boxes.size()) {
            const Tile area = part_of(picture, scene.view, map->feature_boxes[i]);
            if (area.width > 0 && area.height > 0) {
                join(areas, area);
            }
        }
    }
    std::int64_t px = 0;
    for (const Tile& area : areas) {
        px += std::int64_t{area.width} * area.height;
    }
    return 2 * px > std::int64_t{picture.width} * picture.height ? std::vector<Tile>{picture} : areas;
}

bool Ground::draw_moving(const Scene& scene, const MapBuffers* map, Frame& frame, GLuint target, bool whole) {
    const cartography::View& view = scene.view;
    const Tile picture = picture_of(view);
    const Look look{scene.map,   &frame.theme(), scene.area_fills,   scene.show_lines, scene.show_glow,
                    scene.scale, scene.as_of,    view.metres_per_px, view.size_px,     view.middle_px};
    const bool zooming = !whole && differs_in_scale_alone(look);
    const std::optional<glm::ivec2> offset = whole || !kept_ ? std::nullopt : kept_offset(look, view);
    kept_ = false;  // until it is whole again: drawing may throw
    look_ = look;
    if (zooming) {
        // Not kept: the next frame is of another scale, or is drawn whole.
        draw(scene, map, frame, target, picture, picture, kZoomCoarser);
        return false;
    }
    glActiveTexture(GL_TEXTURE0 + kProximityUnit);
    if (!offset) {
        draw_kept(scene, map, frame, picture);
    } else {
        if (*offset != glm::ivec2(0, 0)) {
            move_kept(scene, map, frame, picture, *offset);
        }
        for (const Tile& area : changed_areas(scene, map, picture)) {
            draw(scene, map, frame, pictures_[kept_now_].framebuffer(), picture, area);
        }
    }
    kept_states_ = scene.features;
    kept_ = true;
    return kept_exact_ && kept_centre_ == view.centre;
}

void Ground::show(Frame& frame, GLuint target, const Tile& picture) const {
    if (kept_) {
        copy_pixels(pictures_[kept_now_].framebuffer(), target, 0, 0, picture.width, picture.height, 0, 0);
    }
    glBindFramebuffer(GL_FRAMEBUFFER, target);
    frame.look_at_picture(picture);
}

}  // namespace bordermap::render
