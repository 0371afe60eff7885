using SixLabors.ImageSharp.PixelFormats;

namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>Makes pixels of the decoded components.</summary>
internal static class JpegOutput
{
    internal static Rgba32[] Render(JpegFrame frame, JpegMetadata metadata)
    {
        if (frame.Progressive)
        {
            foreach (JpegComponent component in frame.Components)
                TransformAll(component, frame.Precision);
        }

        JpegColorSpace space = metadata.ColorSpaceOf(frame.Components);
        JpegUpsampler[] upsamplers = [.. frame.Components.Select(c => new JpegUpsampler(c, frame))];
        Rgba32[] pixels = new Rgba32[frame.Width * frame.Height];
        for (int y = 0; y < frame.Height; y++)
        {
            JpegColorConverter.Convert(
                space, Row(0, y), Row(1, y), Row(2, y), Row(3, y), pixels.AsSpan(y * frame.Width, frame.Width));
        }

        return pixels;

        ReadOnlySpan<byte> Row(int component, int y) =>
            component < upsamplers.Length ? upsamplers[component].Row(y) : [];
    }

    private static void TransformAll(JpegComponent component, int precision)
    {
        // Without a scan of the component its samples stay neutral.
        if (component.Quantization is not { } quantization)
            return;
        for (int y = 0; y < component.HeightInBlocks; y++)
        {
            for (int x = 0; x < component.WidthInBlocks; x++)
            {
                ReadOnlySpan<short> block = component.CoefficientsAt(x, y);
                Span<byte> target = component.SamplesAt(x, y);
                if (block[1..].ContainsAnyExcept((short)0))
                    JpegInverseDct.Transform(block, quantization, target, component.Stride, precision);
                else
                    JpegInverseDct.TransformFlat(block[0], quantization, target, component.Stride, precision);
            }
        }
    }
}
