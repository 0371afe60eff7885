using System.Runtime.CompilerServices;
using VisionPlugin.Cpu.Simd;

namespace VisionPlugin.Cpu.Functions;

/// <summary>The loop around a function of one register.</summary>
internal sealed unsafe class RowFunction<TVec, TFunction>(TFunction function) : RowFunction
    where TVec : unmanaged, IVector<TVec>
    where TFunction : unmanaged, IUnary<TVec>
{
    private readonly TFunction _function = function;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Apply(float* source, float* destination, nint count)
    {
        TFunction function = _function;
        nint i = 0;
        for (; i <= count - TVec.Count; i += TVec.Count)
            TVec.Store(function.Apply(TVec.Load(source + i)), destination + i);
        if (i < count)
        {
            int rest = (int)(count - i);
            TVec.StorePartial(function.Apply(TVec.LoadPartial(source + i, rest)), destination + i, rest);
        }
    }
}
