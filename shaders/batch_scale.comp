// The factor of a batch normalisation whose statistics a run computes: scale / sqrt(variance + EPSILON) of each channel.
// Injected: FIRST (float that is written first), EPSILON, COUNT.

#include "common/tensor.glsl"

FLOATS_IN(0, scale, ScaleBlock);
FLOATS_IN(1, variance, VarianceBlock);
FLOATS_OUT(2, y, OutputBlock);

void main() {
    int i = invocation_index();
    if (i < COUNT)
        y.data[FIRST + i] = scale.data[i] / sqrt(variance.data[i] + EPSILON);
}
