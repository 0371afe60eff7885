using System.Runtime.CompilerServices;

namespace VisionPlugin.Cpu.Simd;

/// <summary>One register side by side.</summary>
internal unsafe struct Row1<TVec> : IRow<Row1<TVec>, TVec>
    where TVec : unmanaged, IVector<TVec>
{
    private TVec _a;

    public static int Width
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TVec.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row1<TVec> operator +(Row1<TVec> a, Row1<TVec> b)
    {
        Row1<TVec> sum;
        sum._a = a._a + b._a;
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row1<TVec> Load(float* source)
    {
        Row1<TVec> row;
        row._a = TVec.Load(source);
        return row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Row1<TVec> row, float* destination)
    {
        TVec.Store(row._a, destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row1<TVec> MultiplyAdd(TVec scale, Row1<TVec> row, Row1<TVec> sum)
    {
        Row1<TVec> result;
        result._a = TVec.MultiplyAdd(scale, row._a, sum._a);
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row1<TVec> MultiplyAdd(Row1<TVec> a, Row1<TVec> b, Row1<TVec> sum)
    {
        Row1<TVec> result;
        result._a = TVec.MultiplyAdd(a._a, b._a, sum._a);
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row1<TVec> Clamp(Row1<TVec> row, TVec low, TVec high)
    {
        Row1<TVec> result;
        result._a = TVec.AtMost(TVec.AtLeast(row._a, low), high);
        return result;
    }
}
