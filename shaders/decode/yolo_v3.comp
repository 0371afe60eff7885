// YoloV3Decoder: the score of a class is sigmoid(objectness) * sigmoid(logit), each output on its own. Injected: that
// of anchor_grid.glsl.

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
    for (int c = 0; c < CLASSES; c++) {
        float score = objectness * sigmoid(number(anchor, cell, 5 + c));
        if (score >= conf)
            propose(c, score, box, FIRST + i * CLASSES + c);
    }
}
