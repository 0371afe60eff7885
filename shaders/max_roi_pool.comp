// The largest elements of bins of regions of packed pictures. Injected: BATCH, IN_H, IN_W, OUT_H, OUT_W, CHANNELS, COUNT
// (vectors of the output), SCALE.

#include "common/tensor.glsl"
#include "common/numbers.glsl"

VECTORS_IN(0, x, InputBlock);
FLOATS_IN(1, regions, RegionBlock);
VECTORS_OUT(2, y, OutputBlock);

#define BLOCKS ((CHANNELS + 3) / 4)
#define FAR 16777216.0

// The pixel of a coordinate, ties away from zero.
float pixel_of(float coordinate) {
    float p = coordinate * SCALE;
    return isnan(p) ? 0.0 : clamp(sign(p) * floor(abs(p) + 0.5), -FAR, FAR);
}

// First pixel of a bin and the one after its last.
ivec2 bin_along(float from, float to, int bin, int bins, int extent) {
    float start = pixel_of(from);
    float size = max(pixel_of(to) - start + 1.0, 1.0) / float(bins);
    vec2 ends = vec2(floor(float(bin) * size), ceil(float(bin + 1) * size)) + start;
    return ivec2(clamp(ends, 0.0, float(extent)));
}

void main() {
    int index = invocation_index();
    if (index >= COUNT)
        return;
    int column = index % OUT_W, row = index / OUT_W % OUT_H;
    int block = index / (OUT_W * OUT_H) % BLOCKS, region = 5 * (index / (OUT_W * OUT_H * BLOCKS));
    float picture = regions.data[region];
    int n = isnan(picture) ? 0 : int(clamp(picture, 0.0, float(BATCH - 1)));
    int plane = (n * BLOCKS + block) * (IN_H * IN_W);
    ivec2 rows = bin_along(regions.data[region + 2], regions.data[region + 4], row, OUT_H, IN_H);
    ivec2 columns = bin_along(regions.data[region + 1], regions.data[region + 3], column, OUT_W, IN_W);

    vec4 acc = vec4(rows.x < rows.y && columns.x < columns.y ? -INFINITY : 0.0);
    for (int iy = rows.x; iy < rows.y; iy++) {
        for (int ix = columns.x; ix < columns.y; ix++)
            acc = larger(acc, READ(x, 0, plane + iy * IN_W + ix));
    }
    WRITE(y, index, KEEP_CHANNELS(acc, block, CHANNELS));
}
