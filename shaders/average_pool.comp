// The mean of a window. Injected: COUNT_PAD (padding counts as zeros), and as in common/pool.glsl.

#define POOL_START vec4(0.0)
#define POOL_ADD(acc, v) acc += v
#define POOL_RESULT(acc, inside, counted) acc / float(max(COUNT_PAD ? counted : inside, 1))

#include "common/pool.glsl"
