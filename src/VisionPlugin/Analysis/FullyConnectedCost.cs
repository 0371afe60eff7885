using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Analysis;

/// <summary>
/// What a layer would cost were it fully connected: each element of the output sees each element of the input with a
/// weight of its own, and has a bias. The quotient to the layer's own cost is what local windows and shared weights save
/// (Goodfellow, Bengio, Courville, Deep Learning, 2016, 9.2).
/// </summary>
/// <param name="Parameters">Weights and biases: I * O + O for I input and O output elements of one picture.</param>
/// <param name="Macs">Multiply-accumulate operations of one run: I * O for each picture.</param>
public readonly record struct FullyConnectedCost(long Parameters, long Macs)
{
    /// <summary>
    /// The cost for layers that are a fixed linear map of their input with windows: convolutions, transposed ones, averages.
    /// Null for others: a fully connected layer cannot take a maximum, and one that is fully connected is what it is.
    /// </summary>
    internal static FullyConnectedCost? Of(Operator op, TensorInfo[] inputs, TensorInfo[] outputs)
    {
        if (op is not (Conv or ConvInteger or QLinearConv or ConvTranspose or AveragePool or GlobalAveragePool))
            return null;
        TensorShape x = inputs[0].Shape, y = outputs[0].Shape;
        if (x.Length == 0 || y.Length == 0)
            return null;
        long batch = x[0], weights = x.Length / batch * (y.Length / batch);
        return new(weights + (y.Length / batch), batch * weights);
    }
}
