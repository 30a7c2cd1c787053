uniform sampler2D atlas;      // 8-bit distance field, 128 / 255 on the outline
uniform bool halo_pass;

flat in vec4 origin;
flat in vec4 along;
flat in vec4 paint;
flat in vec4 style;
out vec4 colour;

vec2 atlas_step(vec2 px) {
    return vec2(dot(px, along.xy), dot(px, along.zw));
}

// Signed distance in px (negative inside).
float glyph_distance(vec2 at) {
    return (1.0 - textureLod(atlas, at, 0.0).r * (255.0 / 128.0)) * style.w;
}

void main() {
    vec2 at = origin.zw + atlas_step(fragment_px() - origin.xy);
    float share;
    if (halo_pass) {
        // The field knows no distance beyond its spread.
        float width = min(style.y, style.w - 0.6);
        share = 1.0 - smoothstep(width - 0.6, width + 0.6, glyph_distance(at));
    } else if (style.x < 28.0) {
        // Stems of small text are thinner than a pixel: four samples hold them where one would drop them.
        vec2 steep = atlas_step(vec2(0.125, 0.375));
        vec2 shallow = atlas_step(vec2(0.375, -0.125));
        vec4 d = vec4(glyph_distance(at - steep), glyph_distance(at + shallow), glyph_distance(at - shallow),
                      glyph_distance(at + steep));
        share = dot(clamp(0.5 - d / 0.6, 0.0, 1.0), vec4(0.25));
    } else {
        share = coverage(glyph_distance(at));
    }
    colour = vec4(paint.rgb, paint.a * (style.z < 1.0 ? pow(share, style.z) : share));
}
