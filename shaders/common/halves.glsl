// Four IEEE halves in two words, x in the low bits. Infinities and NaN stay such. Injected: EMULATED_HALVES, for
// drivers whose own functions are slow (llvmpipe's take several times as long as these).

#if EMULATED_HALVES
// Sign, exponent and mantissa are moved to their places at once, and the exponent's bias corrected by a product.
// Numbers below the normal halves become zero where the driver flushes small floats.
uvec4 spread_halves(uvec2 words) {
    return uvec4(ivec4(words.x << 16, words.x, words.y << 16, words.y) >> 3) & 0x8FFFE000u;
}

#define REBIASED(bits) (uintBitsToFloat(bits) * uintBitsToFloat(0x77800000u))

vec4 unpack_finite_halves(uvec2 words) {
    return REBIASED(spread_halves(words));
}

vec4 unpack_halves(uvec2 words) {
    uvec4 bits = spread_halves(words);
    vec4 v = REBIASED(bits);
    return mix(v, uintBitsToFloat(bits | 0x7F800000u), greaterThanEqual(abs(v), vec4(65536.0)));
}

// To the nearest; of two equally near, away from zero. In few instructions, since sums land in memory where a shader's
// loops are too long for Mesa to unroll.
uvec2 pack_halves(vec4 v) {
    uvec4 m = floatBitsToUint(min(abs(v), vec4(65536.0)) * uintBitsToFloat(0x07800000u)) + 0x1000u;
    uvec4 h = (m >> 13) | ((floatBitsToUint(v) >> 16) & 0x8000u) | (uvec4(isnan(v)) * 0x7E00u);
    return uvec2(h.x | (h.y << 16), h.z | (h.w << 16));
}
#else
#define unpack_finite_halves(words) unpack_halves(words)

vec4 unpack_halves(uvec2 words) {
    return vec4(unpackHalf2x16(words.x), unpackHalf2x16(words.y));
}

uvec2 pack_halves(vec4 v) {
    return uvec2(packHalf2x16(v.xy), packHalf2x16(v.zw));
}
#endif
