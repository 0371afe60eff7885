// Converts elements of linear tensors; integers of every size are 32-bit words. Injected: FROM_FLOAT, TO_FLOAT,
// TO_BOOL, LOW and HIGH (range of an integer output), BITS (its size; 0 for signed 32 and float), COUNT.

#include "common/tensor.glsl"

#if FROM_FLOAT
FLOATS_IN(0, x, InputBlock);
#else
INTS_IN(0, x, InputBlock);
#endif
#if TO_FLOAT
FLOATS_OUT(1, y, OutputBlock);
#else
INTS_OUT(1, y, OutputBlock);
#endif

#if FROM_FLOAT
// Toward zero, saturated; NaN becomes 0. HIGH as a float may be rounded up, to just beyond the range.
int to_integer(float v) {
    if (isnan(v))
        return 0;
    return v <= float(LOW) ? LOW : v >= float(HIGH) ? HIGH : int(v);
}
#endif

void main() {
    int i = invocation_index();
    if (i >= COUNT)
        return;
#if TO_BOOL && FROM_FLOAT
    y.data[i] = x.data[i] == 0.0 ? 0 : 1;
#elif TO_BOOL
    y.data[i] = x.data[i] == 0 ? 0 : 1;
#elif TO_FLOAT
    y.data[i] = float(x.data[i]);
#elif FROM_FLOAT
    y.data[i] = to_integer(x.data[i]);
#else
    y.data[i] = LOW < 0 ? bitfieldExtract(x.data[i], 0, BITS) : int(bitfieldExtract(uint(x.data[i]), 0, BITS));
#endif
}
