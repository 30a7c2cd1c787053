uniform vec4 line_colour;
uniform float half_width;  // px

flat in vec4 piece;
flat in vec3 starts;
flat in vec3 ends;
out vec4 colour;

void main() {
    vec2 p = fragment_px();
    float share = coverage(segment_distance(p, piece.xy, piece.zw) - half_width);
    // Blended once, a joint is no darker than the line.
    bool mine = dot(p, starts.xy) >= starts.z && dot(p, ends.xy) < ends.z;
    colour = ink(line_colour, mine ? share : 0.0);
}
