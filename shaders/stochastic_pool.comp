// Picks one element of a window at random, by its share of the window's positive sum; alike on every backend. Injected: as
// in common/pool.glsl, and SEED.

#include "common/tensor.glsl"

VECTORS_IN(0, x, InputBlock);
VECTORS_OUT(1, y, OutputBlock);

#define IN_PLANE (IN_D * IN_H * IN_W)
#define OUT_PLANE (OUT_D * OUT_H * OUT_W)
#define TAPS (KERNEL_D * KERNEL_H * KERNEL_W)
#define BLOCKS ((CHANNELS + 3) / 4)

// PCG: Jarzynski and Olano, Hash Functions for GPU Rendering (2020).
uint hash_of(uint value) {
    uint state = value * 747796405u + 2891336453u;
    uint word = ((state >> ((state >> 28u) + 4u)) ^ state) * 277803737u;
    return (word >> 22u) ^ word;
}

// In [0, 1).
float uniform_of(int index) {
    return float(hash_of(hash_of(uint(SEED)) + uint(index)) >> 8u) / 16777216.0;
}

// Elements of the window, 0 for padding and negative ones. NaN passes through.
vec4 weights_at(int plane, ivec3 start, int k) {
    ivec3 i = start + ivec3(k % KERNEL_W * DILATION_X, k / KERNEL_W % KERNEL_H * DILATION_Y,
        k / (KERNEL_W * KERNEL_H) * DILATION_Z);
    if (any(greaterThanEqual(uvec3(i), uvec3(IN_W, IN_H, IN_D))))
        return vec4(0.0);
    vec4 v = READ(x, 0, plane * IN_PLANE + (i.z * IN_H + i.y) * IN_W + i.x);
    return mix(v, vec4(0.0), lessThan(v, vec4(0.0)));
}

void main() {
    int index = invocation_index();
    if (index >= COUNT)
        return;
    int o = index % OUT_PLANE, plane = index / OUT_PLANE;
    ivec3 start = ivec3(o % OUT_W, o / OUT_W % OUT_H, o / (OUT_W * OUT_H)) * ivec3(STRIDE_X, STRIDE_Y, STRIDE_Z)
        - ivec3(PAD_X, PAD_Y, PAD_Z);
    vec4 sum = vec4(0.0);
    for (int k = 0; k < TAPS; k++)
        sum += weights_at(plane, start, k);

    int channel = plane / BLOCKS * CHANNELS + plane % BLOCKS * 4;
    vec4 bound;
    for (int lane = 0; lane < 4; lane++)
        bound[lane] = uniform_of((channel + lane) * OUT_PLANE + o) * sum[lane];

    vec4 reached = vec4(0.0), picked = vec4(0.0);
    bvec4 done = bvec4(false);
    for (int k = 0; k < TAPS; k++) {
        vec4 weight = weights_at(plane, start, k);
        bvec4 skip = bvec4(uvec4(done) | uvec4(equal(weight, vec4(0.0))));
        reached += mix(weight, vec4(0.0), skip);
        picked = mix(weight, picked, skip);
        done = bvec4(uvec4(done) | (uvec4(not(skip)) & uvec4(greaterThan(reached, bound))));
    }
    picked = mix(picked, sum, isnan(sum));
    WRITE(y, index, KEEP_CHANNELS(picked, plane % BLOCKS, CHANNELS));
}
