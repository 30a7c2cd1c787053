#pragma once
/// Runs a program and keeps what it said; folders of a test's own.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace bordermap::test {

struct ProcessResult {
    int exit_code = -1;  ///< 128 + signal when it was killed by one
    std::string out, err;
};

/// Waits for `program` with these arguments; `environment` is added to the test's own (an empty value removes a variable).
[[nodiscard]] ProcessResult run_process(const std::string& program, const std::vector<std::string>& arguments,
                                        const std::map<std::string, std::string>& environment = {});

/// A new folder under the system's temporary folder, removed with all in it at the end.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }
    /// Writes a text file into it, folders included, and returns its path.
    std::string write(const std::string& name, const std::string& text) const;

private:
    std::filesystem::path path_;
};

[[nodiscard]] std::string read_text(const std::string& path);

}  // namespace bordermap::test
