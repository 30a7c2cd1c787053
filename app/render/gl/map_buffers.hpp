#pragma once
/// A PreparedMap in graphics memory: uploaded once, drawn by level of detail and by the chunks in view.

#include "cartography/prepared_map.hpp"
#include "cartography/scene.hpp"
#include "render/gl/gl_objects.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace bordermap::render {

/// Plane rectangle in view, metres.
struct ViewBox {
    glm::dvec2 min, max;
    [[nodiscard]] bool meets(const cartography::Chunk& chunk) const {
        return static_cast<double>(chunk.min.x) <= max.x && static_cast<double>(chunk.max.x) >= min.x &&
               static_cast<double>(chunk.min.y) <= max.y && static_cast<double>(chunk.max.y) >= min.y;
    }
};

class FillBuffers {
public:
    /// `ranks`, per feature: those of a higher rank lie on those of a lower one. A feature that it does not hold is of rank 0.
    explicit FillBuffers(const cartography::FillLevel& level, std::span<const int> ranks = {});
    /// Triangles that follow each other and are of one rank: of a map countries, provinces, districts. Layers are to be drawn in
    /// order, each whole before the next.
    [[nodiscard]] std::size_t layers() const { return layers_.size(); }
    /// Which runs of triangles: all, or those that the border does not or may come nearer to than `distance` m. Which of the
    /// two a run is depends on no picture, so that every tile draws them in the same order.
    enum class Runs : std::uint8_t { All, Far, Near };
    /// Triangles of the runs of a layer that meet the box and hold a visible feature (`states` null: all are). Returns their number.
    std::uint64_t draw(std::size_t layer, const ViewBox& box, const std::vector<cartography::FeatureState>* states,
                       std::uint32_t& draw_calls, Runs runs = Runs::All, double distance = 0) const;
    [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

private:
    struct FilledChunk {
        cartography::Chunk chunk;
        std::vector<std::uint32_t> features;
        float from_border = 0;  ///< m, at least
    };
    struct Layer {
        int rank = 0;
        std::size_t first = 0, end = 0;  ///< of chunks_
    };
    VertexArray array_;
    Buffer positions_, features_, indices_;
    std::vector<FilledChunk> chunks_;
    std::vector<Layer> layers_;
    std::uint64_t bytes_ = 0;
};

class LineBuffers {
public:
    explicit LineBuffers(const cartography::LineLevel& level);
    /// Pieces of the chunks that meet the box, with `program` in use and its segments on `unit`. Returns their number.
    std::uint64_t draw(const ViewBox& box, const Program& program, GLuint unit, std::uint32_t& draw_calls) const;
    [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

private:
    // A driver's buffer textures may be too short for a level: then it lies in several.
    struct Part {
        BufferTexture segments{GL_RG32F};
        std::uint32_t first = 0, count = 0;
    };
    std::vector<Part> parts_;
    std::vector<cartography::Chunk> chunks_;
    std::uint64_t bytes_ = 0;
};

struct MapBuffers {
    explicit MapBuffers(std::shared_ptr<const cartography::PreparedMap> prepared);

    [[nodiscard]] const FillBuffers* boundary_fills(double metres_per_px) const;
    [[nodiscard]] const FillBuffers* neighbour_fills(double metres_per_px) const;
    [[nodiscard]] const LineBuffers* lines(cartography::LineClass line_class, double metres_per_px) const;

    std::shared_ptr<const cartography::PreparedMap> map;
    /// The incidents in order, as many in each part as the driver's buffer textures hold (nearly always one part).
    struct IncidentPart {
        BufferTexture records{GL_RGBA32UI};
        std::uint32_t first = 0, count = 0;
    };
    std::vector<IncidentPart> incidents;
    std::uint64_t bytes = 0;
    /// Per boundary, around its triangles of every level. Without triangles: empty (min beyond max).
    std::vector<ViewBox> feature_boxes;

private:
    std::vector<FillBuffers> boundary_fills_, neighbour_fills_;
    std::array<std::vector<LineBuffers>, static_cast<std::size_t>(cartography::LineClass::Count)> lines_;
};

/// Draws `count` rectangles whose corners the vertex shader makes from gl_VertexID = 4 i .. 4 i + 3, from i = `first` on.
/// A vertex array with the shared index buffer (kQuadIndices) must be bound.
void draw_quads(std::uint32_t first, std::uint32_t count, std::uint32_t& draw_calls);
/// Indices of as many rectangles as 16 bits can name.
[[nodiscard]] const std::vector<std::uint16_t>& quad_indices();
inline constexpr std::uint32_t kQuadsPerDraw = 16384;

}  // namespace bordermap::render
