using System.Runtime.CompilerServices;

namespace VisionPlugin.Cpu.Simd;

/// <summary>Two registers side by side.</summary>
internal unsafe struct Row2<TVec> : IRow<Row2<TVec>, TVec>
    where TVec : unmanaged, IVector<TVec>
{
    private TVec _a, _b;

    public static int Width
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 2 * TVec.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row2<TVec> operator +(Row2<TVec> a, Row2<TVec> b)
    {
        Row2<TVec> sum;
        sum._a = a._a + b._a;
        sum._b = a._b + b._b;
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row2<TVec> Load(float* source)
    {
        Row2<TVec> row;
        row._a = TVec.Load(source);
        row._b = TVec.Load(source + TVec.Count);
        return row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Row2<TVec> row, float* destination)
    {
        TVec.Store(row._a, destination);
        TVec.Store(row._b, destination + TVec.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row2<TVec> MultiplyAdd(TVec scale, Row2<TVec> row, Row2<TVec> sum)
    {
        Row2<TVec> result;
        result._a = TVec.MultiplyAdd(scale, row._a, sum._a);
        result._b = TVec.MultiplyAdd(scale, row._b, sum._b);
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row2<TVec> MultiplyAdd(Row2<TVec> a, Row2<TVec> b, Row2<TVec> sum)
    {
        Row2<TVec> result;
        result._a = TVec.MultiplyAdd(a._a, b._a, sum._a);
        result._b = TVec.MultiplyAdd(a._b, b._b, sum._b);
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row2<TVec> Clamp(Row2<TVec> row, TVec low, TVec high)
    {
        Row2<TVec> result;
        result._a = TVec.AtMost(TVec.AtLeast(row._a, low), high);
        result._b = TVec.AtMost(TVec.AtLeast(row._b, low), high);
        return result;
    }
}
