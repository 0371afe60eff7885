// Chooses between two tensors by a mask, all three broadcast, element by element: 32-bit words of linear tensors.
// Injected: WALK_*, MASK_STRIDES, A_STRIDES, B_STRIDES, COUNT.

#include "common/tensor.glsl"
#include "common/strides.glsl"

INTS_IN(0, mask, MaskBlock);
INTS_IN(1, a, LeftBlock);
INTS_IN(2, b, RightBlock);
INTS_OUT(3, y, OutputBlock);

DEFINE_WALK(condition, WALK_RANK, WALK_SIZES, MASK_STRIDES)
DEFINE_WALK(left, WALK_RANK, WALK_SIZES, A_STRIDES)
DEFINE_WALK(right, WALK_RANK, WALK_SIZES, B_STRIDES)

void main() {
    int i = invocation_index();
    if (i < COUNT)
        y.data[i] = mask.data[condition(i)] != 0 ? a.data[left(i)] : b.data[right(i)];
}
