// What each mode draws and its legend lists, meetings by state, what was taken over, and how well places are known.

#include "cartography/compose_support.hpp"
#include "cartography/headline.hpp"
#include "cartography/legend.hpp"
#include "cartography/links.hpp"
#include "cartography/meetings.hpp"
#include "model/messages.hpp"
#include "query/describe.hpp"
#include "support/furniture.hpp"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <gtest/gtest.h>
#include <set>
#include <string>
#include <tuple>

namespace bordermap::cartography {
namespace {

using model::RefKind;
using query::MeetingState;
using session::Layer;
using session::Mode;
using testing::agreement;
using testing::data;
using testing::day;
using testing::Shot;
using testing::unit;

std::size_t symbols(const Scene& scene, RefKind kind) {
    return static_cast<std::size_t>(std::count_if(scene.marks.symbols.begin(), scene.marks.symbols.end(),
                                                  [kind](const SymbolMark& mark) { return mark.ref.kind == kind; }));
}

Shot taken(Composer& composer, Mode mode, double metres_across = 300'000) {
    Shot shot;
    shot.session.mode = mode;
    shot.session.camera = testing::khe_sanh(metres_across);
    shot.take(composer);
    return shot;
}

/// Drawn links, without the leaders of names.
std::ptrdiff_t links(const Scene& scene) {
    return std::count_if(scene.marks.polylines.begin(), scene.marks.polylines.end(),
                         [](const PolylineMark& mark) { return mark.ref.kind == RefKind::Agreement; });
}

TEST(Modes, EachDrawsItsPartOfTheStory) {
    Composer composer;
    const Shot overview = taken(composer, Mode::Overview);
    EXPECT_GT(symbols(overview.scene, RefKind::Unit), 5U);
    EXPECT_GT(symbols(overview.scene, RefKind::Event), 0U);
    EXPECT_GT(symbols(overview.scene, RefKind::Gate), 0U);
    EXPECT_TRUE(overview.scene.show_incidents);
    EXPECT_FALSE(overview.scene.marks.polylines.empty());

    const Shot boundaries = taken(composer, Mode::Boundaries);
    for (const SymbolMark& mark : boundaries.scene.marks.symbols) {
        EXPECT_EQ(mark.shape, SymbolShape::Dot);  // towns
    }
    EXPECT_FALSE(boundaries.scene.show_incidents);
    EXPECT_TRUE(boundaries.scene.marks.polylines.empty());
    EXPECT_TRUE(boundaries.scene.marks.rings.empty());
    EXPECT_TRUE(boundaries.scene.show_lines[static_cast<std::size_t>(LineClass::District)]);

    const Shot cooperation = taken(composer, Mode::Cooperation);
    EXPECT_EQ(symbols(cooperation.scene, RefKind::Unit), symbols(overview.scene, RefKind::Unit));
    EXPECT_GT(symbols(cooperation.scene, RefKind::Event), 0U);
    EXPECT_GT(symbols(cooperation.scene, RefKind::Gate), 0U);
    EXPECT_FALSE(cooperation.scene.show_incidents);
    // Rings of incidents move symbols aside: a link too short to be drawn between these may get long enough.
    EXPECT_LE(links(cooperation.scene), links(overview.scene));
    EXPECT_GE(links(cooperation.scene) + 2, links(overview.scene));

    const Shot incidents = taken(composer, Mode::Incidents);
    EXPECT_EQ(symbols(incidents.scene, RefKind::Unit) + symbols(incidents.scene, RefKind::Event) +
                  symbols(incidents.scene, RefKind::Gate),
              0U);
    EXPECT_TRUE(incidents.scene.show_incidents);
    EXPECT_TRUE(incidents.scene.marks.polylines.empty());
    EXPECT_FALSE(incidents.scene.marks.rings.empty());

    const Shot meetings = taken(composer, Mode::Meetings);
    EXPECT_GT(symbols(meetings.scene, RefKind::Unit), 3U);
    EXPECT_EQ(symbols(meetings.scene, RefKind::Event) + symbols(meetings.scene, RefKind::Gate), 0U);
    EXPECT_FALSE(meetings.scene.show_incidents);
    EXPECT_EQ(links(meetings.scene), links(cooperation.scene));
}

TEST(Modes, NoModeBringsBackALayerThatIsOff) {
    Composer composer;
    for (std::size_t i = 0; i < static_cast<std::size_t>(Mode::Count); ++i) {
        Shot shot;
        shot.session.mode = static_cast<Mode>(i);
        shot.session.camera = testing::khe_sanh();
        for (const Layer layer : {Layer::Units, Layer::Links, Layer::Incidents, Layer::Events, Layer::Gates}) {
            shot.session.show(layer, false);
        }
        shot.take(composer);
        EXPECT_FALSE(shot.scene.show_incidents);
        EXPECT_TRUE(shot.scene.marks.polylines.empty());
        for (const RefKind kind : {RefKind::Unit, RefKind::Event, RefKind::Gate, RefKind::Agreement}) {
            EXPECT_EQ(symbols(shot.scene, kind), 0U);
        }
    }
}

/// Shapes of the legend's samples.
std::set<SymbolShape> legend_shapes(const Scene& scene) {
    std::set<SymbolShape> shapes;
    for (const SymbolMark& mark : test::furniture_of(scene).symbols) {
        shapes.insert(mark.shape);
    }
    return shapes;
}

TEST(Modes, TheLegendListsOnlyWhatTheModeDraws) {
    Composer composer;
    const auto shapes = [&](Mode mode) { return legend_shapes(taken(composer, mode).scene); };
    EXPECT_EQ(shapes(Mode::Boundaries), (std::set{SymbolShape::NorthArrow}));
    const std::set<SymbolShape> cooperation = shapes(Mode::Cooperation);
    EXPECT_TRUE(cooperation.contains(SymbolShape::Gate));
    EXPECT_FALSE(cooperation.contains(SymbolShape::Diamond));
    const std::set<SymbolShape> incidents = shapes(Mode::Incidents);
    EXPECT_TRUE(incidents.contains(SymbolShape::Diamond));
    EXPECT_FALSE(incidents.contains(SymbolShape::Gate));
    EXPECT_FALSE(incidents.contains(SymbolShape::Shield));
    EXPECT_FALSE(shapes(Mode::Meetings).contains(SymbolShape::Gate));
}

TEST(Modes, TheHeadlineTellsTheModeAndCountsWhatItDraws) {
    Shot shot;
    shot.take();
    const auto headline = [&](Mode mode) {
        shot.session.mode = mode;
        return headline_of(data(), shot.selection, shot.session);
    };
    EXPECT_TRUE(headline(Mode::Overview).mode.empty());
    EXPECT_EQ(headline(Mode::Meetings).mode, model::tr("furniture.mode.meetings", model::Language::English));
    EXPECT_TRUE(headline(Mode::Boundaries).facts.empty());
    const auto all = [&](Mode mode) {
        std::string text;
        for (const std::string& fact : headline(mode).facts) {
            text += fact + "\n";
        }
        return text;
    };
    EXPECT_NE(all(Mode::Overview).find("incidents"), std::string::npos);
    EXPECT_EQ(all(Mode::Cooperation).find("incidents"), std::string::npos);
    EXPECT_NE(all(Mode::Cooperation).find("agreements"), std::string::npos);
    EXPECT_EQ(all(Mode::Incidents).find("agreements"), std::string::npos);
    EXPECT_EQ(all(Mode::Incidents).find("events"), std::string::npos);
    EXPECT_NE(all(Mode::Meetings).find(std::to_string(shot.selection.meetings.size())), std::string::npos);
}

TEST(Headline, NamesWhatIsSelectedAndItsFacts) {
    Shot shot;
    shot.take();
    shot.session.selected_kind = RefKind::Agreement;
    shot.session.selected_id = "A-2026-KHE-SANH";
    const Headline selected = headline_of(data(), shot.selection, shot.session);
    EXPECT_EQ(selected.title,
              model::title_of(data(), {RefKind::Agreement, agreement("A-2026-KHE-SANH")}, model::Language::English));
    ASSERT_EQ(selected.facts.size(), 1U);
    EXPECT_NE(selected.facts.front().find("on or before 15 January 2026"), std::string::npos);
    EXPECT_NE(selected.facts.front().find("4 parties"), std::string::npos);
    // A title that was given goes before, and a filter is still told.
    shot.session.filter.places = {"VN-44"};
    shot.take();
    const std::string filter = query::describe_filter(data(), shot.selection.filter, model::Language::English);
    EXPECT_NE(filter.find("Quang Tri"), std::string::npos);
    EXPECT_EQ(headline_of(data(), shot.selection, shot.session).facts.back(), filter);
    shot.session.title = "Briefing";
    EXPECT_EQ(headline_of(data(), shot.selection, shot.session).title, "Briefing");
    // What is not in the data is not told of.
    shot.session.title.clear();
    shot.session.selected_id = "no such agreement";
    EXPECT_EQ(headline_of(data(), shot.selection, shot.session).title, filter);
}

TEST(Meetings, StatesAreToldApartWithoutColour) {
    for (const std::string& name : theme_names()) {
        std::set<std::tuple<SymbolShape, bool>> badges;
        std::set<std::tuple<float, float, float>> colours;
        for (const MeetingState state : kMeetingStates) {
            const MeetingStyle style = meeting_style(theme(name), state);
            badges.insert({style.badge, style.hollow});
            colours.insert({style.colour.r, style.colour.g, style.colour.b});
            // Legible on both countries' fill (WCAG 2.1, graphics).
            EXPECT_GE(contrast_ratio(style.colour, theme(name).fill_vn), 3.0) << name;
            EXPECT_GE(contrast_ratio(style.colour, theme(name).fill_la), 3.0) << name;
        }
        EXPECT_EQ(badges.size(), kMeetingStates.size());
        EXPECT_EQ(colours.size(), kMeetingStates.size());
    }
    EXPECT_GT(meeting_style(theme("light"), MeetingState::NeverHeld).gap, 0.F);
    EXPECT_EQ(meeting_style(theme("light"), MeetingState::Overdue).gap, 0.F);
}

TEST(Meetings, NotesSayWhatIsKnown) {
    using model::Language;
    query::MeetingDue due;
    due.state = MeetingState::Upcoming;
    due.next = model::Interval{day("2026-07-15"), day("2026-07-16")};
    EXPECT_EQ(meeting_note(due, Language::English), (std::vector<std::string>{"next: July 2026"}));
    due.ambiguous = true;
    EXPECT_EQ(meeting_note(due, Language::English), (std::vector<std::string>{"next: July 2026 (?)"}));
    due.ambiguous = false;
    due.state = MeetingState::Overdue;
    due.next = model::Interval{day("2005-07-01"), day("2005-08-01")};
    EXPECT_EQ(meeting_note(due, Language::English), (std::vector<std::string>{"overdue since July 2005"}));
    EXPECT_EQ(meeting_note(due, Language::Vietnamese), (std::vector<std::string>{"quá hạn từ tháng 7 năm 2005"}));
    due.state = MeetingState::NeverHeld;
    due.next = model::Interval{day("2025-12-24"), day("2026-07-16")};
    EXPECT_EQ(meeting_note(due, Language::English),
              (std::vector<std::string>{"no public record", "first due: December 2025 to July 2026"}));
    due.next = model::Interval{model::kOpenPast, day("2026-07-16")};
    EXPECT_EQ(meeting_note(due, Language::English).back(), "first due: in or before July 2026");
    due.next.reset();
    EXPECT_EQ(meeting_note(due, Language::English), (std::vector<std::string>{"no public record"}));
    due.state = MeetingState::Unknown;
    for (const Language language : model::kLanguages) {
        EXPECT_EQ(meeting_note(due, language).front(), model::tr("furniture.meeting.note.unknown", language));
    }
}

TEST(Meetings, LinksAreColouredBadgedAndNotedByState) {
    Shot shot;
    shot.session.mode = Mode::Meetings;
    shot.session.filter.as_of = day("2026-01-15");
    shot.session.camera = testing::khe_sanh(170'000);
    shot.take();
    ASSERT_FALSE(shot.selection.meetings.empty());
    std::set<model::Index> with;
    for (const query::MeetingDue& due : shot.selection.meetings) {
        with.insert(due.agreement);
    }
    int coloured = 0;
    int quiet = 0;
    for (const PolylineMark& mark : shot.scene.marks.polylines) {
        if (mark.ref.kind != RefKind::Agreement) {
            continue;  // a leader
        }
        const auto due = std::find_if(shot.selection.meetings.begin(), shot.selection.meetings.end(),
                                      [&](const query::MeetingDue& each) { return each.agreement == mark.ref.index; });
        if (due == shot.selection.meetings.end()) {
            ++quiet;
            EXPECT_EQ(mark.colour, quiet_link(theme("light")));
            EXPECT_EQ(mark.gap, 0.F);
            continue;
        }
        ++coloured;
        const MeetingStyle style = meeting_style(theme("light"), due->state);
        EXPECT_EQ(mark.colour, style.colour);
        EXPECT_EQ(mark.gap > 0.F, style.gap > 0.F);
        EXPECT_TRUE(
            std::any_of(shot.scene.marks.symbols.begin(), shot.scene.marks.symbols.end(), [&](const SymbolMark& badge) {
                return badge.ref == mark.ref && badge.shape == style.badge && badge.hollow == style.hollow;
            }));
    }
    EXPECT_GE(coloured, 3);
    EXPECT_GE(quiet, 1);
    // Words beside a link, once for the three links of the Khe Sanh agreement.
    const model::Ref khe_sanh{RefKind::Agreement, agreement("A-2026-KHE-SANH")};
    EXPECT_EQ(std::count_if(shot.scene.marks.texts.begin(), shot.scene.marks.texts.end(),
                            [&](const TextMark& mark) { return mark.ref == khe_sanh; }),
              1);
    // The legend counts what passes, state by state, and the rest.
    Visible visible;
    visible.categories.assign(data().categories.size(), 0);
    const auto rows =
        legend_rows({&data(), &shot.selection, &shot.session, &shot.page, &theme("light"), shot.scene.view, &visible});
    std::size_t counted = 0;
    bool ambiguous = false;
    for (const LegendRow& row : rows) {
        ambiguous = ambiguous || row.text == model::tr("furniture.meeting.ambiguous", model::Language::English);
        const std::size_t open = row.text.rfind('(');
        if (row.sample == LegendRow::Sample::Meeting || row.sample == LegendRow::Sample::Link) {
            ASSERT_NE(open, std::string::npos) << row.text;
            counted += std::stoul(row.text.substr(open + 1));
        }
    }
    EXPECT_EQ(counted, shot.selection.agreements.size());
    EXPECT_TRUE(ambiguous);
}

TEST(Inherited, IsDashedAndSaysFromWhom) {
    Shot shot;
    shot.session.filter.as_of = day("2026-01-15");
    shot.session.selected_kind = RefKind::Agreement;
    shot.session.selected_id = "A-COOP-076";
    shot.session.fit = session::Fit::Selected;
    shot.take();
    const model::Ref wanted{RefKind::Agreement, agreement("A-COOP-076")};
    const auto link = std::find_if(shot.scene.marks.polylines.begin(), shot.scene.marks.polylines.end(),
                                   [&](const PolylineMark& mark) { return mark.ref == wanted; });
    ASSERT_NE(link, shot.scene.marks.polylines.end());
    EXPECT_GT(link->gap, 0.F);
    EXPECT_FLOAT_EQ(link->dash / link->gap, kInheritedDash.dash / kInheritedDash.gap);
    // Drawn at the successor, not where the dissolved party was.
    EXPECT_TRUE(std::any_of(shot.scene.marks.symbols.begin(), shot.scene.marks.symbols.end(), [](const SymbolMark& m) {
        return m.ref == model::Ref{RefKind::Unit, unit("U-VN-QT-DAN-HOA")};
    }));
    EXPECT_TRUE(std::any_of(shot.scene.marks.texts.begin(), shot.scene.marks.texts.end(),
                            [&](const TextMark& mark) { return mark.ref == wanted; }));
    const auto sentences = query::describe_inheritance(data(), shot.selection, wanted.index, model::Language::English);
    ASSERT_FALSE(sentences.empty());
    EXPECT_EQ(headline_of(data(), shot.selection, shot.session).facts.back(), sentences.back());
}

TEST(Inherited, APartyWithoutASuccessorIsCrossedAndNotMoved) {
    Composer composer;
    Shot shot;
    shot.session.filter.as_of = day("2026-01-15");
    shot.session.camera = session::Camera{107.9, 14.9, 220'000};
    shot.take(composer);
    const model::Ref gone{RefKind::Unit, unit("U-VN-KT-BGC")};
    const auto mark = std::find_if(shot.scene.marks.symbols.begin(), shot.scene.marks.symbols.end(),
                                   [&](const SymbolMark& each) { return each.ref == gone; });
    ASSERT_NE(mark, shot.scene.marks.symbols.end());
    EXPECT_TRUE(mark->hollow);
    EXPECT_TRUE(
        std::any_of(shot.scene.marks.symbols.begin(), shot.scene.marks.symbols.end(),
                    [&](const SymbolMark& each) { return each.shape == SymbolShape::Crossed && each.at == mark->at; }));
    EXPECT_TRUE(legend_shapes(shot.scene).contains(SymbolShape::Crossed));
    // While it existed nothing was crossed.
    Shot before;
    before.session.filter.as_of = day("2024-06-01");
    before.session.camera = shot.session.camera;
    before.take(composer);
    EXPECT_FALSE(legend_shapes(before.scene).contains(SymbolShape::Crossed));
}

TEST(Ended, AgreementsHaveADashOfTheirOwnWhenAskedFor) {
    Composer composer;
    const auto ended_links = [&](bool ended) {
        Shot shot;
        shot.session.filter.as_of = day("2026-06-01");
        shot.session.filter.ended = ended;
        shot.session.camera = session::Camera{106.5, 16.6, 500'000};
        shot.take(composer);
        return std::count_if(
            shot.scene.marks.polylines.begin(), shot.scene.marks.polylines.end(), [](const PolylineMark& mark) {
                return mark.gap > 0 && std::abs(mark.dash / mark.gap - kEndedDash.dash / kEndedDash.gap) < 1e-4F;
            });
    };
    EXPECT_EQ(ended_links(false), 0);
    EXPECT_GT(ended_links(true), 0);
}

TEST(Places, KnownToAUnitOnlyAreBarredAndHollow) {
    Shot shot;
    shot.session.camera = testing::khe_sanh(330'000);
    shot.take();
    // Quang Tri's provincial command is known to its province only; the command at Khe Sanh to its town.
    const auto mark_of = [&](const char* id) {
        const auto found =
            std::find_if(shot.scene.marks.symbols.begin(), shot.scene.marks.symbols.end(), [&](const SymbolMark& mark) {
                return mark.ref == model::Ref{RefKind::Unit, unit(id)};
            });
        EXPECT_NE(found, shot.scene.marks.symbols.end()) << id;
        return *found;
    };
    const auto barred = [&](const SymbolMark& mark, SymbolShape bars) {
        return std::any_of(shot.scene.marks.symbols.begin(), shot.scene.marks.symbols.end(),
                           [&](const SymbolMark& each) {
                               return each.shape == bars && std::abs(each.at.x - mark.at.x) < 0.5F &&
                                      each.at.y > mark.at.y && each.at.y - mark.at.y < mark.size * 1.5F;
                           });
    };
    const SymbolMark province = mark_of("U-VN-QT-BGC");
    EXPECT_TRUE(province.hollow);
    EXPECT_TRUE(barred(province, SymbolShape::TwoBars));
    const SymbolMark district = mark_of("U-LA-SV-SEPON-DMC");
    EXPECT_TRUE(district.hollow);
    EXPECT_TRUE(barred(district, SymbolShape::OneBar));
    const SymbolMark town = mark_of("U-VN-QT-RDC5-KHE-SANH");
    EXPECT_FALSE(barred(town, SymbolShape::OneBar));
    EXPECT_FALSE(barred(town, SymbolShape::TwoBars));
    const std::set<SymbolShape> legend = legend_shapes(shot.scene);
    EXPECT_TRUE(legend.contains(SymbolShape::OneBar));
    EXPECT_TRUE(legend.contains(SymbolShape::TwoBars));
}

TEST(Places, ExtentsAreOfTrueSizeAndQuiet) {
    Shot shot;
    shot.session.camera = testing::khe_sanh(120'000);
    shot.session.mode = Mode::Cooperation;
    shot.take();
    const model::Unit& khe_sanh = data().units[unit("U-VN-QT-RDC5-KHE-SANH")];
    const glm::vec2 at(shot.scene.view.to_px(projection().forward(khe_sanh.position.at)));
    const auto ring = std::find_if(shot.scene.marks.rings.begin(), shot.scene.marks.rings.end(),
                                   [&](const RingMark& each) { return glm::distance(each.at, at) < 1.F; });
    ASSERT_NE(ring, shot.scene.marks.rings.end());
    EXPECT_NEAR(static_cast<double>(ring->radius) * shot.scene.view.metres_per_px,
                khe_sanh.position.precision_km * 1000.0, 1.0);
    float ink = 0;
    for (const RingMark& each : shot.scene.marks.rings) {
        EXPECT_LE(each.fill.a, 0.05F);
        EXPECT_LE(each.stroke.a, 0.31F);
        ink = std::max(ink, each.fill.a);
    }
    EXPECT_GT(ink, 0.F);
    // Selecting an agreement does not colour the country of its parties.
    Shot selected;
    selected.session.mode = Mode::Cooperation;
    selected.session.selected_kind = RefKind::Agreement;
    selected.session.selected_id = "A-2026-KHE-SANH";
    selected.session.fit = session::Fit::Selected;
    selected.take();
    for (const RingMark& each : selected.scene.marks.rings) {
        EXPECT_LE(each.fill.a, 0.05F);
    }
}

TEST(Labels, AreTheNamesThatPanelsWrite) {
    const model::AdminUnit& quang_tri = data().boundaries[testing::boundary("VN-44")];
    EXPECT_NE(quang_tri.name.en, quang_tri.name.vi);
    Composer composer;
    const auto widths = [&](model::Language language) {
        Shot shot;
        shot.session.mode = Mode::Boundaries;
        shot.session.camera = testing::khe_sanh(200'000);
        shot.session.language = language;
        shot.take(composer);
        for (const TextMark& mark : shot.scene.marks.texts) {
            if (mark.ref == model::Ref{RefKind::Boundary, testing::boundary("VN-44")}) {
                return mark.count;
            }
        }
        return 0U;
    };
    // "QUANG TRI" and "QUẢNG TRỊ": as many letters, and with marks of their own where the font builds them so.
    EXPECT_GE(widths(model::Language::English), 8U);
    EXPECT_GE(widths(model::Language::Vietnamese), 8U);
    Shot english;
    english.session.mode = Mode::Boundaries;
    english.session.camera = testing::khe_sanh(200'000);
    english.take(composer);
    const ShapedRun& plain = composer.text().shape("QUANG TRI", FontFace::SemiBold, 1.5F / 14.F);
    const auto label =
        std::find_if(english.scene.marks.texts.begin(), english.scene.marks.texts.end(), [](const TextMark& mark) {
            return mark.ref == model::Ref{RefKind::Boundary, testing::boundary("VN-44")};
        });
    ASSERT_NE(label, english.scene.marks.texts.end());
    ASSERT_EQ(label->count, plain.glyphs.size());
    for (std::uint32_t i = 0; i < label->count; ++i) {
        EXPECT_EQ(english.scene.marks.glyphs[label->first + i].atlas, plain.glyphs[i].atlas);
    }
}

TEST(Disclaimer, IsOnEveryPictureWholeAndInEveryLanguage) {
    Composer composer;
    const std::string long_line = [] {
        std::string text;
        for (int i = 0; i < 30; ++i) {
            text += "A line of another house, number " + std::to_string(i) + ". ";
        }
        return text + "END";
    }();
    for (const model::Language language : model::kLanguages) {
        session::Session session;
        session.language = language;
        EXPECT_EQ(disclaimer_of(session), model::tr("furniture.disclaimer", language));
        session.disclaimer = "Own words";
        EXPECT_EQ(disclaimer_of(session), "Own words");
        for (const std::string& words : {std::string(), long_line}) {
            for (const auto& [width, height] : {std::pair{1920, 1080}, {800, 600}}) {
                Shot shot(width, height);
                shot.session.language = language;
                shot.session.disclaimer = words;
                shot.take(composer);
                // The strip of sources: the rectangle that ends at the bottom. All of its words are inside.
                const Overlay& strip_panel = shot.scene.furniture.front();
                const RectMark& strip = strip_panel.rects.front();
                EXPECT_FLOAT_EQ(strip.max.y, static_cast<float>(height) + 2.F * shot.page.scale);  // its line runs out
                std::size_t glyphs = 0;
                for (const TextMark& mark : strip_panel.texts) {
                    if (mark.min.y >= strip.min.y) {
                        EXPECT_GE(mark.min.x, 0.F);
                        EXPECT_LE(mark.max.x, static_cast<float>(width));
                        EXPECT_LE(mark.max.y, static_cast<float>(height) + 1.F);
                        glyphs += mark.count;
                    }
                }
                const std::size_t wanted =
                    composer.text().shape(disclaimer_of(shot.session), FontFace::Regular).glyphs.size();
                EXPECT_GT(glyphs + 64, wanted);  // a space at each line's end may go
            }
        }
    }
}

}  // namespace
}  // namespace bordermap::cartography
