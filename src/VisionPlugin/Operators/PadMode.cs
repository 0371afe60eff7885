namespace VisionPlugin.Operators;

/// <summary>What <see cref="Pad"/> puts around a tensor. Example: 2 before and after (a b c d).</summary>
public enum PadMode
{
    /// <summary>A given value: v v a b c d v v.</summary>
    Constant,

    /// <summary>The mirror image without the edge: c b a b c d c b.</summary>
    Reflect,

    /// <summary>The nearest element: a a a b c d d d.</summary>
    Edge,

    /// <summary>The other side: c d a b c d a b.</summary>
    Wrap,
}
