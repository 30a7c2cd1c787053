#pragma once
/// A Cairo context in picture pixels, and what is drawn on it.

#include "cartography/scene.hpp"
#include "render/vector/fonts.hpp"

#include <cairo.h>
#include <glm/vec2.hpp>
#include <memory>
#include <span>
#include <string>

namespace bordermap::render {

struct Destroy {
    void operator()(cairo_t* context) const { cairo_destroy(context); }
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
using Context = std::unique_ptr<cairo_t, Destroy>;
using Surface = std::unique_ptr<cairo_surface_t, Destroy>;

/// Gives back the graphics state, clip included, at the end of a block.
class Saved {
public:
    explicit Saved(cairo_t* context) : context_(context) { cairo_save(context); }
    ~Saved() { cairo_restore(context_); }
    Saved(const Saved&) = delete;
    Saved& operator=(const Saved&) = delete;

private:
    cairo_t* context_;
};

/// Throws std::runtime_error with Cairo's words when it has failed.
void check(cairo_status_t status);

void set_paint(cairo_t* context, const cartography::Colour& colour);
void add_line(cairo_t* context, std::span<const glm::dvec2> points, bool closed);

/// Sea, land, glow and lines of the ground.
void draw_ground(cairo_t* context, const cartography::Scene& scene);

/// Everything over the ground. `incidents_of`: the incidents of this Scene come after the polylines.
void draw_overlay(cairo_t* context, const cartography::Overlay& overlay, const cartography::GlyphAtlas* atlas,
                  Fonts& fonts, const cartography::Scene* incidents_of);

/// Texts with their halos, all halos first.
void draw_texts(cairo_t* context, const cartography::Overlay& overlay, const cartography::GlyphAtlas& atlas,
                Fonts& fonts);

}  // namespace bordermap::render
