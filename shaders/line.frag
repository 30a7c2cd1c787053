uniform vec4 line_colour;
uniform float half_width;  // px

flat in vec4 piece;
flat in vec4 neighbours;
flat in ivec2 joined;
out vec4 colour;

void main() {
    vec2 p = fragment_px();
    float d = segment_distance(p, piece.xy, piece.zw);
    float share = coverage(d - half_width);
    // Each pixel of a line belongs to its nearest piece only: blended once, a joint is no darker than the line.
    if (joined.x == 1 && segment_distance(p, neighbours.xy, piece.xy) <= d) {
        share = 0.0;
    }
    if (joined.y == 1 && segment_distance(p, piece.zw, neighbours.zw) < d) {
        share = 0.0;
    }
    colour = vec4(line_colour.rgb, line_colour.a * share);
}
