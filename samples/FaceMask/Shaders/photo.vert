#version 430 core
// A print that lies on the scene, and room around it for its shadow.

uniform vec4 place; // centre and half size, in pixels of the scene, y downwards
uniform float angle;
uniform vec2 sceneSize;

out vec2 at; // pixels from the centre

const float ROOM = 32;

void main() {
    at = (vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2 - 1) * (place.zw + ROOM);
    mat2 turn = mat2(cos(angle), sin(angle), -sin(angle), cos(angle));
    gl_Position = vec4((2 * (place.xy + turn * at) / sceneSize - 1) * vec2(1, -1), 0, 1);
}
