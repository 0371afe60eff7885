// Where indices point to: the first element of the slice that index i, or index vector i, picks of a tensor. The
// including shader has declared the integers `indices`. Indices count from the end where negative; those out of range
// are clamped. Injected for VECTORS 0 (single elements along an axis): WALK_*, STRIDES (of a walk over the indices,
// without the axis), SIZE and STRIDE (of the axis). Else: VECTORS (indices of a vector), SIZES and STRIDES (of their
// axes), PER_BATCH (vectors), BATCH_STRIDE.

#include "common/strides.glsl"

int checked_index(int index, int size) {
    return clamp(index < 0 ? index + size : index, 0, size - 1);
}

#if VECTORS
const int sizes[VECTORS] = SIZES;
const int strides[VECTORS] = STRIDES;

int picked(int i) {
    int first = i / PER_BATCH * BATCH_STRIDE;
    for (int k = 0; k < VECTORS; k++)
        first += checked_index(indices.data[i * VECTORS + k], sizes[k]) * strides[k];
    return first;
}
#else
DEFINE_WALK(position, WALK_RANK, WALK_SIZES, STRIDES)

int picked(int i) {
    return position(i) + checked_index(indices.data[i], SIZE) * STRIDE;
}
#endif
