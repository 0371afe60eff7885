// Fills each output element from where tables say, axis by axis: Pad, Tile, Resize to the nearest element. A table
// holds for each position of its axis the input offset, or -1 for VALUE. Elements as in copy.comp. Injected: RANK,
// SIZES (output), STRIDES (of axes without a table), TABLES (first entry, -1 for none), COUNT, VALUE, CHANNELS and
// PLANE (of a packed output).

#include "common/tensor.glsl"

#if PACKED
VECTORS_IN(0, x, InputBlock);
VECTORS_OUT(2, y, OutputBlock);
#define LOAD(i) READ(x, 0, i)
#else
INTS_IN(0, x, InputBlock);
INTS_OUT(2, y, OutputBlock);
#define LOAD(i) x.data[i]
#endif
INTS_IN(1, table, TableBlock);

const int sizes[RANK] = SIZES;
const int strides[RANK] = STRIDES;
const int tables[RANK] = TABLES;

void main() {
    int index = invocation_index();
    if (index >= COUNT)
        return;
    int i = index, from = 0;
    bool inside = true;
    for (int axis = RANK - 1; axis >= 0; axis--) {
        int position = i % sizes[axis];
        i /= sizes[axis];
        int offset = tables[axis] < 0 ? position * strides[axis] : table.data[max(tables[axis], 0) + position];
        inside = inside && offset >= 0;
        from += offset;
    }
#if PACKED
    vec4 v = inside ? LOAD(inside ? from : 0) : vec4(VALUE);
    WRITE(y, index, KEEP_CHANNELS(v, index / PLANE % ((CHANNELS + 3) / 4), CHANNELS));
#else
    y.data[index] = inside ? LOAD(inside ? from : 0) : VALUE;
#endif
}
