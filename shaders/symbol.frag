flat in vec4 body;
flat in vec4 fill;
flat in vec4 halo;
flat in vec4 style;
out vec4 colour;

void main() {
    vec2 off = fragment_px() - body.xy;
    // Back to the upright shape: y is down, so that a positive angle turns the shape clockwise.
    off = vec2(style.z * off.x + style.w * off.y, style.z * off.y - style.w * off.x);
    colour = symbol_colour(off, body.z, body.w, fill, halo, style.x, style.y > 0.5);
}
