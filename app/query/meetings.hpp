#pragma once
/// When the next review meeting of an agreement falls due: calendar arithmetic, and the reading of what sources say of a cadence.

#include "query/selection.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace bordermap::query {

/// A calendar period: months first, then days. Never zero, never negative.
struct Period {
    int months = 0;
    int days = 0;
    bool operator==(const Period&) const = default;
};

/// An ISO 8601 duration of years, months, weeks and days ("P6M", "P1Y6M", "P2W"), up to 1000 years. Nothing for any other text: a part
/// of a day is no rhythm of meetings, and zero none at all.
[[nodiscard]] std::optional<Period> parse_period(std::string_view iso);
/// The day a period later; a day that the month does not have becomes its last one (31 August and six months: end of
/// February). An open end stays open.
[[nodiscard]] model::Day add(model::Day day, const Period& period);
/// Every day that lies a period after a day of the interval.
[[nodiscard]] model::Interval add(const model::Interval& days, const Period& period);

/// Whether events of a kind are meetings at which parties review what they agreed.
[[nodiscard]] bool is_review_meeting(std::string_view event_kind);

/// What a source says of how often the parties meet.
struct Cadence {
    std::optional<Period> period;  ///< nothing: stated in words that name no one period
    bool ambiguous = false;        ///< the words can be read as another period, too
};
/// From the columns cadence and cadence_text and the extra columns cadence_fact (what the facts hold: a duration, several
/// readings "P6M/P1Y", or a term, which is no rhythm) and cadence_note. Nothing where no rhythm is stated.
[[nodiscard]] std::optional<Cadence> read_cadence(std::string_view cadence, std::string_view text,
                                                  std::string_view fact, std::string_view note);
/// The word of the text that has two readings ("biannual"); the whole text where no single word has.
[[nodiscard]] std::string_view ambiguous_words(std::string_view text);

/// The review meetings of one agreement, by what is public of them.
struct ReviewSeries {
    struct Meeting {
        model::Index event = model::kNone;
        std::optional<model::Interval> days;         ///< nothing: undated
        std::optional<model::Interval> replaced_on;  ///< planned ones: days of the event that fulfils it
        bool replaced = false;                       ///< planned ones: by an event that may be undated
    };
    Cadence cadence;
    /// The signing (its announcement where only that is dated), not before all parties existed; nothing when not known.
    std::optional<model::Interval> signed_on;
    std::vector<Meeting> held;     ///< none that was surely before the signing
    std::vector<Meeting> planned;  ///< with what fulfilled them
};

/// Where the series stands on a day. `agreement` is left to the caller.
[[nodiscard]] MeetingDue meeting_due(const ReviewSeries& series, model::Day as_of);

}  // namespace bordermap::query
