#include "catalog/source_files.hpp"

#include "catalog/limits.hpp"
#include "catalog/text.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <regex>
#include <utility>

namespace bordermap::catalog {
namespace {

namespace fs = std::filesystem;
using model::Severity;

struct Ending {
    std::string_view extension, driver;
};
constexpr std::array kEndings = {Ending{".shp", "ESRI Shapefile"}, Ending{".csv", "CSV"}, Ending{".gpkg", "GPKG"},
                                 Ending{".geojson", "GeoJSON"}, Ending{".json", "GeoJSON"}};

// Parts of a shapefile or a GeoPackage, and what people keep beside data.
constexpr std::array<std::string_view, 22> kCompanions = {
    ".dbf", ".shx", ".prj", ".cpg",  ".qpj", ".qix",  ".sbn", ".sbx",      ".csvt",     ".xml",       ".md",
    ".txt", ".py",  ".sh",  ".toml", ".yml", ".yaml", ".qml", ".gpkg-wal", ".gpkg-shm", ".gitignore", ""};

std::string_view driver_of(const fs::path& path) {
    const auto extension = lower_ascii(path.extension().string());
    const auto* found = std::find_if(kEndings.begin(), kEndings.end(),
                                     [&](const Ending& ending) { return ending.extension == extension; });
    return found == kEndings.end() ? std::string_view{} : found->driver;
}

bool is_companion(const fs::path& path) {
    const auto extension = lower_ascii(path.extension().string());
    return std::find(kCompanions.begin(), kCompanions.end(), extension) != kCompanions.end();
}

std::string first_bytes(const fs::path& path, std::size_t count) {
    std::ifstream in(path, std::ios::binary);
    std::string bytes(count, '\0');
    in.read(bytes.data(), static_cast<std::streamsize>(count));
    bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
    return bytes;
}

class Expansion {
public:
    explicit Expansion(ProblemLog& log) : log_(log) {}

    void add(const std::string& source) {
        if (source.starts_with("PG:")) {
            static const std::regex password(R"(password\s*=\s*('[^']*'|\S+))", std::regex::icase);
            add_file({std::regex_replace(source, password, "password=..."), source, "PostgreSQL", 0});
            return;
        }
        if (const auto reason = refusal(source); !reason.empty()) {
            report(Severity::Error, "refused", source, reason,
                   "name a folder, a .shp, .csv, .gpkg or .geojson file, or PG:...");
            return;
        }
        std::error_code error;
        const auto status = fs::status(source, error);
        if (!fs::exists(status)) {
            report(Severity::Error, "missing", source, "there is no such file or folder", "check the path");
        } else if (fs::is_directory(status)) {
            const auto before = files_.size();
            search(source, 0);
            if (files_.size() == before) {
                report(Severity::Error, "empty", source,
                       "the folder holds no data: no .shp, .csv, .gpkg or .geojson file",
                       "name the folder that holds the tables");
            }
        } else if (const auto driver = driver_of(source); driver.empty()) {
            report(Severity::Error, "unknown kind", source, "the kind of this file is not known from its ending",
                   "give a .shp, .csv, .gpkg or .geojson file");
        } else {
            add_path(source, driver, false);
        }
    }

    std::vector<SourceFile> take() { return std::move(files_); }

private:
    /// GDAL takes much else for a data source: virtual file systems, URLs, connection strings, inline XML and JSON.
    static std::string refusal(const std::string& source) {
        if (source.empty()) {
            return "the name is empty";
        }
        if (source.find("/vsi") == 0 || source.find("\\vsi") == 0) {
            return "GDAL's virtual file systems are not opened";
        }
        if (source.find("://") != std::string::npos) {
            return "network addresses are not opened";
        }
        if (source.find_first_of("<{\n\r") != std::string::npos) {
            return "inline data is not opened";
        }
        const auto colon = source.find(':');
        std::error_code error;
        if (colon != std::string::npos && !fs::exists(source, error)) {
            return "connection strings other than PG: are not opened";
        }
        return {};
    }

    void search(const fs::path& folder, int depth) {
        std::error_code error;
        std::vector<fs::path> entries;
        for (auto it = fs::directory_iterator(folder, error); !error && it != fs::directory_iterator();
             it.increment(error)) {
            entries.push_back(it->path());
        }
        if (error) {
            report(Severity::Error, "unreadable", folder.string(),
                   fmt::format("the folder cannot be read: {}", error.message()), "check its permissions");
            return;
        }
        std::sort(entries.begin(), entries.end());
        // The layout of geodata/: beside the two folders lie tools and notes, not data.
        const auto is_data_folder = [](const fs::path& path) {
            return path.filename() == "boundaries" || path.filename() == "records";
        };
        const auto layout = std::any_of(entries.begin(), entries.end(), [&](const fs::path& path) {
            std::error_code ignored;
            return is_data_folder(path) && fs::is_directory(path, ignored);
        });
        for (const auto& entry : entries) {
            if (entry.filename().string().starts_with('.')) {
                continue;
            }
            if (fs::is_directory(entry, error)) {
                if (!layout || is_data_folder(entry)) {
                    descend(entry, depth);
                }
            } else if (layout) {
                continue;
            } else if (const auto driver = driver_of(entry); !driver.empty()) {
                add_path(entry.string(), driver, true);
            } else if (!is_companion(entry)) {
                report(Severity::Warning, "unknown kind", entry.string(),
                       "is not read: its kind is not known from its ending",
                       "convert it to .gpkg, .shp, .geojson or .csv, or take it out of the folder");
            } else if (lower_ascii(entry.extension().string()) == ".dbf" &&
                       !fs::exists(fs::path(entry).replace_extension(".shp"), error)) {
                report(Severity::Error, "shapefile part", entry.string(),
                       "the .shp that belongs to this .dbf is missing", "copy all parts of the shapefile");
            }
        }
    }

    void descend(const fs::path& folder, int depth) {
        if (depth >= kMaxFolderDepth) {
            report(Severity::Error, "depth", folder.string(),
                   fmt::format("folders nest deeper than {}", kMaxFolderDepth),
                   "name the folder that holds the tables");
            return;
        }
        std::error_code error;
        if (fs::is_symlink(folder, error)) {
            return;  // could lead back up
        }
        search(folder, depth + 1);
    }

    void add_path(const std::string& path, std::string_view driver, bool found_in_folder) {
        std::error_code error;
        const auto status = fs::status(path, error);
        if (!fs::is_regular_file(status)) {
            report(Severity::Error, "unreadable", path, "is not a regular file or leads nowhere",
                   "copy the file itself");
            return;
        }
        const auto bytes = fs::file_size(path, error);
        if (error || !std::ifstream(path)) {
            report(Severity::Error, "unreadable", path, "cannot be read", "check its permissions");
            return;
        }
        if (bytes > kMaxFileBytes) {
            report(Severity::Error, "limit", path, fmt::format("is larger than {} GiB", kMaxFileBytes >> 30),
                   "split it or leave out detail");
            return;
        }
        if (bytes == 0) {
            report(Severity::Error, "empty", path, "the file is empty", "write it again");
            return;
        }
        if (found_in_folder && path.ends_with(".json") &&
            first_bytes(path, 65536).find(R"("Feature)") == std::string::npos) {
            report(Severity::Warning, "unknown kind", path, "is not read: it is no GeoJSON",
                   "take it out of the folder");
            return;
        }
        if (const auto reason = wrong_content(path, driver); !reason.empty()) {
            report(Severity::Error, "content", path, reason,
                   "give the real file, converted to the kind that its ending names");
            return;
        }
        const auto absolute = fs::absolute(path, error).lexically_normal();
        if (error || absolute.string().starts_with("/vsi")) {
            report(Severity::Error, "refused", path, "GDAL's virtual file systems are not opened",
                   "move the file elsewhere");
            return;
        }
        add_file({fs::path(path).lexically_normal().string(), absolute.string(), std::string(driver), bytes});
    }

    void add_file(SourceFile file) {
        if (files_.size() >= kMaxFiles) {
            report(Severity::Error, "limit", file.shown,
                   fmt::format("more than {} files; the rest is left out", kMaxFiles),
                   "put the tables into one GeoPackage");
            return;
        }
        const auto again = std::any_of(files_.begin(), files_.end(),
                                       [&](const SourceFile& have) { return have.target == file.target; });
        if (!again) {
            files_.push_back(std::move(file));
        }
    }

    void report(Severity severity, std::string_view kind, const std::string& file, std::string message,
                std::string cure) {
        log_.add(kind, {severity, file, {}, -1, {}, std::move(message), std::move(cure)});
    }

    ProblemLog& log_;
    std::vector<SourceFile> files_;
};

}  // namespace

std::string wrong_content(const fs::path& path, std::string_view driver) {
    const auto head = first_bytes(path, 512);
    const auto is = [&](std::string_view magic) { return std::string_view(head).starts_with(magic); };
    if (head.find("<OGRVRT") != std::string::npos || head.find("<VRTDataset") != std::string::npos) {
        return "is a GDAL virtual file (VRT), which could read other files or the network: refused";
    }
    if (is("\x1f\x8b") || is("PK\x03\x04")) {
        return "is a compressed archive, not what its ending says";
    }
    if (driver == "ESRI Shapefile" && (head.size() < 100 || !is(std::string_view("\0\0\x27\x0a", 4)))) {
        return head.size() < 100 ? "is cut off: a .shp begins with a header of 100 bytes"
                                 : "is not a shapefile: the file code 9994 is missing";
    }
    if (driver == "GPKG" && !is("SQLite format 3")) {
        return "is not a GeoPackage: the SQLite header is missing";
    }
    if (driver == "CSV" && (is("\xff\xfe") || is("\xfe\xff") || head.find('\0') != std::string::npos)) {
        return "is not text in UTF-8 (UTF-16 or binary)";
    }
    if (driver == "GeoJSON") {
        const auto text = trim(head);
        if (text.empty() || (text.front() != '{' && text.front() != '[')) {
            return "is not GeoJSON: it does not begin with {";
        }
    }
    return {};
}

std::vector<SourceFile> expand_sources(const std::vector<std::string>& sources, ProblemLog& log) {
    Expansion expansion(log);
    for (const auto& source : sources) {
        expansion.add(source);
    }
    return expansion.take();
}

}  // namespace bordermap::catalog
