#include "cli/options.hpp"
#include "cli/subcommands.hpp"
#include "model/messages.hpp"
#include "query/describe.hpp"

#include <fmt/format.h>
#include <memory>
#include <nlohmann/json.hpp>

namespace bordermap::cli {
namespace {

struct QueryOptions {
    Options common;
    bool json = false;
};

void print_words(const model::Dataset& dataset, const query::Selection& selection, model::Language language) {
    using model::Ref;
    using model::RefKind;
    fmt::print("{}\n", query::describe(dataset, selection, language));
    const auto when = [&](Ref ref) { return query::describe_date(*model::date_of(dataset, ref), language); };
    const auto line = [&](Ref ref, const std::string& column, const std::string& note) {
        fmt::print("  {:<28} {:<32} {}{}\n", model::id_of(dataset, ref), column,
                   model::title_of(dataset, ref, language), note);
    };
    for (const query::Heritage& part : selection.heritage) {
        if (part.incidents + part.agreements + part.events > 0) {
            fmt::print("  {}\n", query::describe_heritage(dataset, part, language));
        }
    }
    for (const query::SelectedAgreement& entry : selection.agreements) {
        const model::Agreement& agreement = dataset.agreements[entry.agreement];
        std::string note = fmt::format(" [{}]", query::describe_stage(entry, language));
        for (const std::string& sentence : query::describe_inheritance(dataset, selection, entry.agreement, language)) {
            note += fmt::format(" [{}]", sentence);
        }
        line({RefKind::Agreement, entry.agreement}, when({RefKind::Agreement, entry.agreement}), note);
        for (const model::Party& party : agreement.parties) {
            if (party.unit != model::kNone) {
                fmt::print("      - {}\n", model::title_of(dataset, {RefKind::Unit, party.unit}, language));
            }
        }
    }
    if (!selection.meetings.empty()) {
        fmt::print("{}\n", model::tr("meeting.list", language));
    }
    for (const query::MeetingDue& meeting : selection.meetings) {
        line({RefKind::Agreement, meeting.agreement}, query::describe_meeting(dataset, meeting, language), "");
    }
    for (const model::Index event : selection.events) {
        line({RefKind::Event, event}, when({RefKind::Event, event}), " [" + dataset.events[event].status + "]");
    }
    for (const model::Index incident : selection.incidents) {
        line({RefKind::Incident, incident}, when({RefKind::Incident, incident}), "");
    }
}

int query_data(const QueryOptions& options) {
    session::Session session = base_session(options.common);
    const World world = load_world(options.common);
    session = resolve_names(options.common, *world.index, *world.gazetteer, std::move(session));
    const query::Selection selection = query::select(*world.index, session.filter);
    const model::Dataset& dataset = *world.loaded.dataset;
    if (options.json) {
        fmt::print("{}\n", query::to_json(dataset, selection).dump(2));
    } else {
        print_words(dataset, selection, session.language);
    }
    return world.loaded.has_errors() ? kDataProblems : kDone;
}

}  // namespace

void add_query(CLI::App& program, int& exit_code) {
    auto options = std::make_shared<QueryOptions>();
    CLI::App* sub = program.add_subcommand("query", "Print what passes the filter");
    add_common_options(*sub, options->common);
    sub->add_flag("--json", options->json, "As JSON");
    sub->callback([options, &exit_code] { exit_code = query_data(*options); });
}

}  // namespace bordermap::cli
