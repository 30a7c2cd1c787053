#include "cartography/incident_areas.hpp"

#include "cartography/compose_marks.hpp"
#include "model/messages.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <unicode/locid.h>
#include <unicode/numberformatter.h>
#include <unicode/unistr.h>

namespace bordermap::cartography {

namespace {

using session::Classing;
using session::IncidentStyle;
using session::Measure;

constexpr float kGreatestRadius = 34.F;  // px at 96 dpi
constexpr float kMostOfOne = 9.F;        // a handful of incidents makes no large circles

/// As few as tell the lowest class from nothing and each from the next.
int decimals_for(const IncidentAreas& areas) {
    constexpr int kMost = 3;
    const auto told_with = [&](int decimals) {
        const auto rounded = [decimals](double value) { return std::round(value * std::pow(10.0, decimals)); };
        bool told = rounded(areas.lowest.front()) > 0;
        for (std::size_t i = 0; i + 1 < areas.lowest.size(); ++i) {
            told = told && (areas.classing == Classing::EqualInterval
                                ? rounded(areas.lowest[i]) < rounded(areas.highest[i])
                                : rounded(areas.highest[i]) < rounded(areas.lowest[i + 1]));
        }
        return told;
    };
    int decimals = 0;
    while (decimals < kMost && !told_with(decimals)) {
        ++decimals;
    }
    return decimals;
}

std::string number_words(double value, int decimals, model::Language language) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::UnicodeString words =
        icu::number::NumberFormatter::withLocale(icu::Locale(std::string(model::language_code(language)).c_str()))
            .precision(icu::number::Precision::fixedFraction(decimals))
            .formatDouble(value, status)
            .toString(status);
    if (U_FAILURE(status)) {
        return fmt::format("{:.{}f}", value, decimals);
    }
    std::string text;
    words.toUTF8String(text);
    return text;
}

/// Ground without outlines of districts is no district without incidents: the province that shows between them gets the fill
/// of areas without a value.
void mark_without_outlines(const PreparedMap& map, const query::Selection& selection, IncidentAreas& areas) {
    constexpr double kCovered = 0.98;  // outlines of several sources meet to about a hundredth
    const model::Dataset& data = *map.dataset;
    std::vector<double> outlined(data.boundaries.size(), 0);
    for (std::size_t i = 0; i < data.boundaries.size(); ++i) {
        const model::AdminUnit& unit = data.boundaries[i];
        if (unit.level == 2 && selection.boundary_alive[i] != 0 && unit.parent != model::kNone) {
            outlined[unit.parent] += map.measures[i].area_km2;
        }
    }
    for (std::size_t i = 0; i < data.boundaries.size(); ++i) {
        if (data.boundaries[i].level == 1 && selection.boundary_alive[i] != 0 && selection.boundary_in_filter[i] != 0 &&
            outlined[i] < kCovered * map.measures[i].area_km2) {
            areas.fill_of[i] = kFillNotApplicable;
            areas.no_outlines = true;
        }
    }
}

}  // namespace

float IncidentAreas::radius(std::uint32_t incidents) const {
    return radius_of_one * std::sqrt(static_cast<float>(incidents));
}

int choropleth_level(double nominal) {
    return nominal < kDistrictLines ? 2 : 1;
}

double area_value(const AreaMeasure& area, std::uint32_t incidents, Measure measure) {
    constexpr double kLeastBorder = 0.1;  // km: a touch at a corner is no border
    switch (measure) {
        case Measure::PerBorder:
            return area.border_km >= kLeastBorder ? incidents * 100.0 / area.border_km
                                                  : std::numeric_limits<double>::quiet_NaN();
        case Measure::PerArea:
            return area.area_km2 > 0 ? incidents * 1000.0 / area.area_km2 : std::numeric_limits<double>::quiet_NaN();
        case Measure::Number:
        case Measure::Count:
            break;
    }
    return incidents;
}

IncidentAreas incident_areas(const PreparedMap& map, const query::Selection& selection, const session::Session& session,
                             double nominal) {
    IncidentAreas areas;
    areas.style = session.shows(session::Layer::Incidents) ? session.incident_style : IncidentStyle::Symbols;
    areas.measure = session.measure;
    areas.classing = session.classing;
    if (areas.style == IncidentStyle::Symbols) {
        return areas;
    }
    const model::Dataset& data = *map.dataset;
    if (areas.style == IncidentStyle::Circles) {
        areas.counts = query::incidents_by_area(data, selection, 2);
        for (std::size_t i = 0; i < data.boundaries.size(); ++i) {
            areas.most = std::max({areas.most, areas.counts.incidents[i], areas.counts.no_farther[i]});
        }
        areas.radius_of_one =
            areas.most > 0 ? std::min(kMostOfOne, kGreatestRadius / std::sqrt(static_cast<float>(areas.most))) : 0.F;
        return areas;
    }
    areas.counts = query::incidents_by_area(data, selection, choropleth_level(nominal));
    areas.fill_of.assign(data.boundaries.size(), 0);
    std::vector<double> values;
    const auto shown = [&](std::size_t i) {
        return data.boundaries[i].level == areas.counts.level && selection.boundary_alive[i] != 0 &&
               selection.boundary_in_filter[i] != 0;
    };
    const auto value_of = [&](std::size_t i) {
        return area_value(map.measures[i], areas.counts.incidents[i], areas.measure);
    };
    for (std::size_t i = 0; i < data.boundaries.size(); ++i) {
        if (shown(i) && areas.counts.incidents[i] > 0 && std::isfinite(value_of(i))) {
            values.push_back(value_of(i));
        }
    }
    std::size_t most_classes = Theme::kClasses;
    if (areas.measure == Measure::Number && !values.empty()) {
        // Whole numbers: no more classes than there are numbers for.
        const auto [low, high] = std::minmax_element(values.begin(), values.end());
        most_classes = std::min(most_classes, static_cast<std::size_t>(*high - *low) + 1);
    }
    areas.classes = make_classes(values, areas.classing, most_classes);
    const std::size_t count = areas.classes.count();
    areas.in_class.assign(count, 0);
    areas.lowest.assign(areas.classes.breaks.begin(), areas.classes.breaks.end() - (count > 0 ? 1 : 0));
    areas.highest.assign(areas.classes.breaks.begin() + (count > 0 ? 1 : 0), areas.classes.breaks.end());
    for (std::size_t i = 0; i < data.boundaries.size(); ++i) {
        if (!shown(i)) {
            continue;
        }
        const double value = value_of(i);
        if (!std::isfinite(value)) {
            areas.fill_of[i] = kFillNotApplicable;
            ++areas.not_applicable;
            areas.incidents_there += areas.counts.incidents[i];
        } else if (areas.counts.incidents[i] == 0) {
            areas.fill_of[i] = kFillNone;
            ++areas.without_incident;
        } else {
            const std::size_t in = areas.classes.of(value);
            areas.fill_of[i] = class_fill(areas, in);
            // Of equal intervals the breaks are told; of the others the values that the class holds.
            if (areas.classing != Classing::EqualInterval) {
                const bool first = areas.in_class[in] == 0;
                areas.lowest[in] = first ? value : std::min(areas.lowest[in], value);
                areas.highest[in] = first ? value : std::max(areas.highest[in], value);
            }
            ++areas.in_class[in];
        }
    }
    if (areas.counts.level == 2) {
        mark_without_outlines(map, selection, areas);
    }
    return areas;
}

std::uint8_t class_fill(const IncidentAreas& areas, std::size_t index) {
    const std::size_t count = areas.classes.count();
    return static_cast<std::uint8_t>(1 +
                                     (count <= 1 ? Theme::kClasses / 2 : index * (Theme::kClasses - 1) / (count - 1)));
}

std::string measure_words(Measure measure, model::Language language) {
    return std::string(model::tr(fmt::format("areas.measure.{}", session::measure_name(measure)), language));
}

std::string classing_words(Classing classing, model::Language language) {
    return fmt::format(fmt::runtime(model::tr("areas.classes", language)),
                       model::tr(fmt::format("areas.classing.{}", session::classing_name(classing)), language));
}

std::string class_range(const IncidentAreas& areas, std::size_t index, model::Language language) {
    double low = areas.lowest[index];
    double high = areas.highest[index];
    int decimals = 0;
    if (areas.measure == Measure::Number) {
        const bool last = index + 1 == areas.classes.count();
        low = std::ceil(low);
        high = areas.classing != Classing::EqualInterval || last ? std::floor(high) : std::ceil(high) - 1;
    } else {
        decimals = decimals_for(areas);
    }
    const std::string from = number_words(low, decimals, language);
    const std::string to = number_words(high, decimals, language);
    return low >= high || from == to ? to : fmt::format("{} – {}", from, to);
}

std::vector<std::uint32_t> sample_numbers(std::uint32_t most) {
    if (most == 0) {
        return {};
    }
    std::uint32_t power = 1;
    while (power <= most / 10) {
        power *= 10;
    }
    std::vector<std::uint32_t> numbers{most / power * power};
    for (const std::uint32_t share : {4U, 16U}) {
        const std::uint32_t next = std::max(numbers.front() / share, 1U);
        if (next < numbers.back()) {
            numbers.push_back(next);
        }
    }
    return numbers;
}

}  // namespace bordermap::cartography
