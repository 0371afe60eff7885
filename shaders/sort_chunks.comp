// Sorts rows of keys in chunks of CHUNK, ascending and stable: an invocation counts the keys of its chunk that stand
// before its own. Output: pairs of key and position in the row. Injected: LENGTH (of a row), CHUNK, COUNT (keys).

#include "common/tensor.glsl"

INTS_IN(0, keys, KeyBlock);
INTS_OUT(1, pairs, PairBlock);

void main() {
    int i = invocation_index();
    if (i >= COUNT)
        return;
    int position = i % LENGTH, row = i - position;
    int first = position / CHUNK * CHUNK, end = min(first + CHUNK, LENGTH);
    int key = keys.data[i], to = row + first;
    for (int j = first; j < end; j++) {
        int other = keys.data[row + j];
        to += other < key || (other == key && j < position) ? 1 : 0;
    }
    pairs.data[2 * to] = key;
    pairs.data[2 * to + 1] = position;
}
