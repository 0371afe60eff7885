#version 430 core
// A sprite around a face, larger than the face's box.

uniform vec4 place; // the box's centre and half size, in pixels of the scene, y downwards
uniform vec2 sceneSize;

out vec2 at; // in half sizes of the box from its centre, x to the right, y downwards

const float ROOM = 3.6;

void main() {
    at = (vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2 - 1) * ROOM;
    gl_Position = vec4((2 * (place.xy + at * place.zw) / sceneSize - 1) * vec2(1, -1), 0, 1);
}
