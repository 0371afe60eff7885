// Puts 32-bit words to where a max pool had found them, on linear tensors; another kernel has filled the output with zeros.
// Injected: RANK, FROM_SIZES (the shape that places count in), TO_SIZES (the output's), PLACES (their number in that
// shape), COUNT.

#include "common/tensor.glsl"

INTS_IN(0, x, InputBlock);
INTS_IN(1, places, PlaceBlock);
INTS_OUT(2, y, OutputBlock);

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
    y.data[target] = x.data[i];
}
