using System.Runtime.CompilerServices;

namespace VisionPlugin.Cpu.Walks;

/// <summary>
/// Copies a box of elements from one tensor to another with any strides: slices, concatenations, transpositions. Shared
/// out over the team; elements of any size.
/// </summary>
internal sealed unsafe class StridedCopy
{
    // Elements of a task: enough to be worth a thread's while.
    private const int TaskLength = 16384;

    // Square blocks whose lines stay in the first-level cache.
    private const int Block = 16;

    private readonly ThreadTeam _team;
    private readonly StridedWalk _walk;
    private readonly byte* _target;
    private readonly byte* _source;
    private readonly int _elementSize;
    private readonly int _crossSize;
    private readonly int _crossStride;
    private readonly int _crossPerTask;
    private readonly int _rowsPerTask;
    private readonly Action<int, int> _task;

    /// <summary>Plans a copy.</summary>
    /// <param name="team">The threads.</param>
    /// <param name="elementSize">Bytes of an element: 1, 2, 4 or 8.</param>
    /// <param name="sizes">Sizes of the box.</param>
    /// <param name="target">The box's first element in the target, and the target's strides in elements.</param>
    /// <param name="source">The box's first element in the source, and the source's strides in elements.</param>
    public StridedCopy(ThreadTeam team, int elementSize, ReadOnlySpan<int> sizes, StridedPlace target, StridedPlace source)
    {
        _team = team;
        _elementSize = elementSize;
        _target = target.First;
        _source = source.First;
        _walk = StridedWalk.Create(sizes, target.Strides, source.Strides);
        (_crossSize, _crossStride) = (1, 0);
        int cross = Array.FindLastIndex(_walk.Strides[1], stride => stride == 1);
        if (_walk.Strides[0][^1] == 1 && _walk.Strides[1][^1] > 1 && cross >= 0)
        {
            // A transposition: the axis along which the source is contiguous is taken out of the walk and crossed with the
            // innermost one, block by block.
            _crossSize = _walk.Sizes[cross];
            _crossStride = _walk.Strides[0][cross];
            _walk = StridedWalk.Create(
                [.. _walk.Sizes.Where((_, i) => i != cross)],
                [.. _walk.Strides[0].Where((_, i) => i != cross)],
                [.. _walk.Strides[1].Where((_, i) => i != cross)]);
        }

        int crossing = Math.Max(1, TaskLength / _walk.Length);
        _crossPerTask = Math.Min(_crossSize, (crossing + Block - 1) / Block * Block);
        _rowsPerTask = Math.Max(1, crossing / _crossPerTask);
        _task = RunTask;
    }

    private int CrossTasks => (_crossSize + _crossPerTask - 1) / _crossPerTask;

    private int RowTasks => (_walk.Rows + _rowsPerTask - 1) / _rowsPerTask;

    /// <summary>Copies the box.</summary>
    public void Run() => _team.For(RowTasks * CrossTasks, _task);

    private void RunTask(int task, int member)
    {
        int first = task / CrossTasks * _rowsPerTask, end = Math.Min(first + _rowsPerTask, _walk.Rows);
        int cross = task % CrossTasks * _crossPerTask, crossEnd = Math.Min(cross + _crossPerTask, _crossSize);
        switch (_elementSize)
        {
            case 1:
                Copy<byte>(first, end, cross, crossEnd);
                break;
            case 2:
                Copy<ushort>(first, end, cross, crossEnd);
                break;
            case 4:
                Copy<uint>(first, end, cross, crossEnd);
                break;
            default:
                Copy<ulong>(first, end, cross, crossEnd);
                break;
        }
    }

    private void Copy<T>(int first, int end, int cross, int crossEnd)
        where T : unmanaged
    {
        WalkCursor cursor = _walk.At(first);
        int length = _walk.Length, targetStep = _walk.Strides[0][^1], sourceStep = _walk.Strides[1][^1];
        for (int row = first; row < end; row++, cursor.MoveNext())
        {
            T* target = (T*)_target + cursor.First, source = (T*)_source + cursor.Second;
            if (_crossSize > 1)
                Transpose(target, source, cross, crossEnd, length, sourceStep);
            else if (targetStep == 1 && sourceStep == 1)
                new ReadOnlySpan<T>(source, length).CopyTo(new Span<T>(target, length));
            else
                CopyElements(target, targetStep, source, sourceStep, length);
        }
    }

    // The source has rows of neighbouring elements that become columns of the target.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Transpose<T>(T* target, T* source, int first, int end, int length, int sourceStep)
        where T : unmanaged
    {
        nint stride = _crossStride;
        for (int block = first; block < end; block += Block)
        {
            int blockEnd = Math.Min(block + Block, end);
            for (int start = 0; start < length; start += Block)
            {
                int count = Math.Min(Block, length - start);
                for (int column = block; column < blockEnd; column++)
                {
                    T* to = target + (column * stride) + start, from = source + ((nint)start * sourceStep) + column;
                    for (int i = 0; i < count; i++, from += sourceStep)
                        to[i] = *from;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyElements<T>(T* target, int targetStep, T* source, int sourceStep, int length)
        where T : unmanaged
    {
        for (int i = 0; i < length; i++)
        {
            *target = *source;
            target += targetStep;
            source += sourceStep;
        }
    }
}
