#pragma once
/// A Selection in words and as JSON.

#include "model/language.hpp"
#include "query/selection.hpp"

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace bordermap::query {

/// "Savannakhet, Salavan · 2025-07-01 to 2026-01-15 · drug trafficking · 7 incidents, 1 agreement"
[[nodiscard]] std::string describe(const model::Dataset& dataset, const Selection& selection, model::Language language);
/// The filter part only ("All of the border" when nothing is set) and the counts part only.
[[nodiscard]] std::string describe_filter(const model::Dataset& dataset, const Filter& filter,
                                          model::Language language);
[[nodiscard]] std::string describe_counts(const Selection& selection, model::Language language);
/// "15 January 2026", "January 2026", "on or before 15 January 2026", "10 to 14 August 2025", "date not known", with
/// "probably"/"about" for ? and ~; day names never, numbers in the language's form.
[[nodiscard]] std::string describe_date(const model::FuzzyDate& date, model::Language language);
[[nodiscard]] std::string describe_day(model::Day day, model::Language language);
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

/// The contract of `query --json` (design, section 4).
[[nodiscard]] nlohmann::json to_json(const model::Dataset& dataset, const Selection& selection);

}  // namespace bordermap::query
