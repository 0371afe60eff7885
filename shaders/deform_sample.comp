// What a deformable window sees of a packed picture: packed (N, C, elements of the window, positions). Offsets and mask are
// linear. Injected: IN_*, OUT_*, KERNEL_*, STRIDE_*, DILATION_*, PAD_* (of the window), CHANNELS, OFFSET_GROUPS, HAS_MASK,
// COUNT (vectors of the output).

#include "common/tensor.glsl"

VECTORS_IN(0, x, InputBlock);
FLOATS_IN(1, offsets, OffsetBlock);
VECTORS_OUT(2, y, OutputBlock);
#if HAS_MASK
FLOATS_IN(3, mask, MaskBlock);
#endif

#define OUT_PLANE (OUT_H * OUT_W)
#define TAPS (KERNEL_H * KERNEL_W)
#define BLOCKS ((CHANNELS + 3) / 4)
#define GROUP_CHANNELS (CHANNELS / OFFSET_GROUPS)

vec4 element(int plane, ivec2 i, float weight) {
    bool inside = all(lessThan(uvec2(i), uvec2(IN_W, IN_H)));
    return inside ? weight * READ(x, 0, (plane * IN_H + i.y) * IN_W + i.x) : vec4(0.0);
}

// Four channels where an offset group's element of the window lies.
vec4 sample_at(int plane, int n, int group, int tap, int o) {
    int entry = ((n * OFFSET_GROUPS + group) * TAPS + tap) * OUT_PLANE + o;
    int at = ((n * OFFSET_GROUPS + group) * TAPS + tap) * 2 * OUT_PLANE + o;
    vec2 window = vec2(o % OUT_W * STRIDE_X - PAD_X + tap % KERNEL_W * DILATION_X,
        o / OUT_W * STRIDE_Y - PAD_Y + tap / KERNEL_W * DILATION_Y);
    vec2 position = window + vec2(offsets.data[at + OUT_PLANE], offsets.data[at]);
    // Also if it is no number.
    if (!(all(greaterThan(position, vec2(-1.0))) && all(lessThan(position, vec2(IN_W, IN_H)))))
        return vec4(0.0);
    vec2 low = floor(position), t = position - low;
    ivec2 i = ivec2(low);
    vec4 sum = element(plane, i, (1.0 - t.x) * (1.0 - t.y)) + element(plane, i + ivec2(1, 0), t.x * (1.0 - t.y))
        + element(plane, i + ivec2(0, 1), (1.0 - t.x) * t.y) + element(plane, i + ivec2(1, 1), t.x * t.y);
#if HAS_MASK
    sum *= mask.data[entry];
#endif
    return sum;
}

void main() {
    int index = invocation_index();
    if (index >= COUNT)
        return;
    int o = index % OUT_PLANE, tap = index / OUT_PLANE % TAPS, plane = index / (OUT_PLANE * TAPS);
    int n = plane / BLOCKS, channel = plane % BLOCKS * 4;
    int group = channel / GROUP_CHANNELS, last = min(channel + 3, CHANNELS - 1) / GROUP_CHANNELS;
    vec4 v = sample_at(plane, n, group, tap, o);
    // Lanes of other groups look elsewhere.
    for (int other = group + 1; other <= last; other++) {
        bvec4 before = lessThan(ivec4(channel) + ivec4(0, 1, 2, 3), ivec4(other * GROUP_CHANNELS));
        v = mix(sample_at(plane, n, other, tap, o), v, before);
    }
    WRITE(y, index, KEEP_CHANNELS(v, plane % BLOCKS, CHANNELS));
}
