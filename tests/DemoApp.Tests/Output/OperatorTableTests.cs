using VisionPlugin.DemoApp.Output;
using VisionPlugin.Graphs;
using VisionPlugin.Testing;

namespace VisionPlugin.DemoApp.Tests.Output;

public class OperatorTableTests
{
    private static readonly string Page = Path.Combine(TestData.Repository, "docs", "operators.md");

    [Fact]
    public void The_page_lists_exactly_the_operators_that_can_be_loaded()
    {
        IEnumerable<string> listed = File.ReadLines(Page).Where(l => l.StartsWith("| ", StringComparison.Ordinal))
            .Select(l => l.Split('|')[1].Trim()).Where(name => name is not ("operator" or "all others")).Distinct();
        string[] differences =
        [
            .. ModelLoader.Operators.Keys.Except(listed).Select(n => "+ " + n),
            .. listed.Except(ModelLoader.Operators.Keys).Select(n => "- " + n),
        ];
        Assert.True(differences.Length == 0, $"docs/operators.md is out of date ({string.Join(", ", differences)}). Write it anew:"
            + " vision check ../shared/onnx-tests/node ../shared/onnx-tests/pytorch ../shared/onnx-tests/light --docs docs/operators.md");
    }

    [Fact]
    public void A_row_counts_cases_by_backend_and_reasons_name_the_operators_that_they_hold_back()
    {
        string page = OperatorTable.Render(
        [
            Test("cpu", CheckedTest.Pass, 1e-7, 9, "Relu", "Conv"),
            Test("cpu", CheckedTest.Pass, 2e-7, 13, "Relu"),
            Test("cpu", CheckedTest.Fail, 1, 11, "Relu"),
            Test("gpu", CheckedTest.Pass, 3e-6, 9, "Relu", "Conv"),
            Test("gpu", CheckedTest.Unsupported, null, 13, "Relu", "Conv") with { Reasons = ["n1 (Conv): too large"] },
            Test("gpu", CheckedTest.Unsupported, null, 13, "Unheard") with { Reasons = ["node 'n' (Unheard): operator is not known"] },
        ]);
        Assert.Contains("| Relu | 1 | 9 to 13 | 2/3, 2E-07, 1 failed | 1/2, 3E-06 |", page, StringComparison.Ordinal);
        Assert.Contains("| Conv | 1 | 9 to 13 | 1/1, 1E-07 | 1/2, 3E-06 |", page, StringComparison.Ordinal);
        Assert.Contains("On gpu:\n\n- Conv: too large\n", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Relu: too large", page, StringComparison.Ordinal);
        Assert.Contains("not known: `Unheard`", page, StringComparison.Ordinal);
    }

    private static CheckedTest Test(string backend, string outcome, double? error, int opset, params string[] operators) =>
        new("test", backend, outcome, [], error, error, opset, operators);
}
