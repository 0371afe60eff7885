// 1 at the first largest element of each linear row, 0 elsewhere; NaN counts as the largest. Injected: what
// common/rows.glsl needs.

#include "common/rows.glsl"
#include "common/numbers.glsl"

FLOATS_IN(0, x, InputBlock);
FLOATS_OUT(1, y, OutputBlock);

void main() {
    int lane = invocation_index() % LANES;
    int row = invocation_index() / LANES;
    bool alive = row < ROWS;
    int first = alive ? row / INNER * LENGTH * INNER + row % INNER : 0;

    float top = -INFINITY;
    for (int i = lane; i < LENGTH; i += LANES)
        top = top_of(top, x.data[first + i * INNER]);
    SHARE(top, a, b, top_of(a, b))

    float place = float(LENGTH);
    for (int i = lane; i < LENGTH; i += LANES) {
        float value = x.data[first + i * INNER];
        if (value == top || (isnan(value) && isnan(top)))
            place = min(place, float(i));
    }
    SHARE(place, a, b, min(a, b))

    if (alive) {
        for (int i = lane; i < LENGTH; i += LANES)
            y.data[first + i * INNER] = i == int(place) ? 1.0 : 0.0;
    }
}
