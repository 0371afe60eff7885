using System.Numerics;
using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// An element-wise function of one tensor: Y = f(X). NaN and infinities give what the formula gives in IEEE arithmetic.
/// Input: X, any shape, single or double precision; Identity, Relu, Clip, Abs, Sign also take integers, Neg signed ones
/// (all wrap around). Output: Y of X's type and shape.
/// ONNX Relu, Clip, Sigmoid, Gelu, ...: see <see cref="UnaryFunction"/>.
/// </summary>
/// <param name="Activation">The function with its parameters.</param>
public sealed record Unary(Activation Activation) : Operator
{
    // Integers beyond are not exact in the single-precision parameters of Clip.
    private const float ExactLimit = 1 << 24;

    private static readonly DataType[] Types =
    [
        DataType.Float32, DataType.Float64, DataType.Int8, DataType.Int16, DataType.Int32, DataType.Int64,
        DataType.UInt8, DataType.UInt16, DataType.UInt32, DataType.UInt64,
    ];

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
        Guard.Type(inputs[0], "X", Activation.Function switch
        {
            UnaryFunction.Identity or UnaryFunction.Relu or UnaryFunction.Clip or UnaryFunction.Abs
                or UnaryFunction.Sign => Types,
            UnaryFunction.Neg => Types[..6],
            _ => Types[..2],
        });
        if (Activation.Function is UnaryFunction.Clip && !DataTypes.IsFloat(type)
            && !(IsExact(Activation.Alpha) && IsExact(Activation.Beta)))
        {
            throw new ShapeMismatchException(
                $"Clip of {type} needs whole bounds under 2^24: {Activation.Alpha}..{Activation.Beta}; use Max, Min.");
        }

        return [inputs[0] with { Value = null }];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs) =>
        NumericDispatch.Invoke(outputs[0].DataType, new Action(Activation, inputs[0]!, outputs[0]));

    private static bool IsExact(float bound) =>
        float.IsInfinity(bound) || (MathF.Abs(bound) < ExactLimit && float.IsInteger(bound));

    private readonly struct Action(Activation activation, Tensor x, Tensor y) : INumericAction
    {
        public void Invoke<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            ReadOnlySpan<T> from = x.AsSpan<T>();
            Span<T> to = y.AsSpan<T>();
            if (DataTypes.IsFloat(x.DataType))
            {
                for (int i = 0; i < to.Length; i++)
                    to[i] = T.CreateTruncating(activation.Apply(double.CreateTruncating(from[i])));
                return;
            }

            // An infinite bound becomes the type's own.
            T low = T.CreateSaturating(activation.Alpha), high = T.CreateSaturating(activation.Beta);
            for (int i = 0; i < to.Length; i++)
                to[i] = Integer(from[i], low, high);
        }

        private T Integer<T>(T value, T low, T high)
            where T : unmanaged, INumber<T>
            => activation.Function switch
            {
                UnaryFunction.Relu => T.Max(value, T.Zero),
                UnaryFunction.Clip => T.Min(T.Max(value, low), high),
                UnaryFunction.Abs => T.IsNegative(value) ? T.Zero - value : value,
                UnaryFunction.Neg => T.Zero - value,
                UnaryFunction.Sign => T.CreateTruncating(T.Sign(value)),
                _ => value,
            };
    }
}
