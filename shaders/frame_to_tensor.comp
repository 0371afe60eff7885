// A picture of the host becomes a network's input: two taps an axis, as Frames/AxisTransform.cs defines them; the
// tables are those of the CPU's conversion. Taps: two of each column, then two of each row. Weights: of the two taps
// and of the padding value, of each column, then of each row. Output: planes of the tensor's channels, from `first` on.
// Injected: WIDTH, HEIGHT (of the tensor), CHANNELS, ORDER (rgb or bgr), LUMA, MEAN, SCALE (vec3), COUNT.

#include "common/tensor.glsl"
#include "common/frame.glsl"

INTS_IN(1, taps, TapBlock);
FLOATS_IN(2, weights, WeightBlock);
FLOATS_OUT(3, y, OutputBlock);

uniform int first; // of the picture's values, among those of all pictures

vec3 pixel(int column, int row) {
    return frame_bytes(ivec2(column, row)).ORDER;
}

void main() {
    int index = invocation_index();
    if (index >= COUNT)
        return;
    int column = index % WIDTH, row = WIDTH + index / WIDTH;
    ivec2 x = ivec2(taps.data[2 * column], taps.data[2 * column + 1]);
    ivec2 t = ivec2(taps.data[2 * row], taps.data[2 * row + 1]);
    vec3 wx = vec3(weights.data[3 * column], weights.data[3 * column + 1], weights.data[3 * column + 2]);
    vec3 wy = vec3(weights.data[3 * row], weights.data[3 * row + 1], weights.data[3 * row + 2]);

    vec3 top = wx.x * pixel(x.x, t.x) + wx.y * pixel(x.y, t.x) + wx.z;
    vec3 bottom = wx.x * pixel(x.x, t.y) + wx.y * pixel(x.y, t.y) + wx.z;
    vec3 v = wy.x * top + wy.y * bottom + wy.z;
#if CHANNELS == 1
    v = vec3(dot(v, LUMA));
#endif
    v = (v - MEAN) * SCALE;
    for (int c = 0; c < CHANNELS; c++)
        y.data[first + c * COUNT + index] = v[c];
}
