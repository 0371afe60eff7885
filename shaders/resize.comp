// Interpolation: the weighted sum of a few input elements along each axis. Table entry k of an output position: input
// offset (-1 for EXTRAPOLATION) and weight. Axes without interpolation have one tap of weight 1.
// Injected: SIZES (output, 5 axes), TAPS (a position), TABLES (first entry of each axis), COUNT, EXTRAPOLATION,
// CHANNELS and PLANE (of a packed output).

#include "common/tensor.glsl"

#if PACKED
VECTORS_IN(0, x, InputBlock);
VECTORS_OUT(3, y, OutputBlock);
#define LOAD(i) READ(x, 0, i)
#else
FLOATS_IN(0, x, InputBlock);
FLOATS_OUT(3, y, OutputBlock);
#define LOAD(i) x.data[i]
#endif
INTS_IN(1, offsets, OffsetBlock);
FLOATS_IN(2, weights, WeightBlock);

const int sizes[5] = SIZES;
const int taps[5] = TAPS;
const int tables[5] = TABLES;

void main() {
    int index = invocation_index();
    if (index >= COUNT)
        return;
    int first[5];
    int rest = index;
    for (int axis = 4; axis >= 0; axis--) {
        first[axis] = tables[axis] + rest % sizes[axis] * taps[axis];
        rest /= sizes[axis];
    }

#if PACKED
    vec4 sum = vec4(0.0);
    vec4 outside = vec4(EXTRAPOLATION);
#else
    float sum = 0.0;
    float outside = EXTRAPOLATION;
#endif
    for (int a = 0; a < taps[0]; a++) {
        for (int b = 0; b < taps[1]; b++) {
            int outer = first[0] + a, next = first[1] + b;
            ivec2 far = ivec2(offsets.data[outer], offsets.data[next]);
            float outer_weight = weights.data[outer] * weights.data[next];
            for (int c = 0; c < taps[2]; c++) {
                for (int d = 0; d < taps[3]; d++) {
                    for (int e = 0; e < taps[4]; e++) {
                        ivec3 entry = ivec3(first[2] + c, first[3] + d, first[4] + e);
                        ivec3 near = ivec3(offsets.data[entry.x], offsets.data[entry.y], offsets.data[entry.z]);
                        float weight = outer_weight
                            * weights.data[entry.x] * weights.data[entry.y] * weights.data[entry.z];
                        bool inside = all(greaterThanEqual(near, ivec3(0))) && all(greaterThanEqual(far, ivec2(0)));
                        int from = inside ? far.x + far.y + near.x + near.y + near.z : 0;
                        sum += weight * (inside ? LOAD(from) : outside);
                    }
                }
            }
        }
    }
#if PACKED
    WRITE(y, index, KEEP_CHANNELS(sum, index / PLANE % ((CHANNELS + 3) / 4), CHANNELS));
#else
    y.data[index] = sum;
#endif
}
