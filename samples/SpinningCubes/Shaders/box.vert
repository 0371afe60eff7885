#version 430 core
// One detection an instance: a frame of eight triangles, as a strip that goes around the box once.

struct Detection {
    int classId;
    float score;
    float x1, y1, x2, y2; // in pixels of the picture, y downwards
};

layout(std430, binding = 0) readonly buffer Detections {
    Detection detections[];
};

uniform vec2 pictureSize;

const float THICKNESS = 4;

void main() {
    Detection detection = detections[gl_InstanceID];
    int corner = (gl_VertexID / 2) % 4;
    vec2 which = vec2(corner == 1 || corner == 2, corner >= 2);
    vec2 at = mix(vec2(detection.x1, detection.y1), vec2(detection.x2, detection.y2), which);
    at += (2 * which - 1) * (gl_VertexID % 2) * THICKNESS;
    gl_Position = vec4((2 * at / pictureSize - 1) * vec2(1, -1), 0, 1);
}
