// Linear rows, each divided by its norm; zeros stay zeros. Injected: SQUARES (1 for the Euclidean length, 0 for the sum
// of magnitudes), and what common/rows.glsl needs.

#include "common/rows.glsl"

FLOATS_IN(0, x, InputBlock);
FLOATS_OUT(1, y, OutputBlock);

void main() {
    int lane = invocation_index() % LANES;
    int row = invocation_index() / LANES;
    bool alive = row < ROWS;
    int first = alive ? row / INNER * LENGTH * INNER + row % INNER : 0;

    float sum = 0.0;
    for (int i = lane; i < LENGTH; i += LANES) {
        float value = x.data[first + i * INNER];
        sum += SQUARES == 1 ? value * value : abs(value);
    }
    SHARE(sum, a, b, a + b)

    float norm = SQUARES == 1 ? sqrt(sum) : sum;
    if (norm == 0.0)
        norm = 1.0;
    if (alive) {
        for (int i = lane; i < LENGTH; i += LANES)
            y.data[first + i * INNER] = x.data[first + i * INNER] / norm;
    }
}
