#include "cartography/furniture.hpp"

#include "cartography/camera.hpp"
#include "cartography/cluster_marks.hpp"
#include "cartography/compose_marks.hpp"
#include "cartography/count_marks.hpp"
#include "cartography/headline.hpp"
#include "cartography/legend.hpp"
#include "cartography/scale_bar.hpp"
#include "model/messages.hpp"
#include "query/describe.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <glm/common.hpp>
#include <glm/geometric.hpp>

namespace bordermap::cartography {

namespace {

using glm::dvec2;
using glm::vec2;
using model::tr;

constexpr float kCorner = 6.F;  // px at 96 dpi: radius

/// Draws furniture with the page's scale applied once, here.
class Layout {
public:
    Layout(const FurnitureRequest& request, TextShaper& text)
        : request_(request), text_(text), theme_(*request.theme), s_(request.page->scale) {
        const MapArea area = map_area(*request.page);
        min_ = vec2(area.min);
        max_ = vec2(area.max());
    }

    [[nodiscard]] std::vector<Overlay> run();

private:
    /// A line of text; (x, y) is the left end of its baseline. Returns its width.
    float line(std::string_view words, vec2 baseline, float size, FontFace face, Colour colour, float spacing = 0) {
        const ShapedRun& run = text_.shape(words, face, spacing);
        append_run(panel(), run, baseline, size, colour);
        return run.width * size;
    }
    [[nodiscard]] float width_of(std::string_view words, float size, FontFace face) {
        return text_.shape(words, face).width * size;
    }
    [[nodiscard]] bool is_lao() const { return request_.session->language == model::Language::Lao; }

    /// Marks from here on lie on a ground of this size.
    void begin_panel(const Box& box, float radius) {
        RectMark ground;
        ground.min = box.min;
        ground.max = box.max;
        ground.radius = radius;
        ground.fill = theme_.panel.with_alpha(1.F);
        ground.stroke = theme_.panel_line;
        ground.stroke_width = 1.F * s_;
        panels_.emplace_back().rects.push_back(ground);
    }
    void begin_panel(const Box& box) { begin_panel(box, kCorner * s_); }
    Overlay& panel() { return panels_.back(); }
    void stroke(std::initializer_list<vec2> points, float width, Colour colour, float casing = 0,
                Colour casing_colour = {}, float dash = 0, float gap = 0) {
        PolylineMark mark;
        mark.width = width;
        mark.colour = colour;
        mark.casing = casing;
        mark.casing_colour = casing_colour;
        mark.dash = dash;
        mark.gap = gap;
        append_polyline(panel(), std::span(points.begin(), points.size()), mark);
    }

    void add_colophon();
    void add_title();
    void add_scale();
    void add_legend();
    void add_locator();
    void draw_row(const LegendRow& row, vec2 at);
    void sample_symbol(const LegendRow& row, vec2 middle, float size) {
        SymbolMark mark;
        mark.at = middle;
        mark.size = size;
        mark.shape = row.shape;
        mark.fill = row.colour;
        mark.halo = theme_.halo;
        mark.halo_width = theme_.symbol_halo * s_;
        mark.hollow = row.hollow;
        panel().symbols.push_back(mark);
    }
    /// What of the story a panel would cover, and of the land when it counts.
    [[nodiscard]] float cost(const Box& box, bool land) const;
    /// Lines as few as the width allows and as even as that number allows: no last word alone.
    [[nodiscard]] std::vector<std::string> even_lines(std::string_view given, FontFace face, float width_em);

    const FurnitureRequest& request_;
    TextShaper& text_;
    const Theme& theme_;
    float s_;
    vec2 min_{0, 0}, max_{0, 0};
    std::vector<Overlay> panels_;
};

/// Sources, licences and the disclaimer on a strip along the bottom edge.
void Layout::add_colophon() {
    const float size = 11.F * s_;
    const float pad = 16.F * s_;
    const float leading = (is_lao() ? 20.F : 16.F) * s_;
    const float width_em = (max_.x - min_.x - 2.F * pad) / size;
    const model::Language language = request_.session->language;
    std::vector<std::string> lines =
        text_.wrap(source_sentence(*request_.dataset, language), FontFace::Regular, width_em);
    if (lines.size() == 1 && lines.front().empty()) {
        lines.clear();
    }
    // The disclaimer joins the last line when there is room for both.
    std::string disclaimer = disclaimer_of(*request_.session);
    if (const std::string names = sea_names_of(*request_.session); !names.empty()) {
        disclaimer = names + "  ·  " + disclaimer;
    }
    if (!lines.empty() && width_of(lines.back() + "  ·  " + disclaimer, 1.F, FontFace::Regular) <= width_em) {
        lines.back() += "  ·  " + disclaimer;
    } else {
        for (std::string& more : text_.wrap(disclaimer, FontFace::Regular, width_em)) {
            lines.push_back(std::move(more));
        }
    }
    const float height = leading * static_cast<float>(lines.size()) + 12.F * s_;
    const Box box{{min_.x, max_.y - height}, max_};
    // Only the upper edge has a line: the others lie outside the map.
    const float out = 2.F * s_;
    begin_panel({box.min - vec2{out, 0}, box.max + vec2{out, out}}, 0);
    float y = box.min.y + 6.F * s_ + leading * 0.74F;
    for (const std::string& words : lines) {
        line(words, {min_.x + pad, y}, size, FontFace::Regular, theme_.text_muted);
        y += leading;
    }
    max_.y = box.min.y;
}

std::vector<std::string> Layout::even_lines(std::string_view given, FontFace face, float width_em) {
    // A number and what it counts stay in one line.
    std::string words;
    for (std::size_t i = 0; i < given.size(); ++i) {
        const bool counts = given[i] == ' ' && i > 0 && given[i - 1] >= '0' && given[i - 1] <= '9';
        words += counts ? "\u00a0" : std::string_view(&given[i], 1);
    }
    std::vector<std::string> lines = text_.wrap(words, face, width_em);
    for (float width = width_em * 0.95F; lines.size() > 1 && width > width_em * 0.5F; width -= width_em * 0.05F) {
        std::vector<std::string> narrower = text_.wrap(words, face, width);
        if (narrower.size() > lines.size()) {
            break;
        }
        lines = std::move(narrower);
    }
    return lines;
}

void Layout::add_title() {
    const Headline headline = headline_of(*request_.dataset, *request_.selection, *request_.session);

    // A third of a wide page; on a narrow one more, or the words would pile up.
    const float most =
        std::max(std::min((max_.x - min_.x) * 0.32F, 640.F * s_), std::min((max_.x - min_.x) * 0.6F, 400.F * s_));
    const float pad = 16.F * s_;
    float size = 28.F * s_;
    const float inner = most - 2.F * pad - 8.F * s_;
    // Smaller before it takes a third line.
    std::vector<std::string> lines = even_lines(headline.title, FontFace::SemiBold, inner / size);
    while (lines.size() > 2 && size > 18.F * s_) {
        size -= 2.F * s_;
        lines = even_lines(headline.title, FontFace::SemiBold, inner / size);
    }
    struct Small {
        std::string words;
        float size;
        Colour colour;
        FontFace face;
    };
    std::vector<Small> small;
    const auto add_small = [&](const std::string& words, float small_size, Colour colour) {
        for (std::string& part : even_lines(words, FontFace::Regular, inner / small_size)) {
            small.push_back({std::move(part), small_size, colour, FontFace::Regular});
        }
    };
    for (const std::string& fact : headline.facts) {
        add_small(fact, 16.F * s_, theme_.text);
    }
    add_small(headline.day, headline.facts.empty() ? 16.F * s_ : 14.F * s_,
              headline.facts.empty() ? theme_.text : theme_.text_muted);

    const float leading = is_lao() ? 1.55F : 1.28F;
    const float mode_size = 13.F * s_;
    float width = headline.mode.empty() ? 0.F : width_of(headline.mode, mode_size, FontFace::SemiBold);
    float height = headline.mode.empty() ? 0.F : mode_size * (leading + 0.2F);
    for (const std::string& words : lines) {
        width = std::max(width, width_of(words, size, FontFace::SemiBold));
        height += size * leading;
    }
    height += 4.F * s_;
    for (const Small& each : small) {
        width = std::max(width, width_of(each.words, each.size, each.face));
        height += each.size * (leading + 0.12F);
    }
    // Top left, unless that hides the story and the other side does not.
    const vec2 extent{width + 2.F * pad + 8.F * s_, height + 2.F * pad * 0.75F};
    const float edge = 24.F * s_;
    const Box left{min_ + vec2(edge), min_ + vec2(edge) + extent};
    const Box right{{max_.x - edge - extent.x, min_.y + edge}, {max_.x - edge, min_.y + edge + extent.y}};
    constexpr float kWorthMoving = 2.F;
    const Box box = cost(left, false) - cost(right, false) > kWorthMoving ? right : left;
    const vec2 corner = box.min;
    begin_panel(box);
    // One stroke of the accent colour marks the headline.
    RectMark bar;
    bar.min = corner + vec2{pad * 0.75F, pad * 0.9F};
    bar.max = {bar.min.x + 4.F * s_, box.max.y - pad * 0.9F};
    bar.radius = 2.F * s_;
    bar.fill = theme_.accent;
    panel().rects.push_back(bar);

    const float x = corner.x + pad + 8.F * s_;
    float y = corner.y + pad * 0.75F;
    if (!headline.mode.empty()) {
        const float step = mode_size * (leading + 0.2F);
        line(headline.mode, {x, y + step * 0.5F + mode_size * 0.3F}, mode_size, FontFace::SemiBold, theme_.accent);
        y += step;
    }
    for (const std::string& words : lines) {
        line(words, {x, y + size * (leading * 0.5F + 0.34F)}, size, FontFace::SemiBold, theme_.text);
        y += size * leading;
    }
    y += 4.F * s_;
    for (const Small& each : small) {
        const float step = each.size * (leading + 0.12F);
        line(each.words, {x, y + step * 0.5F + each.size * 0.36F}, each.size, each.face, each.colour);
        y += step;
    }
}

void Layout::add_scale() {
    const ScaleBar bar = make_scale_bar(request_.view, 220.F * s_, request_.session->language);
    const float size = 12.F * s_;
    const float pad = 16.F * s_;
    const std::string half =
        query::describe_number(bar.metres / (bar.metres >= 1000.0 ? 2000.0 : 2.0), request_.session->language);
    const float end_width = width_of(bar.label, size, FontFace::Regular);
    const float arrow = 26.F * s_;
    const float text_out = end_width * 0.5F;
    const Box box{{min_.x + 24.F * s_, max_.y - 24.F * s_ - 52.F * s_},
                  {min_.x + 24.F * s_ + pad + bar.px + text_out + 16.F * s_ + arrow + pad, max_.y - 24.F * s_}};
    begin_panel(box);
    const float x = box.min.x + pad;
    const float y = box.min.y + 31.F * s_;
    const float thick = 5.F * s_;
    // Four pieces, dark and light in turn, in a frame of the dark.
    RectMark frame;
    frame.min = {x, y};
    frame.max = {x + bar.px, y + thick};
    frame.fill = theme_.text;
    panel().rects.push_back(frame);
    for (int piece = 1; piece < 4; piece += 2) {
        RectMark light;
        light.min = {x + bar.px * static_cast<float>(piece) / 4.F, y + 1.F * s_};
        light.max = {x + bar.px * static_cast<float>(piece + 1) / 4.F - (piece == 3 ? 1.F * s_ : 0.F),
                     y + thick - 1.F * s_};
        light.fill = theme_.panel;
        panel().rects.push_back(light);
    }
    const float baseline = y - 7.F * s_;
    line("0", {x, baseline}, size, FontFace::Regular, theme_.text);
    line(half, {x + bar.px * 0.5F - width_of(half, size, FontFace::Regular) * 0.5F, baseline}, size, FontFace::Regular,
         theme_.text);
    line(bar.label, {x + bar.px - text_out, baseline}, size, FontFace::Regular, theme_.text);

    SymbolMark north;
    north.at = {box.max.x - pad - arrow * 0.5F, box.min.y + 32.F * s_};
    north.size = 22.F * s_;
    north.shape = SymbolShape::NorthArrow;
    north.fill = theme_.text;
    north.halo = theme_.panel;
    north.halo_width = 0;
    north.angle = north_angle(request_.view);
    panel().symbols.push_back(north);
    const std::string_view letter = tr("furniture.north", request_.session->language);
    line(letter, {north.at.x - width_of(letter, size, FontFace::SemiBold) * 0.5F, box.min.y + 17.F * s_}, size,
         FontFace::SemiBold, theme_.text);
}

float Layout::cost(const Box& box, bool land) const {
    float sum = 0;
    for (const Visible::Weight& each : request_.visible->story) {
        // With room for the symbol that stands there, and for its name where it is what the picture is about.
        const float room = each.weight > 1.F ? 56.F : 12.F;
        const bool covered = Box{each.at, each.at}.grown(room * s_).overlaps(box);
        sum += covered ? each.weight : 0.F;
    }
    if (land && request_.visible->on_land) {
        constexpr int kSteps = 6;
        for (int row = 0; row < kSteps; ++row) {
            for (int column = 0; column < kSteps; ++column) {
                const vec2 share{(static_cast<float>(column) + 0.5F) / kSteps,
                                 (static_cast<float>(row) + 0.5F) / kSteps};
                sum += request_.visible->on_land(box.min + box.size() * share) ? 0.25F : 0.F;
            }
        }
    }
    for (const Overlay& taken : panels_) {
        sum += ground_of(taken).overlaps(box) ? 1e6F : 0.F;
    }
    return sum;
}

void Layout::draw_row(const LegendRow& row, vec2 at) {
    // `at` is the middle of the sample's left edge; samples are 30 px wide.
    const float wide = 30.F * s_;
    const vec2 end = at + vec2{wide, 0};
    const vec2 middle = at + vec2{wide * 0.5F, 0};
    switch (row.sample) {
        case LegendRow::Sample::Header:
            break;
        case LegendRow::Sample::Line:
            stroke({at, end}, row.width * s_, row.colour, row.casing_width * s_, row.casing);
            break;
        case LegendRow::Sample::DashedLine:
            stroke({at, end}, row.width * s_, row.colour, row.casing_width * s_, row.casing, row.dash * s_,
                   row.gap * s_);
            break;
        case LegendRow::Sample::Meeting:
            stroke({at, end}, row.width * s_, row.colour, row.casing_width * s_, row.casing, row.dash * s_,
                   row.gap * s_);
            sample_symbol(row, middle, 12.F * s_);
            break;
        case LegendRow::Sample::Words:
            break;
        case LegendRow::Sample::Fill: {
            RectMark swatch;
            swatch.min = at + vec2{2.F * s_, -7.F * s_};
            swatch.max = at + vec2{wide - 2.F * s_, 7.F * s_};
            swatch.fill = row.colour;
            swatch.stroke = theme_.outline;
            swatch.stroke_width = 0.8F * s_;
            panel().rects.push_back(swatch);
            break;
        }
        case LegendRow::Sample::Circles: {
            // Nested on one foot; each number beside the top of its circle.
            const float greatest = row.circles.front().second * s_;
            const float size = 12.F * s_;
            float above = at.y + greatest + size;
            for (const auto& [number, radius] : row.circles) {
                RingMark ring = area_circle(theme_, false, s_);
                ring.radius = radius * s_;
                ring.at = at + vec2{greatest + 2.F * s_, greatest - ring.radius};
                panel().rings.push_back(ring);
            }
            for (std::size_t i = row.circles.size(); i-- > 0;) {
                const auto& [number, radius] = row.circles[i];
                // From the foot upwards, so that small ones push the larger ones' words up.
                const float top = at.y + greatest - 2.F * radius * s_;
                const float y = std::min(top, above - size * 1.05F);
                above = y;
                const vec2 from{at.x + greatest + 2.F * s_, top};
                const vec2 to{at.x + 2.F * greatest + 12.F * s_, y};
                stroke({from, {to.x - 6.F * s_, top}, to}, 0.8F * s_, theme_.text_muted);
                line(fmt::format("{}", number), {to.x + 4.F * s_, y + size * 0.36F}, size, FontFace::Regular,
                     theme_.text);
            }
            break;
        }
        case LegendRow::Sample::Link:
        case LegendRow::Sample::LinkNumber:
            stroke({at + vec2{0, 4.F * s_}, at + vec2{wide * 0.25F, -0.5F * s_}, middle + vec2{0, -2.F * s_},
                    at + vec2{wide * 0.75F, -0.5F * s_}, end + vec2{0, 4.F * s_}},
                   row.width * s_, row.colour, row.casing_width * s_, row.casing);
            if (row.sample == LegendRow::Sample::LinkNumber) {
                add_number_disc(panel(), text_, theme_, "2", middle - vec2{0, 1.F * s_}, kNumberDisc * s_, s_,
                                row.colour, theme_.text, {});
            }
            break;
        case LegendRow::Sample::Symbol: {
            const bool bars = row.under_or_over == SymbolShape::OneBar || row.under_or_over == SymbolShape::TwoBars;
            const float size = theme_.symbol_size * s_;
            const vec2 symbol_at = middle - vec2{0, bars ? 3.F * s_ : 0.F};
            sample_symbol(row, symbol_at, size * (bars ? 0.85F : 1.F));
            if (row.under_or_over != SymbolShape::Count) {
                LegendRow extra = row;
                extra.shape = row.under_or_over;
                extra.hollow = false;
                sample_symbol(extra, bars ? symbol_at + vec2{0, size * 0.85F} : symbol_at,
                              size * (bars ? 0.62F : 1.05F));
            }
            break;
        }
        case LegendRow::Sample::Count: {
            const float size = 12.F * s_;
            line("2", {middle.x - width_of("2", size, FontFace::SemiBold) * 0.5F, at.y + size * 0.36F}, size,
                 FontFace::SemiBold, row.colour);
            break;
        }
        case LegendRow::Sample::Donut: {
            const std::size_t number = row.arcs.size() + 2;
            const float radius = ring_radius(number, theme_.symbol_size) * s_;
            DonutMark mark = donut(theme_, radius, s_);
            mark.at = middle;
            std::vector<MixPiece> mix;
            std::vector<CategoryStyle> styles;
            for (const Colour& colour : row.arcs) {
                mix.push_back({static_cast<model::Index>(mix.size()), false, mix.empty() ? 3U : 1U});
                styles.push_back({colour});
            }
            append_shares(mix, styles, radius, s_, mark, panel().shares);
            panel().donuts.push_back(mark);
            const std::string words = fmt::format("{}", number);
            const float size = 0.98F * radius;
            line(words, {middle.x - width_of(words, size, FontFace::SemiBold) * 0.5F, at.y + size * 0.36F}, size,
                 FontFace::SemiBold, row.colour);
            break;
        }
        case LegendRow::Sample::Ring: {
            RingMark ring;
            ring.at = middle;
            ring.radius = 9.F * s_;
            ring.fill = row.colour.with_alpha(0.10F);
            ring.stroke = row.colour.with_alpha(0.8F);
            ring.stroke_width = 1.2F * s_;
            ring.dash = 4.F * s_;
            ring.gap = 3.F * s_;
            panel().rings.push_back(ring);
            break;
        }
    }
}

void Layout::add_legend() {
    const std::vector<LegendRow> rows = legend_rows(request_);
    if (rows.empty()) {
        return;
    }
    const float size = 13.F * s_;
    const float header_size = 11.F * s_;
    const float row_height = (is_lao() ? 26.F : 22.F) * s_;
    const float header_height = (is_lao() ? 30.F : 26.F) * s_;
    const float pad = 16.F * s_;
    const float sample = 42.F * s_;
    const float most_text = std::min(280.F * s_, (max_.x - min_.x) * 0.35F);

    struct Line {
        const LegendRow* row;
        std::vector<std::string> words;
        float height;
        float width;
    };
    std::vector<Line> lines;
    for (const LegendRow& row : rows) {
        const bool header = row.sample == LegendRow::Sample::Header;
        Line each{&row, {}, 0, 0};
        if (header) {
            each.words = {row.text};
            each.height = header_height;
            each.width = width_of(row.text, header_size, FontFace::SemiBold);
        } else if (row.sample == LegendRow::Sample::Circles) {
            each.height = (2.F * row.circles.front().second + 16.F) * s_;
            each.width = (2.F * row.circles.front().second + 20.F) * s_ +
                         width_of(fmt::format("{}", row.circles.front().first), 12.F * s_, FontFace::Regular);
        } else {
            each.words = text_.wrap(row.text, FontFace::Regular, most_text / size);
            each.height = row_height + (static_cast<float>(each.words.size()) - 1.F) * size * 1.3F;
            for (const std::string& words : each.words) {
                each.width = std::max(each.width, sample + width_of(words, size, FontFace::Regular));
            }
        }
        lines.push_back(std::move(each));
    }
    // As few columns as the height allows; a header never ends a column.
    const float most_height = (max_.y - min_.y) - 96.F * s_;
    float total = 0;
    for (const Line& each : lines) {
        total += each.height;
    }
    const int columns = std::clamp(static_cast<int>(std::ceil((total + 2.F * pad) / std::max(most_height, 1.F))), 1, 3);
    const float column_height = total / static_cast<float>(columns);
    std::vector<std::pair<std::size_t, std::size_t>> spans;
    std::size_t begin = 0;
    float height = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const bool header = lines[i].row->sample == LegendRow::Sample::Header;
        if (i > begin && height + lines[i].height * (header ? 2.F : 0.5F) > column_height &&
            static_cast<int>(spans.size()) + 1 < columns) {
            spans.emplace_back(begin, i);
            begin = i;
            height = 0;
        }
        height += lines[i].height;
    }
    spans.emplace_back(begin, lines.size());
    vec2 content{0, 0};
    std::vector<float> widths;
    for (const auto& [first, last] : spans) {
        float column_width = 0;
        float column_total = 0;
        for (std::size_t i = first; i < last; ++i) {
            column_width = std::max(column_width, lines[i].width);
            column_total += lines[i].height;
        }
        widths.push_back(column_width);
        content.x += column_width + (widths.size() > 1 ? 24.F * s_ : 0.F);
        content.y = std::max(content.y, column_total);
    }
    const vec2 extent = content + vec2{2.F * pad, 2.F * pad * 0.6F};

    // The corner that covers the least of the story; of equals the first.
    const float edge = 24.F * s_;
    const std::array corners{
        vec2{max_.x - edge - extent.x, min_.y + edge}, vec2{max_.x - edge - extent.x, max_.y - edge - extent.y},
        vec2{min_.x + edge, max_.y - edge - extent.y - 68.F * s_}, vec2{min_.x + edge, max_.y - edge - extent.y}};
    Box box;
    float best = std::numeric_limits<float>::max();
    for (const vec2 corner : corners) {
        const Box at{corner, corner + extent};
        const float price = cost(at, true);
        if (price < best) {
            best = price;
            box = at;
        }
    }
    if (best >= 1e6F) {
        return;  // a page too small for a legend beside the title: the map is worth more
    }
    begin_panel(box);
    float x = box.min.x + pad;
    for (std::size_t column = 0; column < spans.size(); ++column) {
        float y = box.min.y + pad * 0.6F;
        for (std::size_t i = spans[column].first; i < spans[column].second; ++i) {
            const Line& each = lines[i];
            if (each.row->sample == LegendRow::Sample::Header) {
                line(each.words.front(), {x, y + header_height * 0.5F + header_size * 0.42F}, header_size,
                     FontFace::SemiBold, theme_.text_muted, is_lao() ? 0.F : 0.04F);
            } else {
                draw_row(*each.row, {x, y + each.height * 0.5F});
                float baseline = y + each.height * 0.5F + size * 0.36F -
                                 (static_cast<float>(each.words.size()) - 1.F) * size * 0.65F;
                for (const std::string& words : each.words) {
                    line(words, {x + sample, baseline}, size, FontFace::Regular, theme_.text);
                    baseline += size * 1.3F;
                }
            }
            y += each.height;
        }
        x += widths[column] + 24.F * s_;
    }
}

/// Where the picture lies: the two countries, small, with the extent of the view. Left out where it would cover what the
/// picture is about.
void Layout::add_locator() {
    const LocatorMap* locator = request_.visible->locator;
    if (locator == nullptr || !locator->bounds.valid()) {
        return;
    }
    const float pad = 8.F * s_;
    const float tall = 148.F * s_;
    const dvec2 ground = locator->bounds.max - locator->bounds.min;
    const float px_per_m = tall / static_cast<float>(std::max(ground.y, 1.0));
    const vec2 extent = vec2{static_cast<float>(ground.x) * px_per_m, tall} + vec2(2.F * pad);
    const float edge = 24.F * s_;
    const float gap = 12.F * s_;
    std::vector<vec2> corners{vec2{max_.x - edge, max_.y - edge} - extent};
    for (const Overlay& taken : panels_) {
        const Box other = ground_of(taken);
        // Beside and above the panels that are there, on their outer edges.
        corners.emplace_back(other.min.x, other.min.y - gap - extent.y);
        corners.emplace_back(other.max.x - extent.x, other.min.y - gap - extent.y);
        corners.emplace_back(other.max.x + gap, other.max.y - extent.y);
        corners.emplace_back(other.min.x - gap - extent.x, other.max.y - extent.y);
        corners.emplace_back(other.min.x, other.max.y + gap);
        corners.emplace_back(other.max.x - extent.x, other.max.y + gap);
        corners.emplace_back(other.min.x - gap - extent.x, other.min.y);
        corners.emplace_back(other.max.x + gap, other.min.y);
    }
    corners.emplace_back(max_.x - edge - extent.x, min_.y + edge);
    const Box page{min_ + vec2(edge - 1.F), max_ - vec2(edge - 1.F)};
    constexpr float kMostCovered = 2.F;
    float best = kMostCovered;
    Box box;
    for (const vec2 corner : corners) {
        const Box at{corner, corner + extent};
        const float price = at.inside(page) ? cost(at, false) : kMostCovered;
        if (price < best) {
            best = price;
            box = at;
        }
    }
    if (best >= kMostCovered) {
        return;
    }
    begin_panel(box);
    const auto place = [&](dvec2 metres) {
        return box.min + vec2(pad) +
               vec2{static_cast<float>(metres.x - locator->bounds.min.x) * px_per_m,
                    static_cast<float>(locator->bounds.max.y - metres.y) * px_per_m};
    };
    const auto draw = [&](const std::vector<std::vector<vec2>>& lines, float width, Colour colour) {
        for (const std::vector<vec2>& each : lines) {
            PolylineMark mark;
            mark.width = width * s_;
            mark.colour = colour;
            std::vector<vec2> points(each.size());
            std::transform(each.begin(), each.end(), points.begin(), [&](vec2 at) { return place(dvec2(at)); });
            append_polyline(panel(), points, mark);
        }
    };
    draw(locator->outlines, 0.9F, theme_.text_muted);
    draw(locator->border, 1.6F, theme_.border);
    // The view, and never smaller than can be seen.
    const View& view = request_.view;
    const vec2 first = place(view.to_metres({0, 0}));
    const vec2 second = place(view.to_metres(view.size_px));
    const vec2 least(3.F * s_);
    const vec2 middle = (first + second) * 0.5F;
    const vec2 inset(kCorner * s_ + 4.F);
    const vec2 low = glm::max(glm::min(first, middle - least), box.min + inset);
    const vec2 high = glm::min(glm::max(second, middle + least), box.max - inset);
    RectMark tint;
    tint.min = low;
    tint.max = high;
    tint.fill = theme_.accent.with_alpha(0.18F);
    panel().rects.push_back(tint);
    stroke({low, {high.x, low.y}, high, {low.x, high.y}, low}, 1.6F * s_, theme_.accent);
}

std::vector<Overlay> Layout::run() {
    add_colophon();
    add_title();
    add_scale();
    add_legend();
    add_locator();
    return std::move(panels_);
}

}  // namespace

Box ground_of(const Overlay& panel) {
    return {panel.rects.front().min, panel.rects.front().max};
}

std::vector<Box> closed_to_names(const std::vector<Overlay>& furniture, vec2 page, float scale) {
    const float narrow = 40.F * scale;
    std::vector<Box> closed;
    for (const Overlay& panel : furniture) {
        const Box ground = ground_of(panel);
        closed.push_back(ground.grown(8.F * scale));
        for (const vec2 axis : {vec2{1, 0}, vec2{0, 1}}) {
            const float before = glm::dot(axis, ground.min);  // px to the edges of the page
            const float after = glm::dot(axis, page - ground.max);
            if (before < narrow) {
                closed.push_back({ground.min - axis * before, ground.max});
            }
            if (after < narrow) {
                closed.push_back({ground.min, ground.max + axis * after});
            }
            // To the panel after it, as far as the two lie side by side.
            const Box beside{ground.min, ground.max + axis * narrow};
            for (const Overlay& other : furniture) {
                const Box next = ground_of(other);
                if (next.overlaps(beside) && glm::dot(axis, next.min) >= glm::dot(axis, ground.max)) {
                    closed.push_back({glm::max(ground.min, next.min - axis * narrow), glm::min(beside.max, next.max)});
                }
            }
        }
    }
    return closed;
}

std::vector<Overlay> make_furniture(const FurnitureRequest& request, TextShaper& text) {
    return Layout(request, text).run();
}

}  // namespace bordermap::cartography
