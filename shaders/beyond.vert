// The whole tile, for what lies beyond the context data.
void main() {
    gl_Position = clip_of(box_corner(clip.xy, clip.xy + clip.zw, gl_VertexID & 3));
}
