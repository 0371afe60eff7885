// YoloV1Decoder: GRID * GRID cells of BOXES boxes with CLASSES classes; one box of one cell an invocation. PLANES:
// darknet's order of the numbers, else cell by cell. Injected: GRID, BOXES, CLASSES, PLANES, SQUARE_ROOT, INPUT (size
// of the network's input, vec2), FIRST (order of the first proposal).

#include "common/tensor.glsl"
#include "decode/candidates.glsl"
#include "decode/outputs.glsl"

VECTORS_IN(0, x, OutputBlock);

#define CELLS (GRID * GRID)
#define NUMBER(i) AT(x, 0, i)

void main() {
    int i = invocation_index();
    if (i >= CELLS * BOXES)
        return;
    int cell = i / BOXES, start = cell * (5 * BOXES + CLASSES);
#if PLANES
    int place = CELLS * (CLASSES + BOXES) + 4 * i, sureness = CELLS * CLASSES + i, classes = cell * CLASSES;
#else
    int place = start + 5 * (i % BOXES), sureness = place + 4, classes = start + 5 * BOXES;
#endif
    float confidence = NUMBER(sureness);
    if (!(confidence >= conf))
        return;
    vec2 size = vec2(NUMBER(place + 2), NUMBER(place + 3));
#if SQUARE_ROOT
    size *= size;
#endif
    vec2 center = (vec2(cell % GRID, cell / GRID) + vec2(NUMBER(place), NUMBER(place + 1))) / float(GRID);
    vec4 box = box_of(center * INPUT, size * INPUT);
    for (int c = 0; c < CLASSES; c++) {
        float score = confidence * NUMBER(classes + c);
        if (score >= conf)
            propose(c, score, box, FIRST + i * CLASSES + c);
    }
}
