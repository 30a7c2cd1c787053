#include "session/session.hpp"

#include "model/atomic_file.hpp"
#include "support/process.hpp"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace bordermap::session {
namespace {

namespace fs = std::filesystem;

class SessionFile : public testing::Test {
protected:
    [[nodiscard]] std::string path(const char* name) const { return folder_.file(name); }
    void write(const char* name, const std::string& text) const { folder_.write(name, text); }
    [[nodiscard]] std::string refusal(const char* name) const {
        try {
            static_cast<void>(load_session(path(name)));
        } catch (const std::runtime_error& error) {
            return error.what();
        }
        return "";
    }

    test::TemporaryFolder folder_;
};

Session full_session() {
    Session session = make_session(*model::parse_day("2026-01-15"));
    session.filter.places = {"LA-SV", "VN-44"};
    session.filter.from = model::parse_day("2025-07-01");
    session.filter.to = model::parse_day("2026-01-15");
    session.filter.categories = {"INC.TOC.DRUG"};
    session.filter.areas = {"COOP.INFO"};
    session.filter.unit_kinds = {"army"};
    session.filter.text = "Khe Sanh \"ລາວ\"";
    session.camera = Camera{106.7, 16.6, 120'000};
    session.fit = Fit::Selected;
    session.theme = "dark";
    session.language = model::Language::Lao;
    session.show(Layer::Towns, false);
    session.selected_kind = model::RefKind::Unit;
    session.selected_id = "some-unit";
    session.title = "Tiêu đề";
    session.disclaimer = "ຂໍ້ຈຳກັດ";
    session.mode = Mode::Meetings;
    session.sea_names = SeaNames::Neutral;
    session.incident_style = IncidentStyle::Choropleth;
    session.measure = Measure::PerArea;
    session.classing = Classing::NaturalBreaks;
    session.filter.lineage = false;
    session.filter.ended = true;
    return session;
}

TEST_F(SessionFile, ReadsBackWhatWasWritten) {
    save_session(full_session(), path("a.json"));
    EXPECT_EQ(load_session(path("a.json")), full_session());
}

TEST_F(SessionFile, LeavesNothingBesideTheFileItWrote) {
    save_session(full_session(), path("a.json"));
    save_session(make_session(0), path("a.json"));
    EXPECT_EQ(std::distance(fs::directory_iterator(folder_.path()), fs::directory_iterator{}), 1);
    EXPECT_EQ(load_session(path("a.json")), make_session(0));
}

TEST_F(SessionFile, KeepsTheOldFileWhenTheNewOneCannotBeWritten) {
    EXPECT_THROW(save_session(full_session(), path("missing/a.json")), std::runtime_error);
    // A folder stands where the file should go: the rename fails after the temporary file was written.
    fs::create_directory(path("taken"));
    EXPECT_THROW(save_session(full_session(), path("taken")), std::runtime_error);
    EXPECT_EQ(std::distance(fs::directory_iterator(folder_.path()), fs::directory_iterator{}), 1);
}

TEST_F(SessionFile, IgnoresKeysThatItDoesNotKnow) {
    nlohmann::json json = to_json(full_session());
    json["later_feature"] = {1, 2};
    json["layers"].push_back("clouds");
    EXPECT_EQ(session_from_json(json), full_session());
}

TEST_F(SessionFile, RefusesANewerVersionPolitely) {
    nlohmann::json json = to_json(full_session());
    json["version"] = 99;
    write("a.json", json.dump());
    const std::string said = refusal("a.json");
    EXPECT_NE(said.find("a.json"), std::string::npos) << said;
    EXPECT_NE(said.find("newer"), std::string::npos) << said;
}

TEST_F(SessionFile, NamesTheKeyThatIsWrong) {
    const auto with = [](const char* pointer, const nlohmann::json& value) {
        nlohmann::json json = to_json(full_session());
        json[nlohmann::json::json_pointer(pointer)] = value;
        return json.dump();
    };
    const std::pair<const char*, nlohmann::json> faults[] = {{"/filter/as_of", "2026-02-30"},
                                                             {"/filter/places", "LA-SV"},
                                                             {"/filter/from", 12},
                                                             {"/camera/lon", 200},
                                                             {"/camera/metres_across", 0},
                                                             {"/camera/lat", "north"},
                                                             {"/language", "fr"},
                                                             {"/selected/kind", "satellite"},
                                                             {"/fit", "moon"},
                                                             {"/layers", {1, 2}},
                                                             {"/theme", nlohmann::json::object()}};
    for (const auto& [pointer, value] : faults) {
        write("a.json", with(pointer, value));
        const std::string key = std::string(pointer).substr(std::string(pointer).rfind('/') + 1);
        EXPECT_NE(refusal("a.json").find(key), std::string::npos) << pointer << ": " << refusal("a.json");
    }
}

TEST_F(SessionFile, RefusesWhatIsNoSession) {
    for (const char* text :
         {"", "{", "[]", "{}", "42", R"({"format":"something else","version":1})", R"({"format":7})"}) {
        write("a.json", text);
        EXPECT_NE(refusal("a.json"), "") << text;
    }
    EXPECT_NE(refusal("not-there.json").find("not-there.json"), std::string::npos);
}

TEST(Layers, HaveNamesThatReadBack) {
    for (unsigned i = 0; i < static_cast<unsigned>(Layer::Count); ++i) {
        const auto layer = static_cast<Layer>(i);
        EXPECT_EQ(parse_layer(layer_name(layer)), layer);
    }
    EXPECT_EQ(parse_layer("clouds"), std::nullopt);
}

TEST(AtomicFile, ReplacesTheWholeContent) {
    const test::TemporaryFolder folder;
    const std::string path = folder.file("file");
    model::write_file_atomically(path, "a long first content");
    model::write_file_atomically(path, "short");
    std::ifstream file(path);
    std::string text;
    std::getline(file, text);
    EXPECT_EQ(text, "short");
}

}  // namespace
}  // namespace bordermap::session
