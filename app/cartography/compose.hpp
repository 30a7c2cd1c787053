#pragma once
/// (Dataset, Selection, Session, size) -> Scene.

#include "cartography/scene.hpp"
#include "query/selection.hpp"
#include "session/session.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace bordermap::cartography {

/// The page that a Scene is made for.
struct Page {
    int width = 1920, height = 1080;  ///< px, 1..16384
    float scale = 1.0F;               ///< px per px at 96 dpi (dpi / 96), 0.25..8
    bool furniture = true;            ///< title, legend, scale bar, north arrow, sources, licence
    /// Px that panels cover at each edge; the map is centred and fitted in what they leave.
    float inset_left = 0, inset_top = 0, inset_right = 0, inset_bottom = 0;
    /// Px that a control of the window covers within the map: no name is placed there. Nothing: both alike.
    glm::vec2 covered_min{0, 0}, covered_max{0, 0};
    model::Ref hovered;
    bool hovered_ring = false;  ///< `hovered` is an incident met at the ring of its cluster, not at a symbol of its own
    model::Ref opened;  ///< an incident: the cluster that it is in stands open, as that of the selected one does
};

/// Whether a mode draws a layer at all: overview all; boundaries the ground only; cooperation units, links, events and gates;
/// incidents these; meetings units and links. The ground (glow, boundaries, rivers, towns, names, degrees) is in every mode.
[[nodiscard]] bool mode_draws(session::Mode mode, session::Layer layer);

/// Scale that keeps a picture of any size looking like the 1920x1080 design: min(w / 1920, h / 1080), 0.5..8.
[[nodiscard]] float natural_scale(int width, int height);

/// Holds fonts, atlas and what keeps labels stable from one frame to the next. One per drawing thread.
class Composer {
public:
    /// Throws std::runtime_error when fonts are missing.
    Composer();
    ~Composer();
    Composer(const Composer&) = delete;
    Composer& operator=(const Composer&) = delete;
    Composer(Composer&&) = delete;
    Composer& operator=(Composer&&) = delete;

    /// `ground_ready` is called with the Scene when it holds its ground, before the rest is composed: view, scale, map, theme, glow,
    /// lines, day, features and their fills.
    [[nodiscard]] Scene compose(const std::shared_ptr<const PreparedMap>& map, const query::QueryIndex& index,
                                const query::Selection& selection, const session::Session& asked, const Page& page,
                                const std::function<void(const Scene&)>& ground_ready = {});
    /// The next Scene places its names as if it were the first: the picture that a snapshot of the Session shows.
    void forget_places();
    [[nodiscard]] TextShaper& text();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// The camera that a Session has on a page: its own, or the one that fits what passes the filter (everything when the filter
/// passes all), with a margin.
[[nodiscard]] session::Camera resolve_camera(const PreparedMap& map, const query::QueryIndex& index,
                                             const query::Selection& selection, const session::Session& session,
                                             const Page& page);
[[nodiscard]] session::Camera fit_camera(const Bounds& bounds, const Page& page);
[[nodiscard]] View view_of(const session::Camera& camera, const Page& page);
/// The camera after a pan by px, or a zoom by `factor` (> 1 nearer) that keeps the ground under `anchor_px` in place.
/// metres_across stays within 2 km .. 6,000 km, the middle within 1,800 km of the plane's origin.
[[nodiscard]] session::Camera panned(const session::Camera& camera, const Page& page, glm::dvec2 delta_px);
[[nodiscard]] session::Camera zoomed(const session::Camera& camera, const Page& page, glm::dvec2 anchor_px,
                                     double factor);

/// The boundary of the graduated circle of incidents at a pixel, the topmost one.
[[nodiscard]] model::Ref pick_circle(const Scene& scene, glm::dvec2 px);
/// The ring of a cluster of incidents that pick() meets at a pixel; null: none, or something else is nearer.
[[nodiscard]] const DonutMark* pick_donut(const Scene& scene, const query::Selection& selection, glm::dvec2 px,
                                          double radius_px = 6.0);
/// What is seen as one arc of the ring of a cluster: the shares of one category, known place or not. From `from` to `to` turns,
/// clockwise from the top; its incidents are [first, first + count) of SharedMark::all.
struct DonutArc {
    float from = 0, to = 1;
    model::Index category = model::kNone;  ///< that the legend lists
    std::uint32_t first = 0, count = 0;
};
[[nodiscard]] std::vector<DonutArc> arcs_of(const Scene& scene, const DonutMark& donut);
/// The arc at a pixel that pick_donut() answers with the ring: by the angle, from the ring's inner edge outwards. None in the
/// middle, where the number of all stands, and where one arc is the whole ring.
[[nodiscard]] std::optional<DonutArc> pick_arc(const Scene& scene, const DonutMark& donut, glm::dvec2 px);
/// What is at a pixel: symbols, rings and incidents before links, links before circles of areas, these before areas (the most detailed
/// boundary drawn). Radius in px.
[[nodiscard]] model::Ref pick(const Scene& scene, const query::QueryIndex& index, const query::Selection& selection,
                              glm::dvec2 px, double radius_px = 6.0);

}  // namespace bordermap::cartography
