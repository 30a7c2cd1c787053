// A ring of shares: one rectangle each; the fragment goes through the shares.
uniform samplerBuffer stream;  // three texels a ring: (at, radius, width), ground, (halo width, gap, first share, shares)
uniform int base;

flat out vec4 ring;
flat out vec4 ground;
flat out vec4 parts;

void main() {
    int at = base + 3 * (gl_VertexID >> 2);
    ring = texelFetch(stream, at);
    ground = texelFetch(stream, at + 1);
    parts = texelFetch(stream, at + 2);
    float reach = ring.z + parts.x + 1.0;
    gl_Position = clip_of(box_corner(ring.xy - reach, ring.xy + reach, gl_VertexID & 3));
}
