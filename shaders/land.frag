uniform float glow_strength;
uniform sampler2D proximity;  // nearness to the border, 1 on it, of the framebuffer's size

flat in vec3 fill_colour;
flat in vec3 glow_colour;
out vec4 colour;

void main() {
    float near = texelFetch(proximity, ivec2(gl_FragCoord.xy), 0).r * glow_strength;
    colour = vec4(mix(fill_colour, glow_colour, near), 1.0);
}
