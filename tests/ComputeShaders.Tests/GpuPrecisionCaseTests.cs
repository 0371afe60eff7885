using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.ComputeShaders.Kernels;
using VisionPlugin.Execution;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.ComputeShaders.Tests;

/// <summary>
/// The operator cases with weights and activations stored shorter, against the reference that is fed with the stored
/// numbers: all in desktop OpenGL, some of each operator in OpenGL ES.
/// </summary>
public class GpuPrecisionCaseTests
{
    private const int EsEvery = 4;

    public static TheoryData<string, string, GlProfile> Operators
    {
        get
        {
            var data = new TheoryData<string, string, GlProfile>();
            foreach (IGrouping<string, OperatorCase> group in OperatorCases.All
                .Where(c => KernelTable.Operators.Contains(c.Operator.GetType())).GroupBy(c => c.Operator.Name))
            {
                string[] precisions = group.Any(ReducedCase.HasWeights)
                    ? ["half", "half-weights", "uint8", "uint8-weights"] : ["half"];
                foreach (string precision in precisions)
                {
                    data.Add(group.Key, precision, GlProfile.Core);
                    data.Add(group.Key, precision, GlProfile.Es);
                }
            }

            return data;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Operators))]
    public void Only_what_is_stored_is_rounded(string name, string precision, GlProfile profile)
    {
        Assert.True(Precision.TryParse(precision, out Precision stored));
        using GlDevice device = Gpu.Open(profile);
        using var backend = new GpuBackend(device);
        using var reference = new ReferenceBackend();
        bool weightsOnly = stored.Activations == ActivationPrecision.Single;
        OperatorCase[] cases = [.. OperatorCases.All.Where(c => c.Operator.Name == name)
            .Where(c => !weightsOnly || ReducedCase.HasWeights(c))
            .Where((_, i) => profile == GlProfile.Core || i % EsEvery == 0)];
        Assert.NotEmpty(cases);
        foreach (OperatorCase test in cases.Select(c => ReducedCase.Of(c, stored)))
        {
            // What the GPU leaves to the CPU is the subject of GpuCaseTests.
            if (test.Run(backend, out _) is not { } actual)
                continue;
            Tensor[] expected = (test with { Precision = Precision.Single }).Run(reference, out _)!;
            for (int i = 0; i < expected.Length; i++)
                ReducedCase.AssertEqual(test, expected[i], actual[i], $"{test}, output {i}, {device.Info}");
        }
    }
}
