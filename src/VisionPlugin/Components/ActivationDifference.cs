namespace VisionPlugin.Components;

/// <summary>How far two backends are apart in one layer.</summary>
/// <param name="Greatest">The greatest absolute difference; NaN if a value is.</param>
/// <param name="GreatestValue">The greatest absolute value of the layer.</param>
public readonly record struct ActivationDifference(float Greatest, float GreatestValue);
