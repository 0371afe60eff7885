// Transposed convolution whose groups are whole blocks of channels, gathered: output position p takes tap k of input
// i where i * STRIDE + k * DILATION - PAD = p. An invocation computes TILE_O blocks at one position; invocations that
// follow one another have positions of the same phase (p mod STRIDE_X), whose taps are the same. Weights as in
// conv.comp. Injected: as in conv.comp, where IN_* is the input of this operator and OUT_* its output; PHASE_W
// (positions of a phase).

#include "common/tensor.glsl"
#include "common/weights.glsl"
#include "common/activation.glsl"

VECTORS_IN(0, x, InputBlock);
WEIGHTS_IN(1, w, WeightBlock);
VECTORS_OUT(2, y, OutputBlock);

#define IN_PLANE (IN_D * IN_H * IN_W)
#define OUT_PLANE (OUT_D * OUT_H * OUT_W)
#define TAPS (KERNEL_D * KERNEL_H * KERNEL_W)
#define ROW_LENGTH (STRIDE_X * PHASE_W)

// The input position whose tap reaches an output position, or -1.
int source(int position, int stride, int size) {
    int i = position / stride;
    return position >= 0 && i * stride == position && i < size ? i : -1;
}

void main() {
    int index = invocation_index();
    int column = index % ROW_LENGTH;
    int ox = column % PHASE_W * STRIDE_X + column / PHASE_W;
    int oy = index / ROW_LENGTH % OUT_H;
    int oz = index / (ROW_LENGTH * OUT_H) % OUT_D;
    int tile = index / (ROW_LENGTH * OUT_H * OUT_D);
    if (tile >= TILES || ox >= OUT_W)
        return;
    int out_tiles = TILES / BATCH;
    int first = tile % out_tiles * TILE_O;
    int n = tile / out_tiles;

    vec4 acc[TILE_O];
    AFFINE(TILE_O)
    for (int o = 0; o < TILE_O; o++) {
        LOAD_AFFINE(w, 1, o, first + o)
        acc[o] = READ_HEAD(w, 1, first + o);
    }
    int in_first = (n * IN_BLOCKS + first / GROUP_OUT_BLOCKS * GROUP_IN_BLOCKS) * IN_PLANE;
    int weights = FIRST_WEIGHT + tile % out_tiles * (GROUP_IN_BLOCKS * TAPS * TILE_O * 4);
    for (int k = 0; k < TAPS; k++) {
        int ix = source(ox + PAD_X - k % KERNEL_W * DILATION_X, STRIDE_X, IN_W);
        int iy = source(oy + PAD_Y - k / KERNEL_W % KERNEL_H * DILATION_Y, STRIDE_Y, IN_H);
        int iz = source(oz + PAD_Z - k / (KERNEL_W * KERNEL_H) * DILATION_Z, STRIDE_Z, IN_D);
        if (ix < 0 || iy < 0 || iz < 0)
            continue;
        int from = in_first + (iz * IN_H + iy) * IN_W + ix;
        for (int c = 0; c < GROUP_IN_BLOCKS; c++) {
            vec4 v = READ(x, 0, from + c * IN_PLANE);
            int at = weights + (k * GROUP_IN_BLOCKS + c) * (TILE_O * 4);
            for (int o = 0; o < TILE_O; o++) {
                acc[o] += READ_WEIGHT(w, 1, at + 4 * o, o) * v.x;
                acc[o] += READ_WEIGHT(w, 1, at + 4 * o + 1, o) * v.y;
                acc[o] += READ_WEIGHT(w, 1, at + 4 * o + 2, o) * v.z;
                acc[o] += READ_WEIGHT(w, 1, at + 4 * o + 3, o) * v.w;
            }
        }
    }

    for (int o = 0; o < TILE_O; o++) {
        int block = first + o;
        if (block < OUT_BLOCKS)
            WRITE(y, (n * OUT_BLOCKS + block) * OUT_PLANE + (oz * OUT_H + oy) * OUT_W + ox,
                KEEP_CHANNELS(ACTIVATE(acc[o]), block, OUT_CHANNELS));
    }
}
