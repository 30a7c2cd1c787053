#include "cartography/compose_labels.hpp"

#include "cartography/sea.hpp"
#include "model/messages.hpp"
#include "query/gazetteer.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <iterator>
#include <memory>
#include <optional>
#include <unicode/locid.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>

namespace bordermap::cartography {

namespace {

using glm::dvec2;
using glm::vec2;
using model::Language;
using model::Ref;
using model::RefKind;

/// Keys of labels: what kind of name in the high part, whose in the low.
enum class Name : std::uint64_t { Boundary = 1, Neighbour, Unit, Gate, Town, Event, Note, Sea, Border, River };
std::uint64_t key_of(Name name, std::uint64_t index) {
    return static_cast<std::uint64_t>(name) << 32U | index;
}

/// Priorities: higher is placed first. What is pointed at wins over all, then the story, then structure, then ground.
constexpr float kPointedAt = 100.F;
constexpr float kParty = 80.F;
constexpr float kSea = 78.F;
constexpr float kCountryFar = 76.F;
constexpr float kProvince = 70.F;
constexpr float kCapital = 66.F;
constexpr float kDistrictInFilter = 56.F;
constexpr float kOtherUnit = 52.F;
constexpr float kGate = 48.F;
constexpr float kProvinceSeat = 46.F;
constexpr float kBorderName = 44.F;
constexpr float kRiverName = 42.F;
constexpr float kDistrict = 40.F;
constexpr float kDistrictSeat = 36.F;
constexpr float kTown = 30.F;
constexpr float kCountryNear = 24.F;
constexpr float kNeighbour = 20.F;

/// Px at 96 dpi, from a symbol's edge, to where the label of a party or of what is pointed at is moved when it finds no room
/// beside its symbol.
constexpr float kLeader = 80.F;
constexpr float kNoteLeader = 120.F;  // of a note beside a link, which may stand far from it
/// Px at 96 dpi from one name of the border to the next where the picture is at the coarse end of a range of scales; twice
/// that at the fine end.
constexpr float kBorderNames = 700.F;
constexpr float kRiverNames = 500.F;
/// Boxes of lines, about 5 px each, under the name of a party among many.
constexpr unsigned kMostLinesUnder = 9;

bool has_lao(std::string_view text) {
    // Lao letters are U+0E80..U+0EFF: E0 BA xx and E0 BB xx in UTF-8.
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        const auto first = static_cast<unsigned char>(text[i]);
        const auto second = static_cast<unsigned char>(text[i + 1]);
        if (first == 0xE0 && (second == 0xBA || second == 0xBB)) {
            return true;
        }
    }
    return false;
}

std::string capitals(const std::string& text) {
    std::string upper;
    icu::UnicodeString::fromUTF8(text).toUpper(icu::Locale::getRoot()).toUTF8String(upper);
    return upper;
}

/// GeoNames tells places of one name apart by a number behind it, and puts before a few what kind of place they are: neither is
/// part of the name.
std::string town_name(const std::string& name) {
    const std::size_t open = name.rfind(" (");
    const bool numbered = open != std::string::npos && name.back() == ')' && name.size() - open <= 6 &&
                          std::all_of(name.begin() + static_cast<std::ptrdiff_t>(open) + 2, name.end() - 1,
                                      [](char c) { return c >= '0' && c <= '9'; });
    const icu::UnicodeString whole = icu::UnicodeString::fromUTF8(numbered ? name.substr(0, open) : name);
    std::string bare;
    for (const char* kind : {"thị xã ", "thị trấn ", "thành phố ", "quận ", "huyện "}) {
        const icu::UnicodeString before = icu::UnicodeString::fromUTF8(kind);
        if (whole.caseCompare(0, before.length(), before, U_FOLD_CASE_DEFAULT) == 0) {
            return whole.tempSubString(before.length()).toUTF8String(bare);
        }
    }
    return whole.toUTF8String(bare);
}

/// Without marks on letters and letters of one language: "Đồng Hới", "Dong Hoi".
std::string plain_letters(const std::string& text) {
    static const std::unique_ptr<icu::Transliterator> kPlain = [] {
        UErrorCode status = U_ZERO_ERROR;
        return std::unique_ptr<icu::Transliterator>(
            icu::Transliterator::createInstance("Latin-ASCII", UTRANS_FORWARD, status));
    }();
    if (kPlain == nullptr) {
        return text;
    }
    icu::UnicodeString letters = icu::UnicodeString::fromUTF8(text);
    kPlain->transliterate(letters);
    std::string plain;
    letters.toUTF8String(plain);
    return plain;
}

class Names {
public:
    Names(const Frame& frame, Scene& scene, const Visible& visible, NameLines& lines, TextShaper& text,
          LabelPlacer& placer, std::vector<PlacedLabel>& placed)
        : frame_(frame),
          scene_(scene),
          visible_(visible),
          lines_(lines),
          text_(text),
          placer_(placer),
          placed_(placed),
          data_(*frame.index.map().dataset),
          language_(frame.session.language),
          s_(frame.scale) {}

    void run();

private:
    void add_boundaries();
    void add_neighbours();
    void add_sea();
    void add_lines();
    void place_notes();
    void add_records();
    void add_towns();
    void finish_towns();
    void append_beside(const LabelCandidate& candidate, const PlacedLabel& label);
    void add_faint_lines();

    struct Style {
        float size = 12;
        FontFace face = FontFace::Regular;
        float spacing_px = 0;  ///< at 96 dpi, Latin only
        Colour colour;
        float halo_width = 1.8F;
        float halo_alpha = 0.85F;
        std::optional<Colour> halo{};  ///< in place of the theme's
        vec2 berth{0, 0};              ///< LabelCandidate::berth, of a name on the map
    };
    /// Colours for a label on classed areas: where the one that it stands on is too near in lightness, the theme's text or
    /// panel colour instead; the halo is of the area, so that what crosses into another one stays readable.
    void suit_ground(TextBlock& text, const Box& box) const;
    [[nodiscard]] TextBlock block(const std::vector<std::string>& lines, const Style& style) {
        TextBlock result;
        result.size = style.size * s_;
        result.colour = style.colour;
        result.halo = style.halo.value_or(frame_.theme.halo).with_alpha(style.halo_alpha);
        result.halo_width = style.halo_width * s_;
        bool lao = false;
        for (const std::string& line : lines) {
            lao = lao || has_lao(line);
        }
        result.spacing = lao ? 0.F : style.spacing_px / style.size;
        for (const std::string& line : lines) {
            if (result.count < TextBlock::kMostLines) {
                result.lines[static_cast<std::size_t>(result.count++)] = &text_.shape(line, style.face, result.spacing);
            }
        }
        fit_metrics(result);
        return result;
    }
    [[nodiscard]] TextBlock two_lines(const std::string& name, const Style& style) {
        const std::vector<std::string>& lines = lines_.two_lines(text_, name, style.face);
        return lines.empty() ? TextBlock{} : block(lines, style);
    }
    [[nodiscard]] const std::vector<std::string>& short_lines(const std::string& name, FontFace face) {
        return lines_.short_lines(text_, name, face);
    }
    void add_area(Name kind, model::Index index, const LabelShape& shape, dvec2 anchor, const std::string& name,
                  const Style& style, float priority, float overhang, bool on_lines, Ref ref, bool wrap = true,
                  float air = 2.F, const Style* smaller = nullptr) {
        if (name.empty() || shape.empty()) {
            return;
        }
        const vec2 low = frame_.px({shape.min.x, shape.max.y});
        const vec2 high = frame_.px({shape.max.x, shape.min.y});
        if (!Box{low, high}.overlaps(frame_.area)) {
            return;
        }
        LabelCandidate candidate;
        candidate.key = key_of(kind, index);
        candidate.priority = priority;
        candidate.block = block({name}, style);
        if (wrap && name.find(' ') != std::string::npos) {
            candidate.narrow = two_lines(name, style);
        } else if (smaller != nullptr) {
            candidate.narrow = block({name}, *smaller);
        }
        candidate.at = frame_.px(anchor);
        candidate.shape = &shape;
        candidate.overhang = overhang;
        candidate.on_lines = on_lines;
        candidate.air = air;
        candidate.berth = style.berth;
        candidate.ref = ref;
        candidates_.push_back(candidate);
    }
    void add_point(std::uint64_t key, vec2 at, float gap, TextBlock whole, TextBlock narrow, float priority,
                   bool on_lines, Ref ref) {
        LabelCandidate candidate;
        candidate.key = key;
        candidate.priority = priority;
        candidate.block = whole;
        candidate.narrow = narrow;
        candidate.at = at;
        candidate.gap = gap;
        candidate.on_lines = on_lines;
        candidate.ref = ref;
        candidates_.push_back(candidate);
    }
    /// The label that was added last may be moved and joined to its symbol.
    void may_move(const SymbolMark& symbol) {
        // Where a whole province is a hand wide, long leaders would be one more crowd.
        const bool room = frame_.nominal < 200.0 || frame_.selected || frame_.hovered == symbol.ref;
        candidates_.back().leader = (room ? 1.F : 0.55F) * kLeader * s_;
        candidates_.back().reach = symbol.size * 0.5F + symbol.halo_width;
    }

    const Frame& frame_;
    Scene& scene_;
    const Visible& visible_;
    NameLines& lines_;
    TextShaper& text_;
    LabelPlacer& placer_;
    std::vector<PlacedLabel>& placed_;
    const model::Dataset& data_;
    Language language_;
    float s_;
    std::vector<LabelCandidate> candidates_;
    struct Town {
        std::uint32_t candidate;
        vec2 at;
        float size;
    };
    std::vector<Town> towns_;
    std::vector<std::uint8_t> named_by_town_;  ///< districts whose seat of the same name is a candidate
};

void Names::add_boundaries() {
    const Theme& theme = frame_.theme;
    const bool far = frame_.nominal > 480.0;
    const bool districts = frame_.session.shows(session::Layer::Districts) && frame_.nominal < kDistrictNames;
    const bool provinces = frame_.session.shows(session::Layer::Provinces);
    const bool place_filter = !frame_.selection.filter.places.empty();
    Style country{
        far ? 26.F : 20.F, FontFace::SemiBold, far ? 14.F : 9.F, theme.country_text.with_alpha(0.78F), 2.F, 0.45F};
    if (visible_.areas.style == session::IncidentStyle::Choropleth) {
        // Its letters may stand on several classes.
        country.halo_width = 3.F;
        country.halo_alpha = 0.9F;
    }
    country.berth = {far ? 14.F : 20.F, 4.F};  // names beside it would be read on from it
    Style small_country = country;
    small_country.size *= 0.72F;
    small_country.spacing_px *= 0.5F;
    small_country.colour = theme.country_text.with_alpha(0.95F);
    Style province{14.F, FontFace::SemiBold, 1.5F, theme.province_text};
    if (frame_.nominal > 760.0) {
        province.size = 11.F;
        province.spacing_px = 0.8F;
    } else if (frame_.nominal > 520.0) {
        province.size = 12.5F;
        province.spacing_px = 1.2F;
    }
    province.berth = {6.F, 0};
    const Style district{11.F, FontFace::Regular, 0.F, theme.district_text, 1.6F, 0.8F};
    Style veiled_province = province;
    veiled_province.colour = theme.district_text;
    veiled_province.face = FontFace::Regular;

    for (model::Index i = 0; i < data_.boundaries.size(); ++i) {
        const model::AdminUnit& unit = data_.boundaries[i];
        const AreaAnchor& anchor = frame_.index.map().anchors[i];
        if (frame_.selection.boundary_alive[i] == 0 || anchor.radius_m <= 0) {
            continue;
        }
        const Ref ref{RefKind::Boundary, i};
        const bool inside = frame_.selection.boundary_in_filter[i] != 0;
        const bool focus = ref == frame_.selected || ref == frame_.hovered;
        const std::string& name = unit.name.display(language_);
        switch (unit.level) {
            case 0:
                if (frame_.nominal < 1600.0 || far) {
                    add_area(Name::Boundary, i, frame_.index.shape(i), anchor.at, capitals(name), country,
                             far ? kCountryFar : kCountryNear, 0.F, far, {}, false, far ? 14.F : 26.F, &small_country);
                }
                break;
            case 1:
                if ((provinces && frame_.nominal < 1500.0) || focus) {
                    const Style& style = place_filter && !inside ? veiled_province : province;
                    add_area(Name::Boundary, i, frame_.index.shape(i), anchor.at, capitals(name), style,
                             focus ? kPointedAt : kProvince + (place_filter && inside ? 1.F : 0.F), 0.16F, true, ref);
                }
                break;
            default: {
                const bool named = scene_.features[i].highlight == 1;
                // A district much smaller than its name is left out before any work is done for it.
                const double diameter_px = 2.0 * anchor.radius_m / frame_.view.metres_per_px;
                if (focus || named ||
                    (districts && named_by_town_[i] == 0 && diameter_px > 14.0 * static_cast<double>(s_))) {
                    add_area(Name::Boundary, i, frame_.index.shape(i), anchor.at, name, district,
                             focus ? kPointedAt : (named || (place_filter && inside) ? kDistrictInFilter : kDistrict),
                             0.06F, focus || named, ref);
                }
                break;
            }
        }
    }
}

void Names::add_neighbours() {
    if (frame_.nominal < 250.0) {
        return;
    }
    const Style style{15.F, FontFace::Regular, 6.F, frame_.theme.country_text, 1.6F, 0.35F};
    for (model::Index i = 0; i < data_.neighbours.size(); ++i) {
        const std::string& given = data_.neighbours[i].name;
        std::string key = "furniture.country.";
        for (const char c : given) {
            key += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
        }
        const std::string_view translated = model::tr(key, language_);
        const std::string name = translated == key ? given : std::string(translated);
        const LabelShape& shape = frame_.index.neighbour_shape(i);
        // The middle of what is in view; the search goes on from there.
        const dvec2 low = frame_.view.to_metres({frame_.area.min.x, frame_.area.max.y});
        const dvec2 high = frame_.view.to_metres({frame_.area.max.x, frame_.area.min.y});
        const dvec2 a{std::max(low.x, static_cast<double>(shape.min.x)),
                      std::max(low.y, static_cast<double>(shape.min.y))};
        const dvec2 b{std::min(high.x, static_cast<double>(shape.max.x)),
                      std::min(high.y, static_cast<double>(shape.max.y))};
        if (a.x < b.x && a.y < b.y) {
            add_area(Name::Neighbour, i, shape, (a + b) * 0.5, capitals(name), style, kNeighbour, 0.F, false, {},
                     false);
        }
    }
}

/// Names of the sea, as the Session asks for them, where the camera is there.
void Names::add_sea() {
    if (frame_.session.sea_names == session::SeaNames::Off) {
        return;
    }
    const bool neutral = frame_.session.sea_names == session::SeaNames::Neutral;
    const std::vector<SeaFeature>& features = sea_features();
    for (std::size_t i = 0; i < features.size(); ++i) {
        const SeaFeature& feature = features[i];
        const vec2 at = frame_.px(projection().forward(feature.label));
        if (!std::isfinite(at.x) || !std::isfinite(at.y) || !Box{at, at}.inside(frame_.area)) {
            continue;
        }
        const Style style{feature.archipelago ? 12.F : 15.F,
                          FontFace::Italic,
                          feature.archipelago ? 0.F : 1.5F,
                          frame_.theme.river_text,
                          1.6F,
                          0.5F};
        const std::string& name = (neutral ? feature.neutral : feature.viet_nam).in(language_);
        add_point(key_of(Name::Sea, i), at, 0.F, block(short_lines(name, style.face), style), {}, kSea, true, {});
    }
}

/// Names along lines: the border, and the rivers that have one. Their places are counted along the line in steps that are
/// halved from one range of scales to the next finer one, so that the names there are stay and others come between them.
void Names::add_lines() {
    const LabelPaths& paths = lines_.paths(frame_.index.map(), frame_.nominal);
    const Theme& theme = frame_.theme;
    const Style border{10.5F, FontFace::SemiBold, 1.6F, theme.border, 1.8F, 0.85F};
    const Style river{10.5F, FontFace::Italic, 1.F, theme.river_text, 1.8F, 0.85F};
    for (std::size_t i = 0; i < paths.lines().size(); ++i) {
        const LabelPaths::Line& line = paths.lines()[i];
        const bool is_border = line.river == model::kNone;
        if (!is_border) {
            constexpr int kMajor = 2;  // as in PreparedMap: levels 0 to 2
            const bool major = data_.rivers[line.river].level <= kMajor;
            if (!scene_.show_lines[static_cast<std::size_t>(major ? LineClass::RiverMajor : LineClass::RiverMinor)]) {
                continue;
            }
        }
        const Style& style = is_border ? border : river;
        const std::string name = is_border ? std::string(model::tr("furniture.boundary.border", language_))
                                           : data_.rivers[line.river].name.display(language_);
        TextBlock text = block({name}, style);
        const auto finest = static_cast<float>(1U << static_cast<unsigned>(LabelPaths::kFinest));
        const float interval = 2.F * (is_border ? kBorderNames : kRiverNames) * paths.finest();
        const auto octave = static_cast<std::uint64_t>(std::lround(paths.finest() / finest));
        // A short line has one name, in its middle.
        const bool one = line.path.length < interval;
        const auto last = one ? 0U : static_cast<std::uint64_t>(line.path.length / interval);
        for (std::uint64_t at = 0; at <= last; ++at) {
            const float origin = one ? line.path.length * 0.5F : static_cast<float>(at) * interval;
            LabelCandidate candidate;
            candidate.along = line.path.along(origin);
            candidate.slack = one ? line.path.length * 0.5F : 0.36F * interval;
            const dvec2 middle(line.path.at(candidate.along));
            const float reach = (candidate.slack / static_cast<float>(frame_.view.metres_per_px));
            const vec2 px = frame_.px(middle);
            if (!Box{px, px}.grown(reach).overlaps(frame_.area)) {
                continue;
            }
            candidate.key = key_of(is_border ? Name::Border : Name::River, (i << 24U) + at * octave);
            candidate.priority = is_border ? kBorderName : kRiverName;
            candidate.block = text;
            candidate.path = &line.path;
            candidate.apart = 0.45F * (is_border ? kBorderNames : kRiverNames) * s_;
            candidate.beside = ((is_border ? 0.5F * theme.border_casing_width : theme.river_major_width) + 2.F) * s_;
            candidate.air = 3.F;
            candidates_.push_back(candidate);
        }
    }
}

void Names::place_notes() {
    std::vector<std::uint32_t> told;
    for (std::size_t i = 0; i < visible_.notes.size(); ++i) {
        const Visible::Note& note = visible_.notes[i];
        if (std::find(told.begin(), told.end(), note.number) != told.end()) {
            continue;
        }
        const Style style{11.F, FontFace::Italic, 0.F, note.colour, 2.F, 0.92F};
        LabelCandidate candidate;
        candidate.key = key_of(Name::Note, i);
        candidate.block = block(note.lines, style);
        candidate.at = note.at;
        candidate.gap = note.gap;
        candidate.ref = note.ref;
        // Off the lines: its last line in two short ones, or moved.
        if (const auto last = lines_.two_lines(text_, note.lines.back(), style.face); last.size() == 2) {
            std::vector<std::string> narrow(note.lines.begin(), note.lines.end() - 1);
            narrow.insert(narrow.end(), last.begin(), last.end());
            if (narrow.size() <= static_cast<std::size_t>(TextBlock::kMostLines)) {
                candidate.narrow = block(narrow, style);
            }
        }
        candidate.leader = kNoteLeader * s_;
        candidate.reach = note.gap - 2.F * s_;
        placed_.clear();
        placer_.place({&candidate, 1}, placed_);
        for (const PlacedLabel& label : placed_) {
            append_beside(candidate, label);
            told.push_back(note.number);
        }
    }
}

void Names::add_records() {
    const Theme& theme = frame_.theme;
    const Style party{12.F, FontFace::SemiBold, 0.F, theme.unit_text, 2.F, 0.92F};
    const Style other{11.F, FontFace::Regular, 0.F, theme.unit_text};
    const Style gate{11.F, FontFace::Italic, 0.F, theme.gate};
    const Style event{11.5F, FontFace::SemiBold, 0.F, theme.event, 2.F, 0.92F};
    std::vector<std::uint8_t> linked(data_.units.size(), 0);
    for (const query::Link& link : frame_.selection.links) {
        linked[link.from] = linked[link.to] = 1;
    }
    std::size_t parties = 0;
    for (const SymbolMark& mark : scene_.marks.symbols) {
        parties += mark.ref.kind == RefKind::Unit && linked[mark.ref.index] != 0 ? 1U : 0U;
    }
    // A handful of parties is named at any scale: then they are what the map is about.
    const bool few = parties <= 9;
    for (const SymbolMark& mark : scene_.marks.symbols) {
        const Ref ref = mark.ref;
        const bool focus = ref == frame_.selected || ref == frame_.hovered;
        const float gap = mark.size * 0.5F + 4.F * s_;
        if (ref.kind == RefKind::Unit) {
            const bool is_party = linked[ref.index] != 0;
            const bool dimmed = mark.fill.a < 0.9F;
            const bool wanted = focus || (is_party && !dimmed && (few || frame_.nominal < kUnitNames)) ||
                                (!is_party && frame_.nominal < 110.0);
            const bool merged = std::find(visible_.merged.begin(), visible_.merged.end(), ref) != visible_.merged.end();
            if (!wanted || merged) {
                continue;
            }
            const std::string name = model::title_of(data_, ref, language_);
            const Style& style = is_party || focus ? party : other;
            // A long name is wrapped: a short block sits better beside its symbol than a long line.
            add_point(key_of(Name::Unit, ref.index), mark.at, gap, block(short_lines(name, style.face), style), {},
                      focus ? kPointedAt : (is_party ? kParty : kOtherUnit), is_party || focus, ref);
            if (is_party || focus) {
                may_move(mark);
                // Across the border and several links it would not be read; nearer by there is room.
                candidates_.back().most_lines = focus || few ? 255U : kMostLinesUnder;
            }
        } else if (ref.kind == RefKind::Gate) {
            if (focus || frame_.nominal < kGateNames) {
                add_point(key_of(Name::Gate, ref.index), mark.at, gap,
                          block({model::title_of(data_, ref, language_)}, gate), {}, focus ? kPointedAt : kGate, focus,
                          ref);
                if (focus) {
                    may_move(mark);
                }
            }
        } else if (ref.kind == RefKind::Event && focus) {
            const std::string name = model::title_of(data_, ref, language_);
            const std::vector<std::string>& lines = short_lines(name, event.face);
            add_point(key_of(Name::Event, ref.index), mark.at, gap, block(lines, event), {}, kPointedAt, true, ref);
            may_move(mark);
        }
    }
}

void Names::add_towns() {
    if (!frame_.session.shows(session::Layer::Towns)) {
        return;
    }
    for (std::size_t i = 0; i < data_.places.size(); ++i) {
        const model::Place& place = data_.places[i];
        const bool capital = place.feature_code == "PPLC";
        double farthest = 230.0;
        float priority = kTown;
        if (capital) {
            farthest = 2500.0;
            priority = kCapital;
        } else if (place.feature_code == "PPLA") {
            farthest = place.population >= 60'000 ? 1000.0 : 560.0;
            priority = kProvinceSeat;
        } else if (place.feature_code == "PPLA2") {
            farthest = 330.0;
            priority = kDistrictSeat;
        } else if (place.population >= 100'000) {
            farthest = 480.0;
            priority = kDistrictSeat;
        }
        const NameLines::Town& town = lines_.towns()[i];
        if (frame_.nominal > farthest || town.name.empty() || i >= frame_.index.map().places.size() ||
            in_archipelago(place.at)) {
            continue;
        }
        const vec2 at = frame_.px(frame_.index.map().places[i]);
        if (!std::isfinite(at.x) || !std::isfinite(at.y) || !Box{at, at}.inside(frame_.area)) {
            continue;
        }
        const float dot = (capital ? 8.F : (place.feature_code == "PPLA" ? 6.5F : 5.5F)) * s_;
        Style style{11.F, FontFace::Regular, 0.F, frame_.theme.town_text};
        if (visible_.areas.style == session::IncidentStyle::Choropleth) {
            // It may cross from one class to another.
            style.halo_width = 2.4F;
            style.halo_alpha = 1.F;
        }
        if (capital) {
            style.size = 13.F;
            style.face = FontFace::SemiBold;
        } else if (place.feature_code == "PPLA" && place.population >= 200'000) {
            style.size = 12.F;
        }
        for (const model::Index district : town.districts) {
            named_by_town_[district] = 1;
            priority = std::max(priority, kDistrict);
        }
        const std::size_t before = candidates_.size();
        add_point(key_of(Name::Town, i), at, dot * 0.5F + 3.F * s_, block({town.name}, style), {}, priority, capital,
                  {});
        // A dot under a symbol would be a blot: it needs a free spot of its own. A capital is named even there.
        const bool taken = placer_.obstacles().hits(Box{at, at}.grown(dot * 0.35F + 1.F * s_));
        candidates_.back().dot = capital && taken ? 0.F : dot * 0.35F;
        if (capital && taken) {
            candidates_.back().gap = 16.F * s_;  // clear of the symbol that stands there
        }
        candidates_.back().air = 6.F;  // not to be read on with a name beside it
        candidates_.back().berth = {4.F, 0};
        towns_.push_back({static_cast<std::uint32_t>(before), at, candidates_.back().dot > 0 ? dot : 0.F});
    }
}

/// A label of a point, with its leader.
void Names::append_beside(const LabelCandidate& candidate, const PlacedLabel& label) {
    if (label.led) {
        // Lines of an agreement are its links alone.
        append_leader(scene_.marks, label.leader_from, label.leader_to, 1.F * s_, 3.4F * s_, candidate.block.colour,
                      candidate.block.halo, candidate.ref.kind == RefKind::Agreement ? Ref{} : candidate.ref);
    }
    append_text(scene_.marks, label.narrow ? candidate.narrow : candidate.block, label.box.min, label.align,
                candidate.ref);
}

/// Dots of the towns that got their names.
void Names::finish_towns() {
    std::vector<std::uint8_t> named(candidates_.size(), 0);
    for (const PlacedLabel& label : placed_) {
        named[label.candidate] = 1;
    }
    std::vector<SymbolMark> dots;
    for (const Town& town : towns_) {
        if (named[town.candidate] == 0 || town.size <= 0) {
            continue;
        }
        SymbolMark mark;
        mark.at = town.at;
        mark.size = town.size;
        mark.shape = SymbolShape::Dot;
        mark.fill = frame_.theme.town_text;
        mark.halo = frame_.theme.halo;
        mark.halo_width = 1.2F * s_;
        dots.push_back(mark);
    }
    // Below every other symbol.
    scene_.marks.symbols.insert(scene_.marks.symbols.begin(), dots.begin(), dots.end());
}

/// Coasts and boundaries that are drawn, for the labels that may choose a side of them.
void Names::add_faint_lines() {
    const float reach = 2.F * s_;
    const auto as_of = static_cast<float>(scene_.as_of);
    const PreparedMap& map = frame_.index.map();
    for (const LineClass line : {LineClass::Outline, LineClass::Province}) {
        const std::vector<LineLevel>& levels = map.lines[static_cast<std::size_t>(line)];
        if (levels.empty() || !scene_.show_lines[static_cast<std::size_t>(line)]) {
            continue;
        }
        const LineLevel& level = level_for(levels, frame_.view.metres_per_px);
        vec2 last{-1e9F, -1e9F};
        for (const Chunk& chunk : level.chunks) {
            const Box seen{frame_.px({chunk.min.x, chunk.max.y}), frame_.px({chunk.max.x, chunk.min.y})};
            if (!seen.grown(reach).overlaps(frame_.area)) {
                continue;
            }
            for (std::uint32_t i = chunk.first; i < chunk.first + chunk.count; ++i) {
                const LineSegment& piece = level.segments[i];
                if (as_of < piece.from_day || as_of >= piece.to_day) {
                    continue;
                }
                const vec2 from = frame_.px(dvec2(piece.a));
                const vec2 to = frame_.px(dvec2(piece.b));
                const int pieces = std::clamp(static_cast<int>(glm::distance(from, to) / (2.F * reach)), 1, 1024);
                for (int k = 0; k < pieces; ++k) {
                    const vec2 at = glm::mix(from, to, static_cast<float>(k) / static_cast<float>(pieces));
                    if (glm::distance(at, last) >= 1.9F * reach && frame_.on_page(at, reach)) {
                        last = at;
                        placer_.obstacles().add(Box{at, at}.grown(reach), Obstacle::Faint);
                    }
                }
            }
        }
    }
}

void Names::suit_ground(TextBlock& text, const Box& box) const {
    if (visible_.areas.style != session::IncidentStyle::Choropleth) {
        return;
    }
    const vec2 at(frame_.view.to_metres(dvec2((box.min + box.max) * 0.5F)));
    std::uint8_t area_fill = 0;
    int level = 0;  // districts are drawn on provinces
    for (model::Index i = 0; i < data_.boundaries.size(); ++i) {
        if (scene_.features[i].area_fill > 0 && data_.boundaries[i].level > level &&
            frame_.index.shape(i).encloses(at, at)) {
            area_fill = scene_.features[i].area_fill;
            level = data_.boundaries[i].level;
        }
    }
    if (area_fill == 0) {
        return;
    }
    constexpr double kReadable = 4.5;  // WCAG 2.1, 1.4.3
    const Colour& fill = scene_.area_fills.at(area_fill);
    if (contrast_ratio(text.colour, fill) < kReadable) {
        const Theme& theme = frame_.theme;
        const bool dark = contrast_ratio(theme.text, fill) > contrast_ratio(theme.panel, fill);
        text.colour = (dark ? theme.text : theme.panel).with_alpha(text.colour.a);
    }
    text.halo = fill.with_alpha(text.halo.a);
}

void Names::run() {
    add_faint_lines();
    place_notes();
    named_by_town_.assign(data_.boundaries.size(), 0);
    add_towns();
    add_boundaries();
    add_records();
    add_sea();
    add_lines();
    add_neighbours();
    placed_.clear();
    placer_.place(candidates_, placed_);
    finish_towns();
    for (const PlacedLabel& label : placed_) {
        LabelCandidate& candidate = candidates_[label.candidate];
        suit_ground(label.narrow ? candidate.narrow : candidate.block, label.box);
        if (candidate.path != nullptr) {
            append_turned(scene_.marks, candidate.block, label.clusters, candidate.ref);
            continue;
        }
        append_beside(candidate, label);
    }
}

}  // namespace

void NameLines::prepare(MapIndex& index, model::Language language) {
    if (map_ == &index.map() && language_ == language) {
        return;
    }
    if (map_ != &index.map()) {
        paths_.forget();
    }
    map_ = &index.map();
    language_ = language;
    place_names_.clear();
    short_.clear();
    two_.clear();
    for (const model::AdminUnit& unit : index.map().dataset->boundaries) {
        std::string name = unit.name.display(language);
        // Lao lists write "district" as an initial before the name.
        constexpr std::string_view kMuang = "ມ. ";
        if (name.starts_with(kMuang)) {
            name.erase(0, kMuang.size());
        }
        if (name.size() > 1) {
            place_names_.push_back(std::move(name));
        }
    }
    std::sort(place_names_.begin(), place_names_.end());
    place_names_.erase(std::unique(place_names_.begin(), place_names_.end()), place_names_.end());
    prepare_towns(index);
}

void NameLines::prepare_towns(MapIndex& index) {
    constexpr float kAround = 10'000.F;  // m; a town on the coast may lie outside a generalised outline
    const model::Dataset& data = *index.map().dataset;
    std::unordered_map<std::string, std::vector<model::Index>> named;
    for (model::Index i = 0; i < data.boundaries.size(); ++i) {
        if (data.boundaries[i].level > 0) {
            // The province around a capital is named after it, with a word for what it is.
            std::string_view name = data.boundaries[i].name.en;
            constexpr std::string_view kCapitalProvince = " Capital";
            if (name.ends_with(kCapitalProvince)) {
                name.remove_suffix(kCapitalProvince.size());
            }
            named[query::fold(name)].push_back(i);
        }
    }
    towns_.assign(data.places.size(), {});
    for (std::size_t i = 0; i < data.places.size() && i < index.map().places.size(); ++i) {
        const model::Place& place = data.places[i];
        const std::string given = town_name(place.name);
        Town& town = towns_[i];
        std::string lent;
        if (const auto found = named.find(query::fold(given)); found != named.end()) {
            const vec2 at(index.map().places[i]);
            for (const model::Index boundary : found->second) {
                const model::AdminUnit& unit = data.boundaries[boundary];
                const LabelShape& shape = index.shape(boundary);
                if (unit.country != place.country || shape.empty() ||
                    !Box{at, at}.inside(Box{shape.min, shape.max}.grown(kAround))) {
                    continue;
                }
                if (lent.empty()) {
                    lent = unit.name.in(language_);
                    constexpr std::string_view kNakhonLuang = "ນະຄອນຫຼວງ";  // "capital city", before the name in Lao
                    if (lent.size() > kNakhonLuang.size() && lent.starts_with(kNakhonLuang)) {
                        lent.erase(0, kNakhonLuang.size());
                    }
                }
                if (unit.level == 2) {
                    town.districts.push_back(boundary);
                }
            }
        }
        const bool own_spelling = language_ == Language::Vietnamese && place.country == model::Country::VietNam;
        if (!lent.empty() && language_ != Language::English) {
            town.name = lent;
        } else {
            town.name = own_spelling ? given : plain_letters(given);
        }
    }
}

const std::vector<std::string>& NameLines::short_lines(TextShaper& text, const std::string& name, FontFace face) {
    const auto [entry, fresh] = short_.try_emplace(std::to_string(static_cast<int>(face)) + name);
    std::vector<std::string>& lines = entry->second;
    if (!fresh) {
        return lines;
    }
    constexpr float kOneLine = 11.5F;
    constexpr auto kMost = static_cast<std::size_t>(TextBlock::kMostLines);
    lines = broken(text, name, face, kOneLine, true);
    std::string_view bare = name;
    if (lines.size() > kMost && bare.ends_with(')')) {
        bare = bare.substr(0, bare.rfind(" ("));
        lines = broken(text, bare, face, kOneLine, true);
    }
    for (float width = kOneLine; lines.size() > kMost; width += 1.F) {
        lines = broken(text, bare, face, width, false);
    }
    return lines;
}

std::vector<std::string> NameLines::broken(TextShaper& text, std::string_view name, FontFace face, float width,
                                           bool at_commas) const {
    if (text.shape(name, face).width <= width) {
        return {std::string(name)};
    }
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin < name.size();) {
        const std::size_t comma = at_commas ? name.find(", ", begin) : std::string_view::npos;
        const std::size_t end = comma == std::string_view::npos ? name.size() : comma + 1;
        const std::string_view part = name.substr(begin, end - begin);
        std::vector<std::string> wrapped = text.wrap(part, face, width, place_names_);
        // As narrow as it goes without one more line: no last word alone.
        for (float less = width - 0.5F; wrapped.size() > 1 && less > 4.F; less -= 0.5F) {
            std::vector<std::string> narrower = text.wrap(part, face, less, place_names_);
            if (narrower.size() > wrapped.size()) {
                break;
            }
            wrapped = std::move(narrower);
        }
        std::move(wrapped.begin(), wrapped.end(), std::back_inserter(lines));
        begin = comma == std::string_view::npos ? end : comma + 2;
    }
    return lines;
}

const std::vector<std::string>& NameLines::two_lines(TextShaper& text, const std::string& name, FontFace face) {
    const auto [entry, fresh] = two_.try_emplace(std::to_string(static_cast<int>(face)) + name);
    if (!fresh) {
        return entry->second;
    }
    const float whole = text.shape(name, face).width;
    const auto letters = [](const std::string& line) { return icu::UnicodeString::fromUTF8(line).countChar32(); };
    for (const float share : {0.55F, 0.65F, 0.78F}) {
        std::vector<std::string> lines = text.wrap(name, face, whole * share);
        if (lines.size() == 2 && letters(lines[0]) > 1 && letters(lines[1]) > 1) {  // no "A" above "Doi"
            entry->second = std::move(lines);
            break;
        }
    }
    return entry->second;
}

void compose_labels(const Frame& frame, Scene& scene, const Visible& visible, NameLines& lines, TextShaper& text,
                    LabelPlacer& placer, std::vector<PlacedLabel>& placed) {
    lines.prepare(frame.index, frame.session.language);
    Names(frame, scene, visible, lines, text, placer, placed).run();
}

}  // namespace bordermap::cartography
