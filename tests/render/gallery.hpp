#pragma once
/// The gallery: pictures of the real data that were looked at at full size and kept in baselines/.

#include "session/session.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace bordermap::test {

struct GalleryScene {
    std::string name;    ///< of the kept picture
    std::string reason;  ///< what nobody would notice without it
    session::Session session;
    int width = 1920, height = 1080;
    bool furniture = true;
    bool words = true;  ///< names on the map
    /// Of the two a pixel differs beyond the first, a picture beyond the second (share of its pixels). Drivers round the
    /// edges of letters and lines by one part in 255 or two, in a few pixels of ten thousand: both thresholds are the least
    /// that this asks for. A fault that changes less than one pixel in two thousand is for the tests of its own part.
    double per_pixel = 0.05;
    double share = 0.0005;
};

[[nodiscard]] const std::vector<GalleryScene>& gallery();
/// Throws std::out_of_range when there is none of the name.
[[nodiscard]] const GalleryScene& gallery_scene(std::string_view name);

}  // namespace bordermap::test
