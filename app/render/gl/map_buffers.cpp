#include "render/gl/map_buffers.hpp"

#include "cartography/line_distance.hpp"

#include <algorithm>
#include <cstddef>
#include <glm/common.hpp>
#include <utility>

namespace bordermap::render {
namespace {

template <typename T>
std::uint64_t fill_buffer(GLenum target, const Buffer& buffer, const std::vector<T>& data) {
    const std::size_t bytes = data.size() * sizeof(T);
    glBindBuffer(target, buffer.get());
    glBufferData(target, static_cast<GLsizeiptr>(bytes), data.data(), GL_STATIC_DRAW);
    return bytes;
}

constexpr std::uint32_t kFillRun = 24;  // indices of a run that is culled as one
constexpr std::uint32_t kLineRun = 48;  // pieces of one

/// What a level without chunks is drawn as: one chunk that is always in view.
cartography::Chunk whole(std::size_t count) {
    return {{-1e30F, -1e30F}, {1e30F, 1e30F}, 0, static_cast<std::uint32_t>(count)};
}

template <typename Level, typename Buffers>
const Buffers* pick(const std::vector<Level>& levels, const std::vector<Buffers>& buffers, double metres_per_px) {
    if (levels.empty()) {
        return nullptr;
    }
    return &buffers[static_cast<std::size_t>(&cartography::level_for(levels, metres_per_px) - levels.data())];
}

}  // namespace

FillBuffers::FillBuffers(const cartography::FillLevel& level, std::span<const int> ranks) {
    glBindVertexArray(array_.get());
    bytes_ += fill_buffer(GL_ARRAY_BUFFER, positions_, level.positions);
    glEnableVertexAttribArray(0);
    glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, 0, nullptr);
    bytes_ += fill_buffer(GL_ARRAY_BUFFER, features_, level.feature);
    glEnableVertexAttribArray(1);
    glVertexAttribIPointer(1, 1, GL_UNSIGNED_INT, 0, nullptr);
    bytes_ += fill_buffer(GL_ELEMENT_ARRAY_BUFFER, indices_, level.indices);
    glBindVertexArray(0);
    glBindBuffer(GL_ARRAY_BUFFER, 0);
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, 0);

    std::vector<cartography::Chunk> chunks = level.chunks;
    if (chunks.empty() && !level.indices.empty()) {
        chunks.push_back(whole(level.indices.size()));
    }
    int step_of_run = 0;
    for (const cartography::Chunk& chunk : chunks) {
        const std::size_t end = std::min<std::size_t>(std::size_t{chunk.first} + chunk.count, level.indices.size());
        for (std::size_t i = chunk.first; i + 2 < end; i += 3) {
            const std::uint32_t feature = level.feature[level.indices[i]];
            const float from_border = i / 3 < level.from_border.size() ? level.from_border[i / 3] : 0.0F;
            const int step = cartography::distance_step(from_border);
            const int rank = feature < ranks.size() ? ranks[feature] : 0;
            if (layers_.empty() || layers_.back().rank != rank) {
                layers_.push_back({rank, chunks_.size(), chunks_.size()});
            }
            Layer& layer = layers_.back();
            // Smaller than the chunks of the map: one that holds a hundred features is nearly always visible in part.
            if (i == chunk.first || layer.end == layer.first || chunks_.back().chunk.count >= kFillRun ||
                step != step_of_run) {
                step_of_run = step;
                ++layer.end;
                chunks_.push_back(
                    {{{1e30F, 1e30F}, {-1e30F, -1e30F}, static_cast<std::uint32_t>(i), 0}, {}, from_border});
            }
            FilledChunk& run = chunks_.back();
            run.from_border = std::min(run.from_border, from_border);
            run.chunk.count += 3;
            for (std::size_t k = i; k < i + 3; ++k) {
                const glm::vec2 p = level.positions[level.indices[k]];
                run.chunk.min = {std::min(run.chunk.min.x, p.x), std::min(run.chunk.min.y, p.y)};
                run.chunk.max = {std::max(run.chunk.max.x, p.x), std::max(run.chunk.max.y, p.y)};
            }
            if (run.features.empty() || run.features.back() != feature) {
                run.features.push_back(feature);
            }
        }
    }
}

std::uint64_t FillBuffers::draw(std::size_t layer, const ViewBox& box,
                                const std::vector<cartography::FeatureState>* states, std::uint32_t& draw_calls,
                                Runs runs, double distance) const {
    const auto shown = [states](std::uint32_t feature) {
        return states == nullptr || (feature < states->size() && (*states)[feature].visible != 0);
    };
    std::vector<GLsizei> counts;
    std::vector<const void*> offsets;
    std::uint64_t triangles = 0;
    std::uint32_t run_end = 0;
    for (std::size_t i = layers_[layer].first; i < layers_[layer].end; ++i) {
        const FilledChunk& filled = chunks_[i];
        const cartography::Chunk& chunk = filled.chunk;
        const bool near = static_cast<double>(filled.from_border) <= distance;
        if (chunk.count == 0 || (runs != Runs::All && near != (runs == Runs::Near)) || !box.meets(chunk) ||
            std::none_of(filled.features.begin(), filled.features.end(), shown)) {
            continue;
        }
        triangles += chunk.count / 3;
        if (!counts.empty() && run_end == chunk.first) {
            counts.back() += static_cast<GLsizei>(chunk.count);
        } else {
            counts.push_back(static_cast<GLsizei>(chunk.count));
            offsets.push_back(reinterpret_cast<const void*>(std::size_t{chunk.first} * sizeof(std::uint32_t)));
        }
        run_end = chunk.first + chunk.count;
    }
    if (!counts.empty()) {
        glBindVertexArray(array_.get());
        glMultiDrawElements(GL_TRIANGLES, counts.data(), GL_UNSIGNED_INT, offsets.data(),
                            static_cast<GLsizei>(counts.size()));
        ++draw_calls;
    }
    return triangles;
}

LineBuffers::LineBuffers(const cartography::LineLevel& level) {
    static_assert(sizeof(cartography::LineSegment) == 6 * sizeof(float), "three texels of two floats");
    std::vector<cartography::Chunk> chunks = level.chunks;
    if (chunks.empty() && !level.segments.empty()) {
        chunks.push_back(whole(level.segments.size()));
    }
    for (const cartography::Chunk& chunk : chunks) {
        const std::size_t end = std::min<std::size_t>(std::size_t{chunk.first} + chunk.count, level.segments.size());
        for (std::size_t i = chunk.first; i < end; ++i) {
            // Smaller than the chunks of the map: most pictures after the first are of narrow parts.
            if (i == chunk.first || chunks_.back().count >= kLineRun) {
                chunks_.push_back({{1e30F, 1e30F}, {-1e30F, -1e30F}, static_cast<std::uint32_t>(i), 0});
            }
            cartography::Chunk& run = chunks_.back();
            ++run.count;
            run.min = glm::min(run.min, glm::min(level.segments[i].a, level.segments[i].b));
            run.max = glm::max(run.max, glm::max(level.segments[i].a, level.segments[i].b));
        }
    }
    GLint texels = 0;
    glGetIntegerv(GL_MAX_TEXTURE_BUFFER_SIZE, &texels);
    const std::size_t most = static_cast<std::size_t>(std::max(texels, 65536)) / 3;
    for (std::size_t first = 0; first < level.segments.size(); first += most) {
        const std::size_t count = std::min(most, level.segments.size() - first);
        Part part;
        part.first = static_cast<std::uint32_t>(first);
        part.count = static_cast<std::uint32_t>(count);
        part.segments.upload(level.segments.data() + first, count * sizeof(cartography::LineSegment), GL_STATIC_DRAW);
        bytes_ += part.segments.bytes();
        parts_.push_back(std::move(part));
    }
}

std::uint64_t LineBuffers::draw(const ViewBox& box, const Program& program, GLuint unit,
                                std::uint32_t& draw_calls) const {
    std::uint64_t drawn = 0;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> runs;  // first, end
    for (const cartography::Chunk& chunk : chunks_) {
        if (chunk.count == 0 || !box.meets(chunk)) {
            continue;
        }
        if (!runs.empty() && runs.back().second == chunk.first) {
            runs.back().second += chunk.count;
        } else {
            runs.emplace_back(chunk.first, chunk.first + chunk.count);
        }
    }
    for (const Part& part : parts_) {
        bool bound = false;
        for (const auto& [first, end] : runs) {
            const std::uint32_t low = std::max(first, part.first);
            const std::uint32_t high = std::min(end, part.first + part.count);
            if (low >= high) {
                continue;
            }
            if (!bound) {
                part.segments.bind(unit);
                program.set("segment_count", static_cast<int>(part.count));
                bound = true;
            }
            draw_quads(low - part.first, high - low, draw_calls);
            drawn += high - low;
        }
    }
    return drawn;
}

MapBuffers::MapBuffers(std::shared_ptr<const cartography::PreparedMap> prepared) : map(std::move(prepared)) {
    std::vector<int> ranks;
    if (map->dataset) {
        for (const model::AdminUnit& unit : map->dataset->boundaries) {
            ranks.push_back(unit.level);
        }
    }
    for (const cartography::FillLevel& level : map->boundary_fills) {
        bytes += boundary_fills_.emplace_back(level, ranks).bytes();
        for (std::size_t i = 0; i < std::min(level.positions.size(), level.feature.size()); ++i) {
            const std::uint32_t feature = level.feature[i];
            if (feature >= feature_boxes.size()) {
                feature_boxes.resize(std::size_t{feature} + 1, {{1e30, 1e30}, {-1e30, -1e30}});
            }
            ViewBox& box = feature_boxes[feature];
            box.min = glm::min(box.min, glm::dvec2(level.positions[i]));
            box.max = glm::max(box.max, glm::dvec2(level.positions[i]));
        }
    }
    for (const cartography::FillLevel& level : map->neighbour_fills) {
        bytes += neighbour_fills_.emplace_back(level).bytes();
    }
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        for (const cartography::LineLevel& level : map->lines[i]) {
            bytes += lines_.at(i).emplace_back(level).bytes();
        }
    }
    static_assert(sizeof(cartography::PointInstance) == 8 * sizeof(float), "two texels of four words");
    GLint texels = 0;
    glGetIntegerv(GL_MAX_TEXTURE_BUFFER_SIZE, &texels);
    const std::size_t most = static_cast<std::size_t>(std::max(texels, 65536)) / 2;
    for (std::size_t first = 0; first < map->incidents.size(); first += most) {
        const std::size_t count = std::min(most, map->incidents.size() - first);
        IncidentPart part;
        part.first = static_cast<std::uint32_t>(first);
        part.count = static_cast<std::uint32_t>(count);
        part.records.upload(map->incidents.data() + first, count * sizeof(cartography::PointInstance), GL_STATIC_DRAW);
        bytes += part.records.bytes();
        incidents.push_back(std::move(part));
    }
}

const FillBuffers* MapBuffers::boundary_fills(double metres_per_px) const {
    return pick(map->boundary_fills, boundary_fills_, metres_per_px);
}
const FillBuffers* MapBuffers::neighbour_fills(double metres_per_px) const {
    return pick(map->neighbour_fills, neighbour_fills_, metres_per_px);
}
const LineBuffers* MapBuffers::lines(cartography::LineClass line_class, double metres_per_px) const {
    const auto index = static_cast<std::size_t>(line_class);
    return pick(map->lines[index], lines_.at(index), metres_per_px);
}

void draw_quads(std::uint32_t first, std::uint32_t count, std::uint32_t& draw_calls) {
    while (count > 0) {
        const std::uint32_t now = std::min(count, kQuadsPerDraw);
        glDrawElementsBaseVertex(GL_TRIANGLES, static_cast<GLsizei>(now * 6), GL_UNSIGNED_SHORT, nullptr,
                                 static_cast<GLint>(first * 4));
        ++draw_calls;
        first += now;
        count -= now;
    }
}

const std::vector<std::uint16_t>& quad_indices() {
    static const std::vector<std::uint16_t> indices = [] {
        std::vector<std::uint16_t> made;
        made.reserve(std::size_t{kQuadsPerDraw} * 6);
        for (std::uint32_t quad = 0; quad < kQuadsPerDraw; ++quad) {
            for (const std::uint32_t corner : {0U, 1U, 2U, 2U, 1U, 3U}) {
                made.push_back(static_cast<std::uint16_t>(quad * 4 + corner));
            }
        }
        return made;
    }();
    return indices;
}

}  // namespace bordermap::render
