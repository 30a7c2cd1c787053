flat in vec4 body;
flat in vec4 fill;
flat in vec4 halo;
flat in vec2 style;
out vec4 colour;

void main() {
    colour = symbol_colour(fragment_px() - body.xy, body.z, body.w, fill, halo, style.x, style.y > 0.5);
}
