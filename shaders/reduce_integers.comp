// Reduces sets of integers, or of masks, to one value each, exactly: small types wrap around. An invocation reduces a
// set of a linear tensor. Injected: TYPE (int, or uint for unsigned 32-bit), START, COMBINE (a name below), KEPT_*,
// REDUCED_* (RANK, SIZES, STRIDES of the walks), LENGTH (of a set), LOW, HIGH, BITS, IS_SIGNED, IS_FLOAT, COUNT (sets).

#include "common/tensor.glsl"
#include "common/strides.glsl"
#include "common/integers.glsl"

INTS_IN(0, x, InputBlock);
INTS_OUT(1, y, OutputBlock);

DEFINE_WALK(kept_element, KEPT_RANK, KEPT_SIZES, KEPT_STRIDES)
DEFINE_WALK(reduced_element, REDUCED_RANK, REDUCED_SIZES, REDUCED_STRIDES)

TYPE add(TYPE a, TYPE v) { return a + v; }
TYPE multiply(TYPE a, TYPE v) { return a * v; }
TYPE add_square(TYPE a, TYPE v) { return a + v * v; }
TYPE add_size(TYPE a, TYPE v) { return v < TYPE(0) ? a - v : a + v; }
TYPE smaller(TYPE a, TYPE v) { return min(a, v); }
TYPE larger(TYPE a, TYPE v) { return max(a, v); }

void main() {
    int o = invocation_index();
    if (o >= COUNT)
        return;
    int first = kept_element(o);
    TYPE a = TYPE(START);
    for (int i = 0; i < LENGTH; i++)
        a = COMBINE(a, TYPE(x.data[first + reduced_element(i)]));
    y.data[o] = wrap(int(a));
}
