#pragma once
/// The records behind a number of the window, and lists parted by how surely their dates are known. Pure: every list is of the
/// one Selection, so that its length is the number that was clicked.

#include "model/dataset.hpp"
#include "query/selection.hpp"

#include <string>
#include <vector>

namespace bordermap::ui {

struct Behind {
    enum class What : std::uint8_t {
        Nothing,
        Agreements,
        Events,     ///< of Counts::events
        Incidents,  ///< of Counts::incidents
        Totals,     ///< of Counts::totals
        Units,
        Gates,
        Undated,    ///< of Counts::undated
        Month,      ///< of the MonthCount of `day`
        Category,   ///< of Counts::incidents_by_category, a group with its children
        Area,       ///< of Counts::agreements_by_area
        UnitKind,   ///< of Counts::units_by_kind
        Province,   ///< of Counts::incidents_by_province
        District,   ///< of Counts::incidents_by_district; of a province: of Counts::incidents_to_province
        Lives,      ///< of the CoverStep of life_cover() that holds `day`
        Provinces,  ///< of Counts::boundaries_vn_1 or boundaries_la_1, by the code of the country
        Refs        ///< these, as far as they pass
    };
    What what = What::Nothing;
    std::string id;  ///< of the category, area, kind of unit or boundary; of Refs: the category that they share, if any
    model::Day day = 0;  ///< of a month the first
    std::vector<model::Ref> refs;
    bool operator==(const Behind&) const = default;
};

/// In the order of the Selection.
[[nodiscard]] std::vector<model::Ref> records_behind(const query::QueryIndex& index, const query::Selection& selection,
                                                     const Behind& behind);

/// How surely the day of a record is known.
enum class Dating : std::uint8_t {
    Known,      ///< a day, or a span of which days are certain
    Uncertain,  ///< a month, season or year, one bound only, or qualified
    Undated     ///< no date at all; also of things without one (units, gates)
};
[[nodiscard]] Dating dating_of(const model::Dataset& dataset, model::Ref ref);

/// Newest first, apart from the undated, which keep their order.
struct DatedList {
    std::vector<model::Ref> known, uncertain, undated;
    [[nodiscard]] std::size_t size() const { return known.size() + uncertain.size() + undated.size(); }
};
[[nodiscard]] DatedList part_by_date(const model::Dataset& dataset, const std::vector<model::Ref>& refs);

}  // namespace bordermap::ui
