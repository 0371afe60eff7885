// GatherElements and GatherND: each index, or vector of indices, picks a slice of LENGTH 32-bit words of a linear
// tensor. Injected: LENGTH, COUNT (words), and as in common/picking.glsl.

#include "common/tensor.glsl"

INTS_IN(0, x, InputBlock);
INTS_IN(1, indices, IndexBlock);
INTS_OUT(2, y, OutputBlock);

#include "common/picking.glsl"

void main() {
    int i = invocation_index();
    if (i < COUNT)
        y.data[i] = x.data[picked(i / LENGTH) + i % LENGTH];
}
