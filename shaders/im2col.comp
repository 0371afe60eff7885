// Lays what a window covers out as columns, linear: [plane][element of the window][position]. 32-bit words. Injected:
// IN_*, OUT_*, KERNEL_*, STRIDE_*, DILATION_*, PAD_*, COUNT.

#include "common/tensor.glsl"

INTS_IN(0, x, InputBlock);
INTS_OUT(1, y, OutputBlock);

#define OUT_PLANE (OUT_D * OUT_H * OUT_W)
#define TAPS (KERNEL_D * KERNEL_H * KERNEL_W)

void main() {
    int index = invocation_index();
    if (index >= COUNT)
        return;
    int o = index % OUT_PLANE, k = index / OUT_PLANE % TAPS, plane = index / (OUT_PLANE * TAPS);
    ivec3 tap = ivec3(k % KERNEL_W, k / KERNEL_W % KERNEL_H, k / (KERNEL_W * KERNEL_H));
    ivec3 i = ivec3(o % OUT_W, o / OUT_W % OUT_H, o / (OUT_W * OUT_H)) * ivec3(STRIDE_X, STRIDE_Y, STRIDE_Z)
        + tap * ivec3(DILATION_X, DILATION_Y, DILATION_Z) - ivec3(PAD_X, PAD_Y, PAD_Z);
    bool inside = all(lessThan(uvec3(i), uvec3(IN_W, IN_H, IN_D)));
    int from = inside ? ((plane * IN_D + i.z) * IN_H + i.y) * IN_W + i.x : 0;
    y.data[index] = inside ? x.data[from] : 0;
}
