// Regions of packed pictures: every output element pools a grid of interpolated samples. Injected: BATCH, IN_H, IN_W,
// OUT_H, OUT_W, CHANNELS, COUNT (vectors of the output), RATIO (samples along a side, 0 for one a pixel), SCALE, OFFSET,
// AT_LEAST_ONE (pixel is the smallest region), IS_MAX (of weighted elements; else the mean of the samples).

#include "common/tensor.glsl"
#include "common/numbers.glsl"

VECTORS_IN(0, x, InputBlock);
FLOATS_IN(1, regions, RegionBlock);
INTS_IN(2, pictures, PictureBlock);
VECTORS_OUT(3, y, OutputBlock);

#define BLOCKS ((CHANNELS + 3) / 4)
#define MAX_SAMPLES 16777216.0

// The samples of a bin along one axis; those before `begin` and from `end` on lie outside of the picture.
struct Samples {
    float first;
    float size;
    float count;
    int begin;
    int end;
};

Samples samples_along(float from, float to, int bin, int bins, int extent) {
    Samples s;
    float start = from * SCALE - OFFSET;
    float extension = to * SCALE - OFFSET - start;
#if AT_LEAST_ONE
    extension = max(extension, 1.0);
#endif
    s.size = extension / float(bins);
    s.count = RATIO > 0 ? float(RATIO) : max(ceil(s.size), 0.0);
    s.first = start + float(bin) * s.size;
    s.begin = 0;
    s.end = 0;
    if (s.count >= 1.0 && s.count <= MAX_SAMPLES) {
        float interval = s.size / s.count;
        float a = (-1.0 - s.first) / interval, b = (float(extent) - s.first) / interval;
        bool known = !isnan(a) && !isnan(b);
        s.begin = known ? int(clamp(floor(min(a, b)) - 1.0, 0.0, s.count)) : 0;
        s.end = known ? int(clamp(ceil(max(a, b)) + 1.0, 0.0, s.count)) : int(s.count);
    }
    return s;
}

bool is_near(float position, int extent) {
    return position >= -1.0 && position <= float(extent);
}

// The lower of the two elements around a position, whose fraction it leaves in `t`.
int lower_element(float position, int extent, out float t) {
    float p = max(position, 0.0);
    int at = min(int(p), extent - 1);
    t = at >= extent - 1 ? 0.0 : p - float(at);
    return at;
}

void main() {
    int index = invocation_index();
    if (index >= COUNT)
        return;
    int column = index % OUT_W, row = index / OUT_W % OUT_H;
    int block = index / (OUT_W * OUT_H) % BLOCKS, region = index / (OUT_W * OUT_H * BLOCKS);
    int picture = pictures.data[region];
    picture = clamp(picture < 0 ? picture + BATCH : picture, 0, BATCH - 1);
    int plane = (picture * BLOCKS + block) * (IN_H * IN_W);
    Samples rows = samples_along(regions.data[4 * region + 1], regions.data[4 * region + 3], row, OUT_H, IN_H);
    Samples columns = samples_along(regions.data[4 * region], regions.data[4 * region + 2], column, OUT_W, IN_W);

    vec4 acc = vec4(IS_MAX ? -INFINITY : 0.0);
    float taken = 0.0;
    for (int i = rows.begin; i < rows.end; i++) {
        float iy = rows.first + (float(i) + 0.5) * rows.size / rows.count;
        if (!is_near(iy, IN_H))
            continue;
        float ty;
        int top = lower_element(iy, IN_H, ty), bottom = min(top + 1, IN_H - 1);
        for (int j = columns.begin; j < columns.end; j++) {
            float ix = columns.first + (float(j) + 0.5) * columns.size / columns.count;
            if (!is_near(ix, IN_W))
                continue;
            float tx;
            int left = lower_element(ix, IN_W, tx), right = min(left + 1, IN_W - 1);
            vec4 a = READ(x, 0, plane + top * IN_W + left) * ((1.0 - ty) * (1.0 - tx));
            vec4 b = READ(x, 0, plane + top * IN_W + right) * ((1.0 - ty) * tx);
            vec4 c = READ(x, 0, plane + bottom * IN_W + left) * (ty * (1.0 - tx));
            vec4 d = READ(x, 0, plane + bottom * IN_W + right) * (ty * tx);
            taken++;
            if (IS_MAX)
                acc = larger(acc, larger(larger(a, b), larger(c, d)));
            else
                acc += a + b + c + d;
        }
    }

    float count = rows.count * columns.count;
    if (!IS_MAX)
        acc /= max(count, 1.0);
    else if (taken == 0.0 || !(taken >= count))
        acc = larger(acc, vec4(0.0));
    WRITE(y, index, KEEP_CHANNELS(acc, block, CHANNELS));
}
