using VisionPlugin.Cpu.Simd;

namespace VisionPlugin.Cpu.Functions;

/// <summary>An element-wise function, applied to a register at a time. Its parameters are the struct's fields.</summary>
internal interface IUnary<TVec>
    where TVec : unmanaged, IVector<TVec>
{
    /// <summary>The function at every element of <paramref name="x"/>.</summary>
    TVec Apply(TVec x);
}
