#pragma once
/// Incidents by administrative unit: graduated circles and choropleths, for the map and its legend.

#include "cartography/classing.hpp"
#include "cartography/prepared_map.hpp"
#include "cartography/scene.hpp"
#include "query/incidents_by_area.hpp"

#include <string>
#include <vector>

namespace bordermap::cartography {

/// Incidents as areas have them, as one picture shows it.
struct IncidentAreas {
    session::IncidentStyle style = session::IncidentStyle::Symbols;  ///< Symbols: not shown by area
    query::AreaCounts counts;

    // Circles: one per district or commune, and one per province for what is known to no more. The area of a circle is in
    // proportion to its number; radii are not enlarged for how eyes judge them (J. J. Flannery 1971).
    float radius_of_one = 0;                                  ///< px at 96 dpi of the circle of one incident
    std::uint32_t most = 0;                                   ///< the greatest number of a circle
    bool district_circles = false, province_circles = false;  ///< on the picture

    // Choropleth.
    session::Measure measure = session::Measure::PerBorder;
    session::Classing classing = session::Classing::Quantile;
    Classes classes;                      ///< of the values of areas with an incident
    std::vector<std::uint8_t> fill_of;    ///< per boundary: FeatureState::area_fill
    std::vector<std::uint32_t> in_class;  ///< areas per class
    std::vector<double> lowest, highest;  ///< values per class; of an empty class its breaks
    std::uint32_t without_incident = 0;   ///< areas
    std::uint32_t not_applicable = 0;     ///< areas: the measure has no meaning there (no border)
    std::uint32_t incidents_there = 0;    ///< incidents of these
    bool no_outlines = false;  ///< at level 2: provinces whose districts the data does not outline, or not all

    [[nodiscard]] float radius(std::uint32_t incidents) const;  ///< px at 96 dpi
};

/// Level 1 or 2 by scale: districts where their lines are drawn. `nominal`: metres per px at 96 dpi.
[[nodiscard]] int choropleth_level(double nominal);
/// What is measured of an area; NaN where the measure does not apply.
[[nodiscard]] double area_value(const AreaMeasure& area, std::uint32_t incidents, session::Measure measure);

[[nodiscard]] IncidentAreas incident_areas(const PreparedMap& map, const query::Selection& selection,
                                           const session::Session& session, double nominal);

/// FeatureState::area_fill of a class. With fewer classes than colours the ends of the ramp stay its ends.
[[nodiscard]] std::uint8_t class_fill(const IncidentAreas& areas, std::size_t index);
/// "Incidents per 100 km of border" ...
[[nodiscard]] std::string measure_words(session::Measure measure, model::Language language);
/// "Classes: quantiles"
[[nodiscard]] std::string classing_words(session::Classing classing, model::Language language);
/// The values of a class: "1.2 – 3.4"; numbers of incidents are whole.
[[nodiscard]] std::string class_range(const IncidentAreas& areas, std::size_t index, model::Language language);
/// Two or three numbers whose circles a legend nests, greatest first: the greatest, rounded down to one digit, and smaller ones.
[[nodiscard]] std::vector<std::uint32_t> sample_numbers(std::uint32_t most);

}  // namespace bordermap::cartography
