namespace VisionPlugin.Execution.Conformance;

/// <summary>Outputs agree where |actual - expected| &lt;= <paramref name="Atol"/> + <paramref name="Rtol"/> * |expected|.</summary>
/// <param name="Atol">Allowed absolute difference.</param>
/// <param name="Rtol">Allowed difference relative to the expected value.</param>
/// <param name="Reason">Why it is not ONNX's own; empty for that.</param>
public sealed record Tolerance(double Atol, double Rtol, string Reason = "")
{
    /// <summary>What ONNX's own test runner allows unless a test says otherwise.</summary>
    public static Tolerance Onnx { get; } = new(1e-7, 1e-3);

    /// <summary>
    /// The only exceptions, by ONNX's operator names: a test with such an operator in its model is allowed this much.
    /// </summary>
    public static IReadOnlyDictionary<string, Tolerance> Exceptions { get; } = new SortedDictionary<string, Tolerance>(
        StringComparer.Ordinal)
    {
    };

    /// <summary>The tolerance of a model with these operators: ONNX's, or the loosest of the exceptions.</summary>
    /// <param name="operators">ONNX's names.</param>
    public static Tolerance For(IEnumerable<string> operators) => operators.Select(name => Exceptions.GetValueOrDefault(name))
        .OfType<Tolerance>().Aggregate(Onnx, (a, b) => b.Rtol > a.Rtol || b.Atol > a.Atol ? b : a);
}
