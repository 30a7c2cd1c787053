#include "catalog/text.hpp"

#include "catalog/csv_shape.hpp"
#include "catalog/problem_log.hpp"
#include "catalog/schema.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

namespace bordermap::catalog {
namespace {

TEST(Text, EncodingNamesOfCpgFilesAreUnderstood) {
    EXPECT_EQ(canonical_encoding("UTF-8"), "UTF-8");
    EXPECT_EQ(canonical_encoding(" utf8\r\n"), "UTF-8");
    EXPECT_EQ(canonical_encoding("65001"), "UTF-8");
    EXPECT_EQ(canonical_encoding("CP1258"), "windows-1258");
    EXPECT_EQ(canonical_encoding("1258"), "windows-1258");
    EXPECT_EQ(canonical_encoding("ANSI 1252"), "windows-1252");
    EXPECT_EQ(canonical_encoding("ISO 88591"), "ISO-8859-1");
    EXPECT_EQ(canonical_encoding("8859-15"), "ISO-8859-15");
    EXPECT_EQ(canonical_encoding("klingon"), "");
    EXPECT_EQ(canonical_encoding(""), "");
}

TEST(Text, RepairKeepsWhatIsWhole) {
    EXPECT_EQ(repair_utf8("Quảng"), "Quảng");
    EXPECT_EQ(repair_utf8("a\xE1\xBA"
                          "b"),
              "a\xEF\xBF\xBD"
              "b");
    EXPECT_FALSE(is_utf8("\xC0\xAF"));      // overlong
    EXPECT_FALSE(is_utf8("\xED\xA0\x80"));  // surrogate
    EXPECT_TRUE(is_utf8("ລາວ"));
}

TEST(Text, CutFallsBetweenCharacters) {
    EXPECT_EQ(cut_utf8("Trị", 4), "Tr");
    EXPECT_EQ(cut_utf8("Trị", 5), "Trị");
}

TEST(Text, GlobsMatchWholeNames) {
    EXPECT_TRUE(matches_glob("lao_adm2_2019", "lao_adm2*"));
    EXPECT_TRUE(matches_glob("provinces", "provinces"));
    EXPECT_FALSE(matches_glob("provinces_old", "provinces"));
    EXPECT_TRUE(matches_glob("abc", "a*c"));
    EXPECT_FALSE(matches_glob("abd", "a*c"));
}

TEST(Text, SoundNamesAreNoFault) {
    for (const auto* text :
         {"Thừa Thiên Huế", "ສະຫວັນນະເຂດ", "Đắk Nông", "What is it?", "“Nam Định”: 5–7 °C", "Café ©", "cinq £"}) {
        EXPECT_FALSE(text_fault(text).has_value()) << text << ": " << text_fault(text)->message;
    }
}

CsvShape shape_of(const std::string& text) {
    std::istringstream in(text);
    return csv_shape(in, 10);
}

TEST(CsvShape, CountsFieldsOutsideQuotationMarks) {
    const auto shape = shape_of("a;b;c\n1;\"x;y\nz\";3\n\n1;2\n\"\"\"q\"\"\";2;3;4");
    EXPECT_EQ(shape.separator, ';');
    EXPECT_EQ(shape.columns, 3U);
    EXPECT_EQ(shape.rows, 3U);
    ASSERT_EQ(shape.faults.size(), 2U);
    EXPECT_EQ(shape.faults[0].row, 2U);
    EXPECT_EQ(shape.faults[0].line, 5U);
    EXPECT_EQ(shape.faults[0].fields, 2U);
    EXPECT_EQ(shape.faults[1].fields, 4U);
}

TEST(CsvShape, RunsAcrossChunksOfTheFile) {
    std::string text = "a,b\n";
    text += R"(")" + std::string(std::size_t{1} << 20, ',') + "\",x\n1,2,3\n";
    const auto shape = shape_of(text);
    EXPECT_EQ(shape.rows, 2U);
    ASSERT_EQ(shape.faults.size(), 1U);
    EXPECT_EQ(shape.faults[0].row, 2U);
}

TEST(ProblemLog, ListsFilesInOrderAndCountsTheRest) {
    ProblemLog log;
    for (int i = 0; i < 25; ++i) {
        log.add("x", {model::Severity::Error, "a", "", i, "", "fault", "cure"});
        log.add("x", {model::Severity::Warning, "b", "", i, "", "hint", ""});
    }
    log.add("y", {model::Severity::Error, "a", "", 99, "", "other", ""});
    EXPECT_TRUE(log.has_errors());
    const auto all = log.take();
    ASSERT_EQ(all.size(), 43U);
    EXPECT_EQ(all[20].message, "and 5 more of this kind (x)");
    EXPECT_EQ(all[21].message, "other");
    EXPECT_EQ(all[22].file, "b");
    EXPECT_TRUE(log.take().empty());
}

TEST(Schema, ForeignValuesBecomeOurs) {
    const auto* rule = find_rule("LAO_ADM2_2019", {"adm2_pcode", "name_en", "name_lo", "adm1_pcode"});
    ASSERT_NE(rule, nullptr);
    EXPECT_EQ(rule->kind, TableKind::Boundaries);
    const auto value = [&](std::string_view column, std::string_view from) {
        for (const auto& made : rule->columns) {
            if (made.column == column) {
                return apply_rule(made, from);
            }
        }
        return std::string("?");
    };
    EXPECT_EQ(value("id", "LA1301"), "LA-1301");
    EXPECT_EQ(value("parent_id", "LA13"), "LA-SV");
    EXPECT_EQ(value("level", ""), "2");
    EXPECT_EQ(value("country", ""), "LA");
    EXPECT_EQ(value("id", ""), "");
    EXPECT_EQ(find_rule("anything", {"id"}), nullptr);
}

TEST(Schema, EveryKindHasItsTable) {
    for (int kind = 0; kind <= static_cast<int>(TableKind::Other); ++kind) {
        EXPECT_NO_THROW(static_cast<void>(schema_of(static_cast<TableKind>(kind))));
    }
}

}  // namespace
}  // namespace bordermap::catalog
