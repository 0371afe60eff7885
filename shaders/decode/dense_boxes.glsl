// The boxes of dense predictions, as the BoxAt of the decoders of C# computes them. Injected: PLACES (predictions that
// lie together; all, but for anchors one after the other), BOX_NUMBERS (of a prediction), BOX_ROW, BOX_COLUMN (elements
// from one prediction, and from one number, to the next); INPUT (size of the network's input, vec2); BOXES, one of:
//   0  centre and size, times SCALE                  1  corners, times SCALE              both with Y_FIRST
//   2  YOLOX: offsets in cells                       3  NanoDet: distributions of distances (BINS, OFFSET)
//   4  SSD: relative to anchors (SIZES, SCALE as divisors of x, y, w, h, OFFSET, EXPONENTIAL, Y_FIRST)
//   5  YOLOv5's raw heads (SIZES: of the anchors in pixels; GRID: columns and rows)
// and for 2 to 4 LEVELS, STRIDES, LEVEL_COLUMNS, LEVEL_ROWS, LEVEL_ANCHORS (arrays), FIRST_ROW (predictions before
// those of this output).

float number(int i, int k) {
    return AT(boxes, 0, i / PLACES * (PLACES * BOX_NUMBERS) + i % PLACES * BOX_ROW + k * BOX_COLUMN);
}

#if BOXES >= 2 && BOXES <= 4
const int strides[LEVELS] = STRIDES;
const int level_columns[LEVELS] = LEVEL_COLUMNS;
const int level_rows[LEVELS] = LEVEL_ROWS;
const int level_anchors[LEVELS] = LEVEL_ANCHORS;

// GridLevels.At: column, row, level, and anchor among those of all levels.
ivec4 cell_of(int i) {
    int left = i + FIRST_ROW, anchors = 0;
    for (int level = 0; level < LEVELS; level++) {
        int count = level_columns[level] * level_rows[level] * level_anchors[level];
        if (left < count) {
            int cell = left / level_anchors[level];
            return ivec4(cell % level_columns[level], cell / level_columns[level], level,
                anchors + left % level_anchors[level]);
        }
        left -= count;
        anchors += level_anchors[level];
    }
    return ivec4(0);
}
#endif

#if BOXES == 3
// The mean of a distribution, in cells.
float distance_to(int i, int edge) {
    int first = BOX_NUMBERS - 4 * BINS + edge * BINS;
    float largest = number(i, first), sum = 0.0, mean = 0.0;
    for (int k = 1; k < BINS; k++)
        largest = max(largest, number(i, first + k));
    for (int k = 0; k < BINS; k++) {
        float weight = exp(number(i, first + k) - largest);
        sum += weight;
        mean += float(k) * weight;
    }
    return mean / sum;
}
#endif

#if BOXES == 4 || BOXES == 5
const vec2 sizes[] = SIZES;
#endif

vec4 box_at(int i) {
#if BOXES == 3
    ivec4 cell = cell_of(i);
    float stride = float(strides[cell.z]);
    vec2 at = (vec2(cell.xy) + OFFSET) * stride;
    vec4 box = vec4(at - vec2(distance_to(i, 0), distance_to(i, 1)) * stride,
        at + vec2(distance_to(i, 2), distance_to(i, 3)) * stride);
    // What is not finite must not become so by clamping.
    return is_finite(box.x) && is_finite(box.y) && is_finite(box.z) && is_finite(box.w)
        ? vec4(max(box.xy, vec2(0.0)), min(box.zw, INPUT)) : vec4(0.0);
#else
    vec4 v = vec4(number(i, 0), number(i, 1), number(i, 2), number(i, 3));
#if BOXES == 2
    ivec4 cell = cell_of(i);
    float stride = float(strides[cell.z]);
    return box_of((vec2(cell.xy) + v.xy) * stride, exp(v.zw) * stride);
#elif BOXES == 5
    int place = i % PLACES;
    vec2 at = vec2(place % int(GRID.x), place / int(GRID.x));
    vec2 center = at + 2.0 * vec2(sigmoid(v.x), sigmoid(v.y)) - 0.5;
    vec2 size = 2.0 * vec2(sigmoid(v.z), sigmoid(v.w));
    return box_of(center * INPUT / GRID, size * size * sizes[i / PLACES]);
#else
#if Y_FIRST
    v = v.yxwz;
#endif
#if BOXES == 4
    ivec4 cell = cell_of(i);
    vec2 grid = vec2(level_columns[cell.z], level_rows[cell.z]), size = sizes[cell.w], scale = v.zw / SCALE.zw;
#if EXPONENTIAL
    scale = exp(scale);
#endif
    return box_of(((vec2(cell.xy) + OFFSET) / grid + size * v.xy / SCALE.xy) * INPUT, scale * size * INPUT);
#else
    v *= SCALE.xyxy;
    return BOXES == 0 ? box_of(v.xy, v.zw) : v;
#endif
#endif
#endif
}
