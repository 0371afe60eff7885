// Integers as 32-bit words. Injected: BITS and IS_SIGNED (of the element type), IS_FLOAT.

// The low BITS bits as an element: arithmetic of small types wraps around.
int wrap(int v) {
    return BITS == 32 ? v : IS_SIGNED != 0 ? bitfieldExtract(v, 0, BITS) : int(bitfieldExtract(uint(v), 0, BITS));
}

// An integer that is ordered as the element that a word stands for: zeros of both signs are equal, NaN comes last.
int ordered(int word) {
#if IS_FLOAT
    int magnitude = word & 0x7FFFFFFF;
    return magnitude > 0x7F800000 ? 0x7FFFFFFF : word < 0 ? -magnitude : magnitude;
#else
    return IS_SIGNED != 0 ? word : word ^ int(0x80000000u);
#endif
}
