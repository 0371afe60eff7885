#version 330 core
// A rectangle with a picture.

uniform vec2 viewport;
uniform vec4 place;  // left, top, right, bottom in pixels, y downwards
uniform vec4 source; // the same in the picture, 0..1

out vec2 at;

void main() {
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
    at = mix(source.xy, source.zw, corner);
    gl_Position = vec4((2.0 * mix(place.xy, place.zw, corner) / viewport - 1.0) * vec2(1.0, -1.0), 0.0, 1.0);
}
