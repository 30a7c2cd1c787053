uniform samplerBuffer stream;  // four texels a rectangle: min and max, fill, stroke, (radius, stroke width)
uniform int base;

flat out vec4 box;
flat out vec4 fill;
flat out vec4 stroke;
flat out vec2 shape;

void main() {
    int at = base + 4 * (gl_VertexID >> 2);
    box = texelFetch(stream, at);
    fill = texelFetch(stream, at + 1);
    stroke = texelFetch(stream, at + 2);
    shape = texelFetch(stream, at + 3).xy;
    float reach = 0.5 * (shape.y > 0.0 ? max(shape.y, 1.0) : 0.0) + kSoftEdge;
    gl_Position = clip_of(box_corner(box.xy - reach, box.zw + reach, gl_VertexID & 3));
}
