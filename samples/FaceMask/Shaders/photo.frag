#version 430 core
// Paper with a white border, a part of the picture on it, a soft shadow below it. Colours are premultiplied.

uniform sampler2D picture;
uniform vec4 place;
uniform vec4 part; // left, top, right, bottom of the picture, 0..1; left and right may be swapped

in vec2 at;

out vec4 color;

const float BORDER = 12, CORNER = 10;

// Distance to a rectangle with round corners; negative inside.
float rectangle(vec2 p, vec2 halfSize, float corner) {
    vec2 q = abs(p) - halfSize + corner;
    return length(max(q, 0)) + min(max(q.x, q.y), 0) - corner;
}

void main() {
    float shadow = 0.5 * smoothstep(24, -12, rectangle(at - vec2(4, 8), place.zw, CORNER));
    float paper = smoothstep(0.7, -0.7, rectangle(at, place.zw, CORNER));
    float print = smoothstep(0.7, -0.7, rectangle(at, place.zw - BORDER, CORNER - 6));
    vec2 where = mix(part.xy, part.zw, 0.5 + 0.5 * at / (place.zw - BORDER));
    vec3 surface = mix(vec3(0.96, 0.95, 0.92), texture(picture, where).rgb, print);
    color = vec4(surface * paper, paper + shadow * (1 - paper));
}
