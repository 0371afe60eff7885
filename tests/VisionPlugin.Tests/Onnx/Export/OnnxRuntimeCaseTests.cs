using System.IO.Enumeration;
using VisionPlugin.Execution;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Onnx.Export;

/// <summary>ONNX Runtime computes what is exported, and gives our numbers.</summary>
public class OnnxRuntimeCaseTests
{
    /// <summary>
    /// What ONNX Runtime says of a valid model that its kernels cannot run: a type, a rank, a mode, a division by 0.
    /// </summary>
    private static readonly string[] Lacking =
        ["Could not find an implementation", "Exception during initialization", "Non-zero status code returned while running"];

    private const string NoRule = "ONNX has no rule for it", Rounds = "rounding decides";

    /// <summary>Cases in which ONNX Runtime is known to do otherwise, with * for any text; each with the reason.</summary>
    private static readonly (string Cases, string Reason)[] Deviating =
    [
        ("* special values*", NoRule),
        ("AffineGrid one row, True", NoRule),
        ("Cast Float* to *", NoRule),
        ("CastLike float to int8", NoRule),
        ("Einsum broadcast", "ONNX Runtime infers shapes for ellipses of one shape only"),
        ("GridSample Cubic, Border, *", "ONNX Runtime moves each of the 16 elements to the edge, not the place"),
        ("GridSample Linear, places out of range", NoRule),
        ("MaxPool same upper dilated", "ONNX Runtime does not count dilation in automatic padding"),
        ("MaxUnpool larger output", "ONNX Runtime counts places in the larger output"),
        ("Pad Wrap, more than once around", "ONNX Runtime reads beyond the input"),
        ("Pow *int*", NoRule),
        ("Reduce* of nothing", NoRule),
        ("ReduceProd uint8", "the product overflows"),
        ("Resize *, AlignCorners, * fractions*", "ONNX Runtime aligns with the output's size, not with size times scale"),
        ("Resize *, extrapolated", NoRule),
        ("Resize Linear, TfCropAndResize, crop beyond the input", "ONNX Runtime leaves elements unset"),
        ("Resize Nearest, *HalfPixel, * fractions*", Rounds),
    ];

    [SkippableFact]
    public void Every_operator_gives_the_same_in_ONNX_Runtime()
    {
        using OnnxRuntime runtime = OnnxRuntime.Require();
        using var backend = new ReferenceBackend();
        string file = Path.Combine(Path.GetTempPath(), $"vision-{Guid.NewGuid():N}.onnx");
        var failures = new List<string>();
        var ran = new HashSet<Type>();
        try
        {
            foreach (OperatorCase @case in ExportedCase.All)
            {
                File.WriteAllBytes(file, ExportedCase.Export(@case));
                string? error = runtime.Run(file, @case.ModelInputs, out Dictionary<string, Tensor> outputs);
                if (error is null)
                    error = Differs(@case.Run(backend, out _)!, outputs);
                if (error is null)
                    ran.Add(@case.Operator.GetType());
                else if (!IsDeviating(@case) && !Lacking.Any(text => error.Contains(text, StringComparison.Ordinal)))
                    failures.Add($"{@case}: {error}");
            }
        }
        finally
        {
            File.Delete(file);
        }

        Assert.True(failures.Count == 0, $"{failures.Count} failures\n{string.Join('\n', failures)}");
        Assert.Empty(ExportedCase.All.Select(c => c.Operator.GetType()).Distinct().Where(t => !ran.Contains(t)).Select(t => t.Name));
    }

    private static bool IsDeviating(OperatorCase @case) =>
        Array.Exists(Deviating, d => FileSystemName.MatchesSimpleExpression(d.Cases, @case.ToString()));

    private static string First(Tensor values) =>
        string.Join(", ", Enumerable.Range(0, Math.Min(8, values.Shape.Length)).Select(i => $"{TensorAssert.At(values, i):G6}"));

    private static string? Differs(Tensor[] expected, Dictionary<string, Tensor> found)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Tensor other = found[$"out{i}"];
            if (other.DataType != expected[i].DataType || other.Shape != expected[i].Shape)
                return $"output {i} is {other}, not {expected[i]}";
            double error = RelativeError.Rms(expected[i], other);
            if (!(error < RelativeError.Allowed))
                return $"output {i} differs by {error:G3}: {First(expected[i])} became {First(other)}";
        }

        return null;
    }
}
