flat in vec4 ring;
flat in vec4 fill;
flat in vec4 stroke;
flat in vec2 dashes;
out vec4 colour;

void main() {
    colour = fill;
}
