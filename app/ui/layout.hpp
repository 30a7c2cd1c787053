#pragma once
/// Where the panels stand. Pure: the same window gives the same rectangles.

namespace bordermap::ui {

/// Pixels of the window, origin top left.
struct Rect {
    float x = 0, y = 0, w = 0, h = 0;
    [[nodiscard]] float right() const { return x + w; }
    [[nodiscard]] float bottom() const { return y + h; }
    [[nodiscard]] float centre_x() const { return x + w / 2; }
    [[nodiscard]] float centre_y() const { return y + h / 2; }
    [[nodiscard]] bool contains(float px, float py) const {
        return px >= x && px < right() && py >= y && py < bottom();
    }
    [[nodiscard]] bool empty() const { return w <= 0 || h <= 0; }
    bool operator==(const Rect&) const = default;
};

struct LayoutInput {
    float width = 1600, height = 900;  ///< window px
    float scale = 1;                   ///< px per px of the design
    bool panels = true;                ///< false: the map alone
    bool left_open = true;             ///< filter and results
    bool details = false;              ///< something is selected
};

/// An empty rectangle is a panel that is not shown.
struct Layout {
    Rect top, left, right, timeline, status;
    Rect modes;     ///< the row of the mode switch, at most as wide as this
    Rect map_free;  ///< what no panel covers
    Rect
        map_fitted;  ///< what fits and centres use: as map_free, but the details panel counts as shown on top, so that the
                     ///< map does not jump when something is selected
};

[[nodiscard]] Layout lay_out(const LayoutInput& input);

/// Scale of the panels: the larger of the monitor's content scale and the natural scale (min(w / 1920, h / 1080)), at
/// least 1 so that 15 px text stays readable, in steps of 1/8, at most 4.
[[nodiscard]] float panel_scale(int width, int height, float content_scale);

}  // namespace bordermap::ui
