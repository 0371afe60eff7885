#version 330 core
// Brightness and colour differences become red, green and blue, pixel by pixel. NV12: a plane of brightness, and a
// plane of half its rows with blue and red differences side by side for two pixels. YUYV: brightness of a pixel, blue,
// brightness of the next one, red.

in vec2 at; // in pixels, the first row on top

uniform sampler2D luma;
uniform sampler2D chroma;
uniform bool packedPairs; // YUYV, in luma alone
uniform float black;      // of brightness, 0..1
uniform vec4 toRgb;       // brightness, red, blue; green is what is left
uniform vec2 toGreen;     // by blue and red differences

out vec4 color;

void main() {
    ivec2 pixel = ivec2(at);
    float y;
    vec2 difference;
    if (packedPairs) {
        vec4 pair = texelFetch(luma, ivec2(pixel.x / 2, pixel.y), 0);
        y = (pixel.x & 1) == 0 ? pair.r : pair.b;
        difference = pair.ga;
    } else {
        ivec2 pair = ivec2(pixel.x & ~1, pixel.y / 2);
        y = texelFetch(luma, pixel, 0).r;
        difference = vec2(texelFetch(chroma, pair, 0).r, texelFetch(chroma, pair + ivec2(1, 0), 0).r);
    }
    float light = (y - black) * toRgb.x;
    difference -= 128.0 / 255.0;
    color = vec4(light + toRgb.y * difference.y, light - dot(toGreen, difference), light + toRgb.z * difference.x, 1.0);
}
