// Reverses the first elements along one of the first two axes, as many as is said for each position of the other one:
// 32-bit words of a linear tensor. Injected: FIRST, SECOND (sizes of the axes), INNER (elements of a position),
// BATCH_FIRST (the first axis has the lengths), COUNT.

#include "common/tensor.glsl"

INTS_IN(0, x, InputBlock);
INTS_IN(1, lengths, LengthBlock);
INTS_OUT(2, y, OutputBlock);

void main() {
    int i = invocation_index();
    if (i >= COUNT)
        return;
    int first = i / (INNER * SECOND), second = i / INNER % SECOND;
    int batch = BATCH_FIRST != 0 ? first : second, time = BATCH_FIRST != 0 ? second : first;
    int reversed = min(lengths.data[batch], BATCH_FIRST != 0 ? SECOND : FIRST);
    int from = time < reversed ? reversed - 1 - time : time;
    int source = BATCH_FIRST != 0 ? batch * SECOND + from : from * SECOND + batch;
    y.data[i] = x.data[source * INNER + i % INNER];
}
