// Indices as rows with one word on, the others off; words of linear tensors. Indices count from the end where negative;
// those out of range, and NaN, turn nothing on. Injected: DEPTH, INNER (elements behind the new axis), IS_FLOAT (the
// indices), COUNT.

#include "common/tensor.glsl"

#if IS_FLOAT
FLOATS_IN(0, indices, IndexBlock);
#else
INTS_IN(0, indices, IndexBlock);
#endif
INTS_IN(1, values, ValueBlock);
INTS_OUT(2, y, OutputBlock);

void main() {
    int i = invocation_index();
    if (i >= COUNT)
        return;
    int position = i / INNER % DEPTH, from = i / (INNER * DEPTH) * INNER + i % INNER;
#if IS_FLOAT
    float index = indices.data[from];
    bool is_on = floor(index < 0.0 ? index + float(DEPTH) : index) == float(position);
#else
    int index = indices.data[from];
    bool is_on = (index < 0 ? index + DEPTH : index) == position;
#endif
    y.data[i] = values.data[is_on ? 1 : 0];
}
