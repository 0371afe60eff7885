using System.Globalization;
using System.Text;
using VisionPlugin.Operators;

namespace VisionPlugin.Analysis;

/// <summary>What a layer is called for people: the operator and what sets it apart, as <c>Conv 3x3 /2 depthwise</c>.</summary>
internal static class LayerTitle
{
    public static string Of(Operator op, LayerWindow? window, int channels)
    {
        if (window is null)
            return Short(op);
        var text = new StringBuilder(op.Name);
        WindowAxis[] axes = [.. window.Geometry.Axes];
        text.Append(CultureInfo.InvariantCulture, $" {string.Join('x', axes.Select(a => a.Kernel))}");
        Add(text, " /", axes.Select(a => a.Stride), 1);
        Add(text, " dilated ", axes.Select(a => a.Dilation), 1);
        if (window.Groups > 1)
            text.Append(CultureInfo.InvariantCulture, $" {(window.Groups == channels ? "depthwise" : $"{window.Groups} groups")}");
        return text.ToString();
    }

    /// <summary>The operator's name, less what takes room without saying more: <c>BatchNorm</c>.</summary>
    public static string Short(Operator op) => op.Name.Replace("Normalization", "Norm", StringComparison.Ordinal);

    private static void Add(StringBuilder text, string prefix, IEnumerable<int> values, int usual)
    {
        int[] distinct = [.. values.Distinct()];
        if (distinct is not [var only] || only != usual)
            text.Append(prefix).AppendJoin('x', distinct.Length == 1 ? distinct : values);
    }
}
