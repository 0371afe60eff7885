using VisionPlugin.Building;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Matching;

/// <summary>
/// Slides a template over scenes and says how alike they are at every place, by the normalised cross-correlation
/// sum((t - mean t) * (s - mean s)) / sqrt(sum((t - mean t)^2) * sum((s - mean s)^2)), sums over what the template covers and all
/// channels. Lewis, Fast Normalized Cross-Correlation (1995), equation 1. All sums are convolutions, so it runs on any backend. Not
/// thread-safe.
/// </summary>
public sealed class TemplateMatcher : IDisposable
{
    // Variance of a pixel on 0..1 below which an area counts as even: a quarter of a step of 8 bits, squared.
    private const float LeastVariance = 1e-6f;

    private readonly Worker _worker;

    /// <summary>Prepares a template.</summary>
    /// <param name="template">(1, C, h, w), values on 0..1.</param>
    /// <param name="backend">What it runs on; stays the caller's.</param>
    /// <exception cref="ArgumentException">The template is one even area: it would be found everywhere and nowhere.</exception>
    public TemplateMatcher(Tensor<float> template, IBackend backend)
    {
        ArgumentNullException.ThrowIfNull(template);
        if (template.Shape.Rank != 4 || template.Shape[0] != 1)
            throw new ShapeMismatchException($"A template is (1, C, h, w), not {template.Shape}.");
        Template = template.Shape;
        _worker = new Worker(Build(template), backend);
    }

    /// <summary>Shape of the template: (1, C, h, w).</summary>
    public TensorShape Template { get; }

    /// <summary>The likeness at every place where the template fits whole.</summary>
    /// <param name="scene">(1, C, H, W), values on 0..1.</param>
    /// <returns>(1, 1, H - h + 1, W - w + 1), values on -1..1 but for rounding; the caller's.</returns>
    /// <exception cref="ShapeMismatchException">The scene is smaller than the template, or has other channels.</exception>
    public Tensor<float> Match(Tensor<float> scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        TensorShape s = scene.Shape;
        if (s.Rank != 4 || s[0] != 1 || s[1] != Template[1] || s[2] < Template[2] || s[3] < Template[3])
            throw new ShapeMismatchException($"The scene {s} must have the channels of the template {Template} and not be smaller.");
        _worker.Schedule(scene);
        return (Tensor<float>)_worker.PeekOutput().ReadbackAndClone();
    }

    /// <summary>Releases memory and kernels.</summary>
    public void Dispose() => _worker.Dispose();

    private static Model Build(Tensor<float> template)
    {
        (float[] centred, double energy) = Centre(template);
        int count = centred.Length;
        if (energy < LeastVariance * count)
            throw new ArgumentException("The template is one even area; choose a part with some structure.", nameof(template));
        var net = new ModelBuilder("template");
        Layer x = net.Input(template.Shape, "scene", anySize: true);
        // Around 0 the squares are small, and little is lost in the difference of sums below.
        x = x.Plus(Number(net, -0.5f));
        Layer kernel = net.Constant(new Tensor<float>(template.Shape, centred), "centred");
        Layer alike = net.Add("alike", new Conv(new Window([template.Shape[2], template.Shape[3]], [], [], [])), x, kernel);
        Layer sums = Sum(x, template.Shape), squares = Sum(x.Times(x), template.Shape);
        Layer variance = net.Add("variance", new Binary(BinaryFunction.Sub), squares, sums.Times(sums).Times(1f / count));
        variance = variance.Apply(new Activation(UnaryFunction.Clip, LeastVariance * count, float.MaxValue));
        Layer size = variance.Times((float)energy).Apply(new Activation(UnaryFunction.Sqrt));
        return net.Build(net.Add("likeness", new Binary(BinaryFunction.Div), alike, size));
    }

    // Sums over the channels, then down, then across: a square of ones is a column times a row.
    private static Layer Sum(Layer x, TensorShape over)
    {
        Layer Ones(Layer of, TensorShape kernel)
        {
            var ones = new Tensor<float>(kernel);
            ones.AsSpan().Fill(1);
            return of.Builder.Add("sum", new Conv(new Window([kernel[2], kernel[3]], [], [], [])), of, of.Builder.Constant(ones, "ones"));
        }

        return Ones(Ones(Ones(x, [1, over[1], 1, 1]), [1, 1, over[2], 1]), [1, 1, 1, over[3]]);
    }

    // The template less its mean, and the sum of its squares then.
    private static (float[] Centred, double Energy) Centre(Tensor<float> template)
    {
        float[] values = template.AsSpan().ToArray();
        double mean = values.Average(v => (double)v), energy = 0;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)(values[i] - mean);
            energy += (double)values[i] * values[i];
        }

        return (values, energy);
    }

    private static Layer Number(ModelBuilder net, float value) => net.Constant(new Tensor<float>([], [value]), "centre");
}
