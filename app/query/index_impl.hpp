#pragma once
/// Inside of the QueryIndex: columns that select() reads, made once per Dataset.

#include "query/meetings.hpp"
#include "query/polygon_locator.hpp"
#include "query/selection.hpp"

#include <array>
#include <limits>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace bordermap::query {

/// Lists of indices of many owners in two flat columns.
class IndexLists {
public:
    void push(model::Index value) { values_.push_back(value); }
    void close_list() { starts_.push_back(static_cast<std::uint32_t>(values_.size())); }
    [[nodiscard]] std::span<const model::Index> operator[](std::size_t list) const {
        return {values_.data() + starts_[list], values_.data() + starts_[list + 1]};
    }
    [[nodiscard]] std::size_t size() const { return starts_.size() - 1; }

private:
    std::vector<model::Index> values_;
    std::vector<std::uint32_t> starts_{0};
};

/// How a record passes the place filter. Ordered: the best of several places or parties is the greatest.
enum class PlacePass : std::uint8_t { No, Inherited, Direct };

/// Where a record is, as far as place filters can tell. Records that no filter can tell apart share one locus, so that a
/// filter over a million incidents is a table over some thousand loci. Every list is closed under "lies in" (holds the
/// ancestors too) and sorted.
struct Locus {
    model::Index admin = model::kNone;  ///< administrative unit of the record
    bool has_admin = false;             ///< the record names where it is; its point is then further evidence only
    std::vector<model::Index> own;      ///< admin and the geography of its time
    std::vector<model::Index> then;     ///< the geography of its time alone, where extra columns say it
    std::vector<model::Index> now;      ///< the geography of today, as the record's extra columns say
    std::vector<model::Index>
        inside;  ///< boundaries of any time that hold the point and are not smaller than its precision
};

/// What a text lets pass, per record; incidents in date order.
struct TextPass {
    std::string text;
    std::vector<std::uint8_t> units, agreements, events, gates, incidents;
};

/// What passes by place, category and text, whatever the window and the as-of date: what a step of the timeline starts from.
struct BasePass {
    std::vector<model::Index> places;
    bool placed = false;
    bool lineage = true;
    std::vector<std::uint8_t> category_pass;  ///< [0] no category, then per category
    std::shared_ptr<const TextPass> text;

    std::vector<PlacePass> place;   ///< per locus; never Inherited without lineage
    std::vector<model::Index> kin;  ///< what the places came from or became, sorted, without them; none without lineage
    std::vector<std::vector<std::uint8_t>> in_kin;      ///< per kin and locus: lies in it by its own geography
    std::vector<std::uint8_t> but_window;               ///< per incident in date order
    std::vector<std::uint8_t> but_window_and_category;  ///< per incident
    std::vector<std::uint32_t> months;  ///< of dated incidents (record_kind incident), from first_incident_month
};

/// The incidents of a BasePass in a window, and their counts by the columns.
struct IncidentTally {
    std::shared_ptr<const BasePass> base;
    model::Interval window;
    bool windowed = false;  ///< undated ones are listed, not counted

    std::vector<model::Index> listed;
    std::vector<std::uint8_t> pass;  ///< per incident
    std::uint32_t totals = 0, undated = 0;
    std::vector<std::uint32_t> by_category;  ///< [0] none
    std::vector<std::uint32_t> by_locus;
    std::vector<std::uint32_t> by_month;  ///< from first_incident_month
};

struct QueryIndex::Impl {
    explicit Impl(std::shared_ptr<const model::Dataset> dataset);

    std::shared_ptr<const model::Dataset> data;
    PolygonLocator locator;

    // Boundaries.
    IndexLists ancestors;                ///< of each boundary: itself, parent ... country
    IndexLists lineage;                  ///< sorted
    std::vector<model::Index> province;  ///< itself or the ancestor at level 1
    std::vector<std::uint32_t> boundary_locus;
    IndexLists category_ancestors, area_ancestors;  ///< itself first

    // Units.
    struct Heir {
        model::Index unit = model::kNone;
        model::Day date = 0;
    };
    std::vector<std::vector<Heir>> heirs;  ///< direct successors of each unit
    std::vector<std::uint16_t> unit_kind;  ///< into kinds
    std::vector<std::string> kinds;        ///< sorted
    std::vector<std::uint32_t> unit_locus;
    std::vector<std::uint32_t> gate_locus_vn, gate_locus_la;

    // Agreements: what select() asks of each, without a look at the records.
    struct AgreementLife {
        /// Days from which a stage may be and is surely reached; kOpenFuture: never.
        struct Reached {
            model::Day may = model::kOpenFuture, sure = model::kOpenFuture;
        };
        Reached signed_on, in_force;
        Reached ended;                               ///< for certain from `sure` on
        Reached announced;                           ///< from `may` on it passes
        model::Day parties_from = model::kOpenPast;  ///< all of them exist
        bool known = true;                           ///< false: neither a date nor the status says its stage
    };
    std::vector<AgreementLife> agreement_life;
    std::vector<ReviewSeries> review_series;      ///< of the agreements with a cadence
    std::vector<std::uint32_t> review_series_of;  ///< per agreement: 1 + index into review_series; 0 none
    enum class PartyRole : std::uint8_t { Signatory, Supervisor, Other };
    struct AgreementParty {
        model::Index unit = model::kNone;  ///< never kNone
        PartyRole role = PartyRole::Other;
    };
    std::vector<AgreementParty> agreement_parties;
    std::vector<std::uint32_t> agreement_party_starts{0};
    [[nodiscard]] std::span<const AgreementParty> parties_of(std::size_t agreement) const {
        return {agreement_parties.data() + agreement_party_starts[agreement],
                agreement_parties.data() + agreement_party_starts[agreement + 1]};
    }
    IndexLists agreement_areas;  ///< each once
    IndexLists event_parties;    ///< units

    // Events, in date order: dated ones first.
    std::vector<model::Index> event_order;
    std::size_t dated_events = 0;
    std::vector<std::int32_t> event_month;   ///< per event in date order
    std::vector<std::uint32_t> event_locus;  ///< per event
    IndexLists event_areas;                  ///< own ones, per event

    // Incidents, all in date order.
    std::vector<model::Index> incident_order;
    std::size_t dated_incidents = 0;
    std::vector<model::Day> from, to;
    std::vector<std::uint16_t> category;    ///< index + 1; 0 none
    std::vector<std::uint8_t> is_incident;  ///< record_kind incident
    std::vector<std::uint32_t> locus;
    std::vector<std::int32_t> month;
    std::int32_t first_incident_month = std::numeric_limits<std::int32_t>::max();  ///< of the dated ones
    std::int32_t last_incident_month = std::numeric_limits<std::int32_t>::min();

    /// A run of incidents in date order: a window that it does not reach skips it whole.
    struct Block {
        std::size_t begin = 0, end = 0;
        model::Day from = model::kOpenFuture, to = model::kOpenPast;  ///< hull of the intervals
    };
    std::vector<Block> blocks;  ///< of the dated incidents

    std::vector<Locus> loci;

    /// Cached: a drag of the window or the as-of date asks for the same again and again. `category_pass` per category;
    /// `every_category`: an incident without one passes, too. Without `placed` every place passes.
    [[nodiscard]] std::shared_ptr<const BasePass> base_pass(const std::vector<model::Index>& places, bool placed,
                                                            bool inherit,
                                                            const std::vector<std::uint8_t>& category_pass,
                                                            bool every_category,
                                                            const std::shared_ptr<const TextPass>& text) const;
    /// Cached, for a drag of the as-of date.
    [[nodiscard]] std::shared_ptr<const IncidentTally> tally(const std::shared_ptr<const BasePass>& base,
                                                             model::Interval window, bool windowed) const;
    /// The unit of a level of each locus on the day (unit_at), cached for the time in which none of the level begins or ends.
    [[nodiscard]] std::shared_ptr<const std::vector<model::Index>> units_on(int level, model::Day day) const;
    /// Best over the places; No without places.
    [[nodiscard]] std::vector<PlacePass> place_pass(std::span<const model::Index> places) const;
    [[nodiscard]] PlacePass place_pass(const Locus& at, model::Index place) const;
    /// The one province (level 1) or district or commune (level 2) alive on the day that the locus lies in; kNone when it
    /// cannot be told. A point tells the district of a record that names no more than its province, not the province of one
    /// that names other places.
    [[nodiscard]] model::Index unit_at(const Locus& at, int level, model::Day day) const;
    /// Lies in the place by its own geography, not by inheritance.
    [[nodiscard]] bool lies_in(const Locus& at, model::Index place) const;
    /// Successors of a unit that are alive on the day, documented on or before it; empty without one.
    [[nodiscard]] std::vector<EndedParty::Heir> living_heirs(model::Index unit, model::Day day) const;
    /// Cached: typing goes on word by word. Null for a text without words.
    [[nodiscard]] std::shared_ptr<const TextPass> text_pass(const std::string& text) const;

private:
    using LocusKey = std::vector<model::Index>;
    struct LocusKeyHash {
        std::size_t operator()(const LocusKey& key) const noexcept;
    };
    std::unordered_map<LocusKey, std::uint32_t, LocusKeyHash> locus_by_key_;

    std::uint32_t locus_of(model::Index admin, std::span<const model::Index> then, std::span<const model::Index> now,
                           const model::Position& position);
    [[nodiscard]] std::vector<model::Index> extra_boundaries(const model::Record& record,
                                                             std::string_view column) const;
    void index_boundaries();
    void index_units();
    void index_agreements();
    void index_meetings();
    void index_gates();
    void index_events();
    void index_incidents();
    void index_texts();
    [[nodiscard]] TextPass match_text(const std::vector<std::string>& words) const;

    // Folded texts per record; one fold per field, joined by a character that no folded word holds.
    std::vector<std::string> boundary_text_, category_text_, unit_text_, agreement_text_, event_text_, gate_text_;
    // Texts of the incidents in date order, folded at the first search: a million of them take a while.
    mutable std::once_flag incident_text_once_;
    mutable std::string incident_text_;
    mutable std::vector<std::size_t> incident_text_starts_;

    // Answers kept, most recent last. They change no result, only when it is there.
    mutable std::mutex cache_mutex_;
    mutable std::vector<std::shared_ptr<const TextPass>> text_cache_;
    mutable std::vector<std::shared_ptr<const BasePass>> base_cache_;
    mutable std::shared_ptr<const IncidentTally> tally_cache_;
    struct LevelTimes {
        std::vector<model::Day> days;  ///< sorted: on which a unit of the level begins or ends
        std::vector<std::shared_ptr<const std::vector<model::Index>>> cache;  ///< per time between them
    };
    mutable std::array<LevelTimes, 2> level_times_;  ///< of levels 1 and 2
};

/// Months since year 0; a dated interval counts in its first month, in its last when the past is open.
[[nodiscard]] std::int32_t month_of(const model::Interval& interval);
[[nodiscard]] model::Day first_day_of(std::int32_t month);

}  // namespace bordermap::query
