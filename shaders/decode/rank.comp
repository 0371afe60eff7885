// The place of each candidate: the number of better ones. Injected: that of candidates.glsl.

#include "common/tensor.glsl"
#include "decode/candidates.glsl"

shared uvec2 tile[GROUP_SIZE];

void main() {
    uint lane = gl_LocalInvocationIndex, i = gl_GlobalInvocationID.x, place = 0u;
    uvec2 own = i < count ? uvec2(items[i].key, items[i].order) : uvec2(0u);
    for (uint start = 0u; start < count; start += uint(GROUP_SIZE)) {
        if (start + lane < count)
            tile[lane] = uvec2(items[start + lane].key, items[start + lane].order);
        barrier();
        uint length = min(uint(GROUP_SIZE), count - start);
        for (uint j = 0u; j < length; j++) {
            uvec2 other = tile[j];
            if (other.x < own.x || (other.x == own.x && other.y < own.y))
                place++;
        }
        barrier();
    }
    if (i < count)
        ranked[place] = i;
}
