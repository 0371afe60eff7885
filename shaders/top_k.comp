// The first K elements of each sorted line (see sort_chunks.comp) and their positions. Injected: SIZE (of the axis), K,
// INNER (elements between neighbours), COUNT.

#include "common/tensor.glsl"

INTS_IN(0, x, InputBlock);
INTS_IN(1, pairs, PairBlock);
INTS_OUT(2, values, ValueBlock);
INTS_OUT(3, positions, PositionBlock);

void main() {
    int i = invocation_index();
    if (i >= COUNT)
        return;
    int outer = i / (K * INNER), inner = i % INNER;
    int position = pairs.data[2 * ((outer * INNER + inner) * SIZE + i / INNER % K) + 1];
    values.data[i] = x.data[(outer * SIZE + position) * INNER + inner];
    positions.data[i] = position;
}
