#include "catalog/table.hpp"

#include "catalog/gdal_errors.hpp"
#include "catalog/limits.hpp"
#include "catalog/text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <ogrsf_frmts.h>
#include <utility>

namespace bordermap::catalog {
namespace {

using model::Severity;

// DBF cuts the names of columns.
constexpr std::size_t kDbfNameLength = 10;
// A field made narrow to fit its longest value is full without loss; a field of a usual width is not.
constexpr int kUsualDbfWidth = 80;
constexpr std::uint32_t kRowsBetweenProgress = 1024;

/// Ways to write a number that a person may have meant but a machine must not guess.
std::string number_cure(std::string_view text) {
    return text.find(',') != std::string_view::npos ? "write it with a decimal point"
                                                    : "write a number, or leave it empty";
}

}  // namespace

Table::Table(const OpenLayer& layer, GdalScope& gdal, LoadContext& context)
    : layer_(layer),
      gdal_(gdal),
      context_(context),
      encoding_(find_encoding(layer, context)),
      schema_(schema_of(layer.kind)) {
    file_ = context_.add_file(layer.source->shown, layer.name, layer.many_layers);
    find_columns();
}

int Table::find_field(std::string_view contract_name) const {
    const auto& columns = layer_.columns;
    const auto index = [&](auto&& fits) {
        const auto found = std::find_if(columns.begin(), columns.end(), fits);
        return found == columns.end() ? -1 : static_cast<int>(found - columns.begin());
    };
    if (const auto exact = index([&](const std::string& column) { return column == contract_name; }); exact >= 0) {
        return exact;
    }
    if (const auto other = index([&](const std::string& column) { return column_synonym(column) == contract_name; });
        other >= 0) {
        return other;
    }
    if (layer_.source->driver == "ESRI Shapefile" && contract_name.size() > kDbfNameLength) {
        return index([&](const std::string& column) { return column == contract_name.substr(0, kDbfNameLength); });
    }
    return -1;
}

Column Table::column(std::string_view contract_name) const {
    if (layer_.rule != nullptr && !layer_.rule->columns.empty()) {
        for (const auto& rule : layer_.rule->columns) {
            if (rule.column == contract_name) {
                const auto found = std::find(layer_.columns.begin(), layer_.columns.end(), rule.source);
                const auto field =
                    found == layer_.columns.end() ? -1 : static_cast<int>(found - layer_.columns.begin());
                return {contract_name, field, field >= 0 || rule.source.empty() ? &rule : nullptr};
            }
        }
        return {contract_name, -1, nullptr};
    }
    return {contract_name, find_field(contract_name), nullptr};
}

void Table::find_columns() {
    const bool foreign = layer_.rule != nullptr && !layer_.rule->columns.empty();
    std::vector<bool> used(layer_.columns.size(), false);
    for (const auto& wanted : schema_.columns) {
        const auto found = column(wanted.name);
        if (found.field >= 0) {
            used[static_cast<std::size_t>(found.field)] = true;
        }
        if (!found.present() && wanted.need != Need::Optional && !foreign) {
            readable_ = readable_ && wanted.need != Need::Key;
            context_.log.add(
                "columns",
                {Severity::Error, layer_.source->shown, layer_.name, -1, std::string(wanted.name),
                 wanted.need == Need::Key ? "the required column is missing, so nothing of the layer can be read"
                                          : "the required column is missing",
                 fmt::format("add the column {} to the table {}", wanted.name, schema_.name)});
        }
        if (found.present() && (wanted.need == Need::Key || wanted.need == Need::Value)) {
            checked_.push_back({found, wanted.need});
        }
    }
    for (std::size_t field = 0; field < used.size(); ++field) {
        if (!used[field] && context_.dataset.extra_names.size() < kMaxExtraNames) {
            extras_.push_back({static_cast<int>(field), context_.extra_name(layer_.columns[field])});
        }
    }
    if (layer_.source->driver == "ESRI Shapefile" && layer_.columns.size() == 1 && layer_.columns.front() == "fid") {
        readable_ = false;  // no .dbf, which open_source has reported
    }
}

void Table::each_row(const std::function<bool()>& read) {
    const auto vertices_before = context_.vertices;
    std::uint64_t loaded = 0;
    const auto& shown = layer_.source->shown;
    if (readable_) {
        const auto expected = std::max<GIntBig>(layer_.layer->GetFeatureCount(0), 1);
        layer_.layer->ResetReading();
        while (true) {
            if (row_ % kRowsBetweenProgress == 0) {
                context_.throw_if_cancelled();
                context_.advance(std::min(1.0, row_ / static_cast<double>(expected)), shown);
            }
            const OGRFeatureUniquePtr feature{layer_.layer->GetNextFeature()};
            if (!gdal_.empty()) {
                report_gdal(gdal_, context_, shown, layer_.name, row_ + 1);
            }
            if (feature == nullptr) {
                break;
            }
            if (row_ >= kMaxRows || context_.vertices > kMaxVertices) {
                context_.log.add(
                    "limit",
                    {Severity::Error,
                     shown,
                     layer_.name,
                     row_ + 1,
                     {},
                     row_ >= kMaxRows ? fmt::format("more than {} rows; the rest is left out", kMaxRows)
                                      : fmt::format("more than {} vertices; the rest is left out", kMaxVertices),
                     "leave out rows or detail, or split the data"});
                break;
            }
            ++row_;
            feature_ = feature.get();
            loaded += read() ? 1U : 0U;
            feature_ = nullptr;
        }
    }
    context_.layers.push_back({shown, layer_.name, layer_.source->driver, std::string(schema_.name), encoding_.shown,
                               row_, loaded, context_.vertices - vertices_before});
}

OGRGeometry* Table::geometry() const {
    return feature_->GetGeometryRef();
}

std::string Table::raw(int field) const {
    if (feature_->IsFieldSetAndNotNull(field) == 0) {
        return {};
    }
    const auto type = feature_->GetFieldDefnRef(field)->GetType();
    if (type == OFTDate || type == OFTDateTime) {
        int year = 0;
        int month = 0;
        int day = 0;
        int unused = 0;
        feature_->GetFieldAsDateTime(field, &year, &month, &day, &unused, &unused, &unused, &unused);
        return fmt::format("{:04}-{:02}-{:02}", year, month, day);
    }
    if (type == OFTStringList) {
        std::string joined;
        for (char** part = feature_->GetFieldAsStringList(field); part != nullptr && *part != nullptr; ++part) {
            joined.append(joined.empty() ? "" : ";").append(*part);
        }
        return joined;
    }
    return feature_->GetFieldAsString(field);
}

std::string Table::clean(std::string bytes, std::string_view field_name, int width) {
    repaired_ = false;
    if (bytes.size() > kMaxTextBytes) {
        report("limit", Severity::Error, field_name,
               fmt::format("longer than {} bytes; the rest is cut off", kMaxTextBytes), "shorten the text");
        bytes = cut_utf8(bytes, kMaxTextBytes);
    }
    if (is_ascii(bytes)) {
        return std::string(trim(bytes));
    }
    bool bad = false;
    auto text = encoding_.decoder.decode(bytes, bad);
    repaired_ = bad;
    if (bad && encoding_.shown != "unknown") {
        const bool cut = width > 0 && bytes.size() + 3 >= static_cast<std::size_t>(width) &&
                         is_utf8(cut_utf8(bytes, bytes.size() - 1));
        report("encoding", Severity::Error, field_name,
               cut ? fmt::format("the text was cut in the middle of a character at the field's {} bytes", width)
                   : fmt::format("is not valid {}; what could not be read stands as U+FFFD", encoding_.decoder.name()),
               cut ? "write it again in a wider field, or in a GeoPackage"
                   : "write the file again in UTF-8, or state its true encoding");
    }
    if (context_.strict && width >= kUsualDbfWidth && bytes.size() == static_cast<std::size_t>(width) && !bad) {
        report("width", Severity::Warning, field_name,
               fmt::format("fills the field's {} bytes, so its end may be cut off", width),
               "compare with the source; use a wider field, or a GeoPackage");
    }
    const bool normal = is_nfc(text);
    if (!normal) {
        // windows-1258 writes tone marks apart by design, so only Unicode text is at fault here.
        if (context_.strict && encoding_.decoder.utf8()) {
            report("nfc", Severity::Warning, field_name, "is not in Unicode normal form C", "normalise it to NFC");
        }
        text = to_nfc(text);
    }
    return std::string(trim(text));
}

std::string Table::text(const Column& column) {
    if (!column.present()) {
        return {};
    }
    std::string value;
    repaired_ = false;
    if (column.field >= 0) {
        const auto* definition = feature_->GetFieldDefnRef(column.field);
        const bool bounded = layer_.source->driver == "ESRI Shapefile" && definition->GetType() == OFTString;
        value = clean(raw(column.field), column.name, bounded ? definition->GetWidth() : 0);
    }
    if (column.rule != nullptr) {
        value = apply_rule(*column.rule, value);
    }
    // What was lost in decoding has been reported as that.
    if (context_.strict && column.name != "url" && !repaired_) {
        if (const auto fault = text_fault(value)) {
            report(fault->kind, Severity::Warning, column.name,
                   fmt::format(R"("{}" {})", cut_utf8(value, 60), fault->message), fault->cure);
        }
    }
    return value;
}

std::optional<double> Table::number(const Column& column) {
    const auto value = text(column);
    if (value.empty()) {
        return std::nullopt;
    }
    double result = 0.0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), result);
    if (error != std::errc{} || end != value.data() + value.size() || !std::isfinite(result)) {
        report("number", Severity::Error, column.name,
               fmt::format(R"("{}" is not a number; read as empty)", cut_utf8(value, 60)), number_cure(value));
        return std::nullopt;
    }
    return result;
}

model::FuzzyDate Table::date(const Column& column) {
    const auto value = text(column);
    std::string fault;
    auto parsed = model::FuzzyDate::parse(value, &fault);
    if (!parsed) {
        report("date", Severity::Error, column.name, fmt::format("{}; read as undated", fault),
               "write it as EDTF: 2026-01-15, 2026-01, 2026, 2025-08-10/2025-08-14");
        return {};
    }
    if (parsed->dated() && parsed->interval().empty()) {
        report("interval", Severity::Error, column.name,
               fmt::format(R"("{}" ends before it begins; read as undated)", cut_utf8(value, 60)),
               "exchange the two ends");
        return {};
    }
    return *std::move(parsed);
}

model::Interval Table::validity(const Column& from, const Column& to) {
    model::Interval valid;
    const auto first = date(from);
    const auto last = date(to);
    if (first.dated()) {
        valid.from = first.interval().from;
    }
    if (last.dated()) {
        // A stated day is the first that is no longer valid; of a month or year, the whole may still be.
        valid.to = last.precision() == model::DatePrecision::SingleDay && !last.is_span() ? last.interval().from
                                                                                          : last.interval().to;
    }
    if (valid.empty()) {
        report("interval", Severity::Error, to.name,
               fmt::format("valid_to {} is not after valid_from {}; valid_to is not used", last.text(), first.text()),
               "valid_to is the first day no longer valid; correct one of them");
        valid.to = model::kOpenFuture;
    }
    return valid;
}

model::Position Table::position(const Column& lon_column, const Column& lat_column, const Column& precision_column) {
    model::Position position;
    auto lon = number(lon_column);
    auto lat = number(lat_column);
    const auto precision = number(precision_column);
    if (!lon && !lat && feature_->GetGeometryRef() != nullptr &&
        wkbFlatten(feature_->GetGeometryRef()->getGeometryType()) == wkbPoint) {
        const auto* point = feature_->GetGeometryRef()->toPoint();
        if (!point->IsEmpty()) {
            lon = point->getX();
            lat = point->getY();
        }
    }
    if (lon.has_value() != lat.has_value()) {
        const auto& other = lon ? lat_column : lon_column;
        if (!text(other).empty()) {
            return position;  // it is there but no number, which number() has reported
        }
        report("position", Severity::Error, other.name, "one coordinate is given without the other; read as no place",
               "give both lon and lat, or neither");
        return position;
    }
    if (precision) {
        if (*precision < 0.0) {
            report("precision", Severity::Error, precision_column.name,
                   fmt::format("{} km is negative; read as not stated", *precision),
                   "give the radius in km within which the true place lies");
        } else {
            position.precision_km = *precision;
        }
    }
    if (!lon || !lat) {
        return position;
    }
    if (!kRegion.contains(*lon, *lat) && kRegion.contains(*lat, *lon)) {
        report("swapped", Severity::Error, lon_column.name,
               fmt::format("lon {} and lat {} are exchanged; read as lon {} and lat {}", *lon, *lat, *lat, *lon),
               "exchange them in the file");
        std::swap(lon, lat);
    } else if (!(std::abs(*lon) <= 180.0 && std::abs(*lat) <= 90.0)) {
        report("position", Severity::Error, lon_column.name,
               fmt::format("lon {}, lat {} is not on the globe; read as no place", *lon, *lat),
               "give degrees: lon -180 to 180, lat -90 to 90");
        return position;
    } else if (!kRegion.contains(*lon, *lat)) {
        report("region", Severity::Warning, lon_column.name,
               fmt::format("lon {}, lat {} lies outside the region of the map ({} to {} E, {} to {} N)", *lon, *lat,
                           kRegion.west, kRegion.east, kRegion.south, kRegion.north),
               "check the coordinates");
    }
    position.at = {*lon, *lat};
    return position;
}

model::Country Table::country(const Column& column, bool any_country) {
    const auto codes = ids(column);
    const auto is_code = [](const std::string& code) {
        return code.size() == 2 && std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    };
    const auto country = codes.size() == 1 ? model::parse_country(codes.front()) : model::Country::None;
    const bool of_map = country == model::Country::VietNam || country == model::Country::Laos;
    if (!codes.empty() && !of_map && !(any_country && std::all_of(codes.begin(), codes.end(), is_code))) {
        report(
            "country", Severity::Error, column.name,
            fmt::format(R"("{}" is not a country of the map)", cut_utf8(text(column), 60)),
            any_country ? "write VN or LA, another ISO 3166-1 code, or several with | between them" : "write VN or LA");
    }
    return country;
}

std::vector<std::string> Table::ids(const Column& column) {
    std::vector<std::string> all;
    const auto value = text(column);
    constexpr std::string_view kBetween = ";|, \t\n\r";
    for (std::size_t at = value.find_first_not_of(kBetween); at != std::string::npos;) {
        const auto end = std::min(value.find_first_of(kBetween, at), value.size());
        all.push_back(value.substr(at, end - at));
        at = value.find_first_not_of(kBetween, end);
    }
    return all;
}

bool Table::begin_record(model::Record& record) {
    record.file = file_;
    record.row = row_;
    for (const auto& checked : checked_) {
        // Most rows have their values: look at the bytes before cleaning them a second time.
        const bool empty = checked.column.field >= 0 && trim(raw(checked.column.field)).empty();
        if (!empty) {
            continue;
        }
        if (checked.need == Need::Key) {
            report("key", Severity::Error, checked.column.name, "is empty; the row is left out", "fill it in");
            return false;
        }
        report("value", Severity::Error, checked.column.name, "is empty but should have a value", "fill it in");
    }
    for (const auto& extra : extras_) {
        auto value = text({layer_.columns[static_cast<std::size_t>(extra.field)], extra.field, nullptr});
        if (!value.empty()) {
            record.extra.push_back({extra.name, std::move(value)});
        }
    }
    return true;
}

void Table::report(std::string_view kind, Severity severity, std::string_view field, std::string message,
                   std::string cure) {
    context_.log.add(kind, {severity, layer_.source->shown, layer_.name, row_, std::string(field), std::move(message),
                            std::move(cure)});
}

}  // namespace bordermap::catalog
