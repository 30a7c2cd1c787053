// Each fault that `check` knows, alone in a synthetic data set that is clean without it: exactly one line names it, and no other
// row is blamed. The same data set as a folder of CSV, as one GeoPackage and as a set of shapefiles.
#include "catalog/write_data.hpp"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>

namespace bordermap {
namespace {

using test::TemporaryFolder;

using Row = std::vector<std::string>;

struct SyntheticTable {
    std::vector<std::string> columns;
    std::vector<Row> rows;
    std::vector<std::string> shapes{};  ///< WKT of each row; empty: a table without shapes
    std::string geometry = "none";
};

/// A clean data set: two countries, their provinces and districts, and one or two rows of each table.
class SyntheticData {
public:
    SyntheticData() {
        tables_ = {
            {"boundaries",
             {{"id", "level", "country", "parent_id", "name_en", "name_vi", "name_lo", "iso_3166_2", "valid_from",
               "valid_to"},
              {{"VN", "0", "VN", "", "Synthetic east", "", "", "", "", ""},
               {"LA", "0", "LA", "", "Synthetic west", "", "", "", "", ""},
               {"VN-1", "1", "VN", "VN", "East one", "", "", "VN-01", "", ""},
               {"VN-2", "1", "VN", "VN", "East two", "", "", "VN-02", "", ""},
               {"LA-1", "1", "LA", "LA", "West one", "", "", "LA-AT", "", ""},
               {"LA-2", "1", "LA", "LA", "West two", "", "", "LA-BK", "", ""},
               {"D-1", "2", "VN", "VN-1", "District one", "", "", "", "", ""},
               {"D-2", "2", "VN", "VN-1", "District two", "", "", "", "", ""}},
              {"POLYGON ((106 16,106 17,106 18,107 18,107 17,107 16,106 16))",
               "POLYGON ((105 16,105 17,105 18,106 18,106 17,106 16,105 16))",
               "POLYGON ((106 16,106 17,107 17,107 16,106 16))", "POLYGON ((106 17,106 18,107 18,107 17,106 17))",
               "POLYGON ((105 16,105 17,106 17,106 16,105 16))", "POLYGON ((105 17,105 18,106 18,106 17,105 17))",
               "POLYGON ((106.2 16.2,106.2 16.4,106.4 16.4,106.4 16.2,106.2 16.2))",
               "POLYGON ((106.4 16.2,106.4 16.4,106.6 16.4,106.6 16.2,106.4 16.2))"},
              "polygon"}},
            {"sources",
             {{"id", "publisher", "title", "published", "url"},
              {{"S-1", "Synthetic press", "Title", "2026-01-15", "https://example.org/1"},
               {"S-2", "Synthetic press", "Title", "", ""}}}},
            {"categories",
             {{"id", "parent_id", "name_en", "colour"},
              {{"C", "", "Synthetic group", "#112233"}, {"C.1", "C", "Synthetic category", "#112233"}}}},
            {"areas", {{"id", "parent_id", "name_en"}, {{"A", "", "Synthetic group"}, {"A.1", "A", "Synthetic area"}}}},
            {"units",
             {{"id", "name_en", "name_vi", "kind", "country", "admin_id", "lon", "lat", "precision_km", "valid_from",
               "valid_to", "parent_id", "source_ids"},
              {{"U-1", "Unit one", "", "army", "VN", "VN-1", "106.5", "16.5", "5", "", "", "", "S-1"},
               {"U-2", "Unit two", "", "army", "LA", "LA-1", "105.5", "16.5", "5", "", "", "", "S-1"},
               {"U-3", "Unit three", "", "army", "LA", "LA-2", "", "", "", "", "", "U-2", "S-1"}}}},
            {"agreements",
             {{"id", "kind", "title_en", "signed", "ends", "cadence", "meeting_host", "source_ids"},
              {{"G-1", "twinning", "Agreement one", "2024-05-01", "2027-05-01", "P6M", "rotating", "S-1"}}}},
            {"agreement_parties",
             {{"agreement_id", "unit_id", "role"},
              {{"G-1", "U-1", "signatory"}, {"G-1", "U-2", "signatory"}, {"G-1", "U-3", "participant"}}}},
            {"agreement_areas",
             {{"agreement_id", "area_id", "undertaking"}, {{"G-1", "A.1", "Words"}, {"G-1", "A", ""}}}},
            {"events",
             {{"id", "kind", "date", "status", "fulfils", "title_en", "lon", "lat", "precision_km", "agreement_id",
               "source_ids"},
              {{"E-1", "talks", "2025-08", "planned", "", "Event one", "", "", "", "", "S-1"},
               {"E-2", "talks", "2025-08-10/2025-08-14", "held", "E-1", "Event two", "106.5", "16.5", "5", "G-1",
                "S-1;S-2"}}}},
            {"event_parties", {{"event_id", "unit_id", "role"}, {{"E-2", "U-1", "host"}, {"E-2", "U-2", "guest"}}}},
            {"incidents",
             {{"id", "category_id", "date", "lon", "lat", "precision_km", "admin_id", "record_kind", "summary",
               "source_ids"},
              {{"I-1", "C.1", "2026-01-15", "106.3", "16.3", "5", "D-1", "incident", "Clean before", "S-1"},
               {"I-2", "C.1", "2026-01", "106.5", "16.3", "1", "D-2", "incident", "The one at fault", "S-1"},
               {"I-3", "C", "XXXX-07-17", "", "", "", "", "snapshot", "Clean after", "S-2"}}}},
            {"gates",
             {{"id", "name_en", "class_vn", "class_la", "admin_vn", "admin_la", "lon", "lat", "precision_km",
               "source_ids"},
              {{"B-1", "Gate one", "main", "main", "VN-1", "LA-1", "106", "16.5", "1", "S-1"}}}},
            {"successions", {{"from_id", "to_id", "date", "kind"}, {{"D-1", "D-2", "2026-01-01", "merged"}}}},
            {"aliases", {{"target_id", "alias", "language"}, {{"VN-1", "Eastern one", "en"}}}}};
    }

    /// `row` counts from 1 as in the Problems.
    void set(const std::string& table, std::size_t row, const std::string& column, const std::string& value) {
        auto& of = tables_.at(table);
        const auto at = std::find(of.columns.begin(), of.columns.end(), column);
        ASSERT_NE(at, of.columns.end()) << table << " has no column " << column;
        of.rows.at(row - 1).at(static_cast<std::size_t>(at - of.columns.begin())) = value;
    }
    void shape(std::size_t row, const std::string& wkt) { tables_.at("boundaries").shapes.at(row - 1) = wkt; }
    void add(const std::string& table, Row row, const std::string& wkt = "") {
        auto& of = tables_.at(table);
        row.resize(of.columns.size());
        of.rows.push_back(std::move(row));
        if (!of.shapes.empty()) {
            of.shapes.push_back(wkt);
        }
    }

    void write(const TemporaryFolder& folder, const std::string& format) const {
        for (const auto& [name, table] : tables_) {
            if (format == "CSV" && table.shapes.empty()) {
                folder.write(name + ".csv", csv(table));
                continue;
            }
            test::LayerSpec spec{name, {}, {}, 4326, table.shapes.empty() ? "none" : table.geometry};
            for (const auto& column : table.columns) {
                spec.fields.push_back({format == "ESRI Shapefile" ? column.substr(0, 10) : column, 60});
            }
            for (std::size_t i = 0; i < table.rows.size(); ++i) {
                spec.features.push_back({table.rows[i], table.shapes.empty() ? "" : table.shapes[i], nullptr});
            }
            if (format == "ESRI Shapefile") {
                spec.geometry_type = table.shapes.empty() ? "point" : "polygon";  // a .dbf alone is no shapefile
                test::write_layer(folder.file(name + ".shp"), format, spec);
            } else {
                test::write_layer(folder.file("data.gpkg"), "GPKG", spec);
            }
        }
    }

    /// What `check` prints for a Problem in that table.
    static std::string place(const std::string& table, const std::string& format) {
        if (format == "GPKG" || (format == "CSV" && table == "boundaries")) {
            return "data.gpkg:" + table;
        }
        return table + (format == "CSV" ? ".csv:" : ".shp:") + table;
    }

private:
    static std::string csv(const SyntheticTable& table) {
        std::string text;
        const auto line = [&](const Row& cells) {
            for (std::size_t i = 0; i < cells.size(); ++i) {
                text += (i == 0 ? "\"" : ",\"") + cells[i] + "\"";
            }
            text += "\n";
        };
        line(table.columns);
        for (const auto& row : table.rows) {
            line(row);
        }
        return text;
    }

    std::map<std::string, SyntheticTable> tables_;
};

struct Fault {
    std::string name;
    std::function<void(SyntheticData&)> make;
    std::string table;
    std::string line;  ///< with {} for file and layer
    std::string formats = "CSV GPKG ESRI";
};

std::function<void(SyntheticData&)> set(const std::string& table, std::size_t row, const std::string& column,
                                        const std::string& value) {
    return [=](SyntheticData& data) { data.set(table, row, column, value); };
}
std::function<void(SyntheticData&)> shape(std::size_t row, const std::string& wkt) {
    return [=](SyntheticData& data) { data.shape(row, wkt); };
}

/// A place in VN-1 away from its districts.
constexpr const char* kApart = "POLYGON ((106.7 16.7,106.7 16.8,106.8 16.8,106.8 16.7,106.7 16.7))";

/// Why the value is no date: the words of the date type, which has its own tests.
std::string no_date(const std::string& value) {
    std::string why;
    EXPECT_FALSE(model::FuzzyDate::parse(value, &why)) << value;
    return why;
}
const std::string kReadAsUndated =
    "; read as undated; write it as EDTF: 2026-01-15, 2026-01, 2026, 2025-08-10/2025-08-14";

// clang-format off
const std::vector<Fault>& faults() {
    static const std::vector<Fault> all{
        // Types
        {"CommaInNumber", set("incidents", 2, "lon", "106,5"), "incidents",
         R"(error {}:2:lon: "106,5" is not a number; read as empty; write it with a decimal point)"},
        {"WordForNumber", set("units", 1, "precision_km", "near"), "units",
         R"(error {}:1:precision_km: "near" is not a number; read as empty; write a number, or leave it empty)"},
        {"NegativePrecision", set("incidents", 2, "precision_km", "-5"), "incidents",
         R"(error {}:2:precision_km: -5 km is negative; read as not stated; give the radius in km within which the true place lies)"},
        {"LevelNotKnown", [](SyntheticData& data) { data.add("boundaries", {"D-3", "x", "VN", "VN-1", "District three"}, kApart); },
         "boundaries",
         R"(error {}:9:level: "x" is not 0, 1 or 2; the row is left out; write 0 for a country, 1 for a province, 2 for a district or commune)"},
        {"CountryNotKnown", set("units", 3, "country", "Laos"), "units",
         R"(error {}:3:country: "Laos" is not a country of the map; write VN or LA, another ISO 3166-1 code, or several with | between them)"},
        {"BoundaryOfNoCountry", set("boundaries", 8, "country", "XX"), "boundaries",
         R"(error {}:8:country: "XX" is not a country of the map; write VN or LA)"},
        {"RecordKindNotKnown", set("incidents", 2, "record_kind", "statistic"), "incidents",
         R"(error {}:2:record_kind: "statistic" is not known; read as snapshot, which is never summed; write incident, total or snapshot)"},
        {"AgreementKindNotKnown", set("agreements", 1, "kind", "friendship"), "agreements",
         R"(warning {}:1:kind: "friendship" is none of its words; write one of twinning, coordination_regulation, memorandum, plan, treaty, agreement)"},
        {"StatusNotKnown", set("events", 2, "status", "done"), "events",
         R"(warning {}:2:status: "done" is none of its words; write one of planned, held, cancelled)"},
        {"RoleNotKnown", set("event_parties", 1, "role", "boss"), "events",
         R"(warning {}:2:role: "boss" is none of its words; write one of host, guest, participant)"},
        {"CadenceNoDuration", set("agreements", 1, "cadence", "biannual"), "agreements",
         R"(error {}:1:cadence: "biannual" has not the form of this field; write an ISO 8601 duration: P6M, P1Y)"},
        {"ColourNoColour", set("categories", 2, "colour", "red"), "categories",
         R"(error {}:2:colour: "red" has not the form of this field; write it as #rrggbb)"},
        {"AddressNoAddress", set("sources", 1, "url", "www.example.org"), "sources",
         R"(error {}:1:url: "www.example.org" has not the form of this field; write the address with http:// or https://)"},
        {"LanguageNoCode", set("aliases", 1, "language", "English"), "aliases",
         R"(error {}:1:language: "English" has not the form of this field; write a language code: en, vi, lo)"},
        {"SubdivisionNoCode", set("boundaries", 3, "iso_3166_2", "VN1"), "boundaries",
         R"(error {}:3:iso_3166_2: "VN1" has not the form of this field; write an ISO 3166-2 code such as VN-25)"},
        // Ids
        {"IdMissing", set("incidents", 2, "id", ""), "incidents", "error {}:2:id: is empty; the row is left out; fill it in"},
        {"IdWithSpace", set("incidents", 2, "id", "I 2"), "incidents",
         R"(error {}:2:id: the id "I 2" holds a space or a separator, so lists of ids cannot name it; use letters, digits, - . and _)"},
        {"ValueMissing", set("units", 3, "kind", ""), "units", "error {}:3:kind: is empty but should have a value; fill it in"},
        {"NameMissing", set("boundaries", 8, "name_en", ""), "boundaries",
         R"(error {}:8:name_en: "D-2" has no name in any language; name it)"},
        {"SourceMissing", set("incidents", 2, "source_ids", ""), "incidents",
         "warning {}:2:source_ids: the record names no source; add the id of its source"},
        // References
        {"SourceUnknown", set("incidents", 2, "source_ids", "S-1;S-9"), "incidents",
         "error {}:2:source_ids: 'S-9' is no id of sources; add the row to sources or correct the id"},
        {"CategoryUnknown", set("incidents", 2, "category_id", "C.9"), "incidents",
         "error {}:2:category_id: 'C.9' is no id of categories; add the row to categories or correct the id"},
        {"PlaceUnknown", set("units", 1, "admin_id", "VN-9"), "units",
         "error {}:1:admin_id: 'VN-9' is no id of boundaries; add the row to boundaries or correct the id"},
        {"ParentUnitUnknown", set("units", 3, "parent_id", "U-9"), "units",
         "error {}:3:parent_id: 'U-9' is no id of units; add the row to units or correct the id"},
        {"ParentBoundaryUnknown", set("boundaries", 8, "parent_id", "VN-9"), "boundaries",
         "error {}:8:parent_id: 'VN-9' is no id of boundaries; add the row to boundaries or correct the id"},
        {"GroupUnknown", set("areas", 2, "parent_id", "B"), "areas",
         "error {}:2:parent_id: 'B' is no id of areas; add the row to areas or correct the id"},
        {"PartyUnknown", set("agreement_parties", 3, "unit_id", "U-9"), "agreement_parties",
         R"(error {}:3:unit_id: there is no unit "U-9"; the row is left out; correct the id, or add the unit)"},
        {"AreaUnknown", set("agreement_areas", 2, "area_id", "A.9"), "agreement_areas",
         R"(error {}:2:area_id: there is no area "A.9"; the row is left out; correct the id, or add the area)"},
        {"EventOfPartyUnknown", set("event_parties", 2, "event_id", "E-9"), "event_parties",
         R"(error {}:2:event_id: there is no event "E-9"; the row is left out; correct the id, or add the event)"},
        {"AgreementUnknown", set("events", 2, "agreement_id", "G-9"), "events",
         "error {}:2:agreement_id: 'G-9' is no id of agreements; add the row to agreements or correct the id"},
        {"PlannedEventUnknown", set("events", 2, "fulfils", "E-9"), "events",
         "error {}:2:fulfils: 'E-9' is no id of events; add the row to events or correct the id"},
        {"FulfilsNoPlan", [](SyntheticData& data) { data.set("events", 1, "status", "held"); }, "events",
         R"(error {}:2:fulfils: "E-1" is no planned event; name the planned event, or mark it as planned)"},
        {"GateInNoPlace", set("gates", 1, "admin_la", "LA-9"), "gates",
         "error {}:1:admin_la: 'LA-9' is no id of boundaries; add the row to boundaries or correct the id"},
        {"SuccessorUnknown", set("successions", 1, "to_id", "D-9"), "successions",
         "error {}:1:to_id: 'D-9' is no id of boundaries or units; add the boundary or unit, or correct the id"},
        {"AliasOfNothing", set("aliases", 1, "target_id", "X-9"), "aliases",
         "error {}:1:target_id: 'X-9' is no id of boundaries, units or gates; add what the alias names, or correct the id"},
        {"TooFewParties",
         [](SyntheticData& data) { data.add("agreements", {"G-2", "plan", "Alone", "2025", "", "", "", "S-1"}); }, "agreements",
         R"(warning {}:2:: "G-2" has 0 parties; an agreement joins at least two; add its rows to agreement_parties)"},
        // Duplicate ids
        {"IncidentTwice",
         [](SyntheticData& data) { data.add("incidents", {"I-1", "C.1", "2025", "", "", "", "", "incident", "Second", "S-1"}); },
         "incidents", "error {}:4:id: the id 'I-1' of incidents is already taken by row 1; give each row its own id; references lead to the first"},
        {"UnitTwice", [](SyntheticData& data) { data.add("units", {"U-1", "Again", "", "army", "VN", "", "", "", "", "", "", "", "S-1"}); },
         "units", "error {}:4:id: the id 'U-1' of units is already taken by row 1; give each row its own id; references lead to the first"},
        {"BoundaryTwice",
         [](SyntheticData& data) {
             data.add("boundaries", {"D-2", "2", "VN", "VN-1", "Other name"}, "POLYGON ((106.4 16.2,106.4 16.4,106.6 16.4,106.6 16.2,106.4 16.2))");
         },
         "boundaries",
         R"(error {}:9:id: the id 'D-2' of boundaries is already taken by row 8; name_en is "District two" there but "Other name" here; give each row its own id; references lead to the first)"},
        // Intervals and dates
        {"EndsBeforeItBegins",
         [](SyntheticData& data) {
             data.set("units", 1, "valid_from", "2025-07-01");
             data.set("units", 1, "valid_to", "2024-01-01");
         },
         "units",
         "error {}:1:valid_to: valid_to 2024-01-01 is not after valid_from 2025-07-01; valid_to is not used; valid_to is the first day no longer valid; correct one of them"},
        {"EndsBeforeItIsSigned", set("agreements", 1, "ends", "2023-05-01"), "agreements",
         "error {}:1:ends: ends 2023-05-01 before it is signed 2024-05-01; correct one of the dates"},
        {"SpanTurnedRound", set("events", 2, "date", "2025-08-14/2025-08-10"), "events",
         "error {}:2:date: " + no_date("2025-08-14/2025-08-10") + kReadAsUndated},
        {"DayThatIsNot", set("incidents", 2, "date", "2025-02-30"), "incidents",
         "error {}:2:date: " + no_date("2025-02-30") + kReadAsUndated},
        {"DateInWords", set("incidents", 2, "date", "last spring"), "incidents",
         "error {}:2:date: " + no_date("last spring") + kReadAsUndated},
        {"PublishedInWords", set("sources", 1, "published", "yesterday"), "sources",
         "error {}:1:published: " + no_date("yesterday") + "; write it as EDTF: 2026-01-15, 2026-01, 2026"},
        {"SuccessionWithoutDay", set("successions", 1, "date", "XXXX"), "successions",
         "error {}:1:date: a succession needs its day; the row is left out; write it as 2025-07-01"},
        // Positions
        {"Swapped", [](SyntheticData& data) { data.set("incidents", 2, "lon", "16.3"); data.set("incidents", 2, "lat", "106.5"); }, "incidents",
         "error {}:2:lon: lon 16.3 and lat 106.5 are exchanged; read as lon 106.5 and lat 16.3; exchange them in the file"},
        {"OutsideTheRegion", [](SyntheticData& data) { data.set("incidents", 2, "lon", "2.35"); data.set("incidents", 2, "lat", "48.85"); },
         "incidents",
         "warning {}:2:lon: lon 2.35, lat 48.85 lies outside the region of the map (95 to 120 E, 5 to 25 N); check the coordinates"},
        {"NotOnTheGlobe", set("incidents", 2, "lon", "1065"), "incidents",
         "error {}:2:lon: lon 1065, lat 16.3 is not on the globe; read as no place; give degrees: lon -180 to 180, lat -90 to 90"},
        {"HalfAPlace", set("incidents", 2, "lat", ""), "incidents",
         "error {}:2:lat: one coordinate is given without the other; read as no place; give both lon and lat, or neither"},
        // 0.2 and 0.3 degrees of longitude at 16.3 and 16.5 N on the authalic sphere: 21.3 and 32.0 km.
        {"IncidentOutsideItsDistrict", set("incidents", 2, "lon", "106.8"), "incidents",
         R"(error {}:2:admin_id: "I-2" lies 21.3 km outside "D-2" (District two), more than its precision of 1 km; correct the position, its precision or the unit)"},
        {"UnitOutsideItsProvince", set("units", 1, "lon", "105.7"), "units",
         R"(error {}:1:admin_id: "U-1" lies 32.0 km outside "VN-1" (East one), more than its precision of 5 km; correct the position, its precision or the unit)"},
        {"GateAwayFromOneSide", set("gates", 1, "lon", "106.3"), "gates",
         R"(error {}:1:admin_la: "B-1" lies 32.0 km outside "LA-1" (West one), more than its precision of 1 km; correct the position, its precision or the unit)"},
        // Text
        {"Decomposed", set("units", 1, "name_vi", "Que\xCC\x82"), "units",
         "warning {}:1:name_vi: is not in Unicode normal form C; normalise it to NFC"},
        {"Utf8ReadAsLatin", set("units", 1, "name_vi", "Quáº£ng Trá»‹"), "units",
         R"(warning {}:1:name_vi: "Quáº£ng Trá»‹" is UTF-8 that was once read as Windows-1252; convert the source as UTF-8)"},
        {"QuestionMarks", set("units", 1, "name_vi", "Qu?ng Tr?"), "units",
         R"(warning {}:1:name_vi: "Qu?ng Tr?" question marks stand where letters should be; enter the text again from its source)"},
        {"Eth", set("units", 1, "name_vi", "Ðông Hà"), "units",
         R"(warning {}:1:name_vi: "Ðông Hà" holds U+00D0 or U+00F0 (Icelandic eth), which looks like the Vietnamese d with stroke; write U+0110 or U+0111)"},
        {"TwoSpaces", set("units", 1, "name_en", "Unit  one"), "units",
         R"(warning {}:1:name_en: "Unit  one" two spaces in a row; leave one)"},
        // Rings
        {"RingCrossesItself", shape(8, "POLYGON ((106.4 16.2,106.6 16.4,106.6 16.2,106.4 16.4,106.4 16.2))"), "boundaries",
         R"(error {}:8:geometry: "D-2" is not a valid polygon: Self-intersection at 106.5000 E, 16.3000 N; digitise the ring again so that it does not cross or touch itself)"},
        {"RingNotClosed", shape(8, "POLYGON ((106.4 16.2,106.4 16.4,106.6 16.4,106.6 16.2))"), "boundaries",
         "warning {}:8:geometry: a ring was not closed at 106.4 E, 16.2 N; closed by a straight line; end each ring at its first vertex", "CSV GPKG"},
        {"RingOfThreePoints", shape(8, "POLYGON ((106.4 16.2,106.4 16.4,106.4 16.2))"), "boundaries",
         "error {}:8:geometry: a ring has 3 points, fewer than 4; it is left out; delete the ring or digitise it again", "CSV GPKG"},
        {"VertexTwice", shape(8, "POLYGON ((106.4 16.2,106.4 16.4,106.6 16.4,106.6 16.4,106.6 16.2,106.4 16.2))"), "boundaries",
         R"(warning {}:8:geometry: "D-2" repeats a vertex 1 times, first at 106.6000 E, 16.4000 N; delete the repeats)"},
        {"TinyPart",
         shape(8, "MULTIPOLYGON (((106.4 16.2,106.4 16.4,106.6 16.4,106.6 16.2,106.4 16.2)),((106.8 16.8,106.8 16.8004,106.8004 16.8004,106.8004 16.8,106.8 16.8)))"),
         "boundaries",
         R"(warning {}:8:geometry: "D-2" has 1 parts of less than 1 ha, first at 106.8000 E, 16.8000 N; delete them if they are left over from an overlay)"},
        {"NoShape", shape(8, ""), "boundaries",
         "error {}:8:geometry: has no usable polygon; it is listed but cannot be drawn; add its shape"},
        {"PointForPolygon", shape(8, "POINT (106.5 16.3)"), "boundaries",
         "error {}:8:geometry: is a POINT, not a polygon; it is left out; give polygons", "CSV GPKG"},
        {"ShapeSwapped", shape(8, "POLYGON ((16.2 106.4,16.4 106.4,16.4 106.6,16.2 106.6,16.2 106.4))"), "boundaries",
         "error {}:8:geometry: longitude and latitude are exchanged (first vertex 16.2 106.4); read as 106.4 E, 16.2 N; exchange them in the file"},
        // Coverage and nesting. 0.01 by 0.2 degrees at 16.3 N: 1.067 by 22.24 km; 0.1 by 0.1 at 17 N: 10.63 by 11.12 km.
        {"Overlap", shape(8, "POLYGON ((106.39 16.2,106.39 16.4,106.6 16.4,106.6 16.2,106.39 16.2))"), "boundaries",
         R"(error {}:7:geometry: "D-1" and "D-2" overlap by 23.7 km2 at 106.3950 E, 16.3000 N; give both the same line)"},
        {"Gap",
         [](SyntheticData& data) {
             data.shape(3, "POLYGON ((106 16,106 17,106.5 17,106.5 16.9,106.6 16.9,106.6 17,107 17,107 16,106 16))");
         },
         "boundaries",
         R"(error {}:3:geometry: a gap of 118 km2 between "VN-1" and "VN-2" at 106.5500 E, 16.9500 N; give both the same line, or add the unit that is missing)"},
        {"Hole",
         shape(4, "POLYGON ((106 17,106 18,107 18,107 17,106 17),(106.5 17.5,106.6 17.5,106.6 17.6,106.5 17.6,106.5 17.5))"),
         "boundaries",
         R"(warning {}:4:geometry: a hole of 118 km2 in "VN-2" at 106.5500 E, 17.5500 N; right for water and enclaves; else a unit is missing)"},
        {"OutsideItsParent", shape(8, "POLYGON ((106.4 16.2,106.4 16.4,107.1 16.4,107.1 16.2,106.4 16.2))"), "boundaries",
         R"(error {}:8:geometry: 237 km2 (14.3 %) of "D-2" lie outside its parent "VN-1", at 107.0500 E, 16.3000 N; correct the parent or the lines)"},
        {"ParentOfWrongLevel", set("boundaries", 8, "parent_id", "VN"), "boundaries",
         R"(error {}:8:parent_id: "D-2" of level 2 has the parent "VN" of level 0; a parent is one level up)"},
        {"ParentOfOtherCountry", set("boundaries", 8, "parent_id", "LA-1"), "boundaries",
         R"(error {}:8:parent_id: "D-2" has the parent "LA-1" of another country; correct the parent or the country)"},
        {"NoParent", set("boundaries", 8, "parent_id", ""), "boundaries",
         R"(warning {}:8:parent_id: "D-2" of level 2 names no parent though its country has units of level 1; name its parent)"},
        {"LongerThanItsParent",
         [](SyntheticData& data) {
             data.add("boundaries", {"LA-3", "1", "LA", "LA", "West three", "", "", "", "2024-01-01"}, "");
             data.set("boundaries", 9, "valid_to", "2025-07-01");
             data.shape(9, "POLYGON ((105 18,105 19,106 19,106 18,105 18))");
             data.shape(2, "POLYGON ((105 16,105 17,105 18,105 19,106 19,106 18,106 17,106 16,105 16))");
             data.add("boundaries", {"D-3", "2", "LA", "LA-3", "District three", "", "", "", "2024-01-01"},
                      "POLYGON ((105.2 18.2,105.2 18.4,105.4 18.4,105.4 18.2,105.2 18.2))");
         },
         "boundaries",
         R"(warning {}:10:parent_id: "D-3" is valid [2024-01-01, ), longer than its parent "LA-3" [2024-01-01, 2025-07-01); give a row for each parent, or correct the validity)"},
        {"OfAnotherTimeThanItsParent",
         [](SyntheticData& data) {
             data.add("boundaries", {"LA-3", "1", "LA", "LA", "West three", "", "", "", "", "2020-01-01"},
                      "POLYGON ((105 18,105 19,106 19,106 18,105 18))");
             data.shape(2, "POLYGON ((105 16,105 17,105 18,105 19,106 19,106 18,106 17,106 16,105 16))");
             data.add("boundaries", {"D-3", "2", "LA", "LA-3", "District three", "", "", "", "2024-01-01"},
                      "POLYGON ((105.2 18.2,105.2 18.4,105.4 18.4,105.4 18.2,105.2 18.2))");
         },
         "boundaries",
         R"(error {}:10:parent_id: "D-3" is valid [2024-01-01, ) but its parent "LA-3" [, 2020-01-01); name the parent of its time)"},
        {"UnitAboveItself", set("units", 2, "parent_id", "U-3"), "units",
         "error {}:3:parent_id: 'U-3' is its own ancestor; correct parent_id so that the chain ends"},
        {"CategoryAboveItself", set("categories", 1, "parent_id", "C.1"), "categories",
         "error {}:2:parent_id: 'C.1' is its own ancestor; correct parent_id so that the chain ends"},
        // Lineage
        {"Circle", [](SyntheticData& data) { data.add("successions", {"D-2", "D-1", "2026-02-01", "renamed"}); }, "successions",
         "error {}:2:to_id: lineage runs in a circle: D-1 -> D-2 -> D-1; one of these successions is wrong, or needs an id of its own for the later unit"},
        {"SucceedsItself", set("successions", 1, "to_id", "D-1"), "successions",
         R"(error {}:1:to_id: "D-1" succeeds itself; name the successor)"},
        {"HeirGone",
         [](SyntheticData& data) {
             data.add("boundaries", {"D-3", "2", "VN", "VN-1", "District three", "", "", "", "", "2020-01-01"},
                      kApart);
             data.set("successions", 1, "to_id", "D-3");
         },
         "successions",
         R"(error {}:1:date: the successor "D-3" has ended by 2026-01-01; correct the date or the validity)"},
        {"HeirLate", set("boundaries", 8, "valid_from", "2026-03-01"), "successions",
         R"(warning {}:1:date: the successor "D-2" begins only on 2026-03-01, after 2026-01-01; correct the date or the validity)"},
    };
    return all;
}
// clang-format on

struct Case {
    const Fault* fault;
    std::string format;
    // NOLINTNEXTLINE(readability-identifier-naming): googletest looks for this name
    friend void PrintTo(const Case& shown, std::ostream* out) { *out << shown.fault->name << " in " << shown.format; }
};

std::vector<Case> cases() {
    std::vector<Case> all;
    for (const auto& fault : faults()) {
        for (const std::string format : {"CSV", "GPKG", "ESRI Shapefile"}) {
            if (fault.formats.find(format.substr(0, 4) == "ESRI" ? "ESRI" : format) != std::string::npos) {
                all.push_back({&fault, format});
            }
        }
    }
    return all;
}

std::vector<std::string> lines_of(const TemporaryFolder& folder) {
    std::vector<std::string> lines;
    for (const auto& problem : catalog::check({folder.path().string()})) {
        auto line = model::format_problem(problem);
        const auto path = folder.path().string() + "/";
        for (auto at = line.find(path); at != std::string::npos; at = line.find(path)) {
            line.erase(at, path.size());
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

class OneFault : public testing::TestWithParam<Case> {};

TEST_P(OneFault, GivesOneLine) {
    const auto& [fault, format] = GetParam();
    SyntheticData data;
    fault->make(data);
    const TemporaryFolder folder;
    data.write(folder, format);
    auto expected = fault->line;
    ASSERT_NE(expected.find("{}"), std::string::npos) << testing::PrintToString(lines_of(folder));
    expected.replace(expected.find("{}"), 2, SyntheticData::place(fault->table, format));
    EXPECT_THAT(lines_of(folder), testing::ElementsAre(expected));
}

INSTANTIATE_TEST_SUITE_P(Check, OneFault, testing::ValuesIn(cases()), [](const auto& tested) {
    return tested.param.fault->name + (tested.param.format == "ESRI Shapefile" ? "Shapefile" : tested.param.format);
});

class CleanData : public testing::TestWithParam<std::string> {};

TEST_P(CleanData, GivesNoLine) {
    const TemporaryFolder folder;
    SyntheticData().write(folder, GetParam());
    EXPECT_THAT(lines_of(folder), testing::IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Check, CleanData, testing::Values("CSV", "GPKG", "ESRI Shapefile"),
                         [](const auto& tested) { return tested.param.substr(0, 4); });

/// Faults of the files themselves: made after the clean data set is written.
struct FileFault {
    std::string name, format;
    std::function<void(const TemporaryFolder&)> make;
    std::string line;
    // NOLINTNEXTLINE(readability-identifier-naming): googletest looks for this name
    friend void PrintTo(const FileFault& shown, std::ostream* out) { *out << shown.name; }
};

/// Overwrites the first occurrence of `text` with as many bytes.
void patch(const std::string& path, const std::string& text, const std::string& bytes) {
    const auto at = test::read_text(path).find(text);
    ASSERT_NE(at, std::string::npos) << text;
    ASSERT_EQ(text.size(), bytes.size());
    test::patch_bytes(path, at, bytes);
}

// clang-format off
const std::vector<FileFault>& file_faults() {
    static const std::vector<FileFault> all{
        {"NoCpg", "ESRI Shapefile", [](const TemporaryFolder& folder) { std::filesystem::remove(folder.file("units.cpg")); },
         "warning units.shp:units::: no .cpg says how its text is encoded; read as UTF-8, all of it is ASCII; write a .cpg file beside it that holds the word UTF-8"},
        {"CpgNotKnown", "ESRI Shapefile", [](const TemporaryFolder& folder) { folder.write("units.cpg", "KLINGON"); },
         R"(error units.shp:units::: the encoding "KLINGON" in its .cpg is not known; read as UTF-8; write the true encoding into the .cpg, such as UTF-8)"},
        {"CpgNotTrue", "ESRI Shapefile",
         [](const TemporaryFolder& folder) { patch(folder.file("units.dbf"), "Unit one", "Qu\xE1\xBA\xA3ng "); folder.write("units.cpg", "1258"); },
         "error units.shp:units::: its .cpg says 1258 but the bytes are UTF-8; read as UTF-8; write UTF-8 into the .cpg"},
        {"BytesNotAsDeclared", "ESRI Shapefile", [](const TemporaryFolder& folder) { patch(folder.file("units.dbf"), "Unit one", "Unit\xD2one"); },
         "error units.shp:units:1:name_en: is not valid UTF-8; what could not be read stands as U+FFFD; write the file again in UTF-8, or state its true encoding"},
        {"NoPrj", "ESRI Shapefile", [](const TemporaryFolder& folder) { std::filesystem::remove(folder.file("boundaries.prj")); },
         "warning boundaries.shp:boundaries::: the .prj file is missing; assumed EPSG:4326 because the coordinates look like degrees; write the .prj file"},
        {"BytesNotUtf8", "CSV", [](const TemporaryFolder& folder) { patch(folder.file("units.csv"), "Unit one", "Unit\xFFone"); },
         "error units.csv:units:1:name_en: is not valid UTF-8; what could not be read stands as U+FFFD; write the file again in UTF-8, or state its true encoding"},
        {"OneFieldTooMany", "CSV",
         [](const TemporaryFolder& folder) { folder.write("areas.csv", "id,parent_id,name_en\nA,,Group\nA.1,A,Area, with a comma\n"); },
         "error areas.csv:areas:2:: line 3: 4 fields where the header has 3; those beyond the header are not read; put values that hold a separator, quotation mark or line break in quotation marks"},
        {"ColumnMissing", "CSV", [](const TemporaryFolder& folder) { folder.write("areas.csv", "id,parent_id,name_vi\nA,,x\nA.1,A,x\n"); },
         "error areas.csv:areas::name_en: the required column is missing; add the column name_en to the table areas"},
        {"TableNotKnown", "CSV", [](const TemporaryFolder& folder) { folder.write("lakes.csv", "name,depth\nSynthetic,3\n"); },
         "warning lakes.csv:lakes::: is no table of the contract; only its geometry and text are checked; name the layer as one of the tables, or take it out"},
        {"FileEmpty", "CSV", [](const TemporaryFolder& folder) { folder.write("aliases.csv", ""); },
         "error aliases.csv:::: the file is empty; write it again"},
        {"IndexMissing", "ESRI Shapefile", [](const TemporaryFolder& folder) { std::filesystem::remove(folder.file("aliases.shx")); },
         "error aliases.shp:::: the index file .shx of the shapefile is missing; copy all parts of the shapefile, or rebuild it: ogrinfo --config SHAPE_RESTORE_SHX YES FILE.shp"},
    };
    return all;
}
// clang-format on

class OneFileFault : public testing::TestWithParam<FileFault> {};

TEST_P(OneFileFault, GivesOneLine) {
    const TemporaryFolder folder;
    SyntheticData().write(folder, GetParam().format);
    GetParam().make(folder);
    EXPECT_THAT(lines_of(folder), testing::ElementsAre(GetParam().line));
}

INSTANTIATE_TEST_SUITE_P(Check, OneFileFault, testing::ValuesIn(file_faults()),
                         [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace bordermap
