using System.CommandLine;
using System.Diagnostics;
using Spectre.Console;
using VisionPlugin.DemoApp.Output;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.DemoApp.Commands;

/// <summary><c>vision run</c>: raw tensors in and out, as NumPy files.</summary>
internal static class RunCommand
{
    public static Command Create(Terminal terminal)
    {
        var model = new Argument<string>("MODEL") { Description = "An ONNX file, a model that ships, or zoo:NAME." };
        var input = new Option<string[]>("--input", "-i")
        {
            Description = "An input of the model; a model with one input needs no NAME.",
            HelpName = "NAME=FILE.npy",
            Required = true,
        };
        var output = new Option<string>("--out", "-o") { Description = "Folder for one NAME.npy an output.", HelpName = "DIR", Required = true };
        Option<string> backend = CommonOptions.Backend();
        Option<Precision> precision = CommonOptions.Precision();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("run", "Run a network on NumPy files.") { model, input, output, backend, precision, json };
        var weights = new WeightOptions();
        weights.AddTo(command);
        command.SetAction(args =>
        {
            Model network = ModelCatalog.Load(args.GetRequiredValue(model), weights.Read(args));
            Dictionary<string, Tensor> inputs = ReadInputs(network, args.GetRequiredValue(input));
            using var running = Running<Worker>.Start(args.GetRequiredValue(backend), terminal, b =>
                Prepare(network, b, new WorkerOptions { Precision = args.GetRequiredValue(precision) }, inputs));
            Worker worker = running.Component;
            long start = Stopwatch.GetTimestamp();
            worker.Schedule();
            Tensor[] results = [.. network.Outputs.Select(name => worker.PeekOutput(name).ReadbackAndClone())];
            double ms = Milliseconds.Round(Stopwatch.GetElapsedTime(start).TotalMilliseconds);

            using var process = Process.GetCurrentProcess();
            var report = new RunReport(args.GetRequiredValue(model), BackendChoice.NameOf(worker.Backend.Type), ms, process.PeakWorkingSet64,
                Write(network, results, args.GetRequiredValue(output)));
            if (args.GetValue(json))
                JsonLines.Write(terminal.Out, report);
            else
                Print(terminal, report);
            return ExitCode.Success;
        });
        return command;
    }

    private static Dictionary<string, Tensor> ReadInputs(Model model, string[] inputs)
    {
        string have = string.Join("; ", model.Inputs.Select(i => i.ToString()));
        var tensors = new Dictionary<string, Tensor>();
        foreach (string text in inputs)
        {
            // A value's name may hold "=": the longest name of an input that fits is meant.
            ValueInfo? named = model.Inputs.Where(i => text.StartsWith(i.Name + "=", StringComparison.Ordinal)).MaxBy(i => i.Name.Length);
            ValueInfo info = named ?? (model.Inputs.Length == 1 && !text.Contains('=') ? model.Inputs[0]
                : throw new BadInputException($"--input {text}: write NAME=FILE.npy; the model's inputs are {have}."));
            Tensor tensor = NumPyFile.Read(named is null ? text : text[(named.Name.Length + 1)..]);
            if (tensor.DataType != info.DataType)
                throw new BadInputException($"--input {text}: the file holds {tensor}; the model's input is {info}.");
            if (!tensors.TryAdd(info.Name, tensor))
                throw new BadInputException($"--input {text}: '{info.Name}' was given twice.");
        }

        string[] missing = [.. model.Inputs.Select(i => i.Name).Where(name => !tensors.ContainsKey(name))];
        return missing.Length == 0 ? tensors
            : throw new BadInputException($"--input is missing for {string.Join(", ", missing)}; the model's inputs are {have}.");
    }

    private static Worker Prepare(Model model, IBackend backend, WorkerOptions options, Dictionary<string, Tensor> inputs)
    {
        var worker = new Worker(model, backend, options);
        try
        {
            foreach ((string name, Tensor tensor) in inputs)
                worker.SetInput(name, tensor);
            worker.Prepare();
            return worker;
        }
        catch
        {
            worker.Dispose();
            throw;
        }
    }

    private static List<WrittenTensor> Write(Model model, Tensor[] results, string folder)
    {
        var files = new SaveFolder(folder);
        var items = new List<WrittenTensor>();
        for (int i = 0; i < results.Length; i++)
        {
            string file = files.ReserveName(model.Outputs[i]) + ".npy";
            NumPyFile.Write(file, results[i]);
            items.Add(new WrittenTensor(model.Outputs[i], results[i].DataType.ToString().ToLowerInvariant(), results[i].Shape.Sizes.ToArray(), file));
        }

        return items;
    }

    private static void Print(Terminal terminal, RunReport report)
    {
        Table table = new Table().AddColumns("output", "type", "shape", "file");
        foreach (WrittenTensor item in report.Outputs)
            table.AddRow(Markup.Escape(item.Name), item.Type, Markup.Escape($"[{string.Join(", ", item.Shape)}]"), Markup.Escape(item.File));
        terminal.Tables().Write(table);
        terminal.Out.WriteLine($"{report.Ms:0.0} ms on {report.Backend}, at most {report.PeakMemoryBytes / 1e9:0.00} GB of memory");
    }
}
