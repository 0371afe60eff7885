// Where each update of a ScatterElements or ScatterND goes to, as the key that the updates are sorted by. Injected:
// COUNT (updates), and as in common/picking.glsl.

#include "common/tensor.glsl"

INTS_IN(0, indices, IndexBlock);
INTS_OUT(1, keys, KeyBlock);

#include "common/picking.glsl"

void main() {
    int i = invocation_index();
    if (i < COUNT)
        keys.data[i] = picked(i);
}
