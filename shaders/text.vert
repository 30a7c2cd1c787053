uniform samplerBuffer stream;
uniform int base;    // three texels a glyph: (baseline origin, angle, mark), box in em, rectangle in texels
uniform int marks;   // three texels a mark: colour, halo, (size, halo width)
uniform bool halo_pass;
uniform float field_em;    // em from the outline to where the field saturates
uniform vec2 atlas_scale;  // 1 / size in texels

flat out vec4 origin;   // px; place of the origin in the atlas, 0..1
flat out vec4 along;    // from px beside the origin to the atlas: two rows
flat out vec4 paint;
flat out vec4 style;    // 1 small, 0 large text; halo px, how far the coverage is raised, px from the outline to where the field saturates

void main() {
    int at = base + 3 * (gl_VertexID >> 2);
    vec4 first = texelFetch(stream, at);
    vec4 box = texelFetch(stream, at + 1);
    vec4 texels = texelFetch(stream, at + 2);
    int mark = marks + 3 * int(first.w);
    paint = texelFetch(stream, mark + (halo_pass ? 1 : 0));
    vec2 measure = texelFetch(stream, mark + 2).xy;
    origin = vec4(0.0);
    along = vec4(0.0);
    float light = dot(paint.rgb, vec3(0.299, 0.587, 0.114));
    style = vec4(measure.x < 28.0 ? 1.0 : 0.0, measure.y, 0.4 * light, field_em * measure.x);
    if (paint.a <= 0.0 || (halo_pass && measure.y <= 0.0) || box.z <= box.x) {
        gl_Position = kNowhere;
        return;
    }
    vec2 turn = vec2(cos(first.z), sin(first.z));
    vec2 per_em = (texels.zw - texels.xy) / (box.zw - box.xy) * atlas_scale;
    origin = vec4(first.xy, texels.xy * atlas_scale - box.xy * per_em);
    along = vec4(turn * per_em.x, vec2(-turn.y, turn.x) * per_em.y) / measure.x;
    // The box holds the whole spread of the field; what lies beyond the letter or its halo is not worth drawing.
    float spare = max(field_em * measure.x - (halo_pass ? measure.y : 0.0) - 1.0, 0.0) / measure.x;
    vec2 em = box_corner(box.xy + spare, box.zw - spare, gl_VertexID & 3) * measure.x;
    gl_Position = clip_of(origin.xy + vec2(em.x * turn.x - em.y * turn.y, em.x * turn.y + em.y * turn.x));
}
