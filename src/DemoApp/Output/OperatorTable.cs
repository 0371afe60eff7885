using System.Globalization;
using System.Text;
using VisionPlugin.Execution.Conformance;
using VisionPlugin.Graphs;

namespace VisionPlugin.DemoApp.Output;

/// <summary>Writes docs/operators.md from what <c>vision check</c> found.</summary>
internal static class OperatorTable
{
    /// <summary>The page: operators by backends, reasons for what is unsupported, tolerances.</summary>
    public static string Render(IReadOnlyList<CheckedTest> tests)
    {
        string[] backends = [.. tests.Select(t => t.Backend).Distinct()];
        ILookup<string, CheckedTest> byOperator = tests
            .SelectMany(t => t.Operators.Select(name => (name, t))).ToLookup(p => p.name, p => p.t);
        string[] known = [.. ModelLoader.Operators.Keys];
        string[] unknown = [.. byOperator.Select(g => g.Key).Except(known).Order(StringComparer.Ordinal)];

        var page = new StringBuilder();
        page.Append($"""
            # Operators

            Written by `vision check DIR... --docs docs/operators.md`: ONNX's own recorded tests on every backend. Do not edit.

            A cell holds the cases that passed of those with the operator in their model, and the largest absolute difference from the recorded
            outputs. "from" is the first version of ONNX's operator set that is understood, "tried" those that the cases use. An operator without cases
            here is compared with examples worked by hand and between backends by the project's own tests. If, Loop and Scan work
            [where they can be written out](backends.md#shapes-that-change) before a run; functions that a model defines always are.

            {string.Join('\n', backends.Select(b => $"- {b}: {CheckTotals.Of(tests.Where(t => t.Backend == b))}"))}

            | operator | from | tried | {string.Join(" | ", backends)} |
            |---|---|---|{string.Concat(backends.Select(_ => "---|"))}

            """);
        foreach (string name in known)
            AppendRow(page, name, Number(ModelLoader.Operators[name]), byOperator[name], backends);
        page.Append("\n## What is not supported, and why\n\n");
        foreach (IGrouping<string, string> same in backends.GroupBy(b => Reasons(b, known, byOperator)).Where(g => g.Key.Length > 0))
            page.Append($"On {string.Join(", ", same)}:\n\n{same.Key}\n");
        if (unknown.Length > 0)
            page.Append($"In the cases, but not known: {string.Join(", ", unknown.Select(n => $"`{n}`"))}.\n\n");
        AppendTolerances(page);
        return page.ToString();
    }

    private static void AppendRow(
        StringBuilder page, string name, string from, IEnumerable<CheckedTest> tests, IReadOnlyList<string> backends)
    {
        int[] sets = [.. tests.Select(t => t.Opset).Distinct().Order()];
        string tried = sets.Length switch { 0 => "", 1 => Number(sets[0]), _ => $"{sets[0]} to {sets[^1]}" };
        page.Append($"| {name} | {from} | {tried} |");
        foreach (string backend in backends)
            page.Append($" {Cell([.. tests.Where(t => t.Backend == backend)])} |");
        page.Append('\n');
    }

    private static string Cell(IReadOnlyList<CheckedTest> tests)
    {
        if (tests.Count == 0)
            return "";
        CheckedTest[] passed = [.. tests.Where(t => t.Outcome == CheckedTest.Pass)];
        string error = passed.Max(t => t.MaxAbs) is { } max ? string.Create(CultureInfo.InvariantCulture, $", {max:G2}") : "";
        string failed = tests.Count(t => t.Outcome == CheckedTest.Fail) is > 0 and var count ? $", {count} failed" : "";
        return $"{passed.Length}/{tests.Count}{error}{failed}";
    }

    // One line a reason, with the operators that it holds back.
    private static string Reasons(string backend, IEnumerable<string> known, ILookup<string, CheckedTest> byOperator)
    {
        IEnumerable<(string Reason, string Name)> found =
            from name in known
            from test in byOperator[name]
            where test.Backend == backend && test.Outcome == CheckedTest.Unsupported
            from reason in ReasonsFor(name, test)
            select (reason, name);
        return string.Concat(found.Distinct().GroupBy(f => f.Reason, f => f.Name).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => $"- {string.Join(", ", g)}: {g.Key}\n"));
    }

    // "node 'y' (Cast): element type STRING" without its place. Where a model has several operators, those lines count
    // that name this one; if none names any of them, all do.
    private static IEnumerable<string> ReasonsFor(string name, CheckedTest test)
    {
        bool Names(string reason, string op) => reason.Contains($"({op}):", StringComparison.Ordinal);
        bool anyNamed = test.Reasons.Any(r => test.Operators.Any(o => Names(r, o)));
        return test.Reasons.Where(r => !anyNamed || Names(r, name)).Select(WithoutPlace);
    }

    private static string WithoutPlace(string reason)
    {
        int colon = reason.IndexOf(": ", StringComparison.Ordinal);
        return colon < 0 ? reason : reason[(colon + 2)..].ReplaceLineEndings(" ");
    }

    private static void AppendTolerances(StringBuilder page)
    {
        page.Append("## Tolerances\n\nOutputs agree where |actual - expected| <= atol + rtol * |expected|; NaN agrees with NaN only.\n\n"
            + "| operator | atol | rtol | why |\n|---|---|---|---|\n");
        AppendTolerance(page, "all others", Tolerance.Onnx with { Reason = "ONNX's own test runner" });
        foreach ((string name, Tolerance tolerance) in Tolerance.Exceptions)
            AppendTolerance(page, name, tolerance);
    }

    private static void AppendTolerance(StringBuilder page, string name, Tolerance t) =>
        page.Append(CultureInfo.InvariantCulture, $"| {name} | {t.Atol:G3} | {t.Rtol:G3} | {t.Reason} |\n");

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
