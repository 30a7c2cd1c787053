#include "render/gl/symbol_table.hpp"

#include "cartography/symbols.hpp"

namespace bordermap::render {

const std::vector<float>& symbol_table() {
    static const std::vector<float> table = [] {
        constexpr int kLayers = static_cast<int>(cartography::SymbolShape::Count);
        constexpr float kStep = 2.0F * kSymbolExtent / static_cast<float>(kSymbolTexels);
        std::vector<float> samples;
        samples.reserve(static_cast<std::size_t>(kLayers) * kSymbolTexels * kSymbolTexels);
        for (int layer = 0; layer < kLayers; ++layer) {
            for (int row = 0; row < kSymbolTexels; ++row) {
                for (int column = 0; column < kSymbolTexels; ++column) {
                    samples.push_back(
                        cartography::symbol_distance(static_cast<cartography::SymbolShape>(layer),
                                                     (static_cast<float>(column) + 0.5F) * kStep - kSymbolExtent,
                                                     (static_cast<float>(row) + 0.5F) * kStep - kSymbolExtent));
                }
            }
        }
        return samples;
    }();
    return table;
}

}  // namespace bordermap::render
