#pragma once
/// Distances of every symbol, sampled once from cartography::symbol_distance for the shader.

#include <vector>

namespace bordermap::render {

/// Each layer (SymbolShape) is a square of kSymbolTexels^2 samples over -kSymbolExtent..kSymbolExtent half sizes, y down.
inline constexpr int kSymbolTexels = 128;
inline constexpr float kSymbolExtent = 1.5F;

/// Layers one after another, rows from the top; made on the first call, for the whole process.
[[nodiscard]] const std::vector<float>& symbol_table();

}  // namespace bordermap::render
