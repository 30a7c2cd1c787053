#include "cartography/label_paths.hpp"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <limits>

namespace bordermap::cartography {

namespace {

using glm::vec2;

/// Points every `step` along the line; the last piece is a little longer or shorter, so that the ends are kept.
std::vector<vec2> stepped(std::span<const vec2> line, float step) {
    float length = 0;
    for (std::size_t i = 1; i < line.size(); ++i) {
        length += glm::distance(line[i - 1], line[i]);
    }
    const auto pieces = static_cast<std::size_t>(std::max(1.F, std::round(length / step)));
    const float even = length / static_cast<float>(pieces);
    std::vector<vec2> points;
    points.reserve(pieces + 1);
    points.push_back(line.front());
    float passed = 0;  // before line[i - 1]
    for (std::size_t i = 1; i < line.size() && points.size() < pieces; ++i) {
        const float piece = glm::distance(line[i - 1], line[i]);
        while (points.size() < pieces && even * static_cast<float>(points.size()) <= passed + piece) {
            const float share = piece > 0 ? (even * static_cast<float>(points.size()) - passed) / piece : 0.F;
            points.push_back(line[i - 1] + (line[i] - line[i - 1]) * share);
        }
        passed += piece;
    }
    points.push_back(line.back());
    return points;
}

/// Weighted mean of the points around each; near the ends of as many on both sides, so that they stay.
std::vector<vec2> smoothed(const std::vector<vec2>& points, float sigma_steps) {
    const auto reach = static_cast<std::size_t>(std::ceil(2.5F * sigma_steps));
    std::vector<float> weights(reach + 1);
    for (std::size_t i = 0; i <= reach; ++i) {
        const float x = static_cast<float>(i) / sigma_steps;
        weights[i] = std::exp(-0.5F * x * x);
    }
    std::vector<vec2> result(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        const std::size_t sides = std::min({reach, i, points.size() - 1 - i});
        vec2 sum = points[i] * weights[0];
        float total = weights[0];
        for (std::size_t k = 1; k <= sides; ++k) {
            sum += (points[i - k] + points[i + k]) * weights[k];
            total += 2.F * weights[k];
        }
        result[i] = sum / total;
    }
    return result;
}

}  // namespace

vec2 LabelPath::at(float metres) const {
    const float place = std::clamp(metres / step, 0.F, static_cast<float>(points.size() - 1));
    const auto index = std::min(static_cast<std::size_t>(place), points.size() - 2);
    return points[index] + (points[index + 1] - points[index]) * (place - static_cast<float>(index));
}

float LabelPath::along(float origin_metres) const {
    const auto found = std::lower_bound(origin.begin(), origin.end(), origin_metres);
    return step * static_cast<float>(
                      std::min<std::ptrdiff_t>(found - origin.begin(), static_cast<std::ptrdiff_t>(origin.size()) - 1));
}

float LabelPath::nearest(vec2 p, float from, float to) const {
    const auto last = static_cast<float>(points.size() - 1);
    const auto first = static_cast<std::size_t>(std::clamp(from / step, 0.F, last));
    const auto end = static_cast<std::size_t>(std::clamp(to / step, 0.F, last));
    std::size_t best = first;
    float least = std::numeric_limits<float>::max();
    for (std::size_t i = first; i <= end; ++i) {
        if (const float distance = glm::distance(points[i], p); distance < least) {
            least = distance;
            best = i;
        }
    }
    // Between the points, too: a name that is kept must not creep from frame to frame.
    auto place = static_cast<float>(best);
    for (const std::size_t other : {best == 0 ? best : best - 1, std::min(best + 1, points.size() - 1)}) {
        const vec2 edge = points[other] - points[best];
        const float square = glm::dot(edge, edge);
        const float t = square > 0 ? glm::dot(p - points[best], edge) / square : 0.F;
        if (t > 0) {
            const float share = std::min(t, 1.F);
            const float distance = glm::distance(p, points[best] + edge * share);
            if (distance < least) {
                least = distance;
                place = static_cast<float>(best) + (other > best ? share : -share);
            }
        }
    }
    return place * step;
}

float LabelPath::farthest_off(float from, float to) const {
    const auto last = static_cast<float>(points.size() - 1);
    const auto first = static_cast<std::size_t>(std::clamp(from / step, 0.F, last));
    const auto end = static_cast<std::size_t>(std::clamp(to / step, 0.F, last));
    return *std::max_element(off.begin() + static_cast<std::ptrdiff_t>(first),
                             off.begin() + static_cast<std::ptrdiff_t>(end) + 1);
}

LabelPath smooth_path(std::span<const vec2> line, float step, float sigma) {
    LabelPath path;
    path.step = step;
    for (std::size_t i = 1; i < line.size(); ++i) {
        path.length += glm::distance(line[i - 1], line[i]);
    }
    if (path.length < sigma) {
        return path;
    }
    const std::vector<vec2> given = stepped(line, step);
    const std::vector<vec2> soft = smoothed(given, sigma / step);
    // Smoothing shortens: stepped again, each point with what it comes from.
    const float pace = path.length / static_cast<float>(given.size() - 1);
    float next = 0;
    float passed = 0;
    for (std::size_t i = 1; i < soft.size(); ++i) {
        const float piece = glm::distance(soft[i - 1], soft[i]);
        while (next <= passed + piece && piece > 0) {
            const float share = (next - passed) / piece;
            const vec2 point = soft[i - 1] + (soft[i] - soft[i - 1]) * share;
            const vec2 from = given[i - 1] + (given[i] - given[i - 1]) * share;
            path.points.push_back(point);
            path.origin.push_back((static_cast<float>(i - 1) + share) * pace);
            path.off.push_back(glm::distance(point, from));
            next += step;
        }
        passed += piece;
    }
    if (path.points.size() < 2) {
        path.points.clear();
        path.origin.clear();
        path.off.clear();
    }
    return path;
}

namespace {

struct NamedRiver {
    model::Index river = model::kNone;  ///< of its first part
    std::vector<vec2> line;
};

/// Sources cut rivers at the edges of their sheets: parts of one name whose ends meet are one line.
std::vector<NamedRiver> named_rivers(const PreparedMap& map) {
    constexpr float kMeet = 12'000.F;  // m; the sheets were generalised each for itself, short parts are left out
    const model::Dataset& data = *map.dataset;
    std::vector<NamedRiver> rivers;
    for (std::size_t part = 0; part < map.rivers.size() && part < map.river_of_part.size(); ++part) {
        const model::Index river = map.river_of_part[part];
        if (river >= data.rivers.size() || data.rivers[river].name == model::Names{} || map.rivers[part].size() < 2) {
            continue;
        }
        NamedRiver joined{river, map.rivers[part]};
        // Each part may close the gap between two lines that stood apart until now.
        for (auto at = rivers.begin(); at != rivers.end();) {
            std::vector<vec2>& mine = joined.line;
            std::vector<vec2>& other = at->line;
            const auto meet = [](vec2 a, vec2 b) { return glm::distance(a, b) < kMeet; };
            if (data.rivers[at->river].name != data.rivers[river].name ||
                (!meet(mine.front(), other.front()) && !meet(mine.front(), other.back()) &&
                 !meet(mine.back(), other.front()) && !meet(mine.back(), other.back()))) {
                ++at;
                continue;
            }
            if (meet(mine.front(), other.front()) || meet(mine.back(), other.back())) {
                std::reverse(other.begin(), other.end());
            }
            if (meet(other.back(), mine.front())) {
                std::swap(mine, other);
            }
            mine.insert(mine.end(), other.begin(), other.end());
            at = rivers.erase(at);
        }
        rivers.push_back(std::move(joined));
    }
    return rivers;
}

}  // namespace

void LabelPaths::forget() {
    lines_.clear();
    octave_ = -1;
}

float LabelPaths::finest() const {
    return std::ldexp(1.F, octave_);
}

void LabelPaths::prepare(const PreparedMap& map, double nominal) {
    const int octave = std::max(kFinest, static_cast<int>(std::floor(std::log2(std::max(nominal, 1.0)))));
    if (octave == octave_) {
        return;
    }
    octave_ = octave;
    lines_.clear();
    constexpr float kStepPx = 4;
    constexpr float kSigmaPx = 26;
    const auto add = [&](const std::vector<vec2>& line, model::Index river) {
        LabelPath path = smooth_path(line, kStepPx * finest(), kSigmaPx * finest());
        if (!path.points.empty()) {
            lines_.push_back({std::move(path), river});
        }
    };
    for (const auto& part : map.border) {
        add(part, model::kNone);
    }
    for (const NamedRiver& river : named_rivers(map)) {
        add(river.line, river.river);
    }
}

}  // namespace bordermap::cartography
