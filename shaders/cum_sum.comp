// Running sums along an axis of a linear tensor; an invocation goes along a line. Injected: SIZE (of the
// axis), INNER (elements between neighbours), EXCLUSIVE, REVERSE, BITS, IS_SIGNED, IS_FLOAT, COUNT (lines).

#include "common/tensor.glsl"
#include "common/integers.glsl"

#if IS_FLOAT
FLOATS_IN(0, x, InputBlock);
FLOATS_OUT(1, y, OutputBlock);
#define TYPE float
#define FIT(v) (v)
#else
INTS_IN(0, x, InputBlock);
INTS_OUT(1, y, OutputBlock);
#define TYPE int
#define FIT(v) wrap(v)
#endif

void main() {
    int row = invocation_index();
    if (row >= COUNT)
        return;
    int first = row / INNER * SIZE * INNER + row % INNER;
    TYPE sum = TYPE(0);
    for (int i = 0; i < SIZE; i++) {
        int at = first + (REVERSE != 0 ? SIZE - 1 - i : i) * INNER;
        TYPE before = sum;
        sum = FIT(sum + x.data[at]);
        y.data[at] = EXCLUSIVE != 0 ? before : sum;
    }
}
