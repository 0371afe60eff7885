#version 330 core
// One shape an instance: a quad that holds it and a pixel around it.

layout(location = 0) in vec4 place;  // box: left, top, right, bottom; line: both ends; in pixels, y downwards
layout(location = 1) in vec4 source; // letter: its place in the atlas, in texels
layout(location = 2) in vec4 color;  // premultiplied by alpha
layout(location = 3) in vec3 form;   // box: radius, width of the outline or 0, KIND; line: width; letter: size

uniform vec2 viewport;

out vec2 at;      // in pixels
out vec2 texel;   // in the atlas
flat out vec4 box;
flat out vec4 ink;
flat out vec3 shape;

const float LINE = 1.0, LETTER = 2.0;

void main() {
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
    float around = form.z == LETTER ? 0.0 : 1.0 + (form.z == LINE ? 0.5 * form.x : 0.5 * form.y);
    vec2 least = min(place.xy, place.zw) - around, most = max(place.xy, place.zw) + around;
    at = mix(least, most, corner);
    texel = mix(source.xy, source.zw, corner);
    box = place;
    ink = color;
    shape = form;
    gl_Position = vec4((2.0 * at / viewport - 1.0) * vec2(1.0, -1.0), 0.0, 1.0);
}
