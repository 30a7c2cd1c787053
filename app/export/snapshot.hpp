#pragma once
/// The one way from a Session to a picture file, for the window, the command line and tests.

#include "cartography/compose.hpp"
#include "render/gl/renderer.hpp"

#include <functional>
#include <memory>
#include <string>

namespace bordermap::exporting {

struct SnapshotRequest {
    std::string path;                 ///< .png
    int width = 1920, height = 1080;  ///< px, 16..16384
    float scale = 0;                  ///< 0: natural_scale(width, height)
    bool furniture = true;
};

/// The page that a request is drawn on.
[[nodiscard]] cartography::Page page_of(const SnapshotRequest& request);

/// Draws off-screen (its own EGL context, so that it may run on a worker thread beside a window) and writes the file
/// atomically, with title, filter sentence, as-of date, sources, disclaimer, naming of the sea and
/// program version as PNG text. Throws
/// render::GraphicsError, or std::runtime_error that names the file and the cure.
void write_snapshot(const SnapshotRequest& request, const std::shared_ptr<const cartography::PreparedMap>& map,
                    const query::QueryIndex& index, const session::Session& session);

/// The picture itself, the same pixels as write_snapshot writes.
[[nodiscard]] render::Image draw_snapshot(const SnapshotRequest& request,
                                          const std::shared_ptr<const cartography::PreparedMap>& map,
                                          const query::QueryIndex& index, const session::Session& session);

/// PNG through GDAL: sibling temporary file, flush, rename. Text pairs become PNG text chunks.
void write_png(const render::Image& image, const std::string& path,
               const std::vector<std::pair<std::string, std::string>>& text);

}  // namespace bordermap::exporting
