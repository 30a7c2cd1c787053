// The colour of a symbol at a pixel. Its shape comes from a table of distances that renderer.cpp samples from
// cartography::symbol_distance, the one definition that legend and panels use too.
uniform sampler2DArray symbols;  // layer: SymbolShape; covers -kSymbolExtent..kSymbolExtent half sizes

const float kSymbolExtent = 1.5;  // as in symbol_table.hpp

vec4 symbol_colour(vec2 off, float size, float shape, vec4 fill, vec4 halo, float halo_width, bool hollow) {
    float unit = 0.5 * size;
    vec2 at = off / unit;
    vec2 held = clamp(at, -kSymbolExtent, kSymbolExtent);
    float d = (textureLod(symbols, vec3(held / (2.0 * kSymbolExtent) + 0.5, shape), 0.0).r + length(at - held)) * unit;
    vec4 inside = fill;
    if (hollow) {
        inside = mix(vec4(halo.rgb, fill.a), fill, coverage(-d - max(0.24 * unit, 1.2)));
    }
    return over(ink(inside, coverage(d)), ink(halo, coverage(d - halo_width)));
}
