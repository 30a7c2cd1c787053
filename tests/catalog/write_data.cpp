#include "catalog/write_data.hpp"

#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gdal_priv.h>
#include <memory>
#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>
#include <stdexcept>

namespace bordermap::test {
namespace {

struct Close {
    void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
};

struct Quiet {
    Quiet() { CPLPushErrorHandler(CPLQuietErrorHandler); }
    ~Quiet() { CPLPopErrorHandler(); }
    Quiet(const Quiet&) = delete;
    Quiet& operator=(const Quiet&) = delete;
    Quiet(Quiet&&) = delete;
    Quiet& operator=(Quiet&&) = delete;
};

OGRwkbGeometryType geometry_type(const std::string& name) {
    if (name == "polygon") {
        return wkbUnknown;
    }
    return name == "line" ? wkbLineString : name == "point" ? wkbPoint : wkbNone;
}

void require(bool done, const std::string& what) {
    if (!done) {
        throw std::runtime_error("cannot " + what);
    }
}

}  // namespace

void write_layer(const std::string& path, const std::string& driver_name, const LayerSpec& spec) {
    GDALAllRegister();
    CPLSetThreadLocalConfigOption("OGR_SQLITE_SYNCHRONOUS", "OFF");  // a test's files need not outlive a power cut
    const Quiet quiet;                                               // what is written badly here is meant so
    auto* driver = GetGDALDriverManager()->GetDriverByName(driver_name.c_str());
    require(driver != nullptr, "find the driver " + driver_name);
    const bool more = driver_name == "GPKG" && std::filesystem::exists(path);
    const std::unique_ptr<GDALDataset, Close> dataset(
        more ? GDALDataset::Open(path.c_str(), GDAL_OF_UPDATE | GDAL_OF_VECTOR)
             : driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    require(dataset != nullptr, "create " + path);
    OGRSpatialReference system;
    if (spec.epsg != 0) {
        require(system.importFromEPSG(spec.epsg) == OGRERR_NONE, "make the coordinate system");
        system.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    }
    CPLStringList options;
    if (driver_name == "ESRI Shapefile") {
        options.SetNameValue("ENCODING", "UTF-8");
    }
    auto type = geometry_type(spec.geometry_type);
    if (driver_name == "ESRI Shapefile" && type == wkbUnknown) {
        type = wkbPolygon;
    }
    auto* layer = dataset->CreateLayer(spec.name.c_str(), spec.epsg == 0 ? nullptr : &system, type, options.List());
    require(layer != nullptr, "create the layer");
    for (const auto& field : spec.fields) {
        OGRFieldDefn definition(field.name.c_str(), OFTString);
        if (driver_name == "ESRI Shapefile") {
            definition.SetWidth(field.width);
        }
        require(layer->CreateField(&definition) == OGRERR_NONE, "create a field");
    }
    for (const auto& row : spec.features) {
        const OGRFeatureUniquePtr feature(OGRFeature::CreateFeature(layer->GetLayerDefn()));
        for (std::size_t i = 0; i < row.values.size(); ++i) {
            if (!row.values[i].empty()) {
                feature->SetField(static_cast<int>(i), row.values[i].c_str());
            }
        }
        if (row.geometry != nullptr) {
            feature->SetGeometry(row.geometry);
        } else if (!row.wkt.empty()) {
            OGRGeometry* geometry = nullptr;
            require(OGRGeometryFactory::createFromWkt(row.wkt.c_str(), nullptr, &geometry) == OGRERR_NONE,
                    "read the WKT " + row.wkt);
            feature->SetGeometryDirectly(geometry);
        }
        require(layer->CreateFeature(feature.get()) == OGRERR_NONE, "write a feature");
    }
}

std::vector<FieldSpec> boundary_fields() {
    return {{"id"},      {"level", 2}, {"country", 4}, {"parent_id"}, {"name_en"},
            {"name_vi"}, {"name_lo"},  {"valid_from"}, {"valid_to"}};
}

FeatureSpec boundary(const std::string& id, int level, const std::string& country, const std::string& parent_id,
                     const std::string& wkt, const std::string& valid_from, const std::string& valid_to) {
    return {
        {id, std::to_string(level), country, parent_id, "Synthetic " + id, "", "", valid_from, valid_to}, wkt, nullptr};
}

std::string square_wkt(double west, double south, double size) {
    const double east = west + size;
    const double north = south + size;
    return fmt::format("POLYGON (({0} {1},{0} {3},{2} {3},{2} {1},{0} {1}))", west, south, east, north);
}

void patch_bytes(const std::string& path, std::size_t offset, std::string_view bytes) {
    std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(static_cast<std::streamoff>(offset));
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    require(static_cast<bool>(file), "patch " + path);
}

catalog::LoadResult load_data(const std::vector<std::string>& data) {
    catalog::LoadOptions options;
    options.data = data;
    return catalog::load(options);
}

const model::Problem* find_problem(const std::vector<model::Problem>& problems, std::string_view words,
                                   std::string_view file, std::int64_t row, std::string_view field) {
    for (const auto& problem : problems) {
        if (problem.message.find(words) != std::string::npos && std::string_view(problem.file).ends_with(file) &&
            (row == -2 || problem.row == row) && (field.empty() || problem.field == field)) {
            return &problem;
        }
    }
    return nullptr;
}

std::string all_problems(const std::vector<model::Problem>& problems) {
    std::string all;
    for (const auto& problem : problems) {
        all += "\n  " + model::format_problem(problem);
    }
    return all.empty() ? "\n  (no problems)" : all;
}

}  // namespace bordermap::test
