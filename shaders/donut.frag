uniform samplerBuffer stream;
uniform int shares;  // two texels a share: colour, (from, to, hollow, trimmed: 1 at from, 2 at to, 3 at both)

flat in vec4 ring;
flat in vec4 ground;
flat in vec4 parts;
out vec4 colour;

const float kTurn = 6.283185307179586;

void main() {
    vec2 off = fragment_px() - ring.xy;
    float from_middle = length(off);
    float edge = from_middle - ring.z;
    float band = max(edge, -edge - ring.w);
    float turn = atan(off.x, -off.y) / kTurn;  // clockwise from the top
    float px_per_turn = kTurn * from_middle;
    vec4 arcs = vec4(0.0);  // ink
    if (band < 1.0) {
        int count = int(parts.w);
        for (int i = 0; i < count; ++i) {
            int at = shares + 2 * (int(parts.z) + i);
            vec4 body = texelFetch(stream, at);
            vec4 arc = texelFetch(stream, at + 1);
            // From the middle of the share, whose two ends are half its length away; a whole circle has no ends.
            float away = fract(turn - 0.5 * (arc.x + arc.y) + 0.5) - 0.5;
            bool trimmed = away < 0.0 ? mod(arc.w, 2.0) > 0.5 : arc.w > 1.5;
            float beyond = (abs(away) - 0.5 * (arc.y - arc.x)) * px_per_turn + (trimmed ? 0.5 * parts.y : 0.0);
            float d = count == 1 ? band : max(band, beyond);
            vec4 inside = body;
            if (arc.z > 0.5) {
                inside = mix(vec4(ground.rgb, body.a), body, coverage(-d - max(0.24 * ring.w, 1.1)));
            }
            arcs += ink(inside, coverage(d));
        }
    }
    colour = over(arcs / max(arcs.a, 1.0), ink(ground, coverage(edge - parts.x)));
}
