// Which floats of a linear tensor are not a number, or infinite; by their bits, which no compiler reasons about. Injected:
// IS_NAN, NEGATIVE, POSITIVE (which count), COUNT.

#include "common/tensor.glsl"

INTS_IN(0, x, InputBlock);
INTS_OUT(1, y, OutputBlock);

void main() {
    int i = invocation_index();
    if (i >= COUNT)
        return;
    int word = x.data[i], magnitude = word & 0x7FFFFFFF;
    bool is_infinite = magnitude == 0x7F800000 && (word < 0 ? NEGATIVE != 0 : POSITIVE != 0);
    y.data[i] = (IS_NAN != 0 && magnitude > 0x7F800000) || is_infinite ? 1 : 0;
}
