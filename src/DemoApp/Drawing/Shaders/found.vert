#version 430 core
// One detection an instance, read from the detector's own buffer; shape.frag draws its outline.

layout(std430, binding = 0) readonly buffer Results {
    uint words[];
};

uniform vec2 viewport;
uniform uint detectionsAt; // in words: class, score, left, top, right, bottom
uniform vec4 picture;      // the frame's place in the window: left, top, pixels of one of its own across and down
uniform vec2 size;         // the frame's
uniform vec4 colors[20];   // of the classes, over and over
uniform vec4 under;        // instead of the class's colour, if its alpha is not 0
uniform vec2 pen;          // radius, width

out vec2 at;
out vec2 texel;
flat out vec4 box;
flat out vec4 ink;
flat out vec3 shape;

void main() {
    uint first = detectionsAt + 6u * uint(gl_InstanceID);
    vec4 edges = clamp(vec4(uintBitsToFloat(words[first + 2u]), uintBitsToFloat(words[first + 3u]),
        uintBitsToFloat(words[first + 4u]), uintBitsToFloat(words[first + 5u])), vec4(0.0), size.xyxy);
    box = picture.xyxy + edges * picture.zwzw;
    ink = under.a > 0.0 ? under : colors[words[first] % 20u];
    shape = vec3(pen, 0.0);
    texel = vec2(0.0);
    float around = 1.0 + 0.5 * pen.y;
    at = mix(box.xy - around, box.zw + around, vec2(gl_VertexID & 1, gl_VertexID >> 1));
    gl_Position = vec4((2.0 * at / viewport - 1.0) * vec2(1.0, -1.0), 0.0, 1.0);
}
