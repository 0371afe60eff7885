// The p-norm of a window. Injected: P, and as in common/pool.glsl.

#include "common/numbers.glsl"

#define POOL_START vec4(0.0)
#define POOL_ADD(acc, v) acc += whole_power(abs(v), P)
#define POOL_RESULT(acc, inside, counted) root(acc)

vec4 root(vec4 sum) {
    return P == 1 ? sum : P == 2 ? sqrt(sum) : positive_power(sum, vec4(1.0 / float(P)));
}

#include "common/pool.glsl"
