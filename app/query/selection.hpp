#pragma once
/// Filter -> Selection: all that passes, and every count of it. Map, lists, charts, query output and exports are counts
/// of the one Selection, so that numbers agree.

#include "model/dataset.hpp"
#include "query/filter.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace bordermap::query {

/// How surely an agreement is alive on the as-of date.
enum class Stage : std::uint8_t {
    InForce,   ///< signed for certain on or before the as-of date, not ended
    Possible,  ///< the as-of date lies inside what the signing date may mean, or the date is not known
    Inherited  ///< in force, and drawn at the successor of a party that was dissolved before the as-of date
};

struct SelectedAgreement {
    model::Index agreement = model::kNone;
    Stage stage = Stage::InForce;
    bool inherited = false;      ///< at least one party is drawn at a documented successor
    bool party_gone = false;     ///< at least one party had ended by then and no source documents a successor
    bool by_inheritance = false; ///< passed the place filter only through lineage (successor or predecessor of the place)
};

/// The drawn line between two parties of different countries.
struct Link {
    model::Index agreement = model::kNone;
    model::Index from = model::kNone;  ///< unit, Vietnamese side where there is one
    model::Index to = model::kNone;    ///< unit, Lao side
    Stage stage = Stage::InForce;
    bool inherited = false;
};

/// One month of the timeline. Counts ignore the date window (so that the strip shows what a wider window would add) and
/// obey every other filter.
struct MonthCount {
    model::Day month = 0;  ///< its first day
    std::uint32_t incidents = 0;
    std::uint32_t events = 0;
};

struct Counts {
    std::map<std::string, std::uint32_t> incidents_by_category;  ///< id -> record_kind incident only
    std::map<std::string, std::uint32_t> incidents_by_province;  ///< province alive on the as-of date; "" not located
    std::map<std::string, std::uint32_t> incidents_by_month;     ///< "2025-07"; a date that spans months counts in its first
    std::map<std::string, std::uint32_t> agreements_by_area;
    std::map<std::string, std::uint32_t> units_by_kind;
    std::uint32_t incidents = 0;  ///< record_kind incident that passes (dated or not)
    std::uint32_t totals = 0;     ///< totals and snapshots that pass: never summed with incidents
    std::uint32_t undated = 0;    ///< incidents, totals and events that pass and have no date
    std::uint32_t boundaries_vn_1 = 0, boundaries_vn_2 = 0, boundaries_la_1 = 0, boundaries_la_2 = 0;
};

struct Selection {
    Filter filter;
    std::vector<std::uint8_t> boundary_alive;     ///< per boundary: 1 alive on the as-of date
    std::vector<std::uint8_t> boundary_in_filter; ///< per boundary: 1 inside the place filter (all 1 when none is set)
    std::vector<model::Index> units;              ///< pass, alive on the as-of date, or party of an agreement that passes
    std::vector<SelectedAgreement> agreements;
    std::vector<Link> links;
    std::vector<model::Index> events;             ///< dated ones by date, then the undated
    std::vector<model::Index> incidents;          ///< dated ones by date, then the undated; all record kinds
    std::vector<model::Index> gates;
    std::vector<std::uint8_t> incident_pass;      ///< per incident: 1 passes every filter
    std::vector<std::uint8_t> incident_pass_but_window_and_category;  ///< per incident: 1 passes the filters that the
                                                                      ///< shader does not test itself (place, text)
    std::vector<std::uint8_t> category_pass;      ///< per category: 1 passes
    std::vector<MonthCount> months;               ///< gapless from the first to the last month with any record
    Counts counts;
};

/// What a Dataset needs once for many queries: ancestors, lineage, point-in-polygon of records, folded texts. Immutable
/// and shared; build off the UI thread.
class QueryIndex {
public:
    explicit QueryIndex(std::shared_ptr<const model::Dataset> dataset);
    ~QueryIndex();
    QueryIndex(const QueryIndex&) = delete;
    QueryIndex& operator=(const QueryIndex&) = delete;

    [[nodiscard]] const model::Dataset& dataset() const;
    /// Boundaries at a point alive on a day, country first, most detailed last.
    [[nodiscard]] std::vector<model::Index> boundaries_at(model::LonLat at, model::Day day) const;
    /// The boundary and everything that it became or came from (documented successions, whatever the direction of time),
    /// without the boundary itself.
    [[nodiscard]] std::vector<model::Index> lineage(model::Index boundary) const;
    /// Province (level 1) that holds a boundary, itself when it is one; kNone for a country.
    [[nodiscard]] model::Index province_of(model::Index boundary) const;

    struct Impl;
    [[nodiscard]] const Impl& impl() const { return *impl_; }

private:
    std::unique_ptr<Impl> impl_;
};

/// Pure: same index and filter, same Selection.
[[nodiscard]] Selection select(const QueryIndex& index, const Filter& filter);

/// The geographic extent of what passes; nothing when nothing has a place.
struct Extent {
    double west = 0, south = 0, east = 0, north = 0;
    [[nodiscard]] bool operator==(const Extent&) const = default;
};
[[nodiscard]] std::optional<Extent> extent_of(const QueryIndex& index, const Selection& selection);
[[nodiscard]] std::optional<Extent> extent_of(const QueryIndex& index, model::Ref ref);

}  // namespace bordermap::query
