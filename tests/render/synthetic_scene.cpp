#include "render/synthetic_scene.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace bordermap::test {

using cartography::Colour;
using cartography::LineClass;

Rgb rgb(const Colour& colour) {
    const auto byte = [](float channel) { return static_cast<int>(std::lround(channel * 255.0F)); };
    return {byte(colour.r), byte(colour.g), byte(colour.b)};
}

Rgb pixel(const render::Image& image, int x, int y) {
    const std::size_t at =
        (static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) + static_cast<std::size_t>(x)) * 4;
    return {image.pixels.at(at), image.pixels.at(at + 1), image.pixels.at(at + 2)};
}

Rgb blend(const Rgb& under, const Rgb& over, double weight) {
    Rgb mixed{};
    for (std::size_t i = 0; i < 3; ++i) {
        mixed.at(i) = static_cast<int>(std::lround(under.at(i) * (1.0 - weight) + over.at(i) * weight));
    }
    return mixed;
}

int difference(const Rgb& a, const Rgb& b) {
    return std::max({std::abs(a[0] - b[0]), std::abs(a[1] - b[1]), std::abs(a[2] - b[2])});
}

Mismatch mismatch(const render::Image& a, const render::Image& b) {
    Mismatch found;
    if (a.width != b.width || a.height != b.height || a.pixels.size() != b.pixels.size()) {
        return {a.pixels.size() + b.pixels.size(), 255};
    }
    for (std::size_t i = 0; i < a.pixels.size(); i += 4) {
        int greatest = 0;
        for (std::size_t c = 0; c < 4; ++c) {
            greatest = std::max(greatest, std::abs(int{a.pixels[i + c]} - int{b.pixels[i + c]}));
        }
        found.pixels += greatest > 0 ? 1U : 0U;
        found.greatest = std::max(found.greatest, greatest);
    }
    return found;
}

std::size_t ink(const render::Image& image, const Rgb& background) {
    std::size_t count = 0;
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            count += difference(pixel(image, x, y), background) > 8 ? 1U : 0U;
        }
    }
    return count;
}

const cartography::Theme& plain_theme() {
    static const cartography::Theme theme = [] {
        cartography::Theme made;
        made.name = "synthetic";
        made.sea = {0, 0, 1, 1};
        made.context_land = {0.5F, 0.5F, 0.5F, 1};
        made.context_line = {0.2F, 0.2F, 0.2F, 1};
        made.fill_vn = {1, 1, 0.8F, 1};
        made.fill_la = {0.8F, 1, 0.8F, 1};
        made.glow_vn = {1, 0, 0, 1};
        made.glow_la = {0, 0.6F, 0, 1};
        made.border = {0.5F, 0, 0.5F, 1};
        made.border_casing = {1, 1, 1, 1};
        made.outline = {0, 0, 0, 1};
        made.province_line = {0.4F, 0.2F, 0, 1};
        made.district_line = {0, 0.4F, 0.4F, 1};
        made.river = {0, 1, 1, 1};
        made.halo = {1, 1, 1, 1};
        made.hover = {1, 0.5F, 0, 1};
        made.selected = {1, 0, 1, 1};
        made.dim = {0, 0, 0, 0.5F};
        return made;
    }();
    return theme;
}

MapBuilder::MapBuilder() : map_(std::make_shared<cartography::PreparedMap>()) {
    map_->boundary_fills.resize(1);
    map_->neighbour_fills.resize(1);
    for (auto& levels : map_->lines) {
        levels.resize(1);
    }
}

namespace {

void add_square(cartography::FillLevel& level, std::uint32_t feature, glm::vec2 min, glm::vec2 max) {
    const auto first = static_cast<std::uint32_t>(level.positions.size());
    level.positions.insert(level.positions.end(), {min, {max.x, min.y}, max, {min.x, max.y}});
    level.feature.insert(level.feature.end(), 4, feature);
    level.chunks.push_back({min, max, static_cast<std::uint32_t>(level.indices.size()), 6});
    for (const std::uint32_t corner : {0U, 1U, 2U, 0U, 2U, 3U}) {
        level.indices.push_back(first + corner);
    }
}

}  // namespace

std::uint32_t MapBuilder::square(glm::vec2 min, glm::vec2 max) {
    add_square(map_->boundary_fills.front(), features_, min, max);
    return features_++;
}

void MapBuilder::neighbour(glm::vec2 min, glm::vec2 max) {
    add_square(map_->neighbour_fills.front(), 0, min, max);
}

void MapBuilder::line(LineClass line_class, const std::vector<glm::vec2>& points, float from, float to) {
    cartography::LineLevel& level = map_->lines[static_cast<std::size_t>(line_class)].front();
    cartography::Chunk chunk{points.front(), points.front(), static_cast<std::uint32_t>(level.segments.size()), 0};
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        level.segments.push_back({points[i], points[i + 1], from, to});
        for (const glm::vec2 p : {points[i], points[i + 1]}) {
            chunk.min = {std::min(chunk.min.x, p.x), std::min(chunk.min.y, p.y)};
            chunk.max = {std::max(chunk.max.x, p.x), std::max(chunk.max.y, p.y)};
        }
        ++chunk.count;
    }
    level.chunks.push_back(chunk);
}

void MapBuilder::incident(glm::vec2 at, std::uint32_t category, float from, float to, float precision_m,
                          glm::vec2 spread) {
    map_->incidents.push_back({at, spread, from, to, category, precision_m});
}

std::shared_ptr<const cartography::PreparedMap> MapBuilder::finish() {
    return std::exchange(map_, nullptr);
}

cartography::Scene scene_of(std::shared_ptr<const cartography::PreparedMap> map, int width, int height) {
    cartography::Scene scene;
    scene.view.size_px = {width, height};
    scene.view.middle_px = {width / 2, height / 2};
    scene.view.metres_per_px = 1.0;
    scene.theme = &plain_theme();
    scene.show_lines.fill(true);
    scene.show_glow = false;
    std::size_t features = 0;
    for (const std::uint32_t feature : map->boundary_fills.front().feature) {
        features = std::max<std::size_t>(features, std::size_t{feature} + 1);
    }
    scene.features.resize(features);
    scene.incident_pass.assign(map->incidents.size(), 1);
    scene.map = std::move(map);
    return scene;
}

void show(cartography::Scene& scene, std::uint32_t feature, std::uint8_t side) {
    scene.features.at(feature).visible = 1;
    scene.features.at(feature).side = side;
}

void add_text(cartography::Overlay& overlay, cartography::TextShaper& shaper, std::string_view utf8, glm::vec2 at,
              float size, const Colour& colour, const Colour& halo, float halo_width, float angle) {
    const cartography::ShapedRun& run = shaper.shape(utf8, cartography::FontFace::Regular);
    cartography::TextMark mark;
    mark.first = static_cast<std::uint32_t>(overlay.glyphs.size());
    mark.count = static_cast<std::uint32_t>(run.glyphs.size());
    mark.size = size;
    mark.colour = colour;
    mark.halo = halo;
    mark.halo_width = halo_width;
    mark.min = {at.x, at.y - run.ascent * size};
    mark.max = {at.x + run.width * size, at.y + run.descent * size};
    const float c = std::cos(angle);
    const float s = std::sin(angle);
    for (const cartography::ShapedGlyph& glyph : run.glyphs) {
        const glm::vec2 off = glyph.offset * size;
        overlay.glyphs.push_back({at + glm::vec2(off.x * c - off.y * s, off.x * s + off.y * c), glyph.atlas, angle});
    }
    overlay.texts.push_back(mark);
}

cartography::Scene rich_scene(cartography::TextShaper& shaper, int width, int height) {
    const auto w = static_cast<float>(width);
    const auto h = static_cast<float>(height);
    MapBuilder builder;
    const std::uint32_t west = builder.square({-0.45F * w, -0.4F * h}, {-7.3F, 0.4F * h});
    const std::uint32_t east = builder.square({-7.3F, -0.4F * h}, {0.3F * w, 0.4F * h});
    builder.neighbour({-0.7F * w, -0.1F * h}, {-0.45F * w, 0.7F * h});
    std::vector<glm::vec2> border;
    std::vector<glm::vec2> river;
    for (int i = 0; i <= 200; ++i) {
        const float t = static_cast<float>(i) / 200.0F;
        border.emplace_back(-7.3F + 11.0F * std::sin(t * 23.0F), (t - 0.5F) * 0.8F * h);
        river.emplace_back((t - 0.5F) * 1.4F * w, 0.21F * h * std::sin(t * 9.0F));
    }
    builder.line(LineClass::Border, border);
    builder.line(LineClass::RiverMajor, river);
    builder.line(LineClass::Outline,
                 {{-0.45F * w, -0.4F * h}, {0.3F * w, -0.4F * h}, {0.3F * w, 0.4F * h}, {-0.45F * w, 0.4F * h}});
    builder.line(LineClass::Province, {{-0.45F * w, 3.3F}, {-0.2F * w, 17.0F}, {-7.3F, -21.0F}});
    builder.line(LineClass::District, {{-7.3F, 40.0F}, {0.1F * w, -13.0F}, {0.3F * w, 5.0F}});
    builder.line(LineClass::Neighbour, {{-0.7F * w, 0.1F * h}, {-0.46F * w, -0.05F * h}});
    for (int i = 0; i < 40; ++i) {
        const auto k = static_cast<float>(i);
        builder.incident({0.4F * w * std::sin(k * 1.7F), 0.4F * h * std::cos(k * 2.3F)},
                         static_cast<std::uint32_t>(i % 8), 0, 10, i % 3 == 0 ? 20'000.0F : 0.0F,
                         {(i % 5 == 0) ? 1.1F : 0.0F, 0.0F});
    }
    cartography::Scene scene = scene_of(builder.finish(), width, height);
    show(scene, west, 2);
    show(scene, east, 1);
    scene.show_glow = true;
    scene.window = {0, 10};
    for (int i = 0; i < 8; ++i) {
        const auto k = static_cast<float>(i);
        scene.categories.push_back(
            {{k / 8.0F, 1.0F - k / 8.0F, 0.3F, 1}, static_cast<cartography::SymbolShape>(i), true});
    }
    scene.selected_incident = 3;
    scene.hovered_incident = 4;
    scene.atlas = shaper.atlas();

    cartography::Overlay& marks = scene.marks;
    marks.rings.push_back({{0.31F * w, 0.4F * h}, 0.11F * w, {1, 0.5F, 0, 0.07F}, {1, 0.5F, 0, 0.8F}, 1.2F, 6, 4, {}});
    const auto first = static_cast<std::uint32_t>(marks.points.size());
    for (int i = 0; i <= 60; ++i) {
        const float t = static_cast<float>(i) / 60.0F;
        marks.points.emplace_back(0.2F * w + 0.55F * w * t, 0.8F * h - 0.9F * h * t * (1.0F - t));
    }
    marks.polylines.push_back({first, 61, 3, 6, {0.36F, 0.25F, 0.63F, 0.7F}, {1, 1, 1, 0.6F}, 0, 0, {}});
    marks.polylines.push_back({first + 5, 40, 2, 0, {0, 0.3F, 0.4F, 1}, {}, 9, 6, {}});
    for (int i = 0; i < 4; ++i) {
        cartography::DonutMark donut;
        donut.at = {(0.62F + 0.08F * static_cast<float>(i)) * w, 0.33F * h};
        donut.radius = 0.02F * w + 2.0F * static_cast<float>(i);
        donut.width = 0.36F * donut.radius;
        donut.ground = {1, 1, 1, i == 3 ? 0.4F : 1.0F};
        donut.first = static_cast<std::uint32_t>(marks.shares.size());
        donut.count = static_cast<std::uint32_t>(1 + i);
        for (std::uint32_t k = 0; k < donut.count; ++k) {
            const auto ends = [&](std::uint32_t at) {
                return std::pow(static_cast<float>(at) / static_cast<float>(donut.count), 1.4F);
            };
            marks.shares.push_back(
                {ends(k),
                 ends(k + 1),
                 {0.8F - 0.2F * static_cast<float>(k), 0.3F, 0.2F * static_cast<float>(k), donut.ground.a},
                 k == 1,
                 donut.count > 1,
                 donut.count > 1});
        }
        marks.donuts.push_back(donut);
    }
    for (int i = 0; i < static_cast<int>(cartography::SymbolShape::Count); ++i) {
        cartography::SymbolMark symbol;
        symbol.at = {0.07F * w + 0.055F * w * static_cast<float>(i), 0.25F * h};
        symbol.shape = static_cast<cartography::SymbolShape>(i);
        symbol.size = 17.5F;
        symbol.fill = {0.2F, 0.2F, 0.4F, 1};
        symbol.halo = {1, 1, 1, 1};
        symbol.hollow = i % 4 == 3;
        marks.symbols.push_back(symbol);
    }
    add_text(marks, shaper, "Quảng Trị · Khe Sanh", {0.3F * w, 0.55F * h}, 13, {0.1F, 0.1F, 0.1F, 1}, {1, 1, 1, 0.9F},
             1.8F, 0.3F);
    add_text(marks, shaper, "ສະຫວັນນະເຂດ", {0.1F * w, 0.62F * h}, 15, {0.1F, 0.1F, 0.1F, 1}, {1, 1, 1, 1}, 1.5F);
    cartography::Overlay& title = scene.furniture.emplace_back();
    title.rects.push_back({{0.04F * w, 0.03F * h}, {0.5F * w, 0.2F * h}, 6, {1, 1, 1, 1}, {0.5F, 0.5F, 0.5F, 1}, 1});
    add_text(title, shaper, "Tiêu đề 2026", {0.08F * w, 0.14F * h}, 0.08F * h, {0.2F, 0.1F, 0.1F, 1});
    return scene;
}

}  // namespace bordermap::test
