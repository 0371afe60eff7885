// Copies all channels of a packed tensor behind the first FIRST channels of another, where FIRST is no multiple of 4,
// or the tensor's own channels are none: lane by lane, leaving the lanes of its neighbours alone. Injected: FIRST,
// IN_CHANNELS, OUT_CHANNELS, PLANE, BLOCKS (of the output that are touched), COUNT.

#include "common/tensor.glsl"

VECTORS_IN(0, x, InputBlock);
VECTORS_IN_OUT(1, y, OutputBlock);

void main() {
    int i = invocation_index();
    if (i >= COUNT)
        return;
    int p = i % PLANE;
    int block = FIRST / 4 + i / PLANE % BLOCKS;
    int n = i / (PLANE * BLOCKS);
    int to = (n * ((OUT_CHANNELS + 3) / 4) + block) * PLANE + p;
    int first = n * ((IN_CHANNELS + 3) / 4);
    vec4 v = READ_BACK(y, to);
    for (int lane = 0; lane < 4; lane++) {
        int channel = 4 * block + lane - FIRST;
        if (channel >= 0 && channel < IN_CHANNELS)
            v[lane] = READ(x, 0, (first + channel / 4) * PLANE + p)[channel % 4];
        else if (4 * block + lane >= OUT_CHANNELS)
            v[lane] = 0.0;
    }
    WRITE(y, to, v);
}
