#include "cli/options.hpp"
#include "cli/subcommands.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <memory>

namespace bordermap::cli {
namespace {

bool is_connection(const std::string& source) {
    return source.starts_with("PG:");
}

int check(const std::vector<std::string>& sources) {
    for (const std::string& source : sources) {
        std::error_code ignored;
        if (!std::filesystem::exists(source, ignored) && !is_connection(source)) {
            throw UsageError(fmt::format("check {}: no such file or folder; correct the path", source));
        }
    }
    bool opened = true;
    const std::vector<model::Problem> problems = catalog::check(sources, {}, &opened);
    std::size_t errors = 0;
    for (const model::Problem& problem : problems) {
        fmt::print("{}\n", model::format_problem(problem));
        errors += problem.severity == model::Severity::Error ? 1 : 0;
    }
    fmt::print(stderr, "{} errors, {} warnings\n", errors, problems.size() - errors);
    const bool connections = std::all_of(sources.begin(), sources.end(), is_connection);
    if (!opened && connections) {
        return kCannotReadOrWrite;  // nothing was seen of the data, so nothing is known of it
    }
    return errors > 0 ? kDataProblems : kDone;
}

}  // namespace

void add_check(CLI::App& program, int& exit_code) {
    auto sources = std::make_shared<std::vector<std::string>>();
    CLI::App* sub = program.add_subcommand("check", "Validate data against the contract; one line per Problem");
    sub->add_option("SOURCE", *sources, "Folders, files or GDAL sources")->required();
    sub->callback([sources, &exit_code] { exit_code = check(*sources); });
}

}  // namespace bordermap::cli
