namespace VisionPlugin.Operators;

/// <summary>What <see cref="GridSample"/> sees outside its input.</summary>
public enum GridPadding
{
    /// <summary>Zeros.</summary>
    Zeros,

    /// <summary>The element at the edge.</summary>
    Border,

    /// <summary>
    /// The input mirrored as often as needed: at the centres of the outermost elements with aligned corners, else at their
    /// outer edges.
    /// </summary>
    Reflection,
}
