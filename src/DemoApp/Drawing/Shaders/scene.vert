#version 330 core
// All of the target.

out vec2 at; // in pixels, the first row on top

uniform vec2 size;

void main() {
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
    at = corner * size;
    // Not turned upside down: the texture's first row is the picture's top, as in one that was uploaded.
    gl_Position = vec4(2.0 * corner - 1.0, 0.0, 1.0);
}
