// The factors by which sums of products of quantised tensors come to the result's scale: scale of A * scale of B / scale
// of Y. Injected: WALK_*, A_STRIDES, B_STRIDES (of a walk over the factors), COUNT.

#include "common/tensor.glsl"
#include "common/strides.glsl"

FLOATS_IN(0, a, LeftBlock);
FLOATS_IN(1, b, RightBlock);
FLOATS_IN(2, scale, ScaleBlock);
FLOATS_OUT(3, y, OutputBlock);

DEFINE_WALK(left, WALK_RANK, WALK_SIZES, A_STRIDES)
DEFINE_WALK(right, WALK_RANK, WALK_SIZES, B_STRIDES)

void main() {
    int i = invocation_index();
    if (i < COUNT)
        y.data[i] = a.data[left(i)] * b.data[right(i)] / scale.data[0];
}
