// Brings sums to a quantised result: saturate(round(sum * factor) + zero point), ties to even; NaN becomes the zero
// point. Exact as far as the driver's division is, see quantize_linear.comp. Injected: WALK_*, FACTOR_STRIDES (of a walk
// over the sums), LOW, HIGH, COUNT.

#include "common/tensor.glsl"
#include "common/strides.glsl"

INTS_IN(0, sums, SumBlock);
FLOATS_IN(1, factors, FactorBlock);
INTS_IN(2, zero_point, ZeroPointBlock);
INTS_OUT(3, y, OutputBlock);

DEFINE_WALK(factor, WALK_RANK, WALK_SIZES, FACTOR_STRIDES)

void main() {
    int i = invocation_index();
    if (i >= COUNT)
        return;
    int zero = zero_point.data[0];
    float v = roundEven(float(sums.data[i]) * factors.data[factor(i)]);
    int rounded = isnan(v) ? 0 : v <= float(LOW - zero) ? LOW - zero : v >= float(HIGH - zero) ? HIGH - zero : int(v);
    y.data[i] = rounded + zero;
}
