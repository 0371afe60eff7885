using VisionPlugin.Cpu.Functions;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Operators;

namespace VisionPlugin.Tests.Cpu;

/// <summary>The vectorised functions against the reference in double precision, over their whole range.</summary>
public unsafe class RowFunctionTests
{
    public static TheoryData<UnaryFunction> Functions =>
        [.. Enum.GetValues<UnaryFunction>().Where(f => RowFunctions.Create<Float128>(new Activation(f)) is not null)];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Values_are_accurate_to_a_few_units_in_the_last_place(UnaryFunction function)
    {
        Activation activation = Parameters(function);
        float[] x = Samples();
        foreach (RowFunction loop in Loops(activation))
        {
            float[] y = Apply(loop, x);
            for (int i = 0; i < x.Length; i++)
            {
                double expected = (float)activation.Apply(x[i]);
                // Near a zero of the function the error is that of the terms, which are as large as x or 1.
                double allowed = (2e-6 * Math.Abs(expected)) + (3e-7 * Math.Min(Math.Abs(x[i]), 1)) + 1e-37;
                if (!(expected.Equals((double)y[i]) || Math.Abs(expected - y[i]) <= allowed))
                    Assert.Fail($"{function}({x[i]:R}) is {expected:R}, found {y[i]:R}.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Nan_and_infinity_give_what_the_formula_gives(UnaryFunction function)
    {
        Activation activation = Parameters(function);
        float[] x = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0, -0f];
        foreach (RowFunction loop in Loops(activation))
        {
            float[] y = Apply(loop, x);
            for (int i = 0; i < x.Length; i++)
                Assert.Equal((float)activation.Apply(x[i]), y[i]);
        }
    }

    // The ends of rows are where loads and stores are partial: nothing beyond may be read into a result or written.
    [Fact]
    public void Every_length_leaves_what_lies_beyond_untouched()
    {
        foreach (RowFunction loop in Loops(new Activation(UnaryFunction.Neg)))
        {
            for (int length = 0; length <= 50; length++)
            {
                float[] x = [.. Enumerable.Range(1, 64).Select(i => (float)i)], y = new float[64];
                fixed (float* source = x, target = y)
                    loop.Apply(source, target, length);
                Assert.Equal(x.Select((value, i) => i < length ? -value : 0), y);
            }
        }
    }

    private static RowFunction[] Loops(Activation activation) =>
    [
        RowFunctions.Create<Float512>(activation)!,
        RowFunctions.Create<Float256>(activation)!,
        RowFunctions.Create<Float128>(activation)!,
    ];

    private static Activation Parameters(UnaryFunction function) => function switch
    {
        UnaryFunction.LeakyRelu => new(function, 0.1f),
        UnaryFunction.Clip => new(function, -1, 6),
        UnaryFunction.HardSigmoid => new(function, 0.2f, 0.5f),
        UnaryFunction.Elu => new(function, 1.3f),
        UnaryFunction.Selu => new(function, 1.67326319f, 1.05070102f),
        UnaryFunction.Celu or UnaryFunction.Swish => new(function, 1.7f),
        UnaryFunction.ThresholdedRelu => new(function, 0.7f),
        UnaryFunction.Shrink => new(function, 0.5f, 0.25f),
        _ => new(function),
    };

    private static float[] Apply(RowFunction loop, float[] x)
    {
        var y = new float[x.Length];
        fixed (float* source = x, target = y)
            loop.Apply(source, target, x.Length);
        return y;
    }

    private static float[] Samples()
    {
        var random = new Random(5);
        var samples = new List<float>();
        for (int exponent = -30; exponent <= 6; exponent++)
        {
            for (int i = 0; i < 40; i++)
                samples.Add((random.Next(2) * 2 - 1) * MathF.ScaleB(1 + random.NextSingle(), exponent));
        }

        return [.. samples];
    }
}
