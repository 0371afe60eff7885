// A mask's cells brought to a texture over the whole frame: interpolated, or the nearest (MaskResizer.cs). Axes: for
// each column of the texture, then for each row, the two cells around it, the first -1 where the network saw nothing,
// and the second one's weight. The texture has one channel of 8 bits, or four alike where OpenGL writes no single one.
// Injected: COLUMNS (of the cells), NEAREST, FORMAT (of the texture).

#include "common/tensor.glsl"

layout(binding = 0, FORMAT) writeonly uniform highp image2D mask;
FLOATS_IN(0, cells, CellBlock);
INTS_IN(1, axes, AxisBlock);

ivec3 axis(int i) {
    return ivec3(axes.data[3 * i], axes.data[3 * i + 1], axes.data[3 * i + 2]);
}

float cell(int row, int column) {
    return cells.data[row * COLUMNS + column];
}

void main() {
    ivec2 size = imageSize(mask), at = ivec2(invocation_index() % size.x, invocation_index() / size.x);
    if (at.y >= size.y)
        return;
    ivec3 x = axis(at.x), y = axis(size.x + at.y);
    float weight_x = intBitsToFloat(x.z), weight_y = intBitsToFloat(y.z), value = 0.0;
    if (x.x >= 0 && y.x >= 0) {
#if NEAREST
        value = cell(weight_y < 0.5 ? y.x : y.y, weight_x < 0.5 ? x.x : x.y);
#else
        float left = cell(y.x, x.x), right = cell(y.x, x.y);
        float upper = left + weight_x * (right - left);
        left = cell(y.y, x.x);
        right = cell(y.y, x.y);
        float lower = left + weight_x * (right - left);
        value = floor(upper + weight_y * (lower - upper) + 0.5);
#endif
    }
    imageStore(mask, at, vec4(value / 255.0));
}
