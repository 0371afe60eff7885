// The element-wise functions of UnaryFunction. Injected: ACTIVATE (one of the names below), ALPHA, BETA.
// NaN passes through all of them. Compilers turn a comparison and a choice into a min or max, which loses NaN, but
// leave isnan() alone.

#include "common/numbers.glsl"

vec4 select(bvec4 condition, vec4 yes, vec4 no) {
    return mix(no, yes, condition);
}

vec4 keep_nan(vec4 x, vec4 y) { return select(isnan(x), x, y); }

vec4 clip_to(vec4 x, float low, float high) {
    vec4 v = select(lessThan(x, vec4(low)), vec4(low), x);
    return keep_nan(x, select(greaterThan(v, vec4(high)), vec4(high), v));
}

// exp(x) - 1 without cancellation: the series near 0 (next term below 2^-24), the definition beyond.
vec4 exp_minus_one(vec4 x) {
    vec4 series = x * (1.0 + x * (0.5 + x * (1.0 / 6.0 + x * (1.0 / 24.0 + x * (1.0 / 120.0)))));
    return select(lessThan(abs(x), vec4(0.25)), series, exp(x) - 1.0);
}

// log(1 + exp(x)) as max(x, 0) + log(1 + exp(-|x|)), which cannot overflow.
vec4 activate_softplus(vec4 x) {
    vec4 e = exp(-abs(x));
    vec4 small = e * (1.0 - e * (0.5 - e * (1.0 / 3.0)));
    vec4 tail = select(lessThan(e, vec4(0.01)), small, log(1.0 + e));
    return select(lessThan(x, vec4(0.0)), tail, x + tail);
}

vec4 activate_sigmoid(vec4 x) { return 1.0 / (1.0 + exp(-x)); }

// (1 - e) / (1 + e) with e = exp(-2|x|), as a series where 1 - e would cancel.
vec4 activate_tanh(vec4 x) {
    vec4 e = exp_minus_one(-2.0 * abs(x));
    vec4 t = -e / (2.0 + e);
    return select(lessThan(x, vec4(0.0)), -t, t);
}

// Its Maclaurin series up to 3/4, beyond it Abramowitz and Stegun 7.1.26, absolute error below 1.5e-7; odd.
vec4 error_function(vec4 x) {
    vec4 z = abs(x);
    vec4 s = z * z;
    vec4 small = 1.0 - s * (1.0 / 3.0 - s * (0.1 - s * (1.0 / 42.0 - s * (1.0 / 216.0 - s * (1.0 / 1320.0)))));
    vec4 t = 1.0 / (1.0 + 0.3275911 * z);
    vec4 p = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
    vec4 e = select(lessThan(z, vec4(0.75)), 1.1283791671 * z * small, 1.0 - p * exp(-s));
    return select(lessThan(x, vec4(0.0)), -e, e);
}

vec4 activate_identity(vec4 x) { return x; }
vec4 activate_relu(vec4 x) { return keep_nan(x, max(x, vec4(0.0))); }
vec4 activate_leaky_relu(vec4 x) { return keep_nan(x, select(lessThan(x, vec4(0.0)), scaled(x, ALPHA), x)); }
vec4 activate_clip(vec4 x) { return clip_to(x, ALPHA, BETA); }
vec4 activate_hard_sigmoid(vec4 x) { return clip_to(scaled(x, ALPHA) + BETA, 0.0, 1.0); }
vec4 activate_hard_swish(vec4 x) { return x * clip_to(x * (1.0 / 6.0) + 0.5, 0.0, 1.0); }
vec4 activate_scaled_hard_swish(vec4 x) { return scaled(activate_hard_swish(x), ALPHA); }
vec4 activate_silu(vec4 x) { return x * activate_sigmoid(x); }
vec4 activate_elu(vec4 x) { return keep_nan(x, select(lessThan(x, vec4(0.0)), ALPHA * exp_minus_one(x), x)); }
vec4 activate_selu(vec4 x) {
    return keep_nan(x, scaled(select(lessThanEqual(x, vec4(0.0)), ALPHA * exp_minus_one(x), x), BETA));
}
vec4 activate_gelu(vec4 x) { return 0.5 * x * (1.0 + error_function(x * 0.70710678118654752)); }
vec4 activate_gelu_tanh(vec4 x) {
    return 0.5 * x * (1.0 + activate_tanh(0.79788456080286536 * (x + 0.044715 * x * x * x)));
}
vec4 activate_abs(vec4 x) { return abs(x); }
vec4 activate_neg(vec4 x) { return -x; }
vec4 activate_exp(vec4 x) { return exp(x); }
vec4 activate_log(vec4 x) { return log(x); }
vec4 activate_sqrt(vec4 x) { return sqrt(x); }
vec4 activate_celu(vec4 x) {
    return keep_nan(x, select(lessThan(x, vec4(0.0)), ALPHA * exp_minus_one(x / ALPHA), x));
}
// tanh(log(1 + n)) = (n^2 + 2n) / (n^2 + 2n + 2), divided by n^2 where n would overflow.
vec4 activate_mish(vec4 x) {
    vec4 e = exp(-abs(x));
    vec4 above = select(lessThan(x, vec4(0.0)), e * (e + 2.0), 1.0 + 2.0 * e);
    return x * (above / (above + select(lessThan(x, vec4(0.0)), vec4(2.0), 2.0 * e * e)));
}
vec4 activate_thresholded_relu(vec4 x) {
    return keep_nan(x, select(lessThanEqual(x, vec4(ALPHA)), vec4(0.0), x));
}
vec4 activate_softsign(vec4 x) { return x / (1.0 + abs(x)); }
vec4 activate_shrink(vec4 x) {
    vec4 high = select(greaterThan(x, vec4(ALPHA)), x - BETA, vec4(0.0));
    return keep_nan(x, select(lessThan(x, vec4(-(ALPHA))), x + BETA, high));
}
vec4 activate_swish(vec4 x) { return x * activate_sigmoid(scaled(x, ALPHA)); }
vec4 activate_erf(vec4 x) { return error_function(x); }
vec4 activate_floor(vec4 x) { return floor(x); }
vec4 activate_ceil(vec4 x) { return ceil(x); }
vec4 activate_round(vec4 x) { return roundEven(x); }
vec4 activate_sign(vec4 x) { return keep_nan(x, sign(x)); }
vec4 activate_reciprocal(vec4 x) { return 1.0 / x; }
vec4 activate_b_float16(vec4 x) {
    uvec4 bits = floatBitsToUint(x);
    vec4 y = uintBitsToFloat((bits + ((bits >> 16) & 1u) + 0x7FFFu) & 0xFFFF0000u);
    return keep_nan(x, y);
}

#include "common/angles.glsl"
