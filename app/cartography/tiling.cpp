#include "cartography/tiling.hpp"

#include <algorithm>

namespace bordermap::cartography {
namespace {

using model::Day;
using model::Interval;

bool is_province(const FeatureTraits& feature, const FeatureTraits& country) {
    return !feature.context && feature.level == 1 && feature.country == country.country;
}

bool tiled_on(Day day, const Topology& topology, std::span<const FeatureTraits> features, std::uint32_t country) {
    bool any = false;
    for (std::size_t arc = 0; arc < topology.arc_count(); ++arc) {
        int whole = 0;  // on how many sides, the left one counted as 1, the right one as 2
        int parts = 0;
        for (const ArcUse& use : topology.arc_uses(arc)) {
            const int side = use.left ? 1 : 2;
            if (use.feature == country) {
                whole |= side;
            } else if (is_province(features[use.feature], features[country]) &&
                       features[use.feature].valid.contains(day)) {
                if ((parts & side) != 0) {
                    return false;  // one lies on another
                }
                parts |= side;
            }
        }
        // What lies on both sides bounds nothing.
        if ((whole == 3 ? 0 : whole) != (parts == 3 ? 0 : parts)) {
            return false;
        }
        any = any || parts != 0;
    }
    return any;
}

}  // namespace

std::vector<Interval> days_tiled(const Topology& topology, std::span<const FeatureTraits> features,
                                 std::uint32_t country) {
    const FeatureTraits& whole = features[country];
    std::vector<Interval> tiled;
    if (whole.context || whole.level != 0 || whole.valid.empty()) {
        return tiled;
    }
    std::vector<Day> changes{whole.valid.from, whole.valid.to};
    for (const FeatureTraits& feature : features) {
        if (is_province(feature, whole)) {
            for (const Day day : {feature.valid.from, feature.valid.to}) {
                if (whole.valid.contains(day)) {
                    changes.push_back(day);
                }
            }
        }
    }
    std::sort(changes.begin(), changes.end());
    for (std::size_t i = 1; i < changes.size(); ++i) {
        const Interval days{changes[i - 1], changes[i]};
        if (days.empty() || !tiled_on(days.from, topology, features, country)) {
            continue;
        }
        if (!tiled.empty() && tiled.back().to == days.from) {
            tiled.back().to = days.to;
        } else {
            tiled.push_back(days);
        }
    }
    return tiled;
}

}  // namespace bordermap::cartography
