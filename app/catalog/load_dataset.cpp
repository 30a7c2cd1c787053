#include "catalog/load_dataset.hpp"

#include "catalog/gdal_errors.hpp"
#include "catalog/open_source.hpp"
#include "catalog/readers.hpp"
#include "catalog/source_files.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <iterator>
#include <set>
#include <string_view>
#include <utility>

namespace bordermap::catalog {
namespace {

using model::Severity;

/// Tables in the order of reading: what is named by id comes before what names it.
constexpr std::array kOrder = {TableKind::Boundaries,     TableKind::Neighbours,   TableKind::Rivers,
                               TableKind::Places,         TableKind::Sources,      TableKind::Categories,
                               TableKind::Areas,          TableKind::Units,        TableKind::Agreements,
                               TableKind::Events,         TableKind::Incidents,    TableKind::Gates,
                               TableKind::Successions,    TableKind::Aliases,      TableKind::AgreementParties,
                               TableKind::AgreementAreas, TableKind::EventParties, TableKind::Other};

void read_table(Table& table, TableKind kind, const IdIndex& ids, OtherLayers* other) {
    switch (kind) {
        case TableKind::Boundaries:
            return read_boundaries(table);
        case TableKind::Neighbours:
            return read_neighbours(table);
        case TableKind::Rivers:
            return read_rivers(table);
        case TableKind::Places:
            return read_places(table);
        case TableKind::Sources:
            return read_sources(table);
        case TableKind::Categories:
            return read_categories(table);
        case TableKind::Areas:
            return read_areas(table);
        case TableKind::Units:
            return read_units(table);
        case TableKind::Agreements:
            return read_agreements(table);
        case TableKind::Events:
            return read_events(table);
        case TableKind::Incidents:
            return read_incidents(table);
        case TableKind::Gates:
            return read_gates(table);
        case TableKind::Successions:
            return read_successions(table);
        case TableKind::Aliases:
            return read_aliases(table);
        case TableKind::AgreementParties:
            return read_agreement_parties(table, ids);
        case TableKind::AgreementAreas:
            return read_agreement_areas(table, ids);
        case TableKind::EventParties:
            return read_event_parties(table, ids);
        case TableKind::Other:
            return read_other(table, other->polygons, other->records);
    }
}

bool has_boundaries(const std::vector<OpenLayer>& layers) {
    return std::any_of(layers.begin(), layers.end(),
                       [](const OpenLayer& layer) { return layer.kind == TableKind::Boundaries; });
}

/// Boundaries come from the boundary sources when there are any, else from the data; a context layer that the boundary
/// sources do not have comes from the data. Records come from the data.
std::vector<OpenLayer> choose(std::vector<OpenLayer> of_data, std::vector<OpenLayer> of_boundaries) {
    std::set<TableKind> map_tables;
    for (const auto& layer : of_boundaries) {
        map_tables.insert(layer.kind);
    }
    const bool own_boundaries = !of_boundaries.empty();
    std::vector<OpenLayer> chosen;
    for (auto& layer : of_boundaries) {
        if (is_map_table(layer.kind) || layer.kind == TableKind::Other) {
            chosen.push_back(std::move(layer));
        }
    }
    for (auto& layer : of_data) {
        const bool replaced = is_map_table(layer.kind) && own_boundaries &&
                              (layer.kind == TableKind::Boundaries || map_tables.count(layer.kind) != 0);
        if (!replaced) {
            chosen.push_back(std::move(layer));
        }
    }
    return chosen;
}

std::vector<OpenLayer> open_all(const std::vector<SourceFile>& files, GdalScope& gdal, LoadContext& context) {
    std::vector<OpenLayer> all;
    for (const auto& file : files) {
        context.throw_if_cancelled();
        auto layers = open_source(file, gdal, context);
        std::move(layers.begin(), layers.end(), std::back_inserter(all));
    }
    return all;
}

void report_other(const OpenLayer& layer, bool checked, LoadContext& context) {
    context.log.add("not of the contract",
                    {Severity::Warning,
                     layer.source->shown,
                     layer.name,
                     -1,
                     {},
                     checked ? "is no table of the contract; only its geometry and text are checked"
                             : "is no table of the contract; it is not read",
                     "name the layer as one of the tables, or take it out"});
}

/// The tables that a reference may lead to, by the name of its column.
bool has_targets(const model::Dataset& dataset, std::string_view field, bool of_boundary) {
    if (field == "parent_id" && of_boundary) {
        // Districts alone: their provinces are not wrong, but not there.
        const auto levels = std::minmax_element(dataset.boundaries.begin(), dataset.boundaries.end(),
                                                [](const auto& a, const auto& b) { return a.level < b.level; });
        return levels.first->level != levels.second->level;
    }
    if (field == "source_ids") {
        return !dataset.sources.empty();
    }
    if (field == "category_id") {
        return !dataset.categories.empty();
    }
    if (field == "admin_id" || field == "admin_vn" || field == "admin_la") {
        return !dataset.boundaries.empty();
    }
    if (field == "agreement_id") {
        return !dataset.agreements.empty();
    }
    if (field == "from_id" || field == "to_id" || field == "target_id") {
        return !dataset.boundaries.empty() || !dataset.units.empty();
    }
    return true;
}

/// The boundary that was read from that row; null when the file holds none.
const model::AdminUnit* boundary_of(const model::Dataset& dataset, std::size_t file, std::int64_t row) {
    const auto& all = dataset.boundaries;
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& unit) { return unit.file == file && unit.row == row; });
    return found == all.end() ? nullptr : &*found;
}

/// What a second row of an id says otherwise than the first: one of the two must be wrong.
std::string differences(const LoadContext& context, const model::AdminUnit& second) {
    const auto& dataset = context.dataset;
    const auto found = dataset.boundary_by_id.find(second.id);
    if (found == dataset.boundary_by_id.end()) {
        return {};
    }
    const auto& first = dataset.boundaries[found->second];
    std::string text = first.file == second.file ? "" : " of " + context.file_layers[first.file].file;
    const auto compare = [&](std::string_view field, const std::string& there, const std::string& here) {
        if (there != here) {
            text += fmt::format(R"(; {} is "{}" there but "{}" here)", field, there, here);
        }
    };
    compare("name_en", first.name.en, second.name.en);
    compare("name_vi", first.name.vi, second.name.vi);
    compare("name_lo", first.name.lo, second.name.lo);
    compare("parent_id", first.parent_id, second.parent_id);
    return text;
}

void link_dataset(LoadContext& context) {
    std::set<std::pair<std::string, std::string>> untold;
    model::link(context.dataset, [&](model::Problem problem) {
        const auto& files = context.dataset.files;
        const auto found = std::find(files.begin(), files.end(), problem.file);
        const model::AdminUnit* boundary = nullptr;
        if (found != files.end()) {
            const auto index = static_cast<std::size_t>(found - files.begin());
            boundary = boundary_of(context.dataset, index, problem.row);
            const auto& place = context.file_layers[index];
            problem.file = place.file;
            problem.layer = place.layer;
        }
        if (boundary != nullptr && problem.field == "id") {
            problem.message += differences(context, *boundary);
        }
        if (!has_targets(context.dataset, problem.field, boundary != nullptr)) {
            // One file looked at alone: every reference leads nowhere, which is said once.
            if (untold.emplace(problem.file, problem.field).second) {
                problem.severity = Severity::Warning;
                problem.row = -1;
                problem.message = "its references cannot be followed: the table that they lead to is not loaded";
                problem.cure = "load it together with that table";
                context.log.add("reference", std::move(problem));
            }
            return;
        }
        const std::string kind = "link " + problem.field;
        context.log.add(kind, std::move(problem));
    });
}

}  // namespace

void load_dataset(const LoadOptions& options, LoadContext& context, OtherLayers* other) {
    register_drivers();
    GdalScope gdal;
    const auto data_files = expand_sources(options.data, context.log);
    const auto boundary_files = expand_sources(options.boundaries, context.log);
    auto of_data = open_all(data_files, gdal, context);
    auto of_boundaries = open_all(boundary_files, gdal, context);
    context.data_opened = options.data.empty() || !of_data.empty();
    std::vector<SourceFile> fallback_files;
    if (!options.fallback_boundaries.empty() && !has_boundaries(of_data) && !has_boundaries(of_boundaries)) {
        fallback_files = expand_sources({options.fallback_boundaries}, context.log);
        auto fallback = open_all(fallback_files, gdal, context);
        std::move(fallback.begin(), fallback.end(), std::back_inserter(of_boundaries));
    }
    auto layers = choose(std::move(of_data), std::move(of_boundaries));
    if (layers.size() > kMaxLayers) {
        context.log.add("limit", {Severity::Error,
                                  layers[kMaxLayers].source->shown,
                                  {},
                                  -1,
                                  {},
                                  fmt::format("more than {} layers; the rest is left out", kMaxLayers),
                                  "load fewer files"});
        layers.resize(kMaxLayers);
    }
    double total = 0.0;
    for (const auto& layer : layers) {
        total += layer.bytes;
    }
    double done = 0.0;
    IdIndex ids;
    for (const auto kind : kOrder) {
        if (kind == TableKind::AgreementParties) {
            ids = index_ids(context.dataset);
        }
        for (const auto& layer : layers) {
            if (layer.kind != kind) {
                continue;
            }
            context.progress_from = done / total;
            context.progress_span = layer.bytes / total;
            done += layer.bytes;
            if (kind == TableKind::Other) {
                report_other(layer, other != nullptr, context);
                if (other == nullptr) {
                    continue;
                }
            }
            Table table(layer, gdal, context);
            read_table(table, kind, ids, other);
            report_gdal(gdal, context, layer.source->shown, layer.name, -1);
        }
    }
    context.throw_if_cancelled();
    link_dataset(context);
    if (context.progress) {
        context.progress(1.0, {});
    }
}

}  // namespace bordermap::catalog
