namespace VisionPlugin.Execution;

/// <summary>
/// How a worker stores a network's numbers; it computes in single precision whatever it stores. The default is single
/// precision for both.
/// </summary>
/// <param name="Activations">The values between layers.</param>
/// <param name="Weights">The weights of convolutions and matrix products.</param>
public readonly record struct Precision(ActivationPrecision Activations, WeightPrecision Weights)
{
    private static readonly (string Name, Precision Precision)[] Table =
    [
        ("single", default),
        ("half", new(ActivationPrecision.Half, WeightPrecision.Half)),
        ("half-weights", new(ActivationPrecision.Single, WeightPrecision.Half)),
        ("half-activations", new(ActivationPrecision.Half, WeightPrecision.Single)),
        ("uint8", new(ActivationPrecision.Half, WeightPrecision.UInt8)),
        ("uint8-weights", new(ActivationPrecision.Single, WeightPrecision.UInt8)),
    ];

    /// <summary>Single precision throughout.</summary>
    public static Precision Single => default;

    /// <summary>Half precision for weights and activations.</summary>
    public static Precision Half => new(ActivationPrecision.Half, WeightPrecision.Half);

    /// <summary>
    /// What <see cref="ToString"/> writes and <see cref="TryParse"/> reads: single, half, half-weights, half-activations,
    /// uint8 (weights, with half activations) and uint8-weights.
    /// </summary>
    public static IReadOnlyList<string> Names { get; } = [.. Table.Select(entry => entry.Name)];

    /// <summary>Reads one of <see cref="Names"/>.</summary>
    public static bool TryParse(string? name, out Precision precision)
    {
        int index = Array.FindIndex(Table, entry => entry.Name == name);
        precision = index >= 0 ? Table[index].Precision : default;
        return index >= 0;
    }

    /// <summary>One of <see cref="Names"/>.</summary>
    public override string ToString()
    {
        Precision precision = this;
        return Array.Find(Table, entry => entry.Precision == precision).Name;
    }
}
