#pragma once
/// The words of the furniture: headline, sources, disclaimer.

#include "query/selection.hpp"
#include "session/session.hpp"

#include <string>
#include <vector>

namespace bordermap::cartography {

/// What the picture is of, as its headline says it: the given title, else what is selected, else the filter.
struct Headline {
    std::string mode;   ///< what the map is about; empty in the overview
    std::string title;  ///< never empty
    /// Below it: what is selected in a few facts, or the filter where the title is given, and what passes and is drawn.
    std::vector<std::string> facts;
    std::string day;  ///< "As of 15 January 2026"
};
[[nodiscard]] Headline headline_of(const model::Dataset& dataset, const query::Selection& selection,
                                   const session::Session& session);
/// "Map data: A (licence), B (licence) · Records: 219 public sources".
[[nodiscard]] std::string source_sentence(const model::Dataset& dataset, model::Language language);
/// The disclaimer of a Session: its own words, or the standard line in its language.
[[nodiscard]] std::string disclaimer_of(const session::Session& session);
/// "Sea names: neutral, both forms"; empty while none are shown.
[[nodiscard]] std::string sea_names_of(const session::Session& session);

}  // namespace bordermap::cartography
