// The halo of a letter: one sample of the field, soft at its edge.
void main() {
    // The field knows no distance beyond its spread.
    float width = min(style.y, style.w - 0.6);
    float share = 1.0 - smoothstep(width - 0.6, width + 0.6, glyph_distance(atlas_place()));
    colour = ink(paint, raised(share));
}
