#pragma once
/// All-or-nothing writing of files.

#include <string>
#include <string_view>

namespace bordermap::model {

/// Writes a sibling temporary file, flushes it to disk, renames it over `path` and flushes the folder: after a crash at any
/// moment `path` holds the old or the new content whole. Throws std::runtime_error that names the file and the reason.
void write_file_atomically(const std::string& path, std::string_view bytes);

}  // namespace bordermap::model
