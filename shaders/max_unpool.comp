// Notes at each place of a linear output which element a max pool had found there: 1 + its number, of several the last;
// another kernel has filled the output with zeros. max_unpool_take.comp puts the elements there. Injected: RANK,
// FROM_SIZES (the shape that places count in), TO_SIZES (the output's), PLACES (their number in that shape), COUNT.

#include "common/tensor.glsl"

INTS_IN(0, places, PlaceBlock);
layout(std430, binding = 1) buffer OutputBlock { int data[]; } y;

const int from_sizes[RANK] = FROM_SIZES;
const int to_sizes[RANK] = TO_SIZES;

void main() {
    int i = invocation_index();
    if (i >= COUNT)
        return;
    int place = places.data[i];
    if (place < 0 || place >= PLACES)
        return;
    int target = 0, size = 1;
    for (int axis = RANK - 1; axis >= 0; axis--) {
        target += place % from_sizes[axis] * size;
        place /= from_sizes[axis];
        size *= to_sizes[axis];
    }
    atomicMax(y.data[target], i + 1);
}
