using VisionPlugin.Execution;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Onnx;

/// <summary>ONNX's own backend tests on the backends that every machine has.</summary>
public class OnnxNodeTests
{
    /// <summary>What the cases need that does not exist yet. It may only shrink.</summary>
    private static readonly string[] Missing =
    [
        "SplitToSequence",
        "a sequence, not a tensor",
        "element type FLOAT4E2M1",
        "element type FLOAT8E4M3FN",
        "element type FLOAT8E5M2",
        "element type STRING",
    ];

    public static TheoryData<string> Cases => OnnxTestCase.Names;

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Gives_the_recorded_outputs(string name)
    {
        using var backend = new ReferenceBackend();
        Check(name, backend, new WorkerOptions { Optimize = false });
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Gives_the_recorded_outputs_optimised_on_the_cpu(string name)
    {
        using var backend = new CpuBackend(2);
        Check(name, backend, WorkerOptions.Default);
    }

    [SkippableFact]
    public void Nothing_is_missing_but_what_is_listed()
    {
        TestData.Require("onnx-tests");
        var needs = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string name in OnnxTestCase.All)
        {
            try
            {
                OnnxTestCase.Require(name).Load();
            }
            catch (UnsupportedOperatorException error)
            {
                needs.UnionWith(error.Nodes.Select(Need));
            }
        }

        Assert.Equal(Missing, needs);
    }

    private static void Check(string name, IBackend backend, WorkerOptions options)
    {
        OnnxTestCase test = OnnxTestCase.Require(name);
        try
        {
            test.Check(test.Load(), backend, options);
        }
        catch (UnsupportedOperatorException error)
        {
            Assert.All(error.Nodes, node => Assert.Contains(Need(node), Missing));
        }
    }

    // "node 'y' (ArgMax): operator is not known (operator set 13)" needs ArgMax; anything else stays as it is, but for
    // its place.
    private static string Need(string line)
    {
        string reason = line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..];
        int open = line.IndexOf('(', StringComparison.Ordinal), close = line.IndexOf("):", StringComparison.Ordinal);
        string subject = line.StartsWith("node", StringComparison.Ordinal) ? line[(open + 1)..close] : "";
        bool unknown = reason.StartsWith("operator is not known", StringComparison.Ordinal);
        return unknown ? subject : $"{subject} {reason}".Trim();
    }
}
