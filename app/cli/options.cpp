#include "cli/options.hpp"

#include "cartography/theme.hpp"
#include "model/date.hpp"

#include <algorithm>
#include <cstdio>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

namespace bordermap::cli {
namespace {

using model::Index;

/// The interval of days that an option names; a month or a year stands for all its days.
model::Interval days_of(const char* option, const std::string& text) {
    std::string fault;
    const auto date = model::FuzzyDate::parse(text, &fault);
    if (!date || !date->dated()) {
        throw UsageError(fmt::format("{} {}: {}; give a day like 2026-01-15, a month like 2026-01 or a year", option,
                                     text, fault.empty() ? "this names no day" : fault));
    }
    return date->interval();
}

std::string place_in_words(const model::Dataset& dataset, Index boundary) {
    const model::AdminUnit& unit = dataset.boundaries[boundary];
    std::string words = fmt::format("{} ({}", unit.id, unit.name.display(model::Language::English));
    if (unit.parent != model::kNone) {
        words += ", " + dataset.boundaries[unit.parent].name.display(model::Language::English);
    }
    if (unit.valid.to != model::kOpenFuture) {
        words += ", until " + model::format_day(unit.valid.to - 1);
    }
    return words + ")";
}

/// True when `boundary` lies in a place of this name.
bool lies_in(const model::Dataset& dataset, Index boundary, const std::string& parent_name) {
    const std::string wanted = query::fold(parent_name);
    for (Index at = dataset.boundaries[boundary].parent; at != model::kNone; at = dataset.boundaries[at].parent) {
        const model::AdminUnit& unit = dataset.boundaries[at];
        for (const std::string* name : {&unit.id, &unit.name.en, &unit.name.vi, &unit.name.lo}) {
            if (!name->empty() && query::fold(*name) == wanted) {
                return true;
            }
        }
    }
    return false;
}

std::string find_place(const char* option, const std::string& name, int level, const query::QueryIndex& index,
                       const query::Gazetteer& gazetteer, model::Day as_of) {
    const model::Dataset& dataset = index.dataset();
    std::vector<Index> found = gazetteer.boundaries(name, level, as_of);
    if (const auto comma = name.find(','); found.empty() && comma != std::string::npos) {
        found = gazetteer.boundaries(name.substr(0, comma), level, as_of);
        std::erase_if(found, [&](Index boundary) { return !lies_in(dataset, boundary, name.substr(comma + 1)); });
    }
    if (found.empty()) {
        std::string near;
        for (const query::Match& match : gazetteer.search(name, 40)) {
            if (match.ref.kind == model::RefKind::Boundary && dataset.boundaries[match.ref.index].level == level) {
                near += (near.empty() ? "; did you mean " : ", ") + place_in_words(dataset, match.ref.index);
                if (near.size() > 200) {
                    break;
                }
            }
        }
        throw UsageError(fmt::format("{} {}: no place of this level has this name or id{}", option, name, near));
    }
    std::vector<Index> alive = found;
    std::erase_if(alive, [&](Index boundary) { return !dataset.boundaries[boundary].valid.contains(as_of); });
    std::vector<Index> fitting = alive.empty() ? found : alive;
    // Of a place and its heir of the same name the heir is meant; lineage leads back to the other.
    const std::vector<Index> namesakes = fitting;
    std::erase_if(fitting, [&](Index boundary) {
        return std::any_of(dataset.successions.begin(), dataset.successions.end(), [&](const auto& succession) {
            return succession.from_id == dataset.boundaries[boundary].id &&
                   std::any_of(namesakes.begin(), namesakes.end(), [&](Index heir) {
                       return heir != boundary && dataset.boundaries[heir].id == succession.to_id;
                   });
        });
    });
    if (fitting.size() > 1) {
        std::string candidates;
        for (const Index boundary : fitting) {
            candidates += (candidates.empty() ? "" : ", ") + place_in_words(dataset, boundary);
        }
        throw UsageError(fmt::format("{} {}: {} places have this name: {}; give the id, or \"name, province\"", option,
                                     name, fitting.size(), candidates));
    }
    return dataset.boundaries[fitting.front()].id;
}

std::string find_term(const char* option, const std::string& name, const std::vector<model::Term>& terms) {
    const std::string wanted = query::fold(name);
    for (const model::Term& term : terms) {
        for (const std::string* text : {&term.id, &term.name.en, &term.name.vi, &term.name.lo}) {
            if (!text->empty() && query::fold(*text) == wanted) {
                return term.id;
            }
        }
    }
    std::vector<std::string_view> ids;
    ids.reserve(terms.size());
    for (const model::Term& term : terms) {
        ids.emplace_back(term.id);
    }
    throw UsageError(fmt::format("{} {}: unknown; known are {}", option, name, fmt::join(ids, ", ")));
}

std::string find_kind(const std::string& name, const std::vector<model::Unit>& units) {
    std::vector<std::string_view> known;
    for (const model::Unit& unit : units) {
        if (unit.kind == name) {
            return name;
        }
        if (std::find(known.begin(), known.end(), unit.kind) == known.end()) {
            known.emplace_back(unit.kind);
        }
    }
    throw UsageError(fmt::format("--kind {}: unknown; known are {}", name, fmt::join(known, ", ")));
}

void show_progress(double fraction, const std::string& file) {
    constexpr int kWidth = 30;
    const int done = static_cast<int>(std::clamp(fraction, 0.0, 1.0) * kWidth);
    fmt::print(stderr, "\r\033[K[{:#<{}}{:.<{}}] {}", "", done, "", kWidth - done, file);
    if (fraction >= 1.0) {
        fmt::print(stderr, "\r\033[K");
    }
    std::fflush(stderr);
}

}  // namespace

void add_common_options(CLI::App& app, Options& options) {
    app.add_option("--data", options.data, "Records: a folder, file or GDAL source (repeatable)")->type_name("SOURCE");
    app.add_option("--boundaries", options.boundaries, "Boundaries and context, if not with the records (repeatable)")
        ->type_name("SOURCE");
    app.add_option("--session", options.session, "Start from this session file")->type_name("FILE");
    app.add_option("--province", options.provinces, "Province: id, name in any language or alias (repeatable)")
        ->type_name("ID");
    app.add_option("--district", options.districts, "District or commune: id, name or alias (repeatable)")
        ->type_name("ID");
    app.add_option("--from", options.from, "First day of the date window")->type_name("DATE");
    app.add_option("--to", options.to, "Last day of the date window, included")->type_name("DATE");
    app.add_option("--as-of", options.as_of, "Day whose boundaries and relations are drawn (default: today)")
        ->type_name("DATE");
    app.add_option("--category", options.categories, "Category of incidents or group (repeatable)")->type_name("ID");
    app.add_option("--area", options.areas, "Area of cooperation or group (repeatable)")->type_name("ID");
    app.add_option("--kind", options.kinds, "Kind of unit (repeatable)")->type_name("KIND");
    app.add_option("--text", options.text, "Words that must all occur")->type_name("WORDS");
    app.add_flag("--no-lineage", options.no_lineage, "Only what lies in the places named, nothing by inheritance");
    app.add_flag("--ended", options.ended, "Agreements that have ended by the as-of date, too");
    app.add_option("--lang", options.language, "Language of names and words")->check(CLI::IsMember({"en", "vi", "lo"}));
}

void add_theme_options(CLI::App& app, Options& options) {
    app.add_option("--theme", options.theme, "Theme: light, dark, contrast or one of --themes")->type_name("NAME");
    app.add_option("--themes", options.theme_folder,
                   "Folder of theme files (.json): more themes, or others in their place")
        ->type_name("FOLDER");
}

std::vector<std::string> read_themes(const Options& options) {
    std::vector<std::string> faults;
    if (!options.theme_folder.empty()) {
        faults = cartography::read_theme_folder(options.theme_folder).faults;
    }
    const std::vector<std::string> names = cartography::theme_names();
    if (!options.theme.empty() && std::find(names.begin(), names.end(), options.theme) == names.end()) {
        throw UsageError(fmt::format("--theme {}: unknown; known are {}{}{}", options.theme, fmt::join(names, ", "),
                                     faults.empty() ? "" : "; ", fmt::join(faults, "; ")));
    }
    return faults;
}

catalog::LoadOptions load_options(const Options& options) {
    catalog::LoadOptions load;
    load.data = options.data;
    load.boundaries = options.boundaries;
    if (load.data.empty() || load.boundaries.empty()) {
        const std::string embedded = catalog::find_geodata();
        if (embedded.empty() && load.data.empty()) {
            throw FileError(
                "no data was found beside the program or in the XDG data directories; name a folder with --data");
        }
        if (load.data.empty() && load.boundaries.empty()) {
            load.data = {embedded};
        } else if (load.data.empty()) {
            load.data = {embedded + "/records"};
        }
        // A --data source without boundaries of its own is drawn over the embedded ones; catalog::load reads both.
        if (load.boundaries.empty() && !options.data.empty() && !embedded.empty()) {
            load.fallback_boundaries = embedded + "/boundaries";
        }
    }
    return load;
}

session::Session base_session(const Options& options) {
    session::Session session = session::make_session(model::today());
    if (!options.session.empty()) {
        session = session::load_session(options.session);
    }
    query::Filter& filter = session.filter;
    if (!options.from.empty()) {
        filter.from = days_of("--from", options.from).from;
    }
    if (!options.to.empty()) {
        filter.to = days_of("--to", options.to).to - 1;
    }
    if (filter.from && filter.to && *filter.from > *filter.to) {
        throw UsageError(fmt::format("--from {} is after --to {}; exchange them", model::format_day(*filter.from),
                                     model::format_day(*filter.to)));
    }
    if (!options.as_of.empty()) {
        const auto day = model::parse_day(options.as_of);
        if (!day) {
            throw UsageError(fmt::format("--as-of {}: not a day; give one like 2026-01-15", options.as_of));
        }
        filter.as_of = *day;
    }
    if (!options.text.empty()) {
        filter.text = options.text;
    }
    // A flag that is not given leaves what the session file says.
    filter.lineage = filter.lineage && !options.no_lineage;
    filter.ended = filter.ended || options.ended;
    if (const auto language = model::parse_language(options.language)) {
        session.language = *language;
    }
    if (!options.theme.empty()) {
        session.theme = options.theme;
    }
    if (!options.title.empty()) {
        session.title = options.title;
    }
    return session;
}

session::Session resolve_names(const Options& options, const query::QueryIndex& index,
                               const query::Gazetteer& gazetteer, session::Session session) {
    query::Filter& filter = session.filter;
    const auto add = [](std::vector<std::string>& values, std::string value) {
        if (std::find(values.begin(), values.end(), value) == values.end()) {
            values.push_back(std::move(value));
        }
    };
    for (const std::string& name : options.provinces) {
        add(filter.places, find_place("--province", name, 1, index, gazetteer, filter.as_of));
    }
    for (const std::string& name : options.districts) {
        add(filter.places, find_place("--district", name, 2, index, gazetteer, filter.as_of));
    }
    for (const std::string& name : options.categories) {
        add(filter.categories, find_term("--category", name, index.dataset().categories));
    }
    for (const std::string& name : options.areas) {
        add(filter.areas, find_term("--area", name, index.dataset().areas));
    }
    for (const std::string& name : options.kinds) {
        add(filter.unit_kinds, find_kind(name, index.dataset().units));
    }
    return session;
}

World load_world(const Options& options) {
    catalog::LoadOptions load = load_options(options);
    if (::isatty(STDERR_FILENO) == 1) {
        load.progress = show_progress;
    }
    World world;
    world.loaded = catalog::load(load);
    for (const model::Problem& problem : world.loaded.problems) {
        fmt::print(stderr, "{}\n", model::format_problem(problem));
    }
    const model::Dataset& dataset = *world.loaded.dataset;
    const bool empty =
        dataset.boundaries.empty() && dataset.units.empty() && dataset.agreements.empty() && dataset.incidents.empty();
    if (empty || !world.loaded.data_opened) {
        throw FileError("nothing could be read from the data named; see the messages above");
    }
    world.index = std::make_unique<query::QueryIndex>(world.loaded.dataset);
    world.gazetteer = std::make_unique<query::Gazetteer>(dataset);
    return world;
}

}  // namespace bordermap::cli
