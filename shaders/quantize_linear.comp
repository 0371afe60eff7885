// Quantises a linear tensor: saturate(round(x / scale) + zero point), ties to even; NaN becomes the zero point. Exact
// where the driver divides as IEEE 754 has it; GLSL allows it 2.5 units in the last place, by which a quotient halfway
// between integers may go to either. Injected: FROM_FLOAT, HAS_ZERO_POINT, LOW and HIGH (range of the output, at most
// 16 bits), COUNT, and as in common/quantization.glsl.

#include "common/tensor.glsl"
#include "common/quantization.glsl"

#if FROM_FLOAT
FLOATS_IN(0, x, InputBlock);
#else
INTS_IN(0, x, InputBlock);
#endif
FLOATS_IN(1, scale, ScaleBlock);
INTS_OUT(2, y, OutputBlock);
#if HAS_ZERO_POINT
INTS_IN(3, zero_point, ZeroPointBlock);
#endif

// Beyond the range of every output and zero point.
#define FAR 131072.0

void main() {
    int i = invocation_index();
    if (i >= COUNT)
        return;
    int s = scale_index(i);
    float quotient = float(x.data[i]) / scale.data[s];
    int rounded = isnan(quotient) ? 0 : quotient <= -FAR ? int(-FAR) : quotient >= FAR ? int(FAR)
        : int(roundEven(quotient));
#if HAS_ZERO_POINT
    rounded += zero_point.data[s];
#endif
    y.data[i] = clamp(rounded, LOW, HIGH);
}
