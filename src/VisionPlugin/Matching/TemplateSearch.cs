using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Tensors;

namespace VisionPlugin.Matching;

/// <summary>Finds a template in a scene, also where it is larger or smaller there.</summary>
public static class TemplateSearch
{
    /// <summary>Finds the best place over all scales.</summary>
    /// <param name="template">What is looked for.</param>
    /// <param name="scene">Where it is looked for.</param>
    /// <param name="backend">What it runs on; stays the caller's.</param>
    /// <param name="scales">How many times larger than the template it may be; those that do not fit the scene are left out.</param>
    /// <param name="map">
    /// The likeness at the best scale, (1, 1, H - h + 1, W - w + 1): element (y, x) is for the place whose top left pixel is
    /// (x, y). The caller's.
    /// </param>
    /// <exception cref="ArgumentException">No scale fits the scene, or the template is one even area.</exception>
    public static TemplateMatch Find(Frame template, Frame scene, IBackend backend, ReadOnlySpan<double> scales, out Tensor<float> map)
    {
        using Tensor<float> whole = ToTensor(scene, scene.Width, scene.Height);
        (TemplateMatch Match, Tensor<float> Map)? best = null;
        foreach (double scale in scales)
        {
            int width = (int)Math.Round(template.Width * scale), height = (int)Math.Round(template.Height * scale);
            if (width < 1 || height < 1 || width > scene.Width || height > scene.Height)
                continue;
            using Tensor<float> scaled = ToTensor(template, width, height);
            using var matcher = new TemplateMatcher(scaled, backend);
            Tensor<float> likeness = matcher.Match(whole);
            (int x, int y, float score) = Peak(likeness);
            if (best is null || score > best.Value.Match.Score)
            {
                best?.Map.Dispose();
                best = (new TemplateMatch(new Box(x, y, x + width, y + height), score, scale), likeness);
            }
            else
            {
                likeness.Dispose();
            }
        }

        if (best is null)
        {
            throw new ArgumentException(
                $"The template, {template.Width}x{template.Height}, fits the scene, {scene.Width}x{scene.Height}, at none of the scales.", nameof(scales));
        }

        map = best.Value.Map;
        return best.Value.Match;
    }

    private static (int X, int Y, float Score) Peak(Tensor<float> map)
    {
        ReadOnlySpan<float> values = map.AsSpan();
        int peak = 0;
        for (int i = 1; i < values.Length; i++)
            peak = values[i] > values[peak] ? i : peak;
        return (peak % map.Shape[3], peak / map.Shape[3], values[peak]);
    }

    private static Tensor<float> ToTensor(Frame frame, int width, int height)
    {
        var options = new FrameToTensorOptions { Width = width, Height = height, Scale = [1 / 255f] };
        var tensor = new Tensor<float>(options.Shape);
        new FrameToTensor(options).Convert(frame, tensor);
        return tensor;
    }
}
