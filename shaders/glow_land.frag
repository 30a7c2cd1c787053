// Land near the border: its fill, tinted by the glow. All other land is drawn by plain.frag, which costs a third.
uniform sampler2D proximity;     // nearness to the border, 1 on it; coarser than the picture
uniform vec4 proximity_place;    // px at its left and bottom edge, 1 / px of its width and height

flat in vec3 fill_colour;
flat in vec3 glow_colour;
out vec4 colour;

void main() {
    vec2 p = fragment_px();
    vec2 at = vec2(p.x - proximity_place.x, proximity_place.y - p.y) * proximity_place.zw;
    colour = vec4(mix(fill_colour, glow_colour, textureLod(proximity, at, 0.0).r), 1.0);
}
