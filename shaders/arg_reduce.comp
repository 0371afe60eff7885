// The position of the largest element along an axis of a linear tensor, or of the smallest one (IS_MIN); NaN counts as
// the extreme one. LANES invocations share a line. Injected: ROWS (lines), SIZE (of the axis), INNER (elements between
// neighbours), IS_MIN, SELECT_LAST (of equal ones), LANES (GROUP_SIZE, or 1), BITS, IS_SIGNED, IS_FLOAT.

#include "common/tensor.glsl"
#include "common/integers.glsl"

INTS_IN(0, x, InputBlock);
INTS_OUT(1, y, OutputBlock);

// The more extreme an element, the larger.
int rank_of(int word) {
    int value = ordered(word);
    bool is_nan = IS_FLOAT != 0 && value == 0x7FFFFFFF;
    return IS_MIN != 0 && !is_nan ? ~value : value;
}

// Of two elements as rank and position.
ivec2 better(ivec2 a, ivec2 b) {
    bool later = SELECT_LAST != 0 ? b.y > a.y : b.y < a.y;
    return b.x > a.x || (b.x == a.x && later) ? b : a;
}

#if LANES > 1
shared ivec2 parts[LANES];
#endif

void main() {
    int lane = invocation_index() % LANES;
    int row = invocation_index() / LANES;
    int first = min(row, ROWS - 1) / INNER * SIZE * INNER + min(row, ROWS - 1) % INNER;
    // A lane without elements loses against any other.
    ivec2 best = ivec2(int(0x80000000u), SELECT_LAST != 0 ? -1 : 0x7FFFFFFF);
    for (int i = lane; i < SIZE; i += LANES)
        best = better(best, ivec2(rank_of(x.data[first + i * INNER]), i));
#if LANES > 1
    parts[lane] = best;
    barrier();
    for (int n = LANES / 2; n > 0; n /= 2) {
        if (lane < n)
            parts[lane] = better(parts[lane], parts[lane + n]);
        barrier();
    }
    best = parts[0];
#endif
    if (lane == 0 && row < ROWS)
        y.data[row] = best.y;
}
