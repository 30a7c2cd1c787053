#pragma once
/// One reader per table of the contract: rows of a Table into the vectors of the Dataset.

#include "catalog/load_context.hpp"
#include "catalog/table.hpp"

#include <string>
#include <unordered_map>

namespace bordermap::catalog {

/// Indices of records by id, of the records that parties and undertakings name. The first of a duplicate id keeps it.
struct IdIndex {
    std::unordered_map<std::string, model::Index> units, agreements, events, areas;
};
[[nodiscard]] IdIndex index_ids(const model::Dataset& dataset);

void read_boundaries(Table& table);
void read_neighbours(Table& table);
void read_rivers(Table& table);
void read_places(Table& table);
/// A layer that is not of the contract: its text is looked at, and its polygons are put aside for `check`.
void read_other(Table& table, model::PolygonColumns& polygons, std::vector<model::Record>& records);

void read_sources(Table& table);
void read_categories(Table& table);
void read_areas(Table& table);
void read_units(Table& table);
void read_agreements(Table& table);
void read_events(Table& table);
void read_incidents(Table& table);
void read_gates(Table& table);
void read_successions(Table& table);
void read_aliases(Table& table);
/// These name records of other tables, which must have been read: a row that names none is left out and reported.
void read_agreement_parties(Table& table, const IdIndex& ids);
void read_agreement_areas(Table& table, const IdIndex& ids);
void read_event_parties(Table& table, const IdIndex& ids);

}  // namespace bordermap::catalog
