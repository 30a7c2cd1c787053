#pragma once
/// Opens one file with the one driver that its ending allows, and says what its layers are.

#include "catalog/load_context.hpp"
#include "catalog/schema.hpp"
#include "catalog/source_files.hpp"
#include "catalog/text.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

class GDALDataset;
class OGRLayer;

namespace bordermap::catalog {

class GdalScope;

/// A layer that can be read. Shares the ownership of its GDAL data set.
struct OpenLayer {
    std::shared_ptr<GDALDataset> dataset;
    OGRLayer* layer = nullptr;
    const SourceFile* source = nullptr;
    std::string name;
    const LayerRule* rule = nullptr;  ///< null: not of the contract
    TableKind kind = TableKind::Other;
    std::vector<std::string> columns;  ///< lower case
    double bytes = 1.0;                ///< its share of the file, for progress
    bool many_layers = false;
};

/// `gdal` collects on this thread. Reports why a file cannot be opened; then there are no layers.
[[nodiscard]] std::vector<OpenLayer> open_source(const SourceFile& source, GdalScope& gdal, LoadContext& context);

/// How the text of a layer is encoded: a shapefile says so in its .cpg, everything else is UTF-8. Where a .cpg is missing or
/// lies, the bytes decide. Reports what it found; `shown` is for LayerInfo.
struct LayerEncoding {
    TextDecoder decoder;
    std::string shown;
};
[[nodiscard]] LayerEncoding find_encoding(const OpenLayer& layer, LoadContext& context);

/// Turns what GDAL said into Problems of one file; `row` -1: the whole layer.
void report_gdal(GdalScope& gdal, LoadContext& context, const std::string& file, const std::string& layer,
                 std::int64_t row);

}  // namespace bordermap::catalog
