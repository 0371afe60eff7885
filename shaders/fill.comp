// Fills a linear tensor of 32-bit words. Injected: VALUE, COUNT.

#include "common/tensor.glsl"

INTS_OUT(0, y, OutputBlock);

void main() {
    int i = invocation_index();
    if (i < COUNT)
        y.data[i] = VALUE;
}
