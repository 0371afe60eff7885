using VisionPlugin.Cpu.Simd;
using VisionPlugin.Operators;

namespace VisionPlugin.Cpu.Functions;

/// <summary>Makes the loop for a function of two operands: one line a function.</summary>
internal static class RowFunctions2
{
    /// <summary>The loop of a function, or null where there is none for it.</summary>
    /// <param name="function">The function.</param>
    /// <param name="exponent">The second operand if it is one constant, which decides how a power is computed.</param>
    public static RowFunction2? Create<TVec>(BinaryFunction function, float? exponent)
        where TVec : unmanaged, IVector<TVec>
        => function switch
        {
            BinaryFunction.Add => new RowFunction2<TVec, BinaryVectorFunctions.Add<TVec>>(),
            BinaryFunction.Sub => new RowFunction2<TVec, BinaryVectorFunctions.Sub<TVec>>(),
            BinaryFunction.Mul => new RowFunction2<TVec, BinaryVectorFunctions.Mul<TVec>>(),
            BinaryFunction.Div => new RowFunction2<TVec, BinaryVectorFunctions.Div<TVec>>(),
            BinaryFunction.Min => new RowFunction2<TVec, BinaryVectorFunctions.Min<TVec>>(),
            BinaryFunction.Max => new RowFunction2<TVec, BinaryVectorFunctions.Max<TVec>>(),
            BinaryFunction.Pow when exponent == 2 => new RowFunction2<TVec, BinaryVectorFunctions.Square<TVec>>(),
            _ => null,
        };

    /// <summary>The loop of a leaky rectifier whose slope is the second operand.</summary>
    public static RowFunction2 Slope<TVec>()
        where TVec : unmanaged, IVector<TVec>
        => new RowFunction2<TVec, BinaryVectorFunctions.Slope<TVec>>();
}
