#include "cartography/furniture.hpp"

#include "cartography/compose_support.hpp"
#include "cartography/legend.hpp"
#include "cartography/scale_bar.hpp"
#include "model/messages.hpp"
#include "support/furniture.hpp"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <numbers>

namespace bordermap::cartography {
namespace {

using glm::dvec2;
using glm::vec2;
using testing::data;
using testing::khe_sanh;
using testing::Shot;

/// Ground distance of a short line by the radii of curvature of WGS 84 at its middle: another way than the one tested.
double ground_metres(model::LonLat a, model::LonLat b) {
    constexpr double kA = 6378137.0;
    constexpr double kE2 = 0.00669437999014;
    const double radians = std::numbers::pi / 180.0;
    const double sine = std::sin((a.lat + b.lat) * 0.5 * radians);
    const double w = std::sqrt(1.0 - kE2 * sine * sine);
    const double north = (b.lat - a.lat) * radians * kA * (1.0 - kE2) / (w * w * w);
    const double east = (b.lon - a.lon) * radians * kA / w * std::cos((a.lat + b.lat) * 0.5 * radians);
    return std::hypot(north, east);
}

TEST(Furniture, TheScaleBarIsTrueAtTheMiddleOfTheMap) {
    for (const session::Camera camera :
         {session::Camera{105.0, 17.0, 900'000}, session::Camera{108.9, 12.0, 90'000},
          session::Camera{101.0, 22.0, 8'000}, session::Camera{106.6, 16.6, 2'500'000}}) {
        Page page;
        const View view = view_of(camera, page);
        const ScaleBar bar = make_scale_bar(view, 220.F, model::Language::English);
        EXPECT_LE(bar.px, 220.F);
        EXPECT_GE(bar.px, 220.F / 2.6F);  // the next round length would not have fitted
        const double half = 0.5 * static_cast<double>(bar.px) * view.metres_per_px;
        const double true_length = ground_metres(projection().inverse(view.centre - dvec2(half, 0)),
                                                 projection().inverse(view.centre + dvec2(half, 0)));
        EXPECT_NEAR(true_length / bar.metres, 1.0, 0.001) << bar.label;
        const double digits = bar.metres / std::pow(10.0, std::floor(std::log10(bar.metres) + 1e-9));
        EXPECT_TRUE(std::abs(digits - 1) < 1e-6 || std::abs(digits - 2) < 1e-6 || std::abs(digits - 5) < 1e-6)
            << bar.metres;
        const double said = std::stod(bar.label) * (bar.label.ends_with("km") ? 1000.0 : 1.0);
        EXPECT_DOUBLE_EQ(said, bar.metres);
    }
}

TEST(Furniture, TheArrowPointsToTrueNorth) {
    for (const double lon : {101.5, 105.0, 108.5}) {
        const View view = view_of({lon, 18.0, 100'000}, Page{});
        // Meridian convergence of the transverse Mercator projection: d lon * sin(lat), to the first order.
        const double convergence = (lon - 105.0) * std::numbers::pi / 180.0 * std::sin(18.0 * std::numbers::pi / 180.0);
        EXPECT_NEAR(static_cast<double>(north_angle(view)), -convergence, 2e-4) << lon;
    }
}

std::vector<std::string> texts(const std::vector<LegendRow>& rows) {
    std::vector<std::string> all;
    all.reserve(rows.size());
    for (const LegendRow& row : rows) {
        all.push_back(row.text);
    }
    return all;
}

bool lists(const std::vector<LegendRow>& rows, std::string_view key,
           model::Language language = model::Language::English) {
    const std::vector<std::string> all = texts(rows);
    return std::find(all.begin(), all.end(), model::tr(key, language)) != all.end();
}

std::vector<LegendRow> rows_for(const Shot& shot, const Visible& visible) {
    return legend_rows(
        {&data(), &shot.selection, &shot.session, &shot.page, &theme("light"), shot.scene.view, &visible});
}

TEST(Furniture, TheLegendListsWhatIsVisibleAndNothingElse) {
    Shot shot;
    Visible visible;
    visible.categories.assign(data().categories.size(), 0);
    EXPECT_TRUE(rows_for(shot, visible).empty());

    visible.link_twinning = true;
    visible.unit_shapes[static_cast<std::size_t>(SymbolShape::Shield)] = true;
    visible.categories[data().category_by_id.at("INC.TOC.ARMS")] = 1;
    visible.categories[data().category_by_id.at("INC.TOC.GOLD")] = 1;
    visible.categories[data().category_by_id.at("INC.TOC.DRUG")] = 1;
    visible.border = true;
    const auto rows = rows_for(shot, visible);
    EXPECT_TRUE(lists(rows, "furniture.link.twinning"));
    EXPECT_TRUE(lists(rows, "furniture.unit.guard"));
    EXPECT_TRUE(lists(rows, "furniture.boundary.border"));
    for (const char* key :
         {"furniture.link.coordination", "furniture.link.other", "furniture.link.inherited", "furniture.link.unsure",
          "furniture.link.ended", "furniture.unit.army", "furniture.unit.village", "furniture.gate", "furniture.event",
          "furniture.precision", "furniture.boundary.province", "furniture.boundary.district", "furniture.count"}) {
        EXPECT_FALSE(lists(rows, key)) << key;
    }
    // Arms and gold look alike: one row for their group; drugs have a look of their own.
    const auto symbols = [&](SymbolShape shape) {
        return std::count_if(rows.begin(), rows.end(), [&](const LegendRow& row) {
            return row.sample == LegendRow::Sample::Symbol && row.shape == shape;
        });
    };
    EXPECT_EQ(symbols(SymbolShape::Triangle), 1);
    EXPECT_EQ(symbols(SymbolShape::Diamond), 1);
    EXPECT_EQ(symbols(SymbolShape::Circle), 0);
}

TEST(Furniture, EveryRowHasItsWordsInEveryLanguage) {
    Visible visible;
    visible.border = visible.provinces = visible.districts = true;
    visible.link_twinning = visible.link_coordination = visible.link_other = visible.link_inherited =
        visible.link_unsure = visible.link_ended = visible.counts = true;
    visible.unit_shapes.fill(true);
    visible.gates = visible.events = visible.rings = true;
    visible.border_piece_m = 2500;
    visible.categories.assign(data().categories.size(), 1);
    std::size_t rows = 0;
    for (const model::Language language : model::kLanguages) {
        Shot shot;
        shot.session.language = language;
        const auto all = rows_for(shot, visible);
        EXPECT_TRUE(rows == 0 || rows == all.size());
        rows = all.size();
        for (const std::string& text : texts(all)) {
            EXPECT_FALSE(text.empty());
            EXPECT_EQ(text.find("furniture."), std::string::npos) << text;
            EXPECT_EQ(text.find("INC."), std::string::npos) << text;
        }
    }
    EXPECT_GE(rows, 24U);
}

/// Shapes of the symbols in the legend of a composed scene (everything but the arrow).
std::vector<SymbolShape> legend_shapes(const Scene& scene) {
    std::vector<SymbolShape> shapes;
    for (const SymbolMark& mark : test::furniture_of(scene).symbols) {
        if (mark.shape != SymbolShape::NorthArrow) {
            shapes.push_back(mark.shape);
        }
    }
    return shapes;
}

TEST(Furniture, TheLegendOfAPictureHasTheSymbolsOfThatPicture) {
    Shot shot;
    shot.session.filter.categories = {"INC.HAZ"};
    shot.session.camera = testing::khe_sanh();
    shot.take();
    const auto shapes = legend_shapes(shot.scene);
    const auto has = [&](SymbolShape shape) { return std::find(shapes.begin(), shapes.end(), shape) != shapes.end(); };
    EXPECT_TRUE(has(SymbolShape::TriangleDown));
    EXPECT_FALSE(has(SymbolShape::Diamond));
    for (const SymbolMark& mark : shot.scene.marks.symbols) {
        if (mark.ref) {
            EXPECT_TRUE(has(mark.shape)) << static_cast<int>(mark.shape);
        }
    }
    Shot sea;
    sea.session.camera = session::Camera{109.5, 18.2, 40'000};
    sea.take();
    EXPECT_TRUE(legend_shapes(sea.scene).empty());
}

TEST(Furniture, SaysThatTheBorderIsSimplifiedWhereItsStraightPiecesShow) {
    const test::RealWorld& world = test::real_world();
    EXPECT_GT(world.map->border_piece_m, 500);  // geodata/README.md: a coverage generalised to about 450 m
    EXPECT_LT(world.map->border_piece_m, 5000);
    auto exact = std::make_shared<PreparedMap>(*world.map);
    exact->border_piece_m = 20;
    for (const auto& [metres_across, told] : {std::pair{30'000.0, true}, std::pair{900'000.0, false}}) {
        Shot shot;
        shot.session.camera = khe_sanh(metres_across);
        shot.take();
        Composer composer;
        const Scene same = composer.compose(exact, *world.index, shot.selection, shot.session, shot.page);
        EXPECT_EQ(test::furniture_of(shot.scene).texts.size() > test::furniture_of(same).texts.size(), told)
            << metres_across;
    }
}

TEST(Furniture, PanelsKeepToThePageAndApart) {
    Composer composer;
    for (const auto& [width, height] : {std::pair{1920, 1080}, {3840, 2160}, {1080, 1920}, {1600, 1200}, {800, 600}}) {
        Shot shot(width, height);
        shot.take(composer);
        const Box page{{-0.5F, -0.5F}, {static_cast<float>(width) + 0.5F, static_cast<float>(height) + 0.5F}};
        const std::vector<Overlay>& panels = shot.scene.furniture;
        ASSERT_GE(panels.size(), 3U) << width << "x" << height;
        for (std::size_t a = 0; a < panels.size(); ++a) {
            const RectMark& ground = panels[a].rects.front();
            const Box box{ground.min, ground.max};
            EXPECT_EQ(ground.fill.a, 1.F);
            // The strip of sources runs out of the page on three sides.
            const bool strip = box.max.y > page.max.y;
            EXPECT_EQ(strip, a == 0);
            EXPECT_TRUE(strip || box.inside(page)) << width << "x" << height;
            for (std::size_t b = a + 1; b < panels.size(); ++b) {
                EXPECT_FALSE(box.overlaps({panels[b].rects.front().min, panels[b].rects.front().max}))
                    << width << "x" << height;
            }
        }
    }
}

/// What Scene::furniture promises, and a picture of a panel that is kept rests on.
TEST(Furniture, MarksOfAPanelLieInsideItsGround) {
    Composer composer;
    for (const auto& [width, height, across] : {std::tuple{1920, 1080, 0.0},
                                                {3840, 2160, 0.0},
                                                {1600, 1200, 0.0},
                                                {1080, 1920, 0.0},
                                                {800, 600, 0.0},
                                                {1920, 1080, 90'000.0},
                                                {960, 540, 300'000.0}}) {
        Shot shot(width, height);
        if (across > 0) {
            shot.session.camera = khe_sanh(across);
        }
        shot.session.incident_style = session::IncidentStyle::Circles;
        shot.take(composer);
        for (const Overlay& panel : shot.scene.furniture) {
            const RectMark& ground = panel.rects.front();
            const float edge = std::max(ground.radius, 0.5F * std::max(ground.stroke_width, 1.F) + 1.F);
            const Box inside = Box{ground.min, ground.max}.grown(-edge);
            const auto expect_inside = [&](vec2 low, vec2 high, const char* what) {
                EXPECT_TRUE((Box{low, high}.inside(inside))) << what << " at " << low.x << ", " << low.y;
            };
            for (std::size_t i = 1; i < panel.rects.size(); ++i) {
                const vec2 half(0.5F * panel.rects[i].stroke_width);
                expect_inside(panel.rects[i].min - half, panel.rects[i].max + half, "rect");
            }
            for (const RingMark& ring : panel.rings) {
                const vec2 reach(ring.radius + 0.5F * ring.stroke_width);
                expect_inside(ring.at - reach, ring.at + reach, "ring");
            }
            for (const PolylineMark& line : panel.polylines) {
                for (std::uint32_t i = line.first; i < line.first + line.count; ++i) {
                    const vec2 half(0.5F * std::max(line.width, line.casing));
                    expect_inside(panel.points[i] - half, panel.points[i] + half, "line");
                }
            }
            for (const DonutMark& donut : panel.donuts) {
                expect_inside(donut.at - vec2(donut.radius), donut.at + vec2(donut.radius), "donut");
            }
            for (const SymbolMark& symbol : panel.symbols) {
                const vec2 half(0.5F * symbol.size + symbol.halo_width);
                expect_inside(symbol.at - half, symbol.at + half, "symbol");
            }
            for (const TextMark& text : panel.texts) {
                // The box has room for marks over capitals, more than the words of a panel take.
                expect_inside(text.min + vec2{0, 0.25F * text.size}, text.max, "words");
            }
        }
    }
}

TEST(Furniture, IsLeftOutWhenNotAskedFor) {
    Shot shot;
    shot.page.furniture = false;
    shot.take();
    EXPECT_TRUE(shot.scene.furniture.empty());
}

}  // namespace
}  // namespace bordermap::cartography
