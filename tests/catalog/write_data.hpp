#pragma once
/// Writes small synthetic data sets in real file formats, and finds Problems.

#include "catalog/catalog.hpp"
#include "support/process.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

class OGRGeometry;

namespace bordermap::test {

struct FieldSpec {
    std::string name;
    int width = 60;  ///< bytes; DBF only
};

struct FeatureSpec {
    std::vector<std::string> values;
    std::string wkt;                        ///< empty: no geometry
    const OGRGeometry* geometry = nullptr;  ///< instead of wkt, for what WKT cannot say
};

struct LayerSpec {
    std::string name;
    std::vector<FieldSpec> fields;
    std::vector<FeatureSpec> features;
    int epsg = 4326;                        ///< 0: no coordinate system
    std::string geometry_type = "polygon";  ///< polygon, line, point, none
};

/// Writes the layer with GDAL's driver ("ESRI Shapefile", "GPKG", "GeoJSON"); a GPKG that exists gets one more layer.
void write_layer(const std::string& path, const std::string& driver_name, const LayerSpec& spec);

/// The columns of a boundaries table: id, level, country, parent_id, name_en, name_vi, name_lo, valid_from, valid_to.
[[nodiscard]] std::vector<FieldSpec> boundary_fields();
[[nodiscard]] FeatureSpec boundary(const std::string& id, int level, const std::string& country,
                                   const std::string& parent_id, const std::string& wkt,
                                   const std::string& valid_from = "", const std::string& valid_to = "");
[[nodiscard]] std::string square_wkt(double west, double south, double size = 1.0);

/// Overwrites bytes of a file.
void patch_bytes(const std::string& path, std::size_t offset, std::string_view bytes);

[[nodiscard]] catalog::LoadResult load_data(const std::vector<std::string>& data);

/// The first Problem whose file ends with `file`, whose row and field are these and whose message holds `words`; null when
/// there is none. row -2 and an empty field fit any.
[[nodiscard]] const model::Problem* find_problem(const std::vector<model::Problem>& problems, std::string_view words,
                                                 std::string_view file = "", std::int64_t row = -2,
                                                 std::string_view field = "");
/// All Problems as text, to show when a test fails.
[[nodiscard]] std::string all_problems(const std::vector<model::Problem>& problems);

}  // namespace bordermap::test
