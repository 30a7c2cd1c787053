#include "cli/options.hpp"
#include "cli/subcommands.hpp"
#include "ui/application.hpp"

#include <fmt/format.h>
#include <memory>

namespace bordermap::cli {
namespace {

struct WindowOptions {
    Options common;
    std::string state_dump;
    std::vector<int> size;
    float ui_scale = 0;
    bool no_remember = false;
};

int window(const WindowOptions& options) {
    ui::ApplicationOptions application;
    application.load = load_options(options.common);
    application.session = base_session(options.common);
    application.resolve = [common = options.common](const query::QueryIndex& index, const query::Gazetteer& gazetteer,
                                                    session::Session session) {
        return resolve_names(common, index, gazetteer, std::move(session));
    };
    application.theme_folder = options.common.theme_folder;
    read_themes(options.common);  // for the name that --theme gives; the window says what is wrong with a file
    application.theme_given = !options.common.theme.empty() || !options.common.session.empty();
    application.language_given = !options.common.language.empty() || !options.common.session.empty();
    application.state_dump = options.state_dump;
    if (options.size.size() == 2) {
        application.width = options.size[0];
        application.height = options.size[1];
    }
    application.ui_scale = options.ui_scale;
    application.remember = !options.no_remember;
    return ui::run(application);
}

}  // namespace

void add_window(CLI::App& program, int& exit_code) {
    auto options = std::make_shared<WindowOptions>();
    add_common_options(program, options->common);
    add_theme_options(program, options->common);
    program.add_option("--window", options->size, "Size of the window in pixels (default: as it was last)")
        ->delimiter('x')
        ->expected(2)
        ->check(CLI::Range(320, 16384))
        ->type_name("WxH");
    program.add_option("--ui-scale", options->ui_scale, "Scale of words and symbols (default: by monitor)")
        ->check(CLI::Range(0.5, 8.0));
    program
        .add_option("--state-dump", options->state_dump, "Write the program's state to this file after every change")
        ->type_name("FILE");
    program.add_flag("--no-remember", options->no_remember,
                     "Neither read nor write the remembered state of the window");
    // Options of the window that stand before a subcommand would be dropped without a word.
    program.parse_complete_callback([&program] {
        for (const CLI::App* sub : program.get_subcommands()) {
            for (const CLI::Option* option : program.get_options()) {
                if (option->count() > 0) {
                    throw UsageError(
                        fmt::format("{1} stands before {0}, which takes no notice of it: bordermap {0} {1} ...",
                                    sub->get_name(), option->get_name()));
                }
            }
        }
    });
    program.callback([options, &program, &exit_code] {
        if (program.get_subcommands().empty()) {
            exit_code = window(*options);
        }
    });
}

}  // namespace bordermap::cli
