#pragma once
/// What the user asks for. A value: two equal filters give equal Selections of one Dataset.
///
/// What passes (every part that is set must let the record pass):
/// - places: the record's administrative unit is the place or inside it (units: theirs; agreements: any party's; events: any
///   party's, the agreement's, or where they were; gates: either side's). A record without an administrative unit is placed by
///   its point, as far as its precision_km is not larger than the place. A record also passes when it lies in what the place
///   became or came from by documented succession, or when its point lies in the place and its administrative unit is of
///   another time than the place: then it passes by inheritance. Where a place was merged with others, a record whose point or
///   documented geography lies in one of the others does not pass for this one. Extra columns admin_ids_then, admin_ids_now and
///   admin_now_id (boundary ids joined by `|`) count as geography of the record. Where admin_ids_then names the province of its time,
///   a unit of another time passes it by inheritance, even the one that its administrative unit lies in. An id that is no
///   boundary lets nothing pass.
/// - from, to: events and incidents whose interval of possible days overlaps the window. An undated one passes whatever the
///   window, is listed last, and is counted in Counts::undated only while a window is set. Agreements, units and gates: no effect.
/// - as_of: boundaries and units by their validity; agreements by Stage (selection.hpp). Events and incidents: no effect.
/// - lineage false: a record that passes the places only by inheritance does not pass, and neither does a boundary.
/// - categories: incidents of them (one without a category does not pass). Nothing else is hidden.
/// - areas: agreements with such an area; events with such an area (extra column area_ids) or of such an agreement, whether or not
///   it is alive. Incidents, units and gates: no effect.
/// - unit_kinds: units of the kind; agreements and events with such a party. Incidents and gates: no effect.
/// - text: every word occurs in the record's title, summary, names, place, undertakings, category, area, parties or administrative
///   units, or in an alias of these (spaces of the record do not count: "khesanh" finds Khe Sanh).

#include "model/date.hpp"

#include <optional>
#include <string>
#include <vector>

namespace bordermap::query {

struct Filter {
    std::vector<std::string> places;      ///< boundary ids (country to commune), any of them; empty: all
    std::optional<model::Day> from;       ///< first day of the date window, inclusive
    std::optional<model::Day> to;         ///< last day of the date window, inclusive
    model::Day as_of = 0;                 ///< the day whose boundaries and relations are drawn
    std::vector<std::string> categories;  ///< category ids; a group stands for its children; empty: all
    std::vector<std::string> areas;       ///< area ids; a group stands for its children; empty: all
    std::vector<std::string> unit_kinds;  ///< kinds of unit; empty: all
    std::string text;                     ///< words that must all occur (any order, case and diacritics ignored)

    bool lineage = true;  ///< false: what passes the places only by inheritance does not pass
    bool ended = false;   ///< agreements that ended on or before the as-of date pass, too

    bool operator==(const Filter&) const = default;

    /// The half-open window of days; open where from/to are not set.
    [[nodiscard]] model::Interval window() const {
        return {from.value_or(model::kOpenPast), to ? *to + 1 : model::kOpenFuture};
    }
    /// A date window is set.
    [[nodiscard]] bool windowed() const { return from || to; }
    /// True when it lets everything pass (as_of and ended do not count; without places lineage has no effect).
    [[nodiscard]] bool passes_all() const {
        return places.empty() && !from && !to && categories.empty() && areas.empty() && unit_kinds.empty() &&
               text.empty();
    }
};

}  // namespace bordermap::query
