#include "render/gallery.hpp"

#include <stdexcept>
#include <utility>

namespace bordermap::test {
namespace {

using model::Language;
using session::Camera;
using session::Classing;
using session::IncidentStyle;
using session::Layer;
using session::Measure;
using session::Mode;
using session::Session;

constexpr const char* kToday = "2026-01-15";  // of the report that the project starts from

Session session_on(const char* day, const char* theme = "light", Language language = Language::English) {
    Session session = session::make_session(*model::parse_day(day));
    session.theme = theme;
    session.language = language;
    return session;
}

Session in_mode(Mode mode, const char* theme = "light", Language language = Language::English) {
    Session session = session_on(kToday, theme, language);
    session.mode = mode;
    return session;
}

Session at(Session session, const Camera& camera) {
    session.camera = camera;
    return session;
}

Session selected(Session session, const char* agreement) {
    session.selected_kind = model::RefKind::Agreement;
    session.selected_id = agreement;
    session.fit = session::Fit::Selected;
    return session;
}

/// The agreement of 2026-01-15 between Khe Sanh and three Lao districts.
Session khe_sanh(const char* theme = "light", Language language = Language::English) {
    return selected(session_on(kToday, theme, language), "A-2026-KHE-SANH");
}

Session in_place(Session session, const char* boundary) {
    session.filter.places = {boundary};
    return session;
}

Session styled(Session session, IncidentStyle style, Measure measure = Measure::PerBorder,
               Classing classing = Classing::Quantile) {
    session.incident_style = style;
    session.measure = measure;
    session.classing = classing;
    return session;
}

Session ended_too(Session session) {
    session.filter.ended = true;
    return session;
}

Session with_sea_names(Session session, session::SeaNames names) {
    session.sea_names = names;
    return session;
}

Session with_graticule(Session session) {
    session.show(Layer::Graticule, true);
    return session;
}

const Camera kMiddle{106.2, 16.9, 420'000};
const Camera kMiddleNear{106.9, 16.6, 330'000};
const Camera kKheSanh{106.6, 16.65, 110'000};
const Camera kKheSanhNear{106.6, 16.63, 38'000};
const Camera kNorth{103.4, 21.3, 160'000};
const Camera kSouth{107.3, 15.0, 170'000};
const Camera kWholeSea{109.0, 14.0, 2'200'000};

std::vector<GalleryScene> scenes() {
    using enum Language;
    std::vector<GalleryScene> all;
    const auto add = [&all](const char* name, const char* reason, Session session, int width = 1920,
                            int height = 1080) -> GalleryScene& {
        GalleryScene& scene = all.emplace_back();
        scene.name = name;
        scene.reason = reason;
        scene.session = std::move(session);
        scene.width = width;
        scene.height = height;
        return scene;
    };

    // Overview: what the program opens with.
    add("overview_light", "everything at once: levels told apart, no collision", session_on(kToday));
    add("overview_dark_vi", "the projector, names with marks on their capitals",
        session_on(kToday, "dark", Vietnamese));
    add("overview_contrast_lao", "high contrast, a script without capitals or spacing",
        session_on(kToday, "contrast", Lao));
    GalleryScene& wordless = add("overview_wordless", "geometry alone: tells a fault of the map from one of the labels",
                                 session_on(kToday), 1280, 720);
    wordless.furniture = false;
    wordless.words = false;

    // The agreement that the project starts from.
    add("khe_sanh_light", "three arcs, the rest dimmed, furniture clear of the selection", khe_sanh());
    add("khe_sanh_dark", "the same on dark ground", khe_sanh("dark"));
    add("khe_sanh_vi", "the same in Vietnamese", khe_sanh("light", Vietnamese));
    add("khe_sanh_lao", "the same in Lao, on a small screen", khe_sanh("light", Lao), 1280, 720);
    add("khe_sanh_close_light", "where symbols and names are thickest: leaders, the border's name along it",
        at(session_on(kToday), kKheSanhNear), 1600, 1000);
    add("khe_sanh_close_vi", "the same with longer names", at(session_on(kToday, "light", Vietnamese), kKheSanhNear),
        1600, 1000);
    add("inherited_selected", "an agreement that passed to a successor: dashed, and it says from whom",
        ended_too(selected(session_on(kToday), "A-COOP-076")));

    // Cooperation along the border.
    add("locator_light", "a part of the north, told by the inset", at(in_mode(Mode::Cooperation), kNorth), 1600, 1000);
    add("south_dark_lao", "the south end in Lao on dark ground: parties without a successor",
        at(in_mode(Mode::Cooperation, "dark", Lao), kSouth), 1600, 1000);
    add("savannakhet", "a filter by province: the rest veiled, its links kept whole",
        in_place(session_on(kToday), "LA-SV"));

    // Meetings due.
    add("meetings_light", "states of meetings by colour, badge and dash", in_mode(Mode::Meetings));
    add("meetings_dark_vi", "notes beside links, a filter by province",
        in_place(in_mode(Mode::Meetings, "dark", Vietnamese), "VN-44"));
    add("meetings_contrast", "the same states in high contrast", in_mode(Mode::Meetings, "contrast"));

    // Incidents.
    add("incidents_symbols_dark", "symbols and clusters on dark ground", in_mode(Mode::Incidents, "dark"));
    add("incidents_contrast_vi", "symbols and clusters near by, in high contrast",
        at(in_mode(Mode::Incidents, "contrast", Vietnamese), kMiddleNear), 1600, 1000);
    add("rings_light", "clusters at Khe Sanh: hollow arcs, numbers, bars below", at(in_mode(Mode::Incidents), kKheSanh),
        1600, 1000);
    Session open = at(in_mode(Mode::Incidents, "contrast", Vietnamese), kKheSanh);
    open.selected_kind = model::RefKind::Incident;
    open.selected_id = "INC-071";
    add("rings_open_contrast_vi", "a cluster stands open around the selected incident, its neighbour steps back", open,
        1600, 1000);
    Session far = in_mode(Mode::Incidents, "dark", Lao);
    far.selected_kind = model::RefKind::Incident;
    far.selected_id = "INC-071";
    add("rings_overview_dark_lao", "the selected incident beside a ring of too many for a fan", far, 1600, 1000);
    add("circles_light", "circles by district over the whole border",
        styled(in_mode(Mode::Incidents), IncidentStyle::Circles), 1600, 1000);
    add("circles_dark", "circles near by, of districts and of provinces",
        at(styled(in_mode(Mode::Incidents, "dark"), IncidentStyle::Circles), kMiddle), 1600, 1000);
    add("choropleth_border_quantile_light", "classes, none recorded and no value told apart",
        styled(in_mode(Mode::Incidents), IncidentStyle::Choropleth), 1600, 1000);
    add("choropleth_area_natural_dark", "by district; ground without outlines is not ground without incidents",
        at(styled(in_mode(Mode::Incidents, "dark"), IncidentStyle::Choropleth, Measure::PerArea,
                  Classing::NaturalBreaks),
           kMiddle));
    Session number = styled(session_on("2024-06-01", "light", Vietnamese), IncidentStyle::Choropleth, Measure::Number,
                            Classing::EqualInterval);
    number.mode = Mode::Incidents;
    add("choropleth_number_equal_vi", "plain numbers say that areas differ in size; the 63 provinces", number);
    add("choropleth_contrast_lao", "classes in high contrast, white and dark words on them",
        styled(in_mode(Mode::Incidents, "contrast", Lao), IncidentStyle::Choropleth));

    // Boundaries.
    add("boundaries_only_light", "nothing but the ground: hierarchy of lines and names", in_mode(Mode::Boundaries));
    add("graticule_dark_vi", "graticule with its degrees at the edge, no name under it",
        with_graticule(at(in_mode(Mode::Boundaries, "dark", Vietnamese), kMiddle)), 1600, 1000);
    add("sea_neutral", "the sea with neutral names, no fill and no line on the islands, where the data ends",
        with_sea_names(at(in_mode(Mode::Boundaries), kWholeSea), session::SeaNames::Neutral), 1280, 720);
    add("as_of_2024-06-01", "63 provinces and districts", at(session_on("2024-06-01"), kMiddleNear), 1280, 720);
    add("as_of_2026-01-15", "34 provinces and communes", at(session_on(kToday), kMiddleNear), 1280, 720);
    return all;
}

}  // namespace

const std::vector<GalleryScene>& gallery() {
    static const std::vector<GalleryScene> all = scenes();
    return all;
}

const GalleryScene& gallery_scene(std::string_view name) {
    for (const GalleryScene& scene : gallery()) {
        if (scene.name == name) {
            return scene;
        }
    }
    throw std::out_of_range("no scene of the gallery is named " + std::string(name));
}

}  // namespace bordermap::test
