#pragma once
/// Reads the rows of one layer as a table of the contract: columns found by name, text cleaned, values checked. Whatever is
/// wrong becomes a Problem with its row and field.

#include "catalog/load_context.hpp"
#include "catalog/open_source.hpp"

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

class OGRFeature;
class OGRGeometry;

namespace bordermap::catalog {

/// A column of the contract as it is found in a layer.
struct Column {
    std::string_view name;             ///< contract name, for messages
    int field = -1;                    ///< field of the layer; -1: none
    const ColumnRule* rule = nullptr;  ///< how a foreign value becomes ours
    [[nodiscard]] bool present() const { return field >= 0 || rule != nullptr; }
};

class Table {
public:
    /// Reports required columns that are missing and finds the encoding.
    Table(const OpenLayer& layer, GdalScope& gdal, LoadContext& context);

    /// False when a key column is missing: nothing can be read.
    [[nodiscard]] bool readable() const { return readable_; }
    [[nodiscard]] Column column(std::string_view contract_name) const;
    [[nodiscard]] LoadContext& context() { return context_; }
    [[nodiscard]] const OpenLayer& layer() const { return layer_; }
    [[nodiscard]] std::uint64_t rows() const { return row_; }

    /// Calls `read` for each row; it returns whether the row was loaded. Then adds the LayerInfo.
    void each_row(const std::function<bool()>& read);

    // Of the current row.
    [[nodiscard]] std::uint32_t row() const { return row_; }
    [[nodiscard]] OGRGeometry* geometry() const;
    /// Trimmed, NFC, UTF-8; empty when there is none.
    [[nodiscard]] std::string text(const Column& column);
    /// nullopt when empty or, with a Problem, no finite number.
    [[nodiscard]] std::optional<double> number(const Column& column);
    [[nodiscard]] model::FuzzyDate date(const Column& column);
    /// [valid_from, valid_to): a day, or the widest interval that a month or year may mean.
    [[nodiscard]] model::Interval validity(const Column& from, const Column& to);
    [[nodiscard]] model::Position position(const Column& lon, const Column& lat, const Column& precision);
    /// `any_country`: other countries and bodies of several (`VN|LA`: None) are no fault.
    [[nodiscard]] model::Country country(const Column& column, bool any_country);
    /// Ids between `;`, `|`, `,` or spaces.
    [[nodiscard]] std::vector<std::string> ids(const Column& column);
    /// Fills id, file, row and the columns beyond the contract; false, with a Problem, when a key is empty.
    [[nodiscard]] bool begin_record(model::Record& record);

    void report(std::string_view kind, model::Severity severity, std::string_view field, std::string message,
                std::string cure);

private:
    struct Checked {
        Column column;
        Need need = Need::Optional;
    };
    [[nodiscard]] std::string raw(int field) const;
    [[nodiscard]] std::string clean(std::string bytes, std::string_view field_name, int width);
    void find_columns();
    [[nodiscard]] int find_field(std::string_view contract_name) const;

    const OpenLayer& layer_;
    GdalScope& gdal_;
    LoadContext& context_;
    LayerEncoding encoding_;
    const TableSchema& schema_;
    std::uint16_t file_ = 0;
    bool readable_ = true;
    std::vector<Checked> checked_;  ///< columns that need a value
    struct Extra {
        int field = -1;
        std::uint16_t name = 0;
    };
    std::vector<Extra> extras_;
    OGRFeature* feature_ = nullptr;
    bool repaired_ = false;  ///< the text cleaned last had bytes without meaning
    std::uint32_t row_ = 0;
};

}  // namespace bordermap::catalog
