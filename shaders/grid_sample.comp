// Samples a packed tensor at the places that a grid names, one to three axes. Injected: AXES, IN_D, IN_H, IN_W, OUT_PLANE,
// CHANNELS, COUNT (vectors of the output), TAPS (1 nearest, 2 linear, 4 cubic) with TAPS_Y and TAPS_Z (1 for an axis that
// is not there), PADDING (one of those below), ALIGN_CORNERS.

#include "common/tensor.glsl"
#include "common/numbers.glsl"

#define PADDING_ZEROS 0
#define PADDING_BORDER 1
#define PADDING_REFLECTION 2

VECTORS_IN(0, x, InputBlock);
FLOATS_IN(1, grid, GridBlock);
VECTORS_OUT(2, y, OutputBlock);

#define BLOCKS ((CHANNELS + 3) / 4)
#define FAR 1073741824.0
#define CUBIC -0.75

// Positions along an axis, -1 for none, and their weights.
struct Taps {
    int at[TAPS];
    float weight[TAPS];
};

// There and back between the outermost centres or edges.
float reflect_inside(float position, int size) {
    float low = ALIGN_CORNERS ? 0.0 : -0.5;
    float range = float(size) - (ALIGN_CORNERS ? 1.0 : 0.0);
    if (range == 0.0)
        return low;
    float beyond = position < low ? low - position : position - low;
    float phase = mod(beyond, 2.0 * range);
    return low + (phase <= range ? phase : 2.0 * range - phase);
}

float inside(float position, int size) {
    float low = ALIGN_CORNERS ? 0.0 : -0.5;
    if (position >= low && position <= float(size - 1) - low)
        return position;
#if PADDING == PADDING_BORDER
    return clamp(position, 0.0, float(size - 1));
#elif PADDING == PADDING_REFLECTION
    return reflect_inside(position, size);
#else
    return position;
#endif
}

int index_inside(int i, int size) {
    if (uint(i) < uint(size))
        return i;
#if PADDING == PADDING_ZEROS
    return -1;
#elif PADDING == PADDING_BORDER
    return clamp(i, 0, size - 1);
#else
    return clamp(int(reflect_inside(float(i), size)), 0, size - 1);
#endif
}

float cubic_weight(float d) {
    return d <= 1.0 ? ((CUBIC + 2.0) * d - (CUBIC + 3.0)) * d * d + 1.0
        : ((CUBIC * d - 5.0 * CUBIC) * d + 8.0 * CUBIC) * d - 4.0 * CUBIC;
}

Taps taps_along(float place, int size) {
    float position = ALIGN_CORNERS ? (place + 1.0) / 2.0 * float(size - 1) : ((place + 1.0) * float(size) - 1.0) / 2.0;
    position = isnan(position) ? -1.0 : clamp(position, -FAR, FAR);
#if TAPS == 1
    position = roundEven(position);
#endif
    position = inside(position, size);
    int first = int(floor(position));
    float t = position - float(first);
    Taps taps;
#if TAPS == 1
    taps.at[0] = index_inside(first, size);
    taps.weight[0] = 1.0;
#elif TAPS == 2
    for (int k = 0; k < 2; k++) {
        taps.at[k] = index_inside(first + k, size);
        taps.weight[k] = k == 0 ? 1.0 - t : t;
    }
#else
    for (int k = 0; k < 4; k++) {
        taps.at[k] = index_inside(first + k - 1, size);
        taps.weight[k] = cubic_weight(abs(t - float(k - 1)));
    }
#endif
    return taps;
}

Taps no_axis() {
    Taps taps;
    taps.at[0] = 0;
    taps.weight[0] = 1.0;
    return taps;
}

void main() {
    int index = invocation_index();
    if (index >= COUNT)
        return;
    int plane = index / OUT_PLANE, place = (plane / BLOCKS * OUT_PLANE + index % OUT_PLANE) * AXES;
    Taps columns = taps_along(grid.data[place], IN_W), rows = no_axis(), slices = no_axis();
#if AXES > 1
    rows = taps_along(grid.data[place + 1], IN_H);
#endif
#if AXES > 2
    slices = taps_along(grid.data[place + 2], IN_D);
#endif

    vec4 sum = vec4(0.0);
    for (int i = 0; i < TAPS_Z; i++) {
        for (int j = 0; j < TAPS_Y; j++) {
            int row = ((plane * IN_D + slices.at[i]) * IN_H + rows.at[j]) * IN_W;
            if (slices.at[i] < 0 || rows.at[j] < 0)
                continue;
            float weight = slices.weight[i] * rows.weight[j];
            for (int k = 0; k < TAPS; k++) {
                // Weights along an axis of one element are known to the compiler.
                if (columns.at[k] >= 0)
                    sum += scaled(READ(x, 0, row + columns.at[k]), weight * columns.weight[k]);
            }
        }
    }
    WRITE(y, index, KEEP_CHANNELS(sum, plane % BLOCKS, CHANNELS));
}
