namespace VisionPlugin.Operators;

/// <summary>How the padding of a sliding window is chosen (ONNX attribute <c>auto_pad</c>).</summary>
public enum AutoPad
{
    /// <summary>The padding is given explicitly.</summary>
    NotSet,

    /// <summary>Output size = ceil(input / stride); an odd total puts the extra element at the end.</summary>
    SameUpper,

    /// <summary>Output size = ceil(input / stride); an odd total puts the extra element at the beginning.</summary>
    SameLower,

    /// <summary>No padding.</summary>
    Valid,
}
