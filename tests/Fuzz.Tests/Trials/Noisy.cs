using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Fuzz.Tests.Trials;

/// <summary>An operator whose results differ by rounding, each element by its own: what another backend may make of it.</summary>
/// <param name="Inner">The operator.</param>
/// <param name="Seed">For the noise.</param>
internal sealed record Noisy(Operator Inner, int Seed) : Operator
{
    private const double Strength = 1e-6;

    public override string Name => Inner.Name;

    public override bool NeedsValue(int input) => Inner.NeedsValue(input);

    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs) => Inner.InferShapes(inputs);

    public override long CountMacs(ReadOnlySpan<TensorInfo> inputs, ReadOnlySpan<TensorInfo> outputs) =>
        Inner.CountMacs(inputs, outputs);

    public override long CountWork(ReadOnlySpan<TensorInfo> inputs, ReadOnlySpan<TensorInfo> outputs) =>
        Inner.CountWork(inputs, outputs);

    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        Inner.Run(inputs, outputs);
        var random = new Random(Seed);
        foreach (Tensor output in outputs)
        {
            if (output is not Tensor<float> floats)
                continue;
            foreach (ref float value in floats.AsSpan())
                value = (float)(value * (1 + ((random.NextDouble() - 0.5) * Strength)));
        }
    }
}
