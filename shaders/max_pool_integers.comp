// The largest integer of a window and where it is, of equal ones the first: 32-bit words of linear tensors, an invocation
// an element. Injected: IN_*, OUT_*, KERNEL_*, STRIDE_*, DILATION_*, PAD_*, HAS_PLACES, COLUMN_MAJOR (a channel's
// elements are counted with its first axis fastest), LOW (of the element type), COUNT.

#include "common/tensor.glsl"

INTS_IN(0, x, InputBlock);
INTS_OUT(1, y, OutputBlock);
#if HAS_PLACES
INTS_OUT(2, places, PlaceBlock);
#endif

#define IN_PLANE (IN_D * IN_H * IN_W)
#define OUT_PLANE (OUT_D * OUT_H * OUT_W)

void main() {
    int index = invocation_index();
    if (index >= COUNT)
        return;
    int o = index % OUT_PLANE, row = index / OUT_PLANE;
    ivec3 start = ivec3(o % OUT_W, o / OUT_W % OUT_H, o / (OUT_W * OUT_H)) * ivec3(STRIDE_X, STRIDE_Y, STRIDE_Z)
        - ivec3(PAD_X, PAD_Y, PAD_Z);
    int best = LOW, place = -1;
    for (int k = 0; k < KERNEL_D * KERNEL_H * KERNEL_W; k++) {
        ivec3 i = start + ivec3(k % KERNEL_W * DILATION_X, k / KERNEL_W % KERNEL_H * DILATION_Y,
            k / (KERNEL_W * KERNEL_H) * DILATION_Z);
        if (any(greaterThanEqual(uvec3(i), uvec3(IN_W, IN_H, IN_D))))
            continue;
        int v = x.data[row * IN_PLANE + (i.z * IN_H + i.y) * IN_W + i.x];
        if (place < 0 || v > best) {
            best = v;
            place = row * IN_PLANE + (COLUMN_MAJOR != 0 ? i.z + (i.y + i.x * IN_H) * IN_D
                : (i.z * IN_H + i.y) * IN_W + i.x);
        }
    }
    y.data[index] = best;
#if HAS_PLACES
    places.data[index] = place;
#endif
}
