#include "catalog/problem_log.hpp"

#include "catalog/limits.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace bordermap::catalog {

void ProblemLog::add(std::string_view kind, model::Problem problem) {
    if (problem.severity == model::Severity::Error) {
        ++errors_;
    }
    const auto key = fmt::format("{}\n{}\n{}", static_cast<int>(problem.severity), problem.file, kind);
    auto found = group_by_key_.find(key);
    if (found == group_by_key_.end()) {
        const auto file = file_order_.try_emplace(problem.file, file_order_.size()).first->second;
        found = group_by_key_.emplace(key, groups_.size()).first;
        groups_.push_back({file, std::string(kind), {}, 0});
    }
    auto& group = groups_[found->second];
    if (group.listed.size() < kMaxProblemsPerKind) {
        group.listed.push_back(std::move(problem));
    } else {
        ++group.unlisted;
    }
}

std::vector<model::Problem> ProblemLog::take() {
    std::stable_sort(groups_.begin(), groups_.end(), [](const Group& a, const Group& b) { return a.file < b.file; });
    std::vector<model::Problem> all;
    for (auto& group : groups_) {
        const auto& last = group.listed.back();
        model::Problem rest{last.severity,
                            last.file,
                            last.layer,
                            -1,
                            {},
                            fmt::format("and {} more of this kind ({})", group.unlisted, group.kind),
                            last.cure};
        std::move(group.listed.begin(), group.listed.end(), std::back_inserter(all));
        if (group.unlisted != 0) {
            all.push_back(std::move(rest));
        }
    }
    groups_.clear();
    group_by_key_.clear();
    file_order_.clear();
    return all;
}

}  // namespace bordermap::catalog
