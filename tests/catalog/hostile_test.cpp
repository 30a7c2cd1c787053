// What must not be opened, and files that are not what they claim. Nothing here may crash, hang or reach the network.
#include "catalog/write_data.hpp"

#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <random>
#include <sys/socket.h>
#include <unistd.h>

namespace bordermap {
namespace {

using test::all_problems;
using test::boundary;
using test::boundary_fields;
using test::find_problem;
using test::load_data;
using test::square_wkt;
using test::TemporaryFolder;
using test::write_layer;

struct Refused {
    const char* source;
    const char* words;
};
class RefusedSource : public testing::TestWithParam<Refused> {};

TEST_P(RefusedSource, IsNamedAndNothingIsLoaded) {
    const auto result = load_data({GetParam().source});
    ASSERT_EQ(result.problems.size(), 1U) << all_problems(result.problems);
    EXPECT_NE(find_problem(result.problems, GetParam().words), nullptr) << all_problems(result.problems);
    EXPECT_FALSE(result.problems[0].cure.empty());
    EXPECT_TRUE(result.has_errors());
    EXPECT_TRUE(result.layers.empty());
}

INSTANTIATE_TEST_SUITE_P(
    Hostile, RefusedSource,
    testing::Values(Refused{"/vsicurl/https://example.org/a.shp", "virtual file systems"},
                    Refused{"/vsizip/a.zip/b.shp", "virtual"}, Refused{"https://example.org/a.geojson", "network"},
                    Refused{"WFS:http://example.org", "network"}, Refused{"MYSQL:db,user=x", "connection strings"},
                    Refused{"GPKG:a.gpkg:t", "connection strings"}, Refused{"<OGRVRTDataSource/>", "inline"},
                    Refused{R"({"type":"FeatureCollection"})", "inline"}, Refused{"no/such/file.shp", "no such file"},
                    Refused{"", "empty"}),
    [](const auto& tested) { return "Source" + std::to_string(tested.index); });

TEST(Hostile, AVrtIsRefusedWhateverItsEnding) {
    const TemporaryFolder folder;
    folder.write("units.csv", "id,name_en,kind,country\nU1,a,military,VN\n");
    const std::string vrt = R"(<OGRVRTDataSource><OGRVRTLayer name="units"><SrcDataSource>)" +
                            folder.file("units.csv") + "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>" +
                            std::string(200, ' ');
    for (const auto* name : {"v/provinces.shp", "v/units.csv", "v/data.gpkg", "v/districts.geojson"}) {
        folder.write(name, vrt);
    }
    const auto result = load_data({folder.file("v")});
    EXPECT_TRUE(result.dataset->units.empty());
    for (const auto* name : {"provinces.shp", "units.csv", "data.gpkg", "districts.geojson"}) {
        EXPECT_NE(find_problem(result.problems, "VRT", name), nullptr) << name << all_problems(result.problems);
    }
    const auto other = load_data({folder.write("data.vrt", vrt)});
    EXPECT_NE(find_problem(other.problems, "not known from its ending", "data.vrt"), nullptr)
        << all_problems(other.problems);
}

TEST(Hostile, AGeoJsonCannotSendGdalToTheNetwork) {
    const TemporaryFolder folder;
    folder.write(
        "provinces.geojson",
        R"({"type":"FeatureCollection","crs":{"type":"url","properties":{"url":"http://127.0.0.1:9/crs"}},"features":[]})");
    const auto result = load_data({folder.path().string()});
    EXPECT_NE(find_problem(result.problems, "refused", "provinces.geojson"), nullptr) << all_problems(result.problems);
}

TEST(Hostile, FoldersAndFilesWithoutDataAreNamed) {
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder.path() / "nothing");
    const auto empty = load_data({folder.file("nothing")});
    EXPECT_NE(find_problem(empty.problems, "holds no data", "nothing"), nullptr) << all_problems(empty.problems);
    EXPECT_TRUE(empty.has_errors());

    folder.write("d/units.csv", "");
    folder.write("d/areas.csv", "id,name_en\nA,stays\n");
    std::filesystem::create_symlink("nowhere.csv", folder.path() / "d/gates.csv");
    folder.write("d/photo.xyz", "?");
    folder.write("d/lone.dbf", "?");
    const auto result = load_data({folder.file("d")});
    EXPECT_NE(find_problem(result.problems, "empty", "units.csv"), nullptr) << all_problems(result.problems);
    EXPECT_NE(find_problem(result.problems, "leads nowhere", "gates.csv"), nullptr) << all_problems(result.problems);
    EXPECT_NE(find_problem(result.problems, "not known from its ending", "photo.xyz"), nullptr);
    EXPECT_NE(find_problem(result.problems, ".shp that belongs", "lone.dbf"), nullptr);
    EXPECT_EQ(result.dataset->areas.size(), 1U);
}

TEST(Hostile, AnUnreadableFileIsNamed) {
    const TemporaryFolder folder;
    const auto path = folder.write("units.csv", "id,name_en,kind,country\n");
    std::filesystem::permissions(path, std::filesystem::perms::none);
    if (std::ifstream(path)) {
        GTEST_SKIP() << "this user reads every file";
    }
    const auto result = load_data({path});
    EXPECT_NE(find_problem(result.problems, "cannot be read", "units.csv"), nullptr) << all_problems(result.problems);
}

TEST(Hostile, Utf16AndArchivesAreNotTakenForText) {
    const TemporaryFolder folder;
    folder.write("units.csv", std::string("\xFF\xFEi\0d\0", 6));
    folder.write("areas.csv", "PK\x03\x04 zipped");
    folder.write("gates.csv", "\x1f\x8b gzipped");
    const auto result = load_data({folder.path().string()});
    EXPECT_NE(find_problem(result.problems, "UTF-16", "units.csv"), nullptr) << all_problems(result.problems);
    EXPECT_NE(find_problem(result.problems, "compressed", "areas.csv"), nullptr);
    EXPECT_NE(find_problem(result.problems, "compressed", "gates.csv"), nullptr);
}

class BrokenShapefile : public testing::Test {
protected:
    BrokenShapefile() {
        write_layer(
            folder_.file("provinces.shp"), "ESRI Shapefile",
            {"provinces",
             boundary_fields(),
             {boundary("A", 0, "VN", "", square_wkt(105, 16)), boundary("B", 0, "LA", "", square_wkt(103, 18))}});
    }
    TemporaryFolder folder_;
};

TEST_F(BrokenShapefile, WithoutItsIndexNamesTheCure) {
    std::filesystem::remove(folder_.file("provinces.shx"));
    const auto result = load_data({folder_.path().string()});
    const auto* problem = find_problem(result.problems, ".shx", "provinces.shp");
    ASSERT_NE(problem, nullptr) << all_problems(result.problems);
    EXPECT_NE(problem->cure.find("SHAPE_RESTORE_SHX"), std::string::npos);
    EXPECT_TRUE(result.dataset->boundaries.empty());
    EXPECT_FALSE(std::filesystem::exists(folder_.file("provinces.shx"))) << "loading must not write";
}

TEST_F(BrokenShapefile, WithoutItsTableIsNamed) {
    std::filesystem::remove(folder_.file("provinces.dbf"));
    const auto result = load_data({folder_.path().string()});
    EXPECT_NE(find_problem(result.problems, ".dbf", "provinces.shp"), nullptr) << all_problems(result.problems);
    EXPECT_TRUE(result.dataset->boundaries.empty());
}

TEST_F(BrokenShapefile, CutOffKeepsWhatIsWhole) {
    const auto path = folder_.file("provinces.shp");
    std::filesystem::resize_file(path, std::filesystem::file_size(path) - 40);
    const auto result = load_data({path});
    EXPECT_TRUE(result.has_errors()) << all_problems(result.problems);
    ASSERT_GE(result.dataset->boundaries.size(), 1U);
    EXPECT_EQ(result.dataset->boundaries[0].id, "A");
    EXPECT_EQ(result.dataset->boundary_polygons.feature_rings[1], 1U);
    std::filesystem::resize_file(path, 50);
    EXPECT_NE(find_problem(load_data({path}).problems, "cut off", "provinces.shp"), nullptr);
}

/// A port of this machine that nobody answers on: bound, and either not listening or listening and silent.
class SilentPort {
public:
    explicit SilentPort(bool listening) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof(address);
        auto* generic = reinterpret_cast<sockaddr*>(&address);  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
        const bool made = socket_ >= 0 && ::bind(socket_, generic, size) == 0 &&
                          ::getsockname(socket_, generic, &size) == 0 && (!listening || ::listen(socket_, 1) == 0);
        port_ = made ? ntohs(address.sin_port) : 0;
    }
    ~SilentPort() { ::close(socket_); }
    SilentPort(const SilentPort&) = delete;
    SilentPort& operator=(const SilentPort&) = delete;
    SilentPort(SilentPort&&) = delete;
    SilentPort& operator=(SilentPort&&) = delete;
    [[nodiscard]] int port() const { return port_; }

private:
    int socket_ = -1;
    int port_ = 0;
};

TEST(Database, AServerThatIsNotThereIsNamedWithItsCure) {
    const SilentPort closed(false);
    ASSERT_NE(closed.port(), 0);
    const auto source =
        "PG:host=127.0.0.1 port=" + std::to_string(closed.port()) + " dbname=synthetic password='se cret'";
    const auto result = load_data({source});
    ASSERT_EQ(result.problems.size(), 1U) << all_problems(result.problems);
    const auto& problem = result.problems.front();
    EXPECT_FALSE(result.data_opened);
    EXPECT_EQ(problem.severity, model::Severity::Error);
    EXPECT_THAT(problem.file, testing::HasSubstr("port=" + std::to_string(closed.port())));
    EXPECT_THAT(problem.cure, testing::HasSubstr("GeoPackage"));
    EXPECT_EQ(problem.message.find('\n'), std::string::npos) << "one Problem is one line";
    EXPECT_EQ(model::format_problem(problem).find("se cret"), std::string::npos) << "a password is not shown";
}

TEST(Database, AServerThatNeverAnswersIsGivenUp) {
    // libpq by itself would wait without end.
    const SilentPort silent(true);
    ASSERT_NE(silent.port(), 0);
    bool opened = true;
    const auto problems =
        catalog::check({"PG:host=127.0.0.1 port=" + std::to_string(silent.port()) + " dbname=synthetic"}, {}, &opened);
    EXPECT_FALSE(opened);
    ASSERT_EQ(problems.size(), 1U) << all_problems(problems);
    EXPECT_THAT(problems.front().message, testing::HasSubstr("timeout expired"));
}

TEST(Database, OtherSourcesAreReadWithoutIt) {
    const SilentPort closed(false);
    const TemporaryFolder folder;
    folder.write("areas.csv", "id,name_en\nA,stays\n");
    const auto result = load_data(
        {"PG:host=127.0.0.1 port=" + std::to_string(closed.port()) + " dbname=synthetic", folder.path().string()});
    EXPECT_TRUE(result.data_opened);
    EXPECT_TRUE(result.has_errors());
    EXPECT_EQ(result.dataset->areas.size(), 1U);
}

TEST(Hostile, RandomDamageNeverCrashes) {
    const TemporaryFolder folder;
    std::vector<test::FeatureSpec> rows;
    rows.reserve(20);
    for (int i = 0; i < 20; ++i) {
        rows.push_back(boundary("A" + std::to_string(i), 0, "VN", "", square_wkt(100 + i * 0.4, 16, 0.3)));
    }
    struct File {
        const char *driver, *name, *damaged;
    };
    constexpr File kFiles[] = {{"ESRI Shapefile", "provinces.shp", "provinces.shp"},
                               {"ESRI Shapefile", "districts.shp", "districts.dbf"},
                               {"ESRI Shapefile", "communes.shp", "communes.shx"},
                               {"GPKG", "b.gpkg", "b.gpkg"},
                               {"GeoJSON", "countries.geojson", "countries.geojson"}};
    std::mt19937 random(20260115);
    for (const auto& file : kFiles) {
        write_layer(folder.file(file.name), file.driver,
                    {std::filesystem::path(file.name).stem().string(), boundary_fields(), rows});
        const auto whole = test::read_text(folder.file(file.damaged));
        for (int round = 0; round < 40; ++round) {
            auto damaged = whole;
            for (int byte = 0; byte < 8; ++byte) {
                damaged[random() % damaged.size()] = static_cast<char>(random() % 256);
            }
            if (round % 4 == 0) {
                damaged.resize(random() % damaged.size());
            }
            folder.write(file.damaged, damaged);
            const auto result = load_data({folder.file(file.name)});
            const auto& polygons = result.dataset->boundary_polygons;
            ASSERT_EQ(polygons.feature_count(), result.dataset->boundaries.size());
            ASSERT_EQ(polygons.ring_vertices.back(), polygons.vertices.size());
        }
    }
}

}  // namespace
}  // namespace bordermap
