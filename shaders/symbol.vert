uniform samplerBuffer stream;  // four texels a symbol: (at, size, shape), fill, halo, (halo width, hollow, angle)
uniform int base;

flat out vec4 body;
flat out vec4 fill;
flat out vec4 halo;
flat out vec4 style;  // halo width, hollow, cosine and sine of the angle

void main() {
    int at = base + 4 * (gl_VertexID >> 2);
    body = texelFetch(stream, at);
    fill = texelFetch(stream, at + 1);
    halo = texelFetch(stream, at + 2);
    vec4 last = texelFetch(stream, at + 3);
    style = vec4(last.xy, cos(last.z), sin(last.z));
    float reach = 0.5 * body.z * (abs(style.z) + abs(style.w)) + style.x + kSoftEdge;
    gl_Position = clip_of(box_corner(body.xy - reach, body.xy + reach, gl_VertexID & 3));
}
