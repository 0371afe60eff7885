using VisionPlugin.Operators;

namespace VisionPlugin.Building;

/// <summary>Activation functions.</summary>
public static class LayerActivations
{
    /// <summary>Any element-wise function.</summary>
    /// <param name="x">Input of any shape.</param>
    /// <param name="activation">The function with its parameters.</param>
    /// <param name="name">Name; relu1, tanh1, ... if null.</param>
    public static Layer Apply(this Layer x, Activation activation, string? name = null) =>
        activation.IsNone ? x : x.Builder.Add(
            x.Builder.NameOf(name, activation.Function.ToString().ToLowerInvariant()), new Unary(activation), x);

    /// <summary>max(x, 0).</summary>
    public static Layer Relu(this Layer x, string? name = null) => x.Apply(Activation.Relu, name);

    /// <summary>min(max(x, 0), 6).</summary>
    public static Layer Relu6(this Layer x, string? name = null) => x.Apply(Activation.Relu6, name);

    /// <summary>x where it is positive, else slope * x.</summary>
    public static Layer LeakyRelu(this Layer x, float slope = 0.1f, string? name = null) =>
        x.Apply(new Activation(UnaryFunction.LeakyRelu, slope), name);

    /// <summary>tanh(x).</summary>
    public static Layer Tanh(this Layer x, string? name = null) => x.Apply(new Activation(UnaryFunction.Tanh), name);

    /// <summary>1 / (1 + exp(-x)).</summary>
    public static Layer Sigmoid(this Layer x, string? name = null) => x.Apply(new Activation(UnaryFunction.Sigmoid), name);

    /// <summary>x * sigmoid(x).</summary>
    public static Layer Silu(this Layer x, string? name = null) => x.Apply(new Activation(UnaryFunction.Silu), name);

    /// <summary>Probabilities along an axis; the channels by default.</summary>
    public static Layer Softmax(this Layer x, int axis = 1, string? name = null) =>
        x.Builder.Add(x.Builder.NameOf(name, "softmax"), new Softmax(axis), x);
}
