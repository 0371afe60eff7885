using System.Runtime.CompilerServices;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu.Walks;

/// <summary>A position in a <see cref="StridedWalk"/>, which moves from one innermost run to the next.</summary>
internal struct WalkCursor
{
    private readonly StridedWalk _walk;
    private Indices _index;

    /// <summary>Stands at the beginning of a run.</summary>
    public WalkCursor(StridedWalk walk, int row)
    {
        _walk = walk;
        for (int axis = walk.Sizes.Length - 2; axis >= 0; axis--)
        {
            int size = walk.Sizes[axis], index = row % size;
            row /= size;
            _index[axis] = index;
            First += (nint)index * walk.Strides[0][axis];
            if (walk.Strides.Length > 1)
                Second += (nint)index * walk.Strides[1][axis];
            if (walk.Strides.Length > 2)
                Third += (nint)index * walk.Strides[2][axis];
        }
    }

    /// <summary>Offset in the first tensor, in elements.</summary>
    public nint First { get; private set; }

    /// <summary>Offset in the second tensor.</summary>
    public nint Second { get; private set; }

    /// <summary>Offset in the third tensor.</summary>
    public nint Third { get; private set; }

    /// <summary>Moves to the next run; from the last one back to the first.</summary>
    public void MoveNext()
    {
        for (int axis = _walk.Sizes.Length - 2; axis >= 0; axis--)
        {
            int back = ++_index[axis] < _walk.Sizes[axis] ? 0 : _walk.Sizes[axis];
            First += Step(0, axis, back);
            if (_walk.Strides.Length > 1)
                Second += Step(1, axis, back);
            if (_walk.Strides.Length > 2)
                Third += Step(2, axis, back);
            if (back == 0)
                return;
            _index[axis] = 0;
        }
    }

    private readonly nint Step(int tensor, int axis, int back) => _walk.Strides[tensor][axis] * (nint)(1 - back);

    [InlineArray(TensorShape.MaxRank)]
    private struct Indices
    {
        private int _first;
    }
}
