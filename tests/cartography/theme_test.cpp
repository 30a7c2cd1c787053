#include "cartography/theme.hpp"

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
    ASSERT_GE(theme_names().size(), 2U);
    EXPECT_EQ(theme_names().front(), "light");
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
    EXPECT_NE(message_of("{").find("mine.json"), std::string::npos);
    EXPECT_NE(message_of("[]").find("mine.json"), std::string::npos);
}

}  // namespace
}  // namespace bordermap::cartography
