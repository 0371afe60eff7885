using System.Numerics;
using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Converts elements to another type; the shape stays. From floating point to integers: toward zero, saturated at the
/// ends of the range, NaN becomes 0. Between integers: the low bits, as ONNX has it. To floating point: the nearest
/// value, ties to even, infinity beyond the range. To bool: not equal to 0. From bool: 0 and 1. ONNX Cast.
/// </summary>
/// <param name="To">Element type of the output.</param>
public sealed record Cast(DataType To) : Operator
{
    /// <inheritdoc/>
    public override string Name => "Cast";

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 1, 1);
        if (DataTypes.SizeOf(To) == 0)
            throw new ShapeMismatchException($"{To} is no element type to cast to.");
        return [new TensorInfo(To, inputs[0].Shape)];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs) =>
        NumericDispatch.Invoke(inputs[0]!.DataType, new FromAction(inputs[0]!, outputs[0]));

    private readonly struct FromAction(Tensor source, Tensor destination) : INumericAction
    {
        public void Invoke<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
            => NumericDispatch.Invoke(destination.DataType, new ToAction<T>(source, destination));
    }

    private readonly struct ToAction<TFrom>(Tensor source, Tensor destination) : INumericAction
        where TFrom : unmanaged, INumber<TFrom>
    {
        public void Invoke<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            ReadOnlySpan<TFrom> from = DataMovement.Elements<TFrom>(source);
            Span<T> to = DataMovement.Elements<T>(destination);
            bool fromFloat = DataTypes.IsFloat(source.DataType), toBool = destination.DataType == DataType.Bool;
            bool fromBool = source.DataType == DataType.Bool;
            for (int i = 0; i < to.Length; i++)
            {
                if (toBool || fromBool)
                    to[i] = from[i] == TFrom.Zero ? T.Zero : T.One;
                else
                    to[i] = fromFloat ? T.CreateSaturating(from[i]) : T.CreateTruncating(from[i]);
            }
        }
    }
}
