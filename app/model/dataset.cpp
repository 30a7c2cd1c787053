#include "model/dataset.hpp"

#include <array>
#include <fmt/format.h>

namespace bordermap::model {

namespace {

const std::string kNoText;

/// What link() says about one record.
class Reporter {
public:
    Reporter(const Dataset& dataset, const ProblemSink& sink) : dataset_(dataset), sink_(sink) {}

    void operator()(const Record& record, std::string_view field, std::string message, std::string cure) const {
        if (!sink_) {
            return;
        }
        Problem problem;
        problem.file = record.file < dataset_.files.size() ? dataset_.files[record.file] : std::string();
        problem.row = record.row;
        problem.field = field;
        problem.message = std::move(message);
        problem.cure = std::move(cure);
        sink_(std::move(problem));
    }

private:
    const Dataset& dataset_;
    const ProblemSink& sink_;
};

using IdMap = std::unordered_map<std::string, Index>;

template <typename T>
void index_ids(const std::vector<T>& records, IdMap& ids, std::string_view table, const Reporter& report) {
    ids.clear();
    ids.reserve(records.size());
    for (std::size_t i = 0; i < records.size(); ++i) {
        const T& record = records[i];
        if (record.id.empty()) {
            continue;  // the reader has reported the missing id where it knows why
        }
        const auto [first, is_new] = ids.emplace(record.id, static_cast<Index>(i));
        if (!is_new) {
            report(record, "id",
                   fmt::format("the id '{}' of {} is already taken by row {}", record.id, table,
                               records[first->second].row),
                   "give each row its own id; references lead to the first");
        }
    }
}

Index find(const IdMap& ids, std::string_view id) {
    const auto found = ids.find(std::string(id));
    return found == ids.end() ? kNone : found->second;
}

Index resolve(const IdMap& ids, const std::string& id, std::string_view table, const Record& record,
              std::string_view field, const Reporter& report) {
    if (id.empty()) {
        return kNone;
    }
    const Index index = find(ids, id);
    if (index == kNone) {
        report(record, field, fmt::format("'{}' is no id of {}", id, table),
               fmt::format("add the row to {} or correct the id", table));
    }
    return index;
}

template <typename T>
void resolve_sources(std::vector<T>& records, const IdMap& sources, const Reporter& report) {
    for (T& record : records) {
        record.sources.clear();
        for (const std::string& id : record.source_ids) {
            if (const Index index = resolve(sources, id, "sources", record, "source_ids", report); index != kNone) {
                record.sources.push_back(index);
            }
        }
    }
}

/// A parent chain that comes back to itself would never end: the record that closes the circle loses its parent.
template <typename T>
void resolve_parents(std::vector<T>& records, const IdMap& ids, std::string_view table, const Reporter& report) {
    for (T& record : records) {
        record.parent = resolve(ids, record.parent_id, table, record, "parent_id", report);
    }
    std::vector<std::uint32_t> seen(records.size(), 0);  // the walk that first reached the record, 1-based
    for (std::size_t start = 0; start < records.size(); ++start) {
        const auto walk = static_cast<std::uint32_t>(start + 1);
        for (auto at = static_cast<Index>(start); at != kNone && seen[at] == 0; at = records[at].parent) {
            seen[at] = walk;
            const Index parent = records[at].parent;
            if (parent != kNone && seen[parent] == walk) {
                report(records[at], "parent_id", fmt::format("'{}' is its own ancestor", records[at].id),
                       "correct parent_id so that the chain ends");
                records[at].parent = kNone;
            }
        }
    }
}

void make_columns(Dataset& dataset) {
    PointColumns& columns = dataset.incident_columns;
    columns = {};
    const std::size_t count = dataset.incidents.size();
    columns.at.reserve(count);
    columns.from.reserve(count);
    columns.to.reserve(count);
    columns.category.reserve(count);
    columns.record_kind.reserve(count);
    columns.dated.reserve(count);
    for (const Incident& incident : dataset.incidents) {
        const bool dated = incident.date.dated();
        columns.at.push_back(incident.position.at);
        columns.from.push_back(dated ? incident.date.interval().from : 0);
        columns.to.push_back(dated ? incident.date.interval().to : 0);
        columns.category.push_back(incident.category < 0xffffU ? static_cast<std::uint16_t>(incident.category)
                                                               : std::uint16_t{0xffff});
        columns.record_kind.push_back(static_cast<std::uint8_t>(incident.record_kind));
        columns.dated.push_back(dated ? 1 : 0);
    }
}

void check_ends_meet(const Dataset& dataset, const Reporter& report) {
    const auto known = [&dataset](const std::string& id) {
        return dataset.boundary_by_id.contains(id) || dataset.unit_by_id.contains(id);
    };
    for (const Succession& succession : dataset.successions) {
        const std::array<std::pair<std::string_view, const std::string*>, 2> ends{
            {{"from_id", &succession.from_id}, {"to_id", &succession.to_id}}};
        bool complete = true;
        for (const auto& [field, id] : ends) {
            if (id->empty()) {
                complete = false;
            } else if (!known(*id)) {
                complete = false;
                report(succession, field, fmt::format("'{}' is no id of boundaries or units", *id),
                       "add the boundary or unit, or correct the id");
            }
        }
        if (complete &&
            dataset.boundary_by_id.contains(succession.from_id) != dataset.boundary_by_id.contains(succession.to_id)) {
            report(succession, "to_id",
                   fmt::format("'{}' and '{}' are not of one kind: one is a boundary, the other a unit",
                               succession.from_id, succession.to_id),
                   "a boundary is succeeded by a boundary and a unit by a unit");
        }
    }
    for (const Alias& alias : dataset.aliases) {
        if (!alias.target_id.empty() && !known(alias.target_id) && !dataset.gate_by_id.contains(alias.target_id)) {
            report(alias, "target_id", fmt::format("'{}' is no id of boundaries, units or gates", alias.target_id),
                   "add what the alias names, or correct the id");
        }
    }
}

}  // namespace

std::string_view country_code(Country country) {
    switch (country) {
        case Country::VietNam:
            return "VN";
        case Country::Laos:
            return "LA";
        case Country::None:
        case Country::Other:
            break;
    }
    return "";
}

Country parse_country(std::string_view code) {
    if (code == "VN") {
        return Country::VietNam;
    }
    if (code == "LA") {
        return Country::Laos;
    }
    return code.empty() ? Country::None : Country::Other;
}

std::string format_problem(const Problem& problem) {
    const std::string_view severity = problem.severity == Severity::Error ? "error" : "warning";
    const std::string row = problem.row < 0 ? std::string() : fmt::format("{}", problem.row);
    return fmt::format("{} {}:{}:{}:{}: {}; {}", severity, problem.file, problem.layer, row, problem.field,
                       problem.message, problem.cure);
}

void link(Dataset& dataset, const ProblemSink& report_to) {
    const Reporter report(dataset, report_to);
    index_ids(dataset.boundaries, dataset.boundary_by_id, "boundaries", report);
    index_ids(dataset.units, dataset.unit_by_id, "units", report);
    index_ids(dataset.agreements, dataset.agreement_by_id, "agreements", report);
    index_ids(dataset.events, dataset.event_by_id, "events", report);
    index_ids(dataset.incidents, dataset.incident_by_id, "incidents", report);
    index_ids(dataset.gates, dataset.gate_by_id, "gates", report);
    index_ids(dataset.categories, dataset.category_by_id, "categories", report);
    index_ids(dataset.areas, dataset.area_by_id, "areas", report);
    index_ids(dataset.sources, dataset.source_by_id, "sources", report);

    resolve_parents(dataset.boundaries, dataset.boundary_by_id, "boundaries", report);
    resolve_parents(dataset.units, dataset.unit_by_id, "units", report);
    resolve_parents(dataset.categories, dataset.category_by_id, "categories", report);
    resolve_parents(dataset.areas, dataset.area_by_id, "areas", report);

    for (Unit& unit : dataset.units) {
        unit.admin = resolve(dataset.boundary_by_id, unit.admin_id, "boundaries", unit, "admin_id", report);
    }
    for (Event& event : dataset.events) {
        event.fulfils = resolve(dataset.event_by_id, event.fulfils_id, "events", event, "fulfils", report);
        event.agreement =
            resolve(dataset.agreement_by_id, event.agreement_id, "agreements", event, "agreement_id", report);
    }
    for (Incident& incident : dataset.incidents) {
        incident.category =
            resolve(dataset.category_by_id, incident.category_id, "categories", incident, "category_id", report);
        incident.admin = resolve(dataset.boundary_by_id, incident.admin_id, "boundaries", incident, "admin_id", report);
    }
    for (Agreement& agreement : dataset.agreements) {
        for (Undertaking& undertaking : agreement.areas) {
            for (const std::string& id : undertaking.category_ids) {
                const Index category =
                    resolve(dataset.category_by_id, id, "categories", agreement, "category_ids", report);
                if (category != kNone) {
                    undertaking.categories.push_back(category);
                }
            }
        }
    }
    for (Gate& gate : dataset.gates) {
        gate.admin_vn = resolve(dataset.boundary_by_id, gate.admin_vn_id, "boundaries", gate, "admin_vn", report);
        gate.admin_la = resolve(dataset.boundary_by_id, gate.admin_la_id, "boundaries", gate, "admin_la", report);
    }
    resolve_sources(dataset.successions, dataset.source_by_id, report);
    resolve_sources(dataset.units, dataset.source_by_id, report);
    resolve_sources(dataset.agreements, dataset.source_by_id, report);
    resolve_sources(dataset.events, dataset.source_by_id, report);
    resolve_sources(dataset.incidents, dataset.source_by_id, report);
    resolve_sources(dataset.gates, dataset.source_by_id, report);
    check_ends_meet(dataset, report);
    make_columns(dataset);
}

namespace {

template <typename T>
const T* at(const std::vector<T>& records, Index index) {
    return index < records.size() ? &records[index] : nullptr;
}

const Record* record_of(const Dataset& dataset, Ref ref) {
    switch (ref.kind) {
        case RefKind::Boundary:
            return at(dataset.boundaries, ref.index);
        case RefKind::Unit:
            return at(dataset.units, ref.index);
        case RefKind::Agreement:
            return at(dataset.agreements, ref.index);
        case RefKind::Event:
            return at(dataset.events, ref.index);
        case RefKind::Incident:
            return at(dataset.incidents, ref.index);
        case RefKind::Gate:
            return at(dataset.gates, ref.index);
        case RefKind::Source:
            return at(dataset.sources, ref.index);
        case RefKind::None:
            break;
    }
    return nullptr;
}

}  // namespace

const std::string& id_of(const Dataset& dataset, Ref ref) {
    const Record* record = record_of(dataset, ref);
    return record == nullptr ? kNoText : record->id;
}

const FuzzyDate* date_of(const Dataset& dataset, Ref ref) {
    switch (ref.kind) {
        case RefKind::Agreement: {
            const Agreement& agreement = dataset.agreements[ref.index];
            return agreement.signed_on.empty() ? &agreement.announced : &agreement.signed_on;
        }
        case RefKind::Event:
            return &dataset.events[ref.index].date;
        case RefKind::Incident:
            return &dataset.incidents[ref.index].date;
        default:
            return nullptr;
    }
}

std::string_view extra_value(const Dataset& dataset, const Record& record, std::string_view column) {
    for (const ExtraField& field : record.extra) {
        if (field.name < dataset.extra_names.size() && dataset.extra_names[field.name] == column) {
            return field.value;
        }
    }
    return {};
}

std::string title_of(const Dataset& dataset, Ref ref, Language language) {
    if (record_of(dataset, ref) == nullptr) {
        return {};
    }
    std::string title;
    switch (ref.kind) {
        case RefKind::Boundary:
            title = dataset.boundaries[ref.index].name.display(language);
            break;
        case RefKind::Unit:
            title = dataset.units[ref.index].name.display(language);
            break;
        case RefKind::Agreement:
            title = dataset.agreements[ref.index].title.display(language);
            break;
        case RefKind::Event:
            title = dataset.events[ref.index].title.display(language);
            break;
        case RefKind::Incident: {
            const Incident& incident = dataset.incidents[ref.index];
            title = incident.summary;
            if (const Term* category = at(dataset.categories, incident.category);
                title.empty() && category != nullptr) {
                title = category->name.display(language);
            }
            break;
        }
        case RefKind::Gate:
            title = dataset.gates[ref.index].name.display(language);
            break;
        case RefKind::Source: {
            const Source& source = dataset.sources[ref.index];
            title = source.title.empty() ? source.publisher : source.title;
            break;
        }
        case RefKind::None:
            break;
    }
    return title.empty() ? id_of(dataset, ref) : title;
}

Ref find_ref(const Dataset& dataset, RefKind kind, std::string_view id) {
    const IdMap* ids = nullptr;
    switch (kind) {
        case RefKind::Boundary:
            ids = &dataset.boundary_by_id;
            break;
        case RefKind::Unit:
            ids = &dataset.unit_by_id;
            break;
        case RefKind::Agreement:
            ids = &dataset.agreement_by_id;
            break;
        case RefKind::Event:
            ids = &dataset.event_by_id;
            break;
        case RefKind::Incident:
            ids = &dataset.incident_by_id;
            break;
        case RefKind::Gate:
            ids = &dataset.gate_by_id;
            break;
        case RefKind::Source:
            ids = &dataset.source_by_id;
            break;
        case RefKind::None:
            return {};
    }
    const Index index = find(*ids, id);
    return index == kNone ? Ref{} : Ref{kind, index};
}

}  // namespace bordermap::model
