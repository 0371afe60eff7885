namespace VisionPlugin.Operators;

/// <summary>Comparisons of two elements; with NaN every one is false.</summary>
public enum CompareFunction
{
    /// <summary>a == b</summary>
    Equal,

    /// <summary>a &lt; b</summary>
    Less,

    /// <summary>a &lt;= b</summary>
    LessOrEqual,

    /// <summary>a &gt; b</summary>
    Greater,

    /// <summary>a &gt;= b</summary>
    GreaterOrEqual,
}
