// PNG files: pixels, text, atomic writing, messages.

#include "export/snapshot.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <future>
#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <iterator>
#include <stdexcept>
#include <string>
#include <unistd.h>
#include <vector>

namespace bordermap::test {
namespace {

namespace fs = std::filesystem;

class Png : public testing::Test {
protected:
    void SetUp() override {
        std::string name = (fs::temp_directory_path() / "bordermap_png_XXXXXX").string();
        ASSERT_NE(mkdtemp(name.data()), nullptr);
        folder_ = name;
        GDALAllRegister();
    }
    void TearDown() override {
        fs::permissions(folder_, fs::perms::owner_all);
        fs::remove_all(folder_);
    }
    [[nodiscard]] std::string path(const std::string& name) const { return (folder_ / name).string(); }
    [[nodiscard]] std::size_t files() const {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
    }
    /// Each pixel says where it is.
    [[nodiscard]] static render::Image sample(int width, int height, std::uint8_t alpha = 255) {
        render::Image image{width, height, {}};
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                for (const int value : {x % 256, y % 256, (x + 2 * y) % 256}) {
                    image.pixels.push_back(static_cast<std::uint8_t>(value));
                }
                image.pixels.push_back(alpha);
            }
        }
        return image;
    }
    [[nodiscard]] static std::unique_ptr<GDALDataset> open(const std::string& name) {
        const std::array<const char*, 2> drivers{"PNG", nullptr};
        return std::unique_ptr<GDALDataset>(
            GDALDataset::Open(name.c_str(), GDAL_OF_RASTER, drivers.data(), nullptr, nullptr));
    }
    [[nodiscard]] static std::vector<std::uint8_t> read(GDALDataset& dataset) {
        const int bands = dataset.GetRasterCount();
        std::vector<std::uint8_t> pixels(static_cast<std::size_t>(dataset.GetRasterXSize()) *
                                         static_cast<std::size_t>(dataset.GetRasterYSize()) *
                                         static_cast<std::size_t>(bands));
        EXPECT_EQ(dataset.RasterIO(GF_Read, 0, 0, dataset.GetRasterXSize(), dataset.GetRasterYSize(), pixels.data(),
                                   dataset.GetRasterXSize(), dataset.GetRasterYSize(), GDT_Byte, bands, nullptr, bands,
                                   GSpacing{bands} * dataset.GetRasterXSize(), 1, nullptr),
                  CE_None);
        return pixels;
    }
    fs::path folder_;
};

TEST_F(Png, OpaquePictureKeepsItsPixelsInThreeBands) {
    const render::Image image = sample(301, 77);
    exporting::write_png(image, path("a.png"), {});
    const auto dataset = open(path("a.png"));
    ASSERT_TRUE(dataset);
    ASSERT_EQ(dataset->GetRasterXSize(), 301);
    ASSERT_EQ(dataset->GetRasterYSize(), 77);
    ASSERT_EQ(dataset->GetRasterCount(), 3);
    const std::vector<std::uint8_t> pixels = read(*dataset);
    for (std::size_t i = 0; i < pixels.size() / 3; ++i) {
        for (std::size_t c = 0; c < 3; ++c) {
            ASSERT_EQ(pixels[3 * i + c], image.pixels[4 * i + c]) << "pixel " << i;
        }
    }
}

TEST_F(Png, TranslucentPictureKeepsItsAlpha) {
    const render::Image image = sample(20, 10, 99);
    exporting::write_png(image, path("a.png"), {});
    const auto dataset = open(path("a.png"));
    ASSERT_TRUE(dataset);
    ASSERT_EQ(dataset->GetRasterCount(), 4);
    EXPECT_EQ(read(*dataset), image.pixels);
}

TEST_F(Png, TextIsKeptInThreeScripts) {
    exporting::write_png(
        sample(8, 8), path("a.png"),
        {{"Title", "Khe Sanh - Sepon"}, {"Description", "Quảng Trị · ສະຫວັນນະເຂດ"}, {"As of", "2026-01-15"}});
    const auto dataset = open(path("a.png"));
    ASSERT_TRUE(dataset);
    EXPECT_STREQ(dataset->GetMetadataItem("Title"), "Khe Sanh - Sepon");
    EXPECT_STREQ(dataset->GetMetadataItem("Description"), "Quảng Trị · ສະຫວັນນະເຂດ");
    EXPECT_STREQ(dataset->GetMetadataItem("As_of"), "2026-01-15");
    std::ifstream file(path("a.png"), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    EXPECT_NE(bytes.find("iTXtDescription"), std::string::npos) << "tEXt is Latin-1; other scripts must be iTXt";
    EXPECT_NE(bytes.find("tEXtTitle"), std::string::npos);
}

TEST_F(Png, OneFileAndNothingBesideIt) {
    exporting::write_png(sample(8, 8), path("a.png"), {{"Title", "t"}});
    exporting::write_png(sample(9, 9), path("a.png"), {{"Title", "u"}});
    EXPECT_EQ(files(), 1U) << "no .aux.xml, no temporary file";
    EXPECT_EQ(open(path("a.png"))->GetRasterXSize(), 9);
}

TEST_F(Png, SamePictureSameBytes) {
    exporting::write_png(sample(64, 64), path("a.png"), {{"Title", "t"}});
    exporting::write_png(sample(64, 64), path("b.png"), {{"Title", "t"}});
    std::ifstream a(path("a.png"), std::ios::binary);
    std::ifstream b(path("b.png"), std::ios::binary);
    EXPECT_EQ(std::string((std::istreambuf_iterator<char>(a)), std::istreambuf_iterator<char>()),
              std::string((std::istreambuf_iterator<char>(b)), std::istreambuf_iterator<char>()));
}

TEST_F(Png, MissingFolderIsNamedWithACure) {
    const std::string wanted = path("nowhere/a.png");
    testing::internal::CaptureStderr();
    try {
        exporting::write_png(sample(8, 8), wanted, {});
        ADD_FAILURE() << "written into a folder that does not exist";
    } catch (const std::runtime_error& error) {
        const std::string message = error.what();
        EXPECT_NE(message.find(wanted), std::string::npos) << message;
        EXPECT_NE(message.find("choose a folder"), std::string::npos) << message;
    }
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "") << "GDAL prints nothing itself";
    EXPECT_EQ(files(), 0U);
}

TEST_F(Png, EmptyOrTornPictureIsRefused) {
    EXPECT_THROW(exporting::write_png({}, path("a.png"), {}), std::runtime_error);
    render::Image torn = sample(8, 8);
    torn.pixels.resize(10);
    EXPECT_THROW(exporting::write_png(torn, path("a.png"), {}), std::runtime_error);
    EXPECT_EQ(files(), 0U);
}

TEST_F(Png, ThreadsWriteSideBySide) {
    std::vector<std::future<void>> writers;
    writers.reserve(8);
    for (int i = 0; i < 8; ++i) {
        writers.push_back(std::async(std::launch::async, [this, i] {
            exporting::write_png(sample(50 + i, 40), path(std::to_string(i) + ".png"), {{"Title", std::to_string(i)}});
        }));
    }
    for (std::future<void>& writer : writers) {
        writer.get();
    }
    for (int i = 0; i < 8; ++i) {
        const auto dataset = open(path(std::to_string(i) + ".png"));
        ASSERT_TRUE(dataset);
        EXPECT_EQ(dataset->GetRasterXSize(), 50 + i);
        EXPECT_STREQ(dataset->GetMetadataItem("Title"), std::to_string(i).c_str());
    }
}

}  // namespace
}  // namespace bordermap::test
