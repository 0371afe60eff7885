using VisionPlugin.Cpu.Simd;

namespace VisionPlugin.Cpu.Functions;

/// <summary>An element-wise function of two operands, applied to a register of each at a time.</summary>
internal interface IBinary<TVec>
    where TVec : unmanaged, IVector<TVec>
{
    /// <summary>The function at every element.</summary>
    static abstract TVec Apply(TVec a, TVec b);
}
