#include "cartography/text.hpp"

#include "cartography/text_distance.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <fmt/format.h>
#include <fontconfig/fontconfig.h>
#include <ft2build.h>
#include <hb.h>
#include <stdexcept>
#include <unicode/brkiter.h>
#include <unicode/uscript.h>
#include <unicode/utext.h>
#include <unordered_map>
#include FT_FREETYPE_H

namespace bordermap::cartography {

namespace {

enum class Script : std::uint8_t { Latin, Lao };
constexpr std::size_t kFaceCount = static_cast<std::size_t>(FontFace::Count);
constexpr std::size_t kFontCount = kFaceCount * 2;

constexpr std::size_t font_index(FontFace face, Script script) {
    return static_cast<std::size_t>(face) * 2 + static_cast<std::size_t>(script);
}

/// Asks fontconfig for a face of the family. It answers with the nearest weight that is installed: Debian's package has no
/// SemiBold of Noto Sans, and then this is Bold.
std::string find_font(FcConfig* config, FontFace face, Script script) {
    const char* family = script == Script::Lao ? "Noto Sans Lao" : "Noto Sans";
    const int weight = face == FontFace::SemiBold ? FC_WEIGHT_DEMIBOLD : FC_WEIGHT_REGULAR;
    const int slant = face == FontFace::Italic && script == Script::Latin ? FC_SLANT_ITALIC : FC_SLANT_ROMAN;
    std::string path;
    bool right_family = false;
    FcPattern* pattern = FcPatternBuild(nullptr, FC_FAMILY, FcTypeString, family, FC_WEIGHT, FcTypeInteger, weight,
                                        FC_SLANT, FcTypeInteger, slant, FC_WIDTH, FcTypeInteger, FC_WIDTH_NORMAL,
                                        FC_SCALABLE, FcTypeBool, FcTrue, nullptr);
    if (pattern != nullptr) {
        FcConfigSubstitute(config, pattern, FcMatchPattern);
        FcDefaultSubstitute(pattern);
        FcResult result = FcResultNoMatch;
        if (FcPattern* match = FcFontMatch(config, pattern, &result); match != nullptr) {
            FcChar8* value = nullptr;
            for (int i = 0; FcPatternGetString(match, FC_FAMILY, i, &value) == FcResultMatch; ++i) {
                right_family = right_family || std::strcmp(reinterpret_cast<const char*>(value), family) == 0;
            }
            if (FcPatternGetString(match, FC_FILE, 0, &value) == FcResultMatch) {
                path = reinterpret_cast<const char*>(value);
            }
            FcPatternDestroy(match);
        }
        FcPatternDestroy(pattern);
    }
    if (!right_family || path.empty()) {
        throw std::runtime_error(fmt::format(
            "the font {} is missing; install the Debian package fonts-noto-core (apt-get install fonts-noto-core)",
            family));
    }
    return path;
}

const std::array<std::string, kFontCount>& font_files() {
    static const std::array<std::string, kFontCount> files = [] {
        // A configuration of our own, given back at once: fontconfig's shared one is never freed.
        const std::unique_ptr<FcConfig, decltype(&FcConfigDestroy)> config(FcInitLoadConfigAndFonts(),
                                                                           &FcConfigDestroy);
        std::array<std::string, kFontCount> found;
        for (std::size_t face = 0; face < kFaceCount; ++face) {
            for (const Script script : {Script::Latin, Script::Lao}) {
                found[font_index(static_cast<FontFace>(face), script)] =
                    find_font(config.get(), static_cast<FontFace>(face), script);
            }
        }
        return found;
    }();
    return files;
}

struct Font {
    FT_Face face = nullptr;
    hb_font_t* shaper = nullptr;
    float units_per_em = 1000.F;
    float ascent = 0, descent = 0;  // em
    std::unordered_map<std::uint32_t, std::uint32_t> atlas_of_glyph;

    Font() = default;
    Font(const Font&) = delete;
    Font& operator=(const Font&) = delete;
    Font(Font&&) = delete;
    Font& operator=(Font&&) = delete;
    ~Font() {
        if (shaper != nullptr) {
            hb_font_destroy(shaper);
        }
        if (face != nullptr) {
            FT_Done_Face(face);
        }
    }
};

/// Characters [begin, end) of a text that one font draws.
struct Run {
    std::int32_t begin = 0, end = 0;
    Script script = Script::Latin;
};

bool is_space(UChar32 c) {
    return c == ' ' || c == '\t' || c == '\n' || c == 0x00A0 || c == 0x200B;
}

}  // namespace

const AtlasGlyph& GlyphAtlas::glyph(std::uint32_t index) const {
    return glyphs_.at(index);
}
std::uint64_t GlyphAtlas::version() const {
    return version_;
}
int GlyphAtlas::height() const {
    return height_;
}
const std::vector<std::uint8_t>& GlyphAtlas::pixels() const {
    return pixels_;
}

struct TextShaper::Impl {
    FT_Library library = nullptr;
    std::array<Font, kFontCount> fonts;
    hb_buffer_t* buffer = nullptr;
    std::unique_ptr<icu::BreakIterator> lines;
    std::shared_ptr<GlyphAtlas> atlas = std::make_shared<GlyphAtlas>();
    std::unordered_map<std::string, ShapedRun> runs;
    std::string key;

    Impl() = default;
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    Impl(Impl&&) = delete;
    Impl& operator=(Impl&&) = delete;
    ~Impl() {
        if (buffer != nullptr) {
            hb_buffer_destroy(buffer);
        }
        for (Font& font : fonts) {
            if (font.shaper != nullptr) {
                hb_font_destroy(font.shaper);
                font.shaper = nullptr;
            }
            if (font.face != nullptr) {
                FT_Done_Face(font.face);
                font.face = nullptr;
            }
        }
        if (library != nullptr) {
            FT_Done_FreeType(library);
        }
    }

    void open();
    void itemise(std::string_view text, FontFace face, std::vector<Run>& out) const;
};

void TextShaper::Impl::open() {
    if (FT_Init_FreeType(&library) != 0) {
        throw std::runtime_error("FreeType did not start");
    }
    const auto& files = font_files();
    for (std::size_t i = 0; i < kFontCount; ++i) {
        Font& font = fonts[i];
        hb_blob_t* blob = hb_blob_create_from_file_or_fail(files[i].c_str());
        if (blob == nullptr || FT_New_Face(library, files[i].c_str(), 0, &font.face) != 0) {
            hb_blob_destroy(blob);
            throw std::runtime_error(
                fmt::format("{}: not a readable font; install the Debian package fonts-noto-core again", files[i]));
        }
        FT_Set_Pixel_Sizes(font.face, 0, static_cast<FT_UInt>(GlyphAtlas::kPixelsPerEm));
        hb_face_t* face = hb_face_create(blob, 0);
        hb_blob_destroy(blob);
        font.shaper = hb_font_create(face);
        const auto upem = static_cast<int>(hb_face_get_upem(face));
        hb_face_destroy(face);
        hb_font_set_scale(font.shaper, upem, upem);
        font.units_per_em = static_cast<float>(upem);
        font.ascent = static_cast<float>(font.face->ascender) / font.units_per_em;
        font.descent = -static_cast<float>(font.face->descender) / font.units_per_em;
    }
    buffer = hb_buffer_create();
    UErrorCode status = U_ZERO_ERROR;
    lines.reset(icu::BreakIterator::createLineInstance(icu::Locale::getRoot(), status));
    if (U_FAILURE(status) != 0) {
        throw std::runtime_error(fmt::format("ICU has no line breaking rules: {}", u_errorName(status)));
    }
}

void TextShaper::Impl::itemise(std::string_view text, FontFace face, std::vector<Run>& out) const {
    out.clear();
    // HarfBuzz decodes: code point and byte offset of each character, U+FFFD for bytes that are none.
    hb_buffer_clear_contents(buffer);
    hb_buffer_add_utf8(buffer, text.data(), static_cast<int>(text.size()), 0, static_cast<int>(text.size()));
    unsigned count = 0;
    const hb_glyph_info_t* characters = hb_buffer_get_glyph_infos(buffer, &count);
    const auto script_of = [characters](unsigned i) {
        UErrorCode status = U_ZERO_ERROR;
        return uscript_getScript(static_cast<UChar32>(characters[i].codepoint), &status);
    };
    Script current = Script::Latin;
    // Spaces and marks before the first letter belong to that letter's script.
    for (unsigned i = 0; i < count; ++i) {
        const UScriptCode script = script_of(i);
        if (script != USCRIPT_COMMON && script != USCRIPT_INHERITED) {
            current = script == USCRIPT_LAO ? Script::Lao : Script::Latin;
            break;
        }
    }
    for (unsigned i = 0; i < count; ++i) {
        const auto begin = static_cast<std::int32_t>(characters[i].cluster);
        const auto end = static_cast<std::int32_t>(i + 1 < count ? characters[i + 1].cluster : text.size());
        const auto c = static_cast<UChar32>(characters[i].codepoint);
        const UScriptCode script = script_of(i);
        Script wanted = current;
        if (script == USCRIPT_LAO) {
            wanted = Script::Lao;
        } else if (script != USCRIPT_INHERITED && !is_space(c)) {
            // Digits and punctuation come from one font in every language, so that numbers look alike and stay tabular.
            const auto code = static_cast<FT_ULong>(c);
            const bool latin = FT_Get_Char_Index(fonts[font_index(face, Script::Latin)].face, code) != 0;
            const bool lao = FT_Get_Char_Index(fonts[font_index(face, Script::Lao)].face, code) != 0;
            wanted = latin || !lao ? Script::Latin : Script::Lao;
        }
        if (!out.empty() && out.back().script == wanted) {
            out.back().end = end;
        } else {
            out.push_back({begin, end, wanted});
        }
        current = wanted;
    }
}

namespace {

/// Renders a glyph's distance field into the atlas. Glyphs without an outline (spaces) get an empty box.
struct AtlasWriter {
    std::vector<AtlasGlyph>& glyphs;
    std::vector<std::uint8_t>& pixels;
    int& height;
    int& pen_x;
    int& pen_y;
    int& row_height;
    std::uint64_t& version;

    std::uint32_t add(FT_Face face, std::size_t font, std::uint32_t glyph) {
        AtlasGlyph entry;
        entry.font_glyph = glyph;
        entry.font = static_cast<std::uint8_t>(font);
        const auto index = static_cast<std::uint32_t>(glyphs.size());
        if (FT_Load_Glyph(face, glyph, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) == 0 &&
            face->glyph->format == FT_GLYPH_FORMAT_OUTLINE) {
            const DistanceField field =
                distance_field(face->glyph->outline, static_cast<int>(GlyphAtlas::kSpreadPixels));
            if (field.width > 0) {
                place(field, entry);
            }
        }
        glyphs.push_back(entry);
        return index;
    }

private:
    void place(const DistanceField& field, AtlasGlyph& entry) {
        const int width = field.width;
        const int rows = field.height;
        constexpr int kGap = 1;  // so that bilinear sampling never reads the neighbour
        if (pen_x + width + kGap > GlyphAtlas::kWidth) {
            pen_x = 0;
            pen_y += row_height + kGap;
            row_height = 0;
        }
        const int needed = pen_y + rows + kGap;
        if (needed > height) {
            height = std::max(needed, std::max(256, height * 2));
            pixels.resize(static_cast<std::size_t>(GlyphAtlas::kWidth) * static_cast<std::size_t>(height), 0);
        }
        for (int row = 0; row < rows; ++row) {
            const auto* from = field.values.data() + static_cast<std::size_t>(row) * static_cast<std::size_t>(width);
            auto* to = pixels.data() + static_cast<std::size_t>(pen_y + row) * GlyphAtlas::kWidth +
                       static_cast<std::size_t>(pen_x);
            std::copy_n(from, width, to);
        }
        const float em = GlyphAtlas::kPixelsPerEm;
        const glm::vec2 corner{static_cast<float>(field.left), -static_cast<float>(field.top)};
        const glm::vec2 size{static_cast<float>(width), static_cast<float>(rows)};
        entry.box_min = corner / em;
        entry.box_max = (corner + size) / em;
        entry.texel_min = {static_cast<float>(pen_x), static_cast<float>(pen_y)};
        entry.texel_max = entry.texel_min + size;
        pen_x += width + kGap;
        row_height = std::max(row_height, rows);
        ++version;
    }
};

}  // namespace

TextShaper::TextShaper() : impl_(std::make_unique<Impl>()) {
    impl_->open();
}
TextShaper::~TextShaper() = default;

std::shared_ptr<const GlyphAtlas> TextShaper::atlas() const {
    return impl_->atlas;
}

std::string TextShaper::font_file(FontFace face, std::string_view script) {
    return font_files()[font_index(face, script == "Laoo" ? Script::Lao : Script::Latin)];
}

const std::string& TextShaper::font_file(std::uint8_t font) {
    return font_files().at(font);
}

void TextShaper::trim(std::size_t most) {
    if (impl_->runs.size() > most) {
        impl_->runs.clear();
    }
}

const ShapedRun& TextShaper::shape(std::string_view utf8, FontFace face, float letter_spacing) {
    Impl& impl = *impl_;
    std::string& key = impl.key;
    key.assign(1, static_cast<char>('0' + static_cast<int>(face)));
    std::array<char, sizeof letter_spacing> spacing_bytes{};
    std::memcpy(spacing_bytes.data(), &letter_spacing, sizeof letter_spacing);
    key.append(spacing_bytes.data(), spacing_bytes.size());
    key.append(utf8);
    if (const auto found = impl.runs.find(key); found != impl.runs.end()) {
        return found->second;
    }

    ShapedRun run;
    run.text = std::make_shared<const std::string>(utf8);
    run.spaced = letter_spacing > 0;
    std::vector<Run> items;
    impl.itemise(utf8, face, items);
    if (items.empty()) {
        const Font& font = impl.fonts[font_index(face, Script::Latin)];
        run.ascent = font.ascent;
        run.descent = font.descent;
    }
    for (const Run& item : items) {
        Font& font = impl.fonts[font_index(face, item.script)];
        run.ascent = std::max(run.ascent, font.ascent);
        run.descent = std::max(run.descent, font.descent);
        hb_buffer_clear_contents(impl.buffer);
        hb_buffer_add_utf8(impl.buffer, utf8.data(), static_cast<int>(utf8.size()), static_cast<unsigned>(item.begin),
                           item.end - item.begin);
        hb_buffer_set_direction(impl.buffer, HB_DIRECTION_LTR);
        hb_buffer_set_script(impl.buffer, item.script == Script::Lao ? HB_SCRIPT_LAO : HB_SCRIPT_LATIN);
        hb_buffer_set_language(impl.buffer, hb_language_from_string(item.script == Script::Lao ? "lo" : "vi", 2));
        hb_shape(font.shaper, impl.buffer, nullptr, 0);

        unsigned count = 0;
        const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(impl.buffer, &count);
        const hb_glyph_position_t* positions = hb_buffer_get_glyph_positions(impl.buffer, &count);
        for (unsigned i = 0; i < count; ++i) {
            ShapedGlyph glyph;
            glyph.cluster = infos[i].cluster;
            run.missing = run.missing || infos[i].codepoint == 0;
            const auto [entry, fresh] = font.atlas_of_glyph.try_emplace(infos[i].codepoint, 0U);
            if (fresh) {
                GlyphAtlas& atlas = *impl.atlas;
                AtlasWriter writer{atlas.glyphs_, atlas.pixels_,     atlas.height_, atlas.pen_x_,
                                   atlas.pen_y_,  atlas.row_height_, atlas.version_};
                entry->second = writer.add(font.face, font_index(face, item.script), infos[i].codepoint);
            }
            glyph.atlas = entry->second;
            const float em = font.units_per_em;
            glyph.offset = {run.width + static_cast<float>(positions[i].x_offset) / em,
                            -static_cast<float>(positions[i].y_offset) / em};
            glyph.advance = static_cast<float>(positions[i].x_advance) / em;
            const bool ends_cluster = i + 1 == count || infos[i + 1].cluster != infos[i].cluster;
            if (item.script == Script::Latin && ends_cluster) {
                glyph.advance += letter_spacing;
            }
            run.width += glyph.advance;
            run.glyphs.push_back(glyph);
        }
    }
    return impl.runs.emplace(key, std::move(run)).first->second;
}

std::vector<std::string> TextShaper::wrap(std::string_view utf8, FontFace face, float width_em,
                                          const std::vector<std::string>& no_break) {
    std::vector<std::string> result;
    UErrorCode status = U_ZERO_ERROR;
    UText* text = utext_openUTF8(nullptr, utf8.data(), static_cast<std::int64_t>(utf8.size()), &status);
    icu::BreakIterator& lines = *impl_->lines;
    lines.setText(text, status);
    if (U_FAILURE(status) != 0) {
        utext_close(text);
        return {std::string(utf8)};
    }

    struct Break {
        std::size_t at;
        bool must;
    };
    std::vector<Break> breaks;
    const auto inside_name = [&](std::size_t at) {
        return std::any_of(no_break.begin(), no_break.end(), [&](const std::string& name) {
            if (name.size() < 2) {
                return false;
            }
            const std::size_t first = at > name.size() - 1 ? at - (name.size() - 1) : 0;
            const std::size_t found = utf8.find(name, first);
            return found != std::string_view::npos && found < at && at < found + name.size();
        });
    };
    lines.first();
    for (std::int32_t at = lines.next(); at != icu::BreakIterator::DONE; at = lines.next()) {
        const auto where = static_cast<std::size_t>(at);
        const bool must = lines.getRuleStatus() >= UBRK_LINE_HARD && lines.getRuleStatus() < UBRK_LINE_HARD_LIMIT;
        if (must || where == utf8.size() || !inside_name(where)) {
            breaks.push_back({where, must && where != utf8.size()});
        }
    }
    utext_close(text);

    const auto trimmed = [&](std::size_t begin, std::size_t end) {
        constexpr std::string_view kBlank = " \t\r\n";
        std::string_view line = utf8.substr(begin, end - begin);
        const std::size_t first = line.find_first_not_of(kBlank);
        if (first == std::string_view::npos) {
            return std::string_view{};
        }
        return line.substr(first, line.find_last_not_of(kBlank) - first + 1);
    };
    std::size_t begin = 0;
    std::size_t fits = 0;
    for (const Break& each : breaks) {
        if (fits > begin && shape(trimmed(begin, each.at), face).width > width_em) {
            result.emplace_back(trimmed(begin, fits));
            begin = fits;
        }
        fits = each.at;
        if (each.must) {
            result.emplace_back(trimmed(begin, fits));
            begin = fits;
        }
    }
    if (const std::string_view rest = trimmed(begin, utf8.size()); !rest.empty() || result.empty()) {
        result.emplace_back(rest);
    }
    return result;
}

}  // namespace bordermap::cartography
