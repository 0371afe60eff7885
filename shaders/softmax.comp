// Exponentials normalised to sum 1, of linear rows: element i of row r lies at r / INNER * LENGTH * INNER + i * INNER +
// r % INNER. LANES invocations share a row. Injected: ROWS, LENGTH, INNER, LANES (GROUP_SIZE, or 1).

#include "common/tensor.glsl"
#include "common/numbers.glsl"

FLOATS_IN(0, x, InputBlock);
FLOATS_OUT(1, y, OutputBlock);

#if LANES > 1
shared float parts[LANES];
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

void main() {
    int lane = invocation_index() % LANES;
    int row = invocation_index() / LANES;
    bool alive = row < ROWS;
    int first = alive ? row / INNER * LENGTH * INNER + row % INNER : 0;

    float top = -INFINITY;
    for (int i = lane; i < LENGTH; i += LANES)
        top = top_of(top, x.data[first + i * INNER]);
    SHARE(top, a, b, top_of(a, b))

    float sum = 0.0;
    for (int i = lane; i < LENGTH; i += LANES)
        sum += exp(x.data[first + i * INNER] - top);
    SHARE(sum, a, b, a + b)

    if (alive) {
        for (int i = lane; i < LENGTH; i += LANES)
            y.data[first + i * INNER] = exp(x.data[first + i * INNER] - top) / sum;
    }
}
