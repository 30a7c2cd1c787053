#include "cartography/theme.hpp"

#include "support/process.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <stdexcept>
#include <string>

namespace bordermap::cartography {
namespace {

std::string theme_file(const std::string& name) {
    std::ifstream in(std::string(BORDERMAP_SOURCE_DIR) + "/app/cartography/themes/" + name);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string message_of(const std::string& json) {
    try {
        static_cast<void>(theme_from_json(json, "mine.json"));
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return "";
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    const std::size_t at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return text.replace(at, what.size(), by);
}

TEST(Theme, ColoursAreRead) {
    EXPECT_EQ(parse_colour("#ff8000"), (Colour{1.F, 128.F / 255.F, 0.F, 1.F}));
    EXPECT_EQ(parse_colour("#FF800080").a, 128.F / 255.F);
    for (const char* bad : {"", "ff8000", "#ff80", "#ff800", "#gg8000", "#ff80001", "#ff8000000", "red"}) {
        EXPECT_THROW(static_cast<void>(parse_colour(bad)), std::invalid_argument) << bad;
    }
}

TEST(Theme, ContrastIsThatOfWcag) {
    EXPECT_NEAR(contrast_ratio(parse_colour("#000000"), parse_colour("#ffffff")), 21.0, 1e-6);
    EXPECT_NEAR(contrast_ratio(parse_colour("#777777"), parse_colour("#ffffff")), 4.48, 0.005);
    EXPECT_NEAR(contrast_ratio(parse_colour("#ffffff"), parse_colour("#777777")), 4.48, 0.005);
    EXPECT_NEAR(contrast_ratio(parse_colour("#123456"), parse_colour("#123456")), 1.0, 1e-9);
}

TEST(Theme, TextIsLegibleOnItsGround) {
    for (const std::string& name : theme_names()) {
        const Theme& each = theme(name);
        for (const Colour& ground : {each.fill_vn, each.fill_la}) {
            EXPECT_GE(contrast_ratio(each.province_text, ground), 4.5) << name;
            EXPECT_GE(contrast_ratio(each.district_text, ground), 4.5) << name;
            EXPECT_GE(contrast_ratio(each.town_text, ground), 4.5) << name;
            EXPECT_GE(contrast_ratio(each.unit_text, ground), 4.5) << name;
            EXPECT_GE(contrast_ratio(each.gate, ground), 4.5) << name;
            EXPECT_GE(contrast_ratio(each.river_text, ground), 4.5) << name;
        }
        EXPECT_GE(contrast_ratio(each.town_text, each.context_land), 4.5) << name;
        EXPECT_GE(contrast_ratio(each.province_text, each.halo), 4.5) << name;
        EXPECT_GE(contrast_ratio(each.district_text, each.halo), 4.5) << name;
        for (const Colour& ground : {each.panel, each.control}) {
            EXPECT_GE(contrast_ratio(each.text, ground), 4.5) << name;
            EXPECT_GE(contrast_ratio(each.text_muted, ground), 4.5) << name;
            EXPECT_GE(contrast_ratio(each.warning, ground), 4.5) << name;
        }
        EXPECT_GE(contrast_ratio(each.accent_text, each.accent), 4.5) << name;
    }
}

TEST(Theme, HighContrastKeepsWhatItsNameSays) {
    // WCAG 2.1, 1.4.6 (AAA): 7:1 for text; 1.4.11 for what must be seen beside it, here well above its 3:1.
    const Theme& each = theme("contrast");
    ASSERT_EQ(each.name, "contrast");
    EXPECT_EQ(each.fill_vn, parse_colour("#ffffff"));
    EXPECT_EQ(each.text, parse_colour("#000000"));
    for (const Colour& ground :
         {each.fill_vn, each.fill_la, each.context_land, each.sea, each.glow_vn, each.glow_la, each.halo}) {
        for (const Colour& words : {each.country_text, each.province_text, each.district_text, each.town_text,
                                    each.unit_text, each.gate, each.river_text}) {
            EXPECT_GE(contrast_ratio(words, ground), 7.0);
        }
    }
    for (const Colour& ground : {each.panel, each.control}) {
        for (const Colour& words : {each.text, each.text_muted, each.warning, each.accent}) {
            EXPECT_GE(contrast_ratio(words, ground), 7.0);
        }
    }
    EXPECT_GE(contrast_ratio(each.accent_text, each.accent), 7.0);
    EXPECT_GE(contrast_ratio(each.panel, each.text), 7.0);     // a message is drawn in the panel's colour on the text's
    EXPECT_GE(contrast_ratio(each.panel, each.warning), 7.0);  // and a fault on that of warnings
    for (const Colour& ground : {each.fill_vn, each.fill_la}) {
        for (const Colour& line : {each.border, each.outline, each.link_twinning, each.link_coordination,
                                   each.link_other, each.unit_fill, each.event, each.meeting_overdue,
                                   each.meeting_never, each.meeting_due, each.meeting_upcoming, each.meeting_unknown}) {
            EXPECT_GE(contrast_ratio(line, ground), 7.0);
        }
        EXPECT_GE(contrast_ratio(each.province_line, ground), 4.5);
        for (const auto& [id, colour] : each.categories) {
            EXPECT_GE(contrast_ratio(colour, ground), 4.5) << id;
        }
    }
    const Theme& light = theme("light");
    EXPECT_GT(each.border_width, light.border_width);
    EXPECT_GT(each.province_width, light.province_width);
    EXPECT_GT(each.link_width, light.link_width);
}

TEST(Theme, LinesAndSymbolsStandOut) {
    for (const std::string& name : theme_names()) {
        const Theme& each = theme(name);
        for (const Colour& ground : {each.fill_vn, each.fill_la}) {
            // WCAG 1.4.11: 3:1 for what must be seen to be understood. Each category symbol also has a halo and a shape.
            for (const Colour& line :
                 {each.border, each.link_twinning, each.link_coordination, each.link_other, each.unit_fill}) {
                EXPECT_GE(contrast_ratio(line, ground), 3.0) << name;
            }
            // The ground stays quiet: its lines never compete with the story.
            EXPECT_LT(contrast_ratio(each.district_line, ground), contrast_ratio(each.province_line, ground)) << name;
            EXPECT_LT(contrast_ratio(each.province_line, ground), contrast_ratio(each.border, ground)) << name;
        }
    }
}

TEST(Theme, BuiltInOnesAreFoundByName) {
    EXPECT_EQ(theme_names(), (std::vector<std::string>{"light", "dark", "contrast"}));
    EXPECT_TRUE(theme("dark").dark);
    EXPECT_FALSE(theme("light").dark);
    EXPECT_EQ(theme("no such theme").name, "light");
    EXPECT_EQ(&theme("dark"), &theme("dark"));
}

TEST(Theme, CategoryTakesTheLongestPrefix) {
    const Theme& light = theme("light");
    EXPECT_EQ(light.category_colour("INC.TOC.DRUG"), parse_colour("#d55e00"));
    EXPECT_EQ(light.category_colour("INC.TOC.DRUG.METH"), parse_colour("#d55e00"));
    EXPECT_EQ(light.category_colour("INC.TOC.ARMS"), parse_colour("#444444"));
    EXPECT_EQ(light.category_colour("INC.TOCX"), light.text_muted);
    EXPECT_EQ(light.category_colour(""), light.text_muted);
}

TEST(Theme, FaultsNameTheirKeyAndTheCure) {
    const std::string good = theme_file("light.json");
    EXPECT_EQ(message_of(good), "");
    EXPECT_NE(message_of(replaced(good, "\"sea\": \"#dfe9ee\",", "")).find("mine.json: colours.sea: missing"),
              std::string::npos);
    EXPECT_NE(message_of(replaced(good, "#dfe9ee", "dfe9ee")).find("colours.sea: not a colour; write it as"),
              std::string::npos);
    EXPECT_NE(message_of(replaced(good, "\"sea\":", "\"see\":")).find("colours.sea"), std::string::npos);
    EXPECT_NE(message_of(replaced(good, "\"sea\":", "\"ocean\": \"#000000\", \"sea\":"))
                  .find("colours.ocean: not a known key"),
              std::string::npos);
    EXPECT_NE(message_of(replaced(good, "\"border\": 2.4", "\"border\": -1")).find("widths.border: not a width"),
              std::string::npos);
    EXPECT_NE(message_of(replaced(good, "[14, 24, 34]", "[14, 24]")).find("widths.glow"), std::string::npos);
    EXPECT_NE(message_of(replaced(good, "\"dark\": false", "\"dark\": 0")).find("dark: write true or false"),
              std::string::npos);
    EXPECT_NE(message_of("{").find("mine.json: line 1: not JSON"), std::string::npos) << message_of("{");
    EXPECT_NE(message_of(replaced(good, "\"light\",", "\"light\"")).find("mine.json: line 3: not JSON"),
              std::string::npos);
    EXPECT_NE(message_of("[]").find("mine.json"), std::string::npos);
}

/// A folder of theme files; the built-in themes are themselves again at its end.
class ThemeFolder : public ::testing::Test {
protected:
    void TearDown() override {
        const test::TemporaryFolder nothing;
        read_theme_folder(nothing.path());
    }
    ThemeReading read() { return read_theme_folder(folder_.path()); }
    void write(const std::string& file, const std::string& name, const std::string& sea) {
        folder_.write(file,
                      replaced(replaced(theme_file("light.json"), "\"light\"", "\"" + name + "\""), "#dfe9ee", sea));
    }
    test::TemporaryFolder folder_;
};

TEST_F(ThemeFolder, AFileIsOneMoreTheme) {
    write("plate.json", "plate", "#112233");
    folder_.write("readme.txt", "not a theme");
    const ThemeReading reading = read();
    EXPECT_TRUE(reading.changed);
    EXPECT_TRUE(reading.faults.empty());
    EXPECT_EQ(theme_names(), (std::vector<std::string>{"light", "dark", "contrast", "plate"}));
    EXPECT_EQ(theme("plate").sea, parse_colour("#112233"));
    EXPECT_EQ(theme("plate").border, theme("light").border);
}

TEST_F(ThemeFolder, OneOfABuiltInNameTakesItsPlaceUntilItIsGone) {
    const Theme& built_in = theme("dark");
    const Colour sea = built_in.sea;
    write("mine.json", "dark", "#112233");
    EXPECT_TRUE(read().changed);
    EXPECT_EQ(theme_names(), (std::vector<std::string>{"light", "dark", "contrast"}));
    EXPECT_EQ(theme("dark").sea, parse_colour("#112233"));
    EXPECT_EQ(built_in.sea, sea);  // whoever holds the former one still sees it as it was
    std::filesystem::remove(folder_.path() / "mine.json");
    EXPECT_TRUE(read().changed);
    EXPECT_EQ(&theme("dark"), &built_in);
}

TEST_F(ThemeFolder, WhatIsReadAgainIsANewObjectWhereItChangedAndOnlyThere) {
    write("a.json", "a", "#112233");
    write("b.json", "b", "#445566");
    read();
    const Theme& a = theme("a");
    const Theme& b = theme("b");
    EXPECT_FALSE(read().changed);
    EXPECT_EQ(&theme("a"), &a);
    write("a.json", "a", "#778899");
    EXPECT_TRUE(read().changed);
    EXPECT_NE(&theme("a"), &a);  // the renderer tells themes apart by their address
    EXPECT_EQ(theme("a").sea, parse_colour("#778899"));
    EXPECT_EQ(a.sea, parse_colour("#112233"));
    EXPECT_EQ(&theme("b"), &b);
}

TEST_F(ThemeFolder, ABadFileIsSaidAndWhatItHeldBeforeStays) {
    write("a.json", "a", "#112233");
    write("b.json", "b", "#445566");
    read();
    const Theme& a = theme("a");
    write("a.json", "a", "blue");
    write("b.json", "b", "#000000");
    const ThemeReading reading = read();
    ASSERT_EQ(reading.faults.size(), 1U);
    EXPECT_EQ(reading.faults.front(),
              folder_.file("a.json") + R"(: colours.sea: not a colour; write it as "#rrggbb" or "#rrggbbaa")");
    EXPECT_EQ(&theme("a"), &a);
    EXPECT_EQ(theme("b").sea, parse_colour("#000000"));  // the others are taken
    write("a.json", "a", "#ffffff");
    EXPECT_TRUE(read().faults.empty());
    EXPECT_EQ(theme("a").sea, parse_colour("#ffffff"));
}

TEST_F(ThemeFolder, TwoFilesOfOneNameAreAFault) {
    write("a.json", "plate", "#112233");
    write("b.json", "plate", "#445566");
    const ThemeReading reading = read();
    ASSERT_EQ(reading.faults.size(), 1U);
    EXPECT_EQ(reading.faults.front(), folder_.file("b.json") + ": name: \"plate\" is the name of " +
                                          folder_.file("a.json") + ", too; give it another");
    EXPECT_EQ(theme("plate").sea, parse_colour("#112233"));
}

TEST_F(ThemeFolder, NoFolderAndAnEmptyOneAreFaults) {
    const ThemeReading none = read_theme_folder(folder_.path() / "none");
    ASSERT_EQ(none.faults.size(), 1U);
    EXPECT_NE(none.faults.front().find("name a folder of theme files"), std::string::npos);
    const ThemeReading empty = read();
    ASSERT_EQ(empty.faults.size(), 1U);
    EXPECT_NE(empty.faults.front().find("no theme file"), std::string::npos);
    EXPECT_EQ(theme_names().size(), 3U);
}

}  // namespace
}  // namespace bordermap::cartography
