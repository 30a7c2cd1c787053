// What every stage knows of the frame. Prepended to each shader after the #version line.
// px: picture pixels, x right, y down. Metres: map plane, x east, y north.
layout(std140) uniform Frame {
    vec4 centre;   // plane metres at `place.xy`: high part xy, low part zw (their sum holds more than one float)
    vec4 place;    // xy px where the centre is drawn, z px per metre, w scale (px per px at 96 dpi)
    vec4 clip;     // rectangle that clip space covers: xy left and top px, zw size px
    vec4 tile;     // x px at the left of the framebuffer, y px at its bottom, z sub-pixel steps per px, w px per fragment
    vec4 days;     // x as-of day, yz half-open window of days
};

// Px beyond a shape that its soft edge may colour (half a px), and a little for the rasteriser's grid. Shapes are drawn no
// larger: on software OpenGL the pixels of small ones are what they cost.
const float kSoftEdge = 0.52;
const vec4 kNowhere = vec4(2.0, 2.0, 2.0, 1.0);  // outside clip space: a primitive of it draws nothing

vec2 px_of(vec2 metres) {
    return (metres - centre.xy - centre.zw) * vec2(place.z, -place.z) + place.xy;
}

vec4 clip_of(vec2 px) {
    vec2 unit = (px - clip.xy) / clip.zw;
    return vec4(unit.x * 2.0 - 1.0, 1.0 - unit.y * 2.0, 0.0, 1.0);
}

// Distance to the segment a-b.
float segment_distance(vec2 p, vec2 a, vec2 b) {
    vec2 ab = b - a;
    vec2 ap = p - a;
    float t = clamp(dot(ap, ab) / max(dot(ab, ab), 1e-12), 0.0, 1.0);
    return length(ap - ab * t);
}

// Where the pixels of one piece of a line end and those of the next begin, at b in the middle of a, b, c: the half plane
// dot(p - b, joint) >= 0 is the next one's. Its edge bisects the angle, as the distances to both do. Both compute it from the
// same points in the same order, so that it is one edge to the last bit. 0 where the line turns straight back or stands still.
vec2 joint(vec2 a, vec2 b, vec2 c) {
    vec2 before = b - a;
    vec2 after = c - b;
    vec2 normal = normalize(before) + normalize(after);
    // Not a number where a piece has no length: the comparison is false then.
    return dot(normal, normal) > 0.01 ? normal : vec2(0.0);
}

// Whether a pixel is of the piece `ab` between joints, start in xy and end in zw; 0 where there is none.
bool between_joints(vec2 p, vec4 ab, vec4 joints) {
    return dot(p - ab.xy, joints.xy) >= 0.0 && (joints.zw == vec2(0.0) || dot(p - ab.zw, joints.zw) < 0.0);
}

// Corner 0..3 of the rectangle around the segment a-b that reaches `reach` px beyond it on all sides.
vec2 segment_corner(vec2 a, vec2 b, float reach, int corner) {
    vec2 ab = b - a;
    float len = length(ab);
    vec2 along = len > 0.0 ? ab / len : vec2(1.0, 0.0);
    vec2 across = vec2(-along.y, along.x);
    return ((corner & 1) == 0 ? a - along * reach : b + along * reach) + across * ((corner & 2) == 0 ? -reach : reach);
}

// What of a shape is drawn: of a large one its inside, which is one colour, and its edges apart.
const int kWhole = 0;
const int kEdges = 1;
const int kInside = 2;

// Corner 0..3 of a rectangle.
vec2 box_corner(vec2 low, vec2 high, int corner) {
    return vec2((corner & 1) == 0 ? low.x : high.x, (corner & 2) == 0 ? low.y : high.y);
}

// A colour as blending takes it, of which a share covers the pixel: times its opacity.
vec4 ink(vec4 paint, float share) {
    return vec4(paint.rgb, 1.0) * (paint.a * share);
}

// Ink over ink.
vec4 over(vec4 upper, vec4 lower) {
    return upper + lower * (1.0 - upper.a);
}

// Share of a pixel that an edge covers whose signed distance is d px (negative inside).
float coverage(float d) {
    return clamp(0.5 - d, 0.0, 1.0);
}
