flat in vec4 ring;
flat in vec4 fill;
flat in vec4 stroke;
flat in vec2 dashes;
out vec4 colour;

const float kTurn = 6.283185307179586;

void main() {
    vec2 off = fragment_px() - ring.xy;
    float d = length(off) - ring.z;
    // A stroke thinner than a pixel fades instead of breaking up.
    float outer = coverage(abs(d) - 0.5 * max(ring.w, 1.0)) * clamp(ring.w, 0.0, 1.0);
    if (dashes.y > 0.0) {
        // A whole number of dashes goes round: no odd one where the circle closes.
        float count = max(floor(kTurn * ring.z / (dashes.x + dashes.y) + 0.5), 3.0);
        float period = kTurn * ring.z / count;
        float solid = period * dashes.x / (dashes.x + dashes.y);
        float along = fract((atan(off.y, off.x) / kTurn + 1.0) * count) * period;
        outer *= coverage(abs(along - 0.5 * period) - 0.5 * solid);
    }
    colour = over(ink(stroke, outer), ink(fill, coverage(d)));
}
