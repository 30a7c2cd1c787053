#pragma once
/// Pictures that were looked at once and kept: tests/render/baselines/<name>.png.

#include "render/gl/renderer.hpp"

#include <gtest/gtest.h>
#include <string>

namespace bordermap::test {

/// Reads an 8-bit RGB or RGBA PNG. Throws std::runtime_error.
[[nodiscard]] render::Image read_png(const std::string& path);

/// Difference of two pixels as a viewer sees it, 0 same .. 1 black against white: YIQ, squared and weighted (Y. Kotsarenko,
/// F. Ramos 2010, "Measuring perceived color difference using YIQ NTSC transmission color space").
[[nodiscard]] double perceived_difference(const std::uint8_t* a, const std::uint8_t* b);

/// Share of pixels (0..1) whose perceived difference is above `per_pixel`; 1 when sizes differ. `diff`, when given, becomes a
/// picture of them: red on a pale copy of `a`.
[[nodiscard]] double share_of_different_pixels(const render::Image& a, const render::Image& b, double per_pixel,
                                               render::Image* diff = nullptr);

/// Fails when more than `share_threshold` of the pixels differ by more than `per_pixel_threshold`, and leaves <name>.actual.png
/// and <name>.diff.png in render_failures/ beside the test's executable. With BORDERMAP_UPDATE_BASELINES=1 the baseline is
/// written instead: look at it before it is committed.
[[nodiscard]] testing::AssertionResult compare(const render::Image& image, const std::string& name,
                                               double per_pixel_threshold = 0.05, double share_threshold = 0.0005);

}  // namespace bordermap::test
