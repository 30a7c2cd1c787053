uniform samplerBuffer stream;
uniform int base;        // three texels a piece: (before, a), (b, after), (px along the line at a, mark, joined before, joined after)
uniform int marks;       // three texels a mark: colour, casing colour, (width, casing, dash, gap)
uniform bool casing_pass;

flat out vec4 piece;
flat out vec4 joints;    // as in line.vert
flat out vec2 run;       // px along the line at a, half width
flat out vec4 paint;
flat out vec3 dashes;    // dash, gap, full width of the line itself

void main() {
    int at = base + 3 * (gl_VertexID >> 2);
    vec4 first = texelFetch(stream, at);
    vec4 second = texelFetch(stream, at + 1);
    vec4 third = texelFetch(stream, at + 2);
    int mark = marks + 3 * int(third.y);
    vec4 measure = texelFetch(stream, mark + 2);
    float width = casing_pass ? measure.y : measure.x;
    paint = texelFetch(stream, mark + (casing_pass ? 1 : 0));
    paint.a *= min(width, 1.0);
    piece = vec4(first.zw, second.xy);
    joints = vec4(third.z > 0.0 ? joint(first.xy, piece.xy, piece.zw) : vec2(0.0),
                  third.w > 0.0 ? joint(piece.xy, piece.zw, second.zw) : vec2(0.0));
    run = vec2(third.x, 0.5 * max(width, 1.0));
    dashes = vec3(measure.z, measure.w, measure.x);
    if (paint.a <= 0.0 || (casing_pass && measure.y <= measure.x)) {
        gl_Position = kNowhere;
        return;
    }
    gl_Position = clip_of(segment_corner(piece.xy, piece.zw, run.y + kSoftEdge, gl_VertexID & 3));
}
