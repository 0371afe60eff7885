// Merges neighbouring sorted runs of pairs (see sort_chunks.comp) of each row: an invocation searches the other run for
// the place of its pair. Pairs of the left run stand before equal ones of the right. The length of a run comes in a
// table, so that one program does all passes. Injected: LENGTH (of a row), COUNT (pairs).

#include "common/tensor.glsl"

INTS_IN(0, x, InputBlock);
INTS_OUT(1, y, OutputBlock);
INTS_IN(2, pass, PassBlock);

void main() {
    int i = invocation_index();
    if (i >= COUNT)
        return;
    int run_length = pass.data[0];
    int position = i % LENGTH, row = i - position, run = position / run_length;
    int key = x.data[2 * i];
    bool is_right = run % 2 == 1;
    int other = (is_right ? run - 1 : run + 1) * run_length;
    int low = min(other, LENGTH), high = min(other + run_length, LENGTH), start = low;
    while (low < high) {
        int middle = (low + high) / 2;
        int found = x.data[2 * (row + middle)];
        if (found < key || (is_right && found == key))
            low = middle + 1;
        else
            high = middle;
    }
    int to = row + run / 2 * 2 * run_length + position % run_length + low - start;
    y.data[2 * to] = key;
    y.data[2 * to + 1] = x.data[2 * i + 1];
}
