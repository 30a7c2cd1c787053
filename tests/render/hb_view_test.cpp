// Lao and Vietnamese strings of the data, shaped and drawn as HarfBuzz's own tools do it: hb-shape for glyphs and positions,
// hb-view for the picture, both with the font file that the map uses.

#include "render/baseline.hpp"
#include "render/gl/context.hpp"
#include "render/gl/renderer.hpp"
#include "render/real_world.hpp"
#include "render/synthetic_scene.hpp"
#include "support/process.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace bordermap::test {
namespace {

using cartography::FontFace;
using cartography::ShapedRun;
using cartography::TextShaper;

struct Script {
    const char* tag;       ///< ISO 15924
    const char* language;  ///< as the shaper gives it to HarfBuzz
};
constexpr Script kLao{"Laoo", "lo"}, kLatin{"Latn", "vi"};

/// Characters of the Lao block and spaces: what one font shapes. Names with digits or signs have a run of the Latin font, too.
bool all_lao(const std::string& text) {
    for (std::size_t i = 0; i < text.size();) {
        if (text[i] == ' ') {
            ++i;
        } else if (i + 2 < text.size() && text[i] == '\xE0' && (text[i + 1] == '\xBA' || text[i + 1] == '\xBB')) {
            i += 3;
        } else {
            return false;
        }
    }
    return !text.empty();
}

const std::vector<std::string>& lao_strings() {
    static const std::vector<std::string> strings = [] {
        const model::Dataset& data = *real_world().map->dataset;
        std::set<std::string> found;
        const auto add = [&](const std::string& text) {
            if (all_lao(text)) {
                found.insert(text);
            }
        };
        for (const model::AdminUnit& unit : data.boundaries) {
            add(unit.name.lo);
        }
        for (const model::Unit& unit : data.units) {
            add(unit.name.lo);
        }
        for (const auto* terms : {&data.categories, &data.areas}) {
            for (const model::Term& term : *terms) {
                add(term.name.lo);
            }
        }
        return std::vector<std::string>(found.begin(), found.end());
    }();
    return strings;
}

/// A line of a text: its first words.
std::string beginning(const std::string& text) {
    constexpr std::size_t kMost = 60;
    return text.size() <= kMost ? text : text.substr(0, text.rfind(' ', kMost));
}

/// Every name of units, gates, categories, areas, every title, and of the many boundaries one in twelve.
const std::vector<std::string>& vietnamese_strings() {
    static const std::vector<std::string> strings = [] {
        const model::Dataset& data = *real_world().map->dataset;
        std::set<std::string> found, boundaries;
        const auto add = [&](const std::string& text) {
            if (!text.empty()) {
                found.insert(beginning(text));
            }
        };
        for (const model::AdminUnit& unit : data.boundaries) {
            boundaries.insert(unit.name.vi);
        }
        std::size_t at = 0;
        for (const std::string& name : boundaries) {
            if (at++ % 12 == 0) {
                add(name);
            }
        }
        for (const model::Unit& unit : data.units) {
            add(unit.name.vi);
        }
        for (const model::Gate& gate : data.gates) {
            add(gate.name.vi);
        }
        for (const auto* terms : {&data.categories, &data.areas}) {
            for (const model::Term& term : *terms) {
                add(term.name.vi);
            }
        }
        for (const model::Agreement& agreement : data.agreements) {
            add(agreement.title.vi);
            add(agreement.cadence_text);
        }
        for (const model::Event& event : data.events) {
            add(event.title.vi);
        }
        for (const model::Incident& incident : data.incidents) {
            add(incident.summary);
        }
        return std::vector<std::string>(found.begin(), found.end());
    }();
    return strings;
}

bool tools_are_there() {
    return std::system("command -v hb-shape >/dev/null && command -v hb-view >/dev/null") == 0;
}

class HarfBuzzTools : public ::testing::Test {
protected:
    void SetUp() override { ASSERT_TRUE(tools_are_there()) << "hb-shape and hb-view: install libharfbuzz-bin"; }
    std::string lines_file(std::span<const std::string> lines) {
        std::string text;
        for (const std::string& line : lines) {
            text += line + "\n";
        }
        return folder_.write("lines.txt", text);
    }
    std::vector<std::string> arguments(std::span<const std::string> lines, const Script& script) {
        return {TextShaper::font_file(FontFace::Regular, script.tag), "--text-file=" + lines_file(lines),
                std::string("--script=") + script.tag, std::string("--language=") + script.language, "--direction=ltr"};
    }
    /// Per line what hb-shape says: g glyph, cl cluster (byte), dx dy offset and ax advance in font units.
    std::vector<nlohmann::json> hb_shape(std::span<const std::string> lines, const Script& script) {
        std::vector<std::string> all = arguments(lines, script);
        all.insert(all.end(), {"--output-format=json", "--no-glyph-names", "--utf8-clusters", "--font-size=upem"});
        const ProcessResult result = run_process("hb-shape", all);
        EXPECT_EQ(result.exit_code, 0) << result.err;
        std::vector<nlohmann::json> shaped;
        for (std::size_t at = 0; at < result.out.size();) {
            const std::size_t end = std::min(result.out.find('\n', at), result.out.size());
            shaped.push_back(nlohmann::json::parse(result.out.substr(at, end - at)));
            at = end + 1;
        }
        EXPECT_EQ(shaped.size(), lines.size());
        return shaped;
    }
    void expect_shaped_alike(const std::vector<std::string>& strings, const Script& script);
    void expect_drawn_alike(const std::vector<std::string>& strings, const Script& script);

    TemporaryFolder folder_;
    TextShaper shaper_;
};

constexpr float kEm = 1000;  // units of Noto Sans and Noto Sans Lao

void HarfBuzzTools::expect_shaped_alike(const std::vector<std::string>& strings, const Script& script) {
    const std::string font = TextShaper::font_file(FontFace::Regular, script.tag);
    // A mark that has no letter to stand on is shown on a dotted circle.
    const std::vector<std::string> circle{"\xE2\x97\x8C"};
    const nlohmann::json dotted = hb_shape(circle, script).at(0).at(0).at("g");
    const std::vector<nlohmann::json> shaped = hb_shape(strings, script);
    ASSERT_EQ(shaped.size(), strings.size());
    for (std::size_t i = 0; i < strings.size(); ++i) {
        const ShapedRun& run = shaper_.shape(strings[i], FontFace::Regular);
        EXPECT_FALSE(run.missing) << strings[i];
        ASSERT_EQ(run.glyphs.size(), shaped[i].size()) << strings[i];
        float pen = 0;
        for (std::size_t k = 0; k < run.glyphs.size(); ++k) {
            const cartography::ShapedGlyph& ours = run.glyphs[k];
            const cartography::AtlasGlyph& drawn = shaper_.atlas()->glyph(ours.atlas);
            const nlohmann::json& theirs = shaped[i][k];
            const std::string where = fmt::format("{}, glyph {}", strings[i], k);
            EXPECT_EQ(drawn.font_glyph, theirs.at("g").get<std::uint32_t>()) << where;
            EXPECT_EQ(TextShaper::font_file(drawn.font), font) << where;
            EXPECT_NE(drawn.font_glyph, 0U) << where << " is .notdef";
            EXPECT_NE(theirs.at("g"), dotted) << where << " is a dotted circle: a broken cluster";
            EXPECT_EQ(ours.cluster, theirs.at("cl").get<std::uint32_t>()) << where;
            EXPECT_NEAR(ours.offset.x, (pen + theirs.at("dx").get<float>()) / kEm, 1e-4F) << where;
            EXPECT_NEAR(ours.offset.y, -theirs.at("dy").get<float>() / kEm, 1e-4F) << where;
            EXPECT_NEAR(ours.advance, theirs.at("ax").get<float>() / kEm, 1e-4F) << where;
            pen += theirs.at("ax").get<float>();
        }
    }
}

// Lines of one picture, px.
constexpr int kSize = 96, kAscent = 115, kDescent = 50, kMargin = 20;

double ink(const render::Image& image, int x, int y) {
    if (x >= image.width || y >= image.height) {
        return 0;
    }
    const auto at =
        4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) + static_cast<std::size_t>(x));
    return 1.0 - image.pixels[at + 1] / 255.0;
}

/// Of the pixels of a line that either picture has ink on.
struct Difference {
    double mean = 0;   ///< of the ink, 0..1
    double share = 0;  ///< that differ by more than three quarters of full ink
    std::size_t px = 0;
};
Difference difference_of_line(const render::Image& a, const render::Image& b, int line) {
    Difference result;
    const int top = kMargin + line * (kAscent + kDescent);
    // hb-view 6 cuts off what stands higher than an em over the baseline: the upper part of a tone over a vowel sign. What is
    // there is compared with hb-shape alone.
    for (int y = top + kAscent - kSize + 2; y < top + kAscent + kDescent; ++y) {
        for (int x = 0; x < std::max(a.width, b.width); ++x) {
            const double first = ink(a, x, y), second = ink(b, x, y);
            if (first < 0.02 && second < 0.02) {
                continue;
            }
            ++result.px;
            result.mean += std::abs(first - second);
            result.share += std::abs(first - second) > 0.75 ? 1 : 0;
        }
    }
    const auto px = static_cast<double>(std::max<std::size_t>(result.px, 1));
    result.mean /= px;
    result.share /= px;
    return result;
}

/// Black on white, the lines one under the other as hb-view sets them.
render::Image draw_lines(render::Renderer& renderer, TextShaper& shaper, std::span<const std::string> lines, int width,
                         int height) {
    cartography::Theme paper = plain_theme();
    paper.sea = paper.context_land = {1, 1, 1, 1};
    MapBuilder builder;
    builder.square({1e6F, 1e6F}, {1.1e6F, 1.1e6F});  // out of view
    cartography::Scene scene = scene_of(builder.finish(), width, height);
    scene.theme = &paper;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const float baseline = kMargin + kAscent + static_cast<float>(i) * (kAscent + kDescent);
        add_text(scene.marks, shaper, lines[i], {kMargin, baseline}, kSize, {0, 0, 0, 1});
    }
    scene.atlas = shaper.atlas();
    return renderer.draw_image(scene);
}

/// A pixel of an outline's edge may differ by how each rasteriser weighs it; nothing may stand elsewhere.
constexpr double kMostMean = 0.07, kMostShare = 0.002;

void HarfBuzzTools::expect_drawn_alike(const std::vector<std::string>& strings, const Script& script) {
    const render::OffscreenContext context;
    render::Renderer renderer;
    const std::string picture = folder_.file("lines.png");
    const auto hb_view = [&](std::span<const std::string> lines) {
        std::vector<std::string> all = arguments(lines, script);
        // Blue, whose green is that of black: of greys alone hb-view makes a picture of one channel.
        all.insert(all.end(), {"--foreground=0000FE", "--output-format=png", "--output-file=" + picture,
                               fmt::format("--font-size={}", kSize), fmt::format("--margin={}", kMargin),
                               "--font-extents", fmt::format("{} {} 0", kAscent, kDescent)});
        const ProcessResult result = run_process("hb-view", all);
        EXPECT_EQ(result.exit_code, 0) << result.err;
        return read_png(picture);
    };
    constexpr std::size_t kLines = 20;
    Difference worst;
    std::string worst_mean, worst_share;
    for (std::size_t first = 0; first < strings.size(); first += kLines) {
        const std::span lines = std::span(strings).subspan(first, std::min(kLines, strings.size() - first));
        const render::Image theirs = hb_view(lines);
        const render::Image ours = draw_lines(renderer, shaper_, lines, theirs.width, theirs.height);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const Difference found = difference_of_line(ours, theirs, static_cast<int>(i));
            EXPECT_GT(found.px, 500U) << lines[i];
            EXPECT_LE(found.mean, kMostMean) << lines[i];
            EXPECT_LE(found.share, kMostShare) << lines[i];
            if (found.mean > worst.mean) {
                worst.mean = found.mean;
                worst_mean = lines[i];
            }
            if (found.share > worst.share) {
                worst.share = found.share;
                worst_share = lines[i];
            }
        }
    }
    RecordProperty("strings", static_cast<int>(strings.size()));
    RecordProperty("greatest mean difference", fmt::format("{:.4f}: {}", worst.mean, worst_mean));
    RecordProperty("greatest share of pixels", fmt::format("{:.5f}: {}", worst.share, worst_share));
}

TEST_F(HarfBuzzTools, LaoOfTheDataIsShapedAsHbShapeDoes) {
    EXPECT_GT(lao_strings().size(), 150U);
    expect_shaped_alike(lao_strings(), kLao);
}

TEST_F(HarfBuzzTools, VietnameseOfTheDataIsShapedAsHbShapeDoes) {
    EXPECT_GT(vietnamese_strings().size(), 150U);
    expect_shaped_alike(vietnamese_strings(), kLatin);
}

TEST_F(HarfBuzzTools, LaoOfTheDataIsDrawnAsHbViewDoes) {
    expect_drawn_alike(lao_strings(), kLao);
}

TEST_F(HarfBuzzTools, VietnameseOfTheDataIsDrawnAsHbViewDoes) {
    expect_drawn_alike(vietnamese_strings(), kLatin);
}

// The comparison itself: a tone left out, a tone in the place of another, and text one px too low are all noticed.
TEST_F(HarfBuzzTools, TheComparisonSeesAWrongMarkAndAShift) {
    const render::OffscreenContext context;
    render::Renderer renderer;
    const std::vector<std::string> right{"ຊີ້ນຳ", "Quảng Trị"}, wrong{"ຊີນຳ", "Quáng Trị"};
    constexpr int kWidth = 700, kHeight = 2 * (kAscent + kDescent) + 2 * kMargin;
    const render::Image a = draw_lines(renderer, shaper_, right, kWidth, kHeight);
    const render::Image b = draw_lines(renderer, shaper_, wrong, kWidth, kHeight);
    render::Image low = a;
    std::rotate(low.pixels.rbegin(), low.pixels.rbegin() + std::ptrdiff_t{4} * kWidth, low.pixels.rend());
    for (int line = 0; line < 2; ++line) {
        EXPECT_EQ(difference_of_line(a, a, line).mean, 0.0);
        EXPECT_GT(difference_of_line(a, b, line).share, 2 * kMostShare);
        EXPECT_GT(difference_of_line(a, low, line).mean, kMostMean);
    }
}

}  // namespace
}  // namespace bordermap::test
