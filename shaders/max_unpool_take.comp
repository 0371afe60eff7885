// Replaces the number of an element, as max_unpool.comp notes it, by the element: a 32-bit word. Injected: COUNT.

#include "common/tensor.glsl"

INTS_IN(0, x, InputBlock);
layout(std430, binding = 1) buffer OutputBlock { int data[]; } y;

void main() {
    int i = invocation_index();
    if (i < COUNT && y.data[i] > 0)
        y.data[i] = x.data[y.data[i] - 1];
}
