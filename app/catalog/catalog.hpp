#pragma once
/// Reads everything through GDAL into a Dataset; whatever is wrong becomes a Problem and the rest loads.

#include "model/dataset.hpp"

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace bordermap::catalog {

/// What was read, for `info` and the About box.
struct LayerInfo {
    std::string file, layer, driver, table;  ///< table of the contract it was taken for
    std::string encoding;                    ///< declared or detected encoding of its text
    std::uint64_t rows = 0, loaded = 0, vertices = 0;
};

struct LoadResult {
    std::shared_ptr<const model::Dataset> dataset;  ///< never null; empty when nothing could be read
    std::vector<model::Problem> problems;
    std::vector<LayerInfo> layers;
    bool data_opened = true;  ///< false: sources of data were named and none of them could be opened
    [[nodiscard]] bool has_errors() const;
};

/// Progress 0..1 with the file being read. Called from the loading thread.
using Progress = std::function<void(double fraction, const std::string& file)>;

struct LoadOptions {
    std::vector<std::string> data;  ///< folders, files or GDAL sources of the record tables; empty: none
    std::vector<std::string>
        boundaries;                   ///< folders, files or sources of boundaries and context; empty: those of `data`
    std::string fallback_boundaries;  ///< read when none of the sources above holds a boundary layer; empty: none
    Progress progress;                ///< may be empty
    const std::atomic<bool>* cancel = nullptr;
    std::string encoding;  ///< of the text in shapefiles and CSV, e.g. "windows-1258"; empty: as each file says
};

/// Only allow-listed drivers (ESRI Shapefile, CSV, GPKG, GeoJSON, SQLite off, no VRT, no network, no /vsi*), and PostgreSQL for
/// a source that begins with `PG:`; a server that does not answer within 5 s is given up, unless the source says connect_timeout.
/// A folder is searched for the tables of the contract by layer name (countries, provinces, districts and any
/// `boundaries*` are boundaries; neighbours, rivers, places are context). Never throws for bad input.
[[nodiscard]] LoadResult load(const LoadOptions& options);

/// The folder of the embedded data: build tree, install prefix, then XDG data directories; empty when there is none.
[[nodiscard]] std::string find_geodata();

/// `check`: load() plus the validation of single files and layers against the contract: types, ids, references,
/// duplicates, intervals, dates, positions, encodings, NFC, rings, level and parent nesting, lineage cycles.
/// `opened`, where given, becomes false when none of the sources could be opened.
[[nodiscard]] std::vector<model::Problem> check(const std::vector<std::string>& sources, const Progress& progress = {},
                                                bool* opened = nullptr);

}  // namespace bordermap::catalog
