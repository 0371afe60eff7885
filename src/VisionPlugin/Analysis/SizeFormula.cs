using System.Collections.Immutable;
using System.Globalization;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Analysis;

/// <summary>
/// The size of a layer's output along one spatial axis, as the formula with its numbers filled in. With input size i, padding
/// p and q, dilation d, kernel k, stride s: <c>floor((i + p + q - d*(k-1) - 1)/s + 1)</c>, rounded up in ceil mode; <c>ceil(i/s)</c>
/// where the padding is chosen so (auto_pad SAME); transposed, with output padding a, <c>s*(i - 1) + a + d*(k-1) + 1 - p - q</c>.
/// ONNX Conv, MaxPool, ConvTranspose, MaxUnpool; Dumoulin and Visin, A guide to convolution arithmetic (2016), relationships 6, 14 and 15.
/// </summary>
/// <param name="Expression">The formula: <c>floor((227 + 0 + 0 - 1*(11-1) - 1)/4 + 1)</c>.</param>
/// <param name="Size">What it gives.</param>
/// <param name="Note">What the formula does not say, such as a padding that follows from it; "" for nothing.</param>
public readonly record struct SizeFormula(string Expression, int Size, string Note = "")
{
    /// <summary>Formula and result: <c>floor((227 + 0 + 0 - 1*(11-1) - 1)/4 + 1) = 55</c>, then the note.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Expression} = {Size}{(Note.Length > 0 ? ", " : "")}{Note}");

    /// <summary>The formulas of a layer's spatial axes, outermost first.</summary>
    internal static ImmutableArray<SizeFormula> Of(LayerWindow window, TensorShape output) =>
        [.. window.Geometry.Axes.Select((axis, i) => window.IsTransposed ? Transposed(window, axis, i, output[i + 2]) : Sliding(window.Window, axis))];

    private static SizeFormula Sliding(Window window, WindowAxis a)
    {
        if (window.AutoPad is AutoPad.SameUpper or AutoPad.SameLower)
            return new(Text($"ceil({a.Input}/{a.Stride})"), a.Output, Text($"padding {a.PadBegin} + {a.PadEnd}"));
        string inner = Text($"({a.Input} + {Term(a.PadBegin)} + {Term(a.PadEnd)} - {a.Dilation}*({a.Kernel}-1) - 1)/{a.Stride} + 1");
        if (!window.CeilMode)
            return new($"floor({inner})", a.Output);
        int room = a.Input + a.PadBegin + a.PadEnd - a.Span;
        bool isDropped = a.Output <= (room + a.Stride - 1) / a.Stride;
        return isDropped ? new($"ceil({inner}) - 1", a.Output, "as the last window would start behind the input") : new($"ceil({inner})", a.Output);
    }

    private static SizeFormula Transposed(LayerWindow window, WindowAxis a, int i, int size)
    {
        int extra = window.OutputPadding.IsEmpty ? 0 : window.OutputPadding[i];
        string formula = Text($"{a.Stride}*({a.Output} - 1) + {extra} + {a.Dilation}*({a.Kernel}-1) + 1 - {Term(a.PadBegin)} - {Term(a.PadEnd)}");
        if (size != a.Input)
            return new(Text($"{formula} + {Term(size - a.Input)}"), size, "the size asked for");
        return new(formula, size, window.IsSizeGiven ? "the size asked for"
            : window.Window.AutoPad is AutoPad.SameUpper or AutoPad.SameLower ? Text($"stride times {a.Output}") : "");
    }

    private static string Term(int value) => value < 0 ? Text($"({value})") : Text($"{value}");

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
