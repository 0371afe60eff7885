// Greedy non-maximum suppression (NonMaxSuppression.cs) among one block of candidates, by one work group, and the
// results (GpuDetections.cs): commands to draw them, their number, the detections in pixels of the frame. Afterwards
// nothing is proposed, for the next frame. Blocks bound the rounds of a loop: llvmpipe ends a shader's after 65535.
// Injected besides that of candidates.glsl: COMMANDS, HEADER (words before the detections).

#include "common/tensor.glsl"
#include "decode/candidates.glsl"

layout(std430, binding = 0) writeonly buffer Results { uint results[]; };

shared uint next;

void write_result(uint i, Candidate found) {
    uint at = uint(HEADER) + 6u * i;
    vec4 box = found.box * to_frame.xzxz + to_frame.ywyw;
    results[at] = uint(found.class_id);
    results[at + 1u] = floatBitsToUint(found.score);
    for (uint edge = 0u; edge < 4u; edge++)
        results[at + 2u + edge] = floatBitsToUint(box[edge]);
}

void main() {
    uint lane = gl_LocalInvocationIndex, first = block * uint(BLOCK), found = kept;
    uint last = min(min(count, uint(TOP)), first + uint(BLOCK));
    // The first of this invocation's places that may still be alive: it has every GROUP_SIZEth.
    uint own = first + lane;
    for (;;) {
        while (own < last && ranked[own] >= SUPPRESSED)
            own += uint(GROUP_SIZE);
        if (lane == 0u)
            next = last;
        barrier();
        atomicMin(next, own);
        barrier();
        uint place = next;
        barrier();
        if (place >= last || found >= max_det)
            break;
        if (own == place)
            own += uint(GROUP_SIZE);
        Candidate better = items[ranked[place]];
        if (lane == 0u)
            write_result(found, better);
        found++;
        for (uint p = own; p < last; p += uint(GROUP_SIZE)) {
            if (ranked[p] < SUPPRESSED && suppresses(better, items[ranked[p]]))
                ranked[p] |= SUPPRESSED;
        }
    }

    if (lane == 0u) {
        for (uint i = 0u; i < uint(COMMANDS); i++)
            results[4u * i + 1u] = found;
        results[4 * COMMANDS] = found;
        kept = found;
        block++;
        proposed = 0u;
        stage = 0u;
    }
}
