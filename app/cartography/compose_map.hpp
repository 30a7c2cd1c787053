#pragma once
/// What composing needs of a PreparedMap again and again, worked out once per map or when first asked for.

#include "cartography/incident_clusters.hpp"
#include "cartography/labels.hpp"
#include "query/selection.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace bordermap::cartography {

/// Where a record is drawn.
struct RecordPlace {
    glm::dvec2 at{0, 0};    ///< plane metres
    float precision_m = 0;  ///< 0 when not stated
    bool known = false;
    KnownTo known_to = KnownTo::Point;
};

/// Passing incidents that stand at one place.
struct IncidentSite {
    glm::dvec2 at{0, 0};
    float precision_m = 0;
    float spread = 0;            ///< farthest spread upwards or downwards, in symbol sizes
    std::uint32_t category = 0;  ///< of the first
    bool mixed = false;          ///< of several colours
    std::uint32_t count = 0;
    KnownTo known_to = KnownTo::Point;
};

/// The two countries for a locator inset: a few hundred points, plane metres.
struct LocatorMap {
    std::vector<std::vector<glm::vec2>> outlines;  ///< closed
    std::vector<std::vector<glm::vec2>> border;
    Bounds bounds;  ///< of the outlines
};

class MapIndex {
public:
    explicit MapIndex(std::shared_ptr<const PreparedMap> map);

    [[nodiscard]] const PreparedMap& map() const { return *map_; }
    [[nodiscard]] const std::shared_ptr<const PreparedMap>& shared() const { return map_; }
    [[nodiscard]] const RecordPlace& unit(model::Index unit) const { return units_[unit]; }
    [[nodiscard]] const RecordPlace& event(model::Index event) const { return events_[event]; }
    [[nodiscard]] const RecordPlace& gate(model::Index gate) const { return gates_[gate]; }
    /// Points along the Viet Nam - Laos line, about 400 m apart, plane metres.
    [[nodiscard]] const std::vector<glm::vec2>& border() const { return border_; }
    /// Outline of a boundary, coarse enough for placing names.
    [[nodiscard]] const LabelShape& shape(model::Index boundary);
    [[nodiscard]] const LabelShape& neighbour_shape(model::Index neighbour);
    /// Of the countries' outlines; empty where the data has none.
    [[nodiscard]] const LocatorMap& locator();
    /// Passing incidents by distinct (place, precision), in order of first appearance. `colour_group` maps a category to
    /// a number that is equal where colour and shape are. Kept until what passes changes.
    [[nodiscard]] const std::vector<IncidentSite>& sites(const query::Selection& selection,
                                                         const std::vector<std::uint32_t>& colour_group);

    /// The clusters that stand as rings at a scale. `styles` as Scene::categories; `colour_group` as above. Made anew only where
    /// the Selection or the level is another; the grouping itself only where other records pass whatever the window.
    [[nodiscard]] const IncidentRings& rings(const query::Selection& selection,
                                             const std::vector<CategoryStyle>& styles,
                                             const std::vector<std::uint32_t>& colour_group, float symbol_size,
                                             double nominal);

private:
    [[nodiscard]] RecordPlace place_of(const model::Position& position) const;
    /// What a radius comes to in an administrative unit (kNone: the ones at the place on the days).
    [[nodiscard]] KnownTo known_to(model::Index admin, float precision_m) const;
    [[nodiscard]] KnownTo known_to(const RecordPlace& place, const model::Interval& days);

    std::shared_ptr<const PreparedMap> map_;
    std::vector<RecordPlace> units_, events_, gates_;
    std::vector<glm::vec2> border_;
    std::vector<std::optional<LabelShape>> shapes_, neighbour_shapes_;
    std::optional<LocatorMap> locator_;
    std::vector<IncidentSite> sites_;
    std::uint64_t sites_key_ = 0;
    bool sites_known_ = false;
    ClusterTree clusters_;
    std::vector<std::uint32_t> point_of_;  ///< per incident: its point in `clusters_`, kNone
    IncidentRings rings_;
    std::uint64_t clusters_key_ = 0, rings_key_ = 0;
};

}  // namespace bordermap::cartography
