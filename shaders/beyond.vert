uniform vec4 band;  // px: left, top, right, bottom

void main() {
    gl_Position = clip_of(box_corner(band.xy, band.zw, gl_VertexID & 3));
}
