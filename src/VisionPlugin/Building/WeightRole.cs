namespace VisionPlugin.Building;

/// <summary>What a parameter is used for, which decides how it is initialised.</summary>
public enum WeightRole
{
    /// <summary>Factors of a sum of products.</summary>
    Kernel,

    /// <summary>Added to a sum or a normalised value.</summary>
    Bias,

    /// <summary>Factor of a normalised value.</summary>
    Scale,

    /// <summary>Factor of a normalised value at the end of a residual branch.</summary>
    BranchScale,

    /// <summary>Running mean.</summary>
    Mean,

    /// <summary>Running variance.</summary>
    Variance,
}
