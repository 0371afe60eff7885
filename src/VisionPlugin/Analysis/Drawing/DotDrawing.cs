using System.Globalization;

namespace VisionPlugin.Analysis.Drawing;

/// <summary>A diagram in Graphviz's DOT language (https://graphviz.org/doc/info/lang.html).</summary>
internal static class DotDrawing
{
    public static void Write(TextWriter writer, Diagram diagram)
    {
        writer.Write("digraph network {\n");
        writer.Write($"  label={Quote([diagram.Heading])}; labelloc=t; fontname=\"Helvetica\";\n");
        writer.Write("  node [shape=box, style=\"filled,rounded\", fontname=\"Helvetica\", fontsize=11];\n");
        writer.Write("  edge [fontname=\"Helvetica\", fontsize=9, color=\"#64748b\"];\n");
        for (int i = 0; i < diagram.Nodes.Length; i++)
        {
            DiagramNode node = diagram.Nodes[i];
            DiagramColor color = DiagramColor.Of(node.Kind);
            writer.Write(string.Create(CultureInfo.InvariantCulture,
                $"  n{i} [label={Quote([node.Title, .. node.Lines])}, tooltip={Quote(node.Details)}, fillcolor=\"{color.Fill}\", color=\"{color.Line}\"];\n"));
        }

        foreach (DiagramEdge edge in diagram.Edges)
        {
            string label = edge.IsAmbiguous ? $" [label={Quote([edge.Label])}]" : "";
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"  n{edge.From} -> n{edge.To}{label};\n"));
        }

        writer.Write("}\n");
    }

    // Graphviz reads \n as a new line, \N as the node's name, and so on: a backslash of a name is written twice.
    private static string Quote(IEnumerable<string> lines) => '"'
        + string.Join("\\n", lines.Select(l => l.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal))) + '"';
}
