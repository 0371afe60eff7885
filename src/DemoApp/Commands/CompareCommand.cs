using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using VisionPlugin.Cards;
using VisionPlugin.DemoApp.Output;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Execution;
using VisionPlugin.Execution.Comparison;
using VisionPlugin.Frames;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.DemoApp.Commands;

/// <summary><c>vision compare</c>: the same input through several backends, layer by layer.</summary>
internal static class CompareCommand
{
    public static Command Create(Terminal terminal)
    {
        Option<string> model = CommonOptions.Model("centernet");
        Option<string?> card = CommonOptions.Card();
        var source = new Argument<string?>("SOURCE")
        {
            Description = "A picture; left out, a bundled one, or noise for a model without a card.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var backends = new Option<string>("--backends")
        {
            Description = "Two or more of gpu, cpu, reference; the others are compared with reference, else with cpu.",
            HelpName = "LIST",
            DefaultValueFactory = _ => "gpu,cpu,reference",
        };
        Option<double?> atol = CommonOptions.Number("--atol", "Allowed absolute difference; 0.001 unless said.", 0.0, double.MaxValue);
        Option<double?> rtol = CommonOptions.Number("--rtol", "Allowed relative difference; 0.0001 unless said.", 0.0, double.MaxValue);
        Option<string[]> shape = CommonOptions.Shape();
        Option<WorkerOptions> precision = CommonOptions.Precision();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("compare", "Run a network on several backends and compare every layer.")
        {
            source, model, card, backends, precision, atol, rtol, shape, json,
        };
        var weights = new WeightOptions();
        weights.AddTo(command);
        command.SetAction(args =>
        {
            string name = args.GetRequiredValue(model);
            string? picture = args.GetValue(source);
            (Model network, ModelCard? networkCard) = Load(name, args.GetValue(card), picture, weights.Read(args));
            IReadOnlyList<Tensor> inputs = Inputs(network, networkCard, ref picture, CommonOptions.Shapes(args.GetValue(shape), network));
            var defaults = new ComparisonOptions();
            ComparisonOptions options = defaults with
            {
                Atol = args.GetValue(atol) ?? defaults.Atol,
                Rtol = args.GetValue(rtol) ?? defaults.Rtol,
                Precision = args.GetRequiredValue(precision).Precision,
            };
            List<IBackend> chosen = Create(args.GetRequiredValue(backends), terminal);
            try
            {
                ModelComparison result = ModelComparer.Compare(network, inputs, chosen, options);
                var report = new CompareReport(
                    name, picture, [.. result.Backends.Select(BackendChoice.NameOf)],
                    options.Precision.ToString(), options.Atol, options.Rtol + PrecisionTolerance.Layer(options.Precision),
                    PrecisionTolerance.Output(options.Precision),
                    result.IsWithin, result.FirstFailure?.Node, [.. result.Layers.Select(ComparedLayer.Of)], [.. result.Outputs.Select(ComparedOutput.Of)]);
                if (args.GetValue(json))
                    JsonLines.Write(terminal.Out, report);
                else
                    Print(terminal, report);
                return result.IsWithin ? ExitCode.Success : ExitCode.Different;
            }
            finally
            {
                chosen.ForEach(b => b.Dispose());
            }
        });
        return command;
    }

    // A picture needs a card, or a model that is recognised; without one the card may be missing.
    private static (Model Model, ModelCard? Card) Load(string name, string? cardFile, string? picture, WeightChoice weights)
    {
        if (cardFile is null && picture is null && !ModelCatalog.HasCard(name))
            return (ModelCatalog.Load(name, weights), null);
        VisionModel model = ModelCatalog.LoadVision(name, cardFile, weights);
        return (model.Model, model.Card);
    }

    private static List<Tensor> Inputs(Model model, ModelCard? card, ref string? picture, IReadOnlyDictionary<string, TensorShape> shapes)
    {
        if (card is null || model.Inputs.Length != 1 || model.Inputs[0].DataType != DataType.Float32)
            return [.. ModelInputs.Describe(model, shapes).Values.Select((info, i) => Noise(info, seed: i))];
        picture ??= Path.Combine(ModelCatalog.Root, "pictures", "astronaut.png");
        var input = new Tensor<float>(card.Input.Shape);
        new FrameToTensor(card.Input).Convert(Picture.Load(picture).Frame, input);
        return [input];
    }

    // Uniform in [0, 1); integers are 0, which is valid as an index, an axis and a size of padding.
    private static Tensor Noise(TensorInfo info, int seed)
    {
        var random = new Random(seed);
        var tensor = Tensor.Create(info.DataType, info.Shape);
        if (tensor is Tensor<float> single)
        {
            foreach (ref float value in single.AsSpan())
                value = random.NextSingle();
        }
        else if (tensor is Tensor<Half> half)
        {
            foreach (ref Half value in half.AsSpan())
                value = (Half)random.NextSingle();
        }

        return tensor;
    }

    private static List<IBackend> Create(string list, Terminal terminal)
    {
        string[] names = [.. list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];
        string[] known = ["reference", "cpu", "gpu"];
        if (names.FirstOrDefault(n => !known.Contains(n)) is { } wrong)
            throw new BadInputException($"--backends: '{wrong}' is not one of gpu, cpu, reference.");
        // In the order of trust: what the others are compared with comes first.
        IEnumerable<IBackend?> created = known.Where(names.Contains).Select(n => n switch
        {
            "reference" => new ReferenceBackend(),
            "cpu" => new CpuBackend(),
            _ => (IBackend?)BackendChoice.TryCreateGpu(terminal, "It is left out."),
        });
        List<IBackend> backends = [.. created.OfType<IBackend>()];
        if (backends.Count >= 2)
            return backends;
        backends.ForEach(b => b.Dispose());
        throw new BadInputException($"--backends {list}: two or more are needed to compare; {backends.Count} can run here.");
    }

    private static void Print(Terminal terminal, CompareReport report)
    {
        Table table = new Table().AddColumns("layer", "operator", "shape", "backend", "max abs", "max rel", "at", "whole run");
        foreach (ComparedLayer layer in report.Layers)
        {
            for (int i = 0; i < layer.Differences.Count; i++)
                AddRow(table, i == 0 ? layer.Layer : "", i == 0 ? layer.Operator : "", i == 0 ? layer.Shape : null, layer.Differences[i]);
        }

        foreach (ComparedOutput output in report.Outputs)
            AddRow(table, output.Output, "(output)", output.Shape, output.Difference);
        terminal.Tables().Write(table);
        string others = string.Join(" and ", report.Backends.Skip(1)), first = report.Backends[0];
        double worst = report.Outputs.Select(o => o.Difference.RelNorm).DefaultIfEmpty().Max();
        string stored = report.Precision == Precision.Single.ToString() ? "" : string.Create(
            CultureInfo.InvariantCulture, $"; {report.Precision}, outputs within {report.OutputTolerance:G3} of their norm: {worst:G3}");
        string tolerance = string.Create(
            CultureInfo.InvariantCulture, $"(atol {report.Atol:G3}, rtol {report.Rtol:G3}{stored})");
        terminal.Out.WriteLine(report.Pass ? $"PASS: {others} agree with {first} {tolerance}"
            : report.FirstFailure is { } failure ? $"FAIL: {others} against {first}, first at layer {failure} {tolerance}"
            : $"FAIL: {others} against {first}: every layer agrees by itself, the whole run does not {tolerance}");
    }

    private static void AddRow(Table table, string name, string type, int[]? shape, Difference d)
    {
        static string Number(double value) => value.ToString("G3", CultureInfo.InvariantCulture);
        static string List(int[]? sizes) => sizes is null ? "" : Markup.Escape($"[{string.Join(", ", sizes)}]");
        string color = d.Pass ? "default" : "red";
        table.AddRow(Markup.Escape(name), type, List(shape), d.Backend, $"[{color}]{Number(d.MaxAbs)}[/]", $"[{color}]{Number(d.MaxRel)}[/]",
            d.MaxAbs > 0 ? List(d.Where) : "", Number(d.EndToEndMaxAbs));
    }
}
