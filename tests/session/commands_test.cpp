#include "session/commands.hpp"

#include <gtest/gtest.h>
#include <random>
#include <set>

namespace bordermap::session {
namespace {

/// Two synthetic provinces, a category, an area and a unit: enough for every command to have something to name.
std::shared_ptr<const model::Dataset> synthetic_dataset() {
    auto dataset = std::make_shared<model::Dataset>();
    for (const char* id : {"P1", "P2"}) {
        model::AdminUnit province;
        province.id = id;
        province.level = 1;
        province.country = model::Country::Laos;
        province.name.en = std::string("Synthetic ") + id;
        dataset->boundaries.push_back(province);
        dataset->boundary_polygons.feature_rings.push_back(0);
    }
    model::Term category;
    category.id = "INC.TOC.DRUG";
    category.name.en = "drug trafficking";
    dataset->categories.push_back(category);
    model::Term area;
    area.id = "COOP.INFO";
    area.name.en = "information";
    dataset->areas.push_back(area);
    model::Unit unit;
    unit.id = "U1";
    unit.kind = "army";
    unit.name.en = "Synthetic unit";
    dataset->units.push_back(unit);
    model::link(*dataset, [](const model::Problem& problem) { ADD_FAILURE() << model::format_problem(problem); });
    return dataset;
}

class Commands : public testing::Test {
protected:
    std::shared_ptr<const model::Dataset> dataset_ = synthetic_dataset();
    query::QueryIndex index_{dataset_};
    query::Gazetteer gazetteer_{*dataset_};
    Context context_{index_, gazetteer_};
    Session initial_ = make_session(*model::parse_day("2026-01-15"));

    [[nodiscard]] Session after(const Command& command) const { return apply(initial_, command, context_); }
};

/// One valid call of every command, each of which changes the initial Session.
std::vector<Command> one_of_each() {
    return {{"classing", {{"name", "natural"}}},
            {"disclaimer", {{"text", "For this audience only"}}},
            {"filter.area.toggle", {{"id", "COOP.INFO"}}},
            {"filter.as_of", {{"day", "2024-06-01"}}},
            {"filter.category.toggle", {{"id", "INC.TOC.DRUG"}}},
            {"filter.ended", {{"on", true}}},
            {"filter.kind.toggle", {{"kind", "army"}}},
            {"filter.lineage", {{"on", false}}},
            {"filter.place.set", {{"ids", {"P1", "P2"}}}},
            {"filter.place.toggle", {{"id", "P1"}}},
            {"filter.text", {{"text", "gold"}}},
            {"filter.window", {{"from", "2025-07-01"}, {"to", nullptr}}},
            {"incidents", {{"name", "choropleth"}}},
            {"language", {{"code", "lo"}}},
            {"language.next", nlohmann::json::object()},
            {"layer", {{"name", "towns"}, {"on", false}}},
            {"measure", {{"name", "area"}}},
            {"mode", {{"name", "meetings"}}},
            {"sea_names", {{"name", "viet_nam"}}},
            {"select", {{"kind", "unit"}, {"id", "U1"}}},
            {"theme", {{"name", "dark"}}},
            {"title", {{"text", "Briefing"}}},
            {"view.camera", {{"lon", 106.0}, {"lat", 16.5}, {"metres_across", 90000.0}}},
            {"view.fit_all", nlohmann::json::object()},
            {"view.fit_selected", nlohmann::json::object()}};
}

TEST_F(Commands, EachChangesTheSession) {
    for (const Command& command : one_of_each()) {
        EXPECT_NE(after(command), initial_) << command.name;
    }
}

TEST_F(Commands, TheListNamesEachOnceSortedAndDescribed) {
    std::set<std::string_view> names;
    std::string_view before;
    for (const CommandInfo& info : commands()) {
        EXPECT_LT(before, info.name);
        EXPECT_FALSE(info.summary.empty()) << info.name;
        before = info.name;
        names.insert(info.name);
    }
    for (const Command& command : one_of_each()) {
        EXPECT_TRUE(names.contains(command.name)) << command.name;
    }
    EXPECT_EQ(names.size(), one_of_each().size() + 3);  // and filter.clear, select.none, view.fit_filter
}

TEST_F(Commands, RefuseWhatTheyCannotDoAndSayWhy) {
    const Command faults[] = {{"no.such", {}},
                              {"filter.place.toggle", {{"id", "nowhere"}}},
                              {"filter.place.toggle", {}},
                              {"filter.place.set", {{"ids", "P1"}}},
                              {"filter.window", {{"from", "2026-02-30"}, {"to", nullptr}}},
                              {"filter.as_of", {{"day", nullptr}}},
                              {"language", {{"code", "fr"}}},
                              {"layer", {{"name", "clouds"}, {"on", true}}},
                              {"select", {{"kind", "unit"}, {"id", "nobody"}}},
                              {"view.camera", {{"lon", 106.0}, {"lat", 95.0}, {"metres_across", 1.0}}},
                              {"view.camera", {{"lon", "east"}, {"lat", 5.0}, {"metres_across", 1.0}}}};
    for (const Command& command : faults) {
        try {
            static_cast<void>(after(command));
            ADD_FAILURE() << command.name << " " << command.args.dump();
        } catch (const std::invalid_argument& error) {
            EXPECT_NE(std::string(error.what()).find(command.name), std::string::npos) << error.what();
        }
    }
}

TEST_F(Commands, ToggleTwiceIsNothing) {
    const Command toggle{"filter.place.toggle", {{"id", "P2"}}};
    EXPECT_EQ(apply(after(toggle), toggle, context_), initial_);
}

TEST_F(Commands, ClearKeepsTheAsOfDate) {
    Session session = after({"filter.as_of", {{"day", "2024-06-01"}}});
    session = apply(session, {"filter.place.toggle", {{"id", "P1"}}}, context_);
    session = apply(session, {"filter.clear", {}}, context_);
    EXPECT_TRUE(session.filter.passes_all());
    EXPECT_EQ(session.filter.as_of, *model::parse_day("2024-06-01"));
}

TEST_F(Commands, WindowEndsDraggedPastEachOtherChangePlaces) {
    const Session session = after({"filter.window", {{"from", "2026-01-01"}, {"to", "2025-01-01"}}});
    EXPECT_EQ(session.filter.from, model::parse_day("2025-01-01"));
    EXPECT_EQ(session.filter.to, model::parse_day("2026-01-01"));
}

TEST_F(Commands, HistoryJoinsADragIntoOneStep) {
    History history(initial_);
    for (int day = 1; day <= 20; ++day) {
        history.run({"filter.as_of", {{"day", "2025-03-" + std::string(day < 10 ? "0" : "") + std::to_string(day)}}},
                    context_);
    }
    history.end_run();
    history.run({"filter.as_of", {{"day", "2025-04-01"}}}, context_);
    EXPECT_TRUE(history.undo());
    EXPECT_EQ(history.current().filter.as_of, *model::parse_day("2025-03-20"));
    EXPECT_TRUE(history.undo());
    EXPECT_EQ(history.current(), initial_);
    EXPECT_FALSE(history.undo());
}

TEST_F(Commands, HistoryHasNoStepForWhatChangedNothing) {
    History history(initial_);
    history.run({"filter.clear", {}}, context_);
    EXPECT_FALSE(history.can_undo());
}

TEST_F(Commands, UndoDoesNotMoveTheCamera) {
    History history(initial_);
    history.run({"filter.place.toggle", {{"id", "P1"}}}, context_);
    history.run({"view.camera", {{"lon", 106.0}, {"lat", 16.5}, {"metres_across", 90000.0}}}, context_);
    EXPECT_EQ(history.undo_name(), "filter.place.toggle");
    EXPECT_TRUE(history.undo());
    EXPECT_TRUE(history.current().filter.places.empty());
    ASSERT_TRUE(history.current().camera.has_value());
    EXPECT_EQ(history.current().camera->metres_across, 90000.0);
}

TEST_F(Commands, AnyRunOfCommandsCanBeUndoneAndRedone) {
    std::mt19937 random(20260115);
    const std::vector<Command> all = one_of_each();
    for (int round = 0; round < 50; ++round) {
        History history(initial_);
        for (int i = 0; i < 40; ++i) {
            history.run(all[random() % all.size()], context_);
        }
        const query::Filter last = history.current().filter;
        while (history.undo()) {
        }
        EXPECT_EQ(history.current().filter, initial_.filter);
        EXPECT_EQ(history.current().theme, initial_.theme);
        EXPECT_EQ(history.current().layers, initial_.layers);
        while (history.redo()) {
        }
        EXPECT_EQ(history.current().filter, last);
    }
}

}  // namespace
}  // namespace bordermap::session
