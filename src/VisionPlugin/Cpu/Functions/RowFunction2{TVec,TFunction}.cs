using System.Runtime.CompilerServices;
using VisionPlugin.Cpu.Simd;

namespace VisionPlugin.Cpu.Functions;

/// <summary>The loops around a function of two registers.</summary>
internal sealed unsafe class RowFunction2<TVec, TFunction> : RowFunction2
    where TVec : unmanaged, IVector<TVec>
    where TFunction : unmanaged, IBinary<TVec>
{
    /// <inheritdoc/>
    public override void Apply(float* a, nint aStep, float* b, nint bStep, float* destination, nint count)
    {
        if (aStep == 1 && bStep == 1)
            ApplyArrays(a, b, destination, count);
        else if (aStep == 1 && bStep == 0)
            ApplyRight(a, TVec.Splat(*b), destination, count);
        else if (aStep == 0 && bStep == 1)
            ApplyLeft(TVec.Splat(*a), b, destination, count);
        else
            ApplySteps(a, aStep, b, bStep, destination, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ApplyArrays(float* a, float* b, float* destination, nint count)
    {
        nint i = 0;
        for (; i <= count - TVec.Count; i += TVec.Count)
            TVec.Store(TFunction.Apply(TVec.Load(a + i), TVec.Load(b + i)), destination + i);
        int rest = (int)(count - i);
        if (rest > 0)
        {
            TVec left = TVec.LoadPartial(a + i, rest), right = TVec.LoadPartial(b + i, rest);
            TVec.StorePartial(TFunction.Apply(left, right), destination + i, rest);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ApplyRight(float* a, TVec b, float* destination, nint count)
    {
        nint i = 0;
        for (; i <= count - TVec.Count; i += TVec.Count)
            TVec.Store(TFunction.Apply(TVec.Load(a + i), b), destination + i);
        int rest = (int)(count - i);
        if (rest > 0)
            TVec.StorePartial(TFunction.Apply(TVec.LoadPartial(a + i, rest), b), destination + i, rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ApplyLeft(TVec a, float* b, float* destination, nint count)
    {
        nint i = 0;
        for (; i <= count - TVec.Count; i += TVec.Count)
            TVec.Store(TFunction.Apply(a, TVec.Load(b + i)), destination + i);
        int rest = (int)(count - i);
        if (rest > 0)
            TVec.StorePartial(TFunction.Apply(a, TVec.LoadPartial(b + i, rest)), destination + i, rest);
    }

    // Operands whose elements are not neighbours are gathered into a register first.
    private static void ApplySteps(float* a, nint aStep, float* b, nint bStep, float* destination, nint count)
    {
        float* gathered = stackalloc float[2 * TVec.Count];
        for (nint i = 0; i < count; i += TVec.Count)
        {
            int length = (int)Math.Min(TVec.Count, count - i);
            for (int k = 0; k < length; k++)
            {
                gathered[k] = a[(i + k) * aStep];
                gathered[TVec.Count + k] = b[(i + k) * bStep];
            }

            TVec result = TFunction.Apply(TVec.Load(gathered), TVec.Load(gathered + TVec.Count));
            TVec.StorePartial(result, destination + i, length);
        }
    }
}
