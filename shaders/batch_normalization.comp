// (x - mean) * scale + shift, by channel. Packed, or linear with one channel a lane (PACKED 0).
// Statistics: mean, scale and shift of every block of four channels, one after the other.
// Injected: CHANNELS, PLANE, COUNT (vectors).

#include "common/tensor.glsl"

VECTORS_IN(0, x, InputBlock);
#if PACKED
SINGLES_IN(1, statistics, StatisticBlock);
#else
FLOATS_IN(1, statistics, StatisticBlock);
#endif
VECTORS_OUT(2, y, OutputBlock);

#define BLOCKS ((CHANNELS + 3) / 4)

void main() {
    int i = invocation_index();
    if (i >= COUNT)
        return;
    vec4 v = READ(x, 0, i);
#if PACKED
    int block = i / PLANE % BLOCKS;
    v = (v - READ_SINGLES(statistics, 1, block)) * READ_SINGLES(statistics, 1, BLOCKS + block)
        + READ_SINGLES(statistics, 1, 2 * BLOCKS + block);
    WRITE(y, i, KEEP_CHANNELS(v, block, CHANNELS));
#else
    for (int lane = 0; lane < 4; lane++) {
        int c = (4 * i + lane) / PLANE % CHANNELS;
        v[lane] = (v[lane] - statistics.data[c]) * statistics.data[4 * BLOCKS + c] + statistics.data[8 * BLOCKS + c];
    }
    WRITE(y, i, v);
#endif
}
