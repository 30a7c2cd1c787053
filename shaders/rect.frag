// Rounded rectangle; distance after I. Quilez, "2D distance functions" (rounded box).
flat in vec4 box;
flat in vec4 fill;
flat in vec4 stroke;
flat in vec2 shape;
out vec4 colour;

void main() {
    vec2 extent = 0.5 * (box.zw - box.xy);
    float radius = min(shape.x, min(extent.x, extent.y));
    vec2 q = abs(fragment_px() - 0.5 * (box.xy + box.zw)) - extent + radius;
    float d = min(max(q.x, q.y), 0.0) + length(max(q, 0.0)) - radius;
    // A stroke thinner than a pixel fades instead of breaking up.
    float width = max(shape.y, 1.0);
    float outer = shape.y > 0.0 ? min(shape.y, 1.0) * coverage(abs(d) - 0.5 * width) : 0.0;
    colour = over(ink(stroke, outer), ink(fill, coverage(d)));
}
