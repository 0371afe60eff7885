// Comparisons of two tensors and logical functions of two masks that broadcast against each other, element by element,
// on linear tensors; the result is 0 or 1. Injected: TYPE (float, int or uint: how the words are compared), OPERATION
// (a name below), WALK_*, A_STRIDES, B_STRIDES, COUNT.

#include "common/tensor.glsl"
#include "common/strides.glsl"

#if IS_FLOAT
FLOATS_IN(0, a, LeftBlock);
FLOATS_IN(1, b, RightBlock);
#else
INTS_IN(0, a, LeftBlock);
INTS_IN(1, b, RightBlock);
#endif
INTS_OUT(2, y, OutputBlock);

DEFINE_WALK(left, WALK_RANK, WALK_SIZES, A_STRIDES)
DEFINE_WALK(right, WALK_RANK, WALK_SIZES, B_STRIDES)

bool compare_equal(TYPE u, TYPE v) { return u == v; }
bool compare_less(TYPE u, TYPE v) { return u < v; }
bool compare_less_or_equal(TYPE u, TYPE v) { return u <= v; }
bool compare_greater(TYPE u, TYPE v) { return u > v; }
bool compare_greater_or_equal(TYPE u, TYPE v) { return u >= v; }
bool logical_and(TYPE u, TYPE v) { return u != TYPE(0) && v != TYPE(0); }
bool logical_or(TYPE u, TYPE v) { return u != TYPE(0) || v != TYPE(0); }
bool logical_xor(TYPE u, TYPE v) { return u != v; }

void main() {
    int i = invocation_index();
    if (i < COUNT)
        y.data[i] = OPERATION(TYPE(a.data[left(i)]), TYPE(b.data[right(i)])) ? 1 : 0;
}
