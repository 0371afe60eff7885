namespace VisionPlugin.Operators;

/// <summary>How a scattered update meets what is there (ONNX reduction).</summary>
public enum ScatterReduction
{
    /// <summary>The update replaces it; of several updates of one element the last counts.</summary>
    None,

    /// <summary>Sum.</summary>
    Add,

    /// <summary>Product.</summary>
    Mul,

    /// <summary>The smaller one.</summary>
    Min,

    /// <summary>The larger one.</summary>
    Max,
}
