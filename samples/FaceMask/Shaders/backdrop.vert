#version 430 core
// One triangle over all.

out vec2 at; // 0..1, y upwards

void main() {
    at = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2;
    gl_Position = vec4(2 * at - 1, 0, 1);
}
