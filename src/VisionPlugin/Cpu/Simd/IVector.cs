namespace VisionPlugin.Cpu.Simd;

/// <summary>
/// A register of floats. Kernels are written once over it and compiled for each width; the implementations are thin
/// wrappers whose members the compiler turns into single instructions.
/// </summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
internal unsafe interface IVector<TSelf>
    where TSelf : unmanaged, IVector<TSelf>
{
    /// <summary>Floats in a register.</summary>
    static abstract int Count { get; }

    /// <summary>
    /// Registers side by side in a row of the matrix kernel's tile: as many as leave room for six rows of sums, one row of
    /// operands and a broadcast value in the register file.
    /// </summary>
    static abstract int RowVectors { get; }

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    static abstract TSelf operator *(TSelf a, TSelf b);

    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary>All elements equal to <paramref name="value"/>.</summary>
    static abstract TSelf Splat(float value);

    /// <summary>0, 1, 2, ...</summary>
    static abstract TSelf Iota();

    static abstract TSelf Load(float* source);

    /// <summary>The first <paramref name="count"/> elements, the others 0. Reads nothing beyond them.</summary>
    static abstract TSelf LoadPartial(float* source, int count);

    static abstract void Store(TSelf value, float* destination);

    /// <summary>Stores the first <paramref name="count"/> elements and touches nothing beyond them.</summary>
    static abstract void StorePartial(TSelf value, float* destination, int count);

    /// <summary>a * b + c, rounded once where the hardware can.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>The greater of both; <paramref name="value"/> if it is NaN (a NaN bound is not looked at).</summary>
    static abstract TSelf AtLeast(TSelf value, TSelf bound);

    /// <summary>The smaller of both; <paramref name="value"/> if it is NaN (a NaN bound is not looked at).</summary>
    static abstract TSelf AtMost(TSelf value, TSelf bound);

    /// <summary>The greater of both; NaN if either is.</summary>
    static abstract TSelf Max(TSelf a, TSelf b);

    /// <summary>The smaller of both; NaN if either is.</summary>
    static abstract TSelf Min(TSelf a, TSelf b);

    static abstract TSelf Abs(TSelf value);

    static abstract TSelf Sqrt(TSelf value);

    /// <summary>Rounded to the nearest integer, ties to even.</summary>
    static abstract TSelf Round(TSelf value);

    /// <summary>Rounded to the nearest number with 8 significant bits, ties to even; NaN is not looked at.</summary>
    static abstract TSelf RoundToBFloat16(TSelf value);

    /// <summary>The sine of angles in radians, of any size.</summary>
    static abstract TSelf Sin(TSelf value);

    /// <summary>The cosine of angles in radians, of any size.</summary>
    static abstract TSelf Cos(TSelf value);

    /// <summary>All bits set where a &lt; b, else zero; false for NaN.</summary>
    static abstract TSelf LessThan(TSelf a, TSelf b);

    /// <summary>All bits set where a == b, else zero; false for NaN.</summary>
    static abstract TSelf Equal(TSelf a, TSelf b);

    /// <summary>Elements of <paramref name="a"/> where the mask is set, of <paramref name="b"/> elsewhere.</summary>
    static abstract TSelf Select(TSelf mask, TSelf a, TSelf b);

    /// <summary>The magnitude of one, the sign of the other.</summary>
    static abstract TSelf CopySign(TSelf magnitude, TSelf sign);

    /// <summary>2^n for integers n in -126 to 127.</summary>
    static abstract TSelf PowerOfTwo(TSelf n);

    /// <summary>
    /// Splits positive normal numbers: value = mantissa * 2^exponent with the mantissa in [1/2, 1).
    /// </summary>
    static abstract TSelf Split(TSelf value, out TSelf exponent);

    static abstract float Sum(TSelf value);

    /// <summary>The greatest element; NaN if any is.</summary>
    static abstract float MaxElement(TSelf value);
}
