namespace VisionPlugin.Graphs.Passes;

/// <summary>Removes nodes whose outputs nobody needs, and the names of single outputs that nobody reads.</summary>
internal static class RemoveDead
{
    /// <summary>Runs the pass.</summary>
    public static CompiledGraph Run(CompiledGraph graph)
    {
        var editor = new GraphEditor(graph);
        foreach (Node node in editor.Nodes.Reverse().ToArray())
        {
            string[] outputs = [.. node.Outputs.Select(o => editor.IsOutput(o) || editor.ReaderCount(o) > 0 ? o : "")];
            if (outputs.All(o => o.Length == 0))
                editor.Remove(node);
            else if (!outputs.SequenceEqual(node.Outputs))
                editor.Replace(node, node with { Outputs = [.. outputs] });
        }

        return editor.BuildUsed();
    }
}
