#include "build_info.hpp"
#include "cli/options.hpp"
#include "cli/subcommands.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bordermap::cli {
namespace {

struct InfoOptions {
    Options common;
    bool json = false;
    bool names = false;
};

/// A table whose records have a name or a title in each language.
struct NamedTable {
    std::string_view name;
    struct Row {
        const std::string* id;
        const model::Names* names;
    };
    std::vector<Row> rows;
};

template <typename Records>
NamedTable named_table(std::string_view name, const Records& records) {
    NamedTable table{name, {}};
    table.rows.reserve(records.size());
    for (const auto& record : records) {
        if constexpr (requires { record.title; }) {
            table.rows.push_back({&record.id, &record.title});
        } else {
            table.rows.push_back({&record.id, &record.name});
        }
    }
    return table;
}

std::vector<NamedTable> named_tables(const model::Dataset& dataset) {
    return {named_table("boundaries", dataset.boundaries),
            named_table("units", dataset.units),
            named_table("agreements", dataset.agreements),
            named_table("events", dataset.events),
            named_table("gates", dataset.gates),
            named_table("categories", dataset.categories),
            named_table("areas", dataset.areas)};
}

/// The languages that a name lacks.
std::vector<std::string_view> missing(const model::Names& names) {
    std::vector<std::string_view> languages;
    for (const auto& [language, name] :
         {std::pair<std::string_view, const std::string*>{"en", &names.en}, {"vi", &names.vi}, {"lo", &names.lo}}) {
        if (name->empty()) {
            languages.push_back(language);
        }
    }
    return languages;
}

nlohmann::json names_json(const model::Dataset& dataset) {
    nlohmann::json all = nlohmann::json::object();
    for (const NamedTable& table : named_tables(dataset)) {
        nlohmann::json ids{
            {"en", nlohmann::json::array()}, {"vi", nlohmann::json::array()}, {"lo", nlohmann::json::array()}};
        for (const NamedTable::Row& row : table.rows) {
            for (const std::string_view language : missing(*row.names)) {
                ids[std::string(language)].push_back(*row.id);
            }
        }
        all[std::string(table.name)] = {{"rows", table.rows.size()}, {"missing", std::move(ids)}};
    }
    return all;
}

/// One cell as RFC 4180 has it.
std::string csv_cell(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        return text;
    }
    std::string cell = "\"";
    for (const char c : text) {
        cell.append(c == '"' ? 2U : 1U, c);
    }
    return cell + '"';
}

/// A table for a translator: every record that lacks a name, with the names that it has. The counts go to stderr.
void print_missing_names(const model::Dataset& dataset) {
    fmt::print("table,id,missing,en,vi,lo\n");
    for (const NamedTable& table : named_tables(dataset)) {
        std::map<std::string_view, std::size_t> count;
        for (const NamedTable::Row& row : table.rows) {
            const auto languages = missing(*row.names);
            if (languages.empty()) {
                continue;
            }
            for (const std::string_view language : languages) {
                ++count[language];
            }
            fmt::print("{},{},{},{},{},{}\n", table.name, csv_cell(*row.id), fmt::join(languages, " "),
                       csv_cell(row.names->en), csv_cell(row.names->vi), csv_cell(row.names->lo));
        }
        fmt::print(stderr, "{:<12} {:>5} rows, without a name in en {}, vi {}, lo {}\n", table.name, table.rows.size(),
                   count["en"], count["vi"], count["lo"]);
    }
}

nlohmann::json counts_of(const model::Dataset& dataset) {
    return {{"boundaries", dataset.boundaries.size()},   {"units", dataset.units.size()},
            {"agreements", dataset.agreements.size()},   {"events", dataset.events.size()},
            {"incidents", dataset.incidents.size()},     {"gates", dataset.gates.size()},
            {"categories", dataset.categories.size()},   {"areas", dataset.areas.size()},
            {"successions", dataset.successions.size()}, {"aliases", dataset.aliases.size()},
            {"sources", dataset.sources.size()}};
}

nlohmann::json info_json(const World& world) {
    nlohmann::json layers = nlohmann::json::array();
    for (const catalog::LayerInfo& layer : world.loaded.layers) {
        layers.push_back({{"file", layer.file},
                          {"layer", layer.layer},
                          {"driver", layer.driver},
                          {"table", layer.table},
                          {"rows", layer.rows},
                          {"loaded", layer.loaded},
                          {"encoding", layer.encoding},
                          {"vertices", layer.vertices}});
    }
    std::map<std::string, std::size_t> licences;
    for (const model::Source& source : world.loaded.dataset->sources) {
        ++licences[source.licence];
    }
    nlohmann::json problems = nlohmann::json::array();
    for (const model::Problem& problem : world.loaded.problems) {
        problems.push_back(model::format_problem(problem));
    }
    return {{"version", kVersion},
            {"counts", counts_of(*world.loaded.dataset)},
            {"layers", layers},
            {"sources_by_licence", licences},
            {"names", names_json(*world.loaded.dataset)},
            {"problems", problems}};
}

int info(const InfoOptions& options) {
    const World world = load_world(options.common);
    if (options.names && !options.json) {
        print_missing_names(*world.loaded.dataset);
        return world.loaded.has_errors() ? kDataProblems : kDone;
    }
    const nlohmann::json all = info_json(world);
    if (options.json) {
        fmt::print("{}\n", all.dump(2));
    } else {
        fmt::print("bordermap {}\n\n", kVersion);
        for (const catalog::LayerInfo& layer : world.loaded.layers) {
            fmt::print("{:<14} {:>6} of {:>6} rows  {:>8} vertices  {:<16} {:<10} {}\n", layer.table, layer.loaded,
                       layer.rows, layer.vertices, layer.driver, layer.encoding, layer.file);
        }
        fmt::print("\n");
        for (const auto& [table, count] : all["counts"].items()) {
            fmt::print("{:<14} {:>6}\n", table, count.get<std::size_t>());
        }
        fmt::print("\nsources by licence\n");
        for (const auto& [licence, count] : all["sources_by_licence"].items()) {
            fmt::print("  {:>4}  {}\n", count.get<std::size_t>(), licence.empty() ? "not stated" : licence);
        }
        fmt::print("\n{} problems{}\n", world.loaded.problems.size(),
                   world.loaded.problems.empty() ? "" : " (listed above)");
    }
    return world.loaded.has_errors() ? kDataProblems : kDone;
}

}  // namespace

void add_info(CLI::App& program, int& exit_code) {
    auto options = std::make_shared<InfoOptions>();
    CLI::App* sub = program.add_subcommand("info", "Print what is loaded, from where, licences, counts and Problems");
    add_common_options(*sub, options->common);
    sub->add_flag("--json", options->json, "As JSON");
    sub->add_flag("--names", options->names, "The names missing in a language, as CSV for a translator");
    sub->callback([options, &exit_code] { exit_code = info(*options); });
}

}  // namespace bordermap::cli
