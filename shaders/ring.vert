// A small ring is a square. A large one is a fan for its inside and a band of kSides pieces for its edge, so that it costs no
// more than it shows.
uniform samplerBuffer stream;  // four texels a ring: (at, radius, stroke width), fill, stroke, (dash, gap)
uniform int base;
uniform int parts;  // kWhole: a quad a ring; kEdges: kSides; kInside: half as many, each of two sides

flat out vec4 ring;
flat out vec4 fill;
flat out vec4 stroke;
flat out vec2 dashes;

const int kSides = 32;  // as in renderer.cpp
const float kTurn = 6.283185307179586;

vec2 rim(int side, float radius) {
    float angle = kTurn * float(side % kSides) / float(kSides);
    return ring.xy + radius * vec2(cos(angle), sin(angle));
}

void main() {
    int quad = gl_VertexID >> 2;
    int corner = gl_VertexID & 3;
    int at = base + 4 * (quad / (parts == kWhole ? 1 : parts == kEdges ? kSides : kSides / 2));
    ring = texelFetch(stream, at);
    fill = texelFetch(stream, at + 1);
    stroke = texelFetch(stream, at + 2);
    dashes = texelFetch(stream, at + 3).xy;
    float reach = 0.5 * max(ring.w, 1.0) + kSoftEdge;
    float inner = max(ring.z - reach, 0.0);
    vec2 px;
    if (parts == kWhole) {
        px = box_corner(ring.xy - ring.z - reach, ring.xy + ring.z + reach, corner);
    } else if (parts == kInside) {
        int side = 2 * (quad % (kSides / 2));
        px = corner == 1 ? ring.xy : rim(side + (corner == 0 ? 0 : corner - 1), inner);
    } else {
        // The outer corners stand off so that the straight sides clear the circle.
        float outer = (ring.z + reach) / cos(kTurn / float(2 * kSides));
        px = rim(quad % kSides + (corner & 1), (corner & 2) == 0 ? inner : outer);
    }
    bool seen = fill.a > 0.0 || (parts != kInside && stroke.a > 0.0 && ring.w > 0.0);
    gl_Position = seen ? clip_of(px) : kNowhere;
}
