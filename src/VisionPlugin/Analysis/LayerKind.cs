namespace VisionPlugin.Analysis;

/// <summary>What a layer is for, coarsely: drawings colour by it.</summary>
public enum LayerKind
{
    /// <summary>Anything else.</summary>
    Other,

    /// <summary>A convolution or a transposed one, also of integers.</summary>
    Convolution,

    /// <summary>A matrix product.</summary>
    FullyConnected,

    /// <summary>Pooling over windows or whole maps, and its undoing.</summary>
    Pooling,

    /// <summary>Brings values to a scale: batch, layer, local response normalisation, ...</summary>
    Normalization,

    /// <summary>A function of each element, or a softmax.</summary>
    Activation,

    /// <summary>Brings branches together: concatenation, sums and products of two tensors.</summary>
    Join,

    /// <summary>Moves elements or changes the shape: reshape, transpose, slice, pad, gather, ...</summary>
    Movement,

    /// <summary>Changes the resolution: resize, sampling on a grid.</summary>
    Resampling,

    /// <summary>To and from integers.</summary>
    Quantization,
}
