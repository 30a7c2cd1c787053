uniform bool stroke_pass;

flat in vec4 ring;
flat in vec4 paint;
flat in vec2 dashes;
out vec4 colour;

const float kTurn = 6.283185307179586;

void main() {
    vec2 off = fragment_px() - ring.xy;
    float d = length(off) - ring.z;
    float share = coverage(d);
    if (stroke_pass) {
        share = coverage(abs(d) - 0.5 * max(ring.w, 1.0)) * min(ring.w, 1.0);
        if (dashes.y > 0.0) {
            // A whole number of dashes goes round: no odd one where the circle closes.
            float count = max(floor(kTurn * ring.z / (dashes.x + dashes.y) + 0.5), 3.0);
            float period = kTurn * ring.z / count;
            float solid = period * dashes.x / (dashes.x + dashes.y);
            float along = mod((atan(off.y, off.x) / kTurn + 1.0) * count, 1.0) * period;
            share *= coverage(abs(along - 0.5 * period) - 0.5 * solid);
        }
    }
    colour = vec4(paint.rgb, paint.a * share);
}
