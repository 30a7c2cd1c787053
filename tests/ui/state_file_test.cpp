#include "ui/state_file.hpp"

#include "support/process.hpp"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bordermap::ui {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

RememberedState full_state() {
    RememberedState state;
    state.width = 1720;
    state.height = 980;
    state.maximised = true;
    state.panels = false;
    state.left_open = false;
    state.left_tab = 1;
    state.theme = "dark";
    state.language = "lo";
    state.export_folder = "/srv/tranh ảnh";
    state.recent_filters = {{"Quảng Trị · 2025", R"({"a":1})"}, {"ສະຫວັນນະເຂດ", R"({"b":2})"}};
    return state;
}

TEST(StateFile, WhatIsSavedIsLoaded) {
    const test::TemporaryFolder folder;
    const std::string path = folder.file("new/folder/state.json");
    save_state(path, full_state());
    std::string message;
    EXPECT_EQ(load_state(path, &message), full_state());
    EXPECT_THAT(message, IsEmpty());
}

TEST(StateFile, AMissingFileIsTheDefaultWithoutAWord) {
    const test::TemporaryFolder folder;
    std::string message;
    EXPECT_EQ(load_state(folder.file("none.json"), &message), RememberedState{});
    EXPECT_THAT(message, IsEmpty());
}

TEST(StateFile, EveryDamageIsTheDefaultAndIsSaid) {
    const test::TemporaryFolder folder;
    save_state(folder.file("good.json"), full_state());
    const std::string good = test::read_text(folder.file("good.json"));
    std::vector<std::string> damaged{"",
                                     "{",
                                     "null",
                                     "[]",
                                     "{}",
                                     R"({"format": "other"})",
                                     R"({"format": "bordermap-window", "width": "wide"})",
                                     R"({"format": "bordermap-window", "recent_filters": [1]})",
                                     std::string("\0\xff\xfe", 3)};
    for (std::size_t cut = 1; cut + 2 < good.size(); cut += 17) {
        damaged.push_back(good.substr(0, cut));
    }
    for (const std::string& text : damaged) {
        const std::string path = folder.write("state.json", text);
        std::string message;
        EXPECT_EQ(load_state(path, &message), RememberedState{}) << text;
        EXPECT_THAT(message, HasSubstr(path)) << text;
    }
}

TEST(StateFile, ASizeThatNoMonitorHasIsForgotten) {
    const test::TemporaryFolder folder;
    RememberedState state = full_state();
    state.width = 12;
    save_state(folder.file("state.json"), state);
    const RememberedState loaded = load_state(folder.file("state.json"));
    EXPECT_EQ(loaded.width, 0);
    EXPECT_EQ(loaded.height, 0);
    EXPECT_EQ(loaded.theme, "dark");
}

TEST(StateFile, AFolderThatCannotBeMadeIsNamed) {
    const test::TemporaryFolder folder;
    const std::string blocked = folder.write("file", "x") + "/state.json";
    try {
        save_state(blocked, full_state());
        FAIL() << "wrote into a file as if it were a folder";
    } catch (const std::runtime_error& error) {
        EXPECT_THAT(error.what(), HasSubstr(blocked));
    }
}

TEST(RecentFilters, NewestFirstEachOnceAndNotTooMany) {
    RememberedState state;
    for (int i = 0; i < 20; ++i) {
        remember_filter(state, {"words " + std::to_string(i), "filter " + std::to_string(i % 10)});
    }
    EXPECT_EQ(state.recent_filters.size(), RememberedState::kMostRecent);
    EXPECT_EQ(state.recent_filters.front().words, "words 19");
    remember_filter(state, {"again", "filter 17"});
    remember_filter(state, {"again", "filter 5"});
    EXPECT_EQ(state.recent_filters.front().filter, "filter 5");
    EXPECT_EQ(std::count_if(state.recent_filters.begin(), state.recent_filters.end(),
                            [](const RecentFilter& filter) { return filter.filter == "filter 5"; }),
              1);
}

}  // namespace
}  // namespace bordermap::ui
