#version 430 core
// What faces wear, as distances to simple shapes. Colours are premultiplied; each layer is laid over the ones before.

uniform int style; // as MaskStyle
uniform vec4 tint; // the face's own colour
uniform float pixel; // a pixel of the screen in the units of at

in vec2 at;

out vec4 color;

const vec2 EYES = vec2(0.38, -0.46); // the right one; the left one is its mirror image
const vec3 INK = vec3(0.05, 0.05, 0.08);

void lay(vec3 paint, float alpha) {
    color = vec4(paint, 1) * alpha + color * (1 - alpha);
}

// Coverage of a shape by the distance to it.
float fill(float d) {
    return clamp(0.5 - d / pixel, 0, 1);
}

float ellipse(vec2 p, vec2 radii) {
    float k = length(p / radii);
    return (k - 1) * k / max(length(p / (radii * radii)), 1e-4);
}

float box(vec2 p, vec2 halfSize, float corner) {
    vec2 q = abs(p) - halfSize + corner;
    return length(max(q, 0)) + min(max(q.x, q.y), 0) - corner;
}

float segment(vec2 p, vec2 a, vec2 b, float radius) {
    vec2 along = b - a;
    return distance(p - a, along * clamp(dot(p - a, along) / dot(along, along), 0, 1)) - radius;
}

// Three edges; inside if on the same side of all.
float triangle(vec2 p, vec2 a, vec2 b, vec2 c) {
    vec2 ab = normalize(b - a), bc = normalize(c - b), ca = normalize(a - c);
    vec3 d = vec3(dot(p - a, vec2(ab.y, -ab.x)), dot(p - b, vec2(bc.y, -bc.x)), dot(p - c, vec2(ca.y, -ca.x)));
    return max(d.x, max(d.y, d.z));
}

void glasses(vec2 side) {
    vec2 lens = side - EYES - vec2(0.02, 0.06);
    float rim = box(lens, vec2(0.37, 0.27), 0.18);
    lay(INK, fill(segment(side, vec2(0.7, -0.36), vec2(1.12, -0.42), 0.05)));
    lay(INK, fill(box(at - vec2(0, EYES.y - 0.02), vec2(0.14, 0.045), 0.04)));
    lay(INK, fill(rim));
    float glass = fill(rim + 0.06);
    lay(mix(tint.rgb * 1.1, tint.rgb * 0.15, smoothstep(-0.25, 0.3, lens.y)), glass);
    float shine = fill(abs(lens.x + 0.9 * lens.y - 0.02 - 0.16 * sign(at.x)) - 0.05);
    lay(vec3(1), 0.35 * shine * glass);
}

void partyHat() {
    vec2 p = (at - vec2(0.16, -1.42)) / 1.35;
    p = mat2(0.98, -0.17, 0.17, 0.98) * p;
    float cone = triangle(p, vec2(0, -1.3), vec2(0.62, 0.05), vec2(-0.62, 0.05));
    float brim = ellipse(p - vec2(0, 0.04), vec2(0.62, 0.13));
    float hat = min(cone, brim);
    float stripe = step(0.5, fract(2.4 * p.y + 0.9 * p.x));
    float shade = 0.65 + 0.5 * smoothstep(0.5, -0.4, p.x);
    lay(mix(tint.rgb, vec3(1, 0.96, 0.85), stripe) * min(shade, 1), fill(hat));
    for (int i = 0; i < 9; i++) {
        vec2 tuft = 0.13 * vec2(cos(0.698 * i), sin(0.698 * i));
        lay(vec3(1, 0.85, 0.3) - 0.05 * (i % 3), fill(distance(p, vec2(0, -1.28) + tuft) - 0.10));
    }
    lay(vec3(1, 0.9, 0.45), fill(distance(p, vec2(0, -1.28)) - 0.15));
}

void cat(vec2 side) {
    float ear = triangle(side, vec2(1.00, -2.25), vec2(1.15, -1.25), vec2(0.30, -1.62)) - 0.05;
    lay(INK + 0.1 * tint.rgb, fill(ear));
    lay(mix(vec3(1, 0.6, 0.7), tint.rgb, 0.35), fill(triangle(side, vec2(0.93, -2.00), vec2(1.00, -1.42), vec2(0.50, -1.66))));
    for (int i = 0; i < 3; i++) {
        float y = 0.2 + 0.13 * i;
        lay(vec3(1), fill(segment(side, vec2(0.34, y), vec2(1.15, y + 0.13 * (i - 1)), 0.018)));
    }
    lay(vec3(1, 0.62, 0.7), 0.35 * fill(ellipse(side - vec2(0.56, 0.16), vec2(0.2, 0.13))));
    float nose = triangle(side, vec2(0, 0.27), vec2(0.001, 0.08), vec2(0.17, 0.10)) - 0.03;
    lay(vec3(0.95, 0.4, 0.5), fill(nose));
    lay(vec3(1), 0.8 * fill(ellipse(at - vec2(-0.05, 0.11), vec2(0.05, 0.025))));
}

void hero(vec2 side) {
    float band = ellipse(side - EYES - vec2(0.03, 0.03), vec2(0.55, 0.33));
    band = min(band, box(at - vec2(0, EYES.y + 0.01), vec2(0.25, 0.15), 0.1));
    band = min(band, triangle(side, vec2(1.25, -0.91), vec2(0.95, -0.16), vec2(0.45, -0.56)) - 0.02);
    float hole = ellipse(side - EYES, vec2(0.22, 0.115));
    float mask = max(band, -hole);
    lay(INK, fill(max(band - 0.035, -hole)));
    lay(tint.rgb * (1.05 - 0.35 * (at.y + 0.6)), fill(max(band, 0.035 - hole)));
    lay(vec3(1), 0.22 * fill(max(mask + 0.06, ellipse(side - vec2(0.45, -0.62), vec2(0.5, 0.16)))));
}

void main() {
    color = vec4(0);
    // Most is the same on both sides.
    vec2 side = vec2(abs(at.x), at.y);
    if (style == 1)
        glasses(side);
    else if (style == 2)
        partyHat();
    else if (style == 3)
        cat(side);
    else
        hero(side);
}
