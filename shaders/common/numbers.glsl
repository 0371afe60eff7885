// Arithmetic that GLSL leaves open or lacks. NaN propagates everywhere.

#define INFINITY uintBitsToFloat(0x7F800000u)
// Not computed: compilers make 0 of x - x and 0 * x, also where x is infinite or NaN.
#define NOT_A_NUMBER uintBitsToFloat(0x7FC00000u)

// factor * x for a factor that is known when the shader is compiled, and may be 0.
vec4 scaled(vec4 x, float factor) {
    return factor == 0.0 ? mix(mix(vec4(0.0), vec4(NOT_A_NUMBER), isinf(x)), x, isnan(x)) : factor * x;
}

vec4 larger(vec4 a, vec4 b) {
    vec4 v = mix(a, b, greaterThan(b, a));
    return mix(v, b, isnan(b));
}

vec4 smaller(vec4 a, vec4 b) {
    vec4 v = mix(a, b, lessThan(b, a));
    return mix(v, b, isnan(b));
}

// x to a whole power, exact in its sign; the loop unrolls.
vec4 whole_power(vec4 x, int exponent) {
    vec4 result = vec4(1.0);
    for (int bit = 30; bit >= 0; bit--) {
        if ((exponent >> bit) != 0)
            result *= result;
        if (((exponent >> bit) & 1) != 0)
            result *= x;
    }
    return result;
}

// x to any power for x >= 0, by logarithm; zero, infinity and NaN are set apart, since drivers' logarithms differ
// there.
vec4 positive_power(vec4 x, vec4 exponent) {
    bvec4 shrinks = lessThan(exponent, vec4(0.0));
    vec4 p = exp2(exponent * log2(x));
    p = mix(p, mix(vec4(0.0), vec4(INFINITY), shrinks), equal(x, vec4(0.0)));
    p = mix(p, mix(vec4(INFINITY), vec4(0.0), shrinks), equal(x, vec4(INFINITY)));
    p = mix(mix(p, x, isnan(x)), exponent, isnan(exponent));
    return mix(p, vec4(1.0), equal(exponent, vec4(0.0)));
}
