using System.CommandLine;
using System.IO.Enumeration;
using VisionPlugin.DemoApp.Output;
using VisionPlugin.Execution;
using VisionPlugin.Execution.Conformance;

namespace VisionPlugin.DemoApp.Commands;

/// <summary><c>vision check</c>: models with recorded inputs and outputs, as ONNX's own backend tests have them.</summary>
internal static class CheckCommand
{
    public static Command Create(Terminal terminal)
    {
        var folders = new Argument<string[]>("DIR")
        {
            Description = "A test (model.onnx and test_data_set_0/input_0.pb, output_0.pb), its model, or a folder of tests.",
            Arity = ArgumentArity.OneOrMore,
        };
        var backend = new Option<string>("--backend")
        {
            Description = "What to run on; auto is the GPU if there is a hardware driver, else the CPU.",
            DefaultValueFactory = _ => "auto",
        };
        backend.AcceptOnlyFromAmong([.. BackendChoice.Names, "all"]);
        var es = new Option<bool>("--es") { Description = "Run the GPU in OpenGL ES 3.1." };
        var filter = new Option<string?>("--filter")
        {
            Description = "Only tests whose name holds this text, or fits this pattern with * and ?.",
            HelpName = "PATTERN",
        };
        var docs = new Option<string?>("--docs")
        {
            Description = "Run on every backend, OpenGL and OpenGL ES, and write the table of operators.",
            HelpName = "FILE.md",
        };
        Option<bool> json = CommonOptions.Json();
        var command = new Command("check", "Run models with recorded inputs and outputs, such as ONNX's own tests.")
        {
            folders, backend, es, filter, docs, json,
        };
        command.SetAction(args =>
        {
            string[] roots = args.GetRequiredValue(folders);
            string? pattern = args.GetValue(filter), file = args.GetValue(docs);
            IReadOnlyList<CheckBackend> backends = file is not null ? CheckBackend.All
                : CheckBackend.Choose(args.GetRequiredValue(backend), args.GetValue(es), terminal);
            Action<CheckedTest> write = args.GetValue(json) ? test => JsonLines.Write(terminal.Out, test) : test => Print(terminal, test);
            List<CheckedTest> tests = Run(terminal, backends, () => Find(roots, pattern), write);
            if (file is not null)
                AtomicFile.Write(file, path => File.WriteAllText(path, OperatorTable.Render(tests)));
            CheckTotals totals = CheckTotals.Of(tests);
            if (args.GetValue(json))
                JsonLines.Write(terminal.Out, totals);
            else
                PrintTotals(terminal, backends, tests, totals);
            return totals.Failed == 0 ? ExitCode.Success : ExitCode.Different;
        });
        return command;
    }

    private static List<RecordedTest> Find(string[] folders, string? pattern)
    {
        var tests = new List<RecordedTest>();
        foreach (string folder in folders)
        {
            if (!Path.Exists(folder))
                throw new BadInputException($"There is no folder '{folder}'.");
            IReadOnlyList<RecordedTest> found = RecordedTest.Find(folder);
            if (found.Count == 0)
                throw new BadInputException($"'{folder}' holds no tests: no model.onnx with test_data_set_0/input_0.pb and output_0.pb.");
            tests.AddRange(found);
        }

        if (pattern is null)
            return tests;
        string expression = pattern.IndexOfAny(['*', '?']) >= 0 ? pattern : $"*{pattern}*";
        tests.RemoveAll(t => !FileSystemName.MatchesSimpleExpression(expression, t.Name));
        return tests.Count > 0 ? tests : throw new BadInputException($"No test's name fits --filter {pattern}.");
    }

    // Each backend finds the tests anew, so that a model's weights live no longer than its test.
    private static List<CheckedTest> Run(
        Terminal terminal, IReadOnlyList<CheckBackend> backends, Func<List<RecordedTest>> find, Action<CheckedTest> write)
    {
        var results = new List<CheckedTest>();
        using var progress = new ProgressLine(terminal);
        foreach (CheckBackend choice in backends)
        {
            var tests = new Queue<RecordedTest>(find());
            int total = tests.Count * backends.Count;
            using IBackend backend = choice.Create();
            while (tests.TryDequeue(out RecordedTest? test))
            {
                progress.Show(results.Count, total, $"{choice.Name} {test.Name}");
                var result = CheckedTest.Of(test, choice.Name, test.Run(backend));
                results.Add(result);
                progress.Clear();
                write(result);
            }
        }

        return results;
    }

    private static void Print(Terminal terminal, CheckedTest test)
    {
        string error = test.MaxAbs is { } max ? FormattableString.Invariant($"  {max:G3}") : "";
        terminal.Out.WriteLine($"{test.Outcome,-11}  {test.Backend,-9}  {test.Test}{(test.Outcome == CheckedTest.Pass ? error : "")}");
        foreach (string reason in test.Reasons)
            terminal.Out.WriteLine($"             {reason.ReplaceLineEndings(" ")}");
    }

    private static void PrintTotals(
        Terminal terminal, IReadOnlyList<CheckBackend> backends, List<CheckedTest> tests, CheckTotals totals)
    {
        foreach (CheckBackend backend in backends.Where(_ => backends.Count > 1))
            terminal.Out.WriteLine($"{backend.Name}: {CheckTotals.Of(tests.Where(t => t.Backend == backend.Name))}");
        terminal.Out.WriteLine(totals);
    }
}
