// Time to load the program's own data, and the full-resolution boundaries where they are there, against a loop that only
// lets GDAL read the same features. The ratio is what checking, cleaning and linking cost.

#include "catalog/catalog.hpp"

#include <benchmark/benchmark.h>
#include <filesystem>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>
#include <string>
#include <vector>

namespace bordermap {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> full_resolution() {
    std::vector<std::string> files;
    const auto folder = fs::path(BORDERMAP_SHARED_DIR) / "testdata/boundaries";
    for (const auto* name : {"lao_2019.gpkg", "vn_63_2020.gpkg", "vn_adm1_34_2025.shp"}) {
        if (fs::exists(folder / name)) {
            files.push_back((folder / name).string());
        }
    }
    return files;
}

std::vector<std::string> own_data() {
    std::vector<std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(BORDERMAP_GEODATA_DIR) / "boundaries")) {
        if (entry.path().extension() == ".shp") {
            files.push_back(entry.path().string());
        }
    }
    for (const auto& entry : fs::directory_iterator(fs::path(BORDERMAP_GEODATA_DIR) / "records")) {
        if (entry.path().extension() == ".csv") {
            files.push_back(entry.path().string());
        }
    }
    return files;
}

void load(benchmark::State& state, const std::vector<std::string>& sources, bool boundaries) {
    std::size_t vertices = 0;
    for (auto _ : state) {
        catalog::LoadOptions options;
        (boundaries ? options.boundaries : options.data) = sources;
        const auto result = catalog::load(options);
        if (result.has_errors()) {
            state.SkipWithError("the data has errors");
            break;
        }
        vertices = result.dataset->boundary_polygons.vertices.size();
    }
    state.counters["vertices"] = static_cast<double>(vertices);
}

/// Every feature with all fields as text and all vertices, thrown away.
void read_with_gdal_only(benchmark::State& state, const std::vector<std::string>& files) {
    GDALAllRegister();
    std::vector<double> buffer;
    for (auto _ : state) {
        for (const auto& file : files) {
            auto* dataset = GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY);
            if (dataset == nullptr) {
                state.SkipWithError("GDAL cannot open the data");
                return;
            }
            for (auto* layer : dataset->GetLayers()) {
                for (const auto& feature : *layer) {
                    std::size_t bytes = 0;
                    for (int field = 0; field < feature->GetFieldCount(); ++field) {
                        bytes += std::string_view(feature->GetFieldAsString(field)).size();
                    }
                    benchmark::DoNotOptimize(bytes);
                    const auto* geometry = feature->GetGeometryRef();
                    if (geometry != nullptr && wkbFlatten(geometry->getGeometryType()) == wkbMultiPolygon) {
                        for (const auto* polygon : *geometry->toMultiPolygon()) {
                            for (const auto* ring : *polygon) {
                                buffer.resize(static_cast<std::size_t>(ring->getNumPoints()) * 2);
                                ring->getPoints(buffer.data(), 2 * sizeof(double), buffer.data() + 1,
                                                2 * sizeof(double));
                                benchmark::DoNotOptimize(buffer.data());
                            }
                        }
                    }
                }
            }
            GDALClose(dataset);
        }
    }
}

void load_own_data(benchmark::State& state) {
    load(state, {BORDERMAP_GEODATA_DIR}, false);
}
void gdal_only_own_data(benchmark::State& state) {
    read_with_gdal_only(state, own_data());
}
void load_full_resolution(benchmark::State& state) {
    load(state, full_resolution(), true);
}
void gdal_only_full_resolution(benchmark::State& state) {
    read_with_gdal_only(state, full_resolution());
}

BENCHMARK(load_own_data)->Unit(benchmark::kMillisecond);
BENCHMARK(gdal_only_own_data)->Unit(benchmark::kMillisecond);

[[maybe_unused]] const bool kFullResolutionRegistered = [] {
    if (full_resolution().empty()) {
        return false;  // not on this machine
    }
    benchmark::RegisterBenchmark("load_full_resolution", load_full_resolution)->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark("gdal_only_full_resolution", gdal_only_full_resolution)->Unit(benchmark::kMillisecond);
    return true;
}();

}  // namespace
}  // namespace bordermap
