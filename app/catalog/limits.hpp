#pragma once
/// What one load may take in. Beyond a limit a Problem says so and the rest is left out, so that no file can fill memory.

#include <cstddef>
#include <cstdint>

namespace bordermap::catalog {

inline constexpr std::uint64_t kMaxFileBytes = std::uint64_t{4} << 30;
inline constexpr std::size_t kMaxFiles = 4096;  ///< of all folders together
inline constexpr int kMaxFolderDepth = 8;
inline constexpr std::size_t kMaxLayers = 16384;           ///< Record::file is 16 bits wide
inline constexpr std::uint32_t kMaxRows = 5'000'000;       ///< of one layer
inline constexpr std::uint64_t kMaxVertices = 50'000'000;  ///< of one load
inline constexpr int kMaxColumns = 512;                    ///< of one layer
inline constexpr std::size_t kMaxExtraNames = 16384;       ///< ExtraField::name is 16 bits wide
inline constexpr std::size_t kMaxTextBytes = 65536;        ///< of one value
inline constexpr int kConnectSeconds = 5;                  ///< for a database server to answer
inline constexpr std::size_t kMaxProblemsPerKind = 20;     ///< of one kind and file; the rest is counted

/// Where the map is: a position outside is suspect, and one that is inside only with lon and lat exchanged is swapped.
struct Region {
    double west, south, east, north;
    [[nodiscard]] constexpr bool contains(double lon, double lat) const {
        return lon >= west && lon <= east && lat >= south && lat <= north;
    }
};
inline constexpr Region kRegion{95.0, 5.0, 120.0, 25.0};

}  // namespace bordermap::catalog
