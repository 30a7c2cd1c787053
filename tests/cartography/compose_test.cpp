#include "cartography/compose_support.hpp"
#include "support/furniture.hpp"

#include <algorithm>
#include <glm/geometric.hpp>
#include <gtest/gtest.h>
#include <set>

namespace bordermap::cartography {
namespace {

using glm::vec2;
using model::Ref;
using model::RefKind;
using testing::agreement;
using testing::boundary;
using testing::data;
using testing::day;
using testing::Shot;
using testing::unit;

const SymbolMark* symbol_of(const Scene& scene, Ref ref) {
    for (const SymbolMark& mark : scene.marks.symbols) {
        if (mark.ref == ref) {
            return &mark;
        }
    }
    return nullptr;
}

TEST(Compose, TheKheSanhAgreementIsThreeArcsFromKheSanh) {
    Shot shot;
    shot.session.camera = testing::khe_sanh(170'000);
    shot.session.selected_kind = RefKind::Agreement;
    shot.session.selected_id = "A-2026-KHE-SANH";
    shot.take();
    const Ref wanted{RefKind::Agreement, agreement("A-2026-KHE-SANH")};
    const SymbolMark* hub = symbol_of(shot.scene, {RefKind::Unit, unit("U-VN-QT-RDC5-KHE-SANH")});
    ASSERT_NE(hub, nullptr);
    std::set<model::Index> reached;
    int arcs = 0;
    float widest_other = 0;
    float own = 0;
    for (const PolylineMark& mark : shot.scene.marks.polylines) {
        if (mark.ref.kind != RefKind::Agreement) {
            continue;  // a leader
        }
        if (mark.ref != wanted) {
            widest_other = std::max(widest_other, mark.colour.a);
            continue;
        }
        ++arcs;
        own = mark.colour.a;
        const vec2 first = shot.scene.marks.points[mark.first];
        const vec2 last = shot.scene.marks.points[mark.first + mark.count - 1];
        EXPECT_NEAR(glm::distance(first, hub->at), hub->size * 0.5F + 2, 1.0);
        for (const char* id : {"U-LA-SV-SEPON-DMC", "U-LA-SV-NONG-DMC", "U-LA-SL-SAMOUAY-DMC"}) {
            const SymbolMark* partner = symbol_of(shot.scene, {RefKind::Unit, unit(id)});
            ASSERT_NE(partner, nullptr) << id;
            if (glm::distance(last, partner->at) < partner->size * 0.5F + 3) {
                reached.insert(unit(id));
            }
        }
    }
    EXPECT_EQ(arcs, 3);
    EXPECT_EQ(reached.size(), 3U);
    // The others step back.
    EXPECT_FLOAT_EQ(own, 1.F);
    EXPECT_LT(widest_other, 0.5F);
}

TEST(Compose, LinksOverTheSamePairAreOneArc) {
    Shot shot;
    shot.take();
    std::vector<std::pair<vec2, vec2>> ends;
    for (const PolylineMark& mark : shot.scene.marks.polylines) {
        ends.emplace_back(shot.scene.marks.points[mark.first], shot.scene.marks.points[mark.first + mark.count - 1]);
    }
    ASSERT_GT(ends.size(), 10U);
    for (std::size_t a = 0; a < ends.size(); ++a) {
        for (std::size_t b = a + 1; b < ends.size(); ++b) {
            EXPECT_FALSE(glm::distance(ends[a].first, ends[b].first) < 0.5F &&
                         glm::distance(ends[a].second, ends[b].second) < 0.5F);
        }
    }
}

int visible(const Scene& scene, model::Country country, int level) {
    int count = 0;
    for (std::size_t i = 0; i < scene.features.size(); ++i) {
        const model::AdminUnit& unit = data().boundaries[i];
        count += unit.country == country && unit.level == level && scene.features[i].visible != 0 ? 1 : 0;
    }
    return count;
}

TEST(Compose, SymbolsOfThickPlacesStandApartAndAPanMovesNone) {
    const auto record = [](const SymbolMark& mark) {
        return mark.ref.kind == model::RefKind::Unit || mark.ref.kind == model::RefKind::Gate ||
               mark.ref.kind == model::RefKind::Event;
    };
    Composer composer;
    for (const double across : {0.0, 420'000.0, 220'000.0}) {
        Shot shot;
        if (across > 0) {
            shot.session.camera = testing::khe_sanh(across);
        }
        shot.take(composer);
        std::size_t symbols = 0;
        const std::vector<SymbolMark>& marks = shot.scene.marks.symbols;
        for (std::size_t a = 0; a < marks.size(); ++a) {
            symbols += record(marks[a]) ? 1U : 0U;
            for (std::size_t b = a + 1; b < marks.size(); ++b) {
                if (record(marks[a]) && record(marks[b])) {
                    EXPECT_GT(glm::distance(marks[a].at, marks[b].at), 0.35F * (marks[a].size + marks[b].size))
                        << model::id_of(data(), marks[a].ref) << " on " << model::id_of(data(), marks[b].ref) << ", "
                        << across << " m across";
                }
            }
        }
        EXPECT_GT(symbols, 20U) << across;
    }
    Shot here;
    here.session.camera = testing::khe_sanh(420'000);
    here.take(composer);
    Shot there = here;
    there.session.camera = panned(*here.session.camera, here.page, {40, -24});
    there.take(composer);
    const glm::dvec2 moved = there.scene.view.to_px({0, 0}) - here.scene.view.to_px({0, 0});
    std::size_t compared = 0;
    for (const SymbolMark& before : here.scene.marks.symbols) {
        for (const SymbolMark& after : there.scene.marks.symbols) {
            if (record(before) && before.ref == after.ref) {
                EXPECT_LT(glm::distance(glm::dvec2(before.at) + moved, glm::dvec2(after.at)), 0.6)
                    << model::id_of(data(), before.ref);
                ++compared;
            }
        }
    }
    EXPECT_GT(compared, 20U);
}

Scene of_provinces(Composer& composer, const Shot& shot) {
    return composer.compose(test::map_of_provinces(), *test::real_world().index, shot.selection, shot.session,
                            shot.page);
}

TEST(Compose, TheCountryCarriesTheFillWhereItsProvincesFillIt) {
    Composer composer;
    Shot now;
    now.take(composer);
    for (const model::Country country : {model::Country::VietNam, model::Country::Laos}) {
        EXPECT_EQ(visible(now.scene, country, 0), 1);
        EXPECT_EQ(visible(now.scene, country, 1), 0);
    }
    EXPECT_EQ(visible(now.scene, model::Country::VietNam, 2), 0);
    // Pointed at, a province shows on it.
    now.page.hovered = {RefKind::Boundary, boundary("LA-SL")};
    now.take(composer);
    EXPECT_EQ(visible(now.scene, model::Country::Laos, 1), 1);
    EXPECT_EQ(now.scene.features[boundary("LA-SL")].highlight, 2);
    // One in the filter stands out from the rest of its country, which is dimmed.
    Shot filtered;
    filtered.session.filter.places = {"LA-SV"};
    filtered.take(composer);
    EXPECT_EQ(visible(filtered.scene, model::Country::Laos, 1), 1);
    EXPECT_EQ(visible(filtered.scene, model::Country::VietNam, 1), 0);
    EXPECT_EQ(filtered.scene.features[boundary("LA")].veil, 255);
    EXPECT_EQ(filtered.scene.features[boundary("VN")].veil, 255);
    // It stands for them whatever is selected.
    filtered.session.selected_kind = RefKind::Boundary;
    filtered.session.selected_id = "LA";
    filtered.take(composer);
    EXPECT_EQ(filtered.scene.features[boundary("LA")].highlight, 0);
    EXPECT_EQ(filtered.scene.features[boundary("LA")].veil, 255);
    // By class each province is filled alone.
    Shot classed;
    classed.session.mode = session::Mode::Incidents;
    classed.session.incident_style = session::IncidentStyle::Choropleth;
    classed.take(composer);
    EXPECT_EQ(visible(classed.scene, model::Country::Laos, 0), 0);
    EXPECT_EQ(visible(classed.scene, model::Country::Laos, 1), 18);
}

TEST(Compose, ProvincesOfTheDayCarryTheFillWhereTheyDoNotFillTheirCountry) {
    Composer composer;
    Shot now;
    now.take(composer);
    const Scene scene = of_provinces(composer, now);
    EXPECT_EQ(visible(scene, model::Country::VietNam, 1), 34);
    EXPECT_EQ(visible(scene, model::Country::Laos, 1), 18);
    EXPECT_EQ(visible(scene, model::Country::VietNam, 2), 0);
    EXPECT_EQ(visible(scene, model::Country::VietNam, 0), 0);
    Shot before;
    before.session.filter.as_of = day("2024-06-01");
    before.take(composer);
    EXPECT_EQ(visible(of_provinces(composer, before), model::Country::VietNam, 1), 63);
    for (std::size_t i = 0; i < scene.features.size(); ++i) {
        const model::Country country = data().boundaries[i].country;
        EXPECT_EQ(scene.features[i].side,
                  country == model::Country::VietNam ? 1 : (country == model::Country::Laos ? 2 : 0));
    }
}

TEST(Compose, APlaceFilterVeilsTheRest) {
    Shot shot;
    shot.session.filter.places = {"LA-SV"};
    shot.take();
    EXPECT_EQ(shot.scene.features[boundary("LA-SV")].veil, 0);
    EXPECT_EQ(shot.scene.features[boundary("LA-SV")].highlight, 1);
    EXPECT_EQ(shot.scene.features[boundary("LA-SL")].veil, 255);
    EXPECT_EQ(shot.scene.features[boundary("LA-SL")].highlight, 0);
    Shot none;
    none.take();
    for (const FeatureState& state : none.scene.features) {
        EXPECT_EQ(state.veil, 0);
        EXPECT_EQ(state.highlight, 0);
    }
}

TEST(Compose, PointedAtAndSelectedBoundariesShow) {
    Shot shot;
    shot.session.camera = testing::khe_sanh();
    shot.page.hovered = {RefKind::Boundary, boundary("LA-1305")};
    shot.session.selected_kind = RefKind::Boundary;
    shot.session.selected_id = "LA-SL";
    shot.take();
    EXPECT_EQ(shot.scene.features[boundary("LA-1305")].visible, 1);
    EXPECT_EQ(shot.scene.features[boundary("LA-1305")].highlight, 2);
    EXPECT_EQ(shot.scene.features[boundary("LA-SL")].highlight, 3);
    EXPECT_EQ(shot.scene.features[boundary("LA-1304")].visible, 0);
}

TEST(Compose, UncertainPlacesAreRingsOfTheirTrueSize) {
    Shot shot;
    shot.session.camera = testing::khe_sanh(400'000);
    shot.take();
    ASSERT_FALSE(shot.scene.marks.rings.empty());
    std::set<int> radii;
    const auto known = [&](const model::Position& position) {
        radii.insert(static_cast<int>(std::lround(position.precision_km * 1000.0)));
    };
    for (const model::Index incident : shot.selection.incidents) {
        known(data().incidents[incident].position);
    }
    for (const model::Index each : shot.selection.units) {
        known(data().units[each].position);
    }
    for (const model::Index event : shot.selection.events) {
        known(data().events[event].position);
    }
    std::set<std::pair<int, int>> seen;
    for (const RingMark& ring : shot.scene.marks.rings) {
        const auto metres =
            static_cast<int>(std::lround(static_cast<double>(ring.radius) * shot.scene.view.metres_per_px));
        EXPECT_GE(metres, 3000);
        EXPECT_GT(ring.radius, 9.F);
        EXPECT_TRUE(std::any_of(radii.begin(), radii.end(), [&](int stated) { return std::abs(stated - metres) <= 2; }))
            << metres;
        EXPECT_GT(ring.gap, 0.F);  // dashed
        EXPECT_LE(ring.fill.a, 0.071F);
        // One per place and radius.
        EXPECT_TRUE(
            seen.insert({static_cast<int>(ring.at.x * 10) * 4096 + static_cast<int>(ring.at.y * 10), metres}).second);
    }
}

TEST(Compose, LayersThatAreOffDrawNothing) {
    Composer composer;
    const auto with = [&](session::Layer layer, bool on) {
        Shot shot;
        shot.session.camera = testing::khe_sanh();
        shot.page.furniture = false;
        shot.session.show(layer, on);
        shot.take(composer);
        return shot;
    };
    const auto count = [](const Scene& scene, RefKind kind) {
        return std::count_if(scene.marks.symbols.begin(), scene.marks.symbols.end(),
                             [kind](const SymbolMark& mark) { return mark.ref.kind == kind; });
    };
    EXPECT_GT(count(with(session::Layer::Units, true).scene, RefKind::Unit), 5);
    EXPECT_EQ(count(with(session::Layer::Units, false).scene, RefKind::Unit), 0);
    EXPECT_TRUE(with(session::Layer::Units, false).scene.marks.polylines.empty());  // an arc ends at a symbol
    EXPECT_GT(count(with(session::Layer::Gates, true).scene, RefKind::Gate), 0);
    EXPECT_EQ(count(with(session::Layer::Gates, false).scene, RefKind::Gate), 0);
    EXPECT_EQ(count(with(session::Layer::Events, false).scene, RefKind::Event), 0);
    for (const PolylineMark& mark : with(session::Layer::Links, false).scene.marks.polylines) {
        EXPECT_NE(mark.ref.kind, RefKind::Agreement);  // leaders of names stay
    }
    EXPECT_FALSE(with(session::Layer::Incidents, false).scene.show_incidents);
    EXPECT_TRUE(with(session::Layer::Precision, false).scene.marks.rings.empty());
    EXPECT_FALSE(
        with(session::Layer::Districts, false).scene.show_lines[static_cast<std::size_t>(LineClass::District)]);
    const Shot bare = with(session::Layer::Labels, false);
    for (const TextMark& mark : bare.scene.marks.texts) {
        EXPECT_NE(mark.ref.kind, RefKind::Boundary);
    }
}

TEST(Compose, DetailComesWithNearness) {
    Composer composer;
    Shot far;
    far.take(composer);
    EXPECT_FALSE(far.scene.show_lines[static_cast<std::size_t>(LineClass::District)]);
    EXPECT_TRUE(far.scene.show_lines[static_cast<std::size_t>(LineClass::Border)]);
    Shot near;
    near.session.camera = testing::khe_sanh();
    near.take(composer);
    EXPECT_TRUE(near.scene.show_lines[static_cast<std::size_t>(LineClass::District)]);
    EXPECT_GT(near.scene.marks.symbols.front().size, 0.F);
    // The same at twice the size: what is shown depends on the scale, not on the number of pixels.
    Shot large(3840, 2160);
    large.session.camera = testing::khe_sanh();
    large.take(composer);
    EXPECT_EQ(large.scene.show_lines, near.scene.show_lines);
    EXPECT_EQ(large.scene.marks.polylines.size(), near.scene.marks.polylines.size());
    EXPECT_EQ(large.scene.marks.rings.size(), near.scene.marks.rings.size());
}

TEST(Compose, IncidentsPassToTheShaderAsTheSelectionHasThem) {
    Shot shot;
    shot.session.filter.categories = {"INC.TOC.DRUG"};
    shot.session.filter.from = day("2025-01-01");
    shot.session.filter.to = day("2025-12-31");
    shot.take();
    EXPECT_EQ(shot.scene.window, (model::Interval{day("2025-01-01"), day("2026-01-01")}));
    ASSERT_EQ(shot.scene.categories.size(), data().categories.size() + 1) << "and one for those without";
    EXPECT_FALSE(shot.scene.categories.back().visible) << "a category is chosen";
    for (std::size_t i = 0; i < data().categories.size(); ++i) {
        EXPECT_EQ(shot.scene.categories[i].visible, shot.selection.category_pass[i] != 0);
        EXPECT_EQ(shot.scene.categories[i].shape, category_symbol(data().categories[i].id));
    }
    // But those that a ring stands for.
    std::vector<std::uint8_t> passes = shot.selection.incident_pass_but_window_and_category;
    for (const SharedMark& shared : shot.scene.shared) {
        for (const Ref& ref : shared.all) {
            if (ref.kind == RefKind::Incident) {
                passes[ref.index] = 0;
            }
        }
    }
    EXPECT_EQ(shot.scene.incident_pass, passes);
}

TEST(Compose, NothingThatPassesIsSaidInWords) {
    Shot shot;
    shot.session.filter.text = "zzzz-no-such-word";
    shot.session.language = model::Language::English;
    shot.take();
    for (const SymbolMark& mark : shot.scene.marks.symbols) {
        EXPECT_EQ(mark.shape, SymbolShape::Dot);  // towns only
    }
    EXPECT_TRUE(shot.scene.marks.polylines.empty());
    EXPECT_TRUE(shot.scene.marks.rings.empty());
    EXPECT_FALSE(test::furniture_of(shot.scene).texts.empty());
}

TEST(Compose, AnEmptyMapIsAPictureToo) {
    auto dataset = std::make_shared<model::Dataset>();
    model::link(*dataset, [](const model::Problem&) {});
    const auto map = prepare(dataset);
    const query::QueryIndex index(dataset);
    session::Session session = session::make_session(day("2026-01-20"));
    session.selected_kind = RefKind::Unit;
    session.selected_id = "no such unit";
    Composer composer;
    const Scene scene = composer.compose(map, index, query::select(index, session.filter), session, Page{});
    EXPECT_TRUE(scene.marks.symbols.empty());
    EXPECT_FALSE(test::furniture_of(scene).texts.empty());
    EXPECT_FALSE(pick(scene, index, query::select(index, session.filter), {960, 540}));
}

}  // namespace
}  // namespace bordermap::cartography
