uniform sampler2D atlas;      // 8-bit distance field, 128 / 255 on the outline
uniform vec2 atlas_scale;     // 1 / size in texels
uniform float field_em;
uniform bool halo_pass;

flat in vec4 origin;
flat in vec4 box;
flat in vec4 texels;
flat in vec4 paint;
flat in vec3 style;
out vec4 colour;

// Signed distance in px (negative inside) at a picture pixel.
float glyph_distance(vec2 px) {
    vec2 off = px - origin.xy;
    vec2 em = vec2(off.x * origin.z + off.y * origin.w, off.y * origin.z - off.x * origin.w) / style.x;
    vec2 at = texels.xy + (em - box.xy) / (box.zw - box.xy) * (texels.zw - texels.xy);
    float field = textureLod(atlas, at * atlas_scale, 0.0).r;
    return (128.0 - field * 255.0) / 128.0 * field_em * style.x;
}

void main() {
    vec2 p = fragment_px();
    float share;
    if (halo_pass) {
        // The field knows no distance beyond its spread.
        float width = min(style.y, field_em * style.x - 0.6);
        share = 1.0 - smoothstep(width - 0.6, width + 0.6, glyph_distance(p));
    } else if (style.x < 28.0) {
        // Stems of small text are thinner than a pixel: four samples hold them where one would drop them.
        vec4 d = vec4(glyph_distance(p + vec2(-0.125, -0.375)), glyph_distance(p + vec2(0.375, -0.125)),
                      glyph_distance(p + vec2(-0.375, 0.125)), glyph_distance(p + vec2(0.125, 0.375)));
        share = dot(clamp(0.5 - d / 0.6, 0.0, 1.0), vec4(0.25));
    } else {
        share = coverage(glyph_distance(p));
    }
    colour = vec4(paint.rgb, paint.a * pow(share, style.z));
}
