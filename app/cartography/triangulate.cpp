#include "cartography/triangulate.hpp"

#include "cartography/topology.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <geos_c.h>
#include <stdexcept>
#include <utility>

namespace bordermap::cartography {

namespace {

struct GeometryDeleter {
    GEOSContextHandle_t context = nullptr;
    void operator()(GEOSGeometry* geometry) const { GEOSGeom_destroy_r(context, geometry); }
};
using Geometry = std::unique_ptr<GEOSGeometry, GeometryDeleter>;

constexpr double kAreaMatch = 1e-9;  ///< share by which the triangles' area may differ from the polygon's
constexpr int kMostCuts = 10;

}  // namespace

struct Triangulator::Impl {
    GEOSContextHandle_t context = GEOS_init_r();
    std::string error;
    bool repaired = false;
    double most_extent = 0;  ///< m

    Impl() {
        if (context == nullptr) {
            throw std::runtime_error("GEOS cannot make a context");
        }
        GEOSContext_setErrorMessageHandler_r(
            context,
            [](const char* message, void* self) {
                // Called out of C: nothing may be thrown through it.
                try {
                    static_cast<Impl*>(self)->error = message;
                } catch (...) {
                    static_cast<Impl*>(self)->error.clear();
                }
            },
            this);
        GEOSContext_setNoticeMessageHandler_r(
            context, [](const char*, void*) {}, nullptr);
    }
    ~Impl() { GEOS_finish_r(context); }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    Impl(Impl&&) = delete;
    Impl& operator=(Impl&&) = delete;

    [[nodiscard]] Geometry own(GEOSGeometry* geometry) const { return {geometry, GeometryDeleter{context}}; }

    [[nodiscard]] Geometry linear_ring(std::span<const glm::dvec2> points) const {
        std::vector<glm::dvec2> closed(points.begin(), points.end());
        if (closed.front() != closed.back()) {
            closed.push_back(closed.front());
        }
        GEOSCoordSequence* sequence =
            GEOSCoordSeq_copyFromBuffer_r(context, &closed[0].x, static_cast<unsigned>(closed.size()), 0, 0);
        return own(sequence == nullptr ? nullptr : GEOSGeom_createLinearRing_r(context, sequence));
    }

    /// The part that starts at ring `first`; moves `first` to the next part.
    [[nodiscard]] Geometry part(std::span<const PlaneRing> rings, std::size_t& first) const {
        const PlaneRing& shell_ring = rings[first++];
        std::vector<GEOSGeometry*> holes;
        Geometry shell = shell_ring.points.size() < 3 ? own(nullptr) : linear_ring(shell_ring.points);
        for (; first < rings.size() && !rings[first].exterior; ++first) {
            if (rings[first].points.size() >= 3 && shell != nullptr) {
                if (Geometry hole = linear_ring(rings[first].points); hole != nullptr) {
                    holes.push_back(hole.release());
                }
            }
        }
        if (shell == nullptr) {
            return own(nullptr);
        }
        return own(
            GEOSGeom_createPolygon_r(context, shell.release(), holes.data(), static_cast<unsigned>(holes.size())));
    }

    /// All parts as one geometry; null when nothing is enclosed or GEOS refuses.
    [[nodiscard]] Geometry build(std::span<const PlaneRing> rings) const {
        std::vector<GEOSGeometry*> parts;
        for (std::size_t first = 0; first < rings.size();) {
            if (Geometry polygon = part(rings, first); polygon != nullptr) {
                parts.push_back(polygon.release());
            }
        }
        if (parts.empty()) {
            return own(nullptr);
        }
        if (parts.size() == 1) {
            return own(parts.front());
        }
        return own(
            GEOSGeom_createCollection_r(context, GEOS_MULTIPOLYGON, parts.data(), static_cast<unsigned>(parts.size())));
    }

    [[nodiscard]] Geometry build_valid(std::span<const PlaneRing> rings) {
        error.clear();
        repaired = false;
        Geometry geometry = build(rings);
        if (geometry == nullptr) {
            return geometry;
        }
        if (GEOSisValid_r(context, geometry.get()) != 1) {
            repaired = true;
            error.clear();
            // The linework method alternates inside and outside at each crossing, as an even-odd fill does.
            geometry = own(GEOSMakeValid_r(context, geometry.get()));
        }
        return geometry;
    }

    /// Adds the triangles of an areal geometry, part by part. `cuts`: how often a part that is refused may be halved.
    [[nodiscard]] bool add(const GEOSGeometry* geometry, Triangles& out, KeyNumbers& corners, int cuts) {
        const int type = GEOSGeomTypeId_r(context, geometry);
        if (type != GEOS_POLYGON) {
            const int count = type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION
                                  ? GEOSGetNumGeometries_r(context, geometry)
                                  : 0;  // what remains of a line encloses nothing
            for (int i = 0; i < count; ++i) {
                if (!add(GEOSGetGeometryN_r(context, geometry, i), out, corners, cuts)) {
                    return false;
                }
            }
            return true;
        }
        if (GEOSisEmpty_r(context, geometry) == 1) {
            return true;
        }
        double x_min = 0;
        double y_min = 0;
        double x_max = 0;
        double y_max = 0;
        double area = 0;
        if (GEOSArea_r(context, geometry, &area) != 1 ||
            GEOSGeom_getExtent_r(context, geometry, &x_min, &y_min, &x_max, &y_max) != 1) {
            return false;
        }
        const bool large = std::max(x_max - x_min, y_max - y_min) > most_extent;
        if (!large && add_whole(geometry, area, out, corners)) {
            return true;
        }
        if (!large && cuts-- == 0) {
            return false;
        }
        const bool wide = x_max - x_min > y_max - y_min;
        const double x = wide ? (x_min + x_max) / 2 : x_max;
        const double y = wide ? y_max : (y_min + y_max) / 2;
        // GEOSClipByRect would be quicker but loses area where holes touch.
        const Geometry low_box = own(GEOSGeom_createRectangle_r(context, x_min, y_min, x, y));
        const Geometry high_box =
            own(GEOSGeom_createRectangle_r(context, wide ? x : x_min, wide ? y_min : y, x_max, y_max));
        if (low_box == nullptr || high_box == nullptr) {
            return false;
        }
        const Geometry low = own(GEOSIntersection_r(context, geometry, low_box.get()));
        const Geometry high = own(GEOSIntersection_r(context, geometry, high_box.get()));
        return low != nullptr && high != nullptr && add(low.get(), out, corners, cuts) &&
               add(high.get(), out, corners, cuts);
    }

    /// Adds the triangles of one part; false where they do not cover it.
    [[nodiscard]] bool add_whole(const GEOSGeometry* part, double area, Triangles& out, KeyNumbers& corners) const {
        const Geometry triangles = own(GEOSConstrainedDelaunayTriangulation_r(context, part));
        if (triangles == nullptr) {
            return false;
        }
        const std::size_t before = out.indices.size();
        if (std::abs(collect(triangles.get(), out, corners) - area) <= kAreaMatch * area) {
            return true;
        }
        out.indices.resize(before);
        return false;
    }

    /// Adds a collection of triangles; returns their area.
    double collect(const GEOSGeometry* triangles, Triangles& out, KeyNumbers& corners) const {
        double twice_area = 0;
        const int count = GEOSGetNumGeometries_r(context, triangles);
        for (int i = 0; i < count; ++i) {
            const GEOSGeometry* shell = GEOSGetExteriorRing_r(context, GEOSGetGeometryN_r(context, triangles, i));
            const GEOSCoordSequence* sequence = shell == nullptr ? nullptr : GEOSGeom_getCoordSeq_r(context, shell);
            unsigned size = 0;
            std::array<glm::dvec2, 4> corner{};
            if (sequence == nullptr || GEOSCoordSeq_getSize_r(context, sequence, &size) == 0 || size != corner.size() ||
                GEOSCoordSeq_copyToBuffer_r(context, sequence, &corner[0].x, 0, 0) == 0) {
                continue;
            }
            const glm::dvec2 ab = corner[1] - corner[0];
            const glm::dvec2 ac = corner[2] - corner[0];
            const double twice = ab.x * ac.y - ab.y * ac.x;
            twice_area += std::abs(twice);
            if (twice < 0) {
                std::swap(corner[1], corner[2]);
            }
            for (std::size_t k = 0; k < 3; ++k) {
                const glm::vec2 position(corner[k]);
                const std::uint32_t number =
                    corners.number((std::uint64_t{std::bit_cast<std::uint32_t>(position.x)} << 32U) |
                                   std::bit_cast<std::uint32_t>(position.y));
                if (number == out.positions.size()) {
                    out.positions.push_back(position);
                }
                out.indices.push_back(number);
            }
        }
        return twice_area / 2;
    }
};

Triangulator::Triangulator() : impl_(std::make_unique<Impl>()) {}
Triangulator::~Triangulator() = default;

const std::string& Triangulator::error() const {
    return impl_->error;
}
bool Triangulator::repaired() const {
    return impl_->repaired;
}

bool Triangulator::is_valid(std::span<const PlaneRing> rings) {
    impl_->error.clear();
    impl_->repaired = false;
    const Geometry geometry = impl_->build(rings);
    return geometry == nullptr || GEOSisValid_r(impl_->context, geometry.get()) == 1;
}

Triangles Triangulator::triangulate(std::span<const PlaneRing> rings, double most_extent) {
    impl_->most_extent = most_extent;
    Triangles out;
    const Geometry geometry = impl_->build_valid(rings);
    if (geometry == nullptr) {
        return out;
    }
    std::size_t vertices = 0;
    for (const PlaneRing& ring : rings) {
        vertices += ring.points.size();
    }
    KeyNumbers corners(vertices);
    out.positions.reserve(vertices);
    out.indices.reserve(vertices * 3);
    if (!impl_->add(geometry.get(), out, corners, kMostCuts)) {
        if (impl_->error.empty()) {
            impl_->error = "the triangles do not cover the polygon";
        }
        return {};
    }
    impl_->error.clear();
    return out;
}

}  // namespace bordermap::cartography
