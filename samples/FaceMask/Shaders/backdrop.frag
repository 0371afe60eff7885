#version 430 core
// Dusk, with soft lights that drift upwards.

uniform float time;

in vec2 at;

out vec4 color;

float light(vec2 centre, float radius) {
    return smoothstep(radius, 0.6 * radius, distance(at * vec2(4.0 / 3.0, 1), centre));
}

void main() {
    vec3 dusk = mix(vec3(0.16, 0.10, 0.28), vec3(0.05, 0.09, 0.20), at.y);
    for (int i = 0; i < 14; i++) {
        float speed = 0.03 + 0.01 * (i % 5);
        vec2 centre = vec2(fract(0.618 * i) * 1.33, fract(0.37 * i + speed * time) * 1.3 - 0.15);
        vec3 tint = mix(vec3(0.9, 0.35, 0.5), vec3(0.25, 0.6, 0.9), fract(0.77 * i));
        dusk += tint * 0.09 * light(centre, 0.03 + 0.012 * (i % 7));
    }
    color = vec4(dusk, 1);
}
