// Snapshots of the real data.

#include "export/snapshot.hpp"

#include "model/messages.hpp"
#include "query/describe.hpp"
#include "render/gl/context.hpp"
#include "render/real_world.hpp"

#include <array>
#include <filesystem>
#include <future>
#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <stdexcept>
#include <string>
#include <unistd.h>

namespace bordermap::test {
namespace {

namespace fs = std::filesystem;

class Snapshot : public testing::Test {
protected:
    void SetUp() override {
        std::string name = (fs::temp_directory_path() / "bordermap_snapshot_XXXXXX").string();
        ASSERT_NE(mkdtemp(name.data()), nullptr);
        folder_ = name;
        GDALAllRegister();
    }
    void TearDown() override { fs::remove_all(folder_); }
    [[nodiscard]] exporting::SnapshotRequest request(int width, int height) const {
        exporting::SnapshotRequest made;
        made.path = (folder_ / "map.png").string();
        made.width = width;
        made.height = height;
        return made;
    }
    fs::path folder_;
    session::Session session_ = session::make_session(*model::parse_day("2026-01-15"));
};

TEST_F(Snapshot, FileHoldsThePixelsThatAreDrawnAndSaysWhatItShows) {
    const RealWorld& world = real_world();
    const exporting::SnapshotRequest wanted = request(640, 360);
    session_.title = "Biên giới · ຊາຍແດນ";
    exporting::write_snapshot(wanted, world.map, *world.index, session_);
    const render::Image image = exporting::draw_snapshot(wanted, world.map, *world.index, session_);
    ASSERT_EQ(image.width, 640);
    ASSERT_EQ(image.height, 360);

    const std::array<const char*, 2> drivers{"PNG", nullptr};
    const std::unique_ptr<GDALDataset> file(
        GDALDataset::Open(wanted.path.c_str(), GDAL_OF_RASTER, drivers.data(), nullptr, nullptr));
    ASSERT_TRUE(file);
    std::vector<std::uint8_t> pixels(image.pixels.size(), 255);
    ASSERT_EQ(file->RasterIO(GF_Read, 0, 0, 640, 360, pixels.data(), 640, 360, GDT_Byte, 3, nullptr, 4,
                             GSpacing{4} * 640, 1, nullptr),
              CE_None);
    EXPECT_TRUE(pixels == image.pixels) << "the file's pixels are not those that were drawn";

    EXPECT_STREQ(file->GetMetadataItem("Title"), "Biên giới · ຊາຍແດນ");
    EXPECT_STREQ(file->GetMetadataItem("As_of"), "2026-01-15");
    const query::Selection selection = query::select(*world.index, session_.filter);
    EXPECT_EQ(std::string(file->GetMetadataItem("Description")),
              query::describe(world.index->dataset(), selection, session_.language));
    EXPECT_EQ(std::string(file->GetMetadataItem("Software")).rfind("bordermap ", 0), 0U);
    EXPECT_GT(std::string(file->GetMetadataItem("Source")).size(), 10U);
    EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 1);
}

TEST_F(Snapshot, TheFileCarriesTheDisclaimerWithAndWithoutFurniture) {
    const RealWorld& world = real_world();
    const std::array<const char*, 2> drivers{"PNG", nullptr};
    const auto written = [&](bool furniture) {
        exporting::SnapshotRequest wanted = request(320, 180);
        wanted.furniture = furniture;
        exporting::write_snapshot(wanted, world.map, *world.index, session_);
        std::unique_ptr<GDALDataset> file(
            GDALDataset::Open(wanted.path.c_str(), GDAL_OF_RASTER, drivers.data(), nullptr, nullptr));
        EXPECT_TRUE(file);
        return file;
    };
    for (const bool furniture : {true, false}) {
        for (const model::Language language : model::kLanguages) {
            session_.language = language;
            session_.disclaimer.clear();
            const auto file = written(furniture);
            EXPECT_EQ(std::string(file->GetMetadataItem("Disclaimer")), model::tr("furniture.disclaimer", language));
            EXPECT_STREQ(file->GetMetadataItem("Sea_names"), "off");
            EXPECT_STREQ(file->GetMetadataItem("Mode"), "overview");
        }
        session_.disclaimer = "Chỉ dùng nội bộ · ໃຊ້ພາຍໃນ";
        session_.sea_names = session::SeaNames::Neutral;
        session_.mode = session::Mode::Meetings;
        const auto file = written(furniture);
        EXPECT_STREQ(file->GetMetadataItem("Disclaimer"), "Chỉ dùng nội bộ · ໃຊ້ພາຍໃນ");
        EXPECT_STREQ(file->GetMetadataItem("Sea_names"), "neutral");
        EXPECT_STREQ(file->GetMetadataItem("Mode"), "meetings");
        session_.sea_names = session::SeaNames::Off;
        session_.mode = session::Mode::Overview;
    }
}

TEST_F(Snapshot, SameOnAWorkerThreadBesideAnotherContext) {
    const RealWorld& world = real_world();
    const exporting::SnapshotRequest wanted = request(480, 270);
    const render::OffscreenContext beside;
    auto first = std::async(std::launch::async,
                            [&] { return exporting::draw_snapshot(wanted, world.map, *world.index, session_); });
    auto second = std::async(std::launch::async,
                             [&] { return exporting::draw_snapshot(wanted, world.map, *world.index, session_); });
    const render::Image image = first.get();
    EXPECT_TRUE(image.pixels == second.get().pixels);
    EXPECT_GT(image.pixels.size(), 0U);
}

TEST_F(Snapshot, SizesOutOfRangeAreRefusedByName) {
    const RealWorld& world = real_world();
    for (const auto& [width, height] : {std::pair{15, 100}, {100, 15}, {16385, 100}, {100, 16385}, {-1, -1}}) {
        try {
            exporting::write_snapshot(request(width, height), world.map, *world.index, session_);
            ADD_FAILURE() << width << "x" << height;
        } catch (const std::runtime_error& error) {
            EXPECT_NE(std::string(error.what()).find("map.png"), std::string::npos) << error.what();
            EXPECT_NE(std::string(error.what()).find("16384"), std::string::npos) << error.what();
        }
    }
    EXPECT_TRUE(fs::is_empty(folder_));
}

TEST_F(Snapshot, SmallestAndNarrowPicturesAreDrawn) {
    const RealWorld& world = real_world();
    for (const auto& [width, height] : {std::pair{16, 16}, {4000, 16}, {16, 900}}) {
        const render::Image image = exporting::draw_snapshot(request(width, height), world.map, *world.index, session_);
        EXPECT_EQ(image.width, width);
        EXPECT_EQ(image.height, height);
        EXPECT_EQ(image.pixels.size(), static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
    }
}

TEST_F(Snapshot, FurnitureCanBeLeftOut) {
    const RealWorld& world = real_world();
    exporting::SnapshotRequest wanted = request(960, 540);
    const render::Image with = exporting::draw_snapshot(wanted, world.map, *world.index, session_);
    wanted.furniture = false;
    const render::Image without = exporting::draw_snapshot(wanted, world.map, *world.index, session_);
    EXPECT_FALSE(with.pixels == without.pixels);
}

}  // namespace
}  // namespace bordermap::test
