#include "export/snapshot.hpp"

#include "cli/options.hpp"
#include "cli/subcommands.hpp"

#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <memory>

namespace bordermap::cli {
namespace {

struct SnapshotOptions {
    Options common;
    std::string output, size, page;
    double dpi = 0;
    std::vector<double> bbox;
    bool no_furniture = false;
    std::string mode, sea_names, disclaimer, incidents, measure, classing;
};

exporting::SnapshotRequest request_of(const SnapshotOptions& options) {
    exporting::SnapshotRequest request;
    request.path = options.output;
    request.furniture = !options.no_furniture;
    if (exporting::picture_extension(options.output).empty()) {
        throw UsageError(fmt::format("--output {}: pictures are written as {}", options.output,
                                     fmt::join(exporting::kPictureExtensions, ", ")));
    }
    if (!options.size.empty()) {
        const char* const end = options.size.data() + options.size.size();
        const auto width = std::from_chars(options.size.data(), end, request.width);
        const bool separated = width.ec == std::errc() && width.ptr != end && *width.ptr == 'x';
        const auto height = separated ? std::from_chars(width.ptr + 1, end, request.height) : width;
        if (!separated || height.ec != std::errc() || height.ptr != end) {
            throw UsageError(fmt::format("--size {}: give width and height in pixels, like 1920x1080", options.size));
        }
    }
    for (const exporting::PaperSize& page : exporting::kPaperSizes) {
        if (page.name == options.page) {
            exporting::lay_on_sheet(request, page, options.dpi > 0 ? options.dpi : 300);
        }
    }
    if (options.page.empty() && options.dpi > 0) {
        request.scale = static_cast<float>(options.dpi / 96.0);
        request.sheet_width_mm = request.width / options.dpi * 25.4;
        request.sheet_height_mm = request.height / options.dpi * 25.4;
    }
    return request;
}

/// Names of an enumeration of the session that counts from 0.
template <typename Value, typename Name>
std::vector<std::string> names_of(Name name) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < static_cast<std::size_t>(Value::Count); ++i) {
        names.emplace_back(name(static_cast<Value>(i)));
    }
    return names;
}

/// What the options say of the picture that is no part of the filter.
void apply(const SnapshotOptions& options, session::Session& session) {
    session.mode = session::parse_mode(options.mode).value_or(session.mode);
    session.incident_style = session::parse_incident_style(options.incidents).value_or(session.incident_style);
    session.measure = session::parse_measure(options.measure).value_or(session.measure);
    session.classing = session::parse_classing(options.classing).value_or(session.classing);
    session.sea_names = session::parse_sea_names(options.sea_names).value_or(session.sea_names);
    if (!options.disclaimer.empty()) {
        session.disclaimer = options.disclaimer;
    }
}

query::Extent extent_of(const std::vector<double>& bbox) {
    const query::Extent extent{bbox[0], bbox[1], bbox[2], bbox[3]};
    if (!(extent.west < extent.east && extent.south < extent.north && std::abs(extent.west) <= 180 &&
          std::abs(extent.east) <= 180 && std::abs(extent.south) <= 90 && std::abs(extent.north) <= 90)) {
        throw UsageError("--bbox: give west,south,east,north in degrees, west under east and south under north");
    }
    return extent;
}

int snapshot(const SnapshotOptions& options) {
    exporting::SnapshotRequest request = request_of(options);
    // Nobody looks at a snapshot while it is made: a picture in other colours than those asked for must not come out unseen.
    if (const std::vector<std::string> faults = read_themes(options.common); !faults.empty()) {
        throw FileError(fmt::format("{}", fmt::join(faults, "\n")));
    }
    session::Session session = base_session(options.common);
    apply(options, session);
    const World world = load_world(options.common);
    session = resolve_names(options.common, *world.index, *world.gazetteer, std::move(session));
    const auto map = cartography::prepare(world.loaded.dataset);
    if (!options.bbox.empty()) {
        session.camera =
            cartography::fit_camera(cartography::project(extent_of(options.bbox)), exporting::page_of(request));
    }
    exporting::write_snapshot(request, map, *world.index, session);
    fmt::print(stderr, "{}: {} x {} px\n", request.path, request.width, request.height);
    return world.loaded.has_errors() ? kDataProblems : kDone;
}

}  // namespace

void add_snapshot(CLI::App& program, int& exit_code) {
    auto options = std::make_shared<SnapshotOptions>();
    CLI::App* sub = program.add_subcommand("snapshot", "Draw the map to a picture file, with or without a display");
    add_common_options(*sub, options->common);
    sub->add_option("-o,--output", options->output, "File to write: .png, .pdf or .svg")->required()->type_name("FILE");
    auto* size =
        sub->add_option("--size", options->size, "Pixels, 16x16 to 16384x16384 (default 1920x1080)")->type_name("WxH");
    sub->add_option("--page", options->page, "Paper size, landscape")
        ->check(CLI::IsMember({"A4", "A3"}))
        ->excludes(size);
    sub->add_option("--dpi", options->dpi, "Dots per inch (a page: 300)")->check(CLI::Range(24.0, 768.0));
    sub->add_option("--bbox", options->bbox, "Degrees to show: west,south,east,north (default: fits the filter)")
        ->delimiter(',')
        ->expected(4);
    add_theme_options(*sub, options->common);
    sub->add_option("--title", options->common.title, "Title of the picture (default: the filter in words)");
    sub->add_option("--mode", options->mode, "What the map is about")
        ->check(CLI::IsMember(names_of<session::Mode>(session::mode_name)));
    sub->add_option("--incidents", options->incidents, "How incidents are drawn (default: symbols)")
        ->check(CLI::IsMember(names_of<session::IncidentStyle>(session::incident_style_name)));
    sub->add_option("--measure", options->measure, "What a choropleth is of (default: border, per 100 km of it)")
        ->check(CLI::IsMember(names_of<session::Measure>(session::measure_name)));
    sub->add_option("--classing", options->classing, "How a choropleth is classed (default: quantile)")
        ->check(CLI::IsMember(names_of<session::Classing>(session::classing_name)));
    sub->add_option("--sea-names", options->sea_names, "How the archipelagos of the sea are named (default: off)")
        ->check(CLI::IsMember(names_of<session::SeaNames>(session::sea_names_name)));
    sub->add_option("--disclaimer", options->disclaimer, "Line on boundaries and names, in place of the standard one");
    sub->add_flag("--no-furniture", options->no_furniture, "Only the map: no title, legend, scale bar, sources");
    sub->callback([options, &exit_code] { exit_code = snapshot(*options); });
}

}  // namespace bordermap::cli
