#pragma once
/// The one way from a Session to a picture file, for the window, the command line and tests.

#include "cartography/compose.hpp"
#include "render/gl/renderer.hpp"

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bordermap::exporting {

struct SnapshotRequest {
    std::string path;                 ///< by its extension: .png, .pdf or .svg
    int width = 1920, height = 1080;  ///< px, 16..16384
    float scale = 0;                  ///< 0: natural_scale(width, height)
    bool furniture = true;
    double sheet_width_mm = 0, sheet_height_mm = 0;  ///< of a PDF or SVG; 0: its px at 96 dpi
};

/// A paper size, landscape as the map is.
struct PaperSize {
    std::string_view name;
    double width_mm, height_mm;
    /// Of everything that the theme measures, against its size on a screen of 96 dpi: read from near, so that panels leave the
    /// map its room; the smallest letters are of 6 pt.
    double scale;
};
inline constexpr std::array kPaperSizes{PaperSize{"A4", 297, 210, 0.72}, PaperSize{"A3", 420, 297, 0.85}};

/// Extensions of the pictures that can be written, with the dot.
inline constexpr std::array<std::string_view, 3> kPictureExtensions{".png", ".pdf", ".svg"};
/// The one that a path has; empty when it is no picture.
[[nodiscard]] std::string_view picture_extension(std::string_view path);

/// Makes the request a whole sheet of the paper at this resolution.
void lay_on_sheet(SnapshotRequest& request, const PaperSize& paper, double dpi);
/// The page that a request is drawn on.
[[nodiscard]] cartography::Page page_of(const SnapshotRequest& request);

/// Draws off-screen (its own EGL context, so that it may run on a worker thread beside a window) and writes the file
/// atomically, with title, filter sentence, as-of date, sources, licences, disclaimer, naming of the sea, the Session as JSON and
/// program version as PNG text or as the metadata of a PDF or SVG. These are drawn without graphics; a PDF bears the date of
/// SOURCE_DATE_EPOCH where that is set and else none, so that the same picture is the same file. Throws
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
