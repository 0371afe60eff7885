using System.Globalization;
using Spectre.Console;
using VisionPlugin.Execution;

namespace VisionPlugin.DemoApp.Output;

/// <summary>A comparison for a terminal: a table of all layers, times and the verdict.</summary>
internal static class CompareTable
{
    /// <summary>Prints.</summary>
    public static void Print(Terminal terminal, CompareReport report)
    {
        Table table = new Table().AddColumns("layer", "operator", "shape", "backend", "max abs", "max rel", "at", "whole run");
        if (report.Times is not null)
            table.AddColumn("ms");
        foreach (ComparedLayer layer in report.Layers)
        {
            for (int i = 0; i < layer.Differences.Count; i++)
                AddRow(table, i == 0 ? layer.Layer : "", i == 0 ? layer.Operator : "", i == 0 ? layer.Shape : null, layer.Differences[i], layer.Ms);
        }

        foreach (ComparedOutput output in report.Outputs)
            AddRow(table, output.Output, "(output)", output.Shape, output.Difference, null);
        terminal.Tables().Write(table);
        foreach (BackendTimes t in report.Times ?? [])
        {
            terminal.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{t.Backend}: {t.WholeRunMs:0.0} ms a run, {t.SumMs:0.0} ms in its layers; median of {t.Runs}"));
        }

        string others = string.Join(" and ", report.Backends.Skip(1)), first = report.Backends[0];
        double worst = report.Outputs.Select(o => o.Difference.RelNorm).DefaultIfEmpty().Max();
        string stored = report.Precision == Precision.Single.ToString() ? "" : string.Create(
            CultureInfo.InvariantCulture, $"; {report.Precision}, outputs within {report.OutputTolerance:G3} of their norm: {worst:G3}");
        string tolerance = string.Create(
            CultureInfo.InvariantCulture, $"(atol {report.Atol:G3}, rtol {report.Rtol:G3}{stored})");
        terminal.Out.WriteLine(report.Pass ? $"PASS: {others} {(report.Backends.Count == 2 ? "agrees" : "agree")} with {first} {tolerance}"
            : report.FirstFailure is { } failure ? $"FAIL: {others} against {first}, first at layer {failure} {tolerance}"
            : $"FAIL: {others} against {first}: every layer agrees by itself, the whole run does not {tolerance}");
    }

    private static void AddRow(Table table, string name, string type, int[]? shape, Difference d, IReadOnlyDictionary<string, double>? ms)
    {
        static string Number(double value) => value.ToString("G3", CultureInfo.InvariantCulture);
        static string List(int[]? sizes) => sizes is null ? "" : Markup.Escape($"[{string.Join(", ", sizes)}]");
        string color = d.Pass ? "default" : "red";
        string[] cells =
        [
            Markup.Escape(name), type, List(shape), d.Backend, $"[{color}]{Number(d.MaxAbs)}[/]", $"[{color}]{Number(d.MaxRel)}[/]",
            d.MaxAbs > 0 ? List(d.Where) : "", Number(d.EndToEndMaxAbs),
        ];
        if (table.Columns.Count > cells.Length)
            cells = [.. cells, ms is null ? "" : ms[d.Backend].ToString("0.000", CultureInfo.InvariantCulture)];
        table.AddRow(cells);
    }
}
