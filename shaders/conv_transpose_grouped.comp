// Transposed convolution whose groups are not whole blocks of channels (depthwise among them), lane after lane; the
// general case. Weights: the bias of every block as vec4, then [output channel][input channel of the group][z, y, x
// of the kernel]. Injected: as in conv_transpose.comp, and GROUP_IN, GROUP_OUT (channels of a group).

#include "common/tensor.glsl"
#include "common/weights.glsl"
#include "common/activation.glsl"

VECTORS_IN(0, x, InputBlock);
SCALARS_IN(1, w, WeightBlock);
VECTORS_OUT(2, y, OutputBlock);

#define IN_PLANE (IN_D * IN_H * IN_W)
#define OUT_PLANE (OUT_D * OUT_H * OUT_W)
#define TAPS (KERNEL_D * KERNEL_H * KERNEL_W)

float sum_taps(int n, int channel, int m, int weights, ivec3 position) {
    float sum = 0.0;
    int plane = (n * IN_BLOCKS + channel / 4) * IN_PLANE;
    ivec3 stride = ivec3(STRIDE_X, STRIDE_Y, STRIDE_Z);
    for (int k = 0; k < TAPS; k++) {
        ivec3 tap = ivec3(k % KERNEL_W * DILATION_X, k / KERNEL_W % KERNEL_H * DILATION_Y,
            k / (KERNEL_W * KERNEL_H) * DILATION_Z);
        ivec3 from = position - tap;
        ivec3 i = from / stride;
        if (all(greaterThanEqual(from, ivec3(0))) && i * stride == from && all(lessThan(i, ivec3(IN_W, IN_H, IN_D))))
            sum += READ(x, 0, plane + (i.z * IN_H + i.y) * IN_W + i.x)[channel % 4]
                * SCALAR_WEIGHT(w, weights + k, m);
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
    ivec3 position = ivec3(o % OUT_W, o / OUT_W % OUT_H, o / (OUT_W * OUT_H)) + ivec3(PAD_X, PAD_Y, PAD_Z);

    vec4 v = vec4(0.0);
    for (int lane = 0; lane < 4; lane++) {
        int m = 4 * block + lane;
        if (m >= OUT_CHANNELS)
            break;
        float sum = SCALAR_OF_HEAD(w, m);
        for (int c = 0; c < GROUP_IN; c++)
            sum += sum_taps(n, m / GROUP_OUT * GROUP_IN + c, m, (m * GROUP_IN + c) * TAPS, position);
        v[lane] = sum;
    }
    WRITE(y, index, KEEP_CHANNELS(ACTIVATE(v), block, OUT_CHANNELS));
}
