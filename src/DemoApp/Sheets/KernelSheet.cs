using System.Globalization;
using VisionPlugin.Components;
using VisionPlugin.DemoApp.Overlay;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Tensors;

namespace VisionPlugin.DemoApp.Sheets;

/// <summary>
/// The kernels of a convolution as one labelled picture: those that read a picture in its colours, depthwise ones side
/// by side, others as a table of outputs by inputs.
/// </summary>
/// <param name="Limit">Kernels that are drawn at most.</param>
/// <param name="Range">
/// Whether each kernel has a scale of its own or all share one; null for the first in colours and of depthwise ones,
/// else for the second.
/// </param>
/// <param name="IsBgr">True if the network reads blue first.</param>
internal sealed record KernelSheet(int Limit, ActivationRange? Range, bool IsBgr)
{
    private const int MostOfTile = 72, MostOfCell = 48, LeastOfCell = 4;

    /// <summary>Draws.</summary>
    /// <param name="kernels">What they are.</param>
    /// <param name="weights">The numbers, in the shape that <paramref name="kernels"/> say.</param>
    /// <param name="statistics">What is told of them.</param>
    /// <param name="layout">Receives what is drawn.</param>
    public Picture Draw(
        ConvolutionKernels kernels, Tensor<float> weights, LayerStatistics statistics, out KernelLayout layout)
    {
        KernelLayout chosen = layout = KernelLayout.Of(kernels, Limit);
        bool shares = (Range ?? chosen.UsualRange) == ActivationRange.Layer;
        ActivationScale whole = ActivationScale.Of(weights.AsSpan(), ActivationColors.Diverging);
        var heading = new SheetHeading(kernels.Node, [.. Facts(kernels, statistics, chosen, shares)],
            chosen.Kind == KernelKind.Rgb ? null : whole,
            shares ? SheetStyle.Number(whole.Least) : "-largest",
            shares ? SheetStyle.Number(whole.Greatest) : "+largest of each kernel");
        return chosen.Kind == KernelKind.Table ? DrawTable(heading, chosen, weights, shares ? whole : null)
            : DrawTiles(heading, chosen, weights, shares ? whole : null);
    }

    private Picture DrawTiles(
        SheetHeading heading, KernelLayout kernels, Tensor<float> weights, ActivationScale? shared)
    {
        float labelWidth = PictureCanvas.TextWidth(SheetStyle.Label, Text(kernels.Outputs - 1));
        TileLayout layout = TileLayout.Fit(kernels.Outputs, kernels.Width, kernels.Height, labelWidth, MostOfTile);
        return Sheet.Compose(heading, layout.TotalWidth, layout.TotalHeight, (picture, left, top) =>
        {
            var canvas = new PictureCanvas(picture);
            for (int i = 0; i < kernels.Outputs; i++)
            {
                int length = kernels.InputCount * kernels.Length;
                ReadOnlySpan<float> kernel = weights.AsSpan().Slice(i * length, length);
                (int x, int y) = layout.At(i);
                int above = y - TileLayout.LabelHeight + 1;
                canvas.Text(left + x, top + above, SheetStyle.Label, Text(i), SheetStyle.Faint);
                Paint(kernel, kernels, shared, picture, (left + x, top + y, layout.Width, layout.Height));
            }
        });
    }

    // Rows are outputs, columns inputs; both are numbered at the edges, as many as there is room for.
    private Picture DrawTable(
        SheetHeading heading, KernelLayout kernels, Tensor<float> weights, ActivationScale? shared)
    {
        float rowLabel = PictureCanvas.TextWidth(SheetStyle.Label, Text(kernels.Outputs - 1));
        float columnLabel = PictureCanvas.TextWidth(SheetStyle.Label, Text(kernels.Inputs - 1));
        int wide = (int)rowLabel + 8, scale = Math.Max(1, MostOfCell / Math.Max(kernels.Width, kernels.Height));
        while (scale > 1 && (kernels.Inputs * ((kernels.Width * scale) + 2) > SheetStyle.Width
            || kernels.Outputs * ((kernels.Height * scale) + 2) > SheetStyle.Height))
            scale--;
        // Large kernels are made smaller, whatever their proportions.
        int width = Math.Clamp(kernels.Width * scale, LeastOfCell, MostOfTile);
        int height = Math.Clamp(kernels.Height * scale, LeastOfCell, MostOfTile);
        int cellWidth = width + 2, cellHeight = height + 2;
        int columnStep = StepOf(columnLabel + 5, cellWidth), rowStep = StepOf(SheetStyle.Label + 4, cellHeight);
        int totalWidth = Math.Max(wide + (kernels.Inputs * cellWidth), wide + (int)columnLabel + 4);
        int totalHeight = TileLayout.LabelHeight + Math.Max(kernels.Outputs * cellHeight, TileLayout.LabelHeight);
        return Sheet.Compose(heading, totalWidth, totalHeight, (picture, left, top) =>
        {
            var canvas = new PictureCanvas(picture);
            int right = left + wide, below = top + TileLayout.LabelHeight;
            for (int c = 0; c < kernels.Inputs; c += columnStep)
            {
                float x = wide + (c * cellWidth);
                if (x + PictureCanvas.TextWidth(SheetStyle.Label, Text(c)) <= totalWidth)
                    canvas.Text(left + x, top + 1, SheetStyle.Label, Text(c), SheetStyle.Faint);
            }

            for (int m = 0; m < kernels.Outputs; m++)
            {
                int row = below + (m * cellHeight);
                float middle = row + Math.Max(0, (height - SheetStyle.Label) / 2);
                if (m % rowStep == 0)
                    canvas.Text(left, middle, SheetStyle.Label, Text(m), SheetStyle.Faint);
                for (int c = 0; c < kernels.Inputs; c++)
                {
                    int first = ((m * kernels.InputCount) + c) * kernels.Length;
                    ReadOnlySpan<float> kernel = weights.AsSpan().Slice(first, kernels.Length);
                    Paint(kernel, kernels, shared, picture, (right + (c * cellWidth), row, width, height));
                }
            }
        });
    }

    private void Paint(ReadOnlySpan<float> kernel, KernelLayout kernels, ActivationScale? shared, Picture picture,
        (int X, int Y, int Width, int Height) at)
    {
        ActivationScale scale = shared ?? ActivationScale.Of(kernel, ActivationColors.Diverging);
        Span<byte> target = picture.Rgba.AsSpan(4 * ((at.Y * picture.Width) + at.X));
        int stride = 4 * picture.Width, plane = kernels.Length;
        if (kernels.Kind != KernelKind.Rgb)
        {
            scale.Draw(kernel, kernels.Width, target, at.Width, at.Height, stride);
            return;
        }

        float[] planes =
            IsBgr ? [.. kernel[(2 * plane)..], .. kernel[plane..(2 * plane)], .. kernel[..plane]] : [.. kernel];
        scale.DrawRgb(planes, kernels.Width, target, at.Width, at.Height, stride);
    }

    private static IEnumerable<string> Facts(
        ConvolutionKernels kernels, LayerStatistics s, KernelLayout layout, bool shares)
    {
        yield return kernels.Operator;
        yield return $"weights {kernels.Shape}";
        if (kernels.Groups > 1)
            yield return layout.Kind == KernelKind.Tiles ? "depthwise" : $"{kernels.Groups} groups";
        yield return $"from {SheetStyle.Number(s.Min)} to {SheetStyle.Number(s.Max)}";
        yield return $"rms {SheetStyle.Number(s.Rms)}";
        if (s.NotFinite > 0)
            yield return $"{s.NotFinite} not finite";
        yield return layout.Kind switch
        {
            KernelKind.Rgb => "colours of the picture, grey is 0",
            KernelKind.Table when kernels.Groups > 1 => "rows: outputs; columns: inputs of their group",
            KernelKind.Table => "rows: outputs; columns: inputs",
            _ => "a kernel for each output",
        };
        if (layout.Kind == KernelKind.Rgb)
            yield return shares ? "all on one scale" : "each on its own scale";
        if (layout.Outputs < kernels.Shape[0])
            yield return $"the first {layout.Outputs} of {kernels.Shape[0]} outputs";
        if (layout.Inputs < kernels.Shape[1])
            yield return $"the first {layout.Inputs} of {kernels.Shape[1]} inputs";
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int StepOf(float room, int cell)
    {
        int step = 1;
        while (step * cell < room)
            step *= 2;
        return step;
    }
}
