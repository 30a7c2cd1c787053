// Picture pixel of a fragment: exact in every tile, and shapes are computed from it alone, so that tiles and whole agree.
vec2 fragment_px() {
    return vec2(tile.x + gl_FragCoord.x * tile.w, tile.y - gl_FragCoord.y * tile.w);
}
