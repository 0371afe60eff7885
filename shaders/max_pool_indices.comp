// The largest element of a window and where it is: the values packed, the places linear. NaN counts as the largest, and of
// equal elements the first one. Injected: as in common/pool.glsl, and COLUMN_MAJOR (a channel's elements are counted with
// its first axis fastest).

#include "common/tensor.glsl"
#include "common/numbers.glsl"

VECTORS_IN(0, x, InputBlock);
VECTORS_OUT(1, y, OutputBlock);
INTS_OUT(2, places, PlaceBlock);

#define IN_PLANE (IN_D * IN_H * IN_W)
#define OUT_PLANE (OUT_D * OUT_H * OUT_W)
#define BLOCKS ((CHANNELS + 3) / 4)

void main() {
    int index = invocation_index();
    if (index >= COUNT)
        return;
    int o = index % OUT_PLANE;
    int plane = index / OUT_PLANE;
    ivec3 start = ivec3(o % OUT_W, o / OUT_W % OUT_H, o / (OUT_W * OUT_H)) * ivec3(STRIDE_X, STRIDE_Y, STRIDE_Z)
        - ivec3(PAD_X, PAD_Y, PAD_Z);

    vec4 best = vec4(-INFINITY);
    ivec4 place = ivec4(-1);
    for (int k = 0; k < KERNEL_D * KERNEL_H * KERNEL_W; k++) {
        ivec3 i = start + ivec3(k % KERNEL_W * DILATION_X, k / KERNEL_W % KERNEL_H * DILATION_Y,
            k / (KERNEL_W * KERNEL_H) * DILATION_Z);
        if (any(greaterThanEqual(uvec3(i), uvec3(IN_W, IN_H, IN_D))))
            continue;
        int at = COLUMN_MAJOR ? i.z + (i.y + i.x * IN_H) * IN_D : (i.z * IN_H + i.y) * IN_W + i.x;
        vec4 v = READ(x, 0, plane * IN_PLANE + (i.z * IN_H + i.y) * IN_W + i.x);
        for (int lane = 0; lane < 4; lane++) {
            bool larger = v[lane] > best[lane] || (isnan(v[lane]) && !isnan(best[lane]));
            if (place[lane] < 0 || larger) {
                best[lane] = v[lane];
                place[lane] = at;
            }
        }
    }

    int channel = plane % BLOCKS * 4;
    WRITE(y, index, KEEP_CHANNELS(best, plane % BLOCKS, CHANNELS));
    for (int lane = 0; lane < min(4, CHANNELS - channel); lane++) {
        int row = plane / BLOCKS * CHANNELS + channel + lane;
        places.data[row * OUT_PLANE + o] = place[lane] < 0 ? -1 : row * IN_PLANE + place[lane];
    }
}
