using System.Runtime.CompilerServices;

namespace VisionPlugin.Cpu.Simd;

/// <summary>Three registers side by side.</summary>
internal unsafe struct Row3<TVec> : IRow<Row3<TVec>, TVec>
    where TVec : unmanaged, IVector<TVec>
{
    private TVec _a, _b, _c;

    public static int Width
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 3 * TVec.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row3<TVec> operator +(Row3<TVec> a, Row3<TVec> b)
    {
        Row3<TVec> sum;
        sum._a = a._a + b._a;
        sum._b = a._b + b._b;
        sum._c = a._c + b._c;
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row3<TVec> Load(float* source)
    {
        Row3<TVec> row;
        row._a = TVec.Load(source);
        row._b = TVec.Load(source + TVec.Count);
        row._c = TVec.Load(source + (2 * TVec.Count));
        return row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Row3<TVec> row, float* destination)
    {
        TVec.Store(row._a, destination);
        TVec.Store(row._b, destination + TVec.Count);
        TVec.Store(row._c, destination + (2 * TVec.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row3<TVec> MultiplyAdd(TVec scale, Row3<TVec> row, Row3<TVec> sum)
    {
        Row3<TVec> result;
        result._a = TVec.MultiplyAdd(scale, row._a, sum._a);
        result._b = TVec.MultiplyAdd(scale, row._b, sum._b);
        result._c = TVec.MultiplyAdd(scale, row._c, sum._c);
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row3<TVec> MultiplyAdd(Row3<TVec> a, Row3<TVec> b, Row3<TVec> sum)
    {
        Row3<TVec> result;
        result._a = TVec.MultiplyAdd(a._a, b._a, sum._a);
        result._b = TVec.MultiplyAdd(a._b, b._b, sum._b);
        result._c = TVec.MultiplyAdd(a._c, b._c, sum._c);
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row3<TVec> Clamp(Row3<TVec> row, TVec low, TVec high)
    {
        Row3<TVec> result;
        result._a = TVec.AtMost(TVec.AtLeast(row._a, low), high);
        result._b = TVec.AtMost(TVec.AtLeast(row._b, low), high);
        result._c = TVec.AtMost(TVec.AtLeast(row._c, low), high);
        return result;
    }
}
