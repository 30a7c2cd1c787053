flat in vec4 piece;
flat in vec4 joints;
flat in vec2 run;
flat in vec4 paint;
flat in vec3 dashes;
out vec4 colour;

void main() {
    vec2 p = fragment_px();
    float d = segment_distance(p, piece.xy, piece.zw);
    if (dashes.y > 0.0) {
        vec2 ab = piece.zw - piece.xy;
        float len = length(ab);
        float along = run.x + clamp(dot(p - piece.xy, ab) / len, 0.0, len);
        // Dashes have round ends, which lengthen them by the width of the line.
        float period = dashes.x + dashes.y;
        float solid = max(dashes.x - dashes.z, 0.0);
        float from_middle = abs(mod(along - 0.5 * dashes.x + 0.5 * period, period) - 0.5 * period);
        float beyond = max(from_middle - 0.5 * solid, 0.0);
        d = length(vec2(d, beyond));
    }
    colour = ink(paint, between_joints(p, piece, joints) ? coverage(d - run.y) : 0.0);
}
