namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>How binary.comp reads an operand for a vector of outputs.</summary>
internal enum BinaryMode
{
    /// <summary>A vector.</summary>
    Vectors,

    /// <summary>The first lane of a vector for all four: one channel against many.</summary>
    FirstLane,

    /// <summary>A vector of single precision beside packed ones: a constant, or a value a channel.</summary>
    Singles,

    /// <summary>A float of a linear tensor for all four.</summary>
    Scalar,

    /// <summary>Four floats of a linear tensor, each from its own place.</summary>
    Lanes,
}
