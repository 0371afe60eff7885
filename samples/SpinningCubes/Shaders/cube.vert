#version 430 core
// A cube of 36 vertices without a vertex buffer: one square, turned to each of the six sides.

uniform mat4 model;
uniform mat4 viewProjection;

out vec2 textureAt;
out float light;

const float QUARTER = 1.5707963;
const vec2 CORNERS[6] = vec2[](vec2(0, 0), vec2(1, 0), vec2(1, 1), vec2(0, 0), vec2(1, 1), vec2(0, 1));

mat3 aroundY(float angle) {
    return mat3(cos(angle), 0, -sin(angle), 0, 1, 0, sin(angle), 0, cos(angle));
}

mat3 aroundX(float angle) {
    return mat3(1, 0, 0, 0, cos(angle), sin(angle), 0, -sin(angle), cos(angle));
}

void main() {
    int side = gl_VertexID / 6;
    vec2 corner = CORNERS[gl_VertexID % 6];
    mat3 turn = side < 4 ? aroundY(side * QUARTER) : aroundX((side * 2 - 9) * QUARTER);
    vec3 normal = mat3(model) * turn[2];
    gl_Position = viewProjection * model * vec4(turn * vec3(2 * corner - 1, 1), 1);
    textureAt = vec2(corner.x, 1 - corner.y);
    light = 0.35 + 0.65 * max(0, dot(normalize(normal), normalize(vec3(0.2, 0.4, 1))));
}
