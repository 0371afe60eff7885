// Undoes quantisation of a linear tensor: (x - zero point) * scale. Injected: HAS_ZERO_POINT, COUNT, and as in
// common/quantization.glsl.

#include "common/tensor.glsl"
#include "common/quantization.glsl"

INTS_IN(0, x, InputBlock);
FLOATS_IN(1, scale, ScaleBlock);
FLOATS_OUT(2, y, OutputBlock);
#if HAS_ZERO_POINT
INTS_IN(3, zero_point, ZeroPointBlock);
#endif

void main() {
    int i = invocation_index();
    if (i >= COUNT)
        return;
    int s = scale_index(i);
#if HAS_ZERO_POINT
    // As floats: the difference of 32-bit integers may overflow, and is exact for smaller ones.
    y.data[i] = (float(x.data[i]) - float(zero_point.data[s])) * scale.data[s];
#else
    y.data[i] = float(x.data[i]) * scale.data[s];
#endif
}
