using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Lays what a sliding window covers out as columns, so that a convolution becomes a matrix product:
/// Y(n, c * K + k, o) = X(n, c, position(o, k)), 0 in the padding, where K is the window's number of elements.
/// Input: X (N, C, spatial...), numbers of any type. Output: Y (N, C * K, positions of the window). PyTorch's Unfold;
/// Chellapilla et al., High Performance Convolutional Neural Networks for Document Processing (2006). Not of ONNX.
/// </summary>
/// <param name="Window">Kernel, strides, dilations, padding.</param>
public sealed record Im2Col(Window Window) : Operator
{
    /// <inheritdoc/>
    public override string Name => "Im2Col";

    /// <summary>The window over an input.</summary>
    public ConvGeometry Geometry(TensorShape input) => ConvGeometry.Resolve(Window, input);

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 1, 1);
        TensorShape x = inputs[0].Shape;
        ConvGeometry geometry = Geometry(x);
        long rows = (long)x[1] * geometry.KernelLength;
        return [new TensorInfo(inputs[0].DataType, Guard.Shape([x[0], rows, geometry.OutputShape(1, 1).Length]))];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        TensorShape x = inputs[0]!.Shape;
        outputs[0].AsBytes().Clear();
        if (outputs[0].Shape.Length == 0)
            return;
        var taps = new WindowTaps(Geometry(x));
        int inPlane = x.LengthOf(2, x.Rank);
        for (int plane = 0; plane < x[0] * x[1]; plane++)
        {
            for (int o = 0; o < taps.OutputLength; o++)
            {
                ReadOnlySpan<int> positions = taps.At(o);
                for (int k = 0; k < positions.Length; k++)
                {
                    int to = (((plane * positions.Length) + k) * taps.OutputLength) + o;
                    if (positions[k] >= 0)
                        DataMovement.Copy(inputs[0]!, (plane * inPlane) + positions[k], outputs[0], to, 1);
                }
            }
        }
    }
}
