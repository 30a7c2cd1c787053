// Nearness to the border, drawn with the maximum as blend equation. Three falls of the theme's widths laid on each other.
uniform vec3 glow_widths;  // px

flat in vec4 piece;
out vec4 nearness;

float fall(float d, float width) {
    float x = clamp(1.0 - d / width, 0.0, 1.0);
    return x * x * (3.0 - 2.0 * x);
}

void main() {
    float d = segment_distance(fragment_px(), piece.xy, piece.zw);
    nearness = vec4(0.40 * fall(d, glow_widths.x) + 0.34 * fall(d, glow_widths.y) + 0.26 * fall(d, glow_widths.z));
}
