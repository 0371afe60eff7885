// How shaders see a picture of the host: SampledFrame.cs binds it and sets the traits.

layout(binding = 0) uniform highp sampler2D frame;
layout(location = 1) uniform ivec2 frame_traits; // linear light is to be encoded, red stands for all three

// IEC 61966-2-1 (sRGB), of values in 0..1.
vec3 encode_srgb(vec3 v) {
    return mix(1.055 * pow(v, vec3(1.0 / 2.4)) - 0.055, 12.92 * v, lessThanEqual(v, vec3(0.0031308)));
}

// Red, green and blue of a texel as the bytes of a picture file, 0..255, exactly; what is no number becomes one.
vec3 frame_bytes(ivec2 texel) {
    vec3 v = texelFetch(frame, texel, 0).rgb;
    if (frame_traits.y != 0)
        v = v.rrr;
    v = clamp(v, 0.0, 1.0);
    if (frame_traits.x != 0)
        v = encode_srgb(v);
    return vec3(clamp(ivec3(v * 255.0 + 0.5), 0, 255));
}
