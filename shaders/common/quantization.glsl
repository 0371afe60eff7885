// Which scale and zero point belong to an element of a quantised tensor. Injected: SCALE_AXIS (size of the axis that
// has its own scales; 0 if there is one for all), INNER (elements between neighbours along it), BLOCK (neighbours that
// share a scale; 0 if the scales have no other axis).

int scale_index(int i) {
#if SCALE_AXIS == 0
    return 0;
#elif BLOCK == 0
    return i / INNER % SCALE_AXIS;
#else
    int line = i / (INNER * SCALE_AXIS), block = i / INNER % SCALE_AXIS / BLOCK;
    return (line * ((SCALE_AXIS + BLOCK - 1) / BLOCK) + block) * INNER + i % INNER;
#endif
}
