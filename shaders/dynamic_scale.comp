// Scale and zero point of a DynamicQuantizeLinear, by the range of all elements of a linear tensor, extended to hold 0.
// One work group. Injected: LENGTH, LANES (GROUP_SIZE).

#include "common/tensor.glsl"

FLOATS_IN(0, x, InputBlock);
FLOATS_OUT(1, scale, ScaleBlock);
INTS_OUT(2, zero_point, ZeroPointBlock);

shared vec2 parts[LANES];

// The smaller first and the larger second part; NaN wins.
vec2 widened(vec2 a, vec2 b) {
    return vec2(isnan(a.x) || a.x < b.x ? a.x : b.x, isnan(a.y) || a.y > b.y ? a.y : b.y);
}

void main() {
    int lane = int(gl_LocalInvocationIndex);
    vec2 part = vec2(0.0);
    for (int i = lane; i < LENGTH; i += LANES)
        part = widened(part, vec2(x.data[i]));
    parts[lane] = part;
    barrier();
    for (int n = LANES / 2; n > 0; n /= 2) {
        if (lane < n)
            parts[lane] = widened(parts[lane], parts[lane + n]);
        barrier();
    }
    if (lane != 0)
        return;
    vec2 range = parts[0];
    float step_size = range.x == range.y ? 1.0 : (range.y - range.x) / 255.0;
    float zero = roundEven(-range.x / step_size);
    scale.data[0] = step_size;
    zero_point.data[0] = isnan(zero) ? 0 : int(clamp(zero, 0.0, 255.0));
}
