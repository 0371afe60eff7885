namespace VisionPlugin.Operators;

/// <summary>Functions of two truth values.</summary>
public enum LogicalFunction
{
    /// <summary>Both are true.</summary>
    And,

    /// <summary>At least one is true.</summary>
    Or,

    /// <summary>Exactly one is true.</summary>
    Xor,
}
