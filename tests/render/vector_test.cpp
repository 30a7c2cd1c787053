// PDF and SVG files of real Sessions, read back by other programs: Poppler, librsvg and libxml2.

#include "cartography/symbols.hpp"
#include "export/snapshot.hpp"
#include "model/atomic_file.hpp"
#include "query/describe.hpp"
#include "render/baseline.hpp"
#include "render/gallery.hpp"
#include "render/gl/context.hpp"
#include "render/real_world.hpp"
#include "render/synthetic_scene.hpp"
#include "render/vector/outlines.hpp"
#include "render/vector/vector_picture.hpp"
#include "support/process.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>
#include <string>

namespace bordermap::test {
namespace {

using render::Image;
using testing::HasSubstr;
using testing::Not;

/// Where a program is missing the test fails and says which: third_party/packages.txt installs all of them.
std::string output_of(const std::string& program, const std::vector<std::string>& arguments) {
    const ProcessResult result = run_process(program, arguments);
    EXPECT_EQ(result.exit_code, 0) << program << ": " << result.err;
    return result.out;
}

struct Difference {
    double mean = 0;   ///< of all channels, 0..1
    double share = 0;  ///< of pixels that a viewer sees to differ: perceived_difference above 0.05
};
Difference difference(const Image& a, const Image& b) {
    EXPECT_EQ(a.width, b.width);
    EXPECT_EQ(a.height, b.height);
    if (a.pixels.size() != b.pixels.size()) {
        return {1, 1};
    }
    double sum = 0;
    for (std::size_t i = 0; i < a.pixels.size(); ++i) {
        sum += std::abs(static_cast<int>(a.pixels[i]) - static_cast<int>(b.pixels[i]));
    }
    return {sum / 255.0 / (0.75 * static_cast<double>(a.pixels.size())), share_of_different_pixels(a, b, 0.05)};
}

constexpr int kFine = 4;

/// The mean of each square of kFine x kFine pixels.
Image averaged(const Image& fine) {
    Image image{fine.width / kFine, fine.height / kFine, {}};
    image.pixels.reserve(fine.pixels.size() / kFine / kFine);
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            for (std::size_t c = 0; c < 4; ++c) {
                unsigned sum = 0;
                for (int i = 0; i < kFine * kFine; ++i) {
                    const int down = y * kFine + i / kFine;
                    const int across = x * kFine + i % kFine;
                    const auto row = static_cast<std::size_t>(down);
                    const auto column = static_cast<std::size_t>(across);
                    sum += fine.pixels[(row * static_cast<std::size_t>(fine.width) + column) * 4 + c];
                }
                image.pixels.push_back(static_cast<std::uint8_t>((sum + kFine * kFine / 2) / (kFine * kFine)));
            }
        }
    }
    return image;
}

class Vector : public testing::Test {
protected:
    [[nodiscard]] static session::Session overview() { return session::make_session(*model::parse_day("2026-01-15")); }
    [[nodiscard]] static session::Session khe_sanh() {
        session::Session session = overview();
        session.selected_kind = model::RefKind::Agreement;
        session.selected_id = "A-2026-KHE-SANH";
        session.fit = session::Fit::Selected;
        return session;
    }
    [[nodiscard]] exporting::SnapshotRequest request(const std::string& name) const {
        exporting::SnapshotRequest made;
        made.path = folder_.file(name);
        return made;
    }
    std::string write(const std::string& name, const session::Session& session) const {
        exporting::write_snapshot(request(name), real_world().map, *real_world().index, session);
        return folder_.file(name);
    }
    [[nodiscard]] Image raster_of(const std::string& path) const {
        const std::string stem = folder_.file("raster");
        if (path.ends_with(".pdf")) {
            // Four times as fine, as a printer would: at 96 dpi Poppler moves letters and lines to whole pixels.
            output_of("pdftocairo", {"-png", "-singlefile", "-r", std::to_string(96 * kFine), path, stem});
            return averaged(read_png(stem + ".png"));
        }
        output_of("rsvg-convert", {path, "-o", stem + ".png"});
        return read_png(stem + ".png");
    }
    /// Both kinds of a scene, rasterised at the size that it was made for.
    void for_each_kind(const cartography::Scene& scene,
                       const std::function<void(const char*, const Image&)>& look) const {
        const render::Sheet sheet{scene.view.size_px.x * 0.75, scene.view.size_px.y * 0.75};
        model::write_file_atomically(folder_.file("scene.pdf"), render::draw_pdf(scene, sheet, {}));
        look("pdf", raster_of(folder_.file("scene.pdf")));
        model::write_file_atomically(folder_.file("scene.svg"), render::draw_svg(scene, sheet, {}));
        look("svg", raster_of(folder_.file("scene.svg")));
    }
    /// As OpenGL draws it, but for what another rasteriser does at the edges: it shares out the pixels of an edge by exact area
    /// where the shaders take the distance, places letters on parts of a pixel, and blends text without our gain for light on
    /// dark. What that changes is at most kMean and kShare; ThresholdsTellWhatIsMissing shows what they tell.
    static constexpr double kMean = 0.005, kShare = 0.016;
    static constexpr double kShareInTheDark = 0.026;  ///< the gain is for light text
    void expect_like_opengl(const cartography::Scene& scene, double share = kShare) {
        const Image drawn = renderer_.draw_image(scene);
        for_each_kind(scene, [&](const char* kind, const Image& image) {
            const Difference found = difference(drawn, image);
            EXPECT_LT(found.mean, kMean) << kind;
            EXPECT_LT(found.share, share) << kind;
            RecordProperty(std::string(kind) + "_mean", std::to_string(found.mean));
            RecordProperty(std::string(kind) + "_share", std::to_string(found.share));
        });
    }

    TemporaryFolder folder_;
    render::OffscreenContext context_;
    render::Renderer renderer_;
    cartography::Composer composer_;
};

TEST_F(Vector, OverviewLooksAsOnTheScreen) {
    expect_like_opengl(real_scene(composer_, overview(), 1920, 1080));
}

TEST_F(Vector, SelectedAgreementInTheDarkThemeLooksAsOnTheScreen) {
    session::Session session = khe_sanh();
    session.theme = "dark";
    session.language = model::Language::Vietnamese;
    expect_like_opengl(real_scene(composer_, session, 1280, 720), kShareInTheDark);
}

TEST_F(Vector, ProvinceFilterInLaoLooksAsOnTheScreen) {
    session::Session session = overview();
    session.language = model::Language::Lao;
    for (const model::AdminUnit& unit : real_world().index->dataset().boundaries) {
        if (unit.level == 1 && unit.name.en == "Savannakhet") {
            session.filter.places.push_back(unit.id);
        }
    }
    ASSERT_EQ(session.filter.places.size(), 1U);
    expect_like_opengl(real_scene(composer_, session, 1280, 720));
}

class VectorGallery : public Vector, public testing::WithParamInterface<const char*> {};

TEST_P(VectorGallery, LooksAsOnTheScreen) {
    const GalleryScene& kept = gallery_scene(GetParam());
    expect_like_opengl(real_scene(composer_, kept.session, kept.width, kept.height),
                       kept.session.theme == "dark" ? kShareInTheDark : kShare);
}

INSTANTIATE_TEST_SUITE_P(Scenes, VectorGallery,
                         testing::Values("choropleth_contrast_lao", "circles_dark", "incidents_contrast_vi",
                                         "south_dark_lao"),
                         [](const auto& name) { return std::string(name.param); });

TEST_F(Vector, EveryKindOfMarkLooksAsOnTheScreen) {
    cartography::TextShaper shaper;
    expect_like_opengl(rich_scene(shaper, 960, 540));
}

TEST_F(Vector, ThresholdsTellWhatIsMissing) {
    const cartography::Scene whole = real_scene(composer_, khe_sanh(), 1280, 720);
    const Image drawn = renderer_.draw_image(whole);
    const auto share_without = [&](const std::function<void(cartography::Scene&)>& leave_out) {
        cartography::Scene part = whole;
        leave_out(part);
        model::write_file_atomically(folder_.file("part.svg"), render::draw_svg(part, {960, 540}, {}));
        return difference(drawn, raster_of(folder_.file("part.svg"))).share;
    };
    EXPECT_LT(share_without([](cartography::Scene&) {}), kShare);
    EXPECT_GT(share_without([](cartography::Scene& part) {
                  for (cartography::Overlay& panel : part.furniture) {
                      panel.texts.clear();
                  }
              }),
              kShare);
    EXPECT_GT(share_without([](cartography::Scene& part) {
                  for (cartography::Overlay& panel : part.furniture) {
                      panel.rects.clear();
                  }
              }),
              kShare);
    EXPECT_GT(share_without([](cartography::Scene& part) { part.show_lines = {}; }), kShare);
    EXPECT_GT(share_without([](cartography::Scene& part) { part.marks.polylines.clear(); }), kShare);
    EXPECT_GT(share_without([](cartography::Scene& part) { part.view.middle_px.x += 2; }), kShare)
        << "the ground two pixels beside its place";
}

TEST_F(Vector, NoSeamsInsideTheLand) {
    // Only fills; far from every edge each must be of its one colour, whatever triangles and provinces it is made of.
    cartography::Scene scene = real_scene(composer_, overview(), 1920, 1080, false);
    scene.show_lines = {};
    scene.show_glow = false;
    scene.show_incidents = false;
    scene.marks = {};
    const Image plain = renderer_.draw_image(scene);
    const auto at = [&](int x, int y) {
        return (static_cast<std::size_t>(y) * static_cast<std::size_t>(plain.width) + static_cast<std::size_t>(x)) * 4;
    };
    const auto same = [&](std::size_t a, std::size_t b) {
        return std::equal(plain.pixels.begin() + static_cast<std::ptrdiff_t>(a),
                          plain.pixels.begin() + static_cast<std::ptrdiff_t>(a + 3),
                          plain.pixels.begin() + static_cast<std::ptrdiff_t>(b));
    };
    for_each_kind(scene, [&](const char* kind, const Image& image) {
        ASSERT_EQ(image.pixels.size(), plain.pixels.size());
        std::size_t inside = 0;
        std::size_t wrong = 0;
        // The middle of the picture: what fades out lies beyond.
        for (int y = 2; y < plain.height - 2; ++y) {
            for (int x = 500; x < 1300; ++x) {
                bool even = true;
                for (int dy = -2; dy <= 2 && even; ++dy) {
                    for (int dx = -2; dx <= 2 && even; ++dx) {
                        even = same(at(x, y), at(x + dx, y + dy));
                    }
                }
                if (!even) {
                    continue;
                }
                ++inside;
                for (std::size_t c = 0; c < 3; ++c) {
                    if (std::abs(static_cast<int>(image.pixels[at(x, y) + c]) -
                                 static_cast<int>(plain.pixels[at(x, y) + c])) > 1) {
                        ++wrong;
                        break;
                    }
                }
            }
        }
        EXPECT_GT(inside, 500'000U);
        // An islet or inlet that only the finer outline of a print has; a single seam would be some hundred pixels.
        EXPECT_LE(wrong, 10U) << kind;
    });
}

TEST_F(Vector, TextOfAPdfIsFoundInThreeScripts) {
    session::Session session = khe_sanh();
    session.title = "Khe Sanh và Xê Pôn";
    const std::string english = output_of("pdftotext", {write("a.pdf", overview()), "-"});
    EXPECT_THAT(english, HasSubstr("All of the border"));
    EXPECT_THAT(english, HasSubstr("VIET NAM")) << "letters set far apart are one name";
    EXPECT_THAT(english, HasSubstr("The boundaries and names shown do not imply official endorsement"));
    session.language = model::Language::Vietnamese;
    const std::string vietnamese = output_of("pdftotext", {write("b.pdf", session), "-"});
    EXPECT_THAT(vietnamese, HasSubstr("Khe Sanh và Xê Pôn"));
    EXPECT_THAT(vietnamese, HasSubstr("Biên giới Việt Nam – Lào"));
    session.language = model::Language::Lao;
    const std::string lao = output_of("pdftotext", {write("c.pdf", session), "-"});
    EXPECT_THAT(lao, HasSubstr("Khe Sanh và Xê Pôn"));
    EXPECT_THAT(lao, HasSubstr("ຊາຍແດນ ຫວຽດນາມ – ລາວ"));
}

TEST_F(Vector, FontsAreEmbeddedAndNothingIsRasterised) {
    session::Session session = khe_sanh();
    session.language = model::Language::Lao;
    const std::string pdf = write("a.pdf", session);
    std::istringstream fonts(output_of("pdffonts", {pdf}));
    std::string line;
    std::getline(fonts, line);
    ASSERT_THAT(line, HasSubstr("emb sub uni"));
    std::getline(fonts, line);
    int count = 0;
    bool lao = false;
    while (std::getline(fonts, line)) {
        EXPECT_TRUE(std::regex_search(line, std::regex(" yes +yes +yes +\\d+ +\\d+ *$"))) << line;
        lao = lao || line.find("NotoSansLao") != std::string::npos;
        ++count;
    }
    EXPECT_GE(count, 3);
    EXPECT_TRUE(lao);
    const std::string images = output_of("pdfimages", {"-list", pdf});
    EXPECT_EQ(std::count(images.begin(), images.end(), '\n'), 2) << "only the head of the table\n" << images;
    EXPECT_THAT(read_text(write("a.svg", session)), Not(HasSubstr("<image")));
}

TEST_F(Vector, SheetsHaveTheirSize) {
    for (const exporting::PaperSize& paper : exporting::kPaperSizes) {
        exporting::SnapshotRequest wanted = request("a.pdf");
        wanted.width = static_cast<int>(std::lround(paper.width_mm / 25.4 * 150));
        wanted.height = static_cast<int>(std::lround(paper.height_mm / 25.4 * 150));
        wanted.scale = 150.0F / 96.0F;
        wanted.sheet_width_mm = paper.width_mm;
        wanted.sheet_height_mm = paper.height_mm;
        exporting::write_snapshot(wanted, real_world().map, *real_world().index, overview());
        const std::string info = output_of("pdfinfo", {wanted.path});
        std::smatch size;
        ASSERT_TRUE(std::regex_search(info, size, std::regex("Page size: +([0-9.]+) x ([0-9.]+) pts"))) << info;
        EXPECT_NEAR(std::stod(size[1]), paper.width_mm / 25.4 * 72, 0.01);
        EXPECT_NEAR(std::stod(size[2]), paper.height_mm / 25.4 * 72, 0.01);
        wanted.path = folder_.file("a.svg");
        exporting::write_snapshot(wanted, real_world().map, *real_world().index, overview());
        const std::string svg = read_text(wanted.path);
        ASSERT_TRUE(std::regex_search(svg, size, std::regex("width=\"([0-9.]+)pt\" height=\"([0-9.]+)pt\"")));
        EXPECT_NEAR(std::stod(size[1]), paper.width_mm / 25.4 * 72, 0.01);
        EXPECT_NEAR(std::stod(size[2]), paper.height_mm / 25.4 * 72, 0.01);
    }
    EXPECT_THAT(output_of("pdfinfo", {write("b.pdf", overview())}), HasSubstr("1440 x 810 pts")) << "px at 96 dpi";
}

TEST_F(Vector, FilesSayWhatTheyShow) {
    session::Session session = overview();
    session.title = "Biên giới & <ຊາຍແດນ>";
    const std::string sentence = query::describe(real_world().index->dataset(),
                                                 query::select(*real_world().index, session.filter), session.language);
    const std::string info = output_of("pdfinfo", {write("a.pdf", session)});
    EXPECT_THAT(info, HasSubstr(session.title));
    EXPECT_THAT(info, HasSubstr(sentence));
    EXPECT_THAT(info, HasSubstr("As of: 2026-01-15"));
    EXPECT_THAT(info, HasSubstr("Disclaimer: The boundaries and names shown"));
    EXPECT_THAT(info, HasSubstr("Session: " + session::to_json(session).dump()));
    EXPECT_THAT(info, HasSubstr("Licence: "));
    const std::string svg = write("a.svg", session);
    output_of("xmllint", {"--noout", svg});
    const auto text_at = [&](const std::string& where) {
        return output_of("xmllint", {"--xpath", "string(" + where + ")", svg});
    };
    EXPECT_THAT(text_at("/*/*[local-name()='title']"), HasSubstr(session.title));
    EXPECT_THAT(text_at("/*/*[local-name()='desc']"), HasSubstr(sentence));
    EXPECT_EQ(session::session_from_json(nlohmann::json::parse(text_at("//*[@name='Session']"))), session);
    EXPECT_THAT(text_at("//*[@name='Disclaimer']"), HasSubstr("The boundaries and names shown"));
}

TEST_F(Vector, SamePictureSameBytes) {
    ASSERT_EQ(unsetenv("SOURCE_DATE_EPOCH"), 0);
    for (const char* kind : {".pdf", ".svg"}) {
        const std::string first = read_text(write(std::string("a") + kind, overview()));
        EXPECT_GT(first.size(), 50'000U);
        EXPECT_TRUE(first == read_text(write(std::string("b") + kind, overview()))) << kind;
    }
    EXPECT_THAT(output_of("pdfinfo", {folder_.file("a.pdf")}), Not(HasSubstr("CreationDate")));
    ASSERT_EQ(setenv("SOURCE_DATE_EPOCH", "1768435200", 1), 0);
    const std::string dated = output_of("pdfinfo", {"-isodates", write("c.pdf", overview())});
    ASSERT_EQ(unsetenv("SOURCE_DATE_EPOCH"), 0);
    EXPECT_TRUE(std::regex_search(dated, std::regex("CreationDate: +2026-01-15T00:00:00Z"))) << dated;
}

TEST_F(Vector, WhatCannotBeDrawnOrWrittenIsSaid) {
    cartography::TextShaper shaper;
    const cartography::Scene scene = rich_scene(shaper, 320, 180);
    EXPECT_THROW((void)render::draw_pdf(scene, {0, 100}, {}), std::runtime_error);
    EXPECT_THROW((void)render::draw_svg(scene, {100, std::nan("")}, {}), std::runtime_error);
    try {
        (void)write("nowhere/a.pdf", overview());
        ADD_FAILURE() << "written into a folder that does not exist";
    } catch (const std::runtime_error& error) {
        EXPECT_THAT(error.what(), HasSubstr("nowhere/a.pdf"));
    }
}

TEST(UnionOutline, SharedEdgesCancelAndHolesStay) {
    // A square ring of 3 x 3 cells without the middle one, two triangles a cell.
    std::vector<glm::vec2> corners;
    for (int x = 0; x < 3; ++x) {
        for (int y = 0; y < 3; ++y) {
            if (x == 1 && y == 1) {
                continue;
            }
            const glm::vec2 low(x, y);
            for (const glm::vec2 corner : {glm::vec2(0, 0), {1, 0}, {1, 1}, {0, 0}, {1, 1}, {0, 1}}) {
                corners.push_back(low + corner);
            }
        }
    }
    double area = 0;
    const std::vector<render::Ring> rings = render::union_outline(corners);
    ASSERT_EQ(rings.size(), 2U);
    for (const render::Ring& ring : rings) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const glm::dvec2 a = ring[i];
            const glm::dvec2 b = ring[(i + 1) % ring.size()];
            area += 0.5 * (a.x * b.y - a.y * b.x);
        }
    }
    EXPECT_NEAR(area, 8.0, 1e-9) << "the hole runs the other way";
    cartography::View view;
    view.metres_per_px = 1;
    view.middle_px = {0, 0};
    double seen = 0;
    for (const render::Ring& ring : render::seen_rings(rings, view, {{-10, -10}, {1, 10}})) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            EXPECT_LE(ring[i].x, 1.0);
            const glm::dvec2 b = ring[(i + 1) % ring.size()];
            seen += 0.5 * (ring[i].x * b.y - ring[i].y * b.x);
        }
    }
    EXPECT_NEAR(std::abs(seen), 3.0, 1e-9) << "the column left of the cut";
}

TEST(SymbolOutline, LiesWhereTheDistanceIsNought) {
    for (int shape = 0; shape < static_cast<int>(cartography::SymbolShape::Count); ++shape) {
        const auto each = static_cast<cartography::SymbolShape>(shape);
        const cartography::SymbolOutline outline = cartography::symbol_outline(each);
        bool any = false;
        for (const std::span<const glm::vec2> polygon : outline.polygons) {
            for (std::size_t i = 0; i < polygon.size(); ++i) {
                const glm::vec2 middle = 0.5F * (polygon[i] + polygon[(i + 1) % polygon.size()]);
                EXPECT_NEAR(cartography::symbol_distance(each, middle.x, middle.y), 0, 1e-5) << shape;
                any = true;
            }
        }
        for (const float radius : {outline.radius, outline.hole}) {
            if (radius > 0) {
                EXPECT_NEAR(cartography::symbol_distance(each, radius * 0.6F, radius * 0.8F), 0, 1e-5) << shape;
                any = true;
            }
        }
        EXPECT_TRUE(any) << shape;
    }
}

}  // namespace
}  // namespace bordermap::test
