/// What an officer does with the window, by real mouse and keys.

#include "gui/window.hpp"

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <thread>

namespace bordermap::test {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using namespace std::chrono_literals;

constexpr const char* kKheSanh = "A-2026-KHE-SANH";

json filter_of(const json& state) {
    return state.at("session").at("filter");
}

/// Share of pixels that differ by more than `tolerance` in any channel.
double share_different(const Screenshot& a, const Screenshot& b, int tolerance) {
    if (a.width != b.width || a.height != b.height || a.rgb.size() != b.rgb.size() || a.rgb.empty()) {
        return 1;
    }
    std::size_t different = 0;
    for (std::size_t i = 0; i + 2 < a.rgb.size(); i += 3) {
        bool far = false;
        for (std::size_t c = 0; c < 3; ++c) {
            far = far || std::abs(static_cast<int>(a.rgb[i + c]) - static_cast<int>(b.rgb[i + c])) > tolerance;
        }
        different += far ? 1 : 0;
    }
    return 3.0 * static_cast<double>(different) / static_cast<double>(a.rgb.size());
}

TEST(Window, ShowsTheShippedDataAndCountsIt) {
    const Window window;
    const json state = window.state();
    EXPECT_EQ(state.at("selection").at("boundaries").at("VN").at("1"), 34);
    EXPECT_EQ(state.at("selection").at("boundaries").at("LA").at("1"), 18);
    EXPECT_GT(state.at("selection").at("agreements").get<int>(), 0);
    EXPECT_GT(state.at("selection").at("incidents").get<int>(), 80);
    // The numbers of the window are those of the command line.
    const ProcessResult query = run_process(BORDERMAP_EXE, {"query", "--json", "--as-of", "2026-01-15"});
    ASSERT_EQ(query.exit_code, 0) << query.err;
    EXPECT_EQ(json::parse(query.out).at("counts"), state.at("selection").at("counts"));
}

TEST(Window, DrawsNothingAndBurnsNothingWhileIdle) {
    const Window window;
    window.move({700, 400});
    const json before = window.settle();
    const long ticks = window.cpu_ticks();
    std::this_thread::sleep_for(3s);
    EXPECT_EQ(window.frames(), before.at("frames").get<std::uint64_t>());
    EXPECT_LE(window.cpu_ticks() - ticks, 3) << "clock ticks of 10 ms in three seconds";
}

TEST(Window, ControlClickOnAProvinceFiltersByItAndCClears) {
    const Window window;
    window.control_click(window.target("boundaries", "LA-SV"));
    json state = window.state();
    EXPECT_THAT(filter_of(state).at("places"), ElementsAre("LA-SV"));
    EXPECT_THAT(state.at("headline").get<std::string>(), HasSubstr("Savannakhet"));
    const ProcessResult query =
        run_process(BORDERMAP_EXE, {"query", "--json", "--as-of", "2026-01-15", "--province", "LA-SV"});
    EXPECT_EQ(json::parse(query.out).at("counts"), state.at("selection").at("counts"));
    EXPECT_EQ(json::parse(query.out).at("agreements").size(),
              state.at("selection").at("agreements").get<std::size_t>());
    window.key("c");
    EXPECT_THAT(filter_of(window.state()).at("places"), ElementsAre());
    window.key("ctrl+z");
    EXPECT_THAT(filter_of(window.state()).at("places"), ElementsAre("LA-SV"));
}

TEST(Window, ProvincesAreFilteredByPlainClicksWhereThatIsSwitchedOn) {
    const Window window;
    window.click(window.widget("filter_by_click"));
    window.click(window.target("boundaries", "LA-SV"));
    window.click(window.widget("place.VN-44"));  // and one in the list
    EXPECT_THAT(filter_of(window.state()).at("places"), ElementsAre("LA-SV", "VN-44"));
    window.click(window.widget("chip.LA-SV"));
    EXPECT_THAT(filter_of(window.state()).at("places"), ElementsAre("VN-44"));
}

TEST(Window, RightClickOffersTheFilter) {
    const Window window;
    window.click(window.target("boundaries", "LA-SV"), 3);
    window.click(window.widget("menu.filter.LA-SV"));
    EXPECT_THAT(filter_of(window.state()).at("places"), ElementsAre("LA-SV"));
}

TEST(Window, TheLinkOfTheKheSanhAgreementIsSelectedByAClick) {
    const Window window{{"--province", "LA-SV"}};  // near enough that no symbol covers it
    window.click(window.target("links", kKheSanh));
    json state = window.state();
    EXPECT_EQ(state.at("selected").at("kind"), "agreement");
    EXPECT_EQ(state.at("selected").at("id"), kKheSanh);
    // From the agreement to a party and back.
    std::string party;
    for (const auto& [name, rect] : state.at("widgets").items()) {
        if (name.starts_with("party.")) {
            party = name;
            break;
        }
    }
    ASSERT_FALSE(party.empty());
    window.click(window.widget(party));
    EXPECT_EQ(window.state().at("selected").at("kind"), "unit");
    window.click(window.widget("details.back"));
    EXPECT_EQ(window.state().at("selected").at("id"), kKheSanh);
    window.key("Escape");
    EXPECT_TRUE(window.state().at("selected").is_null());
}

TEST(Window, LinksBetweenTwoProvincesOpenUnderThePointerAndAClickListsThem) {
    const Window window{{"--window", "1600x1000"}};
    window.key("3");  // cooperation: no incidents over the lines
    const json closed = window.state();
    std::string bundle;
    for (const auto& [id, ids] : closed.at("targets").at("shared").items()) {
        const bool larger = bundle.empty() || ids.size() > closed.at("targets").at("shared").at(bundle).size();
        if (id.starts_with("A-") && larger && closed.at("targets").at("symbols").contains(id)) {
            bundle = id;
        }
    }
    ASSERT_FALSE(bundle.empty());
    const json behind = closed.at("targets").at("shared").at(bundle);
    ASSERT_GE(behind.size(), 3U);
    const Point number = window.target("symbols", bundle);
    window.move({number.x + 1, number.y});
    window.move(number);
    const json open = window.settle();
    EXPECT_EQ(open.at("hovered").at("id"), bundle);
    EXPECT_GT(open.at("targets").at("links").size(), closed.at("targets").at("links").size());
    EXPECT_EQ(open.at("targets").at("shared").at(bundle), behind);
    // It stays open and still while the pointer rests on the rim of its number.
    for (const Point rim :
         {Point{number.x + 6, number.y}, Point{number.x, number.y - 6}, Point{number.x - 6, number.y}}) {
        window.move(rim);
        EXPECT_EQ(window.settle().at("hovered").at("id"), bundle);
    }
    window.click(number);
    const json state = window.settle();
    std::vector<std::string> listed;
    for (const json& part : state.at("listed")) {
        for (const json& id : part) {
            listed.push_back(id);
        }
    }
    EXPECT_THAT(listed, testing::UnorderedElementsAreArray(behind.get<std::vector<std::string>>()));
    EXPECT_EQ(state.at("selected").at("kind"), "agreement");
}

TEST(Window, DraggingAnEndOfTheTimelineSetsTheWindowAsOneUndoStep) {
    const Window window;
    const Point from = window.widget("timeline.from");
    window.drag(from, {from.x + 400, from.y});
    const json dragged = filter_of(window.state());
    ASSERT_TRUE(dragged.at("from").is_string());
    EXPECT_TRUE(dragged.at("to").is_null());
    const ProcessResult query = run_process(
        BORDERMAP_EXE, {"query", "--json", "--as-of", "2026-01-15", "--from", dragged.at("from").get<std::string>()});
    EXPECT_EQ(json::parse(query.out).at("counts"), window.state().at("selection").at("counts"));
    window.key("ctrl+z");
    EXPECT_TRUE(filter_of(window.state()).at("from").is_null());
    window.key("ctrl+shift+z");
    EXPECT_EQ(filter_of(window.state()).at("from"), dragged.at("from"));
}

TEST(Window, PlayMovesTheWindowMonthByMonthAndStops) {
    const Window window{{"--from", "2025-01-01", "--to", "2025-01-31"}};
    window.click(window.widget("timeline.speed.2"));
    const Point play = window.widget("timeline.play");
    window.move(play);
    window.settle();
    window.press();  // click() would wait for a rest that does not come
    EXPECT_TRUE(window.wait("the play has gone on for two months", [](const json& state) {
        return state.at("playing") == true && filter_of(state).at("from") >= "2025-03-01";
    }));
    const auto place = window.state().at("camera");
    window.key("space");
    const json state = window.settle();
    EXPECT_EQ(state.at("playing"), false);
    EXPECT_EQ(filter_of(state).at("from").get<std::string>().substr(7), "-01");
    EXPECT_EQ(state.at("camera").at("metres_across"), place.at("metres_across")) << "a play does not move the map";
    window.key("ctrl+z");
    EXPECT_EQ(filter_of(window.state()).at("from"), "2025-01-01") << "a play is one step";
}

TEST(Window, TheWheelZoomsAtThePointerAndADragMovesTheGround) {
    const Window window;
    const Point at{800, 300};
    const auto ground = [&] {
        window.move({at.x + 1, at.y});
        window.move(at);
        return window.settle();
    };
    const json before = ground();
    window.wheel(at, 4);
    const json after = ground();
    EXPECT_NEAR(after.at("camera").at("metres_per_px").get<double>(),
                before.at("camera").at("metres_per_px").get<double>() / std::pow(1.25, 4), 1.0);
    EXPECT_NEAR(after.at("cursor").at("lon").get<double>(), before.at("cursor").at("lon").get<double>(), 0.004);
    EXPECT_NEAR(after.at("cursor").at("lat").get<double>(), before.at("cursor").at("lat").get<double>(), 0.004);
    window.drag(at, {at.x - 150, at.y + 90});
    window.move({at.x - 149, at.y + 90});
    window.move({at.x - 150, at.y + 90});
    const json moved = window.settle();
    EXPECT_NEAR(moved.at("cursor").at("lon").get<double>(), after.at("cursor").at("lon").get<double>(), 0.004);
    EXPECT_NEAR(moved.at("cursor").at("lat").get<double>(), after.at("cursor").at("lat").get<double>(), 0.004);
}

TEST(Window, ADragThatLeavesTheWindowGoesOn) {
    const Window window;
    const double before = window.state().at("camera").at("lon").get<double>();
    window.drag({700, 400}, {1500, 400});  // the window ends at 1280
    const json state = window.state();
    const double px = state.at("camera").at("metres_per_px").get<double>();
    EXPECT_NEAR((before - state.at("camera").at("lon").get<double>()) * 106'000, 800 * px, 0.05 * 800 * px);
}

TEST(Window, TheAsOfDateSwitchesTheBoundaries) {
    const Window window{{"--as-of", "2025-07-10"}};
    EXPECT_EQ(window.state().at("selection").at("boundaries").at("VN").at("1"), 34);
    window.key("bracketleft");
    EXPECT_EQ(filter_of(window.state()).at("as_of"), "2025-06-10");
    EXPECT_EQ(window.state().at("selection").at("boundaries").at("VN").at("1"), 63);
    window.key("bracketright");
    EXPECT_EQ(window.state().at("selection").at("boundaries").at("VN").at("1"), 34);
}

TEST(Window, SearchFindsAPlaceByAnAliasAndGoesThere) {
    const Window window;
    const double before = window.state().at("camera").at("metres_across");
    window.key("ctrl+f");
    window.type("xepon");
    window.key("Return");
    const json state = window.settle();
    ASSERT_FALSE(state.at("selected").is_null());
    EXPECT_EQ(state.at("selected").at("id"), "LA-1305") << "Sepon district";
    EXPECT_LT(state.at("camera").at("metres_across").get<double>(), before / 2);
    EXPECT_THAT(filter_of(state).at("places"), ElementsAre()) << "letters that are typed are not commands";
}

TEST(Window, ExportsByKeyboardWhatASnapshotDraws) {
    const Window window{{"--province", "LA-SV"}};
    const std::string path = window.folder().file("by-window.png");
    window.key("ctrl+e");
    EXPECT_EQ(window.state().at("window").at("dialog"), "export");
    window.key("ctrl+a");
    window.type(path);
    window.key("Return");
    ASSERT_TRUE(window.wait("the picture is written",
                            [](const json& state) { return state.at("export").at("state") == "done"; }));
    EXPECT_EQ(window.state().at("export").at("path"), path);
    const std::string headless = window.folder().file("headless.png");
    const ProcessResult snapshot = run_process(BORDERMAP_EXE, {"snapshot", "-o", headless, "--as-of", "2026-01-15",
                                                               "--province", "LA-SV", "--size", "1920x1080"});
    ASSERT_EQ(snapshot.exit_code, 0) << snapshot.err;
    EXPECT_EQ(share_different(read_picture(path, window.folder()), read_picture(headless, window.folder()), 0), 0.0);
    window.key("Escape");
    EXPECT_EQ(window.state().at("window").at("dialog"), "");
}

TEST(Window, ExportIntoAFolderThatIsNotThereIsRefusedInWords) {
    const Window window;
    window.key("ctrl+e");
    window.key("ctrl+a");
    window.type(window.folder().file("nowhere/map.png"));
    window.key("Return");
    EXPECT_EQ(window.state().at("export").at("state"), "idle");
    EXPECT_EQ(window.state().at("window").at("dialog"), "export") << "the dialog stays and says why";
}

TEST(Window, PresentModeIsThePictureOfASnapshot) {
    for (const std::string province : {"", "LA-SV"}) {
        std::vector<std::string> same{"--as-of", "2026-01-15"};
        if (!province.empty()) {
            same.insert(same.end(), {"--province", province});
        }
        Window window{same};
        window.key("F11");
        const json state = window.settle();
        ASSERT_EQ(state.at("window").at("presenting"), true);
        const Screenshot screen = window.screenshot();
        ASSERT_EQ(screen.width, state.at("window").at("width").get<int>()) << "the whole screen";
        const std::string headless = window.folder().file("headless.png");
        std::vector<std::string> arguments{"snapshot", "-o", headless, "--size",
                                           std::to_string(screen.width) + "x" + std::to_string(screen.height)};
        arguments.insert(arguments.end(), same.begin(), same.end());
        const ProcessResult snapshot = run_process(BORDERMAP_EXE, arguments);
        ASSERT_EQ(snapshot.exit_code, 0) << snapshot.err;
        const Screenshot drawn = read_picture(headless, window.folder());
        EXPECT_LE(share_different(screen, drawn, 2), 1e-5) << "province: " << province;
        window.key("F11");
        EXPECT_EQ(window.state().at("window").at("presenting"), false);
        EXPECT_EQ(window.state().at("window").at("width"), 1280);
        EXPECT_GT(share_different(window.screenshot(), drawn, 2), 0.05) << "with panels it is another picture";
    }
}

TEST(Window, PanelsHideAndTheGroundStays) {
    const Window window;
    window.wheel({800, 300}, 3);  // a camera of its own: nothing is fitted any more
    const auto look = [&] {
        window.move({801, 300});
        window.move({800, 300});
        return window.settle();
    };
    const json before = look();
    window.key("h");
    const json hidden = look();
    EXPECT_EQ(hidden.at("window").at("panels"), false);
    EXPECT_FALSE(hidden.at("widgets").contains("panel.left"));
    EXPECT_NEAR(hidden.at("cursor").at("lon").get<double>(), before.at("cursor").at("lon").get<double>(), 1e-3);
    EXPECT_NEAR(hidden.at("camera").at("metres_per_px").get<double>(),
                before.at("camera").at("metres_per_px").get<double>(), 0.01);
    window.key("Tab");
    EXPECT_EQ(window.state().at("window").at("panels"), true);
}

TEST(Window, ThemeAndLanguageByKeyEveryWordInThreeLanguages) {
    const Window window;
    window.key("t");
    EXPECT_EQ(window.state().at("session").at("theme"), "dark");
    window.key("l");
    EXPECT_THAT(window.state().at("headline").get<std::string>(), HasSubstr("Toàn tuyến biên giới"));
    window.key("l");
    EXPECT_EQ(window.state().at("session").at("language"), "lo");
    window.key("l");
    EXPECT_EQ(window.state().at("session").at("language"), "en");
}

TEST(Window, ThemeFilesAreReadAgainOnAKeyAndWhenTheWindowComesToTheFront) {
    const TemporaryFolder themes;
    std::string good = read_text(std::string(BORDERMAP_SOURCE_DIR) + "/app/cartography/themes/light.json");
    const auto with_sea = [&](const std::string& colour) {
        std::string text = good;
        for (const auto& [what, by] :
             {std::pair<std::string, std::string>{"\"light\"", "\"plate\""}, {"#dfe9ee", colour}}) {
            text.replace(text.find(what), what.size(), by);
        }
        return text;
    };
    themes.write("plate.json", with_sea("#2040ff"));
    const Window window{{"--theme", "plate", "--themes", themes.path().string()}};
    window.key("h");
    const auto blue = [&] {
        window.settle();
        const Screenshot shot = window.screenshot();
        std::size_t count = 0;
        for (std::size_t i = 0; i + 2 < shot.rgb.size(); i += 3) {
            count += shot.rgb[i] == 0x20 && shot.rgb[i + 1] == 0x40 && shot.rgb[i + 2] == 0xff ? 1 : 0;
        }
        return count;
    };
    EXPECT_GT(blue(), 1000U);
    themes.write("plate.json", with_sea("#dd2222"));
    window.key("F5");
    EXPECT_EQ(blue(), 0U);
    themes.write("plate.json", with_sea("blue"));
    window.key("F5");
    EXPECT_THAT(window.state().at("message").get<std::string>(), HasSubstr("plate.json: colours.sea: not a colour"));
    EXPECT_EQ(blue(), 0U);

    const auto focus = [](const std::vector<std::string>& of) {
        std::vector<std::string> arguments{"search"};
        arguments.insert(arguments.end(), of.begin(), of.end());
        arguments.emplace_back("windowfocus");
        EXPECT_EQ(run_process("xdotool", arguments).exit_code, 0);
    };
    const auto away_and_back = [&] {
        focus({"--maxdepth", "0", ".*"});
        focus({"--onlyvisible", "--class", "bordermap"});
    };
    themes.write("plate.json", with_sea("#2040ff"));
    away_and_back();
    EXPECT_TRUE(window.wait("the file to be read", [](const json& state) {
        return state.at("message").get<std::string>().find("again") != std::string::npos;
    }));
    EXPECT_GT(blue(), 1000U);
    window.key("t");  // from one of one's own, the last, to the first
    EXPECT_EQ(window.state().at("session").at("theme"), "light");
}

TEST(Window, RemembersThemeAndSizeAndIgnoresADamagedFile) {
    const TemporaryFolder config;
    ::setenv("XDG_CONFIG_HOME", config.path().c_str(), 1);
    {
        Window window{{"--remember"}};
        window.key("t");
        EXPECT_EQ(window.close(), 0);
    }
    {
        Window window{{"--remember"}};
        EXPECT_EQ(window.state().at("session").at("theme"), "dark");
        EXPECT_EQ(window.close(), 0);
    }
    config.write("bordermap/state.json", "{ damaged");
    {
        Window window{{"--remember"}};
        EXPECT_EQ(window.state().at("session").at("theme"), "light");
        EXPECT_THAT(window.state().at("message").get<std::string>(), HasSubstr("state.json"));
        EXPECT_EQ(window.close(), 0);
    }
    ::unsetenv("XDG_CONFIG_HOME");
}

TEST(Window, ProblemsOfTheDataAreListedAndTheRestIsShown) {
    const TemporaryFolder data;
    for (const auto& entry : std::filesystem::directory_iterator(std::string(BORDERMAP_GEODATA_DIR) + "/records")) {
        std::filesystem::copy(entry.path(), data.path() / entry.path().filename());
    }
    std::ofstream(data.file("incidents.csv"), std::ios::app) << "SYNTHETIC-1,INC.NO.SUCH,not a date\n";
    const Window window{
        {"--data", data.path().string(), "--boundaries", std::string(BORDERMAP_GEODATA_DIR) + "/boundaries"}};
    EXPECT_GT(window.state().at("problems").get<int>(), 0);
    EXPECT_GT(window.state().at("selection").at("incidents").get<int>(), 80);
    window.click(window.widget("problems"));
    EXPECT_EQ(window.state().at("window").at("dialog"), "problems");
    window.key("Escape");
    EXPECT_EQ(window.state().at("window").at("dialog"), "");
}

TEST(Window, TheMeetingsModeShowsItsListAndARowSelectsTheAgreement) {
    const Window window;
    window.key("5");
    json state = window.state();
    EXPECT_EQ(state.at("session").at("mode"), "meetings");
    ASSERT_FALSE(state.at("meetings").empty());
    const std::string agreement = state.at("meetings").front().at("agreement");
    window.click(window.widget("meeting." + agreement));
    state = window.state();
    EXPECT_EQ(state.at("selected").at("kind"), "agreement");
    EXPECT_EQ(state.at("selected").at("id"), agreement);
    window.key("1");
    EXPECT_EQ(window.state().at("session").at("mode"), "overview");
    window.key("m");
    EXPECT_TRUE(window.state().at("widgets").contains("meeting." + agreement)) << "the list is there in every mode";
}

TEST(Window, WhatIsFittedLiesBesideTheDetailsPanel) {
    const Window window;
    window.key("5");
    window.click(window.widget("meeting.A-COOP-068"));
    window.settle();
    // Both parties can be clicked: neither lies under a panel.
    const Point east = window.target("symbols", "U-VN-QT-KA-TUP");
    const Point west = window.target("symbols", "U-LA-SV-KA-TUP-2");
    EXPECT_LT(west.x, east.x);
    window.click(east);
    EXPECT_EQ(window.state().at("selected").at("id"), "U-VN-QT-KA-TUP");
}

TEST(Window, TheUndatedAreListedByTheirSlot) {
    const Window window;
    window.click(window.widget("timeline.undated"));
    const json state = window.state();
    ASSERT_EQ(state.at("listed").size(), 3U);
    EXPECT_TRUE(state.at("listed").at(0).empty());
    EXPECT_TRUE(state.at("listed").at(1).empty());
    EXPECT_EQ(state.at("listed").at(2).size(), state.at("selection").at("counts").at("undated").get<std::size_t>());
    EXPECT_GT(state.at("listed").at(2).size(), 0U);
}

TEST(Window, ANumberOfTheFilterOpensItsRecords) {
    const Window window;
    std::string number;
    const json before = window.state();
    for (const auto& [name, rect] : before.at("widgets").items()) {
        if (name.starts_with("place.") && name.ends_with(".count")) {
            number = name;
            break;
        }
    }
    ASSERT_FALSE(number.empty());
    window.click(window.widget(number));
    const json state = window.state();
    std::size_t listed = 0;
    for (const json& part : state.at("listed")) {
        listed += part.size();
    }
    const std::string place = number.substr(6, number.size() - 12);
    const ProcessResult query = run_process(BORDERMAP_EXE, {"query", "--json", "--as-of", "2026-01-15"});
    const auto counted = json::parse(query.out).at("counts").at("incidents_by_province").at(place).get<std::size_t>();
    EXPECT_GT(listed, 0U);
    EXPECT_EQ(listed, counted);
    EXPECT_THAT(filter_of(state).at("places"), ElementsAre()) << "looking changes no filter";
}

/// Every id of the list of results.
std::vector<std::string> listed_of(const json& state) {
    std::vector<std::string> ids;
    for (const json& part : state.at("listed")) {
        for (const json& id : part) {
            ids.push_back(id);
        }
    }
    return ids;
}

TEST(Window, ADayOfTheLaneOfAgreementsListsThoseThatLiveOnIt) {
    const Window window;
    const json widgets = window.state().at("widgets");
    const json& lane = widgets.at("timeline.lives");
    const auto at = [&](double share) {
        return Point{static_cast<int>(lane[0].get<double>() + share * lane[2].get<double>()),
                     window.widget("timeline.lives").y};
    };
    window.click(at(0.95));
    const json late = window.state();
    const std::vector<std::string> now = listed_of(late);
    ASSERT_FALSE(now.empty());
    EXPECT_LE(now.size(), late.at("selection").at("agreements").get<std::size_t>());
    EXPECT_THAT(now, testing::Each(testing::StartsWith("A-")));
    EXPECT_TRUE(late.at("listed").at(2).empty()) << "without a date none lives on a day";
    window.click(at(0.1));
    const std::vector<std::string> before = listed_of(window.state());
    ASSERT_FALSE(before.empty());
    EXPECT_LT(before.size(), now.size());
    window.drag(at(0.5), at(0.7));
    EXPECT_TRUE(filter_of(window.state()).at("from").is_null()) << "looking changes no filter";
    EXPECT_TRUE(filter_of(window.state()).at("to").is_null());
}

TEST(Window, ATooltipIsSeenWhereThePointerRests) {
    const Window window;
    window.move({640, 795});  // of the status bar, where nothing is
    window.settle();
    const Screenshot without = window.screenshot();
    window.move(window.widget("timeline.lives"));
    window.settle();
    EXPECT_GT(share_different(without, window.screenshot(), 8), 0.0005);
}

TEST(Window, TheNumberOfProvincesListsThoseOfTheDayByName) {
    const Window window{{"--as-of", "2025-07-10"}};
    window.click(window.widget("status.provinces.VN"));
    EXPECT_EQ(listed_of(window.state()).size(), 34U);
    window.key("bracketleft");  // 10 June: before the reform
    EXPECT_EQ(listed_of(window.state()).size(), 63U);
    window.click(window.widget("status.provinces.LA"));
    const std::vector<std::string> english = listed_of(window.state());
    EXPECT_EQ(english.size(), 18U);
    window.key("l");
    window.key("l");
    const std::vector<std::string> lao = listed_of(window.state());
    EXPECT_THAT(lao, testing::UnorderedElementsAreArray(english));
    EXPECT_NE(lao, english) << "in the order of the names that are shown";
    window.click(window.widget("result." + lao.at(1)));
    const json state = window.state();
    EXPECT_EQ(state.at("selected").at("kind"), "boundary");
    EXPECT_EQ(state.at("selected").at("id"), lao.at(1));
    EXPECT_THAT(filter_of(state).at("places"), ElementsAre()) << "looking changes no filter";
}

TEST(Window, AnArcOfARingListsItsCategoryAndTheMiddleAll) {
    const Window window;
    window.key("4");  // incidents
    const json before = window.settle();
    json ring;
    for (const json& each : before.at("targets").at("rings")) {
        if (ring.is_null() || each.at("arcs").size() > ring.at("arcs").size()) {
            ring = each;
        }
    }
    ASSERT_FALSE(ring.is_null());
    ASSERT_GE(ring.at("arcs").size(), 2U);
    const auto listed_at = [&](const json& target) {
        window.click({target.at("at").at(0), target.at("at").at(1)});
        return listed_of(window.settle());
    };
    std::vector<std::string> arcs;
    for (const json& arc : ring.at("arcs")) {
        const std::vector<std::string> listed = listed_at(arc);
        EXPECT_EQ(listed.size(), arc.at("records").get<std::size_t>());
        EXPECT_LT(listed.size(), ring.at("records").get<std::size_t>());
        for (const std::string& id : listed) {
            EXPECT_THAT(arcs, testing::Not(testing::Contains(id))) << "one record is in one arc";
        }
        arcs.insert(arcs.end(), listed.begin(), listed.end());
    }
    EXPECT_EQ(window.state().at("targets").at("symbols"), before.at("targets").at("symbols")) << "no fan opens";
    const std::vector<std::string> all = listed_at(ring);
    EXPECT_EQ(all.size(), ring.at("records").get<std::size_t>());
    EXPECT_THAT(all, testing::IsSupersetOf(arcs));
}

TEST(Window, ARingListsItsRecordsOpensAndParts) {
    const Window window;
    window.key("4");  // incidents
    json state = window.settle();
    const auto largest_of_at_most = [&](std::size_t most) {
        json best;
        for (const json& ring : state.at("targets").at("rings")) {
            const auto records = ring.at("records").get<std::size_t>();
            if (records <= most && (best.is_null() || records > best.at("records").get<std::size_t>())) {
                best = ring;
            }
        }
        return best;
    };
    const auto at = [](const json& ring) { return Point{ring.at("at").at(0), ring.at("at").at(1)}; };
    const auto listed = [&] {
        std::size_t count = 0;
        for (const json& part : state.at("listed")) {
            count += part.size();
        }
        return count;
    };
    const auto incidents_on_the_map = [&] {
        std::vector<std::string> ids;
        for (const auto& [id, px] : state.at("targets").at("symbols").items()) {
            if (id.starts_with("INC-")) {
                ids.push_back(id);
            }
        }
        return ids;
    };
    // More than a fan holds: every record in the list.
    const json large = largest_of_at_most(1000);
    ASSERT_GT(large.at("records").get<std::size_t>(), 16U);
    window.click(at(large));
    state = window.settle();
    EXPECT_EQ(listed(), large.at("records").get<std::size_t>());
    EXPECT_TRUE(incidents_on_the_map().empty());
    EXPECT_TRUE(state.at("selected").is_null()) << "none of them is selected more than the others";
    // A zoom in parts it.
    json fan;
    for (int step = 0; step < 8 && (fan.is_null() || fan.at("records").get<std::size_t>() < 8); ++step) {
        window.wheel(at(largest_of_at_most(1000)), 3);
        state = window.settle();
        fan = largest_of_at_most(16);
    }
    ASSERT_FALSE(fan.is_null());
    ASSERT_GE(fan.at("records").get<std::size_t>(), 8U);
    window.drag(at(fan), {620, 400});  // where no panel will cover it
    state = window.settle();
    fan = largest_of_at_most(16);
    // A click opens it: each incident beside the ring, and in the list.
    window.click(at(fan));
    state = window.settle();
    EXPECT_EQ(listed(), fan.at("records").get<std::size_t>());
    const std::vector<std::string> fanned = incidents_on_the_map();
    EXPECT_EQ(fanned.size(), fan.at("records").get<std::size_t>());
    ASSERT_FALSE(fanned.empty());
    window.click(window.target("symbols", fanned.front()));
    state = window.settle();
    EXPECT_EQ(state.at("selected").at("id"), fanned.front());
    EXPECT_EQ(incidents_on_the_map().size(), fanned.size()) << "it stays open";
    // Escape folds it up, and lets go of the incident.
    window.key("Escape");
    window.key("Escape");
    state = window.settle();
    EXPECT_TRUE(incidents_on_the_map().empty());
}

TEST(Window, AFilterIsNarrowedToTheOldUnitAndBack) {
    const Window window{{"--province", "VN-44"}};
    json state = window.state();
    std::string old_unit;
    for (const auto& [name, rect] : state.at("widgets").items()) {
        if (name.starts_with("heritage.VN63")) {
            old_unit = name.substr(std::string("heritage.").size());
            break;
        }
    }
    ASSERT_FALSE(old_unit.empty());
    const json whole = state.at("selection");
    window.click(window.widget("heritage." + old_unit));
    state = window.state();
    EXPECT_THAT(filter_of(state).at("places"), ElementsAre(old_unit));
    EXPECT_EQ(filter_of(state).at("lineage"), false);
    EXPECT_LE(state.at("selection").at("incidents").get<int>(), whole.at("incidents").get<int>());
    window.click(window.widget("heritage.back"));
    state = window.state();
    EXPECT_THAT(filter_of(state).at("places"), ElementsAre("VN-44"));
    EXPECT_EQ(state.at("selection"), whole);
}

TEST(Window, TheDisclaimerIsEditedAndTakenBack) {
    const Window window;
    window.key("ctrl+e");
    window.click(window.widget("export.disclaimer"));
    window.type("Boundaries for the exercise only");
    EXPECT_EQ(window.state().at("session").at("disclaimer"), "Boundaries for the exercise only");
    window.click(window.widget("export.disclaimer.reset"));
    EXPECT_EQ(window.state().at("session").value("disclaimer", ""), "");
}

}  // namespace
}  // namespace bordermap::test
