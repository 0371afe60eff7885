// Converts elements of linear tensors; integers of every size are 32-bit words, halves are floats. Injected:
// FROM_FLOAT, FROM_UINT (unsigned 32-bit), TO_FLOAT, TO_HALF, TO_BOOL, LOW, HIGH, BITS, IS_SIGNED and IS_FLOAT (of the
// output), COUNT.

#include "common/tensor.glsl"
#include "common/integers.glsl"

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

// The nearest half, ties to even, infinity beyond the range; as a float.
float to_half(float v) {
    uint bits = floatBitsToUint(v), sign = bits & 0x80000000u, size = bits & 0x7FFFFFFFu;
    // Below the smallest normal half all are multiples of the smallest subnormal one.
    uint small = floatBitsToUint(roundEven(uintBitsToFloat(size) * exp2(24.0)) * exp2(-24.0));
    uint rounded = (size + 0xFFFu + (size >> 13 & 1u)) & ~0x1FFFu;
    rounded = size > 0x7F800000u ? size : size < 0x38800000u ? small : rounded > 0x477FE000u ? 0x7F800000u : rounded;
    return uintBitsToFloat(sign | rounded);
}

#if FROM_FLOAT
// Toward zero, saturated; NaN becomes 0. HIGH as a float may be rounded up, to just beyond the range.
int to_integer(float v) {
    if (isnan(v))
        return 0;
#if BITS == 32 && !IS_SIGNED
    return v <= 0.0 ? 0 : v >= 4294967296.0 ? HIGH : int(uint(v));
#else
    return v <= float(LOW) ? LOW : v >= float(HIGH) ? HIGH : int(v);
#endif
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
#if FROM_UINT
    float v = float(uint(x.data[i]));
#else
    float v = float(x.data[i]);
#endif
    y.data[i] = TO_HALF != 0 ? to_half(v) : v;
#elif FROM_FLOAT
    y.data[i] = to_integer(x.data[i]);
#else
    y.data[i] = wrap(x.data[i]);
#endif
}
