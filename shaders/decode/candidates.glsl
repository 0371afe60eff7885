// What a detector proposes for one frame, on its way to results. The shaders of this folder run in this order:
//
//   NAME.comp       once for each output: proposes what counts, in any order
//   select.comp     finds out whether there were more than CAPACITY. If so, three more stages of NAME.comp and
//                   select.comp find the last one that counts, and another of NAME.comp keeps those up to it; if not,
//                   these are dispatches of no groups
//   rank.comp       orders them: best score first, earlier found first among equals
//   suppress.comp   non-maximum suppression of the first BLOCK of them, into the buffer of results
//   sweep.comp      suppresses what comes after by what was kept; then both again for each further block, if any
//
// Injected: CAPACITY, TOP (candidates that count), OUTPUTS (dispatches of NAME.comp), CLASS_VECTORS, BLOCK, BLOCKS (in
// TOP).

#define DIGIT_BITS 18
#define ORDER_BITS 22
#define DIGITS (1 << DIGIT_BITS)

struct Candidate {
    uint key;   // descending score: a smaller key is a better one
    uint order; // in which the CPU's decoder would have found it
    int class_id;
    float score;
    vec4 box;   // left, top, right, bottom in pixels of the network's input
};

layout(std430, binding = 3) buffer Candidates {
    // Options, which may change from frame to frame.
    vec4 to_frame;        // scale and offset of x, then of y
    float conf;
    float threshold;      // conf in the unit of the scores that a shader compares, a logit perhaps
    float iou;
    uint max_det;
    uint agnostic;
    uint reserved[3];
    uvec4 counting[CLASS_VECTORS]; // a bit for each class
    // The state of the frame under way.
    uint proposed;        // in this stage
    uint count;           // that are kept
    uint stage;           // 0: all are kept; 1 to 3: that digit of the last one that counts is looked for; 4: up to it
    uint wanted;          // rank of that one among those that share the digits known
    uint digits[3];       // of that one
    uint total;           // proposed in stage 0
    uint block;           // to be suppressed next
    uint kept;            // results so far
    uint unused[2];
    Candidate items[CAPACITY];
    uint ranked[CAPACITY];
    uint histogram[DIGITS];
    // Of indirect dispatches: for each output, select, rank, and two for each block.
    uint groups[3 * (OUTPUTS + 2 + 2 * BLOCKS)];
};

// Marks a place in `ranked`.
#define SUPPRESSED 0x80000000u

bool is_finite(float v) {
    return (floatBitsToUint(v) & 0x7F800000u) != 0x7F800000u;
}

float sigmoid(float v) {
    return 1.0 / (1.0 + exp(-v));
}

vec4 box_of(vec2 center, vec2 size) {
    return vec4(center - size / 2.0, center + size / 2.0);
}

float area(vec4 box) {
    return max(0.0, box.z - box.x) * max(0.0, box.w - box.y);
}

float overlap(vec4 a, vec4 b) {
    float width = min(a.z, b.z) - max(a.x, b.x);
    float height = min(a.w, b.w) - max(a.y, b.y);
    if (!(width > 0.0) || !(height > 0.0))
        return 0.0;
    return width * height / (area(a) + area(b) - width * height);
}

bool suppresses(Candidate better, Candidate other) {
    return (agnostic != 0u || other.class_id == better.class_id) && overlap(better.box, other.box) > iou;
}

bool counts(int class_id) {
    return (counting[class_id >> 7][(class_id >> 5) & 3] >> (class_id & 31) & 1u) != 0u;
}

// ScoreKey.cs: the order-preserving map of a float to an unsigned integer, upside down.
uint key_of(float score) {
    uint bits = score == 0.0 ? 0u : floatBitsToUint(score);
    return (bits & 0x80000000u) != 0u ? bits : ~(bits | 0x80000000u);
}

// A digit of the number that orders candidates: 32 bits of the key, then ORDER_BITS of the order.
uint digit_of(uint key, uint order, uint index) {
    return index == 0u ? key >> 14 : index == 1u ? (key & 0x3FFFu) << 4 | order >> 18 : order & 0x3FFFFu;
}

// True if the first digits are those that are known.
bool shares_digits(uint key, uint order, uint known) {
    for (uint i = 0u; i < known; i++) {
        if (digit_of(key, order, i) != digits[i])
            return false;
    }
    return true;
}

bool is_past_last(uint key, uint order) {
    for (uint i = 0u; i < 3u; i++) {
        uint digit = digit_of(key, order, i);
        if (digit != digits[i])
            return digit > digits[i];
    }
    return false;
}

// Proposes an object; one whose score or box is not finite, or whose box is empty, is dropped (CandidateList.cs).
void propose(int class_id, float score, vec4 box, int order) {
    vec2 size = box.zw - box.xy;
    if (!counts(class_id) || !is_finite(score) || !is_finite(size.x) || !is_finite(size.y) || !(size.x > 0.0)
        || !(size.y > 0.0))
        return;
    uint key = key_of(score);
    uint place = uint(order);
    if (stage == 0u || stage == 4u) {
        if (stage == 4u && is_past_last(key, place))
            return;
        uint i = atomicAdd(proposed, 1u);
        if (i < uint(CAPACITY))
            items[i] = Candidate(key, place, class_id, score, box);
    } else if (shares_digits(key, place, stage - 1u)) {
        atomicAdd(histogram[digit_of(key, place, stage - 1u)], 1u);
    }
}
