using VisionPlugin.Tensors;

namespace VisionPlugin.Building;

/// <summary>
/// A value of a network under construction: what a layer returns and the next one takes. The layers themselves are
/// extension methods, in <see cref="LayerProducts"/>, <see cref="LayerPools"/>, <see cref="LayerNorms"/>,
/// <see cref="LayerActivations"/>, <see cref="LayerJoins"/> and <see cref="Blocks"/>.
/// </summary>
public sealed class Layer
{
    internal Layer(ModelBuilder builder, string name, TensorInfo info)
    {
        Builder = builder;
        Name = name;
        Info = info;
    }

    /// <summary>The network that it belongs to.</summary>
    public ModelBuilder Builder { get; }

    /// <summary>Name of the value in the graph.</summary>
    public string Name { get; }

    /// <summary>Its shape, for the size of the input that the builder was given.</summary>
    public TensorShape Shape => Info.Shape;

    /// <summary>The second size: channels of (N, C, H, W), features of (N, F).</summary>
    public int Channels => Shape[1];

    internal TensorInfo Info { get; }

    /// <summary>Builds a part of the network whose names, and those of its weights, start with <c>scope.</c></summary>
    /// <param name="scope">The prefix; scopes nest.</param>
    /// <param name="body">The part: from this layer to its result.</param>
    public Layer Scope(string scope, Func<Layer, Layer> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Builder.InScope(scope, () => body(this));
    }

    /// <summary>Name and shape: <c>conv1: [1, 64, 112, 112]</c>.</summary>
    public override string ToString() => $"{Name}: {Shape}";
}
