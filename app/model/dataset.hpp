#pragma once
/// The Dataset: everything that is known, immutable once made, shared by every later step.
/// Records refer to each other by index into the Dataset's own vectors (kNone: not known); `link` makes them from ids.

#include "model/date.hpp"
#include "model/language.hpp"

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace bordermap::model {

using Index = std::uint32_t;
inline constexpr Index kNone = std::numeric_limits<Index>::max();

enum class Country : std::uint8_t { None, VietNam, Laos, Other };
[[nodiscard]] std::string_view country_code(Country country);  // "VN", "LA", ""
[[nodiscard]] Country parse_country(std::string_view code);

/// WGS 84 (EPSG:4326), degrees; lon -180..180, lat -90..90. NaN when the place is not known.
struct LonLat {
    double lon = std::numeric_limits<double>::quiet_NaN();
    double lat = std::numeric_limits<double>::quiet_NaN();
    [[nodiscard]] bool known() const { return lon == lon && lat == lat; }
    bool operator==(const LonLat&) const = default;
};

/// Where a record is, and the radius in km (>= 0) within which the true place lies; negative when not stated.
struct Position {
    LonLat at;
    double precision_km = -1.0;
    [[nodiscard]] bool known() const { return at.known(); }
};

/// A column that the contract does not name: kept and shown.
struct ExtraField {
    std::uint16_t name = 0;  ///< index into Dataset::extra_names
    std::string value;
};

/// What every table row has. `file` and `row` say where it was read, for messages and for "why is this here?".
struct Record {
    std::string id;
    std::uint16_t file = 0;  ///< index into Dataset::files
    std::uint32_t row = 0;   ///< 1-based data row (CSV) or feature id
    std::vector<ExtraField> extra;
};

/// Polygons of many features in flat columns. Feature f owns rings [feature_rings[f], feature_rings[f+1]); ring r owns
/// vertices [ring_vertices[r], ring_vertices[r+1]), closed (first == last). exterior[r] != 0 starts a new part; the
/// rings after it up to the next exterior are its holes.
struct PolygonColumns {
    std::vector<LonLat> vertices;
    std::vector<std::uint32_t> ring_vertices{0};
    std::vector<std::uint8_t> exterior;
    std::vector<std::uint32_t> feature_rings{0};
    [[nodiscard]] std::size_t feature_count() const { return feature_rings.size() - 1; }
};

/// Lines of many features: feature f owns parts [feature_parts[f], feature_parts[f+1]), part p owns vertices
/// [part_vertices[p], part_vertices[p+1]).
struct LineColumns {
    std::vector<LonLat> vertices;
    std::vector<std::uint32_t> part_vertices{0};
    std::vector<std::uint32_t> feature_parts{0};
    [[nodiscard]] std::size_t feature_count() const { return feature_parts.size() - 1; }
};

/// Level of a boundary: 0 country, 1 province, 2 district (or commune where districts are abolished).
struct AdminUnit : Record {
    int level = 0;
    Country country = Country::None;
    std::string parent_id;
    Index parent = kNone;
    Names name;
    std::string kind;
    std::string code;
    std::string iso_3166_2;
    Interval valid;
};

struct Succession : Record {
    std::string from_id, to_id;
    Day date = 0;
    std::string kind;  ///< merged, renamed, dissolved, replaced, ...
    std::vector<Index> sources;
    std::vector<std::string> source_ids;
};

struct Alias : Record {
    std::string target_id;
    std::string alias;
    std::string language;
};

struct Source : Record {
    std::string publisher, title, published, url, language, licence;
};

struct Unit : Record {
    Names name;
    std::string kind, echelon;
    Country country = Country::None;
    std::string admin_id, parent_id;
    Index admin = kNone;   ///< into boundaries
    Index parent = kNone;  ///< into units
    Position position;
    Interval valid;
    std::vector<std::string> source_ids;
    std::vector<Index> sources;
};

struct Party {
    Index unit = kNone;
    std::string role;
};

struct Undertaking {
    Index area = kNone;
    std::string text;                         ///< what was undertaken, in the source's terms; may be empty
    std::vector<std::string> category_ids{};  ///< of the incidents that it is aimed at
    std::vector<Index> categories{};          ///< those of them that are known
};

struct Agreement : Record {
    std::string kind;
    Names title;
    FuzzyDate signed_on, announced, ends;
    std::string status, place;
    Position position;
    std::string cadence, cadence_text, meeting_host;
    std::string caveat, confidence;
    std::vector<std::string> source_ids;
    std::vector<Index> sources;
    std::vector<Party> parties;
    std::vector<Undertaking> areas;
};

struct Event : Record {
    std::string kind;
    FuzzyDate date;
    std::string status;  ///< planned, held, cancelled
    std::string fulfils_id, agreement_id;
    Index fulfils = kNone;  ///< the planned event that this one fulfils
    Index agreement = kNone;
    Names title;
    std::string place;
    Position position;
    std::string caveat, confidence;
    std::vector<std::string> source_ids;
    std::vector<Index> sources;
    std::vector<Party> parties;
};

enum class RecordKind : std::uint8_t { Incident, Total, Snapshot };  ///< only Incident is ever summed

struct Incident : Record {
    std::string category_id, admin_id;
    Index category = kNone;
    Index admin = kNone;
    FuzzyDate date;
    Position position;
    RecordKind record_kind = RecordKind::Incident;
    std::string quantity, quantity_unit, summary, caveat, confidence;
    std::vector<std::string> source_ids;
    std::vector<Index> sources;
};

struct Gate : Record {
    Names name;
    std::string class_vn, class_la, admin_vn_id, admin_la_id;
    Index admin_vn = kNone, admin_la = kNone;
    Position position;
    std::vector<std::string> source_ids;
    std::vector<Index> sources;
};

/// A category of incidents or an area of cooperation: a tree by parent_id.
struct Term : Record {
    std::string parent_id;
    Index parent = kNone;
    Names name;
    std::string colour, symbol;  ///< categories only: "#rrggbb", symbol name
};

/// Context behind the map.
struct Neighbour {
    std::string name;
};
struct River {
    Names name;
    int level = 4;  ///< 0 double-lined river ... 4 minor
};
struct Place {
    std::string name;
    Country country = Country::None;
    LonLat at;
    std::string feature_code;  ///< GeoNames: PPLC, PPLA, PPLA2, PPL
    std::int64_t population = 0;
};

/// The columns of the point-like records that are filtered by the million: same order as Dataset::incidents.
struct PointColumns {
    std::vector<LonLat> at;
    std::vector<Day> from, to;              ///< half-open; an undated record has from == to == 0
    std::vector<std::uint16_t> category;    ///< index into categories; 0xffff none
    std::vector<std::uint8_t> record_kind;  ///< RecordKind
    std::vector<std::uint8_t> dated;
    [[nodiscard]] std::size_t size() const { return at.size(); }
};

/// Something wrong in the input, with its place and its cure.
enum class Severity : std::uint8_t { Warning, Error };
struct Problem {
    Severity severity = Severity::Error;
    std::string file, layer;
    std::int64_t row = -1;  ///< 1-based data row or feature id; -1 when it is about the whole layer
    std::string field, message, cure;
};
/// `severity file:layer:row:field: message; cure` with empty parts left empty.
[[nodiscard]] std::string format_problem(const Problem& problem);

struct Dataset {
    std::vector<AdminUnit> boundaries;
    PolygonColumns boundary_polygons;  ///< feature i belongs to boundaries[i]
    std::vector<Neighbour> neighbours;
    PolygonColumns neighbour_polygons;
    std::vector<River> rivers;
    LineColumns river_lines;
    std::vector<Place> places;

    std::vector<Succession> successions;
    std::vector<Alias> aliases;
    std::vector<Source> sources;
    std::vector<Unit> units;
    std::vector<Agreement> agreements;
    std::vector<Event> events;
    std::vector<Incident> incidents;
    std::vector<Gate> gates;
    std::vector<Term> categories;
    std::vector<Term> areas;

    std::vector<std::string> files;        ///< every file or layer that was read
    std::vector<std::string> extra_names;  ///< names of the columns beyond the contract

    // Made by link():
    PointColumns incident_columns;
    std::unordered_map<std::string, Index> boundary_by_id, unit_by_id, agreement_by_id, event_by_id, incident_by_id,
        gate_by_id, category_by_id, area_by_id, source_by_id;
};

using ProblemSink = std::function<void(Problem)>;

/// Resolves every id into an index and builds the columns; reports each id that leads nowhere and each duplicate id (the
/// first keeps it). Party and undertaking rows are resolved by the reader, which knows their rows.
void link(Dataset& dataset, const ProblemSink& report);

/// A reference to one thing on the map, stable within one Dataset.
enum class RefKind : std::uint8_t { None, Boundary, Unit, Agreement, Event, Incident, Gate, Source };
struct Ref {
    RefKind kind = RefKind::None;
    Index index = kNone;
    auto operator<=>(const Ref&) const = default;  // NOLINT(modernize-use-nullptr): takes the 0 of <=> for a pointer
    explicit operator bool() const { return kind != RefKind::None; }
};
[[nodiscard]] const std::string& id_of(const Dataset& dataset, Ref ref);
/// Name or title in the language; never empty (falls back to the id).
[[nodiscard]] std::string title_of(const Dataset& dataset, Ref ref, Language language);
/// The date that a record is listed by: of an agreement its signing, else its announcement; null for what has no date of its kind.
[[nodiscard]] const FuzzyDate* date_of(const Dataset& dataset, Ref ref);
/// Value of a column that the contract does not name; empty without it.
[[nodiscard]] std::string_view extra_value(const Dataset& dataset, const Record& record, std::string_view column);
[[nodiscard]] Ref find_ref(const Dataset& dataset, RefKind kind, std::string_view id);

}  // namespace bordermap::model
