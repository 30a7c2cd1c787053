#include "cartography/compose.hpp"

#include "cartography/camera.hpp"
#include "cartography/compose_graticule.hpp"
#include "cartography/compose_labels.hpp"
#include "cartography/compose_map.hpp"
#include "cartography/compose_marks.hpp"
#include "cartography/furniture.hpp"
#include "cartography/labels.hpp"

#include <algorithm>
#include <cmath>

namespace bordermap::cartography {

namespace {

using glm::dvec2;
using glm::vec2;

/// What carries the fill of a country on the day of the Selection.
struct Carrier {
    int level = 0;               ///< of its polygons: provinces, or the country itself where the data has none alive
    bool for_provinces = false;  ///< the country in their place
    bool inside = false;         ///< and it lies in the place filter
};

/// The country carries it where its provinces are no more and no less: its one polygon costs half as much to draw. Not where
/// areas are filled by class, which would cover it.
Carrier carrier_of(const PreparedMap& map, const query::Selection& selection, model::Country country, bool classed) {
    const model::Dataset& data = *map.dataset;
    Carrier carrier;
    for (model::Index i = 0; i < data.boundaries.size(); ++i) {
        const model::AdminUnit& unit = data.boundaries[i];
        if (unit.country != country || selection.boundary_alive[i] == 0) {
            continue;
        }
        if (unit.level == 0 && !classed && i < map.tiled.size() &&
            std::any_of(map.tiled[i].begin(), map.tiled[i].end(),
                        [&](const model::Interval& days) { return days.contains(selection.filter.as_of); })) {
            return {0, true, selection.boundary_in_filter[i] != 0};
        }
        carrier.level = unit.level == 1 ? 1 : carrier.level;
    }
    return carrier;
}

void compose_features(const Frame& frame, const IncidentAreas& areas, Scene& scene) {
    const model::Dataset& data = *frame.index.map().dataset;
    const query::Selection& selection = frame.selection;
    const bool place_filter = !selection.filter.places.empty();
    const bool classed = !areas.fill_of.empty();
    const Carrier viet_nam = carrier_of(frame.index.map(), selection, model::Country::VietNam, classed);
    const Carrier laos = carrier_of(frame.index.map(), selection, model::Country::Laos, classed);
    std::vector<std::uint8_t> named(data.boundaries.size(), 0);
    for (const std::string& id : selection.filter.places) {
        if (const auto found = data.boundary_by_id.find(id); found != data.boundary_by_id.end()) {
            named[found->second] = 1;
        }
    }
    scene.features.assign(data.boundaries.size(), {});
    for (model::Index i = 0; i < data.boundaries.size(); ++i) {
        const model::AdminUnit& unit = data.boundaries[i];
        FeatureState& state = scene.features[i];
        state.side = unit.country == model::Country::VietNam ? 1 : (unit.country == model::Country::Laos ? 2 : 0);
        if (selection.boundary_alive[i] == 0) {
            continue;
        }
        const Carrier& carrier = state.side == 2 ? laos : viet_nam;
        const model::Ref ref{model::RefKind::Boundary, i};
        if (unit.level == 0 && carrier.for_provinces) {
            state.highlight = 0;  // that of a country is not theirs
        } else if (ref == frame.selected) {
            state.highlight = 3;
        } else if (ref == frame.hovered) {
            state.highlight = 2;
        } else if (place_filter && named[i] != 0) {
            state.highlight = 1;
        }
        const bool inside = selection.boundary_in_filter[i] != 0;
        // What does not carry the fill shows itself only where it stands out from what does: named by the filter, pointed at,
        // selected, in the filter where the rest is not. Where areas are filled by class each of them does.
        state.area_fill = i < areas.fill_of.size() ? areas.fill_of[i] : std::uint8_t{0};
        const bool apart = unit.level == 1 && place_filter && inside != carrier.inside;
        state.visible = unit.level == carrier.level || state.area_fill > 0 ||
                                (unit.level > carrier.level && (state.highlight != 0 || apart))
                            ? 1
                            : 0;
        state.veil = place_filter && !inside && state.highlight == 0 ? 255 : 0;
    }
    std::copy(frame.theme.area_classes.begin(), frame.theme.area_classes.end(), scene.area_fills.begin() + 1);
    scene.area_fills[kFillNone] = frame.theme.area_none;
    scene.area_fills[kFillNotApplicable] = frame.theme.area_not_applicable;
}

void compose_lines(const Frame& frame, Scene& scene) {
    const auto show = [&scene](LineClass line, bool on) { scene.show_lines[static_cast<std::size_t>(line)] = on; };
    const session::Session& session = frame.session;
    show(LineClass::Border, true);
    show(LineClass::Outline, true);
    show(LineClass::Neighbour, true);
    show(LineClass::Province, session.shows(session::Layer::Provinces));
    show(LineClass::District, session.shows(session::Layer::Districts) && frame.nominal < kDistrictLines);
    show(LineClass::RiverMajor, session.shows(session::Layer::Rivers));
    show(LineClass::RiverMinor, session.shows(session::Layer::Rivers) && frame.nominal < kMinorRivers);
}

void compose_incidents(const Frame& frame, Scene& scene) {
    const model::Dataset& data = *frame.index.map().dataset;
    scene.show_incidents = frame.session.shows(session::Layer::Incidents) &&
                           frame.session.incident_style == session::IncidentStyle::Symbols;
    scene.window = frame.selection.filter.window();
    scene.incident_pass = frame.selection.incident_pass_but_window_and_category;
    scene.incident_size = frame.theme.symbol_size * frame.symbol_factor;
    scene.categories.resize(data.categories.size() + 1);
    CategoryStyle& not_stated = scene.categories.back();
    not_stated.colour = frame.theme.text_muted;
    not_stated.shape = SymbolShape::Circle;
    not_stated.visible = frame.selection.filter.categories.empty();
    for (model::Index i = 0; i < data.categories.size(); ++i) {
        const model::Term& category = data.categories[i];
        CategoryStyle& style = scene.categories[i];
        style.colour = frame.theme.category_colour(category.id);
        style.shape = category_symbol(category.id);
        style.visible = i < frame.selection.category_pass.size() && frame.selection.category_pass[i] != 0;
    }
    scene.selected_incident = frame.selected.kind == model::RefKind::Incident ? frame.selected.index : model::kNone;
    scene.hovered_incident = frame.hovered.kind == model::RefKind::Incident ? frame.hovered.index : model::kNone;
}

}  // namespace

bool mode_draws(session::Mode mode, session::Layer layer) {
    using session::Layer;
    using session::Mode;
    switch (layer) {
        case Layer::Units:
        case Layer::Links:
            return mode == Mode::Overview || mode == Mode::Cooperation || mode == Mode::Meetings;
        case Layer::Events:
        case Layer::Gates:
            return mode == Mode::Overview || mode == Mode::Cooperation;
        case Layer::Incidents:
            return mode == Mode::Overview || mode == Mode::Incidents;
        case Layer::Precision:
            return mode != Mode::Boundaries;
        case Layer::Glow:
        case Layer::Districts:
        case Layer::Provinces:
        case Layer::Rivers:
        case Layer::Towns:
        case Layer::Labels:
        case Layer::Graticule:
        case Layer::Count:
            break;
    }
    return true;
}

struct Composer::Impl {
    TextShaper text;
    LabelPlacer placer;
    NameLines lines;
    std::unique_ptr<MapIndex> index;
    std::vector<PlacedLabel> placed;
};

Composer::Composer() : impl_(std::make_unique<Impl>()) {}
Composer::~Composer() = default;

void Composer::forget_places() {
    impl_->placer.forget();
}

TextShaper& Composer::text() {
    return impl_->text;
}

Scene Composer::compose(const std::shared_ptr<const PreparedMap>& map, const query::QueryIndex& index,
                        const query::Selection& selection, const session::Session& asked, const Page& page,
                        const std::function<void(const Scene&)>& ground_ready) {
    Impl& impl = *impl_;
    // From here on a layer that the mode does not draw is a layer that is off.
    session::Session session = asked;
    for (std::size_t i = 0; i < static_cast<std::size_t>(session::Layer::Count); ++i) {
        const auto layer = static_cast<session::Layer>(i);
        session.show(layer, asked.shows(layer) && mode_draws(asked.mode, layer));
    }
    if (!impl.index || impl.index->shared() != map) {
        impl.index = std::make_unique<MapIndex>(map);
        impl.placer.forget();
    }
    impl.text.trim();

    const Theme& colours = theme(session.theme);
    const session::Camera camera = resolve_camera(*map, index, selection, session, page);
    const View view = view_of(camera, page);
    const MapArea area = map_area(page);
    Frame frame{*impl.index, selection, session, page, colours, view};
    frame.scale = page.scale;
    frame.nominal = view.metres_per_px * static_cast<double>(page.scale);
    frame.symbol_factor = symbol_factor(frame.nominal);
    frame.area = {vec2(area.min), vec2(area.max())};
    frame.hovered = page.hovered;
    frame.hovered_ring = page.hovered_ring;
    frame.opened = page.opened;
    if (session.selected_kind != model::RefKind::None) {
        frame.selected = model::find_ref(*map->dataset, session.selected_kind, session.selected_id);
    }

    Scene scene;
    scene.view = view;
    scene.scale = page.scale;
    scene.map = map;
    scene.atlas = impl.text.atlas();
    scene.theme = &colours;
    // The glow would tint the classes along the border, the areas that matter most.
    const bool choropleth =
        session.shows(session::Layer::Incidents) && session.incident_style == session::IncidentStyle::Choropleth;
    scene.show_glow = session.shows(session::Layer::Glow) && !choropleth;
    scene.as_of = selection.filter.as_of;
    Visible visible;
    visible.areas = incident_areas(*map, selection, session, frame.nominal);
    compose_features(frame, visible.areas, scene);
    compose_lines(frame, scene);
    if (ground_ready) {
        ground_ready(scene);
    }
    compose_incidents(frame, scene);

    impl.placer.begin(view, frame.area.grown(-8.F * frame.scale), frame.scale);
    if (page.covered_min != page.covered_max) {
        impl.placer.obstacles().add({page.covered_min, page.covered_max}, Obstacle::Hard);
    }
    visible.categories.assign(scene.categories.size(), 0);
    std::vector<DegreeMark> degrees;
    if (session.shows(session::Layer::Graticule)) {
        degrees = compose_graticule(frame, scene, impl.text);
    }
    compose_marks(frame, scene, impl.text, visible, impl.placer.obstacles());
    if (page.furniture) {
        const Box whole{{0, 0}, vec2(view.size_px)};
        const auto in_view = [&](const LineClass line) { return scene.show_lines[static_cast<std::size_t>(line)]; };
        visible.provinces = in_view(LineClass::Province);
        visible.districts = in_view(LineClass::District);
        std::size_t border_in_view = 0;
        for (const vec2 at : impl.index->border()) {
            const vec2 px(view.to_px(dvec2(at)));
            if (Box{px, px}.inside(whole)) {
                visible.border = true;
                ++border_in_view;
                visible.story.push_back({px, 0.02F});
            }
        }
        constexpr double kSeenPiece = 24;  // px at 96 dpi: a straight piece that shows
        if (visible.border &&
            map->border_piece_m >= kSeenPiece * static_cast<double>(frame.scale) * view.metres_per_px) {
            visible.border_piece_m = map->border_piece_m;
        }
        constexpr std::size_t kLocatorUnder = 3;  // a picture of less than a third of the border says where it is
        if (border_in_view * kLocatorUnder < impl.index->border().size()) {
            visible.locator = &impl.index->locator();
        }
        if (frame.selected.kind == model::RefKind::Boundary && frame.selected.index < map->anchors.size()) {
            visible.story.push_back({frame.px(map->anchors[frame.selected.index].at), 8.F});
        }
        visible.on_land = [&](vec2 px) {
            const vec2 at(view.to_metres(dvec2(px)));
            for (model::Index i = 0; i < map->dataset->boundaries.size(); ++i) {
                if (map->dataset->boundaries[i].level == 0 && selection.boundary_alive[i] != 0 &&
                    impl.index->shape(i).encloses(at, at)) {
                    return true;
                }
            }
            return false;
        };
        const FurnitureRequest request{map->dataset.get(), &selection, &session, &page, &colours, view, &visible};
        scene.furniture = make_furniture(request, impl.text);
        for (const Box& box : closed_to_names(scene.furniture, vec2(view.size_px), frame.scale)) {
            impl.placer.obstacles().add(box, Obstacle::Hard);
        }
    }
    compose_degrees(degrees, scene, impl.placer.obstacles());
    if (session.shows(session::Layer::Labels)) {
        compose_labels(frame, scene, visible, impl.lines, impl.text, impl.placer, impl.placed);
    }
    if (visible.areas.style != session::IncidentStyle::Symbols) {
        scene.areas = std::make_shared<const IncidentAreas>(std::move(visible.areas));
    }
    return scene;
}

}  // namespace bordermap::cartography
