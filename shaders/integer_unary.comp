// An element-wise function of integers: 32-bit words of a linear tensor; small types wrap around. Injected: TYPE (int, or
// uint for unsigned 32-bit), OPERATION (a name below), CLIP_LOW, CLIP_HIGH, LOW, HIGH, BITS, IS_SIGNED, IS_FLOAT, COUNT.

#include "common/tensor.glsl"
#include "common/integers.glsl"

INTS_IN(0, x, InputBlock);
INTS_OUT(1, y, OutputBlock);

TYPE relu(TYPE v) { return max(v, TYPE(0)); }
TYPE clip(TYPE v) { return min(max(v, TYPE(CLIP_LOW)), TYPE(CLIP_HIGH)); }
TYPE neg(TYPE v) { return TYPE(0) - v; }
TYPE abs_of(TYPE v) { return v < TYPE(0) ? TYPE(0) - v : v; }
TYPE sign_of(TYPE v) { return v < TYPE(0) ? TYPE(-1) : v == TYPE(0) ? TYPE(0) : TYPE(1); }

void main() {
    int i = invocation_index();
    if (i < COUNT)
        y.data[i] = wrap(int(OPERATION(TYPE(x.data[i]))));
}
