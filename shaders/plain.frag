flat in vec3 fill_colour;
flat in vec3 glow_colour;
out vec4 colour;

void main() {
    colour = vec4(fill_colour, 1.0);
}
