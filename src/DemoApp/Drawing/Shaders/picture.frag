#version 330 core
// A picture, and what a mask makes of it.

in vec2 at;

uniform sampler2D picture;
uniform sampler2D mask;
uniform int effect;
uniform float level; // of the mipmaps, for the blur
uniform vec4 tint;
uniform int classes;     // 1 if the mask has an index of a class, of which 0 is the background
uniform vec4 colors[20]; // of the classes, over and over

out vec4 color;

const int BLUR = 1, TINT = 2, CUT = 3;

// A Gaussian of 13 samples of a small version, which is smooth enough for it.
vec3 blurred() {
    vec2 texel = exp2(level) / vec2(textureSize(picture, 0));
    vec3 sum = vec3(0.0);
    float weights = 0.0;
    for (int y = -2; y <= 2; y++) {
        for (int x = -2; x <= 2; x++) {
            float squares = float(x * x + y * y);
            if (squares > 5.0)
                continue;
            float weight = exp(-0.35 * squares);
            sum += weight * textureLod(picture, at + vec2(x, y) * texel, level).rgb;
            weights += weight;
        }
    }
    return sum / weights;
}

void main() {
    vec3 original = textureLod(picture, at, 0.0).rgb;
    if (effect == 0) {
        color = vec4(original, 1.0);
        return;
    }
    float value = textureLod(mask, at, 0.0).r;
    float person = smoothstep(0.25, 0.75, value);
    vec3 ink = tint.rgb;
    if (classes != 0) {
        int index = int(255.0 * value + 0.5);
        person = float(min(index, 1));
        ink = colors[index % 20].rgb;
    }
    vec3 background = effect == BLUR ? blurred() : effect == CUT ? 0.25 * vec3(dot(original, vec3(0.3, 0.6, 0.1))) : original;
    vec3 foreground = effect == TINT || classes != 0 ? mix(original, ink, 0.45) : original;
    color = vec4(mix(background, foreground, person), 1.0);
}
