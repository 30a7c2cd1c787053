#pragma once
/// Draws Scenes with Cairo as PDF and SVG: every line, fill, symbol and letter is an outline, sharp at any size.

#include "cartography/scene.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace bordermap::render {

/// The sheet that the whole picture fills, points (1/72 inch), both > 0.
struct Sheet {
    double width_pt = 1440, height_pt = 810;
};

/// What the file says of itself, UTF-8. In a PDF: title, subject, creator, and the entries as lines "name: value" of its
/// keywords. In an SVG: title, desc and metadata.
struct Provenance {
    std::string title, description, creator;
    std::vector<std::pair<std::string, std::string>> entries;
    std::optional<std::int64_t> made;  ///< of a PDF, seconds since 1970-01-01 UTC; none: the file bears no date
};

/// The bytes of the file; the same from the same input. Text of a PDF is text (found, copied and read aloud), its fonts are
/// embedded; text of an SVG is outlines, which need no font where it is read. Throws std::runtime_error when the Scene or the
/// sheet has no drawable size or Cairo fails.
[[nodiscard]] std::string draw_pdf(const cartography::Scene& scene, const Sheet& sheet, const Provenance& provenance);
[[nodiscard]] std::string draw_svg(const cartography::Scene& scene, const Sheet& sheet, const Provenance& provenance);

}  // namespace bordermap::render
