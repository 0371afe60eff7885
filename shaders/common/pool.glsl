// A window that slides over packed tensors. The including shader defines POOL_START (vec4), POOL_ADD(acc, v) and
// POOL_RESULT(acc, inside, counted): `inside` elements of the window lie in the input, `counted` also in its padding.
// Injected: IN_*, OUT_*, KERNEL_*, STRIDE_*, DILATION_*, PAD_*, PAD_END_*, CHANNELS, COUNT (vectors of the output).

#include "common/tensor.glsl"

VECTORS_IN(0, x, InputBlock);
VECTORS_OUT(1, y, OutputBlock);

#define OUT_PLANE (OUT_D * OUT_H * OUT_W)

// Elements of a window that begins at `start` which lie before `end`.
int elements_before(int end, int start, int dilation, int kernel) {
    return clamp((end - start + dilation - 1) / dilation, 0, kernel);
}

void main() {
    int index = invocation_index();
    if (index >= COUNT)
        return;
    int o = index % OUT_PLANE;
    int plane = index / OUT_PLANE;
    ivec3 start = ivec3(o % OUT_W, o / OUT_W % OUT_H, o / (OUT_W * OUT_H)) * ivec3(STRIDE_X, STRIDE_Y, STRIDE_Z)
        - ivec3(PAD_X, PAD_Y, PAD_Z);

    vec4 acc = POOL_START;
    int inside = 0;
    for (int kz = 0; kz < KERNEL_D; kz++) {
        int iz = start.z + kz * DILATION_Z;
        for (int ky = 0; ky < KERNEL_H; ky++) {
            int iy = start.y + ky * DILATION_Y;
            if (uint(iz) < uint(IN_D) && uint(iy) < uint(IN_H)) {
                int row = ((plane * IN_D + iz) * IN_H + iy) * IN_W;
                for (int kx = 0; kx < KERNEL_W; kx++) {
                    int ix = start.x + kx * DILATION_X;
                    if (uint(ix) < uint(IN_W)) {
                        vec4 v = READ(x, 0, row + ix);
                        POOL_ADD(acc, v);
                        inside++;
                    }
                }
            }
        }
    }

    int counted = elements_before(IN_W + PAD_END_X, start.x, DILATION_X, KERNEL_W)
        * elements_before(IN_H + PAD_END_Y, start.y, DILATION_Y, KERNEL_H)
        * elements_before(IN_D + PAD_END_Z, start.z, DILATION_Z, KERNEL_D);
    WRITE(y, index, KEEP_CHANNELS(POOL_RESULT(acc, inside, counted), plane % ((CHANNELS + 3) / 4), CHANNELS));
}
