// Convolution whose groups are whole blocks of channels. An invocation computes TILE_O blocks of output channels at
// TILE_P neighbouring positions of one row. Weights: the bias of every block, then [tile of TILE_O blocks][z, y, x of
// the kernel] [input block][block in tile][input lane] as vec4 of output lanes. Injected: IN_*, OUT_* (sizes, BLOCKS
// of channels), GROUP_IN (channels), GROUP_IN_BLOCKS, GROUP_OUT_BLOCKS, KERNEL_*, STRIDE_*, DILATION_*, PAD_*,
// CHECK_* (a tap may lie outside the input), STRIPS (per row), TILES, BATCH, RESIDUAL, and as in
// common/weights.glsl.

#include "common/tensor.glsl"
#include "common/weights.glsl"
#include "common/activation.glsl"

VECTORS_IN(0, x, InputBlock);
WEIGHTS_IN(1, w, WeightBlock);
VECTORS_OUT(2, y, OutputBlock);
#if RESIDUAL
VECTORS_IN(3, r, ResidualBlock);
#endif

#define IN_PLANE (IN_D * IN_H * IN_W)
#define OUT_PLANE (OUT_D * OUT_H * OUT_W)
#define ROWS (OUT_D * OUT_H)
#define TAPS (KERNEL_D * KERNEL_H * KERNEL_W)

vec4 acc[TILE_O * TILE_P];
AFFINE(TILE_O)

// Adds one tap of all input channels of the group. The loop over channels is the innermost one, so that everything that
// depends on the position is done outside; llvmpipe is slower where its body is longer. Returns the next tap's weights.
int add_tap(int from[TILE_P], int k) {
    for (int c = 0; c < GROUP_IN_BLOCKS; c++) {
        vec4 v[TILE_P];
        for (int p = 0; p < TILE_P; p++) {
#if CHECK_X || CHECK_Y
            v[p] = READ_OR_ZERO(x, 0, from[p] + c * IN_PLANE);
#else
            v[p] = READ(x, 0, from[p] + c * IN_PLANE);
#endif
        }
        for (int o = 0; o < TILE_O; o++) {
            vec4 w0 = READ_WEIGHT(w, 1, k, o), w1 = READ_WEIGHT(w, 1, k + 1, o), w2 = READ_WEIGHT(w, 1, k + 2, o);
#if GROUP_IN > 3
            vec4 w3 = READ_WEIGHT(w, 1, k + 3, o);
#endif
            k += 4;
            for (int p = 0; p < TILE_P; p++) {
                acc[o * TILE_P + p] += w0 * v[p].x;
                acc[o * TILE_P + p] += w1 * v[p].y;
                acc[o * TILE_P + p] += w2 * v[p].z;
#if GROUP_IN > 3
                acc[o * TILE_P + p] += w3 * v[p].w;
#endif
            }
        }
    }
    return k;
}

void main() {
    int index = invocation_index();
    int strip = index % (STRIPS * ROWS);
    int tile = index / (STRIPS * ROWS);
    if (tile >= TILES)
        return;
    int out_tiles = TILES / BATCH;
    int first = tile % out_tiles * TILE_O;
    int n = tile / out_tiles;
    // The last strip of a row begins where it still fits: it may compute some positions for the second time.
    int ox = min(strip % STRIPS * TILE_P, OUT_W - TILE_P);
    int oy = strip / STRIPS % OUT_H;
    int oz = strip / (STRIPS * OUT_H);

    for (int o = 0; o < TILE_O; o++) {
        LOAD_AFFINE(w, 1, o, first + o)
        for (int p = 0; p < TILE_P; p++)
            acc[o * TILE_P + p] = READ_HEAD(w, 1, first + o);
    }

    int plane = (n * IN_BLOCKS + first / GROUP_OUT_BLOCKS * GROUP_IN_BLOCKS) * IN_PLANE;
    int k = FIRST_WEIGHT + tile % out_tiles * (TAPS * GROUP_IN_BLOCKS * TILE_O * 4);
    for (int kz = 0; kz < KERNEL_D; kz++) {
        int iz = oz * STRIDE_Z - PAD_Z + kz * DILATION_Z;
        for (int ky = 0; ky < KERNEL_H; ky++) {
            int iy = oy * STRIDE_Y - PAD_Y + ky * DILATION_Y;
            for (int kx = 0; kx < KERNEL_W; kx++) {
                int ix = ox * STRIDE_X - PAD_X + kx * DILATION_X;
                int row = plane + (iz * IN_H + iy) * IN_W;
                int from[TILE_P];
                for (int p = 0; p < TILE_P; p++) {
                    from[p] = row + ix + p * STRIDE_X;
#if CHECK_X || CHECK_Y
                    if (uint(iz) >= uint(IN_D) || uint(iy) >= uint(IN_H) || uint(ix + p * STRIDE_X) >= uint(IN_W))
                        from[p] = NOWHERE;
#endif
                }
                k = add_tap(from, k);
            }
        }
    }

    for (int o = 0; o < TILE_O; o++) {
        int block = first + o;
        if (block < OUT_BLOCKS) {
            for (int p = 0; p < TILE_P; p++) {
                int i = (n * OUT_BLOCKS + block) * OUT_PLANE + (oz * OUT_H + oy) * OUT_W + ox + p;
                vec4 v = acc[o * TILE_P + p];
#if RESIDUAL
                v += READ(r, 3, i);
#endif
                WRITE(y, i, KEEP_CHANNELS(ACTIVATE(v), block, OUT_CHANNELS));
            }
        }
    }
}
