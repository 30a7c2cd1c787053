// Incidents straight from their columns: what the date window, the categories and the other filters leave out is nowhere.
uniform usamplerBuffer incidents;  // two texels each: (at, spread), (from day, to day, category, precision m); floats but category
uniform usamplerBuffer passes;     // 1: passes the filters that are not tested here
uniform samplerBuffer stream;
uniform int base;                  // two texels a category: colour, (shape, visible)
uniform int category_count;
uniform float symbol_size;         // px
uniform float spread;              // px that a record is moved aside for each symbol of its spread
uniform float opacity;
uniform vec2 halo_style;           // width px; radius px of a ring from which a record is drawn lighter than a pin
uniform vec4 halo_colour;
uniform bool as_points;            // one vertex each (many), else four (exact at the picture's edge, any size)

flat out vec4 body;
flat out vec4 fill;
flat out vec4 halo;
flat out vec4 style;  // as in symbol.vert

const float kLoosePrecision = 3000.0;  // m

void main() {
    int index = as_points ? gl_VertexID : gl_VertexID >> 2;
    body = vec4(0.0);
    fill = vec4(0.0);
    halo = vec4(0.0);
    style = vec4(0.0);
    gl_PointSize = 1.0;
    gl_Position = kNowhere;
    if (texelFetch(passes, index).r == 0u) {
        return;
    }
    uvec4 second = texelFetch(incidents, 2 * index + 1);
    vec2 interval = uintBitsToFloat(second.xy);
    bool dated = interval.x < interval.y;
    int category = int(second.z);
    if ((dated && !(interval.x < days.z && days.y < interval.y)) || category < 0 || category >= category_count) {
        return;
    }
    vec4 first = uintBitsToFloat(texelFetch(incidents, 2 * index));
    vec4 look = texelFetch(stream, base + 2 * category + 1);
    if (look.y < 0.5 || isnan(first.x) || isnan(first.y)) {
        return;
    }
    float precision_m = uintBitsToFloat(second.w);
    bool loose = precision_m > kLoosePrecision && precision_m * place.z > halo_style.y;
    body = vec4(px_of(first.xy) + first.zw * spread, symbol_size * (loose ? 0.74 : 1.0), look.x);
    fill = texelFetch(stream, base + 2 * category);
    halo = halo_colour;
    fill.a *= opacity;
    halo.a *= opacity;
    style = vec4(halo_style.x, loose ? 1.0 : 0.0, 1.0, 0.0);
    float reach = 0.5 * body.z + style.x + 1.0;
    gl_PointSize = 2.0 * reach + 1.0;
    gl_Position = clip_of(as_points ? body.xy : box_corner(body.xy - reach, body.xy + reach, gl_VertexID & 3));
}
