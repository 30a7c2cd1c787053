// The letter itself. Stems of small text are thinner than a pixel: four samples hold them where one would drop them.
void main() {
    vec2 at = atlas_place();
    vec2 steep = atlas_step(vec2(0.125, 0.375) * style.x);
    vec2 shallow = atlas_step(vec2(0.375, -0.125) * style.x);
    vec4 d = vec4(glyph_distance(at - steep), glyph_distance(at + shallow), glyph_distance(at - shallow),
                  glyph_distance(at + steep));
    // Of large text all four lie in the middle of the pixel.
    float steepness = mix(1.0, 1.0 / 0.6, style.x);
    float share = dot(clamp(0.5 - d * steepness, 0.0, 1.0), vec4(0.25));
    colour = ink(paint, raised(share));
}
