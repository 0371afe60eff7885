// After each stage of proposals but the last, by one work group: the dispatches to come, and the digit looked for.
// Injected besides that of candidates.glsl: AGAIN (groups of each dispatch of proposals), WIDE_GROUP (invocations of a
// work group of rank.comp and sweep.comp).

#include "common/tensor.glsl"
#include "decode/candidates.glsl"

#define SHARE (DIGITS / GROUP_SIZE)

const uint again[OUTPUTS] = AGAIN;

shared uint sums[GROUP_SIZE];

void repeat_proposals(bool yes, bool and_select) {
    for (int i = 0; i < OUTPUTS; i++)
        groups[3 * i] = yes ? again[i] : 0u;
    groups[3 * OUTPUTS] = and_select ? 1u : 0u;
}

uint groups_of(uint invocations) {
    return (invocations + uint(WIDE_GROUP - 1)) / uint(WIDE_GROUP);
}

void find_digit() {
    uint lane = gl_LocalInvocationIndex, first = lane * uint(SHARE), sum = 0u;
    for (uint i = first; i < first + uint(SHARE); i++)
        sum += histogram[i];
    sums[lane] = sum;
    barrier();
    uint before = 0u;
    for (uint i = 0u; i < lane; i++)
        before += sums[i];
    uint rank = wanted;
    barrier();
    for (uint i = first; i < first + uint(SHARE); i++) {
        uint here = histogram[i];
        if (before < rank && rank <= before + here) {
            digits[stage - 1u] = i;
            wanted = rank - before;
        }
        before += here;
        histogram[i] = 0u;
    }
    barrier();
}

void main() {
    bool looked = stage != 0u;
    barrier(); // before it changes
    if (looked)
        find_digit();
    if (gl_LocalInvocationIndex != 0u)
        return;
    if (stage == 0u) {
        bool overflow = proposed > uint(CAPACITY);
        total = proposed;
        count = min(proposed, uint(CAPACITY));
        wanted = count;
        groups[3 * (OUTPUTS + 1)] = groups_of(count);
        block = 0u;
        kept = 0u;
        for (uint i = 0u; i < uint(BLOCKS); i++) {
            uint first = 3u * (uint(OUTPUTS) + 2u + 2u * i), next = (i + 1u) * uint(BLOCK);
            groups[first] = i == 0u || count > i * uint(BLOCK) ? 1u : 0u;
            groups[first + 3u] = groups_of(max(min(count, uint(TOP)), next) - next);
        }
        repeat_proposals(overflow, overflow);
        if (!overflow)
            return;
    }
    stage++;
    if (stage == 4u) {
        proposed = 0u;
        repeat_proposals(true, false);
    }
}
