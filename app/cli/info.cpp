#include "build_info.hpp"
#include "cli/options.hpp"
#include "cli/subcommands.hpp"

#include <fmt/format.h>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

namespace bordermap::cli {
namespace {

struct InfoOptions {
    Options common;
    bool json = false;
};

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
            {"problems", problems}};
}

int info(const InfoOptions& options) {
    const World world = load_world(options.common);
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
    sub->callback([options, &exit_code] { exit_code = info(*options); });
}

}  // namespace bordermap::cli
