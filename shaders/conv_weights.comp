// Packs a convolution's weights that a run computes. Input: [output channel][input channel of the group][tap], or if
// TRANSPOSED [input channel][output channel of the group][tap]. Output: the bias of each output channel, zeros up to
// HEAD, then the weights in an ORDER of ConvWeights.cs. Injected: ORDER_*, ORDER, TRANSPOSED, HAS_BIAS, OUTPUTS,
// GROUP_IN, GROUP_OUT (channels), TAPS, HEAD, TILE_O (blocks of a tile), GROUP_TILES (tiles of a group), COUNT (floats).

#include "common/tensor.glsl"

FLOATS_IN(0, w, WeightBlock);
FLOATS_OUT(1, y, PackedBlock);
#if HAS_BIAS
FLOATS_IN(2, bias, BiasBlock);
#endif

#define GROUP_IN_BLOCKS ((GROUP_IN + 3) / 4)

// Weight of output channel m, input channel c of its group; zero where there is none.
float weight(int m, int c, int tap) {
    if (m >= OUTPUTS || c >= GROUP_IN)
        return 0.0;
#if TRANSPOSED
    return w.data[((m / GROUP_OUT * GROUP_IN + c) * GROUP_OUT + m % GROUP_OUT) * TAPS + tap];
#else
    return w.data[(m * GROUP_IN + c) * TAPS + tap];
#endif
}

float packed_weight(int i) {
    int lane = i % 4;
#if ORDER == ORDER_BLOCKED
    int in_lane = i / 4 % 4;
    int block = i / 16 % TILE_O;
    int in_block = i / (16 * TILE_O) % GROUP_IN_BLOCKS;
    int tap = i / (16 * TILE_O * GROUP_IN_BLOCKS) % TAPS;
    int tile = i / (16 * TILE_O * GROUP_IN_BLOCKS * TAPS);
    int in_group = (tile % GROUP_TILES * TILE_O + block) * 4 + lane;
    return in_group < GROUP_OUT ? weight(tile / GROUP_TILES * GROUP_OUT + in_group, 4 * in_block + in_lane, tap) : 0.0;
#elif ORDER == ORDER_DEPTHWISE
    return weight(i / (4 * TAPS) * 4 + lane, 0, i / 4 % TAPS);
#else
    return weight(i / (GROUP_IN * TAPS), i / TAPS % GROUP_IN, i % TAPS);
#endif
}

void main() {
    int i = invocation_index();
    if (i >= COUNT)
        return;
#if HAS_BIAS
    if (i < OUTPUTS) {
        y.data[i] = bias.data[i];
        return;
    }
#endif
    y.data[i] = i < HEAD ? 0.0 : packed_weight(i - HEAD);
}
