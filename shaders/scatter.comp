// ScatterElements and ScatterND as a gathering: each element of a linear tensor finds its updates among the sorted
// ones (see sort_chunks.comp) and meets them in their order. Injected: TYPE (float, int or uint), COMBINE(v, u),
// LENGTH (elements of an update), UPDATES (their number), BITS, IS_SIGNED, IS_FLOAT, COUNT.

#include "common/tensor.glsl"
#include "common/integers.glsl"

#if IS_FLOAT
FLOATS_IN(0, x, InputBlock);
FLOATS_IN(1, updates, UpdateBlock);
FLOATS_OUT(3, y, OutputBlock);
#define FIT(v) (v)
#else
INTS_IN(0, x, InputBlock);
INTS_IN(1, updates, UpdateBlock);
INTS_OUT(3, y, OutputBlock);
#define FIT(v) wrap(int(v))
#endif
INTS_IN(2, pairs, PairBlock);

TYPE replace(TYPE v, TYPE u) { return u; }
TYPE add(TYPE v, TYPE u) { return v + u; }
TYPE mul(TYPE v, TYPE u) { return v * u; }
#if IS_FLOAT
// NaN wins.
float smaller(float v, float u) { return isnan(v) ? v : u < v || isnan(u) ? u : v; }
float larger(float v, float u) { return isnan(v) ? v : u > v || isnan(u) ? u : v; }
#else
TYPE smaller(TYPE v, TYPE u) { return min(v, u); }
TYPE larger(TYPE v, TYPE u) { return max(v, u); }
#endif

void main() {
    int i = invocation_index();
    if (i >= COUNT)
        return;
    int within = i % LENGTH, target = i - within;
    int low = 0, high = UPDATES;
    while (low < high) {
        int middle = (low + high) / 2;
        if (pairs.data[2 * middle] < target)
            low = middle + 1;
        else
            high = middle;
    }
    TYPE v = TYPE(x.data[i]);
    for (; low < UPDATES && pairs.data[2 * low] == target; low++)
        v = COMBINE(v, TYPE(updates.data[pairs.data[2 * low + 1] * LENGTH + within]));
    y.data[i] = FIT(v);
}
