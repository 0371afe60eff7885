// Matrix products of row-major tensors, Y = ACTIVATE(ALPHA_PRODUCT * A * B + C). An invocation computes 4 columns (a
// vector) of TILE_M rows. A_ROW, A_STEP: elements of A between rows and between neighbours of the sum. B comes packed
// as [4 columns][K] vectors (B_PACKED, as in common/weights.glsl), or row-major with B_STEP and B_COLUMN. C is added
// with C_ROW and C_COLUMN (0 repeats). Batches start where the table says: A's offset, then B's, of each. Injected
// further: M, N, K, BATCH, HAS_C, PRODUCT_SCALE, ADDEND_SCALE, COUNT (invocations).

#include "common/tensor.glsl"
#if B_PACKED
#include "common/weights.glsl"
#endif
#include "common/activation.glsl"

FLOATS_IN(0, a, LeftBlock);
#if B_PACKED
WEIGHTS_IN(1, b, RightBlock);
#else
FLOATS_IN(1, b, RightBlock);
#endif
FLOATS_OUT(2, y, OutputBlock);
#if HAS_C
FLOATS_IN(3, c, AddendBlock);
#elif HAS_BATCHES
INTS_IN(3, starts, StartBlock);
#endif

#define COLUMN_BLOCKS ((N + 3) / 4)
#define ROW_TILES ((M + TILE_M - 1) / TILE_M)

int b_start;
#if B_PACKED
AFFINE(1)
#endif

vec4 load_b(int k, int column) {
#if B_PACKED
    return READ_WEIGHT(b, 1, FIRST_WEIGHT + column / 4 * K + k, 0);
#else
    ivec4 columns = min(column + ivec4(0, 1, 2, 3), N - 1) * B_COLUMN + (b_start + k * B_STEP);
    return vec4(b.data[columns.x], b.data[columns.y], b.data[columns.z], b.data[columns.w]);
#endif
}

void main() {
    int index = invocation_index();
    if (index >= COUNT)
        return;
    int column = index % COLUMN_BLOCKS * 4;
    int row = index / COLUMN_BLOCKS % ROW_TILES * TILE_M;
    int batch = index / (COLUMN_BLOCKS * ROW_TILES);
#if HAS_BATCHES
    int a_start = starts.data[2 * batch];
    b_start = starts.data[2 * batch + 1];
#else
    int a_start = 0;
    b_start = 0;
#endif

#if B_PACKED
    LOAD_AFFINE(b, 1, 0, column / 4)
#endif

    vec4 acc[TILE_M];
    int a_row[TILE_M];
    for (int r = 0; r < TILE_M; r++) {
        acc[r] = vec4(0.0);
        a_row[r] = a_start + min(row + r, M - 1) * A_ROW;
    }
    for (int k = 0; k < K; k++) {
        vec4 v = load_b(k, column);
        for (int r = 0; r < TILE_M; r++)
            acc[r] += a.data[a_row[r] + k * A_STEP] * v;
    }

    for (int r = 0; r < TILE_M; r++) {
        if (row + r < M) {
            vec4 v = acc[r] * PRODUCT_SCALE;
#if HAS_C
            ivec4 at = (row + r) * C_ROW + min(column + ivec4(0, 1, 2, 3), N - 1) * C_COLUMN;
            v += scaled(vec4(c.data[at.x], c.data[at.y], c.data[at.z], c.data[at.w]), ADDEND_SCALE);
#endif
            v = ACTIVATE(v);
            for (int lane = 0; lane < 4; lane++) {
                if (column + lane < N)
                    y.data[(batch * M + row + r) * N + column + lane] = v[lane];
            }
        }
    }
}
