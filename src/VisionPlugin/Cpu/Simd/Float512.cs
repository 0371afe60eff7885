using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace VisionPlugin.Cpu.Simd;

/// <summary>16 floats in a register of 512 bits.</summary>
internal readonly unsafe struct Float512(Vector512<float> value) : IVector<Float512>
{
    private readonly Vector512<float> _value = value;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 16;
    }

    public static int RowVectors
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 4;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 operator +(Float512 a, Float512 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 operator -(Float512 a, Float512 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 operator *(Float512 a, Float512 b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 operator /(Float512 a, Float512 b) => new(a._value / b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 Splat(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 Iota() => new(Vector512.CreateSequence(0f, 1f));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 Load(float* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 LoadPartial(float* source, int count)
        => Avx512F.IsSupported
            ? new(Avx512F.MaskLoad(source, Vector512.Load(PartialMemory.Mask(count)).AsSingle(), Vector512<float>.Zero))
            : PartialMemory.Load<Float512>(source, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Float512 value, float* destination) => value._value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(Float512 value, float* destination, int count)
    {
        if (Avx512F.IsSupported)
            Avx512F.MaskStore(destination, Vector512.Load(PartialMemory.Mask(count)).AsSingle(), value._value);
        else
            PartialMemory.Store(value, destination, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 MultiplyAdd(Float512 a, Float512 b, Float512 c) =>
        new(Vector512.MultiplyAddEstimate(a._value, b._value, c._value));

    // The hardware's min and max return their second operand if either is NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 AtLeast(Float512 value, Float512 bound) => new(Vector512.MaxNative(bound._value, value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 AtMost(Float512 value, Float512 bound) => new(Vector512.MinNative(bound._value, value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 Max(Float512 a, Float512 b) => new(Vector512.Max(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 Min(Float512 a, Float512 b) => new(Vector512.Min(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 Abs(Float512 value) => new(Vector512.Abs(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 Sqrt(Float512 value) => new(Vector512.Sqrt(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 Round(Float512 value) => new(Vector512.Round(value._value));

    public static Float512 Sin(Float512 value) => new(Vector512.Sin(value._value));

    public static Float512 Cos(Float512 value) => new(Vector512.Cos(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 RoundToBFloat16(Float512 value)
    {
        Vector512<uint> bits = value._value.AsUInt32();
        Vector512<uint> even = (bits >>> 16) & Vector512.Create(1u);
        return new(((bits + even + Vector512.Create(0x7FFFu)) & Vector512.Create(0xFFFF0000u)).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 LessThan(Float512 a, Float512 b) => new(Vector512.LessThan(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 Equal(Float512 a, Float512 b) => new(Vector512.Equals(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 Select(Float512 mask, Float512 a, Float512 b) =>
        new(Vector512.ConditionalSelect(mask._value, a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 CopySign(Float512 magnitude, Float512 sign) =>
        new(Vector512.CopySign(magnitude._value, sign._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 PowerOfTwo(Float512 n) =>
        new(((Vector512.ConvertToInt32Native(n._value) + Vector512.Create(127)) << 23).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float512 Split(Float512 value, out Float512 exponent)
    {
        Vector512<int> bits = value._value.AsInt32();
        exponent = new(Vector512.ConvertToSingle((bits >>> 23) - Vector512.Create(126)));
        return new(((bits & Vector512.Create(0x007FFFFF)) | Vector512.Create(0x3F000000)).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Float512 value) => Vector512.Sum(value._value);

    public static float MaxElement(Float512 value)
    {
        float max = value._value[0];
        for (int i = 1; i < Count; i++)
            max = MathF.Max(max, value._value[i]);
        return max;
    }
}
