#pragma once
/// Filter -> Selection: all that passes, and every count of it. Map, lists, charts, query output and exports are counts
/// of the one Selection, so that numbers agree.

#include "model/dataset.hpp"
#include "query/filter.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bordermap::query {

/// The furthest stage that an agreement may have reached on the as-of date, by what is public of it: the columns announced,
/// signed, ends and status, and the extra column in_force (EDTF).
/// - It passes from the first day on which it may have been announced or signed, and not before each of its parties exists.
///   A signing that is not dated may lie anywhere up to the announcement, unless the status says that it is announced only.
/// - It is in force from the date in_force, else, where the status says so, from its signing. A signed one of which no source
///   says that it came into force stays Signed.
/// - It has ended on the last day that `ends` may mean, and no longer passes then without Filter::ended.
enum class Stage : std::uint8_t {
    Announced,  ///< announced, and not signed by then
    Signed,     ///< signed
    InForce,    ///< a source dates its coming into force, or reports it in force
    Ended,      ///< only with Filter::ended
    Unknown     ///< no date and no status say where it stands
};
/// "announced", "signed", "in_force", "ended", "unknown": as in `query --json` and after "stage." in the messages.
[[nodiscard]] std::string_view stage_name(Stage stage);

struct SelectedAgreement {
    model::Index agreement = model::kNone;
    Stage stage = Stage::Unknown;
    bool sure = false;  ///< at this stage for certain: not so while the as-of date lies among the days that the date of
                        ///< the stage or of the end may mean, or that date is not known
    bool inherited = false;   ///< at least one party is drawn at a documented successor (Selection::ended_parties)
    bool party_gone = false;  ///< at least one party had ended by then and no source documents a successor
    bool by_inheritance =
        false;  ///< passed the place filter only through lineage (successor or predecessor of the place)
};

/// A unit that had ended by the as-of date and is party of an agreement that passes. It is replaced by its documented successors
/// that are alive (successions of units, dated on or before the as-of date), in links and in units; without one it is kept.
/// A unit whose administrative unit alone was dissolved is not replaced.
struct EndedParty {
    struct Heir {
        model::Index unit = model::kNone;
        model::Day on = 0;  ///< of the documented succession, the last one where it passed on several times
    };
    model::Index unit = model::kNone;
    std::vector<Heir> heirs;  ///< by unit; empty: no public source documents a successor
};

/// The drawn line between two parties of different countries: signatories, where both countries have one; never supervisors.
struct Link {
    model::Index agreement = model::kNone;
    model::Index from = model::kNone;  ///< unit, Vietnamese side where there is one
    model::Index to = model::kNone;    ///< unit, Lao side
    Stage stage = Stage::Unknown;      ///< of the agreement
    bool sure = false;                 ///< likewise
    bool inherited = false;            ///< an end is a successor that is no party itself
};

/// Where an agreement stands with its review meetings on the as-of date. Only public records are known: "never" and "overdue"
/// mean that no public record of a held meeting was found.
enum class MeetingState : std::uint8_t {
    Overdue,    ///< the days in which the next one falls due have passed
    NeverHeld,  ///< no meeting is on record since the signing; `overdue` says whether the first one was due by now
    Due,        ///< the as-of date lies among the days in which the next one falls due
    Upcoming,   ///< those days are still to come
    Unknown     ///< a cadence is stated but gives no date: words without a period, or nothing dated to count from
};

/// "overdue", "never_held", "due", "upcoming", "unknown": as in `query --json`.
[[nodiscard]] std::string_view meeting_state_name(MeetingState state);

/// Of an agreement that passes, has not ended, and whose source states how often its parties review it.
struct MeetingDue {
    model::Index agreement = model::kNone;
    MeetingState state = MeetingState::Unknown;
    model::Index last = model::kNone;  ///< event: the last held one on or before the as-of date
    model::Index planned =
        model::kNone;  ///< event: a planned one that nothing fulfilled and that may lie on or after that date
    std::optional<model::Interval>
        next;  ///< days in which the next one falls due: as imprecise as the date counted from
    bool overdue = false;
    bool ambiguous = false;  ///< the words of the source can be read as another period: the state is one reading
};

/// A unit that a place of the filter came from or became, and how many of what passes lie in it: what is left when the filter is
/// narrowed to it without lineage.
struct Heritage {
    model::Index boundary = model::kNone;
    std::uint32_t incidents = 0;  ///< as in Counts::incidents
    std::uint32_t agreements = 0;
    std::uint32_t events = 0;  ///< as in Counts::events
};

/// One month of the timeline. A record counts once, in the first month that it may lie in (the last when its past is open);
/// undated ones, totals and snapshots do not. Counts ignore the date window (so that the strip shows what a wider window would add) and
/// obey every other filter.
struct MonthCount {
    model::Day month = 0;  ///< its first day
    std::uint32_t incidents = 0;
    std::uint32_t events = 0;
};

struct Counts {
    // Of incidents (record_kind incident) that pass, without the undated ones while a window is set: each map sums to
    // `incidents` unless it says otherwise, by month to the dated ones. Keys with a count only.
    std::map<std::string, std::uint32_t> incidents_by_category;  ///< id; "" no category
    std::map<std::string, std::uint32_t>
        incidents_by_province;  ///< alive on the as-of date; "" not located, or not to one
    std::map<std::string, std::uint32_t>
        incidents_by_district;  ///< or commune, likewise; "" what is known to no more than a province, or to several
    std::map<std::string, std::uint32_t>
        incidents_to_province;  ///< by province, of those behind incidents_by_district[""] alone: sums to that number
    std::map<std::string, std::uint32_t>
        incidents_by_month;  ///< "2025-07"; a date that spans months counts in its first
    std::map<std::string, std::uint32_t> agreements_by_area;  ///< an agreement counts once in each of its areas
    std::map<std::string, std::uint32_t> units_by_kind;       ///< of Selection::units
    std::map<std::string, std::uint32_t> meetings_by_state;   ///< of Selection::meetings, by meeting_state_name
    std::uint32_t incidents = 0;  ///< record_kind incident that passes; undated ones only while no window is set
    std::uint32_t totals = 0;     ///< totals and snapshots that pass, likewise: never summed with incidents
    std::uint32_t events = 0;     ///< events that pass, likewise
    std::uint32_t undated = 0;    ///< incidents, totals and events that pass and have no date, window or not
    std::uint32_t incidents_by_inheritance = 0;   ///< of `incidents`: passed the place filter only by inheritance
    std::uint32_t agreements_by_inheritance = 0;  ///< of the agreements, likewise
    /// Alive on the as-of date, whatever the other filters.
    std::uint32_t boundaries_vn_1 = 0, boundaries_vn_2 = 0, boundaries_la_1 = 0, boundaries_la_2 = 0;
};

struct Selection {
    Filter filter;
    std::vector<std::uint8_t> boundary_alive;      ///< per boundary: 1 alive on the as-of date
    std::vector<std::uint8_t> boundary_in_filter;  ///< per boundary: 1 inside the place filter (all 1 when none is set)
    std::vector<model::Index> units;  ///< pass and are alive on the as-of date, or stand for a party of an agreement
                                      ///< that passes (itself, or its successors when it has ended)
    std::vector<SelectedAgreement> agreements;
    std::vector<EndedParty> ended_parties;  ///< of `agreements`, by unit
    std::vector<Link> links;
    std::vector<MeetingDue> meetings;     ///< of `agreements` with a cadence: by state, then by `next`
    std::vector<model::Index> events;     ///< dated ones by date, then the undated
    std::vector<model::Index> incidents;  ///< dated ones by date, then the undated; all record kinds
    std::vector<model::Index> gates;
    std::vector<std::uint8_t> incident_pass;  ///< per incident: 1 passes every filter (is in `incidents`)
    std::vector<std::uint8_t> incident_pass_but_window_and_category;  ///< per incident: 1 passes the filters that the
                                                                      ///< shader does not test itself (place, text)
    std::vector<std::uint8_t> category_pass;                          ///< per category: 1 passes
    std::vector<Heritage> heritage;  ///< of the places of the filter, by boundary; empty without lineage
    std::vector<MonthCount> months;  ///< gapless from the first to the last month with any record
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
    QueryIndex(QueryIndex&&) = delete;
    QueryIndex& operator=(QueryIndex&&) = delete;

    [[nodiscard]] const model::Dataset& dataset() const;
    /// Boundaries at a point alive on a day, country first, most detailed last.
    [[nodiscard]] std::vector<model::Index> boundaries_at(model::LonLat at, model::Day day) const;
    /// The boundary and everything that it became or came from (documented successions, whatever the direction of time),
    /// without the boundary itself.
    [[nodiscard]] std::vector<model::Index> lineage(model::Index boundary) const;
    /// Province (level 1) that holds a boundary, itself when it is one; kNone for a country.
    [[nodiscard]] model::Index province_of(model::Index boundary) const;

    struct Impl;
    [[nodiscard]] const Impl& impl() const { return *impl_; }  ///< for the sources of query only

private:
    std::unique_ptr<Impl> impl_;
};

/// Pure: same index and filter, same Selection.
[[nodiscard]] Selection select(const QueryIndex& index, const Filter& filter);

/// Those of Selection::ended_parties that are party of the agreement, in the order of its parties.
[[nodiscard]] std::vector<const EndedParty*> ended_parties_of(const model::Dataset& dataset, const Selection& selection,
                                                              model::Index agreement);

/// The geographic extent of what passes, in degrees: the places of the filter when it has any (as they are on the as-of date), else
/// all incidents, events, gates and linked units that have a position. Nothing when nothing has a place.
struct Extent {
    double west = 0, south = 0, east = 0, north = 0;
    [[nodiscard]] bool operator==(const Extent&) const = default;
};
[[nodiscard]] std::optional<Extent> extent_of(const QueryIndex& index, const Selection& selection);
[[nodiscard]] std::optional<Extent> extent_of(const QueryIndex& index, model::Ref ref);

}  // namespace bordermap::query
