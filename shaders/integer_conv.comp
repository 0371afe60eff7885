// Convolution of integers, exact: an invocation computes one element, the general case and not a fast one. Tensors are
// linear; the zero points are subtracted already, so that padding is 0. Injected: IN_*, OUT_*, KERNEL_*, STRIDE_*,
// DILATION_*, PAD_*, GROUP_IN, GROUP_OUT (channels of a group), IN_CHANNELS, OUT_CHANNELS, HAS_BIAS, COUNT.

#include "common/tensor.glsl"

INTS_IN(0, x, InputBlock);
INTS_IN(1, w, WeightBlock);
INTS_OUT(2, y, OutputBlock);
#if HAS_BIAS
INTS_IN(3, bias, BiasBlock);
#endif

#define IN_PLANE (IN_D * IN_H * IN_W)
#define OUT_PLANE (OUT_D * OUT_H * OUT_W)
#define TAPS (KERNEL_D * KERNEL_H * KERNEL_W)

int sum_taps(int plane, int weights, ivec3 origin) {
    int sum = 0;
    for (int k = 0; k < TAPS; k++) {
        ivec3 tap = ivec3(k % KERNEL_W, k / KERNEL_W % KERNEL_H, k / (KERNEL_W * KERNEL_H));
        ivec3 i = origin + tap * ivec3(DILATION_X, DILATION_Y, DILATION_Z);
        if (all(lessThan(uvec3(i), uvec3(IN_W, IN_H, IN_D))))
            sum += x.data[plane + (i.z * IN_H + i.y) * IN_W + i.x] * w.data[weights + k];
    }
    return sum;
}

void main() {
    int index = invocation_index();
    if (index >= COUNT)
        return;
    int o = index % OUT_PLANE, m = index / OUT_PLANE % OUT_CHANNELS, n = index / (OUT_PLANE * OUT_CHANNELS);
    ivec3 position = ivec3(o % OUT_W, o / OUT_W % OUT_H, o / (OUT_W * OUT_H));
    ivec3 origin = position * ivec3(STRIDE_X, STRIDE_Y, STRIDE_Z) - ivec3(PAD_X, PAD_Y, PAD_Z);
#if HAS_BIAS
    int sum = bias.data[m];
#else
    int sum = 0;
#endif
    int first = n * IN_CHANNELS + m / GROUP_OUT * GROUP_IN;
    for (int c = 0; c < GROUP_IN; c++)
        sum += sum_taps((first + c) * IN_PLANE, (m * GROUP_IN + c) * TAPS, origin);
    y.data[index] = sum;
}
