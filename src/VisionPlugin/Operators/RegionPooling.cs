namespace VisionPlugin.Operators;

/// <summary>What <see cref="RoiAlign"/> makes of the samples in a bin.</summary>
public enum RegionPooling
{
    /// <summary>Their mean.</summary>
    Average,

    /// <summary>
    /// The largest product of an element and its weight: not the largest sample, but what ONNX records.
    /// </summary>
    Max,
}
