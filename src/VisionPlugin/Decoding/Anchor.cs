namespace VisionPlugin.Decoding;

/// <summary>The box size that a detector's prediction starts from.</summary>
/// <param name="Width">Width, in the unit that the decoder says.</param>
/// <param name="Height">Height, in the unit that the decoder says.</param>
public readonly record struct Anchor(float Width, float Height);
