// The grids of affine maps, linear. Injected: AXES (2 or 3), SIZES (of the grid's axes, innermost first), ALIGN_CORNERS,
// COUNT (numbers).

#include "common/tensor.glsl"
#include "common/numbers.glsl"

FLOATS_IN(0, theta, ThetaBlock);
FLOATS_OUT(1, grid, GridBlock);

const int sizes[AXES] = SIZES;

float place_of(int i, int size) {
    return ALIGN_CORNERS ? (size > 1 ? 2.0 * float(i) / float(size - 1) - 1.0 : 0.0)
        : (2.0 * float(i) + 1.0) / float(size) - 1.0;
}

void main() {
    int index = invocation_index();
    if (index >= COUNT)
        return;
    int position = index / AXES;
    float places[AXES];
    for (int axis = 0; axis < AXES; axis++) {
        places[axis] = place_of(position % sizes[axis], sizes[axis]);
        position /= sizes[axis];
    }
    int row = (position * AXES + index % AXES) * (AXES + 1);
    float sum = theta.data[row + AXES];
    for (int axis = 0; axis < AXES; axis++)
        sum += sizes[axis] == 1 ? scaled(vec4(theta.data[row + axis]), places[axis]).x
            : theta.data[row + axis] * places[axis];
    grid.data[index] = sum;
}
