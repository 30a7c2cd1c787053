// What the two passes of text share: letters and halos. They are two programs since software OpenGL runs both sides of
// every branch, and each sample of the field costs as much as all the rest.
uniform sampler2D atlas;      // 8-bit distance field, 128 / 255 on the outline

flat in vec4 origin;
flat in vec4 along;
flat in vec4 paint;
flat in vec4 style;
out vec4 colour;

vec2 atlas_step(vec2 px) {
    return vec2(dot(px, along.xy), dot(px, along.zw));
}

vec2 atlas_place() {
    return origin.zw + atlas_step(fragment_px() - origin.xy);
}

// Signed distance in px (negative inside).
float glyph_distance(vec2 at) {
    return (1.0 - textureLod(atlas, at, 0.0).r * (255.0 / 128.0)) * style.w;
}

// Blending is done in sRGB, which makes light text on dark ground thin: its coverage is raised, at most as by a power of 0.78.
float raised(float share) {
    return mix(share, sqrt(share), style.z);
}
