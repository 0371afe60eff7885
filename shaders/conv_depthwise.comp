// Depthwise convolution: output channel c reads input channel c only. An invocation computes one block of channels at
// TILE_P positions of one row. Weights: the bias of every block, then [block][z, y, x of the kernel] as vec4 of
// channels. Injected: as in conv.comp.

#include "common/tensor.glsl"
#include "common/weights.glsl"
#include "common/activation.glsl"

VECTORS_IN(0, x, InputBlock);
WEIGHTS_IN(1, w, WeightBlock);
VECTORS_OUT(2, y, OutputBlock);
#if RESIDUAL
VECTORS_IN(3, r, ResidualBlock);
#endif

#define ROWS (OUT_D * OUT_H)
#define TAPS (KERNEL_D * KERNEL_H * KERNEL_W)

void main() {
    int index = invocation_index();
    int strip = index % (STRIPS * ROWS);
    int tile = index / (STRIPS * ROWS);
    if (tile >= TILES)
        return;
    int block = tile % OUT_BLOCKS;
    // The last strip of a row begins where it still fits: it may compute some positions for the second time.
    int ox = min(strip % STRIPS * TILE_P, OUT_W - TILE_P);
    int oy = strip / STRIPS % OUT_H;
    int oz = strip / (STRIPS * OUT_H);

    vec4 acc[TILE_P];
    AFFINE(1)
    LOAD_AFFINE(w, 1, 0, block)
    for (int p = 0; p < TILE_P; p++)
        acc[p] = READ_HEAD(w, 1, block);
    int weights = FIRST_WEIGHT + block * TAPS;
    for (int kz = 0; kz < KERNEL_D; kz++) {
        int iz = oz * STRIDE_Z - PAD_Z + kz * DILATION_Z;
        for (int ky = 0; ky < KERNEL_H; ky++) {
            int iy = oy * STRIDE_Y - PAD_Y + ky * DILATION_Y;
            int row = ((tile * IN_D + iz) * IN_H + iy) * IN_W;
            for (int kx = 0; kx < KERNEL_W; kx++) {
                vec4 k = READ_WEIGHT(w, 1, weights, 0);
                weights++;
                int ix = ox * STRIDE_X - PAD_X + kx * DILATION_X;
                for (int p = 0; p < TILE_P; p++) {
#if CHECK_X || CHECK_Y
                    bool inside = uint(iz) < uint(IN_D) && uint(iy) < uint(IN_H)
                        && uint(ix + p * STRIDE_X) < uint(IN_W);
                    int from = inside ? row + ix + p * STRIDE_X : NOWHERE;
                    acc[p] += k * READ_OR_ZERO(x, 0, from);
#else
                    acc[p] += k * READ(x, 0, row + ix + p * STRIDE_X);
#endif
                }
            }
        }
    }

    for (int p = 0; p < TILE_P; p++) {
        int i = (tile * OUT_D + oz) * (OUT_H * OUT_W) + oy * OUT_W + ox + p;
        vec4 v = acc[p];
#if RESIDUAL
        v += READ(r, 3, i);
#endif
        WRITE(y, i, KEEP_CHANNELS(ACTIVATE(v), block, OUT_CHANNELS));
    }
}
