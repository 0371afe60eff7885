#version 330 core
// The synthetic scene: six shapes on a grey ground. What is not a shape is grey to the last bit.

in vec2 at;

uniform vec2 size;
uniform float time;
uniform vec4 boxes[6];  // left, top, right, bottom in pixels
uniform vec4 colors[6]; // alpha: 1 for a disc, 0 for a block

out vec4 color;

float distanceTo(vec4 box, bool isDisc) {
    vec2 extent = 0.5 * (box.zw - box.xy), from = at - 0.5 * (box.xy + box.zw);
    if (isDisc)
        return length(from) - extent.x;
    float radius = 8.0;
    vec2 beyond = abs(from) - extent + radius;
    return length(max(beyond, 0.0)) + min(max(beyond.x, beyond.y), 0.0) - radius;
}

float ground() {
    vec2 from = at - 0.5 * size;
    float grey = 0.10 - 0.05 * length(from) / length(0.5 * size);
    // A grid that drifts, and the two rings.
    vec2 line = abs(fract((at + vec2(8.0, 5.0) * time) / 40.0) - 0.5);
    grey += 0.03 * smoothstep(0.475, 0.5, max(line.x, line.y));
    float outer = abs(length(from / vec2(245.0, 175.0)) - 1.0) * 200.0, inner = abs(length(from / vec2(110.0, 78.0)) - 1.0) * 90.0;
    return grey + 0.05 * (1.0 - smoothstep(0.5, 2.0, min(outer, inner)));
}

void main() {
    vec3 result = vec3(ground());
    for (int i = 0; i < 6; i++)
        result = mix(result, colors[i].rgb, clamp(0.5 - distanceTo(boxes[i], colors[i].a > 0.5), 0.0, 1.0));
    color = vec4(result, 1.0);
}
