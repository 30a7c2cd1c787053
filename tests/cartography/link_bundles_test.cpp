// From afar the links between two provinces are one line with their number; nearer by, and where it or one of its agreements is
// pointed at or selected, they are lines of their own. No agreement is lost on the way.

#include "cartography/compose_marks.hpp"
#include "cartography/compose_support.hpp"
#include "cartography/legend.hpp"
#include "model/messages.hpp"
#include "support/furniture.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <fmt/format.h>
#include <glm/geometric.hpp>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace bordermap::cartography {
namespace {

using glm::vec2;
using model::Index;
using model::Ref;
using model::RefKind;
using session::Mode;
using testing::data;
using testing::Shot;

/// The drawn lines of agreements.
std::vector<const PolylineMark*> lines(const Scene& scene) {
    std::vector<const PolylineMark*> found;
    for (const PolylineMark& mark : scene.marks.polylines) {
        if (mark.ref.kind == RefKind::Agreement) {
            found.push_back(&mark);
        }
    }
    return found;
}

std::vector<SharedMark> bundles(const Scene& scene) {
    std::vector<SharedMark> found;
    std::copy_if(scene.shared.begin(), scene.shared.end(), std::back_inserter(found),
                 [](const SharedMark& each) { return each.shown.kind == RefKind::Agreement; });
    return found;
}

SharedMark largest(const Scene& scene) {
    const std::vector<SharedMark> found = bundles(scene);
    return found.empty() ? SharedMark{}
                         : *std::max_element(found.begin(), found.end(), [](const SharedMark& a, const SharedMark& b) {
                               return a.all.size() < b.all.size();
                           });
}

/// The number in the disc of a bundle; empty: it has none.
std::string number_of(const Scene& scene, Ref shown) {
    for (const TextMark& mark : scene.marks.texts) {
        for (const TextLine& line : scene.marks.lines) {
            if (mark.ref == shown && line.first >= mark.first && line.first < mark.first + mark.count &&
                line.text->find_first_not_of("0123456789") == std::string::npos) {
                return *line.text;
            }
        }
    }
    return {};
}

const SymbolMark* disc_of(const Scene& scene, Ref shown) {
    for (const SymbolMark& mark : scene.marks.symbols) {
        if (mark.ref == shown) {
            return &mark;
        }
    }
    return nullptr;
}

Shot far(Mode mode = Mode::Cooperation) {
    Shot shot;
    shot.session.mode = mode;
    return shot;
}

/// Agreements that are there to be hovered or clicked: by a line, by the list behind a line, or by the symbol of a party.
std::set<Index> reachable(const Scene& scene) {
    std::set<Index> found;
    std::set<Index> units;
    const auto add = [&](Ref ref) {
        if (ref.kind == RefKind::Agreement) {
            found.insert(ref.index);
        } else if (ref.kind == RefKind::Unit) {
            units.insert(ref.index);
        }
    };
    for (const PolylineMark* line : lines(scene)) {
        add(line->ref);
    }
    for (const SymbolMark& mark : scene.marks.symbols) {
        add(mark.ref);
    }
    for (const SharedMark& shared : scene.shared) {
        const bool drawn = disc_of(scene, shared.shown) != nullptr ||
                           std::any_of(scene.marks.polylines.begin(), scene.marks.polylines.end(),
                                       [&](const PolylineMark& mark) { return mark.ref == shared.shown; });
        for (const Ref ref : shared.all) {
            if (drawn) {
                add(ref);
            }
        }
    }
    for (Index i = 0; i < data().agreements.size(); ++i) {
        for (const model::Party& party : data().agreements[i].parties) {
            if (units.contains(party.unit)) {
                found.insert(i);
            }
        }
    }
    return found;
}

TEST(LinkBundles, FromAfarFewerLinesStandForEveryAgreement) {
    Shot shot = far();
    shot.take();
    std::set<Index> linked;
    for (const query::Link& link : shot.selection.links) {
        linked.insert(link.agreement);
    }
    EXPECT_LT(lines(shot.scene).size(), linked.size());
    EXPECT_GE(bundles(shot.scene).size(), 4U);
    EXPECT_GE(largest(shot.scene).all.size(), 3U);
    for (const SharedMark& bundle : bundles(shot.scene)) {
        EXPECT_TRUE(std::find(bundle.all.begin(), bundle.all.end(), bundle.shown) != bundle.all.end());
        EXPECT_EQ(number_of(shot.scene, bundle.shown), fmt::format("{}", bundle.all.size()));
        const SymbolMark* disc = disc_of(shot.scene, bundle.shown);
        ASSERT_NE(disc, nullptr);
        const Ref hit = pick(shot.scene, *test::real_world().index, shot.selection, glm::dvec2(disc->at), 0);
        EXPECT_EQ(hit, bundle.shown) << "the number is what is there to be clicked";
    }
}

TEST(LinkBundles, NoAgreementIsLostAtAnyScale) {
    Composer composer;
    for (const Mode mode : {Mode::Overview, Mode::Cooperation, Mode::Meetings}) {
        Shot shot = far(mode);
        for (const double across : {0.0, 900'000.0, 1'500'000.0, 2'500'000.0, 5'000'000.0}) {
            if (across > 0) {
                shot.session.camera = session::Camera{105.5, 18.0, across};
            }
            shot.take(composer);
            const std::set<Index> found = reachable(shot.scene);
            std::set<Index> unplaced;
            for (const query::Link& link : shot.selection.links) {
                const auto in_picture = [&](Index unit) {
                    const model::Position& position = data().units[unit].position;
                    if (!position.at.known()) {
                        return false;
                    }
                    const glm::dvec2 px = shot.scene.view.to_px(projection().forward(position.at));
                    return px.x > 0 && px.y > 0 && px.x < 1920 && px.y < 1080;
                };
                // What joins States has no place on a map; it is in the list of agreements.
                const auto placed = [](Index unit) { return data().units[unit].position.at.known(); };
                if (across == 0.0 && !in_picture(link.from) && !in_picture(link.to)) {
                    EXPECT_FALSE(placed(link.from) || placed(link.to)) << data().agreements[link.agreement].id;
                    unplaced.insert(link.agreement);
                }
                if (in_picture(link.from) || in_picture(link.to)) {
                    EXPECT_TRUE(found.contains(link.agreement))
                        << data().agreements[link.agreement].id << ", " << across << " m";
                }
            }
            if (across == 0.0) {
                std::set<Index> linked;
                for (const query::Link& link : shot.selection.links) {
                    linked.insert(link.agreement);
                }
                EXPECT_LT(unplaced.size(), linked.size() / 3);
            }
        }
    }
}

TEST(LinkBundles, OpensUnderThePointerAndKeepsItsNumberAndItsPlace) {
    Composer composer;
    Shot closed = far();
    closed.take(composer);
    for (const SharedMark& bundle : bundles(closed.scene)) {
        Shot open = far();
        open.page.hovered = bundle.shown;
        open.take(composer);
        // Its line and number stay under the pointer: it does not flicker.
        const SymbolMark* before = disc_of(closed.scene, bundle.shown);
        const SymbolMark* after = disc_of(open.scene, bundle.shown);
        ASSERT_NE(after, nullptr);
        EXPECT_EQ(before->at, after->at);
        EXPECT_EQ(number_of(open.scene, bundle.shown), fmt::format("{}", bundle.all.size()));
        EXPECT_EQ(pick(open.scene, *test::real_world().index, open.selection, glm::dvec2(before->at + vec2{6.F, -4.F})),
                  bundle.shown);
        const auto found = bundles(open.scene);
        const auto same = std::find_if(found.begin(), found.end(),
                                       [&](const SharedMark& each) { return each.shown == bundle.shown; });
        ASSERT_NE(same, found.end()) << "a click lists them";
        EXPECT_EQ(same->all, bundle.all);
        // All its lines stand out, everything else steps back.
        for (const PolylineMark* line : lines(open.scene)) {
            const bool its = std::find(bundle.all.begin(), bundle.all.end(), line->ref) != bundle.all.end();
            if (!its) {
                EXPECT_LT(line->colour.a, 0.5F);
            }
        }
        const auto strong = [](const Scene& scene) {
            const auto drawn = lines(scene);
            return std::count_if(drawn.begin(), drawn.end(),
                                 [](const PolylineMark* line) { return line->colour.a > 0.7F; });
        };
        EXPECT_GE(strong(open.scene), 1);
        // The line itself, not only its number, is where it was.
        const auto line_of = [&](const Scene& scene) {
            vec2 nearest{0, 0};
            for (const PolylineMark* line : lines(scene)) {
                if (line->ref == bundle.shown) {
                    for (std::uint32_t i = 0; i < line->count; ++i) {
                        const vec2 at = scene.marks.points[line->first + i];
                        if (glm::distance(at, before->at) < glm::distance(nearest, before->at)) {
                            nearest = at;
                        }
                    }
                }
            }
            return nearest;
        };
        EXPECT_NEAR(glm::distance(line_of(closed.scene), line_of(open.scene)), 0, 0.01);
    }
    Shot most = far();
    most.page.hovered = largest(closed.scene).shown;
    most.take(composer);
    EXPECT_GT(lines(most.scene).size(), lines(closed.scene).size());
}

TEST(LinkBundles, OpensForOneOfItsAgreementsWhichStandsOutFromTheOthers) {
    Composer composer;
    Shot closed = far();
    closed.take(composer);
    const SharedMark bundle = largest(closed.scene);
    ASSERT_GE(bundle.all.size(), 3U);
    const Ref one = bundle.all.front() == bundle.shown ? bundle.all[1] : bundle.all[0];
    for (const bool selected : {false, true}) {
        Shot open = far();
        if (selected) {
            open.session.selected_kind = RefKind::Agreement;
            open.session.selected_id = data().agreements[one.index].id;
            open.session.camera = resolve_camera(*test::real_world().map, *test::real_world().index, closed.selection,
                                                 closed.session, closed.page);
        } else {
            open.page.hovered = one;
        }
        open.take(composer);
        std::map<Index, float> strength;
        for (const PolylineMark* line : lines(open.scene)) {
            strength[line->ref.index] = std::max(strength[line->ref.index], line->colour.a);
        }
        EXPECT_GT(lines(open.scene).size(), lines(closed.scene).size());
        for (const auto& [index, alpha] : strength) {
            EXPECT_EQ(alpha > 0.7F, index == one.index) << data().agreements[index].id;
        }
        const auto found = bundles(open.scene);
        EXPECT_TRUE(
            std::any_of(found.begin(), found.end(), [&](const SharedMark& each) { return each.all == bundle.all; }));
    }
}

TEST(LinkBundles, LooksLikeTheSurestOfItsAgreements) {
    Shot shot = far();
    shot.take();
    int mixed = 0;
    for (const SharedMark& bundle : bundles(shot.scene)) {
        bool certain = false;
        bool other = false;
        for (const query::Link& link : shot.selection.links) {
            if (std::find(bundle.all.begin(), bundle.all.end(), Ref{RefKind::Agreement, link.agreement}) !=
                bundle.all.end()) {
                const bool sure = link.sure && !link.inherited && link.stage != query::Stage::Ended;
                (sure ? certain : other) = true;
            }
        }
        mixed += certain && other ? 1 : 0;
        for (const PolylineMark* line : lines(shot.scene)) {
            if (line->ref == bundle.shown && certain) {
                EXPECT_EQ(line->gap, 0.F) << data().agreements[bundle.shown.index].id;
            }
        }
    }
    EXPECT_GE(mixed, 1);
}

TEST(LinkBundles, DependOnTheScaleAloneAndKeepTheirEndsUntilTheyOpen) {
    Composer composer;
    const auto at = [&](double nominal) {
        Shot shot = far();
        shot.session.camera = session::Camera{106.6, 16.65, nominal * 1080.0};
        shot.page.furniture = false;
        shot.take(composer);
        return shot;
    };
    // Zooming out over the threshold and in again, in small steps: closed beyond it, open before it, whatever came before.
    std::map<double, std::size_t> out;
    for (double nominal = 590; nominal < 660; nominal += 10) {
        out[nominal] = lines(at(nominal).scene).size();
    }
    for (auto step = out.rbegin(); step != out.rend(); ++step) {
        EXPECT_EQ(lines(at(step->first).scene).size(), step->second) << step->first;
    }
    for (const auto& [nominal, count] : out) {
        for (const auto& [other, fewer] : out) {
            if (nominal <= kProvinceBundles && other > kProvinceBundles) {
                EXPECT_GT(count, fewer) << nominal << ", " << other;
            }
        }
    }
    // A closed one stays between its symbols while the picture is zoomed: its middle is the same place on the ground.
    std::map<Index, glm::dvec2> middle;
    for (const double nominal : {640.0, 760.0, 900.0, 1050.0}) {
        const Shot shot = at(nominal);
        for (const SharedMark& bundle : bundles(shot.scene)) {
            for (const PolylineMark* line : lines(shot.scene)) {
                if (line->ref != bundle.shown) {
                    continue;
                }
                const vec2 first = shot.scene.marks.points[line->first];
                const vec2 last = shot.scene.marks.points[line->first + line->count - 1];
                const glm::dvec2 ground = shot.scene.view.to_metres(glm::dvec2(first + last) * 0.5);
                const auto [known, fresh] = middle.try_emplace(bundle.shown.index, ground);
                // Symbols stand side by side by their size in px, not on the ground.
                EXPECT_LT(glm::distance(known->second, ground) / nominal, 14.0)
                    << data().agreements[bundle.shown.index].id << " at " << nominal;
            }
        }
    }
    EXPECT_GE(middle.size(), 3U);
}

TEST(LinkBundles, TheLegendHasThemOnlyWhileOneIsVisible) {
    Composer composer;
    for (const model::Language language :
         {model::Language::English, model::Language::Vietnamese, model::Language::Lao}) {
        const auto has_row = [&](double across) {
            Shot shot = far();
            shot.session.language = language;
            if (across > 0) {
                shot.session.camera = testing::khe_sanh(across);
            }
            shot.take(composer);
            std::string all;
            for (const TextLine& line : test::furniture_of(shot.scene).lines) {
                all += *line.text + " ";
            }
            std::erase(all, ' ');
            std::string wanted(model::tr("furniture.link.provinces", language));
            std::erase(wanted, ' ');
            return all.find(wanted) != std::string::npos;
        };
        EXPECT_TRUE(has_row(0));
        EXPECT_FALSE(has_row(220'000));
    }
}

TEST(LinkBundles, ALineThatOnlyPassesThroughStepsBack) {
    Composer composer;
    Shot near;
    near.session.mode = Mode::Cooperation;
    near.session.camera = testing::khe_sanh(38'000);
    near.take(composer);
    std::size_t passing = 0;
    std::size_t ending = 0;
    for (const PolylineMark& line : near.scene.marks.polylines) {
        if (line.ref.kind != RefKind::Agreement || line.dash > 0) {
            continue;
        }
        const Box page{{0, 0}, glm::vec2(near.scene.view.size_px)};
        const glm::vec2 first = near.scene.marks.points[line.first];
        const glm::vec2 last = near.scene.marks.points[line.first + line.count - 1];
        const bool passes = !Box{first, first}.inside(page) && !Box{last, last}.inside(page);
        EXPECT_EQ(line.colour.a < 0.9F, passes) << model::id_of(data(), line.ref);
        (passes ? passing : ending) += 1;
    }
    EXPECT_GE(passing, 1U);
    EXPECT_GE(ending, 3U);
}

TEST(LinkBundles, NumbersKeepClearOfSymbolsAndOfEachOther) {
    Composer composer;
    for (const Mode mode : {Mode::Overview, Mode::Cooperation, Mode::Meetings}) {
        Shot shot = far(mode);
        shot.take(composer);
        std::vector<const SymbolMark*> discs;
        for (const SharedMark& bundle : bundles(shot.scene)) {
            if (const SymbolMark* disc = disc_of(shot.scene, bundle.shown);
                disc != nullptr && disc->shape == SymbolShape::Circle) {
                discs.push_back(disc);
            }
        }
        EXPECT_GE(discs.size(), 3U);
        for (const SymbolMark* disc : discs) {
            const float radius = disc->size * 0.4F;
            for (const SymbolMark& mark : shot.scene.marks.symbols) {
                const bool record = mark.ref.kind == RefKind::Unit || mark.ref.kind == RefKind::Event ||
                                    mark.ref.kind == RefKind::Gate || mark.ref.kind == RefKind::Agreement;
                if (&mark != disc && record) {
                    EXPECT_GT(glm::distance(mark.at, disc->at), radius + 0.35F * mark.size)
                        << model::id_of(data(), mark.ref) << " under " << model::id_of(data(), disc->ref);
                }
            }
            for (const TextMark& text : shot.scene.marks.texts) {
                const Box box{text.min, text.max};
                if (text.ref != disc->ref) {
                    EXPECT_FALSE(box.overlaps(Box{disc->at, disc->at}.grown(radius)));
                }
            }
        }
    }
}

}  // namespace
}  // namespace bordermap::cartography
