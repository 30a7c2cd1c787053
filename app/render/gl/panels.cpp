#include "render/gl/panels.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace bordermap::render {
namespace {

/// Whole px that nothing below a panel shines through: its ground without what the stroke and the corners take, as in rect.vert
/// or a px more. Empty where the ground is not as Scene::furniture says or shows nowhere.
std::optional<Tile> inside_of(const cartography::Overlay& panel, const Tile& picture) {
    if (panel.rects.empty() || panel.rects.front().fill.a < 1) {
        return std::nullopt;
    }
    const cartography::RectMark& ground = panel.rects.front();
    const float stroke = ground.stroke_width > 0 ? 0.5F * std::max(ground.stroke_width, 1.0F) : 0.0F;
    const float edge = std::max(ground.radius, stroke + kSoftEdge) + 0.25F;
    const auto within = [](float px, int size) {
        return static_cast<int>(std::clamp(px, 0.0F, static_cast<float>(size)));
    };
    const int left = within(std::ceil(ground.min.x + edge), picture.width);
    const int top = within(std::ceil(ground.min.y + edge), picture.height);
    const Tile inside{left, top, within(std::floor(ground.max.x - edge), picture.width) - left,
                      within(std::floor(ground.max.y - edge), picture.height) - top};
    return inside.width > 0 && inside.height > 0 ? std::optional(inside) : std::nullopt;
}

}  // namespace

void Panels::append(const cartography::Scene& scene, bool keep, std::vector<glm::vec4>& stream) {
    const Tile whole = picture_of(scene.view);
    others_.clear();
    renewed_.clear();
    looks_.clear();
    if (keep && (whole != whole_ || scene.atlas.get() != atlas_)) {
        drawn_.clear();
        whole_ = whole;
        atlas_ = scene.atlas.get();
    }
    cartography::Overlay grounds;
    for (const cartography::Overlay& panel : scene.furniture) {
        const std::optional<Tile> inside = keep ? inside_of(panel, whole) : std::nullopt;
        if (!inside) {
            others_.push_back(render::append(panel, scene.atlas.get(), stream));
            continue;
        }
        grounds.rects.push_back(panel.rects.front());
        Look look{*inside, {}};
        static_cast<void>(render::append(panel, scene.atlas.get(), look.records));
        if (std::find(drawn_.begin(), drawn_.end(), look) == drawn_.end()) {
            renewed_.push_back({*inside, render::append(panel, scene.atlas.get(), stream)});
        }
        looks_.push_back(std::move(look));
    }
    edges_ = {static_cast<int>(stream.size()), static_cast<int>(grounds.rects.size())};
    static_cast<void>(render::append(grounds, nullptr, stream));
}

void Panels::renew(Frame& frame, const DrawOverlay& draw) {
    if (!renewed_.empty()) {
        drawn_.clear();  // until they are whole again: drawing may throw
        picture_.resize(whole_.width, whole_.height);
        frame.look_at_picture(whole_);
        glBindFramebuffer(GL_FRAMEBUFFER, picture_.framebuffer());
        glEnable(GL_SCISSOR_TEST);
        glEnable(GL_BLEND);
        for (const Renewed& panel : renewed_) {
            const Tile& inside = panel.inside;
            glScissor(inside.left, rows_below(inside, whole_), inside.width, inside.height);
            draw(panel.ranges);
        }
        glDisable(GL_SCISSOR_TEST);
    }
    drawn_ = std::move(looks_);
}

void Panels::draw_others(const DrawOverlay& draw) const {
    std::for_each(others_.begin(), others_.end(), draw);
}

void Panels::show(GLuint target) const {
    for (const Look& look : drawn_) {
        const Tile& inside = look.inside;
        const int bottom = rows_below(inside, whole_);
        copy_pixels(picture_.framebuffer(), target, inside.left, bottom, inside.width, inside.height, inside.left,
                    bottom);
    }
    glBindFramebuffer(GL_FRAMEBUFFER, target);
}

}  // namespace bordermap::render
