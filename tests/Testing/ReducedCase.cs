using System.Globalization;
using VisionPlugin.Execution;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing;

/// <summary>
/// An operator case for a backend that stores numbers shorter. The reference gets the numbers as they are stored, so that
/// what is left is the rounding of what the operator stores itself.
/// </summary>
public static class ReducedCase
{
    // GLSL leaves the rounding of halves to the driver: one unit in the last of 11 bits, and below the normal ones all.
    private const double HalfRtol = 1.0 / 1024, HalfAtol = 6.2e-5;

    // A deformable convolution stores its samples too, and sums some dozens of them.
    private const double SampledAtol = 1.0 / 256;

    /// <summary>True if the case has weights, whose precision matters.</summary>
    public static bool HasWeights(OperatorCase test) => test.FirstConstant <= 1 && test.Inputs.Length > 1
        && test.Operator is Conv or ConvTranspose or Gemm or MatMul && test.Inputs[1] is Tensor<float>;

    /// <summary>The case with inputs and weights as they are stored.</summary>
    public static OperatorCase Of(OperatorCase test, Precision precision)
    {
        Tensor?[] inputs = [.. test.Inputs];
        for (int i = 0; i < inputs.Length; i++)
        {
            // What is added to a convolution may be a constant too.
            bool isInput = (i < test.FirstConstant && !test.Operator.NeedsValue(i)) || (test.Operator is Conv && i == 3);
            if (isInput && precision.Activations == ActivationPrecision.Half && inputs[i] is Tensor<float> input)
                inputs[i] = ToHalf(input);
        }

        if (HasWeights(test))
        {
            var weights = (Tensor<float>)inputs[1]!;
            inputs[1] = precision.Weights switch
            {
                WeightPrecision.Half => ToHalf(weights),
                WeightPrecision.UInt8 => ToBytes(weights, ChannelOf(test.Operator, weights.Shape)),
                _ => weights,
            };
        }

        return test with { Inputs = inputs, Precision = precision };
    }

    /// <summary>Fails unless each element is what the reference has, rounded as it may be stored.</summary>
    public static void AssertEqual(OperatorCase test, Tensor expected, Tensor actual, string context)
    {
        bool half = test.Precision.Activations == ActivationPrecision.Half;
        if (half && expected is Tensor<float> { } e && actual is Tensor<float> a)
            (expected, actual) = (Bounded(e, e), Bounded(a, e));
        double atol = !half ? 0 : test.Operator is DeformConv ? SampledAtol : HalfAtol;
        TensorAssert.Equal(expected, actual, Math.Max(test.Atol, atol), test.Rtol + (half ? HalfRtol : 0),
            string.Create(CultureInfo.InvariantCulture, $"{context}, {test.Precision}"));
    }

    // Beyond the largest half stands an infinity, or the largest where a driver rounds towards zero. Kernels that store
    // linear tensors keep the value.
    private static Tensor<float> Bounded(Tensor<float> tensor, Tensor<float> expected)
    {
        float limit = (float)Half.MaxValue;
        var result = new Tensor<float>(tensor.Shape, tensor.AsSpan());
        for (int i = 0; i < result.Shape.Length; i++)
        {
            if (Math.Abs(expected.AsSpan()[i]) >= limit)
                result.AsSpan()[i] = Math.Clamp(result.AsSpan()[i], -limit, limit);
        }

        return result;
    }

    private static Tensor<float> ToHalf(Tensor<float> tensor)
    {
        var result = new Tensor<float>(tensor.Shape);
        for (int i = 0; i < tensor.Shape.Length; i++)
            result.AsSpan()[i] = (float)(Half)tensor.AsSpan()[i];
        return result;
    }

    // scale * (q - zero) of each output channel, as ONNX's DynamicQuantizeLinear and DequantizeLinear say.
    private static Tensor<float> ToBytes(Tensor<float> weights, Func<int, int> channelOf)
    {
        float[] source = weights.AsSpan().ToArray();
        var result = new Tensor<float>(weights.Shape);
        foreach (IGrouping<int, int> channel in Enumerable.Range(0, source.Length).GroupBy(channelOf))
        {
            double least = Math.Min(0, channel.Min(i => source[i])), most = Math.Max(0, channel.Max(i => source[i]));
            double scale = least < most ? (most - least) / 255 : 1, zero = Math.Round(-least / scale);
            foreach (int i in channel)
            {
                double q = Math.Clamp(Math.Round(source[i] / scale) + zero, 0, 255);
                result.AsSpan()[i] = (float)(scale * (q - zero));
            }
        }

        return result;
    }

    // The output channel, or column, that a weight belongs to.
    private static Func<int, int> ChannelOf(Operator op, TensorShape w)
    {
        int taps = w.Rank > 2 ? w.LengthOf(2, w.Rank) : 1;
        return op switch
        {
            Conv => i => i / (w[1] * taps),
            ConvTranspose transpose => i =>
                (i / (w[1] * taps) / (w[0] / transpose.Groups) * w[1]) + (i / taps % w[1]),
            Gemm { TransposeB: true } => i => i / w[1],
            _ => i => w.Rank == 1 ? 0 : i % w[w.Rank - 1],
        };
    }
}
