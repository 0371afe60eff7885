using System.Collections.Immutable;
using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Where the elements of a row-major output lie in an input: element (i0, i1, ...) of the output is the input's element
/// Offset + i0 * Strides[0] + i1 * Strides[1] + ... . Describes transposing, slicing, broadcasting and every other
/// movement that is linear in the indices. Enumerating yields the input's element for each output element in order.
/// </summary>
/// <param name="Output">
/// Sizes of the walk; the output's shape, or a shape of as many elements that splits its axes.
/// </param>
/// <param name="Strides">
/// Elements of the input between neighbours, one an axis; 0 repeats, negative goes backwards.
/// </param>
/// <param name="Offset">Input element of the first output element.</param>
public sealed record StridedMap(TensorShape Output, ImmutableArray<int> Strides, int Offset = 0)
{
    /// <summary>Elements between neighbours along each axis of a row-major tensor.</summary>
    public static ImmutableArray<int> RowMajor(TensorShape shape)
    {
        var strides = new int[shape.Rank];
        int stride = 1;
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }

        return ImmutableArray.Create(strides);
    }

    /// <summary>
    /// Repeats an input along its axes of size 1 and along missing leading axes, as NumPy broadcasts; the input must
    /// fit.
    /// </summary>
    public static StridedMap Broadcast(TensorShape input, TensorShape output)
    {
        ImmutableArray<int> rowMajor = RowMajor(input);
        var strides = new int[output.Rank];
        int missing = output.Rank - input.Rank;
        for (int axis = 0; axis < input.Rank; axis++)
            strides[missing + axis] = input[axis] == 1 ? 0 : rowMajor[axis];
        return new StridedMap(output, ImmutableArray.Create(strides));
    }

    /// <summary>Enumerates the input's elements in the order of the output.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Walks the output like an odometer.</summary>
    public struct Enumerator
    {
        private readonly StridedMap _map;
        private readonly int[] _index;
        private int _remaining;

        internal Enumerator(StridedMap map)
        {
            _map = map;
            _index = new int[map.Output.Rank];
            _remaining = map.Output.Length;
            // The first step adds nothing: the odometer moves on every later one.
            Current = map.Offset;
            IsStarted = false;
        }

        /// <summary>The input's element.</summary>
        public int Current { get; private set; }

        private bool IsStarted { get; set; }

        /// <summary>Moves to the next output element.</summary>
        public bool MoveNext()
        {
            if (_remaining-- <= 0)
                return false;
            if (IsStarted)
                Advance();
            IsStarted = true;
            return true;
        }

        private void Advance()
        {
            for (int axis = _index.Length - 1; axis >= 0; axis--)
            {
                int stride = _map.Strides[axis];
                Current += stride;
                if (++_index[axis] < _map.Output[axis])
                    return;
                Current -= stride * _map.Output[axis];
                _index[axis] = 0;
            }
        }
    }
}
