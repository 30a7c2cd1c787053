#include "export/snapshot.hpp"

#include "build_info.hpp"
#include "cartography/headline.hpp"
#include "model/atomic_file.hpp"
#include "query/describe.hpp"
#include "render/gl/context.hpp"
#include "render/vector/vector_picture.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <stdexcept>
#include <utility>
#include <vector>

namespace bordermap::exporting {
namespace {

constexpr int kSmallest = 16;
constexpr int kLargest = 16384;

void check_size(const SnapshotRequest& request) {
    const auto fits = [](int side) { return side >= kSmallest && side <= kLargest; };
    if (!fits(request.width) || !fits(request.height)) {
        throw std::runtime_error(fmt::format("{}: a picture of {} x {} px cannot be made; give {} to {} px a side",
                                             request.path.empty() ? "snapshot" : request.path, request.width,
                                             request.height, kSmallest, kLargest));
    }
    if (request.scale < 0 || request.scale > 8 || (request.scale > 0 && request.scale < 0.25F)) {
        throw std::runtime_error(fmt::format("{}: a scale of {} cannot be drawn; give 0.25 to 8 (24 to 768 dpi)",
                                             request.path.empty() ? "snapshot" : request.path, request.scale));
    }
}

std::string joined(const std::set<std::string>& parts) {
    std::string all;
    for (const std::string& one : parts) {
        all += (all.empty() ? "" : "; ") + one;
    }
    return all;
}

/// One field of the sources that the records in the picture rest on, each value once.
std::string of_sources(const model::Dataset& dataset, const query::Selection& selection,
                       std::string model::Source::*field) {
    std::set<std::string> names;
    const auto add = [&](const std::vector<model::Index>& sources) {
        for (const model::Index source : sources) {
            if (source < dataset.sources.size() && !(dataset.sources[source].*field).empty()) {
                names.insert(dataset.sources[source].*field);
            }
        }
    };
    for (const model::Index unit : selection.units) {
        add(dataset.units[unit].sources);
    }
    for (const query::SelectedAgreement& agreement : selection.agreements) {
        add(dataset.agreements[agreement.agreement].sources);
    }
    for (const model::Index event : selection.events) {
        add(dataset.events[event].sources);
    }
    for (const model::Index incident : selection.incidents) {
        add(dataset.incidents[incident].sources);
    }
    for (const model::Index gate : selection.gates) {
        add(dataset.gates[gate].sources);
    }
    return joined(names);
}

render::Image draw(const SnapshotRequest& request, const std::shared_ptr<const cartography::PreparedMap>& map,
                   const query::QueryIndex& index, const query::Selection& selection, const session::Session& session) {
    const render::OffscreenContext context;
    render::Renderer renderer;
    cartography::Composer composer;
    return renderer.draw_image(composer.compose(map, index, selection, session, page_of(request)));
}

using Text = std::vector<std::pair<std::string, std::string>>;

/// What every picture file says of itself beside title, description and software. Keywords as the PNG specification
/// registers them, then our own.
Text provenance(const model::Dataset& dataset, const query::Selection& selection, const session::Session& session) {
    return {{"As of", model::format_day(session.filter.as_of)},
            {"Source", of_sources(dataset, selection, &model::Source::publisher)},
            {"Licence", of_sources(dataset, selection, &model::Source::licence)},
            {"Mode", std::string(session::mode_name(session.mode))},
            // With or without furniture: the file is passed on without what it was made from.
            {"Disclaimer", cartography::disclaimer_of(session)},
            {"Sea names", std::string(session::sea_names_name(session.sea_names))},
            {"Session", session::to_json(session).dump()}};
}

/// Seconds that SOURCE_DATE_EPOCH names (reproducible-builds.org).
std::optional<std::int64_t> source_date() {
    const char* const text = std::getenv("SOURCE_DATE_EPOCH");
    if (text == nullptr) {
        return std::nullopt;
    }
    const std::string_view digits = text;
    std::int64_t seconds = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
    return error == std::errc() && end == digits.data() + digits.size() ? std::optional(seconds) : std::nullopt;
}

render::Sheet sheet_of(const SnapshotRequest& request) {
    constexpr double kPointsPerMm = 72.0 / 25.4;
    constexpr double kPointsPerPx = 72.0 / 96.0;
    return {request.sheet_width_mm > 0 ? request.sheet_width_mm * kPointsPerMm : request.width * kPointsPerPx,
            request.sheet_height_mm > 0 ? request.sheet_height_mm * kPointsPerMm : request.height * kPointsPerPx};
}

}  // namespace

std::string_view picture_extension(std::string_view path) {
    const auto* const found = std::find_if(kPictureExtensions.begin(), kPictureExtensions.end(),
                                           [&](std::string_view each) { return path.ends_with(each); });
    return found == kPictureExtensions.end() ? std::string_view{} : *found;
}

void lay_on_sheet(SnapshotRequest& request, const PaperSize& paper, double dpi) {
    request.width = static_cast<int>(std::lround(paper.width_mm / 25.4 * dpi));
    request.height = static_cast<int>(std::lround(paper.height_mm / 25.4 * dpi));
    request.scale = static_cast<float>(paper.scale * dpi / 96.0);
    request.sheet_width_mm = paper.width_mm;
    request.sheet_height_mm = paper.height_mm;
}

cartography::Page page_of(const SnapshotRequest& request) {
    cartography::Page page;
    page.width = request.width;
    page.height = request.height;
    page.scale = request.scale > 0 ? request.scale : cartography::natural_scale(request.width, request.height);
    page.furniture = request.furniture;
    return page;
}

render::Image draw_snapshot(const SnapshotRequest& request, const std::shared_ptr<const cartography::PreparedMap>& map,
                            const query::QueryIndex& index, const session::Session& session) {
    check_size(request);
    return draw(request, map, index, query::select(index, session.filter), session);
}

void write_snapshot(const SnapshotRequest& request, const std::shared_ptr<const cartography::PreparedMap>& map,
                    const query::QueryIndex& index, const session::Session& session) {
    check_size(request);
    const model::Dataset& dataset = index.dataset();
    const query::Selection selection = query::select(index, session.filter);
    const std::string sentence = query::describe(dataset, selection, session.language);
    const std::string title = session.title.empty() ? sentence : session.title;
    const std::string software = fmt::format("bordermap {} ({})", kVersion, git_describe());
    Text said = provenance(dataset, selection, session);
    const std::string_view extension = picture_extension(request.path);
    if (extension == ".pdf" || extension == ".svg") {
        cartography::Composer composer;
        const cartography::Scene scene = composer.compose(map, index, selection, session, page_of(request));
        const render::Provenance written{title, sentence, software, std::move(said), source_date()};
        model::write_file_atomically(request.path, extension == ".pdf"
                                                       ? render::draw_pdf(scene, sheet_of(request), written)
                                                       : render::draw_svg(scene, sheet_of(request), written));
        return;
    }
    said.insert(said.begin(), {{"Title", title}, {"Description", sentence}, {"Software", software}});
    write_png(draw(request, map, index, selection, session), request.path, said);
}

}  // namespace bordermap::exporting
