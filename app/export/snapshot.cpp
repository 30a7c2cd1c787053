#include "export/snapshot.hpp"

#include "build_info.hpp"
#include "cartography/furniture.hpp"
#include "query/describe.hpp"
#include "render/gl/context.hpp"

#include <fmt/format.h>
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

/// Publishers of what the records in the picture rest on.
std::string publishers(const model::Dataset& dataset, const query::Selection& selection) {
    std::set<std::string> names;
    const auto add = [&](const std::vector<model::Index>& sources) {
        for (const model::Index source : sources) {
            if (source < dataset.sources.size() && !dataset.sources[source].publisher.empty()) {
                names.insert(dataset.sources[source].publisher);
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

}  // namespace

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
    // Keywords as the PNG specification registers them, then our own.
    const std::vector<std::pair<std::string, std::string>> text{
        {"Title", session.title.empty() ? sentence : session.title},
        {"Description", sentence},
        {"Software", fmt::format("bordermap {} ({})", kVersion, git_describe())},
        {"As of", model::format_day(session.filter.as_of)},
        {"Source", publishers(dataset, selection)},
        {"Mode", std::string(session::mode_name(session.mode))},
        // With or without furniture: the file is passed on without what it was made from.
        {"Disclaimer", cartography::disclaimer_of(session)},
        {"Sea names", std::string(session::sea_names_name(session.sea_names))}};
    write_png(draw(request, map, index, selection, session), request.path, text);
}

}  // namespace bordermap::exporting
