// DenseDecoder: ROWS predictions of scores and a box each, one an invocation, which proposes its best class or, with
// MULTI_LABEL, every class that counts. Injected: that of dense_boxes.glsl, and ROWS; SCORES_APART (scores are an output
// of their own), SCORE_NUMBERS, SCORE_ROW, SCORE_COLUMN (as for boxes); FIRST_CLASS, CLASSES; OBJECTNESS (number of the
// score that multiplies all classes, or -1); FUNCTION (ScoreFunction: 0 none, 1 sigmoid, 2 softmax); MULTI_LABEL; FIRST
// (order of the first proposal).

#include "common/tensor.glsl"
#include "decode/candidates.glsl"
#include "decode/outputs.glsl"

VECTORS_IN(0, boxes, BoxBlock);
#if SCORES_APART
VECTORS_IN(1, scores, ScoreBlock);
#endif

#include "decode/dense_boxes.glsl"

float score_number(int i, int k) {
    int at = i / PLACES * (PLACES * SCORE_NUMBERS) + i % PLACES * SCORE_ROW + k * SCORE_COLUMN;
#if SCORES_APART
    return AT(scores, 1, at);
#else
    return AT(boxes, 0, at);
#endif
}

void main() {
    int i = invocation_index();
    if (i >= ROWS)
        return;
    float weight = 1.0;
#if OBJECTNESS >= 0
    weight = score_number(i, OBJECTNESS);
#if FUNCTION == 1
    weight = sigmoid(weight);
#endif
    if (!(weight >= conf))
        return;
#endif
#if FUNCTION == 2
    float largest = score_number(i, 0), sum = 0.0;
    for (int k = 1; k < SCORE_NUMBERS; k++)
        largest = max(largest, score_number(i, k));
    for (int k = 0; k < SCORE_NUMBERS; k++)
        sum += exp(score_number(i, k) - largest);
#endif
    int best_class = -1;
    float best = conf;
    for (int c = 0; c < CLASSES; c++) {
        float value = score_number(i, FIRST_CLASS + c);
#if FUNCTION == 1
        float score = weight * sigmoid(value);
#elif FUNCTION == 2
        float score = weight * (exp(value - largest) / sum);
#else
        float score = weight * value;
#endif
        if (!(score >= conf))
            continue;
#if MULTI_LABEL
        propose(c, score, box_at(i), FIRST + i * CLASSES + c);
#else
        if (best_class < 0 || score > best) {
            best_class = c;
            best = score;
        }
#endif
    }
    if (best_class >= 0)
        propose(best_class, best, box_at(i), FIRST + i);
}
