#include "ui/layout.hpp"

#include <gtest/gtest.h>

namespace bordermap::ui {
namespace {

LayoutInput input(float width, float height, float scale) {
    LayoutInput in;
    in.width = width;
    in.height = height;
    in.scale = scale;
    in.details = true;
    return in;
}

TEST(Layout, PanelsHaveTheSizesOfTheDesign) {
    const Layout layout = lay_out(input(1920, 1080, 1));
    EXPECT_EQ(layout.left.w, 340);
    EXPECT_EQ(layout.timeline.h, 120);
    EXPECT_EQ(layout.timeline.w, 1920);
    EXPECT_EQ(layout.status.bottom(), 1080);
    EXPECT_EQ(layout.timeline.bottom(), layout.status.y);
}

TEST(Layout, PanelsAndFreeMapNeverOverlap) {
    for (const auto& [width, height, scale] :
         {std::tuple{960.F, 600.F, 1.F}, {1366.F, 768.F, 1.F}, {1920.F, 1080.F, 1.25F}, {3840.F, 2160.F, 2.F}}) {
        const Layout layout = lay_out(input(width, height, scale));
        const Rect panels[] = {layout.top,    layout.left,  layout.right,   layout.timeline,
                               layout.status, layout.modes, layout.map_free};
        for (std::size_t a = 0; a < std::size(panels); ++a) {
            EXPECT_GE(panels[a].x, 0);
            EXPECT_GE(panels[a].y, 0);
            EXPECT_LE(panels[a].right(), width);
            EXPECT_LE(panels[a].bottom(), height);
            for (std::size_t b = a + 1; b < std::size(panels); ++b) {
                const float across =
                    std::min(panels[a].right(), panels[b].right()) - std::max(panels[a].x, panels[b].x);
                const float down =
                    std::min(panels[a].bottom(), panels[b].bottom()) - std::max(panels[a].y, panels[b].y);
                EXPECT_FALSE(across > 0.01F && down > 0.01F) << width << ": " << a << " over " << b;
            }
        }
    }
}

TEST(Layout, SelectingDoesNotMoveTheMap) {
    LayoutInput with = input(1600, 900, 1);
    LayoutInput without = with;
    without.details = false;
    EXPECT_EQ(lay_out(with).map_fitted, lay_out(without).map_fitted);
    EXPECT_LT(lay_out(with).map_free.w, lay_out(without).map_free.w);
}

TEST(Layout, WithoutPanelsTheMapHasAll) {
    LayoutInput in = input(1600, 900, 1);
    in.panels = false;
    const Layout layout = lay_out(in);
    EXPECT_EQ(layout.map_free, (Rect{0, 0, 1600, 900}));
    EXPECT_TRUE(layout.left.empty() && layout.right.empty() && layout.top.empty() && layout.timeline.empty());
}

TEST(PanelScale, AProjectorOfFourKReadsAsFullHd) {
    EXPECT_EQ(panel_scale(1920, 1080, 1), 1);
    EXPECT_EQ(panel_scale(3840, 2160, 1), 2);
    EXPECT_EQ(panel_scale(3840, 2160, 2), 2) << "monitor and window ask for the same, not for the double";
    EXPECT_EQ(panel_scale(1280, 720, 1), 1) << "never smaller than 15 px text";
    EXPECT_EQ(panel_scale(1600, 900, 1.5F), 1.5F);
}

}  // namespace
}  // namespace bordermap::ui
