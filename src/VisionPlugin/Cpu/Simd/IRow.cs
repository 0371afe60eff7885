namespace VisionPlugin.Cpu.Simd;

/// <summary>
/// One to four registers side by side: a row of the matrix kernel's tile. The compiler keeps each in registers of its own.
/// </summary>
internal unsafe interface IRow<TSelf, TVec>
    where TSelf : unmanaged, IRow<TSelf, TVec>
    where TVec : unmanaged, IVector<TVec>
{
    /// <summary>Floats in the row.</summary>
    static abstract int Width { get; }

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf Load(float* source);

    static abstract void Store(TSelf row, float* destination);

    /// <summary>scale * row + sum.</summary>
    static abstract TSelf MultiplyAdd(TVec scale, TSelf row, TSelf sum);

    /// <summary>a * b + sum, element by element.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf sum);

    /// <summary>Every element limited to low..high; NaN stays.</summary>
    static abstract TSelf Clamp(TSelf row, TVec low, TVec high);
}
