// Exponentials normalised to sum 1, of linear rows, or their logarithms. Injected: LOG, and what common/rows.glsl needs.

#include "common/rows.glsl"
#include "common/numbers.glsl"

FLOATS_IN(0, x, InputBlock);
FLOATS_OUT(1, y, OutputBlock);

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
#if LOG
            y.data[first + i * INNER] = x.data[first + i * INNER] - top - log(sum);
#else
            y.data[first + i * INNER] = exp(x.data[first + i * INNER] - top) / sum;
#endif
    }
}
