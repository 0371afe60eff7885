// Adds columns [plane][element of the block][position] up to pictures, linear; gathered, so that no two invocations write
// one element. Injected: IN_* (sizes of the picture), OUT_* (positions of the block), KERNEL_*, STRIDE_*, DILATION_*,
// PAD_*, COUNT.

#include "common/tensor.glsl"

FLOATS_IN(0, x, InputBlock);
FLOATS_OUT(1, y, OutputBlock);

#define IN_PLANE (IN_D * IN_H * IN_W)
#define TAPS (KERNEL_D * KERNEL_H * KERNEL_W)

void main() {
    int index = invocation_index();
    if (index >= COUNT)
        return;
    int p = index % IN_PLANE, plane = index / IN_PLANE;
    ivec3 position = ivec3(p % IN_W, p / IN_W % IN_H, p / (IN_W * IN_H)) + ivec3(PAD_X, PAD_Y, PAD_Z);
    ivec3 stride = ivec3(STRIDE_X, STRIDE_Y, STRIDE_Z);
    float sum = 0.0;
    for (int k = 0; k < TAPS; k++) {
        ivec3 from = position - ivec3(k % KERNEL_W * DILATION_X, k / KERNEL_W % KERNEL_H * DILATION_Y,
            k / (KERNEL_W * KERNEL_H) * DILATION_Z);
        ivec3 o = from / stride;
        if (all(greaterThanEqual(from, ivec3(0))) && o * stride == from && all(lessThan(o, ivec3(OUT_W, OUT_H, OUT_D))))
            sum += x.data[(((plane * TAPS + k) * OUT_D + o.z) * OUT_H + o.y) * OUT_W + o.x];
    }
    y.data[index] = sum;
}
