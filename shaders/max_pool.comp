// The largest element of a window; NaN propagates.

#include "common/numbers.glsl"

#define POOL_START vec4(-INFINITY)
#define POOL_ADD(acc, v) acc = larger(acc, v)
#define POOL_RESULT(acc, inside, counted) acc

#include "common/pool.glsl"
