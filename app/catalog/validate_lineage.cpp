#include "catalog/validate.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace bordermap::catalog {
namespace {

using model::Severity;

std::string interval_text(const model::Interval& valid) {
    return fmt::format("[{}, {})", model::format_day(valid.from), model::format_day(valid.to));
}

/// Any other country of a boundary is a fault of its own, which has been reported.
bool of_map(model::Country country) {
    return country == model::Country::VietNam || country == model::Country::Laos;
}

void validate_parents(LoadContext& context) {
    const auto& boundaries = context.dataset.boundaries;
    std::set<std::pair<model::Country, int>> levels;
    for (const auto& unit : boundaries) {
        levels.emplace(unit.country, unit.level);
    }
    for (const auto& unit : boundaries) {
        if (unit.parent == model::kNone) {
            if (unit.level > 0 && unit.parent_id.empty() && levels.count({unit.country, unit.level - 1}) != 0) {
                context.report(
                    "parent", Severity::Warning, unit, "parent_id",
                    fmt::format(R"("{}" of level {} names no parent though its country has units of level {})", unit.id,
                                unit.level, unit.level - 1),
                    "name its parent");
            }
            continue;
        }
        const auto& parent = boundaries[unit.parent];
        if (parent.level != unit.level - 1) {
            context.report("parent", Severity::Error, unit, "parent_id",
                           fmt::format(R"("{}" of level {} has the parent "{}" of level {})", unit.id, unit.level,
                                       parent.id, parent.level),
                           "a parent is one level up");
        }
        if (parent.country != unit.country && of_map(unit.country)) {
            context.report("parent", Severity::Error, unit, "parent_id",
                           fmt::format(R"("{}" has the parent "{}" of another country)", unit.id, parent.id),
                           "correct the parent or the country");
        }
        if (!parent.valid.overlaps(unit.valid)) {
            context.report("parent", Severity::Error, unit, "parent_id",
                           fmt::format(R"("{}" is valid {} but its parent "{}" {})", unit.id, interval_text(unit.valid),
                                       parent.id, interval_text(parent.valid)),
                           "name the parent of its time");
        } else if (unit.valid.from < parent.valid.from || unit.valid.to > parent.valid.to) {
            context.report("parent in time", Severity::Warning, unit, "parent_id",
                           fmt::format(R"("{}" is valid {}, longer than its parent "{}" {})", unit.id,
                                       interval_text(unit.valid), parent.id, interval_text(parent.valid)),
                           "give a row for each parent, or correct the validity");
        }
    }
}

/// Validity of whatever a succession names.
const model::Interval* validity_of(const model::Dataset& dataset, const std::string& id) {
    if (const auto found = dataset.boundary_by_id.find(id); found != dataset.boundary_by_id.end()) {
        return &dataset.boundaries[found->second].valid;
    }
    if (const auto found = dataset.unit_by_id.find(id); found != dataset.unit_by_id.end()) {
        return &dataset.units[found->second].valid;
    }
    return nullptr;
}

void validate_dates(LoadContext& context) {
    for (const auto& succession : context.dataset.successions) {
        if (succession.from_id == succession.to_id) {
            context.report("succession", Severity::Error, succession, "to_id",
                           fmt::format(R"("{}" succeeds itself)", succession.from_id), "name the successor");
            continue;
        }
        const auto* from = validity_of(context.dataset, succession.from_id);
        const auto* to = validity_of(context.dataset, succession.to_id);
        if (from != nullptr && from->from >= succession.date) {
            context.report("succession in time", Severity::Error, succession, "date",
                           fmt::format(R"("{}" begins {}, not before it is succeeded on {})", succession.from_id,
                                       model::format_day(from->from), model::format_day(succession.date)),
                           "correct the date or the validity");
        }
        if (to != nullptr && to->to <= succession.date) {
            context.report("succession in time", Severity::Error, succession, "date",
                           fmt::format(R"(the successor "{}" has ended by {})", succession.to_id,
                                       model::format_day(succession.date)),
                           "correct the date or the validity");
        }
        if (to != nullptr && to->from > succession.date) {
            context.report("succession in time", Severity::Warning, succession, "date",
                           fmt::format(R"(the successor "{}" begins only on {}, after {})", succession.to_id,
                                       model::format_day(to->from), model::format_day(succession.date)),
                           "correct the date or the validity");
        }
    }
}

/// Depth-first search for a way back. Iterative, since a hostile table can make a chain of any length.
void validate_cycles(LoadContext& context) {
    const auto& successions = context.dataset.successions;
    std::unordered_map<std::string_view, std::vector<std::size_t>> from;
    for (std::size_t i = 0; i < successions.size(); ++i) {
        if (successions[i].from_id != successions[i].to_id) {
            from[successions[i].from_id].push_back(i);
        }
    }
    enum class State : std::uint8_t { New, Open, Done };
    std::unordered_map<std::string_view, State> states;
    struct Step {
        std::string_view id;
        std::size_t next = 0;
    };
    for (const auto& start : successions) {
        if (states[start.from_id] != State::New) {
            continue;
        }
        std::vector<Step> way{{start.from_id, 0}};
        states[start.from_id] = State::Open;
        while (!way.empty()) {
            auto& step = way.back();
            const auto found = from.find(step.id);
            if (found == from.end() || step.next >= found->second.size()) {
                states[step.id] = State::Done;
                way.pop_back();
                continue;
            }
            const auto& succession = successions[found->second[step.next++]];
            auto& state = states[succession.to_id];
            if (state == State::Open) {
                std::string cycle;
                const auto begin = std::find_if(way.begin(), way.end(),
                                                [&](const Step& before) { return before.id == succession.to_id; });
                for (auto it = begin; it != way.end(); ++it) {
                    cycle.append(it->id).append(" -> ");
                }
                context.report("cycle", Severity::Error, succession, "to_id",
                               fmt::format("lineage runs in a circle: {}{}", cycle, succession.to_id),
                               "one of these successions is wrong, or needs an id of its own for the later unit");
            } else if (state == State::New) {
                state = State::Open;
                way.push_back({succession.to_id, 0});
            }
        }
    }
}

}  // namespace

void validate_lineage(LoadContext& context) {
    validate_parents(context);
    validate_dates(context);
    validate_cycles(context);
}

}  // namespace bordermap::catalog
