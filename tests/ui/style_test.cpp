#include "ui/style.hpp"

#include "ui/exporter.hpp"

#include <gtest/gtest.h>

namespace bordermap::ui {
namespace {

TEST(DisplayText, LeavesOtherScriptsAlone) {
    for (const std::string text : {"", "Savannakhet", "Quảng Trị – Thừa Thiên Huế", "1 : 4,200,000", "ສະຫວັນນະເຂດ"}) {
        EXPECT_EQ(display_text(text), text);
    }
}

TEST(DisplayText, RaisesAToneMarkOnlyAboveAVowelSign) {
    // KO KAI, SIGN I, TONE MAI EK: the tone stands on the vowel sign. KO KAI, TONE MAI EK: it stands on the letter.
    EXPECT_EQ(display_text("\u0E81\u0EB4\u0EC8"), "\u0E81\u0EB4\uE0C8");
    EXPECT_EQ(display_text("\u0E81\u0EC8"), "\u0E81\u0EC8");
    EXPECT_TRUE(has_lao("x\u0E81"));
    EXPECT_FALSE(has_lao("Đà Nẵng"));
}

TEST(SuggestedName, SaysWhatIsShownInPlainLetters) {
    EXPECT_EQ(suggest_file_name("Quảng Trị, Savannakhet", "2026-01-15"),
              "bordermap-quang-tri-savannakhet-2026-01-15.png");
    EXPECT_EQ(suggest_file_name("Đà Nẵng", "2026-01-15"), "bordermap-da-nang-2026-01-15.png");
    EXPECT_EQ(suggest_file_name("", "2026-01-15"), "bordermap-2026-01-15.png");
    EXPECT_EQ(suggest_file_name("../../etc/passwd", "2026-01-15").find('/'), std::string::npos);
    EXPECT_LT(suggest_file_name(std::string(5000, 'x') + " " + std::string(5000, 'y'), "2026-01-15").size(), 200U);
}

}  // namespace
}  // namespace bordermap::ui
