// Fills of countries of the context and, with states, of boundary features.
layout(location = 0) in vec2 position;
layout(location = 1) in uint feature;

uniform bool has_states;
uniform usamplerBuffer states;  // FeatureState, two texels: visible, side, veil, highlight; area_fill
uniform int state_count;
uniform vec4 fills[3];          // by side: none, Viet Nam, Laos
uniform vec4 glows[3];
uniform vec4 area_fills[8];     // by area_fill, in place of both; the first is not used
uniform vec4 dim;
uniform vec4 highlights[4];     // by highlight, alpha is the strength

flat out vec3 fill_colour;
flat out vec3 glow_colour;

void main() {
    uvec4 state = uvec4(1u, 0u, 0u, 0u);
    uint area_fill = 0u;
    if (has_states) {
        bool known = int(feature) < state_count;
        state = known ? texelFetch(states, 2 * int(feature)) : uvec4(0u);
        area_fill = known ? texelFetch(states, 2 * int(feature) + 1).x : 0u;
    }
    if (state.x == 0u) {
        gl_Position = kNowhere;
        fill_colour = vec3(0.0);
        glow_colour = vec3(0.0);
        return;
    }
    uint side = min(state.y, 2u);
    vec4 light = highlights[min(state.w, 3u)];
    float veil = dim.a * float(state.z) / 255.0;
    vec3 ground = area_fill > 0u ? area_fills[min(area_fill, 7u)].rgb : fills[side].rgb;
    vec3 glow = area_fill > 0u ? ground : glows[side].rgb;
    fill_colour = mix(mix(ground, light.rgb, light.a), dim.rgb, veil);
    glow_colour = mix(mix(glow, light.rgb, light.a * 0.5), dim.rgb, veil);
    // On the rasteriser's own grid, so that an edge falls on the same side of a pixel in every tile.
    gl_Position = clip_of(floor(px_of(position) * tile.z + 0.5) / tile.z);
}
