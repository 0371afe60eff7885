// Keys by which lines along an axis of a linear tensor are sorted; NaN is larger than any number. Injected: SIZE (of
// the axis), INNER (elements between neighbours), LARGEST (first), BITS, IS_SIGNED, IS_FLOAT, COUNT.

#include "common/tensor.glsl"
#include "common/integers.glsl"

INTS_IN(0, x, InputBlock);
INTS_OUT(1, keys, KeyBlock);

void main() {
    int i = invocation_index();
    if (i >= COUNT)
        return;
    int row = i / SIZE;
    int key = ordered(x.data[row / INNER * SIZE * INNER + i % SIZE * INNER + row % INNER]);
    keys.data[i] = LARGEST != 0 ? ~key : key;
}
