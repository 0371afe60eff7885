// Products of integer matrices, exact: an invocation computes one element. Tensors are linear; the zero points are
// subtracted already. Batches start where the table says: A's offset, then B's, of each. Injected: M, N, K, COUNT.

#include "common/tensor.glsl"

INTS_IN(0, a, LeftBlock);
INTS_IN(1, b, RightBlock);
INTS_OUT(2, y, OutputBlock);
INTS_IN(3, starts, StartBlock);

void main() {
    int i = invocation_index();
    if (i >= COUNT)
        return;
    int batch = i / (M * N);
    int left = starts.data[2 * batch] + i / N % M * K, right = starts.data[2 * batch + 1] + i % N;
    int sum = 0;
    for (int k = 0; k < K; k++)
        sum += a.data[left + k] * b.data[right + k * N];
    y.data[i] = sum;
}
