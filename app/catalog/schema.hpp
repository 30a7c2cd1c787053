#pragma once
/// The tables of the data contract and the foreign layers that are known, as data.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bordermap::catalog {

enum class TableKind : std::uint8_t {
    Boundaries,
    Neighbours,
    Rivers,
    Places,  // the map
    Sources,
    Categories,
    Areas,
    Units,
    Agreements,
    AgreementParties,
    AgreementAreas,
    Events,
    EventParties,
    Incidents,
    Gates,
    Successions,
    Aliases,
    Other  ///< not of the contract: `check` looks at its geometry and text only
};
[[nodiscard]] constexpr bool is_map_table(TableKind kind) {
    return kind <= TableKind::Places;
}

enum class Need : std::uint8_t {
    Optional,
    Column,  ///< the column must be there, a value may be empty
    Value,   ///< every row should have a value; a row without one is loaded and reported
    Key      ///< a row without a value is left out; without the column nothing of the layer can be read
};

struct TableColumn {
    std::string_view name;
    Need need = Need::Optional;
};

struct TableSchema {
    TableKind kind;
    std::string_view name;
    std::span<const TableColumn> columns;
};
[[nodiscard]] const TableSchema& schema_of(TableKind kind);

/// Old value -> new value.
struct CodePair {
    std::string_view from, to;
};

/// How a column of the contract is made from a foreign layer: looked up in `codes` where that has the value, else
/// `prefix` + the first `take` characters of the value without `strip` in front. No source: the constant `prefix`.
struct ColumnRule {
    std::string_view column;
    std::string_view source;
    std::string_view prefix;
    std::string_view strip;
    std::span<const CodePair> codes;
    std::size_t take = std::string_view::npos;
};
[[nodiscard]] std::string apply_rule(const ColumnRule& rule, std::string_view value);

/// A layer that is read as a table. The first rule whose pattern fits the layer's name (lower case, `*` is any run) and
/// whose `has_column` is there wins.
struct LayerRule {
    std::string_view pattern;
    TableKind kind;
    std::string_view has_column;          ///< empty: not asked
    std::span<const ColumnRule> columns;  ///< empty: the columns of the contract
    std::string_view instead_of;          ///< left out when this layer of the same source is there: a finer copy
};
[[nodiscard]] const LayerRule* find_rule(std::string_view layer, const std::vector<std::string>& columns);

/// Other spellings of contract columns; empty when there is none.
[[nodiscard]] std::string_view column_synonym(std::string_view column);

}  // namespace bordermap::catalog
