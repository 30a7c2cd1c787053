#pragma once
/// Lines along which names may stand: smoothed, so that letters follow them without kinks.

#include "cartography/prepared_map.hpp"

#include <cstddef>
#include <glm/vec2.hpp>
#include <span>
#include <vector>

namespace bordermap::cartography {

/// A line smoothed for one range of scales, points evenly spaced.
struct LabelPath {
    std::vector<glm::vec2> points;  ///< plane metres
    std::vector<float> origin;      ///< per point: metres along the line as given
    std::vector<float> off;         ///< per point: metres to the line as given
    float step = 1;                 ///< metres from point to point
    float length = 0;               ///< metres of the line as given

    [[nodiscard]] float reach() const { return points.empty() ? 0.F : step * static_cast<float>(points.size() - 1); }
    /// At so many metres along the smoothed line, held within its ends.
    [[nodiscard]] glm::vec2 at(float metres) const;
    /// Metres along the smoothed line where the given one has gone `origin_metres`.
    [[nodiscard]] float along(float origin_metres) const;
    /// Of the points between two distances along the smoothed line, the distance along of the one nearest to p.
    [[nodiscard]] float nearest(glm::vec2 p, float from, float to) const;
    /// The greatest `off` between two distances along the smoothed line.
    [[nodiscard]] float farthest_off(float from, float to) const;
};

/// Smooths with a Gaussian of `sigma` metres along the line (its ends stay), stepped by `step` metres. Empty for a line
/// shorter than `sigma`. Both at least 1.
[[nodiscard]] LabelPath smooth_path(std::span<const glm::vec2> line, float step, float sigma);

/// The named lines of a map at the scale asked for last. Scales are told apart by powers of two, so that a path and with it
/// the names on it stay the same while the map is panned, and mostly while it is zoomed.
class LabelPaths {
public:
    /// Forgets everything (another map).
    void forget();
    /// Ready for `nominal` metres per px at 96 dpi.
    void prepare(const PreparedMap& map, double nominal);

    struct Line {
        LabelPath path;
        model::Index river = model::kNone;  ///< kNone: the border
    };
    [[nodiscard]] const std::vector<Line>& lines() const { return lines_; }
    /// Power of two of the scale.
    [[nodiscard]] int octave() const { return octave_; }
    /// Metres per px at 96 dpi at the lower end of this range of scales; the upper end is twice that.
    [[nodiscard]] float finest() const;

    static constexpr int kFinest = 4;  ///< 16 m per px: below, the lines have no more detail

private:
    std::vector<Line> lines_;
    int octave_ = -1;
};

}  // namespace bordermap::cartography
