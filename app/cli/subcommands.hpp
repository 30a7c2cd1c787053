#pragma once
/// One function per subcommand: adds itself to the program; its callback runs it and returns the exit code through `exit_code`.

#include <CLI/CLI.hpp>

namespace bordermap::cli {

void add_snapshot(CLI::App& program, int& exit_code);
void add_query(CLI::App& program, int& exit_code);
void add_info(CLI::App& program, int& exit_code);
void add_check(CLI::App& program, int& exit_code);
/// No subcommand: the window.
void add_window(CLI::App& program, int& exit_code);

}  // namespace bordermap::cli
