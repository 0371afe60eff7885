// Linear to packed. Injected: CHANNELS, BLOCKS, PLANE, COUNT (vectors of the packed tensor).

#include "common/tensor.glsl"

FLOATS_IN(0, x, InputBlock);
VECTORS_OUT(1, y, OutputBlock);

void main() {
    int i = invocation_index();
    if (i >= COUNT)
        return;
    int channel = i / PLANE % BLOCKS * 4;
    int source = (i / (PLANE * BLOCKS) * CHANNELS + channel) * PLANE + i % PLANE;
    vec4 v = vec4(0.0);
    for (int lane = 0; lane < 4; lane++) {
        if (channel + lane < CHANNELS)
            v[lane] = x.data[source + lane * PLANE];
    }
    WRITE(y, i, v);
}
