namespace VisionPlugin.Analysis.Drawing;

/// <summary>Colours of a kind of box, dark text on a light ground.</summary>
internal readonly record struct DiagramColor(string Name, string Fill, string Line)
{
    /// <summary>The colours of a kind; null for an input or output.</summary>
    public static DiagramColor Of(LayerKind? kind) => kind switch
    {
        LayerKind.Convolution => new("convolution", "#dbeafe", "#2563eb"),
        LayerKind.FullyConnected => new("fully connected", "#ede9fe", "#7c3aed"),
        LayerKind.Pooling => new("pooling", "#dcfce7", "#16a34a"),
        LayerKind.Normalization => new("normalisation", "#fef9c3", "#ca8a04"),
        LayerKind.Activation => new("activation", "#ffedd5", "#ea580c"),
        LayerKind.Join => new("join", "#fee2e2", "#dc2626"),
        LayerKind.Movement => new("reshape, move", "#f1f5f9", "#64748b"),
        LayerKind.Resampling => new("resize", "#ccfbf1", "#0d9488"),
        LayerKind.Quantization => new("quantisation", "#fae8ff", "#c026d3"),
        null => new("input, output", "#e5e7eb", "#111827"),
        _ => new("other", "#ffffff", "#475569"),
    };
}
