#include "cartography/classing.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace bordermap::cartography {
namespace {

using session::Classing;

/// Distinct values, ascending, and how often each occurs.
struct Tally {
    std::vector<double> value;
    std::vector<std::size_t> times;
};

Tally tally_of(std::span<const double> values) {
    std::vector<double> sorted;
    std::copy_if(values.begin(), values.end(), std::back_inserter(sorted), [](double v) { return std::isfinite(v); });
    std::sort(sorted.begin(), sorted.end());
    Tally tally;
    for (const double value : sorted) {
        if (tally.value.empty() || tally.value.back() < value) {
            tally.value.push_back(value);
            tally.times.push_back(0);
        }
        ++tally.times.back();
    }
    return tally;
}

/// Starts of the classes, as indices into the distinct values.
std::vector<std::size_t> quantile_starts(const Tally& tally, std::size_t classes) {
    std::size_t left = 0;
    for (const std::size_t times : tally.times) {
        left += times;
    }
    std::vector<std::size_t> starts;
    std::size_t at = 0;
    for (std::size_t k = 0; k < classes; ++k) {
        starts.push_back(at);
        // What is left, in equal shares; each later class keeps a value of its own.
        const double share = static_cast<double>(left) / static_cast<double>(classes - k);
        const std::size_t last = tally.value.size() - (classes - k - 1);
        double held = 0;
        do {
            held += static_cast<double>(tally.times[at]);
            left -= tally.times[at];
            ++at;
        } while (at < last && held + 0.5 * static_cast<double>(tally.times[at]) <= share);
    }
    return starts;
}

std::vector<std::size_t> natural_starts(const Tally& tally, std::size_t classes) {
    const std::size_t n = tally.value.size();
    // Prefix sums of weight, value and square give the deviation of any run. Values are taken from their mean: less is lost.
    std::vector<double> weight(n + 1, 0), sum(n + 1, 0), squares(n + 1, 0);
    double mean = 0;
    double all = 0;
    for (std::size_t i = 0; i < n; ++i) {
        mean += tally.value[i] * static_cast<double>(tally.times[i]);
        all += static_cast<double>(tally.times[i]);
    }
    mean /= all;
    for (std::size_t i = 0; i < n; ++i) {
        const auto w = static_cast<double>(tally.times[i]);
        const double v = tally.value[i] - mean;
        weight[i + 1] = weight[i] + w;
        sum[i + 1] = sum[i] + w * v;
        squares[i + 1] = squares[i] + w * v * v;
    }
    const auto deviation = [&](std::size_t first, std::size_t end) {
        const double s = sum[end] - sum[first];
        return squares[end] - squares[first] - s * s / (weight[end] - weight[first]);
    };
    constexpr double kNever = std::numeric_limits<double>::infinity();
    std::vector<std::vector<double>> best(classes, std::vector<double>(n + 1, kNever));
    std::vector<std::vector<std::size_t>> start(classes, std::vector<std::size_t>(n + 1, 0));
    for (std::size_t end = 1; end <= n; ++end) {
        best[0][end] = deviation(0, end);
    }
    for (std::size_t k = 1; k < classes; ++k) {
        for (std::size_t end = k + 1; end <= n; ++end) {
            for (std::size_t first = k; first < end; ++first) {
                const double cost = best[k - 1][first] + deviation(first, end);
                if (cost < best[k][end]) {
                    best[k][end] = cost;
                    start[k][end] = first;
                }
            }
        }
    }
    std::vector<std::size_t> starts(classes, 0);
    std::size_t end = n;
    for (std::size_t k = classes; k-- > 0;) {
        starts[k] = start[k][end];
        end = starts[k];
    }
    return starts;
}

}  // namespace

std::size_t Classes::of(double value) const {
    if (count() < 2) {
        return 0;
    }
    const auto above = std::upper_bound(breaks.begin() + 1, breaks.end() - 1, value);
    return static_cast<std::size_t>(above - breaks.begin()) - 1;
}

Classes make_classes(std::span<const double> values, Classing classing, std::size_t count) {
    const Tally tally = tally_of(values);
    Classes classes;
    if (tally.value.empty()) {
        return classes;
    }
    const std::size_t most = std::min(std::clamp<std::size_t>(count, 1, 9), tally.value.size());
    const double low = tally.value.front();
    const double high = tally.value.back();
    if (classing == Classing::EqualInterval) {
        for (std::size_t k = 0; k <= most; ++k) {
            classes.breaks.push_back(low + (high - low) * static_cast<double>(k) / static_cast<double>(most));
        }
        return classes;
    }
    const std::vector<std::size_t> starts =
        classing == Classing::Quantile ? quantile_starts(tally, most) : natural_starts(tally, most);
    for (const std::size_t start : starts) {
        classes.breaks.push_back(tally.value[start]);
    }
    classes.breaks.push_back(high);
    return classes;
}

}  // namespace bordermap::cartography
