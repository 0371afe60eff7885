using VisionPlugin.Cpu.Functions;
using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>An element-wise function of floats.</summary>
internal sealed unsafe class UnaryKernel : CpuKernel, IKernelFactory
{
    // Some of the functions take tens of instructions an element.
    private const int TaskLength = 4096;

    private readonly RowFunction _function;
    private readonly float* _x;
    private readonly float* _y;
    private readonly int _length;
    private readonly Action<int, int> _task;

    /// <summary>Binds a function to the first input and output, which may be the same.</summary>
    public UnaryKernel(KernelContext context, RowFunction function)
        : base(context)
    {
        _function = function;
        _x = context.X.Data;
        _y = context.Y.Data;
        _length = context.Y.Shape.Length;
        _task = RunTask;
    }

    /// <inheritdoc/>
    public static LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs) =>
        inputs[0].DataType == DataType.Float32 && RowFunctions.Create<Float128>(((Unary)op).Activation) is not null
            ? LayoutRule.Follow : null;

    /// <inheritdoc/>
    public static CpuKernel Create<TVec>(KernelContext context)
        where TVec : unmanaged, IVector<TVec>
        => new UnaryKernel(context, RowFunctions.Create<TVec>(((Unary)context.Operator).Activation)!);

    /// <inheritdoc/>
    public override void Run() => Context.Team.For((_length + TaskLength - 1) / TaskLength, _task);

    private void RunTask(int task, int member)
    {
        int first = task * TaskLength;
        _function.Apply(_x + first, _y + first, Math.Min(TaskLength, _length - first));
    }
}
