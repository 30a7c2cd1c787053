// The inside of a ring is one square; its stroke is a band of kSides pieces, so that a large ring costs no more than it shows.
uniform samplerBuffer stream;  // four texels a ring: (at, radius, stroke width), fill, stroke, (dash, gap)
uniform int base;
uniform bool stroke_pass;

flat out vec4 ring;
flat out vec4 paint;
flat out vec2 dashes;

const int kSides = 32;  // as in renderer.cpp
const float kTurn = 6.283185307179586;

void main() {
    int quad = gl_VertexID >> 2;
    int corner = gl_VertexID & 3;
    int at = base + 4 * (stroke_pass ? quad / kSides : quad);
    ring = texelFetch(stream, at);
    paint = texelFetch(stream, at + (stroke_pass ? 2 : 1));
    dashes = texelFetch(stream, at + 3).xy;
    if (paint.a <= 0.0 || (stroke_pass && ring.w <= 0.0)) {
        gl_Position = kNowhere;
        return;
    }
    if (stroke_pass) {
        float reach = 0.5 * ring.w + 1.0;
        float angle = kTurn * float((quad % kSides + (corner & 1)) % kSides) / float(kSides);
        // The outer corners stand off so that the straight sides clear the circle.
        float r = (corner & 2) == 0 ? max(ring.z - reach, 0.0) * cos(kTurn / float(2 * kSides))
                                    : (ring.z + reach) / cos(kTurn / float(2 * kSides));
        gl_Position = clip_of(ring.xy + r * vec2(cos(angle), sin(angle)));
    } else {
        float reach = ring.z + 1.0;
        gl_Position = clip_of(box_corner(ring.xy - reach, ring.xy + reach, corner));
    }
}
