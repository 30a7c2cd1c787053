#include "catalog/text.hpp"
#include "catalog/validate.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <regex>
#include <span>
#include <string_view>

namespace bordermap::catalog {
namespace {

using model::Severity;

constexpr std::string_view kAgreementKinds[] = {"twinning", "coordination_regulation", "memorandum", "plan", "treaty",
                                                "agreement"};  // the last: the source says no more
constexpr std::string_view kMeetingHosts[] = {"rotating", "fixed"};
constexpr std::string_view kEventStatus[] = {"planned", "held", "cancelled"};
constexpr std::string_view kAgreementRoles[] = {"signatory", "supervisor", "participant"};
constexpr std::string_view kEventRoles[] = {"host", "guest", "participant"};

class Values {
public:
    explicit Values(LoadContext& context) : context_(context) {}

    void word(const model::Record& record, std::string_view field, const std::string& value,
              std::span<const std::string_view> words) {
        if (!value.empty() && std::find(words.begin(), words.end(), value) == words.end()) {
            context_.report("vocabulary", Severity::Warning, record, field,
                            fmt::format(R"("{}" is none of its words)", cut_utf8(value, 60)),
                            fmt::format("write one of {}", fmt::join(words, ", ")));
        }
    }

    void form(const model::Record& record, std::string_view field, const std::string& value, const std::regex& wanted,
              std::string_view cure) {
        if (!value.empty() && !std::regex_match(value, wanted)) {
            context_.report("form", Severity::Error, record, field,
                            fmt::format(R"("{}" has not the form of this field)", cut_utf8(value, 60)),
                            std::string(cure));
        }
    }

    /// Ids are named in lists, whose separators they must not hold.
    template <typename Records>
    void ids(const Records& records) {
        for (const auto& record : records) {
            if (record.id.find_first_of(";|, \t\n\r") != std::string::npos) {
                context_.report(
                    "id", Severity::Error, record, "id",
                    fmt::format(R"(the id "{}" holds a space or a separator, so lists of ids cannot name it)",
                                cut_utf8(record.id, 60)),
                    "use letters, digits, - . and _");
            }
        }
    }

    void sourced(const model::Record& record, const std::vector<std::string>& source_ids) {
        if (source_ids.empty()) {
            context_.report("unsourced", Severity::Warning, record, "source_ids", "the record names no source",
                            "add the id of its source");
        }
    }

private:
    LoadContext& context_;
};

void validate_terms(Values& values, const std::vector<model::Term>& terms) {
    static const std::regex colour("#[0-9A-Fa-f]{6}");
    for (const auto& term : terms) {
        values.form(term, "colour", term.colour, colour, "write it as #rrggbb");
    }
}

void validate_agreements(LoadContext& context, Values& values) {
    static const std::regex duration("P(?=[0-9T])([0-9]+Y)?([0-9]+M)?([0-9]+W)?([0-9]+D)?");
    for (const auto& agreement : context.dataset.agreements) {
        values.word(agreement, "kind", agreement.kind, kAgreementKinds);
        values.word(agreement, "meeting_host", agreement.meeting_host, kMeetingHosts);
        values.form(agreement, "cadence", agreement.cadence, duration, "write an ISO 8601 duration: P6M, P1Y");
        values.sourced(agreement, agreement.source_ids);
        for (const auto& party : agreement.parties) {
            values.word(agreement, "role", party.role, kAgreementRoles);
        }
        if (agreement.parties.size() < 2 && !context.dataset.units.empty()) {
            context.report("parties", Severity::Warning, agreement, {},
                           fmt::format(R"("{}" has {} parties; an agreement joins at least two)", agreement.id,
                                       agreement.parties.size()),
                           "add its rows to agreement_parties");
        }
    }
}

void validate_events(LoadContext& context, Values& values) {
    for (const auto& event : context.dataset.events) {
        values.word(event, "status", event.status, kEventStatus);
        values.sourced(event, event.source_ids);
        for (const auto& party : event.parties) {
            values.word(event, "role", party.role, kEventRoles);
        }
        if (event.fulfils != model::kNone && context.dataset.events[event.fulfils].status != "planned") {
            context.report("fulfils", Severity::Error, event, "fulfils",
                           fmt::format(R"("{}" is no planned event)", event.fulfils_id),
                           "name the planned event, or mark it as planned");
        }
    }
}

}  // namespace

void validate_values(LoadContext& context) {
    static const std::regex subdivision("[A-Z]{2}-[A-Z0-9]{1,3}");
    static const std::regex language("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*");
    static const std::regex address("https?://[^\\s]+");
    const auto& dataset = context.dataset;
    Values values(context);
    for (const auto& boundary : dataset.boundaries) {
        values.form(boundary, "iso_3166_2", boundary.iso_3166_2, subdivision, "write an ISO 3166-2 code such as VN-25");
    }
    values.ids(dataset.boundaries);
    values.ids(dataset.sources);
    values.ids(dataset.categories);
    values.ids(dataset.areas);
    values.ids(dataset.units);
    values.ids(dataset.agreements);
    values.ids(dataset.events);
    values.ids(dataset.incidents);
    values.ids(dataset.gates);
    validate_terms(values, dataset.categories);
    validate_terms(values, dataset.areas);
    for (const auto& alias : dataset.aliases) {
        values.form(alias, "language", alias.language, language, "write a language code: en, vi, lo");
    }
    for (const auto& source : dataset.sources) {
        values.form(source, "url", source.url, address, "write the address with http:// or https://");
        std::string fault;
        if (!model::FuzzyDate::parse(source.published, &fault)) {
            context.report("date", Severity::Error, source, "published", fault,
                           "write it as EDTF: 2026-01-15, 2026-01, 2026");
        }
    }
    for (const auto& unit : dataset.units) {
        values.sourced(unit, unit.source_ids);
    }
    for (const auto& incident : dataset.incidents) {
        values.sourced(incident, incident.source_ids);
    }
    for (const auto& gate : dataset.gates) {
        values.sourced(gate, gate.source_ids);
    }
    validate_agreements(context, values);
    validate_events(context, values);
}

}  // namespace bordermap::catalog
