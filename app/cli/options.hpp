#pragma once
/// The options that every subcommand shares, and what they come to once the data is there.

#include "catalog/catalog.hpp"
#include "query/gazetteer.hpp"
#include "query/selection.hpp"
#include "session/session.hpp"

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace bordermap::cli {

/// Exit codes of the program (design, section 4).
inline constexpr int kDone = 0;
inline constexpr int kDataProblems = 1;
inline constexpr int kWrongUsage = 2;
inline constexpr int kCannotReadOrWrite = 3;
inline constexpr int kNoGraphics = 4;

/// An option whose value means nothing: the message names the option and the cure.
struct UsageError : std::runtime_error {
    using std::runtime_error::runtime_error;
};
/// Nothing could be read or written.
struct FileError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct Options {
    std::vector<std::string> data, boundaries;
    std::string session;
    std::vector<std::string> provinces, districts;
    std::string from, to, as_of;
    std::vector<std::string> categories, areas, kinds;
    std::string text, language, theme, theme_folder, title;
    bool no_lineage = false, ended = false;
};

/// --data, --boundaries, --session and every filter option of the design.
void add_common_options(CLI::App& app, Options& options);

/// --theme and --themes, of what draws.
void add_theme_options(CLI::App& app, Options& options);
/// Reads the themes of --themes: what was wrong with their files. Throws UsageError when --theme is none of those known now.
std::vector<std::string> read_themes(const Options& options);

/// Where to read, with the embedded data where the options name none. Throws FileError when there is none either.
[[nodiscard]] catalog::LoadOptions load_options(const Options& options);

/// The Session that the options ask for before the data is known: session file, language, theme, title, days.
/// Throws UsageError.
[[nodiscard]] session::Session base_session(const Options& options);

/// Puts the ids of the named places, categories, areas and kinds into the Session's filter. A name that fits nothing, or
/// several places alive on the as-of date, is a UsageError that lists the candidates; "Viengkham, Houaphanh" tells places
/// of one name apart.
[[nodiscard]] session::Session resolve_names(const Options& options, const query::QueryIndex& index,
                                             const query::Gazetteer& gazetteer, session::Session session);

/// The data in memory and ready for questions.
struct World {
    catalog::LoadResult loaded;
    std::unique_ptr<query::QueryIndex> index;
    std::unique_ptr<query::Gazetteer> gazetteer;
};
/// Reads it with a progress bar on a terminal's stderr, prints every Problem there. Throws FileError when nothing could be read.
[[nodiscard]] World load_world(const Options& options);

}  // namespace bordermap::cli
