using System.Numerics;
using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// An element-wise function of one tensor: Y = f(X). NaN and infinities give what the formula gives in IEEE arithmetic.
/// Input: X, any shape, float32; Identity, Relu, Clip, Abs also take integers, Neg signed ones (all wrap around).
/// Output: Y of X's type and shape. ONNX Relu, Clip, Sigmoid, Gelu, ...: see <see cref="UnaryFunction"/>.
/// </summary>
/// <param name="Activation">The function with its parameters.</param>
public sealed record Unary(Activation Activation) : Operator
{
    // Integers beyond are not exact in the single-precision parameters of Clip.
    private const float ExactLimit = 1 << 24;

    /// <summary>ONNX's name of the function.</summary>
    public override string Name => Activation.Function switch
    {
        UnaryFunction.Silu => "Swish",
        UnaryFunction.GeluTanh => "Gelu",
        UnaryFunction function => function.ToString(),
    };

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 1, 1);
        DataType type = inputs[0].DataType;
        ReadOnlySpan<DataType> types =
            [DataType.Float32, DataType.Int8, DataType.Int16, DataType.Int32, DataType.Int64, DataType.UInt8];
        Guard.Type(inputs[0], "X", Activation.Function switch
        {
            UnaryFunction.Identity or UnaryFunction.Relu or UnaryFunction.Clip or UnaryFunction.Abs => types,
            UnaryFunction.Neg => types[..^1],
            _ => types[..1],
        });
        if (Activation.Function is UnaryFunction.Clip && type != DataType.Float32
            && !(IsExact(Activation.Alpha) && IsExact(Activation.Beta)))
        {
            throw new ShapeMismatchException(
                $"Clip of {type} needs whole bounds under 2^24: {Activation.Alpha}..{Activation.Beta}; use Max, Min.");
        }

        return [inputs[0] with { Value = null }];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        switch (inputs[0])
        {
            case Tensor<float> x:
                RunFloat(x.AsSpan(), outputs[0].AsSpan<float>());
                break;
            case Tensor<sbyte> x:
                RunInteger(x.AsSpan(), outputs[0].AsSpan<sbyte>());
                break;
            case Tensor<short> x:
                RunInteger(x.AsSpan(), outputs[0].AsSpan<short>());
                break;
            case Tensor<int> x:
                RunInteger(x.AsSpan(), outputs[0].AsSpan<int>());
                break;
            case Tensor<long> x:
                RunInteger(x.AsSpan(), outputs[0].AsSpan<long>());
                break;
            case Tensor<byte> x:
                RunInteger(x.AsSpan(), outputs[0].AsSpan<byte>());
                break;
        }
    }

    private static bool IsExact(float bound) =>
        float.IsInfinity(bound) || (MathF.Abs(bound) < ExactLimit && float.IsInteger(bound));

    private void RunFloat(ReadOnlySpan<float> x, Span<float> y)
    {
        for (int i = 0; i < y.Length; i++)
            y[i] = (float)Activation.Apply(x[i]);
    }

    private void RunInteger<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryInteger<T>
    {
        // An infinite bound becomes the type's own.
        T low = T.CreateSaturating(Activation.Alpha), high = T.CreateSaturating(Activation.Beta);
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = Activation.Function switch
            {
                UnaryFunction.Relu => T.Max(x[i], T.Zero),
                UnaryFunction.Clip => T.Min(T.Max(x[i], low), high),
                UnaryFunction.Abs => T.IsNegative(x[i]) ? T.Zero - x[i] : x[i],
                UnaryFunction.Neg => T.Zero - x[i],
                _ => x[i],
            };
        }
    }
}
