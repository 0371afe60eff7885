// Packed to linear. Injected: CHANNELS, BLOCKS, PLANE, COUNT (vectors of the packed tensor).

#include "common/tensor.glsl"

VECTORS_IN(0, x, InputBlock);
FLOATS_OUT(1, y, OutputBlock);

void main() {
    int i = invocation_index();
    if (i >= COUNT)
        return;
    int channel = i / PLANE % BLOCKS * 4;
    int target = (i / (PLANE * BLOCKS) * CHANNELS + channel) * PLANE + i % PLANE;
    vec4 v = READ(x, 0, i);
    for (int lane = 0; lane < 4; lane++) {
        if (channel + lane < CHANNELS)
            y.data[target + lane * PLANE] = v[lane];
    }
}
