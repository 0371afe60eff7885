// AnchorGrid.cs: what YOLO v2 to v4 have in common, an output (1, ANCHORS * (5 + CLASSES), ROWS, COLUMNS). An
// invocation looks at one anchor of one cell. Injected besides: SIZES (of the anchors, in input pixels), CELL (the size
// of a cell in input pixels), SCALE_XY, FIRST (order of the first proposal).

#include "common/tensor.glsl"
#include "decode/candidates.glsl"
#include "decode/outputs.glsl"

VECTORS_IN(0, grid, GridBlock);

#define CELLS (ROWS * COLUMNS)

const vec2 sizes[ANCHORS] = SIZES;

// Number `k` of an anchor in a cell: tx, ty, tw, th, objectness, the classes.
float number(int anchor, int cell, int k) {
    return AT(grid, 0, (anchor * (5 + CLASSES) + k) * CELLS + cell);
}

vec4 box_at(int anchor, int cell) {
    vec2 at = vec2(cell % COLUMNS, cell / COLUMNS);
    vec2 shift = vec2(sigmoid(number(anchor, cell, 0)), sigmoid(number(anchor, cell, 1)));
    vec2 scale = vec2(exp(number(anchor, cell, 2)), exp(number(anchor, cell, 3)));
    return box_of((at + SCALE_XY * shift - (SCALE_XY - 1.0) / 2.0) * CELL, scale * sizes[anchor]);
}
