// Picks slices along an axis by index; indices outside the axis are clamped to it. 32-bit words of linear tensors.
// Injected: SIZE (of the axis), INDICES (their number), INNER (elements of a slice), COUNT.

#include "common/tensor.glsl"

INTS_IN(0, x, InputBlock);
INTS_IN(1, indices, IndexBlock);
INTS_OUT(2, y, OutputBlock);

void main() {
    int i = invocation_index();
    if (i >= COUNT)
        return;
    int index = indices.data[i / INNER % INDICES];
    index = clamp(index < 0 ? index + SIZE : index, 0, SIZE - 1);
    y.data[i] = x.data[(i / (INNER * INDICES) * SIZE + index) * INNER + i % INNER];
}
