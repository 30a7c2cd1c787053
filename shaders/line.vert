// One rectangle per straight piece of a map line: corners 4 i .. 4 i + 3 belong to piece i.
uniform samplerBuffer segments;  // three texels a piece: a, b, days
uniform int segment_count;
uniform float reach;             // px around the piece that may be coloured

flat out vec4 piece;   // a, b in px
flat out vec4 joints;  // with the piece before and the one after

bool alive(int index) {
    vec2 interval = texelFetch(segments, 3 * index + 2).xy;
    return interval.x <= days.x && days.x < interval.y;
}

void main() {
    int index = gl_VertexID >> 2;
    piece = vec4(0.0);
    joints = vec4(0.0);
    if (!alive(index)) {
        gl_Position = kNowhere;
        return;
    }
    vec2 a = texelFetch(segments, 3 * index).xy;
    vec2 b = texelFetch(segments, 3 * index + 1).xy;
    piece = vec4(px_of(a), px_of(b));
    if (index > 0 && texelFetch(segments, 3 * index - 2).xy == a && alive(index - 1)) {
        joints.xy = joint(px_of(texelFetch(segments, 3 * index - 3).xy), piece.xy, piece.zw);
    }
    if (index + 1 < segment_count && texelFetch(segments, 3 * index + 3).xy == b && alive(index + 1)) {
        joints.zw = joint(piece.xy, piece.zw, px_of(texelFetch(segments, 3 * index + 4).xy));
    }
    gl_Position = clip_of(segment_corner(piece.xy, piece.zw, reach, gl_VertexID & 3));
}
