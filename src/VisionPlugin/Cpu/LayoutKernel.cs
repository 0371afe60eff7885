namespace VisionPlugin.Cpu;

/// <summary>Changes a value's layout: for each picture a transposition of (C, pixels) to (pixels, C) or back.</summary>
internal sealed unsafe class LayoutKernel : CpuKernel
{
    // Square blocks whose rows stay in the first-level cache.
    private const int Block = 16;

    private readonly int _rows;
    private readonly int _columns;
    private readonly int _size;
    private readonly int _bands;
    private readonly Action<int, int> _task;

    /// <summary>Binds the conversion.</summary>
    public LayoutKernel(KernelContext context)
        : base(context)
    {
        Tensors.TensorShape shape = context.X.Shape;
        int channels = shape[1], pixels = shape.LengthOf(2, shape.Rank);
        (_rows, _columns) = context.X.IsChannelsLast ? (pixels, channels) : (channels, pixels);
        _size = Tensors.DataTypes.SizeOf(context.X.Tensor.DataType);
        _bands = (_columns + Block - 1) / Block;
        _task = TransposeBand;
    }

    /// <inheritdoc/>
    public override void Run() => Context.Team.For(Context.X.Shape[0] * _bands, _task);

    private void TransposeBand(int task, int member)
    {
        long picture = (long)(task / _bands) * _rows * _columns * _size;
        int first = task % _bands * Block, end = Math.Min(first + Block, _columns);
        byte* source = Context.X.Bytes + picture, target = Context.Y.Bytes + picture;
        switch (_size)
        {
            case 1:
                Transpose(source, target, first, end);
                break;
            case 2:
                Transpose((short*)source, (short*)target, first, end);
                break;
            case 4:
                Transpose((int*)source, (int*)target, first, end);
                break;
            default:
                Transpose((long*)source, (long*)target, first, end);
                break;
        }
    }

    // Columns first..end of the source become rows of the target.
    private void Transpose<T>(T* source, T* target, int first, int end)
        where T : unmanaged
    {
        for (int row = 0; row < _rows; row += Block)
        {
            int lastRow = Math.Min(row + Block, _rows);
            for (int column = first; column < end; column++)
            {
                T* from = source + ((nint)row * _columns) + column;
                T* to = target + ((nint)column * _rows) + row;
                for (int i = row; i < lastRow; i++, from += _columns)
                    *to++ = *from;
            }
        }
    }
}
