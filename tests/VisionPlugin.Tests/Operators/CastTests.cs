using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using static VisionPlugin.Tests.Operators.OperatorRun;

namespace VisionPlugin.Tests.Operators;

public class CastTests
{
    private static readonly Tensor<float> Special =
        Floats([8], 1.9f, -1.9f, 300, -300, 1e20f, float.NegativeInfinity, float.NaN, -0f);

    [Fact]
    public void Floats_become_integers_toward_zero_and_saturate()
    {
        Gives(new Tensor<byte>([8], [1, 0, 255, 0, 255, 0, 0, 0]), new Cast(DataType.UInt8), Special);
        Gives(new Tensor<sbyte>([8], [1, -1, 127, -128, 127, -128, 0, 0]), new Cast(DataType.Int8), Special);
        Gives(new Tensor<int>([8], [1, -1, 300, -300, int.MaxValue, int.MinValue, 0, 0]), new Cast(DataType.Int32),
            Special);
        Gives(new Tensor<short>([1], [short.MaxValue]), new Cast(DataType.Int16),
            new Tensor<Half>([1], [Half.PositiveInfinity]));
    }

    [Fact]
    public void Long_integers_saturate_too()
    {
        Tensor[] longs = Run(new Cast(DataType.Int64), Special);
        Assert.Equal([1, -1, 300, -300, long.MaxValue, long.MinValue, 0, 0], longs[0].AsSpan<long>().ToArray());
    }

    [Fact]
    public void Integers_keep_their_low_bits()
    {
        Gives(new Tensor<sbyte>([3], [-56, 44, -1]), new Cast(DataType.Int8), new Tensor<short>([3], [200, 300, -1]));
        Gives(new Tensor<uint>([1], [uint.MaxValue]), new Cast(DataType.UInt32), new Tensor<long>([1], [-1]));
    }

    [Fact]
    public void Large_integers_are_rounded_once()
    {
        // 2^53 + 2^29 + 1 lies just above the middle between two floats; by way of a double it would be the middle.
        long value = (1L << 53) + (1L << 29) + 1;
        Gives(Floats([1], value), new Cast(DataType.Float32), new Tensor<long>([1], [value]));
        Tensor result = Run(new Cast(DataType.Float32), new Tensor<long>([1], [value]))[0];
        Assert.Equal(MathF.BitIncrement(1L << 53), result.AsSpan<float>()[0]);
    }

    [Fact]
    public void Anything_but_zero_is_true()
    {
        Gives(new Tensor<bool>([8], [true, true, true, true, true, true, true, false]), new Cast(DataType.Bool),
            Special);
        Gives(new Tensor<bool>([2], [true, false]), new Cast(DataType.Bool), new Tensor<long>([2], [1L << 40, 0]));
    }

    [Fact]
    public void True_is_one()
    {
        var flags = new Tensor<bool>([2], [true, false]);
        // What a file holds for true need not be 1.
        flags.AsBytes()[0] = 7;
        Gives(Floats([2], 1, 0), new Cast(DataType.Float32), flags);
        Gives(new Tensor<int>([2], [1, 0]), new Cast(DataType.Int32), flags);
        Assert.Equal([1, 0], Run(new Cast(DataType.Bool), flags)[0].AsBytes().ToArray());
    }

    [Fact]
    public void Half_overflows_to_infinity_and_rounds_ties_to_even() => Gives(
        new Tensor<Half>([3], [Half.PositiveInfinity, (Half)2048, (Half)2052]),
        new Cast(DataType.Float16), Floats([3], 65520, 2049, 2051));

    [Fact]
    public void None_is_refused() => Assert.Contains("no element type", Error(new Cast(DataType.None), [2]));
}
