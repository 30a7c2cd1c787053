// Each picture of the gallery is drawn anew and compared with the kept one.

#include "render/gallery.hpp"

#include "render/baseline.hpp"
#include "render/gl/context.hpp"
#include "render/real_world.hpp"

#include <algorithm>
#include <filesystem>
#include <gtest/gtest.h>
#include <ostream>
#include <set>
#include <utility>

namespace bordermap::test {

// Names the test in CTest's list.
// NOLINTNEXTLINE(readability-identifier-naming): googletest looks for this name
static void PrintTo(const GalleryScene& scene, std::ostream* out) {
    *out << scene.name;
}

namespace {

class Gallery : public testing::TestWithParam<GalleryScene> {};

TEST_P(Gallery, IsAsItWasLookedAt) {
    const GalleryScene& kept = GetParam();
    const render::OffscreenContext context;
    render::Renderer renderer;
    cartography::Composer composer;
    cartography::Scene scene = real_scene(composer, kept.session, kept.width, kept.height, kept.furniture);
    if (!kept.words) {
        scene.marks.texts.clear();
    }
    EXPECT_TRUE(compare(renderer.draw_image(scene), kept.name, kept.per_pixel, kept.share)) << kept.reason;
}

INSTANTIATE_TEST_SUITE_P(Scenes, Gallery, testing::ValuesIn(gallery()), [](const auto& scene) {
    std::string name = scene.param.name;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
});

TEST(GalleryList, HoldsEveryModeThemeAndLanguageAndNoPictureBeside) {
    EXPECT_GE(gallery().size(), 24U);
    std::set<std::string> names;
    std::set<session::Mode> modes;
    std::set<std::pair<std::string, model::Language>> themes;
    for (const GalleryScene& scene : gallery()) {
        EXPECT_TRUE(names.insert(scene.name).second) << scene.name << " twice";
        EXPECT_FALSE(scene.reason.empty()) << scene.name;
        EXPECT_GT(scene.per_pixel, 0);
        EXPECT_LE(scene.per_pixel, 0.1) << scene.name;
        EXPECT_LE(scene.share, 0.005) << scene.name;
        modes.insert(scene.session.mode);
        themes.emplace(scene.session.theme, scene.session.language);
    }
    EXPECT_EQ(modes.size(), 5U);
    // Every theme in every language.
    EXPECT_EQ(themes.size(), 3 * model::kLanguages.size());
    const std::set<std::string> of_other_tests{"synthetic_rich"};
    for (const auto& file :
         std::filesystem::directory_iterator(std::string(BORDERMAP_SOURCE_DIR) + "/tests/render/baselines")) {
        const std::string name = file.path().stem().string();
        EXPECT_TRUE(names.contains(name) || of_other_tests.contains(name)) << name << " is drawn by no test";
    }
}

}  // namespace
}  // namespace bordermap::test
