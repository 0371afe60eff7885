// YoloV2Decoder: the score of a class is sigmoid(objectness) times its softmax; without classes there is one, and its
// score is the objectness. Injected: that of anchor_grid.glsl.

#include "decode/anchor_grid.glsl"

void main() {
    int i = invocation_index();
    if (i >= ANCHORS * CELLS)
        return;
    int anchor = i / CELLS, cell = i % CELLS;
    float objectness = sigmoid(number(anchor, cell, 4));
    if (!(objectness >= conf))
        return;
    vec4 box = box_at(anchor, cell);
#if CLASSES == 0
    propose(0, objectness, box, FIRST + i);
#else
    float top = number(anchor, cell, 5), sum = 0.0;
    for (int c = 1; c < CLASSES; c++)
        top = max(top, number(anchor, cell, 5 + c));
    for (int c = 0; c < CLASSES; c++)
        sum += exp(number(anchor, cell, 5 + c) - top);
    for (int c = 0; c < CLASSES; c++) {
        float score = objectness * exp(number(anchor, cell, 5 + c) - top) / sum;
        if (score >= conf)
            propose(c, score, box, FIRST + i * CLASSES + c);
    }
#endif
}
