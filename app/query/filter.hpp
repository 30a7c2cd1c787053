#pragma once
/// What the user asks for. A value: two equal filters give equal Selections of one Dataset.

#include "model/date.hpp"

#include <optional>
#include <string>
#include <vector>

namespace bordermap::query {

struct Filter {
    std::vector<std::string> places;      ///< boundary ids (province, district or commune), any of them; empty: all
    std::optional<model::Day> from;       ///< first day of the date window, inclusive
    std::optional<model::Day> to;         ///< last day of the date window, inclusive
    model::Day as_of = 0;                 ///< the day whose boundaries and relations are drawn
    std::vector<std::string> categories;  ///< category ids; a group stands for its children; empty: all
    std::vector<std::string> areas;       ///< area ids; a group stands for its children; empty: all
    std::vector<std::string> unit_kinds;  ///< kinds of unit; empty: all
    std::string text;                     ///< words that must all occur (any order, case and diacritics ignored)

    bool operator==(const Filter&) const = default;

    /// The half-open window of days; open where from/to are not set.
    [[nodiscard]] model::Interval window() const {
        return {from.value_or(model::kOpenPast), to ? *to + 1 : model::kOpenFuture};
    }
    /// True when it lets everything pass (as_of does not count).
    [[nodiscard]] bool passes_all() const {
        return places.empty() && !from && !to && categories.empty() && areas.empty() && unit_kinds.empty() && text.empty();
    }
};

}  // namespace bordermap::query
