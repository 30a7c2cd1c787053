uniform vec4 line_colour;
uniform float half_width;  // px

flat in vec4 piece;
flat in vec4 joints;
out vec4 colour;

void main() {
    vec2 p = fragment_px();
    float share = coverage(segment_distance(p, piece.xy, piece.zw) - half_width);
    // Blended once, a joint is no darker than the line.
    colour = ink(line_colour, between_joints(p, piece, joints) ? share : 0.0);
}
