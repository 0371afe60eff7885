// Reduces a set of elements to one value. A work group computes one vector of outputs if LANES is GROUP_SIZE: its
// invocations share the set and combine their parts in shared memory. If LANES is 1, each invocation computes one.
// Elements are vectors of a packed tensor (PACKED) or, one to each lane of a vector of outputs, floats of a linear one.
// Injected: FUNCTION_* (which), KEPT_* and REDUCED_* (RANK, SIZES, STRIDES of the walks), OUTPUTS, LENGTH (of a set),
// P, CHANNELS, PLANE (of a packed output).

#include "common/tensor.glsl"
#include "common/numbers.glsl"
#include "common/strides.glsl"

#if PACKED
VECTORS_IN(0, x, InputBlock);
#else
FLOATS_IN(0, x, InputBlock);
#endif
VECTORS_OUT(1, y, OutputBlock);

#if PACKED
#define VECTORS OUTPUTS
#else
#define VECTORS ((OUTPUTS + 3) / 4)
#endif

DEFINE_WALK(kept_element, KEPT_RANK, KEPT_SIZES, KEPT_STRIDES)
DEFINE_WALK(reduced_element, REDUCED_RANK, REDUCED_SIZES, REDUCED_STRIDES)

#if defined(FUNCTION_MAX) || defined(FUNCTION_LOG_SUM_EXP)
#define START vec4(-INFINITY)
#define COMBINE(a, b) larger(a, b)
#elif defined(FUNCTION_MIN)
#define START vec4(INFINITY)
#define COMBINE(a, b) smaller(a, b)
#elif defined(FUNCTION_PROD)
#define START vec4(1.0)
#define COMBINE(a, b) ((a) * (b))
#else
#define START vec4(0.0)
#define COMBINE(a, b) ((a) + (b))
#endif

#if defined(FUNCTION_SUM_SQUARE) || defined(FUNCTION_L2)
#define MAP(v) ((v) * (v))
#elif defined(FUNCTION_L1)
#define MAP(v) abs(v)
#elif defined(FUNCTION_LP)
#define MAP(v) whole_power(abs(v), P)
#else
#define MAP(v) (v)
#endif

vec4 finish(vec4 v) {
#if defined(FUNCTION_MEAN)
    return v / float(LENGTH);
#elif defined(FUNCTION_L2)
    return sqrt(v);
#elif defined(FUNCTION_LP)
    return positive_power(v, vec4(1.0 / float(P)));
#elif defined(FUNCTION_LOG_SUM)
    return log(v);
#else
    return v;
#endif
}

vec4 load(ivec4 first, int i) {
    int offset = reduced_element(i);
#if PACKED
    return READ(x, 0, first.x + offset);
#else
    return vec4(x.data[first.x + offset], x.data[first.y + offset], x.data[first.z + offset], x.data[first.w + offset]);
#endif
}

#if LANES > 1
shared vec4 parts[LANES];

vec4 combine(vec4 part, int lane) {
    parts[lane] = part;
    barrier();
    for (int half_size = LANES / 2; half_size > 0; half_size /= 2) {
        if (lane < half_size)
            parts[lane] = COMBINE(parts[lane], parts[lane + half_size]);
        barrier();
    }
    vec4 all_parts = parts[0];
    barrier();
    return all_parts;
}
#else
#define combine(part, lane) (part)
#endif

void main() {
    int lane = invocation_index() % LANES;
    int o = invocation_index() / LANES;
#if PACKED
    ivec4 first = ivec4(kept_element(min(o, OUTPUTS - 1)));
#else
    ivec4 outputs = min(ivec4(0, 1, 2, 3) + 4 * o, OUTPUTS - 1);
    ivec4 first = ivec4(kept_element(outputs.x), kept_element(outputs.y), kept_element(outputs.z),
        kept_element(outputs.w));
#endif
    vec4 part = START;
    for (int i = lane; i < LENGTH; i += LANES)
        part = COMBINE(part, MAP(load(first, i)));
    vec4 result = combine(part, lane);

#ifdef FUNCTION_LOG_SUM_EXP
    // The largest element first, so that no exponential overflows. Made with LANES 1.
    vec4 sum = vec4(0.0);
    for (int i = 0; i < LENGTH; i++)
        sum += exp(load(first, i) - result);
    result = mix(result + log(sum), result, isinf(result));
#endif

    if (lane == 0 && o < VECTORS)
        WRITE(y, o, KEEP_CHANNELS(finish(result), o / PLANE % ((CHANNELS + 3) / 4), CHANNELS));
}
