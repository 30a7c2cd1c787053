#include "ui/layout.hpp"

#include <algorithm>
#include <cmath>

namespace bordermap::ui {
namespace {

constexpr float kTopHeight = 56, kStatusHeight = 28, kTimelineHeight = 120, kLeftWidth = 340, kRightWidth = 380,
                kModesHeight = 34, kMargin = 8;

}  // namespace

Layout lay_out(const LayoutInput& input) {
    const float s = input.scale;
    Layout layout;
    layout.map_free = {0, 0, input.width, input.height};
    layout.map_fitted = layout.map_free;
    if (!input.panels) {
        return layout;
    }
    const float top = kTopHeight * s, status = kStatusHeight * s, timeline = kTimelineHeight * s, margin = kMargin * s;
    layout.top = {0, 0, input.width, top};
    layout.status = {0, input.height - status, input.width, status};
    layout.timeline = {0, layout.status.y - timeline, input.width, timeline};
    const float side_y = top + margin;
    const float side_h = std::max(0.0F, layout.timeline.y - margin - side_y);
    if (input.left_open) {
        layout.left = {margin, side_y, std::min(kLeftWidth * s, input.width - 2 * margin), side_h};
    }
    if (input.details) {
        const float width = std::min(kRightWidth * s, input.width - 2 * margin);
        layout.right = {input.width - margin - width, side_y, width, side_h};
    }
    const float left_edge = input.left_open ? layout.left.right() : 0;
    const float right_edge = input.details ? layout.right.x : input.width;
    layout.modes = {left_edge + margin, side_y, std::max(0.0F, right_edge - left_edge - 2 * margin), kModesHeight * s};
    // Neither what is fitted nor a name stands under the mode switch.
    const float map_y = layout.modes.bottom();
    const float map_h = std::max(0.0F, layout.timeline.y - map_y);
    layout.map_free = {left_edge, map_y, std::max(0.0F, right_edge - left_edge), map_h};
    layout.map_fitted = {left_edge, map_y, std::max(0.0F, input.width - left_edge), map_h};
    return layout;
}

float panel_scale(int width, int height, float content_scale) {
    const float natural = std::min(static_cast<float>(width) / 1920.0F, static_cast<float>(height) / 1080.0F);
    const float wanted = std::max({1.0F, natural, content_scale});
    return std::clamp(std::round(wanted * 8) / 8, 1.0F, 4.0F);
}

}  // namespace bordermap::ui
