using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace VisionPlugin.Cpu.Simd;

/// <summary>4 floats in a register of 128 bits.</summary>
internal readonly unsafe struct Float128(Vector128<float> value) : IVector<Float128>
{
    private readonly Vector128<float> _value = value;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 4;
    }

    public static int RowVectors
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => AdvSimd.IsSupported || Avx512F.VL.IsSupported ? 4 : 2;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 operator +(Float128 a, Float128 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 operator -(Float128 a, Float128 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 operator *(Float128 a, Float128 b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 operator /(Float128 a, Float128 b) => new(a._value / b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 Splat(float value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 Iota() => new(Vector128.CreateSequence(0f, 1f));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 Load(float* source) => new(Vector128.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 LoadPartial(float* source, int count)
        => Avx.IsSupported
            ? new(Avx.MaskLoad(source, Vector128.Load(PartialMemory.Mask(count)).AsSingle()))
            : PartialMemory.Load<Float128>(source, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Float128 value, float* destination) => value._value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(Float128 value, float* destination, int count)
    {
        if (Avx.IsSupported)
            Avx.MaskStore(destination, Vector128.Load(PartialMemory.Mask(count)).AsSingle(), value._value);
        else
            PartialMemory.Store(value, destination, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 MultiplyAdd(Float128 a, Float128 b, Float128 c) =>
        new(Vector128.MultiplyAddEstimate(a._value, b._value, c._value));

    // The hardware's min and max return their second operand if either is NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 AtLeast(Float128 value, Float128 bound) => new(Vector128.MaxNative(bound._value, value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 AtMost(Float128 value, Float128 bound) => new(Vector128.MinNative(bound._value, value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 Max(Float128 a, Float128 b) => new(Vector128.Max(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 Min(Float128 a, Float128 b) => new(Vector128.Min(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 Abs(Float128 value) => new(Vector128.Abs(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 Sqrt(Float128 value) => new(Vector128.Sqrt(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 Round(Float128 value) => new(Vector128.Round(value._value));

    public static Float128 Sin(Float128 value) => new(Vector128.Sin(value._value));

    public static Float128 Cos(Float128 value) => new(Vector128.Cos(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 RoundToBFloat16(Float128 value)
    {
        Vector128<uint> bits = value._value.AsUInt32();
        Vector128<uint> even = (bits >>> 16) & Vector128.Create(1u);
        return new(((bits + even + Vector128.Create(0x7FFFu)) & Vector128.Create(0xFFFF0000u)).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 LessThan(Float128 a, Float128 b) => new(Vector128.LessThan(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 Equal(Float128 a, Float128 b) => new(Vector128.Equals(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 Select(Float128 mask, Float128 a, Float128 b) =>
        new(Vector128.ConditionalSelect(mask._value, a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 CopySign(Float128 magnitude, Float128 sign) =>
        new(Vector128.CopySign(magnitude._value, sign._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 PowerOfTwo(Float128 n) =>
        new(((Vector128.ConvertToInt32Native(n._value) + Vector128.Create(127)) << 23).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Float128 Split(Float128 value, out Float128 exponent)
    {
        Vector128<int> bits = value._value.AsInt32();
        exponent = new(Vector128.ConvertToSingle((bits >>> 23) - Vector128.Create(126)));
        return new(((bits & Vector128.Create(0x007FFFFF)) | Vector128.Create(0x3F000000)).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Float128 value) => Vector128.Sum(value._value);

    public static float MaxElement(Float128 value)
    {
        float max = value._value[0];
        for (int i = 1; i < Count; i++)
            max = MathF.Max(max, value._value[i]);
        return max;
    }
}
