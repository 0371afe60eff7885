// Functions of two integer tensors that broadcast against each other, element by element, on 32-bit words of linear
// tensors; small types wrap around. Injected: TYPE (int, or uint for unsigned 32-bit), OPERATION (a name below), BITS,
// IS_SIGNED, IS_FLOAT (0), HIGH, WALK_*, A_STRIDES, B_STRIDES, COUNT.

#include "common/tensor.glsl"
#include "common/strides.glsl"
#include "common/integers.glsl"

INTS_IN(0, a, LeftBlock);
INTS_IN(1, b, RightBlock);
INTS_OUT(2, y, OutputBlock);

DEFINE_WALK(left, WALK_RANK, WALK_SIZES, A_STRIDES)
DEFINE_WALK(right, WALK_RANK, WALK_SIZES, B_STRIDES)

bool is_minus_one(TYPE v) { return IS_SIGNED != 0 && v == TYPE(-1); }

TYPE bitwise_and(TYPE u, TYPE v) { return u & v; }
TYPE bitwise_or(TYPE u, TYPE v) { return u | v; }
TYPE bitwise_xor(TYPE u, TYPE v) { return u ^ v; }
TYPE bitwise_not(TYPE u, TYPE v) { return ~u; }
TYPE bitwise_shift_left(TYPE u, TYPE v) { return uint(v) < uint(BITS) ? u << int(v) : TYPE(0); }
TYPE bitwise_shift_right(TYPE u, TYPE v) { return uint(v) < uint(BITS) ? u >> int(v) : TYPE(0); }
TYPE add(TYPE u, TYPE v) { return u + v; }
TYPE sub(TYPE u, TYPE v) { return u - v; }
TYPE mul(TYPE u, TYPE v) { return u * v; }
TYPE smaller(TYPE u, TYPE v) { return min(u, v); }
TYPE larger(TYPE u, TYPE v) { return max(u, v); }

// GLSL leaves the quotient and remainder of negative integers open: they are made from the magnitudes. Zero divides
// to 0, and the most negative integer divided by -1 stays itself.
TYPE div(TYPE u, TYPE v) {
#if IS_SIGNED
    if (v == 0)
        return 0;
    uint quotient = uint(u < 0 ? -u : u) / uint(v < 0 ? -v : v);
    return (u < 0) != (v < 0) ? -int(quotient) : int(quotient);
#else
    return v == TYPE(0) ? TYPE(0) : u / v;
#endif
}

TYPE fmod(TYPE u, TYPE v) { return v == TYPE(0) || is_minus_one(v) ? TYPE(0) : u - v * div(u, v); }

TYPE mod_floor(TYPE u, TYPE v) {
    TYPE r = fmod(u, v);
    return r != TYPE(0) && (r < TYPE(0)) != (v < TYPE(0)) ? r + v : r;
}

// Negative exponents give the truncated real power: 0 but for bases of 1, -1, and 0, whose infinite one is saturated.
TYPE power(TYPE u, TYPE exponent) {
    int v = int(exponent);
    if (v < 0) {
        bool odd = (v & 1) != 0;
        return u == TYPE(0) ? TYPE(HIGH) : u == TYPE(1) || (is_minus_one(u) && !odd) ? TYPE(1)
            : is_minus_one(u) ? u : TYPE(0);
    }
    TYPE result = TYPE(1);
    for (; v > 0; v >>= 1) {
        if ((v & 1) != 0)
            result *= u;
        u *= u;
    }
    return result;
}

void main() {
    int i = invocation_index();
    if (i < COUNT)
        y.data[i] = wrap(int(OPERATION(TYPE(a.data[left(i)]), TYPE(b.data[right(i)]))));
}
