// An element-wise function of two tensors that broadcast against each other. Each invocation computes one vector.
// How an operand is read, A_MODE and B_MODE: MODE_VECTORS a vector at its walk; MODE_FIRST_LANE the same, its first
// lane for all four (one channel against many); MODE_SINGLES a vector of 32-bit floats, a constant or a linear tensor
// beside packed ones; MODE_SCALAR a float of a linear tensor for all four; MODE_LANES four floats of a linear tensor,
// one walk each. Injected: the modes, WALK_* over vectors (over elements for MODE_LANES), A_STRIDES, B_STRIDES,
// OPERATION (a name below), EXPONENT (whole_power only), ACTIVATE, CHANNELS, PLANE, COUNT (vectors), ELEMENTS (linear).

#include "common/tensor.glsl"
#include "common/strides.glsl"
#include "common/numbers.glsl"
#include "common/activation.glsl"

#if A_MODE == MODE_VECTORS || A_MODE == MODE_FIRST_LANE
VECTORS_IN(0, a, LeftBlock);
#elif A_MODE == MODE_SINGLES
SINGLES_IN(0, a, LeftBlock);
#else
FLOATS_IN(0, a, LeftBlock);
#endif
#if B_MODE == MODE_VECTORS || B_MODE == MODE_FIRST_LANE
VECTORS_IN(1, b, RightBlock);
#elif B_MODE == MODE_SINGLES
SINGLES_IN(1, b, RightBlock);
#else
FLOATS_IN(1, b, RightBlock);
#endif
VECTORS_OUT(2, y, OutputBlock);

DEFINE_WALK(left, WALK_RANK, WALK_SIZES, A_STRIDES)
DEFINE_WALK(right, WALK_RANK, WALK_SIZES, B_STRIDES)

#define FOUR(name, walk, i) vec4(name.data[walk(min(i, ELEMENTS - 1))], name.data[walk(min(i + 1, ELEMENTS - 1))], \
    name.data[walk(min(i + 2, ELEMENTS - 1))], name.data[walk(min(i + 3, ELEMENTS - 1))])

vec4 add(vec4 u, vec4 v) { return u + v; }
vec4 sub(vec4 u, vec4 v) { return u - v; }
vec4 mul(vec4 u, vec4 v) { return u * v; }
vec4 div(vec4 u, vec4 v) { return u / v; }
vec4 prelu(vec4 u, vec4 v) { return mix(u, v * u, lessThan(u, vec4(0.0))); }

// u - v * trunc(u / v), whose quotient may be rounded to the next whole number.
vec4 fmod(vec4 u, vec4 v) {
    vec4 m = abs(v);
    vec4 r = abs(u) - m * floor(abs(u) / m);
    r = mix(r, r + m, lessThan(r, vec4(0.0)));
    r = mix(r, r - m, greaterThanEqual(r, m));
    r = mix(r, abs(u), isinf(v));
    r = mix(r, vec4(NOT_A_NUMBER), isinf(u));
    return mix(r, -r, lessThan(u, vec4(0.0)));
}

vec4 mod_floor(vec4 u, vec4 v) {
    vec4 r = fmod(u, v);
    bvec4 differ = notEqual(lessThan(r, vec4(0.0)), lessThan(v, vec4(0.0)));
    return mix(r, mix(r, r + v, differ), notEqual(r, vec4(0.0)));
}

// Negative bases change the sign for odd exponents; but for 0 and infinity they have powers for whole exponents only.
vec4 power(vec4 u, vec4 v) {
    vec4 p = mix(positive_power(abs(u), v), vec4(1.0), equal(abs(u), vec4(1.0)));
    vec4 whole = mix(v, vec4(0.0), isinf(v));
    vec4 fraction = mix(mix(fract(whole), vec4(0.0), isinf(u)), vec4(0.0), equal(u, vec4(0.0)));
    vec4 negative = mix(p, -p, equal(fract(0.5 * whole), vec4(0.5)));
    negative = mix(negative, vec4(NOT_A_NUMBER), notEqual(fraction, vec4(0.0)));
    // By its bit, which 0 has too.
    bvec4 is_negative = lessThan(floatBitsToInt(u), ivec4(0));
    return mix(mix(p, negative, is_negative), vec4(1.0), equal(u, vec4(1.0)));
}

#ifdef EXPONENT
vec4 constant_power(vec4 u, vec4 v) { return EXPONENT < 0 ? 1.0 / whole_power(u, -(EXPONENT))
    : whole_power(u, EXPONENT); }
vec4 square_root(vec4 u, vec4 v) { return sqrt(u); }
#endif

void main() {
    int i = invocation_index();
    if (i >= COUNT)
        return;
#if A_MODE == MODE_VECTORS
    vec4 u = READ(a, 0, left(i));
#elif A_MODE == MODE_FIRST_LANE
    vec4 u = READ(a, 0, left(i)).xxxx;
#elif A_MODE == MODE_SINGLES
    vec4 u = READ_SINGLES(a, 0, left(i));
#elif A_MODE == MODE_SCALAR
    vec4 u = vec4(a.data[left(i)]);
#else
    vec4 u = FOUR(a, left, 4 * i);
#endif
#if B_MODE == MODE_VECTORS
    vec4 v = READ(b, 1, right(i));
#elif B_MODE == MODE_FIRST_LANE
    vec4 v = READ(b, 1, right(i)).xxxx;
#elif B_MODE == MODE_SINGLES
    vec4 v = READ_SINGLES(b, 1, right(i));
#elif B_MODE == MODE_SCALAR
    vec4 v = vec4(b.data[right(i)]);
#else
    vec4 v = FOUR(b, right, 4 * i);
#endif
    WRITE(y, i, KEEP_CHANNELS(ACTIVATE(OPERATION(u, v)), i / PLANE % ((CHANNELS + 3) / 4), CHANNELS));
}
