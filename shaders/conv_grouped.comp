// Convolution whose groups are not whole blocks of four channels, so that the lanes of an output block may belong to
// different groups. An invocation computes one block at one position, lane after lane; the general case, not a fast
// one. Weights: the bias of every block as vec4, then [output channel][input channel of the group][z, y, x of the
// kernel]. Injected: as in conv.comp, and GROUP_IN, GROUP_OUT (channels of a group), IN_CHANNELS.

#include "common/tensor.glsl"
#include "common/weights.glsl"
#include "common/activation.glsl"

VECTORS_IN(0, x, InputBlock);
SCALARS_IN(1, w, WeightBlock);
VECTORS_OUT(2, y, OutputBlock);
#if RESIDUAL
VECTORS_IN(3, r, ResidualBlock);
#endif

#define IN_PLANE (IN_D * IN_H * IN_W)
#define OUT_PLANE (OUT_D * OUT_H * OUT_W)
#define TAPS (KERNEL_D * KERNEL_H * KERNEL_W)

float sum_taps(int n, int channel, int m, int weights, ivec3 origin) {
    float sum = 0.0;
    int plane = (n * IN_BLOCKS + channel / 4) * IN_PLANE;
    for (int kz = 0; kz < KERNEL_D; kz++) {
        for (int ky = 0; ky < KERNEL_H; ky++) {
            for (int kx = 0; kx < KERNEL_W; kx++) {
                ivec3 i = origin + ivec3(kx * DILATION_X, ky * DILATION_Y, kz * DILATION_Z);
                if (all(lessThan(uvec3(i), uvec3(IN_W, IN_H, IN_D)))) {
                    vec4 v = READ(x, 0, plane + (i.z * IN_H + i.y) * IN_W + i.x);
                    sum += v[channel % 4] * SCALAR_WEIGHT(w, weights + (kz * KERNEL_H + ky) * KERNEL_W + kx, m);
                }
            }
        }
    }
    return sum;
}

void main() {
    int index = invocation_index();
    int o = index % OUT_PLANE;
    int tile = index / OUT_PLANE;
    if (tile >= TILES)
        return;
    int block = tile % OUT_BLOCKS, n = tile / OUT_BLOCKS;
    ivec3 position = ivec3(o % OUT_W, o / OUT_W % OUT_H, o / (OUT_W * OUT_H));
    ivec3 origin = position * ivec3(STRIDE_X, STRIDE_Y, STRIDE_Z) - ivec3(PAD_X, PAD_Y, PAD_Z);

    vec4 v = vec4(0.0);
    for (int lane = 0; lane < 4; lane++) {
        int m = 4 * block + lane;
        if (m >= OUT_CHANNELS)
            break;
        float sum = SCALAR_OF_HEAD(w, m);
        int first = m / GROUP_OUT * GROUP_IN;
        for (int c = 0; c < GROUP_IN; c++)
            sum += sum_taps(n, first + c, m, (m * GROUP_IN + c) * TAPS, origin);
        v[lane] = sum;
    }
#if RESIDUAL
    v += READ(r, 3, index);
#endif
    WRITE(y, index, KEEP_CHANNELS(ACTIVATE(v), block, OUT_CHANNELS));
}
