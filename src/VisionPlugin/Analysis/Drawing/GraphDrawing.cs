using VisionPlugin.Graphs;

namespace VisionPlugin.Analysis.Drawing;

/// <summary>
/// Draws networks: layers as boxes with operator, name, output shape and parameters, coloured by <see cref="LayerKind"/>; arrows from
/// top to bottom. The same network always gives the same text. Names of the model may be anything; they are escaped.
/// </summary>
public static class GraphDrawing
{
    /// <summary>
    /// Writes a drawing as SVG: one self-contained file, which needs no other program. Pointing at a layer shows its formula, receptive
    /// field and cost. Takes well under a minute for thousands of layers; of more than 20,000 bends the longest arrows go straight.
    /// </summary>
    /// <param name="writer">Written to, not closed.</param>
    /// <param name="graph">The network, with or without merged layers.</param>
    /// <param name="asLoaded">The same network before <see cref="GraphOptimizer"/>, to show what was merged; null not to.</param>
    public static void WriteSvg(TextWriter writer, CompiledGraph graph, CompiledGraph? asLoaded = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(graph);
        SvgDrawing.Write(writer, Diagram.Of(graph, asLoaded));
    }

    /// <summary>Writes the graph in Graphviz's DOT language, to be laid out by <c>dot</c>.</summary>
    /// <param name="writer">Written to, not closed.</param>
    /// <param name="graph">The network, with or without merged layers.</param>
    /// <param name="asLoaded">The same network before <see cref="GraphOptimizer"/>, to show what was merged; null not to.</param>
    public static void WriteDot(TextWriter writer, CompiledGraph graph, CompiledGraph? asLoaded = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(graph);
        DotDrawing.Write(writer, Diagram.Of(graph, asLoaded));
    }
}
