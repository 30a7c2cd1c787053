#include "query/gazetteer.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <unordered_map>

namespace bordermap::query {

namespace {

using model::Index;
using model::Ref;
using model::RefKind;

// Ranks of a match. Within one rank the shorter spelling comes first: it is the closer one.
constexpr double kExactId = 6.0;
constexpr double kExactName = 5.0;
constexpr double kExactAlias = 4.0;
constexpr double kPrefix = 3.0;
constexpr double kSubstring = 2.0;
constexpr double kAllWords = 1.0;

/// Words of level, folded, that stand before or after a name in one of the languages: "Quảng Trị province", "tỉnh Quảng Trị".
constexpr std::array<std::string_view, 16> kLevelWords{
    "province", "provincial", "district", "commune", "ward",    "city", "tinh", "huyen",
    "thanhpho", "xa",         "phuong",   "muang",   "khoueng", "ແຂວງ", "ເມືອງ", "ນະຄອນ"};

}  // namespace

struct Gazetteer::Impl {
    struct Spelling {
        std::string folded;
        std::string written;
        Ref ref;
        bool alias = false;
        bool id = false;
    };
    struct Place {
        int level = 0;
        model::Interval valid;
    };
    std::vector<Spelling> spellings;  ///< by folded
    std::vector<Place> places;        ///< per boundary

    void add(Ref ref, const std::string& written, bool alias, bool id = false) {
        if (std::string folded = fold(written); !folded.empty()) {
            spellings.push_back({std::move(folded), written, ref, alias, id});
        }
    }
    void add(Ref ref, const model::Names& names) {
        for (const model::Language language : model::kLanguages) {
            add(ref, names.in(language), false);
        }
    }
    [[nodiscard]] auto equal(std::string_view folded) const {
        struct ByFolded {
            bool operator()(const Spelling& spelling, std::string_view wanted) const {
                return spelling.folded < wanted;
            }
            bool operator()(std::string_view wanted, const Spelling& spelling) const {
                return wanted < spelling.folded;
            }
        };
        return std::equal_range(spellings.begin(), spellings.end(), folded, ByFolded{});
    }
};

Gazetteer::Gazetteer(const model::Dataset& dataset) : impl_(std::make_unique<Impl>()) {
    const auto add_all = [this](const auto& records, RefKind kind, auto&& names_of) {
        for (std::size_t i = 0; i < records.size(); ++i) {
            const Ref ref{kind, static_cast<Index>(i)};
            impl_->add(ref, records[i].id, false, true);
            impl_->add(ref, names_of(records[i]));
        }
    };
    const auto name = [](const auto& record) -> const model::Names& { return record.name; };
    add_all(dataset.boundaries, RefKind::Boundary, name);
    add_all(dataset.units, RefKind::Unit, name);
    add_all(dataset.gates, RefKind::Gate, name);
    add_all(dataset.agreements, RefKind::Agreement,
            [](const model::Agreement& agreement) -> const model::Names& { return agreement.title; });
    for (const model::Alias& alias : dataset.aliases) {
        for (const RefKind kind : {RefKind::Boundary, RefKind::Unit, RefKind::Gate}) {
            if (const Ref ref = find_ref(dataset, kind, alias.target_id)) {
                impl_->add(ref, alias.alias, true);
            }
        }
    }
    impl_->places.reserve(dataset.boundaries.size());
    for (const model::AdminUnit& boundary : dataset.boundaries) {
        impl_->places.push_back({boundary.level, boundary.valid});
    }
    std::stable_sort(impl_->spellings.begin(), impl_->spellings.end(),
                     [](const Impl::Spelling& a, const Impl::Spelling& b) { return a.folded < b.folded; });
}

Gazetteer::~Gazetteer() = default;
Gazetteer::Gazetteer(Gazetteer&&) noexcept = default;
Gazetteer& Gazetteer::operator=(Gazetteer&&) noexcept = default;

std::vector<Index> Gazetteer::boundaries(std::string_view name, int level, model::Day as_of) const {
    struct Candidate {
        double rank;
        bool alive;
        Index boundary;
    };
    std::vector<Candidate> candidates;
    const auto look_up = [&](std::string_view folded) {
        const auto [begin, end] = impl_->equal(folded);
        for (auto spelling = begin; spelling != end; ++spelling) {
            if (spelling->ref.kind != RefKind::Boundary) {
                continue;
            }
            const Impl::Place& place = impl_->places[spelling->ref.index];
            if (level >= 0 && place.level != level) {
                continue;
            }
            // An id is taken as it is written; "VN-44" must not be found by "vn44" before a name.
            const double rank = spelling->id      ? (spelling->written == name ? kExactId : kExactAlias)
                                : spelling->alias ? kExactAlias
                                                  : kExactName;
            candidates.push_back({rank, place.valid.contains(as_of), spelling->ref.index});
        }
    };
    const std::string folded = fold(name);
    if (folded.empty()) {
        return {};
    }
    look_up(folded);
    if (candidates.empty()) {
        const std::string_view all = folded;
        for (const std::string_view word : kLevelWords) {
            const std::string bare = fold(word);
            if (all.size() <= bare.size()) {
                continue;
            }
            if (all.starts_with(bare)) {
                look_up(all.substr(bare.size()));
            }
            if (all.ends_with(bare)) {
                look_up(all.substr(0, all.size() - bare.size()));
            }
        }
    }
    // An exact id stands for itself: nothing else was meant.
    const bool by_id = std::any_of(candidates.begin(), candidates.end(),
                                   [](const Candidate& candidate) { return candidate.rank == kExactId; });
    if (by_id) {
        std::erase_if(candidates, [](const Candidate& candidate) { return candidate.rank < kExactId; });
    }
    std::stable_sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
        return std::tie(b.alive, b.rank, a.boundary) < std::tie(a.alive, a.rank, b.boundary);
    });
    std::vector<Index> found;
    for (const Candidate& candidate : candidates) {
        if (std::find(found.begin(), found.end(), candidate.boundary) == found.end()) {
            found.push_back(candidate.boundary);
        }
    }
    return found;
}

std::vector<Match> Gazetteer::search(std::string_view text, std::size_t limit) const {
    const std::string folded = fold(text);
    if (folded.empty() || limit == 0) {
        return {};
    }
    std::vector<std::string> words;
    constexpr std::string_view kBlank = " \t\r\n";
    for (std::size_t begin = text.find_first_not_of(kBlank); begin != std::string_view::npos;
         begin = text.find_first_not_of(kBlank, begin)) {
        const std::size_t end = std::min(text.find_first_of(kBlank, begin), text.size());
        words.push_back(fold(text.substr(begin, end - begin)));
        begin = end;
    }
    struct Best {
        double rank = 0.0;
        const Impl::Spelling* spelling = nullptr;
    };
    struct RefHash {
        std::size_t operator()(const Ref& ref) const noexcept {
            return (static_cast<std::size_t>(ref.kind) << 32U) ^ ref.index;
        }
    };
    std::unordered_map<Ref, Best, RefHash> best;
    for (const Impl::Spelling& spelling : impl_->spellings) {
        double rank = 0.0;
        const std::size_t at = spelling.folded.find(folded);
        if (spelling.folded == folded) {
            rank = spelling.id ? kExactId : spelling.alias ? kExactAlias : kExactName;
        } else if (at == 0) {
            rank = kPrefix;
        } else if (at != std::string::npos) {
            rank = kSubstring;
        } else if (words.size() > 1 && std::all_of(words.begin(), words.end(), [&](const std::string& word) {
                       return spelling.folded.find(word) != std::string::npos;
                   })) {
            rank = kAllWords;
        } else {
            continue;
        }
        rank += static_cast<double>(folded.size()) / static_cast<double>(spelling.folded.size() + 1);
        Best& known = best[spelling.ref];
        if (rank > known.rank) {
            known = {rank, &spelling};
        }
    }
    std::vector<Match> matches;
    matches.reserve(best.size());
    for (const auto& [ref, found] : best) {
        matches.push_back({ref, found.spelling->written, found.rank});
    }
    std::sort(matches.begin(), matches.end(),
              [](const Match& a, const Match& b) { return std::tie(b.rank, a.ref) < std::tie(a.rank, b.ref); });
    if (matches.size() > limit) {
        matches.resize(limit);
    }
    return matches;
}

}  // namespace bordermap::query
