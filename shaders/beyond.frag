// Beyond the context data nothing is known: land and sea fade into one tone before it ends.
uniform vec4 known;  // px: left, top, right, bottom of the plane rectangle that the data fills
uniform float fade;  // px over which it fades, inside that rectangle
uniform vec4 tone;
out vec4 colour;

void main() {
    vec2 p = fragment_px();
    vec2 beyond = max(max(known.xy + fade - p, p - known.zw + fade), 0.0);
    colour = ink(tone, smoothstep(0.0, 1.0, length(beyond) / fade));
}
