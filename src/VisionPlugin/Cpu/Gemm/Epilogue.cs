using VisionPlugin.Cpu.Functions;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Operators;

namespace VisionPlugin.Cpu.Gemm;

/// <summary>
/// How an activation is applied to sums: limits while they are still in registers, anything else while they are in the
/// cache.
/// </summary>
/// <param name="Low">Lower limit.</param>
/// <param name="High">Upper limit.</param>
/// <param name="Then">Applied afterwards; null for nothing.</param>
internal sealed record Epilogue(float Low, float High, RowFunction? Then)
{
    /// <summary>Leaves sums as they are.</summary>
    public static Epilogue None { get; } = new(float.NegativeInfinity, float.PositiveInfinity, null);

    /// <summary>True if there are limits.</summary>
    public bool IsLimit => Low > float.NegativeInfinity || High < float.PositiveInfinity;

    /// <summary>The epilogue for an activation.</summary>
    public static Epilogue Of<TVec>(Activation activation)
        where TVec : unmanaged, IVector<TVec>
        => activation.Function switch
        {
            UnaryFunction.Identity => None,
            UnaryFunction.Relu => new(0, float.PositiveInfinity, null),
            UnaryFunction.Clip => new(activation.Alpha, activation.Beta, null),
            _ => None with
            {
                Then = RowFunctions.Create<TVec>(activation)
                    ?? throw new NotSupportedException($"{activation.Function} has no loop over registers."),
            },
        };
}
