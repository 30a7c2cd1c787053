#include "catalog/open_source.hpp"

#include "catalog/csv_shape.hpp"
#include "catalog/gdal_errors.hpp"
#include "catalog/limits.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gdal_priv.h>
#include <iterator>
#include <ogrsf_frmts.h>
#include <optional>
#include <set>
#include <utility>

namespace bordermap::catalog {
namespace {

namespace fs = std::filesystem;
using model::Severity;

constexpr const char* kPostgres = "PostgreSQL";

/// The file with the same stem and another ending in either case; empty when there is none.
fs::path companion(const std::string& path, std::string_view extension) {
    for (const auto& spelling : {std::string(extension), [&] {
                                     auto upper = std::string(extension);
                                     std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) {
                                         return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
                                     });
                                     return upper;
                                 }()}) {
        auto beside = fs::path(path).replace_extension(spelling);
        std::error_code error;
        if (fs::is_regular_file(beside, error)) {
            return beside;
        }
    }
    return {};
}

std::string read_all(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

bool has_shapefile_parts(const SourceFile& source, LoadContext& context) {
    struct Part {
        std::string_view extension, message, cure;
        bool fatal;
    };
    static constexpr Part kParts[] = {
        {".shx", "the index file .shx of the shapefile is missing",
         "copy all parts of the shapefile, or rebuild it: ogrinfo --config SHAPE_RESTORE_SHX YES FILE.shp", true},
        {".dbf", "the attribute file .dbf of the shapefile is missing", "copy all parts of the shapefile", true}};
    bool complete = true;
    for (const auto& part : kParts) {
        if (companion(source.target, part.extension).empty()) {
            context.log.add(
                "shapefile part",
                {Severity::Error, source.shown, {}, -1, {}, std::string(part.message), std::string(part.cure)});
            complete = complete && !part.fatal;
        }
    }
    return complete;
}

void report_csv_shape(const SourceFile& source, const std::string& layer, LoadContext& context) {
    std::ifstream text(source.target, std::ios::binary);
    const auto shape = csv_shape(text, kMaxProblemsPerKind);
    for (const auto& fault : shape.faults) {
        const auto message =
            fault.open_quote
                ? fmt::format("line {}: quotation marks open here and do not close before the end of the file",
                              fault.line)
                : fmt::format("line {}: {} fields where the header has {}; {}", fault.line, fault.fields, shape.columns,
                              fault.fields > shape.columns ? "those beyond the header are not read"
                                                           : "the missing ones are read as empty");
        context.log.add("fields",
                        {Severity::Error,
                         source.shown,
                         layer,
                         fault.row,
                         {},
                         message,
                         "put values that hold a separator, quotation mark or line break in quotation marks"});
    }
    if (shape.fault_count > shape.faults.size()) {
        context.log.add("fields", {Severity::Error,
                                   source.shown,
                                   layer,
                                   -1,
                                   {},
                                   fmt::format("{} rows in all have too many or too few fields", shape.fault_count),
                                   ""});
    }
}

/// The connection with a limit to the time that connecting may take, where it states none: a server that does not answer
/// would else hold up the load for minutes.
std::string with_connect_timeout(const std::string& connection) {
    constexpr std::string_view kOption = "connect_timeout";
    if (connection.find(kOption) != std::string::npos) {
        return connection;
    }
    if (connection.find("://") == std::string::npos) {
        return fmt::format("{} {}={}", connection, kOption, kConnectSeconds);
    }
    return fmt::format("{}{}{}={}", connection, connection.find('?') == std::string::npos ? '?' : '&', kOption,
                       kConnectSeconds);
}

GDALDataset* open_dataset(const SourceFile& source) {
    const char* const drivers[] = {source.driver.c_str(), nullptr};
    std::vector<const char*> options;
    if (source.driver == "CSV") {
        options = {"AUTODETECT_TYPE=NO", "KEEP_GEOM_COLUMNS=YES", "HEADERS=YES"};
    } else if (source.driver == "ESRI Shapefile") {
        options = {"ENCODING="};  // bytes as they are: see find_encoding
    }
    options.push_back(nullptr);
    const auto target = source.driver == kPostgres ? with_connect_timeout(source.target) : source.target;
    return GDALDataset::Open(target.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, drivers,
                             options.data(), nullptr);
}

/// Whether all values that are not ASCII are UTF-8; nullopt when there is only ASCII.
std::optional<bool> text_is_utf8(OGRLayer& layer) {
    const auto* definition = layer.GetLayerDefn();
    const char* no_geometry[] = {"OGR_GEOMETRY", nullptr};
    layer.SetIgnoredFields(no_geometry);
    layer.ResetReading();
    std::optional<bool> result;
    std::uint32_t rows = 0;
    while (const OGRFeatureUniquePtr feature{layer.GetNextFeature()}) {
        for (int field = 0; field < definition->GetFieldCount(); ++field) {
            if (definition->GetFieldDefn(field)->GetType() == OFTString && feature->IsFieldSetAndNotNull(field)) {
                const std::string_view text = feature->GetFieldAsString(field);
                if (!is_ascii(text)) {
                    result = result.value_or(true) && is_utf8(text);
                }
            }
        }
        if (++rows >= kMaxRows) {
            break;
        }
    }
    layer.SetIgnoredFields(nullptr);
    layer.ResetReading();
    return result;
}

}  // namespace

void report_gdal(GdalScope& gdal, LoadContext& context, const std::string& file, const std::string& layer,
                 std::int64_t row) {
    for (auto& message : gdal.take()) {
        context.log.add("gdal", {message.error ? Severity::Error : Severity::Warning,
                                 file,
                                 layer,
                                 row,
                                 {},
                                 std::move(message.text),
                                 "repair or write the file again"});
    }
}

std::vector<OpenLayer> open_source(const SourceFile& source, GdalScope& gdal, LoadContext& context) {
    const auto fail = [&](std::string message, std::string cure) {
        context.log.add("open", {Severity::Error, source.shown, {}, -1, {}, std::move(message), std::move(cure)});
        return std::vector<OpenLayer>{};
    };
    if (source.driver == kPostgres && GetGDALDriverManager()->GetDriverByName(kPostgres) == nullptr) {
        RegisterOGRPG();
        if (GetGDALDriverManager()->GetDriverByName(kPostgres) == nullptr) {
            return fail("this GDAL has no PostgreSQL driver",
                        "install a GDAL with PostgreSQL, or export the tables to a GeoPackage");
        }
    }
    if (source.driver == "ESRI Shapefile" && !has_shapefile_parts(source, context)) {
        return {};
    }
    const std::shared_ptr<GDALDataset> dataset(open_dataset(source), [](GDALDataset* opened) {
        if (opened != nullptr) {
            GDALClose(opened);
        }
    });
    if (dataset == nullptr) {
        std::string said;
        for (const auto& message : gdal.take()) {
            said += (said.empty() ? "" : "; ") + message.text;
        }
        if (source.driver == kPostgres) {
            std::replace(said.begin(), said.end(), '\n', ' ');  // libpq writes a line per address
            return fail(fmt::format("the PostgreSQL server cannot be reached or refuses: {}", trim(said)),
                        "check host, port, dbname, user and password of the connection and that the server runs, or "
                        "export the tables to a GeoPackage");
        }
        return fail(fmt::format("cannot be opened as {}{}{}", source.driver, said.empty() ? "" : ": ", said),
                    "check that the file is whole and of the kind that its ending names");
    }
    report_gdal(gdal, context, source.shown, {}, -1);

    std::vector<OpenLayer> layers;
    for (auto* layer : dataset->GetLayers()) {
        OpenLayer open{dataset,
                       layer,
                       &source,
                       layer->GetName(),
                       nullptr,
                       TableKind::Other,
                       {},
                       1.0,
                       dataset->GetLayerCount() > 1};
        // A GeoJSON file may carry any name inside; the file's name is the table's.
        if (source.driver == "GeoJSON" && !open.many_layers) {
            open.name = fs::path(source.target).stem().string();
        }
        const auto* definition = layer->GetLayerDefn();
        if (definition->GetFieldCount() > kMaxColumns) {
            context.log.add("limit", {Severity::Error,
                                      source.shown,
                                      open.name,
                                      -1,
                                      {},
                                      fmt::format("has {} columns; at most {} are read, so the layer is left out",
                                                  definition->GetFieldCount(), kMaxColumns),
                                      "leave out columns"});
            continue;
        }
        for (int field = 0; field < definition->GetFieldCount(); ++field) {
            open.columns.push_back(lower_ascii(trim(definition->GetFieldDefn(field)->GetNameRef())));
        }
        open.rule = find_rule(open.name, open.columns);
        // A folder's layer of no known name is still a boundary layer if it has the columns.
        if (open.rule == nullptr) {
            const auto has = [&](std::string_view column) {
                return std::find(open.columns.begin(), open.columns.end(), column) != open.columns.end();
            };
            if (has("id") && has("level") && has("country") && has("name_en")) {
                open.rule = find_rule("boundaries", open.columns);
            }
        }
        open.kind = open.rule == nullptr ? TableKind::Other : open.rule->kind;
        if (source.driver == "CSV") {
            report_csv_shape(source, open.name, context);
        }
        layers.push_back(std::move(open));
    }
    std::set<std::string> names;
    for (const auto& layer : layers) {
        names.insert(lower_ascii(layer.name));
    }
    std::vector<OpenLayer> wanted;
    for (auto& layer : layers) {
        layer.bytes = static_cast<double>(source.bytes + 1) / static_cast<double>(layers.size());
        if (layer.rule != nullptr && names.count(std::string(layer.rule->instead_of)) != 0) {
            context.log.add("finer copy",
                            {Severity::Warning,
                             source.shown,
                             layer.name,
                             -1,
                             {},
                             fmt::format("is left out: {} has the same with more detail", layer.rule->instead_of),
                             ""});
        } else {
            wanted.push_back(std::move(layer));
        }
    }
    return wanted;
}

LayerEncoding find_encoding(const OpenLayer& layer, LoadContext& context) {
    const auto& source = *layer.source;
    const auto report = [&](Severity severity, std::string message, std::string cure) {
        context.log.add("encoding", {severity, source.shown, layer.name, -1, {}, std::move(message), std::move(cure)});
    };
    const bool shapefile = source.driver == "ESRI Shapefile";
    if (!context.encoding_override.empty() && (shapefile || source.driver == "CSV")) {
        const auto name = canonical_encoding(context.encoding_override);
        if (auto decoder = TextDecoder::open(name); !name.empty() && decoder) {
            auto shown = decoder->name() + " (as told)";
            return {std::move(*decoder), std::move(shown)};
        }
        report(Severity::Error, fmt::format(R"(the encoding "{}" is not known)", context.encoding_override),
               "give one like UTF-8 or windows-1258");
    }
    if (!shapefile) {
        return {{}, "UTF-8"};
    }
    const auto cpg = companion(source.target, ".cpg");
    if (cpg.empty()) {
        const auto utf8 = text_is_utf8(*layer.layer);
        if (utf8.value_or(true)) {
            report(Severity::Warning,
                   fmt::format("no .cpg says how its text is encoded; read as UTF-8, {}",
                               utf8 ? "which all of it is" : "all of it is ASCII"),
                   "write a .cpg file beside it that holds the word UTF-8");
            return {{}, "UTF-8 (detected)"};
        }
        report(
            Severity::Error, "no .cpg says how its text is encoded, and it is not UTF-8; letters are lost",
            "write a .cpg file with the true encoding (for Vietnamese often 1258), or give the encoding when loading");
        return {{}, "unknown"};
    }
    const auto declared = std::string(trim(std::string_view(read_all(cpg)).substr(0, 64)));
    const auto name = canonical_encoding(declared);
    auto decoder = TextDecoder::open(name);
    if (name.empty() || !decoder) {
        report(Severity::Error,
               fmt::format(R"(the encoding "{}" in its .cpg is not known; read as UTF-8)", repair_utf8(declared)),
               "write the true encoding into the .cpg, such as UTF-8");
        return {{}, "UTF-8 (assumed)"};
    }
    if (!decoder->utf8() && text_is_utf8(*layer.layer).value_or(false)) {
        report(Severity::Error, fmt::format("its .cpg says {} but the bytes are UTF-8; read as UTF-8", declared),
               "write UTF-8 into the .cpg");
        return {{}, fmt::format("UTF-8 (its .cpg says {})", declared)};
    }
    auto shown = decoder->name();
    return {std::move(*decoder), std::move(shown)};
}

}  // namespace bordermap::catalog
