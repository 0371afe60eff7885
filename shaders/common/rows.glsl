// Work on rows of a linear tensor: element i of row r lies at r / INNER * LENGTH * INNER + i * INNER + r % INNER. LANES
// invocations share a row, each takes every LANES-th element. Injected: ROWS, LENGTH, INNER, LANES (GROUP_SIZE, or 1).

#include "common/tensor.glsl"

#if LANES > 1
shared float parts[LANES];
// Combines what the lanes have found, for all of them: `operation` of a and b.
#define SHARE(part, a, b, operation) \
    parts[lane] = part; \
    barrier(); \
    for (int n = LANES / 2; n > 0; n /= 2) { \
        if (lane < n) { \
            float a = parts[lane], b = parts[lane + n]; \
            parts[lane] = operation; \
        } \
        barrier(); \
    } \
    part = parts[0]; \
    barrier();
#else
#define SHARE(part, a, b, operation)
#endif

// The larger one, NaN if either is.
float top_of(float a, float b) {
    return b > a || isnan(b) ? b : a;
}
