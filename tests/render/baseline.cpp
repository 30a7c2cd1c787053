#include "render/baseline.hpp"

#include "export/snapshot.hpp"
#include "render/gl/context.hpp"

#include <array>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <gdal_priv.h>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string_view>

namespace bordermap::test {

render::Image read_png(const std::string& path) {
    static std::once_flag registered;
    std::call_once(registered, GDALAllRegister);
    const std::array<const char*, 2> drivers{"PNG", nullptr};
    const std::unique_ptr<GDALDataset> dataset(
        GDALDataset::Open(path.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY, drivers.data(), nullptr, nullptr));
    if (!dataset) {
        throw std::runtime_error(path + " cannot be read as PNG");
    }
    render::Image image;
    image.width = dataset->GetRasterXSize();
    image.height = dataset->GetRasterYSize();
    image.pixels.assign(static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height) * 4, 255);
    const int bands = dataset->GetRasterCount();
    if (bands != 3 && bands != 4) {
        throw std::runtime_error(path + " is not RGB or RGBA");
    }
    if (dataset->RasterIO(GF_Read, 0, 0, image.width, image.height, image.pixels.data(), image.width, image.height,
                          GDT_Byte, bands, nullptr, 4, GSpacing{4} * image.width, 1, nullptr) != CE_None) {
        throw std::runtime_error(path + " cannot be read");
    }
    return image;
}

double perceived_difference(const std::uint8_t* a, const std::uint8_t* b) {
    const double r = int{a[0]} - int{b[0]};
    const double g = int{a[1]} - int{b[1]};
    const double blue = int{a[2]} - int{b[2]};
    const double y = 0.29889531 * r + 0.58662247 * g + 0.11448223 * blue;
    const double i = 0.59597799 * r - 0.27417610 * g - 0.32180189 * blue;
    const double q = 0.21147017 * r - 0.52261711 * g + 0.31114694 * blue;
    return std::sqrt((0.5053 * y * y + 0.299 * i * i + 0.1957 * q * q) / (0.5053 * 255.0 * 255.0));
}

double share_of_different_pixels(const render::Image& a, const render::Image& b, double per_pixel,
                                 render::Image* diff) {
    if (a.width != b.width || a.height != b.height || a.pixels.size() != b.pixels.size() || a.pixels.empty()) {
        return 1.0;
    }
    if (diff != nullptr) {
        *diff = a;
    }
    std::size_t different = 0;
    for (std::size_t at = 0; at < a.pixels.size(); at += 4) {
        const bool differs = perceived_difference(&a.pixels[at], &b.pixels[at]) > per_pixel;
        different += differs ? 1U : 0U;
        if (diff != nullptr) {
            for (std::size_t c = 0; c < 3; ++c) {
                const int pale = 170 + int{a.pixels[at + c]} / 3;
                diff->pixels[at + c] = static_cast<std::uint8_t>(differs ? (c == 0 ? 220 : 0) : pale);
            }
        }
    }
    return static_cast<double>(different) / (static_cast<double>(a.pixels.size()) / 4.0);
}

testing::AssertionResult compare(const render::Image& image, const std::string& name, double per_pixel_threshold,
                                 double share_threshold) {
    const std::string kept = std::string(BORDERMAP_SOURCE_DIR) + "/tests/render/baselines/" + name + ".png";
    const char* update = std::getenv("BORDERMAP_UPDATE_BASELINES");
    if (update != nullptr && std::string_view(update) == "1") {
        // The rasteriser is told with the picture: its next version may round otherwise.
        const render::OffscreenContext context;
        exporting::write_png(image, kept, {{"Rasteriser", render::gl_description()}});
        return testing::AssertionSuccess() << kept << " written";
    }
    const std::filesystem::path folder =
        std::filesystem::read_symlink("/proc/self/exe").parent_path() / "render_failures";
    const auto keep = [&](const render::Image& picture, std::string_view what) {
        std::filesystem::create_directories(folder);
        std::string path = (folder / (name + "." + std::string(what) + ".png")).string();
        exporting::write_png(picture, path, {});
        return path;
    };
    if (!std::filesystem::exists(kept)) {
        return testing::AssertionFailure() << kept << " is missing; look at " << keep(image, "actual")
                                           << " and, if it is right, run again with BORDERMAP_UPDATE_BASELINES=1";
    }
    const render::Image expected = read_png(kept);
    render::Image diff;
    const double share = share_of_different_pixels(expected, image, per_pixel_threshold, &diff);
    if (share <= share_threshold) {
        return testing::AssertionSuccess();
    }
    const std::string actual = keep(image, "actual");
    if (!diff.pixels.empty()) {
        keep(diff, "diff");
    }
    return testing::AssertionFailure() << 100.0 * share << " % of the pixels differ from " << kept << " ("
                                       << 100.0 * share_threshold << " % may; " << expected.width << "x"
                                       << expected.height << " expected, " << image.width << "x" << image.height
                                       << " drawn); see " << actual << " and the diff beside it";
}

}  // namespace bordermap::test
