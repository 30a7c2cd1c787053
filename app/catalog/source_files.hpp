#pragma once
/// From what the user names to the files to open: folders are searched, what must not be opened is refused.

#include "catalog/problem_log.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace bordermap::catalog {

struct SourceFile {
    std::string shown;   ///< as the user named it, for messages
    std::string target;  ///< absolute path, or a `PG:` connection
    std::string driver;  ///< GDAL's short name of the only driver that may open it
    std::uint64_t bytes = 0;
};

/// Folders, files and `PG:` connections to files. Reports what is refused, unreadable, too large or of no known kind.
[[nodiscard]] std::vector<SourceFile> expand_sources(const std::vector<std::string>& sources, ProblemLog& log);

/// Why a file whose ending says `driver` cannot be that, from its first bytes; empty when it looks right.
[[nodiscard]] std::string wrong_content(const std::filesystem::path& path, std::string_view driver);

}  // namespace bordermap::catalog
