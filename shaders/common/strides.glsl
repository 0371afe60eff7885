// Walks over tensors, whose axes the CPU has merged where they lie next to one another in memory.

// Defines `name`: the element that index `i` of a walk over `sizes` reads. All are constants, so that the loop unrolls.
#define DEFINE_WALK(name, rank, sizes, strides) \
int name(int i) { \
    const int size[rank] = sizes; \
    const int stride[rank] = strides; \
    int element = 0; \
    for (int axis = rank - 1; axis >= 0; axis--) { \
        element += i % size[axis] * stride[axis]; \
        i /= size[axis]; \
    } \
    return element; \
}
