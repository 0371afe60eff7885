// Suppresses the candidates after the blocks that are done by those that the last of these kept. Injected: that of
// candidates.glsl.

#include "common/tensor.glsl"
#include "decode/candidates.glsl"

void main() {
    uint end = block * uint(BLOCK), p = end + gl_GlobalInvocationID.x;
    if (p >= min(count, uint(TOP)) || ranked[p] >= SUPPRESSED || kept >= max_det)
        return;
    Candidate other = items[ranked[p]];
    for (uint q = end - uint(BLOCK); q < end; q++) {
        if (ranked[q] < SUPPRESSED && suppresses(items[ranked[q]], other)) {
            ranked[p] |= SUPPRESSED;
            return;
        }
    }
}
