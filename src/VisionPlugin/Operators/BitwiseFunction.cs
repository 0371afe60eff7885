namespace VisionPlugin.Operators;

/// <summary>Functions of the bits of integers.</summary>
public enum BitwiseFunction
{
    /// <summary>a &amp; b</summary>
    And,

    /// <summary>a | b</summary>
    Or,

    /// <summary>a ^ b</summary>
    Xor,

    /// <summary>~a, of one input</summary>
    Not,

    /// <summary>a &lt;&lt; b, unsigned; 0 for all bits or more</summary>
    ShiftLeft,

    /// <summary>a &gt;&gt; b, unsigned; 0 for all bits or more</summary>
    ShiftRight,
}
