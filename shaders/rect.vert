uniform samplerBuffer stream;  // four texels a rectangle: min and max, fill, stroke, (radius, stroke width)
uniform int base;
uniform int parts;  // kWhole: a quad a rectangle; kEdges: four; kInside: one

flat out vec4 box;
flat out vec4 fill;
flat out vec4 stroke;
flat out vec2 shape;

void main() {
    int at = base + 4 * (gl_VertexID >> (parts == kEdges ? 4 : 2));
    box = texelFetch(stream, at);
    fill = texelFetch(stream, at + 1);
    stroke = texelFetch(stream, at + 2);
    shape = texelFetch(stream, at + 3).xy;
    float reach = 0.5 * (shape.y > 0.0 ? max(shape.y, 1.0) : 0.0) + kSoftEdge;
    vec2 low = box.xy - reach;
    vec2 high = box.zw + reach;
    int corner = gl_VertexID & 3;
    vec2 px = box_corner(low, high, corner);
    if (parts != kWhole) {
        // On whole px, so that the parts meet without a seam. The rounding of a corner is all in the upper and lower band.
        float edge = max(shape.x, reach) + 1.0;
        vec2 inner_low = ceil(box.xy + edge);
        vec2 inner_high = max(floor(box.zw - edge), inner_low);
        int band = (gl_VertexID >> 2) & 3;
        if (parts == kInside) {
            px = box_corner(inner_low, inner_high, corner);
        } else if (band == 0) {
            px = box_corner(low, vec2(high.x, inner_low.y), corner);
        } else if (band == 1) {
            px = box_corner(vec2(low.x, inner_low.y), vec2(inner_low.x, inner_high.y), corner);
        } else if (band == 2) {
            px = box_corner(vec2(inner_high.x, inner_low.y), vec2(high.x, inner_high.y), corner);
        } else {
            px = box_corner(vec2(low.x, inner_high.y), high, corner);
        }
    }
    gl_Position = parts == kInside && fill.a <= 0.0 ? kNowhere : clip_of(px);
}
