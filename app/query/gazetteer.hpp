#pragma once
/// Finds places, units and terms by id, by name in any language or by alias: any case, with or without diacritics,
/// hyphens and spaces ignored (ICU collation at primary strength, plus folding of Vietnamese d-stroke).

#include "model/dataset.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bordermap::query {

/// Folded form for comparison: NFKD, marks removed, lower case, d-stroke to d, punctuation and spaces dropped.
/// Lao keeps its vowel signs and drops only what ICU's root collation ignores at primary strength.
[[nodiscard]] std::string fold(std::string_view utf8);

struct Match {
    model::Ref ref;
    std::string matched;  ///< the spelling that matched
    double rank = 0.0;    ///< higher is better: exact id > exact name > alias > prefix > substring
};

/// Immutable once built; holds no reference to the Dataset.
class Gazetteer {
public:
    explicit Gazetteer(const model::Dataset& dataset);
    ~Gazetteer();
    Gazetteer(Gazetteer&&) noexcept;
    Gazetteer& operator=(Gazetteer&&) noexcept;
    Gazetteer(const Gazetteer&) = delete;
    Gazetteer& operator=(const Gazetteer&) = delete;

    /// Boundaries whose id, name or alias equals `name` after folding, at `level` (-1: any), best first; those alive on
    /// `as_of` before the others. Several places with one name are all returned.
    [[nodiscard]] std::vector<model::Index> boundaries(std::string_view name, int level, model::Day as_of) const;
    /// As-you-type search over boundaries, units, agreements, gates: prefix and substring matches, best first.
    [[nodiscard]] std::vector<Match> search(std::string_view text, std::size_t limit) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace bordermap::query
