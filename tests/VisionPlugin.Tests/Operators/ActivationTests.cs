using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using static VisionPlugin.Tests.Operators.OperatorRun;

namespace VisionPlugin.Tests.Operators;

public class ActivationTests
{
    [Theory]
    [InlineData(UnaryFunction.Identity, 0, 0, -3.5, -3.5)]
    [InlineData(UnaryFunction.Relu, 0, 0, -2, 0)]
    [InlineData(UnaryFunction.Relu, 0, 0, 2, 2)]
    [InlineData(UnaryFunction.LeakyRelu, 0.5f, 0, -3, -1.5)]
    [InlineData(UnaryFunction.LeakyRelu, 0.5f, 0, 3, 3)]
    [InlineData(UnaryFunction.LeakyRelu, 2, 0, -3, -6)]
    [InlineData(UnaryFunction.Clip, -1, 2, -3, -1)]
    [InlineData(UnaryFunction.Clip, -1, 2, 1.5, 1.5)]
    [InlineData(UnaryFunction.Clip, -1, 2, 3, 2)]
    [InlineData(UnaryFunction.Clip, 2, -1, 0, -1)]
    [InlineData(UnaryFunction.Sigmoid, 0, 0, 1, 0.7310585786300049)]
    [InlineData(UnaryFunction.Sigmoid, 0, 0, -800, 0)]
    [InlineData(UnaryFunction.Tanh, 0, 0, 0.5, 0.46211715726000975)]
    [InlineData(UnaryFunction.HardSigmoid, 0.25f, 0.5f, 1, 0.75)]
    [InlineData(UnaryFunction.HardSigmoid, 0.25f, 0.5f, -9, 0)]
    [InlineData(UnaryFunction.HardSigmoid, 0.25f, 0.5f, 9, 1)]
    [InlineData(UnaryFunction.HardSwish, 0, 0, 1, 2 / 3.0)]
    [InlineData(UnaryFunction.HardSwish, 0, 0, -1, -1 / 3.0)]
    [InlineData(UnaryFunction.HardSwish, 0, 0, 4, 4)]
    [InlineData(UnaryFunction.HardSwish, 0, 0, -4, 0)]
    [InlineData(UnaryFunction.ScaledHardSwish, 0.5f, 0, 1, 1 / 3.0)]
    [InlineData(UnaryFunction.ScaledHardSwish, 0.5f, 0, -4, 0)]
    [InlineData(UnaryFunction.Silu, 0, 0, -2, -0.2384058440442351)]
    [InlineData(UnaryFunction.Elu, 1.5f, 0, -1, -0.948180838242837)]
    [InlineData(UnaryFunction.Elu, 1.5f, 0, 2, 2)]
    [InlineData(UnaryFunction.Elu, 1, 0, -1e-14, -1e-14)]
    [InlineData(UnaryFunction.Selu, 1.5f, 2, -1, -1.896361676485674)]
    [InlineData(UnaryFunction.Selu, 1.5f, 2, 3, 6)]
    [InlineData(UnaryFunction.Gelu, 0, 0, 1, 0.8413447460685429)]
    [InlineData(UnaryFunction.Gelu, 0, 0, -1, -0.15865525393145707)]
    [InlineData(UnaryFunction.GeluTanh, 0, 0, 1, 0.8411919906082768)]
    [InlineData(UnaryFunction.Softplus, 0, 0, 0, 0.6931471805599453)]
    [InlineData(UnaryFunction.Softplus, 0, 0, -40, 4.248354255291589e-18)]
    [InlineData(UnaryFunction.Softplus, 0, 0, 1000, 1000)]
    [InlineData(UnaryFunction.Abs, 0, 0, -3, 3)]
    [InlineData(UnaryFunction.Neg, 0, 0, -3, 3)]
    [InlineData(UnaryFunction.Exp, 0, 0, 1, Math.E)]
    [InlineData(UnaryFunction.Log, 0, 0, Math.E, 1)]
    [InlineData(UnaryFunction.Sqrt, 0, 0, 9, 3)]
    [InlineData(UnaryFunction.Celu, 2, 0, -2, -1.2642411176571153)]
    [InlineData(UnaryFunction.Celu, 2, 0, 3, 3)]
    [InlineData(UnaryFunction.Mish, 0, 0, 1, 0.8650983882673103)]
    [InlineData(UnaryFunction.Mish, 0, 0, 1000, 1000)]
    [InlineData(UnaryFunction.ThresholdedRelu, 1, 0, 1, 0)]
    [InlineData(UnaryFunction.ThresholdedRelu, 1, 0, 1.5, 1.5)]
    [InlineData(UnaryFunction.ThresholdedRelu, 1, 0, -3, 0)]
    [InlineData(UnaryFunction.Softsign, 0, 0, -3, -0.75)]
    [InlineData(UnaryFunction.Shrink, 1.5f, 0.5f, -2, -1.5)]
    [InlineData(UnaryFunction.Shrink, 1.5f, 0.5f, 1.5, 0)]
    [InlineData(UnaryFunction.Shrink, 1.5f, 0.5f, 2, 1.5)]
    [InlineData(UnaryFunction.Swish, 2, 0, -1, -0.11920292202211755)]
    [InlineData(UnaryFunction.Erf, 0, 0, 0.5, 0.5204998778130465)]
    [InlineData(UnaryFunction.Floor, 0, 0, -1.5, -2)]
    [InlineData(UnaryFunction.Ceil, 0, 0, -1.5, -1)]
    [InlineData(UnaryFunction.Round, 0, 0, 2.5, 2)]
    [InlineData(UnaryFunction.Round, 0, 0, -1.5, -2)]
    [InlineData(UnaryFunction.Sign, 0, 0, -7, -1)]
    [InlineData(UnaryFunction.Sign, 0, 0, 0, 0)]
    [InlineData(UnaryFunction.Reciprocal, 0, 0, -4, -0.25)]
    [InlineData(UnaryFunction.Sin, 0, 0, Math.PI / 6, 0.5)]
    [InlineData(UnaryFunction.Cos, 0, 0, Math.PI / 3, 0.5)]
    [InlineData(UnaryFunction.Tan, 0, 0, Math.PI / 4, 1)]
    [InlineData(UnaryFunction.Asin, 0, 0, 0.5, Math.PI / 6)]
    [InlineData(UnaryFunction.Acos, 0, 0, 0.5, Math.PI / 3)]
    [InlineData(UnaryFunction.Atan, 0, 0, 1, Math.PI / 4)]
    [InlineData(UnaryFunction.Sinh, 0, 0, 1, 1.1752011936438014)]
    [InlineData(UnaryFunction.Cosh, 0, 0, 1, 1.5430806348152437)]
    [InlineData(UnaryFunction.Asinh, 0, 0, 1, 0.881373587019543)]
    [InlineData(UnaryFunction.Acosh, 0, 0, 2, 1.3169578969248166)]
    [InlineData(UnaryFunction.Atanh, 0, 0, 0.5, 0.5493061443340549)]
    [InlineData(UnaryFunction.BFloat16, 0, 0, 1.00390625, 1)]
    [InlineData(UnaryFunction.BFloat16, 0, 0, -1.01171875, -1.015625)]
    public void Functions_have_their_known_values(
        UnaryFunction function, float alpha, float beta, double x, double expected)
    {
        double actual = new Activation(function, alpha, beta).Apply(x);
        Assert.InRange(actual, expected - (Math.Abs(expected) * 1e-12), expected + (Math.Abs(expected) * 1e-12));
    }

    [Theory]
    [InlineData(UnaryFunction.Relu, 0, double.PositiveInfinity)]
    [InlineData(UnaryFunction.LeakyRelu, double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData(UnaryFunction.Clip, -1, 1)]
    [InlineData(UnaryFunction.Sigmoid, 0, 1)]
    [InlineData(UnaryFunction.Tanh, -1, 1)]
    [InlineData(UnaryFunction.HardSigmoid, 0, 0)]
    [InlineData(UnaryFunction.HardSwish, double.NaN, double.PositiveInfinity)]
    [InlineData(UnaryFunction.Silu, double.NaN, double.PositiveInfinity)]
    [InlineData(UnaryFunction.Elu, 1, double.PositiveInfinity)]
    [InlineData(UnaryFunction.Selu, 1, double.PositiveInfinity)]
    [InlineData(UnaryFunction.Gelu, double.NaN, double.PositiveInfinity)]
    [InlineData(UnaryFunction.GeluTanh, double.NaN, double.PositiveInfinity)]
    [InlineData(UnaryFunction.Softplus, 0, double.PositiveInfinity)]
    [InlineData(UnaryFunction.Abs, double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(UnaryFunction.Neg, double.PositiveInfinity, double.NegativeInfinity)]
    [InlineData(UnaryFunction.Exp, 0, double.PositiveInfinity)]
    [InlineData(UnaryFunction.Log, double.NaN, double.PositiveInfinity)]
    [InlineData(UnaryFunction.Sqrt, double.NaN, double.PositiveInfinity)]
    [InlineData(UnaryFunction.Mish, double.NaN, double.PositiveInfinity)]
    [InlineData(UnaryFunction.Softsign, double.NaN, double.NaN)]
    [InlineData(UnaryFunction.Erf, -1, 1)]
    [InlineData(UnaryFunction.Sign, -1, 1)]
    [InlineData(UnaryFunction.Reciprocal, 0, 0)]
    [InlineData(UnaryFunction.Sin, double.NaN, double.NaN)]
    [InlineData(UnaryFunction.Atan, -Math.PI / 2, Math.PI / 2)]
    [InlineData(UnaryFunction.Acosh, double.NaN, double.PositiveInfinity)]
    public void Infinities_give_what_the_formula_gives(UnaryFunction function, double atMinus, double atPlus)
    {
        // Alpha -1 and Beta 1 make the sign of each branch visible.
        var activation = new Activation(function, function == UnaryFunction.LeakyRelu ? 1 : -1, 1);
        double plus = function == UnaryFunction.HardSigmoid ? 0 : atPlus;
        double minus = function == UnaryFunction.HardSigmoid ? 1 : atMinus;
        Assert.Equal(minus, activation.Apply(double.NegativeInfinity));
        Assert.Equal(plus, activation.Apply(double.PositiveInfinity));
    }

    [Fact]
    public void Nan_passes_through_every_function()
    {
        foreach (UnaryFunction function in Enum.GetValues<UnaryFunction>())
            Assert.Equal(double.NaN, new Activation(function, 0.5f, 1).Apply(double.NaN));
    }

    // Values of Abramowitz and Stegun, table 7.1, and of higher-precision computation.
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1e-10, 1.1283791670955126e-10)]
    [InlineData(0.5, 0.5204998778130465)]
    [InlineData(1, 0.8427007929497149)]
    [InlineData(2, 0.9953222650189527)]
    [InlineData(2.5, 0.999593047982555)]
    [InlineData(3, 0.9999779095030014)]
    [InlineData(5, 0.9999999999984626)]
    [InlineData(7, 1)]
    [InlineData(double.PositiveInfinity, 1)]
    public void The_error_function_is_exact_to_fifteen_digits(double x, double expected)
    {
        Assert.Equal(expected, SpecialFunctions.Erf(x), 1e-15);
        Assert.Equal(-expected, SpecialFunctions.Erf(-x), 1e-15);
    }

    [Fact]
    public void Unary_applies_its_function_to_every_element_and_is_named_as_in_onnx()
    {
        Gives(Floats([2, 2], 0, 0, 2, 6), new Unary(Activation.Relu6), Floats([2, 2], -1, 0, 2, 7));
        Assert.Equal(
            ["Identity", "Relu", "LeakyRelu", "Clip", "Sigmoid", "Tanh", "HardSigmoid", "HardSwish", "ScaledHardSwish", "Swish", "Elu",
                "Selu", "Gelu", "Gelu", "Softplus", "Abs", "Neg", "Exp", "Log", "Sqrt", "Celu", "Mish", "ThresholdedRelu",
                "Softsign", "Shrink", "Swish", "Erf", "Floor", "Ceil", "Round", "Sign", "Reciprocal", "Sin", "Cos", "Tan", "Asin",
                "Acos", "Atan", "Sinh", "Cosh", "Asinh", "Acosh", "Atanh", "BFloat16"],
            Enum.GetValues<UnaryFunction>().Select(f => new Unary(new Activation(f)).Name));
    }

    [Fact]
    public void Integers_stay_integers_and_wrap_around()
    {
        var x = new Tensor<sbyte>([4], [-128, -5, 0, 100]);
        Assert.Equal([-128, 5, 0, 100], Integers(new(UnaryFunction.Abs), x));
        Assert.Equal([-128, 5, 0, -100], Integers(new(UnaryFunction.Neg), x));
        Assert.Equal([0, 0, 0, 100], Integers(Activation.Relu, x));
        Assert.Equal([-1, -1, 0, 1], Integers(new(UnaryFunction.Sign), x));
        Assert.Equal([-7, -5, 0, 33], Integers(new(UnaryFunction.Clip, -7, 33), x));
        Assert.Equal([-128, -5, 0, 100], Integers(new(UnaryFunction.Clip, float.NegativeInfinity, 1000), x));
        Assert.Equal([long.MaxValue, -3],
            Elements<long>(0, new Unary(new(UnaryFunction.Neg)), new Tensor<long>([2], [-long.MaxValue, 3])));
    }

    [Theory]
    [InlineData(DataType.Int64, UnaryFunction.Clip, 0, 16777216)]
    [InlineData(DataType.Int32, UnaryFunction.Clip, -1e9f, 0)]
    [InlineData(DataType.Int8, UnaryFunction.Clip, 0.5f, 3)]
    [InlineData(DataType.Int8, UnaryFunction.Clip, float.NaN, 3)]
    [InlineData(DataType.UInt8, UnaryFunction.Neg, 0, 0)]
    [InlineData(DataType.Int32, UnaryFunction.Sigmoid, 0, 0)]
    [InlineData(DataType.Bool, UnaryFunction.Relu, 0, 0)]
    public void Types_and_bounds_that_would_be_inexact_are_refused(
        DataType type, UnaryFunction function, float alpha, float beta) =>
        Assert.Throws<ShapeMismatchException>(
            () => new Unary(new(function, alpha, beta)).InferShapes([new TensorInfo(type, [3])]));

    [Fact]
    public void Prelu_broadcasts_its_slope_from_the_last_axis()
    {
        Gives(Floats([1, 2, 2], -2, 1, -10, -20), new PRelu(), Floats([1, 2, 2], -1, 1, -1, -2), Floats([2, 1], 2, 10));
        Gives(Floats([1, 2, 2], -2, 1, -2, -20), new PRelu(), Floats([1, 2, 2], -1, 1, -1, -2), Floats([2], 2, 10));
        Assert.Contains("Slope [3] cannot be broadcast to X [1, 3, 4, 4]", Error(new PRelu(), [1, 3, 4, 4], [3]));
        Assert.Contains("cannot be broadcast", Error(new PRelu(), [3, 4], [1, 3, 4]));
    }

    private static sbyte[] Integers(Activation activation, Tensor x) => Elements<sbyte>(0, new Unary(activation), x);
}
