using System.Runtime.CompilerServices;

namespace VisionPlugin.Cpu.Simd;

/// <summary>Four registers side by side.</summary>
internal unsafe struct Row4<TVec> : IRow<Row4<TVec>, TVec>
    where TVec : unmanaged, IVector<TVec>
{
    private TVec _a, _b, _c, _d;

    public static int Width
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 4 * TVec.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row4<TVec> operator +(Row4<TVec> a, Row4<TVec> b)
    {
        Row4<TVec> sum;
        sum._a = a._a + b._a;
        sum._b = a._b + b._b;
        sum._c = a._c + b._c;
        sum._d = a._d + b._d;
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row4<TVec> Load(float* source)
    {
        Row4<TVec> row;
        row._a = TVec.Load(source);
        row._b = TVec.Load(source + TVec.Count);
        row._c = TVec.Load(source + (2 * TVec.Count));
        row._d = TVec.Load(source + (3 * TVec.Count));
        return row;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Row4<TVec> row, float* destination)
    {
        TVec.Store(row._a, destination);
        TVec.Store(row._b, destination + TVec.Count);
        TVec.Store(row._c, destination + (2 * TVec.Count));
        TVec.Store(row._d, destination + (3 * TVec.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row4<TVec> MultiplyAdd(TVec scale, Row4<TVec> row, Row4<TVec> sum)
    {
        Row4<TVec> result;
        result._a = TVec.MultiplyAdd(scale, row._a, sum._a);
        result._b = TVec.MultiplyAdd(scale, row._b, sum._b);
        result._c = TVec.MultiplyAdd(scale, row._c, sum._c);
        result._d = TVec.MultiplyAdd(scale, row._d, sum._d);
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row4<TVec> MultiplyAdd(Row4<TVec> a, Row4<TVec> b, Row4<TVec> sum)
    {
        Row4<TVec> result;
        result._a = TVec.MultiplyAdd(a._a, b._a, sum._a);
        result._b = TVec.MultiplyAdd(a._b, b._b, sum._b);
        result._c = TVec.MultiplyAdd(a._c, b._c, sum._c);
        result._d = TVec.MultiplyAdd(a._d, b._d, sum._d);
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row4<TVec> Clamp(Row4<TVec> row, TVec low, TVec high)
    {
        Row4<TVec> result;
        result._a = TVec.AtMost(TVec.AtLeast(row._a, low), high);
        result._b = TVec.AtMost(TVec.AtLeast(row._b, low), high);
        result._c = TVec.AtMost(TVec.AtLeast(row._c, low), high);
        result._d = TVec.AtMost(TVec.AtLeast(row._d, low), high);
        return result;
    }
}
