#include "cartography/compose_graticule.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

namespace bordermap::cartography {

namespace {

using glm::dvec2;
using glm::vec2;

constexpr double kMetresPerDegree = 111'000.0;

struct Extent {
    double west = 180, south = 90, east = -180, north = -90;
};

/// Degrees that the page covers, from points along its edges; nothing where the projection is not defined.
Extent extent_of(const View& view) {
    Extent extent;
    constexpr int kSteps = 12;
    for (int i = 0; i <= kSteps; ++i) {
        const double share = static_cast<double>(i) / kSteps;
        const dvec2 size = view.size_px;
        for (const dvec2 px : {dvec2(size.x * share, 0), dvec2(size.x * share, size.y), dvec2(0, size.y * share),
                               dvec2(size.x, size.y * share)}) {
            const model::LonLat at = projection().inverse(view.to_metres(px));
            if (std::isfinite(at.lon) && std::isfinite(at.lat)) {
                extent.west = std::min(extent.west, at.lon);
                extent.east = std::max(extent.east, at.lon);
                extent.south = std::min(extent.south, at.lat);
                extent.north = std::max(extent.north, at.lat);
            }
        }
    }
    // Beyond these the transverse Mercator plane is bent too far to be read as a grid.
    extent.west = std::max(extent.west, 75.0);
    extent.east = std::min(extent.east, 135.0);
    extent.south = std::max(extent.south, -20.0);
    extent.north = std::min(extent.north, 55.0);
    return extent;
}

class Graticule {
public:
    Graticule(const Frame& frame, Scene& scene, TextShaper& text)
        : frame_(frame), scene_(scene), text_(text), s_(frame.scale) {}

    std::vector<DegreeMark> run() {
        const double step = graticule_step(frame_.nominal);
        const Extent extent = extent_of(frame_.view);
        for (auto i = static_cast<int>(std::ceil(extent.west / step)); i * step <= extent.east; ++i) {
            add_line({i * step, extent.south}, {i * step, extent.north}, degree_label(i * step, step, true), true);
        }
        for (auto i = static_cast<int>(std::ceil(extent.south / step)); i * step <= extent.north; ++i) {
            add_line({extent.west, i * step}, {extent.east, i * step}, degree_label(i * step, step, false), false);
        }
        return std::move(degrees_);
    }

private:
    void add_line(dvec2 from, dvec2 to, const std::string& words, bool meridian) {
        PolylineMark mark;
        mark.first = static_cast<std::uint32_t>(scene_.marks.points.size());
        constexpr int kPieces = 32;
        for (int i = 0; i <= kPieces; ++i) {
            const dvec2 at = from + (to - from) * (static_cast<double>(i) / kPieces);
            scene_.marks.points.push_back(frame_.px(projection().forward({at.x, at.y})));
        }
        mark.count = kPieces + 1;
        mark.width = 0.8F * s_;
        mark.colour = frame_.theme.text_muted.with_alpha(0.35F);
        scene_.marks.polylines.push_back(mark);
        add_label(mark, words, meridian);
    }

    /// Where the line leaves the map area: meridians at the upper edge, parallels at the left one.
    void add_label(const PolylineMark& mark, const std::string& words, bool meridian) {
        const float edge = meridian ? frame_.area.min.y : frame_.area.min.x;
        for (std::uint32_t i = 1; i < mark.count; ++i) {
            const vec2 a = scene_.marks.points[mark.first + i - 1];
            const vec2 b = scene_.marks.points[mark.first + i];
            const float from = meridian ? a.y : a.x;
            const float to = meridian ? b.y : b.x;
            if ((from <= edge) == (to <= edge)) {
                continue;
            }
            const vec2 at = a + (b - a) * ((edge - from) / (to - from));
            TextBlock block;
            block.lines[0] = &text_.shape(words, FontFace::Regular);
            block.count = 1;
            block.size = 10.F * s_;
            block.colour = frame_.theme.text_muted;
            block.halo = frame_.theme.halo.with_alpha(0.8F);
            block.halo_width = 1.6F * s_;
            const vec2 extent = block.extent();
            const vec2 corner = meridian ? vec2{at.x + 4.F * s_, frame_.area.min.y + 4.F * s_}
                                         : vec2{frame_.area.min.x + 4.F * s_, at.y - extent.y - 1.F * s_};
            const Box box{corner, corner + extent};
            if (box.inside(frame_.area)) {
                degrees_.push_back({block, box});
            }
            return;
        }
    }

    const Frame& frame_;
    Scene& scene_;
    TextShaper& text_;
    float s_;
    std::vector<DegreeMark> degrees_;
};

}  // namespace

double graticule_step(double metres_per_px_96dpi) {
    constexpr std::array kSteps{10.0,      5.0,        2.0,        1.0,        0.5,        0.25,
                                1.0 / 6.0, 1.0 / 12.0, 1.0 / 30.0, 1.0 / 60.0, 1.0 / 120.0};
    constexpr double kNarrowestPx = 160.0;
    double best = kSteps.front();
    for (const double step : kSteps) {
        if (step * kMetresPerDegree / metres_per_px_96dpi >= kNarrowestPx) {
            best = step;
        }
    }
    return best;
}

std::string degree_label(double degrees, double step, bool longitude) {
    const auto seconds = std::llround(std::abs(degrees) * 3600.0);
    const char letter = longitude ? (degrees < 0 ? 'W' : 'E') : (degrees < 0 ? 'S' : 'N');
    std::string label = fmt::format("{}°", seconds / 3600);
    if (step < 1.0) {
        label += fmt::format(" {:02}′", seconds / 60 % 60);
    }
    if (step < 1.0 / 60.0 - 1e-9) {
        label += fmt::format(" {:02}″", seconds % 60);
    }
    return fmt::format("{} {}", label, letter);
}

std::vector<DegreeMark> compose_graticule(const Frame& frame, Scene& scene, TextShaper& text) {
    return Graticule(frame, scene, text).run();
}

void compose_degrees(const std::vector<DegreeMark>& marks, Scene& scene, CollisionGrid& obstacles) {
    for (const DegreeMark& mark : marks) {
        if (!obstacles.hits(mark.box)) {
            append_text(scene.marks, mark.block, mark.box.min, Align::Left, {});
            obstacles.add(mark.box, Obstacle::Hard);
        }
    }
}

}  // namespace bordermap::cartography
