#include "cartography/headline.hpp"

#include "cartography/legend.hpp"
#include "model/messages.hpp"
#include "query/describe.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <set>

namespace bordermap::cartography {

namespace {

using model::tr;

/// Licences under which material is passed on to others and its makers are to be named.
bool asks_for_attribution(const model::Source& source) {
    constexpr std::array<std::string_view, 8> kStarts{"CC ", "CC-",  "MIT", "LGPL",
                                                      "GPL", "ODbL", "ODC", "public domain"};
    return std::any_of(kStarts.begin(), kStarts.end(),
                       [&](std::string_view start) { return source.licence.starts_with(start); });
}

/// What passes and is drawn in this mode, in numbers.
std::string counts_of(const query::Selection& selection, const session::Session& session) {
    const model::Language language = session.language;
    const bool empty = selection.units.empty() && selection.agreements.empty() && selection.events.empty() &&
                       selection.incidents.empty() && selection.gates.empty();
    if (empty) {
        return std::string(tr("furniture.nothing", language));
    }
    query::Selection drawn;
    drawn.filter = selection.filter;
    switch (session.mode) {
        case session::Mode::Boundaries:
            return {};
        case session::Mode::Cooperation:
            drawn.agreements = selection.agreements;
            drawn.counts.agreements_by_inheritance = selection.counts.agreements_by_inheritance;
            drawn.counts.events = selection.counts.events;
            break;
        case session::Mode::Incidents:
            drawn.counts = selection.counts;
            drawn.counts.events = 0;
            drawn.counts.agreements_by_inheritance = 0;
            drawn.counts.undated = 0;  // counts events, too
            break;
        case session::Mode::Meetings: {
            drawn.agreements = selection.agreements;
            drawn.counts.agreements_by_inheritance = selection.counts.agreements_by_inheritance;
            const std::string with =
                fmt::format(fmt::runtime(tr("furniture.meeting.facts", language)), selection.meetings.size());
            return query::describe_counts(drawn, language) + ", " + with;
        }
        case session::Mode::Overview:
        case session::Mode::Count:
            return query::describe_counts(selection, language);
    }
    return query::describe_counts(drawn, language);
}

/// The word of a kind ("agreement.kind." + kind), the kind itself when there is none.
std::string kind_words(std::string_view prefix, const std::string& kind, model::Language language) {
    const std::string key = std::string(prefix) + kind;
    const std::string_view words = tr(key, language);
    std::string text(words == key ? std::string_view(kind) : words);
    std::replace(text.begin(), text.end(), '_', ' ');
    return text;
}

std::string joined(const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts) {
        text += part.empty() ? "" : (text.empty() ? "" : " · ") + part;
    }
    return text;
}

/// What is selected, in one line, and what became of its parties in others.
std::vector<std::string> facts_of(const model::Dataset& dataset, const query::Selection& selection, model::Ref ref,
                                  model::Language language) {
    std::vector<std::string> parts;
    std::vector<std::string> more;
    switch (ref.kind) {
        case model::RefKind::Agreement: {
            const model::Agreement& agreement = dataset.agreements[ref.index];
            parts.push_back(kind_words("agreement.kind.", agreement.kind, language));
            parts.push_back(fmt::format(fmt::runtime(tr("furniture.selected.signed", language)),
                                        query::describe_date(agreement.signed_on, language)));
            const auto found =
                std::find_if(selection.agreements.begin(), selection.agreements.end(),
                             [&](const query::SelectedAgreement& each) { return each.agreement == ref.index; });
            if (found != selection.agreements.end() && (found->stage != query::Stage::Signed || !found->sure)) {
                parts.push_back(query::describe_stage(*found, language));
            }
            parts.push_back(
                fmt::format(fmt::runtime(tr("furniture.selected.parties", language)), agreement.parties.size()));
            more = query::describe_inheritance(dataset, selection, ref.index, language);
            break;
        }
        case model::RefKind::Event: {
            const model::Event& event = dataset.events[ref.index];
            parts = {kind_words("event.kind.", event.kind, language), query::describe_date(event.date, language),
                     event.place};
            break;
        }
        case model::RefKind::Incident: {
            const model::Incident& incident = dataset.incidents[ref.index];
            if (incident.category < dataset.categories.size()) {
                parts.push_back(category_name(dataset.categories[incident.category], language));
            }
            parts.push_back(query::describe_date(incident.date, language));
            parts.push_back(query::describe_precision(incident.position, language));
            break;
        }
        case model::RefKind::Unit: {
            const model::Unit& unit = dataset.units[ref.index];
            parts.push_back(kind_words("unit.kind.", unit.kind, language));
            parts.push_back(query::describe_precision(unit.position, language));
            break;
        }
        case model::RefKind::Gate:
            parts.emplace_back(tr("furniture.gate", language));
            parts.push_back(query::describe_precision(dataset.gates[ref.index].position, language));
            break;
        case model::RefKind::Boundary:
        case model::RefKind::Source:
        case model::RefKind::None:
            break;
    }
    std::vector<std::string> facts;
    if (std::string line = joined(parts); !line.empty()) {
        facts.push_back(std::move(line));
    }
    std::move(more.begin(), more.end(), std::back_inserter(facts));
    return facts;
}

}  // namespace

std::string source_sentence(const model::Dataset& dataset, model::Language language) {
    std::vector<std::string> makers;
    std::set<std::string> publishers;
    for (const model::Source& source : dataset.sources) {
        if (asks_for_attribution(source)) {
            const std::size_t end = source.licence.find_first_of("(;");
            std::string licence = source.licence.substr(0, end);
            while (!licence.empty() && licence.back() == ' ') {
                licence.pop_back();
            }
            std::string maker = source.publisher.substr(0, source.publisher.find(" ("));
            if (const std::size_t slash = maker.rfind('/');
                slash != std::string::npos && maker.find(' ') == std::string::npos) {
                maker = maker.substr(slash + 1);
            }
            std::string entry = fmt::format("{} ({})", maker, licence);
            if (std::find(makers.begin(), makers.end(), entry) == makers.end()) {
                makers.push_back(std::move(entry));
            }
        } else {
            publishers.insert(source.id);
        }
    }
    std::string sentence;
    if (!makers.empty()) {
        sentence = fmt::format(fmt::runtime(tr("furniture.sources", language)), fmt::join(makers, ", "));
    }
    if (!publishers.empty()) {
        sentence += sentence.empty() ? "" : " · ";
        sentence += fmt::format(fmt::runtime(tr("furniture.records", language)), publishers.size());
    }
    return sentence;
}

std::string disclaimer_of(const session::Session& session) {
    return session.disclaimer.empty() ? std::string(tr("furniture.disclaimer", session.language)) : session.disclaimer;
}

std::string sea_names_of(const session::Session& session) {
    if (session.sea_names == session::SeaNames::Off) {
        return {};
    }
    const std::string key = fmt::format("furniture.sea_names.{}", session::sea_names_name(session.sea_names));
    return fmt::format(fmt::runtime(tr("furniture.sea_names", session.language)), tr(key, session.language));
}

Headline headline_of(const model::Dataset& dataset, const query::Selection& selection,
                     const session::Session& session) {
    const model::Language language = session.language;
    const std::string sentence = query::describe_filter(dataset, selection.filter, language);
    Headline headline;
    if (session.mode != session::Mode::Overview) {
        headline.mode = tr(fmt::format("furniture.mode.{}", session::mode_name(session.mode)), language);
    }
    headline.day = fmt::format(fmt::runtime(tr("furniture.as_of", language)),
                               query::describe_day(selection.filter.as_of, language));
    const model::Ref selected = session.selected_kind == model::RefKind::None
                                    ? model::Ref{}
                                    : model::find_ref(dataset, session.selected_kind, session.selected_id);
    if (session.title.empty() && selected) {
        headline.title = model::title_of(dataset, selected, language);
        headline.facts = facts_of(dataset, selection, selected, language);
        if (!selection.filter.passes_all()) {
            headline.facts.push_back(sentence);
        }
        return headline;
    }
    headline.title = session.title.empty() ? sentence : session.title;
    if (!session.title.empty()) {
        headline.facts.push_back(sentence);
    }
    if (std::string counts = counts_of(selection, session); !counts.empty()) {
        headline.facts.push_back(std::move(counts));
    }
    return headline;
}

}  // namespace bordermap::cartography
