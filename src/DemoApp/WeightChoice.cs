using VisionPlugin.Building;

namespace VisionPlugin.DemoApp;

/// <summary>Which weights a network of the zoo is built with.</summary>
/// <param name="Seed">Seed of random ones; null for 0.</param>
/// <param name="File">File of trained ones: .onnx, .safetensors, .npz; null for random ones.</param>
internal sealed record WeightChoice(int? Seed = null, string? File = null)
{
    /// <summary>Random ones, the same every time.</summary>
    public static WeightChoice Default { get; } = new();

    /// <summary>Opens them.</summary>
    /// <exception cref="BadInputException">There is no such file, or a seed beside it.</exception>
    public IWeightSource Open()
    {
        if (File is null)
            return new SeededWeights(Seed ?? 0);
        if (Seed is not null)
            throw new BadInputException("--seed is for random weights; --weights gives trained ones.");
        return System.IO.File.Exists(File) ? NamedWeights.Load(File) : throw new BadInputException($"There is no file of weights '{File}'.");
    }
}
