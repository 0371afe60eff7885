#version 330 core
// How much of a pixel a shape covers follows from its distance to the shape's edge.

in vec2 at;
in vec2 texel;
flat in vec4 box;
flat in vec4 ink;
flat in vec3 shape;

uniform sampler2D atlas;
uniform float spread; // texels that stand for the atlas' values from the edge to 1

out vec4 color;

const float LINE = 1.0, LETTER = 2.0, SOFT = 3.0;

float boxDistance(float radius) {
    vec2 middle = 0.5 * (box.xy + box.zw), extent = 0.5 * (box.zw - box.xy);
    radius = min(radius, min(extent.x, extent.y));
    vec2 beyond = abs(at - middle) - extent + radius;
    return length(max(beyond, 0.0)) + min(max(beyond.x, beyond.y), 0.0) - radius;
}

float lineDistance() {
    vec2 way = box.zw - box.xy, from = at - box.xy;
    return length(from - way * clamp(dot(from, way) / max(dot(way, way), 1e-6), 0.0, 1.0)) - 0.5 * shape.x;
}

float letterDistance() {
    float inside = texture(atlas, texel / vec2(textureSize(atlas, 0))).r - 128.0 / 255.0;
    return -inside * (255.0 / 127.0) * spread * shape.x;
}

void main() {
    float cover;
    if (shape.z == LETTER)
        cover = clamp(0.5 - letterDistance(), 0.0, 1.0);
    else if (shape.z == LINE)
        cover = clamp(0.5 - lineDistance(), 0.0, 1.0);
    else if (shape.z == SOFT)
        cover = 1.0 - smoothstep(-shape.y, shape.y, boxDistance(shape.x));
    else {
        float edge = boxDistance(shape.x);
        cover = clamp(0.5 - (shape.y > 0.0 ? abs(edge) - 0.5 * shape.y : edge), 0.0, 1.0);
    }
    color = ink * cover;
}
