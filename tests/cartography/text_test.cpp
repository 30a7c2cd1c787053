#include "cartography/text.hpp"

#include "cartography/text_distance.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <gtest/gtest.h>
#include <hb.h>
#include <string>
#include <vector>
#include FT_MODULE_H

namespace bordermap::cartography {
namespace {

/// What HarfBuzz itself says of a text in one font: offset and advance of each glyph, em.
struct Reference {
    float x, y, advance;
};
std::vector<Reference> harfbuzz(const std::string& text, const std::string& file, hb_script_t script) {
    hb_blob_t* blob = hb_blob_create_from_file_or_fail(file.c_str());
    hb_face_t* face = hb_face_create(blob, 0);
    hb_font_t* font = hb_font_create(face);
    const auto em = static_cast<float>(hb_face_get_upem(face));
    hb_buffer_t* buffer = hb_buffer_create();
    hb_buffer_add_utf8(buffer, text.data(), static_cast<int>(text.size()), 0, -1);
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, script);
    hb_shape(font, buffer, nullptr, 0);
    unsigned count = 0;
    const hb_glyph_position_t* positions = hb_buffer_get_glyph_positions(buffer, &count);
    std::vector<Reference> result;
    float pen = 0;
    for (unsigned i = 0; i < count; ++i) {
        result.push_back({pen + static_cast<float>(positions[i].x_offset) / em,
                          -static_cast<float>(positions[i].y_offset) / em,
                          static_cast<float>(positions[i].x_advance) / em});
        pen += result.back().advance;
    }
    hb_buffer_destroy(buffer);
    hb_font_destroy(font);
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    return result;
}

void expect_like_harfbuzz(TextShaper& shaper, const std::string& text, std::string_view script_name,
                          hb_script_t script) {
    const ShapedRun& run = shaper.shape(text, FontFace::Regular);
    const auto reference = harfbuzz(text, TextShaper::font_file(FontFace::Regular, script_name), script);
    ASSERT_EQ(run.glyphs.size(), reference.size()) << text;
    for (std::size_t i = 0; i < reference.size(); ++i) {
        EXPECT_NEAR(run.glyphs[i].offset.x, reference[i].x, 1e-4) << text << " glyph " << i;
        EXPECT_NEAR(run.glyphs[i].offset.y, reference[i].y, 1e-4) << text << " glyph " << i;
        EXPECT_NEAR(run.glyphs[i].advance, reference[i].advance, 1e-4) << text << " glyph " << i;
    }
}

TEST(Text, LaoAndVietnameseAreShapedLikeHarfBuzz) {
    TextShaper shaper;
    for (const char* text : {"ເຊໂປນ", "ສະຫວັນນະເຂດ", "ຊີ້ນຳ", "ເມືອງນອງ", "ແຂວງ", "ບົວລະພາ", "ຄຳມ່ວນ", "ທີ່ຕັ້ງ"}) {
        expect_like_harfbuzz(shaper, text, "Laoo", HB_SCRIPT_LAO);
    }
    for (const char* text : {"Quảng Trị", "Thừa Thiên Huế", "Điện Biên", "Nghệ An", "Hướng Phùng"}) {
        expect_like_harfbuzz(shaper, text, "Latn", HB_SCRIPT_LATIN);
    }
}

TEST(Text, LaoMarksStackOverTheirLetter) {
    TextShaper shaper;
    const ShapedRun& run = shaper.shape("ຊີ້", FontFace::Regular);  // letter, vowel above, tone above that
    ASSERT_EQ(run.glyphs.size(), 3U);
    EXPECT_GT(run.glyphs[0].advance, 0.3F);
    EXPECT_FLOAT_EQ(run.glyphs[1].advance, 0.F);
    EXPECT_FLOAT_EQ(run.glyphs[2].advance, 0.F);
    // Drawn back over the letter, the tone mark above the vowel.
    const auto box = [&](std::size_t i) { return shaper.atlas()->glyph(run.glyphs[i].atlas); };
    const auto top = [&](std::size_t i) { return run.glyphs[i].offset.y + box(i).box_min.y; };
    const auto middle = [&](std::size_t i) {
        return run.glyphs[i].offset.x + 0.5F * (box(i).box_min.x + box(i).box_max.x);
    };
    EXPECT_LT(middle(1), run.glyphs[0].advance);
    EXPECT_LT(middle(2), run.glyphs[0].advance);
    EXPECT_LT(top(1), top(0) - 0.05F);
    EXPECT_LT(top(2), top(1) - 0.05F);
}

TEST(Text, AMissingGlyphIsSaid) {
    TextShaper shaper;
    EXPECT_FALSE(shaper.shape("Quảng Trị 2026 · 12 km", FontFace::Regular).missing);
    EXPECT_FALSE(shaper.shape("ສາລະວັນ 12 km", FontFace::SemiBold).missing);
    EXPECT_FALSE(shaper.shape("", FontFace::Regular).missing);
    EXPECT_TRUE(shaper.shape("越南", FontFace::Regular).missing);
    EXPECT_TRUE(shaper.shape("Trị越", FontFace::Italic).missing);
}

TEST(Text, BrokenUtf8IsDrawnAsReplacementAndDoesNotStopTheRest) {
    TextShaper shaper;
    const ShapedRun& run = shaper.shape(
        "A\xff\xfe"
        "B",
        FontFace::Regular);
    EXPECT_GE(run.glyphs.size(), 3U);
    EXPECT_EQ(run.glyphs.front().atlas, shaper.shape("A", FontFace::Regular).glyphs.front().atlas);
    EXPECT_EQ(run.glyphs.back().atlas, shaper.shape("B", FontFace::Regular).glyphs.back().atlas);
}

TEST(Text, DigitsAreOneWidthAndOneFontInEveryLanguage) {
    TextShaper shaper;
    const ShapedRun& latin = shaper.shape("0123456789", FontFace::Regular);
    for (const ShapedGlyph& glyph : latin.glyphs) {
        EXPECT_FLOAT_EQ(glyph.advance, latin.glyphs.front().advance);
    }
    const ShapedRun& lao = shaper.shape("ລາວ 7", FontFace::Regular);
    EXPECT_EQ(lao.glyphs.back().atlas, latin.glyphs[7].atlas);
}

TEST(Text, LettersAreSpacedInLatinAndNeverInLao) {
    TextShaper shaper;
    const float plain = shaper.shape("HUẾ", FontFace::SemiBold).width;
    EXPECT_NEAR(shaper.shape("HUẾ", FontFace::SemiBold, 0.1F).width, plain + 0.3F, 1e-4);
    EXPECT_FLOAT_EQ(shaper.shape("ສາລະວັນ", FontFace::SemiBold, 0.1F).width,
                    shaper.shape("ສາລະວັນ", FontFace::SemiBold).width);
}

TEST(Text, RunsAreKept) {
    TextShaper shaper;
    const ShapedRun* first = &shaper.shape("Savannakhet", FontFace::Regular);
    EXPECT_EQ(first, &shaper.shape("Savannakhet", FontFace::Regular));
    EXPECT_NE(first, &shaper.shape("Savannakhet", FontFace::Italic));
}

std::string joined(const std::vector<std::string>& lines) {
    std::string all;
    for (const std::string& line : lines) {
        all += line;
    }
    std::erase(all, ' ');
    return all;
}

TEST(Text, LinesBreakButNeverInsideAName) {
    TextShaper shaper;
    const std::string name = "ເຊໂປນ";
    const std::string text = "ກອງບັນຊາການທະຫານເມືອງເຊໂປນແຂວງສະຫວັນນະເຂດ";
    const std::string province = "ສະຫວັນນະເຂດ";
    bool wrapped = false;
    for (float width = 1.F; width < 24.F; width += 0.5F) {
        const auto lines = shaper.wrap(text, FontFace::Regular, width, {name, province});
        EXPECT_EQ(joined(lines), text) << width;
        for (const std::string& kept : {name, province}) {
            EXPECT_EQ(std::count_if(lines.begin(), lines.end(),
                                    [&](const std::string& line) { return line.find(kept) != std::string::npos; }),
                      1)
                << kept << " at width " << width;
        }
        wrapped = wrapped || lines.size() > 3;
    }
    EXPECT_TRUE(wrapped);
    // The same in Latin, where a space inside the name would be a place to break.
    const auto broken = shaper.wrap("Defence Command Khe Sanh", FontFace::Regular, 1.F);
    EXPECT_EQ(broken.size(), 4U);
    EXPECT_EQ(shaper.wrap("Defence Command Khe Sanh", FontFace::Regular, 1.F, {"Khe Sanh"}).back(), "Khe Sanh");
}

TEST(Text, LinesFitTheWidthWhereTheyCan) {
    TextShaper shaper;
    const std::string text = "Bản ghi nhớ của các cuộc hội đàm thường niên giữa bộ đội biên phòng hai tỉnh";
    for (const float width : {6.F, 9.F, 14.F, 40.F}) {
        const auto lines = shaper.wrap(text, FontFace::Regular, width);
        for (const std::string& line : lines) {
            EXPECT_LE(shaper.shape(line, FontFace::Regular).width, width) << line;
        }
        std::string plain = text;
        std::erase(plain, ' ');
        EXPECT_EQ(joined(lines), plain);
    }
    const auto hard = shaper.wrap("one\ntwo", FontFace::Regular, 100.F);
    EXPECT_EQ(hard, (std::vector<std::string>{"one", "two"}));
    EXPECT_EQ(shaper.wrap("", FontFace::Regular, 10.F), std::vector<std::string>{""});
}

TEST(Text, EveryGlyphOfTheAtlasHasItsOwnPlace) {
    TextShaper shaper;
    static_cast<void>(shaper.shape("The quick brown fox jumps over the lazy dog 0123456789", FontFace::Regular));
    const auto before = shaper.atlas()->version();
    static_cast<void>(shaper.shape("QUẢNG TRỊ", FontFace::SemiBold));
    const GlyphAtlas& atlas = *shaper.atlas();
    EXPECT_GT(atlas.version(), before);
    EXPECT_EQ(atlas.pixels().size(),
              static_cast<std::size_t>(GlyphAtlas::kWidth) * static_cast<std::size_t>(atlas.height()));

    std::vector<AtlasGlyph> boxes;
    for (const char* letter : {"T", "h", "q", "Q", "8", "g"}) {
        for (const FontFace face : {FontFace::Regular, FontFace::SemiBold}) {
            const ShapedRun& run = shaper.shape(letter, face);
            const AtlasGlyph glyph = atlas.glyph(run.glyphs.front().atlas);
            EXPECT_NEAR((glyph.box_max.x - glyph.box_min.x) * GlyphAtlas::kPixelsPerEm,
                        glyph.texel_max.x - glyph.texel_min.x, 0.01);
            EXPECT_LE(glyph.texel_max.x, GlyphAtlas::kWidth);
            EXPECT_LE(glyph.texel_max.y, static_cast<float>(atlas.height()));
            for (const AtlasGlyph& other : boxes) {
                EXPECT_TRUE(glyph.texel_min.x >= other.texel_max.x || other.texel_min.x >= glyph.texel_max.x ||
                            glyph.texel_min.y >= other.texel_max.y || other.texel_min.y >= glyph.texel_max.y);
            }
            boxes.push_back(glyph);
        }
    }
    const ShapedRun& space = shaper.shape(" ", FontFace::Regular);
    EXPECT_EQ(atlas.glyph(space.glyphs.front().atlas).box_max, atlas.glyph(space.glyphs.front().atlas).box_min);
}

TEST(Text, DistanceFieldIsThatOfFreeType) {
    FT_Library library = nullptr;
    ASSERT_EQ(FT_Init_FreeType(&library), 0);
    FT_Int spread = 8;
    ASSERT_EQ(FT_Property_Set(library, "sdf", "spread", &spread), 0);
    for (const char* script : {"Latn", "Laoo"}) {
        FT_Face face = nullptr;
        ASSERT_EQ(FT_New_Face(library, TextShaper::font_file(FontFace::Regular, script).c_str(), 0, &face), 0);
        FT_Set_Pixel_Sizes(face, 0, 56);
        const std::u32string letters = script[2] == 't' ? U"aegQR&ếĐộ" : U"ກຊໂປຂ";
        std::size_t different = 0;
        std::size_t all = 0;
        for (const char32_t letter : letters) {
            ASSERT_EQ(FT_Load_Char(face, letter, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP), 0);
            const DistanceField field = distance_field(face->glyph->outline, spread);
            ASSERT_EQ(FT_Render_Glyph(face->glyph, FT_RENDER_MODE_SDF), 0);
            const FT_Bitmap& bitmap = face->glyph->bitmap;
            ASSERT_EQ(field.width, static_cast<int>(bitmap.width));
            ASSERT_EQ(field.height, static_cast<int>(bitmap.rows));
            EXPECT_EQ(field.left, face->glyph->bitmap_left);
            EXPECT_EQ(field.top, face->glyph->bitmap_top);
            for (int row = 0; row < field.height; ++row) {
                for (int column = 0; column < field.width; ++column) {
                    const int ours =
                        field.values[static_cast<std::size_t>(row) * static_cast<std::size_t>(field.width) +
                                     static_cast<std::size_t>(column)];
                    const int theirs = bitmap.buffer[row * bitmap.pitch + column];
                    different += std::abs(ours - theirs) > 3 ? 1U : 0U;
                    ++all;
                }
            }
        }
        // FreeType 2.12 takes the wrong side at some sharp corners: a few texels in a thousand.
        EXPECT_LT(static_cast<double>(different), 0.005 * static_cast<double>(all)) << script;
        FT_Done_Face(face);
    }
    FT_Done_FreeType(library);
}

}  // namespace
}  // namespace bordermap::cartography
