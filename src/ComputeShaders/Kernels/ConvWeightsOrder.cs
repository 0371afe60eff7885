namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>An order of a convolution's weights; see the methods of <see cref="ConvWeights"/> of these names.</summary>
internal enum ConvWeightsOrder
{
    /// <summary>Tiles of blocks of channels.</summary>
    Blocked,

    /// <summary>Blocks of channels that are groups of their own.</summary>
    Depthwise,

    /// <summary>As they come.</summary>
    Plain,
}
