#pragma once
/// Collects Problems and keeps them readable: of one kind in one file the first few are listed and the rest is counted.

#include "model/dataset.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace bordermap::catalog {

class ProblemLog {
public:
    /// `kind` names the fault ("date", "utf8"): Problems of one kind, severity and file share one allowance.
    void add(std::string_view kind, model::Problem problem);
    [[nodiscard]] bool has_errors() const { return errors_ != 0; }
    /// All Problems, file by file in the order in which the files first appear; each allowance that ran out is
    /// followed by a line that says how many more there were.
    [[nodiscard]] std::vector<model::Problem> take();

private:
    struct Group {
        std::size_t file = 0;  ///< order of the file's first Problem
        std::string kind;
        std::vector<model::Problem> listed;
        std::size_t unlisted = 0;
    };
    std::vector<Group> groups_;
    std::map<std::string, std::size_t, std::less<>> group_by_key_;
    std::map<std::string, std::size_t, std::less<>> file_order_;
    std::size_t errors_ = 0;
};

}  // namespace bordermap::catalog
