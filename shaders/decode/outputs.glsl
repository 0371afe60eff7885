// Outputs of a network as decoders read them: linear, bound as vectors (common/tensor.glsl).

// Element `i` of an output.
#define AT(name, slot, i) READ(name, slot, (i) >> 2)[(i) & 3]
