namespace VisionPlugin;

/// <summary>A model needs operators that the plugin, or the chosen backend, does not have. Lists all of them at once.</summary>
public sealed class UnsupportedOperatorException : VisionException
{
    /// <summary>Creates the error from one line a node: what it is and why it cannot run.</summary>
    public UnsupportedOperatorException(string summary, IReadOnlyList<string> nodes)
        : base(summary + Environment.NewLine + string.Join(Environment.NewLine, nodes.Select(n => "  " + n)))
    {
        Nodes = nodes;
    }

    /// <summary>One line for each node that cannot run: name, operator and reason.</summary>
    public IReadOnlyList<string> Nodes { get; }
}
