// The inside of a ring or rectangle, clear of its edge.
flat in vec4 fill;
out vec4 colour;

void main() {
    colour = ink(fill, 1.0);
}
