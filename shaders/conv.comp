// Convolution whose groups are whole blocks of channels. An invocation computes TILE_O blocks of output channels at
// TILE_P positions of one row. Weights: [tile of TILE_O blocks][input block][z, y, x of the kernel][block in tile]
// [input lane] as vec4 of output lanes; the bias of every block stands in front of them.
// Injected: IN_*, OUT_* (sizes, BLOCKS of channels), GROUP_IN_BLOCKS, GROUP_OUT_BLOCKS, KERNEL_*, STRIDE_*, DILATION_*,
// PAD_*, CHECK_* (a tap may lie outside the input), STRIPS (per row), TILES, REUSE_ROW, WEIGHTS, RESIDUAL.

#include "common/tensor.glsl"
#include "common/activation.glsl"

VECTORS_IN(0, x, InputBlock);
VECTORS_IN(1, w, WeightBlock);
VECTORS_OUT(2, y, OutputBlock);
#if RESIDUAL
VECTORS_IN(3, r, ResidualBlock);
#endif

#define IN_PLANE (IN_D * IN_H * IN_W)
#define OUT_PLANE (OUT_D * OUT_H * OUT_W)
#define ROWS (OUT_D * OUT_H)
#define TAPS (KERNEL_D * KERNEL_H * KERNEL_W)

// Vectors of a row that the taps of all positions of a strip read, if each is loaded once.
#define SPAN ((TILE_P - 1) * STRIDE_X + (KERNEL_W - 1) * DILATION_X + 1)

vec4 acc[TILE_O * TILE_P];

// Adds tap `kx` of a kernel row. A macro, since its index into the loaded row must be a constant.
#define ADD_TAP(weights, value) \
    for (int o = 0; o < TILE_O; o++) { \
        int k = (weights) + 4 * o; \
        vec4 w0 = READ(w, 1, k), w1 = READ(w, 1, k + 1), w2 = READ(w, 1, k + 2), w3 = READ(w, 1, k + 3); \
        for (int p = 0; p < TILE_P; p++) { \
            vec4 v = value; \
            acc[o * TILE_P + p] += w0 * v.x; \
            acc[o * TILE_P + p] += w1 * v.y; \
            acc[o * TILE_P + p] += w2 * v.z; \
            acc[o * TILE_P + p] += w3 * v.w; \
        } \
    }

vec4 load(int row, int column) {
#if CHECK_X
    bool inside = uint(column) < uint(IN_W);
    vec4 v = READ(x, 0, row + (inside ? column : 0));
    return inside ? v : vec4(0.0);
#else
    return READ(x, 0, row + column);
#endif
}

void add_row(int row, int ox, int weights) {
    int column = ox * STRIDE_X - PAD_X;
#if REUSE_ROW
    vec4 values[SPAN];
    for (int i = 0; i < SPAN; i++)
        values[i] = load(row, column + i);
    ADD_TAP(weights, values[p * STRIDE_X])
#if KERNEL_W > 1
    ADD_TAP(weights + 4 * TILE_O, values[p * STRIDE_X + DILATION_X])
#endif
#if KERNEL_W > 2
    ADD_TAP(weights + 8 * TILE_O, values[p * STRIDE_X + 2 * DILATION_X])
#endif
#if KERNEL_W > 3
    ADD_TAP(weights + 12 * TILE_O, values[p * STRIDE_X + 3 * DILATION_X])
#endif
#if KERNEL_W > 4
    ADD_TAP(weights + 16 * TILE_O, values[p * STRIDE_X + 4 * DILATION_X])
#endif
#else
    for (int kx = 0; kx < KERNEL_W; kx++) {
        vec4 values[TILE_P];
        for (int p = 0; p < TILE_P; p++)
            values[p] = load(row, column + p * STRIDE_X + kx * DILATION_X);
        ADD_TAP(weights + kx * 4 * TILE_O, values[p])
    }
#endif
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

    for (int o = 0; o < TILE_O; o++)
        for (int p = 0; p < TILE_P; p++)
            acc[o * TILE_P + p] = READ(w, 1, first + o);

    int in_first = n * IN_BLOCKS + first / GROUP_OUT_BLOCKS * GROUP_IN_BLOCKS;
    int weights = WEIGHTS + tile % out_tiles * (GROUP_IN_BLOCKS * TAPS * TILE_O * 4);
    for (int c = 0; c < GROUP_IN_BLOCKS; c++) {
        for (int kz = 0; kz < KERNEL_D; kz++) {
            int iz = oz * STRIDE_Z - PAD_Z + kz * DILATION_Z;
            for (int ky = 0; ky < KERNEL_H; ky++) {
                int iy = oy * STRIDE_Y - PAD_Y + ky * DILATION_Y;
#if CHECK_Y
                if (uint(iy) < uint(IN_H) && uint(iz) < uint(IN_D))
#endif
                add_row(((in_first + c) * IN_D + iz) * (IN_H * IN_W) + iy * IN_W, ox, weights);
                weights += KERNEL_W * TILE_O * 4;
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
                y.data[i] = KEEP_CHANNELS(ACTIVATE(v), block, OUT_CHANNELS);
            }
        }
    }
}
