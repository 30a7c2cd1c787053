uniform samplerBuffer stream;  // four texels a symbol: (at, size, shape), fill, halo, (halo width, hollow)
uniform int base;

flat out vec4 body;
flat out vec4 fill;
flat out vec4 halo;
flat out vec2 style;

void main() {
    int at = base + 4 * (gl_VertexID >> 2);
    body = texelFetch(stream, at);
    fill = texelFetch(stream, at + 1);
    halo = texelFetch(stream, at + 2);
    style = texelFetch(stream, at + 3).xy;
    float reach = 0.5 * body.z + style.x + 1.0;
    gl_Position = clip_of(box_corner(body.xy - reach, body.xy + reach, gl_VertexID & 3));
}
