// Einstein's summation of up to three linear tensors: products of their elements, summed over the labels that the output
// lacks. An invocation computes one element, the general case and not a fast one. Injected: OPERANDS, OUTPUT_*, SUM_*
// (RANK, SIZES of the walks), A_OUTPUT, A_SUM, B_OUTPUT, ... (strides of each operand along them), LENGTH (terms),
// IS_FLOAT, COUNT.

#include "common/tensor.glsl"
#include "common/strides.glsl"

#if IS_FLOAT
#define TYPE float
#define ELEMENTS_IN FLOATS_IN
FLOATS_OUT(0, y, OutputBlock);
#else
#define TYPE int
#define ELEMENTS_IN INTS_IN
INTS_OUT(0, y, OutputBlock);
#endif

ELEMENTS_IN(1, a, FirstBlock);
DEFINE_WALK(a_output, OUTPUT_RANK, OUTPUT_SIZES, A_OUTPUT)
DEFINE_WALK(a_sum, SUM_RANK, SUM_SIZES, A_SUM)
#if OPERANDS > 1
ELEMENTS_IN(2, b, SecondBlock);
DEFINE_WALK(b_output, OUTPUT_RANK, OUTPUT_SIZES, B_OUTPUT)
DEFINE_WALK(b_sum, SUM_RANK, SUM_SIZES, B_SUM)
#endif
#if OPERANDS > 2
ELEMENTS_IN(3, c, ThirdBlock);
DEFINE_WALK(c_output, OUTPUT_RANK, OUTPUT_SIZES, C_OUTPUT)
DEFINE_WALK(c_sum, SUM_RANK, SUM_SIZES, C_SUM)
#endif

void main() {
    int i = invocation_index();
    if (i >= COUNT)
        return;
    TYPE sum = TYPE(0);
    for (int term = 0; term < LENGTH; term++) {
        TYPE product = a.data[a_output(i) + a_sum(term)];
#if OPERANDS > 1
        product *= b.data[b_output(i) + b_sum(term)];
#endif
#if OPERANDS > 2
        product *= c.data[c_output(i) + c_sum(term)];
#endif
        sum += product;
    }
    y.data[i] = sum;
}
