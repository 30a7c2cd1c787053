#include "render/vector/vector_picture.hpp"

#include "render/vector/canvas.hpp"

#include <array>
#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <chrono>
#include <cmath>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <map>
#include <stdexcept>
#include <string_view>

namespace bordermap::render {

void check(cairo_status_t status) {
    if (status != CAIRO_STATUS_SUCCESS) {
        throw std::runtime_error(fmt::format("Cairo cannot draw the picture: {}", cairo_status_to_string(status)));
    }
}

void set_paint(cairo_t* context, const cartography::Colour& colour) {
    cairo_set_source_rgba(context, static_cast<double>(colour.r), static_cast<double>(colour.g),
                          static_cast<double>(colour.b), static_cast<double>(colour.a));
}

void add_line(cairo_t* context, std::span<const glm::dvec2> points, bool closed) {
    cairo_new_sub_path(context);
    for (const glm::dvec2 p : points) {
        cairo_line_to(context, p.x, p.y);
    }
    if (closed) {
        cairo_close_path(context);
    }
}

namespace {

/// Cairo keeps outlines to 1/256 and letters to 1/64 of its unit: an SVG is written in units that much smaller than a point.
constexpr double kSvgUnits = 16;

cairo_status_t append(void* bytes, const unsigned char* data, unsigned length) {
    static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), length);
    return CAIRO_STATUS_SUCCESS;
}

void check_sizes(const cartography::Scene& scene, const Sheet& sheet) {
    const auto drawable = [](double size) { return std::isfinite(size) && size > 0 && size <= 100'000; };
    if (!drawable(scene.view.size_px.x) || !drawable(scene.view.size_px.y) || !drawable(sheet.width_pt) ||
        !drawable(sheet.height_pt)) {
        throw std::runtime_error(fmt::format("a picture of {} x {} px on {} x {} points cannot be drawn",
                                             scene.view.size_px.x, scene.view.size_px.y, sheet.width_pt,
                                             sheet.height_pt));
    }
    if (!(scene.view.metres_per_px > 0) || !std::isfinite(scene.view.metres_per_px)) {
        throw std::runtime_error(fmt::format("a map of {} m per px cannot be drawn", scene.view.metres_per_px));
    }
}

/// The whole picture on a surface of this size in its own units.
void draw(cairo_surface_t* surface, double width, double height, const cartography::Scene& scene) {
    check(cairo_surface_status(surface));
    const Context context(cairo_create(surface));
    cairo_t* cairo = context.get();
    cairo_scale(cairo, width / scene.view.size_px.x, height / scene.view.size_px.y);
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_set_font_options(cairo, options);
    cairo_font_options_destroy(options);
    cairo_set_miter_limit(cairo, 10);
    Fonts fonts;
    draw_ground(cairo, scene);
    draw_overlay(cairo, scene.marks, scene.atlas.get(), fonts, &scene);
    for (const cartography::Overlay& panel : scene.furniture) {
        draw_overlay(cairo, panel, scene.atlas.get(), fonts, nullptr);
    }
    cairo_show_page(cairo);
    check(cairo_status(cairo));
}

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                // XML 1.0 has no other control characters.
                if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') {
                    out += c;
                }
        }
    }
    return out;
}

/// Cairo counts the surfaces of a whole process: here they are counted from 0, so that a picture is the same file again.
std::string with_surfaces_counted(std::string_view svg) {
    constexpr std::string_view kName = "surface";
    std::map<std::string_view, std::size_t> numbers;
    std::string out;
    out.reserve(svg.size());
    std::size_t from = 0;
    for (std::size_t at = svg.find(kName); at != std::string_view::npos; at = svg.find(kName, at + 1)) {
        const std::size_t first = at + kName.size();
        const std::size_t end = svg.find_first_not_of("0123456789", first);
        const bool name = at > 0 && (svg[at - 1] == '"' || svg[at - 1] == '#') && end != std::string_view::npos &&
                          end > first && (svg[end] == '"' || svg[end] == ')');
        if (name) {
            const auto number = numbers.try_emplace(svg.substr(first, end - first), numbers.size()).first;
            out.append(svg.substr(from, first - from));
            out.append(std::to_string(number->second));
            from = end;
        }
    }
    return out.append(svg.substr(from));
}

}  // namespace

std::string draw_pdf(const cartography::Scene& scene, const Sheet& sheet, const Provenance& provenance) {
    check_sizes(scene, sheet);
    std::string bytes;
    const Surface surface(cairo_pdf_surface_create_for_stream(append, &bytes, sheet.width_pt, sheet.height_pt));
    check(cairo_surface_status(surface.get()));
    cairo_pdf_surface_restrict_to_version(surface.get(), CAIRO_PDF_VERSION_1_5);
    std::string keywords;
    for (const auto& [name, value] : provenance.entries) {
        keywords += fmt::format("{}{}: {}", keywords.empty() ? "" : "\n", name, value);
    }
    const auto set = [&](cairo_pdf_metadata_t key, const std::string& value) {
        cairo_pdf_surface_set_metadata(surface.get(), key, value.c_str());
    };
    set(CAIRO_PDF_METADATA_TITLE, provenance.title);
    set(CAIRO_PDF_METADATA_SUBJECT, provenance.description);
    set(CAIRO_PDF_METADATA_CREATOR, provenance.creator);
    set(CAIRO_PDF_METADATA_KEYWORDS, keywords);
    std::string made;
    if (provenance.made) {
        const std::chrono::sys_seconds then{std::chrono::seconds{*provenance.made}};
        made = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::chrono::system_clock::to_time_t(then)));
    }
    set(CAIRO_PDF_METADATA_CREATE_DATE, made);
    set(CAIRO_PDF_METADATA_MOD_DATE, made);
    draw(surface.get(), sheet.width_pt, sheet.height_pt, scene);
    cairo_surface_finish(surface.get());
    check(cairo_surface_status(surface.get()));
    return bytes;
}

std::string draw_svg(const cartography::Scene& scene, const Sheet& sheet, const Provenance& provenance) {
    check_sizes(scene, sheet);
    const double width = sheet.width_pt * kSvgUnits;
    const double height = sheet.height_pt * kSvgUnits;
    std::string body;
    const Surface surface(cairo_svg_surface_create_for_stream(append, &body, width, height));
    check(cairo_surface_status(surface.get()));
    cairo_svg_surface_restrict_to_version(surface.get(), CAIRO_SVG_VERSION_1_1);
    draw(surface.get(), width, height, scene);
    cairo_surface_finish(surface.get());
    check(cairo_surface_status(surface.get()));

    const std::size_t opening = body.find("<svg");
    const std::size_t end = opening == std::string::npos ? opening : body.find('>', opening);
    if (end == std::string::npos) {
        throw std::runtime_error("Cairo wrote no SVG");
    }
    std::string svg = fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"{}pt\" "
        "height=\"{}pt\" viewBox=\"0 0 {} {}\" version=\"1.1\" role=\"img\">\n<title>{}</title>\n<desc>{}</desc>\n"
        "<metadata xmlns:map=\"urn:bordermap:provenance\">\n<map:entry name=\"Software\">{}</map:entry>\n",
        sheet.width_pt, sheet.height_pt, width, height, escaped(provenance.title), escaped(provenance.description),
        escaped(provenance.creator));
    for (const auto& [name, value] : provenance.entries) {
        svg += fmt::format("<map:entry name=\"{}\">{}</map:entry>\n", escaped(name), escaped(value));
    }
    svg += "</metadata>";
    return svg + with_surfaces_counted(std::string_view(body).substr(end + 1));
}

}  // namespace bordermap::render
