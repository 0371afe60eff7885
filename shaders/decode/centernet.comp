// CenterNetDecoder: peaks of a heat map (1, CLASSES, ROWS, COLUMNS). An invocation looks at STEPS vectors of four
// elements, INVOCATIONS of them apart: nearly all are background, so that there would be more invocations than work.
// EDGES: one output with distances to the edges, else sizes and offsets. SIGMOID: the map holds logits, and so does
// `threshold`. Injected besides: CELL (size of a cell in input pixels), FIRST (order of the first).

#include "common/tensor.glsl"
#include "decode/candidates.glsl"
#include "decode/outputs.glsl"

VECTORS_IN(0, heat, HeatBlock);
VECTORS_IN(1, place, PlaceBlock);
#if !EDGES
VECTORS_IN(2, offset, OffsetBlock);
#endif

#define CELLS (ROWS * COLUMNS)

bool is_peak(int map, int row, int column, float value) {
    for (int y = max(row - 1, 0); y <= min(row + 1, ROWS - 1); y++) {
        for (int x = max(column - 1, 0); x <= min(column + 1, COLUMNS - 1); x++) {
            if (AT(heat, 0, map + y * COLUMNS + x) > value)
                return false;
        }
    }
    return true;
}

vec4 box_at(int row, int column) {
    int cell = row * COLUMNS + column;
#if EDGES
    vec2 at = vec2(column, row) * CELL;
    return vec4(at.x - AT(place, 1, cell), at.y - AT(place, 1, CELLS + cell),
        at.x + AT(place, 1, 2 * CELLS + cell), at.y + AT(place, 1, 3 * CELLS + cell));
#else
    vec2 center = vec2(float(column) + AT(offset, 2, cell), float(row) + AT(offset, 2, CELLS + cell)) * CELL;
    return box_of(center, vec2(AT(place, 1, cell), AT(place, 1, CELLS + cell)) * CELL);
#endif
}

void look_at(int i, float value) {
    int class_id = i / CELLS, row = i % CELLS / COLUMNS, column = i % COLUMNS;
    if (is_peak(class_id * CELLS, row, column, value))
        propose(class_id, SIGMOID != 0 ? sigmoid(value) : value, box_at(row, column), FIRST + i);
}

void main() {
    if (invocation_index() >= INVOCATIONS)
        return;
    float lowest = threshold; // in the buffer that proposals are written to, so that it would be read each time
    for (int n = 0; n < STEPS; n++) {
        int i = (n * INVOCATIONS + invocation_index()) * 4;
        if (i >= CLASSES * CELLS)
            return;
        vec4 values = READ(heat, 0, i / 4);
        if (!any(greaterThanEqual(values, vec4(lowest))))
            continue;
        for (int lane = 0; lane < 4; lane++) {
            if (i + lane < CLASSES * CELLS && values[lane] >= lowest)
                look_at(i + lane, values[lane]);
        }
    }
}
