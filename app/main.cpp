/// bordermap: a map of the cooperation along the Viet Nam - Laos border. No subcommand opens the window.

#include "build_info.hpp"
#include "cli/options.hpp"
#include "cli/subcommands.hpp"
#include "render/gl/context.hpp"

#include <CLI/CLI.hpp>
#include <exception>
#include <fmt/format.h>

int main(int argc, char** argv) {
    using namespace bordermap;
    CLI::App program{
        "A map of the cooperation along the Viet Nam - Laos border. Without a subcommand it opens the window."};
    program.name("bordermap");
    program.set_version_flag("--version", fmt::format("bordermap {}", kVersion));
    program.require_subcommand(0, 1);
    int exit_code = cli::kDone;
    cli::add_window(program, exit_code);
    cli::add_snapshot(program, exit_code);
    cli::add_query(program, exit_code);
    cli::add_info(program, exit_code);
    cli::add_check(program, exit_code);
    const auto complain = [](const char* message, int code) {
        fmt::print(stderr, "bordermap: {}\n", message);
        return code;
    };
    try {
        program.parse(argc, argv);
        return exit_code;
    } catch (const CLI::ParseError& error) {
        return program.exit(error) == 0 ? cli::kDone : cli::kWrongUsage;
    } catch (const cli::UsageError& error) {
        return complain(error.what(), cli::kWrongUsage);
    } catch (const render::GraphicsError& error) {
        return complain(error.what(), cli::kNoGraphics);
    } catch (const std::exception& error) {
        return complain(error.what(), cli::kCannotReadOrWrite);
    }
}
