#include "cartography/projection.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <proj.h>
#include <stdexcept>

namespace bordermap::cartography {

namespace {

// EPSG:32648 spelt out, so that no database file is opened: degrees in (longitude first), metres out. PROJ's utm is the
// Poder/Engsager algorithm.
constexpr const char* kPipeline =
    "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step +proj=utm +zone=48 +ellps=WGS84";

constexpr model::LonLat kOrigin{105.0, 17.0};

/// A PROJ context may be used by one thread at a time: each thread owns one.
class Transformation {
public:
    Transformation() : context_(proj_context_create()) {
        proj_log_level(context_, PJ_LOG_NONE);
        pj_ = proj_create(context_, kPipeline);
        if (pj_ == nullptr) {
            proj_context_destroy(context_);
            throw std::runtime_error("PROJ cannot make the projection EPSG:32648");
        }
    }
    ~Transformation() {
        proj_destroy(pj_);
        proj_context_destroy(context_);
    }
    Transformation(const Transformation&) = delete;
    Transformation& operator=(const Transformation&) = delete;
    Transformation(Transformation&&) = delete;
    Transformation& operator=(Transformation&&) = delete;

    [[nodiscard]] glm::dvec2 run(PJ_DIRECTION direction, glm::dvec2 in) const {
        const PJ_COORD out = proj_trans(pj_, direction, proj_coord(in.x, in.y, 0, 0));
        return checked({out.xy.x, out.xy.y});
    }

    void forward_in_place(std::span<glm::dvec2> points) const {
        if (points.empty()) {
            return;
        }
        proj_trans_generic(pj_, PJ_FWD, &points[0].x, sizeof(glm::dvec2), points.size(), &points[0].y,
                           sizeof(glm::dvec2), points.size(), nullptr, 0, 0, nullptr, 0, 0);
        for (glm::dvec2& p : points) {
            p = checked(p);
        }
    }

private:
    // PROJ marks what it cannot transform with HUGE_VAL.
    [[nodiscard]] static glm::dvec2 checked(glm::dvec2 p) {
        if (std::isfinite(p.x) && std::isfinite(p.y)) {
            return p;
        }
        constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
        return {kNaN, kNaN};
    }

    PJ_CONTEXT* context_;
    PJ* pj_;
};

const Transformation& transformation() {
    thread_local const Transformation instance;
    return instance;
}

}  // namespace

struct Projection::Impl {
    glm::dvec2 origin{0, 0};  ///< kOrigin in UTM metres
};

Projection::Projection() : impl_(std::make_unique<Impl>()) {
    impl_->origin = transformation().run(PJ_FWD, {kOrigin.lon, kOrigin.lat});
}

Projection::~Projection() = default;

glm::dvec2 Projection::forward(model::LonLat at) const {
    return transformation().run(PJ_FWD, {at.lon, at.lat}) - impl_->origin;
}

model::LonLat Projection::inverse(glm::dvec2 metres) const {
    const glm::dvec2 degrees = transformation().run(PJ_INV, metres + impl_->origin);
    return {degrees.x, degrees.y};
}

void Projection::forward(std::span<const model::LonLat> in, std::span<glm::dvec2> out) const {
    if (in.size() != out.size()) {
        throw std::invalid_argument("Projection::forward: as many places out as in");
    }
    std::transform(in.begin(), in.end(), out.begin(), [](model::LonLat p) { return glm::dvec2{p.lon, p.lat}; });
    transformation().forward_in_place(out);
    for (glm::dvec2& p : out) {
        p -= impl_->origin;
    }
}

const Projection& projection() {
    static const Projection instance;
    return instance;
}

void Bounds::add(glm::dvec2 p) {
    if (std::isfinite(p.x) && std::isfinite(p.y)) {
        min = {std::min(min.x, p.x), std::min(min.y, p.y)};
        max = {std::max(max.x, p.x), std::max(max.y, p.y)};
    }
}

Bounds project(const query::Extent& extent) {
    constexpr std::size_t kSteps = 32;
    std::array<model::LonLat, 4 * (kSteps + 1)> edge;
    std::size_t n = 0;
    for (std::size_t i = 0; i <= kSteps; ++i) {
        const double t = static_cast<double>(i) / static_cast<double>(kSteps);
        const double lon = std::lerp(extent.west, extent.east, t);
        const double lat = std::lerp(extent.south, extent.north, t);
        edge[n++] = {lon, extent.south};
        edge[n++] = {lon, extent.north};
        edge[n++] = {extent.west, lat};
        edge[n++] = {extent.east, lat};
    }
    std::array<glm::dvec2, edge.size()> plane{};
    projection().forward(edge, plane);
    Bounds bounds;
    for (const glm::dvec2 p : plane) {
        bounds.add(p);
    }
    // A parallel is flattest where it crosses the central meridian, which the steps may miss.
    if (extent.west < kOrigin.lon && kOrigin.lon < extent.east) {
        bounds.add(projection().forward({kOrigin.lon, extent.south}));
        bounds.add(projection().forward({kOrigin.lon, extent.north}));
    }
    return bounds;
}

}  // namespace bordermap::cartography
