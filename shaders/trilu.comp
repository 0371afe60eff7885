// The upper or lower triangle of matrices, 0 elsewhere: 32-bit words of a linear tensor. Injected: ROWS, COLUMNS (of a
// matrix), UPPER, COUNT.

#include "common/tensor.glsl"

INTS_IN(0, x, InputBlock);
INTS_IN(1, diagonal, DiagonalBlock);
INTS_OUT(2, y, OutputBlock);

void main() {
    int i = invocation_index();
    if (i >= COUNT)
        return;
    // A diagonal beyond the matrix is as good as one just outside, and does not overflow.
    int k = clamp(diagonal.data[0], -ROWS - 1, COLUMNS + 1);
    int beyond = i % COLUMNS - i / COLUMNS % ROWS - k;
    bool is_kept = UPPER != 0 ? beyond >= 0 : beyond <= 0;
    y.data[i] = is_kept ? x.data[i] : 0;
}
