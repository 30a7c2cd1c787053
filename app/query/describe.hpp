#pragma once
/// A Selection in words and as JSON.

#include "model/language.hpp"
#include "query/selection.hpp"

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace bordermap::query {

/// "Savannakhet, Salavan · 2025-07-01 to 2026-01-15 · drug trafficking · 7 incidents, 1 agreement"
[[nodiscard]] std::string describe(const model::Dataset& dataset, const Selection& selection, model::Language language);
/// The filter part only ("All of the border" when nothing is set) and the counts part only.
[[nodiscard]] std::string describe_filter(const model::Dataset& dataset, const Filter& filter,
                                          model::Language language);
[[nodiscard]] std::string describe_counts(const Selection& selection, model::Language language);
/// The counts part, number by number.
struct CountPart {
    enum class Of : std::uint8_t { Nothing, Incidents, Agreements, Events, Totals, Undated };
    Of of = Of::Nothing;
    std::string words;  ///< "7 incidents (2 by inheritance)"
};
[[nodiscard]] std::vector<CountPart> describe_count_parts(const Selection& selection, model::Language language);
/// "15 January 2026", "January 2026", "on or before 15 January 2026", "10 to 14 August 2025", "date not known", with
/// "probably"/"about" for ? and ~; day names never, numbers in the language's form.
[[nodiscard]] std::string describe_date(const model::FuzzyDate& date, model::Language language);
[[nodiscard]] std::string describe_day(model::Day day, model::Language language);
/// With a capital at its start, where its script has them.
[[nodiscard]] std::string capitalised(const std::string& text);
/// "2.5", "2,5": at most one decimal.
[[nodiscard]] std::string describe_number(double value, model::Language language);
/// "within 27 km" (rounded up), "exact place", "precision not stated", "place not known".
[[nodiscard]] std::string describe_precision(const model::Position& position, model::Language language);

/// What became of the parties of an agreement that had ended by the as-of date, one sentence each: "inherited from A on 1 July
/// 2025", or "no public source documents a successor of A". Empty for an agreement that does not pass.
[[nodiscard]] std::vector<std::string> describe_inheritance(const model::Dataset& dataset, const Selection& selection,
                                                            model::Index agreement, model::Language language);
/// Of one such unit; several heirs that took over on different days give several dates.
[[nodiscard]] std::string describe_inheritance(const model::Dataset& dataset, const EndedParty& party,
                                               model::Language language);
/// "in force", "possibly signed".
[[nodiscard]] std::string describe_stage(const SelectedAgreement& agreement, model::Language language);

/// "in Quảng Bình (VN63-44, until 30 June 2025): 1 incident, 2 events".
[[nodiscard]] std::string describe_heritage(const model::Dataset& dataset, const Heritage& heritage,
                                            model::Language language);
/// Name of a boundary, told apart from others of the same name: by its province ("Viengkham (Luang Prabang)"), provinces by their
/// time ("Quảng Trị (until 30 June 2025)").
[[nodiscard]] std::string describe_place(const model::Dataset& dataset, model::Index boundary,
                                         model::Language language);
/// Days that something falls in: "July 2026", "between 1 March 2026 and 15 July 2026", "on or before 15 July 2026".
[[nodiscard]] std::string describe_days(const model::Interval& days, model::Language language);
/// "next due July 2026 (if “biannual” means every 6 months)", "overdue since 16 July 2026", "no public record of a held meeting; first
/// one due ...", "cadence not stated as one period: “...”".
[[nodiscard]] std::string describe_meeting(const model::Dataset& dataset, const MeetingDue& meeting,
                                           model::Language language);
/// "every 6 months" of an ISO 8601 duration; the text itself when it is none.
[[nodiscard]] std::string describe_period(std::string_view iso, model::Language language);

/// The contract of `query --json` (design, section 4).
[[nodiscard]] nlohmann::json to_json(const model::Dataset& dataset, const Selection& selection);

}  // namespace bordermap::query
