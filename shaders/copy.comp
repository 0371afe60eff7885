// Copies elements by two walks over the same sizes: Transpose, Slice, Split, Concat, Expand. Elements are 32-bit
// words of linear tensors, or vectors of packed ones (PACKED), whose last block is cut off where the output has fewer
// channels. Injected: WALK_*, FROM_STRIDES, FROM_OFFSET, TO_STRIDES, TO_OFFSET, COUNT, CHANNELS and PLANE (of a
// packed output).

#include "common/tensor.glsl"
#include "common/strides.glsl"

#if PACKED
VECTORS_IN(0, x, InputBlock);
VECTORS_OUT(1, y, OutputBlock);
#else
INTS_IN(0, x, InputBlock);
INTS_OUT(1, y, OutputBlock);
#endif

DEFINE_WALK(source, WALK_RANK, WALK_SIZES, FROM_STRIDES)
DEFINE_WALK(target, WALK_RANK, WALK_SIZES, TO_STRIDES)

void main() {
    int i = invocation_index();
    if (i >= COUNT)
        return;
    int from = FROM_OFFSET + source(i), to = TO_OFFSET + target(i);
#if PACKED
    WRITE(y, to, KEEP_CHANNELS(READ(x, 0, from), to / PLANE % ((CHANNELS + 3) / 4), CHANNELS));
#else
    y.data[to] = x.data[from];
#endif
}
