using System.CommandLine;
using VisionPlugin.Cards;
using VisionPlugin.DemoApp.Output;
using VisionPlugin.DemoApp.Reports;
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
    // Layers that a report shows as pictures.
    private const int WorstLayers = 3;

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
        Option<Precision> precision = CommonOptions.Precision();
        var times = new Option<bool>("--times") { Description = "Also measure how long each layer takes." };
        var page = new Option<string?>("--report")
        {
            Description = "Write a page with charts, the worst layers, times and environment.",
            HelpName = "FILE.html",
        };
        Option<bool> json = CommonOptions.Json();
        var command = new Command("compare", "Run a network on several backends and compare every layer.")
        {
            source, model, card, backends, precision, atol, rtol, shape, times, page, json,
        };
        var weights = new WeightOptions();
        weights.AddTo(command);
        command.SetAction(args =>
        {
            string? file = Writable(args.GetValue(page));
            string name = args.GetRequiredValue(model);
            string? picture = args.GetValue(source);
            (Model network, ModelCard? networkCard) = Load(name, args.GetValue(card), picture, weights.Read(args));
            IReadOnlyList<Tensor> inputs = Inputs(network, networkCard, ref picture, CommonOptions.Shapes(args.GetValue(shape), network));
            var defaults = new ComparisonOptions();
            ComparisonOptions options = defaults with
            {
                Atol = args.GetValue(atol) ?? defaults.Atol,
                Rtol = args.GetValue(rtol) ?? defaults.Rtol,
                Precision = args.GetRequiredValue(precision),
            };
            List<IBackend> chosen = Create(args.GetRequiredValue(backends), terminal, out string? missing);
            try
            {
                ModelComparison result;
                List<ModelTimes> measured = [];
                using (var progress = new ProgressLine(terminal))
                {
                    options = options with { KeepWorst = file is null ? 0 : WorstLayers, Progress = Show(progress) };
                    result = ModelComparer.Compare(network, inputs, chosen, options);
                    if (file is not null || args.GetValue(times))
                        measured = [.. chosen.Select(backend => ModelTimer.Measure(network, inputs, backend, options))];
                }

                var report = CompareReport.Of(name, picture, result, options, measured);
                if (file is not null)
                {
                    var environment = ReportEnvironment.Of(chosen, missing, CommandLine(args), TimeProvider.System);
                    var content = new ReportContent(report, result.Worst, picture is null ? null : Picture.Load(picture), environment);
                    AtomicFile.Write(file, partial => File.WriteAllText(partial, ComparisonPage.Write(content)));
                }

                if (args.GetValue(json))
                    JsonLines.Write(terminal.Out, report);
                else
                    CompareTable.Print(terminal, report);
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

    private static List<IBackend> Create(string list, Terminal terminal, out string? missing)
    {
        string? reason = null;
        string[] names = [.. list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];
        string[] known = ["reference", "cpu", "gpu"];
        if (names.FirstOrDefault(n => !known.Contains(n)) is { } wrong)
            throw new BadInputException($"--backends: '{wrong}' is not one of gpu, cpu, reference.");
        // In the order of trust: what the others are compared with comes first.
        IEnumerable<IBackend?> created = known.Where(names.Contains).Select(n => n switch
        {
            "reference" => new ReferenceBackend(),
            "cpu" => new CpuBackend(),
            _ => (IBackend?)BackendChoice.TryCreateGpu(terminal, "It is left out.", out reason),
        });
        List<IBackend> backends = [.. created.OfType<IBackend>()];
        missing = reason;
        if (backends.Count >= 2)
            return backends;
        backends.ForEach(b => b.Dispose());
        throw new BadInputException($"--backends {list}: two or more are needed to compare; {backends.Count} can run here.");
    }

    // Said before the work and not after it.
    private static string? Writable(string? file)
    {
        if (file is null)
            return null;
        if (Directory.Exists(file))
            throw new BadInputException($"--report {file} is a folder, not a file to write.");
        return Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file))) ? file
            : throw new BadInputException($"--report {file}: there is no such folder.");
    }

    private static Action<ComparisonProgress> Show(ProgressLine line) => p =>
        line.Show(p.Done, p.Total, $"{BackendChoice.NameOf(p.Backend)} {p.Layer}");

    // As it can be written once more in a shell.
    private static string CommandLine(ParseResult args) => "vision " + string.Join(' ', args.Tokens.Select(t => Quoted(t.Value)));

    private static string Quoted(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:,=@+".Contains(c, StringComparison.Ordinal))
            ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
