// Rows of LENGTH neighbouring floats, each normalised by its own mean and variance; then scaled and shifted. Element
// e of the tensor takes parameter e / STEP % PARAMETERS; all scales stand before all shifts. LANES invocations share
// a row. With STATISTICS the means and 1 / sqrt(variance + EPSILON) are written instead. Injected: ROWS, LENGTH, LANES
// (GROUP_SIZE, or 1), STEP, PARAMETERS, EPSILON, STATISTICS, CENTERED (0 for a mean of 0).

#include "common/tensor.glsl"

FLOATS_IN(0, x, InputBlock);
#if STATISTICS
FLOATS_OUT(1, means, MeanBlock);
FLOATS_OUT(2, inverses, InverseBlock);
#else
FLOATS_IN(1, parameters, ParameterBlock);
FLOATS_OUT(2, y, OutputBlock);
#endif

#if LANES > 1
// Each sum has a half of its own: with one for both, Mesa's compiler reads the first sum after the second has begun.
shared float parts[2 * LANES];

float sum_of_lanes(float part, int lane, int half_start) {
    int at = half_start + lane;
    parts[at] = part;
    barrier();
    for (int n = LANES / 2; n > 0; n /= 2) {
        if (lane < n)
            parts[at] += parts[at + n];
        barrier();
    }
    return parts[half_start];
}
#else
#define sum_of_lanes(part, lane, half_start) (part)
#endif

void main() {
    int lane = invocation_index() % LANES;
    int row = invocation_index() / LANES;
    int first = min(row, ROWS - 1) * LENGTH;

#if CENTERED
    float sum = 0.0;
    for (int i = lane; i < LENGTH; i += LANES)
        sum += x.data[first + i];
    float mean = sum_of_lanes(sum, lane, 0) / float(LENGTH);
#else
    const float mean = 0.0;
#endif

    // Around the mean, since the difference of large sums of squares would cancel.
    float squares = 0.0;
    for (int i = lane; i < LENGTH; i += LANES) {
        float d = x.data[first + i] - mean;
        squares += d * d;
    }
    float inverse = 1.0 / sqrt(sum_of_lanes(squares, lane, LANES) / float(LENGTH) + EPSILON);

#if STATISTICS
    if (row < ROWS && lane == 0) {
        means.data[row] = mean;
        inverses.data[row] = inverse;
    }
#else
    if (row < ROWS) {
        for (int i = first + lane; i < first + LENGTH; i += LANES) {
            int p = i / STEP % PARAMETERS;
            y.data[i] = (x.data[i] - mean) * inverse * parameters.data[p] + parameters.data[PARAMETERS + p];
        }
    }
#endif
}
