// SegmentationDecoder: what each cell of an output (1, CLASSES, H, W) is, as MaskResizer.cs has it: the probability of
// the one class on 0..255, or the index of the most probable class, lower index first among equals, NaN last.
// Injected: CLASSES, COUNT (cells), SIGMOID.

#include "common/tensor.glsl"
#include "decode/outputs.glsl"

VECTORS_IN(0, x, OutputBlock);
FLOATS_OUT(1, cells, CellBlock);

void main() {
    int i = invocation_index();
    if (i >= COUNT)
        return;
    float best = AT(x, 0, i);
#if CLASSES == 1
#if SIGMOID
    best = 1.0 / (1.0 + exp(-best));
#endif
    cells.data[i] = best > 0.0 ? 255.0 * min(best, 1.0) : 0.0;
#else
    int found = 0;
    for (int c = 1; c < CLASSES; c++) {
        float score = AT(x, 0, c * COUNT + i);
        if (score > best || (isnan(best) && !isnan(score))) {
            best = score;
            found = c;
        }
    }
    cells.data[i] = float(found);
#endif
}
