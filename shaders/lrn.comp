// Local response normalisation across the channels of a packed tensor. Injected: BEFORE and AFTER (channels of the
// sum on either side), SCALE (alpha / size), BETA, BIAS, CHANNELS, PLANE, COUNT (vectors).

#include "common/tensor.glsl"
#include "common/numbers.glsl"

VECTORS_IN(0, x, InputBlock);
VECTORS_OUT(1, y, OutputBlock);

#define BLOCKS ((CHANNELS + 3) / 4)

void main() {
    int i = invocation_index();
    if (i >= COUNT)
        return;
    int block = i / PLANE % BLOCKS;
    ivec4 lanes = 4 * block + ivec4(0, 1, 2, 3);
    vec4 sum = vec4(0.0);
    for (int c = max(0, lanes.x - BEFORE); c <= min(CHANNELS - 1, lanes.w + AFTER); c++) {
        float v = READ(x, 0, i + (c / 4 - block) * PLANE)[c % 4];
        bvec4 near = lessThanEqual(uvec4(c - lanes + BEFORE), uvec4(BEFORE + AFTER));
        sum += mix(vec4(0.0), vec4(v * v), near);
    }
    vec4 v = READ(x, 0, i) / positive_power(BIAS + scaled(sum, SCALE), vec4(BETA));
    WRITE(y, i, KEEP_CHANNELS(v, block, CHANNELS));
}
