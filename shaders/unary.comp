// An element-wise function. The layout does not matter: COUNT vectors. Injected: CHANNELS, PLANE (packed), ACTIVATE.

#include "common/tensor.glsl"
#include "common/activation.glsl"

VECTORS_IN(0, x, InputBlock);
VECTORS_OUT(1, y, OutputBlock);

void main() {
    int i = invocation_index();
    if (i >= COUNT)
        return;
    WRITE(y, i, KEEP_CHANNELS(ACTIVATE(READ(x, 0, i)), i / PLANE % ((CHANNELS + 3) / 4), CHANNELS));
}
