// Rows of LENGTH neighbouring floats, each normalised by its own mean and variance; then scaled and shifted. Element
// e of the tensor takes parameter e / STEP % PARAMETERS; all scales stand before all shifts. LANES invocations share
// a row. Injected: ROWS, LENGTH, LANES (GROUP_SIZE, or 1), STEP, PARAMETERS, EPSILON.

#include "common/tensor.glsl"

FLOATS_IN(0, x, InputBlock);
FLOATS_IN(1, parameters, ParameterBlock);
FLOATS_OUT(2, y, OutputBlock);

#if LANES > 1
shared float parts[LANES];

float sum_of_lanes(float part, int lane) {
    parts[lane] = part;
    barrier();
    for (int n = LANES / 2; n > 0; n /= 2) {
        if (lane < n)
            parts[lane] += parts[lane + n];
        barrier();
    }
    float sum = parts[0];
    barrier();
    return sum;
}
#else
#define sum_of_lanes(part, lane) (part)
#endif

void main() {
    int lane = invocation_index() % LANES;
    int row = invocation_index() / LANES;
    int first = min(row, ROWS - 1) * LENGTH;

    float sum = 0.0;
    for (int i = lane; i < LENGTH; i += LANES)
        sum += x.data[first + i];
    float mean = sum_of_lanes(sum, lane) / float(LENGTH);

    // Around the mean, since the difference of large sums of squares would cancel.
    float squares = 0.0;
    for (int i = lane; i < LENGTH; i += LANES) {
        float d = x.data[first + i] - mean;
        squares += d * d;
    }
    float inverse = 1.0 / sqrt(sum_of_lanes(squares, lane) / float(LENGTH) + EPSILON);

    if (row < ROWS) {
        for (int i = first + lane; i < first + LENGTH; i += LANES) {
            int p = i / STEP % PARAMETERS;
            y.data[i] = (x.data[i] - mean) * inverse * parameters.data[p] + parameters.data[PARAMETERS + p];
        }
    }
}
