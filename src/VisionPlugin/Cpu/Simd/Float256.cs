using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace VisionPlugin.Cpu.Simd;

/// <summary>8 floats in a register of 256 bits.</summary>
internal readonly unsafe struct Float256(Vector256<float> value) : IVector<Float256>
{
    private readonly Vector256<float> _value = value;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 8;
    }

    public static int RowVectors
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Avx512F.VL.IsSupported ? 4 : 2;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 operator +(Float256 a, Float256 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 operator -(Float256 a, Float256 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 operator *(Float256 a, Float256 b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 operator /(Float256 a, Float256 b) => new(a._value / b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 Splat(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 Iota() => new(Vector256.CreateSequence(0f, 1f));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 Load(float* source) => new(Vector256.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 LoadPartial(float* source, int count)
        => Avx.IsSupported
            ? new(Avx.MaskLoad(source, Vector256.Load(PartialMemory.Mask(count)).AsSingle()))
            : PartialMemory.Load<Float256>(source, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Float256 value, float* destination) => value._value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(Float256 value, float* destination, int count)
    {
        if (Avx.IsSupported)
            Avx.MaskStore(destination, Vector256.Load(PartialMemory.Mask(count)).AsSingle(), value._value);
        else
            PartialMemory.Store(value, destination, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 MultiplyAdd(Float256 a, Float256 b, Float256 c) =>
        new(Vector256.MultiplyAddEstimate(a._value, b._value, c._value));

    // The hardware's min and max return their second operand if either is NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 AtLeast(Float256 value, Float256 bound) => new(Vector256.MaxNative(bound._value, value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 AtMost(Float256 value, Float256 bound) => new(Vector256.MinNative(bound._value, value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 Max(Float256 a, Float256 b) => new(Vector256.Max(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 Min(Float256 a, Float256 b) => new(Vector256.Min(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 Abs(Float256 value) => new(Vector256.Abs(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 Sqrt(Float256 value) => new(Vector256.Sqrt(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 Round(Float256 value) => new(Vector256.Round(value._value));

    public static Float256 Sin(Float256 value) => new(Vector256.Sin(value._value));

    public static Float256 Cos(Float256 value) => new(Vector256.Cos(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 RoundToBFloat16(Float256 value)
    {
        Vector256<uint> bits = value._value.AsUInt32();
        Vector256<uint> even = (bits >>> 16) & Vector256.Create(1u);
        return new(((bits + even + Vector256.Create(0x7FFFu)) & Vector256.Create(0xFFFF0000u)).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 LessThan(Float256 a, Float256 b) => new(Vector256.LessThan(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 Equal(Float256 a, Float256 b) => new(Vector256.Equals(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 Select(Float256 mask, Float256 a, Float256 b) =>
        new(Vector256.ConditionalSelect(mask._value, a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 CopySign(Float256 magnitude, Float256 sign) =>
        new(Vector256.CopySign(magnitude._value, sign._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 PowerOfTwo(Float256 n) =>
        new(((Vector256.ConvertToInt32Native(n._value) + Vector256.Create(127)) << 23).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float256 Split(Float256 value, out Float256 exponent)
    {
        Vector256<int> bits = value._value.AsInt32();
        exponent = new(Vector256.ConvertToSingle((bits >>> 23) - Vector256.Create(126)));
        return new(((bits & Vector256.Create(0x007FFFFF)) | Vector256.Create(0x3F000000)).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Float256 value) => Vector256.Sum(value._value);

    public static float MaxElement(Float256 value)
    {
        float max = value._value[0];
        for (int i = 1; i < Count; i++)
            max = MathF.Max(max, value._value[i]);
        return max;
    }
}
